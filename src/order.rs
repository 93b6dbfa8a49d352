//! Sorting with little code.
//!
//! The standard sorts are written anew for each type they sort, some 4 kB of wasm each; with one for
//! each of the twenty places that sort, they were a sixth of the page. Here one sort puts numbers in
//! order, and everything else is moved into their order.

use std::cmp::Ordering;

/// Sorts by a comparison; equal items keep their order.
pub fn by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order: Vec<u32> = (0..).take(items.len()).collect();
    sort_numbers(&mut order, &mut |a, b| compare(&items[a as usize], &items[b as usize]));
    // each cycle of the permutation is carried out by swaps, and marked as done
    for start in 0..items.len() {
        let mut at = start;
        loop {
            let next = order[at] as usize;
            order[at] = at as u32;
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
    loop {
        let of = |child: usize| heap.get(child).map(|number| (*number, child));
        let larger = of(2 * at + 1).max(of(2 * at + 2));
        match (larger, heap.get(at)) {
            (Some((below, child)), Some(number)) if below > *number => {
                heap.swap(at, child);
                at = child;
            }
            _ => return,
        }
    }
}

/// Merges ever longer runs. One kilobyte, where the standard sorts are ten.
fn sort_numbers(numbers: &mut Vec<u32>, compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    let mut merged = Vec::with_capacity(numbers.len());
    let mut run = 1;
    while run < numbers.len() {
        for both in numbers.chunks(2 * run) {
            let (mut left, mut right) = both.split_at(run.min(both.len()));
            while let ([first, after @ ..], [second, rest @ ..]) = (left, right) {
                if compare(*second, *first).is_lt() {
                    merged.push(*second);
                    right = rest;
                } else {
                    merged.push(*first);
                    left = after;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(numbers, &mut merged);
        merged.clear();
        run *= 2;
    }
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
        fn keeps_the_smallest(numbers in proptest::collection::vec(0u64..99, 0..40), most in 0usize..50) {
            let (mut ours, mut theirs) = (numbers.clone(), numbers);
            smallest(&mut ours, most);
            theirs.sort_unstable();
            theirs.truncate(most);
            prop_assert_eq!(ours, theirs);
        }
    }
}
