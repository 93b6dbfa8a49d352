//! Words that nobody means: ten thousand of them, one of a megabyte, nothing but signs, what is left of
//! broken encodings. Whatever is asked with them, the answer is that of the scan, and no more is looked up
//! than for what a visitor types.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use whomet::engine::{Engine, Suggestion, Want, WantValues, slow};
use whomet::model::{Dataset, Entity, EntityKind, Lang, Meeting};
use whomet::query::{Facet, MAX_WORDS_BYTES, PerFacet, Query, Sort};

use crate::generate::{bare_meeting, nothing, participant};

fn asked(words: &str) -> Query {
    Query { words: words.to_owned(), sort: Sort::Relevance, ..Query::default() }
}

/// A few records with much in them of what is asked for below.
fn dataset() -> Dataset {
    let mut dataset = nothing();
    let names = ["SCO", "a", "Норов", "สู่จีน", "か\u{3099}く", "1,600", "covid-19 \u{0} aid", "x"];
    *dataset.entities.table_mut(EntityKind::Organisation) =
        names.iter().map(|name| Entity { id: (*name).into(), ..Entity::unlisted(name, Lang::EN) }).collect();
    let numbers: Vec<String> = (0..900).map(|n| n.to_string()).collect();
    let spelt: Vec<String> = (0..40).map(word).collect();
    let titles = [
        numbers.join(" "),
        spelt.join(" "),
        "a ".repeat(1_200),
        "环境".repeat(600),
        "x".repeat(5_000),
        "\u{fffd} e\u{301}\u{301}\u{301} \u{0}nul\u{0} «» - \" Norov".to_owned(),
    ];
    for (at, title) in titles.iter().enumerate() {
        let participants = (0..8).filter(|other| other % 6 == at as u32 || *other == 0).map(participant).collect();
        dataset.meetings.push(Meeting { participants, ..bare_meeting(at, Some("2020"), title) });
    }
    dataset
}

/// Words of letters that are no slip of the pen apart.
fn word(at: usize) -> String {
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8).to_string();
    [at, at + 7, at / 26 + 3].map(|at| letter(at).repeat(2)).concat()
}

/// The same with a slip.
fn slip(at: usize) -> String {
    word(at) + "q"
}

/// Whatever is asked.
fn hostile() -> Vec<String> {
    let minus: String = (100..500).map(|n| format!(" -{n}")).collect();
    let mut all = vec![
        (0..10_000).map(|n| format!("{n} ")).collect(),
        (0..10_000).map(|n| format!("w{n:x} ")).collect(),
        (0..300).map(slip).collect::<Vec<_>>().join(" "),
        format!("\"{}", (0..500).map(|n| n.to_string()).collect::<Vec<_>>().join(" ")),
        minus,
        "a b ".repeat(500) + &"c".repeat(3_000),
        "環\u{e0100}境".repeat(200),
        "环境".repeat(333),
        "- \" -\"".repeat(300),
        "x".repeat(1 << 20),
        "é".repeat(1 << 19),
        "环".repeat(1 << 14),
    ];
    let repeated = [
        "\"",
        "-",
        "«",
        "\"-",
        "-\"",
        "\u{301}",
        "\u{345}",
        "\u{3099}",
        "\u{e31}",
        "\u{e0100}",
        "\u{200d}",
        "\u{fffd}",
        "\u{0}",
        "\u{0} ",
        "a\u{0}",
        "\u{feff}",
        "\u{1}",
        "👩\u{200d}💻",
        "\u{2028}",
        " ",
        "\u{a0}",
        "1\u{a0}",
        "'",
        ",",
        "1,",
        "1,600",
        "%ED%A0%80",
    ];
    all.extend(repeated.iter().flat_map(|text| [(*text).to_owned(), text.repeat(2_000)]));
    all
}

/// Asks everything that can be asked with words.
fn ask_everything(dataset: &Dataset, engine: &Engine, words: &str) {
    let inside = WantValues { inside: words.to_owned(), ..WantValues::top(3) };
    let want = Want { values: PerFacet::from_fn(|_| inside.clone()), ..Want::default() };
    for (query, want) in [(asked(words), &Want::default()), (Query { exact: true, ..asked(words) }, &want)] {
        assert_eq!(engine.answer(&query, want), slow::answer(dataset, &query, want), "{words:.60}");
    }
    for suggestion in engine.suggest(&asked(words), 5) {
        let Suggestion::Words(words) = suggestion else { continue };
        assert!(words.len() <= MAX_WORDS_BYTES + 300, "{words:.60}");
    }
    assert!(engine.suggest_in(Facet::Organisation, words, 5).len() <= 5);
    assert!(engine.did_you_mean(&asked(words)).is_none_or(|meant| meant.len() <= MAX_WORDS_BYTES + 300));
    let marker = engine.marker(&asked(words));
    for text in [&words[..words.floor_char_boundary(20_000)], "a 环境 1,600 e\u{301} \u{fffd} \u{0}"] {
        let mut last = 0;
        for span in marker.spans(text) {
            assert!(last <= span.start && text.get(span.clone()).is_some_and(|text| !text.is_empty()));
            last = span.end;
        }
    }
    let link = asked(words).to_link();
    let (read, problems) = Query::from_link(&link);
    assert_eq!(
        (problems.len(), read.to_link()),
        (0, asked(&words[..words.floor_char_boundary(MAX_WORDS_BYTES)]).to_link())
    );
}

#[test]
fn whatever_is_typed_is_answered() {
    let dataset = dataset();
    let engine = Engine::build(&dataset);
    for words in hostile() {
        ask_everything(&dataset, &engine, &words);
    }
}

#[test]
fn half_a_pair_of_surrogates_in_a_link_is_a_replacement_character() {
    let dataset = dataset();
    let engine = Engine::build(&dataset);
    for raw in
        ["%ED%A0%80", "%ED%BF%BF%ED%A0%80", "norov%20%ED%A0%80", "%ED%A0", "%FF%00%80", "%", "%E7%8E", "\u{fffd}"]
    {
        let (query, problems) = Query::from_link(&format!("?sort=relevance&q={raw}"));
        assert_eq!(problems, [], "{raw}");
        assert_eq!(Query::from_link(&query.to_link()).0, query, "{raw}");
        ask_everything(&dataset, &engine, &query.words);
    }
    let (query, _) = Query::from_link("?q=norov%ED%A0%80");
    assert_eq!(engine.answer(&query, &Want::default()).count, 2);
}

/// Eight words of a query are looked up by their spelling: by all that reads it.
#[test]
fn no_more_words_are_spelt_than_answers_spell() {
    let dataset = dataset();
    let engine = Engine::build(&dataset);
    let text: String = (0..40).map(|at| word(at) + " ").collect();
    for (slips, count, marked) in [(1, 1, 1), (8, 1, 8), (9, 0, 8), (40, 0, 8)] {
        let query = asked(&(0..slips).map(|at| slip(at) + " ").collect::<String>());
        assert_eq!(engine.answer(&query, &Want::default()).count, count, "{slips}");
        assert_eq!(engine.marker(&query).spans(&text).len(), marked, "{slips}");
        let meant: String = (0..slips).map(|at| word(at) + " ").collect();
        assert_eq!(engine.did_you_mean(&query), (count > 0).then(|| meant.trim().to_owned()), "{slips}");
    }
}

/// What lies behind the longest query is not asked for, and so is not replaced.
#[test]
fn what_is_too_long_is_not_read_to_its_end() {
    let engine = Engine::build(&dataset());
    let long = format!("{} {}{}", slip(0), " ".repeat(MAX_WORDS_BYTES), slip(0));
    assert_eq!(engine.did_you_mean(&asked(&long)).map(|meant| meant.trim_end().to_owned()), Some(word(0)));
    let long = format!("norov nu{}nu", " ".repeat(MAX_WORDS_BYTES));
    let suggested = engine.suggest(&asked(&long), 5).pop();
    assert_eq!(
        suggested.map(|it| matches!(&it, Suggestion::Words(words) if words.trim_end() == "norov nul")),
        Some(true)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_anything_are_answered(pieces in vec(select(beginnings()), 1..12), length in 1usize..40) {
        let dataset = dataset();
        let words: String = pieces.iter().flat_map(|piece| piece.chars().take(length)).collect();
        ask_everything(&dataset, &Engine::build(&dataset), &words);
    }
}

/// The beginnings of all that.
fn beginnings() -> Vec<String> {
    hostile().into_iter().map(|text| text.chars().take(40).collect()).collect()
}
