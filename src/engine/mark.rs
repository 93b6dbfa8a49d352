//! Where the words of a query stand in a text that is shown.

use std::ops::Range;

use super::Clause;
use crate::order;
use crate::text::{Word, words};

/// Finds the words of a query in texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marker {
    clauses: Vec<Clause>,
}

impl Marker {
    /// For the words of a query; excluded ones are not marked.
    #[must_use]
    pub fn new(query: &str) -> Self {
        Self { clauses: Clause::parse(query).into_iter().filter(|clause| !clause.exclude).collect() }
    }

    /// The byte ranges to mark: in order, apart, on character boundaries.
    #[must_use]
    pub fn spans(&self, text: &str) -> Vec<Range<usize>> {
        if self.clauses.is_empty() {
            return Vec::new();
        }
        let words: Vec<Word> = words(text).collect();
        let folded: Vec<String> = words.iter().map(|word| word.folded.clone()).collect();
        let mut spans = Vec::new();
        for clause in &self.clauses {
            let last = clause.words.len() - 1;
            for at in clause.positions(&folded) {
                let end = &words[at + last];
                let stop = if clause.prefix { end.end_of_prefix(text, &clause.words[last]) } else { end.end };
                spans.push(words[at].start..stop);
            }
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

#[cfg(test)]
mod tests {
    use super::Marker;

    fn marked(query: &str, text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for span in Marker::new(query).spans(text) {
            out += &format!("{}[{}]", &text[at..span.start], &text[span.clone()]);
            at = span.end;
        }
        out + &text[at..]
    }

    #[test]
    fn marks_stand_where_the_words_matched() {
        for (query, text, expected) in [
            ("environment", "about environmental work", "about [environment]al work"),
            ("work environment", "environmental work", "[environment]al [work]"),
            ("\"joint action\"", "a joint action, joint plan", "a [joint action], joint plan"),
            ("covid-19", "COVID-19 and covid", "[COVID-19] and covid"),
            ("保护", "环境保护工作", "环境[保护]工作"),
            ("ёлка", "Елка и ёлка", "[Елка] и [ёлка]"),
            ("ecole", "École e\u{301}cole", "[École] [e\u{301}cole]"),
            ("-trade aid", "trade aid", "trade [aid]"),
            ("1600", "over 1,600 projects", "over [1,600] projects"),
            ("zzz", "nothing", "nothing"),
        ] {
            assert_eq!(marked(query, text), expected, "{query}");
        }
    }
}
