//! A lexicon as it grows: from the words of each number to the numbers of each word.
//!
//! Numbers come in order, so the postings of a term are written as they come. The bytes of all terms
//! grow side by side in one arena, each term's in a chain of slices, every slice twice as long as the
//! one before it; at the end they are copied into the order of the terms. (The plan of the inverted
//! index in Lucene's RAM buffer: D. Cutting and J. Pedersen, Optimizations for Dynamic Inverted Index
//! Maintenance, 1990.)

use super::column::{Column, number};
use super::corpus::Field;
use super::lexicon::{Lexicon, NEXT_PLACE, PAIR, Sample, field_of, spot};
use super::packed::write;
use super::score::{impact, weight};
use super::strings::Strings;
use crate::order::Sorting;
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
        let mut buffer = std::mem::take(&mut self.word);
        let mut before = None;
        while let Some((word, _, end)) = next_word(text, at, &mut buffer) {
            at = end;
            let here = spot(self.place, field);
            self.distinct += usize::from(self.see(word, here));
            let this = if word.as_bytes().first().is_some_and(u8::is_ascii) { None } else { word.chars().next() };
            let this = this.filter(|c| is_unspaced(*c));
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
        self.word = buffer;
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

    /// What puts the terms in order, and copies them.
    pub fn sorted(self) -> Copier {
        let known = self.known;
        let sorting = Some(Sorting::new(known.ends.len(), &|at| known.bytes(at)));
        let (mut postings, mut places) = (0, 0);
        for term in &self.terms {
            postings += term.postings.len as usize;
            places += term.places.len as usize;
        }
        Copier {
            terms: self.terms,
            arena: self.arena,
            sorting,
            text: Vec::with_capacity(known.text.len()),
            known,
            postings: Vec::with_capacity(postings),
            places: Vec::with_capacity(places),
            ..Copier::default()
        }
    }
}

/// A lexicon as it is copied together.
#[derive(Debug, Default)]
pub(super) struct Copier {
    known: Interner,
    terms: Vec<Term>,
    arena: Arena,
    /// The terms as they are put in order, then in order.
    sorting: Option<Sorting>,
    order: Vec<u32>,
    text: Vec<u8>,
    ends: [Vec<u32>; 3],
    postings: Vec<u8>,
    places: Vec<u8>,
    /// The list of forms that is being made, each with its term, and how many terms were looked at for it.
    list: Vec<(String, u32)>,
    looked: usize,
    /// The lists of terms in the order of their forms: of the stems, then of the sounds in each script.
    forms: Vec<Column>,
}

impl Copier {
    /// Puts the terms in order, or copies some more of them; false when all are copied.
    pub fn step(&mut self) -> bool {
        if let Some(mut sorting) = self.sorting.take() {
            if sorting.step(&|at| self.known.bytes(at)) {
                self.sorting = Some(sorting);
            } else {
                self.order = sorting.finish();
            }
            return true;
        }
        let done = self.ends[0].len();
        for at in self.order.iter().skip(done).take(TERMS_OF_STEP) {
            self.text.extend_from_slice(self.known.bytes(*at as usize));
            if let Some(term) = self.terms.get(*at as usize) {
                self.arena.copy(&term.postings, &mut self.postings);
                self.arena.copy(&term.places, &mut self.places);
            }
            let lens = [self.text.len(), self.postings.len(), self.places.len()];
            self.ends.iter_mut().zip(lens).for_each(|(ends, len)| ends.push(number(len)));
        }
        let more = self.ends[0].len() < self.order.len();
        if !more {
            // the forms take room next
            (self.terms, self.arena, self.known) = Default::default();
        }
        more
    }

    /// How many of the terms are copied, in hundredths.
    pub fn share(&self) -> usize {
        self.ends[0].len() * 100 / self.order.len().max(1)
    }

    /// Makes the lists of forms, one after the other, and puts them in order; false if there is none left.
    pub fn sort_forms(&mut self) -> bool {
        let form: fn(&str) -> Option<String> = match self.forms.len() {
            0 => stem,
            1 => |word| (Script::of(word) == Some(Script::Latin)).then(|| sound(word)),
            2 => |word| (Script::of(word) == Some(Script::Cyrillic)).then(|| sound(word)),
            _ => return false,
        };
        let terms = self.looked..self.ends[0].len().min(self.looked + TERMS_OF_STEP);
        if !terms.is_empty() {
            self.looked = terms.end;
            for term in terms {
                self.list.extend(form(self.word(term)).map(|form| (form, number(term))));
            }
            return true;
        }
        let text = |at: usize| self.list[at].0.as_bytes();
        let mut sorting = self.sorting.take().unwrap_or_else(|| Sorting::new(self.list.len(), &text));
        if sorting.step(&text) {
            self.sorting = Some(sorting);
            return true;
        }
        let mut terms = sorting.finish();
        terms.iter_mut().for_each(|at| *at = self.list[*at as usize].1);
        (self.list, self.looked) = Default::default();
        self.forms.push(Column::of(&terms));
        true
    }

    /// A term that is copied.
    fn word(&self, term: usize) -> &str {
        let start = term.checked_sub(1).map_or(0, |before| self.ends[0][before] as usize);
        std::str::from_utf8(&self.text[start..self.ends[0][term] as usize]).unwrap_or_default()
    }

    /// The lexicon.
    pub fn finish(mut self) -> Lexicon {
        while self.step() {}
        while self.sort_forms() {}
        let [ends, posting_ends, place_ends] = self.ends.map(|ends| Column::of(&ends));
        let mut forms = self.forms.into_iter();
        let [by_stem, latin, cyrillic] = [(); 3].map(|()| forms.next().unwrap_or_default());
        Lexicon {
            terms: Strings { ends, text: Column::of_bytes(self.text) },
            posting_ends,
            postings: Column::of_bytes(self.postings),
            named_ends: Column::default(),
            place_ends,
            places: Column::of_bytes(self.places),
            by_stem,
            by_sound: [latin, cyrillic],
            sample: Sample::default(),
        }
    }
}

/// Many growing runs of bytes in one. Its pages stay where they are: one vector that grew would be
/// copied, and for a moment be there twice.
#[derive(Debug, Default)]
struct Arena {
    pages: Vec<Vec<u8>>,
    len: u32,
    scratch: Vec<u8>,
}

const PAGE_BITS: u32 = 16;
const PAGE: u32 = 1 << PAGE_BITS;

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
    /// Writes a number, as [`write`] does; the short ones, which most are, at once.
    fn write(&mut self, chain: &mut Chain, n: u32) {
        let (bytes, len) = match n {
            0..0x80 => ([n as u8, 0], 1),
            0x80..0x4000 => ([n as u8 | 0x80, (n >> 7) as u8], 2),
            _ => ([0; 2], usize::MAX),
        };
        if chain.at + LINK + 2 <= chain.end && len <= 2 {
            let at = (chain.at % PAGE) as usize;
            let page = self.pages.get_mut((chain.at >> PAGE_BITS) as usize);
            // what is behind a single byte is written over by the next
            if let Some(place) = page.and_then(|page| page.get_mut(at..at + 2)) {
                place.copy_from_slice(&bytes);
            }
            chain.at += len as u32;
            chain.len += len as u32;
            return;
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        write(n, &mut scratch);
        for byte in &scratch {
            self.push(chain, *byte);
        }
        self.scratch = scratch;
    }

    fn push(&mut self, chain: &mut Chain, byte: u8) {
        if chain.at + LINK >= chain.end {
            self.grow(chain);
        }
        let page = self.pages.get_mut((chain.at >> PAGE_BITS) as usize);
        if let Some(place) = page.and_then(|page| page.get_mut((chain.at % PAGE) as usize)) {
            *place = byte;
        }
        chain.at += 1;
        chain.len += 1;
    }

    #[inline(never)]
    fn grow(&mut self, chain: &mut Chain) {
        let len = slice_after(chain.len);
        // no slice lies on two pages
        let end = number(self.pages.len()) * PAGE;
        if self.len + len > end {
            self.len = end;
            self.pages.push(vec![0; PAGE as usize]);
        }
        let start = self.len;
        self.len += len;
        if chain.end == 0 {
            chain.first = start;
        } else if let Some(link) = self.slice_mut(chain.end - LINK, LINK) {
            link.copy_from_slice(&start.to_le_bytes());
        }
        (chain.at, chain.end) = (start, start + len);
    }

    fn slice_mut(&mut self, start: u32, len: u32) -> Option<&mut [u8]> {
        let at = (start % PAGE) as usize;
        self.pages.get_mut((start >> PAGE_BITS) as usize)?.get_mut(at..at + len as usize)
    }

    fn slice(&self, start: u32, len: u32) -> &[u8] {
        let at = (start % PAGE) as usize;
        let page = self.pages.get((start >> PAGE_BITS) as usize);
        page.and_then(|page| page.get(at..at + len as usize)).unwrap_or_default()
    }

    fn copy(&self, chain: &Chain, out: &mut Vec<u8>) {
        let (mut start, mut written) = (chain.first, 0);
        while written < chain.len {
            let slice = slice_after(written);
            let len = (slice - LINK).min(chain.len - written);
            out.extend_from_slice(self.slice(start, len));
            written += len;
            let mut next = [0; LINK as usize];
            if let Some(link) = self.slice(start + slice - LINK, LINK).first_chunk() {
                next = *link;
            }
            start = u32::from_le_bytes(next);
        }
    }
}

/// Words by number: a hash table of positions in a list of texts.
#[derive(Debug, Default)]
struct Interner {
    text: Vec<u8>,
    ends: Vec<u32>,
    /// What each begins with, see [`key`].
    keys: Vec<u64>,
    /// Hashes, and positions counted from 1. Open addressing.
    table: Vec<(u32, u32)>,
}

impl Interner {
    /// The number of a word; a new one if it is new.
    #[inline(always)]
    fn number(&mut self, word: &str) -> u32 {
        if self.ends.len() * 2 >= self.table.len() {
            self.grow();
        }
        let word = word.as_bytes();
        let key = key(word);
        let hash = hash(key, word);
        // indexed as slices: indexing a vector is a call
        let (table, keys) = (self.table.as_slice(), self.keys.as_slice());
        let mask = table.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (other, at) = table[slot];
            if at == 0 {
                break;
            }
            let at_0 = at as usize - 1;
            if other == hash && keys[at_0] == key && (word.len() < 8 || same(self.bytes(at_0), word)) {
                return at - 1;
            }
            slot = (slot + 1) & mask;
        }
        self.add(slot, hash, key, word)
    }

    #[inline(never)]
    fn add(&mut self, slot: usize, hash: u32, key: u64, word: &[u8]) -> u32 {
        let new = number(self.ends.len());
        self.table[slot] = (hash, new + 1);
        self.keys.push(key);
        self.text.extend_from_slice(word);
        self.ends.push(number(self.text.len()));
        new
    }

    #[inline(always)]
    fn bytes(&self, at: usize) -> &[u8] {
        let ends = self.ends.as_slice();
        let start = if at == 0 { 0 } else { ends[at - 1] as usize };
        &self.text.as_slice()[start..ends[at] as usize]
    }

    #[inline(never)]
    fn grow(&mut self) {
        let len = (self.table.len() * 2).max(1 << 10);
        for (hash, at) in std::mem::replace(&mut self.table, vec![(0, 0); len]) {
            let mut slot = hash as usize & (len - 1);
            while at > 0 && self.table[slot].1 > 0 {
                slot = (slot + 1) & (len - 1);
            }
            if at > 0 {
                self.table[slot] = (hash, at);
            }
        }
    }
}

/// The first eight bytes of a word; of a shorter one, which has no byte that is 0, all of it.
#[inline(always)]
fn key(word: &[u8]) -> u64 {
    if let Some(eight) = word.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    let mut key = 0;
    for byte in word {
        key = key << 8 | u64::from(*byte);
    }
    key
}

/// True if two words that begin with the same eight bytes are one.
#[inline(always)]
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    for at in 8..a.len() {
        if a[at] != b[at] {
            return false;
        }
    }
    true
}

/// Multiplies by the golden ratio (D. Knuth, The Art of Computer Programming 6.4), which brings what
/// differs to the high bits, and folds these down.
#[inline(always)]
fn hash(key: u64, word: &[u8]) -> u32 {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = key.wrapping_mul(GOLDEN);
    for byte in word.get(8..).unwrap_or_default() {
        hash = (hash.rotate_left(8) ^ u64::from(*byte)).wrapping_mul(GOLDEN);
    }
    (hash ^ hash >> 32) as u32
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
            for (word, number) in words.iter().zip(numbers) {
                prop_assert_eq!(interner.bytes(number as usize), word.as_bytes());
            }
            let distinct: std::collections::BTreeSet<&String> = words.iter().collect();
            prop_assert_eq!(interner.ends.len(), distinct.len());
        }
    }
}
