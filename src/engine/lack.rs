//! An index of which parts are still to be fetched.
//!
//! The bytes of all columns, one after the other, are cut into blocks of one size. Whatever an
//! answer reads that is not there is read as 0 and its block noted. So an answer says by itself what it
//! lacks: whoever asks fetches these blocks and asks again, until nothing is noted. Only such an answer
//! means anything.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::Engine;
use super::column::Column;
use crate::order;

/// The blocks that were read and not there.
pub(super) type Notes = Rc<RefCell<Vec<u32>>>;

/// What of a column is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lack {
    /// Where the column begins among the bytes of all columns.
    base: usize,
    /// How many bytes a block has.
    block: usize,
    /// How many bytes it has.
    pub len: usize,
    /// True if it is read in parts; else nothing is read of it until all of it is there.
    pub in_parts: bool,
    /// For each of its blocks whether it is there.
    there: Vec<bool>,
    /// What has come so far of a column that is not read in parts.
    kept: Vec<u8>,
    notes: Notes,
}

impl Lack {
    /// Nothing of a column is there.
    pub fn new(base: usize, len: usize, block: usize, notes: &Notes) -> Self {
        let block = block.max(1);
        let there = vec![false; blocks(&(base..base + len), block).len()];
        Self { base, block, len, in_parts: false, there, kept: Vec::new(), notes: Rc::clone(notes) }
    }

    /// Notes the blocks of these bytes that are not there; all of them if the column is not read in parts.
    pub fn note(&self, bytes: Range<usize>) {
        let wanted = if self.in_parts { bytes.start..bytes.end.min(self.len) } else { 0..self.len };
        if wanted.is_empty() {
            return;
        }
        let first = self.base / self.block;
        let mut notes = self.notes.borrow_mut();
        for block in blocks(&(self.base + wanted.start..self.base + wanted.end), self.block) {
            if self.there.get(block - first) == Some(&false) && notes.last() != Some(&(block as u32)) {
                notes.push(block as u32);
            }
        }
    }
}

/// The blocks in which these bytes lie.
fn blocks(bytes: &Range<usize>, block: usize) -> Range<usize> {
    if bytes.is_empty() { 0..0 } else { bytes.start / block..bytes.end.div_ceil(block) }
}

impl Column {
    /// Takes in a block of the bytes of all columns.
    fn take(&mut self, block: usize, bytes: &[u8]) {
        let Some(lack) = &mut self.lack else { return };
        let Some(there) = block.checked_sub(lack.base / lack.block).and_then(|at| lack.there.get_mut(at)) else {
            return;
        };
        *there = true;
        let into = if lack.in_parts { &mut self.bytes } else { &mut lack.kept };
        into.resize(lack.len, 0);
        let start = block.saturating_mul(lack.block);
        let (from, to) = (lack.base.max(start), (lack.base + lack.len).min(start + bytes.len()));
        let into = into.get_mut(from.saturating_sub(lack.base)..to.saturating_sub(lack.base));
        if let (Some(into), Some(bytes)) = (into, bytes.get(from - start..to.saturating_sub(start).max(from - start))) {
            into.copy_from_slice(bytes);
        }
        if lack.there.iter().all(|there| *there) {
            if !lack.in_parts {
                self.bytes = std::mem::take(&mut lack.kept);
            }
            self.lack = None;
        }
    }
}

impl Engine {
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
        let len = |column: &Column| column.lack.as_ref().map_or(column.bytes.len(), |lack| lack.len);
        self.all_columns().into_iter().map(|column| len(column)).sum()
    }

    /// Takes in a block.
    pub fn take_block(&mut self, block: u32, bytes: &[u8]) {
        for column in self.all_columns() {
            column.take(block as usize, bytes);
        }
    }
}
