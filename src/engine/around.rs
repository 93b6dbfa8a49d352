//! What surrounds an entity or a record: its facts by claim, whom it meets, what is related.

use std::collections::HashMap;

use super::Engine;
use super::facets::{frequency, rank};
use super::plan::Chosen;
use crate::model::{EntityId, EntityKind, Fact, FactId, RecordId};
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
    pub fn claims<'a>(&self, entity: EntityId, fact: &dyn Fn(FactId) -> &'a Fact) -> Vec<Claim> {
        let mut facts: Vec<FactId> = (self.records_under(entity).into_iter())
            .filter_map(|id| if let RecordId::Fact(fact) = id { Some(fact) } else { None })
            .collect();
        order::by(&mut facts, Ord::cmp);
        let mut claims: Vec<(String, Claim)> = Vec::new();
        for id in facts {
            let name = fold(fact(id).claim.first());
            match claims.iter_mut().find(|(have, _)| *have == name) {
                Some((_, claim)) => claim.facts.push(id),
                None => claims.push((name, Claim { facts: vec![id], values: 0 })),
            }
        }
        let finish = |mut claim: Claim| {
            let date = |id: &FactId| fact(*id).date;
            order::by_key(&mut claim.facts, |id| (date(id).is_none(), date(id).map(|date| date.order())));
            let mut values: Vec<String> = claim.facts.iter().map(|id| value(fact(*id))).collect();
            order::distinct(&mut values);
            claim.values = values.len();
            claim
        };
        claims.into_iter().map(|(_, claim)| finish(claim)).collect()
    }

    /// The entities of a kind that occur in the meetings of one beside it, the most frequent first.
    #[must_use]
    pub fn together(&self, of: EntityId, kind: EntityKind) -> Vec<Together> {
        self.together_with(&[of], kind)
    }

    /// The entities of a kind that occur beside some in the meetings that have all of these, the most
    /// frequent first.
    #[must_use]
    pub fn together_with(&self, of: &[EntityId], kind: EntityKind) -> Vec<Together> {
        let Some((first, others)) = of.split_first() else { return Vec::new() };
        let mut meetings = self.filings[Facet::of_entities(first.kind)].records_of(&[first.at]);
        meetings.retain(|record| self.places.get(*record as usize) < self.meetings);
        for other in others {
            let chosen = Chosen { include: vec![other.at], exclude: Vec::new() };
            self.filings[Facet::of_entities(other.kind)].filter(&mut meetings, &chosen);
        }
        let values = &self.filings[Facet::of_entities(kind)].values;
        let mut counts = vec![0; self.values.len(Facet::of_entities(kind))];
        let mut seen = vec![0; counts.len() + 1];
        let met = values.tally_seen(&meetings, &mut counts, &mut seen);
        seen.truncate(met);
        let count = |at: u32| counts.get(at as usize).copied().unwrap_or(0);
        let mut ranks: Vec<u64> = seen.into_iter().map(|at| rank(at, count(at))).collect();
        order::smallest(&mut ranks, usize::MAX);
        let together = |rank: u64| Together { entity: EntityId { kind, at: rank as u32 }, records: frequency(rank) };
        ranks.into_iter().map(together).filter(|found| !of.contains(&found.entity)).collect()
    }

    /// The meetings that both organisations attended, the newest first.
    #[must_use]
    pub fn joint_meetings(&self, a: EntityId, b: EntityId) -> Vec<RecordId> {
        let theirs: std::collections::HashSet<RecordId> = self.records_under(b).into_iter().collect();
        let meetings = self.records_under(a).into_iter().filter(|id| matches!(id, RecordId::Meeting(_)));
        meetings.filter(|id| theirs.contains(id)).collect()
    }

    /// The records that have most in common with one, of which is known what it is filed under: each shared
    /// organisation, person or topic counts the more, the fewer records it occurs in. What occurs in half of
    /// them counts nothing. Of those that have as much, the newest come first.
    #[must_use]
    pub fn related(&self, id: RecordId, filed_under: &[EntityId], limit: usize) -> Vec<RecordId> {
        let mut scores: HashMap<u32, u32> = HashMap::new();
        for entity in filed_under.iter().filter(|entity| entity.kind != EntityKind::Place) {
            let filing = &self.filings[Facet::of_entities(entity.kind)];
            let worth = super::corpus::rarity(self.total(), filing.total(entity.at)) - 1;
            for other in if worth > 0 { filing.records_of(&[entity.at]) } else { Vec::new() } {
                *scores.entry(other).or_default() += worth;
            }
        }
        let mut found: Vec<(u32, u32)> = scores.into_iter().collect();
        order::by_key(&mut found, |(record, score)| (std::cmp::Reverse(*score), *record));
        found.into_iter().map(|(record, _)| self.id(record)).filter(|other| *other != id).take(limit).collect()
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
