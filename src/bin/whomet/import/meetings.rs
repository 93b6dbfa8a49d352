//! From rows to meetings.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::bytes::squashed;
use super::cells;
use super::mapping::Mapping;
use super::names::Names;
use super::output::json;
use super::report::Report;
use super::rows::Reading;
use super::table::{Row, Table};
use crate::progress::Progress;

/// Fields with one value, in the order in which they are written after the id.
const FIELDS: [&str; 6] = ["date", "title", "summary", "kind", "remote", "place"];
/// The title of a meeting that has none, unless the mapping says otherwise.
const NO_TITLE: &str = "(no title)";

/// What an import makes.
#[derive(Debug, Default)]
pub struct Built {
    pub names: Names,
    /// Meetings and facts as JSON.
    pub meetings: Vec<String>,
    pub facts: Vec<String>,
    pub report: Report,
}

/// A field that has one value.
#[derive(Debug)]
pub struct Field {
    pub json: String,
    pub column: usize,
    pub raw: String,
}

/// A meeting, as far as rows have told of it. Values are JSON.
#[derive(Debug, Default)]
pub struct Draft {
    /// The row and the line that it begins with.
    pub line: u64,
    pub rows: Vec<usize>,
    pub id: Option<Field>,
    pub fields: BTreeMap<&'static str, Field>,
    pub topics: Vec<String>,
    pub participants: Vec<String>,
    pub notes: Vec<String>,
}

/// Makes meetings of all rows.
pub fn build(table: &Table, mapping: &Mapping) -> Result<Built, String> {
    let mut builder = Builder { table, mapping, drafts: Vec::new(), groups: HashMap::new(), ids: HashSet::new() };
    let mut seen = HashSet::new();
    let mut reading = Reading::new(&table.header, mapping);
    let mut progress = Progress::new("importing", table.rows.len());
    for row in &table.rows {
        progress.at(row.number);
        reading.built.report.rows += 1;
        if row.is_empty() {
            reading.built.report.empty_rows += 1;
            continue;
        }
        let draft = reading.row(row)?;
        builder.add(draft, row, &mut reading.built.report, &mut seen)?;
    }
    let mut built = reading.built;
    builder.finish(&mut built)?;
    Ok(built)
}

struct Builder<'a> {
    table: &'a Table,
    mapping: &'a Mapping,
    drafts: Vec<Draft>,
    /// The meeting of each group.
    groups: HashMap<Vec<String>, usize>,
    ids: HashSet<String>,
}

/// What a meeting has already, so that nothing is in it twice.
type Seen = HashSet<(usize, char, String)>;

impl Builder<'_> {
    fn add(&mut self, mut draft: Draft, row: &Row, report: &mut Report, seen: &mut Seen) -> Result<(), String> {
        let key = self.key(row, report);
        let known = key.as_ref().and_then(|key| self.groups.get(key)).copied();
        let at = known.unwrap_or(self.drafts.len());
        let lists = [('t', &mut draft.topics), ('p', &mut draft.participants), ('n', &mut draft.notes)];
        for (kind, list) in lists {
            list.retain(|value| seen.insert((at, kind, value.clone())));
        }
        let Some(first) = self.drafts.get_mut(at) else {
            if let Some(key) = key {
                self.groups.insert(key, at);
            }
            self.take_id(&mut draft, row, report)?;
            self.drafts.push(draft);
            return Ok(());
        };
        report.joined += 1;
        first.rows.append(&mut draft.rows);
        first.topics.append(&mut draft.topics);
        first.participants.append(&mut draft.participants);
        first.notes.append(&mut draft.notes);
        let mut differs = |field: &Field| {
            let name = self.table.header.get(field.column).map_or("", |name| name);
            let note = format!("{name}: {}", field.raw.trim());
            report.notice(name, "differs between rows of one meeting; kept in `note`", row.line, &field.raw);
            if seen.insert((at, 'n', note.clone())) {
                first.notes.push(note);
            }
        };
        if let Some(id) = draft.id.filter(|id| first.id.as_ref().is_none_or(|first| first.json != id.json)) {
            differs(&id);
        }
        for (name, field) in draft.fields {
            match first.fields.get(name) {
                Some(same) if same.json == field.json => {}
                Some(_) => differs(&field),
                None => {
                    first.fields.insert(name, field);
                }
            }
        }
        Ok(())
    }

    /// What rows of one meeting have in common. A row that lacks some of it has nothing in common with
    /// others: two rows without a title are not known to tell of one meeting.
    fn key(&self, row: &Row, report: &mut Report) -> Option<Vec<String>> {
        let (mut key, mut lacks) = (Vec::new(), Vec::new());
        for (cell, at) in self.mapping.meeting.group.iter().filter_map(|cell| Some((cell, cell.at?))) {
            let text = squashed(row.cell(at));
            if [&self.mapping.file.empty, &cell.how.empty].iter().any(|empty| cells::is_empty(&text, empty)) {
                lacks.push(self.table.header.get(at).map_or("", |name| name));
            }
            key.push(text);
        }
        if !lacks.is_empty() {
            let what = "empty in a column of `group`, so it is joined to no other, and stands alone";
            report.notice("(row)", what, row.line, &lacks.join(", "));
        }
        (lacks.is_empty() && !key.is_empty()).then_some(key)
    }

    /// Gives a meeting the id of its column if no other has it, else one of its row.
    fn take_id(&mut self, draft: &mut Draft, row: &Row, report: &mut Report) -> Result<(), String> {
        if let Some(Field { json, column, raw }) = &draft.id {
            if self.ids.insert(json.clone()) {
                return Ok(());
            }
            let name = self.table.header.get(*column).map_or("", |name| name);
            report.not_understood(name, "the id of a row before", row.line, raw);
            draft.notes.push(format!("{name}: {}", raw.trim()));
        }
        let mut id = format!("row-{}", row.number);
        while !self.ids.insert(json(&id)?) {
            id.push_str("-2");
        }
        let column = draft.id.as_ref().map_or(0, |id| id.column);
        draft.id = Some(Field { json: json(&id)?, column, raw: id });
        Ok(())
    }

    fn finish(self, built: &mut Built) -> Result<(), String> {
        let named = self.mapping.meeting.no_title.as_deref();
        let fallback = json(named.unwrap_or(NO_TITLE))?;
        let source = json(&self.mapping.source.id)?;
        let title = self.mapping.meeting.title.as_ref();
        let title = title.and_then(|cell| cell.at).and_then(|at| self.table.header.get(at));
        for mut draft in self.drafts {
            if !draft.fields.contains_key("title") {
                match (title, named) {
                    (Some(title), Some(_)) => {
                        built.report.notice(title, "empty; the title is the mapping's `no_title`", draft.line, "");
                    }
                    (title, _) => built.report.not_understood(
                        title.map_or("title", |title| title),
                        "empty; the title is \"(no title)\", and the mapping can name another with `no_title`",
                        draft.line,
                        "",
                    ),
                }
                let json = fallback.clone();
                draft.fields.insert("title", Field { json, column: 0, raw: String::new() });
            }
            built.meetings.push(draft.json(&source)?);
        }
        Ok(())
    }
}

impl Draft {
    fn json(&self, source: &str) -> Result<String, String> {
        let mut out = format!("{{\"id\":{}", self.id.as_ref().map_or("", |id| &id.json));
        for name in FIELDS {
            if let Some(field) = self.fields.get(name).filter(|field| field.json != "false") {
                out += &format!(",\"{name}\":{}", field.json);
            }
        }
        for (name, values) in [("topics", &self.topics), ("participants", &self.participants)] {
            if !values.is_empty() {
                out += &format!(",\"{name}\":[{}]", values.join(","));
            }
        }
        let rows: Vec<String> = self.rows.iter().map(usize::to_string).collect();
        let plural = if rows.len() == 1 { "row" } else { "rows" };
        let rows = json(&format!("{plural} {}", rows.join(", ")))?;
        out += &format!(",\"sources\":[{{\"source\":{source},\"where\":{rows}}}]");
        if !self.notes.is_empty() {
            out += &format!(",\"note\":{}", json(&self.notes.join("\n"))?);
        }
        out.push('}');
        Ok(out)
    }
}
