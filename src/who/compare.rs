//! What several have in common.

use crate::model::EntityId;
use crate::order;

/// Something that at least two have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common {
    /// What.
    pub entity: EntityId,
    /// How often each of them has it.
    pub counts: Vec<usize>,
}

/// What at least two of some lists have, but for those that are compared: what most of them have first, then
/// what they have most often.
#[must_use]
pub fn common(lists: &[Vec<(EntityId, usize)>], compared: &[EntityId]) -> Vec<Common> {
    let mut all: Vec<EntityId> = lists.iter().flatten().map(|(entity, _)| *entity).collect();
    order::distinct(&mut all);
    all.retain(|entity| !compared.contains(entity));
    let count = |list: &Vec<(EntityId, usize)>, entity: EntityId| {
        list.iter().find(|(other, _)| *other == entity).map_or(0, |(_, count)| *count)
    };
    let of = |entity: EntityId| Common { entity, counts: lists.iter().map(|list| count(list, entity)).collect() };
    let having = |common: &Common| common.counts.iter().filter(|count| **count > 0).count();
    let mut found: Vec<Common> = all.into_iter().map(of).filter(|common| having(common) > 1).collect();
    let sum = |common: &Common| common.counts.iter().sum::<usize>();
    order::by_key(&mut found, |common| (std::cmp::Reverse((having(common), sum(common))), common.entity));
    found
}

/// Lists of things by name, brought side by side: for each name its place in each list. What most of them
/// have comes first, then what comes first in any.
#[must_use]
pub fn aligned(lists: &[Vec<String>]) -> Vec<Vec<Option<usize>>> {
    let mut names: Vec<&String> = Vec::new();
    for name in lists.iter().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let row = |name: &&String| -> Vec<Option<usize>> {
        lists.iter().map(|list| list.iter().position(|other| other == *name)).collect()
    };
    let mut rows: Vec<Vec<Option<usize>>> = names.iter().map(row).collect();
    order::by_key(&mut rows, |row| std::cmp::Reverse(row.iter().flatten().count()));
    rows
}
