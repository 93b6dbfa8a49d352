//! The words of the readable page, which `whomet site` writes: here only to be looked for in each file while it
//! compiles.

use whomet::export::Readable;

/// How many entries there are.
pub const COUNT: usize = Readable::COUNT;

/// Of each entry its name, and which it is.
pub const KEYS: [(&str, &str); COUNT] = {
    let mut keys = [("readable", ""); COUNT];
    let mut at = 0;
    while at < COUNT {
        keys[at].1 = Readable::key(at);
        at += 1;
    }
    keys
};

/// English, for the checks.
pub const ENGLISH: [&str; COUNT] = {
    let mut texts = [""; COUNT];
    let mut at = 0;
    while at < COUNT {
        texts[at] = Readable::english(at);
        at += 1;
    }
    texts
};
