//! What the engine is asked for beside the query, and what it says.

use super::Timeline;
use crate::model::RecordId;
use crate::query::{Facet, PerFacet};
use crate::text::How;

/// How much of the answer is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// The first record of the page, counted from 0.
    pub start: usize,
    /// How many records.
    pub len: usize,
    /// Which values of each facet.
    pub values: PerFacet<WantValues>,
    /// True if the timeline is wanted; else it comes empty.
    pub timeline: bool,
}

/// Which values of a facet are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantValues {
    /// At most so many; the chosen ones come on top of that. 0 if the facet is not wanted at all.
    pub top: usize,
    /// Only values with a name in which each of these words begins a word. If it is not blank, values
    /// without a record are named too.
    pub inside: String,
    /// True if those records are to be counted that match the whole query; else, as if this facet
    /// were left open, what each value would give.
    pub of_hits: bool,
}

impl WantValues {
    /// The most frequent values.
    #[must_use]
    pub const fn top(top: usize) -> Self {
        Self { top, inside: String::new(), of_hits: false }
    }
}

impl Default for Want {
    fn default() -> Self {
        Self { start: 0, len: 20, values: PerFacet::from_fn(|_| WantValues::top(8)), timeline: true }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How many records there are at all.
    pub total: usize,
    /// How many match. A record whose date is known in part matches a period if it may lie in it.
    pub count: usize,
    /// How many of those lie in the period and the years for certain.
    pub certain: usize,
    /// The wanted page of them, in order.
    pub page: Vec<RecordId>,
    /// For each record of the page why it matches the words: the worst reason of any of them.
    pub how: Vec<How>,
    /// For each facet how many records each value has among those that match the rest of the query.
    pub facets: PerFacet<ValueCounts>,
    /// When they are, among those that match the query without its period and years.
    pub timeline: Timeline,
    /// Values in the query that this dataset does not have. They are taken as not asked for.
    pub unknown: Vec<(Facet, String)>,
}

/// Values of one facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueCounts {
    /// The wanted ones, the most frequent first, then in the order of the dictionary.
    pub values: Vec<ValueCount>,
    /// How many values have a record, wanted or not.
    pub distinct: usize,
}

/// How many records have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueCount {
    /// The value: a position in the facet's dictionary.
    pub value: u32,
    /// How many records, each counted once.
    pub count: u32,
}
