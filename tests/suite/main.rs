//! The native tests, one binary.

mod bare;
mod engine_laws;
mod export;
mod fuzz;
mod generate;
mod hostile;
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
mod publish;
mod ranking;
mod reader;
mod scale;
mod site;
mod stories;
mod take_words;
mod tidy;
mod tool;
mod who;
