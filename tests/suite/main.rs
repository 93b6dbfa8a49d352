//! The native tests, one binary.

mod engine_laws;
mod generate;
mod import;
mod index_bytes;
mod links;
mod marks;
mod reader;
mod stories;
mod tidy;
mod tool;
