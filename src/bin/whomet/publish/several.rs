//! Entries that hold several names, meetings that nobody can know of, a licence without an address.

use std::collections::HashMap;

use whomet::model::{Dataset, EntityId, EntityKind, Status};

use super::{Finding, Subject, short};

/// These separate names wherever they stand.
const STRONG: [&str; 7] = [";", "\n", "|", " / ", "；", "、", " + "];
/// These do if what they separate is known.
const WEAK: [&str; 8] = [", ", "，", " and ", " & ", " und ", " et ", " y ", " och "];

/// Rule P002: of entries, as the reader of datasets looks at mere names.
pub fn names(dataset: &Dataset, found: &mut Vec<Finding>) {
    for kind in [EntityKind::Organisation, EntityKind::Person] {
        let table = dataset.entities.table(kind);
        let known: HashMap<&str, usize> = table
            .iter()
            .enumerate()
            .flat_map(|(at, entity)| entity.name.variants().map(move |(_, name)| (name, at)))
            .collect();
        for (entity, at) in table.iter().zip(0u32..).filter(|(entity, _)| entity.listed) {
            let name = entity.name.first();
            let Some(parts) = parts(name, |part| known.get(part).is_some_and(|other| *other != at as usize)) else {
                continue;
            };
            let detail = format!("“{}” reads like {} names.", short(name), parts);
            let subject = Subject::Entity(EntityId { kind, at });
            found.push(Finding { code: "P002", subject, found: name.to_owned(), other: None, detail });
        }
    }
}

/// True if nothing in a name separates: that of most.
fn is_plain(name: &str) -> bool {
    let words = [" and ", " und ", " et ", " y ", " och "];
    !name.contains([';', '\n', '|', '/', '+', ',', '&', '；', '、', '，'])
        && !words.iter().any(|word| name.contains(word))
}

/// How many names stand in one, if it is more than one.
fn parts(name: &str, is_known: impl Fn(&str) -> bool) -> Option<usize> {
    if is_plain(name) {
        return None;
    }
    let split = |separators: &[&str], whole: &[&str]| {
        let mut parts: Vec<String> = whole.iter().map(|part| (*part).to_owned()).collect();
        for separator in separators {
            parts = parts.iter().flat_map(|part| part.split(separator)).map(|part| part.trim().to_owned()).collect();
        }
        parts.retain(|part| part.chars().any(char::is_alphanumeric));
        parts
    };
    let strong = split(&STRONG, &[name]);
    if strong.len() > 1 {
        return Some(strong.len());
    }
    let whole: Vec<&str> = strong.iter().map(|part| &**part).collect();
    let weak = split(&WEAK, &whole);
    let all = weak.len() > 1 && weak.iter().all(|part| is_known(part));
    // beside a known name others are names too, if only commas separate them
    let by_comma = split(&[", ", "，"], &whole);
    let some = by_comma.len() > 1 && by_comma.iter().any(|part| is_known(part));
    match (all, some) {
        (true, _) => Some(weak.len()),
        (false, true) => Some(by_comma.len()),
        (false, false) => None,
    }
}

/// Rule P003.
pub fn after_the_last_change(dataset: &Dataset, found: &mut Vec<Finding>) {
    let Some(updated) = dataset.about.updated else { return };
    let last = updated.bounds().end.1;
    for (meeting, at) in dataset.meetings.iter().zip(0..) {
        let Some(date) = meeting.date.filter(|date| meeting.status == Status::Held && date.bounds().start.0 > last)
        else {
            continue;
        };
        let detail = format!("The meeting `{}` is dated {date}, and `updated` is {updated}.", short(&meeting.id));
        found.push(Finding {
            code: "P003",
            subject: Subject::Meeting(at),
            found: date.to_string(),
            other: None,
            detail,
        });
    }
}

/// Rule P008.
pub fn licence(dataset: &Dataset, found: &mut Vec<Finding>) {
    if let Some(licence) = dataset.about.licence.as_ref().filter(|licence| licence.url.is_none()) {
        let detail = format!("“{}” stands without an address.", short(licence.name.first()));
        let subject = Subject::Top("licence");
        found.push(Finding { code: "P008", subject, found: licence.name.first().to_owned(), other: None, detail });
    }
}
