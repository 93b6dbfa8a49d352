//! An index of which parts are still to be fetched.
//!
//! The bytes of all columns, one after the other, are cut into blocks ([`Cuts`]). Whatever an answer reads
//! that is not there is read as 0 and its block noted. So an answer says by itself what it lacks: whoever
//! asks fetches these blocks and asks again, until nothing is noted. Only such an answer means anything.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::Engine;
use super::column::Column;
use super::packed::{by_lanes, in_order};
use crate::order;

/// A column of so many blocks is fetched as a whole.
const FEW_BLOCKS: usize = 3;
/// How many columns tell of terms, before the lists: see [`Engine::all_columns`].
const TERM_COLUMNS: usize = 8;
/// How many bytes of terms a block has at most: what is read of them is a few hundred here and there.
const MOST_OF_TERMS: usize = 1 << 15;

/// How the bytes of all columns are cut into blocks: by section, the blocks of which have one size. They are
/// numbered section after section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cuts([Section; 4]);

/// Columns that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// How many they are.
    pub columns: usize,
    bytes: usize,
    /// How many bytes a block has.
    pub block: usize,
    /// True if the bytes are packed numbers.
    packed: bool,
}

impl Section {
    fn of(lens: &[usize], block: usize, packed: bool) -> Self {
        let bytes = lens.iter().fold(0usize, |all, len| all.saturating_add(*len));
        Self { columns: lens.len(), bytes, block: block.max(1), packed }
    }

    /// In how many blocks they are cut.
    pub fn blocks(&self) -> usize {
        self.bytes.div_ceil(self.block)
    }
}

impl Cuts {
    /// Of columns of such lengths. The last is the places of words, which only phrases need, in large blocks; before
    /// it stand the lists by word and the terms, of which an answer reads some here and some there, in small ones.
    pub(super) fn of(lens: &[usize], block: usize) -> Self {
        let (rest, places) = lens.split_at(lens.len().saturating_sub(1));
        let (rest, lists) = rest.split_at(rest.len().saturating_sub(1));
        let (rest, terms) = rest.split_at(rest.len().saturating_sub(TERM_COLUMNS));
        let half = block / 2;
        let of = Section::of;
        let places = of(places, block.saturating_mul(2), true);
        Self([of(rest, block, false), of(terms, half.min(MOST_OF_TERMS), false), of(lists, half, true), places])
    }

    /// The sections, each with the number of its first block.
    pub(super) fn sections(&self) -> impl Iterator<Item = (usize, &Section)> {
        self.0.iter().scan(0usize, |next, section| {
            let first = *next;
            *next = next.saturating_add(section.blocks());
            Some((first, section))
        })
    }

    /// How many blocks there are.
    pub fn blocks(&self) -> usize {
        self.0.iter().fold(0, |all, section| all.saturating_add(section.blocks()))
    }

    /// How many bytes a block has.
    pub fn len_of(&self, block: usize) -> usize {
        let within = |(first, section): (usize, &Section)| {
            let before = block.checked_sub(first)?.checked_mul(section.block)?;
            section.bytes.checked_sub(before).filter(|left| *left > 0).map(|left| left.min(section.block))
        };
        self.sections().find_map(within).unwrap_or(0)
    }
}

/// The blocks that were read and not there.
pub(super) type Notes = Rc<RefCell<Vec<u32>>>;

/// What of a column is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lack {
    /// The number of the first block of its section.
    section: usize,
    /// Where the column begins among the bytes of its section.
    base: usize,
    /// How many bytes a block has.
    block: usize,
    /// How many bytes it has.
    pub len: usize,
    /// True if what has come lies where all of it will, with 0 between: then whoever reads asks for it before.
    /// Else what has come is kept apart, and the column has no bytes until all of it is there.
    pub in_place: bool,
    /// True if its bytes are packed numbers.
    packed: bool,
    /// For each of its blocks whether it is there.
    there: Vec<bool>,
    /// What has come so far of a column whose bytes do not lie in place.
    kept: Vec<u8>,
    notes: Notes,
}

impl Lack {
    /// Nothing of a column is there that begins at `base` in a section.
    pub fn new((first, section): (usize, &Section), base: usize, len: usize, notes: &Notes) -> Self {
        let there = vec![false; blocks(&(base..base + len), section.block).len()];
        let (notes, packed, kept) = (Rc::clone(notes), section.packed, Vec::new());
        Self { section: first, base, block: section.block, len, in_place: false, packed, there, kept, notes }
    }

    /// Nothing of an index is there that does not come in blocks.
    pub fn of_all(notes: &Notes) -> Self {
        Self::new((0, &Section::of(&[1], 1, false)), 0, 1, notes)
    }

    /// How many blocks it has.
    pub fn blocks(&self) -> usize {
        self.there.len()
    }

    /// Notes the blocks of these bytes that are not there; all of them if they are few, because to fetch one
    /// after the other takes longer.
    pub fn note(&self, bytes: Range<usize>) {
        let few = !self.in_place && self.blocks() <= FEW_BLOCKS;
        let wanted = if few { 0..self.len } else { bytes.start..bytes.end.min(self.len) };
        if wanted.is_empty() {
            return;
        }
        let first = self.base / self.block;
        let mut notes = self.notes.borrow_mut();
        for block in blocks(&(self.base + wanted.start..self.base + wanted.end), self.block) {
            let number = (self.section + block) as u32;
            if self.there.get(block - first) == Some(&false) && notes.last() != Some(&number) {
                notes.push(number);
            }
        }
    }

    /// True if these bytes are there, as far as there are any.
    pub fn has(&self, bytes: Range<usize>) -> bool {
        let first = self.base / self.block;
        let bytes = self.base + bytes.start.min(self.len)..self.base + bytes.end.min(self.len);
        blocks(&bytes, self.block).all(|block| self.there.get(block - first) == Some(&true))
    }

    /// Some bytes of a column whose bytes do not lie in place; empty, and noted, if any of them is not there.
    pub fn bytes(&self, bytes: Range<usize>) -> &[u8] {
        if bytes.is_empty() {
            return &[];
        }
        if bytes.end <= self.len && self.has(bytes.clone()) {
            return self.kept.get(bytes).unwrap_or_default();
        }
        self.note(bytes);
        &[]
    }
}

/// The blocks in which these bytes lie.
fn blocks(bytes: &Range<usize>, block: usize) -> Range<usize> {
    if bytes.is_empty() { 0..0 } else { bytes.start / block..bytes.end.div_ceil(block) }
}

impl Column {
    /// Takes in a block, if it has bytes of this column.
    fn take(&mut self, block: usize, bytes: &[u8]) {
        let Some(lack) = &mut self.lack else { return };
        let Some(block) = block.checked_sub(lack.section) else { return };
        let Some(there) = block.checked_sub(lack.base / lack.block).and_then(|at| lack.there.get_mut(at)) else {
            return;
        };
        *there = true;
        let into = if lack.in_place { &mut self.bytes } else { &mut lack.kept };
        into.resize(lack.len, 0);
        let start = block.saturating_mul(lack.block);
        let (from, to) = (lack.base.max(start), (lack.base + lack.len).min(start + bytes.len()));
        let place = from.saturating_sub(lack.base)..to.saturating_sub(lack.base);
        let phase = place.start;
        if let (Some(into), Some(bytes)) =
            (into.get_mut(place), bytes.get(from - start..to.saturating_sub(start).max(from - start)))
        {
            if lack.packed {
                into.iter_mut().zip(in_order(bytes)).for_each(|(place, byte)| *place = byte);
            } else {
                let lanes = lanes(into.len(), phase, usize::from(self.width));
                lanes.zip(bytes).for_each(|(at, byte)| into[at] = *byte);
            }
        }
        if lack.there.iter().all(|there| *there) {
            if !lack.in_place {
                self.bytes = std::mem::take(&mut lack.kept);
            }
            self.lack = None;
        }
    }
}

/// In which order the bytes of a part of a column stand in a block: first the first byte of each number, then the
/// second of each, and so on, because neighbours differ little but in the last; `phase` is where the part begins
/// in the column. (As the shuffle filter of HDF5 and Blosc.)
fn lanes(len: usize, phase: usize, width: usize) -> impl Iterator<Item = usize> {
    let width = width.max(1);
    (0..width).flat_map(move |lane| ((lane + width - phase % width) % width..len).step_by(width))
}

impl Engine {
    /// The index to be fetched in blocks, of which most have this size ([`Cuts`]), each of which is handed to
    /// `sink`; the bytes of each column in a block stand in the order of [`lanes`], or [`by_lanes`]. Gives the head.
    ///
    /// # Errors
    /// What `sink` says.
    pub fn write_blocks<E>(&mut self, size: usize, sink: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<Vec<u8>, E> {
        self.keep_named();
        self.lexicon.keep_sample();
        let head = self.head_of_blocks();
        let cuts = self.cuts(size);
        let mut columns = self.all_columns().into_iter();
        for (_, section) in cuts.sections() {
            let mut block = Vec::with_capacity(section.block);
            for column in columns.by_ref().take(section.columns) {
                let mut done = 0;
                while done < column.bytes.len() {
                    let part = &column.bytes[done..column.bytes.len().min(done + section.block - block.len())];
                    if section.packed {
                        block.extend(by_lanes(part));
                    } else {
                        block.extend(lanes(part.len(), done, usize::from(column.width)).map(|at| part[at]));
                    }
                    done += part.len();
                    if block.len() >= section.block {
                        sink(&block)?;
                        block.clear();
                    }
                }
            }
            if !block.is_empty() {
                sink(&block)?;
            }
        }
        Ok(head)
    }

    /// How it is cut into blocks of which most have this size.
    pub(crate) fn cuts(&mut self, size: usize) -> Cuts {
        Cuts::of(&self.all_columns().into_iter().map(|column| column.bytes_in_all()).collect::<Vec<_>>(), size)
    }

    /// The blocks that were read since this was asked last and are not there: none if what was answered
    /// is right.
    #[must_use]
    pub fn lacking(&self) -> Vec<u32> {
        let mut blocks = std::mem::take(&mut *self.notes.borrow_mut());
        order::distinct(&mut blocks);
        blocks
    }

    /// True if something was read that is not there, since [`Self::lacking`] was asked last.
    #[must_use]
    pub fn is_lacking(&self) -> bool {
        !self.notes.borrow().is_empty()
    }

    /// How many bytes all columns have, there or not.
    #[must_use]
    pub fn bytes(&mut self) -> usize {
        self.all_columns().into_iter().map(|column| column.bytes_in_all()).sum()
    }

    /// How many of these tell where words stand, which only phrases ask; they come last.
    #[must_use]
    pub(crate) fn bytes_of_places(&self) -> usize {
        self.lexicon.places.bytes.len()
    }

    /// Takes in a block.
    pub fn take_block(&mut self, block: u32, bytes: &[u8]) {
        for column in self.all_columns() {
            column.take(block as usize, bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_section_is_cut_by_itself() {
        let lens = |cuts: &Cuts| (0..cuts.blocks() + 1).map(|block| cuts.len_of(block)).collect::<Vec<_>>();
        let cuts = Cuts::of(&[5, 4, 3, 0, 0, 0, 0, 0, 0, 0, 7, 15], 4);
        assert_eq!(lens(&cuts), [4, 4, 1, 2, 1, 2, 2, 2, 1, 8, 7, 0]);
        let large = Cuts::of(&[1 << 17, 1 << 16, 0, 0, 0, 0, 0, 0, 0, 1 << 17, 1 << 18], 1 << 17);
        assert_eq!(lens(&large), [1 << 17, 1 << 15, 1 << 15, 1 << 16, 1 << 16, 1 << 18, 0]);
        assert_eq!(lens(&Cuts::of(&[8, 0], 4)), [2, 2, 2, 2, 0]);
        assert_eq!(lens(&Cuts::of(&[3, 1, 1, 1], 0)), [1; 6].into_iter().chain([0]).collect::<Vec<_>>());
        assert_eq!(lens(&Cuts::of(&[], 4)), [0]);
        let most = Cuts::of(&[usize::MAX; 12], 12);
        assert_eq!([most.len_of(0), most.len_of(usize::MAX / 12), most.len_of(usize::MAX)], [12, 3, 0]);
    }
}
