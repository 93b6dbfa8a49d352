//! What the reader finds wrong with data, in the visitor's language: of each rule what it is called and how
//! to mend a breach. English is in the table of the rules itself; in a file they stand last, by their codes.

use super::{Catalogue, later};
use whomet::source::Rule;

/// How many entries there are: two of each rule.
pub const COUNT: usize = 2 * Rule::ALL.len();

/// Of each entry the code of its rule, and which of the two it is.
pub const KEYS: [(&str, &str); COUNT] = {
    let mut keys = [("", ""); COUNT];
    let mut at = 0;
    while at < Rule::ALL.len() {
        keys[2 * at] = (Rule::ALL[at].code(), "title");
        keys[2 * at + 1] = (Rule::ALL[at].code(), "mend");
        at += 1;
    }
    keys
};

/// English, for the checks.
pub const ENGLISH: [&str; COUNT] = {
    let mut texts = [""; COUNT];
    let mut at = 0;
    while at < Rule::ALL.len() {
        texts[2 * at] = Rule::ALL[at].title();
        texts[2 * at + 1] = Rule::ALL[at].mend();
        at += 1;
    }
    texts
};

impl Catalogue {
    /// What the rule with this code is called, and how to mend a breach; `None` in English, which is the
    /// reader's own language, and of a code that no rule has.
    pub fn words_of_rule(&self, code: &str) -> Option<(&'static str, &'static str)> {
        let at = later::COUNT + 2 * (Rule::from_code(code)? as usize);
        let [title, mend] = self.further.get(at..)?.first_chunk()?;
        Some((title, mend))
    }
}
