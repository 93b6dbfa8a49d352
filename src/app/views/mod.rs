//! What the visitor sees. Each view reads the state and returns elements; what an `if` decides on
//! data lies in the library, where it is tested.

mod cards;
mod chips;
mod data;
mod entity;
mod evidence;
mod explore;
mod facets;
mod fact;
mod meeting;
mod pair;
mod parts;
mod results;
mod shell;
mod states;
mod suggest;
mod timeline;

pub use shell::root;
