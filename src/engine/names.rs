//! The names of the values of all facets, which stand in the lexicon before the records.

use std::ops::Range;

use super::Clause;
use super::column::{Column, number};
use super::index::Engine;
use super::packed::write;
use super::phrase;
use crate::order;
use crate::query::Facet;

/// Whose the names are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// For each name the value whose it is, facet after facet.
    pub(super) values: Column,
    /// How many different words it has.
    pub(super) words: Column,
    /// For each facet the first of its names, and after the last facet how many names there are.
    pub(super) starts: Column,
}

impl Names {
    /// The names of a facet.
    pub fn of(&self, facet: Facet) -> Range<usize> {
        self.starts.get(facet as usize) as usize..self.starts.get(facet as usize + 1) as usize
    }

    /// How many names there are: the first number that is a record.
    pub fn len(&self) -> u32 {
        number(self.values.len())
    }

    /// Whose a name is.
    pub fn owner(&self, name: usize) -> Option<(Facet, u32)> {
        for facet in &Facet::ALL {
            if name < self.starts.get(*facet as usize + 1) as usize {
                return Some((*facet, self.values.get(name)));
            }
        }
        None
    }
}

impl Engine {
    /// Which values of a facet have a name in which each of these words begins a word. `None` if there
    /// is nothing to look for.
    pub(super) fn inside(&self, facet: Facet, inside: &str) -> Option<Vec<bool>> {
        if inside.trim().is_empty() {
            return None;
        }
        let names = self.names.of(facet);
        let mut values = vec![false; self.values.len(facet)];
        let matching = self.names_with(&Clause::parse(inside, true), names.clone());
        for (name, _) in names.zip(matching).filter(|(_, matching)| *matching) {
            if let Some(value) = values.get_mut(self.names.values.get(name) as usize) {
                *value = true;
            }
        }
        Some(values)
    }

    /// Which of these names match every clause, taken as a prefix.
    pub(super) fn names_with(&self, clauses: &[Clause], names: Range<usize>) -> Vec<bool> {
        let mut all = vec![true; names.len()];
        for clause in clauses {
            let mut matching = vec![false; names.len()];
            let mut found = |number: u32| {
                let name = (number as usize).checked_sub(names.start);
                if let Some(name) = name.and_then(|name| matching.get_mut(name)) {
                    *name = true;
                }
            };
            match &clause.words[..] {
                [word] => {
                    for term in self.lexicon.beginning(word) {
                        self.names_of(term).for_each(&mut found);
                    }
                }
                _ => {
                    let begun = Clause { prefix: true, ..clause.clone() };
                    phrase::find(&self.lexicon, &begun, |number, _| found(number));
                }
            }
            all.iter_mut().zip(matching).for_each(|(all, this)| *all &= this);
        }
        all
    }

    /// Keeps for each term behind its postings the records that are filed under what it names.
    pub(super) fn keep_named(&mut self) {
        let (mut posting_ends, mut named_ends) = (Vec::new(), Vec::new());
        let mut bytes = Vec::with_capacity(self.lexicon.postings.len() * 5 / 4);
        for term in 0..self.lexicon.terms.len() {
            bytes.extend_from_slice(self.lexicon.packed_postings(term));
            posting_ends.push(number(bytes.len()));
            let mut records = Vec::new();
            for (facet, value) in self.names_of(term).filter_map(|name| self.names.owner(name as usize)) {
                if facet.entity_kind().is_some() {
                    self.filings[facet].append_records(value, &mut records);
                }
            }
            order::distinct(&mut records);
            let mut next = 0;
            for record in records {
                write(record - next, &mut bytes);
                next = record + 1;
            }
            named_ends.push(number(bytes.len()));
        }
        let lexicon = &mut self.lexicon;
        [lexicon.posting_ends, lexicon.named_ends] = [posting_ends, named_ends].map(|ends| Column::of(&ends));
        lexicon.postings = Column::of_bytes(bytes);
    }

    /// The names in which a term stands.
    fn names_of(&self, term: usize) -> impl Iterator<Item = u32> {
        let end = self.names.len();
        self.lexicon.postings(term).map(|(number, _)| number).take_while(move |number| *number < end)
    }

    /// The names that consist of just these words, which are folded and distinct.
    pub(super) fn named(&self, words: &[&str]) -> Vec<usize> {
        let mut names: Option<Vec<usize>> = None;
        for word in words {
            let term = self.lexicon.exactly(word);
            let found = term.into_iter().flat_map(|term| self.names_of(term)).map(|name| name as usize);
            let found: Vec<usize> = match &names {
                None => found.filter(|name| self.names.words.get(*name) as usize == words.len()).collect(),
                Some(names) => found.filter(|name| names.binary_search(name).is_ok()).collect(),
            };
            names = Some(found);
        }
        names.unwrap_or_default()
    }
}
