//! Where the words of a query stand in a text that is shown.

use std::ops::Range;

use super::matches::Marks;
use super::slow::MAX_SPELLED;
use super::{Clause, Engine, Plan};
use crate::order;
use crate::query::Query;
use crate::text::{Speller, Wanted, Word, border_before, border_behind, words};

/// Finds the words of a query in texts, by the rules by which records match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marker {
    clauses: Vec<Wish>,
}

/// A clause, and what its only word is like.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wish {
    clause: Clause,
    wanted: Option<Wanted>,
    /// Set if nothing matches but by spelling.
    speller: Option<Speller>,
}

impl Engine {
    /// A marker for the words of a query; excluded ones are not marked.
    #[must_use]
    pub fn marker(&self, query: &Query) -> Marker {
        let plan = Plan::new(query, &self.values);
        let mut clauses = Vec::new();
        let mut spelled = 0;
        for clause in plan.clauses.into_iter().filter(|clause| !clause.exclude) {
            let mut wish = Wish { clause, wanted: None, speller: None };
            if let (true, [word]) = (wish.clause.loose, &wish.clause.words[..]) {
                wish.wanted = Some(Wanted::new(word, wish.clause.prefix));
                if spelled < MAX_SPELLED && Marks::of(self, &wish.clause).matching == 0 {
                    spelled += 1;
                    wish.speller = Speller::new(word, wish.clause.prefix);
                }
            }
            clauses.push(wish);
        }
        Marker { clauses }
    }
}

impl Marker {
    /// The byte ranges to mark: in order, apart, none of which splits what a reader takes for one character.
    #[must_use]
    pub fn spans(&self, text: &str) -> Vec<Range<usize>> {
        if self.clauses.is_empty() {
            return Vec::new();
        }
        let words: Vec<Word> = words(text).collect();
        let folded: Vec<String> = words.iter().map(|word| word.folded.clone()).collect();
        // what a word is like is found once, not for each clause
        let loose = self.clauses.iter().any(|wish| wish.wanted.is_some());
        let known: Vec<Wanted> = folded.iter().filter(|_| loose).map(|word| Wanted::new(word, false)).collect();
        let mut spans = Vec::new();
        for wish in &self.clauses {
            wish.mark(text, &words, &folded, &mut spans);
            wish.mark_alike(&words, &known, &mut spans);
        }
        order::by_key(&mut spans, |span| (span.start, span.end));
        let mut whole: Vec<Range<usize>> = Vec::new();
        for span in spans {
            let done = whole.last().map_or(0, |last| last.end);
            if span.end <= done {
                continue;
            }
            // walked back from at most once, lest a long run of marks is walked for each
            let start = if span.start <= done { done } else { border_before(text, span.start) };
            let end = border_behind(text, span.end);
            match whole.last_mut().filter(|last| last.end == start) {
                Some(last) => last.end = end,
                None => whole.push(start..end),
            }
        }
        whole
    }
}

impl Marker {
    /// True if there is nothing to mark.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// A marker for each of the clauses by itself.
    pub fn each(&self) -> impl Iterator<Item = Self> {
        self.clauses.iter().map(|wish| Self { clauses: vec![wish.clone()] })
    }
}

impl Wish {
    fn mark(&self, text: &str, words: &[Word], folded: &[String], spans: &mut Vec<Range<usize>>) {
        let last = self.clause.words.len() - 1;
        for at in self.clause.positions(folded) {
            let end = &words[at + last];
            let typed = &self.clause.words[last];
            let stop = if self.clause.prefix { end.end_of_prefix(text, typed) } else { end.end };
            spans.push(words[at].start..stop);
        }
    }

    /// Marks words that are like the one typed.
    fn mark_alike(&self, words: &[Word], known: &[Wanted], spans: &mut Vec<Range<usize>>) {
        let Some(wanted) = &self.wanted else { return };
        let mut speller = self.speller.clone();
        for (word, known) in words.iter().zip(known) {
            let near = speller.as_mut().is_some_and(|speller| speller.accepts(&word.folded));
            if near || wanted.has_form(known) {
                spans.push(word.start..word.end);
            }
        }
    }
}
