//! Whomet's library: who met whom, when, about what, and how do we know?
//!
//! It turns the bytes of a dataset into records and problems ([`source`]), understands links
//! ([`query`]) and answers them ([`engine`]). It never reads a file, a clock or the network, and it
//! does not fail on data: what is wrong with a dataset is a value, not an error.
//!
//! In reading order:

pub mod order;

pub mod model;

pub mod text;

pub mod source;

pub mod query;

pub mod engine;
