//! Facets as columns: which values each record has, which records each value has, and the names by
//! which values are found.

use super::answer::{ValueCount, ValueCounts, WantValues};
use super::bits::Bits;
use super::find::Texts;
use super::flat::Lists;
use super::{Clause, plan::Chosen};
use crate::order;

/// One facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Column {
    /// For each record its values, each once.
    values: Lists,
    /// For each value its records, in order.
    records: Lists,
}

impl Column {
    /// From the values of each record; there are `count` values.
    pub fn new(values: Lists, count: usize) -> Self {
        let records = values.inverted(count);
        Self { values, records }
    }

    /// The records that have a value, in order.
    pub fn records_of(&self, value: u32) -> &[u32] {
        self.records.get(value as usize)
    }

    /// The records that a choice admits.
    pub fn admitted(&self, chosen: &Chosen) -> Bits {
        let total = self.values.len();
        let mut admitted = if chosen.include.is_empty() { Bits::all(total) } else { Bits::none(total) };
        for value in &chosen.include {
            self.records_of(*value).iter().for_each(|record| admitted.insert(*record));
        }
        for value in &chosen.exclude {
            self.records_of(*value).iter().for_each(|record| admitted.remove(*record));
        }
        admitted
    }

    /// How many of some records each value has. If they are most of all records, the others are
    /// counted and taken away.
    pub fn counts(&self, records: &Bits) -> Vec<u32> {
        if records.count() * 2 <= self.values.len() {
            let mut counts = vec![0; self.records.len()];
            self.each_value(records, |value| counts[value] += 1);
            counts
        } else {
            let mut counts = self.records.lengths();
            self.each_value(&records.not(), |value| counts[value] -= 1);
            counts
        }
    }

    fn each_value(&self, records: &Bits, mut found: impl FnMut(usize)) {
        for record in records.iter() {
            self.values.get(record as usize).iter().for_each(|value| found(*value as usize));
        }
    }
}

/// The names of the values of one facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    texts: Texts,
    /// For each name whose it is.
    owners: Vec<u32>,
}

impl Names {
    /// From the texts, each a name, and for each whose it is.
    pub fn new(texts: Texts, owners: Vec<u32>) -> Self {
        Self { texts, owners }
    }

    /// The values, of so many, that have a name which a clause matches, exclusion aside.
    pub fn find(&self, clause: &Clause, values: usize) -> Bits {
        let mut found = Bits::none(values);
        self.texts.find(clause, |name, _| found.insert(self.owners[name as usize]));
        found
    }

    /// The values, of so many, that have a name in which each of these words begins a word. `None`
    /// if there is nothing to look for.
    pub fn inside(&self, inside: &str, values: usize) -> Option<Bits> {
        if inside.trim().is_empty() {
            return None;
        }
        let mut names = Bits::all(self.owners.len());
        for clause in Clause::parse(inside) {
            let mut matching = Bits::none(self.owners.len());
            self.texts.find(&Clause { prefix: true, ..clause }, |name, _| matching.insert(name));
            names.keep(&matching);
        }
        let mut found = Bits::none(values);
        names.iter().for_each(|name| found.insert(self.owners[name as usize]));
        Some(found)
    }
}

/// The wanted values from all counts; `inside` holds those that have a wanted name.
pub(super) fn pick(counts: &[u32], want: &WantValues, chosen: &Chosen, inside: Option<&Bits>) -> ValueCounts {
    // the most frequent first, then in the order of the dictionary, as one number to sort by
    let rank = |value: u32| u64::from(!counts[value as usize]) << 32 | u64::from(value);
    let of = |rank: u64| ValueCount { value: rank as u32, count: !((rank >> 32) as u32) };
    let eligible = |value: &u32| inside.map_or(counts[*value as usize] > 0, |inside| inside.contains(*value));
    let mut ranks: Vec<u64> = (0..).take(counts.len()).filter(eligible).map(rank).collect();
    let mut chosen: Vec<u32> = chosen.include.iter().chain(&chosen.exclude).copied().collect();
    chosen.retain(|value| inside.is_none_or(|inside| inside.contains(*value)));
    order::smallest(&mut ranks, want.top);
    ranks.extend(chosen.into_iter().map(rank));
    order::smallest(&mut ranks, usize::MAX);
    ranks.dedup();
    ValueCounts { values: ranks.into_iter().map(of).collect(), distinct: counts.iter().filter(|n| **n > 0).count() }
}
