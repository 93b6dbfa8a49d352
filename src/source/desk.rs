//! What all the readers share: the dataset as it grows, the names known so far, and the log of
//! problems.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::log::{Log, RecordPath, position};
use super::names::Directory;
use super::near::Guesser;
use super::tables::Parent;
use crate::model::{About, Dataset, Entities, EntityKind, Lang, Text};

/// Names, with where each was first. It is the one kind of map and set that reading uses: each further
/// kind is some 600 bytes of the page.
pub(super) type Names = HashMap<Box<str>, u32, BuildHasherDefault<Quick>>;

/// A quick hash: eight bytes are mixed in at once (the plan of FxHash, in Firefox and rustc). Whoever
/// writes a dataset that makes it slow has a slow page.
#[derive(Default)]
pub(super) struct Quick(u64);

impl Quick {
    #[inline(always)]
    pub(super) fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((eight, after)) = rest.split_first_chunk() {
            self.mix(u64::from_le_bytes(*eight));
            rest = after;
        }
        let mut last = rest.len() as u64;
        for byte in rest {
            last = last << 8 | u64::from(*byte);
        }
        self.mix(last);
    }

    fn write_u8(&mut self, _: u8) {
        // what ends a text: its length is mixed in already
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// Finds things that are kept elsewhere, by their hashes and positions.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// Each with its position, counted from 1. Open addressing.
    slots: Vec<(u32, u32)>,
    len: usize,
}

impl Finder {
    /// The first that has the hash and is the same.
    pub(super) fn find(&self, hash: u32, same: impl Fn(usize) -> bool) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = hash as usize & mask;
        while let Some((other, at)) = self.slots.get(slot)
            && let Some(at) = at.checked_sub(1)
        {
            if *other == hash && same(at as usize) {
                return Some(at as usize);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// Adds one.
    pub(super) fn insert(&mut self, hash: u32, at: usize) {
        if self.len * 2 >= self.slots.len() {
            let slots = vec![(0, 0); (self.slots.len() * 2).max(64)];
            for (hash, at) in std::mem::replace(&mut self.slots, slots) {
                if at > 0 {
                    self.put(hash, at);
                }
            }
        }
        self.put(hash, position(at) + 1);
        self.len += 1;
    }

    fn put(&mut self, hash: u32, at: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot].1 > 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = (hash, at);
    }
}

/// The hash of a text for a [`Finder`].
pub(super) fn hash_of(text: &str) -> u32 {
    let mut hash = Quick::default();
    hash.write(text.as_bytes());
    hash.finish() as u32
}

/// The desk at which a dataset is read.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) log: Log,
    pub(super) dataset: Dataset,
    pub(super) directory: Directory,
    pub(super) guesser: Guesser,
    /// The records that were kept, by their ids.
    pub(super) meeting_ids: Finder,
    pub(super) fact_ids: Finder,
    /// What entities belong to, to be looked up when all are known.
    pub(super) parents: Vec<Parent>,
    /// What looked alike is found by these, when the whole is checked.
    pub(super) alike: (Names, Finder),
    /// True if a piece of the text is not JSON, and so the whole is not.
    pub(super) broken: bool,
    /// Where the listed entities of each table and the meetings stand in the file.
    pub(super) entity_paths: [Vec<RecordPath>; 4],
    pub(super) meeting_paths: Vec<RecordPath>,
    /// For each fact its place in the list.
    pub(super) fact_places: Vec<u32>,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            log: Log::default(),
            dataset: empty(),
            directory: Directory::default(),
            guesser: Guesser::default(),
            meeting_ids: Finder::default(),
            fact_ids: Finder::default(),
            parents: Vec::new(),
            alike: Default::default(),
            broken: false,
            entity_paths: Default::default(),
            meeting_paths: Vec::new(),
            fact_places: Vec::new(),
        }
    }

    /// The language of texts that do not name theirs.
    pub(super) fn language(&self) -> Lang {
        self.dataset.about.language
    }

    /// Notes whether a piece of the text that is read no further is JSON.
    pub(super) fn pass_over(&mut self, json: &str) {
        self.broken |= !super::outline::is_json(json);
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
