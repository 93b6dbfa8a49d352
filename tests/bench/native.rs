//! The engine alone, without a browser: `native ignore FILE` reads a file as JSON and keeps nothing of it, the
//! least that whoever reads it needs; `native pack FOLDER` indexes the dataset of a folder and writes
//! the index beside it; `native scale [N]` checks the counts of datasets that are too large for a test;
//! `native FOLDER [REPS]` indexes the dataset of a folder and asks it the queries of the benchmark, and what
//! nobody means. Each task is a function of its own, so that a profiler that counts instructions can name it.

#[path = "../suite/bare.rs"]
mod bare;
#[path = "../suite/scale.rs"]
mod scale;

use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs, process};

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
    if folder == "scale" {
        let n = arguments.next().map_or(1_000_000, |n| n.parse().expect("N is a number"));
        return check_scale(n);
    }
    let reps: usize = arguments.next().map_or(1, |reps| reps.parse().expect("REPS is a number"));
    let read = |file: &str| fs::read(format!("{folder}/{file}")).expect("./x bench generates the data");
    let queries: Value = serde_json::from_slice(&read("queries.json")).expect("it is JSON");
    let start = Instant::now();
    let engine = build(&read("dataset.json"));
    println!("T1 {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let tasks: [(&str, Task); 5] =
        [("T2", task_t2), ("T3", task_t3), ("T4", task_t4), ("T5", task_t5), ("hostile", task_hostile)];
    for (name, task) in tasks {
        let asked = queries_of(&queries, name);
        let mut times: Vec<Duration> = (0..reps).flat_map(|_| task(&engine, &asked)).collect();
        times.sort();
        let median = times[times.len() / 2].as_secs_f64() * 1e3;
        println!("{name} {median:.3} ms, the median of {} answers", times.len());
    }
}

/// A million records on one day, and half as many organisations.
fn check_scale(n: usize) {
    for (what, check) in
        [("records on one day", scale::one_day(n)), ("organisations", scale::many_organisations(n / 2))]
    {
        match check {
            Ok(()) => println!("{what}: all counts are right"),
            Err(wrong) => {
                eprintln!("{what}: {wrong}");
                process::exit(1);
            }
        }
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

/// Everything that is asked with words: an answer, suggestions, what may be meant, where to mark them.
#[inline(never)]
fn task_hostile(engine: &Engine, queries: &[Query]) -> Vec<Duration> {
    let everything = |query: &Query| {
        let start = Instant::now();
        black_box(engine.answer(black_box(query), &Want::default()));
        black_box(engine.suggest(query, 5));
        black_box(engine.did_you_mean(query));
        black_box(engine.marker(query).spans(&query.words));
        start.elapsed()
    };
    queries.iter().map(everything).collect()
}

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
        "hostile" => hostile().iter().map(|text| words(&Value::from(&**text))).collect(),
        "T5" => all.iter().flat_map(|query| query["keys"].as_array()).flatten().map(words).collect(),
        _ => all.iter().map(filter).collect(),
    }
}

/// Words that nobody means, as `tests/suite/hostile.rs` has more of them.
fn hostile() -> [String; 10] {
    let list = |word: fn(usize) -> String| (0..10_000).map(word).collect::<String>();
    [
        list(|n| format!("{n} ")),
        list(|n| format!("-{n} ")),
        list(|n| format!("meetings{} ", char::from(b'a' + (n % 26) as u8))),
        list(|n| ["trade ", "talks ", "council ", "energy ", "a "][n % 5].to_owned()),
        format!("\"{}", "talks of trade ".repeat(10_000)),
        "x".repeat(1 << 20),
        "环".repeat(1 << 18),
        "\"-".repeat(10_000),
        "\u{301}".repeat(10_000),
        "\u{fffd}\u{0}".repeat(10_000),
    ]
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
