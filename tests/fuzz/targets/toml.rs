//! Any bytes as a mapping and as a merge file.
#![no_main]

include!("command.in");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(why) = import::fuzz::try_toml(bytes) {
        panic!("{why}");
    }
});
