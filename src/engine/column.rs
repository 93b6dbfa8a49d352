//! Columns: how the index lies in memory, and in a file, which is the same.
//!
//! A column is numbers of one width, one after the other, little-endian. Lists and texts are two
//! columns each: what is in them, and where each begins. Everything is read by position and nothing
//! is trusted: what lies beyond the end is 0 or empty.

use std::ops::Range;

use super::lack::Lack;

/// A position as it is stored. Nothing here holds more than 2^32 things: a dataset is read from one
/// file, and what is stored never outgrows its text.
pub(super) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Numbers of one width: 1 to 4 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) width: u8,
    pub(super) bytes: Vec<u8>,
    /// What of the bytes is not there yet. Until the first of them is there, there are none.
    pub(super) lack: Option<Box<Lack>>,
}

/// How many numbers a column must have to take three bytes for each instead of four.
const THREE_BYTES_FROM: usize = 1 << 17;

impl Default for Column {
    fn default() -> Self {
        Self::of_bytes(Vec::new())
    }
}

impl Column {
    /// Numbers in the least width that holds them all.
    pub fn of(numbers: &[u32]) -> Self {
        let width = match numbers.iter().copied().max().unwrap_or(0) {
            0..0x100 => 1,
            0x100..0x1_0000 => 2,
            // reading three bytes takes longer, so there must be something to save
            0x1_0000..0x100_0000 if numbers.len() >= THREE_BYTES_FROM => 3,
            _ => 4,
        };
        let mut bytes = vec![0; numbers.len() * width];
        for (number, place) in numbers.iter().zip(bytes.chunks_exact_mut(width)) {
            let mut rest = *number;
            for byte in place {
                *byte = rest as u8;
                rest >>= 8;
            }
        }
        Self { width: width as u8, ..Self::of_bytes(bytes) }
    }

    /// Bytes as they are.
    pub fn of_bytes(bytes: Vec<u8>) -> Self {
        Self { width: 1, bytes, lack: None }
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.bytes_in_all() / usize::from(self.width.max(1))
    }

    /// One of them; 0 if there is no such number.
    #[inline(always)]
    pub fn get(&self, at: usize) -> u32 {
        match self.reader().four(at) {
            Some(number) => number,
            None => self.missing(at),
        }
    }

    /// What stands so near the end that four bytes cannot be read, or nowhere.
    #[cold]
    #[inline(never)]
    fn missing(&self, at: usize) -> u32 {
        let width = usize::from(self.width.max(1));
        match &self.lack {
            Some(lack) if !lack.in_place => {
                let from = at.saturating_mul(width);
                last(lack.bytes(from..from.saturating_add(width)))
            }
            _ => {
                if at >= self.bytes.len() / width {
                    self.want(at..at.saturating_add(1));
                }
                last_of(&self.bytes, width, at)
            }
        }
    }

    /// Some of its bytes; empty, and noted as wanted, if any of them is not there.
    #[inline]
    pub fn slice(&self, bytes: Range<usize>) -> &[u8] {
        match &self.lack {
            Some(lack) if !lack.in_place => lack.bytes(bytes),
            _ => self.bytes.get(bytes).unwrap_or_default(),
        }
    }

    /// True if these numbers are there; also if there are none such.
    #[inline]
    pub fn has(&self, numbers: Range<usize>) -> bool {
        let width = usize::from(self.width.max(1));
        let bytes = numbers.start.saturating_mul(width)..numbers.end.saturating_mul(width);
        self.lack.as_ref().is_none_or(|lack| lack.has(bytes))
    }

    /// In how many blocks it is fetched that are not all there; none if it is there.
    fn blocks_to_fetch(&self) -> usize {
        self.lack.as_ref().map_or(0, |lack| lack.blocks())
    }

    /// The column as loops read it.
    #[inline(always)]
    pub fn reader(&self) -> Reader<'_> {
        let width = usize::from(self.width);
        Reader { bytes: &self.bytes, width, mask: u32::MAX.wrapping_shr(32u32.wrapping_sub(8 * u32::from(self.width))) }
    }

    /// How many bytes it has, there or not.
    #[inline(always)]
    pub(super) fn bytes_in_all(&self) -> usize {
        match &self.lack {
            None => self.bytes.len(),
            Some(lack) => lack.len,
        }
    }

    /// Notes that these numbers are wanted, if any is not there. What loops through many asks for them
    /// once before; what is read number by number need not.
    #[inline]
    pub fn want(&self, numbers: Range<usize>) {
        if let Some(lack) = &self.lack {
            let width = usize::from(self.width.max(1));
            lack.note(numbers.start.saturating_mul(width)..numbers.end.saturating_mul(width));
        }
    }

    /// Notes that all numbers are wanted, if any is not there.
    #[inline]
    pub fn want_all(&self) {
        self.want(0..usize::MAX);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0..self.len()).map(|at| self.get(at))
    }
}

/// A column as loops read it: whatever the width, four bytes are read and what is too much is cut off, so
/// that there is one loop for all widths, and no call in it.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    width: usize,
    mask: u32,
}

impl Reader<'_> {
    /// One of the numbers; 0 if it is not there.
    #[inline(always)]
    pub fn get(self, at: usize) -> u32 {
        match self.four(at) {
            Some(number) => number,
            None => last_of(self.bytes, self.width, at),
        }
    }

    /// The number whose four bytes are there.
    #[inline(always)]
    fn four(self, at: usize) -> Option<u32> {
        let four = self.bytes.get(at.wrapping_mul(self.width)..)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*four) & self.mask)
    }
}

/// The number that ends so near the end that there are no four bytes.
// it takes no reader: one would be put into memory for it each time a number is read
#[cold]
#[inline(never)]
fn last_of(bytes: &[u8], width: usize, at: usize) -> u32 {
    let from = at.saturating_mul(width);
    last(bytes.get(from..from.saturating_add(width)).unwrap_or_default())
}

/// The number that some bytes are, however few.
fn last(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// Lists of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists {
    /// Where each list begins, and where the last one ends. Empty if each list has one item.
    pub(super) starts: Column,
    pub(super) items: Column,
}

impl Lists {
    /// Lists from where each begins, with the end of the last, and what is in them.
    pub fn of(starts: &[u32], items: &[u32]) -> Self {
        let single = starts.len() == items.len() + 1 && starts.windows(2).all(|ends| ends[1] == ends[0] + 1);
        let starts = if single { Column::default() } else { Column::of(starts) };
        Self { starts, items: Column::of(items) }
    }

    /// True if each list has one item.
    #[inline(always)]
    fn is_single(&self) -> bool {
        self.starts.bytes.is_empty() && self.starts.lack.is_none()
    }

    /// Notes that all lists are wanted, if any is not there.
    pub fn want_all(&self) {
        self.starts.want_all();
        self.items.want_all();
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        if self.is_single() { self.items.len() } else { self.starts.len().saturating_sub(1) }
    }

    /// Where the items of a list stand.
    #[inline(always)]
    pub fn span(&self, at: usize) -> Range<usize> {
        if self.starts.lack.is_none() {
            return self.spans().get(at);
        }
        // what is fetched in blocks is read number by number
        let span = between(&self.starts, Some(at), &self.starts, at.saturating_add(1));
        span.start..span.end.min(self.items.bytes_in_all())
    }

    /// True if loops may read these lists as they lie: they are there, or so many are wanted that all of them
    /// are, which is noted.
    fn is_dense(&self, lists: &[u32]) -> bool {
        let blocks = self.starts.blocks_to_fetch() + self.items.blocks_to_fetch();
        let dense = blocks == 0 || lists.len() / 2 >= blocks;
        if dense {
            self.want_all();
        }
        dense
    }

    /// Where the items of each list stand, for loops.
    #[inline(always)]
    fn spans(&self) -> Spans<'_> {
        Spans { single: self.is_single(), starts: self.starts.reader(), most: self.items.bytes_in_all() }
    }

    /// The items of a list.
    pub fn get(&self, at: usize) -> impl Iterator<Item = u32> {
        let Range { start, end } = self.span(at);
        (start..end.min(self.items.len())).map(|at| self.items.get(at))
    }

    /// Where the items of a list stand that lie in a range, the list being in order.
    pub fn span_within(&self, at: usize, range: &Range<u32>) -> Range<usize> {
        let Range { start, end } = self.span(at);
        self.items.want(start..end);
        let len = end.saturating_sub(start);
        let first = partition_point(len, |at| self.items.get(start + at) < range.start);
        let after = partition_point(len, |at| self.items.get(start + at) < range.end);
        start + first..start + after
    }

    /// Appends the items at a span.
    // here and below are loops without closures: built for size, the compiler would call them for each item
    pub fn append(&self, Range { start, end }: Range<usize>, out: &mut Vec<u32>) {
        self.items.want(start..end);
        let items = self.items.reader();
        let first = out.len();
        out.resize(first + end.saturating_sub(start), 0);
        // places to write to, because a push is a call
        for (at, place) in (start..).zip(&mut out[first..]) {
            *place = items.get(at);
        }
    }

    /// Raises the codes of the items of a list to a code. Says how many were 0.
    pub fn raise(&self, at: usize, codes: &mut [u8], code: u8) -> usize {
        let span = self.span(at);
        self.items.want(span.clone());
        let items = self.items.reader();
        let mut new = 0;
        for at in span {
            if let Some(known) = codes.get_mut(items.get(at) as usize) {
                new += usize::from(*known == 0);
                *known = code.max(*known);
            }
        }
        new
    }

    /// Keeps those of some lists that hold one of the wanted items, which are sorted, or that hold none.
    pub fn filter(&self, lists: &mut Vec<u32>, wanted: &[u32], holds: bool) {
        if !self.is_dense(lists) {
            return lists.retain(|list| self.get(*list as usize).any(|item| wanted.contains(&item)) == holds);
        }
        let (spans, items) = (self.spans(), self.items.reader());
        let (first, others) = wanted.split_first().map_or((0, wanted), |(first, others)| (*first, others));
        let mut kept = 0;
        // indexed as a slice: indexing a vector is a call
        let all = &mut lists[..];
        for place in 0..all.len() {
            let list = all[place];
            let mut found = false;
            // lists are short: to look at the rest of one is quicker than to guess where to stop
            for at in spans.get(list as usize) {
                let item = items.get(at);
                found |= item == first || !others.is_empty() && others.binary_search(&item).is_ok();
            }
            all[kept] = list;
            kept += usize::from(found == holds);
        }
        lists.truncate(kept);
    }

    /// Keeps those of some numbers, which are in order, that are among the items at a span, which are too.
    pub fn filter_by(&self, Range { start: mut at, end }: Range<usize>, numbers: &mut Vec<u32>) {
        self.items.want(at..end);
        let items = self.items.reader();
        let mut kept = 0;
        let all = &mut numbers[..];
        for place in 0..all.len() {
            let number = all[place];
            let mut item = items.get(at);
            while at < end && item < number {
                at += 1;
                item = items.get(at);
            }
            if at >= end {
                break;
            }
            all[kept] = number;
            kept += usize::from(item == number);
        }
        numbers.truncate(kept);
    }

    /// Counts the items of some lists, each in its place.
    pub fn tally(&self, lists: &[u32], counts: &mut [u32]) {
        if !self.is_dense(lists) {
            self.tally_seen(lists, counts, &mut []);
            return;
        }
        let (spans, items) = (self.spans(), self.items.reader());
        for list in lists {
            for at in spans.get(*list as usize) {
                if let Some(count) = counts.get_mut(items.get(at) as usize) {
                    *count += 1;
                }
            }
        }
    }

    /// The same for the lists before `total` that are not among these, which are in order: what lies
    /// between two of them is one run of items.
    pub fn tally_others(&self, lists: &[u32], total: usize, counts: &mut [u32]) {
        self.want_all();
        let (spans, items) = (self.spans(), self.items.reader());
        let mut next = 0;
        for place in 0..=lists.len() {
            let list = lists.get(place).map_or(total, |list| *list as usize);
            if next < list {
                for at in spans.get(next).start..spans.get(list - 1).end {
                    if let Some(count) = counts.get_mut(items.get(at) as usize) {
                        *count += 1;
                    }
                }
            }
            next = list.saturating_add(1);
        }
    }

    /// Counts the items of some lists, each in its place. Those that were 0 before are written to `seen`,
    /// where there is room for more than there are counts. Says how many they are.
    pub fn tally_seen(&self, lists: &[u32], counts: &mut [u32], seen: &mut [u32]) -> usize {
        let mut found = 0;
        if !self.is_dense(lists) {
            for item in lists.iter().flat_map(|list| self.get(*list as usize)) {
                let Some(count) = counts.get_mut(item as usize) else { continue };
                if let Some(place) = seen.get_mut(found).filter(|_| *count == 0) {
                    *place = item;
                    found += 1;
                }
                *count += 1;
            }
            return found;
        }
        let (spans, items) = (self.spans(), self.items.reader());
        for list in lists {
            for at in spans.get(*list as usize) {
                let item = items.get(at);
                if let (Some(count), Some(place)) = (counts.get_mut(item as usize), seen.get_mut(found)) {
                    *place = item;
                    found += usize::from(*count == 0);
                    *count += 1;
                }
            }
        }
        found
    }

    /// For each of `count` items the lists that hold it, in order.
    pub fn inverted(&self, count: usize) -> Self {
        let mut starts = vec![0u32; count + 1];
        for item in self.items.iter() {
            if let Some(start) = starts.get_mut(item as usize + 1) {
                *start += 1;
            }
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut free = starts.clone();
        let mut items = vec![0; self.items.len()];
        for list in 0..self.len() {
            for item in self.get(list) {
                if let Some(place) = free.get_mut(item as usize).filter(|_| (item as usize) < count) {
                    items[*place as usize] = number(list);
                    *place += 1;
                }
            }
        }
        Self { starts: Column::of(&starts), items: Column::of(&items) }
    }
}

/// Where the items of each of some lists stand, for loops.
#[derive(Clone, Copy)]
struct Spans<'a> {
    single: bool,
    starts: Reader<'a>,
    /// What an end is held to: not how many items there are, which takes a division to know, but no less. What
    /// lies between is read as 0.
    most: usize,
}

impl Spans<'_> {
    #[inline(always)]
    fn get(self, at: usize) -> Range<usize> {
        if self.single {
            return at..at + 1;
        }
        self.starts.get(at) as usize..(self.starts.get(at + 1) as usize).min(self.most)
    }
}

/// From one number to another; nothing if either is not there yet, because then it says nothing.
#[inline]
pub(super) fn between(starts: &Column, start: Option<usize>, ends: &Column, end: usize) -> Range<usize> {
    let span = start.map_or(0, |at| starts.get(at) as usize)..ends.get(end) as usize;
    let are_there = start.is_none_or(|at| starts.has(at..at.saturating_add(1))) && ends.has(end..end.saturating_add(1));
    if are_there { span } else { 0..0 }
}

/// The first of the numbers below `len` for which `before` is false.
pub(super) fn partition_point(len: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// How many of some numbers, which are in order, come before one.
pub(super) fn before(numbers: &[u32], number: u32) -> usize {
    let (mut low, mut high) = (0, numbers.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if numbers[middle] < number {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(lists: &[&[u32]]) -> Lists {
        let mut starts = vec![0];
        let mut items = Vec::new();
        for list in lists {
            items.extend_from_slice(list);
            starts.push(number(items.len()));
        }
        Lists::of(&starts, &items)
    }

    #[test]
    fn numbers_come_back_in_every_width() {
        for (most, width) in [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4), (u32::MAX, 4)] {
            let column = Column::of(&[most, 1, most]);
            assert_eq!(column.iter().collect::<Vec<_>>(), [most, 1, most]);
            assert_eq!((column.width, column.len(), column.get(3)), (width, 3, 0));
        }
        let many: Vec<u32> = (0..THREE_BYTES_FROM as u32).map(|n| n * 64).collect();
        let column = Column::of(&many);
        assert!(column.width == 3 && column.iter().eq(many));
    }

    #[test]
    fn lists_invert_to_who_holds_what() {
        let inverted = lists(&[&[0, 2], &[], &[2]]).inverted(4);
        let all = |lists: &Lists, count| (0..count).map(|at| lists.get(at).collect()).collect::<Vec<Vec<u32>>>();
        assert_eq!(all(&inverted, 4), [vec![0], vec![], vec![0, 2], vec![]]);
        let single = lists(&[&[3], &[1]]);
        assert_eq!((single.starts.len(), single.len(), all(&single, 3)), (0, 2, vec![vec![3], vec![1], vec![]]));
        assert_eq!((lists(&[]).len(), lists(&[]).get(0).count()), (0, 0));
    }
}
