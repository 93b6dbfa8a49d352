//! What one row says, field by field.

use std::collections::{BTreeSet, HashSet};

use whomet::model::{EntityKind, PartialDate};

use super::bytes::squashed;
use super::cells::{self, Read};
use super::dates;
use super::mapping::{Mapping, Of};
use super::meetings::{Built, Draft, Field};
use super::output::json;
use super::spec::Cell;
use super::table::Row;

/// Reads rows.
pub struct Reading<'a> {
    pub header: &'a [String],
    pub mapping: &'a Mapping,
    pub built: Built,
    /// The facts that there are, and their ids.
    pub facts: HashSet<String>,
    /// The names that may be several, with their columns.
    pub doubtful: HashSet<(usize, String)>,
}

/// What has become of the cells of a row.
#[derive(Debug, Default)]
pub struct Kept {
    /// These stand in a field as they are.
    pub same: BTreeSet<usize>,
    /// These do not, or not quite.
    pub other: BTreeSet<usize>,
    /// These go into the note whatever else becomes of them.
    pub note: BTreeSet<usize>,
}

impl<'a> Reading<'a> {
    /// Nothing is read yet.
    pub fn new(header: &'a [String], mapping: &'a Mapping) -> Self {
        let mut built = Built::default();
        built.names.apart = mapping.facts.iter().any(|fact| fact.of != Of::Organisation);
        Self { header, mapping, built, facts: HashSet::new(), doubtful: HashSet::new() }
    }

    /// Reads a row.
    pub fn row(&mut self, row: &Row) -> Result<Draft, String> {
        let mut kept = Kept::default();
        let mut draft = Draft { line: row.line, rows: vec![row.number], ..Draft::default() };
        let meeting = &self.mapping.meeting;
        draft.id = self.id(row, &mut kept)?;
        self.dates(row, &mut kept, &mut draft)?;
        for (name, cell) in [("title", &meeting.title), ("summary", &meeting.summary), ("kind", &meeting.kind)] {
            if let (Some(value), Some(cell)) = (self.values(row, cell.as_ref(), &mut kept).first(), cell) {
                let raw = cell.at.map_or("", |at| row.cell(at));
                // a summary keeps its line breaks
                let value = if name == "summary" && cell.at.is_some() { raw.trim() } else { value };
                draft.fields.insert(name, field(json(value)?, cell, row));
            }
        }
        let remote = self.remote(row, &mut kept);
        if let (Some(remote), Some(cell)) = (remote, &meeting.remote) {
            draft.fields.insert("remote", field(remote.to_string(), cell, row));
        }
        if let Some(cell) = &meeting.place {
            if cell.how.unless_remote && remote == Some(true) {
                kept.other.extend(cell.at);
            } else {
                let places = self.ids(row, cell, EntityKind::Place, &mut kept);
                if !places.is_empty() {
                    draft.fields.insert("place", field(json(&places)?, cell, row));
                }
            }
        }
        for cell in &meeting.topics {
            for topic in self.ids(row, cell, EntityKind::Topic, &mut kept) {
                draft.topics.push(json(&topic)?);
            }
        }
        for who in &self.mapping.participants {
            self.participants(row, who, &mut kept, &mut draft)?;
        }
        for fact in &self.mapping.facts {
            self.facts(row, fact, &mut kept)?;
        }
        for cell in &meeting.note {
            if !self.values(row, Some(cell), &mut kept).is_empty() {
                kept.note.extend(cell.at);
            }
        }
        kept.other.extend(meeting.group.iter().filter_map(|cell| cell.at));
        self.notes(row, &kept, &mut draft);
        Ok(draft)
    }

    /// Writes down what does not stand in a field as it is.
    fn notes(&mut self, row: &Row, kept: &Kept, draft: &mut Draft) {
        let columns: BTreeSet<usize> = kept.other.difference(&kept.same).chain(&kept.note).copied().collect();
        for at in columns {
            let (name, raw) = (self.name(at), row.cell(at).trim());
            if !cells::is_empty(&squashed(raw), &self.mapping.file.empty) {
                draft.notes.push(format!("{name}: {raw}"));
            }
        }
        let report = &mut self.built.report;
        if row.cells.len() < self.header.len() {
            report.not_understood("(row)", "has fewer cells than the header; the others are empty", row.line, "");
        }
        for (raw, at) in row.cells.iter().zip(1..).skip(self.header.len()).filter(|(raw, _)| !raw.trim().is_empty()) {
            report.not_understood("(row)", "has more cells than the header", row.line, raw);
            draft.notes.push(format!("column {at}: {}", raw.trim()));
        }
    }

    /// The name of a column.
    pub fn name(&self, at: usize) -> &str {
        self.header.get(at).map_or("", |name| name)
    }

    /// A cell is not understood: it is reported, and kept in the note.
    pub fn not_understood(&mut self, row: &Row, at: usize, why: &'static str, kept: &mut Kept) {
        kept.note.insert(at);
        let name = self.header.get(at).map_or("", |name| name);
        self.built.report.not_understood(name, why, row.line, row.cell(at));
    }

    /// The values of a cell.
    pub fn values(&mut self, row: &Row, cell: Option<&Cell>, kept: &mut Kept) -> Vec<String> {
        let Some(cell) = cell else { return Vec::new() };
        let Some(at) = cell.at else { return cell.how.text.iter().cloned().collect() };
        let raw = row.cell(at);
        match cells::values(raw, cell, &self.mapping.file.empty) {
            Read::Empty => {
                self.built.report.called_empty += usize::from(!raw.trim().is_empty());
                Vec::new()
            }
            Read::Values { values, same } => {
                if same { &mut kept.same } else { &mut kept.other }.insert(at);
                values
            }
            Read::Not(why) => {
                self.not_understood(row, at, why, kept);
                Vec::new()
            }
        }
    }

    /// The values of a cell as names of a table.
    fn ids(&mut self, row: &Row, cell: &Cell, kind: EntityKind, kept: &mut Kept) -> Vec<String> {
        let values = self.values(row, Some(cell), kept);
        values.iter().map(|name| self.built.names.id(kind, name)).collect()
    }

    fn id(&mut self, row: &Row, kept: &mut Kept) -> Result<Option<Field>, String> {
        let Some((cell, at)) = self.mapping.meeting.id.as_ref().and_then(|cell| Some((cell, cell.at?))) else {
            return Ok(None);
        };
        let Some(id) = self.values(row, Some(cell), kept).pop() else {
            self.not_understood(row, at, "no id; the meeting has that of its row", kept);
            return Ok(None);
        };
        if id.chars().any(char::is_control) || id.chars().count() > 200 {
            self.not_understood(row, at, "not an id; the meeting has that of its row", kept);
            return Ok(None);
        }
        Ok(Some(field(json(&id)?, cell, row)))
    }

    fn dates(&mut self, row: &Row, kept: &mut Kept, draft: &mut Draft) -> Result<(), String> {
        let (date, end) = (self.mapping.meeting.date.as_ref(), self.mapping.meeting.end.as_ref());
        let start = self.date(row, date, kept);
        let last = self.date(row, end, kept);
        let (Some(cell), Some(start)) = (date, start) else {
            if let (Some(at), Some(_)) = (end.and_then(|cell| cell.at), last) {
                self.not_understood(row, at, "an end without a beginning", kept);
            }
            return Ok(());
        };
        let mut whole = start.clone();
        if let (Some(at), Some(last)) = (end.and_then(|cell| cell.at), last.filter(|last| *last != start)) {
            let both = format!("{start}/{last}");
            if PartialDate::parse(&both).is_ok() {
                whole = both;
            } else {
                self.not_understood(row, at, "an end before the beginning", kept);
            }
        }
        draft.fields.insert("date", field(json(&whole)?, cell, row));
        Ok(())
    }

    fn date(&mut self, row: &Row, cell: Option<&Cell>, kept: &mut Kept) -> Option<String> {
        let cell = cell?;
        let at = cell.at?;
        let text = self.values(row, Some(cell), kept).pop()?;
        match dates::read(&text, &cell.how.format.0, &cell.how.months) {
            Ok(date) => {
                if *date != text {
                    kept.same.remove(&at);
                    kept.other.insert(at);
                }
                Some(date.into_owned())
            }
            Err(why) => {
                self.not_understood(row, at, why, kept);
                None
            }
        }
    }

    fn remote(&mut self, row: &Row, kept: &mut Kept) -> Option<bool> {
        let cell = self.mapping.meeting.remote.as_ref()?;
        let at = cell.at?;
        let raw = row.cell(at);
        let text = squashed(raw);
        if [&self.mapping.file.empty, &cell.how.empty].iter().any(|empty| cells::is_empty(&text, empty)) {
            return None;
        }
        kept.other.insert(at);
        let remote = cells::remote(raw, cell);
        if remote.is_none() {
            self.not_understood(row, at, "says neither that it was remote nor that it was not", kept);
        }
        remote
    }
}

/// A field with one value.
fn field(json: String, cell: &Cell, row: &Row) -> Field {
    let column = cell.at.unwrap_or(0);
    Field { json, column, raw: cell.at.map_or("", |at| row.cell(at)).to_owned() }
}
