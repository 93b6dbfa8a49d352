//! The answer: which records match a query, in which order, and what else could be asked.
//!
//! [`slow`] says what search means, by scanning; [`Engine`] gives the same answers from an index and
//! is held to it by property tests. What both share is small: the [`Plan`] that a query resolves to,
//! the dictionaries ([`Values`]), the texts that are searched (`corpus`), and the axis of the timeline.
//!
//! The index, from the bottom up: `column` and `packed`, how everything is stored; `lexicon`, the terms with their
//! postings and places, and `inverter`, which makes it; `score`, what a match is worth; `phrase`; `names`,
//! `dates` and `facets`; `matches`, what the words admit; `select`, what passes the rest; `index`, the
//! engine; `build` and `wording`, which make it; `bytes`, the index as a file; `lack`, what of it is still
//! to be fetched, or read; `suggest` and `meant`, what may be meant; `network` and `matrix`, who meets whom; `calendar`,
//! what there is month by month.

mod answer;
mod around;
mod build;
mod bytes;
mod calendar;
mod clause;
mod column;
mod corpus;
mod dates;
mod excerpt;
mod facets;
mod index;
mod inverter;
mod lack;
mod lexicon;
mod mark;
mod matches;
mod matrix;
mod meant;
mod names;
mod network;
mod packed;
mod phrase;
mod plan;
mod score;
mod select;
pub mod slow;
mod strings;
mod suggest;
mod timeline;
mod values;
mod wording;

pub use crate::text::How;
pub use answer::{Answer, ValueCount, ValueCounts, Want, WantValues};
pub use around::{Claim, Together};
pub use build::Builder;
pub(crate) use build::place_key;
pub use bytes::OpenError;
pub use calendar::{Calendar, Covered, Held, covered};
pub use clause::Clause;
pub use corpus::Shelves;
pub use excerpt::{Excerpt, Found};
pub use index::Engine;
pub(crate) use lack::Cuts;
pub use mark::Marker;
pub use matrix::Matrix;
pub use network::{Joint, Met, Network};
pub use plan::Plan;
pub use suggest::Suggestion;
pub use timeline::{Axis, Bar, Scale, Timeline};
pub use values::Values;
pub use wording::{Wording, Words};
