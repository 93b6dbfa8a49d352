//! What a visitor does, and the query that follows: one pure function.

use super::{Choice, Facet, InterfaceLang, Moment, Open, Query, Sort, View};

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
    ReaderChoseLang(InterfaceLang),
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
}

/// The query after an act.
#[must_use]
pub fn update(query: &Query, act: Act) -> Query {
    let mut next = query.clone();
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
        Act::ReaderChosePeriod(from, to) => {
            (next.from, next.to) = match (from, to) {
                (Some(a), Some(b)) if a.days().0 > b.days().1 => (to, from),
                _ => (from, to),
            };
        }
        Act::ReaderRemoved(chip) => match chip {
            Chip::Words(_) => (next.words, next.exact) = (String::new(), false),
            Chip::Included(facet, value) => drop(remove(&mut next.chosen[facet].include, &value)),
            Chip::Excluded(facet, value) => drop(remove(&mut next.chosen[facet].exclude, &value)),
            Chip::Period(..) => (next.from, next.to) = (None, None),
        },
        Act::ReaderCleared => {
            (next.words, next.exact) = (String::new(), false);
            next.chosen = super::PerFacet::default();
            (next.from, next.to) = (None, None);
        }
        Act::ReaderSorted(sort) => next.sort = sort,
        Act::ReaderChoseExact(exact) => next.exact = exact,
        Act::ReaderOpened(open) => next.open = Some(open),
        Act::ReaderClosed => next.open = None,
        Act::ReaderChoseView(view) => next.view = view,
        Act::ReaderChoseLang(lang) => next.lang = Some(lang),
    }
    next
}

impl Query {
    /// Everything that narrows the records, in the order of links.
    #[must_use]
    pub fn chips(&self) -> Vec<Chip> {
        let words = (!self.words.trim().is_empty()).then(|| Chip::Words(self.words.clone()));
        let values = self.chosen.iter().flat_map(|(facet, choice)| {
            let included = choice.include.iter().map(move |v| Chip::Included(facet, v.clone()));
            included.chain(choice.exclude.iter().map(move |v| Chip::Excluded(facet, v.clone())))
        });
        let period = self.period().map(|_| Chip::Period(self.from, self.to));
        words.into_iter().chain(values).chain(period).collect()
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
