//! The records that pass all that a query asks, and those that pass all but one thing.

use super::bits::Bits;
use super::index::Engine;
use super::plan::{Chosen, Plan};
use crate::query::{Facet, PerFacet};

/// The sets that an answer is counted from.
pub(super) struct Sets {
    hits: Bits,
    /// For each facet that narrows the records: those that pass all the rest.
    without: PerFacet<Option<Bits>>,
    /// Those that pass the words and all facets but the years; `None` if nothing narrows the time.
    timeless: Option<Bits>,
}

impl Sets {
    /// Multiplies the records that pass the words with what each part of a plan admits, from both
    /// ends. Time comes last, so that one of the products from the front is without it.
    pub fn new(engine: &Engine, plan: &Plan, by_words: Bits) -> Self {
        let narrows = |chosen: &Chosen| !(chosen.include.is_empty() && chosen.exclude.is_empty());
        let facets = Facet::ALL.into_iter().filter(|facet| *facet != Facet::Year).chain([Facet::Year]);
        let facets = facets.filter(|facet| narrows(&plan.chosen[*facet]));
        let mut parts: Vec<(Option<Facet>, Bits)> =
            facets.map(|facet| (Some(facet), admitted(engine, facet, &plan.chosen[facet]))).collect();
        if plan.period.is_some() {
            parts.push((None, engine.dates.in_period(engine.total(), plan)));
        }

        let mut hits = by_words;
        let mut before = Vec::with_capacity(parts.len());
        for (_, part) in &parts {
            before.push(hits.clone());
            hits.keep(part);
        }
        let time = parts.iter().position(|(facet, _)| facet.is_none_or(|facet| facet == Facet::Year));
        let timeless = time.map(|at| before[at].clone());
        let mut without = PerFacet::default();
        let mut after = Bits::all(engine.total());
        for ((facet, part), before) in parts.iter().zip(&before).rev() {
            if let Some(facet) = facet {
                without[*facet] = Some(before.and(&after));
            }
            after.keep(part);
        }
        Self { hits, without, timeless }
    }

    /// The records that pass everything.
    pub fn hits(&self) -> &Bits {
        &self.hits
    }

    /// The records that pass everything but one facet.
    pub fn without(&self, facet: Facet) -> &Bits {
        self.without[facet].as_ref().unwrap_or(&self.hits)
    }

    /// The records that pass everything but the period and the years.
    pub fn timeless(&self) -> &Bits {
        self.timeless.as_ref().unwrap_or(&self.hits)
    }
}

/// The records that a choice admits.
fn admitted(engine: &Engine, facet: Facet, chosen: &Chosen) -> Bits {
    if facet != Facet::Year {
        return engine.columns[facet].admitted(chosen);
    }
    let total = engine.total();
    let mut admitted =
        if chosen.include.is_empty() { Bits::all(total) } else { engine.dates.in_years(total, &chosen.include) };
    if !chosen.exclude.is_empty() {
        admitted.drop(&engine.dates.in_years(total, &chosen.exclude));
    }
    admitted
}
