//! The page of a fact: the value, its evidence, and what others say of the same claim.

use whomet::model::{EntityId, Fact, FactId, Record, RecordId};

use super::cards::value;
use super::entity::fact_value;
use super::evidence::evidence;
use super::meeting::{missing, related, report};
use super::parts::{date, entity_link, figure, heading, marked, name, row, section};
use super::shell::back;
use super::steps::over_time;
use super::take::tools;
use crate::app::el::{El, el, of};
use crate::app::state::{Loaded, Page};

/// The page, or a word that there is no such fact.
pub fn fact_page(page: Page, id: &str) -> El {
    let loaded = page.loaded();
    match loaded.find_fact(id) {
        Some(at) => whole(page, loaded, at, loaded.fact(at)),
        None => missing(page, &page.words().no_such_record(id)),
    }
}

fn whole(page: Page, loaded: &Loaded, id: FactId, fact: &Fact) -> El {
    let words = page.words();
    let marker = page.marker();
    let claim = fact.claim.pick(page.lang()).1;
    page.set_title(&words.colon(&name(page, loaded, fact.about), claim));
    let number = fact.number.map(|number| {
        let unit = fact.unit.as_ref().map(|unit| (" ", marked(page, unit, &marker)));
        (figure("", words.decimal(number)), unit)
    });
    let properties = of("DL", "properties")
        .with((row(words.when(), Some(date(page, fact.date.as_ref()))), row(words.value(), number)));
    let evidence = (evidence(page, loaded, Record::Fact(fact), &marker), report(page, loaded, &fact.id));
    let record = of("DIV", "record").with((
        of("P", "over").with(entity_link(page, loaded, fact.about, &marker)),
        heading(marked(page, &fact.claim, &marker)),
        value(page, fact, &marker),
        properties,
        section(words.evidence(fact.sources.all().len()), evidence),
        other_values(page, loaded, id, fact.about),
        related(page, loaded, RecordId::Fact(id)),
    ));
    el("DIV").with((back(page), tools(page), record))
}

/// All facts of the same claim in the order of time, side by side with this one, and how the figure changed.
fn other_values(page: Page, loaded: &Loaded, id: FactId, about: EntityId) -> Option<El> {
    let same = loaded.claims(about).into_iter().find(|claim| claim.facts.contains(&id))?;
    let value = |other: &FactId| {
        let this = (*other == id).then(|| "true".to_owned());
        fact_value(page, loaded, *other).attr_some("aria-current", this)
    };
    let values: Vec<El> = same.facts.iter().map(value).collect();
    let beside = of("DIV", "beside").with(values);
    (same.facts.len() > 1).then(|| section(page.words().other_values(), (over_time(page, loaded, &same), beside)))
}
