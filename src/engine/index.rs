//! The engine: an index of a dataset, and how it answers.
//!
//! Records are numbered newest first, undated last, so that most orders and most pages fall out of a
//! set of numbers. Everything is in flat columns; nothing is kept by record but numbers. A query
//! becomes one set for its words and one for each facet and period that narrows it:
//!
//! 1. A clause is looked up in the records' own texts and in the names of organisations, people,
//!    topics and places; a name that matches brings the records of its owner.
//! 2. The sets are multiplied from both ends, which gives for each facet the records that pass all
//!    but that facet, at the price of about two products.
//! 3. Values are counted by walking these records, dates by walking the few different dates.

use std::ops::Range;

use super::answer::{Answer, Want};
use super::bits::Bits;
use super::dates::Dates;
use super::facets::{Column, Names, pick};
use super::find::Texts;
use super::rank::Ranked;
use super::sets::Sets;
use super::{Axis, Builder, Plan, Values};
use crate::model::{Dataset, EntityId, FactId, MeetingId, RecordId};
use crate::order;
use crate::query::{Facet, PerFacet, Query, Sort};

/// An index of a dataset, which it does not borrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engine {
    pub(super) values: Values,
    pub(super) axis: Axis,
    /// For each record its place in the dataset: the meetings, then the facts.
    pub(super) places: Vec<u32>,
    /// How many meetings there are.
    pub(super) meetings: u32,
    pub(super) dates: Dates,
    /// But the years, which follow from the dates.
    pub(super) columns: PerFacet<Column>,
    pub(super) names: PerFacet<Names>,
    pub(super) texts: Texts,
}

impl Engine {
    /// Indexes a dataset.
    #[must_use]
    pub fn build(dataset: &Dataset) -> Self {
        Builder::new(dataset).finish(dataset)
    }

    /// The answer to a query.
    #[must_use]
    pub fn answer(&self, query: &Query, want: &Want) -> Answer {
        let plan = Plan::new(query, &self.values);
        let Ranked { records, scores } = Ranked::new(self, &plan);
        let sets = Sets::new(self, &plan, records);
        let hits = sets.hits();
        let count = hits.count();
        let timeless = sets.timeless();
        let undated = timeless.count() - timeless.count_below(self.dates.dated());
        let timeline = self.dates.timeline(&self.axis, &self.dates.count(timeless), undated);
        let sure = plan.period.is_none() && plan.years.is_empty();
        Answer {
            total: self.total(),
            count,
            certain: if sure { count } else { self.dates.certain(&self.dates.count(hits), &plan) },
            page: self.page(hits, plan.sort, &scores, want.start..want.start.saturating_add(want.len)),
            facets: PerFacet::from_fn(|facet| {
                let counts = self.counts(facet, sets.without(facet));
                let want = &want.values[facet];
                let inside = self.names[facet].inside(&want.inside, counts.len());
                pick(&counts, want, &plan.chosen[facet], inside.as_ref())
            }),
            timeline,
            unknown: plan.unknown,
        }
    }

    /// The dictionaries.
    #[must_use]
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The records that have a value, newest first, undated last.
    pub fn records_of(&self, facet: Facet, value: u32) -> impl Iterator<Item = RecordId> {
        let by_year = (facet == Facet::Year).then(|| self.dates.of_year(value));
        let records = self.columns[facet].records_of(value).iter().copied();
        records.chain(by_year.into_iter().flatten()).map(|record| self.id(record))
    }

    /// How many records are filed under an entity, without going through them.
    #[must_use]
    pub fn frequency(&self, entity: EntityId) -> usize {
        self.columns[Facet::of_entities(entity.kind)].records_of(entity.at).len()
    }

    /// How many records there are.
    pub(super) fn total(&self) -> usize {
        self.places.len()
    }

    fn id(&self, record: u32) -> RecordId {
        let place = self.places[record as usize];
        match place.checked_sub(self.meetings) {
            None => RecordId::Meeting(MeetingId(place)),
            Some(place) => RecordId::Fact(FactId(place)),
        }
    }

    /// How many of some records each value of a facet has.
    fn counts(&self, facet: Facet, records: &Bits) -> Vec<u32> {
        match facet {
            Facet::Year => self.dates.by_year(&self.dates.count(records), self.values.len(facet)),
            _ => self.columns[facet].counts(records),
        }
    }

    /// The hits at these places of an order.
    fn page(&self, hits: &Bits, sort: Sort, scores: &[u32], places: Range<usize>) -> Vec<RecordId> {
        let count = hits.count();
        let (start, end) = (places.start.min(count), places.end.min(count));
        let page = match sort {
            Sort::Newest => hits.ranked(start..end),
            Sort::Oldest => {
                let dated = hits.count_below(self.dates.dated());
                let (from, to) = (start.min(dated), end.min(dated));
                let mut page = hits.ranked(dated - to..dated - from);
                page.reverse();
                page.extend(hits.ranked(start.max(dated)..end.max(dated)));
                page
            }
            Sort::Relevance => Self::best(hits, scores, end).split_off(start),
        };
        page.into_iter().map(|record| self.id(record)).collect()
    }

    /// The first `end` of some records, the best match first, then the newest.
    fn best(hits: &Bits, scores: &[u32], end: usize) -> Vec<u32> {
        let rank = |record: u32| u64::from(!scores[record as usize]) << 32 | u64::from(record);
        let mut ranked: Vec<u64> = hits.iter().map(rank).collect();
        order::smallest(&mut ranked, end);
        ranked.into_iter().map(|rank| rank as u32).collect()
    }
}
