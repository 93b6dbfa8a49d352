//! Sizes that a dataset should not have, each checked against what is known of it by construction.
//!
//! The tests ask for as many records as a build without optimisation indexes in seconds; `./x bench
//! scale` asks for a million.

use std::fmt::Debug;

use whomet::engine::{Answer, Engine, Suggestion, Want, WantValues};
use whomet::model::{Day, Entity, EntityKind, Lang, Meeting, MeetingId, PartialDate, RecordId};
use whomet::query::{Facet, Query, Sort};

use crate::bare::{bare_meeting, nothing, participant};

const DAY: &str = "2020-08-20";
/// How many organisations meet at once.
pub const ASSEMBLY: usize = 146;

/// What is not as it must be.
pub type Checked = Result<(), String>;

/// So many meetings on one day, with one organisation in all of them. One has a title of its own.
pub fn one_day(n: usize) -> Checked {
    let mut dataset = nothing();
    dataset.entities.table_mut(EntityKind::Organisation).push(Entity::unlisted("Complant", Lang::EN));
    let odd = n / 2;
    let meeting = |at: usize| {
        let title = if at == odd { "an odd one" } else { "talks" };
        Meeting { participants: [participant(0)].into(), ..bare_meeting(at, Some(DAY), title) }
    };
    dataset.meetings = (0..n).map(meeting).collect();
    let engine = Engine::build(&dataset);
    drop(dataset);
    let page = |start: usize, backwards: bool| -> Vec<RecordId> {
        let record = |at: usize| if backwards { n - 1 - at } else { at };
        (start..n.min(start + 20)).map(|at| id(record(at))).collect()
    };
    for (link, count) in [("", n), ("organisation=Complant", n), ("year=2020&kind=meeting", n), ("q=complant", n)] {
        let answer = engine.answer(&query(link), &Want::default());
        all_of_one_day(link, &answer, n, count)?;
        same(link, &answer.page, &page(0, false))?;
    }
    for (link, count) in [
        ("q=talks", n - 1),
        ("q=odd", 1),
        ("q=-odd", n - 1),
        ("q=-talks", 1),
        ("q=\"odd one\"", 1),
        ("from=2020-08-20&to=2020-08-20&dates=certain", n),
        ("from=2020-08-21", 0),
        ("not-organisation=Complant", 0),
        ("dates=none", 0),
    ] {
        let answer = engine.answer(&query(link), &Want::default());
        same(link, &(answer.count, answer.total), &(count, n))?;
        if count == 1 && n > 2 {
            same(link, &answer.page, &vec![id(odd)])?;
        }
    }
    let last = Want { start: n.saturating_sub(7), ..Want::default() };
    for (sort, backwards) in [(Sort::Newest, false), (Sort::Oldest, true), (Sort::Relevance, false)] {
        let sorted = Query { sort, ..Query::default() };
        same("sorted", &engine.answer(&sorted, &Want::default()).page, &page(0, backwards))?;
        same("the last page", &engine.answer(&sorted, &last).page, &page(last.start, backwards))?;
    }
    Ok(())
}

/// Everything that an answer counts, if it finds all of one day.
fn all_of_one_day(link: &str, answer: &Answer, n: usize, count: usize) -> Checked {
    same(link, &(answer.total, answer.count, answer.certain), &(n, count, count))?;
    let values = |facet: Facet| answer.facets[facet].values.iter().map(|it| it.count as usize).collect::<Vec<_>>();
    for facet in [Facet::Organisation, Facet::Kind, Facet::Year] {
        same(link, &(values(facet), answer.facets[facet].distinct), &(vec![count], 1))?;
    }
    let day = PartialDate::parse(DAY).map_or(Day::MIN, |date| date.order());
    let held = |from: Day, to: Day| if (from..=to).contains(&day) { count as u32 } else { 0 };
    for bar in &answer.timeline.bars {
        same(link, &(bar.count, bar.exact), &(held(bar.from, bar.to), held(bar.from, bar.to)))?;
    }
    same(link, &answer.timeline.bars.iter().map(|bar| bar.count as usize).sum(), &count)?;
    same(link, &(answer.timeline.before.count, answer.timeline.after.count, answer.timeline.undated), &(0, 0, 0))
}

/// So many organisations, each in one meeting, of which each has 146.
pub fn many_organisations(n: usize) -> Checked {
    let mut dataset = nothing();
    let meetings = n.div_ceil(ASSEMBLY);
    *dataset.entities.table_mut(EntityKind::Organisation) = (0..n).map(body).collect();
    let meeting = |at: usize| {
        let present = at * ASSEMBLY..n.min((at + 1) * ASSEMBLY);
        let participants = present.map(|one| participant(one as u32)).collect();
        Meeting { participants, ..bare_meeting(at, Some(DAY), "assembly") }
    };
    dataset.meetings = (0..meetings).map(meeting).collect();
    let engine = Engine::build(&dataset);
    drop(dataset);
    let top: Vec<(u32, u32)> = (0..8.min(n as u32)).map(|at| (at, 1)).collect();
    let of = |answer: &Answer| {
        let counts = &answer.facets[Facet::Organisation];
        (counts.values.iter().map(|it| (it.value, it.count)).collect::<Vec<_>>(), counts.distinct)
    };
    let all = engine.answer(&Query::default(), &Want::default());
    same("all", &(all.count, of(&all)), &(meetings, (top.clone(), n)))?;
    let last = n - 1;
    // a choice stands below the most frequent, and does not narrow its own facet
    let one = engine.answer(&query(&format!("organisation=b{last}")), &Want::default());
    let mut chosen = [top, vec![(last as u32, 1)]].concat();
    chosen.dedup();
    same("one", &(one.count, &one.page, of(&one)), &(1, &vec![id(meetings - 1)], (chosen, n)))?;
    let its = n - (meetings - 1) * ASSEMBLY;
    for words in [format!("body {last}"), format!("{last}"), format!("\"body {last}\"")] {
        let found = engine.answer(&Query { words, ..Query::default() }, &Want::default());
        same("words", &(found.count, &found.page, of(&found).1), &(1, &vec![id(meetings - 1)], its))?;
    }
    same("all bodies", &engine.answer(&query("q=body"), &Want::default()).count, &meetings)?;
    same("no body", &engine.answer(&query("q=-body"), &Want::default()).count, &0)?;
    let mut want = Want::default();
    want.values[Facet::Organisation] = WantValues { inside: format!("{last}"), ..WantValues::top(3) };
    same("inside", &of(&engine.answer(&Query::default(), &want)).0, &vec![(last as u32, 1)])?;
    let suggested = engine.suggest(&Query { words: format!("body {last}"), ..Query::default() }, 3);
    same("suggested", &suggested.first(), &Some(&Suggestion::Value(Facet::Organisation, last as u32, 1)))
}

fn body(at: usize) -> Entity {
    Entity { id: format!("b{at}").into(), ..Entity::unlisted(&format!("Body {at}"), Lang::EN) }
}

fn id(at: usize) -> RecordId {
    RecordId::Meeting(MeetingId(at as u32))
}

fn query(link: &str) -> Query {
    Query::from_link(link).0
}

fn same<T: PartialEq + Debug>(what: &str, given: &T, known: &T) -> Checked {
    if given == known { Ok(()) } else { Err(format!("{what}: {given:?} instead of {known:?}")) }
}
