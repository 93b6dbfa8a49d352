//! Organisations, people, topics and places: what records are about.

use super::{EntityId, Lang, SafeUrl, Text};

/// The four tables of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A body that meets: a company, a state, a secretariat.
    Organisation,
    /// A human being.
    Person,
    /// What a meeting was about.
    Topic,
    /// Where it took place.
    Place,
}

impl EntityKind {
    /// All four, in the order in which references to "anything" are looked up.
    pub const ALL: [Self; 4] = [Self::Organisation, Self::Person, Self::Topic, Self::Place];

    /// The word for it in links and messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Topic => "topic",
            Self::Place => "place",
        }
    }
}

/// One organisation, person, topic or place.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The id in links. For an unlisted entity it is the name.
    pub id: Box<str>,
    /// The name in each language that the publisher gave.
    pub name: Text,
    /// Other spellings.
    pub aliases: Box<[Box<str>]>,
    /// False if the publisher gave just a name in a record and no entry of its own.
    pub listed: bool,
    /// What kind of organisation: free text.
    pub kind: Option<Box<str>>,
    /// Its country.
    pub country: Option<Country>,
    /// Its own page.
    pub url: Option<SafeUrl>,
    /// The entities of the same table that it belongs to.
    pub part_of: Box<[u32]>,
    /// Identifiers in other registers: scheme and value.
    pub identifiers: Box<[(Box<str>, Box<str>)]>,
}

impl Entity {
    /// An entity of which only a name is known.
    #[must_use]
    pub fn unlisted(name: &str, lang: Lang) -> Self {
        Self {
            id: name.into(),
            name: Text::new(lang, name),
            aliases: Box::default(),
            listed: false,
            kind: None,
            country: None,
            url: None,
            part_of: Box::default(),
            identifiers: Box::default(),
        }
    }
}

/// A country: two capital letters (ISO 3166-1 alpha-2), or whatever word the publisher uses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(pub Box<str>);

impl Country {
    /// True if it is a two-letter code, which a browser can name in any language.
    #[must_use]
    pub fn is_code(&self) -> bool {
        self.0.len() == 2 && self.0.bytes().all(|b| b.is_ascii_uppercase())
    }
}

/// A resolved reference to an entity of any table.
pub type Ref = EntityId;

/// The four tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    tables: [Vec<Entity>; 4],
}

impl Entities {
    /// One table.
    #[must_use]
    pub fn table(&self, kind: EntityKind) -> &[Entity] {
        match kind {
            EntityKind::Organisation => &self.tables[0],
            EntityKind::Person => &self.tables[1],
            EntityKind::Topic => &self.tables[2],
            EntityKind::Place => &self.tables[3],
        }
    }

    /// One table, to fill.
    pub fn table_mut(&mut self, kind: EntityKind) -> &mut Vec<Entity> {
        match kind {
            EntityKind::Organisation => &mut self.tables[0],
            EntityKind::Person => &mut self.tables[1],
            EntityKind::Topic => &mut self.tables[2],
            EntityKind::Place => &mut self.tables[3],
        }
    }

    /// The entity with this id.
    ///
    /// # Panics
    /// If the id comes from another dataset.
    #[must_use]
    pub fn get(&self, id: EntityId) -> &Entity {
        &self.table(id.kind)[id.index()]
    }

    /// Looks a text id up by scanning: for a link, not for a loop.
    #[must_use]
    pub fn find(&self, kind: EntityKind, id: &str) -> Option<EntityId> {
        let at = self.table(kind).iter().position(|e| &*e.id == id)?;
        Some(EntityId { kind, at: u32::try_from(at).ok()? })
    }
}
