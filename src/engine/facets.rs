//! Facets as columns: which values each record has, which records each value has, and how many.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use super::answer::{ValueCount, ValueCounts, WantValues};
use super::column::{Column, Lists, number};
use super::plan::Chosen;
use crate::order;

/// A facet with fewer values keeps no lists of records: all records are looked through instead.
const FEW_VALUES: usize = 16;

/// One facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filing {
    /// For each record its values, each once.
    pub(super) values: Lists,
    /// For each value its records, in order; empty if there are few values.
    pub(super) records: Lists,
    /// For each value how many records it has.
    pub(super) totals: Column,
}

impl Filing {
    /// From the values of each record; there are `count` values.
    pub fn new(values: Lists, count: usize) -> Self {
        let mut totals = vec![0; count];
        values.items.iter().for_each(|value| {
            if let Some(total) = totals.get_mut(value as usize) {
                *total += 1;
            }
        });
        let records = if count < FEW_VALUES { Lists::default() } else { values.inverted(count) };
        Self { values, records, totals: Column::of(&totals) }
    }

    /// How many records have a value.
    pub fn total(&self, value: u32) -> usize {
        self.totals.get(value as usize) as usize
    }

    /// Appends the records that have a value, in order.
    pub fn append_records(&self, value: u32, out: &mut Vec<u32>) {
        if self.records.len() > 0 {
            return self.records.append(self.records.span(value as usize), out);
        }
        self.append_looked_through(value, 0..number(self.values.len()), out);
    }

    fn append_looked_through(&self, value: u32, within: Range<u32>, out: &mut Vec<u32>) {
        let start = out.len();
        out.extend(within);
        let mut found = out.split_off(start);
        self.values.filter(&mut found, &[value], true);
        out.append(&mut found);
    }

    /// Raises the codes of the records that have a value to a code. Says how many were 0.
    pub fn raise(&self, value: u32, codes: &mut [u8], code: u8) -> usize {
        if self.records.len() > 0 {
            return self.records.raise(value as usize, codes, code);
        }
        let mut records = Vec::new();
        self.append_records(value, &mut records);
        let mut new = 0;
        for record in records {
            if let Some(known) = codes.get_mut(record as usize) {
                new += usize::from(*known == 0);
                *known = code.max(*known);
            }
        }
        new
    }

    /// The records in a range that have one of these values, in order, each once.
    pub fn records_within(&self, values: &[u32], range: &Range<u32>) -> Vec<u32> {
        let mut records = Vec::new();
        for value in values {
            if self.records.len() > 0 {
                self.records.append(self.records.span_within(*value as usize, range), &mut records);
            } else {
                self.append_looked_through(*value, range.start..range.end.min(number(self.values.len())), &mut records);
            }
        }
        if values.len() > 1 {
            order::distinct(&mut records);
        }
        records
    }

    /// The records that have one of these values, in order, each once.
    pub fn records_of(&self, values: &[u32]) -> Vec<u32> {
        let mut records = Vec::new();
        values.iter().for_each(|value| self.append_records(*value, &mut records));
        if values.len() > 1 {
            order::distinct(&mut records);
        }
        records
    }

    /// Keeps those of some records, which are in order, that a choice admits.
    pub fn filter(&self, records: &mut Vec<u32>, chosen: &Chosen) {
        match &chosen.include[..] {
            [] => {}
            // two lists are walked together, unless one is much longer
            [value] if self.records.len() > 0 && self.total(*value) / 32 < records.len() => {
                let range = records.first().map_or(0..0, |first| *first..records[records.len() - 1].saturating_add(1));
                let span = self.records.span_within(*value as usize, &range);
                if span.len() / 3 <= records.len() {
                    self.records.filter_by(span, records);
                } else {
                    self.values.filter(records, &[*value], true);
                }
            }
            include => self.values.filter(records, include, true),
        }
        if !chosen.exclude.is_empty() {
            self.values.filter(records, &chosen.exclude, false);
        }
    }

    /// Counts how many of some records, all if `None`, each value has. If they are most of all, the others
    /// are counted and taken away.
    pub fn count(&self, records: Option<&[u32]>, tally: &mut Tally) {
        let total = self.values.len();
        let (counts, seen) = tally.begin(self.totals.len());
        let totals = self.totals.reader();
        match records {
            Some(records) if records.len() * 2 <= total && records.len() < counts.len() => {
                tally.seen_first = Some(self.values.tally_seen(records, counts, seen));
            }
            Some(records) if records.len() * 2 <= total => self.values.tally(records, counts),
            records => {
                self.totals.want_all();
                if let Some(records) = records {
                    self.values.tally_others(records, total, counts);
                }
                for (value, count) in counts.iter_mut().enumerate() {
                    *count = totals.get(value).saturating_sub(*count);
                }
            }
        }
    }
}

/// How many records each value of a facet has. One is used for all facets of an answer, and kept for the
/// next: to make room for tens of thousands of counts takes longer than to count some hundred records.
#[derive(Default)]
pub(super) struct Tally {
    /// For each value its count, and behind them nothing but 0.
    counts: Vec<u32>,
    /// The values that have any come first, in no order.
    seen: Vec<u32>,
    /// How many these are; `None` if it is not known which have any.
    seen_first: Option<usize>,
    /// How many values the facet has.
    len: usize,
    /// The most frequent ones.
    ranks: Vec<u64>,
}

impl Tally {
    /// Forgets what was counted, and gives the counts of so many values, and room to note them.
    fn begin(&mut self, len: usize) -> (&mut [u32], &mut [u32]) {
        match self.seen_first.take() {
            Some(seen) => {
                for value in self.seen.get(..seen).unwrap_or_default() {
                    if let Some(count) = self.counts.get_mut(*value as usize) {
                        *count = 0;
                    }
                }
            }
            None => self.counts.iter_mut().take(self.len).for_each(|count| *count = 0),
        }
        self.len = len;
        if self.counts.len() < len {
            self.counts.resize(len, 0);
        }
        if self.seen.len() <= len {
            self.seen.resize(len + 1, 0);
        }
        (&mut self.counts[..len], &mut self.seen)
    }

    /// Forgets what was counted, and gives the counts of so many values, all 0.
    pub fn of_none(&mut self, len: usize) -> &mut [u32] {
        self.begin(len).0
    }

    fn counts(&self) -> &[u32] {
        self.counts.get(..self.len).unwrap_or_default()
    }

    fn seen(&self) -> Option<&[u32]> {
        self.seen.get(..self.seen_first?)
    }

    /// The count of a value.
    #[inline(always)]
    pub fn of(&self, value: u32) -> u32 {
        self.counts.get(value as usize).copied().unwrap_or(0)
    }
}

/// What an engine works in, and keeps from one answer to the next. It is no part of what the engine is.
#[derive(Default)]
pub(super) struct Room(RefCell<Tally>);

impl Room {
    /// What was left there.
    pub fn take(&self) -> Tally {
        self.0.take()
    }

    /// Leaves it for the next answer.
    pub fn leave(&self, tally: Tally) {
        self.0.replace(tally);
    }
}

impl Clone for Room {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Room {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Room {}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Room")
    }
}

/// The wanted values from all counts; `inside` says of each whether it has a wanted name.
pub(super) fn pick(tally: &mut Tally, want: &WantValues, chosen: &Chosen, inside: Option<&[bool]>) -> ValueCounts {
    let ranks = std::mem::take(&mut tally.ranks);
    let counts = tally.counts();
    let mut best = Best { ranks, most: want.top, least: u32::from(inside.is_none()) };
    best.ranks.clear();
    best.ranks.reserve(want.top.saturating_mul(2).max(64).min(counts.len()));
    let named = |value: u32| inside.is_none_or(|inside| inside.get(value as usize) == Some(&true));
    let mut distinct = 0;
    match tally.seen() {
        Some(seen) if inside.is_none() => {
            distinct = seen.len();
            for value in seen {
                best.offer(*value, tally.of(*value));
            }
        }
        _ => {
            for (value, count) in (0..).zip(counts) {
                distinct += usize::from(*count > 0);
                if *count >= best.least && named(value) {
                    best.offer(value, *count);
                }
            }
        }
    }
    order::smallest(&mut best.ranks, want.top);
    for value in chosen.include.iter().chain(&chosen.exclude).filter(|value| named(**value)) {
        if let Err(place) = best.ranks.binary_search(&rank(*value, tally.of(*value))) {
            best.ranks.insert(place, rank(*value, tally.of(*value)));
        }
    }
    let mut values = Vec::with_capacity(best.ranks.len());
    for rank in &best.ranks {
        values.push(ValueCount { value: *rank as u32, count: frequency(*rank) as u32 });
    }
    tally.ranks = best.ranks;
    ValueCounts { values, distinct }
}

/// The most frequent first, then in the order of the dictionary, as one number to sort by.
pub(super) fn rank(value: u32, count: u32) -> u64 {
    u64::from(!count) << 32 | u64::from(value)
}

/// How frequent that is.
pub(super) fn frequency(rank: u64) -> usize {
    !((rank >> 32) as u32) as usize
}

/// The most frequent values so far.
struct Best {
    ranks: Vec<u64>,
    most: usize,
    /// What has less is not among them.
    least: u32,
}

impl Best {
    #[inline(always)]
    fn offer(&mut self, value: u32, count: u32) {
        if count >= self.least {
            self.add(rank(value, count));
        }
    }

    fn add(&mut self, rank: u64) {
        self.ranks.push(rank);
        if self.ranks.len() >= self.most.saturating_mul(2).max(64) {
            order::smallest(&mut self.ranks, self.most);
            self.least = self.ranks.last().map_or(self.least, |last| !((last >> 32) as u32));
        }
    }
}
