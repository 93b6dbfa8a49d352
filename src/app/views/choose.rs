//! A field to choose an organisation in, with those that may be meant under it.

use whomet::model::{EntityId, EntityKind};
use whomet::query::{Act, Facet, Open};

use super::parts::{button, figure, name, quiet, text};
use super::states::when_there;
use crate::app::el::{El, Heard, el, of};
use crate::app::state::{Loaded, Page};
use crate::app::who::Who;

/// How many organisations are suggested.
const SUGGESTED: usize = 6;

/// A field.
#[derive(Clone)]
pub struct Field {
    /// Which of the two that a page may have.
    pub at: usize,
    /// Its name.
    pub label: &'static str,
    /// What is chosen in it.
    pub chosen: Option<EntityId>,
    /// What is not to be chosen here. Whom the first of these meets is suggested before anything is typed.
    pub others: Vec<EntityId>,
}

/// The field; choosing opens what `open` says for the id of what is chosen.
pub fn field(page: Page, loaded: &Loaded, field: Field, open: impl Fn(String) -> Open + Send + Clone + 'static) -> El {
    let at = field.at;
    let id = format!("choose-{at}");
    let shown = field.chosen.map(|it| name(page, loaded, it)).unwrap_or_default();
    let value = move || Who.typed[at].read().clone().unwrap_or_else(|| shown.clone());
    let input = el("INPUT")
        .attr("type", "text")
        .attr("id", id.clone())
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("dir", "auto")
        .prop_live("value", value)
        .on("focus", move |event| begin(&event, at))
        .on_typed(move |text| Who.typed[at].set(Some(text)))
        .on("keydown", move |event| from_field(&event, at));
    let left = move |event: Heard| {
        if event.leaves() {
            Who.typed[at].follow(None);
        }
    };
    let label = el("LABEL").attr("for", id).with(field.label);
    let list = el("DIV").live(move || choices(page, &field, open.clone()));
    // else the field would lose the focus, and with it the list, before the click
    let list = list.on("mousedown", |event| event.prevent());
    of("DIV", "choose").on("focusout", left).with((label, input, list))
}

/// A field without a choice shows at once what may be chosen; one with a choice, once it is changed.
fn begin(event: &Heard, at: usize) {
    if event.value().is_empty() && Who.typed[at].peek().is_none() {
        Who.typed[at].set(Some(String::new()));
    }
}

fn choices(
    page: Page,
    field: &Field,
    open: impl Fn(String) -> Open + Send + Clone + 'static,
) -> Option<(Option<El>, Option<El>)> {
    let typed = Who.typed[field.at].get()?;
    let loaded = page.loaded();
    let (list, waiting) = when_there(page, || {
        let found = found(loaded, field, &typed);
        if found.is_empty() {
            return (!typed.trim().is_empty())
                .then(|| of("P", "none").attr("role", "status").with(page.words().no_such_name()));
        }
        let row = |(at, (entity, records)): (usize, (EntityId, usize))| {
            choice(page, loaded, field.at, at, entity, records, open.clone())
        };
        let rows: Vec<El> = found.into_iter().enumerate().map(row).collect();
        Some(of("UL", "suggestions").attr("aria-label", page.words().suggestions()).with(rows))
    });
    Some((list.flatten(), waiting))
}

/// Who may be meant: by name, or before anything is typed whom the other one meets most.
fn found(loaded: &Loaded, field: &Field, typed: &str) -> Vec<(EntityId, usize)> {
    let engine = loaded.engine();
    let other = |it: &EntityId| !field.others.contains(it);
    if typed.trim().is_empty() {
        let Some(first) = field.others.first() else { return Vec::new() };
        let met = engine.together(*first, EntityKind::Organisation).into_iter();
        return met.map(|it| (it.entity, it.records)).filter(|(it, _)| other(it)).take(SUGGESTED).collect();
    }
    let kind = EntityKind::Organisation;
    let named = engine.suggest_in(Facet::Organisation, typed, SUGGESTED + field.others.len());
    let named = named.into_iter().map(|(at, records)| (EntityId { kind, at }, records));
    named.filter(|(it, _)| other(it)).take(SUGGESTED).collect()
}

fn choice(
    page: Page,
    loaded: &Loaded,
    field: usize,
    at: usize,
    entity: EntityId,
    records: usize,
    open: impl Fn(String) -> Open + Send + 'static,
) -> El {
    let it = loaded.entity(entity);
    let id = it.id.to_string();
    let choose = move || {
        let opened = open(id.clone());
        let goes_on = matches!(opened, Open::Choose(_));
        page.act(Act::ReaderOpened(opened));
        // a pair that lacks its second goes on there
        if goes_on {
            Who.focus_field(1);
        }
    };
    let country = it.country.as_ref().map(|country| quiet(super::parts::country(page, country)));
    let count = figure("count", page.words().number(records as u64));
    let parts = (text(page, &it.name).attr("class", "name"), country.unwrap_or_else(|| el("SPAN")), count);
    let button = button("plain", parts, choose).attr("id", format!("choice-{field}-{at}"));
    el("LI").with(button.on("keydown", move |event| from_choice(&event, field, at)))
}

/// Down goes into the list, Escape closes it.
fn from_field(event: &Heard, field: usize) {
    match &*event.key() {
        "ArrowDown" => Who.focus_choice(field, Some(0)),
        "Escape" if Who.typed[field].peek().is_some() => {
            Who.typed[field].follow(None);
        }
        _ => return,
    }
    event.stop();
}

/// The arrow keys go through the list; up from the first and Escape go back to the field.
fn from_choice(event: &Heard, field: usize, at: usize) {
    match (&*event.key(), at.checked_sub(1)) {
        ("ArrowDown", _) => Who.focus_choice(field, Some(at + 1)),
        ("ArrowUp", before) => Who.focus_choice(field, before),
        ("Escape", _) => Who.focus_choice(field, None),
        _ => return,
    }
    event.stop();
}
