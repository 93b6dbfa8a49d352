//! Sets of small numbers, a bit each.

use std::ops::Range;

/// A set of numbers below a fixed length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bits {
    /// Bits at and above `len` are never set.
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// No number below `len`.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// Every number below `len`.
    pub fn all(len: usize) -> Self {
        let mut words = vec![u64::MAX; len.div_ceil(64)];
        if let Some(last) = words.last_mut() {
            *last >>= (64 - len % 64) % 64;
        }
        Self { words, len }
    }

    /// Puts a number in.
    pub fn insert(&mut self, n: u32) {
        self.words[n as usize / 64] |= 1 << (n % 64);
    }

    /// Takes a number out.
    pub fn remove(&mut self, n: u32) {
        self.words[n as usize / 64] &= !(1 << (n % 64));
    }

    /// True if the number is in.
    pub fn contains(&self, n: u32) -> bool {
        self.words.get(n as usize / 64).is_some_and(|word| word >> (n % 64) & 1 == 1)
    }

    /// How many numbers are in.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many of the numbers below `end` are in.
    pub fn count_below(&self, end: usize) -> usize {
        let whole: usize = self.words[..end / 64].iter().map(|word| word.count_ones() as usize).sum();
        let rest = self.words.get(end / 64).map_or(0, |word| word & !(u64::MAX << (end % 64)));
        whole + rest.count_ones() as usize
    }

    /// True if nothing is in.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Keeps what is in both.
    pub fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Keeps what is not in the other.
    pub fn drop(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// What is in both.
    pub fn and(&self, other: &Self) -> Self {
        let words = self.words.iter().zip(&other.words).map(|(a, b)| a & b).collect();
        Self { words, len: self.len }
    }

    /// What is not in.
    pub fn not(&self) -> Self {
        let mut rest = Self::all(self.len);
        rest.drop(self);
        rest
    }

    /// The numbers that are in, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.words.iter().zip((0..).step_by(64)).flat_map(|(word, first)| ones(*word).map(move |at| first + at))
    }

    /// Those of them that come at these places in the order.
    pub fn ranked(&self, places: Range<usize>) -> Vec<u32> {
        let mut before = 0;
        let mut found = Vec::new();
        for (word, first) in self.words.iter().zip((0..).step_by(64)) {
            let count = word.count_ones() as usize;
            if before + count > places.start {
                let from = places.start.saturating_sub(before);
                let wanted = places.end.saturating_sub(before).saturating_sub(from);
                found.extend(ones(*word).skip(from).take(wanted).map(|at| first + at));
            }
            before += count;
            if before >= places.end {
                break;
            }
        }
        found
    }
}

/// The bits that are set in a word, the lowest first.
fn ones(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let at = word.trailing_zeros();
        word &= word.wrapping_sub(1);
        (at < 64).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_number_below_the_length_and_no_other() {
        for len in [0, 1, 63, 64, 65, 128] {
            assert_eq!((Bits::all(len).count(), Bits::none(len).not()), (len, Bits::all(len)));
            assert!(Bits::none(len).is_empty());
        }
    }

    proptest! {
        #[test]
        fn bits_are_a_set(a in set(), b in set(), from in 0usize..150, len in 0usize..150) {
            let (bits_a, bits_b) = (bits(&a), bits(&b));
            let show = |bits: &Bits| bits.iter().collect::<Vec<_>>();
            let list: Vec<u32> = a.iter().copied().collect();
            prop_assert_eq!(show(&bits_a), list.clone());
            prop_assert_eq!(show(&bits_a.and(&bits_b)), a.intersection(&b).copied().collect::<Vec<_>>());
            let mut less = bits_a.clone();
            less.drop(&bits_b);
            prop_assert_eq!(show(&less), a.difference(&b).copied().collect::<Vec<_>>());
            prop_assert_eq!(bits_a.count_below(from), a.range(..u32::try_from(from).unwrap()).count());
            prop_assert_eq!(
                bits_a.ranked(from..from + len),
                list.into_iter().skip(from).take(len).collect::<Vec<_>>()
            );
        }
    }

    fn set() -> impl Strategy<Value = BTreeSet<u32>> {
        proptest::collection::btree_set(0u32..150, 0..150)
    }

    fn bits(set: &BTreeSet<u32>) -> Bits {
        let mut bits = Bits::none(150);
        set.iter().for_each(|n| bits.insert(*n));
        bits
    }
}
