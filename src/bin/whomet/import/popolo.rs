//! From Popolo (people, organizations, memberships, posts, events) to a dataset.

use std::collections::HashMap;

use serde_json::Value;
use whomet::model::EntityKind;
use whomet::model::EntityKind::{Organisation, Person};

use super::draft::{Draft, Entity, Meeting, Who, web_address};
use super::plain;
use super::tree::{self, Fields};
use crate::progress::Progress;

/// Events that are periods, not meetings.
const PERIODS: [&str; 3] = ["legislative period", "general election", "parliamentary term"];

/// What the file says, before it is known who is who.
#[derive(Default)]
struct Waiting {
    memberships: Vec<Fields>,
    events: Vec<Fields>,
    /// The parent of each organisation: its place in the file, its id here, that of the parent there.
    parents: Vec<(String, String, String)>,
    /// The labels of posts, by their ids.
    posts: HashMap<String, String>,
}

/// Reads a file into a dataset. What is said of a file that is none begins with the line.
pub fn fill(draft: &mut Draft, bytes: &[u8]) -> Result<(), String> {
    let expected = "an object with one of the lists `persons`, `organizations`, `memberships`, `events`";
    let Value::Object(top) = tree::parse(bytes)? else { return Err(format!("1: this is JSON, but not {expected}")) };
    let lists = ["persons", "people", "organizations", "memberships", "events", "posts"];
    if !lists.iter().any(|list| top.get(*list).is_some_and(Value::is_array)) {
        return Err(format!("1: this is JSON, but not {expected}"));
    }
    let mut waiting = Waiting::default();
    let mut progress = Progress::new("importing", top.values().filter_map(Value::as_array).map(Vec::len).sum());
    let mut done = 0;
    for (name, value) in top {
        let Value::Array(values) = value else {
            draft.report.not_imported(&format!("file: {name}"), &*name, &tree::short(&value));
            continue;
        };
        for (value, at) in values.into_iter().zip(0..) {
            draft.report.rows += 1;
            done += 1;
            progress.at(done);
            waiting.take(draft, &name, value, format!("{name}/{at}"));
        }
    }
    for (place, child, parent) in std::mem::take(&mut waiting.parents) {
        match draft.adopted(Organisation, &parent).cloned() {
            Some(parent) => draft.part_of(&child, parent),
            None => draft.report.not_understood("organization: parent_id", "no such organization", &*place, &parent),
        }
    }
    for membership in std::mem::take(&mut waiting.memberships) {
        self::membership(draft, membership, &waiting.posts);
    }
    for event in std::mem::take(&mut waiting.events) {
        self::event(draft, event);
    }
    Ok(())
}

impl Waiting {
    fn take(&mut self, draft: &mut Draft, list: &str, value: Value, place: String) {
        let what = match list {
            "persons" | "people" => "person",
            "organizations" => "organization",
            "memberships" => "membership",
            "events" => "event",
            "posts" => "post",
            other => return draft.report.not_imported(other, &*place, &tree::short(&value)),
        };
        let Some(mut fields) = Fields::of(value, what, place, &mut draft.report) else { return };
        match what {
            "person" => self.entity(draft, fields, Person),
            "organization" => self.entity(draft, fields, Organisation),
            "membership" => self.memberships.push(fields),
            "event" => self.event(draft, fields),
            _ => {
                if let (Some(id), Some(label)) =
                    (fields.text("id"), fields.text("label").or_else(|| fields.text("role")))
                {
                    self.posts.insert(id, label);
                }
                fields.tell_rest(&mut draft.report);
            }
        }
    }

    /// A person or an organisation, with what is embedded in it.
    fn entity(&mut self, draft: &mut Draft, mut fields: Fields, kind: EntityKind) {
        let (place, what) = (fields.place.clone(), fields.what.clone());
        let Some(name) = name(&mut fields) else {
            return draft.report.not_understood(&what, "it has no name", &*place, "");
        };
        let theirs = fields.text("id").unwrap_or_else(|| name.clone());
        let Some(id) = draft.adopt(kind, &theirs) else {
            return draft.report.not_understood(&what, "another has its id, or neither has one", &*place, &theirs);
        };
        let mut aliases = fields.texts("other_names", "name", &mut draft.report);
        aliases.retain(|alias| *alias != name);
        let mut entity = Entity { name, aliases, ..Entity::default() };
        for (value, at) in fields.list("identifiers").into_iter().zip(0..) {
            let Some(mut known) =
                Fields::of(value, "identifier", format!("{place}/identifiers/{at}"), &mut draft.report)
            else {
                continue;
            };
            if let Some(value) = known.text("identifier") {
                entity.identifiers.insert(known.text("scheme").unwrap_or_else(|| "id".to_owned()), value);
            }
            known.tell_rest(&mut draft.report);
        }
        for url in fields.texts("links", "url", &mut draft.report) {
            match web_address(&url).filter(|_| entity.url.is_none()) {
                Some(url) => entity.url = Some(url),
                None => draft.report.not_imported(&format!("{what}: a further link"), &*place, &url),
            }
        }
        if kind == Organisation {
            entity.kind = fields.text("classification");
            let parent = fields.text("parent_id");
            self.parents.extend(parent.map(|parent| (place.clone(), id.clone(), parent)));
        }
        draft.entity(kind, id.clone(), entity);
        self.facts(draft, &mut fields, &id, kind);
        self.embedded(draft, &mut fields, kind, &theirs);
        fields.tell_rest(&mut draft.report);
    }

    /// What is known of an organisation beside its name.
    fn facts(&mut self, draft: &mut Draft, fields: &mut Fields, id: &str, kind: EntityKind) {
        let place = fields.place.clone();
        let dates = [("founding_date", "founded"), ("dissolution_date", "dissolved")];
        let dates: Vec<_> = dates
            .into_iter()
            .filter(|_| kind == Organisation)
            .filter_map(|(n, c)| Some((fields.text(n)?, c)))
            .collect();
        let urls = if dates.is_empty() { Vec::new() } else { fields.texts("sources", "url", &mut draft.report) };
        for (text, claim) in dates {
            if let Some(date) = draft.dates(claim, &place, Some(&text), None) {
                let known = draft.known_from(&urls, &place);
                draft.fact(None, id, claim, date.clone(), Some(date), known);
            }
        }
    }

    /// Memberships and posts that stand inside of a person or an organisation.
    fn embedded(&mut self, draft: &mut Draft, fields: &mut Fields, kind: EntityKind, theirs: &str) {
        let own = if kind == Person { "person_id" } else { "organization_id" };
        for (list, what) in [("memberships", "membership"), ("posts", "post")] {
            for (mut value, at) in fields.list(list).into_iter().zip(0..) {
                if let Value::Object(members) = &mut value {
                    members.entry(own).or_insert_with(|| theirs.into());
                }
                let place = format!("{}/{list}/{at}", fields.place);
                draft.report.rows += 1;
                self.take(draft, &format!("{what}s"), value, place);
            }
        }
    }

    /// An event, and those that stand inside of it.
    fn event(&mut self, draft: &mut Draft, mut fields: Fields) {
        for (value, at) in fields.list("children").into_iter().zip(0..) {
            draft.report.rows += 1;
            self.take(draft, "events", value, format!("{}/children/{at}", fields.place));
        }
        self.events.push(fields);
    }
}

/// The name, or what can be made of its parts.
fn name(fields: &mut Fields) -> Option<String> {
    fields.text("name").or_else(|| {
        let parts: Vec<String> = ["given_name", "family_name"].iter().filter_map(|part| fields.text(part)).collect();
        Some(parts.join(" ")).filter(|name| !name.is_empty())
    })
}

/// Who is meant: by id, or embedded with a name.
fn who(draft: &mut Draft, fields: &mut Fields, field: &str, kind: EntityKind) -> Option<String> {
    let (place, about) = (fields.place.clone(), format!("{}: {field}", fields.what));
    let embedded = fields.object(field);
    for (name, value) in embedded.iter().flatten().filter(|(name, _)| !matches!(&***name, "id" | "name")) {
        draft.report.not_imported(&format!("{about}: {name}"), &*place, &tree::short(value));
    }
    let of = |name: &str| embedded.as_ref().and_then(|object| object.get(name)).and_then(tree::text);
    let theirs = fields.text(&format!("{field}_id")).or_else(|| of("id"));
    if let Some(id) = theirs.as_ref().and_then(|theirs| draft.adopted(kind, theirs)) {
        return Some(id.clone());
    }
    if let Some(name) = of("name") {
        return draft.named(kind, &name);
    }
    if let Some(theirs) = theirs {
        draft.report.not_understood(&about, "nothing in the file has this id", &*place, &theirs);
    }
    None
}

fn membership(draft: &mut Draft, mut fields: Fields, posts: &HashMap<String, String>) {
    let place = fields.place.clone();
    let organisation = who(draft, &mut fields, "organization", Organisation);
    let member = who(draft, &mut fields, "person", Person).or_else(|| who(draft, &mut fields, "member", Organisation));
    let (Some(organisation), Some(member)) = (organisation, member) else {
        draft.report.not_understood("membership", "it lacks its member or its organization", &*place, "");
        return;
    };
    let post = fields.text("post_id").and_then(|post| posts.get(&post).cloned());
    let role = fields.text("role").or_else(|| fields.text("label")).or(post);
    let name = draft.name(Organisation, &organisation).unwrap_or_default();
    let value = role.map_or_else(|| name.to_owned(), |role| format!("{name} ({role})"));
    let (from, to) = (fields.text("start_date"), fields.text("end_date"));
    let date = draft.period("membership: dates", &place, from.as_deref(), to.as_deref());
    let urls = fields.texts("sources", "url", &mut draft.report);
    let known = draft.known_from(&urls, &place);
    draft.fact(fields.text("id"), &member, "member of", value, date, known);
    fields.tell_rest(&mut draft.report);
}

fn event(draft: &mut Draft, mut fields: Fields) {
    let place = fields.place.clone();
    let kind = fields.text("classification");
    let period = kind.as_ref().filter(|kind| PERIODS.contains(&&*kind.to_lowercase()));
    let Some(title) = fields.text("name") else {
        return draft.report.not_understood("event", "it has no name", &*place, "");
    };
    if let Some(kind) = period {
        return draft.report.not_imported(&format!("event: a {kind} is no meeting"), &*place, &title);
    }
    let (from, to) = (fields.text("start_date"), fields.text("end_date"));
    let ends = [("start_date", from.as_deref()), ("end_date", to.as_deref())];
    let (date, note) = draft.held("event: dates", &place, ends);
    let mut meeting = Meeting { title, date, kind, note, ..Meeting::default() };
    meeting.id = draft.new_id(&fields.text("id").unwrap_or_else(|| format!("event-{}", place.replace('/', "-"))));
    meeting.summary = fields.text("description").map(|text| plain::of_html(&text).0).filter(|text| !text.is_empty());
    meeting.places =
        fields.text("location").and_then(|name| draft.named(EntityKind::Place, &name)).into_iter().collect();
    if let Some(status) = fields.text("status") {
        meeting.status = self::status(&status);
        if meeting.status.is_none() {
            draft.report.not_understood("event: status", "not one of those known", &*place, &status);
        }
    }
    if let Some(host) = who(draft, &mut fields, "organization", Organisation) {
        meeting.participants.push(Who { organisation: Some(host), side: Some("host".to_owned()), person: None });
    }
    for (value, at) in fields.list("attendees").into_iter().zip(0..) {
        let wrapped = serde_json::json!({ "person": value });
        let Some(mut one) = Fields::of(wrapped, "attendee", format!("{place}/attendees/{at}"), &mut draft.report)
        else {
            continue;
        };
        match who(draft, &mut one, "person", Person) {
            Some(person) => meeting.participants.push(Who { person: Some(person), ..Who::default() }),
            None => draft.report.not_understood("attendee", "it has neither a known id nor a name", &*one.place, ""),
        }
    }
    let urls = fields.texts("sources", "url", &mut draft.report);
    meeting.sources = draft.known_from(&urls, &place);
    draft.meetings.push(meeting);
    fields.tell_rest(&mut draft.report);
}

/// What became of it, in the words of a dataset.
fn status(theirs: &str) -> Option<&'static str> {
    match &*theirs.to_lowercase() {
        "confirmed" | "passed" | "held" | "completed" => Some("held"),
        "tentative" | "planned" | "scheduled" | "announced" => Some("announced"),
        "cancelled" | "canceled" => Some("cancelled"),
        _ => None,
    }
}
