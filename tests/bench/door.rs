//! The door to the engine for the benchmark: a dataset goes in as bytes, answers come out as numbers.

use std::ops::Range;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use whomet::engine::{Answer, Engine, Plan, ValueCount, Want, WantValues};
use whomet::model::{Point, RecordId, Span};
use whomet::query::{Facet, Moment, PerFacet, Query, Sort};
use whomet::source;

/// How many ids an answer names, and how many organisations; of the other facets, all values.
const IDS: usize = 50;
const ORGANISATIONS: usize = 20;

/// The engine with a dataset in it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Door {
    engine: Engine,
    /// The last answer, which JavaScript reads where it lies.
    numbers: Vec<u32>,
    want: Want,
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
        Ok(Self::to(Engine::build(&dataset)))
    }

    /// Takes an index as it was packed, each column copied once into its place. The places of words are
    /// a file of their own, which only phrases need.
    pub fn open_packed(bytes: &Uint8Array) -> Result<Door, JsError> {
        let part = |range: Range<usize>| bytes.subarray(range.start as u32, range.end as u32).to_vec();
        let engine =
            Engine::open(bytes.length() as usize, part).map_err(|error| JsError::new(&format!("{error:?}")))?;
        Ok(Self::to(engine))
    }

    /// Where the answer to the last question begins, in numbers of four bytes.
    pub fn answered(&self) -> u32 {
        self.numbers.as_ptr().addr() as u32 / 4
    }

    /// Asks for the records of an organisation, and if they are given of a topic (else less than 0) and of the
    /// years (else 0), newest first. Organisations and topics are positions in the dataset, as they are for
    /// the limit.
    pub fn filter(&mut self, organisation: u32, topic: i32, year_from: u32, year_to: u32) {
        let query = Query {
            from: (year_from > 0).then(|| Moment::new(year(year_from))).flatten(),
            to: (year_to > 0).then(|| Moment::new(year(year_to))).flatten(),
            ..Query::default()
        };
        let mut plan = Plan::new(&query, self.engine.values());
        plan.chosen[Facet::Organisation].include.push(organisation);
        if let Ok(topic) = u32::try_from(topic) {
            plan.chosen[Facet::Topic].include.push(topic);
        }
        self.answer(plan);
    }

    /// Asks for the records that match some words, the best match first; `exact` if only as they are typed.
    pub fn search(&mut self, text: String, exact: bool) {
        let query = Query { words: text, sort: Sort::Relevance, ..Query::default() };
        let mut plan = Plan::new(&query, self.engine.values());
        // but the last one is a beginning, as it is for the peers
        plan.clauses.iter_mut().for_each(|clause| clause.loose &= !exact);
        self.answer(plan);
    }
}

impl Door {
    fn to(engine: Engine) -> Self {
        Self { engine, numbers: Vec::new(), want: want() }
    }

    fn answer(&mut self, plan: Plan) {
        let answer = self.engine.answer_plan(plan, &self.want);
        self.write(&answer);
    }

    /// The count, then four lists, each with its length before it: places of records in the dataset;
    /// organisations, each with its count; the count of each year from the first year on, which stands before
    /// them; the count of each topic. Organisations and topics are positions in the dataset.
    fn write(&mut self, answer: &Answer) {
        let (out, values) = (&mut self.numbers, self.engine.values());
        out.clear();
        out.extend([count(answer.count), count(answer.page.len())]);
        for id in &answer.page {
            out.push(match id {
                RecordId::Meeting(id) => id.0,
                RecordId::Fact(id) => id.0,
            });
        }
        let organisations = &answer.facets[Facet::Organisation].values;
        let organisations = &organisations[..organisations.len().min(ORGANISATIONS)];
        out.push(count(organisations.len()));
        for ValueCount { value, count } in organisations {
            out.extend([*value, *count]);
        }
        out.push(values.first_year().unsigned_abs());
        for facet in [Facet::Year, Facet::Topic] {
            out.push(count(values.len(facet)));
            let start = out.len();
            out.resize(start + values.len(facet), 0);
            for ValueCount { value, count } in &answer.facets[facet].values {
                out[start + *value as usize] = *count;
            }
        }
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

fn year(year: u32) -> Point {
    Point { year: year as i32, span: Span::Year, approximate: false, uncertain: false }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
