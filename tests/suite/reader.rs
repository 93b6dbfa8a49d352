//! Reading a dataset: whatever the bytes are, what is good is read, and what is not is reported with
//! its rule and its place.

use std::fmt::Write as _;

use expect_test::{expect, expect_file};
use proptest::prelude::*;
use whomet::model::{Dataset, EntityKind, Side, Text, plain_number};
use whomet::source::{Loss, Problem, Reader, Rule, Severity, json_schema, read};

const MINIMAL: &str = include_str!("../data/minimal.json");
const FULL: &str = include_str!("../data/full.json");
const BAD: &str = include_str!("../data/bad.json");
const BUNDLED: &str = include_str!("../../public/data/dataset.json");

/// Each problem on a line.
fn lines(problems: &[Problem]) -> String {
    problems.iter().fold(String::new(), |mut lines, p| {
        let lost = match p.loses {
            Loss::Record => " (record)",
            Loss::Nothing | Loss::Part | Loss::Everything => "",
        };
        let _ = writeln!(lines, "{} {}:{} {} [{}]{lost}", p.code(), p.line, p.column, p.pointer, p.found);
        lines
    })
}

#[test]
fn the_bundled_dataset_is_read_without_a_problem() {
    let (dataset, problems) = read(BUNDLED.as_bytes());
    assert_eq!(lines(&problems), "");
    assert_eq!((dataset.meetings.len(), dataset.facts.len()), (119, 160));
}

#[test]
fn the_schema_is_made_from_the_shapes() {
    expect_file!["../../public/schema/whomet-1.json"].assert_eq(&json_schema());
}

#[test]
fn the_full_example_has_every_field_of_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(&json_schema()).expect("JSON");
    let objects = schema["$defs"].as_object().expect("definitions").values().chain([&schema]);
    for properties in objects.filter_map(|object| object["properties"].as_object()) {
        for name in properties.keys() {
            assert!(FULL.contains(&format!("\"{name}\":")), "{name}");
        }
    }
}

#[test]
fn names_alone_are_enough_to_start_with() {
    let (dataset, problems) = read(MINIMAL.as_bytes());
    assert_eq!(lines(&problems), "");
    let [meeting] = &dataset.meetings[..] else { panic!("{dataset:?}") };
    assert_eq!((&*meeting.id, meeting.title.first()), ("talks-2020-08-20", "Talks"));
    let person = meeting.participants[0].person.map(|id| dataset.entities.get(id));
    assert_eq!(person.map(|p| (&*p.id, p.name.first(), p.listed)), Some(("Vladimir Norov", "Vladimir Norov", false)));
    assert_eq!(dataset.sources[0].label(), "example.org");
}

#[test]
fn every_field_is_read_into_its_place() {
    let (dataset, problems) = read(FULL.as_bytes());
    assert_eq!(lines(&problems), "");
    expect_file!["../data/full.txt"].assert_eq(&picture(&dataset));
}

/// Everything that a dataset holds, to be looked over by eye.
fn picture(dataset: &Dataset) -> String {
    let mut out = format!("{:?}\n", dataset.about);
    for source in &dataset.sources {
        let _ = writeln!(out, "{source:?}");
    }
    for kind in EntityKind::ALL {
        for entity in dataset.entities.table(kind) {
            let _ = writeln!(out, "{} {entity:?}", kind.word());
        }
    }
    for meeting in &dataset.meetings {
        let _ = writeln!(out, "{meeting:?}");
    }
    for fact in &dataset.facts {
        let _ = writeln!(out, "{fact:?}");
    }
    out
}

#[test]
fn a_side_is_host_guest_or_another_word() {
    let (dataset, _) = read(FULL.as_bytes());
    let sides: Vec<_> = dataset.meetings[0].participants.iter().map(|p| p.side().cloned()).collect();
    assert_eq!(sides, [Some(Side::Host), Some(Side::Guest), Some(Side::Other("observer".into())), None]);
    assert_eq!(
        dataset.facts[1].value.variants().map(|(_, text)| text).collect::<Vec<_>>(),
        ["21.5 million", "21.5 млн"]
    );
}

#[test]
fn each_rule_has_a_place() {
    let mut all = String::new();
    for rule in Rule::ALL {
        let (_, problems) = read(rule.bad_example().as_bytes());
        all += &lines(&problems);
    }
    expect![[r#"
        F001 4:1  [}]
        F002 5:1  [  "meetings": []
        F003 1:1  [<!doctype html> <title>404 Not Found</title> ]
        F004 1:1  [{   "title": "Example",   "meetings": [] } ]
        F005 2:13 /format [whomet/2]
        E001 7:76 /meetings/0/topics [Trade]
        E002 7:16 /meetings/0 [{"id": "m1", "sources": ["s1"]}] (record)
        E003 9:12 /meetings/1/id [m1] (record)
        E004 7:23 /meetings/0/id [ m1] (record)
        E005 7:77 /meetings/0/topics/0 [trade-policy]
        E006 7:74 /meetings/0/date [20 August 2020]
        E007 7:74 /meetings/0/date [2020-02-30]
        E008 7:74 /meetings/0/date [2020-08-22/2020-08-20]
        E009 7:48 /publisher/url [javascript:alert(1)]
        E010 7:13 /facts/0 [{"id": "f1", "about": "Complant", "claim": "founded", "value": "1959"}] (record)
        E011 7:77 /meetings/0/summary []
        E012 7:76 /meetings/0/status [done]
        E013 7:99 /meetings/0/summary/русский [русский]
        E014 7:16 /meetings/0 [{"id": "m1", "title": "Talks", "sources": ["s1"], "summary": "\ud800"}] (record)
        W001 8:14 /meetings/0/title [A title that does not end where a title ought to end but goes on and on as if i…]
        W002 7:66 /meetings/0/topic [topic]
        W003 7:83 /meetings/0/kind [kind]
        W004 7:74 /meetings/0/date [2020-08-20T10:00:00Z]
        W005 7:61 /organisations/c2 [COMPLANT Co., Ltd.]
        W006 7:100 /meetings/0/participants/0/organisation [Acme Steel; Nordic Foods]
        W007 9:5 /meetings/1 [m2]
        W008 7:16 /meetings/0 [{"id": "m1", "title": "Talks"}]
        W009 1:1  [{ "format": "whomet/1", "title": "Example", "report": "mailto:desk@example.org"…]
        W010 1:1  [{ "format": "whomet/1", "title": "Example", "licence": {"name": "CC BY 4.0", "u…]
        W011 8:16 /meetings/0 [2002-08-20]
        W012 8:35 /facts/0/about [Ann Lee]
        W013 7:75 /facts/0/number [0.0000004]
    "#]]
    .assert_eq(&all);
}

/// A name that two have is taken for the first of them, and said; an id is nobody else's name.
#[test]
fn a_name_that_two_entries_have_is_told_where_it_is_used() {
    let text = r#"{"format": "whomet/1", "title": "T", "report": "mailto:a@example.org",
"licence": {"name": "CC0"}, "sources": {"s": {"url": "https://example.org/"}},
"organisations": {"alpha": {"name": "Alpha", "aliases": ["UN Office", "beta", "Alpha"]}, "beta": {"name": "Beta", "aliases": ["UN Office"]}},
"meetings": [{"id": "m", "title": "Talks", "sources": ["s"], "participants": [
{"organisation": "UN Office"},
{"organisation": "beta"}, {"organisation": "Alpha"}]}]}"#;
    let (dataset, problems) = read(text.as_bytes());
    let told = |problem: &whomet::source::Problem| format!("{} {}", problem.code(), problem.detail);
    let told: Vec<String> = problems.iter().filter(|it| it.rule == Rule::AmbiguousName).map(told).collect();
    let detail =
        "W012 “UN Office” may be `alpha` of `organisations` or `beta` of `organisations`; it is taken for the first.";
    assert_eq!(told, [detail]);
    let taken: Vec<_> =
        dataset.meetings[0].participants.iter().filter_map(|it| it.organisation).map(|it| it.at).collect();
    assert_eq!(taken, [0, 1, 0]);
}

/// What W013 says of a fact with these members, if it does.
fn number_told(members: &str) -> Option<String> {
    let (dataset, problems) = read(with_fact(members).as_bytes());
    assert_eq!(dataset.facts.len(), 1, "{problems:#?}");
    let [problem] = &problems[..] else {
        assert_eq!(lines(&problems), "");
        return None;
    };
    assert_eq!((problem.rule, &*problem.pointer), (Rule::NumberNotKept, "/facts/0/number"));
    assert_eq!(problem.loses, Loss::Nothing);
    Some(problem.detail.clone())
}

/// A good dataset but for the members of its fact.
fn with_fact(members: &str) -> String {
    let fact = format!(r#"{{"id": "f", "about": "A", "claim": "c", "sources": ["https://a.b"], {members}}}"#);
    with(&format!(r#""facts": [{fact}]"#))
}

#[test]
fn a_number_that_is_not_shown_as_it_is_written_is_told() {
    // the last two are what the arithmetic of programs leaves behind
    let kept = "0 -0 1600 -2.5 0.1 0.10 0.7 0.333333 0.000001 1e-6 1.0 1e3 150000000000 1234567.891 123456789.123456 \
                15000000000.55 9007199254740991 9007199254740992 -9007199254740992 9007199254740994 \
                0.30000000000000004 3.3000000000000003";
    for number in kept.split_ascii_whitespace() {
        assert_eq!(number_told(&format!(r#""number": {number}"#)), None, "{number}");
    }
    for (number, shown) in [
        ("0.0000004", "0"),
        ("-0.0000004", "0"),
        ("5e-324", "0"),
        ("0.3333333", "0.333333"),
        ("0.9999999", "1"),
        ("1234567.0000001", "1234567"),
        ("9007199254740993", "9007199254740992"),
        ("-9007199254740993", "-9007199254740992"),
        ("999999999999999000", "999999999999998976"),
        ("999999999999999999", "1.00e18"),
        ("1e18", "1.00e18"),
        ("1234567890123456789", "1.23e18"),
        ("18446744073709551615", "1.84e19"),
        ("-1e21", "-1.00e21"),
    ] {
        let detail = format!("The number is shown as {shown}.");
        assert_eq!(number_told(&format!(r#""number": {number}"#)), Some(detail.clone()), "{number}");
        assert_eq!(number_told(&format!(r#""number": {number}, "unit": "km""#)), Some(detail), "{number}");
        assert_eq!(number_told(&format!(r#""number": {number}, "value": "about so many""#)), None, "{number}");
    }
}

#[test]
fn a_number_beside_a_value_that_is_no_good_is_told() {
    let (_, problems) = read(with_fact(r#""value": "", "number": 1e-7"#).as_bytes());
    assert_eq!(problems.iter().map(|it| it.rule).collect::<Vec<_>>(), [Rule::EmptyText, Rule::NumberNotKept]);
}

#[test]
fn good_records_stay_beside_bad_ones() {
    let (dataset, problems) = read(BAD.as_bytes());
    expect![[r#"
        E003 8:5 /sources/s1 [s1] (record)
        E004 9:5 /sources/ s3 [ s3] (record)
        E001 10:11 /sources/s4 [null] (record)
        E009 11:19 /sources/s5/url [javascript:alert(1)]
        E007 11:55 /sources/s5/published [2020-13]
        E002 15:17 /organisations/nameless [{"country": "CN"}] (record)
        E014 16:13 /organisations/half [{"name": "\ud800"}] (record)
        E013 17:37 /organisations/ключ/name/ []
        E001 17:64 /organisations/ключ/aliases/1 [7]
        E002 21:5 /meetings/1 [{"id": "m2", "sources": ["s1"]}] (record)
        E003 22:12 /meetings/2/id [m1] (record)
        E001 23:5 /meetings/3 [null] (record)
        E001 24:12 /meetings/4/id [5] (record)
        E011 25:34 /meetings/5/title/en [] (record)
        E007 26:59 /meetings/6/date [2020-02-30]
        E001 26:83 /meetings/6/remote [yes]
        E001 26:110 /meetings/6/topics/1 [5]
        E005 26:113 /meetings/6/topics/2 [no-such-topic]
        E005 27:40 /meetings/6/participants/0/organisation [nameless]
        E001 27:86 /meetings/6/participants/1/side [1]
        E001 27:90 /meetings/6/participants/2 [acme]
        E005 28:24 /meetings/6/sources/1 [s3]
        E011 28:56 /meetings/6/sources/2/where []
        E012 28:72 /meetings/6/status [Held]
        E014 29:5 /meetings/7 [{"id": "m8", "title": "Too large", "date": 1e999}] (record)
        E014 30:5 /meetings/8 [{"id": "m9", "title": "Half a character \udc00", "sources": ["s1"]}] (record)
        E010 35:5 /facts/1 [{"id": "f2", "about": "acme", "claim": "staff", "number": 1700, "sources": []}] (record)
        E001 36:63 /facts/2/number [1700] (record)
        E005 37:27 /facts/3/about [no-such-body] (record)
        E010 38:5 /facts/4 [{"id": "f5", "about": "acme", "claim": "staff", "value": "some", "sources": ["s…] (record)
        E005 38:82 /facts/4/sources/0 [s9]
        E005 38:88 /facts/4/sources/1 [ftp://example.org]
        E012 39:102 /facts/5/confidence [sure]
    "#]]
    .assert_eq(&lines(&problems));
    let ids: Vec<&str> = dataset.meetings.iter().map(|m| &*m.id).chain(dataset.facts.iter().map(|f| &*f.id)).collect();
    assert_eq!(ids, ["m1", "m7", "m10", "f1", "f6"]);
    let m7 = &dataset.meetings[1];
    assert_eq!((m7.participants.len(), m7.topics.len(), m7.evidence.len(), m7.date), (1, 1, 2, None));
    assert!(nothing_is_lost_in_silence(BAD));
}

/// Every record is read, or reported as left out.
fn nothing_is_lost_in_silence(text: &str) -> bool {
    let mut reader = Reader::new(text.into());
    while reader.step(usize::MAX).more {}
    let total = reader.step(0).total;
    let (dataset, problems) = read(text.as_bytes());
    let is_record = |p: &&Problem| p.pointer.starts_with("/meetings/") || p.pointer.starts_with("/facts/");
    let lost = problems.iter().filter(is_record).filter(|p| p.loses == Loss::Record).count();
    let as_bad_as_it_is = |p: &Problem| match p.severity() {
        Severity::Fatal => p.loses == Loss::Everything,
        Severity::Error => matches!(p.loses, Loss::Part | Loss::Record),
        Severity::Warning => matches!(p.loses, Loss::Nothing | Loss::Part),
    };
    dataset.len() + lost == total && problems.iter().all(as_bad_as_it_is)
}

#[test]
fn a_step_does_no_more_than_it_is_told() {
    for pieces in [1, 2, 5] {
        let mut reader = Reader::new(FULL.into());
        let mut before = reader.step(0);
        assert_eq!((before.done, before.total, before.more), (0, 0, true));
        while before.more {
            let now = reader.step(pieces);
            assert!(now.done >= before.done && now.done <= before.done + pieces && now.done <= now.total, "{now:?}");
            assert!(now.total >= before.total && now.total <= before.total + pieces, "{now:?}");
            before = now;
        }
        assert_eq!((before.done, before.total), (4, 4));
    }
    let nothing = Reader::new(b"[]".into()).step(10);
    assert_eq!((nothing.done, nothing.total, nothing.more), (0, 0, false));
}

#[test]
fn reading_in_steps_is_reading() {
    for text in [MINIMAL, FULL, BAD] {
        let mut reader = Reader::new(text.into());
        while reader.step(1).more {}
        assert_eq!(reader.finish(), read(text.as_bytes()));
    }
}

/// A dataset with these members beside the head.
fn with(members: &str) -> String {
    format!(r#"{{"format": "whomet/1", "title": "x", "licence": {{"name": "x"}}, "report": "https://a.b", {members}}}"#)
}

#[test]
fn a_huge_token_is_only_long() {
    let long = "x".repeat(100_000);
    let json = with(&format!(
        r#""{long}": 1, "topics": {{"{long}": {{"name": "x"}}}},
           "meetings": [{{"id": "m", "title": "{long}", "date": "{long}", "sources": ["{long}", "https://a.b/{long}"], "topics": ["{long}"]}}]"#
    ));
    let (dataset, problems) = read(json.as_bytes());
    assert_eq!(dataset.meetings[0].title.first().len(), 100_000);
    assert!(problems.iter().all(|p| p.found.chars().count() <= 80 && p.detail.len() < 1_000), "{problems:?}");
    let codes: Vec<&str> = problems.iter().map(Problem::code).collect();
    assert_eq!(codes, ["W002", "E004", "W001", "E006", "E005", "E005"]);
}

#[test]
fn a_tower_of_brackets_costs_one_record() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let json = with(&format!(
        r#""meetings": [{deep}, {{"id": "m", "title": "t", "sources": ["https://a.b"]}}, {{"id": {deep}}}], "x": {deep}"#
    ));
    let (dataset, problems) = read(json.as_bytes());
    assert_eq!(dataset.meetings.len(), 1);
    assert_eq!(
        problems.iter().map(|p| (p.code(), &*p.pointer)).collect::<Vec<_>>(),
        [("E014", "/meetings/0"), ("E014", "/meetings/2"), ("E014", "/x")]
    );
    assert_eq!(read("[".repeat(100_000).as_bytes()).1[0].rule, Rule::EndsEarly);
    assert_eq!(read("{\"a\":".repeat(100_000).as_bytes()).1[0].rule, Rule::EndsEarly);
}

#[test]
fn ten_thousand_problems_in_one_record_are_each_placed() {
    let fields: String = (0..10_000).map(|n| format!(",\n\"field {n}\": {n}")).collect();
    let json =
        with(&format!("\"meetings\": [{{\"id\": \"m\", \"title\": \"t\", \"sources\": [\"https://a.b\"]{fields}}}]"));
    let (dataset, problems) = read(json.as_bytes());
    assert_eq!((dataset.meetings.len(), problems.len()), (1, 10_000));
    for (n, problem) in problems.iter().enumerate() {
        assert_eq!((problem.pointer.as_str(), problem.line as usize), (&*format!("/meetings/0/field {n}"), n + 2));
    }
}

#[test]
fn more_problems_than_anybody_reads_are_counted() {
    let json = with(&format!("\"meetings\": [{}0]", "0,".repeat(150_000)));
    let (_, problems) = read(json.as_bytes());
    assert_eq!(problems.len(), 100_000);
    assert!(problems[99_999].detail.ends_with("There are 50001 more problems of this kind, which are not listed."));
}

#[test]
fn a_huge_number_is_no_number() {
    for (number, read_as) in [("1e999", None), ("-1e999", None), ("1e308", Some(1e308)), ("1e-999", Some(0.0))] {
        let (dataset, problems) = read(with_fact(&format!(r#""number": {number}, "value": "v""#)).as_bytes());
        assert_eq!(dataset.facts.first().and_then(|fact| fact.number), read_as);
        assert_eq!(problems.first().map(|p| p.rule), read_as.is_none().then_some(Rule::Unreadable));
    }
}

#[test]
fn half_a_character_costs_one_record_wherever_it_is() {
    let json = with(
        r#""\ud800": 1, "people": {"\ud800": {"name": "a"}, "b": {"name": "\udc00"}, "c": {"name": "C", "\ud800": 1},
           "d": {"name": "\ud83d\ude00"}}"#,
    );
    let (dataset, problems) = read(json.as_bytes());
    let names: Vec<&str> = dataset.entities.table(EntityKind::Person).iter().map(|p| p.name.first()).collect();
    assert_eq!(names, ["😀"]);
    assert_eq!(problems.iter().map(Problem::code).collect::<Vec<_>>(), ["W002", "E014", "E014", "E014"]);
}

#[test]
fn the_first_of_repeated_keys_stays() {
    let json = with(
        r#""title": "y", "meetings": [{"id": "m", "title": "t", "title": "u", "sources": ["https://a.b"]}], "meetings": [{}],
           "places": {"p": {"name": "P"}, "p": {"name": "Q"}}"#,
    );
    let (dataset, problems) = read(json.as_bytes());
    assert_eq!((dataset.about.title.first(), dataset.meetings[0].title.first()), ("x", "t"));
    assert_eq!(dataset.entities.table(EntityKind::Place).iter().map(|p| p.name.first()).collect::<Vec<_>>(), ["P"]);
    expect![[r#"
        W003 1:89 /title [title]
        W003 1:142 /meetings/0/title [title]
        W003 1:186 /meetings [meetings]
        E003 2:43 /places/p [p] (record)
    "#]]
    .assert_eq(&lines(&problems));
}

/// Values of any shape, many of them almost right.
fn values() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::{Value, json};
    let words = prop::sample::select(vec![
        "id",
        "title",
        "date",
        "sources",
        "source",
        "participants",
        "organisation",
        "person",
        "as",
        "side",
        "topics",
        "place",
        "name",
        "aliases",
        "part_of",
        "en",
        "ru",
        "about",
        "claim",
        "value",
        "number",
        "unit",
        "points",
        "by",
        "says",
        "from",
        "to",
        "status",
        "held",
        "2020-08-20",
        "2020-02-30",
        "../2020",
        "https://example.org",
        "x-1",
        "Acme; Nordic",
        "",
        " ",
        "url",
        "language",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        words.clone().prop_map(Value::from),
        words.clone().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        let key = prop_oneof![4 => words.clone().prop_map(str::to_owned), 1 => any::<String>()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6).prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

fn datasets() -> impl Strategy<Value = String> {
    let keys = ["language", "coverage", "sources", "organisations", "people", "topics", "places", "meetings", "facts"];
    let members = keys.map(|key| {
        let table = prop::collection::vec((any::<String>(), values()), 0..4)
            .prop_map(|members| members.into_iter().collect::<serde_json::Value>());
        let value =
            prop_oneof![1 => values(), 2 => table, 2 => prop::collection::vec(values(), 0..4).prop_map(Into::into)];
        value.prop_map(move |value: serde_json::Value| format!("\"{key}\": {value}"))
    });
    members.prop_map(|members| with(&members.join(", ")))
}

/// Each place is where it says that it is.
fn places_are_true(text: &str, problems: &[Problem]) -> Result<(), TestCaseError> {
    let whole: serde_json::Value = serde_json::from_str(text).expect("JSON");
    for p in problems {
        prop_assert!(whole.pointer(&p.pointer).is_some(), "{p:?}");
        let line = text.split('\n').nth(p.line as usize - 1).expect("a line");
        prop_assert!(p.column as usize <= line.chars().count().max(1), "{p:?}");
        prop_assert!(p.found.chars().count() <= 80 && !p.detail.is_empty());
    }
    let places: Vec<(u32, u32)> = problems.iter().map(|p| (p.line, p.column)).collect();
    prop_assert!(places.is_sorted());
    Ok(())
}

proptest! {
    /// A number of up to fifteen digits is told exactly if other digits are shown.
    #[test]
    fn a_number_is_told_if_other_digits_are_shown(digits in 0..1_000_000_000_000_000_u64, keep in 0..15_u32, places in 0..15_usize) {
        let digits = format!("{:0>15}", digits / 10_u64.pow(keep));
        let (whole, decimals) = digits.split_at(digits.len() - places);
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let written = if places == 0 { whole.to_owned() } else { format!("{whole}.{decimals}") };
        let plain = if places == 0 { whole } else { written.trim_end_matches('0').trim_end_matches('.') };
        let shown = plain_number(written.parse().unwrap());
        let told = (shown != plain).then(|| format!("The number is shown as {shown}."));
        prop_assert_eq!(number_told(&format!(r#""number": {written}"#)), told);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (dataset, problems) = read(&bytes);
        prop_assert!(dataset.is_empty() && problems.len() == 1);
    }

    #[test]
    fn a_damaged_dataset_is_read_or_refused(
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(any::<u8>())), 1..6),
        bad in any::<bool>(),
    ) {
        let mut bytes = if bad { BAD } else { FULL }.as_bytes().to_vec();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            match byte {
                Some(byte) => bytes[at] = byte,
                None => drop(bytes.remove(at)),
            }
        }
        let (dataset, problems) = read(&bytes);
        prop_assert!(problems.iter().all(|p| p.severity() != Severity::Fatal) || dataset.is_empty());
        if let Ok(text) = std::str::from_utf8(&bytes) {
            prop_assert!(nothing_is_lost_in_silence(text));
        }
    }

    #[test]
    fn odd_values_under_the_right_keys_are_read_or_reported(text in datasets()) {
        let (dataset, problems) = read(text.as_bytes());
        prop_assert!(nothing_is_lost_in_silence(&text), "{text}\n{problems:#?}");
        places_are_true(&text, &problems)?;
        let texts = dataset.meetings.iter().map(|m| &m.title).chain(dataset.facts.iter().map(|f| &f.claim));
        prop_assert!(texts.map(Text::first).all(|text| !text.trim().is_empty()));
        let mut reader = Reader::new(text.clone().into());
        while reader.step(1).more {}
        prop_assert_eq!(reader.finish(), (dataset, problems));
    }
}

#[test]
fn a_problem_names_the_record_that_it_is_in_if_that_is_kept() {
    let json = r#"{"format": "whomet/1", "title": "t", "licence": {"name": "CC0"}, "report": "mailto:a@example.org",
        "sources": {"s1": {"url": "https://example.org/"}},
        "organisations": {"a": {"name": "A", "country": 7}},
        "meetings": [{"id": "lost"}, {"id": "m1", "title": "x", "date": "someday", "sources": ["s1"]},
            {"id": "m2", "title": "x", "sources": ["s1"], "remote": "maybe"}],
        "facts": [{"id": "f0", "about": "a", "claim": "c", "value": "v", "sources": []},
            {"id": "f1", "about": "a", "claim": "c", "value": "v", "date": "20-20", "sources": ["s1"]}]}"#;
    let (_, problems) = read(json.as_bytes());
    let mut told: Vec<(&str, Option<&str>)> = problems.iter().map(|p| (&*p.pointer, p.record.as_deref())).collect();
    told.dedup();
    let of = |pointer: &str| told.iter().find(|(at, _)| at.starts_with(pointer)).map(|(_, record)| *record);
    assert_eq!(of("/meetings/0"), Some(None));
    assert_eq!(of("/meetings/1/date"), Some(Some("m1")));
    assert_eq!(of("/meetings/2/remote"), Some(Some("m2")));
    assert_eq!(of("/facts/0"), Some(None));
    assert_eq!(of("/facts/1/date"), Some(Some("f1")));
    assert_eq!(of("/organisations/a"), Some(None));
}
