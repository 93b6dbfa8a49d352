//! Any bytes through `whomet import csv`.
#![no_main]

include!("command.in");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(why) = import::fuzz::try_importer("csv", bytes) {
        panic!("{why}");
    }
});
