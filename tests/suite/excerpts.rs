//! What is told of a record whose card does not show the words that are searched.

use whomet::engine::{Engine, Excerpt, Found};
use whomet::model::{EntityId, EntityKind};
use whomet::query::Query;
use whomet::source::Reader;

fn dataset(says: &str) -> String {
    format!(
        r#"{{"format": "whomet/1", "title": "t", "sources": {{"s": {{"title": "Log"}}}},
        "people": {{"n": {{"name": "Norov", "aliases": ["诺罗夫", "Норов"]}}}},
        "meetings": [{{"id": "m", "title": "Talks on water", "summary": "Short.", "participants": [{{"person": "n"}}],
            "points": [{{"says": "{says}"}}], "sources": ["s"]}}]}}"#
    )
}

/// What is told of the meeting, of which title and summary are shown.
fn found(says: &str, words: &str) -> Vec<Found> {
    let (dataset, _) = Reader::new(dataset(says).into()).finish();
    let engine = Engine::build(&dataset);
    let marker = engine.marker(&Query { words: words.to_owned(), ..Query::default() });
    let id = dataset.record_ids().next().unwrap();
    marker.beyond(&dataset, dataset.record(id), &["Talks on water", "Short."])
}

const LONG: &str = "They went through the whole long list of what had been promised in the year before, and found that the \
                    reservoir above the town was still not repaired, which nobody could explain to those who live below it.";

#[test]
fn what_the_card_does_not_show_is_told_by_name_or_by_an_excerpt() {
    let norov = EntityId { kind: EntityKind::Person, at: 0 };
    assert_eq!(found(LONG, "water"), []);
    assert_eq!(found(LONG, "water 诺罗夫"), [Found::Name(norov, "诺罗夫".into())]);
    assert_eq!(found(LONG, "norov"), [Found::Name(norov, "Norov".into())]);
    let Some(Found::Text(Excerpt { text, cut })) = found(LONG, "short reservoir").pop() else { panic!("no excerpt") };
    assert_eq!(cut, (true, true));
    assert_eq!(
        text,
        "of what had been promised in the year before, and found that the reservoir above the town was still not \
         repaired, which nobody could explain to"
    );
    // one place for several words
    assert_eq!(
        found("Of the river.", "river river"),
        [Found::Text(Excerpt { text: "Of the river.".into(), cut: (false, false) })]
    );
}

#[test]
fn an_excerpt_is_cut_between_characters() {
    for at in 0..60 {
        let says: String = (0..60).map(|here| if here == at { '乙' } else { '甲' }).collect();
        let [Found::Text(Excerpt { text, cut })] = &found(&says, "乙")[..] else { panic!("no excerpt") };
        assert!(says.contains(text.as_str()) && text.contains('乙') && text.chars().count() <= 49, "{text}");
        assert_eq!(*cut, (!says.starts_with(text.as_str()), !says.ends_with(text.as_str())));
    }
}
