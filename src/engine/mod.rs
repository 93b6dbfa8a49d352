//! The answer: which records match a query, in which order, and what else could be asked.
//!
//! [`slow`] says what search means, by scanning; [`Engine`] gives the same answers from an index and
//! is held to it by property tests. What both share is small: the [`Plan`] that a query resolves to,
//! the dictionaries ([`Values`]), the texts that are searched (`corpus`), and the axis of the timeline.
//!
//! The index, from the bottom up: `column`, how everything is stored; `lexicon`, the terms with their
//! postings and places, and `inverter`, which makes it; `score`, what a match is worth; `phrase`; `names`,
//! `dates` and `facets`; `matches`, what the words admit; `select`, what passes the rest; `index`, the
//! engine; `build`; `bytes`, the index as a file; `suggest`, what may be meant.

mod answer;
mod around;
mod build;
mod bytes;
mod clause;
mod column;
mod corpus;
mod dates;
mod facets;
mod index;
mod inverter;
mod lexicon;
mod mark;
mod matches;
mod names;
mod phrase;
mod plan;
mod score;
mod select;
pub mod slow;
mod suggest;
mod timeline;
mod values;

pub use crate::text::How;
pub use answer::{Answer, ValueCount, ValueCounts, Want, WantValues};
pub use around::{Claim, Together};
pub use build::Builder;
pub use bytes::OpenError;
pub use clause::Clause;
pub use index::Engine;
pub use mark::Marker;
pub use plan::Plan;
pub use suggest::Suggestion;
pub use timeline::{Axis, Bar, Scale, Timeline};
pub use values::Values;
