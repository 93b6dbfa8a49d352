//! How many records of the selection each organisation, person, topic, place, country, language and
//! source has; each record counts once for each.

use std::collections::BTreeMap;

use super::csv::{MARK, Row};
use super::table::day;
use super::{PART, Shelf, Writer};
use crate::model::{Day, EntityId, EntityKind, Record, SourceId};
use crate::order::{self, Sorting};

/// The table of counts.
pub struct Tally<'d> {
    shelf: Shelf<'d>,
    counts: BTreeMap<Of<'d>, Count>,
    /// The rows, once all records are counted; what puts them in order, and their order from the last on.
    rows: Vec<(Of<'d>, Count)>,
    keys: Vec<[u8; 8]>,
    sorting: Option<Sorting>,
    order: Vec<u32>,
    begun: bool,
}

/// Something that is counted, in the order of the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of<'d> {
    Entity(EntityId),
    Country(&'d str),
    Language(&'d str),
    Source(SourceId),
}

#[derive(Clone, Copy)]
struct Count {
    meetings: usize,
    facts: usize,
    first: Day,
    last: Day,
}

impl<'d> Tally<'d> {
    /// Of records on a shelf.
    #[must_use]
    pub fn new(shelf: Shelf<'d>) -> Self {
        Self {
            shelf,
            counts: BTreeMap::new(),
            rows: Vec::new(),
            keys: Vec::new(),
            sorting: None,
            order: Vec::new(),
            begun: false,
        }
    }

    /// What a record counts for, each once.
    fn of(&self, record: Record<'_>) -> Vec<Of<'d>> {
        let shelf = &self.shelf;
        let mut found: Vec<Of<'d>> = Vec::new();
        for kind in EntityKind::ALL {
            for id in record.filed_under(kind) {
                found.push(Of::Entity(id));
                if matches!(kind, EntityKind::Organisation | EntityKind::Place) {
                    found.extend(shelf.entity(id).country.as_ref().map(|country| Of::Country(&country.0)));
                }
            }
        }
        for evidence in record.evidence() {
            let at = evidence.source;
            found.push(Of::Source(at));
            found.extend(shelf.source(at).language.as_ref().map(|language| Of::Language(language.as_str())));
        }
        order::distinct(&mut found);
        found
    }

    fn row(&self, of: Of<'d>, count: Count, out: &mut String) {
        let (kind, id, name) = match of {
            Of::Entity(id) => (id.kind.word(), &*self.shelf.entity(id).id, self.shelf.name(id)),
            Of::Country(country) => ("country", country, country),
            Of::Language(language) => ("language", language, language),
            Of::Source(at) => {
                let source = self.shelf.source(at);
                let title = source.title.as_ref().map(|title| self.shelf.text(title));
                ("source", &*source.id, title.unwrap_or(source.label()))
            }
        };
        let mut row = Row::new(out);
        row.plain(kind);
        row.text(id);
        row.text(name);
        [count.meetings + count.facts, count.meetings, count.facts].iter().for_each(|n| row.plain(&n.to_string()));
        row.plain(&day(count.first));
        row.plain(&day(count.last));
        row.end();
    }
}

/// The table it stands in.
fn table(of: &Of<'_>) -> usize {
    match of {
        Of::Entity(id) => id.kind as usize,
        Of::Country(_) => 4,
        Of::Language(_) => 5,
        Of::Source(_) => 6,
    }
}

/// What a row is put in order by: its table, then its count, the greatest first.
fn key(of: &Of<'_>, count: Count) -> [u8; 8] {
    const GREATEST: u64 = (1 << 56) - 1;
    let total = (count.meetings + count.facts) as u64;
    ((table(of) as u64) << 56 | (GREATEST - total)).to_be_bytes()
}

fn bytes(keys: &[[u8; 8]], at: usize) -> &[u8] {
    keys.get(at).map_or(&[], <[u8; 8]>::as_slice)
}

impl Writer for Tally<'_> {
    fn writes(&self) -> bool {
        false
    }

    fn look(&mut self, record: Record<'_>) {
        // without a known end, a date says nothing about first and last
        let bounds = record.date().map(|date| date.bounds()).filter(|b| b.start.0 > Day::MIN && b.end.1 < Day::MAX);
        for of in self.of(record) {
            let nothing = Count { meetings: 0, facts: 0, first: Day::MAX, last: Day::MIN };
            let count = self.counts.entry(of).or_insert(nothing);
            match record {
                Record::Meeting(_) => count.meetings += 1,
                Record::Fact(_) => count.facts += 1,
            }
            if let Some(bounds) = bounds {
                count.first = count.first.min(bounds.start.0);
                count.last = count.last.max(bounds.end.1);
            }
        }
    }

    fn begin(&mut self, out: &mut String) -> bool {
        if !std::mem::replace(&mut self.begun, true) {
            *out += MARK;
            *out += "kind,id,name,records,meetings,facts,earliest,latest\r\n";
            self.rows = std::mem::take(&mut self.counts).into_iter().collect();
            self.keys = self.rows.iter().map(|(of, count)| key(of, *count)).collect();
            self.sorting = Some(Sorting::new(self.keys.len(), &|at| bytes(&self.keys, at)));
            return true;
        }
        if let Some(mut sorting) = self.sorting.take() {
            if sorting.step(&|at| bytes(&self.keys, at)) {
                self.sorting = Some(sorting);
            } else {
                self.order = sorting.finish();
                self.order.reverse();
            }
            return true;
        }
        let next = self.order.split_off(self.order.len().saturating_sub(PART));
        for (of, count) in next.into_iter().rev().filter_map(|at| self.rows.get(at as usize)) {
            self.row(*of, *count, out);
        }
        !self.order.is_empty()
    }
}
