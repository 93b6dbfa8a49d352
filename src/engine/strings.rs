//! Texts as two columns: where each ends, and all of them one after the other.

use std::ops::Range;

use super::column::{Column, between, number, partition_point};

/// Texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Strings {
    /// Where each ends.
    pub(super) ends: Column,
    pub(super) text: Column,
}

impl Strings {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// One of them, as bytes; empty if there is no such text.
    #[inline]
    pub fn bytes(&self, at: usize) -> &[u8] {
        self.text.slice(self.span(at))
    }

    #[inline]
    fn span(&self, at: usize) -> Range<usize> {
        between(&self.ends, at.checked_sub(1), &self.ends, at)
    }

    /// True if these are there; else they are noted as wanted.
    pub fn want(&self, wanted: Range<usize>) -> bool {
        if self.ends.lack.is_none() && self.text.lack.is_none() || wanted.is_empty() {
            return true;
        }
        let [first, last] = [wanted.start.saturating_sub(1), wanted.end - 1];
        self.ends.want(first..wanted.end);
        if !self.ends.has(first..wanted.end) {
            return false;
        }
        let text = between(&self.ends, wanted.start.checked_sub(1), &self.ends, last);
        self.text.want(text.clone());
        self.text.has(text)
    }

    /// One of them; empty if there is no such text.
    pub fn get(&self, at: usize) -> &str {
        std::str::from_utf8(self.bytes(at)).unwrap_or_default()
    }

    /// The first for which `before` is false, if those for which it is true come first.
    pub fn partition_point(&self, before: impl Fn(&[u8]) -> bool) -> usize {
        partition_point(self.len(), |at| before(self.bytes(at)))
    }

    /// The same where it is known to lie in a range, all of which is wanted; `None` if that is not there.
    pub fn partition_point_in(&self, range: Range<usize>, before: impl Fn(&[u8]) -> bool) -> Option<usize> {
        let len = range.len();
        self.want(range.clone()).then(|| range.start + partition_point(len, |at| before(self.bytes(range.start + at))))
    }
}

impl<'a> FromIterator<&'a str> for Strings {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut text = Vec::new();
        let mut ends = Vec::new();
        for piece in texts {
            text.extend_from_slice(piece.as_bytes());
            ends.push(number(text.len()));
        }
        Self { ends: Column::of(&ends), text: Column::of_bytes(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_texts_are_found_by_halving() {
        let texts: Strings = ["a", "ab", "b"].into_iter().collect();
        assert_eq!((texts.len(), texts.get(1), texts.get(3)), (3, "ab", ""));
        let place = |key: &str| texts.partition_point(|text| text < key.as_bytes());
        assert_eq!(["", "a", "aa", "b", "c"].map(place), [0, 0, 1, 2, 3]);
        assert_eq!(Strings::default().partition_point(|_| true), 0);
    }
}
