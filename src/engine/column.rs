//! Columns: how the index lies in memory, and in a file, which is the same.
//!
//! A column is numbers of one width, one after the other, little-endian. Lists and texts are two
//! columns each: what is in them, and where each begins. Everything is read by position and nothing
//! is trusted: what lies beyond the end is 0 or empty.

use std::ops::Range;

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
}

/// How many numbers a column must have to take three bytes for each instead of four.
const THREE_BYTES_FROM: usize = 1 << 17;

impl Default for Column {
    fn default() -> Self {
        Self { width: 1, bytes: Vec::new() }
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
        Self { width: width as u8, bytes }
    }

    /// Bytes as they are.
    pub fn of_bytes(bytes: Vec<u8>) -> Self {
        Self { width: 1, bytes }
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.bytes.len() / usize::from(self.width.max(1))
    }

    /// One of them; 0 if there is no such number.
    #[inline(always)]
    pub fn get(&self, at: usize) -> u32 {
        match self.width {
            1 => self.bytes.get(at).map_or(0, |byte| u32::from(*byte)),
            2 => wide::<2>(&self.bytes, at),
            3 => wide::<3>(&self.bytes, at),
            _ => wide::<4>(&self.bytes, at),
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0..self.len()).map(|at| self.get(at))
    }
}

/// The number of so many bytes at a position.
#[inline(always)]
fn wide<const WIDTH: usize>(bytes: &[u8], at: usize) -> u32 {
    let mut number = [0; 4];
    if let Some(found) = bytes.get(at * WIDTH..at * WIDTH + WIDTH) {
        number[..WIDTH].copy_from_slice(found);
    }
    u32::from_le_bytes(number)
}

/// The number that some bytes are, the lowest first.
#[inline(always)]
fn little<const WIDTH: usize>(bytes: [u8; WIDTH]) -> u32 {
    let mut number = 0;
    let mut at = WIDTH;
    while at > 0 {
        at -= 1;
        number = number << 8 | u32::from(bytes[at]);
    }
    number
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

    /// How many lists there are.
    pub fn len(&self) -> usize {
        if self.starts.bytes.is_empty() { self.items.len() } else { self.starts.len().saturating_sub(1) }
    }

    /// Where the items of a list stand. What the end is held to is not how many items there are, which
    /// takes a division to know, but no less: what lies between is read as 0.
    #[inline(always)]
    pub fn span(&self, at: usize) -> Range<usize> {
        if self.starts.bytes.is_empty() {
            return at..at + 1;
        }
        let end = self.starts.get(at + 1) as usize;
        self.starts.get(at) as usize..end.min(self.items.bytes.len())
    }

    /// The items of a list.
    pub fn get(&self, at: usize) -> impl Iterator<Item = u32> {
        let Range { start, end } = self.span(at);
        (start..end.min(self.items.len())).map(|at| self.items.get(at))
    }

    /// Appends the items of a list.
    pub fn append(&self, at: usize, out: &mut Vec<u32>) {
        match self.items.width {
            1 => self.append_wide::<1>(at, out),
            2 => self.append_wide::<2>(at, out),
            3 => self.append_wide::<3>(at, out),
            _ => self.append_wide::<4>(at, out),
        }
    }

    fn append_wide<const WIDTH: usize>(&self, at: usize, out: &mut Vec<u32>) {
        let Range { start, end } = self.span(at);
        let first = out.len();
        out.resize(first + end.saturating_sub(start), 0);
        let bytes = self.items.bytes.get(WIDTH * start..).unwrap_or_default();
        // places to write to, because a push is a call
        for (place, bytes) in out[first..].iter_mut().zip(bytes.as_chunks::<WIDTH>().0) {
            *place = little(*bytes);
        }
    }

    /// Keeps those of some lists that hold one of the wanted items, which are sorted, or that hold none.
    pub fn filter(&self, lists: &mut Vec<u32>, wanted: &[u32], holds: bool) {
        match self.items.width {
            1 => self.filter_wide::<1>(lists, wanted, holds),
            2 => self.filter_wide::<2>(lists, wanted, holds),
            3 => self.filter_wide::<3>(lists, wanted, holds),
            _ => self.filter_wide::<4>(lists, wanted, holds),
        }
    }

    // loops without closures: built for size, the compiler would call them for each item
    fn filter_wide<const WIDTH: usize>(&self, lists: &mut Vec<u32>, wanted: &[u32], holds: bool) {
        let first = wanted.first().copied().unwrap_or(0);
        let mut kept = 0;
        for place in 0..lists.len() {
            let list = lists[place];
            let Range { start: mut at, end } = self.span(list as usize);
            let mut found = false;
            while at < end && !found {
                let item = wide::<WIDTH>(&self.items.bytes, at);
                found = item == first || wanted.len() > 1 && wanted.binary_search(&item).is_ok();
                at += 1;
            }
            if found == holds {
                lists[kept] = list;
                kept += 1;
            }
        }
        lists.truncate(kept);
    }

    /// Keeps those of some numbers, which are in order, that are items of a list, which is too.
    pub fn filter_by(&self, list: usize, numbers: &mut Vec<u32>) {
        match self.items.width {
            1 => self.filter_by_wide::<1>(list, numbers),
            2 => self.filter_by_wide::<2>(list, numbers),
            3 => self.filter_by_wide::<3>(list, numbers),
            _ => self.filter_by_wide::<4>(list, numbers),
        }
    }

    fn filter_by_wide<const WIDTH: usize>(&self, list: usize, numbers: &mut Vec<u32>) {
        let Range { start, end } = self.span(list);
        let bytes = self.items.bytes.get(WIDTH * start..WIDTH * end).unwrap_or_default();
        let mut items = bytes.as_chunks::<WIDTH>().0.iter();
        let mut item = None;
        let mut kept = 0;
        for at in 0..numbers.len() {
            let number = numbers[at];
            while item.is_none_or(|item| item < number) {
                let Some(bytes) = items.next() else { return numbers.truncate(kept) };
                item = Some(little(*bytes));
            }
            if item == Some(number) {
                numbers[kept] = number;
                kept += 1;
            }
        }
        numbers.truncate(kept);
    }

    /// Counts the items of some lists, each in its place. `seen` gets those that were 0 before.
    pub fn tally(&self, lists: &[u32], counts: &mut [u32], seen: &mut Vec<u32>) {
        match self.items.width {
            1 => self.tally_wide::<1>(lists, counts, seen),
            2 => self.tally_wide::<2>(lists, counts, seen),
            3 => self.tally_wide::<3>(lists, counts, seen),
            _ => self.tally_wide::<4>(lists, counts, seen),
        }
    }

    fn tally_wide<const WIDTH: usize>(&self, lists: &[u32], counts: &mut [u32], seen: &mut Vec<u32>) {
        for list in lists {
            let Range { start: mut at, end } = self.span(*list as usize);
            while at < end {
                let item = wide::<WIDTH>(&self.items.bytes, at);
                if let Some(count) = counts.get_mut(item as usize) {
                    if *count == 0 {
                        seen.push(item);
                    }
                    *count += 1;
                }
                at += 1;
            }
        }
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
        let start = if at == 0 { 0 } else { self.ends.get(at - 1) as usize };
        self.text.bytes.get(start..self.ends.get(at) as usize).unwrap_or_default()
    }

    /// One of them; empty if there is no such text.
    pub fn get(&self, at: usize) -> &str {
        std::str::from_utf8(self.bytes(at)).unwrap_or_default()
    }

    /// The first for which `before` is false, if those for which it is true come first.
    pub fn partition_point(&self, before: impl Fn(&[u8]) -> bool) -> usize {
        partition_point(self.len(), |at| before(self.bytes(at)))
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

/// Writes a number in as few bytes as it needs, seven bits each, the lowest first (LEB128).
pub(super) fn write(mut n: u32, bytes: &mut Vec<u8>) {
    while n > 0x7f {
        bytes.push(n as u8 | 0x80);
        n >>= 7;
    }
    bytes.push(n as u8);
}

/// Reads what [`write`] wrote; 0 where the bytes end.
#[derive(Clone, Debug)]
pub(super) struct Packed<'a> {
    rest: std::slice::Iter<'a, u8>,
}

impl<'a> Packed<'a> {
    /// The numbers in these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes.iter() }
    }

    /// The next number, unless nothing is left.
    #[inline(always)]
    pub fn read(&mut self) -> Option<u32> {
        let mut byte = *self.rest.next()?;
        let mut number = u32::from(byte & 0x7f);
        let mut shift = 7;
        while byte > 0x7f && shift < 32 {
            byte = self.rest.next().copied().unwrap_or(0);
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
        }
        Some(number)
    }
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
    fn packed_numbers_come_back() {
        let numbers = [0, 1, 127, 128, 16_383, 16_384, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|n| write(*n, &mut bytes));
        let mut packed = Packed::new(&bytes);
        assert_eq!(numbers.map(|_| packed.read()), numbers.map(Some));
        assert_eq!(packed.read(), None);
        assert_eq!((Packed::new(&[0x80]).read(), Packed::new(&[0xff; 9]).read()), (Some(0), Some(u32::MAX)));
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

    #[test]
    fn sorted_texts_are_found_by_halving() {
        let texts: Strings = ["a", "ab", "b"].into_iter().collect();
        assert_eq!((texts.len(), texts.get(1), texts.get(3)), (3, "ab", ""));
        let place = |key: &str| texts.partition_point(|text| text < key.as_bytes());
        assert_eq!(["", "a", "aa", "b", "c"].map(place), [0, 0, 1, 2, 3]);
        assert_eq!(Strings::default().partition_point(|_| true), 0);
    }
}
