//! What a visitor asks the page to remember: named selections, and what was in each when it was last seen.
//!
//! Of each record its id, a hash of all that it says, and its title are remembered, so that later one can say
//! what came, what changed and what went ([`changes`]); of many no titles, and of a selection that is too large only
//! how many records it had. How this is written is in `text.rs`, and what a record says in `print.rs`.

mod print;
mod text;

use std::collections::BTreeMap;

pub use print::trace;
pub use text::{Unreadable, from_text, to_text};

/// How many selections are remembered at most.
pub const MOST: usize = 20;
/// Of how many records of a selection it is remembered what they say: some 100 kB, so that there is
/// room for twenty.
pub const MOST_RECORDS: usize = 5_000;
/// If a selection has more records, their titles are not kept: one that is gone is then named by its id.
pub const MOST_TITLES: usize = 1_000;
/// How many characters a name may have.
pub const NAME: usize = 80;

/// A selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What the visitor calls it.
    pub name: String,
    /// The link to it, without the language.
    pub link: String,
    /// What was in it.
    pub look: Look,
}

/// What was in a selection when it was last looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The day, `2026-11-24`.
    pub day: String,
    /// The SHA-256 of the dataset's file, in hexadecimal.
    pub digest: String,
    /// How many records.
    pub count: usize,
    /// What was in them; `None` if there were too many.
    pub records: Option<Vec<Trace>>,
}

/// What is remembered of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// True for a fact, false for a meeting.
    pub is_fact: bool,
    /// Its id.
    pub id: String,
    /// A hash of all that it says.
    pub hash: u32,
    /// Its title, or the beginning of it; empty if it was not kept.
    pub title: String,
}

/// What is different between two looks at a selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Records that were not there.
    pub added: Vec<Trace>,
    /// Records that say something else.
    pub changed: Vec<Trace>,
    /// Records that are not there any more, as they were.
    pub removed: Vec<Trace>,
}

impl Changes {
    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// What is different; `None` if one of the two looks does not say what the records were.
#[must_use]
pub fn changes(before: &Look, now: &Look) -> Option<Changes> {
    let (before, now) = (before.records.as_ref()?, now.records.as_ref()?);
    let by_id = |traces: &[Trace]| -> BTreeMap<(bool, String), u32> {
        traces.iter().map(|it| ((it.is_fact, it.id.clone()), it.hash)).collect()
    };
    let (old, new) = (by_id(before), by_id(now));
    let key = |it: &Trace| (it.is_fact, it.id.clone());
    let mut changes = Changes::default();
    for it in now {
        match old.get(&key(it)) {
            None => changes.added.push(it.clone()),
            Some(hash) if *hash != it.hash => changes.changed.push(it.clone()),
            Some(_) => {}
        }
    }
    changes.removed.extend(before.iter().filter(|it| !new.contains_key(&key(it))).cloned());
    Some(changes)
}

/// A name as it is kept: on one line, not too long; `None` if nothing is left.
#[must_use]
pub fn name(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let name: String = words.join(" ").chars().filter(|c| !c.is_control()).take(NAME).collect();
    (!name.is_empty()).then_some(name)
}
