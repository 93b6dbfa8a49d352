//! Cards: a meeting or a fact in the list, with its evidence one step away.

use whomet::engine::{How, Marker};
use whomet::model::{EntityId, EntityKind, Fact, Meeting, PartialDate, Participant, Record, RecordId, Status};
use whomet::order;
use whomet::query::Open;

use super::beyond::beyond;
use super::evidence::{evidence_details, first_source};
use super::parts::{entity_link, entity_list, link, marked, open_record, quiet};
use crate::app::el::{El, el, of};
use crate::app::i18n::card_date;
use crate::app::state::{Loaded, Page};

/// A value longer than this is set as a sentence, not as a figure.
const FIGURE_CHARS: usize = 42;
/// How many organisations a card names before it counts the rest.
const NAMED: usize = 6;

/// One record.
pub fn card(page: Page, loaded: &Loaded, id: RecordId, marker: &Marker) -> El {
    found_card(page, loaded, id, How::Exact, marker)
}

/// One record, and why it matches what is searched, unless that is plain.
pub fn found_card(page: Page, loaded: &Loaded, id: RecordId, how: How, marker: &Marker) -> El {
    let record = loaded.record(id);
    let mut why: Vec<El> = page.words().how(how).map(|why| of("P", "why").with(why)).into_iter().collect();
    if !marker.is_empty() {
        why.extend(beyond(page, loaded, record, &named(loaded, record), marker));
    }
    match record {
        Record::Meeting(meeting) => meeting_card(page, loaded, id, meeting, why, marker),
        Record::Fact(fact) => fact_card(page, loaded, id, fact, why, marker),
    }
}

/// Whom and what the card of a record names.
fn named(loaded: &Loaded, record: Record<'_>) -> Vec<EntityId> {
    match record {
        Record::Fact(fact) => vec![fact.about],
        Record::Meeting(meeting) => {
            let organisations = organisations(loaded, record).into_iter().take(NAMED);
            organisations.chain(meeting.places.iter().chain(&meeting.topics).copied()).collect()
        }
    }
}

fn meeting_card(page: Page, loaded: &Loaded, id: RecordId, meeting: &Meeting, why: Vec<El>, marker: &Marker) -> El {
    let record = Record::Meeting(meeting);
    let span = |parts| el("SPAN").with(parts);
    let foot = of("DIV", "foot").with((
        entity_list(page, loaded, &meeting.places, marker).map(span),
        meeting.remote.then(|| el("SPAN").with(page.words().remote())),
        entity_list(page, loaded, &meeting.topics, marker).map(span),
        first_source(page, loaded, record),
    ));
    let title = link(page.href_to(open_record(loaded, id)), marked(page, &meeting.title, marker));
    let body = el("DIV").with((
        el("H3").with(title),
        status(page, meeting),
        who(page, loaded, id, marker),
        meeting.summary.as_ref().map(|summary| el("P").with(marked(page, summary, marker))),
        foot,
        why,
        evidence_details(page, loaded, id),
    ));
    el("ARTICLE").with((margin(page, meeting.date.as_ref(), None), body))
}

/// What became of a meeting, unless it was simply held.
pub fn status(page: Page, meeting: &Meeting) -> Option<El> {
    let held = meeting.status == Status::Held;
    (!held).then(|| of("P", "status").with(page.words().status(meeting.status)))
}

/// The organisations, the most frequent first: it is the host of most meetings. One that a part of
/// it stands for is not named again, if nothing is said of its own people or side; the meeting's page names all.
fn organisations(loaded: &Loaded, record: Record<'_>) -> Vec<EntityId> {
    let all = record.filed_under(EntityKind::Organisation);
    let get = |entity: EntityId| loaded.entity(entity);
    let itself = |it: &EntityId| {
        let Record::Meeting(meeting) = record else { return false };
        let own = |p: &Participant| p.organisation == Some(*it) && (p.person.is_some() || p.side().is_some());
        meeting.participants.iter().any(own)
    };
    let spoken_for = |whole: &EntityId| !itself(whole) && all.iter().any(|part| get(*part).part_of.contains(&whole.at));
    let mut organisations: Vec<EntityId> = all.iter().copied().filter(|it| !spoken_for(it)).collect();
    order::by_key(&mut organisations, |entity: &EntityId| std::cmp::Reverse(loaded.frequency(*entity)));
    organisations
}

/// The first of them.
fn who(page: Page, loaded: &Loaded, id: RecordId, marker: &Marker) -> Option<El> {
    let organisations = organisations(loaded, loaded.record(id));
    let rest = organisations.len().saturating_sub(NAMED);
    let first = organisations.first().copied();
    let links = organisations.into_iter().take(NAMED).enumerate().map(|(at, entity)| {
        let between = match (at, first) {
            (1, Some(first)) => Some(el("I").with(pair_link(page, loaded, first, entity))),
            (0 | 1, _) => None,
            _ => Some(el("I").with("·")),
        };
        (between, entity_link(page, loaded, entity, marker))
    });
    let links: Vec<_> = links.collect();
    let rest = (rest > 0).then(|| el("I").with(format!("+ {rest}")));
    (!links.is_empty()).then(|| of("P", "who").with((links, rest)))
}

/// "with", which leads to all that the two have to do with each other.
fn pair_link(page: Page, loaded: &Loaded, one: EntityId, other: EntityId) -> El {
    let words = page.words();
    let [a, b] = [one, other].map(|it| loaded.entity(it));
    let [first, second] = [a, b].map(|it| it.name.pick(page.lang()).1);
    let open = Open::Pair(a.id.to_string(), b.id.to_string());
    link(page.href_to(open), words.with()).attr("aria-label", words.pair_of(first, second))
}

fn fact_card(page: Page, loaded: &Loaded, id: RecordId, fact: &Fact, why: Vec<El>, marker: &Marker) -> El {
    let record = Record::Fact(fact);
    let claim = link(page.href_to(open_record(loaded, id)), marked(page, &fact.claim, marker)).attr("class", "claim");
    let body = el("DIV").with((
        of("H3", "who").with((entity_link(page, loaded, fact.about, marker), " ", claim)),
        value(page, fact, marker),
        of("DIV", "foot").with(first_source(page, loaded, record)),
        why,
        evidence_details(page, loaded, id),
    ));
    of("ARTICLE", "fact").with((margin(page, fact.date.as_ref(), Some(page.words().fact())), body))
}

/// The value of a fact: a short one large, a long one as a sentence.
pub fn value(page: Page, fact: &Fact, marker: &Marker) -> El {
    let long = fact.value.pick(page.lang()).1.chars().count() > FIGURE_CHARS;
    of("P", if long { "figure long" } else { "figure" }).with(marked(page, &fact.value, marker))
}

/// The date in the margin, as exact as it is known.
fn margin(page: Page, date: Option<&PartialDate>, small: Option<&'static str>) -> El {
    let words = page.words();
    let (large, below) = match date {
        Some(date) => card_date(words, date),
        None => (String::new(), words.no_date().to_owned()),
    };
    let small = small.filter(|_| date.is_some()).map(quiet);
    let exact = |date: &&PartialDate| matches!(date, PartialDate::At(at) if at.is_exact());
    let machine = date.filter(exact).map(ToString::to_string);
    let parts = (el("B").with(large), " ", el("SPAN").with(below), " ", small);
    of("TIME", "when").attr_some("datetime", machine).with(parts)
}
