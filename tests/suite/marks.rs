//! Where the words of a query are marked in a text that is shown.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use whomet::engine::Engine;
use whomet::query::Query;

use crate::generate::{bare_meeting, nothing};

/// What is marked of a title in a dataset that has no other meeting.
fn spans(words: &str, title: &str) -> Vec<Range<usize>> {
    let mut dataset = nothing();
    dataset.meetings.push(bare_meeting(0, None, title));
    let query = Query { words: words.to_owned(), ..Query::default() };
    Engine::build(&dataset).marker(&query).spans(title)
}

/// A title with the words of a query marked.
fn marked(words: &str, title: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for span in spans(words, title) {
        out += &format!("{}[{}]", &title[at..span.start], &title[span.clone()]);
        at = span.end;
    }
    out + &title[at..]
}

#[test]
fn marks_stand_where_the_words_matched() {
    for (query, text, expected) in [
        ("environment", "about environmental work", "about [environment]al work"),
        ("work environment", "environmental work", "[environment]al [work]"),
        ("\"joint action\"", "a joint action, joint plan", "a [joint action], joint plan"),
        ("covid-19", "COVID-19 and covid", "[COVID-19] and covid"),
        ("保护", "环境保护工作", "环境[保护]工作"),
        ("ёлка", "Елка и ёлка", "[Елка] и [ёлка]"),
        ("ecole", "École e\u{301}cole", "[École] [e\u{301}cole]"),
        ("-trade aid", "trade aid", "trade [aid]"),
        ("1600", "over 1,600 projects", "over [1,600] projects"),
        ("meetings ", "a meeting, he meets", "a [meeting], he [meets]"),
        ("meet", "meetings, met", "[meet]ings, met"),
        ("meet table", "meetings and tables", "[meetings] and [table]s"),
        ("норов", "Norovs and Norov", "[Norovs] and [Norov]"),
        ("norov", "Владимир Норов", "Владимир [Норов]"),
        ("enviroment ", "environment", "[environment]"),
        ("\"meetings\"", "a meeting", "a meeting"),
        ("zzz", "nothing", "nothing"),
    ] {
        assert_eq!(marked(query, text), expected, "{query}");
    }
}

/// Characters that belong to the one before them, of many scripts.
const SITTING: &[&str] = &[
    "\u{301}",
    "\u{308}",
    "\u{483}",
    "\u{5b8}",
    "\u{64e}",
    "\u{93e}",
    "\u{940}",
    "\u{94d}",
    "\u{bc6}",
    "\u{e31}",
    "\u{e34}",
    "\u{e47}",
    "\u{e48}",
    "\u{eb9}",
    "\u{f72}",
    "\u{102f}",
    "\u{17d2}",
    "\u{1161}",
    "\u{11a8}",
    "\u{1ab0}",
    "\u{200d}",
    "\u{20dd}",
    "\u{20e3}",
    "\u{302a}",
    "\u{3099}",
    "\u{a67c}",
    "\u{fe0f}",
    "\u{fe20}",
    "\u{ff9e}",
    "\u{11127}",
    "\u{1e944}",
    "\u{1f3fb}",
    "\u{e0100}",
];

/// What they sit on.
const BASES: &[&str] = &[
    "a", "e", "1", "и", "е", "ب", "क", "ष", "ம", "ก", "ส", "ກ", "ཀ", "က", "ក", "ᄒ", "하", "か", "ハ", "葛", "環",
    "👩", " ", "-", "©",
];

#[test]
fn a_mark_takes_what_sits_on_its_last_letter() {
    for (query, text, expected) in [
        ("か", "か\u{3099}く", "[か\u{3099}]く"),
        ("く", "か\u{3099}く", "か\u{3099}[く]"),
        ("ก", "กัน", "[กั]น"),
        ("ส", "สู่จีน", "[สู่]จีน"),
        ("ที", "ที่นี่", "[ที่]นี่"),
        ("葛", "葛\u{e0100}城", "[葛\u{e0100}]城"),
        ("क", "किताब", "[कि]ताब"),
        ("क", "क्षेत्र", "[क्षे]त्र"),
        ("\u{1112}", "\u{1112}\u{1161}\u{11ab} a", "[\u{1112}\u{1161}\u{11ab}] a"),
        ("1", "1\u{fe0f}\u{20e3} a", "[1\u{fe0f}\u{20e3}] a"),
        ("a", "a\u{20dd}b", "[a\u{20dd}]b"),
        ("а", "а\u{483}б", "[а\u{483}]б"),
        ("t", "t\u{fe20}s\u{fe21}", "[t\u{fe20}]s\u{fe21}"),
        ("s", "x s\u{fe21}", "x [s\u{fe21}]"),
        ("x", "x👩\u{200d}💻y", "[x]👩\u{200d}💻y"),
        ("x", "x\u{200d}💻y", "[x\u{200d}]💻y"),
        ("co", "co\u{ad}op", "[co\u{ad}]op"),
    ] {
        assert_eq!(marked(query, text), expected, "{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mark_neither_begins_nor_ends_before_what_sits_on_another(
        text in vec(prop_oneof![select(BASES), select(SITTING)], 1..12), from in 0usize..12, len in 1usize..4,
    ) {
        let query = text.iter().skip(from % text.len()).take(len).copied().collect::<String>();
        let text = text.concat();
        for Range { start, end } in spans(&query, &text) {
            let sits = |at: usize| SITTING.iter().any(|mark| text[at..].starts_with(mark));
            prop_assert!(start < end && !sits(end), "{:?} in {:?}: {}", query, text, end);
            prop_assert!(start == 0 || !sits(start), "{:?} in {:?}: {}", query, text, start);
        }
    }
}
