//! A lexicon as it grows: from the words of each number to the numbers of each word.
//!
//! Numbers come in order, so the postings of a term are written as they come. The bytes of all terms
//! grow side by side in one arena, each term's in a chain of slices, every slice twice as long as the
//! one before it; at the end they are copied into the order of the terms. (The plan of the inverted
//! index in Lucene's RAM buffer: D. Cutting and J. Pedersen, Optimizations for Dynamic Inverted Index
//! Maintenance, 1990.)

use super::column::{Column, Strings, number, write};
use super::corpus::Field;
use super::lexicon::{Lexicon, NEXT_PLACE, PAIR, field_of, spot};
use super::score::{impact, weight};
use crate::order;
use crate::text::{Script, is_unspaced, next_word, sound, stem};

/// How many terms are copied in one step at the end.
const TERMS_OF_STEP: usize = 2_000;

/// Words by number, as they come.
#[derive(Debug, Default)]
pub(super) struct Inverter {
    known: Interner,
    terms: Vec<Term>,
    arena: Arena,
    /// The number that is being read.
    number: u32,
    /// The place of its next word.
    place: u32,
    /// The terms that stand in it, each once, and how many of them are words.
    seen: Vec<u32>,
    distinct: usize,
    word: String,
    pair: String,
}

/// A term with what is written of it.
#[derive(Debug)]
struct Term {
    postings: Chain,
    places: Chain,
    /// The number after the last one that is written.
    next: u32,
    /// The last number it was seen in, counted from 1.
    last: u32,
    last_spot: u32,
    frequency: u32,
}

impl Inverter {
    /// Adds a text of the number that [`Self::close`] will end.
    pub fn add(&mut self, field: Field, text: &str) {
        let mut at = 0;
        let mut word = std::mem::take(&mut self.word);
        let mut before = None;
        while let Some((_, end)) = next_word(text, at, &mut word) {
            at = end;
            let here = spot(self.place, field);
            self.distinct += usize::from(self.see(&word, here));
            let this = word.chars().next().filter(|c| is_unspaced(*c));
            if let (Some(before), Some(this)) = (before, this) {
                let mut pair = std::mem::take(&mut self.pair);
                pair.clear();
                pair.extend([PAIR, before, this]);
                self.see(&pair, here - NEXT_PLACE);
                self.pair = pair;
            }
            before = this;
            self.place += 1;
        }
        self.word = word;
        self.place += 1;
    }

    /// Notes a term at a spot; true if it is the first time in this number.
    fn see(&mut self, word: &str, spot: u32) -> bool {
        let at = self.known.number(word);
        if at as usize == self.terms.len() {
            let [postings, places] = [(); 2].map(|()| Chain::default());
            self.terms.push(Term { postings, places, next: 0, last: 0, last_spot: 0, frequency: 0 });
        }
        let Some(term) = self.terms.get_mut(at as usize) else { return false };
        let first = term.last != self.number + 1;
        if first {
            self.seen.push(at);
            (term.last, term.last_spot, term.frequency) = (self.number + 1, 0, 0);
        }
        self.arena.write(&mut term.places, (spot - term.last_spot) << 1 | u32::from(first));
        term.last_spot = spot;
        term.frequency = term.frequency.saturating_add(weight(field_of(spot)));
        first
    }

    /// Ends a number whose texts have this length, where the average is another. The first is 0. Says
    /// how many different words it has.
    pub fn close(&mut self, len: usize, average: usize) -> usize {
        for at in &self.seen {
            if let Some(term) = self.terms.get_mut(*at as usize) {
                let posting = (self.number - term.next) << 4 | impact(term.frequency, len, average);
                self.arena.write(&mut term.postings, posting);
                term.next = self.number + 1;
            }
        }
        self.seen.clear();
        self.number += 1;
        self.place = 0;
        std::mem::take(&mut self.distinct)
    }

    /// Puts the terms in order, to be copied.
    pub fn sorted(self) -> Copier {
        let strings = self.known.finish();
        let mut order: Vec<u32> = (0..number(strings.len())).collect();
        order::by(&mut order, |a, b| strings.bytes(*a as usize).cmp(strings.bytes(*b as usize)));
        Copier { strings, terms: self.terms, arena: self.arena, order, ..Copier::default() }
    }
}

/// A lexicon as it is copied together.
#[derive(Debug, Default)]
pub(super) struct Copier {
    strings: Strings,
    terms: Vec<Term>,
    arena: Arena,
    order: Vec<u32>,
    text: Vec<u8>,
    ends: [Vec<u32>; 3],
    postings: Vec<u8>,
    places: Vec<u8>,
    stems: Vec<(String, u32)>,
    /// For each script.
    sounds: [Vec<(String, u32)>; 2],
}

impl Copier {
    /// Copies some more terms; false when all are.
    pub fn step(&mut self) -> bool {
        let done = self.ends[0].len();
        for at in self.order.iter().skip(done).take(TERMS_OF_STEP) {
            let word = self.strings.get(*at as usize);
            self.stems.extend(stem(word).map(|stem| (stem, number(self.ends[0].len()))));
            if let Some(script) = Script::of(word) {
                self.sounds[script as usize].push((sound(word), number(self.ends[0].len())));
            }
            self.text.extend_from_slice(word.as_bytes());
            if let Some(term) = self.terms.get(*at as usize) {
                self.arena.copy(&term.postings, &mut self.postings);
                self.arena.copy(&term.places, &mut self.places);
            }
            let lens = [self.text.len(), self.postings.len(), self.places.len()];
            self.ends.iter_mut().zip(lens).for_each(|(ends, len)| ends.push(number(len)));
        }
        self.ends[0].len() < self.order.len()
    }

    /// The lexicon.
    pub fn finish(mut self) -> Lexicon {
        while self.step() {}
        let [latin, cyrillic] = self.sounds;
        let [by_stem, latin, cyrillic] = [self.stems, latin, cyrillic].map(|mut forms| {
            order::by(&mut forms, Ord::cmp);
            Column::of(&forms.into_iter().map(|(_, term)| term).collect::<Vec<u32>>())
        });
        let [ends, posting_ends, place_ends] = self.ends.map(|ends| Column::of(&ends));
        Lexicon {
            terms: Strings { ends, text: Column::of_bytes(self.text) },
            posting_ends,
            postings: Column::of_bytes(self.postings),
            place_ends,
            places: Column::of_bytes(self.places),
            by_stem,
            by_sound: [latin, cyrillic],
        }
    }
}

/// Many growing runs of bytes in one.
#[derive(Debug, Default)]
struct Arena {
    bytes: Vec<u8>,
    scratch: Vec<u8>,
}

/// Where one run of an arena begins, where it goes on, and where its last slice ends. The last four
/// bytes of each slice say where the next one begins.
#[derive(Debug, Default)]
struct Chain {
    first: u32,
    at: u32,
    end: u32,
    len: u32,
}

/// The longest slice, in bytes.
const MAX_SLICE: u32 = 4_096;
const LINK: u32 = 4;

/// How long the slice is that follows so many bytes of a chain.
fn slice_after(written: u32) -> u32 {
    if written == 0 { 8 } else { written.next_power_of_two().clamp(16, MAX_SLICE) }
}

impl Arena {
    fn write(&mut self, chain: &mut Chain, n: u32) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        write(n, &mut scratch);
        for byte in &scratch {
            if chain.at + LINK >= chain.end {
                self.grow(chain);
            }
            if let Some(place) = self.bytes.get_mut(chain.at as usize) {
                *place = *byte;
            }
            chain.at += 1;
            chain.len += 1;
        }
        self.scratch = scratch;
    }

    fn grow(&mut self, chain: &mut Chain) {
        let start = number(self.bytes.len());
        let len = slice_after(chain.len);
        self.bytes.resize(self.bytes.len() + len as usize, 0);
        if chain.end == 0 {
            chain.first = start;
        } else if let Some(link) = self.bytes.get_mut((chain.end - LINK) as usize..chain.end as usize) {
            link.copy_from_slice(&start.to_le_bytes());
        }
        (chain.at, chain.end) = (start, start + len);
    }

    fn copy(&self, chain: &Chain, out: &mut Vec<u8>) {
        let (mut start, mut written) = (chain.first as usize, 0);
        while written < chain.len {
            let slice = slice_after(written);
            let len = (slice - LINK).min(chain.len - written);
            out.extend_from_slice(self.bytes.get(start..start + len as usize).unwrap_or_default());
            written += len;
            let link = start + (slice - LINK) as usize;
            let mut next = [0; 4];
            next.copy_from_slice(self.bytes.get(link..link + 4).unwrap_or(&[0; 4]));
            start = u32::from_le_bytes(next) as usize;
        }
    }
}

/// Words by number: a hash table of positions in a list of texts.
#[derive(Debug, Default)]
struct Interner {
    text: Vec<u8>,
    ends: Vec<u32>,
    hashes: Vec<u32>,
    /// Positions counted from 1, open addressing.
    table: Vec<u32>,
}

impl Interner {
    /// The number of a word; a new one if it is new.
    fn number(&mut self, word: &str) -> u32 {
        if self.ends.len() * 2 >= self.table.len() {
            self.grow();
        }
        let hash = hash(word);
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        while let Some(found) = self.table[slot].checked_sub(1) {
            if self.hashes[found as usize] == hash && self.bytes(found as usize) == word.as_bytes() {
                return found;
            }
            slot = (slot + 1) & mask;
        }
        let new = number(self.ends.len());
        self.table[slot] = new + 1;
        self.hashes.push(hash);
        self.text.extend_from_slice(word.as_bytes());
        self.ends.push(number(self.text.len()));
        new
    }

    fn bytes(&self, at: usize) -> &[u8] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.text[start..self.ends[at] as usize]
    }

    fn grow(&mut self) {
        let len = (self.table.len() * 2).max(1 << 10);
        self.table.clear();
        self.table.resize(len, 0);
        for (at, hash) in (1..).zip(&self.hashes) {
            let mut slot = *hash as usize & (len - 1);
            while self.table[slot] != 0 {
                slot = (slot + 1) & (len - 1);
            }
            self.table[slot] = at;
        }
    }

    fn finish(self) -> Strings {
        Strings { ends: Column::of(&self.ends), text: Column::of_bytes(self.text) }
    }
}

/// FNV-1a, folded once so that the low bits depend on all.
fn hash(word: &str) -> u32 {
    let hash = word.bytes().fold(0x811c_9dc5u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ hash >> 15
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_term_has_its_postings_and_its_places() {
        let mut inverter = Inverter::default();
        inverter.add(Field::Title, "b a");
        inverter.add(Field::Note, "b");
        inverter.close(10, 10);
        inverter.close(0, 10);
        inverter.add(Field::Note, "ab b");
        inverter.close(10, 10);
        let lexicon = inverter.sorted().finish();
        assert_eq!([lexicon.exactly("a"), lexicon.exactly("b"), lexicon.exactly("c")], [0..1, 2..3, 3..3]);
        assert_eq!([lexicon.beginning("a"), lexicon.beginning(""), lexicon.beginning("c")], [0..2, 0..3, 3..3]);
        let expected = [(0, impact(7, 10, 10)), (2, impact(1, 10, 10))];
        assert_eq!(lexicon.postings(2).collect::<Vec<_>>(), expected);
        let expected = [(0, spot(0, Field::Title)), (0, spot(3, Field::Note)), (2, spot(1, Field::Note))];
        assert_eq!(lexicon.spots(2).collect::<Vec<_>>(), expected);
        assert_eq!(Inverter::default().sorted().finish(), Lexicon::default());
    }

    proptest! {
        #[test]
        fn chains_come_back(runs in proptest::collection::vec((0usize..5, any::<u32>()), 0..3_000)) {
            let mut arena = Arena::default();
            let mut chains: [Chain; 5] = Default::default();
            let mut expected: [Vec<u8>; 5] = Default::default();
            for (at, n) in runs {
                arena.write(&mut chains[at], n);
                write(n, &mut expected[at]);
            }
            for (chain, expected) in chains.iter().zip(expected) {
                let mut out = Vec::new();
                arena.copy(chain, &mut out);
                prop_assert_eq!(out, expected);
            }
        }

        #[test]
        fn a_word_has_one_number(words in proptest::collection::vec("[ab]{0,9}", 0..2_000)) {
            let mut interner = Interner::default();
            let numbers: Vec<u32> = words.iter().map(|word| interner.number(word)).collect();
            let strings = interner.finish();
            for (word, number) in words.iter().zip(numbers) {
                prop_assert_eq!(strings.get(number as usize), word);
            }
            let distinct: std::collections::BTreeSet<&String> = words.iter().collect();
            prop_assert_eq!(strings.len(), distinct.len());
        }
    }
}
