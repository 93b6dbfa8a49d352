//! The records that pass all that a query asks, and those that pass all but one thing.
//!
//! What asks is parts: the words, which give a list of records; each facet that narrows them; the
//! period. A set of records is the shortest list that a part gives, tried against the other parts, one
//! part after the other.

use super::index::Engine;
use super::matches::Matches;
use super::plan::{Chosen, Plan};
use super::score::Rank;
use crate::model::Day;
use crate::query::Facet;

/// A query, ready to be tried on records.
pub(super) struct Selection<'a> {
    engine: &'a Engine,
    words: Option<Matches>,
    parts: Vec<Part<'a>>,
}

/// One thing that narrows the records.
enum Part<'a> {
    Facet(Facet, &'a Chosen),
    Period((Day, Day)),
}

/// A set of records, in order; `None` if it is all of them.
pub(super) type Records = Option<Vec<u32>>;

impl<'a> Selection<'a> {
    /// Makes every part ready.
    pub fn new(engine: &'a Engine, plan: &'a Plan, words: Option<Matches>) -> Self {
        let chosen = plan.chosen.iter().filter(|(_, chosen)| !chosen.is_empty());
        let facets = chosen.map(|(facet, chosen)| Part::Facet(facet, chosen));
        Self { engine, words, parts: facets.chain(plan.period.map(Part::Period)).collect() }
    }

    /// The records that pass everything, with their ranks if there are words.
    pub fn hits(&self) -> (Records, Vec<Rank>) {
        let hits = self.passing(|_| true);
        let (Some(words), Some(records)) = (&self.words, &hits) else { return (hits, Vec::new()) };
        if records.len() == words.records.len() {
            return (hits, words.ranks.clone());
        }
        let mut ranks = Vec::with_capacity(records.len());
        let mut at = 0;
        for record in records {
            while words.records[at] < *record {
                at += 1;
            }
            ranks.push(words.ranks[at]);
        }
        (hits, ranks)
    }

    /// True if the facet narrows the records.
    pub fn narrows(&self, facet: Facet) -> bool {
        self.parts.iter().any(|part| part.is_of(facet))
    }

    /// The records that pass everything but one facet.
    pub fn without(&self, facet: Facet) -> Records {
        self.passing(|part| !part.is_of(facet))
    }

    /// True if the years or a period narrow the records.
    pub fn is_timed(&self) -> bool {
        self.parts.iter().any(Part::is_time)
    }

    /// The records that pass everything but the period and the years.
    pub fn timeless(&self) -> Records {
        self.passing(|part| !part.is_time())
    }

    fn passing(&self, counts: impl Fn(&Part) -> bool) -> Records {
        let mut parts: Vec<&Part> = self.parts.iter().filter(|part| counts(part)).collect();
        let mut records = match &self.words {
            Some(words) => words.records.clone(),
            None if parts.is_empty() => return None,
            None => {
                let lists = parts.iter().enumerate().filter_map(|(at, part)| Some((part.list(self.engine)?, at)));
                match lists.min_by_key(|((_, _, len), _)| *len) {
                    None => (0..self.engine.total() as u32).collect(),
                    Some(((facet, chosen, _), at)) => {
                        if chosen.exclude.is_empty() {
                            parts.remove(at);
                        }
                        self.engine.filings[facet].records_of(&chosen.include)
                    }
                }
            }
        };
        parts.iter().for_each(|part| part.filter(self.engine, &mut records));
        Some(records)
    }
}

impl<'a> Part<'a> {
    fn is_of(&self, other: Facet) -> bool {
        matches!(self, Self::Facet(facet, _) if *facet == other)
    }

    fn is_time(&self) -> bool {
        matches!(self, Self::Facet(Facet::Year, _) | Self::Period(_))
    }

    /// The choice of which a record must have a value, and about how many records do.
    fn list(&self, engine: &Engine) -> Option<(Facet, &'a Chosen, usize)> {
        match self {
            Self::Facet(facet, chosen) if *facet != Facet::Year && !chosen.include.is_empty() => {
                let len = chosen.include.iter().map(|value| engine.filings[*facet].total(*value)).sum();
                Some((*facet, chosen, len))
            }
            _ => None,
        }
    }

    /// Keeps the records that pass.
    fn filter(&self, engine: &Engine, records: &mut Vec<u32>) {
        match self {
            Self::Period(period) => engine.dates.filter_by_period(records, *period),
            Self::Facet(Facet::Year, chosen) => engine.dates.filter_by_years(records, chosen),
            Self::Facet(facet, chosen) => engine.filings[*facet].filter(records, chosen),
        }
    }
}
