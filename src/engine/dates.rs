//! The dates of the records, as columns.
//!
//! Many records share a date, so each different one is kept once, with the years and the bars of the
//! timeline that it may touch. A set of records is first counted by date; its years, its timeline and
//! what of it is certain then follow from the dates alone.

use std::collections::HashMap;

use super::bits::Bits;
use super::flat::{number, partition_point};
use super::{Axis, Plan, Timeline, Values};
use crate::model::{Bounds, Day, PartialDate};
use crate::query::Facet;

/// The dates, each once, and which record has which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dates {
    /// For each dated record the number of its date. Undated records come after all dated ones.
    of: Vec<u32>,
    /// For each date the bounds: earliest and latest beginning, earliest and latest end.
    bounds: [Vec<i32>; 4],
    doubtful: Vec<bool>,
    exact: Vec<bool>,
    /// The values of [`Facet::Year`] that the date may touch.
    years: Spans,
    /// The bars that it may touch: 0 is the one before the axis.
    bars: Spans,
}

/// Runs of neighbouring numbers: from the first, and up to the last but without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Spans {
    first: Vec<u32>,
    end: Vec<u32>,
}

impl Dates {
    /// For records in order, the dated ones first.
    pub fn new<'a>(dated: impl Iterator<Item = &'a PartialDate>, values: &Values, axis: &Axis) -> Self {
        let mut dates = Self::default();
        let mut known: HashMap<PartialDate, u32> = HashMap::new();
        let bars: Vec<(Day, Day)> = axis.empty().all_bars().map(|bar| (bar.from, bar.to)).collect();
        for date in dated {
            let next = number(known.len());
            let at = *known.entry(*date).or_insert_with(|| {
                dates.add(date, values, &bars);
                next
            });
            dates.of.push(at);
        }
        dates
    }

    fn add(&mut self, date: &PartialDate, values: &Values, bars: &[(Day, Day)]) {
        let bounds = date.bounds();
        let days = [bounds.start.0, bounds.start.1, bounds.end.0, bounds.end.1];
        self.bounds.iter_mut().zip(days).for_each(|(column, day)| column.push(day.0));
        self.doubtful.push(bounds.doubtful);
        self.exact.push(date.is_exact());
        self.years.push(
            partition_point(values.len(Facet::Year), |year| values.days_of_year(number(year)).1 < bounds.start.0),
            partition_point(values.len(Facet::Year), |year| values.days_of_year(number(year)).0 <= bounds.end.1),
        );
        self.bars.push(
            bars.partition_point(|(_, to)| *to < bounds.start.0),
            bars.partition_point(|(from, _)| *from <= bounds.end.1),
        );
    }

    /// How many records have a date.
    pub fn dated(&self) -> usize {
        self.of.len()
    }

    fn len(&self) -> usize {
        self.exact.len()
    }

    fn bounds(&self, date: usize) -> Bounds {
        let [a, b, c, d] = [0, 1, 2, 3].map(|column| Day(self.bounds[column][date]));
        Bounds { start: (a, b), end: (c, d), doubtful: self.doubtful[date] }
    }

    /// The dated records whose date is admitted.
    fn records(&self, total: usize, admitted: impl Fn(usize) -> bool) -> Bits {
        let admitted: Vec<bool> = (0..self.len()).map(admitted).collect();
        let mut records = Bits::none(total);
        for (record, date) in (0..).zip(&self.of) {
            if admitted[*date as usize] {
                records.insert(record);
            }
        }
        records
    }

    /// The records that may lie in the period of a plan.
    pub fn in_period(&self, total: usize, plan: &Plan) -> Bits {
        self.records(total, |date| plan.admits_date(Some(&self.bounds(date))))
    }

    /// The records that may lie in one of these years; sorted values of [`Facet::Year`].
    pub fn in_years(&self, total: usize, years: &[u32]) -> Bits {
        self.records(total, |date| {
            let next = years.partition_point(|year| *year < self.years.first[date]);
            years.get(next).is_some_and(|year| *year < self.years.end[date])
        })
    }

    /// The records that may lie in one year.
    pub fn of_year(&self, year: u32) -> impl Iterator<Item = u32> {
        let touches = move |date: &u32| {
            let date = *date as usize;
            self.years.first[date] <= year && year < self.years.end[date]
        };
        (0..).zip(&self.of).filter(move |(_, date)| touches(date)).map(|(record, _)| record)
    }

    /// How many of some records have each date.
    pub fn count(&self, records: &Bits) -> Vec<u32> {
        let mut counts = vec![0; self.len()];
        let dated = records.iter().map_while(|record| self.of.get(record as usize));
        dated.for_each(|date| counts[*date as usize] += 1);
        counts
    }

    /// Of records counted by date: how many may lie in each of the years.
    pub fn by_year(&self, counts: &[u32], years: usize) -> Vec<u32> {
        self.years.sums(years, counts.iter().copied())
    }

    /// Of records counted by date: how many lie in the period and the years for certain.
    pub fn certain(&self, counts: &[u32], plan: &Plan) -> usize {
        let some = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        some.filter(|(date, _)| plan.is_certain(Some(&self.bounds(*date)))).map(|(_, count)| *count as usize).sum()
    }

    /// Of records counted by date: how many may lie in each bar.
    pub fn timeline(&self, axis: &Axis, counts: &[u32], undated: usize) -> Timeline {
        let mut timeline = axis.empty();
        let bars = timeline.bars.len() + 2;
        let all = self.bars.sums(bars, counts.iter().copied());
        let exact = counts.iter().zip(&self.exact).map(|(count, exact)| if *exact { *count } else { 0 });
        let exact = self.bars.sums(bars, exact);
        for ((bar, count), exact) in timeline.all_bars_mut().zip(all).zip(exact) {
            (bar.count, bar.exact) = (count, exact);
        }
        timeline.undated = number(undated);
        timeline
    }
}

impl Spans {
    fn push(&mut self, first: usize, end: usize) {
        self.first.push(number(first));
        self.end.push(number(end));
    }

    /// For each of `len` numbers the sum of the weights of the runs that hold it: each run is noted
    /// where it begins and where it ends, and the notes are added up.
    fn sums(&self, len: usize, weights: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut sums = vec![0u32; len + 1];
        for ((first, end), weight) in self.first.iter().zip(&self.end).zip(weights) {
            if first < end {
                // a later note brings the sum back above zero before anybody reads it
                let (first, end) = (*first as usize, *end as usize);
                sums[first] = sums[first].wrapping_add(weight);
                sums[end] = sums[end].wrapping_sub(weight);
            }
        }
        let mut sum = 0u32;
        for note in &mut sums {
            sum = sum.wrapping_add(*note);
            *note = sum;
        }
        sums.truncate(len);
        sums
    }
}
