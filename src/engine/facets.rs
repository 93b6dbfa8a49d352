//! Facets as columns: which values each record has, which records each value has, and how many.

use super::answer::{ValueCount, ValueCounts, WantValues};
use super::column::{Column, Lists};
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
            return self.records.append(value as usize, out);
        }
        for record in 0..self.values.len() {
            if self.values.get(record).any(|other| other == value) {
                out.push(record as u32);
            }
        }
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
            [value] if self.records.len() > 0 && self.total(*value) / 4 < records.len() => {
                self.records.filter_by(*value as usize, records);
            }
            include => self.values.filter(records, include, true),
        }
        if !chosen.exclude.is_empty() {
            self.values.filter(records, &chosen.exclude, false);
        }
    }

    /// How many of some records, all if `None`, each value has. If they are most of all, the others
    /// are counted and taken away.
    pub fn counts(&self, records: Option<&[u32]>) -> Counts {
        let Some(records) = records else { return Counts::all(self.totals.iter().collect()) };
        let mut counts = vec![0; self.totals.len()];
        let mut seen = Vec::new();
        let total = self.values.len();
        if records.len() * 2 <= total {
            self.values.tally(records, &mut counts, &mut seen);
            return Counts { counts, seen: Some(seen) };
        }
        self.values.tally(&others(records, total), &mut counts, &mut seen);
        for (value, count) in counts.iter_mut().enumerate() {
            *count = self.totals.get(value).saturating_sub(*count);
        }
        Counts::all(counts)
    }
}

/// How many records each value has.
pub(super) struct Counts {
    counts: Vec<u32>,
    /// The values that have any, in no order; `None` if it is not known which.
    seen: Option<Vec<u32>>,
}

impl Counts {
    /// From the count of every value.
    pub fn all(counts: Vec<u32>) -> Self {
        Self { counts, seen: None }
    }

    fn of(&self, value: u32) -> u32 {
        self.counts.get(value as usize).copied().unwrap_or(0)
    }
}

/// The numbers below `total` that are not in a list.
fn others(list: &[u32], total: usize) -> Vec<u32> {
    let mut others = Vec::with_capacity(total - list.len().min(total));
    let mut next = 0;
    for at in list.iter().copied().chain([total as u32]) {
        while next < at.min(total as u32) {
            others.push(next);
            next += 1;
        }
        next = at.saturating_add(1);
    }
    others
}

/// The wanted values from all counts; `inside` says of each whether it has a wanted name.
pub(super) fn pick(counts: &Counts, want: &WantValues, chosen: &Chosen, inside: Option<&[bool]>) -> ValueCounts {
    let mut best = Best { ranks: Vec::new(), most: want.top, least: u32::from(inside.is_none()) };
    let named = |value: u32| inside.is_none_or(|inside| inside.get(value as usize) == Some(&true));
    let mut distinct = 0;
    match &counts.seen {
        Some(seen) if inside.is_none() => {
            distinct = seen.len();
            seen.iter().for_each(|value| best.offer(*value, counts.of(*value)));
        }
        _ => {
            for (value, count) in (0..).zip(&counts.counts) {
                distinct += usize::from(*count > 0);
                if *count >= best.least && named(value) {
                    best.offer(value, *count);
                }
            }
        }
    }
    order::smallest(&mut best.ranks, want.top);
    let chosen = chosen.include.iter().chain(&chosen.exclude).filter(|value| named(**value));
    best.ranks.extend(chosen.map(|value| rank(*value, counts.of(*value))));
    order::smallest(&mut best.ranks, usize::MAX);
    best.ranks.dedup();
    let of = |rank: u64| ValueCount { value: rank as u32, count: !((rank >> 32) as u32) };
    ValueCounts { values: best.ranks.into_iter().map(of).collect(), distinct }
}

/// The most frequent first, then in the order of the dictionary, as one number to sort by.
fn rank(value: u32, count: u32) -> u64 {
    u64::from(!count) << 32 | u64::from(value)
}

/// The most frequent values so far.
struct Best {
    ranks: Vec<u64>,
    most: usize,
    /// What has less is not among them.
    least: u32,
}

impl Best {
    fn offer(&mut self, value: u32, count: u32) {
        if count < self.least {
            return;
        }
        self.ranks.push(rank(value, count));
        if self.ranks.len() >= self.most.saturating_mul(2).max(64) {
            order::smallest(&mut self.ranks, self.most);
            self.least = self.ranks.last().map_or(self.least, |last| !((last >> 32) as u32));
        }
    }
}
