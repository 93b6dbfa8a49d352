//! What surrounds an entity or a record: its facts by claim, whom it meets, what is related.

use std::collections::HashMap;

use super::Engine;
use crate::model::{Dataset, EntityId, EntityKind, Fact, FactId, RecordId};
use crate::order;
use crate::query::Facet;
use crate::text::fold;

/// The facts of one claim about one entity, the oldest first, undated last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The facts; never empty.
    pub facts: Vec<FactId>,
    /// How many different values they give.
    pub values: usize,
}

/// How often two things occur together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together {
    /// The other one.
    pub entity: EntityId,
    /// In how many records.
    pub records: usize,
}

impl Engine {
    /// The records filed under an entity, the newest first.
    #[must_use]
    pub fn records_under(&self, entity: EntityId) -> Vec<RecordId> {
        self.records_of(Facet::of_entities(entity.kind), entity.at).collect()
    }

    /// The facts about an entity, by claim, in the order in which the dataset first makes them.
    #[must_use]
    pub fn claims(&self, dataset: &Dataset, entity: EntityId) -> Vec<Claim> {
        let mut facts: Vec<FactId> = (self.records_under(entity).into_iter())
            .filter_map(|id| if let RecordId::Fact(fact) = id { Some(fact) } else { None })
            .collect();
        order::by(&mut facts, Ord::cmp);
        let mut claims: Vec<(String, Claim)> = Vec::new();
        for id in facts {
            let name = fold(dataset.facts[id.index()].claim.first());
            match claims.iter_mut().find(|(have, _)| *have == name) {
                Some((_, claim)) => claim.facts.push(id),
                None => claims.push((name, Claim { facts: vec![id], values: 0 })),
            }
        }
        let finish = |mut claim: Claim| {
            let fact = |id: &FactId| &dataset.facts[id.index()];
            order::by_key(&mut claim.facts, |id| (fact(id).date.is_none(), fact(id).date.map(|date| date.order())));
            let mut values: Vec<String> = claim.facts.iter().map(|id| value(fact(id))).collect();
            order::distinct(&mut values);
            claim.values = values.len();
            claim
        };
        claims.into_iter().map(|(_, claim)| finish(claim)).collect()
    }

    /// The entities of a kind that occur in these records beside `except`, the most frequent first.
    #[must_use]
    pub fn together(
        &self,
        dataset: &Dataset,
        records: &[RecordId],
        kind: EntityKind,
        except: Option<EntityId>,
    ) -> Vec<Together> {
        let mut counts: HashMap<EntityId, usize> = HashMap::new();
        for id in records {
            for entity in dataset.filed_under(*id, kind).into_iter().filter(|entity| Some(*entity) != except) {
                *counts.entry(entity).or_default() += 1;
            }
        }
        let mut found: Vec<Together> =
            counts.into_iter().map(|(entity, records)| Together { entity, records }).collect();
        order::by_key(&mut found, |t| (std::cmp::Reverse(t.records), t.entity));
        found
    }

    /// The meetings that both organisations attended, the newest first.
    #[must_use]
    pub fn joint_meetings(&self, a: EntityId, b: EntityId) -> Vec<RecordId> {
        let theirs: std::collections::HashSet<RecordId> = self.records_under(b).into_iter().collect();
        let meetings = self.records_under(a).into_iter().filter(|id| matches!(id, RecordId::Meeting(_)));
        meetings.filter(|id| theirs.contains(id)).collect()
    }

    /// The records that have most in common with one: each shared organisation, person or topic
    /// counts the more, the fewer records it occurs in. What occurs in half of them counts nothing.
    #[must_use]
    pub fn related(&self, dataset: &Dataset, id: RecordId, limit: usize) -> Vec<RecordId> {
        let mut scores: HashMap<RecordId, u32> = HashMap::new();
        let kinds = [EntityKind::Organisation, EntityKind::Person, EntityKind::Topic];
        for entity in kinds.into_iter().flat_map(|kind| dataset.filed_under(id, kind)) {
            let records = self.records_under(entity);
            let worth = super::corpus::rarity(dataset.len(), records.len()) - 1;
            for other in records.into_iter().filter(|other| *other != id && worth > 0) {
                *scores.entry(other).or_default() += worth;
            }
        }
        let mut found: Vec<(RecordId, u32)> = scores.into_iter().collect();
        order::by_key(&mut found, |(id, score)| (std::cmp::Reverse(*score), *id));
        found.into_iter().take(limit).map(|(id, _)| id).collect()
    }
}

/// What makes two values the same: the number with its unit, else the words.
fn value(fact: &Fact) -> String {
    match fact.number {
        Some(number) => {
            format!("{:x} {}", number.to_bits(), fact.unit.as_ref().map(|unit| fold(unit.first())).unwrap_or_default())
        }
        None => fold(fact.value.first()),
    }
}
