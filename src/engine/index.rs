//! The engine: an index of a dataset, and how it answers.
//!
//! Records are numbered newest first, undated last, so that most orders and most pages fall out of a
//! list of numbers. Everything is in columns of bytes that lie in a file as they lie in memory;
//! nothing is kept by record but numbers. Sets of records are lists in order, or all.
//!
//! 1. Each clause marks the records that it matches, in their own texts and by the names of what they
//!    are filed under; what all clauses mark is a list, each record with its rank.
//! 2. That list, or else the shortest that a facet gives, is tried against everything else that
//!    narrows; for a facet that narrows, once more without it.
//! 3. Values are counted by walking these records, or the others if they are fewer; dates by walking
//!    the few different dates.

use std::ops::Range;

use super::answer::{Answer, Want};
use super::column::{Column, number};
use super::dates::Dates;
use super::facets::{Filing, Room, Tally, pick};
use super::lack::Notes;
use super::lexicon::Lexicon;
use super::matches::Matches;
use super::names::Names;
use super::score::Rank;
use super::select::{Records, Selection};
use super::{Axis, Plan, Values};
use crate::model::{EntityId, FactId, MeetingId, RecordId};
use crate::order;
use crate::query::{Dates as Which, Facet, PerFacet, Query, Sort};
use crate::text::How;

/// An index of a dataset, which it does not borrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Engine {
    pub(super) values: Values,
    pub(super) axis: Axis,
    /// For each record its place in the dataset: the meetings, then the facts.
    pub(super) places: Column,
    /// How many meetings there are.
    pub(super) meetings: u32,
    pub(super) dates: Dates,
    /// But the years, which follow from the dates.
    pub(super) filings: PerFacet<Filing>,
    pub(super) names: Names,
    pub(super) lexicon: Lexicon,
    /// The blocks that were read and not there.
    pub(super) notes: Notes,
    pub(super) room: Room,
}

impl Engine {
    /// The answer to a query.
    #[must_use]
    pub fn answer(&self, query: &Query, want: &Want) -> Answer {
        self.answer_plan(Plan::new(query, &self.values), want)
    }

    /// The answer to a query that is resolved already.
    #[must_use]
    pub fn answer_plan(&self, plan: Plan, want: &Want) -> Answer {
        let mut selection = Selection::new(self, &plan, Matches::find(self, &plan));
        let (hits, ranks) = selection.hits();
        let count = hits.as_ref().map_or(self.total(), Vec::len);
        let sure = plan.period.is_none() && plan.years.is_empty();
        let places = want.start.min(count)..want.start.saturating_add(want.len).min(count);
        let page = self.page(hits.as_deref(), plan.sort, &ranks, places);
        let mut tally = self.room.take();
        let facets = PerFacet::from_fn(|facet| {
            let want = &want.values[facet];
            if want.top == 0 {
                return Default::default();
            }
            if want.of_hits || !selection.narrows(facet) {
                self.tally(facet, hits.as_deref(), &plan, &mut tally);
            } else {
                self.tally(facet, selection.without(facet).as_deref(), &plan, &mut tally);
            }
            pick(&mut tally, want, &plan.chosen[facet], self.inside(facet, &want.inside).as_deref())
        });
        self.room.leave(tally);
        Answer {
            total: self.total(),
            count,
            certain: if sure { count } else { self.dates.certain(hits.as_deref(), count, &plan) },
            how: self.how(&plan, &page, hits.as_deref(), &ranks),
            page: page.into_iter().map(|record| self.id(record)).collect(),
            facets,
            timeline: self.timeline(&plan, want.timeline.then_some((&selection, &hits))),
            unknown: plan.unknown,
        }
    }

    /// The timeline of no record.
    #[must_use]
    pub fn no_bars(&self) -> super::Timeline {
        self.axis.empty()
    }

    /// The dictionaries.
    #[must_use]
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The records that have a value, newest first, undated last.
    pub fn records_of(&self, facet: Facet, value: u32) -> impl Iterator<Item = RecordId> {
        let records = match facet {
            Facet::Year => self.dates.of_year(value),
            _ => self.filings[facet].records_of(&[value]),
        };
        records.into_iter().map(|record| self.id(record))
    }

    /// How many records are filed under an entity, without going through them.
    #[must_use]
    pub fn frequency(&self, entity: EntityId) -> usize {
        self.filings[Facet::of_entities(entity.kind)].total(entity.at)
    }

    /// How many records there are.
    pub(super) fn total(&self) -> usize {
        self.places.len()
    }

    /// How many records it says that there are, and how many of them are meetings.
    pub(crate) fn records_and_meetings(&self) -> (usize, usize) {
        (self.total(), self.meetings as usize)
    }

    pub(super) fn id(&self, record: u32) -> RecordId {
        let place = self.places.get(record as usize);
        match place.checked_sub(self.meetings) {
            None => RecordId::Meeting(MeetingId(place)),
            Some(place) => RecordId::Fact(FactId(place)),
        }
    }

    /// The meetings, in order.
    pub(super) fn meeting_records(&self) -> Vec<u32> {
        (0..number(self.total())).filter(|record| self.places.get(*record as usize) < self.meetings).collect()
    }

    /// Counts how many of some records each value of a facet has.
    pub(super) fn tally(&self, facet: Facet, records: Option<&[u32]>, plan: &Plan, tally: &mut Tally) {
        match facet {
            Facet::Year => self.dates.by_year(records, &self.values, plan, tally.of_none(self.values.len(facet))),
            _ => self.filings[facet].count(records, tally),
        }
    }

    /// Empty if it is not wanted.
    fn timeline(&self, plan: &Plan, wanted: Option<(&Selection, &Records)>) -> super::Timeline {
        let zoomed = plan.zoom.map(Axis::zoomed);
        let axis = zoomed.as_ref().unwrap_or(&self.axis);
        let Some((selection, hits)) = wanted else { return axis.empty() };
        let timeless = if selection.is_timed() { &selection.timeless() } else { hits };
        let dated = self.dates.dated();
        let undated = match timeless {
            None => self.total() - dated,
            Some(records) => records.len() - records.partition_point(|record| (*record as usize) < dated),
        };
        let counts = self.dates.count(timeless.as_deref());
        if zoomed.is_none() && plan.dates != Which::Certain {
            return self.dates.timeline(axis, &counts, undated);
        }
        self.dates.timeline_on(axis, &counts, undated, plan)
    }

    /// The hits at these places of an order.
    fn page(&self, hits: Option<&[u32]>, sort: Sort, ranks: &[Rank], places: Range<usize>) -> Vec<u32> {
        let hit = |at: usize| hits.map_or(number(at), |hits| hits[at]);
        match sort {
            Sort::Relevance if !ranks.is_empty() => {
                best(ranks, places.end).into_iter().skip(places.start).map(|at| hit(at as usize)).collect()
            }
            Sort::Newest | Sort::Relevance => places.map(hit).collect(),
            Sort::Oldest => {
                let dated = self.dates.dated();
                let dated = hits.map_or(dated, |hits| hits.partition_point(|record| (*record as usize) < dated));
                places.map(|at| hit(if at < dated { dated - 1 - at } else { at })).collect()
            }
        }
    }

    /// Why each record of a page matches the words.
    fn how(&self, plan: &Plan, page: &[u32], hits: Option<&[u32]>, ranks: &[Rank]) -> Vec<How> {
        if plan.clauses.is_empty() {
            return vec![How::Exact; page.len()];
        }
        let how = |record: &u32| {
            let at = hits.and_then(|hits| hits.binary_search(record).ok());
            let rank = at.and_then(|at| ranks.get(at)).copied().unwrap_or(Rank::START);
            rank.how().unwrap_or_default()
        };
        page.iter().map(how).collect()
    }
}

/// The positions of the best `most` ranks, the best first, then in order.
fn best(ranks: &[Rank], most: usize) -> Vec<u32> {
    let mut found: Vec<u64> = Vec::new();
    let mut worst = Rank(0);
    for (at, rank) in (0..).zip(ranks) {
        if *rank <= worst {
            continue;
        }
        found.push(u64::from(!rank.0) << 32 | at);
        if found.len() >= most.saturating_mul(2).max(64) {
            order::smallest(&mut found, most);
            worst = found.last().map_or(worst, |last| Rank(!((last >> 32) as u32)));
        }
    }
    order::smallest(&mut found, most);
    found.into_iter().map(|rank| rank as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_the_first_when_sorted(ranks in proptest::collection::vec(1u32..40, 0..600), most in 0usize..90) {
            let ranks: Vec<Rank> = ranks.into_iter().map(Rank).collect();
            let mut sorted: Vec<u32> = (0..ranks.len() as u32).collect();
            sorted.sort_by_key(|at| (std::cmp::Reverse(ranks[*at as usize]), *at));
            sorted.truncate(most);
            prop_assert_eq!(best(&ranks, most), sorted);
        }
    }
}
