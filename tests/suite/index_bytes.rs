//! The index as bytes: what is written opens to the same engine, and what is damaged harms nobody.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use whomet::engine::{Engine, OpenError, Want};
use whomet::query::Query;

use crate::generate::{bare_meeting, dataset, nothing, query, want};

fn opened([index, places]: &[Vec<u8>; 2]) -> Result<Engine, OpenError> {
    let part = |bytes: &[u8], range: Range<usize>| bytes[range].to_vec();
    let mut engine = Engine::open(index.len(), |range| part(index, range))?;
    engine.add_places(places.len(), |range| part(places, range))?;
    Ok(engine)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_opens_to_the_same(dataset in dataset()) {
        let engine = Engine::build(&dataset);
        prop_assert_eq!(opened(&engine.clone().into_bytes()), Ok(engine));
    }

    #[test]
    fn an_index_in_blocks_answers_as_the_whole(
        dataset in dataset(),
        block in 1usize..400,
        asked in vec((query(), want()), 3),
    ) {
        let whole = Engine::build(&dataset);
        let mut copy = whole.clone();
        let mut blocks: Vec<Vec<u8>> = Vec::new();
        let mut keep = |block: &[u8]| {
            blocks.push(block.to_vec());
            Ok::<_, std::convert::Infallible>(())
        };
        let Ok(head) = copy.write_blocks(block, &mut keep);
        let mut engine = Engine::lacking_all(&head, block, blocks.len()).unwrap();
        let mut fetched = std::collections::BTreeSet::new();
        for (query, want) in asked {
            let complete = |engine: &mut Engine, fetched: &mut std::collections::BTreeSet<u32>| {
                let lacking = engine.lacking();
                for block_at in &lacking {
                    prop_assert!(fetched.insert(*block_at), "asked for twice");
                    engine.take_block(*block_at, &blocks[*block_at as usize]);
                }
                Ok(lacking.is_empty())
            };
            loop {
                let answer = engine.answer(&query, &want);
                if complete(&mut engine, &mut fetched)? {
                    prop_assert_eq!(answer, whole.answer(&query, &want), "{:?}", query);
                    break;
                }
            }
            loop {
                let found = (engine.suggest(&query, 5), engine.did_you_mean(&query), engine.marker(&query));
                if complete(&mut engine, &mut fetched)? {
                    prop_assert_eq!(found, (whole.suggest(&query, 5), whole.did_you_mean(&query), whole.marker(&query)));
                    break;
                }
            }
        }
        // what was never read need not have come; all of it makes the whole
        for (at, block) in blocks.iter().enumerate() {
            engine.take_block(at as u32, block);
        }
        prop_assert_eq!(engine, copy);
    }

    #[test]
    fn damage_is_noticed_or_harmless(
        dataset in dataset(),
        harm in vec((any::<u16>(), any::<u8>()), 1..4),
        asked in vec((query(), want()), 3),
    ) {
        let mut bytes = Engine::build(&dataset).into_bytes();
        for (place, value) in harm {
            let at = usize::from(place) % bytes[0].len();
            bytes[0][at] = value;
        }
        if let Ok(engine) = opened(&bytes) {
            for (query, want) in asked {
                let answer = engine.answer(&query, &want);
                prop_assert!(answer.page.len() <= answer.count);
                let _ = (engine.suggest(&query, 5), engine.did_you_mean(&query));
            }
        }
    }
}

#[test]
fn an_index_that_is_cut_says_where() {
    let mut dataset = nothing();
    dataset.meetings.push(bare_meeting(0, Some("2020"), "joint action"));
    let whole = Engine::build(&dataset).into_bytes();
    for len in 0..whole[0].len() {
        let error = opened(&[whole[0][..len].to_vec(), whole[1].clone()]).unwrap_err();
        assert!(matches!(error, OpenError::NotAnIndex | OpenError::CutOff(_)), "{len}: {error:?}");
    }
    let with = |at: usize, byte: u8| {
        let mut bytes = whole.clone();
        bytes[0][at] = byte;
        opened(&bytes)
    };
    assert_eq!(with(7, 9), Err(OpenError::OtherVersion(9)));
    assert_eq!(with(0, b'W'), Err(OpenError::NotAnIndex));
    assert_eq!(with(24, 3), Err(OpenError::OtherColumns));
    assert_eq!(opened(&[[&whole[0][..], b"xx"].concat(), whole[1].clone()]), Err(OpenError::TooLong(2)));
    assert_eq!(opened(&[whole[1].clone(), whole[1].clone()]), Err(OpenError::NotAnIndex));
}

#[test]
fn a_first_year_beyond_all_calendars_is_harmless() {
    let mut dataset = nothing();
    dataset.meetings.push(bare_meeting(0, Some("2020"), "joint action"));
    let mut bytes = Engine::build(&dataset).into_bytes();
    for year in [i32::MIN, i32::MIN + 1, i32::MAX - 1, i32::MAX] {
        bytes[0][12..16].copy_from_slice(&year.to_le_bytes());
        let engine = opened(&bytes).unwrap();
        let (query, _) = Query::from_link("year=2020&from=2019");
        assert!(engine.answer(&query, &Want::default()).count <= 1, "{year}");
    }
}

#[test]
fn phrases_need_the_places() {
    let mut dataset = nothing();
    dataset.meetings.push(bare_meeting(0, Some("2020"), "joint action"));
    let [index, _] = Engine::build(&dataset).into_bytes();
    let engine = Engine::open(index.len(), |range| index[range].to_vec()).unwrap();
    for (words, lacks) in [("joint action", false), ("\"joint action\"", true), ("covid-19", true), ("环境", true)] {
        let query = Query { words: words.to_owned(), ..Query::default() };
        assert_eq!(engine.lacks_places(&query), lacks, "{words}");
    }
}
