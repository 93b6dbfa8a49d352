//! A query resolved against the dictionaries: nothing in it is unknown.

use super::{Clause, Values};
use crate::model::{Bounds, Day};
use crate::order;
use crate::query::{Dates, Facet, PerFacet, Query, Sort, Zoom};

/// What is to be found.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The words.
    pub clauses: Vec<Clause>,
    /// The chosen values of each facet.
    pub chosen: PerFacet<Chosen>,
    /// The period.
    pub period: Option<(Day, Day)>,
    /// The included years as runs without a gap.
    pub years: Vec<(Day, Day)>,
    /// Which records count by what is known of their date.
    pub dates: Dates,
    /// What the timeline shows, if not all years.
    pub zoom: Option<Zoom>,
    /// In which order.
    pub sort: Sort,
    /// Values that do not exist.
    pub unknown: Vec<(Facet, String)>,
}

/// The chosen values of one facet, sorted.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// A record must have one of these, if there are any.
    pub include: Vec<u32>,
    /// A record must have none of these.
    pub exclude: Vec<u32>,
}

impl Chosen {
    /// True if records with these values pass.
    #[must_use]
    pub fn admits(&self, values: &[u32]) -> bool {
        let has = |list: &[u32]| list.iter().any(|v| values.contains(v));
        (self.include.is_empty() || has(&self.include)) && !has(&self.exclude)
    }

    /// True if nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// True if the value is chosen either way.
    #[must_use]
    pub fn names(&self, value: u32) -> bool {
        self.include.contains(&value) || self.exclude.contains(&value)
    }
}

impl Plan {
    /// Resolves a query.
    #[must_use]
    pub fn new(query: &Query, values: &Values) -> Self {
        let mut unknown = Vec::new();
        let chosen = PerFacet::from_fn(|facet| {
            let mut resolve = |ids: &[String]| {
                let mut found = Vec::new();
                for id in ids {
                    match values.find(facet, id) {
                        Some(value) => found.push(value),
                        None => unknown.push((facet, id.clone())),
                    }
                }
                order::by(&mut found, Ord::cmp);
                found
            };
            let choice = &query.chosen[facet];
            Chosen { include: resolve(&choice.include), exclude: resolve(&choice.exclude) }
        });
        let years = runs(&chosen[Facet::Year].include, values);
        let clauses = Clause::parse(&query.words, query.exact);
        Self {
            clauses,
            chosen,
            period: query.period(),
            years,
            dates: query.dates,
            zoom: query.zoom,
            sort: query.sort,
            unknown,
        }
    }

    /// True if a date lies in a stretch of time as it is asked for: if it may, or if it must.
    #[must_use]
    pub fn touches(&self, bounds: &Bounds, (from, to): (Day, Day)) -> bool {
        if self.dates == Dates::Certain { bounds.certainly(from, to) } else { bounds.may(from, to) }
    }

    /// True if a date passes the period. Without one, everything does; with one, no undated record. Where
    /// those without a date are asked for, no other passes.
    #[must_use]
    pub fn admits_date(&self, bounds: Option<&Bounds>) -> bool {
        (self.dates != Dates::Missing || bounds.is_none())
            && self.period.is_none_or(|period| bounds.is_some_and(|b| self.touches(b, period)))
    }

    /// True if a date that may lie in the included years is certain enough to count.
    #[must_use]
    pub fn admits_years(&self, bounds: Option<&Bounds>) -> bool {
        let sure = |(from, to): (Day, Day)| bounds.is_some_and(|b| b.certainly(from, to));
        self.dates != Dates::Certain || self.years.is_empty() || self.years.iter().copied().any(sure)
    }

    /// True if a date that passes does so for certain.
    #[must_use]
    pub fn is_certain(&self, bounds: Option<&Bounds>) -> bool {
        let sure = |(from, to): (Day, Day)| bounds.is_some_and(|b| b.certainly(from, to));
        self.period.is_none_or(sure) && (self.years.is_empty() || self.years.iter().copied().any(sure))
    }
}

/// Years that follow each other, joined: a date in one of two neighbours lies in the pair for certain.
fn runs(years: &[u32], values: &Values) -> Vec<(Day, Day)> {
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for (from, to) in years.iter().map(|year| values.days_of_year(*year)) {
        match runs.last_mut() {
            Some(last) if last.1.0 + 1 == from.0 => last.1 = to,
            _ => runs.push((from, to)),
        }
    }
    runs
}
