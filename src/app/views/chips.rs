//! What narrows the records, each with a way to take it away.

use whomet::model::{EntityId, Lang, SourceId};
use whomet::query::{Act, Chip, Dates, Facet};

use super::parts::{button, in_some_lang};
use crate::app::el::{El, el, of};
use crate::app::i18n::{period, short_date};
use crate::app::state::{Loaded, Page};

/// The list of chips; empty if nothing narrows.
pub fn chips(page: Page) -> El {
    let words = page.words();
    of("DIV", "on").live(move || {
        page.answer.track();
        let loaded = page.loaded();
        let chips = page.filter.read().chips();
        let several = chips.len() > 1;
        let items: Vec<El> = chips.into_iter().map(|chip| el("LI").with(remove_button(page, loaded, chip))).collect();
        if !loaded.is_whole() {
            // what is not there of the names is fetched, and this drawn anew
            let _ = page.missing();
        }
        let clear = move || {
            page.act(Act::ReaderCleared);
            page.focus("#search");
        };
        let list = (!items.is_empty())
            .then(|| of("UL", "chips").attr("role", "list").attr("aria-label", words.active_filters()).with(items));
        (list, several.then(|| button("plain", words.clear_all(), clear)))
    })
}

/// A chip takes itself away; the focus goes to the next one, or to the search box.
fn remove_button(page: Page, loaded: &Loaded, chip: Chip) -> El {
    let Named { text, lang } = chip_name(page, loaded, &chip);
    let spoken = page.words().remove(&text);
    let remove = move || {
        page.act(Act::ReaderRemoved(chip.clone()));
        page.focus(".chips button, #search");
    };
    let name = in_some_lang(page, lang).with(text);
    button("chip", (name, el("SPAN").attr("aria-hidden", "true").with("\u{a0}×")), remove).attr("aria-label", spoken)
}

/// A chip in words.
pub fn chip_name(page: Page, loaded: &Loaded, chip: &Chip) -> Named {
    let words = page.words();
    let text = match chip {
        Chip::Words(text) => text.trim().to_owned(),
        Chip::Included(facet, id) => return value_name(page, loaded, *facet, id),
        Chip::Excluded(facet, id) => words.excluded(&value_name(page, loaded, *facet, id).text),
        Chip::Period(from, to) => period(words, *from, *to),
        Chip::Dates(Dates::Missing) => words.no_date_bar().to_owned(),
        Chip::Dates(_) => words.only_certain().to_owned(),
    };
    Named { text, lang: None }
}

/// A name, and its language if that is known.
pub struct Named {
    /// The name.
    pub text: String,
    /// Its language.
    pub lang: Option<Lang>,
}

/// The name of a facet's value in the visitor's language; its id if the dataset does not have it.
pub fn value_name(page: Page, loaded: &Loaded, facet: Facet, id: &str) -> Named {
    let value = loaded.engine().values().find(facet, id);
    name_of(page, loaded, facet, value, id)
}

/// The name of a value of which number and id are known.
pub fn name_of(page: Page, loaded: &Loaded, facet: Facet, value: Option<u32>, id: &str) -> Named {
    let words = page.words();
    if let (Some(at), Some(kind)) = (value, facet.entity_kind()) {
        let (lang, name) = loaded.entity(EntityId { kind, at }).name.pick(page.lang());
        return Named { text: name.to_owned(), lang: Some(lang) };
    }
    let text = match (facet, value) {
        (Facet::Kind, Some(_)) if id == "meeting" => words.meeting().to_owned(),
        (Facet::Kind, Some(_)) => words.fact().to_owned(),
        (Facet::Country, Some(_)) if id.len() == 2 => page.country(id),
        (Facet::Language, Some(_)) => page.language_name(id),
        (Facet::Source, Some(value)) => source_name(page, loaded, value),
        _ => id.to_owned(),
    };
    Named { text, lang: None }
}

/// A source as its publisher and date, which together tell most sources apart.
fn source_name(page: Page, loaded: &Loaded, value: u32) -> String {
    let source = loaded.source(SourceId(value));
    let title = source.title.as_ref().map(|title| title.pick(page.lang()).1);
    let label = source.publisher.as_deref().or(title).unwrap_or(source.label());
    match &source.published {
        Some(date) => page.words().comma(label, &short_date(page.words(), date)),
        None => page.words().brackets(label, &source.id),
    }
}
