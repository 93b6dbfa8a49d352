//! The mapping: a small TOML file that says what the columns of a register mean.

use std::collections::HashSet;

use serde::Deserialize;
use whomet::model::{EntityKind, Lang, PartialDate, SafeUrl};

use super::bytes::Encoding;
use super::output::{Dataset, Source};
use super::spec::{COLUMN, Cell, DATE, PLACE, REMOTE, SEVERAL, TEXT, Takes, Words};

/// A mapping.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    #[serde(default)]
    pub file: File,
    pub dataset: Dataset,
    pub source: Source,
    #[serde(default)]
    pub meeting: Meeting,
    #[serde(default, rename = "participant")]
    pub participants: Vec<Participant>,
    #[serde(default, rename = "fact")]
    pub facts: Vec<Fact>,
}

/// How the file is written; what is left out is found out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub encoding: Option<Encoding>,
    pub delimiter: Option<String>,
    /// False if quotation marks mean nothing.
    pub quotes: Option<bool>,
    /// So many lines stand before the row with the names of the columns.
    pub skip: Option<u64>,
    /// Cells that say only that there is nothing.
    #[serde(default)]
    pub empty: Words,
}

/// Which columns become which fields of a meeting.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    pub id: Option<Cell>,
    pub date: Option<Cell>,
    pub end: Option<Cell>,
    pub title: Option<Cell>,
    pub no_title: Option<String>,
    pub summary: Option<Cell>,
    pub kind: Option<Cell>,
    #[serde(default)]
    pub place: Option<Cell>,
    pub remote: Option<Cell>,
    #[serde(default)]
    pub topics: Vec<Cell>,
    #[serde(default)]
    pub note: Vec<Cell>,
    /// Rows that are equal in these columns are one meeting; one with an empty cell in them stands alone.
    #[serde(default)]
    pub group: Vec<Cell>,
}

/// What makes participants.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    pub person: Option<Cell>,
    #[serde(rename = "as")]
    pub role: Option<Cell>,
    pub organisation: Option<Cell>,
    pub side: Option<Cell>,
}

/// What makes facts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    pub about: Cell,
    #[serde(default)]
    pub of: Of,
    pub claim: Cell,
    pub value: Cell,
    pub unit: Option<Cell>,
}

/// In which table what a fact is about stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    #[default]
    Organisation,
    Person,
    Topic,
    Place,
}

impl Of {
    /// The table.
    pub fn kind(self) -> EntityKind {
        match self {
            Self::Organisation => EntityKind::Organisation,
            Self::Person => EntityKind::Person,
            Self::Topic => EntityKind::Topic,
            Self::Place => EntityKind::Place,
        }
    }
}

impl Mapping {
    /// Reads a mapping.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mapping: Self = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        mapping.dataset.tidy()?;
        mapping.source.tidy()?;
        let words = [&mapping.meeting.no_title];
        if words.into_iter().flatten().any(|text| text.trim().is_empty()) {
            return Err("`no_title` is empty".to_owned());
        }
        for participant in &mapping.participants {
            let cells = [&participant.person, &participant.role, &participant.organisation];
            one_splits("participant", cells.into_iter().flatten())?;
            if cells.iter().all(|cell| cell.is_none()) {
                return Err("a [[participant]] has neither `person` nor `organisation`".to_owned());
            }
        }
        for fact in &mapping.facts {
            one_splits("fact", [&fact.about, &fact.value])?;
        }
        Ok(mapping)
    }

    /// Finds the columns of all cells.
    pub fn resolve(&mut self, header: &[String]) -> Result<(), String> {
        for (place, cell, takes) in self.cells() {
            cell.resolve(header, takes).map_err(|why| format!("`{place}`: {why}"))?;
        }
        Ok(())
    }

    /// The columns that it names.
    pub fn columns(&mut self) -> HashSet<usize> {
        self.cells().into_iter().filter_map(|(_, cell, _)| cell.at).collect()
    }

    /// Every cell, with where it stands.
    fn cells(&mut self) -> Vec<(&'static str, &mut Cell, Takes)> {
        let Meeting { id, date, end, title, no_title: _, summary, kind, place, remote, topics, note, group } =
            &mut self.meeting;
        let mut cells = vec![
            ("id", id, COLUMN),
            ("date", date, DATE),
            ("end", end, DATE),
            ("title", title, TEXT),
            ("summary", summary, TEXT),
            ("kind", kind, TEXT),
            ("place", place, PLACE),
            ("remote", remote, REMOTE),
        ];
        for Participant { person, role, organisation, side } in &mut self.participants {
            cells.extend([("person", person, SEVERAL), ("as", role, SEVERAL)]);
            cells.extend([("organisation", organisation, SEVERAL), ("side", side, TEXT)]);
        }
        let mut all: Vec<_> =
            cells.into_iter().filter_map(|(name, cell, takes)| Some((name, cell.as_mut()?, takes))).collect();
        all.extend(topics.iter_mut().map(|cell| ("topics", cell, SEVERAL)));
        all.extend(note.iter_mut().map(|cell| ("note", cell, COLUMN)));
        all.extend(group.iter_mut().map(|cell| ("group", cell, COLUMN)));
        for Fact { about, of: _, claim, value, unit } in &mut self.facts {
            all.extend([("about", about, SEVERAL), ("claim", claim, TEXT), ("value", value, SEVERAL)]);
            all.extend(unit.as_mut().map(|unit| ("unit", unit, TEXT)));
        }
        all
    }
}

/// Says so if several cells of one participant or fact are split: nothing says what belongs to what.
fn one_splits<'c>(what: &str, cells: impl IntoIterator<Item = &'c Cell>) -> Result<(), String> {
    if cells.into_iter().filter(|cell| cell.splits()).count() > 1 {
        return Err(format!("only one column of a [[{what}]] can hold several values"));
    }
    Ok(())
}

/// Says so if a text cannot be a date, an address, or the like.
pub fn checked(what: &str, text: Option<&String>) -> Result<(), String> {
    let Some(text) = text else { return Ok(()) };
    let good = match what {
        "language" => Lang::parse(text).is_some(),
        "updated" | "published" | "retrieved" => PartialDate::parse(text).is_ok(),
        "url" | "archive" => SafeUrl::parse(text).is_some_and(|url| !url.as_str().to_lowercase().starts_with("mailto")),
        "report" => SafeUrl::parse(text).is_some(),
        _ => !text.trim().is_empty(),
    };
    if good { Ok(()) } else { Err(format!("`{what} = {text:?}` cannot stand in a dataset")) }
}
