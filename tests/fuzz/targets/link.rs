#![no_main]
//! Any text as a link.

include!("../../suite/fuzz/trials.rs");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| link(bytes));
