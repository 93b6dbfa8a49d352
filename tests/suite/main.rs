//! The native tests, one binary.

mod bare;
mod engine_laws;
mod excerpts;
mod export;
mod export_calendar;
mod export_parts;
mod fuzz;
mod generate;
mod hostile;
mod import;
mod index_bytes;
mod keep;
mod languages;
mod links;
mod look_alikes;
mod marks;
mod packing;
mod packs;
#[cfg(target_os = "linux")]
mod progress;
mod publish;
mod ranking;
mod reader;
mod scale;
mod site;
mod stories;
#[cfg(target_os = "linux")]
mod terminal;
mod tidy;
mod tool;
mod who;
