//! The answer: which records match a query, in which order, and what else could be asked.
//!
//! [`slow`] says what search means, by scanning; [`Engine`] gives the same answers from an index and
//! is held to it by property tests. What both share is small: the [`Plan`] that a query resolves to,
//! the texts that are searched ([`corpus`]), and the axis of the timeline.

mod answer;
mod clause;
mod corpus;
mod mark;
mod plan;
pub mod slow;
mod timeline;
mod values;

pub use answer::{Answer, ValueCount, ValueCounts, Want, WantValues};
pub use clause::Clause;
pub use mark::Marker;
pub use plan::Plan;
pub use timeline::{Axis, Bar, Scale, Timeline};
pub use values::Values;
