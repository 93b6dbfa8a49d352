//! What all the readers share: the dataset as it grows, the names known so far, and the log of
//! problems.

use std::collections::HashMap;

use super::log::{Log, RecordPath};
use super::names::Directory;
use super::near::Guesser;
use crate::model::{About, Dataset, Entities, EntityKind, Lang, Text};

/// Names, with where each was first. It is the one kind of map and set that reading uses: each further
/// kind is some 600 bytes of the page.
pub(super) type Names = HashMap<Box<str>, u32>;

/// The desk at which a dataset is read.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) log: Log,
    pub(super) dataset: Dataset,
    pub(super) directory: Directory,
    pub(super) guesser: Guesser,
    /// The ids of the records that were kept.
    pub(super) meeting_ids: Names,
    pub(super) fact_ids: Names,
    /// Where the listed entities of each table and the meetings stand in the file.
    pub(super) entity_paths: [Vec<RecordPath>; 4],
    pub(super) meeting_paths: Vec<RecordPath>,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            log: Log::default(),
            dataset: empty(),
            directory: Directory::default(),
            guesser: Guesser::default(),
            meeting_ids: Names::new(),
            fact_ids: Names::new(),
            entity_paths: Default::default(),
            meeting_paths: Vec::new(),
        }
    }

    /// The language of texts that do not name theirs.
    pub(super) fn language(&self) -> Lang {
        self.dataset.about.language
    }

    /// Where the listed entities of a table stand in the file.
    pub(super) fn entity_paths(&mut self, kind: EntityKind) -> &mut Vec<RecordPath> {
        let [organisations, people, topics, places] = &mut self.entity_paths;
        match kind {
            EntityKind::Organisation => organisations,
            EntityKind::Person => people,
            EntityKind::Topic => topics,
            EntityKind::Place => places,
        }
    }
}

/// A dataset with nothing in it.
pub(super) fn empty() -> Dataset {
    Dataset {
        about: About {
            title: Text::new(Lang::EN, ""),
            description: None,
            language: Lang::EN,
            updated: None,
            publisher: None,
            licence: None,
            report: None,
            coverage: Vec::new(),
        },
        sources: Vec::new(),
        entities: Entities::default(),
        meetings: Vec::new(),
        facts: Vec::new(),
    }
}
