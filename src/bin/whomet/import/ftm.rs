//! From FollowTheMoney entities (JSON lines, or a JSON list) to a dataset.

use serde_json::{Map, Value};
use whomet::model::EntityKind;
use whomet::model::EntityKind::{Organisation, Person};

use super::draft::{Draft, Entity, Meeting, Who, web_address};
use super::plain;
use super::tree::{self, Fields};
use crate::progress::Progress;

/// Schemata of those who meet.
const ACTORS: [(&str, EntityKind); 5] = [
    ("Person", Person),
    ("Organization", Organisation),
    ("Company", Organisation),
    ("PublicBody", Organisation),
    ("LegalEntity", Organisation),
];
/// Schemata of meetings, with the kind of meeting.
const EVENTS: [(&str, Option<&str>); 3] = [("Event", None), ("Trip", Some("visit")), ("Call", Some("call"))];
/// Schemata that join two: who, to what, and the claim that this makes.
const LINKS: [(&str, &str, &str, &str); 6] = [
    ("Membership", "member", "organization", "member of"),
    ("Directorship", "director", "organization", "director of"),
    ("Employment", "employee", "employer", "employed by"),
    ("Ownership", "owner", "asset", "owner of"),
    ("Representation", "agent", "client", "represents"),
    ("UnknownLink", "subject", "object", "linked to"),
];
/// Properties that identify, and the register that each is of.
const IDENTIFIERS: [(&str, &str); 13] = [
    ("wikidataId", "wikidata"),
    ("registrationNumber", "registration"),
    ("leiCode", "lei"),
    ("vatCode", "vat"),
    ("taxNumber", "tax"),
    ("idNumber", "id"),
    ("innCode", "inn"),
    ("ogrnCode", "ogrn"),
    ("okpoCode", "okpo"),
    ("dunsCode", "duns"),
    ("swiftBic", "swift"),
    ("bvdId", "bvd"),
    ("icijId", "icij"),
];
/// What the file says of an entity itself.
const ABOUT: [&str; 6] = ["datasets", "referents", "target", "first_seen", "last_seen", "last_change"];

/// An entity as it stands in the file.
struct Raw {
    id: String,
    schema: String,
    properties: Fields,
}

/// Reads a file into a dataset. What is said of a file that is none begins with the line.
pub fn fill(draft: &mut Draft, bytes: &[u8]) -> Result<(), String> {
    let mut raw = Vec::new();
    for (value, place) in values(draft, bytes)? {
        collect(draft, &mut raw, value, place);
    }
    if raw.is_empty() {
        return Err(
            "1: no FollowTheMoney entity is in this file: an object with `id`, `schema` and `properties`".to_owned()
        );
    }
    let mut parents = Vec::new();
    let mut rest = Vec::new();
    let mut progress = Progress::new("importing", raw.len());
    for one in raw {
        progress.at(draft.report.rows);
        draft.report.rows += 1;
        match ACTORS.iter().find(|(schema, _)| *schema == one.schema) {
            Some((_, kind)) => parents.extend(actor(draft, one, *kind)),
            None => rest.push(one),
        }
    }
    for (place, child, theirs) in parents {
        match draft.adopted(Organisation, &theirs).cloned() {
            Some(parent) => draft.part_of(&child, parent),
            None => draft.report.not_understood("parent", "no organisation in the file has this id", &*place, &theirs),
        }
    }
    for one in rest {
        if let Some((_, kind)) = EVENTS.iter().find(|(schema, _)| *schema == one.schema) {
            event(draft, one, *kind);
        } else if let Some(link) = LINKS.iter().find(|(schema, ..)| *schema == one.schema) {
            self::link(draft, one, link);
        } else {
            draft.report.not_imported(&format!("schema {}", one.schema), &*one.properties.place, &one.id);
        }
    }
    Ok(())
}

/// The values of a list, or of lines.
fn values(draft: &mut Draft, bytes: &[u8]) -> Result<Vec<(Value, String)>, String> {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    if first == Some(&b'[') {
        let Value::Array(values) = tree::parse(bytes)? else { return Ok(Vec::new()) };
        return Ok(values.into_iter().zip(0..).map(|(value, at)| (value, format!("entity {at}"))).collect());
    }
    // one object, on however many lines; of lines only the first is read here
    if let Ok(value) = tree::parse(bytes) {
        return Ok(vec![(value, "line 1".to_owned())]);
    }
    let mut values = Vec::new();
    let mut broken = None;
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1u64..) {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match tree::parse(line) {
            Ok(value) => values.push((value, format!("line {number}"))),
            Err(why) => {
                let why = why.split_once(": ").map_or("", |(_, why)| why);
                draft.report.not_understood("(line)", "not JSON", number, &String::from_utf8_lossy(line));
                broken.get_or_insert(format!("{number}: {why}"));
            }
        }
    }
    match broken.filter(|_| values.is_empty()) {
        Some(why) => Err(why),
        None => Ok(values),
    }
}

/// Takes an entity apart: others may stand inside of it where their ids could.
fn collect(draft: &mut Draft, raw: &mut Vec<Raw>, value: Value, place: String) {
    let Some(mut fields) = Fields::of(value, "(entity)", place.clone(), &mut draft.report) else { return };
    let (Some(id), Some(schema)) = (fields.text("id"), fields.text("schema")) else {
        return draft.report.not_understood("(entity)", "it has no `id` or no `schema`", &*place, "");
    };
    let mut properties = fields.object("properties").unwrap_or_default();
    fields.text("caption");
    ABOUT.iter().for_each(|name| drop(fields.list(name)));
    for value in properties.values_mut().filter_map(Value::as_array_mut).flatten() {
        let id = value.get("id").filter(|_| value.get("schema").is_some()).cloned();
        if let Some(id) = id {
            collect(draft, raw, std::mem::replace(value, id), place.clone());
        }
    }
    fields.tell_rest(&mut draft.report);
    let properties: Map<String, Value> = properties;
    if let Some(properties) = Fields::of(Value::Object(properties), &schema, place, &mut draft.report) {
        raw.push(Raw { id, schema, properties });
    }
}

/// The first value of a property; what else it holds is told.
fn first(draft: &mut Draft, fields: &mut Fields, name: &str) -> Option<String> {
    let mut values = fields.texts(name, "id", &mut draft.report).into_iter();
    let first = values.next();
    for other in values {
        draft.report.not_imported(&format!("{}: a further {name}", fields.what), &*fields.place, &other);
    }
    first
}

/// Those of several properties.
fn all(draft: &mut Draft, fields: &mut Fields, names: &[&str]) -> Vec<String> {
    names.iter().flat_map(|name| fields.texts(name, "id", &mut draft.report)).collect()
}

/// Somebody who meets. Gives its parents: the place in the file, the id here, that of the parent there.
fn actor(draft: &mut Draft, raw: Raw, kind: EntityKind) -> Vec<(String, String, String)> {
    let Raw { id: theirs, schema, properties: mut fields } = raw;
    let place = fields.place.clone();
    let mut names = all(draft, &mut fields, &["name", "alias", "weakAlias", "previousName"]);
    if names.is_empty() {
        draft.report.not_understood(&schema, "it has no name", &*place, &theirs);
        return Vec::new();
    }
    if draft.adopted(Person, &theirs).or(draft.adopted(Organisation, &theirs)).is_some() {
        draft.report.not_understood(&schema, "the id of an entity before", &*place, &theirs);
        return Vec::new();
    }
    let Some(id) = draft.adopt(kind, &theirs) else { return Vec::new() };
    if schema == "LegalEntity" {
        draft.report.notice(&schema, "may be a person, and is taken for an organisation", &*place, &theirs);
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    let mut entity = Entity { name: names.remove(0), aliases: names, ..Entity::default() };
    for (property, register) in IDENTIFIERS {
        let value = first(draft, &mut fields, property);
        entity.identifiers.extend(value.map(|value| (register.to_owned(), value)));
    }
    entity.url = first(draft, &mut fields, "website").and_then(|url| {
        let good = web_address(&url);
        if good.is_none() {
            draft.report.not_understood("website", "not an address of the web", &*place, &url);
        }
        good
    });
    let mut parents = Vec::new();
    let mut founded = Vec::new();
    if kind == Organisation {
        entity.kind = first(draft, &mut fields, "classification").or_else(|| kind_of(&schema));
        entity.country = first(draft, &mut fields, "country").map(|country| match country.len() {
            2 => country.to_uppercase(),
            _ => country,
        });
        parents = all(draft, &mut fields, &["parent"])
            .into_iter()
            .map(|parent| (place.clone(), id.clone(), parent))
            .collect();
        let dates = [("incorporationDate", "founded"), ("dissolutionDate", "dissolved")];
        founded.extend(dates.into_iter().filter_map(|(name, claim)| Some((first(draft, &mut fields, name)?, claim))));
    }
    draft.entity(kind, id.clone(), entity);
    let urls = if founded.is_empty() { Vec::new() } else { all(draft, &mut fields, &["sourceUrl"]) };
    for (text, claim) in founded {
        if let Some(date) = draft.dates(claim, &place, Some(&text), None) {
            let known = draft.known_from(&urls, &place);
            draft.fact(None, &id, claim, date.clone(), Some(date), known);
        }
    }
    fields.tell_rest(&mut draft.report);
    parents
}

fn kind_of(schema: &str) -> Option<String> {
    match schema {
        "Company" => Some("company".to_owned()),
        "PublicBody" => Some("public body".to_owned()),
        _ => None,
    }
}

/// Who has this id in the file.
fn who(draft: &mut Draft, place: &str, theirs: &str) -> Option<(EntityKind, String)> {
    let known = [Person, Organisation].iter().find_map(|kind| Some((*kind, draft.adopted(*kind, theirs)?.clone())));
    if known.is_none() {
        draft.report.not_understood("reference", "no person or organisation in the file has this id", place, theirs);
    }
    known
}

fn event(draft: &mut Draft, raw: Raw, kind: Option<&str>) {
    let Raw { id: theirs, properties: mut fields, .. } = raw;
    let place = fields.place.clone();
    let name = first(draft, &mut fields, "name");
    let texts = all(draft, &mut fields, &["summary", "description"]);
    let texts: Vec<String> = texts.iter().map(|text| plain::of_html(text).0).filter(|text| !text.is_empty()).collect();
    let Some(title) = name.or_else(|| kind.map(|kind| format!("({kind})"))) else {
        return draft.report.not_understood("Event", "it has no name", &*place, &theirs);
    };
    let (from, start) = match first(draft, &mut fields, "startDate") {
        None => ("date", first(draft, &mut fields, "date")),
        start => ("startDate", start),
    };
    let end = first(draft, &mut fields, "endDate");
    let ends = [(from, start.as_deref()), ("endDate", end.as_deref())];
    let (date, times) = draft.held("event: dates", &place, ends);
    let mut meeting = Meeting { title, date, kind: kind.map(str::to_owned), ..Meeting::default() };
    meeting.id = draft.new_id(&theirs);
    meeting.summary = Some(texts.join("\n")).filter(|text| !text.is_empty());
    for name in all(draft, &mut fields, &["location"]) {
        meeting.places.extend(draft.named(EntityKind::Place, &name));
    }
    for name in all(draft, &mut fields, &["keywords"]) {
        meeting.topics.extend(draft.named(EntityKind::Topic, &name));
    }
    for (property, side) in [("organizer", Some("host")), ("involved", None), ("caller", None), ("receiver", None)] {
        for theirs in all(draft, &mut fields, &[property]) {
            let side = side.map(str::to_owned);
            meeting.participants.extend(who(draft, &place, &theirs).map(|(kind, id)| match kind {
                Person => Who { person: Some(id), side, organisation: None },
                _ => Who { organisation: Some(id), side, person: None },
            }));
        }
    }
    let notes: Vec<String> = all(draft, &mut fields, &["notes"]).into_iter().chain(times).collect();
    meeting.note = Some(notes.join("\n")).filter(|note| !note.is_empty());
    let urls = all(draft, &mut fields, &["sourceUrl"]);
    meeting.sources = draft.known_from(&urls, &place);
    draft.meetings.push(meeting);
    fields.tell_rest(&mut draft.report);
}

fn link(draft: &mut Draft, raw: Raw, (schema, from, to, claim): &(&str, &str, &str, &str)) {
    let Raw { id: theirs, properties: mut fields, .. } = raw;
    let place = fields.place.clone();
    let ends = [*from, *to].map(|end| first(draft, &mut fields, end));
    let [Some(from), Some(to)] = ends else {
        return draft.report.not_understood(schema, "it joins fewer than two", &*place, &theirs);
    };
    let (Some((_, about)), Some((kind, object))) = (who(draft, &place, &from), who(draft, &place, &to)) else { return };
    let name = draft.name(kind, &object).unwrap_or_default().to_owned();
    let value = first(draft, &mut fields, "role").map_or_else(|| name.clone(), |role| format!("{name} ({role})"));
    let (start, end) = (first(draft, &mut fields, "startDate"), first(draft, &mut fields, "endDate"));
    let date = match (&start, &end) {
        (None, None) => first(draft, &mut fields, "date").and_then(|day| draft.dates("date", &place, Some(&day), None)),
        _ => draft.period("dates", &place, start.as_deref(), end.as_deref()),
    };
    let urls = all(draft, &mut fields, &["sourceUrl"]);
    let known = draft.known_from(&urls, &place);
    draft.fact(Some(theirs), &about, claim, value, date, known);
    fields.tell_rest(&mut draft.report);
}
