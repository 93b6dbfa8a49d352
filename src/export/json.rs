//! A dataset of format 1 with the records of a selection, and just the entities and sources they use.

use super::names::Names;
use super::used::Used;
use super::{PART, Shelf, Writer, exact_number};
use crate::model::{
    Confidence, Coverage, Dataset, Entity, EntityId, EntityKind, Evidence, Fact, Meeting, PartialDate, Participant,
    Party, Record, SafeUrl, Side, Source, SourceId, Statement, Status, Text,
};

/// What stands before the records, in this order.
const TABLES: [(&str, Option<EntityKind>); 5] = [
    ("sources", None),
    ("organisations", Some(EntityKind::Organisation)),
    ("people", Some(EntityKind::Person)),
    ("topics", Some(EntityKind::Topic)),
    ("places", Some(EntityKind::Place)),
];

/// The dataset.
pub struct Json<'d> {
    shelf: Shelf<'d>,
    used: Used,
    names: Option<Names>,
    /// Which of [`TABLES`] is being written, the first entry of it that is not, and whether it has any yet.
    table: usize,
    next: u32,
    filled: bool,
    /// True once there is a meeting in the list.
    some: bool,
    /// The facts, which have a list of their own, until the meetings are written.
    facts: String,
}

impl<'d> Json<'d> {
    /// Of records on a shelf.
    #[must_use]
    pub fn new(shelf: Shelf<'d>) -> Self {
        Self {
            shelf,
            used: Used::default(),
            names: None,
            table: 0,
            next: 0,
            filled: false,
            some: false,
            facts: String::new(),
        }
    }

    /// Of a whole dataset: also what no record uses is kept.
    #[must_use]
    pub fn whole(shelf: Shelf<'d>, dataset: &Dataset) -> Self {
        Self { used: Used::all(dataset), ..Self::new(shelf) }
    }

    fn about(&self, out: &mut String) {
        let about = self.shelf.about();
        let mut top = Object::new(self, out);
        top.word("format", Some("whomet/1"));
        top.text("title", Some(&about.title));
        top.text("description", about.description.as_ref());
        top.word("language", Some(about.language.as_str()));
        top.date("updated", about.updated.as_ref());
        top.party("publisher", about.publisher.as_ref());
        top.party("licence", about.licence.as_ref());
        top.url("report", about.report.as_ref());
        top.list("coverage", &about.coverage, Self::coverage);
    }

    fn coverage(&self, it: &Coverage, out: &mut String) {
        let mut object = Object::new(self, out);
        object.date("from", it.from.as_ref());
        object.date("to", it.to.as_ref());
        object.text("note", it.note.as_ref());
        object.end();
    }

    /// Writes some entries of a table, and the end of it when there are no more.
    fn entries(&mut self, key: &str, kind: Option<EntityKind>, out: &mut String) {
        if self.next == 0 {
            *out += &format!(",\n\"{key}\": {{");
            self.filled = false;
        }
        let ids = self.next_entries(kind);
        for at in &ids {
            match kind {
                None => {
                    let source = self.shelf.source(SourceId(*at));
                    if !is_bare(source) {
                        self.key(&source.id, out);
                        self.source(source, out);
                    }
                }
                Some(kind) => {
                    let id = EntityId { kind, at: *at };
                    let key = self.names.as_ref().and_then(|names| names.entries.get(&id)).cloned().unwrap_or_default();
                    self.key(&key, out);
                    self.entity((self.shelf.entity(id), kind), out);
                }
            }
        }
        match ids.last() {
            Some(last) if ids.len() == PART => self.next = last + 1,
            _ => {
                *out += "}";
                (self.table, self.next) = (self.table + 1, 0);
            }
        }
    }

    fn next_entries(&self, kind: Option<EntityKind>) -> Vec<u32> {
        let Some(kind) = kind else {
            return self.used.sources.range(SourceId(self.next)..).take(PART).map(|id| id.0).collect();
        };
        let from = EntityId { kind, at: self.next };
        let entries = self.names.iter().flat_map(|names| names.entries.range(from..));
        entries.take_while(|(id, _)| id.kind == kind).take(PART).map(|(id, _)| id.at).collect()
    }

    fn key(&mut self, key: &str, out: &mut String) {
        *out += if std::mem::replace(&mut self.filled, true) { ",\n" } else { "\n" };
        string(out, key);
        *out += ": ";
    }

    fn source(&self, it: &Source, out: &mut String) {
        let mut object = Object::new(self, out);
        object.url("url", it.url.as_ref());
        object.text("title", it.title.as_ref());
        object.word("publisher", it.publisher.as_deref());
        object.date("published", it.published.as_ref());
        object.date("retrieved", it.retrieved.as_ref());
        object.url("archive", it.archive.as_ref());
        object.word("language", it.language.as_ref().map(|lang| lang.as_str()));
        object.end();
    }

    fn entity(&self, (it, kind): (&Entity, EntityKind), out: &mut String) {
        let parents: Vec<EntityId> = it.part_of.iter().map(|at| EntityId { kind, at: *at }).collect();
        let mut object = Object::new(self, out);
        object.text("name", Some(&it.name));
        object.list("aliases", &it.aliases, |_, alias, out| string(out, alias));
        object.word("kind", it.kind.as_deref());
        object.word("country", it.country.as_ref().map(|country| &*country.0));
        object.url("url", it.url.as_ref());
        object.references("part_of", &parents);
        if !it.identifiers.is_empty() {
            object.key("identifiers");
            let mut between = "{";
            for (scheme, value) in &it.identifiers {
                *object.out += std::mem::replace(&mut between, ", ");
                string(object.out, scheme);
                *object.out += ": ";
                string(object.out, value);
            }
            *object.out += "}";
        }
        object.end();
    }

    fn meeting(&self, it: &Meeting, out: &mut String) {
        let mut object = Object::new(self, out);
        object.word("id", Some(&it.id));
        object.date("date", it.date.as_ref());
        object.date("published", it.published.as_deref());
        object.word(
            "status",
            match it.status {
                Status::Held => None,
                Status::Announced => Some("announced"),
                Status::Cancelled => Some("cancelled"),
                Status::Withdrawn => Some("withdrawn"),
            },
        );
        object.text("title", Some(&it.title));
        object.text("summary", it.summary.as_ref());
        object.word("kind", it.kind.as_deref());
        if it.remote {
            object.plain("remote", "true");
        }
        object.references("place", &it.places);
        object.references("topics", &it.topics);
        object.list("participants", &it.participants, Self::participant);
        object.list("points", &it.points, Self::statement);
        object.list("outcomes", &it.outcomes, Self::one_text);
        object.evidence(&it.evidence, it.confidence, it.note.as_ref());
        object.end();
    }

    fn participant(&self, it: &Participant, out: &mut String) {
        let mut object = Object::new(self, out);
        object.reference("person", it.person);
        object.text("as", it.role());
        object.reference("organisation", it.organisation);
        object.word(
            "side",
            it.side().map(|side| match side {
                Side::Host => "host",
                Side::Guest => "guest",
                Side::Other(word) => word,
            }),
        );
        object.end();
    }

    fn statement(&self, it: &Statement, out: &mut String) {
        let mut object = Object::new(self, out);
        object.anywhere("by", it.by);
        object.text("says", Some(&it.says));
        object.end();
    }

    fn fact(&self, it: &Fact, out: &mut String) {
        let mut object = Object::new(self, out);
        object.word("id", Some(&it.id));
        object.anywhere("about", Some(it.about));
        object.text("claim", Some(&it.claim));
        object.text("value", Some(&it.value));
        if let Some(number) = it.number {
            object.plain("number", &exact_number(number));
        }
        object.text("unit", it.unit.as_ref());
        object.date("date", it.date.as_ref());
        object.evidence(it.sources.all(), it.confidence, it.note.as_ref());
        object.end();
    }

    fn evidence(&self, it: &Evidence, out: &mut String) {
        let id = &*self.shelf.source(it.source).id;
        if it.quote.is_none() && it.place.is_none() {
            return string(out, id);
        }
        let mut object = Object::new(self, out);
        object.word("source", Some(id));
        object.text("quote", it.quote.as_ref());
        object.text("where", it.place.as_ref());
        object.end();
    }

    /// A text: in the language of the dataset as it is, else with its languages.
    fn one_text(&self, text: &Text, out: &mut String) {
        let mut variants = text.variants();
        if let (Some((lang, words)), None) = (variants.next(), variants.next())
            && lang == self.shelf.about().language
        {
            return string(out, words);
        }
        let mut between = "{";
        for (lang, words) in text.variants() {
            *out += std::mem::replace(&mut between, ", ");
            string(out, lang.as_str());
            *out += ": ";
            string(out, words);
        }
        *out += "}";
    }
}

/// True for a source of which only the address is known, which stands for it where it is cited.
fn is_bare(source: &Source) -> bool {
    let Source { id, url, title, publisher, published, retrieved, archive, language } = source;
    let nothing = title.is_none() && publisher.is_none() && archive.is_none() && language.is_none();
    nothing && published.is_none() && retrieved.is_none() && url.as_ref().is_some_and(|url| url.as_str() == &**id)
}

impl Writer for Json<'_> {
    fn look(&mut self, record: Record<'_>) {
        self.used.add(&self.shelf, record);
    }

    fn begin(&mut self, out: &mut String) -> bool {
        if self.names.is_none() {
            self.names = Some(Names::of(&self.shelf, &self.used));
            self.about(out);
        }
        if let Some((key, kind)) = TABLES.get(self.table) {
            self.entries(key, *kind, out);
            return true;
        }
        *out += ",\n\"meetings\": [";
        false
    }

    fn write(&mut self, record: Record<'_>, out: &mut String) {
        match record {
            Record::Meeting(meeting) => {
                *out += if std::mem::replace(&mut self.some, true) { ",\n" } else { "\n" };
                self.meeting(meeting, out);
            }
            Record::Fact(fact) => {
                let mut facts = std::mem::take(&mut self.facts);
                facts += if facts.is_empty() { "\n" } else { ",\n" };
                self.fact(fact, &mut facts);
                self.facts = facts;
            }
        }
    }

    fn end(&mut self, out: &mut String) -> bool {
        *out += "],\n\"facts\": [";
        *out += &std::mem::take(&mut self.facts);
        *out += "]\n}\n";
        false
    }
}

/// An object as it grows. What there is nothing to say of is left out.
struct Object<'o, 'd> {
    json: &'o Json<'d>,
    out: &'o mut String,
    between: &'static str,
}

impl<'o, 'd> Object<'o, 'd> {
    fn new(json: &'o Json<'d>, out: &'o mut String) -> Self {
        *out += "{";
        Self { json, out, between: "" }
    }

    fn end(self) {
        *self.out += "}";
    }

    fn key(&mut self, key: &str) {
        *self.out += std::mem::replace(&mut self.between, ", ");
        *self.out += &format!("\"{key}\": ");
    }

    fn plain(&mut self, key: &str, value: &str) {
        self.key(key);
        *self.out += value;
    }

    fn word(&mut self, key: &str, word: Option<&str>) {
        if let Some(word) = word {
            self.key(key);
            string(self.out, word);
        }
    }

    fn date(&mut self, key: &str, date: Option<&PartialDate>) {
        self.word(key, date.map(ToString::to_string).as_deref());
    }

    fn url(&mut self, key: &str, url: Option<&SafeUrl>) {
        self.word(key, url.map(SafeUrl::as_str));
    }

    fn text(&mut self, key: &str, text: Option<&Text>) {
        if let Some(text) = text {
            self.key(key);
            self.json.one_text(text, self.out);
        }
    }

    fn party(&mut self, key: &str, party: Option<&Party>) {
        let Some(party) = party else { return };
        self.key(key);
        let mut object = Object::new(self.json, self.out);
        object.text("name", Some(&party.name));
        object.url("url", party.url.as_ref());
        object.end();
    }

    fn reference(&mut self, key: &str, entity: Option<EntityId>) {
        let word = entity.zip(self.json.names.as_ref()).map(|(id, names)| names.within(&self.json.shelf, id));
        self.word(key, word);
    }

    fn references(&mut self, key: &str, entities: &[EntityId]) {
        let Some(names) = &self.json.names else { return };
        self.list(key, entities, |json, id, out| string(out, names.within(&json.shelf, *id)));
    }

    fn anywhere(&mut self, key: &str, entity: Option<EntityId>) {
        let word = entity.zip(self.json.names.as_ref()).map(|(id, names)| names.anywhere(&self.json.shelf, id));
        self.word(key, word);
    }

    fn list<T>(&mut self, key: &str, items: &[T], write: impl Fn(&Json<'d>, &T, &mut String)) {
        if !items.is_empty() {
            self.key(key);
            list(self.out, items, "", |out, item| write(self.json, item, out));
        }
    }

    fn evidence(&mut self, evidence: &[Evidence], confidence: Option<Confidence>, note: Option<&Text>) {
        self.list("sources", evidence, Json::evidence);
        self.word(
            "confidence",
            confidence.map(|confidence| match confidence {
                Confidence::High => "high",
                Confidence::Medium => "medium",
                Confidence::Low => "low",
            }),
        );
        self.text("note", note);
    }
}

/// Writes a list, each element after a line break or the like.
pub(super) fn list<T>(
    out: &mut String,
    items: impl IntoIterator<Item = T>,
    before: &str,
    mut write: impl FnMut(&mut String, T),
) {
    *out += "[";
    let mut first = true;
    for item in items {
        *out += match (std::mem::take(&mut first), before) {
            (true, _) => "",
            (false, "") => ", ",
            (false, _) => ",",
        };
        *out += before;
        write(out, item);
    }
    *out += "]";
}

/// Writes a string. `<` is escaped, so that the file can stand inside a page.
pub(super) fn string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c < ' ' || "\"\\<\u{2028}\u{2029}".contains(c)) {
        let (before, after) = rest.split_at(at);
        *out += before;
        let mut chars = after.chars();
        match chars.next().unwrap_or_default() {
            '"' => *out += "\\\"",
            '\\' => *out += "\\\\",
            '\n' => *out += "\\n",
            c => *out += &format!("\\u{:04x}", u32::from(c)),
        }
        rest = chars.as_str();
    }
    *out += rest;
    out.push('"');
}
