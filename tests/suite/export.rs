//! What is taken along: read back by a reader of each format, and compared with the records.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use whomet::export::{
    BibTex, Csv, Frame, Html, Json, References, Selection, Shelf, Tally, Words, Writer, report_address, table_schema,
    write_all,
};
use whomet::model::{Dataset, EntityId, EntityKind, Lang, PartialDate, Record, SafeUrl, Text};
use whomet::source::{Rule, read};

use super::generate;

const PAGE: &str = "https://example.org/met/";

/// A dataset with what is hard on each format.
const HOSTILE: &str = r#"{
  "format": "whomet/1", "title": "Who, met; \"whom\"\\?", "updated": "2026-11-24",
  "licence": {"name": "CC0"}, "report": "mailto:desk@example.org", "publisher": {"name": "A {brace & 100% desk_"},
  "sources": {"s1": {"url": "https://example.org/a?b={c}&d='e'", "title": "</title><script>alert(1)</script>", "publisher": "P}{"},
              "S 1": {"title": "=HYPERLINK(\"https://evil.example\")", "language": "ar"}},
  "organisations": {"x": {"name": "=HYPERLINK(\"https://evil.example\",\"a|b\")", "country": "CN"},
                    "rtl": {"name": {"ar": "منظمة شنغهاي"}}, "q": {"name": "'-quoted"}},
  "people": {"p": {"name": "<img src=x onerror=alert(1)>"}},
  "meetings": [
    {"id": "m1", "date": "2020-08-20", "title": "Line one\nline two, with; marks \\ and “quotes” \"here\"",
     "participants": [{"organisation": "x"}, {"organisation": "rtl", "person": "p", "as": "+chair", "side": "host"}],
     "summary": "Первая встреча в Пекине по вопросам сотрудничества и торговли между сторонами", "sources": ["s1", {"source": "S 1", "quote": "</q> & 'so'", "where": "p. 3"}]},
    {"id": "m2", "date": "2020-09", "title": "Only the month", "sources": ["s1"]},
    {"id": "m3", "date": "2019-12-30/2020-01-02", "title": "Some days", "status": "cancelled", "remote": true, "sources": ["S 1"]},
    {"id": "m4", "date": "2020-03-01?", "title": "Perhaps", "sources": ["s1"]},
    {"id": "m5", "title": "Undated", "sources": ["s1"]},
    {"id": "m6", "date": "2021-01-01", "title": "Taken back", "status": "withdrawn", "sources": ["s1"]},
    {"id": "m7", "date": "2021-02-28", "title": "@sum", "status": "announced", "participants": [{"organisation": "q"}], "sources": ["s1"]}
  ],
  "facts": [{"id": "f1", "about": "x", "claim": "-claim", "value": "minus two and a half", "number": -2.5, "unit": "m", "date": "2020", "sources": ["s1"]}]
}"#;

pub fn hostile() -> Dataset {
    let (dataset, problems) = read(HOSTILE.as_bytes());
    assert!(problems.iter().all(|problem| problem.rule == Rule::LooksLikeOne), "{problems:?}");
    dataset
}

pub fn shelf(dataset: &Dataset) -> Shelf<'_> {
    Shelf::of(dataset, Lang::EN, PAGE)
}

pub fn selection() -> Selection {
    Selection {
        citation: "A desk. Who met whom. 8 of 8 records.".into(),
        count: "8 of 8 records".into(),
        link: format!("{PAGE}?q=a"),
        note: format!("8 of 8 records, 24 November 2026, SHA-256 {}", "0".repeat(64)),
        day: "2026-11-25".into(),
    }
}

pub fn all(dataset: &Dataset) -> impl Iterator<Item = Record<'_>> + Clone {
    let ids: Vec<_> = dataset.record_ids().collect();
    ids.into_iter().map(|id| dataset.record(id))
}

pub fn of(writer: &mut dyn Writer, dataset: &Dataset) -> String {
    write_all(writer, all(dataset))
}

pub fn words<'d>() -> Words<'d> {
    Words {
        date: &|date| date.to_string(),
        as_of: &|date| format!("as of {date}"),
        status: &|_| "status",
        confidence: &|_| "confidence",
        side: &|side| format!("{side:?}"),
        language: &|lang| format!("in {}", lang.as_str()),
        undated: "undated",
        remote: "remote",
        participants: "Participants",
        points: "Points",
        outcomes: "Outcomes",
        note: "Note",
        sources: "Sources",
        no_source: "no source",
        published: "published",
        retrieved: "read",
        archived: "archived",
        nothing: "No record.",
    }
}

// ---- JSON ----

/// Everything that a record says, with what it refers to written out.
fn story(dataset: &Dataset, record: Record<'_>) -> String {
    let entity = |id: EntityId| {
        let it = dataset.entities.get(id);
        let parents: Vec<&str> =
            it.part_of.iter().map(|at| &*dataset.entities.get(EntityId { kind: id.kind, at: *at }).id).collect();
        let (aliases, country, url) = (&it.aliases, &it.country, &it.url);
        format!("{} {:?} {aliases:?} {country:?} {url:?} {parents:?} {:?}", id.kind.word(), it.name, it.identifiers)
    };
    let who = |id: Option<EntityId>| id.map(entity);
    let evidence: Vec<String> = (record.evidence().iter())
        .map(|it| format!("{:?} {:?} {:?}", dataset.sources[it.source.index()], it.quote, it.place))
        .collect();
    match record {
        Record::Fact(it) => format!(
            "{} {} {:?} {:?} {:?} {:?} {:?} {evidence:?} {:?} {:?}",
            it.id,
            entity(it.about),
            it.claim,
            it.value,
            it.number,
            it.unit,
            it.date,
            it.confidence,
            it.note
        ),
        Record::Meeting(it) => {
            let participants: Vec<String> = (it.participants.iter())
                .map(|p| format!("{:?} {:?} {:?} {:?}", who(p.person), p.role(), who(p.organisation), p.side()))
                .collect();
            let points: Vec<String> = it.points.iter().map(|p| format!("{:?} {:?}", who(p.by), p.says)).collect();
            let named: Vec<String> = it.places.iter().chain(&it.topics).map(|id| entity(*id)).collect();
            format!(
                "{} {:?} {:?} {:?} {:?} {:?} {:?} {} {named:?} {participants:?} {points:?} {:?} {evidence:?} {:?} {:?}",
                it.id,
                it.date,
                it.published,
                it.status,
                it.title,
                it.summary,
                it.kind,
                it.remote,
                it.outcomes,
                it.confidence,
                it.note
            )
        }
    }
}

fn stories<'d>(dataset: &'d Dataset, records: impl Iterator<Item = Record<'d>>) -> Vec<String> {
    let mut stories: Vec<String> = records.map(|record| story(dataset, record)).collect();
    stories.sort();
    stories
}

/// Writes some records, reads them back, and compares.
fn reads_back<'d>(dataset: &'d Dataset, records: impl Iterator<Item = Record<'d>> + Clone) -> Dataset {
    let written = write_all(&mut Json::new(shelf(dataset)), records.clone());
    let (again, problems) = read(written.as_bytes());
    // what the records lack, they lack in the export too
    let expected = |rule| {
        use Rule::{
            AmbiguousName, IdenticalMeetings, LooksLikeOne, MeetingWithoutSource, NoLicence, NoReport, OutsideCoverage,
            SeveralNames,
        };
        let passed_on =
            [AmbiguousName, NoLicence, NoReport, OutsideCoverage, SeveralNames, LooksLikeOne, IdenticalMeetings];
        rule == MeetingWithoutSource || passed_on.contains(&rule)
    };
    let told: Vec<_> = problems.iter().filter(|problem| !expected(problem.rule)).collect();
    assert!(told.is_empty(), "{told:?}\n{written}");
    assert_eq!(stories(&again, all(&again)), stories(dataset, records), "\n{written}");
    assert_eq!(again.about, dataset.about);
    again
}

#[test]
fn json_holds_every_field_and_no_more_than_the_records_use() {
    let full = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/full.json")).unwrap();
    let (dataset, _) = read(&full);
    reads_back(&dataset, all(&dataset));
    let again = reads_back(&dataset, all(&dataset).take(1));
    assert_eq!(again.len(), 1);
    assert!(again.sources.len() <= dataset.record(dataset.record_ids().next().unwrap()).evidence().len());
    assert_eq!(reads_back(&dataset, std::iter::empty()).len(), 0);
    let hostile = hostile();
    reads_back(&hostile, all(&hostile));
}

#[test]
fn json_of_the_bundled_dataset_has_no_problem_at_all() {
    let bundled = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/public/data/dataset.json")).unwrap();
    let (dataset, problems) = read(&bundled);
    assert!(problems.is_empty());
    let written = of(&mut Json::new(shelf(&dataset)), &dataset);
    assert_eq!(read(written.as_bytes()).1, []);
    reads_back(&dataset, all(&dataset));
    reads_back(&dataset, all(&dataset).step_by(7));
}

#[test]
fn names_that_could_be_taken_for_others_lead_to_the_same_ones() {
    let json = r#"{"format": "whomet/1", "title": "t", "sources": {"s1": {"title": "S"}},
      "organisations": {"norov": {"name": "Norov Ltd"}, "vladimir": {"name": "Vladimir"}},
      "people": {"norov": {"name": "Vladimir"}, "twin": {"name": "The Twin"}},
      "topics": {"twin": {"name": "The Twin"}},
      "meetings": [
        {"id": "m1", "title": "a", "participants": [{"person": "Acme"}, {"person": "norov"}], "points": [{"by": "norov", "says": "x"}], "sources": ["s1"]},
        {"id": "m2", "title": "b", "participants": [{"organisation": "Acme"}], "topics": ["twin"], "sources": ["s1"]},
        {"id": "m3", "title": "c", "points": [{"by": "Acme", "says": "x"}, {"by": "The Twin", "says": "y"}, {"by": "Nobody", "says": "z"}], "sources": ["https://example.org/bare"]}],
      "facts": [{"id": "f1", "about": "Acme", "claim": "c", "value": "v", "sources": ["s1"]},
                {"id": "f2", "about": "Nobody", "claim": "c", "value": "v", "sources": ["s1"]},
                {"id": "f3", "about": "Vladimir", "claim": "c", "value": "v", "sources": ["s1"]}]}"#;
    let (dataset, _) = read(json.as_bytes());
    for mask in 1u32..64 {
        let some = all(&dataset).enumerate().filter(move |(at, _)| mask >> at & 1 == 1).map(|(_, record)| record);
        reads_back(&dataset, some.clone());
        // in whatever order they are shown
        let mut back: Vec<_> = some.collect();
        back.reverse();
        reads_back(&dataset, back.into_iter());
    }
}

proptest! {
    #[test]
    fn json_reads_back_as_the_same_records(made in generate::dataset(), keep in vec(any::<bool>(), 30)) {
        let mut made = made;
        for kind in EntityKind::ALL {
            made.entities.table_mut(kind).iter_mut().for_each(|entity| entity.listed = true);
        }
        // what cannot be read is gone after the first time
        let (dataset, _) = read(of(&mut Json::new(shelf(&made)), &made).as_bytes());
        let some: Vec<_> = all(&dataset).zip(keep).filter(|(_, keep)| *keep).map(|(record, _)| record).collect();
        reads_back(&dataset, some.into_iter());
    }
}

// ---- CSV ----

fn rows(text: &str) -> Vec<Vec<String>> {
    assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn csv_has_a_row_a_record_and_no_formula() {
    let dataset = hostile();
    let rows = rows(&of(&mut Csv::new(shelf(&dataset)), &dataset));
    assert_eq!(rows.len(), 1 + dataset.len());
    let column = |name: &str| rows[0].iter().position(|column| column == name).unwrap();
    let cell = |row: usize, name: &str| rows[row][column(name)].as_str();
    assert_eq!(cell(1, "title"), "Line one\nline two, with; marks \\ and “quotes” \"here\"");
    assert_eq!(cell(1, "organisations"), "'=HYPERLINK(\"https://evil.example\",\"a\\|b\") | منظمة شنغهاي");
    assert_eq!(cell(1, "organisation_ids"), "x | rtl");
    assert_eq!(cell(1, "link"), "https://example.org/met/?open=meeting/m1");
    assert_eq!((cell(2, "date"), cell(2, "earliest"), cell(2, "latest")), ("2020-09", "2020-09-01", "2020-09-30"));
    assert_eq!((cell(7, "title"), cell(7, "organisations")), ("'@sum", "''-quoted"));
    assert_eq!((cell(8, "title"), cell(8, "number"), cell(8, "kind")), ("'-claim", "-2.5", "fact"));
    for row in &rows[1..] {
        for (name, cell) in rows[0].iter().zip(row).filter(|(name, _)| *name != "number") {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell}");
        }
    }
}

#[test]
fn lists_in_the_same_order_have_the_same_places_also_where_one_is_empty() {
    let json = r#"{"format": "whomet/1", "title": "t",
      "sources": {"s1": {"url": "https://example.org/1", "title": "One"}, "s2": {"title": "Two"},
                  "s3": {"url": "https://example.org/3", "title": "Three"}},
      "meetings": [{"id": "m1", "title": "a", "sources": ["s2", "s3", "s1"]}, {"id": "m2", "title": "b", "sources": ["s1", "s2"]}]}"#;
    let (dataset, _) = read(json.as_bytes());
    let rows = rows(&of(&mut Csv::new(shelf(&dataset)), &dataset));
    let cell = |row: usize, name: &str| rows[row][rows[0].iter().position(|column| column == name).unwrap()].as_str();
    assert_eq!(cell(1, "sources"), "Two | Three | One");
    assert_eq!(cell(1, "source_links"), " | https://example.org/3 | https://example.org/1");
    assert_eq!(cell(2, "source_links"), "https://example.org/1 | ");
}

#[test]
fn csv_has_what_is_known_of_each_source_and_the_ids_of_topics_and_places() {
    let json = r#"{"format": "whomet/1", "title": "t",
      "sources": {"s1": {"url": "https://example.org/1", "title": "One", "published": "2020-08~", "retrieved": "2020-09-01",
                         "archive": "https://archive.example/1", "language": "zh-Hant"}, "s2": {"title": "Two"}},
      "topics": {"w": {"name": "Water"}, "a": {"name": "Air"}}, "places": {"b": {"name": "Bern"}},
      "meetings": [{"id": "m1", "title": "a", "topics": ["w", "a"], "place": "b",
                    "sources": ["s2", {"source": "s1", "quote": "=They | met."}]}]}"#;
    let (dataset, _) = read(json.as_bytes());
    let rows = rows(&of(&mut Csv::new(shelf(&dataset)), &dataset));
    let cell = |name: &str| rows[1][rows[0].iter().position(|column| column == name).unwrap()].as_str();
    for (name, expected) in [
        ("topics", "Water | Air"),
        ("topic_ids", "w | a"),
        ("place_ids", "b"),
        ("sources", "Two | One"),
        ("source_ids", "s2 | s1"),
        ("source_links", " | https://example.org/1"),
        ("source_archives", " | https://archive.example/1"),
        ("source_published", " | 2020-08~"),
        ("source_retrieved", " | 2020-09-01"),
        ("source_languages", " | zh-Hant"),
        ("quotes", " | =They \\| met."),
    ] {
        assert_eq!(cell(name), expected, "{name}");
    }
    assert!(table_schema().contains("Left out are: texts in other languages"));
}

#[test]
fn the_table_schema_describes_the_columns() {
    let dataset = hostile();
    let schema: Value = serde_json::from_str(&table_schema()).unwrap();
    let rows = rows(&of(&mut Csv::new(shelf(&dataset)), &dataset));
    let fields = schema["fields"].as_array().unwrap();
    let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(names, rows[0]);
    assert_eq!(schema["primaryKey"], serde_json::json!(["kind", "id"]));
    for (at, field) in fields.iter().enumerate() {
        assert!(field["description"].as_str().is_some_and(|about| about.ends_with('.')));
        for cell in rows[1..].iter().map(|row| &row[at]).filter(|cell| !cell.is_empty()) {
            match field["type"].as_str().unwrap() {
                "string" => {}
                "number" => assert!(cell.parse::<f64>().is_ok(), "{cell}"),
                "boolean" => assert!(cell == "true" || cell == "false", "{cell}"),
                "date" => assert!(cell.len() == 10 && PartialDate::parse(cell).unwrap().is_exact(), "{cell}"),
                other => panic!("{other} is no type of a Table Schema"),
            }
        }
    }
}

#[test]
fn without_records_a_table_has_its_head() {
    let dataset = hostile();
    let nothing = || std::iter::empty();
    assert_eq!(rows(&write_all(&mut Csv::new(shelf(&dataset)), nothing())).len(), 1);
    assert_eq!(rows(&write_all(&mut Tally::new(shelf(&dataset)), nothing())).len(), 1);
    assert!(write_all(&mut References::new(shelf(&dataset), selection()), nothing()).starts_with("A desk."));
    let html = write_all(&mut Html::new(shelf(&dataset), words(), Frame::default()), nothing());
    assert!(html.contains("No record.") && !html.contains("<ol"));
}

proptest! {
    #[test]
    fn csv_reads_back_cell_by_cell(dataset in generate::dataset()) {
        let rows = rows(&of(&mut Csv::new(shelf(&dataset)), &dataset));
        let schema: Value = serde_json::from_str(&table_schema()).unwrap();
        let mut places = vec![0; rows.len()];
        for (at, field) in schema["fields"].as_array().unwrap().iter().enumerate() {
            let here: Vec<usize> = rows.iter().map(|row| row[at].matches(" | ").count()).collect();
            if field["description"].as_str().unwrap().contains("in the same order") {
                prop_assert_eq!(&here, &places, "{}", field["name"]);
            }
            places = here;
        }
        prop_assert_eq!(rows.len(), dataset.len() + 1);
        for (row, record) in rows[1..].iter().zip(all(&dataset)) {
            prop_assert_eq!(&row[1], record.id());
            let title = match record {
                Record::Meeting(meeting) => &meeting.title,
                Record::Fact(fact) => &fact.claim,
            };
            let title = title.pick(Lang::EN).1;
            prop_assert!(row[6] == title || row[6] == format!("'{title}"), "{} {}", row[6], title);
        }
    }

    #[test]
    fn a_tally_counts_each_record_once(dataset in generate::dataset()) {
        let rows = rows(&of(&mut Tally::new(shelf(&dataset)), &dataset));
        for kind in EntityKind::ALL {
            for (at, entity) in (0..).zip(dataset.entities.table(kind)) {
                let id = EntityId { kind, at };
                let under = |meeting: bool| {
                    dataset.record_ids().filter(|record| {
                        matches!(dataset.record(*record), Record::Meeting(_)) == meeting
                            && dataset.filed_under(*record, kind).contains(&id)
                    }).count()
                };
                let found: Vec<_> = rows.iter().filter(|row| row[0] == kind.word() && row[1] == *entity.id).collect();
                let (meetings, facts) = (under(true), under(false));
                if meetings + facts == 0 {
                    prop_assert!(found.is_empty());
                } else {
                    let expected = [meetings + facts, meetings, facts].map(|n| n.to_string());
                    prop_assert_eq!(&found[0][3..6], &expected[..]);
                    prop_assert_eq!(found.len(), 1);
                }
            }
        }
    }
}

// ---- bibliography, plain references ----

/// The fields of each entry: checks that braces are balanced, as BibTeX counts them.
fn entries(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut entries = Vec::new();
    for entry in text.split("\n@misc{").map(|entry| entry.trim_start_matches("@misc{")) {
        let (key, rest) = entry.split_once(",\n").unwrap();
        let depth = rest.chars().fold(1i32, |depth, c| {
            assert!(depth >= 0, "{entry}");
            depth + i32::from(c == '{') - i32::from(c == '}')
        });
        assert_eq!(depth, 0, "{entry}");
        let fields = rest.lines().filter_map(|line| line.trim().strip_suffix("},")?.split_once(" = {"));
        entries.push((key.to_owned(), fields.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()));
    }
    entries
}

#[test]
fn a_bibliography_has_each_source_once_and_no_command() {
    let dataset = hostile();
    let entries = entries(&of(&mut BibTex::new(shelf(&dataset), selection()), &dataset));
    let keys: Vec<&str> = entries.iter().map(|(key, _)| &**key).collect();
    assert_eq!(keys, ["whomet-selection", "s1", "S-1"]);
    let field = |at: usize, name: &str| -> &str {
        entries[at].1.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    };
    assert_eq!(field(0, "author"), "{A \\textbraceleft{}brace \\& 100\\% desk\\_}");
    assert!(field(0, "note").contains(&"0".repeat(64)) && field(0, "note").starts_with("8 of 8 records"));
    assert_eq!((field(0, "urldate"), field(0, "date")), ("2026-11-25", "2026-11-24"));
    assert_eq!(field(1, "author"), "{P\\textbraceright{}\\textbraceleft{}}");
    assert_eq!(field(1, "url"), "https://example.org/a?b=%7Bc%7D&d='e'");
    let twins = r#"{"format": "whomet/1", "title": "t", "sources": {"a b": {"title": "1"}, "a-b": {"title": "2"}, "A-B": {"title": "3"}},
        "facts": [{"id": "f", "about": "X", "claim": "c", "value": "v", "sources": ["a b", "a-b", "A-B"]}]}"#;
    let (dataset, _) = read(twins.as_bytes());
    let text = of(&mut BibTex::new(shelf(&dataset), selection()), &dataset);
    let keys: Vec<String> = self::entries(&text).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["whomet-selection", "a-b", "a-b-2", "A-B-3"]);
}

#[test]
fn references_are_numbered_and_each_on_a_line() {
    let dataset = hostile();
    let text = of(&mut References::new(shelf(&dataset), selection()), &dataset);
    expect_test::expect![[r#"
        A desk. Who met whom. 8 of 8 records.

        [1] P}{. </title><script>alert(1)</script>. https://example.org/a?b={c}&d='e'
        [2] =HYPERLINK("https://evil.example").
    "#]]
    .assert_eq(&text);
}

proptest! {
    #[test]
    fn braces_are_balanced_whatever_the_texts(title in "[{}\\\\a$&%~^_# \n\"]{1,40}") {
        let mut dataset = hostile();
        dataset.sources[0].title = Some(Text::new(Lang::EN, &title));
        dataset.sources[0].publisher = Some(title.as_str().into());
        let text = of(&mut BibTex::new(shelf(&dataset), selection()), &dataset);
        prop_assert_eq!(entries(&text).len(), 3);
    }
}

// ---- document ----

#[test]
fn a_dossier_is_all_text_and_loads_nothing() {
    let dataset = hostile();
    let frame = Frame { selection: selection(), filters: vec!["<b>Kind</b>".into()] };
    let html = of(&mut Html::new(shelf(&dataset), words(), frame), &dataset);
    assert_eq!(html.matches("<article>").count(), dataset.len());
    assert_eq!(html.matches("<li id=\"s").count(), 2);
    for never in ["<script", "<img", "<b>Kind", "</q> &", "@import", "url(", "http-equiv=\"refresh"] {
        assert!(!html.contains(never), "{never}");
    }
    for kept in ["&lt;img src=x onerror=alert(1)&gt;", "lang=\"ar\"", "&lt;/q&gt; &amp; &#39;so&#39;", "Participants"] {
        assert!(html.contains(kept), "{kept}");
    }
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(2).map(|rest| rest.split(['>', ' ']).next().unwrap()) {
        match tag.strip_prefix('/') {
            Some(tag) => assert_eq!(open.pop(), Some(tag)),
            None if tag == "meta" => {}
            None => open.push(tag),
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn every_number_of_a_note_has_its_source() {
    let bundled = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/public/data/dataset.json")).unwrap();
    let (dataset, _) = read(&bundled);
    let html = of(&mut Html::new(shelf(&dataset), words(), Frame::default()), &dataset);
    let notes: Vec<&str> = html.split("href=\"#s").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let evidence: usize = all(&dataset).map(|record| record.evidence().len()).sum();
    assert_eq!(notes.len(), evidence);
    assert!(notes.iter().all(|number| html.contains(&format!("<li id=\"s{number}\">"))));
}

// ---- reports ----

#[test]
fn a_report_has_the_record_filled_in() {
    let link = "https://example.org/met/?open=meeting/m1&lang=ru";
    for (address, expected) in [
        (
            "mailto:desk@example.org",
            "mailto:desk@example.org?subject=A%20mistake%3F%20m%201&body=m%201%0D%0Ahttps%3A%2F%2Fexample.org%2Fmet%2F%3Fopen%3Dmeeting%2Fm1%26lang%3Dru%0D%0A%0D%0A",
        ),
        (
            "https://example.org/report?form=2#start",
            "https://example.org/report?form=2&record=m%201&link=https%3A%2F%2Fexample.org%2Fmet%2F%3Fopen%3Dmeeting%2Fm1%26lang%3Dru#start",
        ),
        (
            "https://example.org/report",
            "https://example.org/report?record=m%201&link=https%3A%2F%2Fexample.org%2Fmet%2F%3Fopen%3Dmeeting%2Fm1%26lang%3Dru",
        ),
    ] {
        let address = SafeUrl::parse(address).unwrap();
        assert_eq!(report_address(&address, "A mistake? m 1", "m 1", link), expected);
    }
}

// ---- numbers ----

proptest! {
    #[test]
    fn a_number_is_read_from_json_as_it_was(digits in -999_999_999_999_999i64..1_000_000_000_000_000, places in 0i32..12) {
        let number = digits as f64 / 10f64.powi(places);
        let written = whomet::export::exact_number(number);
        prop_assert_eq!(serde_json::from_str::<f64>(&written).unwrap(), number, "{}", written);
    }
}
