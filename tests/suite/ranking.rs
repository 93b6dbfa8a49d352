//! What comes first when records are sorted by relevance: each story a few records and the words typed,
//! and the records found in order with the reason why each matched. The engine and the scan tell the same.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use expect_test::{Expect, expect};
use whomet::engine::{Engine, slow};
use whomet::model::{Dataset, Record};
use whomet::query::{Query, Sort};
use whomet::source::read;

use crate::generate::want_all;

/// A dataset of some organisations, people and meetings, given as members of JSON.
fn dataset(organisations: &str, people: &str, meetings: &[&str]) -> Dataset {
    let meetings = meetings.join(", ");
    let text = format!(
        r#"{{"format": "whomet/1", "title": "Who met", "language": "en", "report": "mailto:desk@example.org",
            "licence": {{"name": "CC BY 4.0"}}, "sources": {{"s": {{"url": "https://example.org/"}}}},
            "organisations": {{{organisations}}}, "people": {{{people}}}, "meetings": [{meetings}]}}"#
    );
    let (dataset, problems) = read(text.as_bytes());
    assert_eq!(problems, []);
    dataset
}

/// A meeting of one day, so that nothing but relevance orders; `more` are further members.
fn meeting(id: &str, title: &str, more: &str) -> String {
    let comma = if more.is_empty() { "" } else { ", " };
    format!(
        r#"{{"id": "{id}", "date": "2020-08-20", "title": "{title}", "sources": [{{"source": "s"}}]{comma}{more}}}"#
    )
}

/// The meetings found, in order, with the reasons.
fn found(dataset: &Dataset, words: &str, exact: bool) -> Vec<(String, String)> {
    let query = Query { words: words.to_owned(), exact, sort: Sort::Relevance, ..Query::default() };
    let answer = Engine::build(dataset).answer(&query, &want_all());
    assert_eq!(answer, slow::answer(dataset, &query, &want_all()), "{words}");
    let id = |id| match dataset.record(id) {
        Record::Meeting(meeting) => meeting.id.to_string(),
        Record::Fact(fact) => fact.id.to_string(),
    };
    answer.page.into_iter().map(id).zip(answer.how.iter().map(|how| format!("{how:?}").to_lowercase())).collect()
}

/// Asks several queries, one line for each, and compares what is found.
fn story(dataset: &Dataset, queries: &[&str], seen: Expect) {
    let mut picture = String::new();
    for words in queries {
        let hits = found(dataset, words, false).into_iter().map(|(id, how)| format!("{id} ({how})"));
        let _ = writeln!(picture, "{words}: {}", hits.collect::<Vec<_>>().join(", "));
    }
    seen.assert_eq(&picture);
}

/// The names of a table of entities: its id, its name, its aliases.
fn entity(id: &str, name: &str, aliases: &[&str]) -> String {
    format!(r#""{id}": {{"name": "{name}", "aliases": {aliases:?}}}"#)
}

#[test]
fn what_is_filed_under_the_very_name_comes_above_titles() {
    let organisations = [
        entity("sco", "Shanghai Cooperation Organisation", &["SCO", "ШОС", "上合组织"]),
        entity("bank", "Bank of Harbour Works", &["Harbour"]),
        entity("club", "Harbour Club", &[]),
    ];
    let dataset = dataset(
        &organisations.join(", "),
        &entity("harbour", "Ann Harbour", &[]),
        &[
            &meeting("title", "SCO and SCO on SCO: Harbour, harbour, Harbour Club", ""),
            &meeting(
                "sco",
                "A courtesy call with a very long title, which says next to nothing of whom",
                r#""participants": [{"organisation": "sco"}]"#,
            ),
            &meeting("bank", "A courtesy call", r#""participants": [{"organisation": "bank"}]"#),
            &meeting("club", "A courtesy call", r#""participants": [{"organisation": "club"}]"#),
            &meeting("ann", "A courtesy call", r#""participants": [{"person": "harbour"}]"#),
            &meeting("begun", "Scotland", ""),
        ],
    );
    story(
        &dataset,
        &[
            "SCO",
            "sco ",
            "шос",
            "上合组织",
            "cooperation organisation shanghai",
            "harbour",
            "\"harbour\"",
            "Harbour Club",
            "\"harbour club\"",
            "Ann Harbour",
            "harbour -club",
        ],
        expect![[r#"
            SCO: sco (exact), title (exact), begun (prefix)
            sco : sco (exact), title (exact), begun (prefix)
            шос: sco (exact)
            上合组织: sco (exact)
            cooperation organisation shanghai: sco (exact)
            harbour: bank (exact), title (exact), club (exact), ann (exact)
            "harbour": bank (exact), title (exact), club (exact), ann (exact)
            Harbour Club: club (exact), title (exact)
            "harbour club": club (exact), title (exact)
            Ann Harbour: ann (exact)
            harbour -club: bank (exact), ann (exact)
        "#]],
    );
}

#[test]
fn titles_come_above_summaries_and_these_above_notes() {
    let [a, b, c] = ["A plain talk of the day", "Another talk of that day", "Remarks on a talk held"];
    // a letter apart, lest they are one meeting told twice
    let titled = |id: &str, more: String| meeting(id, &format!("{a} {}", id.chars().next_back().unwrap()), &more);
    let dataset = dataset(
        &entity("water", "Water Board", &[]),
        "",
        &[
            &titled("note", format!(r#""summary": "{b}", "note": "{c} with water""#)),
            &titled("outcomes", format!(r#""summary": "{b}", "outcomes": ["{c} with water"]"#)),
            &titled("point", format!(r#""summary": "{b}", "points": [{{"says": "{c} with water"}}]"#)),
            &titled("summary", format!(r#""summary": "{b} with water", "note": "{c}""#)),
            &titled("taking part", r#""participants": [{"organisation": "water"}]"#.to_owned()),
            &meeting("title", &format!("{a} with water"), &format!(r#""summary": "{b}", "note": "{c}""#)),
            &titled("nowhere by tag", format!(r#""summary": "{b}", "note": "{c} with waste""#)),
        ],
    );
    story(
        &dataset,
        &["water", "with water", "\"with water\"", "talk water", "WATERS", "watre"],
        expect![[r#"
        water: title (exact), taking part (exact), outcomes (exact), point (exact), summary (exact), note (exact)
        with water: title (exact), outcomes (exact), point (exact), summary (exact), note (exact)
        "with water": title (exact), outcomes (exact), point (exact), summary (exact), note (exact)
        talk water: title (exact), taking part (exact), outcomes (exact), point (exact), summary (exact), note (exact)
        WATERS: title (stem), taking part (stem), outcomes (stem), point (stem), summary (stem), note (stem)
        watre: title (spelling), taking part (spelling), outcomes (spelling), point (spelling), summary (spelling), note (spelling)
    "#]],
    );
}

#[test]
fn an_acronym_is_no_plural() {
    let dataset = dataset(
        "",
        "",
        &[
            &meeting("rat", "The rat, a rat and one more rat", ""),
            &meeting("rats", "The director of the executive committee of RATS in Tashkent on plans for the year", ""),
            &meeting("РАТС", "Директор РАТС", ""),
            &meeting("ratio", "A ratio of ratings", ""),
            &meeting("us", "US talks", ""),
            &meeting("united", "Use of it by us", ""),
        ],
    );
    story(
        &dataset,
        &["RATS", "RATS ", "rats talks", "rat ", "rat", "ratsx", "\"RATS\""],
        expect![[r#"
        RATS: rats (exact), rat (stem), РАТС (script)
        RATS : rats (exact), rat (stem), РАТС (script)
        rats talks: 
        rat : rat (exact), ratio (prefix), rats (prefix), РАТС (script)
        rat: rat (exact), ratio (prefix), rats (prefix), РАТС (script)
        ratsx: rats (spelling)
        "RATS": rats (exact)
    "#]],
    );
    assert_eq!(found(&dataset, "RATS ", true), [("rats".to_owned(), "exact".to_owned())]);
}

#[test]
fn the_very_word_comes_before_what_begins_with_it() {
    let dataset = dataset(
        "",
        r#""xi": {"name": "Xi Jinping"}, "xia": {"name": "Xiaojia Li"}"#,
        &[
            &meeting("begun", "Xiaolun, Xinyuan and Xinjiang", ""),
            &meeting("begun by name", "A call", r#""participants": [{"person": "xia"}]"#),
            &meeting("by name", "A call", r#""participants": [{"person": "xi"}]"#),
            &meeting("in a note", "A plain day", r#""note": "Of Xi too""#),
            &meeting("phrase begun", "A joint actionable plan", ""),
            &meeting("phrase", "Another day", r#""note": "Of a joint action""#),
        ],
    );
    story(
        &dataset,
        &["xi", "plain xi", "\"joint action", "\"joint action\""],
        expect![[r#"
        xi: by name (exact), in a note (exact), begun (prefix), begun by name (prefix)
        plain xi: in a note (exact)
        "joint action: phrase (exact), phrase begun (prefix)
        "joint action": phrase (exact)
    "#]],
    );
    for (words, ids) in [("xi", &["by name", "in a note"][..]), ("plain x", &[]), ("\"joint action", &["phrase"])] {
        assert_eq!(found(&dataset, words, true).into_iter().map(|(id, _)| id).collect::<Vec<_>>(), ids, "{words}");
    }
}

#[test]
fn forms_of_surnames_and_possession_find_the_name() {
    let dataset = dataset(
        "",
        "",
        &[
            &meeting("Норов", "Норов в Бишкеке", ""),
            &meeting("Норова", "Визит Норова", ""),
            &meeting("Норовым", "Встреча с Норовым", ""),
            &meeting("нора", "Две норы", ""),
            &meeting("Norov", "Norov's visit", ""),
            &meeting("s", "Norov says little", ""),
        ],
    );
    let queries = ["Норов ", "Норову визит", "Норовым", "Norov's visit", "Norov’s", "\"Norov's\""];
    story(
        &dataset,
        &queries,
        expect![[r#"
        Норов : Норов (exact), Норова (prefix), Норовым (prefix), нора (stem), Norov (script), s (script)
        Норову визит: Норова (stem)
        Норовым: Норовым (exact), Норова (stem), Норов (stem)
        Norov's visit: Norov (exact)
        Norov’s: Norov (exact), s (exact), Норова (script), Норов (script), Норовым (script)
        "Norov's": Norov (exact)
    "#]],
    );
}

#[test]
fn one_person_in_three_scripts() {
    let person = r#""norov": {"name": {"en": "Vladimir Norov", "ru": "Владимир Норов"}, "aliases": ["弗拉基米尔·诺罗夫", "诺罗夫"]}"#;
    let dataset = dataset(
        "",
        person,
        &[
            &meeting("english", "Norov receives an ambassador", r#""participants": [{"person": "norov"}]"#),
            &meeting("russian", "Встреча Генерального секретаря", r#""participants": [{"person": "norov"}]"#),
            &meeting("chinese", "诺罗夫会见大使", r#""participants": [{"person": "norov"}]"#),
            &meeting("silent", "A courtesy call", r#""points": [{"by": "norov", "says": "Nothing"}]"#),
            &meeting("other", "A courtesy call of Norton and 诺基亚", ""),
        ],
    );
    let ids = |words: &str, exact| found(&dataset, words, exact).into_iter().map(|(id, _)| id).collect::<BTreeSet<_>>();
    let all = ids("Норов", false);
    for words in [
        "Norov",
        "诺罗夫",
        "норов ",
        "NOROV ",
        "Vladimir Norov",
        "Норов Владимир",
        "弗拉基米尔 诺罗夫",
        "Norov Владимир",
    ] {
        assert_eq!(ids(words, false), all, "{words}");
        assert_eq!(ids(words, true), all, "{words}");
    }
    story(
        &dataset,
        &["Норов", "Norov", "诺罗夫", "Норов ", "Норова", "Norow"],
        expect![[r#"
            Норов: english (exact), russian (exact), chinese (exact)
            Norov: english (exact), russian (exact), chinese (exact)
            诺罗夫: chinese (exact), english (exact), russian (exact)
            Норов : english (exact), russian (exact), chinese (exact)
            Норова: english (stem), russian (stem), chinese (stem)
            Norow: english (spelling), russian (spelling), chinese (spelling)
        "#]],
    );
}

#[test]
fn numbers_and_names_with_numbers_are_kept_whole() {
    let dataset = dataset(
        "",
        "",
        &[
            &meeting("comma", "More than 1,600 projects", ""),
            &meeting("plain", "More than 1600 projects", ""),
            &meeting("thin", "More than 1\u{202f}600 projects", ""),
            &meeting("apart", "Room 1, 600 seats, 16 of 1,6001", ""),
            &meeting("more", "Some 16000 projects or 11,600", ""),
            &meeting("covid", "Aid against COVID-19", ""),
            &meeting("covids", "COVID, and 19 ways to live with it", ""),
            &meeting("c20", "COVID-20, 19", ""),
        ],
    );
    let queries = [
        "1,600",
        "1\u{202f}600",
        "1600",
        "1,600 ",
        "1600 ",
        "\"1,600\"",
        "600 ",
        "COVID-19",
        "covid-19 ",
        "\"covid 19\"",
        "covid-1",
        "covid 19",
        "-COVID-19 covid",
    ];
    story(
        &dataset,
        &queries,
        expect![[r#"
            1,600: comma (exact), plain (exact), thin (exact), more (prefix)
            1 600: comma (exact), plain (exact), thin (exact), more (prefix)
            1600: comma (exact), plain (exact), thin (exact), more (prefix)
            1,600 : comma (exact), plain (exact), thin (exact), more (prefix)
            1600 : comma (exact), plain (exact), thin (exact), more (prefix)
            "1,600": comma (exact), plain (exact), thin (exact)
            600 : apart (exact)
            COVID-19: covid (exact)
            covid-19 : covid (exact)
            "covid 19": covid (exact)
            covid-1: covid (prefix)
            covid 19: c20 (exact), covid (exact), covids (exact)
            -COVID-19 covid: c20 (exact), covids (exact)
        "#]],
    );
}
