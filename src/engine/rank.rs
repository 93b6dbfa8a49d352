//! The words of a query: which records they admit, and how well each of these matches.

use super::bits::Bits;
use super::corpus::{Field, worth};
use super::index::Engine;
use super::{Clause, Plan};
use crate::query::{Facet, Sort};

/// The records that the words admit.
pub(super) struct Ranked {
    pub records: Bits,
    /// For each record the sum of what its matches are worth. Empty unless it is asked for.
    pub scores: Vec<u32>,
}

/// What one clause matches.
struct Found {
    records: Bits,
    /// For each record the best field, counted from 1. Empty unless it is asked for.
    best: Vec<u8>,
}

impl Ranked {
    /// Looks each clause up, until nothing can pass any more.
    pub fn new(engine: &Engine, plan: &Plan) -> Self {
        let total = engine.total();
        let scored = |wanted: bool| if wanted { total } else { 0 };
        let by_relevance = plan.sort == Sort::Relevance;
        let mut records = Bits::all(total);
        let mut scores = vec![0; scored(by_relevance)];
        for clause in &plan.clauses {
            if records.is_empty() {
                break;
            }
            let best = vec![0; scored(by_relevance && !clause.exclude)];
            let found = Found { records: Bits::none(total), best }.filled(engine, clause);
            if clause.exclude {
                records.drop(&found.records);
            } else {
                records.keep(&found.records);
                found.add_to(&mut scores, total);
            }
        }
        Self { records, scores }
    }
}

impl Found {
    /// Finds a clause, exclusion aside, in the records' own texts and in the names of what they are
    /// filed under.
    fn filled(mut self, engine: &Engine, clause: &Clause) -> Self {
        engine.texts.find(clause, |record, field| self.add(record, field));
        for facet in Facet::ALL.into_iter().filter(|facet| facet.entity_kind().is_some()) {
            for owner in engine.names[facet].find(clause, engine.values.len(facet)).iter() {
                let records = engine.columns[facet].records_of(owner).iter();
                records.for_each(|record| self.add(*record, Field::Name));
            }
        }
        self
    }

    fn add(&mut self, record: u32, field: Field) {
        self.records.insert(record);
        if let Some(best) = self.best.get_mut(record as usize) {
            *best = (*best).max(1 + field as u8);
        }
    }

    fn add_to(&self, scores: &mut [u32], total: usize) {
        let matching = self.records.count();
        let [note, body, name, title] = Field::ALL.map(|field| worth(field, total, matching));
        let worths = [0, note, body, name, title];
        scores.iter_mut().zip(&self.best).for_each(|(score, best)| *score += worths[usize::from(*best)]);
    }
}
