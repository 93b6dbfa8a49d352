//! A dataset and its index as files: what a page can fetch piece by piece.
//!
//! ```text
//! dataset.json      the manifest: flat JSON that names the front piece (`manifest`)
//! pieces/NAME.bin   each piece under the first 16 bytes of its SHA-256 in hexadecimal digits; its bytes are
//!                   gzip, or as they are if that is not shorter
//! ```
//!
//! The front piece ([`Front`]) has all that a first view shows: what the dataset says of itself, the answer
//! to the query that asks nothing, the records of its page, and names. It names the directories, each of
//! which names 512 pieces; the pieces are numbered kind after kind ([`Kind`]):
//!
//! ```text
//! index       the columns of the engine, cut into blocks: of lists by word half as large as of most, of
//!             terms no larger and at most 32 kB, of the places of words, which only phrases need, twice as large
//! meetings    newest first, undated last, so many a piece, with the entities and sources they refer to
//! facts       the same, in the order of the dataset
//! entities    each table, so many a piece, with what is part of each
//! sources     so many a piece
//! ids         records by a hash of their id
//! answers     for each facet the answers to queries that choose one value of it
//! problems    what was wrong with the dataset
//! calendar    how many meetings each month holds, in one piece
//! ```
//!
//! `write` makes them, [`Stock`] reads them, `verify` checks them, [`Gathering`] turns them back into a dataset; how
//! values lie in a piece is said in `pen` and `rows`. A stock of
//! a dataset that is there as a whole answers as one of which pieces come and go.

mod answers;
mod batch;
mod blank;
mod front;
mod gather;
mod layout;
mod manifest;
mod pen;
mod rows;
mod stock;
mod table;
mod verify;
mod words;
mod write;

pub use gather::Gathering;
pub use layout::{Entry, Kind, Sizes, hash, hex};
pub use manifest::{Manifest, ManifestError};
pub use stock::{Flaw, Need, Stock};
pub use verify::{Found, Outline};
pub use write::{Input, Packed, Sink, in_order, write};
