//! The participants and the facts of one row.

use serde::Serialize;
use whomet::model::EntityKind;

use super::cells;
use super::mapping::{Fact, Participant as Who};
use super::meetings::Draft;
use super::names::{mark, slug};
use super::output::{Participant, json};
use super::rows::{Kept, Reading};
use super::spec::Cell;
use super::table::Row;

/// What the values of one cell repeat of the others may be so long in all, in bytes.
const MOST_REPEATED: usize = 1 << 20;

#[derive(Serialize)]
struct FactOut<'a> {
    id: &'a str,
    about: &'a str,
    claim: &'a str,
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    sources: [Evidence<'a>; 1],
}

#[derive(Serialize)]
struct Evidence<'a> {
    source: &'a str,
    #[serde(rename = "where")]
    place: String,
}

impl Reading<'_> {
    /// The participants that a part of the mapping makes of a row.
    pub fn participants(&mut self, row: &Row, who: &Who, kept: &mut Kept, draft: &mut Draft) -> Result<(), String> {
        let people = self.values(row, who.person.as_ref(), kept);
        let roles = self.values(row, who.role.as_ref(), kept);
        let organisations = self.values(row, who.organisation.as_ref(), kept);
        let sides = self.values(row, who.side.as_ref(), kept);
        let cells = [(&who.person, &people), (&who.role, &roles), (&who.organisation, &organisations)];
        // what is the same for all rows makes nobody, unless there is nothing else
        let of_row = |cell: &Option<Cell>| cell.as_ref().is_some_and(|cell| cell.at.is_some());
        let somebody = cells.iter().any(|(cell, values)| !values.is_empty() && of_row(cell));
        if !somebody && cells.iter().any(|(cell, _)| of_row(cell)) {
            kept.note.extend(who.side.iter().filter_map(|cell| cell.at));
            return Ok(());
        }
        self.doubt(row, who.person.as_ref(), &people);
        self.doubt(row, who.organisation.as_ref(), &organisations);
        let lists = [&people, &roles, &organisations, &sides];
        let count = lists.iter().map(|list| list.len()).max().unwrap_or(0);
        let once = lists.iter().filter(|list| list.len() == 1).flat_map(|list| list.iter());
        if count > 1 && count * once.map(String::len).sum::<usize>() > MOST_REPEATED {
            let cells = || [&who.person, &who.role, &who.organisation].into_iter().flatten();
            kept.note.extend(cells().chain(&who.side).filter_map(|cell| cell.at));
            if let Some(at) = cells().find(|cell| cell.splits()).and_then(|cell| cell.at) {
                self.not_understood(row, at, "many values beside a very long cell", kept);
            }
            return Ok(());
        }
        let nth = |list: &[String], at: usize| if list.len() > 1 { list.get(at) } else { list.first() }.cloned();
        for at in 0..count {
            let person = nth(&people, at).map(|name| self.built.names.id(EntityKind::Person, &name));
            let organisation = nth(&organisations, at).map(|name| self.built.names.id(EntityKind::Organisation, &name));
            draft.participants.push(json(&Participant {
                person: person.as_deref(),
                role: nth(&roles, at).as_deref(),
                organisation: organisation.as_deref(),
                side: nth(&sides, at).as_deref(),
            })?);
        }
        Ok(())
    }

    /// Remarks on names that may be several, once each: an entry of its own hides them from `whomet check`.
    fn doubt(&mut self, row: &Row, cell: Option<&Cell>, names: &[String]) {
        let Some(at) = cell.and_then(|cell| cell.at) else { return };
        for name in names.iter().filter(|name| cells::may_hold_several(name)) {
            if self.doubtful.insert((at, name.clone())) {
                let column = self.header.get(at).map_or("", |column| column);
                self.built.report.notice(column, "a name that may be several, and is kept as one", row.line, name);
            }
        }
    }

    /// The facts that a part of the mapping makes of a row.
    pub fn facts(&mut self, row: &Row, fact: &Fact, kept: &mut Kept) -> Result<(), String> {
        let about = self.values(row, Some(&fact.about), kept);
        let claim = self.values(row, Some(&fact.claim), kept).pop();
        let values = self.values(row, Some(&fact.value), kept);
        let unit = self.values(row, fact.unit.as_ref(), kept).pop();
        let once: usize = about.iter().chain(&values).chain(&claim).chain(&unit).map(String::len).sum();
        let small = about.len().max(values.len()) <= 1 || about.len().max(values.len()) * once <= MOST_REPEATED;
        let (Some(claim), true) = (claim, small && !about.is_empty() && !values.is_empty()) else {
            self.no_fact(row, fact, kept);
            return Ok(());
        };
        let unit = unit.as_deref();
        for (about, value) in about.iter().flat_map(|about| values.iter().map(move |value| (about, value))) {
            let about = self.built.names.id(fact.of.kind(), about);
            if !self.facts.insert(json(&("fact", &about, &claim, value, unit))?) {
                continue;
            }
            let whole = mark(&format!("{claim}\n{value}\n{}", unit.unwrap_or_default()));
            let mut id = format!("{about}-{}-{whole}", slug(&claim).0);
            while !self.facts.insert(id.clone()) {
                id.push_str("-2");
            }
            let sources = [Evidence { source: &self.mapping.source.id, place: format!("row {}", row.number) }];
            let out = FactOut { id: &id, about: &about, claim: &claim, value, unit, sources };
            self.built.facts.push(json(&out)?);
        }
        Ok(())
    }

    /// Part of a fact is none: its cells are kept in the note.
    fn no_fact(&mut self, row: &Row, fact: &Fact, kept: &mut Kept) {
        let parts = [Some(&fact.about), Some(&fact.claim), Some(&fact.value), fact.unit.as_ref()];
        for at in parts.into_iter().flatten().filter_map(|cell| cell.at) {
            if kept.note.insert(at) && !row.cell(at).trim().is_empty() {
                let name = self.header.get(at).map_or("", |name| name);
                let what = "no fact is made of it: the rest of it is missing, or very long; kept in `note`";
                self.built.report.notice(name, what, row.line, row.cell(at));
            }
        }
    }
}
