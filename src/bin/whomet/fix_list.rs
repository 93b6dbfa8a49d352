//! The merge file that `whomet check --fix-list` proposes.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use whomet::model::{Dataset, EntityId, EntityKind};

use crate::aliases::Aliases;
use crate::publish::look_alikes::{Twin, groups, groups_of_same, uses};

const HEAD: &str = "\
# Names that look like one. Read each entry, and correct it: `name` is what is kept and shown, `spellings` become
# aliases of it. What is commented out is a guess about another spelling, so look twice before you take it in.
#
#   whomet import csv diary.csv --map diary.toml --aliases THIS_FILE -o dataset.json
#
# What looks alike but is not one goes here; `whomet check --aliases THIS_FILE` is then silent about it:
#
#   [[different]]
#   names = [\"Agora\", \"Agoria\"]
";

/// The file for some datasets; what is known to be different is left out.
pub fn text<'d>(datasets: impl Iterator<Item = &'d Dataset> + Clone, aliases: &Aliases) -> String {
    let mut out = HEAD.to_owned();
    for kind in EntityKind::ALL {
        let mut seen = BTreeSet::new();
        datasets.clone().for_each(|dataset| entries(dataset, kind, aliases, &mut seen, &mut out));
    }
    out
}

fn entries(dataset: &Dataset, kind: EntityKind, aliases: &Aliases, seen: &mut BTreeSet<String>, out: &mut String) {
    let uses = uses(dataset, kind);
    let name = |at: u32| dataset.entities.get(EntityId { kind, at }).name.first();
    let used = |at: u32| uses.get(at as usize).copied().unwrap_or(0);
    let groups = match kind {
        EntityKind::Organisation | EntityKind::Person => groups(dataset, kind, &uses),
        // their names are words, of which many are alike: only what is the same but for case, blanks and signs
        EntityKind::Topic | EntityKind::Place => groups_of_same(dataset, kind, &uses),
    };
    for group in groups {
        let kept = name(group.kept);
        let (namesakes, mut twins): (Vec<&Twin>, Vec<&Twin>) =
            group.twins.iter().partition(|twin| name(twin.at) == kept);
        if !namesakes.is_empty() && !aliases.are_different(&[kept]) && seen.insert(format!("{kept}\n")) {
            let _ = write!(
                out,
                "\n# Several entries have the very name {}. This file tells entries by their names, so it cannot merge\n\
                 # them: use one id in the dataset. If they are different, name it under [[different]], alone.\n",
                quoted(kept)
            );
        }
        twins.retain(|twin| !aliases.are_different(&[name(twin.at), name(twin.like)]));
        twins.retain(|twin| seen.insert(name(twin.at).to_owned()));
        if twins.is_empty() || !seen.insert(kept.to_owned()) {
            continue;
        }
        let _ = write!(
            out,
            "\n[[{}]]\nname = {}  # records: {}\nspellings = [\n",
            kind.word(),
            quoted(kept),
            used(group.kept)
        );
        for twin in twins {
            let (why, is_sure) = twin.why;
            let direct = twin.like == group.kept;
            let off = if direct || is_sure { "" } else { "# " };
            let like = if direct { String::new() } else { format!(", as {}", quoted(name(twin.like))) };
            let _ = writeln!(out, "  {off}{},  # records: {}; {why}{like}", quoted(name(twin.at)), used(twin.at));
        }
        out.push_str("]\n");
    }
}

/// A text of TOML on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}
