//! When: an axis that fits the dataset, and how many records each of its bars holds.
//!
//! The axis covers the years of the meetings (of all records if there is no meeting), because facts
//! reach back to foundings long ago; what lies outside is counted in one bar before and one after. It
//! is cut into months if that gives at most [`MAX_BARS`] bars, else into years, decades or centuries. An
//! axis that is zoomed covers what it is asked for, and may also be cut into days.

use super::Plan;
use crate::model::{Bounds, Dataset, Day, Record};
use crate::query::Zoom;

/// How many bars an axis may have before it is cut more coarsely.
const MAX_BARS: i32 = 96;

/// Into what an axis is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Scale {
    Day,
    Month,
    #[default]
    Year,
    Decade,
    Century,
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
    /// How many records may lie in it, or must if only certain dates count. One that spans several bars
    /// is in each of them.
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
        let scale = scale_of_years(last - first + 1);
        Self { scale, bars: cut(scale, (first, 1), (last, 12)) }
    }

    /// The axis that shows a stretch of time: cut into days if that gives few enough bars, else as above.
    /// Its bars are whole: it may begin before and end after what is asked for.
    #[must_use]
    pub fn zoomed(zoom: Zoom) -> Self {
        let (from, to) = zoom.days();
        let ((first, month, _), (last, last_month, _)) = (from.civil(), to.civil());
        if to.0 - from.0 < MAX_BARS {
            let bars = (from.0..=to.0).map(|day| (Day(day), Day(day))).collect();
            return Self { scale: Scale::Day, bars };
        }
        let months = (last - first) * 12 + i32::from(last_month) - i32::from(month) + 1;
        let scale = if months <= MAX_BARS { Scale::Month } else { scale_of_years(last - first + 1) };
        Self { scale, bars: cut(scale, (first, month), (last, last_month)) }
    }

    /// An axis of so many years, month by month.
    pub(super) fn months(first: i32, last: i32) -> Self {
        Self { scale: Scale::Month, bars: cut(Scale::Month, (first, 1), (last, 12)) }
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
    pub(super) fn count(&mut self, date: Option<(&Bounds, bool)>, plan: &Plan) {
        let Some((bounds, exact)) = date else {
            self.undated += 1;
            return;
        };
        for bar in self.all_bars_mut() {
            if plan.touches(bounds, (bar.from, bar.to)) && bar.from <= bar.to {
                bar.count += 1;
                bar.exact += u32::from(exact);
            }
        }
    }
}

fn scale_of_years(years: i32) -> Scale {
    match years {
        _ if years * 12 <= MAX_BARS => Scale::Month,
        _ if years <= MAX_BARS => Scale::Year,
        _ if years <= MAX_BARS * 10 => Scale::Decade,
        _ => Scale::Century,
    }
}

/// The bars from the one that a month lies in to the one that another lies in; there are no axes of days here.
fn cut(scale: Scale, (first, month): (i32, u8), (last, last_month): (i32, u8)) -> Vec<(Day, Day)> {
    // months counted from the year 0
    let count = |year: i32, month: u8| year * 12 + i32::from(month) - 1;
    let size = match scale {
        Scale::Day | Scale::Month => 1,
        Scale::Year => 12,
        Scale::Decade => 120,
        Scale::Century => 1_200,
    };
    let day = |months: i32| Day::of(months.div_euclid(12), months.rem_euclid(12) as u8 + 1, 1);
    let bar = |at: i32| (day(at * size), Day(day((at + 1) * size).0 - 1));
    (count(first, month).div_euclid(size)..=count(last, last_month).div_euclid(size)).map(bar).collect()
}
