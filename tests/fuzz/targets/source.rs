//! Any bytes read as a dataset, indexed and asked.
#![no_main]

#[path = "../../suite/fuzz/trials.rs"]
mod trials;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| trials::source(bytes));
