//! How a figure changed: the values of one claim that are numbers of one unit, as steps over time.

use crate::model::{Day, Fact};
use crate::order;
use crate::text::fold;

/// A figure over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// The values, the oldest first; at least two, not all alike.
    pub steps: Vec<Step>,
    /// The least and the greatest value.
    pub range: (f64, f64),
    /// The first and the last day that any of them names.
    pub days: (Day, Day),
}

/// A value of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Its place among the facts that were asked about.
    pub at: usize,
    /// The first and the last day to which the source may mean it.
    pub days: (Day, Day),
    /// The value.
    pub number: f64,
    /// True if nothing else is said until the next value, so that it may be taken to hold until then. False if
    /// the two are of the same time, where sources differ, and for the last.
    pub holds: bool,
}

/// The steps, if facts of one claim have at least two different numbers of one unit at different times.
#[must_use]
pub fn steps(facts: &[&Fact]) -> Option<Steps> {
    let mut found: Vec<(String, Step)> = facts.iter().enumerate().filter_map(|(at, fact)| step(at, fact)).collect();
    // the unit of which most is known; of several the one that comes first
    let count = |unit: &str| found.iter().filter(|(other, _)| other == unit).count();
    let unit = found.iter().rev().max_by_key(|(unit, _)| count(unit))?.0.clone();
    found.retain(|(other, _)| *other == unit);
    let mut steps: Vec<Step> = found.into_iter().map(|(_, step)| step).collect();
    order::by_key(&mut steps, |step| (step.days, step.at));
    let changes = steps.windows(2).any(|two| two[0].days.1 < two[1].days.0 && two[0].number != two[1].number);
    if !changes {
        return None;
    }
    for at in 1..steps.len() {
        steps[at - 1].holds = steps[at - 1].days.1 < steps[at].days.0;
    }
    let (first, end) = (steps.first()?, steps.iter().map(|step| step.days.1).max()?);
    let least = steps.iter().fold(first.number, |least, step| least.min(step.number));
    let most = steps.iter().fold(first.number, |most, step| most.max(step.number));
    Some(Steps { range: (least, most), days: (first.days.0, end), steps })
}

/// A fact as a step, with its unit: not without a number, nor without both ends of its date.
fn step(at: usize, fact: &Fact) -> Option<(String, Step)> {
    let bounds = fact.date?.bounds();
    let days = (bounds.start.0, bounds.end.1);
    let number = fact.number.filter(|number| number.is_finite())?;
    let bounded = days.0 != Day::MIN && days.1 != Day::MAX;
    let unit = fact.unit.as_ref().map(|unit| fold(unit.first())).unwrap_or_default();
    bounded.then_some((unit, Step { at, days, number, holds: false }))
}
