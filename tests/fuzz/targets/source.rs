#![no_main]
//! Any bytes read as a dataset, indexed and asked.

include!("../../suite/fuzz/trials.rs");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| source(bytes));
