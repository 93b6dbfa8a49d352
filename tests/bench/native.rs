//! The engine alone, without a browser: `native ignore FILE` reads a file as JSON and keeps nothing of it, the
//! least that whoever reads it needs; `native pack FOLDER` indexes the dataset of a folder and writes
//! the index beside it; `native FOLDER [REPS]` indexes the dataset of a folder and asks
//! it the queries of the benchmark. Each task is a function of its own, so that a profiler that counts
//! instructions can name it.

use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

use serde_json::Value;
use whomet::engine::{Engine, Want};
use whomet::query::Query;
use whomet::source;

/// Asks some queries, and says how long each took.
type Task = fn(&Engine, &[Query]) -> Vec<Duration>;

fn main() {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().expect("usage: native FOLDER [REPS]");
    if folder == "pack" {
        return pack(&arguments.next().expect("usage: native pack FOLDER"));
    }
    if folder == "ignore" {
        return ignore(&arguments.next().expect("usage: native ignore FILE"));
    }
    let reps: usize = arguments.next().map_or(1, |reps| reps.parse().expect("REPS is a number"));
    let read = |file: &str| fs::read(format!("{folder}/{file}")).expect("./x bench generates the data");
    let queries: Value = serde_json::from_slice(&read("queries.json")).expect("it is JSON");
    let start = Instant::now();
    let engine = build(&read("dataset.json"));
    println!("T1 {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let tasks: [(&str, Task); 4] = [("T2", task_t2), ("T3", task_t3), ("T4", task_t4), ("T5", task_t5)];
    for (name, task) in tasks {
        let asked = queries_of(&queries, name);
        let mut times: Vec<Duration> = (0..reps).flat_map(|_| task(&engine, &asked)).collect();
        times.sort();
        let median = times[times.len() / 2].as_secs_f64() * 1e3;
        println!("{name} {median:.3} ms, the median of {} answers", times.len());
    }
}

fn ignore(file: &str) {
    let bytes = fs::read(file).expect("./x bench generates the data");
    let _: serde::de::IgnoredAny = serde_json::from_slice(&bytes).expect("it is JSON");
}

fn pack(folder: &str) {
    let bytes = fs::read(format!("{folder}/dataset.json")).expect("./x bench generates the data");
    let [index, places] = build(&bytes).into_bytes();
    fs::write(format!("{folder}/index.bin"), index).expect("the folder is ours");
    fs::write(format!("{folder}/places.bin"), places).expect("the folder is ours");
}

/// Reads and indexes.
#[inline(never)]
fn build(bytes: &[u8]) -> Engine {
    let (dataset, _) = source::read(bytes);
    Engine::build(&dataset)
}

macro_rules! task {
    ($($name:ident)*) => {$(
        #[inline(never)]
        fn $name(engine: &Engine, queries: &[Query]) -> Vec<Duration> {
            // a body of its own, lest the linker makes one function of them
            black_box(stringify!($name));
            queries.iter().map(|query| ask(engine, query)).collect()
        }
    )*};
}

task! { task_t2 task_t3 task_t4 task_t5 }

/// How long one answer takes: what the page asks for first.
fn ask(engine: &Engine, query: &Query) -> Duration {
    let start = Instant::now();
    black_box(engine.answer(black_box(query), &Want::default()));
    start.elapsed()
}

/// The queries of a task.
fn queries_of(queries: &Value, task: &str) -> Vec<Query> {
    let all = queries[task].as_array().map_or(&[][..], Vec::as_slice);
    let words = |text: &Value| Query { words: text.as_str().unwrap_or_default().to_owned(), ..link("sort=relevance") };
    match task {
        "T4" => all.iter().map(|query| words(&query["text"])).collect(),
        "T5" => all.iter().flat_map(|query| query["keys"].as_array()).flatten().map(words).collect(),
        _ => all.iter().map(filter).collect(),
    }
}

fn filter(query: &Value) -> Query {
    let keys = [
        ("organisation", "organisation", ""),
        ("topic", "topic", ""),
        ("yearFrom", "from", "-01-01"),
        ("yearTo", "to", "-12-31"),
    ];
    let pairs = keys.iter().filter_map(|(field, key, rest)| match &query[*field] {
        Value::Null => None,
        value => Some(format!("{key}={}{rest}", value.to_string().trim_matches('"'))),
    });
    link(&pairs.collect::<Vec<_>>().join("&"))
}

fn link(link: &str) -> Query {
    Query::from_link(link).0
}
