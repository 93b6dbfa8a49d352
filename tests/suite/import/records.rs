//! Files that have people, organisations and events of their own.

use expect_test::expect;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::feed::{import, makes, refuses};
use super::good;

/// A parliament in Popolo, with slips.
fn parliament() -> Value {
    json!({
        "meta": {"sources": ["x"]},
        "persons": [
            {"id": "p/1", "name": "Vladimir Norov", "other_names": [{"name": "Norov"}], "image": "https://example.org/n.png",
             "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}], "links": [{"url": "https://example.org/n"}],
             "memberships": [{"organization_id": "o1", "role": "Secretary-General", "start_date": "2019-01-01T08:00:00Z", "end_date": "2021-12-31"}]},
            {"given_name": "Ana", "family_name": "Meier"}, {"id": "p/3"}, {"id": "p/1", "name": "Again"},
        ],
        "organizations": [
            {"id": "o1", "name": "SCO", "classification": "secretariat", "founding_date": "2001-06-15", "parent_id": "o2",
             "sources": [{"url": "https://example.org/sco"}]},
            {"id": "o2", "name": "States", "parent_id": "o9", "posts": [{"id": "chair", "label": "Chair"}]},
        ],
        "memberships": [
            {"id": "m1", "person_id": "p/1", "organization_id": "o2", "post_id": "chair", "start_date": "2022"},
            {"person_id": "nobody", "organization_id": "o2"},
        ],
        "events": [
            {"id": "e1", "name": "Talks", "start_date": "2020-08-20T10:00:00Z", "end_date": "2020-08-21", "location": "Beijing",
             "organization_id": "o1", "attendees": [{"id": "p/1"}, {"name": "New Person"}, {}], "status": "confirmed",
             "description": "<p>About water.</p>", "sources": [{"url": "https://example.org/e1"}],
             "children": [{"name": "Side talks", "start_date": "yesterday", "status": "odd"}]},
            {"name": "Ninth term", "classification": "legislative period"},
        ],
    })
}

#[test]
fn popolo_becomes_entities_meetings_and_facts() {
    makes(
        "popolo",
        &parliament().to_string(),
        1,
        expect![[r#"
        "sources":{
        "import":{"title":"file"},
        "source-9e6f59":{"url":"https://example.org/sco"},
        "source-253943":{"url":"https://example.org/e1"}},
        "organisations":{
        "o1":{"name":"SCO","kind":"secretariat","part_of":["o2"]},
        "o2":{"name":"States"}},
        "people":{
        "p/1":{"name":"Vladimir Norov","aliases":["Norov"],"url":"https://example.org/n","identifiers":{"wikidata":"Q1"}},
        "Ana Meier":{"name":"Ana Meier"},
        "new-person":{"name":"New Person"}},
        "topics":{},
        "places":{
        "beijing":{"name":"Beijing"}},
        "meetings":[
        {"id":"event-events-0-children-0","title":"Side talks","sources":[{"source":"import","where":"events/0/children/0"}]},
        {"id":"e1","date":"2020-08-20/2020-08-21","status":"held","title":"Talks","summary":"About water.","place":["beijing"],"participants":[{"organisation":"o1","side":"host"},{"person":"p/1"},{"person":"new-person"}],"sources":[{"source":"source-253943"}],"note":"start_date: 2020-08-20T10:00:00Z"}],
        "facts":[
        {"id":"o1-founded-c0979a","about":"o1","claim":"founded","value":"2001-06-15","date":"2001-06-15","sources":[{"source":"source-9e6f59"}]},
        {"id":"m1","about":"p/1","claim":"member of","value":"States (Chair)","date":"2022/","sources":[{"source":"import","where":"memberships/0"}]},
        {"id":"p/1-member-of-fffeb2","about":"p/1","claim":"member of","value":"SCO (Secretary-General)","date":"2019-01-01/2021-12-31","sources":[{"source":"import","where":"persons/0/memberships/0"}]}]
        }
        file:
              13  items read
               2  meetings
               2  organisations
               3  people
               1  place
               3  facts

        not understood, and left out:
               1  attendee: it has neither a known id nor a name
                  events/0/attendees/2
               1  event: dates: not a date
                  events/0/children/0: yesterday
               1  event: status: not one of those known
                  events/0/children/0: odd
               1  membership: it lacks its member or its organization
                  memberships/1
               1  membership: person: nothing in the file has this id
                  memberships/1: nobody
               1  organization: parent_id: no such organization
                  organizations/1: o9
               1  person: another has its id, or neither has one
                  persons/3: p/1
               1  person: it has no name
                  persons/2

        not imported, as a dataset has no place for it:
               1  event: a legislative period is no meeting, as in events/1: Ninth term
               1  file: meta, as in meta: {"sources":["x"]}
               1  membership: dates: the time of day, as in persons/0/memberships/0: 2019-01-01T08:00:00Z
               1  person: image, as in persons/0: https://example.org/n.png
               1  post: organization_id, as in organizations/1/posts/0: o2
    "#]],
    );
}

/// Entities of FollowTheMoney, with slips.
fn entities() -> String {
    let lines = [
        json!({"id": "p1", "schema": "Person", "caption": "x", "properties": {"name": ["Vladimir Norov", "Norov"], "birthDate": ["1955"], "wikidataId": ["Q1", "Q2"]}}),
        json!({"id": "c1", "schema": "Company", "properties": {"name": ["Complant"], "country": ["cn"], "website": ["https://example.org"],
            "incorporationDate": ["1959-01-01T00:00:00"], "parent": ["b1"], "registrationNumber": ["7"]}}),
        json!({"id": "b1", "schema": "PublicBody", "datasets": ["d"], "properties": {"name": ["Ministry"], "sourceUrl": ["https://example.org/b"]}}),
        json!({"id": "l1", "schema": "LegalEntity", "properties": {"name": ["Somebody"]}}),
        json!({"id": "e1", "schema": "Event", "properties": {"name": ["Talks"], "date": ["2020-08-20T10:00:00"], "notes": ["In person."], "location": ["Beijing"], "organizer": ["b1"],
            "involved": ["c1", "gone", {"id": "p9", "schema": "Person", "properties": {"name": ["Within"]}}], "keywords": ["Water"],
            "summary": ["They <b>met</b>."], "sourceUrl": ["https://example.org/e", "ftp://x"]}}),
        json!({"id": "d1", "schema": "Directorship", "properties": {"director": ["p1"], "organization": ["c1"], "role": ["chair"], "startDate": ["2019"]}}),
        json!({"id": "m1", "schema": "Membership", "properties": {"member": ["p1"]}}),
        json!({"id": "w1", "schema": "Employment", "properties": {"employee": ["p1"], "employer": ["b1"], "endDate": ["2018-02-30"]}}),
        json!({"id": "v1", "schema": "Vessel", "properties": {"name": ["Ship"]}}),
        json!({"schema": "Person"}),
    ];
    lines.map(|line| line.to_string()).join("\n") + "\nnot json\n"
}

#[test]
fn followthemoney_becomes_entities_meetings_and_facts() {
    makes(
        "followthemoney",
        &entities(),
        1,
        expect![[r#"
        "sources":{
        "import":{"title":"file"},
        "source-0d7914":{"url":"https://example.org/e"}},
        "organisations":{
        "c1":{"name":"Complant","kind":"company","country":"CN","url":"https://example.org","part_of":["b1"],"identifiers":{"registration":"7"}},
        "b1":{"name":"Ministry","kind":"public body"},
        "l1":{"name":"Somebody"}},
        "people":{
        "p1":{"name":"Vladimir Norov","aliases":["Norov"],"identifiers":{"wikidata":"Q1"}},
        "p9":{"name":"Within"}},
        "topics":{
        "water":{"name":"Water"}},
        "places":{
        "beijing":{"name":"Beijing"}},
        "meetings":[
        {"id":"e1","date":"2020-08-20","title":"Talks","summary":"They met.","place":["beijing"],"topics":["water"],"participants":[{"organisation":"b1","side":"host"},{"organisation":"c1"},{"person":"p9"}],"sources":[{"source":"source-0d7914"}],"note":"In person.\ndate: 2020-08-20T10:00:00"}],
        "facts":[
        {"id":"c1-founded-d46e69","about":"c1","claim":"founded","value":"1959-01-01","date":"1959-01-01","sources":[{"source":"import","where":"line 2"}]},
        {"id":"d1","about":"p1","claim":"director of","value":"Complant (chair)","date":"2019/","sources":[{"source":"import","where":"line 6"}]},
        {"id":"w1","about":"p1","claim":"employed by","value":"Ministry","sources":[{"source":"import","where":"line 8"}]}]
        }
        file:
              10  items read
               1  meeting
               3  organisations
               2  people
               1  topic
               1  place
               3  facts

        not understood, and left out:
               1  (entity): it has no `id` or no `schema`
                  line 10
               1  (line): not JSON
                  line 11: not json
               1  Membership: it joins fewer than two
                  line 7: m1
               1  dates: not a date
                  line 8: 2018-02-30
               1  reference: no person or organisation in the file has this id
                  line 5: gone
               1  source: not an address of the web
                  line 5: ftp://x

        understood, and worth a look:
               1  LegalEntity: may be a person, and is taken for an organisation
                  line 4: l1

        not imported, as a dataset has no place for it:
               1  Person: a further wikidataId, as in line 1: Q2
               1  Person: birthDate, as in line 1: ["1955"]
               1  PublicBody: sourceUrl, as in line 3: ["https://example.org/b"]
               1  founded: the time of day, as in line 2: 1959-01-01T00:00:00
               1  schema Vessel, as in line 9: v1
    "#]],
    );
}

#[test]
fn a_list_of_entities_is_read_like_lines() {
    let one = json!({"id": "c1", "schema": "Company", "properties": {"name": ["Complant"]}});
    for file in [json!([one]).to_string(), one.to_string(), format!("{one:#}")] {
        let (code, out, _) = import("followthemoney", file.as_bytes());
        assert_eq!(
            (code, good(&out).entities.table(whomet::model::EntityKind::Organisation).len()),
            (Some(0), 1),
            "{file}"
        );
    }
}

#[test]
fn what_is_neither_is_refused_with_a_line() {
    let popolo = "file:1: this is JSON, but not an object with one of the lists `persons`, `organizations`, `memberships`, `events`";
    refuses("popolo", b"[]", popolo);
    refuses("popolo", b"{\"persons\": 1}", popolo);
    refuses("popolo", b"{\n\"persons\": [1", "file:2:13: this should be JSON: EOF while parsing a list");
    let none = "file:1: no FollowTheMoney entity is in this file: an object with `id`, `schema` and `properties`";
    refuses("followthemoney", b"", none);
    refuses("followthemoney", b"[1, {}]", none);
    refuses("followthemoney", b"\n<html>", "file:2: this should be JSON: expected value");
}

/// JSON of the words that these formats use, in any order.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        proptest::sample::select(
            &[
                "a",
                "b",
                "",
                " ",
                "2020-01-02",
                "2020-02-30",
                "https://example.org/",
                "x\u{1}",
                "Person",
                "Event",
                "Company",
                "Membership"
            ][..]
        )
        .prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let keys = proptest::sample::select(
            &[
                "id",
                "schema",
                "properties",
                "name",
                "persons",
                "organizations",
                "memberships",
                "events",
                "person_id",
                "organization_id",
                "attendees",
                "children",
                "parent_id",
                "start_date",
                "end_date",
                "member",
                "organization",
                "involved",
                "startDate",
                "date",
                "identifiers",
                "identifier",
                "scheme",
                "other_names",
                "sources",
                "url",
                "status",
                "founding_date",
                "posts",
                "parent",
                "country",
                "website",
                "keywords",
                "location",
                "role",
            ][..],
        );
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((keys, inner), 0..6).prop_map(|members| {
                Value::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Whatever JSON it is, a good dataset is made of it, or it is refused with a line.
    #[test]
    fn any_json_is_imported_or_refused(people in value(), others in value(), events in value()) {
        let lists = json!({"persons": [people], "organizations": [others, people], "memberships": [others], "events": [events, people]});
        for (kind, file) in [("popolo", lists), ("followthemoney", json!([people, others, events]))] {
            let (code, out, err) = import(kind, file.to_string().as_bytes());
            match code {
                Some(0 | 1) => drop(good(&out)),
                Some(2) => prop_assert!(err.starts_with("whomet: import: file:1: "), "{}", err),
                _ => prop_assert!(false, "{:?} {}", code, err),
            }
        }
    }
}
