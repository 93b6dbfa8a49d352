//! The page of a fact: the value, its evidence, and what others say of the same claim.

use whomet::model::{EntityId, Fact, FactId, Record, RecordId};

use super::cards::{card, value};
use super::evidence::evidence;
use super::meeting::{missing, related, report};
use super::parts::{date, entity_link, figure, heading, marked, name, row, section};
use super::shell::back;
use crate::app::el::{El, el, of};
use crate::app::i18n::decimal;
use crate::app::state::{Loaded, Page};

/// The page, or a word that there is no such fact.
pub fn fact_page(page: Page, id: &str) -> El {
    let loaded = page.loaded();
    match (0..).zip(&loaded.dataset.facts).find(|(_, fact)| *fact.id == *id) {
        Some((at, fact)) => whole(page, loaded, FactId(at), fact),
        None => missing(page, &(page.words().no_such_record)(id)),
    }
}

fn whole(page: Page, loaded: &Loaded, id: FactId, fact: &Fact) -> El {
    let words = page.words();
    let marker = page.marker();
    let claim = fact.claim.pick(page.lang()).1;
    page.set_title(&format!("{}: {claim}", name(page, loaded, fact.about)));
    let number = fact.number.map(|number| {
        let unit = fact.unit.as_ref().map(|unit| (" ", marked(page, unit, &marker)));
        (figure("", decimal(words, number)), unit)
    });
    let properties =
        of("DL", "properties").with((row(words.as_of, Some(date(page, fact.date.as_ref()))), row(words.value, number)));
    let evidence = (evidence(page, loaded, Record::Fact(fact), &marker), report(page, loaded, &fact.id));
    let record = of("DIV", "record").with((
        of("P", "over").with(entity_link(page, loaded, fact.about, &marker)),
        heading(marked(page, &fact.claim, &marker)),
        value(page, fact, &marker),
        properties,
        section((words.evidence)(fact.sources.all().len()), evidence),
        other_values(page, loaded, id, fact.about),
        related(page, loaded, RecordId::Fact(id)),
    ));
    el("DIV").with((back(page), record))
}

/// The other facts of the same claim, side by side with this one.
fn other_values(page: Page, loaded: &Loaded, id: FactId, about: EntityId) -> Option<El> {
    let marker = page.marker();
    let claims = loaded.engine.claims(&loaded.dataset, about);
    let same = claims.into_iter().find(|claim| claim.facts.contains(&id)).map(|claim| claim.facts).unwrap_or_default();
    let others = same.into_iter().filter(|other| *other != id);
    let cards: Vec<El> = others.map(|other| card(page, loaded, RecordId::Fact(other), &marker)).collect();
    (!cards.is_empty()).then(|| section(page.words().other_values, cards))
}
