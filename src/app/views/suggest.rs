//! What may be meant, under the search box while one types.

use whomet::engine::Suggestion;
use whomet::query::Act;

use super::chips::name_of;
use super::parts::{button, figure, in_some_lang, quiet};
use crate::app::el::{El, Heard, el, of};
use crate::app::state::Page;

/// The list; nothing if there is nothing to suggest.
pub fn suggestions(page: Page) -> El {
    el("DIV")
        .live(move || {
            let found = page.suggested.read();
            (!found.is_empty()).then(|| {
                let rows: Vec<El> = found.iter().enumerate().map(|(at, one)| row(page, at, one)).collect();
                of("UL", "suggestions").attr("aria-label", page.words().suggestions()).with(rows)
            })
        })
        // else the search box would lose the focus, and with it the list, before the click
        .on("mousedown", |event| event.prevent())
}

fn row(page: Page, at: usize, suggestion: &Suggestion) -> El {
    let words = page.words();
    let (name, kind, count, act) = match suggestion {
        Suggestion::Value(facet, value, count) => {
            let id = page.loaded().value_id(*facet, *value);
            let name = name_of(page, page.loaded(), *facet, Some(*value), &id);
            (
                in_some_lang(page, name.lang).with(name.text),
                words.facet(*facet),
                Some(figure("count", words.number(*count as u64))),
                Act::ReaderTookSuggestion(*facet, id),
            )
        }
        Suggestion::Words(text) => {
            (in_some_lang(page, None).with(text.clone()), words.word(), None, Act::ReaderTyped(text.clone()))
        }
    };
    let choose = move || {
        page.act(act.clone());
        page.suggested.set(Vec::new());
        page.focus("#search");
    };
    let parts = (name.attr("class", "name"), quiet(kind), count);
    let button = button("plain", parts, choose).attr("id", format!("suggestion-{at}"));
    el("LI").with(button.on("keydown", move |event| step(page, &event, at)))
}

/// The arrow keys go through the list; up from the first is back to the search box.
fn step(page: Page, event: &Heard, at: usize) {
    let to = match (&*event.key(), at.checked_sub(1)) {
        ("ArrowDown", _) => Some(at + 1),
        ("ArrowUp", Some(before)) => Some(before),
        ("ArrowUp", None) => None,
        _ => return,
    };
    event.prevent();
    page.focus_suggestion(to);
}
