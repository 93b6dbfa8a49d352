//! Sorting with little code.
//!
//! The standard sorts are written anew for each type they sort, some 4 kB of wasm each; with one for
//! each of the twenty places that sort, they were a sixth of the page. Here one sort puts numbers in
//! order, and everything else is moved into their order.

use std::cmp::Ordering;

/// Sorts by a comparison; equal items keep their order.
pub fn by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let mut order: Vec<(u64, u32)> = (0..).take(items.len()).map(|at| (0, at)).collect();
    sort_numbers(&mut order, &mut |a, b| compare(&items[a as usize], &items[b as usize]));
    // each cycle of the permutation is carried out by swaps, and marked as done
    for start in 0..items.len() {
        let mut at = start;
        loop {
            let next = order[at].1 as usize;
            order[at].1 = at as u32;
            if next == start || next == at {
                break;
            }
            items.swap(at, next);
            at = next;
        }
    }
}

/// Sorts by a key; equal items keep their order.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// The positions of so many texts in the order of the texts; equal ones keep theirs.
pub fn of_texts<'t>(count: usize, text: &dyn Fn(usize) -> &'t [u8]) -> Vec<u32> {
    let mut sorting = Sorting::new(count, text);
    while sorting.step(text) {}
    sorting.finish()
}

/// The positions of texts as they are put in order, in steps. Every step takes the same texts.
#[derive(Debug, Default)]
pub struct Sorting {
    numbers: Vec<(u64, u32)>,
    merged: Vec<(u64, u32)>,
    run: usize,
}

impl Sorting {
    /// Makes ready.
    pub fn new<'t>(count: usize, text: &dyn Fn(usize) -> &'t [u8]) -> Self {
        // most differ in the first eight bytes
        let mut numbers = Vec::with_capacity(count);
        for at in 0..count {
            let text = text(at);
            let mut first = [0; 8];
            for (to, from) in first.iter_mut().zip(text) {
                *to = *from;
            }
            numbers.push((u64::from_be_bytes(first), at as u32));
        }
        Self { numbers, merged: Vec::with_capacity(count), run: 1 }
    }

    /// Merges runs once; false if all are in order.
    pub fn step<'t>(&mut self, text: &dyn Fn(usize) -> &'t [u8]) -> bool {
        if self.run >= self.numbers.len() {
            return false;
        }
        let compare = &mut |a: u32, b: u32| text(a as usize).cmp(text(b as usize));
        merge(&mut self.numbers, &mut self.merged, self.run, compare);
        self.run *= 2;
        true
    }

    /// The positions.
    #[must_use]
    pub fn finish(self) -> Vec<u32> {
        self.numbers.into_iter().map(|(_, at)| at).collect()
    }
}

/// Sorts a list and takes out what is there twice.
pub fn distinct<T: Ord>(items: &mut Vec<T>) {
    by(items, T::cmp);
    items.dedup();
}

/// Keeps the `most` smallest numbers, sorted.
pub fn smallest(numbers: &mut Vec<u64>, most: usize) {
    let most = most.min(numbers.len());
    let (heap, rest) = numbers.split_at_mut(most);
    // the largest of those that are kept lies on top
    (0..most / 2).rev().for_each(|at| sift(heap, at));
    for number in rest {
        if let Some(top) = heap.first_mut()
            && *number < *top
        {
            *top = *number;
            sift(heap, 0);
        }
    }
    for end in (1..most).rev() {
        heap.swap(0, end);
        if let Some(heap) = heap.get_mut(..end) {
            sift(heap, 0);
        }
    }
    numbers.truncate(most);
}

/// Lets a number sink in a heap until none below it is larger.
fn sift(heap: &mut [u64], mut at: usize) {
    // without closures and swaps, which are calls when built for size
    let Some(number) = heap.get(at).copied() else { return };
    loop {
        let mut child = 2 * at + 1;
        if child >= heap.len() {
            break;
        }
        if child + 1 < heap.len() && heap[child] < heap[child + 1] {
            child += 1;
        }
        if heap[child] <= number {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = number;
}

/// Sorts by a key, and what has the same key by comparing the numbers beside it. Merges ever longer runs:
/// one kilobyte, where the standard sorts are ten.
fn sort_numbers(numbers: &mut Vec<(u64, u32)>, compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    let mut merged = Vec::with_capacity(numbers.len());
    let mut run = 1;
    while run < numbers.len() {
        merge(numbers, &mut merged, run, compare);
        run *= 2;
    }
}

/// Merges each two runs of a length into one.
fn merge(
    numbers: &mut Vec<(u64, u32)>,
    merged: &mut Vec<(u64, u32)>,
    run: usize,
    compare: &mut dyn FnMut(u32, u32) -> Ordering,
) {
    for both in numbers.chunks(2 * run) {
        let (left, right) = both.split_at(run.min(both.len()));
        let (mut at_left, mut at_right) = (0, 0);
        while at_left < left.len() && at_right < right.len() {
            let (first, second) = (left[at_left], right[at_right]);
            if second.0 < first.0 || second.0 == first.0 && compare(second.1, first.1).is_lt() {
                merged.push(second);
                at_right += 1;
            } else {
                merged.push(first);
                at_left += 1;
            }
        }
        merged.extend_from_slice(&left[at_left..]);
        merged.extend_from_slice(&right[at_right..]);
    }
    std::mem::swap(numbers, merged);
    merged.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in proptest::collection::vec((0u8..9, 0u8..9), 0..40)) {
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            distinct(&mut ours);
            theirs.sort();
            theirs.dedup();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn puts_texts_in_order(texts in proptest::collection::vec("(abcdefgh)?[a\0]{0,3}", 0..20)) {
            let mut theirs: Vec<u32> = (0..texts.len() as u32).collect();
            theirs.sort_by_key(|at| &texts[*at as usize]);
            prop_assert_eq!(of_texts(texts.len(), &|at| texts[at].as_bytes()), theirs);
        }

        #[test]
        fn keeps_the_smallest(numbers in proptest::collection::vec(0u64..99, 0..40), most in 0usize..50) {
            let (mut ours, mut theirs) = (numbers.clone(), numbers);
            smallest(&mut ours, most);
            theirs.sort_unstable();
            theirs.truncate(most);
            prop_assert_eq!(ours, theirs);
        }
    }
}
