//! What to search for instead, where nothing is found.

use super::matches::Marks;
use super::slow::MAX_SPELLED;
use super::suggest::{read, replace_word};
use super::{Clause, Engine};
use crate::query::Query;
use crate::text::{Speller, Word, is_unspaced, words};

/// The longest run of characters without a blank that is taken apart.
const MAX_RUN: usize = 16;

impl Engine {
    /// What to search for instead where nothing is found. Each word that stands nowhere is replaced by the most
    /// frequent one that is spelt nearly so, or left out if there is none; a run of characters that are written
    /// without blanks is taken apart into runs that are there. `None` if nothing can be done, or more would have to
    /// be than a search looks up by its spelling.
    #[must_use]
    pub fn did_you_mean(&self, query: &Query) -> Option<String> {
        let typed = read(&query.words);
        let mut meant = typed.to_owned();
        let mut changed = 0;
        for clause in Clause::parse(typed, false).iter().filter(|clause| !clause.exclude) {
            let as_typed = Clause { loose: false, ..clause.clone() };
            if Marks::of(self, &as_typed).matching > 0 || self.is_lacking() {
                continue;
            }
            if is_run(clause) {
                changed += 1;
                meant = self.apart(&meant, clause)?;
            } else {
                for (at, word) in clause.words.iter().enumerate() {
                    let goes_on = clause.prefix && at + 1 == clause.words.len();
                    if clause.words.len() > 1 && self.stands(word, goes_on) {
                        continue;
                    }
                    changed += 1;
                    meant = replace_word(&meant, word, &self.nearest(word).unwrap_or_default())?;
                }
            }
            if changed > MAX_SPELLED {
                return None;
            }
        }
        let meant = meant.trim();
        (changed > 0 && !Clause::parse(meant, false).is_empty()).then(|| meant.to_owned())
    }

    /// True if there is such a word.
    fn stands(&self, word: &str, goes_on: bool) -> bool {
        let terms = if goes_on { self.lexicon.beginning(word) } else { self.lexicon.exactly(word) };
        !terms.is_empty()
    }

    /// The most frequent word that is spelt nearly like another.
    fn nearest(&self, word: &str) -> Option<String> {
        let mut speller = Speller::new(word, false)?;
        let near = self.lexicon.words().filter(|term| speller.accepts(self.lexicon.terms.get(*term)));
        near.max_by_key(|term| (self.lexicon.size(*term), std::cmp::Reverse(*term)))
            .map(|term| self.lexicon.terms.get(term).to_owned())
    }

    /// A text with blanks in a run, so that each part is found, the longest first; a part has two characters at least.
    fn apart(&self, text: &str, clause: &Clause) -> Option<String> {
        let run = &clause.words;
        let found = |words: &[String]| {
            let part = Clause { words: words.to_vec(), prefix: false, exclude: false, loose: false };
            Marks::of(self, &part).matching > 0
        };
        let mut starts = Vec::new();
        let mut at = 0;
        while at < run.len().min(MAX_RUN) {
            starts.push(at);
            at = (at + 2..=run.len().min(MAX_RUN)).rev().find(|end| found(&run[at..*end]))?;
        }
        let words: Vec<Word> = words(text).collect();
        let is_it = |some: &[Word]| some.iter().zip(run).all(|(word, wanted)| word.folded == *wanted);
        let first = words.windows(run.len()).position(is_it)?;
        let mut apart = text.to_owned();
        for start in starts.into_iter().skip(1).rev() {
            apart.insert(words.get(first + start)?.start, ' ');
        }
        // blanks within quotes say nothing
        (at == run.len() && Clause::parse(&apart, false).len() > Clause::parse(text, false).len()).then_some(apart)
    }
}

/// True of several characters of a script that is written without blanks, and nothing else.
fn is_run(clause: &Clause) -> bool {
    clause.words.len() > 1 && clause.words.iter().all(|word| word.chars().all(is_unspaced))
}
