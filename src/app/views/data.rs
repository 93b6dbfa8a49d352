//! About this data: who publishes it, what it covers, what was left out and why.

use whomet::model::{Coverage, EntityKind, Party};
use whomet::query::Facet;

use super::evidence::source_link;
use super::parts::{button, date, figure, heading, link, quiet, row, section, text};
use super::shell::back;
use crate::app::el::{El, el, of};
use crate::app::state::{Loaded, Page, Trouble};

/// How many problems are listed at first, and how many more at a time.
const PROBLEMS: usize = 100;

/// The page.
pub fn data_page(page: Page) -> El {
    let words = page.words();
    let loaded = page.loaded();
    let about = &loaded.dataset.about;
    page.set_title(words.about_data);
    let report = about.report.as_ref().map(|url| {
        let address = url.as_str().strip_prefix("mailto:").unwrap_or(url.as_str());
        (words.report_hint, " ", source_link(Some(url), address))
    });
    let download = link("data/dataset.json", words.download).attr("download", "dataset.json");
    let properties = of("DL", "properties").with((
        row(words.publisher, Some(party(page, about.publisher.as_ref()))),
        row(words.licence, Some(party(page, about.licence.as_ref()))),
        row(words.last_change, about.updated.as_ref().map(|day| date(page, Some(day)))),
        row(words.report, report),
        row("JSON", Some(download)),
    ));
    let record = of("DIV", "record").with((
        heading(words.about_data),
        about.description.as_ref().map(|lead| of("P", "summary").with(text(page, lead))),
        properties,
        coverage(page, &about.coverage),
        contents(page, loaded),
        problems(page, true),
        problems(page, false),
    ));
    el("DIV").with((back(page), record))
}

fn party(page: Page, party: Option<&Party>) -> El {
    match party {
        Some(party) => source_link(party.url.as_ref(), party.name.pick(page.lang()).1),
        None => quiet(page.words().not_stated),
    }
}

fn coverage(page: Page, all: &[Coverage]) -> Option<El> {
    let item = |part: &Coverage| {
        let from = part.from.as_ref().map(|day| date(page, Some(day)));
        let to = part.to.as_ref().map(|day| (" – ", date(page, Some(day))));
        el("LI").with((el("B").with((from, to)), " ", part.note.as_ref().map(|note| text(page, note))))
    };
    let items: Vec<El> = all.iter().map(item).collect();
    (!items.is_empty()).then(|| section(page.words().coverage, el("UL").with(items)))
}

/// How many there are of each thing; counted, not stated.
fn contents(page: Page, loaded: &Loaded) -> El {
    let words = page.words();
    let dataset = &loaded.dataset;
    let records = [(words.meeting, dataset.meetings.len()), (words.fact, dataset.facts.len())];
    let entities =
        EntityKind::ALL.map(|kind| ((words.facet)(Facet::of_entities(kind)), dataset.entities.table(kind).len()));
    let sources = [((words.facet)(Facet::Source), dataset.sources.len())];
    let row = |(name, count): (&'static str, usize)| {
        let count = figure("", (words.number)(count as u64));
        el("TR").with((el("TH").attr("scope", "row").with(name), el("TD").with(count)))
    };
    let rows: Vec<El> = records.into_iter().chain(entities).chain(sources).map(row).collect();
    section(words.contents, of("TABLE", "numbers").with(el("TBODY").with(rows)))
}

/// The problems that cost something, or those that did not.
fn problems(page: Page, left_out: bool) -> Option<El> {
    let words = page.words();
    let loaded = page.loaded();
    let count = loaded.troubles.iter().filter(|trouble| trouble.left_out == left_out).count();
    if count == 0 {
        return left_out.then(|| el("SECTION").with(el("P").with(words.nothing_left_out)));
    }
    let list = usize::from(left_out);
    page.listed[list].set(PROBLEMS);
    let heading = if left_out { (words.left_out)(count) } else { (words.kept_but)(count) };
    let rows = move || {
        let some = loaded.troubles.iter().filter(|trouble| trouble.left_out == left_out).take(page.listed[list].get());
        some.map(|trouble| problem(page, trouble)).collect::<Vec<_>>()
    };
    let further = move || page.listed[list].set(page.listed[list].get() + PROBLEMS);
    let more = move || (page.listed[list].get() < count).then(|| button("tool", words.more_values, further));
    Some(section(heading, (of("UL", "problems").live(rows), el("DIV").live(more))))
}

fn problem(page: Page, trouble: &Trouble) -> El {
    let words = page.words();
    let found = (!trouble.found.is_empty()).then(|| (" ", el("CODE").attr("dir", "auto").with(trouble.found.clone())));
    let what = (el("B").with(trouble.code), " ", el("SPAN").attr("dir", "auto").with(trouble.detail.clone()), found);
    let place = (
        el("CODE").with(trouble.pointer.clone()),
        ", ",
        (words.line)(trouble.line, trouble.column),
        ". ",
        trouble.mend,
    );
    el("LI").with((what, el("BR"), quiet(place)))
}
