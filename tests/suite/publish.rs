//! What only publishers are told, and the file in which they answer.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use expect_test::expect;
use serde_json::Value;
use whomet::export::{Json, Shelf, write_all};
use whomet::model::EntityKind;
use whomet::source::{Severity, read};

/// A folder that is gone with its test.
struct Desk(PathBuf);

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("whomet-publish-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn put(&self, file: &str, text: &str) {
        fs::write(self.0.join(file), text).unwrap();
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let run = Command::new(env!("CARGO_BIN_EXE_whomet")).args(arguments).current_dir(&self.0).output();
        let Output { status, stdout, stderr } = run.unwrap();
        (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }

    /// The codes, pointers and lines of what is said.
    fn codes(&self, arguments: &[&str]) -> Vec<String> {
        let (_, out, err) = self.run(&[&["check", "--format", "json"], arguments].concat());
        let all: Value = serde_json::from_str(&out).expect(&err);
        let of = |one: &Value| {
            format!("{} {} {}", one["code"].as_str().unwrap(), one["pointer"].as_str().unwrap(), one["line"])
        };
        all.as_array().unwrap().iter().map(of).collect()
    }
}

/// The examples that an explanation shows, in their order.
fn examples(explained: &str) -> Vec<String> {
    let parts = explained.split("\nA dataset that ").skip(1);
    parts
        .map(|part| part.lines().filter_map(|line| line.strip_prefix("    ")).map(|line| format!("{line}\n")).collect())
        .collect()
}

/// Of every rule, as they are printed: whoever copies them sees what the rule is about, and nothing else.
#[test]
fn each_bad_example_breaks_its_rule_once_and_each_good_one_none() {
    let desk = Desk::new("examples");
    let (_, list, _) = desk.run(&["explain"]);
    let codes: Vec<&str> = list.lines().map(|line| &line[..4]).collect();
    assert_eq!(codes.iter().filter(|code| code.starts_with('P')).count(), 8);
    for code in codes {
        let (status, explained, _) = desk.run(&["explain", &code.to_lowercase()]);
        let examples = examples(&explained);
        assert_eq!((status, examples.len()), (Some(0), 2), "{explained}");
        assert!(explained.contains("\nWhy: ") && explained.contains("\nMend: ") && !explained.contains('…'));
        desk.put("bad.json", &examples[0]);
        desk.put("good.json", &examples[1]);
        let said = desk.codes(&["bad.json"]);
        assert!(said.len() == 1 && said[0].starts_with(code), "{code} {said:?}");
        assert_eq!(desk.run(&["check", "--deny", "warnings", "bad.json"]).0, Some(1));
        assert_eq!(
            desk.run(&["check", "--deny", "warnings", "good.json"]),
            (Some(0), String::new(), String::new()),
            "{code}"
        );
    }
}

/// A dataset with something to say about most tables.
const DATASET: &str = r#"{
  "format": "whomet/1", "title": "Meetings", "licence": {"name": "CC0", "url": "https://example.org/cc0"},
  "report": "mailto:a@example.org",
  "sources": {"s1": {"url": "https://example.org/1"}},
  "organisations": {
    "etuc": {"name": "European Trade Union Confederation (ETUC)", "country": "BE"},
    "t2": {"name": "Trade Union Confederation, European", "part_of": ["etuc"], "identifiers": {"lei": "1"}},
    "agora": {"name": "Agora Energiewende"},
    "agora/2": {"name": "Agora Energiewendo"}
  },
  "meetings": [
    {"id": "m1", "date": "2020-08-20", "title": "Talks", "sources": ["s1"],
     "participants": [{"organisation": "etuc"}, {"organisation": "ETUC"}, {"organisation": "t2"}, {"person": "Ana Li"}]},
    {"id": "m2", "date": "2020-08-21", "title": "More", "sources": ["s1"],
     "participants": [{"organisation": "etuc"}, {"organisation": "agora"}, {"person": "Li, Ana"}, {"organisation": "agora/2"}]}
  ],
  "facts": [{"id": "f1", "about": "t2", "claim": "founded", "value": "1973", "number": 1973, "sources": [{"source": "s1", "where": "p. 1"}]}]
}
"#;

#[test]
fn problems_stand_where_they_are_in_the_file() {
    let desk = Desk::new("places");
    desk.put("data.json", DATASET);
    let expected =
        ["P001 /organisations/t2 7", "P001 /organisations/agora~12 9", "P001 /meetings/0 12", "P001 /meetings/1 14"];
    assert_eq!(desk.codes(&["data.json"]), expected);
    // the same file on one line, behind a mark
    desk.put("line.json", &format!("\u{feff}{}", DATASET.replace('\n', " ")));
    let (_, out, _) = desk.run(&["check", "line.json"]);
    let place = out.lines().find(|line| line.contains("/organisations/t2")).unwrap();
    let column: usize = place.split(':').nth(2).unwrap().parse().unwrap();
    assert_eq!(DATASET.replace('\n', " ").find(r#"{"name": "Trade"#), Some(column - 1), "{out}");
    assert!(out.contains(r#"| "t2": {"name""#) || out.contains(r#""t2": {"name": "Trade Union"#), "{out}");
}

#[test]
fn what_looks_like_one_is_written_down_corrected_and_merged() {
    let desk = Desk::new("aliases");
    desk.put("data.json", DATASET);
    assert_eq!(desk.run(&["check", "data.json", "--fix-list", "aliases.toml"]).0, Some(0));
    let list = desk.text("aliases.toml");
    let entries: Vec<&str> = list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    expect![[r#"
        [[organisation]]
        name = "European Trade Union Confederation (ETUC)"  # records: 2
        spellings = [
          "Trade Union Confederation, European",  # records: 2; the same words but for order, legal form, small words, acronym or register number
          "ETUC",  # records: 1; the acronym that the other names
        ]
        [[organisation]]
        name = "Agora Energiewende"  # records: 1
        spellings = [
          "Agora Energiewendo",  # records: 1; one word is spelt otherwise
        ]
        [[person]]
        name = "Ana Li"  # records: 1
        spellings = [
          "Li, Ana",  # records: 1; the same words but for order, legal form, small words, acronym or register number
        ]
    "#]].assert_eq(&(entries.join("\n") + "\n"));
    // a list that is there may hold the publisher's work
    assert_eq!(desk.run(&["check", "data.json", "--fix-list", "aliases.toml"]).0, Some(2));
    assert_eq!(desk.codes(&["data.json", "--aliases", "aliases.toml"]), Vec::<String>::new());
    desk.put("apart.toml", "[[different]]\nnames = [\"Agora Energiewende\", \"Agora Energiewendo\"]\n");
    assert_eq!(desk.codes(&["data.json", "--aliases", "apart.toml"]).len(), 3);
}

/// How a dataset begins that is good so far.
const HEAD: &str = r#"{
  "format": "whomet/1", "title": "Meetings", "licence": {"name": "CC0", "url": "https://example.org/cc0"},
  "report": "mailto:a@example.org", "#;

/// Entries that differ in case or blanks, which the page tells too, are answered for in the same file.
#[test]
fn entries_that_look_like_one_are_answered_for() {
    let desk = Desk::new("entries");
    let twins = r#"{"a/1": {"name": "Acme Steel"}, "b/2": {"name": "ACME  steel"}}"#;
    let words = ["organisation", "person", "topic", "place"];
    for (section, word) in ["organisations", "people", "topics", "places"].into_iter().zip(words) {
        desk.put("data.json", &format!("{HEAD}\"{section}\": {twins}}}"));
        let told = |arguments: &[&str]| desk.codes(arguments);
        assert_eq!(told(&["data.json"]), [format!("W005 /{section}/b~12 3")]);
        let names = "[\"Acme Steel\", \"ACME  steel\"]";
        desk.put("apart.toml", &format!("[[different]]\nnames = {names}\n"));
        assert_eq!(told(&["data.json", "--aliases", "apart.toml"]), Vec::<String>::new(), "{section}");
        desk.put("merged.toml", &format!("[[{word}]]\nname = \"Acme\"\nspellings = {names}\n"));
        assert_eq!(told(&["data.json", "--aliases", "merged.toml"]), Vec::<String>::new(), "{section}");
        // what names something else answers for nothing
        desk.put("other.toml", &format!("[[{word}]]\nname = \"Acme\"\nspellings = [\"Acme Steel\"]\n"));
        let still = told(&["data.json", "--aliases", "other.toml"]);
        assert!(still.iter().any(|one| one.starts_with("W005")), "{section}");
        // and the list that is proposed is such an answer
        let _ = fs::remove_file(desk.0.join("list.toml"));
        desk.run(&["check", "data.json", "--fix-list", "list.toml"]);
        assert!(desk.text("list.toml").contains("  \"ACME  steel\",  # records: 0; the same but for"), "{section}");
        assert_eq!(told(&["data.json", "--aliases", "list.toml"]), Vec::<String>::new(), "{section}");
    }
}

/// A file that tells entries by their names cannot merge two of one name; it says so.
#[test]
fn entries_of_one_name_are_no_spellings() {
    let desk = Desk::new("namesakes");
    desk.put(
        "data.json",
        &format!("{HEAD}\"topics\": {{\"a\": {{\"name\": \"Trade\"}}, \"b\": {{\"name\": \"Trade\"}}}}}}"),
    );
    desk.run(&["check", "data.json", "--fix-list", "list.toml"]);
    let list = desk.text("list.toml");
    assert!(
        list.contains("# Several entries have the very name \"Trade\".") && !list.contains("\n[[topic]]"),
        "{list}"
    );
    assert_eq!(desk.codes(&["data.json", "--aliases", "list.toml"]).len(), 1);
    desk.put("apart.toml", "[[different]]\nnames = [\"Trade\"]\n");
    assert_eq!(desk.codes(&["data.json", "--aliases", "apart.toml"]), Vec::<String>::new());
}

#[test]
fn an_import_merges_what_the_file_says() {
    let desk = Desk::new("import");
    desk.put("diary.csv", "date,title,who\n2020-01-02,Talks,Acme;ACME Steel\n2020-01-03,More,Acme Stel;Fern\n");
    let head = "[dataset]\ntitle = \"Diary\"\nlicence = { name = \"CC0\" }\nreport = \"mailto:a@example.org\"\n[source]\ntitle = \"Diary\"\n";
    let meeting = "[meeting]\ndate = \"date\"\ntitle = \"title\"\n[[participant]]\norganisation = { column = \"who\", separator = \";\" }\n";
    desk.put("map.toml", &format!("{head}{meeting}"));
    desk.put(
        "aliases.toml",
        "[[organisation]]\nname = \"Acme Steel\"\nspellings = [\"Acme\", \"ACME Steel\", \"Acme Stel\", \"Acne\"]\n",
    );
    let (status, out, err) =
        desk.run(&["import", "csv", "diary.csv", "--map", "map.toml", "--aliases", "aliases.toml"]);
    assert_eq!(status, Some(0), "{err}");
    assert!(
        err.contains("2  went into others\n       1  renamed\n       1  spellings that nothing has: \"Acne\"\n"),
        "{err}"
    );
    let (dataset, problems) = read(out.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    let organisations = dataset.entities.table(EntityKind::Organisation);
    let names: Vec<(&str, Vec<&str>)> = organisations
        .iter()
        .map(|one| (one.name.first(), one.aliases.iter().map(|alias| &**alias).collect()))
        .collect();
    assert_eq!(names, [("Fern", vec![]), ("Acme Steel", vec!["Acme", "ACME Steel", "Acme Stel"])]);
    // two spellings of one participant are one participant
    let counts: Vec<usize> = dataset.meetings.iter().map(|meeting| meeting.participants.len()).collect();
    assert_eq!(counts, [1, 2]);
}

/// What is written after merging says all that was read.
#[test]
fn nothing_is_lost_where_nothing_is_merged() {
    let desk = Desk::new("whole");
    desk.put("none.toml", "");
    desk.put("feed.json", r#"{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "a", "title": "Talks", "tags": ["Trade"], "url": "https://example.org/a", "date_published": "2020-01-02", "content_text": "Long"}]}"#);
    let (_, plain, _) = desk.run(&["import", "feed", "feed.json"]);
    let (_, merged, _) = desk.run(&["import", "feed", "feed.json", "--aliases", "none.toml"]);
    assert_eq!(read(plain.as_bytes()).0, read(merged.as_bytes()).0);
    assert_eq!(read(merged.as_bytes()).0.meetings.len(), 1);
}

/// A tag is a bare name; merged, it needs an entry, or its other spelling would be lost.
#[test]
fn a_bare_name_that_takes_in_another_keeps_its_spelling() {
    let desk = Desk::new("bare");
    desk.put("merge.toml", "[[topic]]\nname = \"Commerce\"\nspellings = [\"Trade\", \"Trades\"]\n");
    for tags in [r#"["Trade"]"#, r#"["Commerce", "Trade"]"#, r#"["Trade", "Trades", "Commerce"]"#] {
        let item = r#""id": "a", "title": "Talks", "url": "https://example.org/a", "date_published": "2020-01-02""#;
        let feed = format!(
            r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{{{item}, "tags": {tags}}}]}}"#
        );
        desk.put("feed.json", &feed);
        let (_, merged, _) = desk.run(&["import", "feed", "feed.json", "--aliases", "merge.toml"]);
        let dataset = read(merged.as_bytes()).0;
        let [topic] = dataset.entities.table(EntityKind::Topic) else { panic!("{merged}") };
        assert_eq!(topic.name.first(), "Commerce", "{merged}");
        assert!(topic.aliases.iter().any(|alias| &**alias == "Trade"), "{merged}");
        assert_eq!(dataset.meetings[0].topics.len(), 1);
    }
}

/// Each field of the format is written as it was read.
#[test]
fn a_dataset_with_every_field_is_written_whole() {
    for text in [include_str!("../data/full.json"), include_str!("../../public/data/dataset.json"), DATASET] {
        let dataset = read(text.as_bytes()).0;
        let writer = &mut Json::whole(Shelf::of(&dataset, dataset.about.language, ""), &dataset);
        let (again, problems) = read(write_all(writer, dataset.record_ids().map(|id| dataset.record(id))).as_bytes());
        assert!(problems.iter().all(|problem| problem.severity() == Severity::Warning), "{problems:#?}");
        assert_eq!(again, dataset);
    }
}

#[test]
fn a_merge_file_that_contradicts_itself_is_refused() {
    let desk = Desk::new("refused");
    desk.put("data.json", DATASET);
    for (text, message) in [
        (
            "[[organisation]]\nname = \"A\"\nspellings = [\"B\"]\n[[organisation]]\nname = \"C\"\nspellings = [\"B\"]\n",
            "\"B\" is a spelling of \"A\" and of \"C\"",
        ),
        (
            "[[person]]\nname = \"A\"\nspellings = [\"B\"]\n[[person]]\nname = \"B\"\nspellings = []\n",
            "\"B\" is a spelling of \"A\" and a `name` itself",
        ),
        ("[[topic]]\nname = \" \"\nspellings = [\"B\"]\n", "a `name` is empty"),
    ] {
        desk.put("aliases.toml", text);
        let (status, _, err) = desk.run(&["check", "data.json", "--aliases", "aliases.toml"]);
        assert_eq!((status, &*err), (Some(2), &*format!("whomet: check: aliases.toml: {message}\n")));
    }
    desk.put("aliases.toml", "[[organization]]\n");
    assert_eq!(desk.run(&["check", "data.json", "--aliases", "aliases.toml"]).0, Some(2));
}
