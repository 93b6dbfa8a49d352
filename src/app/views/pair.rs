//! Two organisations: when they met, who else was there, about what, and what is said of one by the other.

use whomet::engine::{Marker, Together};
use whomet::model::{EntityId, EntityKind, Fact, FactId, Meeting, PartialDate, Record, RecordId, Status, Text};
use whomet::query::Open;
use whomet::who::{Gap, Hold, Outer, Spell, mentions, spell};

use super::cards::card;
use super::choose::{Field, field};
use super::meeting::missing;
use super::parts::{
    button, date, entity_link, figure, heading, in_phrase, link, name, open_record, quiet, rest, row, section,
};
use super::shell::back;
use super::states::card_or_waiting;
use super::take::tools;
use crate::app::el::{El, el, of};
use crate::app::i18n::long_date;
use crate::app::state::{Loaded, MOST_CARDS, PAGE, Page, Window};
use crate::app::who::Who;

/// How many of those who were there too are named.
const OTHERS: usize = 12;
/// How many meetings are painted at first: more than a window has room for.
const FIRST: usize = 6;

/// Every meeting that two organisations both attended.
pub fn pair_page(page: Page, a: &str, b: &str) -> El {
    let words = page.words();
    let loaded = page.loaded();
    let find = |id: &str| loaded.find_entity(EntityKind::Organisation, id);
    let (Some(first), Some(second)) = (find(a), find(b)) else {
        let unknown = if find(a).is_none() { a } else { b };
        return missing(page, &words.not_in_data(EntityKind::Organisation, unknown));
    };
    Who.begin(&[a, b]);
    page.set_title(&words.joint(&name(page, loaded, first), &name(page, loaded, second)));
    let marker = Marker::default();
    let of_both = (entity_link(page, loaded, first, &marker), " · ", entity_link(page, loaded, second, &marker));
    let record = of("DIV", "record").with((heading(of_both), chooser(page, Some(first), Some(second))));
    let record = if first == second {
        record.with(of("P", "lone").attr("role", "status").with(words.itself()))
    } else {
        record.with(both(page, loaded, [first, second]))
    };
    el("DIV").with((back(page), tools(page), record))
}

/// Two fields to choose a pair in.
pub fn choose_page(page: Page, id: Option<&str>) -> El {
    let words = page.words();
    let first = match id.map(|id| (id, page.loaded().find_entity(EntityKind::Organisation, id))) {
        Some((id, None)) => return missing(page, &words.not_in_data(EntityKind::Organisation, id)),
        first => first.and_then(|(_, found)| found),
    };
    Who.begin(&[id.unwrap_or_default()]);
    page.set_title(words.choose_pair());
    let record = (heading(words.choose_pair()), el("P").with(quiet(words.choose_hint())), chooser(page, first, None));
    el("DIV").with((back(page), of("DIV", "record").with(record)))
}

/// Two fields; whoever is chosen in one stays when another is chosen in the other.
fn chooser(page: Page, first: Option<EntityId>, second: Option<EntityId>) -> El {
    let words = page.words();
    let loaded = page.loaded();
    let id = |it: Option<EntityId>| it.map(|it| loaded.entity(it).id.to_string());
    let (a, b) = (id(first), id(second));
    let one = Field { at: 0, label: words.one_organisation(), chosen: first, others: second.into_iter().collect() };
    let other = Field { at: 1, label: words.other_organisation(), chosen: second, others: first.into_iter().collect() };
    let choose_first = move |id: String| match &b {
        Some(second) => Open::Pair(id, second.clone()),
        None => Open::Choose(Some(id)),
    };
    let choose_second = move |id: String| match &a {
        Some(first) => Open::Pair(first.clone(), id),
        None => Open::Choose(Some(id)),
    };
    of("DIV", "chooser").with((field(page, loaded, one, choose_first), field(page, loaded, other, choose_second)))
}

fn both(page: Page, loaded: &Loaded, pair: [EntityId; 2]) -> (El, El) {
    let words = page.words();
    let joint = loaded.engine().joint_meetings(pair[0], pair[1]);
    let count = figure("quiet", words.number(joint.len() as u64));
    let none = joint.is_empty().then(|| el("P").with(quiet(words.never_met())));
    let compare = Open::Compare(pair.map(|it| loaded.entity(it).id.to_string()).to_vec());
    let compare = el("P").with(link(page.href_to(compare), words.compare_these()));
    let times = (!joint.is_empty()).then(|| times(page, loaded, &joint));
    let meetings = section((words.meetings(), " ", count), (none, cards(page, joint)));
    let meetings = meetings.attr("id", "joint").attr("tabindex", "-1");
    let kinds = [EntityKind::Organisation, EntityKind::Person, EntityKind::Topic];
    let around: Vec<El> = kinds.into_iter().filter_map(|kind| beside(page, loaded, &pair, kind)).collect();
    let margin = (!around.is_empty()).then(|| el("ASIDE").attr("aria-label", words.also_there()).with(around));
    let middle = el("DIV").with((of_each_other(page, loaded, pair), meetings));
    (el("DIV").with((times, compare)), of("DIV", "two").with((middle, margin)))
}

/// The meetings, a page of them at first, and never more than [`MOST_CARDS`].
fn cards(page: Page, joint: Vec<RecordId>) -> El {
    el("DIV").live(move || {
        let mut window = *Who.shown.read();
        if !Who.whole.get() {
            window.len = FIRST;
        }
        let marker = Marker::default();
        let card = |id: &RecordId| card_or_waiting(page, card(page, page.loaded(), *id, &marker));
        let cards: Vec<El> = joint.iter().skip(window.start).take(window.len).map(card).collect();
        let back = MOST_CARDS.min(window.start);
        let before = move || turn(page, Window { start: window.start - back, len: MOST_CARDS });
        let before = (back > 0).then(|| button("tool", page.words().previous_page(back), before));
        (before.map(|before| of("P", "more").with(before)), cards, further(page, window, joint.len()))
    })
}

/// More meetings as long as there is room, then the next ones in their place.
fn further(page: Page, window: Window, count: usize) -> Option<El> {
    let words = page.words();
    let end = window.start + window.len;
    let left = count.saturating_sub(end);
    let more = match window.len + PAGE > MOST_CARDS {
        true => {
            let next = move || turn(page, Window { start: end, len: PAGE });
            button("tool", words.next_page(left.min(MOST_CARDS)), next)
        }
        false => {
            let grow = move || Who.shown.set(Window { start: window.start, len: window.len + PAGE });
            button("tool", words.show_more(left.min(PAGE)), grow)
        }
    };
    (left > 0 && *Who.whole.peek()).then(|| of("P", "more").with(more))
}

/// Other meetings, from the first of them.
fn turn(page: Page, window: Window) {
    Who.shown.set(window);
    page.begin_at("#joint");
}

// ---- when ----

/// First, last, and the longest time between, of the meetings that were held as far as anybody says.
fn times(page: Page, loaded: &Loaded, joint: &[RecordId]) -> El {
    let words = page.words();
    let held: Vec<(RecordId, &Meeting)> = joint.iter().filter_map(|id| held(loaded, *id)).collect();
    let dates: Vec<Option<PartialDate>> = held.iter().map(|(_, meeting)| meeting.date).collect();
    let Spell { first, last, gap, undated } = spell(&dates);
    let outer = |outer: Option<Outer>, open: &'static str| {
        let Outer { at, certain } = outer?;
        let (id, meeting) = held.get(at)?;
        let day = link(page.href_to(open_record(loaded, *id)), date(page, meeting.date.as_ref()));
        Some((day, (!certain).then(|| quiet(words.brackets("", open)))))
    };
    let others = joint.len() - held.len();
    let asides = [(others > 0).then(|| words.not_held(others)), (undated > 0).then(|| words.undated_meetings(undated))];
    let asides: Vec<El> = asides.into_iter().flatten().map(|aside| el("P").with(quiet(aside))).collect();
    let gap = (dates.len() - undated > 1).then(|| match gap {
        Some(gap) => el("SPAN").with(gap_in_words(page, &gap)),
        None => quiet(words.gap_open()),
    });
    let rows = of("DL", "properties").with((
        row(words.meetings(), Some(words.joint_meetings(joint.len()))),
        row(words.first_meeting(), outer(first, words.first_open())),
        row(words.last_meeting(), outer(last, words.last_open())),
        row(words.longest_gap(), gap),
    ));
    el("DIV").with((rows, asides))
}

/// A meeting, unless it was called off or is only announced.
fn held(loaded: &Loaded, id: RecordId) -> Option<(RecordId, &Meeting)> {
    match loaded.record(id) {
        Record::Meeting(meeting) if meeting.status == Status::Held => Some((id, meeting)),
        _ => None,
    }
}

/// How long, how far that can be relied on, and from when to when.
fn gap_in_words(page: Page, gap: &Gap) -> (String, El) {
    let words = page.words();
    let long = match gap.hold {
        Hold::Exact => words.gap_exact(gap.days),
        Hold::AtLeast => words.gap_at_least(gap.days),
        Hold::About => words.gap_about(gap.days),
    };
    let day = |day: whomet::model::Day| {
        let (year, month, day) = day.civil();
        long_date(words, &PartialDate::At(whomet::model::Point::day(year, month, day)))
    };
    (long, quiet(words.brackets("", &words.range(&day(gap.after), &day(gap.before)))))
}

// ---- who and what else ----

/// Those that were at their meetings too, the most frequent first.
fn beside(page: Page, loaded: &Loaded, pair: &[EntityId; 2], kind: EntityKind) -> Option<El> {
    let words = page.words();
    let label = match kind {
        EntityKind::Organisation => words.also_there(),
        EntityKind::Person => words.people(),
        _ => words.topics(),
    };
    let found = loaded.engine().together_with(pair, kind);
    let row = |it: Together| {
        let link = entity_link(page, loaded, it.entity, &Marker::default());
        el("LI").with((link, figure("count", words.number(it.records as u64))))
    };
    let more = rest(page, found.len(), OTHERS);
    let rows: Vec<El> = found.into_iter().take(OTHERS).map(row).collect();
    (!rows.is_empty()).then(|| section(label, (of("OL", "counted").with(rows), more)))
}

/// The facts of one that name the other, and whether one is a part of the other.
fn of_each_other(page: Page, loaded: &Loaded, pair: [EntityId; 2]) -> Option<El> {
    let words = page.words();
    let marker = Marker::default();
    let mut found: Vec<El> = Vec::new();
    for [one, other] in [pair, [pair[1], pair[0]]] {
        if loaded.entity(one).part_of.contains(&other.at) {
            let names = [one, other].map(|it| entity_link(page, loaded, it, &marker));
            found.push(el("P").with(in_phrase(&words.later().is_part_of("{0}", "{1}"), names)));
        }
        let named = loaded.entity(other);
        let names = named.name.variants().map(|(_, name)| name).chain(named.aliases.iter().map(|alias| &**alias));
        let names: Vec<&str> = names.collect();
        let facts = loaded.claims(one).into_iter().flat_map(|claim| claim.facts);
        let facts: Vec<FactId> = facts.filter(|id| names_one(loaded.fact(*id), &names)).collect();
        found.extend(facts.into_iter().map(|id| card(page, loaded, RecordId::Fact(id), &marker)));
    }
    (!found.is_empty()).then(|| section(words.say_of_each_other(), found))
}

/// True if a fact names somebody in its claim, its value or its note.
fn names_one(fact: &Fact, names: &[&str]) -> bool {
    let said = |text: &Text| text.variants().any(|(_, text)| mentions(text, names));
    said(&fact.claim) || said(&fact.value) || fact.note.as_ref().is_some_and(said)
}
