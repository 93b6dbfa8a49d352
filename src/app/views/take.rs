//! Taking along: the dialog of files, print and embedding; that of the citation; the tools of a page of
//! its own; what a link says of the data that it was made from; the quiet header of an embedded page.
//!
//! What the first view calls is never inlined, so that it can come after it.

use whomet::export::{LeftOut, Reason};
use whomet::model::{Meeting, RecordId};

use super::chips::chip_name;
use super::keep;
use super::parts::{button, heading, link, quiet, text};
use super::states::size;
use crate::app::el::{El, el, of};
use crate::app::i18n::long_date;
use crate::app::state::Page;
use crate::app::take::{Dialog, Format, Job, MOST_PRINTED, Made, Missing, Take};

/// How many meetings that are not in a calendar are named; the file names more.
const NAMED: usize = 20;

/// The dialog that is open, by its number.
#[inline(never)]
pub fn dialog(page: Page, which: usize) -> El {
    let cite = which == Dialog::Cite as usize;
    let (title, body) = match which {
        _ if cite => (page.words().cite().to_owned(), citation(page)),
        _ if which == Dialog::Keep as usize => keep::content(page),
        _ => export(page),
    };
    let close = el("BUTTON").with(page.words().close());
    let said = if cite { said() } else { job(page) };
    let close = el("FORM").attr("method", "dialog").with((said, close));
    el("DIALOG")
        .attr("id", "take")
        .attr("class", "help take")
        .attr("aria-labelledby", "take-title")
        .on("close", move |_| Take.dialog_is_closed())
        .with((el("H2").attr("id", "take-title").with(title), body, close))
}

// ---- files ----

fn export(page: Page) -> (String, El) {
    let words = page.words().later();
    let count = page.answer.peek().as_ref().map_or(0, |answer| answer.count);
    let files = Format::ALL.into_iter().map(|format| {
        let make = move || Take.export(format, filters(page));
        let about = words.format_about(format as usize);
        el("LI").with((button("tool", words.format(format as usize), make), el("SPAN").with(about)))
    });
    let print = if count > MOST_PRINTED {
        let button = of("BUTTON", "tool").attr("type", "button").attr("aria-disabled", "true").with(words.print());
        el("LI").with((button, el("SPAN").with(words.too_many(MOST_PRINTED))))
    } else {
        let button = button("tool", words.print(), move || Take.print(filters(page)));
        el("LI").with((button, el("SPAN").with(words.print_about())))
    };
    let files = of("UL", "files").with((files.collect::<Vec<_>>(), print));
    let body = el("DIV").with((el("P").with(quiet(words.all_shown())), files, left(page), embed(page)));
    (words.take_along(count), body)
}

/// What the records are filtered by, in words.
fn filters(page: Page) -> Vec<String> {
    page.filter.peek().chips().iter().map(|chip| chip_name(page, page.loaded(), chip).text).collect()
}

/// How far the file has come: in the foot of the dialog, which is always in view.
fn job(page: Page) -> El {
    let words = page.words().later();
    let line = move || {
        let said = *Take.said.read();
        match &*Take.job.read() {
            // what was done last
            _ if !said.is_empty() => said.to_owned(),
            Job::Idle | Job::Making(..) => String::new(),
            Job::Made(Made { name, records, bytes, .. }) => words.made(name, *records, &size(page.words(), *bytes)),
            Job::NoEvent(_) => words.no_event().to_owned(),
            Job::Failed => words.not_made().to_owned(),
            Job::Broken(path) => page.words().piece_broken(path),
        }
    };
    let more = move || match &*Take.job.read() {
        Job::Idle | Job::Failed | Job::NoEvent(_) | Job::Broken(_) => None,
        Job::Making(done, all) => {
            let bar = el("PROGRESS").attr("aria-labelledby", "take-title").attr("max", all.max(&1).to_string());
            let bar = bar.attr("value", done.to_string());
            let label = quiet(words.making(*done, *all)).attr("translate", "no");
            Some(of("DIV", "making").with((bar, label, button("plain", words.stop(), || Take.stop()))))
        }
        Job::Made(made) => Some(link(made.address.clone(), words.save_again()).attr("download", made.name.clone())),
    };
    of("DIV", "job").with((el("P").attr("role", "status").live(line), el("DIV").live(more)))
}

/// What is missing in the calendar that was made.
fn left(page: Page) -> El {
    el("DIV").live(move || match &*Take.job.read() {
        Job::Made(Made { missing: Some(missing), .. }) | Job::NoEvent(missing) => Some(left_out(page, missing)),
        _ => None,
    })
}

/// Which meetings are not in a calendar, and why.
fn left_out(page: Page, missing: &Missing) -> El {
    let words = page.words().later();
    let item = |it: &LeftOut| {
        let why = match it.reason {
            Reason::Undated => words.undated(),
            Reason::NoDay => words.no_day(),
            Reason::Withdrawn => words.withdrawn(),
        };
        let date = it.date.as_ref().map(|date| format!(" {}", long_date(page.words(), date)));
        el("LI").with((el("SPAN").attr("dir", "auto").with(it.title.clone()), quiet((date, ", ", why))))
    };
    let items: Vec<El> = missing.meetings.iter().take(NAMED).map(item).collect();
    let count = missing.meetings.len();
    let more = (count > NAMED).then(|| el("LI").with("…"));
    let meetings =
        (count > 0).then(|| (el("P").with(words.meetings_left_out(count)), of("UL", "sources").with((items, more))));
    let facts = (missing.facts > 0).then(|| el("P").with(words.facts_left_out(missing.facts)));
    el("DIV").with((meetings, facts))
}

fn embed(page: Page) -> El {
    let words = page.words().later();
    el("SECTION").with((
        el("H3").with(words.embed()),
        field(page, "take-embed", words.embed(), "3", Take.frame_for_others()),
        el("P").with(quiet(words.embed_about())),
    ))
}

// ---- citation ----

fn citation(page: Page) -> El {
    let words = page.words().later();
    el("DIV").live(move || {
        if Take.digest.read().is_empty() {
            return el("P").attr("role", "status").with(words.digesting());
        }
        let selection = Take.selection();
        el("DIV").with((
            field(page, "take-citation", words.citation(), "5", selection.citation),
            field(page, "take-bibtex", words.bibtex(), "8", Take.bibtex()),
            el("P").with(quiet(words.digest())),
        ))
    })
}

/// A text to be copied.
fn field(page: Page, id: &'static str, name: &'static str, rows: &'static str, value: String) -> El {
    let label = el("LABEL").attr("for", id).with(name);
    let area = el("TEXTAREA").attr("id", id).attr("readonly", "").attr("rows", rows).attr("spellcheck", "false");
    let area = area.attr("dir", "auto").with(value.clone());
    let copy = move || Take.copy_from(id, value.clone());
    of("DIV", "text").with((label, area, button("tool", page.words().later().copy(name), copy)))
}

/// Whether it is copied.
fn said() -> El {
    of("P", "said").attr("role", "status").live(|| *Take.said.read())
}

// ---- pages of their own ----

/// What can be done with the page of a record or of an entity.
pub fn tools(page: Page) -> El {
    let words = page.words();
    let copy = move || page.copy(page.permalink(), words.link_copied());
    let cite = move || Take.open_dialog(Dialog::Cite);
    of("DIV", "tools").with((button("tool", words.copy_link(), copy), button("tool", words.cite(), cite)))
}

/// The same for a meeting: it can be put into a calendar, if an event can stand for it.
pub fn meeting_tools(page: Page, id: RecordId, meeting: &Meeting) -> El {
    let words = page.words().later();
    let fits = Reason::of(meeting).is_none();
    let save = fits.then(|| button("tool", words.add_to_calendar(), move || Take.save_meeting(id)));
    tools(page).with(save)
}

// ---- links ----

/// A word if the link was made from other data.
#[inline(never)]
pub fn changed(page: Page) -> El {
    Take.need_digest();
    let other = move || {
        let now = Take.digest.read();
        let query = page.query.read();
        let then = query.digest.as_deref().unwrap_or_default();
        let other = !now.is_empty() && !now.starts_with(then);
        other.then(|| of("P", "notice").attr("role", "alert").with(page.words().later().other_data()))
    };
    el("DIV").live(other)
}

/// The header of a page inside another one: what it is, and the way to the whole.
#[inline(never)]
pub fn quiet_header(page: Page) -> El {
    let whole = move || {
        page.query.track();
        Some(page.permalink())
    };
    let whole = el("A").attr_live("href", whole).attr("target", "_blank").attr("rel", "noopener");
    let whole = whole.with(page.words().later().whole_page());
    let title = el("DIV").live(move || {
        let title = text(page, &page.loaded().about().title);
        if page.open.read().is_none() { heading(title) } else { of("P", "home").with(title) }
    });
    of("HEADER", "masthead embedded").with((title, whole))
}
