#![no_main]
//! Any bytes as an index, as the front of a pack, and as each of its pieces.

include!("../../suite/fuzz/trials.rs");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pieces(bytes));
