//! Entities that look like one, and which of them is the one to keep.

use std::collections::{BTreeMap, HashMap};

use whomet::model::{Dataset, Entity, EntityId, EntityKind};

use super::alike::{self, Whose};
use super::{Finding, Subject, same, short};

/// Why two entities look like one, in words, and whether nothing in that is guessed.
type Reason = (&'static str, bool);

/// An entity that looks like another.
#[derive(Debug)]
pub struct Twin {
    pub at: u32,
    /// The one that it looks like: that which is kept, or else another of the group.
    pub like: u32,
    pub why: Reason,
}

/// Entities that look like one: that which is kept, and the others.
#[derive(Debug)]
pub struct Group {
    pub kept: u32,
    pub twins: Vec<Twin>,
}

/// How many records are filed under each entity of a table.
pub fn uses(dataset: &Dataset, kind: EntityKind) -> Vec<u32> {
    let mut uses = vec![0; dataset.entities.table(kind).len()];
    for id in dataset.record_ids() {
        for entity in dataset.filed_under(id, kind) {
            if let Some(count) = uses.get_mut(entity.index()) {
                *count += 1;
            }
        }
    }
    uses
}

/// The groups of a table, in its order.
pub fn groups(dataset: &Dataset, kind: EntityKind, uses: &[u32]) -> Vec<Group> {
    let Some(whose) = whose(kind) else { return Vec::new() };
    grouped(&pairs(dataset.entities.table(kind), whose), uses)
}

/// The groups of entries of a table that have one name but for case, blanks and signs.
pub fn groups_of_same(dataset: &Dataset, kind: EntityKind, uses: &[u32]) -> Vec<Group> {
    let why = (alike::Why::Signs.words(), true);
    let pairs = same::pairs(dataset, kind).into_iter().map(|(at, other)| ((at.min(other), at.max(other)), why));
    grouped(&pairs.collect(), uses)
}

fn grouped(pairs: &BTreeMap<(u32, u32), Reason>, uses: &[u32]) -> Vec<Group> {
    let mut near: HashMap<u32, Vec<(u32, Reason)>> = HashMap::new();
    for ((a, b), why) in pairs {
        near.entry(*a).or_default().push((*b, *why));
        near.entry(*b).or_default().push((*a, *why));
    }
    let mut order: Vec<u32> = near.keys().copied().collect();
    order.sort_unstable_by_key(|at| (std::cmp::Reverse(uses.get(*at as usize).copied().unwrap_or(0)), *at));
    let mut done = std::collections::HashSet::new();
    let mut groups = Vec::new();
    for kept in order {
        if !done.insert(kept) {
            continue;
        }
        // what is used most is kept; what looks like it comes first, then what looks like that
        let (mut twins, mut next) = (Vec::new(), vec![kept]);
        while let Some(like) = next.pop() {
            let mut around: Vec<_> = near.get(&like).into_iter().flatten().filter(|(at, _)| done.insert(*at)).collect();
            around.sort_unstable();
            twins.extend(around.iter().map(|(at, why)| Twin { at: *at, like, why: *why }));
            next.splice(0..0, around.iter().map(|(at, _)| *at));
        }
        groups.push(Group { kept, twins });
    }
    groups
}

fn whose(kind: EntityKind) -> Option<Whose> {
    match kind {
        EntityKind::Organisation => Some(Whose::Organisations),
        EntityKind::Person => Some(Whose::People),
        EntityKind::Topic | EntityKind::Place => None,
    }
}

/// Pairs of entities, by their names, aliases and identifiers.
fn pairs(table: &[Entity], whose: Whose) -> BTreeMap<(u32, u32), Reason> {
    let mut names: Vec<(&str, u32)> = Vec::new();
    for (entity, at) in table.iter().zip(0..) {
        names.extend(entity.name.variants().map(|(_, name)| (name, at)));
        names.extend(entity.aliases.iter().map(|alias| (&**alias, at)));
    }
    let texts: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
    let owner = |at: usize| names.get(at).map_or(0, |(_, owner)| *owner);
    let mut found = BTreeMap::new();
    let mut add = |a: u32, b: u32, why: Reason| {
        if a != b {
            found.entry((a.min(b), a.max(b))).or_insert(why);
        }
    };
    for pair in alike::pairs(&texts, whose) {
        add(owner(pair.a), owner(pair.b), (pair.why.words(), pair.why.is_sure()));
    }
    let mut by_identifier: HashMap<(&str, &str), u32> = HashMap::new();
    for (entity, at) in table.iter().zip(0..) {
        for (scheme, value) in &entity.identifiers {
            let other = *by_identifier.entry((scheme, value)).or_insert(at);
            add(other, at, ("the same identifier in one register", true));
        }
    }
    found
}

/// Rules P001 and P005: the second is told of what nothing uses, though the other is used.
pub fn find(dataset: &Dataset, found: &mut Vec<Finding>) {
    for kind in EntityKind::ALL {
        let uses = uses(dataset, kind);
        let used = |at: u32| uses.get(at as usize).copied().unwrap_or(0);
        for group in groups(dataset, kind, &uses) {
            for twin in &group.twins {
                let is_dead = used(twin.at) == 0 && used(group.kept) > 0;
                let code = if is_dead { "P005" } else { "P001" };
                let name = |at: u32| dataset.entities.get(EntityId { kind, at }).name.first();
                let (this, that) = (short(name(twin.at)), short(name(twin.like)));
                let counts = format!("{} and {} records", used(twin.at), used(twin.like));
                let detail = format!("“{this}” looks like “{that}” ({counts}): {}.", twin.why.0);
                let subject = Subject::Entity(EntityId { kind, at: twin.at });
                let other = Some(name(twin.like).to_owned());
                found.push(Finding { code, subject, found: name(twin.at).to_owned(), other, detail });
            }
        }
    }
}
