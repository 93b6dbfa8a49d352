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

    /// The records that have a value, in order.
    pub fn each_record(&self, value: u32, mut found: impl FnMut(u32)) {
        if self.records.len() > 0 {
            self.records.get(value as usize).for_each(found);
            return;
        }
        for record in 0..self.values.len() {
            if self.values.get(record).any(|other| other == value) {
                found(record as u32);
            }
        }
    }

    /// The records that have one of these values, in order, each once.
    pub fn records_of(&self, values: &[u32]) -> Vec<u32> {
        let mut records = Vec::new();
        for value in values {
            if self.records.len() > 0 {
                self.records.append(*value as usize, &mut records);
            } else {
                self.each_record(*value, |record| records.push(record));
            }
        }
        if values.len() > 1 {
            order::distinct(&mut records);
        }
        records
    }

    /// How many of some records, all if `None`, each value has. If they are most of all, the others
    /// are counted and taken away.
    pub fn counts(&self, records: Option<&[u32]>) -> Vec<u32> {
        let Some(records) = records else { return self.totals.iter().collect() };
        let mut counts = vec![0; self.totals.len()];
        let total = self.values.len();
        if records.len() * 2 <= total {
            self.values.tally(records, &mut counts);
        } else {
            self.values.tally(&others(records, total), &mut counts);
            for (value, count) in counts.iter_mut().enumerate() {
                *count = self.totals.get(value).saturating_sub(*count);
            }
        }
        counts
    }
}

/// The numbers below `total` that are not in a list.
fn others(list: &[u32], total: usize) -> Vec<u32> {
    let mut others = Vec::with_capacity(total - list.len().min(total));
    let mut next = 0;
    for at in list {
        others.extend(next..*at.min(&(total as u32)));
        next = at.saturating_add(1);
    }
    others.extend(next..total as u32);
    others
}

/// The wanted values from all counts; `inside` says of each whether it has a wanted name.
pub(super) fn pick(counts: &[u32], want: &WantValues, chosen: &Chosen, inside: Option<&[bool]>) -> ValueCounts {
    // the most frequent first, then in the order of the dictionary, as one number to sort by
    let rank = |value: u32| u64::from(!counts.get(value as usize).copied().unwrap_or(0)) << 32 | u64::from(value);
    let of = |rank: u64| ValueCount { value: rank as u32, count: !((rank >> 32) as u32) };
    let named = |value: u32| inside.is_none_or(|inside| inside.get(value as usize) == Some(&true));
    let mut distinct = 0;
    let mut ranks: Vec<u64> = Vec::new();
    // what comes later needs more to be among the wanted
    let mut least = u32::from(inside.is_none());
    for (value, count) in (0..).zip(counts) {
        distinct += usize::from(*count > 0);
        if *count >= least && named(value) {
            ranks.push(rank(value));
            if ranks.len() >= want.top.saturating_mul(2).max(64) {
                order::smallest(&mut ranks, want.top);
                least = ranks.last().map_or(least, |last| !((last >> 32) as u32)).saturating_add(1);
            }
        }
    }
    order::smallest(&mut ranks, want.top);
    ranks.extend(chosen.include.iter().chain(&chosen.exclude).filter(|value| named(**value)).map(|value| rank(*value)));
    order::smallest(&mut ranks, usize::MAX);
    ranks.dedup();
    ValueCounts { values: ranks.into_iter().map(of).collect(), distinct }
}
