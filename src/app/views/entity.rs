//! The page of an organisation, a person, a topic or a place.

use whomet::engine::{Claim, Marker, Together};
use whomet::model::{Entity, EntityId, EntityKind, FactId, Record, RecordId};
use whomet::order;
use whomet::query::{Act, Choice, Facet, Open, Query, View};

use super::cards::card;
use super::evidence::{evidence_details, first_source, source_link};
use super::meeting::missing;
use super::network::network;
use super::parts::{
    country, date, entity_link, entity_list, figure, heading, in_lang, link, name, open_record, publishers_word, quiet,
    row, section, text,
};
use super::periods::term;
use super::shell::back;
use super::steps::over_time;
use super::take::tools;
use crate::app::el::{El, el, of};
use crate::app::i18n::Between;
use crate::app::state::{Loaded, Page};

/// How many meetings are shown before the link to all of them.
const MEETINGS: usize = 10;
/// How many counterparts are named.
const COUNTERPARTS: usize = 12;

/// The page, or a word that there is no such entity.
pub fn entity_page(page: Page, kind: EntityKind, id: &str) -> El {
    let loaded = page.loaded();
    match loaded.find_entity(kind, id) {
        Some(entity) => whole(page, loaded, entity),
        None => missing(page, &page.words().not_in_data(kind, id)),
    }
}

fn whole(page: Page, loaded: &Loaded, id: EntityId) -> El {
    let words = page.words();
    let entity = loaded.entity(id);
    page.set_title(entity.name.pick(page.lang()).1);
    let records = loaded.engine().records_under(id);
    let meetings: Vec<RecordId> = records.into_iter().filter(|id| matches!(id, RecordId::Meeting(_))).collect();
    let kinds = [EntityKind::Organisation, EntityKind::Person, EntityKind::Topic];
    let around: Vec<El> = kinds.into_iter().filter_map(|kind| counterparts(page, loaded, id, kind)).collect();
    let middle = el("DIV").with((ledger(page, loaded, id), meeting_list(page, loaded, id, entity, &meetings)));
    let margin = (!around.is_empty()).then(|| {
        let scope = el("P").with(quiet(words.later().whatever_became()));
        el("ASIDE").attr("aria-label", words.meets_most()).with((around, scope))
    });
    let record = of("DIV", "record").with((
        of("P", "over").with(words.entity(id.kind)),
        heading(text(page, &entity.name)),
        (!entity.listed).then(|| el("P").with(quiet(words.unlisted()))),
        properties(page, loaded, id, entity),
        ways_on(page, id, entity),
        picture(page, loaded, id, entity),
        of("DIV", "two").with((middle, margin)),
    ));
    el("DIV").with((back(page), tools(page).with(super::keep::open_button(page)), record))
}

/// To a pair, and to whom an organisation meets as a picture.
fn ways_on(page: Page, id: EntityId, entity: &Entity) -> El {
    let words = page.words();
    let meets = id.kind == EntityKind::Organisation;
    let pair = page.href_to(Open::Choose(meets.then(|| entity.id.to_string())));
    let (view, label) = match page.query.read().view {
        View::Network => (View::Cards, words.without_picture()),
        _ => (View::Network, words.whom_it_meets()),
    };
    let draw = meets.then(|| link(page.href(Act::ReaderChoseView(view)), label));
    of("P", "ways").with((link(pair, words.choose_pair()), draw))
}

/// Whom an organisation meets, if that is asked for.
fn picture(page: Page, loaded: &Loaded, id: EntityId, entity: &Entity) -> Option<El> {
    let asked = id.kind == EntityKind::Organisation && page.query.read().view == View::Network;
    let query = Query::default().with_one(Facet::Organisation, &entity.id);
    asked.then(|| section(page.words().whom_it_meets(), network(page, loaded, &query)))
}

fn properties(page: Page, loaded: &Loaded, id: EntityId, entity: &Entity) -> El {
    let words = page.words();
    let shown = entity.name.pick(page.lang()).0;
    let others = entity.name.variants().filter(|(lang, _)| *lang != shown);
    let names: Vec<El> = others.map(|(lang, name)| el("LI").with(in_lang(page, lang).with(name.to_owned()))).collect();
    let aliases: Vec<El> =
        entity.aliases.iter().map(|alias| el("LI").attr("dir", "auto").with(alias.to_string())).collect();
    let list = |items: Vec<El>| (!items.is_empty()).then(|| of("UL", "inline").with(items));
    let marker = Marker::default();
    let of_kind = |at: u32| EntityId { kind: id.kind, at };
    let wholes: Vec<EntityId> = entity.part_of.iter().copied().map(of_kind).collect();
    let mut parts = loaded.parts_of(id);
    order::by(&mut parts, |one, other| page.compare(&name(page, loaded, *one), &name(page, loaded, *other)));
    let identifiers: Vec<String> =
        entity.identifiers.iter().map(|(scheme, value)| format!("{scheme} {value}")).collect();
    of("DL", "properties").with((
        row(words.names(), list(names)),
        row(words.also_known_as(), list(aliases)),
        row(words.kind(), entity.kind.as_deref().map(|kind| publishers_word(page, kind))),
        row(words.country(), entity.country.as_ref().map(|it| country(page, it))),
        row(words.part_of(), entity_list(page, loaded, &wholes, &marker)),
        row(words.has_parts(), entity_list(page, loaded, &parts, &marker)),
        row(words.website(), entity.url.as_ref().map(|url| source_link(Some(url), url.host()))),
        row(words.identifiers(), (!identifiers.is_empty()).then(|| identifiers.join(words.between(Between::Things)))),
    ))
}

/// Facts by claim: the claim, its values side by side, each with its source.
fn ledger(page: Page, loaded: &Loaded, id: EntityId) -> Option<El> {
    let claims = loaded.claims(id);
    let rows: Vec<_> = claims.iter().map(|claim| claim_row(page, loaded, claim)).collect();
    (!rows.is_empty()).then(|| section(page.words().facts(), of("DL", "ledger").with(rows)))
}

fn claim_row(page: Page, loaded: &Loaded, claim: &Claim) -> (El, El) {
    let first = claim.facts.first().map(|id| text(page, &loaded.fact(*id).claim));
    let differ = (claim.values > 1).then(|| of("SPAN", "differ").with(page.words().values_differ(claim.values)));
    let values: Vec<El> = claim.facts.iter().map(|id| fact_value(page, loaded, *id)).collect();
    let beside = if claim.values > 1 { "beside" } else { "" };
    let values = of("DIV", beside).with(values);
    (el("DT").with((first, " ", differ)), el("DD").with((over_time(page, loaded, claim), values)))
}

/// A value with its date, its source, and all evidence for it in place.
pub fn fact_value(page: Page, loaded: &Loaded, id: FactId) -> El {
    let fact = loaded.fact(id);
    let href = page.href_to(open_record(loaded, RecordId::Fact(id)));
    let value = link(href, text(page, &fact.value)).attr("class", "figure");
    let as_of = fact.date.as_ref().map(|day| quiet(date(page, Some(day))));
    let evidence = evidence_details(page, loaded, RecordId::Fact(id));
    let source = of("DIV", "foot").with((as_of, first_source(page, loaded, Record::Fact(fact))));
    // only what is about a person and has an interval for its date is a term
    let term = term(fact).map(|(from, to)| {
        let mut query = Query { from, to, ..Query::default() };
        query.chosen[Facet::Kind].include = vec!["meeting".to_owned()];
        query.chosen[Facet::Person].include = vec![loaded.entity(fact.about).id.to_string()];
        el("P").with(link(page.href_list(query), page.words().term_meetings()))
    });
    of("DIV", "claimed").with((el("P").with(value), term, source, evidence))
}

fn meeting_list(page: Page, loaded: &Loaded, id: EntityId, entity: &Entity, meetings: &[RecordId]) -> El {
    let words = page.words();
    if meetings.is_empty() {
        return section(words.meetings(), el("P").with(quiet(words.no_meetings())));
    }
    let marker = Marker::default();
    let cards: Vec<El> = meetings.iter().take(MEETINGS).map(|id| card(page, loaded, *id, &marker)).collect();
    let mut query = Query::default();
    query.chosen[Facet::of_entities(id.kind)] = Choice { include: vec![entity.id.to_string()], exclude: Vec::new() };
    let all = words.all_in_explore(page.count(&query));
    let count = figure("quiet", words.number(meetings.len() as u64));
    section((words.meetings(), " ", count), (cards, of("P", "more").with(link(page.href_list(query), all))))
}

/// The link to a pair, and what it is called for so many joint meetings.
fn pair(page: Page, loaded: &Loaded, one: EntityId, other: EntityId) -> (String, impl Fn(usize) -> String) {
    let open = Open::Pair(loaded.entity(one).id.to_string(), loaded.entity(other).id.to_string());
    let spoken = move |records| page.words().edge(&name(page, loaded, one), &name(page, loaded, other), records);
    (page.href_to(open), spoken)
}

/// Whom or what it meets most, with the number of joint meetings.
fn counterparts(page: Page, loaded: &Loaded, id: EntityId, kind: EntityKind) -> Option<El> {
    let words = page.words();
    let heading = match kind {
        EntityKind::Organisation if id.kind == EntityKind::Organisation => words.meets_most(),
        EntityKind::Organisation => words.organisations(),
        EntityKind::Person => words.people(),
        _ => words.topics(),
    };
    let found = loaded.engine().together(id, kind);
    let row = |Together { entity, records }: Together| {
        let link = entity_link(page, loaded, entity, &Marker::default());
        let count = figure("count", words.number(records as u64));
        let pair = (kind == id.kind && kind == EntityKind::Organisation).then(|| pair(page, loaded, id, entity));
        let count = match pair {
            Some((href, spoken)) => super::parts::link(href, count).attr("aria-label", spoken(records)),
            None => count,
        };
        el("LI").with((link, count))
    };
    let more = super::parts::rest(page, found.len(), COUNTERPARTS);
    let mut found: Vec<Together> = found.into_iter().take(COUNTERPARTS).collect();
    // as many meetings: in the order of names
    order::by(&mut found, |one, other| {
        let names = || page.compare(&name(page, loaded, one.entity), &name(page, loaded, other.entity));
        other.records.cmp(&one.records).then_with(names)
    });
    let rows: Vec<El> = found.into_iter().map(row).collect();
    (!rows.is_empty()).then(|| section(heading, (of("OL", "counted").with(rows), more)))
}
