//! What narrows the records, each with a way to take it away.

use whomet::model::EntityId;
use whomet::query::{Act, Chip, Facet};

use super::parts::{button, name};
use crate::app::el::{El, el, of};
use crate::app::i18n::moment;
use crate::app::state::{Loaded, Page};

/// The list of chips; empty if nothing narrows.
pub fn chips(page: Page) -> El {
    let words = page.words();
    let loaded = page.loaded();
    of("DIV", "on").live(move || {
        let chips = page.filter.read().chips();
        let several = chips.len() > 1;
        let items: Vec<El> = chips.into_iter().map(|chip| el("LI").with(remove_button(page, loaded, chip))).collect();
        let clear = move || {
            page.act(Act::ReaderCleared);
            page.focus("#search");
        };
        let list = (!items.is_empty())
            .then(|| of("UL", "chips").attr("role", "list").attr("aria-label", words.active_filters).with(items));
        (list, several.then(|| button("plain", words.clear_all, clear)))
    })
}

/// A chip takes itself away; the focus goes to the next one, or to the search box.
fn remove_button(page: Page, loaded: &Loaded, chip: Chip) -> El {
    let label = chip_name(page, loaded, &chip);
    let spoken = (page.words().remove)(&label);
    let remove = move || {
        page.act(Act::ReaderRemoved(chip.clone()));
        page.focus(".chips button, #search");
    };
    let name = el("SPAN").attr("dir", "auto").with(label);
    button("chip", (name, el("SPAN").attr("aria-hidden", "true").with(" ×")), remove).attr("aria-label", spoken)
}

/// A chip in words.
pub fn chip_name(page: Page, loaded: &Loaded, chip: &Chip) -> String {
    let words = page.words();
    match chip {
        Chip::Words(text) => text.trim().to_owned(),
        Chip::Included(facet, id) => value_name(page, loaded, *facet, id),
        Chip::Excluded(facet, id) => (words.excluded)(&value_name(page, loaded, *facet, id)),
        Chip::Period(Some(from), Some(to)) if from == to => moment(words, *from),
        Chip::Period(Some(from), Some(to)) => format!("{} – {}", moment(words, *from), moment(words, *to)),
        Chip::Period(Some(from), None) => (words.since)(&moment(words, *from)),
        Chip::Period(None, Some(to)) => (words.until)(&moment(words, *to)),
        Chip::Period(None, None) => words.any_time.to_owned(),
    }
}

/// The name of a facet's value in the visitor's language; its id if the dataset does not have it.
pub fn value_name(page: Page, loaded: &Loaded, facet: Facet, id: &str) -> String {
    let words = page.words();
    let Some(value) = loaded.engine.values().find(facet, id) else { return id.to_owned() };
    if let Some(kind) = facet.entity_kind() {
        return name(page, loaded, EntityId { kind, at: value });
    }
    match facet {
        Facet::Kind if id == "meeting" => words.meeting.to_owned(),
        Facet::Kind => words.fact.to_owned(),
        Facet::Country if id.len() == 2 => page.country(id),
        Facet::Language => page.language(id),
        Facet::Source => source_name(page, loaded, value),
        _ => id.to_owned(),
    }
}

/// A source as its publisher and date, which together tell most sources apart.
fn source_name(page: Page, loaded: &Loaded, value: u32) -> String {
    let Some(source) = loaded.dataset.sources.get(value as usize) else { return String::new() };
    let title = source.title.as_ref().map(|title| title.pick(page.lang()).1);
    let label = source.publisher.as_deref().or(title).unwrap_or(source.label());
    match &source.published {
        Some(date) => format!("{label}, {date}"),
        None => format!("{label} ({})", source.id),
    }
}
