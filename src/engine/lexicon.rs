//! Terms, and where each stands: an inverted index in columns.
//!
//! Texts are gathered under numbers: first the names of what records are filed under, then the records.
//! A term has postings: for each number in which it stands, the distance from the one before and the
//! impact, as one packed number. Apart from them are its places, needed for phrases alone: for each
//! posting the spots of the term, each a place in the texts of the number with its field. The places
//! of a number's texts run on, with one left out between two texts, so that words whose places follow
//! each other stand next to each other in one text, and have the same field.

use std::ops::Range;

use super::column::{Column, between, partition_point};
use super::corpus::Field;
use super::packed::Packed;
use super::strings::Strings;
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
    /// The postings of each term, and behind them what it names, if that is kept.
    pub(super) postings: Column,
    /// For each term where its places end.
    pub(super) place_ends: Column,
    pub(super) places: Column,
    /// For each term where the records end that are filed under what it names. Only where an index is fetched in
    /// blocks: what a beginning names would be many lists, which lie far apart.
    pub(super) named_ends: Column,
    /// The terms that have a stem, in the order of their stems.
    pub(super) by_stem: Column,
    /// For each script the terms that have a sound, in the order of their sounds.
    pub(super) by_sound: [Column; 2],
    /// Some of the terms, where an index is fetched in blocks.
    pub(super) sample: Sample,
}

/// Some terms, so that it is known where to look for others before anything is fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sample {
    /// How far they are apart; 0 if there is no sample.
    pub(super) step: usize,
    pub(super) terms: Strings,
    /// The first of the terms that have a stem.
    pub(super) stems: u32,
}

/// How many terms are in a sample, at most.
const SAMPLED: usize = 256;
/// A list of terms by sound that has no more is fetched with them term by term; of a longer one all terms are.
const FEW_SOUNDS: usize = 256;

impl Sample {
    /// Between which terms the first lies for which `before` is false.
    fn range(&self, len: usize, before: impl Fn(&[u8]) -> bool) -> Range<usize> {
        let sampled = self.terms.partition_point(before);
        let start = sampled.checked_sub(1).map_or(0, |last| last.saturating_mul(self.step).saturating_add(1));
        let end = if sampled < self.terms.len() { sampled.saturating_mul(self.step) } else { len };
        start.min(len)..end.min(len)
    }
}

impl Lexicon {
    /// The term, as a range that holds it or is empty.
    pub fn exactly(&self, term: &str) -> Range<usize> {
        let Some(start) = self.place(|other| other < term.as_bytes()) else { return 0..0 };
        let found = self.terms.bytes(start) == term.as_bytes() && start < self.terms.len();
        start..start + usize::from(found)
    }

    /// The first term for which `before` is false; `None` if what tells is not there.
    fn place(&self, before: impl Fn(&[u8]) -> bool) -> Option<usize> {
        if self.sample.step == 0 {
            return Some(self.terms.partition_point(before));
        }
        let range = self.range(&before);
        // who looks for a term wants these next
        for ends in [&self.posting_ends, &self.named_ends] {
            ends.want(range.start.saturating_sub(1)..range.end);
        }
        self.terms.partition_point_in(range, before)
    }

    /// Where the first term lies for which `before` is false, as far as the sample tells.
    fn range(&self, before: impl Fn(&[u8]) -> bool) -> Range<usize> {
        self.sample.range(self.terms.len(), before)
    }

    /// Takes the sample.
    pub(super) fn keep_sample(&mut self) {
        let step = self.terms.len().div_ceil(SAMPLED).max(1);
        let terms = (0..self.terms.len()).step_by(step).map(|term| self.terms.get(term)).collect();
        self.sample = Sample { step, terms, stems: self.by_stem.get(0) };
    }

    /// The terms that begin like this.
    pub fn beginning(&self, prefix: &str) -> Range<usize> {
        let prefix = prefix.as_bytes();
        let start = self.place(|other| other < prefix);
        let end = self.place(|other| other < prefix || other.starts_with(prefix));
        start.zip(end).map_or(0..0, |(start, end)| start..end)
    }

    /// All terms that are words, not pairs.
    pub fn words(&self) -> Range<usize> {
        self.beginning(&PAIR.to_string()).end..self.terms.len()
    }

    /// About where a word stands among all words, or would stand; `None` if what tells is not there.
    pub fn place_of_word(&self, word: &str) -> Option<usize> {
        // the first words are numbers, which have no stem
        let first = if self.sample.step == 0 { self.by_stem.get(0) } else { self.sample.stems };
        let before = |other: &[u8]| other < word.as_bytes();
        let among_words = |place: usize| place.saturating_sub(first as usize);
        let place = self.place(before).map(among_words);
        if place.is_none() {
            let near = among_words(self.range(before).start);
            self.by_stem.want(near..near.saturating_add(self.sample.step));
        }
        place
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
        self.want_sounding(terms);
        self.ordered(terms, wanted, terms.len() / 2, of, alike)
    }

    /// Notes what it takes to look for terms by their sound, if it is not there: neighbours in that order are none
    /// in the alphabet, and to fetch one after the other takes long.
    fn want_sounding(&self, terms: &Column) {
        if self.sample.step == 0 || terms.len() == 0 {
            return;
        }
        terms.want_all();
        if terms.len() > FEW_SOUNDS {
            self.terms.want(0..self.terms.len());
        } else if terms.has(0..terms.len()) {
            for term in terms.iter() {
                self.terms.want(term as usize..(term as usize).saturating_add(1));
            }
        }
    }

    /// Of terms in the order of what they have, those for which it is like what is wanted. What a term has is
    /// found anew each time it is asked for, so the search begins near where they may be, and goes away from
    /// there in ever larger steps. It ends where something is not there.
    fn ordered(
        &self,
        terms: &Column,
        wanted: &str,
        near: usize,
        of: impl Fn(usize) -> String,
        alike: impl Fn(&str, &str) -> bool,
    ) -> impl Iterator<Item = usize> {
        let at = |place: usize| terms.get(place) as usize;
        let lacks = std::cell::Cell::new(false);
        let is_before = |place: usize| {
            // read first, so that it is noted
            let term = at(place);
            let there = terms.has(place..place + 1) && self.terms.want(term..term.saturating_add(1));
            lacks.set(lacks.get() || !there);
            there && of(term).as_str() < wanted
        };
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
        let end = if lacks.get() { first } else { terms.len() };
        (first..end).map(at).take_while(move |term| alike(&of(*term), wanted))
    }

    /// The numbers in which a term stands, in order, each with its impact.
    #[inline]
    pub fn postings(&self, term: usize) -> Postings<'_> {
        Postings { packed: packed(&self.postings, self.span_of_postings(term)), next: 0 }
    }

    /// The postings of a term as they are kept.
    pub(super) fn packed_postings(&self, term: usize) -> &[u8] {
        self.postings.slice(self.span_of_postings(term))
    }

    /// Where all that is kept of each term ends.
    fn ends(&self) -> &Column {
        if self.keeps_named() { &self.named_ends } else { &self.posting_ends }
    }

    fn span_of_postings(&self, term: usize) -> Range<usize> {
        between(self.ends(), term.checked_sub(1), &self.posting_ends, term)
    }

    fn keeps_named(&self) -> bool {
        self.named_ends.len() > 0
    }

    /// Raises the codes of the records filed under what a term names to a code, if these records are kept. Says how
    /// many were 0.
    pub fn raise_named(&self, term: usize, code: u8, codes: &mut [u8]) -> Option<usize> {
        let span = || between(&self.posting_ends, Some(term), &self.named_ends, term);
        let mut records = self.keeps_named().then(|| packed(&self.postings, span()))?;
        let (mut next, mut new) = (0u32, 0);
        while let Some(step) = records.read() {
            let record = next.wrapping_add(step);
            next = record.wrapping_add(1);
            if let Some(known) = codes.get_mut(record as usize) {
                new += usize::from(*known == 0);
                *known = code.max(*known);
            }
        }
        Some(new)
    }

    /// Where a term stands: each number with a spot, in order.
    pub fn spots(&self, term: usize) -> Spots<'_> {
        let postings = self.postings(term);
        let places = between(&self.place_ends, term.checked_sub(1), &self.place_ends, term);
        Spots { postings, packed: packed(&self.places, places), number: 0, spot: 0 }
    }

    /// How many bytes the postings of a term take: about how frequent it is.
    pub fn size(&self, term: usize) -> usize {
        self.span_of_postings(term).len()
    }

    /// How many bytes all that is kept of neighbouring terms takes.
    pub fn size_of_all(&self, terms: &Range<usize>) -> usize {
        let Some(last) = terms.end.checked_sub(1) else { return 0 };
        between(self.ends(), terms.start.checked_sub(1), self.ends(), last).len()
    }
}

fn packed(bytes: &Column, span: Range<usize>) -> Packed<'_> {
    bytes.want(span.clone());
    Packed::new(bytes.bytes.get(span).unwrap_or_default())
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

impl Postings<'_> {
    /// The next number, if it is before an end.
    pub fn next_before(&mut self, end: u32) -> Option<u32> {
        let mut after = self.clone();
        let (number, _) = after.next().filter(|(number, _)| *number < end)?;
        *self = after;
        Some(number)
    }

    /// The same, counted from a number.
    pub fn from(self, first: u32) -> Self {
        Self { next: self.next.wrapping_sub(first), ..self }
    }

    /// Raises the codes of all numbers to what their impact has for a code. Says how many were 0.
    // a function of its own, so that what it reads is not in memory but in registers
    #[inline(never)]
    pub fn raise(self, by_impact: &[u8; 16], codes: &mut [u8]) -> usize {
        let Self { mut packed, mut next } = self;
        let mut new = 0;
        while let Some(posting) = packed.read() {
            new += raise(posting, &mut next, by_impact, codes);
        }
        new
    }

    /// The same for the numbers of two terms, by turns, until one is at its end. Gives what is left of the other.
    #[inline(never)]
    pub fn raise_both(self, other: Self, by_impact: &[u8; 16], codes: &mut [u8]) -> (Self, usize) {
        let (mut one, mut next) = (self.packed, self.next);
        let (mut two, mut after) = (other.packed, other.next);
        let mut new = 0;
        let is_first = loop {
            let Some(posting) = one.read_evenly() else { break true };
            new += raise(posting, &mut next, by_impact, codes);
            let Some(posting) = two.read_evenly() else { break false };
            new += raise(posting, &mut after, by_impact, codes);
        };
        let [one, two] = [Self { packed: one, next }, Self { packed: two, next: after }];
        let (ended, left) = if is_first { (one, two) } else { (two, one) };
        (left, new + ended.raise(by_impact, codes))
    }
}

/// Raises the code of the number of a posting. 1 if it was 0.
#[inline(always)]
fn raise(posting: u32, next: &mut u32, by_impact: &[u8; 16], codes: &mut [u8]) -> usize {
    let at = next.wrapping_add(posting >> 4);
    *next = at.wrapping_add(1);
    let Some(known) = codes.get_mut(at as usize) else { return 0 };
    let new = usize::from(*known == 0);
    *known = by_impact[posting as usize & 15].max(*known);
    new
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
    use std::collections::BTreeMap;

    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;

    use super::super::packed::write;
    use super::*;

    proptest! {
        #[test]
        fn terms_that_are_read_at_once_raise_what_each_of_them_does(
            terms in vec(btree_map(0u32..3_000, 1u32..16, 0..300), 1..5), from in 0u32..20,
        ) {
            let by_impact = std::array::from_fn(|impact| impact as u8);
            let pack = |term: &BTreeMap<u32, u32>| {
                let (mut bytes, mut next) = (Vec::new(), 0);
                for (number, impact) in term {
                    write((number - next) << 4 | impact, &mut bytes);
                    next = number + 1;
                }
                bytes
            };
            let packed: Vec<Vec<u8>> = terms.iter().map(pack).collect();
            let mut postings = packed.iter().map(|bytes| Postings { packed: Packed::new(bytes), next: 0 }.from(from));
            // the last number is beyond the last code
            let (mut codes, mut new) = (vec![0u8; 2_999], 0);
            let mut left = postings.next().unwrap();
            for other in postings {
                let (rest, found) = left.raise_both(other, &by_impact, &mut codes);
                (left, new) = (rest, new + found);
            }
            new += left.raise(&by_impact, &mut codes);
            let mut expected = vec![0u8; codes.len()];
            for (number, impact) in terms.iter().flatten() {
                if let Some(code) = number.checked_sub(from).and_then(|at| expected.get_mut(at as usize)) {
                    *code = (*code).max(*impact as u8);
                }
            }
            prop_assert_eq!(new, expected.iter().filter(|code| **code > 0).count());
            prop_assert_eq!(codes, expected);
        }
    }

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
