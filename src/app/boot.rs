//! From an address to records: fetch, read and index, in slices that leave the page responsive. Their words
//! are read when the first view is drawn: see `stages`.

use whomet::engine::Builder;
use whomet::pack::Manifest;
use whomet::source::{Problem, Reader, Rule, Severity};

use super::pieces;
use super::ports::net::{self, Kept, NetError, Part};
use super::ports::{digest, rest, time};
use super::stages::{SLICE, STEP};
use super::state::{Boot, Failure, Flaw, Loaded, Page, Progress};

/// Where the dataset lies, seen from the page.
pub const DATASET: &str = "data/dataset.json";
/// How long the fetch of it may stand still, in milliseconds.
const PATIENCE: i32 = 30_000;
/// What is said of the manifest of a pack that cannot be read.
const DAMAGED: &str = "whomet-pack/1, but damaged, or of another version";
/// Of a pack that is sound.
const OTHER: &str = "whomet-pack/1, but packed by another version of the command: pack the dataset again.";

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
                leptos::task::spawn_local(page.read_words());
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
    // of a pack these are the manifest's, which names everything else by its hash
    digest::forget();
    let mut fetched = |part: Part<'_>, got, all| {
        digest::keep(part);
        page.progress.set(Progress::Fetched(got, all));
    };
    let bytes = net::fetch(DATASET, Kept::Checked, PATIENCE, &mut fetched).await.map_err(failure_of_fetch)?;
    if Manifest::is_one(&bytes) {
        // what opens packs is there
        rest::rest().await;
        return open_pack(bytes).await;
    }
    time::breathe().await;

    let mut reader = Reader::new(bytes);
    time::breathe().await;
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
    Ok(Loaded::whole(dataset, engine, problems.into_iter().map(flaw).collect()))
}

/// Opens a pack: its front piece has all that a first view shows.
async fn open_pack(manifest: Vec<u8>) -> Result<Loaded, Failure> {
    let damaged = || Failure::OtherFormat(DAMAGED.to_owned());
    let manifest = Manifest::read(&manifest).map_err(|_| damaged())?;
    Page.queue.front.set(manifest.front);
    let broken = || Failure::Broken(manifest.front.path());
    let front = pieces::fetch(&manifest.front).await.map_err(|error| match failure_of_fetch(error) {
        Failure::Missing | Failure::CutOff => broken(),
        other => other,
    })?;
    // its bytes are those that were written
    Loaded::open(&front).ok_or_else(|| Failure::OtherFormat(OTHER.to_owned()))
}

/// How to mend what a rule names.
pub fn mend(code: &str) -> &'static str {
    Rule::from_code(code).map_or("", Rule::mend)
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
        // there is time enough to fetch what the first view does without
        rest::ahead();
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

fn flaw(problem: Problem) -> Flaw {
    Flaw {
        code: problem.code().to_owned(),
        left_out: problem.severity() == Severity::Error,
        pointer: problem.pointer,
        record: problem.record.unwrap_or_default().into(),
        line: problem.line,
        column: problem.column,
        found: problem.found,
        detail: problem.detail,
    }
}
