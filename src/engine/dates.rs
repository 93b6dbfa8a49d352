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
    /// For each date how many records have it.
    pub(super) totals: Column,
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

/// The number of a date, and how many records have it.
type Counted = (u32, u32);

const DOUBTFUL: u32 = 1;
const EXACT: u32 = 2;

impl Dates {
    /// For records in order, the dated ones first.
    pub fn new<'a>(dated: impl Iterator<Item = &'a PartialDate>, values: &Values, axis: &Axis) -> Self {
        let mut growing = Growing::default();
        let mut known: HashMap<PartialDate, u32> = HashMap::new();
        let bars: Vec<(Day, Day)> = axis.empty().all_bars().map(|bar| (bar.from, bar.to)).collect();
        let mut of = Vec::new();
        // records come in the order of their dates, so the next date is mostly the same again
        let mut before: Option<(PartialDate, u32)> = None;
        for date in dated {
            let at = match before {
                Some((same, at)) if same == *date => at,
                _ => {
                    let next = number(known.len());
                    *known.entry(*date).or_insert_with(|| {
                        growing.add(date, values, &bars);
                        next
                    })
                }
            };
            before = Some((*date, at));
            of.push(at);
        }
        let mut totals = vec![0; known.len()];
        of.iter().for_each(|date: &u32| totals[*date as usize] += 1);
        Self {
            totals: Column::of(&totals),
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
    #[inline(always)]
    fn of(&self, record: u32) -> Option<u32> {
        // `then` would be a call
        if (record as usize) < self.dated() { Some(self.of.items.get(record as usize)) } else { None }
    }

    fn bounds(&self, date: usize) -> Bounds {
        let day = |column: &Column| Day(Day::MIN.0.wrapping_add_unsigned(column.get(date)));
        let [a, b, c, d] = self.bounds.each_ref().map(day);
        Bounds { start: (a, b), end: (c, d), doubtful: self.flags.get(date) & DOUBTFUL > 0 }
    }

    /// How many different dates there are.
    fn len(&self) -> usize {
        self.flags.len()
    }

    /// Keeps the records that may lie in a period. See [`Bounds::may`], which this is on two columns.
    pub fn filter_by_period(&self, records: &mut Vec<u32>, (from, to): (Day, Day)) {
        let [from, to] = [from, to].map(|day| day.0.abs_diff(Day::MIN.0));
        let [begins, _, _, ends] = &self.bounds;
        let mut kept = 0;
        for at in 0..records.len() {
            let record = records[at];
            if let Some(date) = self.of(record).map(|date| date as usize)
                && begins.get(date) <= to
                && ends.get(date) >= from
            {
                records[kept] = record;
                kept += 1;
            }
        }
        records.truncate(kept);
    }

    /// Keeps the records that a choice of years, which are sorted, admits.
    pub fn filter_by_years(&self, records: &mut Vec<u32>, chosen: &Chosen) {
        let undated = chosen.include.is_empty();
        records.retain(|record| self.of(*record).map_or(undated, |date| self.is_in_years(date as usize, chosen)));
    }

    /// True if a choice of years, which are sorted, admits a date.
    fn is_in_years(&self, date: usize, chosen: &Chosen) -> bool {
        let touches = |years: &[u32]| {
            let next = years.partition_point(|year| *year < self.years[0].get(date));
            years.get(next).is_some_and(|year| *year < self.years[1].get(date))
        };
        (chosen.include.is_empty() || touches(&chosen.include)) && !touches(&chosen.exclude)
    }

    /// The records that may lie in one year.
    pub fn of_year(&self, year: u32) -> Vec<u32> {
        let chosen = Chosen { include: vec![year], exclude: Vec::new() };
        let touches = |record: &u32| self.of(*record).is_some_and(|date| self.is_in_years(date as usize, &chosen));
        (0..number(self.dated())).filter(touches).collect()
    }

    /// Some records, all if `None`, counted by date. A date may come several times.
    pub fn count(&self, records: Option<&[u32]>) -> Vec<Counted> {
        let Some(records) = records else { return (0..).zip(self.totals.iter()).collect() };
        let dated = &records[..records.partition_point(|record| (*record as usize) < self.dated())];
        if dated.len() < self.len() / 2 {
            return dated.iter().filter_map(|record| Some((self.of(*record)?, 1))).collect();
        }
        let mut counts = vec![0; self.len()];
        let mut seen = Vec::new();
        self.of.tally(dated, &mut counts, &mut seen);
        seen.into_iter().map(|date| (date, counts.get(date as usize).copied().unwrap_or(0))).collect()
    }

    /// Of records counted by date: how many may lie in each of the years.
    pub fn by_year(&self, counts: &[Counted], years: usize) -> Vec<u32> {
        sums(&self.years, years, counts.iter().copied())
    }

    /// Of records counted by date: how many lie in the period and the years for certain.
    pub fn certain(&self, counts: &[Counted], plan: &Plan) -> usize {
        let certain = counts.iter().filter(|(date, _)| plan.is_certain(Some(&self.bounds(*date as usize))));
        certain.map(|(_, count)| *count as usize).sum()
    }

    /// Of records counted by date: how many may lie in each bar.
    pub fn timeline(&self, axis: &Axis, counts: &[Counted], undated: usize) -> Timeline {
        let mut timeline = axis.empty();
        let bars = timeline.bars.len() + 2;
        let all = sums(&self.bars, bars, counts.iter().copied());
        let exact = counts.iter().copied().filter(|(date, _)| self.flags.get(*date as usize) & EXACT > 0);
        let exact = sums(&self.bars, bars, exact);
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
fn sums([first, end]: &[Column; 2], len: usize, weights: impl Iterator<Item = Counted>) -> Vec<u32> {
    let mut sums = vec![0u32; len + 1];
    for (at, weight) in weights {
        let (first, end) = (first.get(at as usize) as usize, end.get(at as usize) as usize);
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
