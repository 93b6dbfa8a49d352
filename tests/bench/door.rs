//! The door to the engine for the benchmark: a dataset goes in as bytes, answers come out as numbers.

use std::ops::Range;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use whomet::engine::{Answer, Engine, ValueCount, Want, WantValues};
use whomet::model::RecordId;
use whomet::query::{Facet, PerFacet, Query};
use whomet::source;

/// How many ids an answer names, and how many organisations; of the other facets, all values.
const IDS: usize = 50;
const ORGANISATIONS: usize = 20;

/// The engine with a dataset in it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Door {
    engine: Engine,
}

#[wasm_bindgen]
impl Door {
    /// Reads and indexes a dataset as it is published. The records themselves are let go: what is
    /// compared is the index, and no other contender keeps them in this memory either.
    pub fn open_plain(bytes: Vec<u8>) -> Result<Door, JsError> {
        let (dataset, problems) = source::Reader::new(bytes).finish();
        if dataset.is_empty() {
            let why = problems.first().map_or("it has no records", |problem| problem.code());
            return Err(JsError::new(why));
        }
        Ok(Self { engine: Engine::build(&dataset) })
    }

    /// Takes an index as it was packed, each column copied once into its place. The places of words are
    /// a file of their own, which only phrases need.
    pub fn open_packed(bytes: &Uint8Array) -> Result<Door, JsError> {
        let part = |range: Range<usize>| bytes.subarray(range.start as u32, range.end as u32).to_vec();
        let engine =
            Engine::open(bytes.length() as usize, part).map_err(|error| JsError::new(&format!("{error:?}")))?;
        Ok(Self { engine })
    }

    /// The records of an organisation, and if they are given of a topic (else empty) and of the years
    /// (else 0), newest first.
    pub fn filter(&self, organisation: &str, topic: &str, year_from: u32, year_to: u32) -> Vec<u32> {
        let mut link = format!("organisation={organisation}");
        for (key, value) in
            [("topic", topic.to_owned()), ("from", day(year_from, "01-01")), ("to", day(year_to, "12-31"))]
        {
            if !value.is_empty() {
                link += &format!("&{key}={value}");
            }
        }
        self.answer(&Query::from_link(&link).0)
    }

    /// The records that match some words, the best match first; `exact` if only as they are typed.
    pub fn search(&self, text: &str, exact: bool) -> Vec<u32> {
        let (query, _) = Query::from_link("sort=relevance");
        self.answer(&Query { words: text.to_owned(), exact, ..query })
    }
}

impl Door {
    fn answer(&self, query: &Query) -> Vec<u32> {
        self.numbers(&self.engine.answer(query, &want()))
    }

    /// The count, then four lists, each with its length before it: places of records in the dataset;
    /// organisations, years and topics, each value with its count. Organisations and topics are
    /// positions in the dataset.
    fn numbers(&self, answer: &Answer) -> Vec<u32> {
        let mut out = vec![count(answer.count), count(answer.page.len())];
        out.extend(answer.page.iter().map(|id| match id {
            RecordId::Meeting(id) => id.0,
            RecordId::Fact(id) => id.0,
        }));
        let first_year = self.engine.values().first_year();
        for facet in [Facet::Organisation, Facet::Year, Facet::Topic] {
            let shift = if facet == Facet::Year { first_year } else { 0 };
            let values = &answer.facets[facet].values;
            let most = if facet == Facet::Organisation { ORGANISATIONS } else { values.len() };
            let values = &values[..values.len().min(most)];
            out.push(count(values.len()));
            out.extend(
                values.iter().flat_map(|ValueCount { value, count }| [value.saturating_add_signed(shift), *count]),
            );
        }
        out
    }
}

/// What every answer of the benchmark holds. The counts of the peers are those within the matching
/// records, while a facet of the page ignores its own selection: the engine can do both.
fn want() -> Want {
    let top = |facet| match facet {
        Facet::Organisation => ORGANISATIONS,
        Facet::Year | Facet::Topic => usize::MAX,
        _ => 0,
    };
    Want {
        start: 0,
        len: IDS,
        values: PerFacet::from_fn(|facet| WantValues { of_hits: true, ..WantValues::top(top(facet)) }),
        timeline: false,
    }
}

fn day(year: u32, day: &str) -> String {
    if year == 0 { String::new() } else { format!("{year}-{day}") }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
