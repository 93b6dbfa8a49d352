//! The native tests, one binary.

mod engine_laws;
mod generate;
mod links;
mod reader;
mod stories;
mod tidy;
