//! Where things stand in the file: one pass over its text for all of them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Deserializer;
use whomet::model::{Dataset, EntityId, EntityKind};

use super::Subject;

/// A place in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    pub pointer: String,
}

/// What is looked for: a section of the dataset, and an id in it.
type Key = (&'static str, String);

/// The places of subjects.
pub fn places(text: &str, dataset: &Dataset, subjects: impl Iterator<Item = Subject>) -> HashMap<Subject, Place> {
    let subjects: HashSet<Subject> = subjects.collect();
    let mut mentions = None;
    let mut wanted: HashMap<Key, Vec<Subject>> = HashMap::new();
    for subject in subjects {
        let key = key(dataset, subject, &mut mentions);
        wanted.entry(key).or_default().push(subject);
    }
    let mut found = walk(text, &wanted);
    found.sort_unstable_by_key(|(_, at, _)| *at);
    let (mut line, mut column, mut at) = (1, 1u32, 0);
    let mut placed = HashMap::new();
    for (key, offset, pointer) in found {
        // forwards only: a file may be one long line
        let passed = text.get(at..offset).unwrap_or_default();
        if let Some(end) = passed.rfind('\n') {
            let breaks = passed.bytes().filter(|byte| *byte == b'\n').count();
            (line, column) = (line + u32::try_from(breaks).unwrap_or(0), 1);
            column += u32::try_from(passed.get(end + 1..).unwrap_or_default().chars().count()).unwrap_or(0);
        } else {
            column = column.saturating_add(u32::try_from(passed.chars().count()).unwrap_or(0));
        }
        at = offset;
        let place = Place { line, column, pointer };
        for subject in wanted.get(&key).into_iter().flatten() {
            placed.entry(*subject).or_insert_with(|| place.clone());
        }
    }
    placed
}

/// The pointer of an entry.
pub fn pointer(kind: EntityKind, id: &str) -> String {
    member_of(section(kind), id)
}

fn member_of(section: &str, id: &str) -> String {
    format!("/{section}/{}", id.replace('~', "~0").replace('/', "~1"))
}

/// Under which key a subject stands; an entity that is only a name in the first record that has it.
fn key(dataset: &Dataset, subject: Subject, mentions: &mut Option<HashMap<EntityId, Key>>) -> Key {
    match subject {
        Subject::Top(member) => (member, String::new()),
        Subject::Meeting(at) => ("meetings", dataset.meetings.get(at).map_or(String::new(), |one| one.id.to_string())),
        Subject::Fact(at) => ("facts", dataset.facts.get(at).map_or(String::new(), |one| one.id.to_string())),
        Subject::Source(at) => ("sources", dataset.sources.get(at).map_or(String::new(), |one| one.id.to_string())),
        Subject::Entity(id) => {
            let entity = dataset.entities.get(id);
            if entity.listed {
                return (section(id.kind), entity.id.to_string());
            }
            let mentions = mentions.get_or_insert_with(|| first_mentions(dataset));
            mentions.get(&id).cloned().unwrap_or((section(id.kind), entity.id.to_string()))
        }
    }
}

fn section(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Organisation => "organisations",
        EntityKind::Person => "people",
        EntityKind::Topic => "topics",
        EntityKind::Place => "places",
    }
}

/// The first record of each entity.
fn first_mentions(dataset: &Dataset) -> HashMap<EntityId, Key> {
    let mut first = HashMap::new();
    for id in dataset.record_ids() {
        let (section, theirs) = match dataset.record(id) {
            whomet::model::Record::Meeting(meeting) => ("meetings", &meeting.id),
            whomet::model::Record::Fact(fact) => ("facts", &fact.id),
        };
        for entity in EntityKind::ALL.iter().flat_map(|kind| dataset.filed_under(id, *kind)) {
            first.entry(entity).or_insert_with(|| (section, theirs.to_string()));
        }
    }
    first
}

/// The id of a record.
#[derive(Deserialize)]
struct WithId<'t> {
    #[serde(borrow)]
    id: Option<Cow<'t, str>>,
}

/// The byte and the pointer of everything that is wanted.
fn walk(text: &str, wanted: &HashMap<Key, Vec<Subject>>) -> Vec<(Key, usize, String)> {
    let mut found = Vec::new();
    let mut top = Members::new(text);
    if !top.open(b'{') {
        return found;
    }
    while let Some((name, at)) = top.member() {
        let Some(section) = wanted.keys().map(|(section, _)| *section).find(|section| *section == name) else {
            top.skip();
            continue;
        };
        if wanted.contains_key(&(section, String::new())) {
            found.push(((section, String::new()), at, format!("/{section}")));
        }
        let mut inside = Members { text, at: top.at };
        if inside.open(b'{') {
            while let Some((id, _)) = inside.member() {
                let key = (section, id);
                if wanted.contains_key(&key) {
                    let pointer = member_of(section, &key.1);
                    found.push((key, inside.at, pointer));
                }
                inside.skip();
            }
        } else if inside.open(b'[') {
            let mut number = 0;
            while let Some((id, at)) = inside.element() {
                let key = (section, id);
                if wanted.contains_key(&key) {
                    found.push((key, at, format!("/{section}/{number}")));
                }
                number += 1;
            }
        } else {
            top.skip();
            continue;
        }
        // behind the closing bracket
        inside.space();
        top.at = inside.at + usize::from(inside.rest().starts_with(['}', ']']));
    }
    found
}

/// The members of an object, or the elements of a list, one after the other.
pub struct Members<'t> {
    text: &'t str,
    /// The byte that was reached.
    pub at: usize,
}

impl<'t> Members<'t> {
    /// Before the first bracket.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes space and commas.
    fn space(&mut self) {
        self.at +=
            self.rest().bytes().take_while(|byte| byte.is_ascii_whitespace() || *byte == b',' || *byte == b':').count();
    }

    /// Passes a bracket that opens, if it is there.
    pub fn open(&mut self, bracket: u8) -> bool {
        self.at += if self.rest().starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        self.space();
        let is_open = self.rest().as_bytes().first() == Some(&bracket);
        self.at += usize::from(is_open);
        is_open
    }

    /// Reads a value.
    fn value<T: Deserialize<'t>>(&mut self) -> Option<T> {
        let mut values = Deserializer::from_str(self.rest()).into_iter();
        let value = values.next().and_then(Result::ok);
        self.at += values.byte_offset();
        value
    }

    /// Passes a value.
    pub fn skip(&mut self) {
        self.space();
        // what cannot be read is not gone through: nothing further is found
        if self.value::<IgnoredAny>().is_none() {
            self.at = self.text.len();
        }
    }

    /// The next key, and where its value is.
    pub fn member(&mut self) -> Option<(String, usize)> {
        self.space();
        if !self.rest().starts_with('"') {
            return None;
        }
        let key = self.value::<String>()?;
        self.space();
        Some((key, self.at))
    }

    /// The id of the next element, and where it is.
    fn element(&mut self) -> Option<(String, usize)> {
        self.space();
        let at = self.at;
        if self.rest().is_empty() || self.rest().starts_with(']') {
            return None;
        }
        if let Some(WithId { id }) = self.value::<WithId<'t>>() {
            return Some((id.map(Cow::into_owned).unwrap_or_default(), at));
        }
        // not an object, or an id that is no text
        self.at = at;
        self.skip();
        Some((String::new(), at))
    }
}
