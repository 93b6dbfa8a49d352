//! Records and sources that may be one.

use std::collections::{HashMap, HashSet};

use whomet::model::{Dataset, EntityId, Meeting, PartialDate, Side};
use whomet::text::fold;

use super::{Finding, Subject, short};

/// Rule P004: the same day, the same organisations beside the hosts, but other people.
pub fn declared_by_several(dataset: &Dataset, found: &mut Vec<Finding>) {
    let mut first: HashMap<(PartialDate, Vec<EntityId>), Vec<usize>> = HashMap::new();
    for (meeting, at) in dataset.meetings.iter().zip(0..) {
        let Some(date) = meeting.date.filter(|date| date.bounds().start.0 == date.bounds().end.1) else { continue };
        let organisations = guests(meeting);
        if organisations.is_empty() || people(meeting).is_empty() {
            continue;
        }
        let before = first.entry((date, organisations)).or_default();
        let other = before
            .iter()
            .filter_map(|other| dataset.meetings.get(*other))
            .find(|other| people(other) != people(meeting));
        if let Some(other) = other {
            let same = fold(other.title.first()) == fold(meeting.title.first());
            let detail = format!(
                "`{}` has the day and the organisations of `{}`, other people, and {} title.",
                short(&meeting.id),
                short(&other.id),
                if same { "the same" } else { "another" }
            );
            found.push(Finding {
                code: "P004",
                subject: Subject::Meeting(at),
                found: meeting.id.to_string(),
                other: None,
                detail,
            });
        }
        // two are enough to tell a third from: one of them has other people, or all have the same
        if before.len() < 2 {
            before.push(at);
        }
    }
}

/// The organisations that are not hosts, sorted.
fn guests(meeting: &Meeting) -> Vec<EntityId> {
    let guests = meeting.participants.iter().filter(|one| one.side() != Some(&Side::Host));
    let mut guests: Vec<EntityId> = guests.filter_map(|one| one.organisation).collect();
    guests.sort_unstable();
    guests.dedup();
    guests
}

fn people(meeting: &Meeting) -> HashSet<EntityId> {
    meeting.participants.iter().filter_map(|one| one.person).collect()
}

/// Rule P006.
pub fn sources(dataset: &Dataset, found: &mut Vec<Finding>) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (source, at) in dataset.sources.iter().zip(0..) {
        let Some(url) = &source.url else { continue };
        let other = *first.entry(plain(url.as_str())).or_insert(at);
        if let Some(other) = dataset.sources.get(other).filter(|_| other != at) {
            let detail = format!("`{}` has the address of `{}`.", short(&source.id), short(&other.id));
            found.push(Finding {
                code: "P006",
                subject: Subject::Source(at),
                found: url.as_str().to_owned(),
                other: None,
                detail,
            });
        }
    }
}

/// An address without what leads to the same page.
fn plain(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = host.to_lowercase();
    // `#!` and `#/` lead to pages of their own
    let path = match path.split_once('#') {
        Some((before, after)) if !after.starts_with(['!', '/']) => before,
        _ => path,
    };
    format!("{}{}", host.strip_prefix("www.").unwrap_or(&host), path.trim_end_matches('/'))
}

/// Rule P007.
pub fn facts(dataset: &Dataset, found: &mut Vec<Finding>) {
    let mut first = HashMap::new();
    for (fact, at) in dataset.facts.iter().zip(0..) {
        let unit = fact.unit.as_ref().map(|unit| fold(unit.first()));
        let key = (fact.about, fold(fact.claim.first()), fold(fact.value.first()), unit, fact.date);
        let other = *first.entry(key).or_insert(at);
        if let Some(other) = dataset.facts.get(other).filter(|_| other != at) {
            let detail = format!("`{}` says what `{}` says.", short(&fact.id), short(&other.id));
            found.push(Finding {
                code: "P007",
                subject: Subject::Fact(at),
                found: fact.id.to_string(),
                other: None,
                detail,
            });
        }
    }
}
