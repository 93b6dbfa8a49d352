//! Words that follow each other, by their places.
//!
//! In scripts written without spaces each character is a word, and most of them are frequent; so two
//! that follow each other are a term as well. A run of such characters is found by its pairs:
//! `环境保护` by 环境 and 保护, two places apart.

use std::ops::Range;

use super::Clause;
use super::corpus::Field;
use super::lexicon::{Lexicon, NEXT_PLACE, PAIR, field_of};
use crate::order;
use crate::text::is_unspaced;

/// Part of a phrase: one of these terms, so far behind the beginning.
struct Part {
    terms: Range<usize>,
    behind: u32,
}

/// Where a phrase may begin: a number, and a spot in its texts.
type Start = (u32, u32);

/// Calls `found` for each number that has a text which the clause matches, exclusion aside, with the
/// field of that text. A number may come several times.
pub(super) fn find(lexicon: &Lexicon, clause: &Clause, mut found: impl FnMut(u32, Field)) {
    let mut parts = parts(lexicon, clause);
    order::by_key(&mut parts, |part| lexicon.size_of_all(&part.terms));
    let Some((rarest, others)) = parts.split_first() else { return };
    let mut starts = all_starts(lexicon, rarest);
    for part in others {
        keep(lexicon, part, &mut starts);
    }
    for (number, spot) in starts {
        found(number, field_of(spot));
    }
}

/// The parts that together are the clause.
fn parts(lexicon: &Lexicon, clause: &Clause) -> Vec<Part> {
    let list = &clause.words;
    let unspaced = |at: usize| list.get(at).and_then(|word| word.chars().next()).is_some_and(is_unspaced);
    let pair = |at: usize| lexicon.exactly(&format!("{PAIR}{}{}", list[at], list[at + 1]));
    let mut parts = Vec::new();
    let mut at = 0;
    while at < list.len() {
        let (terms, first, taken) = if unspaced(at) && unspaced(at + 1) {
            (pair(at), at, 2)
        } else if unspaced(at) && at > 0 && unspaced(at - 1) {
            (pair(at - 1), at - 1, 1)
        } else if clause.prefix && at + 1 == list.len() {
            (lexicon.beginning(&list[at]), at, 1)
        } else {
            (lexicon.exactly(&list[at]), at, 1)
        };
        parts.push(Part { terms, behind: first as u32 * NEXT_PLACE });
        at += taken;
    }
    parts
}

/// Wherever a phrase with this part may begin, in order.
fn all_starts(lexicon: &Lexicon, part: &Part) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    for term in part.terms.clone() {
        let spots = lexicon.spots(term);
        starts.extend(spots.filter_map(|(number, spot)| Some((number, spot.checked_sub(part.behind)?))));
    }
    if part.terms.len() > 1 {
        order::distinct(&mut starts);
    }
    starts
}

/// Keeps the starts that have this part behind them.
fn keep(lexicon: &Lexicon, part: &Part, starts: &mut Vec<Start>) {
    let mut kept = vec![false; starts.len()];
    for term in part.terms.clone() {
        let mut at = 0;
        for (number, spot) in lexicon.spots(term) {
            let Some(spot) = spot.checked_sub(part.behind) else { continue };
            while starts.get(at).is_some_and(|start| *start < (number, spot)) {
                at += 1;
            }
            match starts.get(at) {
                None => break,
                Some(start) if *start == (number, spot) => kept[at] = true,
                Some(_) => {}
            }
        }
    }
    let mut kept = kept.into_iter();
    starts.retain(|_| kept.next().unwrap_or(false));
}
