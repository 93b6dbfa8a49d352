//! The table of facets: one row each gives the key in links and the table behind its values.
//! Everything that goes through all facets goes through [`Facet::ALL`].

use std::ops::{Index, IndexMut};

use crate::model::EntityKind;

/// Something that records can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Facet {
    /// `meeting` or `fact`.
    Kind,
    Organisation,
    Person,
    Topic,
    Place,
    /// Of the organisations and places.
    Country,
    /// Of the sources.
    Language,
    Source,
    /// A year that the date may lie in.
    Year,
}

impl Facet {
    /// How many there are.
    pub const COUNT: usize = 9;

    /// Every facet, in the order of links.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Kind,
        Self::Organisation,
        Self::Person,
        Self::Topic,
        Self::Place,
        Self::Country,
        Self::Language,
        Self::Source,
        Self::Year,
    ];

    /// The key in links; with `not-` before it, the key that excludes.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Topic => "topic",
            Self::Place => "place",
            Self::Country => "country",
            Self::Language => "language",
            Self::Source => "source",
            Self::Year => "year",
        }
    }

    /// The facet with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.key() == key)
    }

    /// The table of entities that its values come from.
    #[must_use]
    pub const fn entity_kind(self) -> Option<EntityKind> {
        match self {
            Self::Organisation => Some(EntityKind::Organisation),
            Self::Person => Some(EntityKind::Person),
            Self::Topic => Some(EntityKind::Topic),
            Self::Place => Some(EntityKind::Place),
            _ => None,
        }
    }

    /// The facet whose values are entities of this kind.
    #[must_use]
    pub const fn of_entities(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Organisation => Self::Organisation,
            EntityKind::Person => Self::Person,
            EntityKind::Topic => Self::Topic,
            EntityKind::Place => Self::Place,
        }
    }
}

/// One thing for each facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PerFacet<T>([T; Facet::COUNT]);

impl<T> PerFacet<T> {
    /// Makes one for each.
    pub fn from_fn(mut make: impl FnMut(Facet) -> T) -> Self {
        Self(Facet::ALL.map(&mut make))
    }

    /// Each facet's own, to change.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut()
    }

    /// Each facet with its own.
    pub fn iter(&self) -> impl Iterator<Item = (Facet, &T)> {
        Facet::ALL.into_iter().zip(&self.0)
    }
}

impl<T> Index<Facet> for PerFacet<T> {
    type Output = T;

    fn index(&self, facet: Facet) -> &T {
        &self.0[facet as usize]
    }
}

impl<T> IndexMut<Facet> for PerFacet<T> {
    fn index_mut(&mut self, facet: Facet) -> &mut T {
        &mut self.0[facet as usize]
    }
}
