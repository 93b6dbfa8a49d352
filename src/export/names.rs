//! By which word a dataset that holds a selection refers to each entity.
//!
//! Mostly it is the id, or the name where there is no entry. But a reader looks a word up in all four
//! tables, ids first, where a record does not say which one; and a selection may lack the record that
//! first said what a bare name stands for. So here each such word is looked up as a reader would, and
//! where it would lead astray, another name of the entity stands for it, or it gets an entry and an id.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Shelf;
use super::used::Used;
use crate::model::{Entity, EntityId};

/// The words, and who has an entry under which id.
pub(super) struct Names {
    words: BTreeMap<EntityId, String>,
    /// The ids of those that have an entry.
    pub(super) entries: BTreeMap<EntityId, String>,
}

impl Names {
    /// For what a selection uses.
    pub(super) fn of(shelf: &Shelf<'_>, used: &Used) -> Self {
        let get = |id: &EntityId| shelf.entity(*id);
        let listed = used.entities.iter().filter(|id| get(id).listed);
        let mut names =
            Self { words: BTreeMap::new(), entries: listed.map(|id| (*id, get(id).id.to_string())).collect() };
        names.list_doubtful(shelf, used);
        let mut directory = Directory::new(shelf, used, &names.entries);
        for id in used.anywhere.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>() {
            if !names.entries.contains_key(&id) {
                continue;
            }
            let entry = names.entries.get(&id).cloned().unwrap_or_default();
            let found = [entry].into_iter().chain(others(get(&id))).find(|word| directory.find(word) == Some(id));
            let word = found.unwrap_or_else(|| {
                let fresh = directory.fresh(id);
                directory.ids.entry(fresh.clone()).or_default().push(id);
                names.entries.insert(id, fresh.clone());
                fresh
            });
            names.words.insert(id, word);
        }
        names
    }

    /// Gives an entry to what has none, if its bare name might be taken for another, or be put elsewhere.
    fn list_doubtful(&mut self, shelf: &Shelf<'_>, used: &Used) {
        let directory = Directory::new(shelf, used, &self.entries);
        for (id, table) in &used.anywhere {
            let entity = shelf.entity(*id);
            if entity.listed || self.entries.contains_key(id) {
                continue;
            }
            if id.kind != *table || directory.has_another(&entity.id, *id) {
                // ids are shorter than names may be
                let fits = entity.id.chars().count() <= 200;
                self.entries.insert(*id, if fits { entity.id.to_string() } else { directory.fresh(*id) });
            }
        }
    }

    /// The word by which a record refers to an entity, saying which table it is in.
    pub(super) fn within<'a>(&'a self, shelf: &Shelf<'a>, id: EntityId) -> &'a str {
        self.entries.get(&id).map_or(&*shelf.entity(id).id, String::as_str)
    }

    /// The word by which a record refers to an entity of whatever table.
    pub(super) fn anywhere<'a>(&'a self, shelf: &Shelf<'a>, id: EntityId) -> &'a str {
        self.words.get(&id).map_or_else(|| self.within(shelf, id), String::as_str)
    }
}

/// Names and other spellings, as a reader takes them.
fn others(entity: &Entity) -> impl Iterator<Item = String> {
    let names = entity.name.variants().map(|(_, name)| name.trim().to_owned());
    names.chain(entity.aliases.iter().map(ToString::to_string)).filter(|name| !name.is_empty())
}

/// All words that lead somewhere.
struct Directory {
    ids: HashMap<String, Vec<EntityId>>,
    names: HashMap<String, Vec<EntityId>>,
}

impl Directory {
    fn new(shelf: &Shelf<'_>, used: &Used, entries: &BTreeMap<EntityId, String>) -> Self {
        let mut directory = Self { ids: HashMap::new(), names: HashMap::new() };
        for (id, key) in entries {
            directory.ids.entry(key.clone()).or_default().push(*id);
        }
        // in a table, the first to have a name keeps it, and entries come before bare names
        let (first, then): (Vec<EntityId>, _) = used.entities.iter().partition(|id| entries.contains_key(id));
        for id in first.into_iter().chain(then) {
            for name in others(shelf.entity(id)) {
                let holders = directory.names.entry(name).or_default();
                if holders.iter().all(|holder| holder.kind != id.kind) {
                    holders.push(id);
                }
            }
        }
        directory
    }

    /// What a reader would find who does not know the table: tables are looked through in the order of ids.
    fn find(&self, word: &str) -> Option<EntityId> {
        let first = |found: Option<&Vec<EntityId>>| found.and_then(|found| found.iter().min().copied());
        first(self.ids.get(word)).or_else(|| first(self.names.get(word)))
    }

    /// True if somebody else has this word.
    fn has_another(&self, word: &str, id: EntityId) -> bool {
        [&self.ids, &self.names].into_iter().filter_map(|words| words.get(word)).flatten().any(|other| *other != id)
    }

    /// An id that nobody has.
    fn fresh(&self, id: EntityId) -> String {
        let mut key = format!("{}-{}", id.kind.word(), id.at + 1);
        while self.ids.contains_key(&key) || self.names.contains_key(&key) {
            key.push('x');
        }
        key
    }
}
