//! What a visitor does, and the query that follows: one pure function.

use super::{Choice, Dates, Facet, Moment, Open, Query, Sort, View, Zoom};
use crate::model::Lang;

/// Who did what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Typed in the search box; the whole of it.
    ReaderTyped(String),
    /// Ticked or unticked a value: included if it was not chosen, else no longer.
    ReaderToggled(Facet, String),
    /// Excluded a value, or stopped excluding it.
    ReaderExcluded(Facet, String),
    /// Took a suggestion: the value is included, and the words are done with.
    ReaderTookSuggestion(Facet, String),
    /// Chose a period; `None` leaves an end open.
    ReaderChosePeriod(Option<Moment>, Option<Moment>),
    /// Chose a period on the timeline. Its bars count as if no years were chosen, so these are let go.
    ReaderBrushed(Option<Moment>, Option<Moment>),
    /// Moved an end of it, step by step; several of these are one step back.
    ReaderMovedPeriod(Option<Moment>, Option<Moment>),
    /// Chose which records count by what is known of their date.
    ReaderChoseDates(Dates),
    /// Chose what the timeline shows; `None` for all of it.
    ReaderZoomed(Option<Zoom>),
    /// Took one chip away.
    ReaderRemoved(Chip),
    /// Took all chips away.
    ReaderCleared,
    /// Chose an order.
    ReaderSorted(Sort),
    /// Wanted words as they are typed, or whatever is like them again.
    ReaderChoseExact(bool),
    /// Opened a page.
    ReaderOpened(Open),
    /// Went back to Explore.
    ReaderClosed,
    /// Chose how the results are shown.
    ReaderChoseView(View),
    /// Chose a language for the interface.
    ReaderChoseLang(Lang),
}

/// One thing that narrows the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chip {
    /// The words.
    Words(String),
    /// An included value.
    Included(Facet, String),
    /// An excluded value.
    Excluded(Facet, String),
    /// A period.
    Period(Option<Moment>, Option<Moment>),
    /// Which records count by what is known of their date, if not all that are possible.
    Dates(Dates),
}

/// The query after an act.
#[must_use]
pub fn update(query: &Query, act: Act) -> Query {
    // the digest is that of the link as it was made: what the reader goes on to is made from these data
    let mut next = Query { digest: None, ..query.clone() };
    match act {
        Act::ReaderTyped(words) => {
            words[..words.floor_char_boundary(super::link::MAX_WORDS_BYTES)].clone_into(&mut next.words);
        }
        Act::ReaderToggled(facet, value) => {
            let Choice { include, exclude } = &mut next.chosen[facet];
            let was_chosen = remove(include, &value) | remove(exclude, &value);
            if !was_chosen {
                insert(include, value);
            }
        }
        Act::ReaderTookSuggestion(facet, value) => {
            let Choice { include, exclude } = &mut next.chosen[facet];
            remove(exclude, &value);
            remove(include, &value);
            insert(include, value);
            (next.words, next.exact) = (String::new(), false);
        }
        Act::ReaderExcluded(facet, value) => {
            let Choice { include, exclude } = &mut next.chosen[facet];
            remove(include, &value);
            if !remove(exclude, &value) {
                insert(exclude, value);
            }
        }
        Act::ReaderChosePeriod(from, to) => (next.from, next.to) = in_order(from, to),
        Act::ReaderBrushed(from, to) | Act::ReaderMovedPeriod(from, to) => {
            (next.from, next.to) = in_order(from, to);
            next.chosen[Facet::Year] = Choice::default();
        }
        Act::ReaderRemoved(chip) => match chip {
            Chip::Words(_) => (next.words, next.exact) = (String::new(), false),
            Chip::Included(facet, value) => drop(remove(&mut next.chosen[facet].include, &value)),
            Chip::Excluded(facet, value) => drop(remove(&mut next.chosen[facet].exclude, &value)),
            Chip::Period(..) => (next.from, next.to) = (None, None),
            Chip::Dates(_) => next.dates = Dates::Possible,
        },
        Act::ReaderCleared => {
            (next.words, next.exact) = (String::new(), false);
            next.chosen = super::PerFacet::default();
            (next.from, next.to) = (None, None);
            (next.dates, next.zoom) = (Dates::Possible, None);
        }
        Act::ReaderChoseDates(dates) => {
            next.dates = dates;
            if dates == Dates::Missing {
                (next.from, next.to) = (None, None);
                next.chosen[Facet::Year].include = Vec::new();
            }
        }
        Act::ReaderZoomed(zoom) => next.zoom = zoom,
        Act::ReaderSorted(sort) => next.sort = sort,
        Act::ReaderChoseExact(exact) => next.exact = exact,
        Act::ReaderOpened(open) => next.open = Some(open),
        Act::ReaderClosed => next.open = None,
        Act::ReaderChoseView(view) => next.view = view,
        Act::ReaderChoseLang(lang) => next.lang = Some(lang),
    }
    // nothing without a date lies in a period, and without one no date is more certain than another
    let senseless = if next.is_timed() { Dates::Missing } else { Dates::Certain };
    if next.dates == senseless && (next.is_timed() || query.is_timed()) {
        next.dates = Dates::Possible;
    }
    next
}

impl Query {
    /// Everything that narrows the records, in the order of links.
    #[must_use]
    pub fn chips(&self) -> Vec<Chip> {
        let mut chips = Vec::new();
        if !self.words.trim().is_empty() {
            chips.push(Chip::Words(self.words.clone()));
        }
        for (facet, choice) in self.chosen.iter() {
            for (values, chip) in
                [(&choice.include, Chip::Included as fn(_, _) -> _), (&choice.exclude, Chip::Excluded)]
            {
                for value in values {
                    chips.push(chip(facet, value.clone()));
                }
            }
        }
        if self.period().is_some() {
            chips.push(Chip::Period(self.from, self.to));
        }
        if self.dates != Dates::Possible {
            chips.push(Chip::Dates(self.dates));
        }
        chips
    }
}

/// The two ends of a period, the earlier one first.
fn in_order(from: Option<Moment>, to: Option<Moment>) -> (Option<Moment>, Option<Moment>) {
    match (from, to) {
        (Some(a), Some(b)) if a.days().0 > b.days().1 => (to, from),
        _ => (from, to),
    }
}

/// Puts a value into its place in a sorted list.
fn insert(values: &mut Vec<String>, value: String) {
    if let Err(at) = values.binary_search(&value) {
        values.insert(at, value);
    }
}

/// Takes a value out; true if it was there.
fn remove(values: &mut Vec<String>, value: &str) -> bool {
    let before = values.len();
    values.retain(|v| v != value);
    values.len() < before
}
