//! The records that pass all that a query asks, and those that pass all but one thing.
//!
//! What asks is parts: the words, which give a list of records; each facet that narrows them; the
//! period. A set of records is the shortest list that a part gives, tried against the other parts.

use std::cell::Cell;

use super::index::Engine;
use super::matches::Matches;
use super::plan::{Chosen, Plan};
use super::score::Rank;
use crate::query::Facet;

/// A query, ready to be tried on records.
pub(super) struct Selection<'a> {
    engine: &'a Engine,
    words: Option<Matches>,
    parts: Vec<Part<'a>>,
}

/// One thing that narrows the records.
enum Part<'a> {
    /// A facet but the years: what each of its values does to a record.
    Facet(Facet, &'a Chosen, Vec<Effect>),
    /// The years, or the period if `None`: what is known of each date so far, and whether undated
    /// records pass.
    Time { years: Option<&'a Chosen>, plan: &'a Plan, known: Vec<Cell<Effect>>, undated: bool },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    None,
    Admits,
    Bars,
}

/// A set of records, in order; `None` if it is all of them.
pub(super) type Records = Option<Vec<u32>>;

impl<'a> Selection<'a> {
    /// Makes every part ready.
    pub fn new(engine: &'a Engine, plan: &'a Plan, words: Option<Matches>) -> Self {
        let mut parts = Vec::new();
        let unknown = || vec![Cell::new(Effect::None); engine.dates.len()];
        for (facet, chosen) in plan.chosen.iter().filter(|(_, chosen)| !chosen.is_empty()) {
            parts.push(if facet == Facet::Year {
                Part::Time { years: Some(chosen), plan, known: unknown(), undated: chosen.include.is_empty() }
            } else {
                let mut effects = vec![Effect::None; engine.values.len(facet)];
                let values = chosen.include.iter().map(|value| (value, Effect::Admits));
                for (value, effect) in values.chain(chosen.exclude.iter().map(|value| (value, Effect::Bars))) {
                    if let Some(place) = effects.get_mut(*value as usize) {
                        *place = effect;
                    }
                }
                Part::Facet(facet, chosen, effects)
            });
        }
        if plan.period.is_some() {
            parts.push(Part::Time { years: None, plan, known: unknown(), undated: false });
        }
        Self { engine, words, parts }
    }

    /// The records that pass everything, with their ranks if there are words.
    pub fn hits(&mut self) -> (Records, Vec<Rank>) {
        let Some(words) = self.words.take() else { return (self.passing(|_| true), Vec::new()) };
        if self.parts.is_empty() {
            let ranks = words.ranks.clone();
            let records = words.records.clone();
            self.words = Some(words);
            return (Some(records), ranks);
        }
        let mut hits = Matches::default();
        for (record, rank) in words.records.iter().zip(&words.ranks) {
            if self.parts.iter().all(|part| part.admits(self.engine, *record)) {
                hits.records.push(*record);
                hits.ranks.push(*rank);
            }
        }
        self.words = Some(words);
        (Some(hits.records), hits.ranks)
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
        let parts: Vec<&Part> = self.parts.iter().filter(|part| counts(part)).collect();
        let admitted = |record: &u32| parts.iter().all(|part| part.admits(self.engine, *record));
        if let Some(words) = &self.words {
            return Some(words.records.iter().copied().filter(admitted).collect());
        }
        let shortest = parts.iter().filter_map(|part| part.list(self.engine)).min_by_key(|(_, _, len)| *len);
        match shortest {
            _ if parts.is_empty() => None,
            Some((facet, values, _)) => {
                let mut records = self.engine.filings[facet].records_of(values);
                records.retain(admitted);
                Some(records)
            }
            None => Some((0..self.engine.total() as u32).filter(admitted).collect()),
        }
    }
}

impl Part<'_> {
    fn is_of(&self, other: Facet) -> bool {
        match self {
            Self::Facet(facet, ..) => *facet == other,
            Self::Time { years, .. } => years.is_some() && other == Facet::Year,
        }
    }

    fn is_time(&self) -> bool {
        matches!(self, Self::Time { .. })
    }

    /// The values of which a record must have one, and about how many records do.
    fn list(&self, engine: &Engine) -> Option<(Facet, &[u32], usize)> {
        let Self::Facet(facet, chosen, _) = self else { return None };
        let len = chosen.include.iter().map(|value| engine.filings[*facet].total(*value)).sum();
        (!chosen.include.is_empty()).then_some((*facet, &chosen.include[..], len))
    }

    fn admits(&self, engine: &Engine, record: u32) -> bool {
        match self {
            Self::Time { years, plan, known, undated } => {
                let Some(date) = engine.dates.of(record).map(|date| date as usize) else { return *undated };
                let effect = known.get(date).map_or(Effect::Bars, Cell::get);
                if effect != Effect::None {
                    return effect == Effect::Admits;
                }
                let admitted = match years {
                    Some(chosen) => engine.dates.is_in_years(date, chosen),
                    None => engine.dates.is_in_period(date, plan),
                };
                known[date].set(if admitted { Effect::Admits } else { Effect::Bars });
                admitted
            }
            Self::Facet(facet, chosen, effects) => {
                let mut admitted = chosen.include.is_empty();
                for value in engine.filings[*facet].values.get(record as usize) {
                    match effects.get(value as usize) {
                        Some(Effect::Bars) => return false,
                        Some(Effect::Admits) => admitted = true,
                        _ => {}
                    }
                }
                admitted
            }
        }
    }
}
