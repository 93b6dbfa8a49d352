//! The tables of a dataset: organisations, people, topics, places and sources, each under its id.

use std::ops::Range;

use super::desk::Desk;
use super::fields::Short;
use super::log::{RecordPath, position};
use super::names::{Index, table_name};
use super::node::Node;
use super::outline::Member;
use super::rules::Rule;
use super::scan::cut;
use super::shape::{ORGANISATION, PERSON, PLACE, SOURCE, Shape, TOPIC};
use super::values::why_no_id;
use crate::model::{Country, Entity, EntityKind, Source};

/// What an entity belongs to, to be looked up when all entities are known.
#[derive(Debug)]
pub(super) struct Parent {
    child: (EntityKind, u32),
    path: Box<[u32]>,
    name: Box<str>,
}

/// A table as it is read, entry by entry.
#[derive(Debug)]
pub(super) struct Table {
    /// Its position in the dataset.
    pub(super) section: u32,
    /// What is in it; `None` for sources.
    pub(super) kind: Option<EntityKind>,
    pub(super) entries: Vec<Member>,
    pub(super) done: usize,
}

impl Desk {
    /// Reads the next entry of a table; false when there is none.
    pub(super) fn entry(&mut self, text: &str, table: &mut Table) -> bool {
        let Some(member) = table.entries.get_mut(table.done) else { return false };
        let path = [table.section, position(table.done)];
        table.done += 1;
        self.log.go(&path);
        let mark = self.log.mark();
        let word = table.kind.map_or("source", EntityKind::word);
        let is_read = match (self.table_id(member, table.kind), table.kind) {
            (None, _) => {
                self.pass_over(text.get(member.value.clone()).unwrap_or_default());
                None
            }
            (Some(id), kind) => {
                let node = self.parse(text, member.value.clone(), word);
                node.and_then(|node| match kind {
                    Some(kind) => self.list_entity(&node, id, kind, path),
                    None => self.list_source(&node, id),
                })
            }
        };
        if is_read.is_none() {
            self.log.lose_record(mark, word);
            let lost = member.key.take().map(|key| (key, path[1]));
            self.table_index(table.kind).lost.extend(lost);
        }
        true
    }

    fn table_index(&mut self, kind: Option<EntityKind>) -> &mut Index {
        match kind {
            Some(kind) => self.directory.of_mut(kind),
            None => self.directory.sources_mut(),
        }
    }

    /// Looks up what entities belong to. What belongs to one entity comes together.
    pub(super) fn look_parents_up(&mut self) {
        let parents = std::mem::take(&mut self.parents);
        for family in parents.chunk_by(|a, b| a.child == b.child) {
            let Some(&Parent { child: (kind, child), .. }) = family.first() else { continue };
            let mut part_of = Vec::with_capacity(family.len());
            for Parent { path, name, .. } in family {
                self.log.go(path);
                part_of.extend(self.reference(&Node::Str((&**name).into()), kind).map(|parent| parent.at));
            }
            if let Some(entity) = self.dataset.entities.table_mut(kind).get_mut(child as usize) {
                entity.part_of = part_of.into();
            }
        }
    }

    /// Reads the JSON of a record; what serde_json refuses here, though its outline is good, is half
    /// a character, a number beyond all bounds, or a tower of brackets.
    pub(super) fn parse<'t>(&mut self, text: &'t str, range: Range<usize>, what: &str) -> Option<Node<'t>> {
        let text = text.get(range).unwrap_or_default();
        match serde_json::from_str(text) {
            Ok(node) => Some(node),
            Err(error) => {
                self.pass_over(text);
                let why = error.to_string();
                let why = cut(&why, " at line ").map_or(&*why, |(why, _)| why);
                self.log.report(Rule::Unreadable, format_args!("This {what} cannot be read: {why}."));
                None
            }
        }
    }

    /// The key of a table entry, if it is an id and new.
    fn table_id<'m>(&mut self, member: &'m Member, kind: Option<EntityKind>) -> Option<&'m str> {
        let table = kind.map_or("sources", table_name);
        let Some(id) = member.key.as_deref() else {
            self.log.report_key(Rule::Unreadable, format_args!("This id in `{table}` holds half a character."));
            return None;
        };
        if let Some(why) = why_no_id(id) {
            self.log.report_key(Rule::BadId, format_args!("The id “{}” in `{table}` {why}.", Short(id)));
            return None;
        }
        if self.table_index(kind).ids.contains_key(id) {
            let detail = format_args!("The id `{}` is in `{table}` twice.", Short(id));
            self.log.report_key(Rule::DuplicateId, detail);
            return None;
        }
        Some(id)
    }

    fn entity(&mut self, node: &Node<'_>, id: &str, kind: EntityKind) -> Option<Entity> {
        let fields = self.open(node, shape_of(kind))?;
        let name = self.field(&fields, "name", Self::title)?;
        let aliases = self.list(&fields, "aliases", Self::aliases);
        let child = (kind, position(self.dataset.entities.table(kind).len()));
        self.list(&fields, "part_of", |desk, node| {
            let Node::Str(name) = node else { return None };
            let path = desk.log.path().into();
            desk.parents.push(Parent { child, path, name: (&**name).into() });
            Some(())
        });
        Some(Entity {
            id: id.into(),
            name,
            aliases: aliases.into_iter().flatten().collect(),
            listed: true,
            kind: self.field(&fields, "kind", Self::words),
            country: self.field(&fields, "country", Self::words).map(Country),
            url: self.field(&fields, "url", Self::address),
            part_of: Box::default(),
            identifiers: self.field(&fields, "identifiers", Self::identifiers).unwrap_or_default(),
        })
    }

    /// Puts an entity into its table, to be found by its id and its names.
    fn list_entity(&mut self, node: &Node<'_>, id: &str, kind: EntityKind, path: RecordPath) -> Option<()> {
        let entity = self.entity(node, id, kind)?;
        let table = self.dataset.entities.table_mut(kind);
        let at = position(table.len());
        let index = self.directory.of_mut(kind);
        index.ids.insert(entity.id.clone(), at);
        entity.name.variants().for_each(|(_, name)| index.add_name(name.trim(), at));
        entity.aliases.iter().for_each(|alias| index.add_name(alias, at));
        table.push(entity);
        self.entity_paths(kind).push(path);
        Some(())
    }

    /// Puts a source into its table, to be found by its id and its address.
    fn list_source(&mut self, node: &Node<'_>, id: &str) -> Option<()> {
        let source = self.listed_source(node, id)?;
        let (at, index) = (position(self.dataset.sources.len()), self.directory.sources_mut());
        index.ids.insert(source.id.clone(), at);
        if let Some(url) = &source.url {
            index.add_name(url.as_str(), at);
        }
        self.dataset.sources.push(source);
        Some(())
    }

    fn listed_source(&mut self, node: &Node<'_>, id: &str) -> Option<Source> {
        let fields = self.open(node, &SOURCE)?;
        Some(Source {
            id: id.into(),
            url: self.field(&fields, "url", Self::address),
            title: self.field(&fields, "title", Self::title),
            publisher: self.field(&fields, "publisher", Self::words),
            published: self.field(&fields, "published", Self::date),
            retrieved: self.field(&fields, "retrieved", Self::date),
            archive: self.field(&fields, "archive", Self::address),
            language: self.field(&fields, "language", Self::tag),
        })
    }
}

fn shape_of(kind: EntityKind) -> &'static Shape {
    match kind {
        EntityKind::Organisation => &ORGANISATION,
        EntityKind::Person => &PERSON,
        EntityKind::Topic => &TOPIC,
        EntityKind::Place => &PLACE,
    }
}
