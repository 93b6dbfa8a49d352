//! A citation: who says it, what and how much of it, in which version, where, and seen when.

use super::{Between, Catalogue};

/// What a citation says. What is empty is left out.
pub struct Citation<'a> {
    /// Who publishes the dataset.
    pub publisher: &'a str,
    /// The record or the like that is cited, if not a selection.
    pub part: &'a str,
    /// The title of the dataset.
    pub title: &'a str,
    /// How many records of how many, in words.
    pub count: &'a str,
    /// When the dataset was last changed.
    pub version: &'a str,
    /// Its SHA-256 digest.
    pub digest: &'a str,
    /// The link.
    pub link: &'a str,
    /// The day of the visit.
    pub day: &'a str,
}

impl Catalogue {
    /// A citation as one text.
    pub fn cite_text(&self, it: &Citation<'_>) -> String {
        let words = self.later();
        let version = if it.version.is_empty() { String::new() } else { words.version_of(it.version) };
        let digest = if it.digest.is_empty() { String::new() } else { format!("SHA-256 {}", it.digest) };
        let seen = words.seen_on(it.link, it.day);
        let mut text = String::new();
        for part in [it.publisher, it.part, it.title, it.count, &version, &digest, &seen] {
            if text.is_empty() || part.is_empty() {
                text += part;
            } else if text.ends_with(['.', '?', '!', '。', '？', '！']) {
                // it is a sentence already
                text += self.between(Between::Sentences).trim_start_matches(['.', '。']);
                text += part;
            } else {
                text = self.sentences(&text, part);
            }
        }
        text
    }
}
