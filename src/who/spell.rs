//! Over which time two met: the first and the last meeting, and the longest time without one, no more certain
//! than the dates are.

use crate::model::{Bounds, Day, PartialDate};
use crate::order;

/// Over which time some meetings were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spell {
    /// The earliest of them.
    pub first: Option<Outer>,
    /// The latest.
    pub last: Option<Outer>,
    /// The longest time between two of them on which none was.
    pub gap: Option<Gap>,
    /// How many have no date, and may lie anywhere.
    pub undated: usize,
}

/// The first or the last meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outer {
    /// Its place among those that were asked about.
    pub at: usize,
    /// False if the dates leave it open whether another one was earlier, or later.
    pub certain: bool,
}

/// A time without a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// From the last day of one meeting to the first day of the next: so many days later.
    pub days: u32,
    /// The last day of the one.
    pub after: Day,
    /// The first day of the other.
    pub before: Day,
    /// How far that can be relied on.
    pub hold: Hold,
}

/// How far a number of days can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// All meetings are dated to the day.
    Exact,
    /// Some are dated more coarsely: it was so long, or longer.
    AtLeast,
    /// Some dates are doubtful, or missing: it was about so long, as far as is known.
    About,
}

/// Over which time meetings with these dates were.
#[must_use]
pub fn spell(dates: &[Option<PartialDate>]) -> Spell {
    let dated: Vec<(usize, PartialDate)> =
        dates.iter().enumerate().filter_map(|(at, date)| Some((at, (*date)?))).collect();
    let bounds: Vec<Bounds> = dated.iter().map(|(_, date)| date.bounds()).collect();
    let undated = dates.len() - dated.len();
    let sure = undated == 0 && bounds.iter().all(|bounds| !bounds.doubtful);
    let outer = |latest: bool| {
        let place = |at: &usize| {
            let day = dated[*at].1.order().0;
            if latest { -i64::from(day) } else { i64::from(day) }
        };
        // of those that begin on one day, the first for the first and the last, as they stand
        let at = (0..dated.len()).min_by_key(place)?;
        let own = bounds[at].start;
        let mut others = (0..dated.len()).filter(|other| *other != at).map(|other| bounds[other].start);
        let settled = if latest { others.all(|it| own.0 >= it.1) } else { others.all(|it| own.1 <= it.0) };
        Some(Outer { at: dated[at].0, certain: sure && settled })
    };
    let exact = dated.iter().all(|(_, date)| date.is_exact());
    let hold = match (sure, exact) {
        (false, _) => Hold::About,
        (true, false) => Hold::AtLeast,
        (true, true) => Hold::Exact,
    };
    Spell { first: outer(false), last: outer(true), gap: gap(&bounds, hold), undated }
}

/// The longest stretch between two meetings that none of them can touch.
fn gap(bounds: &[Bounds], hold: Hold) -> Option<Gap> {
    let mut spans: Vec<(Day, Day)> = bounds.iter().map(|bounds| (bounds.start.0, bounds.end.1)).collect();
    order::by(&mut spans, Ord::cmp);
    let mut longest: Option<Gap> = None;
    let mut reached = spans.first()?.1;
    for (from, to) in spans {
        if from > reached {
            let days = from.0.abs_diff(reached.0);
            if days > 1 && longest.is_none_or(|gap| gap.days < days) {
                longest = Some(Gap { days, after: reached, before: from, hold });
            }
        }
        reached = reached.max(to);
    }
    longest
}
