//! Tables of names: each name has an id that can be read, and no id has two names.

use std::collections::{HashMap, HashSet};

use whomet::model::EntityKind;
use whomet::text::fold;

/// An id is made from so many characters of a name.
const LONGEST: usize = 60;

/// The ids of all names.
#[derive(Debug, Default)]
pub struct Names {
    tables: [Table; 4],
    /// True if an id may stand in one table only, because a fact that is about it names no table.
    pub apart: bool,
}

#[derive(Debug, Default)]
struct Table {
    by_name: HashMap<String, usize>,
    /// Ids and names, in the order in which they were met.
    entries: Vec<(String, String)>,
    ids: HashSet<String>,
}

impl Names {
    /// The ids and names of a table.
    pub fn of(&self, kind: EntityKind) -> &[(String, String)] {
        self.tables.get(kind as usize).map_or(&[], |table| &table.entries)
    }

    /// The id of a name, which is made if it is new.
    pub fn id(&mut self, kind: EntityKind, name: &str) -> String {
        let table = self.tables.get(kind as usize);
        let known = table.and_then(|table| table.entries.get(*table.by_name.get(name)?));
        if let Some((id, _)) = known {
            return id.clone();
        }
        let (slug, whole) = slug(name);
        let mut id = if whole { slug.clone() } else { format!("{slug}-{}", mark(name)) };
        if self.is_used(kind, &id) {
            // from the name and the table alone: other names that come and go do not change it
            id = format!("{slug}-{}", mark(&format!("{name}\n{}", kind.word())));
        }
        while self.is_used(kind, &id) {
            id.push_str("-2");
        }
        if let Some(table) = self.tables.get_mut(kind as usize) {
            table.ids.insert(id.clone());
            table.by_name.insert(name.to_owned(), table.entries.len());
            table.entries.push((id.clone(), name.to_owned()));
        }
        id
    }

    fn is_used(&self, kind: EntityKind, id: &str) -> bool {
        self.tables.iter().enumerate().any(|(at, table)| (self.apart || at == kind as usize) && table.ids.contains(id))
    }
}

/// The letters and digits of a name, folded, with a hyphen for everything between them; false if
/// something of it is missing.
pub fn slug(name: &str) -> (String, bool) {
    let folded = fold(name);
    let mut slug = String::new();
    let mut length = 0;
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let count = word.chars().count();
        if length + count > LONGEST {
            if slug.is_empty() {
                slug.extend(word.chars().take(LONGEST));
            }
            return (slug, false);
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
        length += count + 1;
    }
    if slug.is_empty() { ("name".to_owned(), false) } else { (slug, true) }
}

/// Six characters that are made from a text (FNV-1a).
pub fn mark(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{:06x}", (hash ^ hash >> 24 ^ hash >> 48) & 0xff_ffff)
}
