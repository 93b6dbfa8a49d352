//! What search means, as a scan over all records: the specification that the engine is held to.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::{self, Field};
use super::score::{Rank, code, impact, impact_in, rarity, weight};
use super::{Answer, Axis, Clause, Plan, ValueCount, ValueCounts, Values, Want, WantValues};
use crate::model::{Bounds, Dataset, Day, EntityKind, Record, RecordId};
use crate::query::{Facet, PerFacet, Query, Sort};
use crate::text::{How, Speller, Wanted, words};

/// How many words of a query are looked up by their spelling.
pub(super) const MAX_SPELLED: usize = 8;

/// The answer to a query.
#[must_use]
pub fn answer(dataset: &Dataset, query: &Query, want: &Want) -> Answer {
    let values = Values::of(dataset);
    let plan = Plan::new(query, &values);
    let ids: Vec<RecordId> = dataset.record_ids().collect();
    let average = corpus::average_len(dataset);
    let mut all: Vec<Seen> = ids.iter().map(|id| Seen::new(dataset, &values, *id, average)).collect();
    match_clauses(&plan, &mut all);

    let mut hits: Vec<usize> = (0..all.len()).filter(|at| all[*at].passes(&plan, None)).collect();
    sort(&mut hits, &all, &plan);
    let facets = PerFacet::from_fn(|facet| {
        let mut counts = vec![0; values.len(facet)];
        let aside = Some(facet).filter(|facet| !want.values[*facet].of_hits);
        let counted = all.iter().filter(|seen| seen.passes(&plan, aside));
        for seen in counted {
            let own = match facet {
                Facet::Year => &years(seen.record, &values, |bounds, year| plan.touches(bounds, year)),
                _ => &seen.values[facet],
            };
            own.iter().for_each(|value| counts[*value as usize] += 1);
        }
        let inside = Clause::parse(&want.values[facet].inside, true);
        let named = |value| {
            let names = values.names(dataset, facet, value);
            names.iter().any(|name| inside.iter().all(|word| word.begins_in(name)))
        };
        pick(&counts, &want.values[facet], |value| plan.chosen[facet].names(value), named)
    });
    let mut timeline = query.zoom.map_or_else(|| Axis::of(dataset), Axis::zoomed).empty();
    for seen in all.iter().filter(|seen| want.timeline && seen.passes_but_for_time(&plan)) {
        timeline.count(seen.bounds().as_ref().map(|bounds| (bounds, seen.is_exact())), &plan);
    }
    let certain = |at: &&usize| plan.is_certain(all[**at].bounds().as_ref());
    let page: Vec<usize> = hits.iter().copied().skip(want.start).take(want.len).collect();
    Answer {
        total: all.len(),
        count: hits.len(),
        certain: hits.iter().filter(certain).count(),
        page: page.iter().map(|at| ids[*at]).collect(),
        how: page.iter().map(|at| all[*at].rank.how().unwrap_or_default()).collect(),
        facets,
        timeline,
        unknown: plan.unknown,
    }
}

/// A record with everything that a query can ask of it.
struct Seen<'a> {
    record: Record<'a>,
    values: PerFacet<Vec<u32>>,
    /// Its own texts, as folded words.
    texts: Vec<(Field, Vec<String>)>,
    /// The names of what it is filed under.
    names: Vec<Vec<String>>,
    /// How often each word stands in its own texts, by the weights of their fields.
    frequencies: BTreeMap<String, u32>,
    len: usize,
    average: usize,
    /// For each clause how well it matches.
    matched: Vec<Option<u8>>,
    rank: Rank,
}

impl<'a> Seen<'a> {
    fn new(dataset: &'a Dataset, values: &Values, id: RecordId, average: usize) -> Self {
        let record = dataset.record(id);
        let values = PerFacet::from_fn(|facet| match facet {
            Facet::Year => years(record, values, |bounds, (from, to)| bounds.may(from, to)),
            _ => values.of_record(dataset, id, facet),
        });
        let folded = |text: &str| words(text).map(|word| word.folded).collect::<Vec<String>>();
        let entities = EntityKind::ALL.into_iter().flat_map(|kind| dataset.filed_under(id, kind));
        let names = entities.flat_map(|entity| corpus::names(dataset.entities.get(entity)));
        let own = corpus::texts(dataset, id);
        let texts: Vec<(Field, Vec<String>)> = own.into_iter().map(|(field, text)| (field, folded(text))).collect();
        let mut frequencies = BTreeMap::new();
        for (field, word) in texts.iter().flat_map(|(field, words)| words.iter().map(move |word| (field, word))) {
            *frequencies.entry(word.clone()).or_default() += weight(*field);
        }
        let (names, len) = (names.map(folded).collect(), corpus::len(dataset, id));
        let (matched, rank) = (Vec::new(), Rank::START);
        Self { record, values, texts, names, frequencies, len, average, matched, rank }
    }

    /// The best match of a word, given how other words are like it.
    fn word(&self, mut like: impl FnMut(&str) -> Option<How>) -> Option<u8> {
        let mut best = None;
        for (word, frequency) in &self.frequencies {
            let impact = impact(*frequency, self.len, self.average);
            best = best.max(like(word).map(|how| code(how.tier(), impact)));
        }
        for word in self.names.iter().flatten() {
            best = best.max(like(word).map(|how| code(how.tier(), impact_in(Field::Name))));
        }
        best
    }

    /// The best match of words that follow each other.
    fn phrase(&self, clause: &Clause) -> Option<u8> {
        let names = self.names.iter().map(|name| (Field::Name, name));
        let texts = self.texts.iter().map(|(field, words)| (*field, words)).chain(names);
        let whole = Clause { prefix: false, ..clause.clone() };
        let how = |text| if whole.matches(text) { How::Exact } else { How::Prefix };
        let matching = texts.filter(|(_, text)| clause.matches(text));
        matching.map(|(field, text)| code(how(text).tier(), impact_in(field))).max()
    }

    /// The best match of a clause but for spelling.
    fn best(&self, clause: &Clause) -> Option<u8> {
        let [word] = &clause.words[..] else { return self.phrase(clause) };
        let wanted = Wanted::new(word, clause.prefix);
        self.word(|other| wanted.like(other).filter(|how| clause.loose || how.is_typed()))
    }

    /// True if one of its names consists of just the words of the query.
    fn is_named(&self, plan: &Plan) -> bool {
        let typed: BTreeSet<&String> = plan.clauses.iter().flat_map(|clause| &clause.words).collect();
        let is_all = |name: &Vec<String>| !typed.is_empty() && name.iter().collect::<BTreeSet<_>>() == typed;
        plan.clauses.iter().all(|clause| !clause.exclude) && self.names.iter().any(is_all)
    }

    fn bounds(&self) -> Option<Bounds> {
        self.record.date().map(|date| date.bounds())
    }

    fn is_exact(&self) -> bool {
        self.record.date().is_some_and(|date| date.is_exact())
    }

    /// True if everything in the plan admits the record, one facet aside.
    fn passes(&self, plan: &Plan, aside: Option<Facet>) -> bool {
        let facet = |(facet, values): (Facet, &Vec<u32>)| aside == Some(facet) || plan.chosen[facet].admits(values);
        self.passes_words(plan)
            && self.values.iter().all(facet)
            && plan.admits_date(self.bounds().as_ref())
            && (aside == Some(Facet::Year) || plan.admits_years(self.bounds().as_ref()))
    }

    fn passes_but_for_time(&self, plan: &Plan) -> bool {
        let facet = |(facet, values): (Facet, &Vec<u32>)| facet == Facet::Year || plan.chosen[facet].admits(values);
        self.passes_words(plan) && self.values.iter().all(facet)
    }

    fn passes_words(&self, plan: &Plan) -> bool {
        plan.clauses.iter().zip(&self.matched).all(|(clause, matched)| matched.is_some() != clause.exclude)
    }
}

/// Matches every clause. A word that matches nothing else may match by its spelling.
fn match_clauses(plan: &Plan, all: &mut [Seen]) {
    let mut spelled = 0;
    for clause in &plan.clauses {
        let mut matched: Vec<Option<u8>> = all.iter().map(|seen| seen.best(clause)).collect();
        if clause.loose && matched.iter().all(Option::is_none) && spelled < MAX_SPELLED {
            spelled += 1;
            if let Some(mut speller) = Speller::new(&clause.words[0], clause.prefix) {
                let mut near = |word: &str| speller.accepts(word).then_some(How::Spelling);
                matched = all.iter().map(|seen| seen.word(&mut near)).collect();
            }
        }
        let rarity = rarity(all.len(), matched.iter().flatten().count());
        for (seen, matched) in all.iter_mut().zip(matched) {
            seen.matched.push(matched);
            if let Some(code) = matched.filter(|_| !clause.exclude) {
                seen.rank = seen.rank.with(code, rarity);
            }
        }
    }
    for seen in all.iter_mut().filter(|seen| seen.is_named(plan)) {
        seen.rank = seen.rank.named();
    }
}

/// Every year that the date touches.
fn years(record: Record<'_>, values: &Values, touches: impl Fn(&Bounds, (Day, Day)) -> bool) -> Vec<u32> {
    let Some(bounds) = record.date().map(|date| date.bounds()) else { return Vec::new() };
    let count = u32::try_from(values.len(Facet::Year)).unwrap_or(u32::MAX);
    (0..count).filter(|year| touches(&bounds, values.days_of_year(*year))).collect()
}

/// The wanted values from all counts. `named(value)` is asked only if `inside` is not blank.
fn pick(counts: &[u32], want: &WantValues, chosen: impl Fn(u32) -> bool, named: impl Fn(u32) -> bool) -> ValueCounts {
    if want.top == 0 {
        return ValueCounts::default();
    }
    let blank = want.inside.trim().is_empty();
    let all = (0..).zip(counts).map(|(value, &count)| ValueCount { value, count });
    let mut values: Vec<ValueCount> =
        all.filter(|v| if blank { v.count > 0 || chosen(v.value) } else { named(v.value) }).collect();
    values.sort_by_key(|v| (std::cmp::Reverse(v.count), v.value));
    let mut place = 0;
    values.retain(|v| {
        place += 1;
        place <= want.top || chosen(v.value)
    });
    ValueCounts { values, distinct: counts.iter().filter(|n| **n > 0).count() }
}

/// Newest: by date, the latest first, undated last, else in the order of the dataset. Oldest: the
/// dated ones the other way round. Relevance: by rank, then newest.
fn sort(hits: &mut [usize], all: &[Seen], plan: &Plan) {
    let order = |at: usize| all[at].record.date().map_or(Day::MIN, |date| date.order());
    let dated = |at: usize| all[at].record.date().is_some();
    hits.sort_by_key(|at| (!dated(*at), std::cmp::Reverse(order(*at)), *at));
    match plan.sort {
        Sort::Newest => {}
        Sort::Oldest => {
            let undated = hits.partition_point(|at| dated(*at));
            hits[..undated].reverse();
        }
        Sort::Relevance => hits.sort_by_key(|at| std::cmp::Reverse(all[*at].rank)),
    }
}
