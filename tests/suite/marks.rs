//! Where the words of a query are marked in a text that is shown.

use whomet::engine::Engine;
use whomet::query::Query;

use crate::generate::{bare_meeting, nothing};

/// A title with the words of a query marked, in a dataset that has no other meeting.
fn marked(words: &str, title: &str) -> String {
    let mut dataset = nothing();
    dataset.meetings.push(bare_meeting(0, None, title));
    let query = Query { words: words.to_owned(), ..Query::default() };
    let mut out = String::new();
    let mut at = 0;
    for span in Engine::build(&dataset).marker(&query).spans(title) {
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
        ("norov", "Владимир Норов", "Владимир [Норов]"),
        ("enviroment ", "environment", "[environment]"),
        ("\"meetings\"", "a meeting", "a meeting"),
        ("zzz", "nothing", "nothing"),
    ] {
        assert_eq!(marked(query, text), expected, "{query}");
    }
}
