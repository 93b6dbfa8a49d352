//! Names that differ in the spelling of one word.

use super::form::{Form, hash_of};
use super::{Pair, Whose, Why};

/// A word that is in so many names is a word of its own, and no slip.
const COMMON: usize = 3;
/// So many names that have all other words in common are compared.
const MOST: usize = 1_000;
/// A word is compared from so many letters on.
const SHORTEST: usize = 5;
/// A name of one word is: shorter ones are acronyms, and those of two bodies may differ in a letter.
const SHORTEST_ALONE: usize = 8;

/// The pairs of names in which one word is spelt otherwise.
pub fn pairs(forms: &[Form], whose: Whose, found: &mut Vec<Pair>) {
    let mut all: Vec<u64> = forms.iter().flat_map(|form| form.words.iter().map(|word| hash_of(word))).collect();
    all.sort_unstable();
    let is_common = |word: &str| {
        let from = all.partition_point(|other| *other < hash_of(word));
        all.get(from + COMMON - 1) == Some(&hash_of(word))
    };
    let mut others: Vec<(u64, usize, usize)> = Vec::new();
    for (at, form) in forms.iter().enumerate() {
        for (left_out, word) in form.words.iter().enumerate() {
            if is_comparable(word, form.words.len() == 1, whose) {
                others.push((rest(form, left_out, word), at, left_out));
            }
        }
    }
    others.sort_unstable();
    for alike in others.chunk_by(|(a, ..), (b, ..)| a == b).filter(|alike| alike.len() > 1) {
        let words: Vec<Word<'_>> =
            alike.iter().take(MOST).filter_map(|(_, at, left_out)| Word::of(forms, *at, *left_out)).collect();
        for (position, one) in words.iter().enumerate() {
            for other in words.iter().skip(position + 1).filter(|other| one.may_be(other)) {
                if one.text != other.text
                    && are_spellings(one.text, other.text, whose)
                    && !(is_common(one.text) && is_common(other.text))
                {
                    found.push(Pair { a: one.at, b: other.at, why: Why::Spelling });
                }
            }
        }
    }
}

/// A word that may be spelt otherwise in another name.
struct Word<'f> {
    at: usize,
    text: &'f str,
    /// A bit for each letter that is in it.
    letters: u32,
}

impl<'f> Word<'f> {
    fn of(forms: &'f [Form], at: usize, left_out: usize) -> Option<Self> {
        let text = &**forms.get(at)?.words.get(left_out)?;
        Some(Self { at, text, letters: text.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 32)) })
    }

    /// False if the letters already say that it is not the same: two slips change four of them.
    fn may_be(&self, other: &Self) -> bool {
        (self.letters ^ other.letters).count_ones() <= 4 && self.text.len().abs_diff(other.text.len()) <= 8
    }
}

/// All words but one, as a number, with the first letters of that one.
fn rest(form: &Form, left_out: usize, word: &str) -> u64 {
    let second = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
    form.unordered(Some(left_out)) ^ hash_of(word.get(..second).unwrap_or_default()).rotate_left(17)
}

fn is_comparable(word: &str, alone: bool, whose: Whose) -> bool {
    let shortest = match whose {
        _ if alone => SHORTEST_ALONE,
        Whose::People => SHORTEST + 1,
        Whose::Organisations => SHORTEST,
    };
    word.chars().count() >= shortest && word.chars().all(char::is_alphabetic)
}

/// True if two words may be one: they begin alike, and one slip lies between them, two in long words.
fn are_spellings(a: &str, b: &str, whose: Whose) -> bool {
    let length = a.chars().count().min(b.chars().count());
    let most = if length >= 9 && whose == Whose::Organisations { 2 } else { 1 };
    distance(a, b, most) <= most
}

/// How many letters are put in, left out, changed, or change places with the next, up to `most` (optimal
/// string alignment); `most + 1` if they are more.
pub fn distance(a: &str, b: &str, most: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            let changed = last[j] + usize::from(x != y);
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && b[j - 1] == *x {
                best = best.min(before_last[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        if row.iter().all(|distance| *distance > most) {
            return most + 1;
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0).min(most + 1)
}
