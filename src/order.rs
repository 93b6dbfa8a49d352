//! Sorting with little code.
//!
//! The standard sorts are written anew for each type they sort, some 4 kB of wasm each; with one for
//! each of the twenty places that sort, they were a sixth of the page. Here one of them puts numbers
//! in order, and everything else is moved into their order.

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
    if most < numbers.len() {
        numbers.select_nth_unstable(most);
        numbers.truncate(most);
    }
    numbers.sort_unstable();
}

fn sort_numbers(numbers: &mut [u32], compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    numbers.sort_by(|a, b| compare(*a, *b));
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
