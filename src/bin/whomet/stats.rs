//! `whomet stats`: what is in a dataset.

use whomet::engine::{Engine, Want, WantValues};
use whomet::model::{Dataset, EntityId, EntityKind};
use whomet::query::{Facet, PerFacet, Query};

use crate::aliases::Aliases;
use crate::check;
use crate::commands::{self, Outcome};
use crate::visible;

/// How many of the most frequent entities of a kind are named.
const NAMED: usize = 5;

/// Prints the tables of each file; of one in which nothing can be read, why not.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    let files = commands::files(arguments)?;
    if files.is_empty() {
        return Err("no file is named".to_owned());
    }
    let mut outcome = Outcome::Clean;
    for file in files {
        let checked = check::checked(&file, &Aliases::default())?;
        if checked.is_fatal() {
            commands::say(&checked.told(&file, check::PLACES))?;
            outcome = Outcome::Problems;
            continue;
        }
        let title = format!("{file}: {}", checked.dataset.about.title.first());
        commands::say(&format!("{}\n\n", visible::text(&title)))?;
        commands::say(&counts(&checked.dataset, checked.said.len()))?;
        commands::say(&frequent(&checked.dataset))?;
    }
    Ok(outcome)
}

fn counts(dataset: &Dataset, problems: usize) -> String {
    let tables = EntityKind::ALL.map(|kind| (plural(kind), dataset.entities.table(kind).len()));
    let records = [("meetings", dataset.meetings.len()), ("facts", dataset.facts.len())];
    let rest = [("sources", dataset.sources.len()), ("problems", problems)];
    let lines = records.into_iter().chain(tables).chain(rest);
    lines.map(|(what, count)| format!("{count:>9}  {}\n", commands::noun(count, what))).collect()
}

/// The years and the most frequent entities.
fn frequent(dataset: &Dataset) -> String {
    let engine = Engine::build(dataset);
    let values = PerFacet::from_fn(|facet| match facet {
        Facet::Year => WantValues::top(usize::MAX),
        _ => WantValues::top(NAMED),
    });
    let answer = engine.answer(&Query::default(), &Want { start: 0, len: 0, values, timeline: false });
    let mut out = String::new();
    for facet in [Facet::Year, Facet::Organisation, Facet::Person, Facet::Topic, Facet::Place] {
        let counts = &answer.facets[facet];
        let mut values = counts.values.clone();
        if facet == Facet::Year {
            values.sort_by_key(|value| value.value);
        }
        if !values.is_empty() {
            out += &format!("\n{} ({} with records)\n", facet.key(), counts.distinct);
        }
        for value in values {
            let name = match facet.entity_kind() {
                Some(kind) => dataset.entities.get(EntityId { kind, at: value.value }).name.first(),
                None => engine.values().id(facet, value.value),
            };
            out += &format!("{:>9}  {}\n", value.count, visible::text(name));
        }
    }
    out
}

fn plural(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Organisation => "organisations",
        EntityKind::Person => "people",
        EntityKind::Topic => "topics",
        EntityKind::Place => "places",
    }
}
