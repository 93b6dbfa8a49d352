//! Entries whose names are one but for case, blanks, signs and legal forms. The reader of datasets tells of them
//! (W005); here it is known which two they are, so that a merge file can answer.

use std::collections::{HashMap, HashSet};

use whomet::model::{Dataset, Entity, EntityId, EntityKind};
use whomet::source::folded;

use super::locate::pointer;
use crate::aliases::Aliases;

/// Each entry of a table that looks like one before it, and that one, by their places in the table.
pub fn pairs(dataset: &Dataset, kind: EntityKind) -> Vec<(u32, u32)> {
    let mut first: HashMap<String, u32> = HashMap::new();
    let mut pairs = Vec::new();
    for (entity, at) in dataset.entities.table(kind).iter().zip(0..).filter(|(entity, _)| entity.listed) {
        let keys = names(entity).map(|name| folded(name, kind)).filter(|key| !key.is_empty());
        let mut others: Vec<u32> = keys.map(|key| *first.entry(key).or_insert(at)).collect();
        others.retain(|other| *other != at);
        pairs.extend(others.first().map(|other| (at, *other)));
    }
    pairs
}

/// The pointers of entries that a merge file answers for: it merges both, or says that they are different.
pub fn answered(dataset: &Dataset, aliases: &Aliases) -> HashSet<String> {
    let mut answered = HashSet::new();
    for kind in EntityKind::ALL {
        for (at, other) in pairs(dataset, kind) {
            let [this, that] = [at, other].map(|at| dataset.entities.get(EntityId { kind, at }));
            let mut both = names(this).flat_map(|one| names(that).map(move |other| [one, other]));
            if aliases.are_merged(kind, this, that) || both.any(|both| aliases.are_different(&both)) {
                answered.insert(pointer(kind, &this.id));
            }
        }
    }
    answered
}

fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    entity.name.variants().map(|(_, name)| name).chain(entity.aliases.iter().map(|alias| &**alias))
}
