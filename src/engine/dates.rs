//! The dates of the records, as columns.
//!
//! Many records share a date, so each different one is kept once, with the years and the bars of the
//! timeline that it may touch. A set of records is first counted by date; its years, its timeline and
//! what of it is certain then follow from the dates alone.

use std::collections::HashMap;
use std::ops::Range;

use super::column::{Column, Lists, before, number, partition_point};
use super::plan::Chosen;
use super::{Axis, Plan, Timeline, Values};
use crate::model::{Bounds, Day, PartialDate};
use crate::query::{Dates as Which, Facet};

/// The dates, each once, and which record has which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dates {
    /// For each dated record the number of its date. Undated records come after all dated ones.
    pub(super) of: Lists,
    /// For each date how many records have it.
    pub(super) totals: Column,
    /// For each date the bounds: earliest and latest beginning, earliest and latest end. See [`Epoch`].
    pub(super) bounds: [Column; 4],
    /// For each date the earliest beginning of any record that comes before or with those of its day,
    /// and the latest end of any that comes with them or after. Both fall from record to record.
    pub(super) reach: [Column; 2],
    /// Which day each number in the bounds is.
    pub(super) epoch: Epoch,
    /// For each date whether it is doubtful (1) and exact (2).
    pub(super) flags: Column,
    /// The values of [`Facet::Year`] that the date may touch: the first, and the one after the last.
    pub(super) years: [Column; 2],
    /// The bars that it may touch: 0 is the one before the axis.
    pub(super) bars: [Column; 2],
    /// For each value of [`Facet::Year`] the runs of records that may lie in it: the first of each, and the
    /// one after its last. No list at all if they were too many to be worth it.
    pub(super) runs: Lists,
    /// The records whose date must be looked at by itself, in order: those not known to the day, and those
    /// that pass where `reach` says so without their own bounds saying it.
    pub(super) loose: Column,
}

/// Days as small numbers: 0 is [`Day::MIN`], 1 the first day of the first year that any date names, and
/// the last number [`Day::MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Epoch {
    first: i32,
    last: u32,
}

/// The columns of the dates as they grow.
#[derive(Default)]
struct Growing {
    epoch: Epoch,
    /// The day by which each is in order.
    orders: Vec<Day>,
    bounds: [Vec<u32>; 4],
    flags: Vec<u32>,
    years: [Vec<u32>; 2],
    bars: [Vec<u32>; 2],
}

/// The number of a date, and how many records have it.
type Counted = (u32, u32);

/// How many runs there may be for each year.
const MOST_RUNS: usize = 8;

const DOUBTFUL: u32 = 1;
const EXACT: u32 = 2;

impl Dates {
    /// For records in order, the dated ones first.
    pub fn new<'a>(dated: impl Iterator<Item = &'a PartialDate>, values: &Values, axis: &Axis) -> Self {
        let mut growing = Growing { epoch: Epoch::of(values), ..Growing::default() };
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
        let reach = growing.reach();
        let loose: Vec<bool> = (0..known.len()).map(|date| growing.is_loose(date, &reach)).collect();
        let loose: Vec<u32> = (0..).zip(&of).filter(|(_, date)| loose[**date as usize]).map(|(at, _)| at).collect();
        Self {
            totals: Column::of(&totals),
            runs: growing.runs(&of, values.len(Facet::Year)),
            loose: Column::of(&loose),
            of: Lists { starts: Column::default(), items: Column::of(&of) },
            reach: reach.map(|column| Column::of(&column)),
            epoch: growing.epoch,
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

    pub(super) fn bounds(&self, date: usize) -> Bounds {
        let [a, b, c, d] = self.bounds.each_ref().map(|column| self.epoch.day(column.get(date)));
        Bounds { start: (a, b), end: (c, d), doubtful: self.flags.get(date) & DOUBTFUL > 0 }
    }

    /// How many different dates there are.
    fn len(&self) -> usize {
        self.flags.len()
    }

    /// The records among which all are that may lie in a period: all those, unless some date is long.
    pub fn window(&self, (from, to): (Day, Day)) -> Range<u32> {
        let [from, to] = [from, to].map(|day| self.epoch.number(day));
        let [begin, end] = &self.reach;
        let date = |record: usize| self.of.items.get(record) as usize;
        let first = partition_point(self.dated(), |record| begin.get(date(record)) > to);
        let after = partition_point(self.dated(), |record| end.get(date(record)) >= from);
        number(first)..number(after)
    }

    /// True if any of the records in a window of a period need not lie in it.
    pub fn has_loose(&self, window: &Range<u32>) -> bool {
        let next = partition_point(self.loose.len(), |at| self.loose.get(at) < window.start);
        next < self.loose.len() && self.loose.get(next) < window.end
    }

    /// Keeps the records that may lie in a period. See [`Bounds::may`], which this is on two columns.
    pub fn filter_by_period(&self, records: &mut Vec<u32>, (from, to): (Day, Day)) {
        let [from, to] = [from, to].map(|day| self.epoch.number(day));
        let [begins, _, _, ends] = &self.bounds;
        [&self.of.items, begins, ends].into_iter().for_each(Column::want_all);
        let (dates, begins, ends) = (self.of.items.reader(), begins.reader(), ends.reader());
        let dated = self.dated();
        let mut kept = 0;
        // indexed as a slice: indexing a vector is a call
        let all = &mut records[..];
        for at in 0..all.len() {
            let record = all[at];
            let date = dates.get(record as usize) as usize;
            all[kept] = record;
            kept += usize::from((record as usize) < dated && begins.get(date) <= to && ends.get(date) >= from);
        }
        records.truncate(kept);
    }

    /// Keeps the records that a choice of years, which are sorted, admits.
    pub fn filter_by_years(&self, records: &mut Vec<u32>, chosen: &Chosen) {
        let (undated, dated) = (chosen.include.is_empty(), self.dated());
        let mut kept = 0;
        for at in 0..records.len() {
            let record = records[at];
            let passes = if (record as usize) < dated {
                self.is_in_years(self.of.items.get(record as usize) as usize, chosen)
            } else {
                undated
            };
            if passes {
                records[kept] = record;
                kept += 1;
            }
        }
        records.truncate(kept);
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
        let mut records = (0..number(self.dated())).collect();
        self.filter_by_years(&mut records, &chosen);
        records
    }

    /// Some records, all if `None`, counted by date. A date may come several times.
    pub fn count(&self, records: Option<&[u32]>) -> Vec<Counted> {
        let Some(records) = records else { return (0..).zip(self.totals.iter()).collect() };
        let all = self.dated();
        let dated = &records[..records.partition_point(|record| (*record as usize) < all)];
        if dated.len() < self.len() / 2 {
            let dates = self.of.items.reader();
            self.of.items.want_all();
            let mut counted = vec![(0, 1); dated.len()];
            for (place, record) in counted.iter_mut().zip(dated) {
                place.0 = dates.get(*record as usize);
            }
            return counted;
        }
        let mut counts = vec![0; self.len()];
        let mut seen = vec![0; counts.len() + 1];
        let dates = self.of.tally_seen(dated, &mut counts, &mut seen);
        seen.truncate(dates);
        seen.into_iter().map(|date| (date, counts.get(date as usize).copied().unwrap_or(0))).collect()
    }

    /// Keeps the records that lie in one of some stretches of time for certain. See [`Bounds::certainly`],
    /// which this is on three columns.
    pub fn filter_by_certainty(&self, records: &mut Vec<u32>, stretches: &[(Day, Day)]) {
        let dated = self.dated();
        let stretches: Vec<[u32; 2]> =
            stretches.iter().map(|(from, to)| [self.epoch.number(*from), self.epoch.number(*to)]).collect();
        let [_, begun, ending, _] = &self.bounds;
        records.retain(|record| {
            let date = self.of.items.get(*record as usize) as usize;
            let (begun, ending) = (begun.get(date), ending.get(date));
            (*record as usize) < dated
                && self.flags.get(date) & DOUBTFUL == 0
                && stretches.iter().any(|[from, to]| begun <= *to && ending >= *from)
        });
    }

    /// Counts how many of some records, all if `None`, lie in each of the years as the plan asks for it.
    pub fn by_year(&self, records: Option<&[u32]>, values: &Values, plan: &Plan, counts: &mut [u32]) {
        match records {
            records if plan.dates == Which::Certain => {
                let years: Vec<(Day, Day)> = (0..number(counts.len())).map(|year| values.days_of_year(year)).collect();
                let [certain, _] = self.spread(&years, &self.count(records), plan);
                counts.copy_from_slice(&certain);
            }
            // each end of a run is looked for among the records
            Some(records) if self.runs.len() == counts.len() && self.runs.items.len() * 8 <= records.len() => {
                self.by_run(records, counts);
            }
            Some(records) if records.len() < self.len() => self.by_record(records, counts),
            _ => sums(&self.years, counts, &self.count(records)),
        }
    }

    fn by_run(&self, records: &[u32], counts: &mut [u32]) {
        self.runs.want_all();
        let ends = self.runs.items.reader();
        // most runs end where that of the year before begins
        let mut last = (u32::MAX, records.len());
        for (year, count) in counts.iter_mut().enumerate() {
            let mut of_year = 0;
            for at in self.runs.span(year) {
                let end = ends.get(at);
                if end != last.0 {
                    last = (end, before(records, end));
                }
                // a beginning, then its end: what was counted before is taken away, then comes back
                of_year = number(last.1).wrapping_sub(of_year);
            }
            *count = of_year;
        }
    }

    fn by_record(&self, records: &[u32], counts: &mut [u32]) {
        [&self.of.items, &self.years[0], &self.years[1]].into_iter().for_each(Column::want_all);
        let (dates, firsts, ends) = (self.of.items.reader(), self.years[0].reader(), self.years[1].reader());
        for record in records.get(..before(records, number(self.dated()))).unwrap_or_default() {
            let date = dates.get(*record as usize) as usize;
            note(counts, firsts.get(date), ends.get(date), 1);
        }
        add_up(counts);
    }

    /// How many of so many records, all if `None`, which may lie in the period and the years, do for certain.
    pub fn certain(&self, records: Option<&[u32]>, count: usize, plan: &Plan) -> usize {
        self.loose.want_all();
        let mut certain = count;
        match records {
            Some(records) if records.len() < self.loose.len() => {
                for record in records {
                    certain = certain.saturating_sub(usize::from(!self.is_certain(*record, plan)));
                }
            }
            _ => {
                let loose = self.loose.reader();
                for at in 0..self.loose.len() {
                    let record = loose.get(at);
                    let is_among = |records: &[u32]| records.get(before(records, record)) == Some(&record);
                    if records.is_none_or(is_among) && !self.is_certain(record, plan) {
                        certain = certain.saturating_sub(1);
                    }
                }
            }
        }
        certain
    }

    fn is_certain(&self, record: u32, plan: &Plan) -> bool {
        plan.is_certain(Some(&self.bounds(self.of.items.get(record as usize) as usize)))
    }

    /// Of records counted by date: how many may lie in each bar.
    pub fn timeline(&self, axis: &Axis, counts: &[Counted], undated: usize) -> Timeline {
        let mut timeline = axis.empty();
        let bars = timeline.bars.len() + 2;
        let mut all = vec![0; bars];
        sums(&self.bars, &mut all, counts);
        let mut exact = counts.to_vec();
        for (date, count) in &mut exact {
            *count *= (self.flags.get(*date as usize) & EXACT) / EXACT;
        }
        let mut all_exact = vec![0; bars];
        sums(&self.bars, &mut all_exact, &exact);
        for ((bar, count), exact) in timeline.all_bars_mut().zip(all).zip(all_exact) {
            (bar.count, bar.exact) = (count, exact);
        }
        timeline.undated = number(undated);
        timeline
    }

    /// The same for any axis, and any way to ask for dates: nothing of it is ready.
    pub fn timeline_on(&self, axis: &Axis, counts: &[Counted], undated: usize, plan: &Plan) -> Timeline {
        let mut timeline = axis.empty();
        let bars: Vec<(Day, Day)> = timeline.all_bars().map(|bar| (bar.from, bar.to)).collect();
        let [all, exact] = self.spread(&bars, counts, plan);
        for ((bar, count), exact) in timeline.all_bars_mut().zip(all).zip(exact) {
            (bar.count, bar.exact) = (count, exact);
        }
        timeline.undated = number(undated);
        timeline
    }

    /// Of records counted by date: how many lie in each of some stretches of time, which are in order and
    /// do not overlap; and how many of those are exact. An exact date is certain, so both go the same way.
    pub fn spread(&self, stretches: &[(Day, Day)], counts: &[Counted], plan: &Plan) -> [Vec<u32>; 2] {
        let mut notes = [0; 2].map(|_| vec![0u32; stretches.len() + 1]);
        for (date, count) in counts {
            let bounds = self.bounds(*date as usize);
            let (start, end) = match plan.dates {
                Which::Certain if bounds.doubtful => continue,
                Which::Certain => (bounds.start.1, bounds.end.0),
                _ => (bounds.start.0, bounds.end.1),
            };
            let first = stretches.partition_point(|(_, to)| *to < start);
            let after = stretches.partition_point(|(from, _)| *from <= end);
            if first < after {
                let exact = (self.flags.get(*date as usize) & EXACT) / EXACT;
                for (notes, count) in notes.iter_mut().zip([*count, *count * exact]) {
                    notes[first] = notes[first].wrapping_add(count);
                    notes[after] = notes[after].wrapping_sub(count);
                }
            }
        }
        notes.map(|mut notes| {
            add_up(&mut notes);
            notes.truncate(stretches.len());
            notes
        })
    }
}

impl Epoch {
    /// For dates whose years are all among the values.
    pub fn of(values: &Values) -> Self {
        let years = values.len(Facet::Year);
        let (first, last) = (values.days_of_year(0).0, values.days_of_year(number(years)).0);
        Self { first: first.0, last: last.0.wrapping_sub(first.0).wrapping_add(1).unsigned_abs() }
    }

    /// A day as a number; what is before or after all dates as the first or the last.
    fn number(self, day: Day) -> u32 {
        let from_first = i64::from(day.0) - i64::from(self.first) + 1;
        match day {
            Day::MIN => 0,
            Day::MAX => self.last,
            _ => from_first.clamp(0, i64::from(self.last)) as u32,
        }
    }

    fn day(self, number: u32) -> Day {
        match number {
            0 => Day::MIN,
            _ if number >= self.last => Day::MAX,
            _ => Day(self.first.wrapping_add_unsigned(number - 1)),
        }
    }
}

impl Growing {
    /// See [`Dates::reach`].
    fn reach(&self) -> [Vec<u32>; 2] {
        let [begins, .., ends] = &self.bounds;
        let mut reach = [begins.clone(), ends.clone()];
        let [begin, end] = &mut reach;
        // records of one day come in any order of their dates
        let mut days: Vec<Range<usize>> = Vec::new();
        for at in 0..begins.len() {
            match days.last_mut() {
                Some(day) if self.orders[day.start] == self.orders[at] => day.end = at + 1,
                _ => days.push(at..at + 1),
            }
        }
        let mut earliest = u32::MAX;
        for day in &days {
            earliest = begins[day.clone()].iter().fold(earliest, |earliest, other| earliest.min(*other));
            begin[day.clone()].fill(earliest);
        }
        let mut latest = 0;
        for day in days.iter().rev() {
            latest = ends[day.clone()].iter().fold(latest, |latest, other| latest.max(*other));
            end[day.clone()].fill(latest);
        }
        reach
    }

    /// See [`Dates::loose`].
    fn is_loose(&self, date: usize, [begin, end]: &[Vec<u32>; 2]) -> bool {
        let [begins, last_begins, first_ends, ends] = self.bounds.each_ref().map(|column| column[date]);
        let is_sharp = begins == last_begins && first_ends == ends && self.flags[date] & DOUBTFUL == 0;
        !is_sharp || begin[date] != begins || end[date] != ends
    }

    /// See [`Dates::runs`].
    fn runs(&self, of: &[u32], years: usize) -> Lists {
        let mut runs: Vec<Vec<u32>> = vec![Vec::new(); years];
        // a date that spans centuries is in each year of them
        let mut left = MOST_RUNS * (years + 1);
        for (record, date) in (0..).zip(of) {
            let [first, end] = self.years.each_ref().map(|column| column[*date as usize] as usize);
            for run in runs.get_mut(first..end).unwrap_or_default() {
                match run.last_mut() {
                    Some(after) if *after == record => *after = record + 1,
                    _ if left == 0 => return Lists::default(),
                    _ => {
                        left -= 1;
                        run.extend([record, record + 1]);
                    }
                }
            }
        }
        let mut starts = vec![0];
        for run in &runs {
            starts.push(starts.last().copied().unwrap_or(0) + number(run.len()));
        }
        Lists::of(&starts, &runs.concat())
    }

    fn add(&mut self, date: &PartialDate, values: &Values, bars: &[(Day, Day)]) {
        let bounds = date.bounds();
        let days = [bounds.start.0, bounds.start.1, bounds.end.0, bounds.end.1];
        let epoch = self.epoch;
        self.bounds.iter_mut().zip(days).for_each(|(column, day)| column.push(epoch.number(day)));
        self.orders.push(date.order());
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

/// For each number the sum of the weights of the runs that hold it, each run given by its first number and
/// the one after its last: it is noted where it begins and where it ends, and the notes are added up.
fn sums([first, end]: &[Column; 2], sums: &mut [u32], weights: &[Counted]) {
    [first, end].into_iter().for_each(Column::want_all);
    let (firsts, ends) = (first.reader(), end.reader());
    for (at, weight) in weights {
        note(sums, firsts.get(*at as usize), ends.get(*at as usize), *weight);
    }
    add_up(sums);
}

#[inline(always)]
fn note(notes: &mut [u32], first: u32, end: u32, weight: u32) {
    let (first, end) = (first as usize, end as usize);
    if first < end && end <= notes.len() {
        // a later note brings the sum back above zero before anybody reads it
        notes[first] = notes[first].wrapping_add(weight);
        if end < notes.len() {
            notes[end] = notes[end].wrapping_sub(weight);
        }
    }
}

fn add_up(notes: &mut [u32]) {
    let mut sum = 0u32;
    for note in notes {
        sum = sum.wrapping_add(*note);
        *note = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::values::Days;
    use proptest::prelude::*;

    /// The dates of some records in order, as an engine has them.
    fn dates(mut of: Vec<PartialDate>) -> (Vec<PartialDate>, Values, Dates) {
        of.sort_by_key(|date| std::cmp::Reverse(date.order()));
        let mut named = Days::default();
        of.iter().for_each(|date| named.add_bounds(&date.bounds()));
        let mut values = Values::default();
        if let Some((first, last)) = named.years() {
            let ids: Vec<String> = (first..=last).map(|year| format!("{year:04}")).collect();
            (values.first_year, values.ids[Facet::Year]) = (first, ids.iter().map(|id| &**id).collect());
        }
        let axis = named.years().map_or_else(Axis::default, |(first, last)| Axis::spanning(first, last));
        let dates = Dates::new(of.iter(), &values, &axis);
        (of, values, dates)
    }

    fn some_date() -> impl Strategy<Value = PartialDate> {
        let day = (2015..2022, 1..13, 1..29).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
        const OTHERS: [&str; 8] =
            ["2017", "2018-03", "2016/2019", "2019~", "2020-12-30/2021-01-02", "../2018", "2019/..", "1900/2020"];
        let date = prop_oneof![8 => day, 1 => proptest::sample::select(&OTHERS[..]).prop_map(str::to_owned)];
        date.prop_map(|text| PartialDate::parse(&text).expect("it is a date"))
    }

    proptest! {
        #[test]
        fn years_are_the_same_by_runs_by_records_and_by_dates(of in proptest::collection::vec((some_date(), any::<bool>()), 0..60)) {
            let (_, values, dates) = dates(of.iter().map(|(date, _)| *date).collect());
            let records: Vec<u32> = (0..).zip(&of).filter(|(_, (_, among))| *among).map(|(at, _)| at).collect();
            let years = values.len(Facet::Year);
            let [mut by_run, mut by_record, mut by_date] = [(); 3].map(|()| vec![0; years]);
            dates.by_record(&records, &mut by_record);
            sums(&dates.years, &mut by_date, &dates.count(Some(&records)));
            prop_assert_eq!(&by_record, &by_date);
            // they were too many, or there is no year
            if dates.runs.len() == years {
                dates.by_run(&records, &mut by_run);
                prop_assert_eq!(by_run, by_record);
            }
        }

        #[test]
        fn what_is_not_loose_need_not_be_looked_at(of in proptest::collection::vec(some_date(), 1..40), days in (0i32..3000, 0i32..400)) {
            let (of, _, dates) = dates(of);
            let from = Day(Day::of(2014, 6, 1).0 + days.0);
            let period = (from, Day(from.0 + days.1));
            let window = dates.window(period);
            let among = dates.loose.iter().any(|loose| window.contains(&loose));
            prop_assert_eq!(dates.has_loose(&window), among);
            for (at, date) in (0..).zip(&of) {
                let (bounds, is_loose) = (date.bounds(), dates.loose.iter().any(|loose| loose == at));
                prop_assert!(!bounds.may(period.0, period.1) || window.contains(&at));
                if window.contains(&at) && !is_loose {
                    prop_assert!(bounds.may(period.0, period.1) && bounds.certainly(period.0, period.1));
                }
            }
        }
    }

    #[test]
    fn days_have_one_run_a_year_and_centuries_without_end_none_worth_it() {
        let parse = |text: &str| PartialDate::parse(text).expect("it is a date");
        let (_, _, plain) = dates(["2019-05-01", "2021-01-01", "2019-05-02"].map(parse).to_vec());
        assert_eq!(plain.runs.items.iter().collect::<Vec<_>>(), [1, 3, 0, 1]);
        assert_eq!(plain.loose.len(), 0);
        let often = (0..400).map(|at| parse(if at % 2 == 0 { "0100/2020" } else { "0100-01-01" }));
        let (_, values, long) = dates(often.collect());
        assert_eq!((values.len(Facet::Year), long.runs.len()), (1921, 0));
    }
}
