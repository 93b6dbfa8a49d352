//! Calendars, read back as RFC 5545 has them read.

use proptest::prelude::*;
use whomet::export::{Calendar, Note, Reason, Words, write_all};
use whomet::model::{Lang, PartialDate, Text};
use whomet::source::read;

use crate::export::{hostile, of, selection, shelf, words};
use crate::generate;

fn note(note: Note) -> String {
    match note {
        Note::Facts(n) => format!("Facts: {n}."),
        Note::LeftOut(n) => format!("Left out: {n}."),
        Note::More(n) => format!("{n} more"),
        Note::Lacking => "Not in the events: much.".to_owned(),
    }
}

/// The lines of a calendar, unfolded, as name and value; checks what RFC 5545 asks of lines.
fn properties(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n"));
    let mut lines: Vec<String> = Vec::new();
    for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(char::is_control), "{line:?}");
        match line.strip_prefix(' ') {
            Some(more) => lines.last_mut().unwrap().push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    let property = |line: String| {
        let (name, value) = line.split_once(':').unwrap();
        (name.to_owned(), value.to_owned())
    };
    lines.into_iter().map(property).collect()
}

/// A text value as it was before it was escaped.
fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        assert!(!matches!(c, ',' | ';'), "{value}");
        out.push(match c {
            '\\' => match chars.next().unwrap() {
                'n' => '\n',
                c if "\\,;".contains(c) => c,
                other => panic!("\\{other} in {value}"),
            },
            c => c,
        });
    }
    out
}

#[test]
fn a_calendar_has_the_meetings_whose_day_is_known_and_names_the_others() {
    let dataset = hostile();
    let mut calendar = Calendar::new(shelf(&dataset), words(), &note, selection());
    let text = of(&mut calendar, &dataset);
    let properties = properties(&text);
    let values = |name: &str| -> Vec<&str> {
        properties.iter().filter(|(key, _)| key == name).map(|(_, value)| &**value).collect()
    };
    assert_eq!(calendar.events(), 3);
    assert_eq!(calendar.facts(), 1);
    assert_eq!(values("BEGIN"), ["VCALENDAR", "VEVENT", "VEVENT", "VEVENT"]);
    assert_eq!(values("END"), ["VEVENT", "VEVENT", "VEVENT", "VCALENDAR"]);
    assert_eq!(values("VERSION"), ["2.0"]);
    assert_eq!(values("UID").len(), 3);
    assert_eq!(values("DTSTART;VALUE=DATE"), ["20200820", "20191230", "20210228"]);
    assert_eq!(values("DTEND;VALUE=DATE"), ["20200821", "20200103", "20210301"]);
    assert_eq!(values("STATUS"), ["CONFIRMED", "CANCELLED", "TENTATIVE"]);
    assert_eq!(values("DTSTAMP"), ["20261125T000000Z"; 3]);
    assert_eq!(unescaped(values("SUMMARY")[0]), "Line one\nline two, with; marks \\ and “quotes” \"here\"");
    let left: Vec<_> = calendar.left_out().iter().map(|it| (&*it.id, it.reason)).collect();
    let (no_day, undated, withdrawn) = (Reason::NoDay, Reason::Undated, Reason::Withdrawn);
    assert_eq!(left, [("m2", no_day), ("m4", no_day), ("m5", undated), ("m6", withdrawn)]);
    // the page offers no calendar of these alone
    let reasons = dataset.meetings.iter().filter_map(|it| Some((&*it.id, Reason::of(it)?)));
    assert_eq!(reasons.collect::<Vec<_>>(), left);
    let said = unescaped(values("DESCRIPTION")[0]);
    for id in ["Only the month (2020-09), m2", "Perhaps (2020-03-01?), m4", "Undated (undated), m5", "m6"] {
        assert!(said.contains(id), "{said}");
    }
    assert_eq!(said, unescaped(values("X-WR-CALDESC")[0]));
}

/// The UIDs of the events of a dataset, as `about` describes it, with these ids.
fn uids(about: &str, ids: &[&str]) -> Vec<String> {
    let meeting = |id: &&str| {
        let id = serde_json::to_string(id).unwrap();
        format!(r#"{{"id": {id}, "date": "2020-08-20", "title": "Talks", "sources": ["https://example.org/1"]}}"#)
    };
    let meetings = ids.iter().map(meeting).collect::<Vec<_>>().join(", ");
    let (dataset, _) = read(format!(r#"{{"format": "whomet/1", {about}, "meetings": [{meetings}]}}"#).as_bytes());
    let text = of(&mut Calendar::new(shelf(&dataset), words(), &note, selection()), &dataset);
    properties(&text).into_iter().filter(|(key, _)| key == "UID").map(|(_, value)| value).collect()
}

#[test]
fn an_event_of_another_publisher_has_another_uid() {
    let of = |about: &str| uids(about, &["m1"]).concat();
    let desks = [
        r#""title": "A register", "report": "mailto:desk@example.org""#,
        r#""title": "A register", "report": "mailto:desk@example.net""#,
        r#""title": "A register", "publisher": {"name": "P", "url": "https://example.org/"}"#,
        r#""title": "A register", "publisher": {"name": "P", "url": "https://example.net/"}"#,
        r#""title": "A register""#,
        r#""title": "Another register""#,
    ]
    .map(of);
    let distinct: std::collections::BTreeSet<&String> = desks.iter().collect();
    assert_eq!(distinct.len(), desks.len(), "{desks:?}");
}

#[test]
fn an_event_keeps_its_uid_whatever_else_changes() {
    let of = |about: &str| uids(about, &["m1"]).concat();
    let first = of(r#""title": "A register", "report": "mailto:desk@example.org", "updated": "2026-11-24""#);
    // programs look for it among what they have, so it may never become another
    assert_eq!(first, "8135b2c8-e2da-8931-953f-64601d7ce70d");
    let later = r#""title": "The register", "report": "mailto:desk@example.org", "publisher": {"name": "P", "url": "https://example.org/"}"#;
    assert_eq!(of(later), first);
    // nor by the order of languages
    let titles = [r#"{"en": "A register", "ru": "Реестр"}"#, r#"{"ru": "Реестр", "en": "A register"}"#];
    let [one, other] = titles.map(|title| of(&format!(r#""language": "en", "title": {title}"#)));
    assert_eq!(one, other);
}

#[test]
fn a_uid_is_a_uuid_and_no_two_ids_have_the_same() {
    let long = ["a".repeat(200), format!("{}b", "a".repeat(199))];
    let ids = ["a b", "a_b", "a@b", "A_b", "a-b", "境", "境界", &long[0], &long[1]];
    let uids = uids(r#""title": "A register""#, &ids);
    let distinct: std::collections::BTreeSet<&String> = uids.iter().collect();
    assert_eq!((uids.len(), distinct.len()), (ids.len(), ids.len()), "{uids:?}");
    for uid in uids {
        let lengths: Vec<usize> = uid.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{uid}");
        assert!(uid.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'-')), "{uid}");
        // version 8, and the variant of RFC 9562
        assert!(uid[14..].starts_with('8') && uid[19..].starts_with(['8', '9', 'a', 'b']), "{uid}");
    }
}

#[test]
fn meetings_that_are_left_out_have_their_dates_in_the_words_of_the_reader() {
    let dataset = hostile();
    let words = Words { date: &|date| format!("<{date}>"), undated: "never", ..words() };
    let text = of(&mut Calendar::new(shelf(&dataset), words, &note, selection()), &dataset);
    let description = properties(&text).into_iter().find(|(name, _)| name == "DESCRIPTION").unwrap().1;
    let named: Vec<String> =
        unescaped(&description).lines().filter_map(|line| Some(line.strip_prefix("- ")?.to_owned())).collect();
    let expected = [
        "Only the month (<2020-09>), m2",
        "Perhaps (<2020-03-01?>), m4",
        "Undated (never), m5",
        "Taken back (<2021-01-01>), m6",
    ];
    assert_eq!(named, expected);
}

#[test]
fn an_event_says_all_that_its_meeting_says() {
    let json = r#"{"format": "whomet/1", "title": "t",
      "sources": {"s1": {"url": "https://example.org/1", "title": "Minutes", "publisher": "The desk", "published": "2020-08-21",
                         "retrieved": "2020-09", "archive": "https://archive.example/1", "language": "ru"}, "s2": {}},
      "organisations": {"x": {"name": "X, Ltd"}}, "people": {"p": {"name": "Ann"}, "r": {"name": "Ben"}},
      "topics": {"w": {"name": "Water"}, "a": {"name": "Air; soil, ice"}}, "places": {"b": {"name": "Bern"}},
      "meetings": [{"id": "m1", "date": "2020-08-20", "title": "Talks", "kind": "call", "remote": true, "place": "b",
        "topics": ["w", "a"], "published": "2020-08-22", "summary": "In short.", "confidence": "high", "note": "A remark.",
        "participants": [{"person": "p", "as": "chair", "organisation": "x", "side": "host"}, {"person": "r", "side": "press"}],
        "points": [{"by": "p", "says": "Yes."}, {"says": "No."}], "outcomes": ["A treaty", "A dinner"],
        "sources": [{"source": "s1", "quote": "They met.", "where": "p. 3"}, "s2"]},
       {"id": "m2", "date": "2020-08-20", "title": "Bare"}]}"#;
    let (dataset, _) = read(json.as_bytes());
    let text = of(&mut Calendar::new(shelf(&dataset), words(), &note, selection()), &dataset);
    let properties = properties(&text);
    let values = |name: &str| -> Vec<&str> {
        properties.iter().filter(|(key, _)| key == name).map(|(_, value)| &**value).collect()
    };
    assert_eq!(values("CATEGORIES"), ["Water,Air\\; soil\\, ice"]);
    let [calendar, first, second] = values("DESCRIPTION")[..] else { panic!("{text}") };
    assert!(unescaped(calendar).contains("Not in the events: much."));
    expect_test::expect![[r#"
        call · remote
        In short.
        Participants
        - Ann, chair, X, Ltd, Host
        - Ben, Other("press")
        Points
        - Ann: Yes.
        - No.
        Outcomes
        - A treaty
        - A dinner
        Note
        - A remark.
        Sources
        - The desk. Minutes, p. 3, published 2020-08-21, read 2020-09, in ru “They met.” https://example.org/1, archived https://archive.example/1
        - s2
        confidence
        published 2020-08-22
        https://example.org/met/?open=meeting/m1"#]].assert_eq(&unescaped(first));
    expect_test::expect![[r#"
        no source
        https://example.org/met/?open=meeting/m2"#]]
    .assert_eq(&unescaped(second));
}

#[test]
fn without_meetings_a_calendar_has_no_event() {
    let dataset = hostile();
    let mut calendar = Calendar::new(shelf(&dataset), words(), &note, selection());
    write_all(&mut calendar, std::iter::empty());
    assert_eq!(calendar.events(), 0);
}

proptest! {
    #[test]
    fn a_calendar_keeps_the_rules_whatever_the_texts(dataset in generate::dataset(), title in "\\PC{0,200}|[a,;\\\\\n\r\u{0}\u{85}ё境]{0,120}") {
        let mut dataset = dataset;
        if let Some(first) = dataset.meetings.first_mut() {
            first.title = Text::new(Lang::EN, &title);
            first.date = PartialDate::parse("2020-02-29").ok();
        }
        let text = of(&mut Calendar::new(shelf(&dataset), words(), &note, selection()), &dataset);
        let properties = properties(&text);
        let summary = properties.iter().find(|(name, _)| name == "SUMMARY").map(|(_, value)| unescaped(value));
        if !dataset.meetings.is_empty() {
            let kept = title.replace("\r\n", "\n").replace('\r', "\n");
            let kept = kept.replace(|c: char| c.is_control() && c != '\n', " ");
            prop_assert_eq!(summary, Some(kept));
        }
    }
}
