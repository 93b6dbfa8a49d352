//! When: an axis that fits the dataset, and how many records each of its bars holds.
//!
//! The axis covers the years of the meetings (of all records if there is no meeting), because facts
//! reach back to foundings long ago; what lies outside is counted in one bar before and one after. It
//! is cut into months if that gives at most [`MAX_BARS`] bars, else into years, else into decades.

use crate::model::{Bounds, Dataset, Day, Record};

/// How many bars an axis may have before it is cut more coarsely.
const MAX_BARS: i32 = 96;

/// Into what an axis is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Scale {
    Month,
    #[default]
    Year,
    Decade,
}

/// The axis of a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Axis {
    /// Into what it is cut.
    pub scale: Scale,
    /// The first and last day of each bar.
    pub bars: Vec<(Day, Day)>,
}

/// How many records may lie in a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its first day; [`Day::MIN`] for the bar before the axis.
    pub from: Day,
    /// Its last day; [`Day::MAX`] for the bar after the axis.
    pub to: Day,
    /// How many records may lie in it. One that spans several bars is in each of them.
    pub count: u32,
    /// How many of these are known to the day.
    pub exact: u32,
}

/// The bars, filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Into what the axis is cut.
    pub scale: Scale,
    /// The bars of the axis, oldest first.
    pub bars: Vec<Bar>,
    /// What lies before the axis.
    pub before: Bar,
    /// What lies after it.
    pub after: Bar,
    /// How many records have no date.
    pub undated: u32,
}

impl Axis {
    /// The axis that fits a dataset.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let days = |meetings_only: bool| {
            let records = dataset.record_ids().map(|id| dataset.record(id));
            let records = records.filter(move |r| !meetings_only || matches!(r, Record::Meeting(_)));
            let days = records.filter_map(Record::date).map(|date| date.order());
            days.fold(None, |range, day| Some(range.map_or((day, day), |(a, b): (Day, Day)| (a.min(day), b.max(day)))))
        };
        let Some((first, last)) = days(true).or_else(|| days(false)) else {
            return Self::default();
        };
        Self::spanning(first.year(), last.year())
    }

    /// The axis from one year to another.
    #[must_use]
    pub fn spanning(first: i32, last: i32) -> Self {
        let years = last - first + 1;
        let scale = match years {
            _ if years * 12 <= MAX_BARS => Scale::Month,
            _ if years <= MAX_BARS => Scale::Year,
            _ => Scale::Decade,
        };
        Self { scale, bars: cut(scale, first, last) }
    }

    /// The first and the last year, if there is a bar.
    #[must_use]
    pub fn years(&self) -> Option<(i32, i32)> {
        Some((self.bars.first()?.0.year(), self.bars.last()?.1.year()))
    }

    /// The bars, empty, with those outside.
    #[must_use]
    pub fn empty(&self) -> Timeline {
        let bar = |(from, to)| Bar { from, to, count: 0, exact: 0 };
        let first = self.bars.first().map_or(Day::MAX, |bar| Day(bar.0.0 - 1));
        let last = self.bars.last().map_or(Day::MAX, |bar| Day(bar.1.0 + 1));
        Timeline {
            scale: self.scale,
            bars: self.bars.iter().copied().map(bar).collect(),
            before: bar((Day::MIN, first)),
            after: bar((last, Day::MAX)),
            undated: 0,
        }
    }
}

impl Timeline {
    /// Every bar with those outside the axis, oldest first.
    pub(super) fn all_bars(&self) -> impl Iterator<Item = &Bar> {
        std::iter::once(&self.before).chain(&self.bars).chain([&self.after])
    }

    /// The same, to fill.
    pub(super) fn all_bars_mut(&mut self) -> impl Iterator<Item = &mut Bar> {
        std::iter::once(&mut self.before).chain(&mut self.bars).chain([&mut self.after])
    }

    /// Counts one record, by looking at every bar.
    pub(super) fn count(&mut self, date: Option<(&Bounds, bool)>) {
        let Some((bounds, exact)) = date else {
            self.undated += 1;
            return;
        };
        for bar in self.all_bars_mut() {
            if bounds.may(bar.from, bar.to) && bar.from <= bar.to {
                bar.count += 1;
                bar.exact += u32::from(exact);
            }
        }
    }
}

fn cut(scale: Scale, first: i32, last: i32) -> Vec<(Day, Day)> {
    let month = |year, month: u8| {
        let next = if month == 12 { Day::of(year + 1, 1, 1) } else { Day::of(year, month + 1, 1) };
        (Day::of(year, month, 1), Day(next.0 - 1))
    };
    let years = |year, count| (Day::of(year, 1, 1), Day(Day::of(year + count, 1, 1).0 - 1));
    match scale {
        Scale::Month => (first..=last).flat_map(|y| (1..=12).map(move |m| month(y, m))).collect(),
        Scale::Year => (first..=last).map(|y| years(y, 1)).collect(),
        Scale::Decade => (first.div_euclid(10)..=last.div_euclid(10)).map(|d| years(d * 10, 10)).collect(),
    }
}
