//! What search means, as a scan over all records: the specification that the engine is held to.

use super::corpus::{self, Field};
use super::{Answer, Axis, Clause, Plan, ValueCount, ValueCounts, Values, Want, WantValues};
use crate::model::{Dataset, Day, EntityKind, Record, RecordId};
use crate::query::{Facet, PerFacet, Query, Sort};
use crate::text::words;

/// The answer to a query.
#[must_use]
pub fn answer(dataset: &Dataset, query: &Query, want: &Want) -> Answer {
    let values = Values::of(dataset);
    let plan = Plan::new(query, &values);
    let ids: Vec<RecordId> = dataset.record_ids().collect();
    let all: Vec<Seen> = ids.iter().map(|id| Seen::new(dataset, &values, &plan, *id)).collect();

    let mut hits: Vec<usize> = (0..all.len()).filter(|at| all[*at].passes(&plan, None)).collect();
    sort(&mut hits, &all, &plan);
    let facets = PerFacet::from_fn(|facet| {
        let mut counts = vec![0; values.len(facet)];
        let ignoring = all.iter().filter(|seen| seen.passes(&plan, Some(facet)));
        ignoring.flat_map(|seen| &seen.values[facet]).for_each(|value| counts[*value as usize] += 1);
        let inside = Clause::parse(&want.values[facet].inside);
        let named = |value| {
            let names = values.names(dataset, facet, value);
            names.iter().any(|name| inside.iter().all(|word| begins_a_word(word, name)))
        };
        pick(&counts, &want.values[facet], |value| plan.chosen[facet].names(value), named)
    });
    let mut timeline = Axis::of(dataset).empty();
    for seen in all.iter().filter(|seen| seen.passes_but_for_time(&plan)) {
        timeline.count(seen.record.date().map(|date| date.bounds()).as_ref().map(|bounds| (bounds, seen.is_exact())));
    }
    let certain = |at: &&usize| plan.is_certain(all[**at].record.date().map(|date| date.bounds()).as_ref());
    Answer {
        total: all.len(),
        count: hits.len(),
        certain: hits.iter().filter(certain).count(),
        page: hits.iter().skip(want.start).take(want.len).map(|at| ids[*at]).collect(),
        facets,
        timeline,
        unknown: plan.unknown,
    }
}

/// A record with everything that a query can ask of it.
struct Seen<'a> {
    record: Record<'a>,
    values: PerFacet<Vec<u32>>,
    /// For each clause the best field in which it matches.
    matched: Vec<Option<Field>>,
}

impl<'a> Seen<'a> {
    fn new(dataset: &'a Dataset, values: &Values, plan: &Plan, id: RecordId) -> Self {
        let record = dataset.record(id);
        let values = PerFacet::from_fn(|facet| match facet {
            Facet::Year => years(record, values),
            _ => values.of_record(dataset, id, facet),
        });
        let texts = texts(dataset, id);
        let best =
            |clause: &Clause| texts.iter().filter(|(_, text)| clause.matches(text)).map(|(field, _)| *field).max();
        Self { record, values, matched: plan.clauses.iter().map(best).collect() }
    }

    fn is_exact(&self) -> bool {
        self.record.date().is_some_and(|date| date.is_exact())
    }

    /// True if everything in the plan admits the record, one facet aside.
    fn passes(&self, plan: &Plan, aside: Option<Facet>) -> bool {
        let facet = |(facet, values): (Facet, &Vec<u32>)| aside == Some(facet) || plan.chosen[facet].admits(values);
        self.passes_words(plan)
            && self.values.iter().all(facet)
            && plan.admits_date(self.record.date().map(|date| date.bounds()).as_ref())
    }

    fn passes_but_for_time(&self, plan: &Plan) -> bool {
        let facet = |(facet, values): (Facet, &Vec<u32>)| facet == Facet::Year || plan.chosen[facet].admits(values);
        self.passes_words(plan) && self.values.iter().all(facet)
    }

    fn passes_words(&self, plan: &Plan) -> bool {
        plan.clauses.iter().zip(&self.matched).all(|(clause, matched)| matched.is_some() != clause.exclude)
    }
}

/// A record's own texts and the names of what it is filed under, as folded words.
fn texts(dataset: &Dataset, id: RecordId) -> Vec<(Field, Vec<String>)> {
    let entities = EntityKind::ALL.into_iter().flat_map(|kind| dataset.filed_under(id, kind));
    let names = entities.flat_map(|entity| corpus::names(dataset.entities.get(entity)));
    let texts = corpus::texts(dataset, id).into_iter().chain(names.map(|name| (Field::Name, name)));
    texts.map(|(field, text)| (field, words(text).map(|word| word.folded).collect())).collect()
}

/// Every year that the date may lie in.
fn years(record: Record<'_>, values: &Values) -> Vec<u32> {
    let Some(bounds) = record.date().map(|date| date.bounds()) else { return Vec::new() };
    let count = u32::try_from(values.len(Facet::Year)).unwrap_or(u32::MAX);
    let may = |year: &u32| {
        let (from, to) = values.days_of_year(*year);
        bounds.may(from, to)
    };
    (0..count).filter(may).collect()
}

/// The wanted values from all counts. `named(value)` is asked only if `inside` is not blank.
fn pick(counts: &[u32], want: &WantValues, chosen: impl Fn(u32) -> bool, named: impl Fn(u32) -> bool) -> ValueCounts {
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

/// True if one of the words of a name begins with the clause, taken as a prefix.
fn begins_a_word(clause: &Clause, name: &str) -> bool {
    let name: Vec<String> = words(name).map(|word| word.folded).collect();
    Clause { prefix: true, exclude: false, ..clause.clone() }.matches(&name)
}

/// Newest: by date, the latest first, undated last, else in the order of the dataset. Oldest: the
/// dated ones the other way round. Relevance: by score, then newest.
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
        Sort::Relevance => hits.sort_by_key(|at| std::cmp::Reverse(score(*at, all, plan))),
    }
}

/// The sum over the clauses of where the best match stands times how rare matches are.
fn score(at: usize, all: &[Seen], plan: &Plan) -> u32 {
    let included = (0..plan.clauses.len()).filter(|clause| !plan.clauses[*clause].exclude);
    let worth = |clause: usize| {
        let matching = all.iter().filter(|seen| seen.matched[clause].is_some()).count();
        all[at].matched[clause].map_or(0, |field| corpus::worth(field, all.len(), matching))
    };
    included.map(worth).sum()
}
