//! What a dataset holds month by month, and what it says it covers: so that "no meetings" and "nothing
//! published" are not the same.

use super::{Axis, Engine, Plan};
use crate::model::{Bounds, Coverage, Dataset, Day, PartialDate, RecordId};
use crate::order;
use crate::query::{Dates, Query};

/// How many years a calendar may have; of more, the last.
const MOST_YEARS: i32 = 100;

/// The meetings of some years, month by month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The first year.
    pub first: i32,
    /// Twelve months a year.
    pub months: Vec<Held>,
    /// How many meetings have no date.
    pub undated: u32,
    /// True if there are years before the first that are left out.
    pub is_cut: bool,
}

/// How many meetings a month holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Those that may lie in it.
    pub possible: u32,
    /// Those that do whichever of their days it is.
    pub certain: u32,
}

/// Whether the publisher says that a stretch of time is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covered {
    /// All of it.
    Wholly,
    /// Some of it, or it is not certain how much.
    Partly,
    /// Nothing of it, while others are.
    Not,
    /// Nothing is said of any.
    Unsaid,
}

impl Calendar {
    /// An empty one for the years in which meetings begin and those that are covered.
    #[must_use]
    pub fn empty(meetings: Option<(Day, Day)>, coverage: &[Coverage]) -> Self {
        let declared = coverage.iter().flat_map(|part| [&part.from, &part.to]).flatten();
        let declared = declared.flat_map(|date| [date.bounds().start.0, date.bounds().end.1]);
        let days: Vec<Day> = meetings.into_iter().flat_map(|(first, last)| [first, last]).chain(declared).collect();
        let years = |days: &[Day]| {
            days.iter().filter(|day| **day > Day::MIN && **day < Day::MAX).map(|day| day.year()).collect()
        };
        let years: Vec<i32> = years(&days);
        let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) else { return Self::default() };
        let shown = (*first).max(last - MOST_YEARS + 1);
        let months = usize::try_from(last - shown + 1).unwrap_or(0) * 12;
        Self { first: shown, months: vec![Held::default(); months], undated: 0, is_cut: shown > *first }
    }

    /// The first and last day of each month.
    #[must_use]
    pub fn days(&self) -> Vec<(Day, Day)> {
        let years = i32::try_from(self.months.len() / 12).unwrap_or(0);
        Axis::months(self.first, self.first + years - 1).bars
    }

    /// The same from the records themselves: the specification of [`Engine::calendar`].
    #[must_use]
    pub fn slow(mut self, dataset: &Dataset) -> Self {
        let days = self.days();
        let meetings = dataset.record_ids().filter(|id| matches!(id, RecordId::Meeting(_)));
        for date in meetings.map(|id| dataset.record(id).date()) {
            let Some(bounds) = date.map(PartialDate::bounds) else {
                self.undated += 1;
                continue;
            };
            for (month, (from, to)) in self.months.iter_mut().zip(&days) {
                month.possible += u32::from(bounds.may(*from, *to));
                month.certain += u32::from(bounds.certainly(*from, *to));
            }
        }
        self
    }
}

impl Engine {
    /// Fills a calendar.
    #[must_use]
    pub fn calendar(&self, mut calendar: Calendar) -> Calendar {
        let meetings = self.meeting_records();
        let dated = self.dates.dated();
        let before = meetings.partition_point(|record| (*record as usize) < dated);
        calendar.undated = (meetings.len() - before) as u32;
        let counts = self.dates.count(Some(&meetings));
        let days = calendar.days();
        let spread = |dates| {
            let plan = Plan::new(&Query { dates, ..Query::default() }, &self.values);
            let [counts, _] = self.dates.spread(&days, &counts, &plan);
            counts
        };
        let (possible, certain) = (spread(Dates::Possible), spread(Dates::Certain));
        for (month, (possible, certain)) in calendar.months.iter_mut().zip(possible.into_iter().zip(certain)) {
            *month = Held { possible, certain };
        }
        calendar
    }
}

/// Whether a stretch of time is covered. A year that coverage begins with is covered from its first day.
#[must_use]
pub fn covered(coverage: &[Coverage], from: Day, to: Day) -> Covered {
    if coverage.is_empty() {
        return Covered::Unsaid;
    }
    let mut parts: Vec<(Day, Day, bool)> = coverage.iter().map(declared).collect();
    order::by_key(&mut parts, |(first, last, doubtful)| (*first, *last, *doubtful));
    let touched = parts.iter().any(|(first, last, _)| *first <= to && *last >= from);
    // the first day of which it is not known yet that it is covered
    let mut open = from;
    for (first, last, _) in parts.iter().filter(|(.., doubtful)| !doubtful) {
        if *first <= open && *last >= open {
            open = Day(last.0.saturating_add(1));
        }
    }
    match (open > to, touched) {
        (true, _) => Covered::Wholly,
        (false, true) => Covered::Partly,
        (false, false) => Covered::Not,
    }
}

/// The first and last day of a part, and whether they are doubtful.
fn declared(part: &Coverage) -> (Day, Day, bool) {
    let bounds = |date: &Option<PartialDate>| date.as_ref().map(PartialDate::bounds);
    let (from, to) = (bounds(&part.from), bounds(&part.to));
    let doubtful = |bounds: Option<Bounds>| bounds.is_some_and(|bounds| bounds.doubtful);
    (from.map_or(Day::MIN, |it| it.start.0), to.map_or(Day::MAX, |it| it.end.1), doubtful(from) || doubtful(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(from: &str, to: &str) -> Coverage {
        let date = |text: &str| PartialDate::parse(text).ok();
        Coverage { from: date(from), to: date(to), note: None }
    }

    fn of(parts: &[(&str, &str)], month: &str) -> Covered {
        let coverage: Vec<Coverage> = parts.iter().map(|(from, to)| part(from, to)).collect();
        let bounds = PartialDate::parse(month).unwrap().bounds();
        covered(&coverage, bounds.start.0, bounds.end.1)
    }

    #[test]
    fn a_month_is_covered_wholly_partly_or_not() {
        use Covered::{Not, Partly, Unsaid, Wholly};
        for (parts, month, expected) in [
            (&[][..], "2020-01", Unsaid),
            (&[("2018-01", "2022-12")][..], "2020-01", Wholly),
            (&[("2018", "2022")], "2018-01", Wholly),
            (&[("2018", "2022")], "2022-12", Wholly),
            (&[("2018", "2022")], "2023-01", Not),
            (&[("2018", "2022")], "2017-12", Not),
            (&[("2020-01-15", "2022")], "2020-01", Partly),
            (&[("2020", "2020-01-30")], "2020-01", Partly),
            (&[("2020-01-01", "2020-01-15"), ("2020-01-16", "2020-02")], "2020-01", Wholly),
            (&[("2020-01-16", "2020-02"), ("2020-01-01", "2020-01-15")], "2020-01", Wholly),
            (&[("2020-01-01", "2020-01-15"), ("2020-01-17", "2020-02")], "2020-01", Partly),
            (&[("2020~", "2021")], "2020-06", Partly),
            (&[("2020", "")], "9999-12", Wholly),
            (&[("", "2020")], "0000-01", Wholly),
            (&[("", "")], "2020-01", Wholly),
            (&[("2020", "2019")], "2020-01", Not),
        ] {
            assert_eq!(of(parts, month), expected, "{parts:?} {month}");
        }
    }

    #[test]
    fn the_years_are_those_of_the_meetings_and_of_the_coverage_and_at_most_a_hundred() {
        let years = |meetings: Option<(i32, i32)>, parts: &[Coverage]| {
            let calendar = Calendar::empty(meetings.map(|(a, b)| (Day::of(a, 3, 1), Day::of(b, 3, 1))), parts);
            let last = calendar.first + i32::try_from(calendar.months.len() / 12).unwrap() - 1;
            (calendar.first, last, calendar.is_cut)
        };
        assert_eq!(years(None, &[]), (0, -1, false));
        assert_eq!(years(Some((2018, 2020)), &[]), (2018, 2020, false));
        assert_eq!(years(Some((2018, 2020)), &[part("2010", "2021-02")]), (2010, 2021, false));
        assert_eq!(years(None, &[part("2010", "")]), (2010, 2010, false));
        assert_eq!(years(Some((1, 9999)), &[]), (9900, 9999, true));
        assert!(Calendar::empty(None, &[]).days().is_empty());
    }
}
