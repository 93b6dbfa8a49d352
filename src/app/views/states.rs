//! Loading, failure, nothing found.

use whomet::query::{Act, Chip, update};

use super::chips::chip_name;
use super::parts::{button, heading, link, quiet};
use crate::app::boot;
use crate::app::el::{El, el, of};
use crate::app::state::{Failure, Page, Progress};

/// The frame of the page with grey bars, and what is being done.
pub fn loading(page: Page) -> El {
    let words = page.words();
    let what = move || match page.progress.get() {
        Progress::Fetched(0, _) => words.loading.to_owned(),
        Progress::Fetched(got, all) => (words.loading_bytes)(&size(got), all.map(size).as_deref()),
        Progress::Read(done, all) => (words.reading)(done, all),
        Progress::Indexed(done, all) => (words.indexing)(done, all),
    };
    let bar = el("PROGRESS").attr("aria-label", words.loading).attr("max", "100");
    let bar = bar.attr_live("value", move || share(page.progress.get()).map(|share| share.to_string()));
    let ghosts: Vec<El> = (0..5).map(|_| of("DIV", "ghost card")).collect();
    let masthead = of("HEADER", "masthead").with((of("DIV", "ghost title"), of("DIV", "ghost")));
    let main = el("MAIN").attr("aria-busy", "true").with(of("H1", "heard").with("Whomet"));
    of("DIV", "page skeleton").with((masthead, main.with((el("P").attr("role", "status").live(what), bar, ghosts))))
}

/// How much of the way is done, in hundredths: half of it is fetching, a quarter reading, a quarter
/// indexing. `None` if that cannot be known.
fn share(progress: Progress) -> Option<usize> {
    match progress {
        Progress::Fetched(got, all) => all.map(|all| got * 50 / all.max(1)),
        Progress::Read(done, all) => Some(50 + done * 25 / all.max(1)),
        Progress::Indexed(done, all) => Some(75 + done * 25 / all.max(1)),
    }
}

/// What went wrong, and a way on.
pub fn failed(page: Page, failure: &Failure) -> El {
    let words = page.words();
    let (what, way) = (words.failure)(failure);
    page.set_title(&what);
    let alert = el("DIV").attr("role", "alert").with((heading(what), el("P").with(way)));
    let again = button("strong", words.try_again, move || boot::start(page));
    of("DIV", "page").with(of("MAIN", "failure").with((alert, el("P").with(again))))
}

/// Nothing matches: which filter to drop, and what that would bring.
pub fn nothing_found(page: Page) -> El {
    let words = page.words();
    let loaded = page.loaded();
    let query = page.filter.peek().clone();
    let way = |chip: Chip| {
        let count = page.count(&update(&query, Act::ReaderRemoved(chip.clone())));
        let name = chip_name(page, loaded, &chip);
        let href = page.href(Act::ReaderRemoved(chip));
        (count > 0).then(|| el("LI").with((link(href, (words.without)(&name)), " ", quiet((words.in_records)(count)))))
    };
    let instead = |label: &dyn Fn(&str) -> String, act: Act| {
        let next = update(&query, act.clone());
        let count = page.count(&next);
        let line = link(page.href(act), label(&next.words));
        (count > 0).then(|| el("LI").with((line, " ", quiet((words.in_records)(count)))))
    };
    let meant = loaded.engine.did_you_mean(&query);
    let meant = meant.and_then(|typed| instead(&words.did_you_mean, Act::ReaderTyped(typed)));
    let alike = query.exact.then(|| instead(&|_| words.also_alike.to_owned(), Act::ReaderChoseExact(false))).flatten();
    let ways = query.chips().into_iter().filter_map(way);
    let ways: Vec<El> = meant.into_iter().chain(alike).chain(ways).collect();
    let ways = (!ways.is_empty()).then(|| (el("P").with(words.drop_a_filter), el("UL").with(ways)));
    of("DIV", "nothing").with((
        el("H2").with(words.nothing_found),
        ways,
        el("P").with(button("strong", words.clear_all, move || page.act(Act::ReaderCleared))),
    ))
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}
