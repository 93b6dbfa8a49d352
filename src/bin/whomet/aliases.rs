//! Which names are one: a small file that `check --fix-list` proposes, the publisher corrects, and
//! imports and packs apply. A name is looked up as it is written, so nothing is merged that is not there.

use std::collections::{HashMap, HashSet};
use std::mem::take;

use serde::Deserialize;
use whomet::model::{Dataset, Entity, EntityId, EntityKind, Text};

use crate::commands;

/// A merge file.
#[derive(Debug, Default)]
pub struct Aliases {
    /// The name to keep, by spelling.
    kept: HashMap<(EntityKind, String), String>,
    /// Names that are not one, though they look like it.
    different: Vec<HashSet<String>>,
}

/// What merging did.
#[derive(Debug, Default)]
pub struct Merged {
    /// So many entities went into others.
    pub entities: usize,
    /// So many entities were named otherwise.
    pub renamed: usize,
    /// Spellings that no entity has.
    pub unused: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    organisation: Vec<Entry>,
    #[serde(default)]
    person: Vec<Entry>,
    #[serde(default)]
    topic: Vec<Entry>,
    #[serde(default)]
    place: Vec<Entry>,
    #[serde(default)]
    different: Vec<Different>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    spellings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Different {
    names: Vec<String>,
}

impl Aliases {
    /// Reads a merge file.
    pub fn read(file: &str) -> Result<Self, String> {
        let text = String::from_utf8(commands::read(file)?).map_err(|_| format!("{file}: this is not UTF-8"))?;
        Self::parse(&text).map_err(|why| format!("{file}: {why}"))
    }

    /// Reads the text of a merge file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let File { organisation, person, topic, place, different } =
            toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        let mut aliases = Self { kept: HashMap::new(), different: Vec::new() };
        for (kind, entries) in EntityKind::ALL.into_iter().zip([organisation, person, topic, place]) {
            let names: HashSet<String> = entries.iter().map(|entry| entry.name.clone()).collect();
            for Entry { name, spellings } in entries {
                if name.trim().is_empty() {
                    return Err("a `name` is empty".to_owned());
                }
                for spelling in spellings.into_iter().filter(|spelling| *spelling != name) {
                    if names.contains(&spelling) {
                        return Err(format!("{spelling:?} is a spelling of {name:?} and a `name` itself"));
                    }
                    let before = aliases.kept.insert((kind, spelling.clone()), name.clone());
                    if let Some(before) = before.filter(|before| *before != name) {
                        return Err(format!("{spelling:?} is a spelling of {before:?} and of {name:?}"));
                    }
                }
            }
        }
        aliases.different = different.into_iter().map(|different| different.names.into_iter().collect()).collect();
        Ok(aliases)
    }

    /// True if all of these are said to be what they are: two names, or one name.
    pub fn are_different(&self, names: &[&str]) -> bool {
        self.different.iter().any(|known| names.iter().all(|name| known.contains(*name)))
    }

    /// True if two entities of a kind are merged: the name of one is a spelling, and they get one name.
    pub fn are_merged(&self, kind: EntityKind, one: &Entity, other: &Entity) -> bool {
        let [one, other] = [one, other].map(|entity| (entity.name.first(), self.kept_of(kind, entity)));
        let is_named = one.1.is_some() || other.1.is_some();
        let [one, other] = [one, other].map(|(own, kept)| kept.map_or(own, |(_, kept)| kept));
        is_named && one == other
    }

    /// The first of its names that is a spelling, and the name that is kept instead.
    fn kept_of<'a>(&'a self, kind: EntityKind, entity: &'a Entity) -> Option<(&'a str, &'a str)> {
        let mut names = entity.name.variants().map(|(_, name)| name);
        names.find_map(|name| Some((name, &**self.kept.get(&(kind, name.to_owned()))?)))
    }

    /// Merges the entities of a dataset.
    pub fn apply(&self, dataset: &mut Dataset) -> Merged {
        let mut merged = Merged::default();
        let mut moves = HashMap::new();
        for kind in EntityKind::ALL {
            self.table(dataset, kind, &mut moves, &mut merged);
        }
        if !moves.is_empty() {
            follow(dataset, &moves);
        }
        merged.unused.sort_unstable();
        merged
    }

    /// Merges a table, and notes where each entity has gone.
    fn table(
        &self,
        dataset: &mut Dataset,
        kind: EntityKind,
        moves: &mut HashMap<EntityId, EntityId>,
        merged: &mut Merged,
    ) {
        let spellings: HashSet<&str> =
            self.kept.keys().filter(|(of, _)| *of == kind).map(|(_, name)| &**name).collect();
        if spellings.is_empty() {
            return;
        }
        let lang = dataset.about.language;
        let table = take(dataset.entities.table_mut(kind));
        let spelling =
            |entity: &Entity| self.kept_of(kind, entity).map(|(spelt, kept)| (spelt.to_owned(), kept.to_owned()));
        let mut used = HashSet::new();
        let mut places: HashMap<String, u32> = HashMap::new();
        let mut kept: Vec<Entity> = Vec::with_capacity(table.len());
        // those that keep their names come first, so that others find them
        let (others, first): (Vec<_>, Vec<_>) =
            table.into_iter().zip(0u32..).partition(|(entity, _)| spelling(entity).is_some());
        for (entity, at) in first.into_iter().chain(others) {
            let found = spelling(&entity);
            let name = found.as_ref().map_or_else(|| entity.name.first().to_owned(), |(_, name)| name.clone());
            let to = match (found, places.get(&name)) {
                (Some((spelt, _)), Some(to)) => {
                    used.insert(spelt);
                    merged.entities += 1;
                    if let Some(other) = kept.get_mut(*to as usize) {
                        absorb(other, entity);
                    }
                    *to
                }
                (found, _) => {
                    let to = u32::try_from(kept.len()).unwrap_or(u32::MAX);
                    kept.push(entity);
                    if let (Some((spelt, name)), Some(entity)) = (found, kept.last_mut()) {
                        used.insert(spelt);
                        merged.renamed += 1;
                        let before = std::mem::replace(&mut entity.name, Text::new(lang, &name));
                        add_names(entity, before.variants().map(|(_, name)| name));
                    }
                    places.entry(name).or_insert(to);
                    to
                }
            };
            moves.insert(EntityId { kind, at }, EntityId { kind, at: to });
        }
        merged.unused.extend(spellings.iter().filter(|spelling| !used.contains(**spelling)).map(|s| (*s).to_owned()));
        *dataset.entities.table_mut(kind) = kept;
    }
}

/// Takes what is known of an entity into another. What the other says itself counts.
fn absorb(kept: &mut Entity, other: Entity) {
    let Entity { id: _, name, aliases, listed, kind, country, url, part_of, identifiers } = other;
    add_names(kept, name.variants().map(|(_, name)| name).chain(aliases.iter().map(|alias| &**alias)));
    kept.listed |= listed;
    kept.kind = kept.kind.take().or(kind);
    kept.country = kept.country.take().or(country);
    kept.url = kept.url.take().or(url);
    kept.part_of = kept.part_of.iter().chain(&part_of).copied().collect();
    let new = identifiers.into_iter().filter(|(scheme, _)| kept.identifiers.iter().all(|(known, _)| known != scheme));
    let new: Vec<_> = new.collect();
    kept.identifiers = take(&mut kept.identifiers).into_iter().chain(new).collect();
}

/// Adds other names of an entity that it does not have yet. It is more than a bare name then.
fn add_names<'n>(entity: &mut Entity, names: impl Iterator<Item = &'n str>) {
    entity.listed = true;
    let mut aliases: Vec<Box<str>> = take(&mut entity.aliases).into();
    for name in names {
        let known = entity.name.variants().any(|(_, own)| own == name) || aliases.iter().any(|alias| **alias == *name);
        if !known {
            aliases.push(name.into());
        }
    }
    entity.aliases = aliases.into();
}

/// Lets everything that names an entity name the one that it went into.
fn follow(dataset: &mut Dataset, moves: &HashMap<EntityId, EntityId>) {
    let to = |id: EntityId| moves.get(&id).copied().unwrap_or(id);
    for meeting in &mut dataset.meetings {
        for ids in [&mut meeting.places, &mut meeting.topics] {
            let mut seen = HashSet::new();
            *ids = ids.iter().map(|id| to(*id)).filter(|id| seen.insert(*id)).collect();
        }
        let mut participants = Vec::with_capacity(meeting.participants.len());
        for mut one in take(&mut meeting.participants) {
            (one.person, one.organisation) = (one.person.map(to), one.organisation.map(to));
            // two spellings of one participant are one participant
            if !participants.contains(&one) {
                participants.push(one);
            }
        }
        meeting.participants = participants.into();
        meeting.points.iter_mut().for_each(|point| point.by = point.by.map(to));
    }
    dataset.facts.iter_mut().for_each(|fact| fact.about = to(fact.about));
    for kind in EntityKind::ALL {
        for (entity, own) in dataset.entities.table_mut(kind).iter_mut().zip(0..) {
            let mut seen = HashSet::from([own]);
            let parents = entity.part_of.iter().map(|at| to(EntityId { kind, at: *at }).at);
            entity.part_of = parents.filter(|at| seen.insert(*at)).collect();
        }
    }
}
