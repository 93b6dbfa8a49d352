//! What may be meant by what is typed so far.

use super::select::Selection;
use super::{Clause, Engine, Plan};
use crate::order;
use crate::query::{Facet, MAX_WORDS_BYTES, Query};

/// Something that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// A value of a facet, and how many records have it among those that match the query but for its words and for
    /// what it chooses of this facet.
    Value(Facet, u32, usize),
    /// The words typed, with the last one finished. How many records that finds is not said: to count it for each
    /// of them would take as many searches.
    Words(String),
}

impl Engine {
    /// Organisations, people, topics and places with a name in which each of the words typed begins a
    /// word, those with the most records first, and then words that begin like the last one, those that take the
    /// most room in the index first; at most so many of either.
    #[must_use]
    pub fn suggest(&self, query: &Query, most: usize) -> Vec<Suggestion> {
        let clauses = Clause::parse(&query.words, false);
        let Some(last) = clauses.last().filter(|clause| clause.prefix && clauses.iter().all(|c| !c.exclude)) else {
            return Vec::new();
        };
        let mut found = self.suggested_values(query, &clauses, most);
        if let [word] = &last.words[..] {
            found.extend(self.suggested_words(read(&query.words), word, most));
        }
        found
    }

    /// Values of one facet with a name in which each of the words typed begins a word, those with the most
    /// records first, and how many that are.
    #[must_use]
    pub fn suggest_in(&self, facet: Facet, typed: &str, most: usize) -> Vec<(u32, usize)> {
        let Some(inside) = self.inside(facet, typed) else { return Vec::new() };
        let named = (0..).zip(inside).filter(|(_, named)| *named);
        let mut found: Vec<(u32, usize)> = named.map(|(value, _)| (value, self.filings[facet].total(value))).collect();
        order::by_key(&mut found, |(value, records)| (std::cmp::Reverse(*records), *value));
        found.truncate(most);
        found
    }

    fn suggested_values(&self, query: &Query, clauses: &[Clause], most: usize) -> Vec<Suggestion> {
        let first = self.names.of(Facet::Organisation).start;
        let names = first..self.names.of(Facet::Place).end;
        let matching = self.names_with(clauses, names.clone());
        let named = names.zip(matching).filter(|(_, matching)| *matching);
        let mut named: Vec<(Facet, u32)> = named.filter_map(|(name, _)| self.names.owner(name)).collect();
        order::by(&mut named, Ord::cmp);
        named.dedup();
        let mut found: Vec<(usize, Facet, u32)> = Vec::with_capacity(named.len());
        self.count_named(query, &named, |records, facet, value| found.push((records, facet, value)));
        order::by_key(&mut found, |(records, facet, value)| (std::cmp::Reverse(*records), *facet, *value));
        found.into_iter().take(most).map(|(records, facet, value)| Suggestion::Value(facet, value, records)).collect()
    }

    /// Counts how many records have each of some values, which are in order, among those that match the query but
    /// for its words and for what it chooses of the value's facet.
    fn count_named(&self, query: &Query, named: &[(Facet, u32)], mut found: impl FnMut(usize, Facet, u32)) {
        let plan = Plan::new(&Query { words: String::new(), ..query.clone() }, &self.values);
        let mut selection = Selection::new(self, &plan, None);
        let (hits, _) = selection.hits();
        let mut tally = self.room.take();
        for named in named.chunk_by(|(one, _), (other, _)| one == other) {
            let facet = named[0].0;
            let without = selection.narrows(facet).then(|| selection.without(facet));
            let counts = without.as_ref().unwrap_or(&hits).as_deref().map(|records| {
                self.tally(facet, Some(records), &plan, &mut tally);
                &tally
            });
            for (_, value) in named {
                let all = || self.filings[facet].total(*value);
                found(counts.map_or_else(all, |counts| counts.of(*value) as usize), facet, *value);
            }
        }
        self.room.leave(tally);
    }

    /// The words typed with the last one finished.
    fn suggested_words(&self, typed: &str, last: &str, most: usize) -> Vec<Suggestion> {
        let names = self.names.len();
        let terms = self.lexicon.beginning(last);
        let mut sizes: Vec<u64> = terms.map(|term| (!self.lexicon.size(term) as u64) << 32 | term as u64).collect();
        order::smallest(&mut sizes, most.saturating_mul(2));
        let terms = sizes.into_iter().map(|size| size as u32 as usize);
        // what stands in names alone is a name, and suggested as such
        let words = terms.filter(|term| self.lexicon.postings(*term).any(|(number, _)| number >= names));
        let others = words.map(|term| self.lexicon.terms.get(term)).filter(|term| *term != last);
        others.take(most).filter_map(|term| Some(Suggestion::Words(replace_word(typed, last, term)?))).collect()
    }
}

/// What is read of words, however many are typed.
pub(super) fn read(words: &str) -> &str {
    &words[..words.floor_char_boundary(MAX_WORDS_BYTES)]
}

/// A text with the last word that folds to `word` replaced.
pub(super) fn replace_word(text: &str, word: &str, by: &str) -> Option<String> {
    let found = crate::text::words(text).filter(|found| found.folded == word).last()?;
    Some(format!("{}{by}{}", text.get(..found.start)?, text.get(found.end..)?))
}
