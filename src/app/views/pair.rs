//! Two organisations and their joint meetings; several organisations as links to their pages.

use whomet::engine::Marker;
use whomet::model::EntityKind;

use super::cards::card;
use super::meeting::missing;
use super::parts::{entity_link, figure, heading, name, quiet};
use super::shell::back;
use crate::app::el::{El, el, of};
use crate::app::state::Page;

/// Every meeting that two organisations both attended.
pub fn pair_page(page: Page, a: &str, b: &str) -> El {
    let words = page.words();
    let loaded = page.loaded();
    let find = |id: &str| loaded.dataset.entities.find(EntityKind::Organisation, id);
    let (Some(first), Some(second)) = (find(a), find(b)) else {
        let unknown = if find(a).is_none() { a } else { b };
        return missing(page, &(words.not_in_data)(EntityKind::Organisation, unknown));
    };
    page.set_title(&(words.joint)(&name(page, loaded, first), &name(page, loaded, second)));
    let marker = Marker::default();
    let joint = loaded.engine.joint_meetings(first, second);
    let count = figure("quiet", (words.number)(joint.len() as u64));
    let cards: Vec<El> = joint.into_iter().map(|id| card(page, loaded, id, &marker)).collect();
    let none = cards.is_empty().then(|| el("P").with(quiet(words.never_met)));
    let names = (entity_link(page, loaded, first, &marker), " · ", entity_link(page, loaded, second, &marker));
    let meetings = el("H2").with((words.meetings, " ", count));
    el("DIV").with((back(page), of("DIV", "record").with((heading(names), meetings, none, cards))))
}

/// The organisations of a comparison, each with how many records it has.
pub fn compare_page(page: Page, ids: &[String]) -> El {
    let words = page.words();
    let loaded = page.loaded();
    page.set_title(words.compared);
    let row = |id: &String| match loaded.dataset.entities.find(EntityKind::Organisation, id) {
        Some(entity) => {
            let records = loaded.engine.frequency(entity);
            let link = entity_link(page, loaded, entity, &Marker::default());
            el("LI").with((link, " ", quiet((words.in_records)(records))))
        }
        None => el("LI").with((words.not_in_data)(EntityKind::Organisation, id)),
    };
    let rows: Vec<El> = ids.iter().map(row).collect();
    el("DIV").with((back(page), of("DIV", "record").with((heading(words.compared), el("UL").with(rows)))))
}
