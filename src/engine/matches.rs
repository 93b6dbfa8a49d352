//! The words of a query: which records they admit, and how well each of these matches.

use std::ops::Range;

use super::corpus::Field;
use super::index::Engine;
use super::lexicon::Postings;
use super::score::{Rank, code, impact_in, rarity};
use super::slow::MAX_SPELLED;
use super::{Clause, Plan, phrase};
use crate::text::{How, Speller, Step, Wanted};

/// The records that the words admit, in order, and the rank of each.
#[derive(Default)]
pub(super) struct Matches {
    pub records: Vec<u32>,
    pub ranks: Vec<Rank>,
}

impl Matches {
    /// Looks each clause up, until nothing can pass any more. `None` if there are no words.
    pub fn find(engine: &Engine, plan: &Plan) -> Option<Self> {
        let mut found: Option<Self> = None;
        let mut spelled = 0;
        let (excluded, included): (Vec<&Clause>, Vec<&Clause>) = plan.clauses.iter().partition(|c| c.exclude);
        for clause in included {
            let mut marks = Marks::of(engine, clause);
            // what has not come yet may match
            let lacking = engine.is_lacking();
            if clause.loose && marks.matching == 0 && !lacking && spelled < MAX_SPELLED {
                spelled += 1;
                marks.spell(clause);
            }
            found = Some(match found {
                None => marks.all(),
                Some(found) => found.kept(&marks),
            });
            if found.as_ref().is_some_and(|found| found.records.is_empty()) && !lacking {
                return found;
            }
        }
        if !excluded.is_empty() {
            let mut all = found.unwrap_or_else(|| Self::everything(engine));
            for clause in excluded {
                all = all.without(&Marks::of(engine, clause));
            }
            return Some(all);
        }
        if let Some(found) = &mut found {
            found.name(engine, plan);
        }
        found
    }

    fn everything(engine: &Engine) -> Self {
        let records: Vec<u32> = (0..engine.total() as u32).collect();
        Self { ranks: vec![Rank::START; records.len()], records }
    }

    /// Those that match one more clause.
    fn kept(mut self, marks: &Marks) -> Self {
        let rarity = rarity(marks.codes.len(), marks.matching);
        let (records, ranks, codes) = (&mut self.records[..], &mut self.ranks[..], &marks.codes[..]);
        let mut kept = 0;
        for at in 0..records.len().min(ranks.len()) {
            let (record, rank) = (records[at], ranks[at]);
            let code = codes.get(record as usize).copied().unwrap_or(0);
            (records[kept], ranks[kept]) = (record, rank.with(code, rarity));
            kept += usize::from(code > 0);
        }
        self.truncated(kept)
    }

    /// Those that do not match a clause.
    fn without(mut self, marks: &Marks) -> Self {
        let mut kept = 0;
        for at in 0..self.records.len() {
            (self.records[kept], self.ranks[kept]) = (self.records[at], self.ranks[at]);
            kept += usize::from(marks.code(self.records[at]) == 0);
        }
        self.truncated(kept)
    }

    fn truncated(mut self, len: usize) -> Self {
        self.records.truncate(len);
        self.ranks.truncate(len);
        self
    }

    /// Puts first what is filed under the very name that was typed.
    fn name(&mut self, engine: &Engine, plan: &Plan) {
        let mut words: Vec<&str> = plan.clauses.iter().flat_map(|c| &c.words).map(|word| &**word).collect();
        crate::order::distinct(&mut words);
        for (facet, value) in engine.named(&words).into_iter().filter_map(|name| engine.names.owner(name)) {
            if facet.entity_kind().is_some() {
                for record in engine.filings[facet].records_of(&[value]) {
                    if let Ok(at) = self.records.binary_search(&record) {
                        self.ranks[at] = self.ranks[at].named();
                    }
                }
            }
        }
    }
}

/// What one clause matches: for each record a code, 0 if it does not match.
pub(super) struct Marks<'a> {
    engine: &'a Engine,
    codes: Vec<u8>,
    /// How many records match.
    pub matching: usize,
}

impl<'a> Marks<'a> {
    /// Finds a clause, exclusion and spelling aside, in the records' own texts and in the names of what
    /// they are filed under.
    pub fn of(engine: &'a Engine, clause: &Clause) -> Self {
        let mut marks = Self { engine, codes: vec![0; engine.total()], matching: 0 };
        match &clause.words[..] {
            [word] => marks.look_up(word, clause),
            _ => {
                marks.look_up_phrase(&Clause { prefix: false, ..clause.clone() }, How::Exact);
                if clause.prefix {
                    marks.look_up_phrase(clause, How::Prefix);
                }
            }
        }
        marks
    }

    fn look_up_phrase(&mut self, clause: &Clause, how: How) {
        let engine = self.engine;
        phrase::find(&engine.lexicon, clause, |number, field| match number.checked_sub(engine.names.len()) {
            Some(record) => self.mark(record, code(how.tier(), impact_in(field))),
            None => self.name(number, code(how.tier(), impact_in(Field::Name))),
        });
    }

    /// The code of a record.
    pub fn code(&self, record: u32) -> u8 {
        self.codes.get(record as usize).copied().unwrap_or(0)
    }

    fn look_up(&mut self, word: &str, clause: &Clause) {
        let lexicon = &self.engine.lexicon;
        let whole = lexicon.exactly(word);
        self.add_all(whole.clone(), How::Exact.tier());
        if clause.prefix {
            // the word itself is the first that begins with it
            let begun = lexicon.beginning(word);
            self.add_all(begun.start.max(whole.end)..begun.end, How::Prefix.tier());
        }
        if !clause.loose {
            return;
        }
        let wanted = Wanted::new(word, clause.prefix);
        let like = |term: usize, how: How| wanted.like(lexicon.terms.get(term)) == Some(how);
        let near = lexicon.place_of_word(word);
        if let (Some(stem), Some(near)) = (wanted.stem(), near) {
            for stem in [Some(stem), wanted.other_stem()].into_iter().flatten() {
                let forms = lexicon.with_stem(stem, near).filter(|term| like(*term, How::Stem));
                forms.for_each(|term| self.add(term, How::Stem.tier()));
            }
            let bare = wanted.bare_form().map_or(0..0, |form| lexicon.exactly(form));
            bare.filter(|term| like(*term, How::Stem)).for_each(|term| self.add(term, How::Stem.tier()));
        }
        if let Some((script, sound)) = wanted.sound() {
            let others = lexicon.sounding(script, sound, clause.prefix).filter(|term| like(*term, How::Script));
            others.for_each(|term| self.add(term, How::Script.tier()));
        }
    }

    /// Adds what is spelt nearly like a word: walks the terms in order, keeping what is known of their
    /// common beginnings, and leaps over those that begin too differently.
    fn spell(&mut self, clause: &Clause) {
        let Some(mut speller) = clause.words.first().and_then(|word| Speller::new(word, clause.prefix)) else { return };
        let lexicon = &self.engine.lexicon;
        let mut terms = lexicon.words();
        while let Some(at) = terms.next() {
            let term = lexicon.terms.get(at);
            let common = speller.common(term);
            speller.back_to(common);
            let mut step = Step::Open;
            for (place, letter) in term.char_indices().skip(common) {
                step = speller.read(letter);
                if step != Step::Open {
                    let alike = lexicon.beginning(&term[..place + letter.len_utf8()]);
                    if step == Step::Begun {
                        self.add_all(at..alike.end, How::Spelling.tier());
                    }
                    speller.back_to(speller.depth() - 1);
                    terms.start = alike.end.max(at + 1);
                    break;
                }
            }
            if step == Step::Open && speller.is_near() {
                self.add(at, How::Spelling.tier());
            }
        }
    }

    fn add(&mut self, term: usize, tier: u8) {
        self.add_all(term..term + 1, tier);
    }

    /// Adds terms that stand together.
    fn add_all(&mut self, terms: Range<usize>, tier: u8) {
        let names = self.engine.names.len();
        let by_impact = std::array::from_fn(|impact| code(tier, impact as u32));
        let of_name = code(tier, impact_in(Field::Name));
        // two lists are read at once
        let mut waiting: Option<Postings> = None;
        for term in terms {
            let mut postings = self.engine.lexicon.postings(term);
            let named = self.engine.lexicon.raise_named(term, of_name, &mut self.codes);
            self.matching += named.unwrap_or(0);
            // names come before records
            while let Some(name) = postings.next_before(names) {
                if named.is_none() {
                    self.name(name, of_name);
                }
            }
            let postings = postings.from(names);
            waiting = Some(match waiting {
                None => postings,
                Some(other) => {
                    let (left, matching) = other.raise_both(postings, &by_impact, &mut self.codes);
                    self.matching += matching;
                    left
                }
            });
        }
        self.matching += waiting.map_or(0, |left| left.raise(&by_impact, &mut self.codes));
    }

    /// Marks the records filed under the owner of a name with a code.
    fn name(&mut self, name: u32, code: u8) {
        let Some((facet, value)) = self.engine.names.owner(name as usize) else { return };
        if facet.entity_kind().is_some() {
            self.matching += self.engine.filings[facet].raise(value, &mut self.codes, code);
        }
    }

    #[inline(always)]
    fn mark(&mut self, record: u32, code: u8) {
        if let Some(known) = self.codes.get_mut(record as usize) {
            self.matching += usize::from(*known == 0);
            *known = code.max(*known);
        }
    }

    /// The records that match, each ranked by this clause.
    fn all(&self) -> Matches {
        let rarity = rarity(self.codes.len(), self.matching);
        // places to write to, because a push is a call; one more, because what does not match is written too
        let mut all = Matches { records: vec![0; self.matching + 1], ranks: vec![Rank::START; self.matching + 1] };
        let (records, ranks) = (&mut all.records[..], &mut all.ranks[..]);
        let mut found = 0;
        let mut record = 0;
        for codes in self.codes.chunks(8) {
            // most records match few words
            let none = codes.first_chunk::<8>().is_some_and(|codes| u64::from_ne_bytes(*codes) == 0);
            for code in if none { &[] } else { codes } {
                if let (Some(place), Some(rank)) = (records.get_mut(found), ranks.get_mut(found)) {
                    (*place, *rank) = (record, Rank::START.with(*code, rarity));
                }
                found += usize::from(*code > 0);
                record += 1;
            }
            record += if none { 8 } else { 0 };
        }
        all.truncated(self.matching)
    }
}
