//! About this data: who publishes it, what it covers, what was left out and why.

use whomet::model::{EntityKind, Party};
use whomet::query::Facet;

use super::coverage::coverage;
use super::evidence::source_link;
use super::parts::{date, figure, heading, link, quiet, row, section, text};
use super::quality::quality;
use super::shell::back;
use super::states::when_there;
use crate::app::el::{El, el, of};
use crate::app::report::Report;
use crate::app::state::{Loaded, Page};

/// The page.
pub fn data_page(page: Page) -> El {
    let words = page.words();
    let loaded = page.loaded();
    let about = loaded.about();
    page.set_title(words.about_data());
    Report.need_style();
    let report = about.report.as_ref().map(|url| {
        let address = url.as_str().strip_prefix("mailto:").unwrap_or(url.as_str());
        (words.report_hint(), " ", source_link(Some(url), address))
    });
    // the file of a pack has no records
    let download =
        loaded.is_whole().then(|| link("data/dataset.json", words.download()).attr("download", "dataset.json"));
    let properties = of("DL", "properties").with((
        row(words.publisher(), Some(party(page, about.publisher.as_ref()))),
        row(words.licence(), Some(party(page, about.licence.as_ref()))),
        row(words.last_change(), about.updated.as_ref().map(|day| date(page, Some(day)))),
        row(words.report(), report),
        row("JSON", download),
    ));
    let record = of("DIV", "record").with((
        heading(words.about_data()),
        about.description.as_ref().map(|lead| of("P", "summary").with(text(page, lead))),
        properties,
        el("DIV").live(move || when_there(page, || coverage(page))),
        contents(page, loaded),
        quality(page),
    ));
    el("DIV").with((back(page), record))
}

fn party(page: Page, party: Option<&Party>) -> El {
    match party {
        Some(party) => source_link(party.url.as_ref(), party.name.pick(page.lang()).1),
        None => quiet(page.words().not_stated()),
    }
}

/// How many there are of each thing; counted, not stated.
fn contents(page: Page, loaded: &Loaded) -> El {
    let words = page.words();
    let records = [(words.meeting(), loaded.meetings()), (words.fact(), loaded.facts())];
    let entities = EntityKind::ALL.map(|kind| (words.facet(Facet::of_entities(kind)), loaded.entities(kind)));
    let sources = [(words.facet(Facet::Source), loaded.sources())];
    let row = |(name, count): (&'static str, usize)| {
        let count = figure("", words.number(count as u64));
        el("TR").with((el("TH").attr("scope", "row").with(name), el("TD").with(count)))
    };
    let rows: Vec<El> = records.into_iter().chain(entities).chain(sources).map(row).collect();
    section(words.contents(), of("TABLE", "numbers").with(el("TBODY").with(rows)))
}
