//! From an address to records: fetch, read and index, in slices that leave the page responsive.

use whomet::engine::Builder;
use whomet::source::{Problem, Reader, Rule, Severity};

use super::ports::net::{self, NetError};
use super::ports::time;
use super::state::{Boot, Failure, Loaded, Page, Progress, Trouble};

/// Where the dataset lies, seen from the page.
const DATASET: &str = "data/dataset.json";
/// How long a slice of work may take, in milliseconds.
const SLICE: f64 = 12.0;
/// How many records are read or indexed between two looks at the clock.
const STEP: usize = 32;

/// Starts loading, again if it failed before.
pub fn start(page: Page) {
    let again = matches!(*page.boot.peek(), Boot::Failed(_));
    page.progress.set(Progress::Fetched(0, None));
    page.boot.set(Boot::Loading);
    leptos::task::spawn_local(async move {
        match load(page).await {
            Ok(loaded) => {
                page.take(loaded);
                time::breathe().await;
                page.boot.set(Boot::Ready);
                page.draw_in_stages().await;
            }
            Err(failure) => page.boot.set(Boot::Failed(failure)),
        }
        if again {
            page.catch_focus("h1");
        }
    });
}

async fn load(page: Page) -> Result<Loaded, Failure> {
    let fetched = |got, all| page.progress.set(Progress::Fetched(got, all));
    let bytes = net::fetch(DATASET, fetched).await.map_err(failure_of_fetch)?;
    time::breathe().await;

    let mut reader = Reader::new(bytes);
    in_slices(page, Progress::Read, || {
        let progress = reader.step(STEP);
        (progress.done, progress.total, progress.more)
    })
    .await;
    let (dataset, problems) = reader.finish();
    if let Some(fatal) = problems.iter().find(|problem| problem.severity() == Severity::Fatal) {
        return Err(failure_of_data(fatal));
    }
    time::breathe().await;

    let mut builder = Builder::new(&dataset);
    in_slices(page, Progress::Indexed, || {
        let (done, total) = builder.step(&dataset, STEP);
        (done, total, done < total)
    })
    .await;
    let engine = builder.finish(&dataset);
    time::breathe().await;
    Ok(Loaded { dataset, engine, troubles: problems.into_iter().map(trouble).collect() })
}

/// Repeats a step, which says how much of how much is done and whether there is more, letting the browser
/// breathe between slices.
async fn in_slices(page: Page, say: impl Fn(usize, usize) -> Progress, mut step: impl FnMut() -> (usize, usize, bool)) {
    loop {
        let until = time::now() + SLICE;
        let (mut done, mut total, mut more) = step();
        while more && time::now() < until {
            (done, total, more) = step();
        }
        if !more {
            return;
        }
        page.progress.set(say(done, total));
        time::breathe().await;
    }
}

fn failure_of_fetch(error: NetError) -> Failure {
    match error {
        NetError::Status(404 | 410) => Failure::Missing,
        NetError::Status(status) => Failure::Refused(status),
        NetError::Offline => Failure::Offline,
        NetError::Unreachable => Failure::Unreachable,
        NetError::Stalled => Failure::Stalled,
        NetError::CutOff => Failure::CutOff,
    }
}

fn failure_of_data(problem: &Problem) -> Failure {
    match problem.rule {
        Rule::WebPage => Failure::Html,
        Rule::EndsEarly => Failure::CutOff,
        Rule::NotJson => Failure::NotJson(problem.detail.clone()),
        _ => Failure::OtherFormat(problem.detail.clone()),
    }
}

fn trouble(problem: Problem) -> Trouble {
    Trouble {
        code: problem.code(),
        left_out: problem.severity() == Severity::Error,
        mend: problem.mend(),
        pointer: problem.pointer,
        line: problem.line,
        column: problem.column,
        found: problem.found,
        detail: problem.detail,
    }
}
