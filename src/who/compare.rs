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
    let one = |(list, had): (usize, &Vec<(EntityId, usize)>)| -> Vec<(EntityId, usize, usize)> {
        had.iter().map(|(entity, count)| (*entity, list, *count)).collect()
    };
    let mut all: Vec<(EntityId, usize, usize)> = lists.iter().enumerate().flat_map(one).collect();
    all.retain(|(entity, _, count)| *count > 0 && !compared.contains(entity));
    order::by_key(&mut all, |(entity, ..)| *entity);
    let mut found: Vec<(usize, usize, Common)> = Vec::new();
    for group in all.chunk_by(|(a, ..), (b, ..)| a == b).filter(|group| group.len() > 1) {
        let mut counts = vec![0; lists.len()];
        group.iter().for_each(|(_, list, count)| counts[*list] = *count);
        found.push((group.len(), counts.iter().sum(), Common { entity: group[0].0, counts }));
    }
    // those that are alike stay in the order of their entities
    order::by_key(&mut found, |(having, sum, _)| std::cmp::Reverse((*having, *sum)));
    found.into_iter().map(|(_, _, common)| common).collect()
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
