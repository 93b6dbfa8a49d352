//! Names that look like one: spelling, word order, legal form, acronym in brackets, punctuation.
//!
//! Two names are alike for one of a few reasons, each of which can be looked up: nothing is compared
//! with everything. What only resembles, such as a parent and its branch, is not told: a publisher
//! who has to say no too often reads on no further.

mod form;
mod spelling;

use std::collections::HashMap;

pub use form::Form;

/// So many names with one number are compared with each.
const MOST_OF_A_NUMBER: usize = 50;

/// Whose names they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Organisations,
    People,
}

/// Why two names look like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The same letters: case, accents, punctuation, spaces.
    Signs,
    /// The same words but for order, legal forms, articles, or a register number.
    Words,
    /// One is the acronym that the other names.
    Acronym,
    /// One word is spelt otherwise.
    Spelling,
    /// The same register number stands in both.
    Number,
}

impl Why {
    /// True if nothing is guessed: the words are there.
    pub fn is_sure(self) -> bool {
        matches!(self, Self::Signs | Self::Words)
    }

    /// It in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Signs => "the same but for letter case, accents, spaces or punctuation",
            Self::Words => "the same words but for order, legal form, small words, acronym or register number",
            Self::Acronym => "the acronym that the other names",
            Self::Spelling => "one word is spelt otherwise",
            Self::Number => "the same register number stands in both",
        }
    }
}

/// Two names that look like one, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    pub a: usize,
    pub b: usize,
    pub why: Why,
}

/// The pairs among names. Of names that are all alike each is in a pair with the first of them.
pub fn pairs(names: &[&str], whose: Whose) -> Vec<Pair> {
    let forms: Vec<Form> = names.iter().map(|name| Form::of(name, whose)).collect();
    let mut found = Vec::new();
    same(&forms, Form::joined, &mut found);
    same(&forms, |form| form.unordered(None), &mut found);
    for pair in &mut found {
        if let (Some(a), Some(b)) = (names.get(pair.a), names.get(pair.b))
            && letters(a) == letters(b)
        {
            pair.why = Why::Signs;
        }
    }
    if whose == Whose::Organisations {
        acronyms(&forms, &mut found);
        numbers(&forms, &mut found);
    }
    spelling::pairs(&forms, whose, &mut found);
    found.retain(|pair| pair.a != pair.b);
    found.iter_mut().for_each(|pair| (pair.a, pair.b) = (pair.a.min(pair.b), pair.a.max(pair.b)));
    found.sort_unstable();
    found.dedup_by_key(|pair| (pair.a, pair.b));
    found
}

/// Names with one key are alike.
fn same(forms: &[Form], key: impl Fn(&Form) -> u64, found: &mut Vec<Pair>) {
    let mut keys: Vec<(u64, usize)> = forms.iter().enumerate().map(|(at, form)| (key(form), at)).collect();
    keys.retain(|(_, at)| forms.get(*at).is_some_and(|form| !form.words.is_empty()));
    keys.sort_unstable();
    for group in keys.chunk_by(|(a, _), (b, _)| a == b) {
        let first = group.first().map_or(0, |(_, at)| *at);
        found.extend(group.iter().skip(1).map(|(_, at)| Pair { a: first, b: *at, why: Why::Words }));
    }
}

/// Only what is written in letters and digits.
fn letters(name: &str) -> String {
    whomet::text::fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A name that is the acronym which others give for themselves. If those are several, it is that of most.
fn acronyms(forms: &[Form], found: &mut Vec<Pair>) {
    let mut long: HashMap<&str, Vec<(String, usize, usize)>> = HashMap::new();
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| !form.is_list) {
        for acronym in &form.acronyms {
            let (key, known) = (form.sorted(), long.entry(acronym).or_default());
            match known.iter_mut().find(|(other, ..)| are_near(other, &key)) {
                Some((_, _, count)) => *count += 1,
                None => known.push((key, at, 1)),
            }
        }
    }
    let most = |known: &Vec<(String, usize, usize)>| {
        let sum: usize = known.iter().map(|(.., count)| count).sum();
        known.iter().find(|(.., count)| count * 2 > sum).map(|(_, at, _)| *at)
    };
    let long: HashMap<&str, usize> =
        long.iter().filter_map(|(acronym, known)| Some((*acronym, most(known)?))).collect();
    for (b, form) in forms.iter().enumerate() {
        if let ([word], Some(a)) = (&form.words[..], form.words.first().and_then(|word| long.get(&**word)))
            && (form.acronyms.is_empty() || form.acronyms == [word.clone()])
        {
            found.push(Pair { a: *a, b, why: Why::Acronym });
        }
    }
}

/// Names in which one register number stands, unless they have words in common and one has more beside: that
/// may be a person of it, or a branch.
fn numbers(forms: &[Form], found: &mut Vec<Pair>) {
    let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| !form.is_list) {
        if let Some(number) = &form.number {
            by_number.entry(number).or_default().push(at);
        }
    }
    let more = |a: &Form, b: &Form| a.words.iter().filter(|word| !b.words.contains(word)).count();
    let is_more = |a: &Form, b: &Form| {
        let (more, less) = (more(a, b), more(b, a));
        a.words.len() >= more + 2 && more.max(less) >= 2
    };
    for group in by_number.values() {
        for (position, a) in group.iter().enumerate() {
            for b in group.iter().skip(position + 1).take(MOST_OF_A_NUMBER) {
                let (Some(one), Some(other)) = (forms.get(*a), forms.get(*b)) else { continue };
                if !is_more(one, other) {
                    found.push(Pair { a: *a, b: *b, why: Why::Number });
                }
            }
        }
    }
}

/// True if two keys are the same but for a slip of the pen.
fn are_near(a: &str, b: &str) -> bool {
    a == b || spelling::distance(a, b, 2) <= 2
}
