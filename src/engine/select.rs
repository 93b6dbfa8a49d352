//! The records that pass all that a query asks, and those that pass all but one thing.
//!
//! What asks is parts: the words, which give a list of records; each facet that narrows them; the
//! period. A set of records is the shortest list that a part gives, tried against the other parts, one
//! part after the other.

use std::ops::Range;

use super::column::{before, number};
use super::index::Engine;
use super::matches::Matches;
use super::plan::{Chosen, Plan};
use super::score::Rank;
use crate::model::Day;
use crate::query::{Dates, Facet};

/// A query, ready to be tried on records.
pub(super) struct Selection<'a> {
    engine: &'a Engine,
    words: Option<Matches>,
    parts: Vec<Part<'a>>,
}

/// One thing that narrows the records.
enum Part<'a> {
    Facet(Facet, &'a Chosen),
    /// The years that are included, of which the date must lie in one for certain.
    SureYears(&'a [(Day, Day)]),
    Period((Day, Day)),
    /// The same, for certain.
    SurePeriod([(Day, Day); 1]),
    /// There is no date.
    Undated,
}

/// A set of records, in order; `None` if it is all of them.
pub(super) type Records = Option<Vec<u32>>;

impl<'a> Selection<'a> {
    /// Makes every part ready.
    pub fn new(engine: &'a Engine, plan: &'a Plan, words: Option<Matches>) -> Self {
        let chosen = plan.chosen.iter().filter(|(_, chosen)| !chosen.is_empty());
        let facets = chosen.map(|(facet, chosen)| Part::Facet(facet, chosen));
        let sure = plan.dates == Dates::Certain;
        let period = plan.period.map(|period| if sure { Part::SurePeriod([period]) } else { Part::Period(period) });
        let years = (sure && !plan.years.is_empty()).then_some(Part::SureYears(&plan.years));
        let undated = (plan.dates == Dates::Missing).then_some(Part::Undated);
        Self { engine, words, parts: facets.chain(period).chain(years).chain(undated).collect() }
    }

    /// The records that pass everything, with their ranks if there are words. To be asked once.
    pub fn hits(&mut self) -> (Records, Vec<Rank>) {
        if self.parts.is_empty() {
            // nobody asks what passes all but one thing
            let Some(words) = self.words.take() else { return (None, Vec::new()) };
            return (Some(words.records), words.ranks);
        }
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
        let window = self.window(&parts);
        let mut records = match &self.words {
            Some(words) => within(&words.records, &window).to_vec(),
            None if parts.is_empty() => return None,
            None => {
                let lists = parts.iter().enumerate().filter_map(|(at, part)| Some((part.list(self.engine)?, at)));
                match lists.min_by_key(|((_, _, len), _)| *len) {
                    None => window.clone().collect(),
                    Some(((facet, chosen, _), at)) => {
                        if chosen.exclude.is_empty() {
                            parts.remove(at);
                        }
                        self.engine.filings[facet].records_within(&chosen.include, &window)
                    }
                }
            }
        };
        parts.iter().for_each(|part| part.filter(self.engine, &window, &mut records));
        Some(records)
    }

    /// Records among which all are that pass some parts: records are in the order of their dates.
    fn window(&self, parts: &[&Part]) -> Range<u32> {
        let mut window = 0..number(self.engine.total());
        for other in parts.iter().filter_map(|part| part.window(self.engine)) {
            window = window.start.max(other.start)..window.end.min(other.end);
        }
        window
    }
}

/// Those of some records, which are in order, that lie in a range.
fn within<'r>(records: &'r [u32], range: &Range<u32>) -> &'r [u32] {
    records.get(before(records, range.start)..before(records, range.end)).unwrap_or_default()
}

impl<'a> Part<'a> {
    fn is_of(&self, other: Facet) -> bool {
        match self {
            Self::Facet(facet, _) => *facet == other,
            Self::SureYears(_) => other == Facet::Year,
            _ => false,
        }
    }

    fn is_time(&self) -> bool {
        !matches!(self, Self::Facet(facet, _) if *facet != Facet::Year)
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

    /// Records among which all are that pass.
    fn window(&self, engine: &Engine) -> Option<Range<u32>> {
        let period = match self {
            Self::Period(period) | Self::SurePeriod([period]) => Some(*period),
            Self::Undated => return Some(number(engine.dates.dated())..number(engine.total())),
            Self::Facet(Facet::Year, chosen) => {
                let [first, last] = [chosen.include.first()?, chosen.include.last()?];
                Some((engine.values.days_of_year(*first).0, engine.values.days_of_year(*last).1))
            }
            Self::Facet(..) | Self::SureYears(_) => None,
        };
        period.map(|period| engine.dates.window(period))
    }

    /// Keeps those that pass of the records, which lie in the window.
    fn filter(&self, engine: &Engine, window: &Range<u32>, records: &mut Vec<u32>) {
        match self {
            // else all in the window do
            Self::Period(period) if engine.dates.has_loose(window) => engine.dates.filter_by_period(records, *period),
            Self::Period(_) => {}
            Self::SurePeriod(period) => engine.dates.filter_by_certainty(records, period),
            Self::SureYears(years) => engine.dates.filter_by_certainty(records, years),
            Self::Undated => records.retain(|record| *record as usize >= engine.dates.dated()),
            Self::Facet(Facet::Year, chosen) => engine.dates.filter_by_years(records, chosen),
            Self::Facet(facet, chosen) => engine.filings[*facet].filter(records, chosen),
        }
    }
}
