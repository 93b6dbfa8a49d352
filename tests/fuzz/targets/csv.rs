#![no_main]
//! Any bytes through `whomet import csv`.

include!("command.rs");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(why) = import::fuzz::try_importer("csv", bytes) {
        panic!("{why}");
    }
});
