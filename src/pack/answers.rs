//! Answers to the questions that are asked first, so that none of them needs the index: to the query that
//! asks nothing, and to those that choose one value of one facet.

use super::pen::packs;
use crate::engine::{Answer, Bar, Engine, Timeline, ValueCount, ValueCounts, Want, WantValues};
use crate::model::RecordId;
use crate::query::{Choice, Dates, Facet, PerFacet, Query, Sort};
use crate::text::How;

/// How many records of an answer are kept.
const PAGE: usize = 20;
/// How many values of each facet.
const VALUES: usize = 8;

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    count: usize,
    certain: usize,
    page: Vec<RecordId>,
    /// For each facet how many values have a record, and the most frequent ones.
    facets: Vec<(usize, Vec<(u32, u32)>)>,
    /// The bars that are not empty: where, how many records, how many known to the day.
    bars: Vec<(u32, (u32, u32))>,
    undated: u32,
}

packs! {
    Kept { count, certain, page, facets, bars, undated }
}

/// What is asked for when an answer is kept.
pub(super) fn want() -> Want {
    Want { start: 0, len: PAGE, values: PerFacet::from_fn(|_| WantValues::top(VALUES)), timeline: true }
}

/// The query that chooses one value.
pub(super) fn one(facet: Facet, id: &str) -> Query {
    let mut query = Query::default();
    query.chosen[facet] = Choice { include: vec![id.to_owned()], exclude: Vec::new() };
    query
}

/// Which kept answer has all that is wanted: that to everything, or to one value. `None` if none has.
pub(super) fn kept_for<'a>(query: &'a Query, want: &Want) -> Option<Option<(Facet, &'a str)>> {
    let plain = |want: &WantValues| want.top <= VALUES && want.inside.trim().is_empty() && !want.of_hits;
    let timeless = query.period().is_none() && query.dates == Dates::Possible && query.zoom.is_none();
    let simple = query.words.trim().is_empty() && timeless && query.sort != Sort::Oldest;
    let enough = want.start == 0 && want.len <= PAGE && want.values.iter().all(|(_, want)| plain(want));
    if !simple || !enough {
        return None;
    }
    let mut chosen = query.chosen.iter().filter(|(_, choice)| **choice != Choice::default());
    let one = match chosen.next() {
        None => None,
        Some((facet, Choice { include, exclude })) => match (&include[..], &exclude[..]) {
            ([id], []) => Some((facet, &**id)),
            _ => return None,
        },
    };
    chosen.next().is_none().then_some(one)
}

impl Kept {
    /// What is kept of an answer; of the facet of which a value is chosen nothing, because that is as if
    /// nothing were chosen.
    pub fn of(answer: &Answer, chosen: Option<Facet>) -> Self {
        let values = |counts: &ValueCounts| counts.values.iter().map(|v| (v.value, v.count)).collect();
        let kept = |facet: Facet| match &answer.facets[facet] {
            _ if chosen == Some(facet) => (0, Vec::new()),
            counts => (counts.distinct, values(counts)),
        };
        let bars = (0..).zip(all_bars(&answer.timeline)).filter(|(_, bar)| bar.count > 0);
        Self {
            count: answer.count,
            certain: answer.certain,
            page: answer.page.clone(),
            facets: Facet::ALL.into_iter().map(kept).collect(),
            bars: bars.map(|(at, bar)| (at, (bar.count, bar.exact))).collect(),
            undated: answer.timeline.undated,
        }
    }

    /// The answer. `front` is what is kept of the answer to everything, `chosen` the value that is chosen.
    pub fn answer(&self, engine: &Engine, want: &Want, front: &Self, chosen: Option<(Facet, u32)>) -> Answer {
        let page: Vec<RecordId> = self.page.iter().copied().take(want.len).collect();
        let facets = PerFacet::from_fn(|facet| {
            let top = want.values[facet].top;
            let own = chosen.filter(|(own, _)| *own == facet);
            let Some((distinct, values)) = if own.is_some() { front } else { self }.facets.get(facet as usize) else {
                return ValueCounts::default();
            };
            if top == 0 {
                return ValueCounts::default();
            }
            let mut values: Vec<ValueCount> =
                values.iter().take(top).map(|(value, count)| ValueCount { value: *value, count: *count }).collect();
            if let Some((_, value)) = own
                && values.iter().all(|other| other.value != value)
            {
                let count = self.count as u32;
                let before = |other: &ValueCount| (other.count, value) > (count, other.value);
                values.insert(values.partition_point(before), ValueCount { value, count });
            }
            ValueCounts { values, distinct: *distinct }
        });
        let is_of_time = chosen.is_some_and(|(facet, _)| facet == Facet::Year);
        let timeline =
            if want.timeline { if is_of_time { front } else { self }.timeline(engine) } else { engine.no_bars() };
        Answer {
            total: front.count,
            count: self.count,
            certain: self.certain,
            how: vec![How::Exact; page.len()],
            page,
            facets,
            timeline,
            unknown: Vec::new(),
        }
    }

    fn timeline(&self, engine: &Engine) -> Timeline {
        let mut timeline = engine.no_bars();
        timeline.undated = self.undated;
        let Timeline { bars, before, after, .. } = &mut timeline;
        let mut bars: Vec<&mut Bar> = std::iter::once(before).chain(bars).chain([after]).collect();
        for (at, (count, exact)) in &self.bars {
            if let Some(bar) = bars.get_mut(*at as usize) {
                (bar.count, bar.exact) = (*count, *exact);
            }
        }
        timeline
    }

    /// The values that are named.
    pub fn values(&self) -> impl Iterator<Item = (Facet, u32)> {
        let named = Facet::ALL.into_iter().zip(&self.facets);
        named.flat_map(|(facet, (_, values))| values.iter().map(move |(value, _)| (facet, *value)))
    }

    /// The records of the page.
    pub fn page(&self) -> &[RecordId] {
        &self.page
    }
}

fn all_bars(timeline: &Timeline) -> impl Iterator<Item = &Bar> {
    std::iter::once(&timeline.before).chain(&timeline.bars).chain([&timeline.after])
}
