//! Terms, and where each stands: an inverted index in columns.
//!
//! Texts are gathered under numbers: first the names of what records are filed under, then the records.
//! A term has postings: for each number in which it stands, the distance from the one before and the
//! impact, as one packed number. Apart from them are its places, needed for phrases alone: for each
//! posting the spots of the term, each a place in the texts of the number with its field. The places
//! of a number's texts run on, with one left out between two texts, so that words whose places follow
//! each other stand next to each other in one text, and have the same field.

use std::ops::Range;

use super::column::{Column, Strings, partition_point};
use super::corpus::Field;
use super::packed::Packed;
use crate::text::{Script, sound, stem};

/// How far apart the spots of neighbouring words are.
pub(super) const NEXT_PLACE: u32 = 4;

/// What a pair of characters begins with, so that no word of a query begins one.
pub(super) const PAIR: char = '\u{1}';

/// A place and a field.
pub(super) fn spot(place: u32, field: Field) -> u32 {
    place << 2 | field as u32
}

/// The field of a spot.
pub(super) fn field_of(spot: u32) -> Field {
    Field::ALL[spot as usize & 3]
}

/// Terms in order, with their postings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lexicon {
    pub(super) terms: Strings,
    /// For each term where its postings end.
    pub(super) posting_ends: Column,
    pub(super) postings: Column,
    /// For each term where its places end.
    pub(super) place_ends: Column,
    pub(super) places: Column,
    /// For each term the records that are filed under what it names, and where they end. Only where an index is
    /// fetched in blocks: what a beginning names are many lists, which lie far apart.
    pub(super) named_ends: Column,
    pub(super) named: Column,
    /// The terms that have a stem, in the order of their stems.
    pub(super) by_stem: Column,
    /// For each script the terms that have a sound, in the order of their sounds.
    pub(super) by_sound: [Column; 2],
}

impl Lexicon {
    /// The term, as a range that holds it or is empty.
    pub fn exactly(&self, term: &str) -> Range<usize> {
        let start = self.terms.partition_point(|other| other < term.as_bytes());
        let found = self.terms.bytes(start) == term.as_bytes() && start < self.terms.len();
        start..start + usize::from(found)
    }

    /// The terms that begin like this.
    pub fn beginning(&self, prefix: &str) -> Range<usize> {
        let prefix = prefix.as_bytes();
        let start = self.terms.partition_point(|other| other < prefix);
        start..self.terms.partition_point(|other| other < prefix || other.starts_with(prefix))
    }

    /// All terms that are words, not pairs.
    pub fn words(&self) -> Range<usize> {
        self.beginning(&PAIR.to_string()).end..self.terms.len()
    }

    /// About where a word stands among all words, or would stand.
    pub fn place_of_word(&self, word: &str) -> usize {
        // the first words are numbers, which have no stem
        let first = self.by_stem.get(0) as usize;
        self.terms.partition_point(|other| other < word.as_bytes()).saturating_sub(first)
    }

    /// The terms with a stem, which stand near a place among those that have one.
    pub fn with_stem(&self, wanted: &str, near: usize) -> impl Iterator<Item = usize> {
        let of = |term: usize| stem(self.terms.get(term)).unwrap_or_default();
        self.ordered(&self.by_stem, wanted, near, of, |stem, wanted| stem == wanted)
    }

    /// The terms in a script that sound like this, or begin to.
    pub fn sounding(&self, script: Script, wanted: &str, prefix: bool) -> impl Iterator<Item = usize> {
        let of = |term: usize| sound(self.terms.get(term));
        let alike = move |sound: &str, wanted: &str| if prefix { sound.starts_with(wanted) } else { sound == wanted };
        let terms = &self.by_sound[script as usize];
        self.ordered(terms, wanted, terms.len() / 2, of, alike)
    }

    /// Of terms in the order of what they have, those for which it is like what is wanted. What a term has is
    /// found anew each time it is asked for, so the search begins near where they may be, and goes away from
    /// there in ever larger steps.
    fn ordered(
        &self,
        terms: &Column,
        wanted: &str,
        near: usize,
        of: impl Fn(usize) -> String,
        alike: impl Fn(&str, &str) -> bool,
    ) -> impl Iterator<Item = usize> {
        let at = |place: usize| terms.get(place) as usize;
        let is_before = |place: usize| of(at(place)).as_str() < wanted;
        let (mut low, mut high) = (0, terms.len());
        let near = near.min(high);
        let mut step = 1;
        if near < high && is_before(near) {
            low = near + 1;
            while low + step < high && is_before(low + step) {
                low += step + 1;
                step *= 2;
            }
            high = high.min(low + step);
        } else {
            high = near;
            while high.saturating_sub(step) > low && !is_before(high - step) {
                high -= step;
                step *= 2;
            }
            low = high.saturating_sub(step);
        }
        let first = low + partition_point(high - low, |place| is_before(low + place));
        (first..terms.len()).map(at).take_while(move |term| alike(&of(*term), wanted))
    }

    /// The numbers in which a term stands, in order, each with its impact.
    #[inline]
    pub fn postings(&self, term: usize) -> Postings<'_> {
        Postings { packed: packed(&self.posting_ends, &self.postings, term), next: 0 }
    }

    /// The records filed under what a term names, in order, if they are kept.
    pub fn named(&self, term: usize) -> Option<impl Iterator<Item = u32>> {
        let mut records = (self.named_ends.len() > 0).then(|| packed(&self.named_ends, &self.named, term))?;
        let mut next = 0u32;
        Some(std::iter::from_fn(move || {
            let record = next.wrapping_add(records.read()?);
            next = record.wrapping_add(1);
            Some(record)
        }))
    }

    /// Where a term stands: each number with a spot, in order.
    pub fn spots(&self, term: usize) -> Spots<'_> {
        let postings = self.postings(term);
        Spots { postings, packed: packed(&self.place_ends, &self.places, term), number: 0, spot: 0 }
    }

    /// How many bytes the postings of neighbouring terms take: about how frequent they are.
    pub fn size(&self, terms: &Range<usize>) -> usize {
        let end = |terms: usize| terms.checked_sub(1).map_or(0, |last| self.posting_ends.get(last) as usize);
        end(terms.end).saturating_sub(end(terms.start))
    }
}

fn packed<'a>(ends: &Column, bytes: &'a Column, term: usize) -> Packed<'a> {
    let start = if term == 0 { 0 } else { ends.get(term - 1) as usize };
    let end = ends.get(term) as usize;
    bytes.want(start..end);
    Packed::new(bytes.bytes.get(start..end).unwrap_or_default())
}

/// The numbers of a term, each with its impact.
#[derive(Clone, Debug)]
pub(super) struct Postings<'a> {
    packed: Packed<'a>,
    next: u32,
}

impl Iterator for Postings<'_> {
    type Item = (u32, u32);

    #[inline(always)]
    fn next(&mut self) -> Option<(u32, u32)> {
        let posting = self.packed.read()?;
        let number = self.next.wrapping_add(posting >> 4);
        self.next = number.wrapping_add(1);
        Some((number, posting & 15))
    }
}

/// The numbers of a term with its spots.
#[derive(Clone, Debug)]
pub(super) struct Spots<'a> {
    postings: Postings<'a>,
    packed: Packed<'a>,
    number: u32,
    spot: u32,
}

impl Iterator for Spots<'_> {
    type Item = (u32, u32);

    #[inline]
    fn next(&mut self) -> Option<(u32, u32)> {
        let step = self.packed.read()?;
        if step & 1 == 1 {
            (self.number, self.spot) = (self.postings.next()?.0, 0);
        }
        self.spot = self.spot.wrapping_add(step >> 1);
        Some((self.number, self.spot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_found_wherever_the_search_begins() {
        let words =
            ["42", "city", "cite", "cities", "cited", "die", "dying", "meet", "meets", "meeting", "ox", "trade"];
        let mut words = words.to_vec();
        words.sort_unstable();
        let mut stems: Vec<(String, u32)> =
            (0..).zip(&words).filter_map(|(at, word)| Some((stem(word)?, at))).collect();
        stems.sort();
        let by_stem: Vec<u32> = stems.iter().map(|(_, at)| *at).collect();
        let terms: Strings = words.iter().copied().collect();
        let lexicon = Lexicon { terms, by_stem: Column::of(&by_stem), ..Lexicon::default() };
        for wanted in ["a", "citi", "cite", "die", "meet", "trade", "zoo"] {
            let expected: Vec<usize> =
                stems.iter().filter(|(stem, _)| stem == wanted).map(|(_, at)| *at as usize).collect();
            for near in 0..words.len() + 3 {
                assert_eq!(lexicon.with_stem(wanted, near).collect::<Vec<_>>(), expected, "{wanted} {near}");
            }
        }
        assert_eq!(Lexicon::default().with_stem("meet", 0).count(), 0);
    }
}
