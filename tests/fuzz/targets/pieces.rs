//! Any bytes as an index, as the front of a pack, and as each of its pieces.
#![no_main]

#[path = "../../suite/fuzz/trials.rs"]
mod trials;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| trials::pieces(bytes));
