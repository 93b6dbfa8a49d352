//! A dataset as it grows from a file that has entities and records of its own, rather than rows.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use serde::Serialize;
use whomet::model::{EntityKind, PartialDate, SafeUrl};

use super::bytes::squashed;
use super::feed;
use super::names::{mark, slug};
use super::output::{self, Dataset, Participant, json};
use super::report::{ITEMS, Place, Report};

/// The longest id, in characters.
const LONGEST_ID: usize = 200;

/// An entry of a table of entities.
#[derive(Debug, Default, Serialize)]
pub struct Entity {
    pub name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub part_of: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub identifiers: BTreeMap<String, String>,
}

/// An entry of the table of sources.
#[derive(Debug, Default, Serialize)]
pub struct Source {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl From<output::Source> for Source {
    fn from(source: output::Source) -> Self {
        let output::Source { id: _, url, title, publisher, published, retrieved, archive, language } = source;
        Self { url, title, publisher, published, retrieved, archive, language }
    }
}

/// How a record is known.
#[derive(Debug, Serialize)]
pub struct Evidence {
    pub source: String,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// Somebody at a meeting, by ids.
#[derive(Debug, Default)]
pub struct Who {
    pub person: Option<String>,
    pub organisation: Option<String>,
    pub side: Option<String>,
}

/// A meeting.
#[derive(Debug, Default)]
pub struct Meeting {
    pub id: String,
    pub date: Option<String>,
    pub published: Option<String>,
    pub status: Option<&'static str>,
    pub title: String,
    pub summary: Option<String>,
    pub kind: Option<String>,
    pub places: Vec<String>,
    pub topics: Vec<String>,
    pub participants: Vec<Who>,
    pub sources: Vec<Evidence>,
    pub note: Option<String>,
}

/// A fact.
#[derive(Debug, Serialize)]
pub struct Fact {
    pub id: String,
    pub about: String,
    pub claim: String,
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    pub sources: Vec<Evidence>,
}

/// The dataset so far.
#[derive(Debug)]
pub struct Draft {
    pub head: Dataset,
    sources: Vec<(String, Source)>,
    by_url: HashMap<String, String>,
    tables: [Vec<(String, Entity)>; 4],
    by_name: HashMap<(EntityKind, String), String>,
    /// At which place of its table each entity is.
    places: HashMap<String, usize>,
    /// The ids that entities have in the file, and those that they have here.
    adopted: HashMap<(EntityKind, String), String>,
    pub meetings: Vec<Meeting>,
    pub facts: Vec<Fact>,
    /// Every id: of whatever kind, so that a fact is about one thing only.
    ids: HashSet<String>,
    /// The last number that was put behind an id which several things want.
    numbers: HashMap<String, usize>,
    pub report: Report,
}

impl Draft {
    /// Nothing yet but a head, and the file itself as a source.
    pub fn new(head: Dataset, file: Source) -> Self {
        let mut draft = Self {
            head,
            sources: Vec::new(),
            by_url: HashMap::new(),
            tables: Default::default(),
            by_name: HashMap::new(),
            places: HashMap::new(),
            adopted: HashMap::new(),
            meetings: Vec::new(),
            facts: Vec::new(),
            ids: HashSet::new(),
            numbers: HashMap::new(),
            report: Report::of(ITEMS),
        };
        draft.source(FILE, file);
        draft
    }

    /// An id that nothing has yet: the one that is wanted, if it can stand in a link.
    pub fn new_id(&mut self, wanted: &str) -> String {
        let good = !wanted.is_empty() && wanted.trim() == wanted && !wanted.chars().any(char::is_control);
        let mut id = match good && wanted.chars().count() <= LONGEST_ID {
            true => wanted.to_owned(),
            false => format!("{}-{}", slug(wanted).0, mark(wanted)),
        };
        let base: String = id.chars().take(LONGEST_ID - 10).collect();
        while !self.ids.insert(id.clone()) {
            let number = self.numbers.entry(base.clone()).or_insert(1);
            *number += 1;
            id = format!("{base}-{number}");
        }
        id
    }

    /// Adds a source; one address is one source.
    pub fn source(&mut self, wanted: &str, source: Source) -> String {
        if let Some(known) = source.url.as_ref().and_then(|url| self.by_url.get(url)) {
            return known.clone();
        }
        let id = self.new_id(wanted);
        if let Some(url) = &source.url {
            self.by_url.insert(url.clone(), id.clone());
        }
        self.sources.push((id.clone(), source));
        id
    }

    /// An address as a source, if readers may be sent there.
    pub fn source_at(&mut self, url: &str, title: Option<String>) -> Option<String> {
        let url = web_address(url)?;
        let wanted = format!("source-{}", mark(&url));
        Some(self.source(&wanted, Source { url: Some(url), title, ..Source::default() }))
    }

    /// Adds an entity under an id that [`Self::new_id`] gave.
    pub fn entity(&mut self, kind: EntityKind, id: String, entity: Entity) {
        self.by_name.entry((kind, entity.name.clone())).or_insert_with(|| id.clone());
        if let Some(table) = self.tables.get_mut(kind as usize) {
            self.places.insert(id.clone(), table.len());
            table.push((id, entity));
        }
    }

    /// An id for an entity that the file gives one; none if another of the kind has that.
    pub fn adopt(&mut self, kind: EntityKind, theirs: &str) -> Option<String> {
        let key = (kind, theirs.to_owned());
        if self.adopted.contains_key(&key) {
            return None;
        }
        let id = self.new_id(theirs);
        self.adopted.insert(key, id.clone());
        Some(id)
    }

    /// The entity that has this id in the file.
    pub fn adopted(&self, kind: EntityKind, theirs: &str) -> Option<&String> {
        self.adopted.get(&(kind, theirs.to_owned()))
    }

    /// An organisation belongs to another.
    pub fn part_of(&mut self, child: &str, parent: String) {
        let table = self.tables.get_mut(EntityKind::Organisation as usize);
        let entity = self.places.get(child).and_then(|at| table?.get_mut(*at));
        if let Some((_, entity)) = entity {
            entity.part_of.push(parent);
        }
    }

    /// The name of an entity.
    pub fn name(&self, kind: EntityKind, id: &str) -> Option<&str> {
        let at = self.places.get(id)?;
        self.tables.get(kind as usize)?.get(*at).map(|(_, entity)| &*entity.name)
    }

    /// Adds a fact, under the id that it has in the file or one made from what it says. `known` is how it
    /// is known.
    pub fn fact(
        &mut self,
        theirs: Option<String>,
        about: &str,
        claim: &str,
        value: String,
        date: Option<String>,
        known: Vec<Evidence>,
    ) {
        let made = || format!("{about}-{}-{}", slug(claim).0, mark(&format!("{claim}\n{value}\n{date:?}")));
        let id = self.new_id(&theirs.unwrap_or_else(made));
        let (about, claim) = (about.to_owned(), claim.to_owned());
        self.facts.push(Fact { id, about, claim, value, date, sources: known });
    }

    /// How a record is known: from these addresses, or else from the file.
    pub fn known_from(&mut self, urls: &[String], place: &str) -> Vec<Evidence> {
        let mut known = Vec::new();
        for url in urls {
            match self.source_at(url, None) {
                Some(source) => known.push(Evidence { source, place: None }),
                None => self.report.not_understood("source", "not an address of the web", place, url),
            }
        }
        if known.is_empty() {
            known.push(Evidence { source: FILE.to_owned(), place: Some(place.to_owned()) });
        }
        known
    }

    /// A period with an end that may not be known.
    pub fn period(&mut self, about: &str, place: &str, from: Option<&str>, to: Option<&str>) -> Option<String> {
        match self.dates(about, place, from, to)? {
            date if date.contains("../") => Some(date.replace("../", "/")),
            date if to.is_none_or(|to| to.trim().is_empty()) => Some(date + "/"),
            date => Some(date),
        }
    }

    /// The entity of this name, which is made if there is none.
    pub fn named(&mut self, kind: EntityKind, name: &str) -> Option<String> {
        let name = squashed(name);
        if name.is_empty() {
            return None;
        }
        if let Some(id) = self.by_name.get(&(kind, name.clone())) {
            return Some(id.clone());
        }
        let (short, whole) = slug(&name);
        let id = self.new_id(&if whole { short } else { format!("{short}-{}", mark(&name)) });
        self.entity(kind, id.clone(), Entity { name, ..Entity::default() });
        Some(id)
    }

    /// So many entities of a kind.
    pub fn count(&self, kind: EntityKind) -> usize {
        self.tables.get(kind as usize).map_or(0, Vec::len)
    }

    /// When a meeting was, from its beginning and its end as the file names them, and for its note what a day
    /// has no room for: the times.
    pub fn held(
        &mut self,
        about: &str,
        place: &str,
        [from, to]: [(&str, Option<&str>); 2],
    ) -> (Option<String>, Option<String>) {
        let timed = |(name, text): (&str, Option<&str>)| {
            let text = text.filter(|text| has_day(text) && feed::has_time(text))?;
            Some(format!("{name}: {}", squashed(text)))
        };
        let note: Vec<String> = [from, to].into_iter().filter_map(timed).collect();
        (self.days(about, place, from.1, to.1), Some(note.join("\n")).filter(|note| !note.is_empty()))
    }

    /// A date in the form of a dataset, from its parts; what is none is reported, and so are times of day.
    pub fn dates(&mut self, about: &str, place: &str, from: Option<&str>, to: Option<&str>) -> Option<String> {
        for text in [from, to].into_iter().flatten().filter(|text| has_day(text) && feed::has_time(text)) {
            self.report.not_imported(&format!("{about}: the time of day"), place, text);
        }
        self.days(about, place, from, to)
    }

    fn days(&mut self, about: &str, place: &str, from: Option<&str>, to: Option<&str>) -> Option<String> {
        let mut read = |text: Option<&str>| {
            let text = text.filter(|text| !text.trim().is_empty())?;
            let day = feed::day(text);
            if day.is_none() {
                self.report.not_understood(about, "not a date", Place::from(place), text);
            }
            day
        };
        let date = match (read(from), read(to)) {
            (Some(from), Some(to)) if from == to => from,
            (Some(from), Some(to)) => format!("{from}/{to}"),
            (Some(from), None) => return Some(from),
            (None, Some(to)) => format!("../{to}"),
            (None, None) => return None,
        };
        if PartialDate::parse(&date).is_err() {
            self.report.not_understood(about, "ends before it begins", Place::from(place), &date);
            return None;
        }
        Some(date)
    }

    /// Takes the file out of the sources if nothing is known from it alone.
    pub fn tidy(&mut self) {
        let of_meetings = self.meetings.iter().flat_map(|meeting| &meeting.sources);
        let used =
            of_meetings.chain(self.facts.iter().flat_map(|fact| &fact.sources)).any(|known| known.source == FILE);
        self.sources.retain(|(id, _)| used || id != FILE);
    }

    /// The dataset as JSON, a record a line.
    pub fn write(&self) -> Result<String, String> {
        let head = json(&self.head)?;
        let head = head.strip_prefix('{').and_then(|head| head.strip_suffix('}')).unwrap_or_default();
        let mut out = format!("{{\n\"format\":\"whomet/1\",\n{head}");
        table(&mut out, "sources", &self.sources)?;
        for (section, entries) in ["organisations", "people", "topics", "places"].iter().zip(&self.tables) {
            table(&mut out, section, entries)?;
        }
        let meetings: Result<Vec<String>, String> = self.meetings.iter().map(Meeting::json).collect();
        let facts: Result<Vec<String>, String> = self.facts.iter().map(json).collect();
        for (section, records) in [("meetings", meetings?), ("facts", facts?)] {
            let _ = write!(out, ",\n\"{section}\":[");
            if !records.is_empty() {
                let _ = write!(out, "\n{}", records.join(",\n"));
            }
            out.push(']');
        }
        out.push_str("\n}\n");
        Ok(out)
    }
}

/// The id of the source that is the imported file itself.
pub const FILE: &str = "import";

fn has_day(text: &str) -> bool {
    feed::day(text).is_some()
}

fn table<T: Serialize>(out: &mut String, section: &str, entries: &[(String, T)]) -> Result<(), String> {
    let _ = write!(out, ",\n\"{section}\":{{");
    for ((id, entry), at) in entries.iter().zip(0..) {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(out, "{comma}\n{}:{}", json(id)?, json(entry)?);
    }
    out.push('}');
    Ok(())
}

impl Meeting {
    fn json(&self) -> Result<String, String> {
        let mut out = format!("{{\"id\":{}", json(&self.id)?);
        let texts = [
            ("date", self.date.as_deref()),
            ("published", self.published.as_deref()),
            ("status", self.status),
            ("title", Some(&*self.title)),
            ("summary", self.summary.as_deref()),
            ("kind", self.kind.as_deref()),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                let _ = write!(out, ",\"{name}\":{}", json(text)?);
            }
        }
        for (name, ids) in [("place", &self.places), ("topics", &self.topics)] {
            if !ids.is_empty() {
                let _ = write!(out, ",\"{name}\":{}", json(ids)?);
            }
        }
        if !self.participants.is_empty() {
            let who = self.participants.iter().map(|who| Participant {
                person: who.person.as_deref(),
                role: None,
                organisation: who.organisation.as_deref(),
                side: who.side.as_deref(),
            });
            let _ = write!(out, ",\"participants\":{}", json(&who.collect::<Vec<_>>())?);
        }
        let _ = write!(out, ",\"sources\":{}", json(&self.sources)?);
        if let Some(note) = &self.note {
            let _ = write!(out, ",\"note\":{}", json(note)?);
        }
        out.push('}');
        Ok(out)
    }
}

/// An address of the web, as it may stand in a dataset.
pub fn web_address(text: &str) -> Option<String> {
    let url = SafeUrl::parse(text.trim())?;
    let is_web = url.as_str().get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
    is_web.then(|| url.as_str().to_owned())
}
