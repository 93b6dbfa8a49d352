//! What is remembered of selections: what came, changed and went is told apart, and no text is taken for
//! something that it is not.

use proptest::prelude::*;
use whomet::export::Stacks;
use whomet::keep::{
    Changes, Kept, Look, MOST, MOST_RECORDS, MOST_TITLES, NAME, Trace, Unreadable, changes, from_text, name, to_text,
    trace,
};
use whomet::model::{Dataset, Record};
use whomet::source::read;

fn dataset(change: impl Fn(&mut serde_json::Value)) -> Dataset {
    let bytes = include_str!("../data/full.json");
    let mut json: serde_json::Value = serde_json::from_str(bytes).unwrap();
    change(&mut json);
    read(json.to_string().as_bytes()).0
}

fn look(dataset: &Dataset) -> Look {
    let stacks: &dyn Stacks = dataset;
    let meetings = dataset.meetings.iter().map(Record::Meeting);
    let records = meetings.chain(dataset.facts.iter().map(Record::Fact));
    let traces: Vec<Trace> = records.map(|record| trace(stacks, record, record.id())).collect();
    Look { day: "2026-11-24".into(), digest: "ab".into(), count: traces.len(), records: Some(traces) }
}

fn ids(traces: &[Trace]) -> Vec<&str> {
    traces.iter().map(|it| &*it.id).collect()
}

#[test]
fn what_came_changed_and_went_is_told_apart() {
    let before = dataset(|_| ());
    let first = before.meetings[0].id.to_string();
    let last = before.meetings.last().unwrap().id.to_string();
    assert_ne!(first, last);
    let now = dataset(|json| {
        let meetings = json["meetings"].as_array_mut().unwrap();
        meetings.pop();
        meetings[0]["title"] = "Another title".into();
        let mut new = meetings[0].clone();
        new["id"] = "brand-new".into();
        // in front, so that all others are at another position
        meetings.insert(0, new);
    });
    let Changes { added, changed, removed } = changes(&look(&before), &look(&now)).unwrap();
    assert_eq!((ids(&added), ids(&changed), ids(&removed)), (vec!["brand-new"], vec![&*first], vec![&*last]));
}

#[test]
fn positions_are_no_change() {
    let now = dataset(|json| {
        // tables in another order, with entries that no record uses, and records in another order
        for table in ["sources", "organisations", "people", "topics", "places"] {
            if let Some(table) = json[table].as_object_mut() {
                let old = std::mem::take(table);
                table.insert(
                    "a-first-one".into(),
                    serde_json::json!({ "name": "First", "url": "https://example.org/first", "title": "First" }),
                );
                table.extend(old.into_iter().rev());
            }
        }
        json["meetings"].as_array_mut().unwrap().reverse();
        json["facts"].as_array_mut().unwrap().reverse();
    });
    assert_eq!(changes(&look(&dataset(|_| ())), &look(&now)), Some(Changes::default()));
}

/// What a record says without saying it.
fn is_default(value: &serde_json::Value) -> bool {
    *value == false || *value == "held"
}

/// Whatever a publisher changes in a record is a change.
#[test]
fn every_field_of_a_record_counts() {
    let whole: serde_json::Value = serde_json::from_str(include_str!("../data/full.json")).unwrap();
    let before = look(&dataset(|_| ()));
    let mut tried = 0;
    for list in ["meetings", "facts"] {
        for (at, record) in whole[list].as_array().unwrap().iter().enumerate() {
            let kept = before.records.as_ref().unwrap().iter().any(|it| it.id == record["id"].as_str().unwrap());
            for field in record
                .as_object()
                .unwrap()
                .keys()
                .filter(|field| *field != "id" && kept && !is_default(&record[*field]))
            {
                let now = look(&dataset(|json| drop(json[list][at].as_object_mut().unwrap().remove(field))));
                let changes = changes(&before, &now).unwrap();
                assert!(!changes.is_empty(), "{list}/{at}/{field}");
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn of_a_large_selection_only_the_number_is_known() {
    let large = Look { records: None, count: 5_000, ..Look::default() };
    assert_eq!(changes(&large, &look(&dataset(|_| ()))), None);
    assert_eq!(changes(&look(&dataset(|_| ())), &large), None);
}

#[test]
fn names_are_short_and_on_one_line() {
    assert_eq!(name("  SCO\t2020\n and\u{7}  more "), Some("SCO 2020 and more".to_owned()));
    assert_eq!(name(" \n\u{1} "), None);
    assert_eq!(name(&"ш".repeat(500)).unwrap().chars().count(), NAME);
}

fn kept(records: usize) -> Kept {
    let trace = |at| Trace { is_fact: at % 2 == 1, id: format!("m{at}"), hash: at as u32, title: "T\ta\\n\n".into() };
    let records = Some((0..records).map(trace).collect());
    Kept {
        name: "A\\t\tB".into(),
        link: "?year=2020".into(),
        look: Look { day: "2026-11-24".into(), digest: "ab".into(), count: 3, records },
    }
}

#[test]
fn what_is_no_such_text_is_told_apart() {
    for (text, why) in [
        ("whomet-keep 3\nanything", Unreadable::Other),
        ("whomet-keep 10\nend", Unreadable::Other),
        ("", Unreadable::Damaged),
        ("{}", Unreadable::Damaged),
        ("whomet-keep x\nend", Unreadable::Damaged),
        ("whomet-keep 1\nselection\ta\nend", Unreadable::Damaged),
        ("whomet-keep 1\nend\nmore", Unreadable::Damaged),
        ("whomet-keep 1\nselection\ta\t?\t2026\tab\t1\t99999999\nend", Unreadable::Damaged),
    ] {
        assert_eq!(from_text(text), Err(why), "{text}");
    }
    let too_many = vec![kept(0); MOST + 1];
    assert_eq!(from_text(&to_text(&too_many)), Err(Unreadable::Damaged));
}

#[test]
fn a_text_that_breaks_off_is_damaged() {
    let text = to_text(&[kept(3), Kept { look: Look { records: None, ..kept(0).look }, ..kept(0) }]);
    assert_eq!(from_text(&text).unwrap().len(), 2);
    for (end, _) in text.char_indices() {
        assert!(from_text(&text[..end]).is_err(), "{end}");
    }
}

#[test]
fn what_a_page_of_before_kept_is_read() {
    let now = to_text(&[kept(3)]);
    let before =
        now.replace("whomet-keep 2", "whomet-keep 1").replace("\nm\t", "\nmeeting\t").replace("\nf\t", "\nfact\t");
    assert_ne!(now, before);
    assert_eq!(from_text(&before), Ok(vec![kept(3)]));
}

#[test]
fn of_many_records_no_titles_are_kept() {
    let [few, many] = [MOST_TITLES, MOST_TITLES + 1].map(kept);
    let read = from_text(&to_text(&[few.clone(), many.clone()])).unwrap();
    assert_eq!(read[0], few);
    let traces = read[1].look.records.as_ref().unwrap();
    assert!(traces.iter().all(|it| it.title.is_empty()) && traces.len() == MOST_TITLES + 1);
    // and what is different is found without
    let mut now = many.look.clone();
    let records = now.records.as_mut().unwrap();
    records[7].hash += 1;
    records.remove(9);
    let changes = changes(&read[1].look, &now).unwrap();
    let ids = |traces: &[Trace]| traces.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
    assert_eq!(
        [&changes.added, &changes.changed, &changes.removed].map(|it| ids(it)),
        [vec![], vec!["m7".into()], vec!["m9".to_owned()]]
    );
}

#[test]
fn as_much_as_may_be_kept_fits_into_what_browsers_give() {
    for records in [MOST_TITLES, MOST_RECORDS] {
        // 5 MB, in units of two bytes
        assert!(to_text(&vec![kept(records); MOST]).encode_utf16().count() < 2_500_000, "{records}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        all in prop::collection::vec((".*", ".*", any::<usize>(), prop::option::of(prop::collection::vec((any::<bool>(), ".*", any::<u32>(), ".*"), 0..5))), 0..5)
    ) {
        let trace = |(is_fact, id, hash, title)| Trace { is_fact, id, hash, title };
        let kept = |(name, link, count, records): (String, String, usize, Option<Vec<_>>)| Kept {
            name, link,
            look: Look { day: "2026-11-24".into(), digest: "ab".into(), count, records: records.map(|it| it.into_iter().map(trace).collect()) },
        };
        let all: Vec<Kept> = all.into_iter().map(kept).collect();
        prop_assert_eq!(from_text(&to_text(&all)), Ok(all));
    }

    #[test]
    fn no_text_is_too_strange(text in ".*") {
        let _ = from_text(&text);
        let _ = from_text(&format!("whomet-keep 1\n{text}"));
    }
}
