//! The index as bytes. Opening is reading, not rebuilding: the columns are copied into place.
//!
//! ```text
//! 0   "whomet"  kind u8  version u8
//! 8   i32 × 5   meetings, first year of the facet, first and last year of the axis (the last is before
//!               the first if there is no bar), number of columns
//! 28  u32 × 2   for each column the width of its numbers in bytes (1 to 4), and how many bytes
//!               it has
//! ..            the bytes of the columns, one after the other
//! ```
//!
//! All numbers are little-endian. The places of words, which only phrases need, are a file of their own
//! with one column.
//!
//! Where the index is fetched in blocks (see `lack`), what comes before the columns stands apart, as a
//! head, with a sample of the terms:
//!
//! ```text
//! ..  u32 × 3   how many terms lie from one of the sample to the next, the first term with a stem, how many
//!               terms are in the sample
//! ..  u32       for each of them where it ends
//! ..            their texts, one after the other
//! ```
//!
//! Then the places of words are the last of the columns, and behind the postings of each term stand the records by
//! what it names; where these end is one more column.

use std::ops::Range;

use super::column::{Column, Lists, number};
use super::dates::Epoch;
use super::lack::{Cuts, Lack};
use super::lexicon::Sample;
use super::strings::Strings;
use super::{Axis, Clause, Engine};
use crate::query::Query;

const MAGIC: &[u8] = b"whomet";
/// Grows with every change of what a column holds.
const VERSION: u8 = 7;
const INDEX: u8 = b'i';
const PLACES: u8 = b'p';
const BLOCKS: u8 = b'b';
const HEADER: usize = 28;
const COLUMN: usize = 8;

/// Why bytes are not an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// They are something else.
    NotAnIndex,
    /// They are an index of another version: this one.
    OtherVersion(u8),
    /// They are an index with another number of columns, or a column of an impossible width.
    OtherColumns,
    /// The sample of its terms ends early, or there is more behind it.
    OtherSample,
    /// They end where this column should be.
    CutOff(usize),
    /// There is more behind the last column: so many bytes.
    TooLong(usize),
    /// Its columns do not fill the blocks in which they are said to come, but so many.
    OtherBlocks(usize),
}

impl Engine {
    /// The index, and the places of words.
    #[must_use]
    pub fn into_bytes(mut self) -> [Vec<u8>; 2] {
        let numbers = self.numbers();
        let mut places = std::mem::take(&mut self.lexicon.places);
        [write(INDEX, numbers, &self.columns()), write(PLACES, [0; 4], &[&mut places])]
    }

    /// What comes before the columns where the index is fetched in blocks.
    pub(super) fn head_of_blocks(&mut self) -> Vec<u8> {
        let numbers = self.numbers();
        let mut bytes = head(BLOCKS, numbers, &self.all_columns());
        let Sample { step, terms, stems } = &self.lexicon.sample;
        let ends = (0..terms.len()).map(|at| terms.ends.get(at));
        let counts = [number(*step), *stems, number(terms.len())];
        bytes.extend(counts.into_iter().chain(ends).flat_map(u32::to_le_bytes));
        bytes.extend(&terms.text.bytes);
        bytes
    }

    /// An index that has nothing but the head that [`Self::write_blocks`] gave; the rest comes in blocks, most of
    /// so many bytes, and in so many blocks: one that never came would seem not to be needed.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn lacking_all(bytes: &[u8], block: usize, blocks: usize) -> Result<Self, OpenError> {
        let mut engine = Self::default();
        let columns = engine.all_columns().len();
        let read = |range: Range<usize>| bytes.get(range).unwrap_or_default().to_vec();
        let (numbers, table) = read_head(BLOCKS, bytes.len(), read, columns)?;
        let cuts = Cuts::of(&table.iter().map(|(_, len)| *len).collect::<Vec<_>>(), block);
        // where an address has 32 bits, columns can be longer than there are bytes
        let all = table.iter().try_fold(0usize, |all, (_, len)| all.checked_add(*len));
        if all.is_none() || cuts.blocks() != blocks {
            return Err(OpenError::OtherBlocks(cuts.blocks()));
        }
        let sample = bytes.get(HEADER + COLUMN * columns..).and_then(read_sample);
        engine.lexicon.sample = sample.ok_or(OpenError::OtherSample)?;
        let notes = std::rc::Rc::clone(&engine.notes);
        let mut columns = engine.all_columns().into_iter().zip(table);
        for section in cuts.sections() {
            let mut base = 0usize;
            for (column, (width, len)) in columns.by_ref().take(section.1.columns) {
                column.width = width;
                if len > 0 {
                    column.lack = Some(Box::new(Lack::new(section, base, len, &notes)));
                }
                base = base.saturating_add(len);
            }
        }
        drop(columns);
        for column in engine.columns_in_place() {
            if let Some(lack) = &mut column.lack {
                lack.in_place = true;
            }
        }
        engine.set_numbers(numbers);
        Ok(engine)
    }

    fn numbers(&self) -> [i32; 4] {
        let (first, last) = self.axis.years().unwrap_or((0, -1));
        [self.meetings as i32, self.values.first_year, first, last]
    }

    /// When it is known how many values there are.
    fn set_numbers(&mut self, [meetings, first_year, first, last]: [i32; 4]) {
        (self.meetings, self.values.first_year) = (meetings as u32, first_year);
        if first <= last {
            self.axis = Axis::spanning(first.max(-9_999), last.min(99_999));
        }
        self.dates.epoch = Epoch::of(&self.values);
    }

    /// Opens an index that [`Self::into_bytes`] wrote. `read` gives a part of its bytes, of which there
    /// are `len`.
    ///
    /// # Errors
    /// If it is not a whole index of this version. What is inside the columns is not checked: whatever
    /// it is, no answer panics.
    pub fn open(len: usize, mut read: impl FnMut(Range<usize>) -> Vec<u8>) -> Result<Self, OpenError> {
        let mut engine = Self::default();
        let mut columns = engine.columns();
        let numbers = open(INDEX, len, &mut read, &mut columns)?;
        engine.set_numbers(numbers);
        Ok(engine)
    }

    /// Takes in the places of words, which phrases need.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn add_places(&mut self, len: usize, mut read: impl FnMut(Range<usize>) -> Vec<u8>) -> Result<(), OpenError> {
        open(PLACES, len, &mut read, &mut [&mut self.lexicon.places]).map(|_| ())
    }

    /// True if the query has phrases and the places of words are not there.
    #[must_use]
    pub fn lacks_places(&self, query: &Query) -> bool {
        let is_phrase = |clause: &Clause| clause.words.len() > 1;
        self.lexicon.places.len() == 0 && Clause::parse(&query.words, query.exact).iter().any(is_phrase)
    }

    /// Every column, in the order of the blocks.
    pub(super) fn all_columns(&mut self) -> Vec<&mut Column> {
        self.columns_with_places(true)
    }

    /// The columns of which loops read parts: they ask for what they read before.
    fn columns_in_place(&mut self) -> impl Iterator<Item = &mut Column> {
        let lists = self.filings.iter_mut().map(|filing| &mut filing.records.items);
        lists.chain([&mut self.lexicon.postings, &mut self.lexicon.places])
    }

    /// Every column but the places, in the order of the file.
    fn columns(&mut self) -> Vec<&mut Column> {
        self.columns_with_places(false)
    }

    fn columns_with_places(&mut self, with_places: bool) -> Vec<&mut Column> {
        let Self { values, axis: _, places, meetings: _, dates, filings, names, lexicon, notes: _, room: _ } = self;
        let mut columns = vec![places];
        for (ids, by_id) in values.ids.iter_mut().zip(values.by_id.iter_mut()) {
            columns.extend(strings(ids));
            columns.push(by_id);
        }
        columns.extend(lists(&mut dates.of));
        columns.push(&mut dates.totals);
        columns.extend(dates.bounds.iter_mut().chain(&mut dates.reach));
        columns.push(&mut dates.flags);
        columns.extend(dates.years.iter_mut().chain(&mut dates.bars));
        columns.extend(lists(&mut dates.runs));
        columns.push(&mut dates.loose);
        for filing in filings.iter_mut() {
            columns.extend(lists(&mut filing.values).into_iter().chain(lists(&mut filing.records)));
            columns.push(&mut filing.totals);
        }
        columns.extend([&mut names.values, &mut names.words, &mut names.starts]);
        columns.extend(strings(&mut lexicon.terms));
        columns.extend([&mut lexicon.posting_ends, &mut lexicon.place_ends, &mut lexicon.by_stem]);
        columns.extend(&mut lexicon.by_sound);
        if with_places {
            columns.push(&mut lexicon.named_ends);
        }
        columns.push(&mut lexicon.postings);
        if with_places {
            columns.push(&mut lexicon.places);
        }
        columns
    }
}

fn lists(lists: &mut Lists) -> [&mut Column; 2] {
    [&mut lists.starts, &mut lists.items]
}

fn strings(strings: &mut Strings) -> [&mut Column; 2] {
    [&mut strings.ends, &mut strings.text]
}

fn write(kind: u8, numbers: [i32; 4], columns: &[&mut Column]) -> Vec<u8> {
    let mut bytes = head(kind, numbers, columns);
    for column in columns {
        bytes.extend(&column.bytes);
    }
    bytes
}

fn head(kind: u8, numbers: [i32; 4], columns: &[&mut Column]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend([kind, VERSION]);
    numbers.iter().for_each(|n| bytes.extend(n.to_le_bytes()));
    bytes.extend(number(columns.len()).to_le_bytes());
    for column in columns {
        bytes.extend(u32::from(column.width).to_le_bytes());
        bytes.extend(number(column.bytes.len()).to_le_bytes());
    }
    bytes
}

fn open(
    kind: u8,
    len: usize,
    read: &mut impl FnMut(Range<usize>) -> Vec<u8>,
    columns: &mut [&mut Column],
) -> Result<[i32; 4], OpenError> {
    let (numbers, table) = read_head(kind, len, &mut *read, columns.len())?;
    let mut at = HEADER + COLUMN * columns.len();
    for (place, (column, (width, bytes))) in columns.iter_mut().zip(table).enumerate() {
        if bytes > len.saturating_sub(at) {
            return Err(OpenError::CutOff(place));
        }
        (column.width, column.bytes) = (width, read(at..at + bytes));
        at += bytes;
    }
    if at < len {
        return Err(OpenError::TooLong(len - at));
    }
    Ok(numbers)
}

/// The sample of terms that stands in all of these bytes.
fn read_sample(bytes: &[u8]) -> Option<Sample> {
    let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at * 4..)?.first_chunk()?));
    let [step, stems, len] = [number(0)?, number(1)?, number(2)?];
    let ends: Vec<u32> = (0..len as usize).map(|at| number(3 + at)).collect::<Option<_>>()?;
    let text = bytes.get(4 * (3 + ends.len())..)?;
    let whole = ends.is_sorted() && ends.last().copied().unwrap_or(0) as usize == text.len() && step > 0;
    let terms = Strings { ends: Column::of(&ends), text: Column::of_bytes(text.to_vec()) };
    whole.then_some(Sample { step: step as usize, terms, stems })
}

/// What comes before the columns: the numbers, and the width and the bytes of each column.
type Head = ([i32; 4], Vec<(u8, usize)>);

fn read_head(
    kind: u8,
    len: usize,
    mut read: impl FnMut(Range<usize>) -> Vec<u8>,
    columns: usize,
) -> Result<Head, OpenError> {
    let header = read(0..HEADER.min(len));
    let number = |bytes: &[u8], at: usize| {
        let mut number = [0; 4];
        number.copy_from_slice(bytes.get(at..at + 4).unwrap_or(&[0; 4]));
        i32::from_le_bytes(number)
    };
    if header.len() < HEADER || !header.starts_with(MAGIC) || header.get(6) != Some(&kind) {
        return Err(OpenError::NotAnIndex);
    }
    match header.get(7) {
        Some(&VERSION) => {}
        version => return Err(OpenError::OtherVersion(version.copied().unwrap_or(0))),
    }
    if number(&header, 24) as u32 as usize != columns {
        return Err(OpenError::OtherColumns);
    }
    let table = read(HEADER..(HEADER + COLUMN * columns).min(len));
    let mut found = Vec::new();
    for place in 0..columns {
        let [width, bytes] = [0, 4].map(|part| number(&table, COLUMN * place + part) as u32 as usize);
        if place * COLUMN + COLUMN > table.len() {
            return Err(OpenError::CutOff(place));
        }
        match width {
            1..=4 if bytes % width == 0 => found.push((width as u8, bytes)),
            _ => return Err(OpenError::OtherColumns),
        }
    }
    Ok(([8, 12, 16, 20].map(|at| number(&header, at)), found))
}
