//! The dates of the records, as columns.
//!
//! Many records share a date, so each different one is kept once, with the years and the bars of the
//! timeline that it may touch. A set of records is first counted by date; its years, its timeline and
//! what of it is certain then follow from the dates alone.

use std::collections::HashMap;

use super::column::{Column, Lists, number, partition_point};
use super::plan::Chosen;
use super::{Axis, Plan, Timeline, Values};
use crate::model::{Bounds, Day, PartialDate};
use crate::query::Facet;

/// The dates, each once, and which record has which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dates {
    /// For each dated record the number of its date. Undated records come after all dated ones.
    pub(super) of: Lists,
    /// For each date the bounds: earliest and latest beginning, earliest and latest end. Days from
    /// [`Day::MIN`] on.
    pub(super) bounds: [Column; 4],
    /// For each date whether it is doubtful (1) and exact (2).
    pub(super) flags: Column,
    /// The values of [`Facet::Year`] that the date may touch: the first, and the one after the last.
    pub(super) years: [Column; 2],
    /// The bars that it may touch: 0 is the one before the axis.
    pub(super) bars: [Column; 2],
}

/// The columns of the dates as they grow.
#[derive(Default)]
struct Growing {
    bounds: [Vec<u32>; 4],
    flags: Vec<u32>,
    years: [Vec<u32>; 2],
    bars: [Vec<u32>; 2],
}

const DOUBTFUL: u32 = 1;
const EXACT: u32 = 2;

impl Dates {
    /// For records in order, the dated ones first.
    pub fn new<'a>(dated: impl Iterator<Item = &'a PartialDate>, values: &Values, axis: &Axis) -> Self {
        let mut growing = Growing::default();
        let mut known: HashMap<PartialDate, u32> = HashMap::new();
        let bars: Vec<(Day, Day)> = axis.empty().all_bars().map(|bar| (bar.from, bar.to)).collect();
        let mut of = Vec::new();
        for date in dated {
            let next = number(known.len());
            let at = *known.entry(*date).or_insert_with(|| {
                growing.add(date, values, &bars);
                next
            });
            of.push(at);
        }
        Self {
            of: Lists { starts: Column::default(), items: Column::of(&of) },
            bounds: growing.bounds.map(|column| Column::of(&column)),
            flags: Column::of(&growing.flags),
            years: growing.years.map(|column| Column::of(&column)),
            bars: growing.bars.map(|column| Column::of(&column)),
        }
    }

    /// How many records have a date.
    pub fn dated(&self) -> usize {
        self.of.len()
    }

    /// The number of the date of a record.
    #[inline]
    pub fn of(&self, record: u32) -> Option<u32> {
        ((record as usize) < self.dated()).then(|| self.of.items.get(record as usize))
    }

    fn len(&self) -> usize {
        self.flags.len()
    }

    fn bounds(&self, date: usize) -> Bounds {
        let day = |column: &Column| Day(Day::MIN.0.wrapping_add_unsigned(column.get(date)));
        let [a, b, c, d] = self.bounds.each_ref().map(day);
        Bounds { start: (a, b), end: (c, d), doubtful: self.flags.get(date) & DOUBTFUL > 0 }
    }

    /// For each date whether it may lie in the period of a plan.
    pub fn in_period(&self, plan: &Plan) -> Vec<bool> {
        (0..self.len()).map(|date| plan.admits_date(Some(&self.bounds(date)))).collect()
    }

    /// For each date whether a choice of years, which are sorted, admits it.
    pub fn in_years(&self, chosen: &Chosen) -> Vec<bool> {
        let touches = |date: usize, years: &[u32]| {
            let next = years.partition_point(|year| *year < self.years[0].get(date));
            years.get(next).is_some_and(|year| *year < self.years[1].get(date))
        };
        let admits = |date: usize| {
            (chosen.include.is_empty() || touches(date, &chosen.include)) && !touches(date, &chosen.exclude)
        };
        (0..self.len()).map(admits).collect()
    }

    /// The records that may lie in one year.
    pub fn of_year(&self, year: u32) -> Vec<u32> {
        let dates = self.in_years(&Chosen { include: vec![year], exclude: Vec::new() });
        let touches = |record: &u32| self.of(*record).is_some_and(|date| dates.get(date as usize) == Some(&true));
        (0..number(self.dated())).filter(touches).collect()
    }

    /// How many of some records, all if `None`, have each date.
    pub fn count(&self, records: Option<&[u32]>) -> Vec<u32> {
        let mut counts = vec![0; self.len()];
        match records {
            Some(records) => {
                let dated = records.partition_point(|record| (*record as usize) < self.dated());
                self.of.tally(&records[..dated], &mut counts);
            }
            None => self.of.items.iter().for_each(|date| {
                if let Some(count) = counts.get_mut(date as usize) {
                    *count += 1;
                }
            }),
        }
        counts
    }

    /// Of records counted by date: how many may lie in each of the years.
    pub fn by_year(&self, counts: &[u32], years: usize) -> Vec<u32> {
        sums(&self.years, years, counts.iter().copied())
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
        let all = sums(&self.bars, bars, counts.iter().copied());
        let exact = |(date, count): (usize, &u32)| if self.flags.get(date) & EXACT > 0 { *count } else { 0 };
        let exact = sums(&self.bars, bars, counts.iter().enumerate().map(exact));
        for ((bar, count), exact) in timeline.all_bars_mut().zip(all).zip(exact) {
            (bar.count, bar.exact) = (count, exact);
        }
        timeline.undated = number(undated);
        timeline
    }
}

impl Growing {
    fn add(&mut self, date: &PartialDate, values: &Values, bars: &[(Day, Day)]) {
        let bounds = date.bounds();
        let days = [bounds.start.0, bounds.start.1, bounds.end.0, bounds.end.1];
        self.bounds.iter_mut().zip(days).for_each(|(column, day)| column.push(day.0.abs_diff(Day::MIN.0)));
        let exact = if date.is_exact() { EXACT } else { 0 };
        self.flags.push((u32::from(bounds.doubtful) * DOUBTFUL) | exact);
        let years = values.len(Facet::Year);
        let year = |at: usize| values.days_of_year(number(at));
        self.years[0].push(number(partition_point(years, |at| year(at).1 < bounds.start.0)));
        self.years[1].push(number(partition_point(years, |at| year(at).0 <= bounds.end.1)));
        self.bars[0].push(number(bars.partition_point(|(_, to)| *to < bounds.start.0)));
        self.bars[1].push(number(bars.partition_point(|(from, _)| *from <= bounds.end.1)));
    }
}

/// For each of `len` numbers the sum of the weights of the runs that hold it, each run given by its
/// first number and the one after its last: it is noted where it begins and where it ends, and the
/// notes are added up.
fn sums([first, end]: &[Column; 2], len: usize, weights: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut sums = vec![0u32; len + 1];
    for (at, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0) {
        let (first, end) = (first.get(at) as usize, end.get(at) as usize);
        if first < end && end <= len {
            // a later note brings the sum back above zero before anybody reads it
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
