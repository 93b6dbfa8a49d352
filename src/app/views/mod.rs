//! What the visitor sees. Each view reads the state and returns elements; what an `if` decides on
//! data lies in the library, where it is tested.

mod beyond;
mod brush;
mod cards;
mod chips;
mod choose;
mod compare;
mod coverage;
mod data;
mod entity;
mod evidence;
mod explore;
mod facets;
mod fact;
mod keep;
mod matrix;
mod meeting;
mod network;
mod pair;
mod parts;
mod periods;
mod quality;
mod results;
mod shell;
mod states;
mod steps;
mod suggest;
mod take;
mod timeline;
mod timetable;

pub use shell::root;
