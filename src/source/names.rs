//! Who is meant: references to entities and sources, by id, by name, or as a name that has no entry.

use super::desk::{Desk, Names};
use super::fields::Short;
use super::log::position;
use super::node::Node;
use super::rules::Rule;
use super::values::{LONG_TITLE, is_web_address, trimmed};
use crate::model::{Entity, EntityId, EntityKind, SafeUrl, Source, SourceId};

/// Everything that a reference can lead to.
#[derive(Debug, Default)]
pub(super) struct Directory {
    organisations: Index,
    people: Index,
    topics: Index,
    places: Index,
    /// The sources; the names are their addresses.
    sources: Index,
    /// Unlisted entities whose name may hold several names, and where each was first written.
    pub(super) doubtful: Vec<(EntityId, Box<[u32]>)>,
}

/// One table, to be looked up.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) ids: Names,
    pub(super) names: Names,
    /// The names that several entries have, each with the second of them.
    shared: Names,
    /// The ids of entries that were left out, with their positions.
    pub(super) lost: Names,
}

impl Index {
    /// Adds a name; the first entity that has a name keeps it.
    pub(super) fn add_name(&mut self, name: &str, at: u32) {
        match self.names.get(name) {
            None => drop(self.names.insert(name.into(), at)),
            Some(first) if *first != at && !self.shared.contains_key(name) => drop(self.shared.insert(name.into(), at)),
            Some(_) => {}
        }
    }

    fn find(&self, name: &str) -> Option<u32> {
        self.ids.get(name).or_else(|| self.names.get(name)).copied()
    }
}

impl Directory {
    /// One table.
    pub(super) fn of(&self, kind: EntityKind) -> &Index {
        match kind {
            EntityKind::Organisation => &self.organisations,
            EntityKind::Person => &self.people,
            EntityKind::Topic => &self.topics,
            EntityKind::Place => &self.places,
        }
    }

    /// One table, to add to.
    pub(super) fn of_mut(&mut self, kind: EntityKind) -> &mut Index {
        match kind {
            EntityKind::Organisation => &mut self.organisations,
            EntityKind::Person => &mut self.people,
            EntityKind::Topic => &mut self.topics,
            EntityKind::Place => &mut self.places,
        }
    }

    /// The sources, to add to.
    pub(super) fn sources_mut(&mut self) -> &mut Index {
        &mut self.sources
    }
}

impl Desk {
    /// A reference to an entity of one table.
    pub(super) fn reference(&mut self, node: &Node<'_>, kind: EntityKind) -> Option<EntityId> {
        let name = self.reference_text(node)?;
        let index = self.directory.of(kind);
        let Some(at) = index.find(name) else { return self.unlisted(name, kind, &[kind]) };
        let other = if index.ids.contains_key(name) { None } else { index.shared.get(name) };
        let other = other.map(|at| EntityId { kind, at: *at });
        Some(self.first_of(name, EntityId { kind, at }, other))
    }

    /// A reference to an entity of any table; a name that is in none of them is put into `kind`.
    pub(super) fn anyone(&mut self, node: &Node<'_>, kind: EntityKind) -> Option<EntityId> {
        let name = self.reference_text(node)?;
        let in_tables = |find: fn(&Index) -> &Names| {
            let found = |kind| Some(EntityId { kind, at: *find(self.directory.of(kind)).get(name)? });
            let mut all = EntityKind::ALL.into_iter().filter_map(found);
            Some((all.next()?, all.next()))
        };
        let by_id = in_tables(|index| &index.ids);
        let Some((id, other)) = by_id.or_else(|| in_tables(|index| &index.names)) else {
            return self.unlisted(name, kind, &EntityKind::ALL);
        };
        let shared = if by_id.is_none() { self.directory.of(id.kind).shared.get(name) } else { None };
        let other = shared.map(|at| EntityId { at: *at, ..id }).or(other);
        Some(self.first_of(name, id, other))
    }

    /// The first of two that may be meant by a name.
    fn first_of(&mut self, name: &str, id: EntityId, other: Option<EntityId>) -> EntityId {
        if let Some(other) = other {
            let [first, second] = [id, other].map(|id| Short(&self.dataset.entities.get(id).id));
            let [in_first, in_second] = [id, other].map(|id| table_name(id.kind));
            let detail = format_args!(
                "“{}” may be `{first}` of `{in_first}` or `{second}` of `{in_second}`; it is taken for the first.",
                Short(name)
            );
            self.log.report(Rule::AmbiguousName, detail);
        }
        id
    }

    /// A reference to a source.
    pub(super) fn source(&mut self, node: &Node<'_>) -> Option<SourceId> {
        let name = self.reference_text(node)?;
        if let Some(at) = self.directory.sources.find(name) {
            return Some(SourceId(at));
        }
        let Some(url) = SafeUrl::parse(name).filter(is_web_address) else {
            let lost = self.directory.sources.lost.contains_key(name);
            let ids = self.dataset.sources.iter().map(|source| &*source.id);
            let meant = self.guesser.suggest(name, self.dataset.sources.len(), ids);
            self.lead_nowhere(name, "`sources`", lost, &meant);
            return None;
        };
        let at = position(self.dataset.sources.len());
        self.directory.sources.add_name(name, at);
        self.dataset.sources.push(Source { url: Some(url), ..Source::unlisted(name) });
        Some(SourceId(at))
    }

    fn reference_text<'n>(&mut self, node: &'n Node<'_>) -> Option<&'n str> {
        let Node::Str(text) = node else { return None };
        let name = trimmed(text);
        if name.is_empty() {
            self.log.report(Rule::EmptyText, format_args!("There is no name here."));
            return None;
        }
        Some(name)
    }

    /// Makes an entity of which only the name is known, unless the name looks like an id.
    fn unlisted(&mut self, name: &str, kind: EntityKind, tables: &[EntityKind]) -> Option<EntityId> {
        if looks_like_an_id(name) {
            self.unknown_id(name, tables);
            return None;
        }
        self.note_length(name, LONG_TITLE);
        let language = self.language();
        let table = self.dataset.entities.table_mut(kind);
        let id = EntityId { kind, at: position(table.len()) };
        table.push(Entity::unlisted(name, language));
        self.directory.of_mut(kind).add_name(name, id.at);
        if super::whole::may_hold_several(name) {
            self.directory.doubtful.push((id, self.log.path().into()));
        }
        Some(id)
    }

    fn unknown_id(&mut self, name: &str, tables: &[EntityKind]) {
        let lost = tables.iter().any(|kind| self.directory.of(*kind).lost.contains_key(name));
        let words: Vec<String> = tables.iter().map(|kind| format!("`{}`", table_name(*kind))).collect();
        let entities = &self.dataset.entities;
        let count = tables.iter().map(|kind| entities.table(*kind).len()).sum();
        let listed = tables.iter().flat_map(|kind| entities.table(*kind)).filter(|entity| entity.listed);
        let meant = self.guesser.suggest(name, count, listed.map(|entity| &*entity.id));
        self.lead_nowhere(name, &words.join(", "), lost, &meant);
    }

    fn lead_nowhere(&mut self, name: &str, tables: &str, lost: bool, meant: &str) {
        let name = Short(name);
        if lost {
            let detail = format_args!("The entry `{name}` in {tables} was left out.");
            return self.log.report(Rule::UnknownReference, detail);
        }
        self.log.report(Rule::UnknownReference, format_args!("There is no `{name}` in {tables}.{meant}"));
    }
}

/// Where entities of a kind are written.
pub(super) fn table_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Organisation => "organisations",
        EntityKind::Person => "people",
        EntityKind::Topic => "topics",
        EntityKind::Place => "places",
    }
}

/// True for what nobody would write as a name: small Latin letters, digits, and no space.
fn looks_like_an_id(name: &str) -> bool {
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{dataset, meeting, read_told, told};
    use super::*;

    const TABLES: &str = r#""organisations": {"complant": {"name": {"en": "Complant", "zh": "中成"}, "aliases": ["CNCPC"]},
                                              "The Office": {"name": "Secretariat", "part_of": ["complant", "Great Union"]}},
                            "people": {"norov": {"name": "Vladimir Norov"}, "x": {"aliases": ["no name"]}}"#;

    #[test]
    fn references_are_ids_then_names_and_a_new_name_is_made_once() {
        let json = meeting(
            TABLES,
            r#""participants": [{"organisation": "complant"}, {"organisation": " 中成 "}, {"organisation": "CNCPC"},
                {"organisation": "The Office"}, {"organisation": "Acme"}, {"organisation": "Acme "}, {"person": "Acme"}]"#,
        );
        let (dataset, _) = read_told(&json);
        let organisations = dataset.meetings[0].participants.iter().filter_map(|p| p.organisation);
        assert_eq!(organisations.map(|id| id.at).collect::<Vec<_>>(), [0, 0, 0, 1, 3, 3]);
        let table = dataset.entities.table(EntityKind::Organisation);
        assert_eq!(
            table.iter().map(|e| (&*e.id, e.listed)).collect::<Vec<_>>(),
            [("complant", true), ("The Office", true), ("Great Union", false), ("Acme", false)]
        );
        assert_eq!(&*table[1].part_of, [0, 2]);
        assert_eq!(dataset.entities.table(EntityKind::Person).len(), 2);
    }

    #[test]
    fn whoever_is_meant_is_looked_for_in_all_tables() {
        let facts = ["complant", "norov", "Vladimir Norov", "中成", "Nobody Yet"].map(|about| {
            format!(r#"{{"id": "{about}", "about": "{about}", "claim": "c", "number": 1, "sources": ["s1"]}}"#)
        });
        let points = r#""points": [{"by": "norov", "says": "a"}, {"by": "Nobody Yet", "says": "b"}]"#;
        let json = meeting(&format!(r#"{TABLES}, "facts": [{}]"#, facts.join(",")), points);
        let (dataset, _) = read_told(&json);
        let about: Vec<_> = dataset.facts.iter().map(|fact| (fact.about.kind.word(), fact.about.at)).collect();
        let nobody = ("person", 1); // said something before anybody asked who it is
        assert_eq!(about, [("organisation", 0), ("person", 0), ("person", 0), ("organisation", 0), nobody]);
        let by: Vec<_> =
            dataset.meetings[0].points.iter().filter_map(|p| p.by).map(|id| (id.kind.word(), id.at)).collect();
        assert_eq!(by, [("person", 0), nobody]);
    }

    #[test]
    fn what_looks_like_an_id_must_be_one() {
        let told = told(&meeting(
            TABLES,
            r#""participants": [{"organisation": "complnt", "side": "guest"}, {"person": "x"}, {"person": "norof", "as": "a"},
                {"organisation": "x"}, {}], "topics": ["x-ray"],
                "points": [{"by": "sco", "says": "b"}]"#,
        ));
        expect_test::expect![[r#"
            E002 /people/x: This person has no `name`. The person is left out.
            E005 /meetings/0/participants/0/organisation: There is no `complnt` in `organisations`. Did you mean `complant`?
            E005 /meetings/0/participants/2/person: There is no `norof` in `people`. Did you mean `norov`?
            E002 /meetings/0/participants/4: This participant has neither `person` nor `organisation`.
            E005 /meetings/0/topics/0: There is no `x-ray` in `topics`.
            E005 /meetings/0/points/0/by: There is no `sco` in `organisations`, `people`, `topics`, `places`."#]].assert_eq(&told);
    }

    #[test]
    fn a_source_has_an_entry_or_an_address() {
        let sources = r#"["https://example.org/a", {"source": "https://example.org/a", "where": "p. 3"}, "https://example.org/news", "s2", "ftp://x", {"quote": "q"}, " "]"#;
        let fact = format!(r#"{{"id": "f", "about": "Acme", "claim": "c", "value": "v", "sources": {sources}}}"#);
        let (dataset, told) = read_told(&dataset(&format!(r#""facts": [{fact}]"#)));
        expect_test::expect![[r#"
            E005 /facts/0/sources/3: There is no `s2` in `sources`.
            E005 /facts/0/sources/4: There is no `ftp://x` in `sources`.
            E002 /facts/0/sources/5: This evidence has no `source`.
            E011 /facts/0/sources/6: There is no name here."#]]
        .assert_eq(&told);
        assert_eq!(dataset.sources.iter().map(|s| &*s.id).collect::<Vec<_>>(), ["s1", "https://example.org/a"]);
        let evidence = dataset.facts[0].sources.all();
        assert_eq!(evidence.iter().map(|e| e.source.0).collect::<Vec<_>>(), [1, 1, 0]);
        assert_eq!(evidence[1].place.as_ref().map(|place| place.first()), Some("p. 3"));
    }
}
