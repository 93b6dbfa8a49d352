//! Whomet's library: who met whom, when, about what, and how do we know?
//!
//! It turns the bytes of a dataset into records and problems ([`source`]), understands links
//! ([`query`]) and answers them ([`engine`]), also from pieces that are fetched one by one ([`pack`]);
//! it works out when two met and what several have in common ([`who`]); what it finds it writes for
//! elsewhere ([`export`]), or remembers of it enough to say later what is new ([`keep`]). It never reads
//! a file, a clock or the network, and it does not fail on data: what is wrong with a dataset is a value,
//! not an error.
//!
//! In reading order:

pub mod order;

pub mod model;

pub mod text;

pub mod source;

pub mod query;

pub mod engine;

pub mod who;

pub mod pack;

pub mod export;

pub mod keep;
