//! Where the words of a query stand in a text that is shown.

use std::ops::Range;

use super::matches::Marks;
use super::{Clause, Engine, Plan};
use crate::order;
use crate::query::Query;
use crate::text::{How, Speller, Wanted, Word, widened, words};

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
        for clause in plan.clauses.into_iter().filter(|clause| !clause.exclude) {
            let mut wish = Wish { clause, wanted: None, speller: None };
            if let (true, [word]) = (wish.clause.loose, &wish.clause.words[..]) {
                wish.wanted = Some(Wanted::new(word, wish.clause.prefix));
                if Marks::of(self, &wish.clause).matching == 0 {
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
        let mut spans = Vec::new();
        for wish in &self.clauses {
            wish.mark(text, &words, &folded, &mut spans);
        }
        for span in &mut spans {
            *span = widened(text, span.clone());
        }
        order::by_key(&mut spans, |span| (span.start, span.end));
        spans.dedup_by(|next, span| {
            let joined = next.start <= span.end;
            if joined {
                span.end = span.end.max(next.end);
            }
            joined
        });
        spans
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
        let mut speller = self.speller.clone();
        for word in words {
            let like = self.wanted.as_ref().and_then(|wanted| wanted.like(&word.folded));
            let near = speller.as_mut().is_some_and(|speller| speller.accepts(&word.folded));
            if near || like.is_some_and(|how| how > How::Prefix) {
                spans.push(word.start..word.end);
            }
        }
    }
}
