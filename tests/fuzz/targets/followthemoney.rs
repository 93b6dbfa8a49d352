//! Any bytes through `whomet import followthemoney`.
#![no_main]

include!("command.in");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(why) = import::fuzz::try_importer("followthemoney", bytes) {
        panic!("{why}");
    }
});
