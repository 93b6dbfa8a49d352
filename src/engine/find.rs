//! Texts by number, and which of them a clause matches.
//!
//! In scripts written without spaces each character is a word, and most of them are frequent; so two
//! that follow each other are a term as well, kept apart so that no word of a query begins one. A run
//! of such characters is found by its pairs: `环境保护` by 环境 and 保护, two places apart.

use std::cmp::Ordering;
use std::ops::Range;

use super::Clause;
use super::corpus::Field;
use super::lexicon::{Inverter, Lexicon, NEXT_PLACE, field_of, number_of, packed};
use crate::order;
use crate::text::{is_unspaced, words};

/// Texts, each found by its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Texts {
    words: Lexicon,
    pairs: Lexicon,
}

/// Part of a clause that one lexicon answers: one of these terms, so far behind the beginning.
struct Part<'a> {
    lexicon: &'a Lexicon,
    terms: Range<usize>,
    behind: u32,
}

/// Where a phrase may begin: a number, and a spot in its texts.
type Start = (u32, u32);

impl Texts {
    /// Calls `found` for each number that has a text which the clause matches, exclusion aside, with
    /// the field of that text. A number may come several times.
    pub fn find(&self, clause: &Clause, mut found: impl FnMut(u32, Field)) {
        let mut parts = self.parts(clause);
        order::by_key(&mut parts, |part| part.hits().len());
        match &parts[..] {
            [] => {}
            [part] => part.hits().iter().for_each(|hit| found(number_of(*hit), field_of(*hit))),
            [rarest, others @ ..] => {
                let mut starts = rarest.starts();
                for part in others {
                    part.keep(&mut starts);
                }
                for (number, spot) in starts {
                    found(number, field_of(spot));
                }
            }
        }
    }

    /// The parts that together are the clause.
    fn parts(&self, clause: &Clause) -> Vec<Part<'_>> {
        let list = &clause.words;
        let unspaced = |at: usize| list.get(at).and_then(|word| word.chars().next()).is_some_and(is_unspaced);
        let mut parts = Vec::new();
        let mut at = 0;
        let mut behind = 0;
        while at < list.len() {
            let (lexicon, terms, first, taken) = if unspaced(at) && unspaced(at + 1) {
                (&self.pairs, self.pair(&list[at], &list[at + 1]), behind, 2)
            } else if unspaced(at) && at > 0 && unspaced(at - 1) {
                (&self.pairs, self.pair(&list[at - 1], &list[at]), behind - NEXT_PLACE, 1)
            } else if clause.prefix && at + 1 == list.len() {
                (&self.words, self.words.beginning(&list[at]), behind, 1)
            } else {
                (&self.words, self.words.exactly(&list[at]), behind, 1)
            };
            parts.push(Part { lexicon, terms, behind: first });
            at += taken as usize;
            behind += taken * NEXT_PLACE;
        }
        parts
    }

    fn pair(&self, first: &str, second: &str) -> Range<usize> {
        self.pairs.exactly(&format!("{first}{second}"))
    }
}

impl<'a> Part<'a> {
    fn hits(&self) -> &'a [u32] {
        &self.lexicon.hits()[self.lexicon.hits_of(self.terms.clone())]
    }

    /// Wherever a phrase with this part may begin.
    fn starts(&self) -> Vec<Start> {
        let mut starts = Vec::new();
        for hit in self.lexicon.hits_of(self.terms.clone()) {
            let number = number_of(self.lexicon.hits()[hit]);
            let spots = self.lexicon.spots(hit).iter();
            starts.extend(spots.filter_map(|spot| Some((number, spot.checked_sub(self.behind)?))));
        }
        if self.terms.len() > 1 {
            order::by(&mut starts, Ord::cmp);
        }
        starts
    }

    /// Keeps the starts that have this part behind them.
    fn keep(&self, starts: &mut Vec<Start>) {
        if starts.is_empty() {
            return;
        }
        let mut kept = vec![false; starts.len()];
        for term in self.terms.clone() {
            self.mark(term, starts, &mut kept);
        }
        let mut kept = kept.into_iter();
        starts.retain(|_| kept.next().unwrap_or(false));
    }

    /// Marks the starts that have this term behind them. Of hits and starts, both in order, the one
    /// that lags leaps forward.
    fn mark(&self, term: usize, starts: &[Start], kept: &mut [bool]) {
        let span = self.lexicon.hits_of(term..term + 1);
        let hits = &self.lexicon.hits()[span.clone()];
        let (mut hit, mut at) = (0, 0);
        while hit < hits.len() && at < starts.len() {
            let number = starts[at].0;
            match number_of(hits[hit]).cmp(&number) {
                Ordering::Less => hit = leap(hits, hit, |hit| number_of(*hit) < number),
                Ordering::Greater => at = leap(starts, at, |start| start.0 < number_of(hits[hit])),
                Ordering::Equal => {
                    let spots = self.lexicon.spots(span.start + hit);
                    let mut spot = 0;
                    while at < starts.len() && starts[at].0 == number {
                        let wanted = starts[at].1.saturating_add(self.behind);
                        spot = leap(spots, spot, |spot| *spot < wanted);
                        kept[at] |= spots.get(spot) == Some(&wanted);
                        at += 1;
                    }
                    hit += 1;
                }
            }
        }
    }
}

/// The first from `at` on for which `before` is false: quick if it is near.
fn leap<T>(list: &[T], at: usize, before: impl Fn(&T) -> bool) -> usize {
    let mut low = at;
    let mut stride = 1;
    while list.get(low + stride - 1).is_some_and(&before) {
        low += stride;
        stride *= 2;
    }
    let high = (low + stride - 1).min(list.len());
    low + list[low..high].partition_point(before)
}

/// Texts as they come.
#[derive(Clone, Debug, Default)]
pub(super) struct TextsBuilder {
    words: Inverter,
    pairs: Inverter,
    /// The place of the next word.
    place: u32,
}

impl TextsBuilder {
    /// Adds a text of the number that [`Self::close`] will end.
    pub fn add(&mut self, field: Field, text: &str) {
        let mut before = String::new();
        for word in words(text) {
            let spot = packed(self.place, field);
            self.words.add(&word.folded, spot);
            if word.is_unspaced() {
                if !before.is_empty() {
                    before += &word.folded;
                    self.pairs.add(&before, spot - NEXT_PLACE);
                }
                before = word.folded;
            } else {
                before.clear();
            }
            self.place += 1;
        }
        self.place += 1;
    }

    /// Ends a number. The first is 0.
    pub fn close(&mut self) {
        self.words.close();
        self.pairs.close();
        self.place = 0;
    }

    /// All of them, to be found.
    pub fn finish(self) -> Texts {
        Texts { words: self.words.finish(), pairs: self.pairs.finish() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn found(texts: &[&str], query: &str) -> Vec<u32> {
        let mut builder = TextsBuilder::default();
        for text in texts {
            builder.add(Field::Title, "joint");
            text.split('|').for_each(|text| builder.add(Field::Body, text));
            builder.close();
        }
        let texts = builder.finish();
        let mut numbers = Vec::new();
        for clause in Clause::parse(query) {
            texts.find(&clause, |number, _| numbers.push(number));
        }
        numbers.dedup();
        numbers
    }

    #[test]
    fn phrases_stand_in_one_text() {
        let texts = ["action plan", "a joint action", "joint|action", "action joint", "joint actions joint act"];
        for (query, numbers) in [
            ("\"joint action\"", vec![1]),
            ("\"joint act\"", vec![4]),
            ("\"joint act", vec![1, 4]),
            ("\"joint a", vec![1, 4]),
            ("\"act joint\"", vec![]),
            ("action ", vec![0, 1, 2, 3, 4]),
            ("\"joint zzz\"", vec![]),
        ] {
            assert_eq!(found(&texts, query), numbers, "{query}");
        }
    }

    #[test]
    fn unspaced_runs_are_found_character_by_character() {
        let texts = ["环境保护", "保护环境", "环|境保护", "环境SCO保护", "环，境"];
        for (query, numbers) in [
            ("环境", vec![0, 1, 3, 4]),
            ("环境保护", vec![0]),
            ("境保护", vec![0, 2]),
            ("境sco保", vec![3]),
            ("境sc", vec![3]),
            ("护", vec![0, 1, 2, 3]),
            ("护环境", vec![1]),
            ("境保", vec![0, 2]),
            ("环保", vec![]),
        ] {
            assert_eq!(found(&texts, query), numbers, "{query}");
        }
    }

    #[test]
    fn an_unspaced_character_is_a_word_that_nothing_else_begins_with() {
        for c in ('\u{80}'..=char::MAX).filter(|c| is_unspaced(*c)) {
            assert_eq!(fold(&c.to_string()), c.to_string());
        }
    }

    #[test]
    fn leaps_land_where_a_scan_would() {
        let list = [1, 3, 3, 5, 7, 9, 11, 13];
        for at in 0..=list.len() {
            for wanted in 0..15 {
                let scan = (at..list.len()).find(|i| list[*i] >= wanted).unwrap_or(list.len());
                assert_eq!(leap(&list, at, |n| *n < wanted), scan);
            }
        }
    }
}
