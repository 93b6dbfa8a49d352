//! Any text as a link.
#![no_main]

#[path = "../../suite/fuzz/trials.rs"]
mod trials;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| trials::link(bytes));
