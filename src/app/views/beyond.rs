//! Why a record is found, if its card does not show a word that is searched: by which name, or in which text.

use whomet::engine::{Excerpt, Found, Marker};
use whomet::model::{EntityId, Record, Text};

use super::parts::{entity_link, marks};
use crate::app::el::{El, el, of};
use crate::app::i18n::Between;
use crate::app::state::{Loaded, Page};

/// The lines below a card. `named` are the entities that it names.
pub fn beyond(page: Page, loaded: &Loaded, record: Record<'_>, named: &[EntityId], marker: &Marker) -> Vec<El> {
    let mut texts: Vec<&Text> = named.iter().map(|it| &loaded.entity(*it).name).collect();
    match record {
        Record::Meeting(meeting) => {
            texts.push(&meeting.title);
            texts.extend(&meeting.summary);
        }
        Record::Fact(fact) => texts.extend([&fact.claim, &fact.value]),
    }
    let shown: Vec<&str> = texts.into_iter().map(|text| text.pick(page.lang()).1).collect();
    let found = marker.beyond(loaded, record, &shown);
    found.into_iter().map(|found| of("P", "why").with(line(page, loaded, found, marker))).collect()
}

fn line(page: Page, loaded: &Loaded, found: Found, marker: &Marker) -> El {
    let words = page.words();
    let said = |text: &str| el("SPAN").attr("dir", "auto").with(marks(text, marker));
    match found {
        Found::Name(entity, name) => {
            let plain = loaded.entity(entity).name.pick(page.lang()).1 == name;
            let of_whom = (!plain).then(|| (said(&name), words.between(Between::NameAndMore)));
            el("SPAN").with((words.found_by_name(), " ", of_whom, entity_link(page, loaded, entity, marker)))
        }
        Found::Text(Excerpt { text, cut }) => {
            let dots = |cut: bool| if cut { "…" } else { "" };
            el("SPAN").with((words.found_in_text(), " ", dots(cut.0), said(&text), dots(cut.1)))
        }
    }
}
