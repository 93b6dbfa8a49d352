//! The answer: which records match a query, in which order, and what else could be asked.
//!
//! [`slow`] says what search means, by scanning; [`Engine`] gives the same answers from an index and
//! is held to it by property tests. What both share is small: the [`Plan`] that a query resolves to,
//! the dictionaries ([`Values`]), the texts that are searched (`corpus`), and the axis of the timeline.
//!
//! The index, from the bottom up: `flat` lists and `bits`; a `lexicon` of terms, and `find`, which
//! looks clauses up in it; `dates` and `facets`, the columns; `rank`, what the words admit and how well
//! it matches; `sets`, what passes all but one thing; `index`, the engine; `build`.

mod answer;
mod around;
mod bits;
mod build;
mod clause;
mod corpus;
mod dates;
mod facets;
mod find;
mod flat;
mod index;
mod lexicon;
mod mark;
mod plan;
mod rank;
mod sets;
pub mod slow;
mod timeline;
mod values;

pub use answer::{Answer, ValueCount, ValueCounts, Want, WantValues};
pub use around::{Claim, Together};
pub use build::Builder;
pub use clause::Clause;
pub use index::Engine;
pub use mark::Marker;
pub use plan::Plan;
pub use timeline::{Axis, Bar, Scale, Timeline};
pub use values::Values;
