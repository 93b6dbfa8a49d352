//! What records use: which entities and which sources, each once.

use std::collections::BTreeSet;

use super::Shelf;
use crate::model::{Dataset, EntityId, EntityKind, Record, SourceId};

/// Entities and sources, in the order of the dataset.
#[derive(Clone, Debug, Default)]
pub(super) struct Used {
    /// All of them.
    pub(super) entities: BTreeSet<EntityId>,
    /// Those that a record refers to without saying in which table they are, with the table that a
    /// reader would put a new name into.
    pub(super) anywhere: BTreeSet<(EntityId, EntityKind)>,
    /// Where all of it was read.
    pub(super) sources: BTreeSet<SourceId>,
}

impl Used {
    /// Adds what a record uses.
    pub(super) fn add(&mut self, shelf: &Shelf<'_>, record: Record<'_>) {
        self.sources.extend(record.evidence().iter().map(|evidence| evidence.source));
        for id in EntityKind::ALL.into_iter().flat_map(|kind| record.filed_under(kind)) {
            self.add_entity(shelf, id);
        }
        match record {
            Record::Fact(fact) => drop(self.anywhere.insert((fact.about, EntityKind::Organisation))),
            Record::Meeting(meeting) => {
                for by in meeting.points.iter().filter_map(|point| point.by) {
                    self.add_entity(shelf, by);
                    self.anywhere.insert((by, EntityKind::Person));
                }
            }
        }
    }

    /// Everything that a dataset has.
    pub(super) fn all(dataset: &Dataset) -> Self {
        let entities = |kind: EntityKind| {
            let table = (0..).zip(dataset.entities.table(kind));
            table.map(move |(at, _)| EntityId { kind, at })
        };
        Self {
            entities: EntityKind::ALL.into_iter().flat_map(entities).collect(),
            sources: (0..).zip(&dataset.sources).map(|(at, _)| SourceId(at)).collect(),
            ..Self::default()
        }
    }

    /// Adds an entity and all that it belongs to.
    fn add_entity(&mut self, shelf: &Shelf<'_>, id: EntityId) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if self.entities.insert(id) {
                let parents = shelf.entity(id).part_of.iter();
                open.extend(parents.map(|at| EntityId { kind: id.kind, at: *at }));
            }
        }
    }
}
