//! The native tests, one binary.

mod engine_laws;
mod export;
mod fuzz;
mod generate;
mod import;
mod index_bytes;
mod keep;
mod keep_words;
mod languages;
mod links;
mod look_alikes;
mod marks;
mod packing;
mod packs;
#[cfg(target_os = "linux")]
mod progress;
mod publish;
mod reader;
mod site;
mod stories;
mod take_words;
mod tidy;
mod tool;
mod who;
