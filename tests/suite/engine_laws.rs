//! What holds of every answer. First of all that the engine gives the answers of `engine::slow`; then
//! laws that do not look at either's insides; then sizes that a dataset or a query should not have.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use whomet::engine::{Answer, Builder, Calendar, Clause, Engine, Scale, Suggestion, Want, WantValues, Wording, slow};
use whomet::model::{Dataset, Day, Entity, EntityKind, Lang, PartialDate, RecordId};
use whomet::query::{Act, Choice, Dates, Facet, Moment, Query, Sort, Zoom, shortest, update};

use crate::generate::{bare_meeting, dataset, nothing, participant, query, want, want_all};
use crate::scale::{ASSEMBLY, many_organisations, one_day};

/// So many cases, unless PROPTEST_CASES says otherwise.
fn cases(cases: u32) -> ProptestConfig {
    let told = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if told { config } else { ProptestConfig { cases, ..config } }
}

fn asked(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

/// Checks one answer against the scan.
fn agree(dataset: &Dataset, engine: &Engine, query: &Query, want: &Want) {
    assert_eq!(engine.answer(query, want), slow::answer(dataset, query, want), "{query:?}");
}

fn answer(engine: &Engine, query: &Query) -> Answer {
    engine.answer(query, &want_all())
}

/// A query with a choice of one facet replaced.
fn with(query: &Query, facet: Facet, choice: Choice) -> Query {
    let mut query = query.clone();
    query.chosen[facet] = choice;
    query
}

fn include(id: &str) -> Choice {
    Choice { include: vec![id.to_owned()], exclude: Vec::new() }
}

fn exclude(id: &str) -> Choice {
    Choice { include: Vec::new(), exclude: vec![id.to_owned()] }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn the_engine_answers_as_the_scan(dataset in dataset(), asked in vec((query(), want()), 4)) {
        let engine = Engine::build(&dataset);
        for (query, want) in asked {
            prop_assert_eq!(engine.answer(&query, &want), slow::answer(&dataset, &query, &want), "{:?}", query);
        }
    }
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn building_in_steps_builds_the_same(dataset in dataset(), size in 1usize..4) {
        let mut builder = Builder::new(&dataset);
        let (mut done, mut total) = builder.step(&dataset, 0);
        let mut steps = 0;
        prop_assert_eq!(done, 0);
        while done < total {
            let before = done;
            (done, total) = builder.step(&dataset, size);
            prop_assert!(done >= before && done <= before + size);
            steps += 1;
            prop_assert!(steps < 2 * total, "no end is near");
        }
        let mut engine = builder.finish(&dataset);
        let mut wording = Wording::new(&engine);
        let (mut done, mut total) = wording.step(&engine, &dataset, 0);
        prop_assert_eq!(done, 0);
        while done < total {
            let before = done;
            (done, total) = wording.step(&engine, &dataset, size);
            prop_assert!(done >= before && done <= before + size);
            steps += 1;
            prop_assert!(steps < 4 * total + 100, "no end is near");
        }
        let words = wording.finish(&engine, &dataset);
        engine.take_words(words);
        prop_assert_eq!(engine, Engine::build(&dataset));
    }

    #[test]
    fn before_the_words_are_there_what_needs_none_is_right_and_what_does_is_noted(
        dataset in dataset(), query in query(), want in want(),
    ) {
        let (whole, counted) = (Engine::build(&dataset), Builder::new(&dataset).finish(&dataset));
        prop_assert!(whole.has_words() && !counted.has_words());
        let worded = !Clause::parse(&query.words, query.exact).is_empty();
        let inside = want.values.iter().any(|(_, want)| want.top > 0 && !want.inside.trim().is_empty());
        let answer = counted.answer(&query, &want);
        prop_assert_eq!(!counted.lacking().is_empty(), worded || inside, "{:?}", query);
        if !worded && !inside {
            prop_assert_eq!(answer, whole.answer(&query, &want));
        }
        let found = counted.suggest(&query, 5);
        prop_assert!(!counted.lacking().is_empty() || found == whole.suggest(&query, 5));
        let marker = counted.marker(&query);
        prop_assert!(!counted.lacking().is_empty() || marker == whole.marker(&query));
        let meant = counted.did_you_mean(&query);
        prop_assert!(!counted.lacking().is_empty() || meant == whole.did_you_mean(&query));
    }

    #[test]
    fn a_page_is_a_slice_of_the_whole(dataset in dataset(), query in query(), want in want()) {
        let engine = Engine::build(&dataset);
        let whole = answer(&engine, &query);
        let page = engine.answer(&query, &want);
        let slice: Vec<RecordId> = whole.page.iter().copied().skip(want.start).take(want.len).collect();
        prop_assert_eq!(page.page, slice);
        prop_assert_eq!((page.count, page.certain), (whole.count, whole.certain));
        prop_assert!(!want.timeline || page.timeline == whole.timeline);
        for (facet, counts) in page.facets.iter().filter(|(facet, _)| want.values[*facet].top > 0 && !want.values[*facet].of_hits) {
            prop_assert_eq!(counts.distinct, whole.facets[facet].distinct);
        }
    }

    #[test]
    fn every_record_is_counted_once(dataset in dataset(), query in query()) {
        let answer = answer(&Engine::build(&dataset), &query);
        let distinct: BTreeSet<RecordId> = answer.page.iter().copied().collect();
        prop_assert_eq!((answer.page.len(), distinct.len()), (answer.count, answer.count));
        prop_assert!(answer.certain <= answer.count && answer.count <= answer.total);
        prop_assert_eq!(answer.total, dataset.len());
    }

    #[test]
    fn newest_and_oldest_are_in_order(dataset in dataset(), query in query()) {
        let engine = Engine::build(&dataset);
        let of = |sort| answer(&engine, &Query { sort, ..query.clone() }).page;
        let day = |id: &RecordId| dataset.record(*id).date().map(|date| date.order());
        let (newest, oldest) = (of(Sort::Newest), of(Sort::Oldest));
        let dated = newest.iter().take_while(|id| day(id).is_some()).count();
        prop_assert!(newest[dated..].iter().all(|id| day(id).is_none()));
        prop_assert!(newest[..dated].is_sorted_by_key(|id| std::cmp::Reverse(day(id))));
        prop_assert!(newest[..dated].iter().rev().eq(&oldest[..dated]));
        prop_assert_eq!(&newest[dated..], &oldest[dated..]);
        let sorted = |mut ids: Vec<RecordId>| { ids.sort_unstable(); ids };
        prop_assert_eq!(sorted(of(Sort::Relevance)), sorted(newest));
    }

    #[test]
    fn a_facet_says_what_a_tick_gives(dataset in dataset(), query in query()) {
        let engine = Engine::build(&dataset);
        for facet in Facet::ALL {
            let open = with(&query, facet, Choice::default());
            let counts = answer(&engine, &query).facets[facet].clone();
            prop_assert_eq!(&answer(&engine, &open).facets[facet].distinct, &counts.distinct);
            for value in counts.values.iter().take(12) {
                let id = engine.values().id(facet, value.value);
                let ticked = answer(&engine, &with(&open, facet, include(id)));
                prop_assert_eq!(ticked.count, value.count as usize, "{:?} {}", facet, id);
            }
        }
    }

    #[test]
    fn to_include_and_to_exclude_part_the_records(dataset in dataset(), query in query()) {
        let engine = Engine::build(&dataset);
        for facet in Facet::ALL {
            let open = with(&query, facet, Choice::default());
            let all = answer(&engine, &open);
            for value in all.facets[facet].values.iter().take(12) {
                let id = engine.values().id(facet, value.value);
                let mut both = answer(&engine, &with(&open, facet, include(id))).page;
                both.extend(answer(&engine, &with(&open, facet, exclude(id))).page);
                both.sort_unstable();
                if facet == Facet::Year && query.dates == Dates::Certain {
                    // what may lie in the year, and may not, is in neither
                    prop_assert!(both.iter().all(|id| all.page.contains(id)));
                    continue;
                }
                let mut page = all.page.clone();
                page.sort_unstable();
                prop_assert_eq!(both, page, "{:?} {}", facet, id);
            }
        }
    }

    #[test]
    fn sums_add_up(dataset in dataset(), query in query()) {
        let engine = Engine::build(&dataset);
        let kinds = &answer(&engine, &with(&query, Facet::Kind, Choice::default()));
        let sum: u32 = kinds.facets[Facet::Kind].values.iter().map(|v| v.count).sum();
        prop_assert_eq!(sum as usize, kinds.count);

        let timeless = Query { from: None, to: None, ..with(&query, Facet::Year, Choice::default()) };
        if timeless.dates == Dates::Certain {
            prop_assert_eq!(&answer(&engine, &timeless).timeline, &answer(&engine, &query).timeline);
        }
        let timeless = Query { dates: Dates::Possible, ..timeless };
        let query = if query.dates == Dates::Certain { timeless.clone() } else { query };
        let all = answer(&engine, &timeless);
        prop_assert_eq!(&all.timeline, &answer(&engine, &query).timeline);
        let one_day = |date: &PartialDate| matches!(date, PartialDate::At(point) if point.is_exact());
        let days = |id: &&RecordId| dataset.record(**id).date().is_some_and(one_day);
        let bars = all.timeline.bars.iter().chain([&all.timeline.before, &all.timeline.after]);
        let (count, exact) =
            bars.fold((0, 0), |(count, exact), bar| (count + bar.count as usize, exact + bar.exact as usize));
        let undated = all.page.iter().filter(|id| dataset.record(**id).date().is_none()).count();
        prop_assert_eq!(all.timeline.undated as usize, undated);
        prop_assert!(count + undated >= all.count);
        prop_assert!(exact >= all.page.iter().filter(days).count());
    }

    #[test]
    fn a_bar_holds_what_its_period_finds(dataset in dataset(), query in query()) {
        let engine = Engine::build(&dataset);
        let timeline = answer(&engine, &query).timeline;
        for bar in timeline.bars.iter().filter(|bar| bar.count > 0).take(12) {
            let (from, to) = shortest(bar.from, bar.to);
            let clicked = update(&query, Act::ReaderBrushed(Some(from), Some(to)));
            prop_assert_eq!(clicked.period(), Some((bar.from, bar.to)));
            prop_assert_eq!(answer(&engine, &clicked).count, bar.count as usize);
        }
        let undated = update(&query, Act::ReaderChoseDates(Dates::Missing));
        let undated = with(&undated, Facet::Year, Choice::default());
        prop_assert_eq!(answer(&engine, &undated).count, timeline.undated as usize);
    }

    #[test]
    fn what_is_certain_is_what_the_answer_counts_as_certain(dataset in dataset(), query in query()) {
        let engine = Engine::build(&dataset);
        let possible = Query { dates: Dates::Possible, ..query.clone() };
        let sure = answer(&engine, &Query { dates: Dates::Certain, ..query });
        let all = answer(&engine, &possible);
        prop_assert_eq!((sure.count, sure.certain), (all.certain, all.certain));
        prop_assert!(sure.page.iter().all(|id| all.page.contains(id)));
        let bars = sure.timeline.bars.iter().zip(&all.timeline.bars);
        prop_assert!(bars.clone().all(|(sure, all)| sure.count <= all.count && sure.exact == all.exact));
    }

    #[test]
    fn a_zoom_changes_nothing_but_the_axis(dataset in dataset(), query in query()) {
        let engine = Engine::build(&dataset);
        let zoomed = answer(&engine, &query);
        let whole = answer(&engine, &Query { zoom: None, ..query.clone() });
        prop_assert_eq!((zoomed.count, zoomed.certain, &zoomed.page), (whole.count, whole.certain, &whole.page));
        prop_assert_eq!(&zoomed.facets, &whole.facets);
        prop_assert_eq!(zoomed.timeline.undated, whole.timeline.undated);
    }

    #[test]
    fn a_calendar_holds_what_the_scan_finds(dataset in dataset()) {
        let mut days = dataset.meetings.iter().filter_map(|meeting| meeting.date.map(|date| date.order()));
        let span = days.next().map(|first| days.fold((first, first), |(a, b), day| (a.min(day), b.max(day))));
        let empty = Calendar::empty(span, &dataset.about.coverage);
        let filled = Engine::build(&dataset).calendar(empty.clone());
        prop_assert_eq!(&filled, &empty.slow(&dataset));
    }

    #[test]
    fn the_records_of_a_value_are_those_that_its_tick_finds(dataset in dataset()) {
        let engine = Engine::build(&dataset);
        for facet in Facet::ALL {
            for value in 0..engine.values().len(facet).min(12) {
                let value = u32::try_from(value).unwrap();
                let id = engine.values().id(facet, value);
                prop_assert_eq!(engine.values().find(facet, id), Some(value));
                let ticked = answer(&engine, &with(&Query::default(), facet, include(id)));
                prop_assert_eq!(engine.records_of(facet, value).collect::<Vec<_>>(), ticked.page);
            }
            prop_assert_eq!(engine.records_of(facet, u32::MAX).count(), 0);
        }
    }

    #[test]
    fn an_unknown_value_is_as_if_not_asked_for(dataset in dataset(), query in query()) {
        let engine = Engine::build(&dataset);
        let mut odd = query.clone();
        odd.chosen[Facet::Organisation].include.push("zzz".to_owned());
        let (mut with, without) = (answer(&engine, &odd), answer(&engine, &query));
        let named = with.unknown.iter().position(|unknown| *unknown == (Facet::Organisation, "zzz".to_owned()));
        with.unknown.remove(named.unwrap());
        prop_assert_eq!(with, without);
    }
}

#[test]
fn a_zoomed_axis_covers_what_is_asked_for_in_few_bars() {
    let engine = Engine::build(&nothing());
    for (text, scale, bars) in [
        ("2020-02-29", Scale::Day, 1),
        ("2020-02", Scale::Day, 29),
        ("2020-01/2020-03", Scale::Day, 91),
        ("2020-01-01/2020-04-06", Scale::Month, 4),
        ("2020-12-01/2021-11-30", Scale::Month, 12),
        ("2020", Scale::Month, 12),
        ("2012/2019", Scale::Month, 96),
        ("2012/2020", Scale::Year, 9),
        ("2012-02/2020-02", Scale::Year, 9),
        ("1925/2020", Scale::Year, 96),
        ("1924/2020", Scale::Decade, 11),
        ("0001/0960", Scale::Decade, 97),
        ("0001/9999", Scale::Century, 100),
        ("0000-01-01", Scale::Day, 1),
        ("9999-12", Scale::Day, 31),
    ] {
        let zoom = Zoom::parse(text).unwrap();
        let query = Query { zoom: Some(zoom), ..Query::default() };
        let timeline = engine.answer(&query, &Want::default()).timeline;
        assert_eq!((timeline.scale, timeline.bars.len()), (scale, bars), "{text}");
        let (from, to) = (timeline.bars[0].from, timeline.bars[bars - 1].to);
        assert!(from <= zoom.days().0 && to >= zoom.days().1, "{text}");
        assert_eq!((timeline.before.to, timeline.after.from), (Day(from.0 - 1), Day(to.0 + 1)), "{text}");
        let follow = |pair: &[whomet::engine::Bar]| pair[0].to.0 + 1 == pair[1].from.0;
        assert!(timeline.bars.windows(2).all(follow), "{text}");
    }
}

#[test]
fn only_records_without_a_date() {
    let mut dataset = nothing();
    dataset.meetings = (0..9).map(|at| bare_meeting(at, None, "talks")).collect();
    let engine = Engine::build(&dataset);
    for dates in [Dates::Possible, Dates::Certain, Dates::Missing] {
        for zoom in [None, Zoom::parse("2020")] {
            let query = Query { dates, zoom, ..Query::default() };
            agree(&dataset, &engine, &query, &want_all());
            let answer = answer(&engine, &query);
            assert_eq!((answer.count, answer.timeline.undated), (9, 9));
        }
    }
    let calendar = engine.calendar(Calendar::empty(None, &[]));
    assert_eq!((calendar.undated, calendar.months.len()), (9, 0));
}

#[test]
fn an_empty_dataset_has_an_empty_answer() {
    let dataset = nothing();
    let engine = Engine::build(&dataset);
    for query in [Query::default(), asked("x"), Query { from: Moment::parse("2020"), ..asked("-x") }] {
        agree(&dataset, &engine, &query, &want_all());
        assert_eq!(engine.answer(&query, &want_all()).total, 0);
    }
    let (done, total) = Builder::new(&dataset).step(&dataset, 1);
    assert!(done <= total);
}

#[test]
fn records_without_a_date_come_last_and_in_the_order_of_the_dataset() {
    let mut dataset = nothing();
    dataset.meetings = (0..70).map(|at| bare_meeting(at, None, "talks")).collect();
    let engine = Engine::build(&dataset);
    for sort in [Sort::Newest, Sort::Oldest, Sort::Relevance] {
        let query = Query { sort, ..asked("talks") };
        agree(&dataset, &engine, &query, &want_all());
        assert!(engine.answer(&query, &want_all()).page.is_sorted());
    }
    agree(&dataset, &engine, &Query { to: Moment::parse("2020"), ..Query::default() }, &want_all());
}

#[test]
fn one_organisation_in_every_record() {
    let mut dataset = nothing();
    dataset.entities.table_mut(EntityKind::Organisation).push(Entity::unlisted("Complant", Lang::EN));
    for at in 0..300 {
        let date = format!("{}-{:02}-{:02}", 2010 + at % 9, 1 + at % 12, 1 + at % 28);
        let participants = [participant(0), participant(0)].into();
        dataset.meetings.push(whomet::model::Meeting { participants, ..bare_meeting(at, Some(&date), "talks") });
    }
    let engine = Engine::build(&dataset);
    for words in ["", "complant", "-complant", "compl", "complant talks", "\"complant talks\""] {
        agree(&dataset, &engine, &asked(words), &Want::default());
    }
    assert_eq!(engine.answer(&asked("complant"), &Want::default()).facets[Facet::Organisation].values[0].count, 300);
}

#[test]
fn twenty_thousand_organisations_of_which_146_met_at_once() {
    let mut dataset = nothing();
    *dataset.entities.table_mut(EntityKind::Organisation) =
        (0..20_000).map(|at| Entity::unlisted(&format!("Body {at}"), Lang::EN)).collect();
    let participants = (0..146).map(|at| participant(at * 100)).collect();
    dataset.meetings.push(whomet::model::Meeting { participants, ..bare_meeting(0, Some("2020"), "assembly") });
    let engine = Engine::build(&dataset);
    let all = engine.answer(&Query::default(), &Want::default());
    assert_eq!(all.facets[Facet::Organisation].distinct, 146);
    let top: Vec<u32> = all.facets[Facet::Organisation].values.iter().map(|v| v.value).collect();
    assert_eq!(top, [0, 100, 200, 300, 400, 500, 600, 700]);
    for (words, count) in
        [("body", 1), ("14500", 1), ("14501", 0), ("\"body 100\"", 1), ("-body", 0), ("body assem", 1)]
    {
        assert_eq!(engine.answer(&asked(words), &Want::default()).count, count, "{words}");
    }
    let mut want = Want::default();
    want.values[Facet::Organisation] = WantValues { inside: "1999".to_owned(), ..WantValues::top(3) };
    let inside = engine.answer(&Query::default(), &want).facets[Facet::Organisation].clone();
    assert_eq!(
        inside.values.iter().map(|v| (v.value, v.count)).collect::<Vec<_>>(),
        [(1999, 0), (19990, 0), (19991, 0)]
    );
}

#[test]
fn one_record() {
    let mut dataset = nothing();
    dataset.entities.table_mut(EntityKind::Organisation).push(Entity::unlisted("Complant", Lang::EN));
    let participants = [participant(0)].into();
    dataset.meetings.push(whomet::model::Meeting { participants, ..bare_meeting(0, Some("2020-08-20"), "talks") });
    let engine = Engine::build(&dataset);
    for words in ["", "talks", "complant", "-talks", "talsk", "\"talks complant\"", "t"] {
        for link in
            ["", "organisation=Complant", "not-organisation=Complant", "from=2020-08-21", "year=2020", "dates=none"]
        {
            let query = Query { words: words.to_owned(), ..Query::from_link(link).0 };
            agree(&dataset, &engine, &query, &want_all());
        }
    }
    assert_eq!(one_day(1), Ok(()));
    assert_eq!(many_organisations(1), Ok(()));
}

/// A build without optimisation takes some two seconds for so many; `./x bench scale` asks for a million.
#[test]
fn many_records_on_one_day_with_one_organisation_in_all() {
    for n in [2, 41, 100_000] {
        assert_eq!(one_day(n), Ok(()), "{n}");
    }
}

/// Here it takes some four seconds, and five times as many five times as long.
#[test]
fn many_organisations_of_which_146_meet_at_once() {
    for n in [2, ASSEMBLY, ASSEMBLY + 1, 100_000] {
        assert_eq!(many_organisations(n), Ok(()), "{n}");
    }
}

#[test]
fn ten_thousand_years_with_open_ends() {
    let mut dataset = nothing();
    for (at, date) in
        ["0000-01-01", "9999-12-31", "../0001", "9998/..", "/2020", "2020/", "99XX", "9999-24"].iter().enumerate()
    {
        dataset.meetings.push(bare_meeting(at, Some(date), "talks"));
    }
    let engine = Engine::build(&dataset);
    let moment = Moment::parse;
    for (from, to) in
        [(None, None), (moment("9999"), None), (None, moment("0000-01-01")), (moment("2021"), moment("2020"))]
    {
        agree(&dataset, &engine, &Query { from, to, ..Query::default() }, &want_all());
    }
    let years = Choice { include: vec!["0000".to_owned(), "10000".to_owned()], exclude: vec!["5000".to_owned()] };
    agree(&dataset, &engine, &with(&Query::default(), Facet::Year, years), &want_all());
}

#[test]
fn a_text_of_a_quarter_megabyte() {
    let mut dataset = nothing();
    let text = "joint action plan 环境保护 <b>1,600</b> a a ".repeat(5_000);
    dataset.meetings.push(bare_meeting(0, Some("2020"), &text));
    dataset.meetings.push(bare_meeting(1, Some("2020"), &"x".repeat(250_000)));
    dataset.meetings.push(bare_meeting(2, Some("2020"), "action a a joint 护环境"));
    let engine = Engine::build(&dataset);
    for words in
        ["joint", "\"a a joint", "护 b", "\"b a a joint\"", "环境保护", "护环境", "\"a a a\"", "xxx", "\"plan 环"]
    {
        agree(&dataset, &engine, &asked(words), &Want::default());
    }
}

#[test]
fn a_query_of_two_thousand_bytes() {
    let mut dataset = nothing();
    let numbers: Vec<String> = (0..900).map(|n| n.to_string()).collect();
    dataset.meetings.push(bare_meeting(0, Some("2020"), &numbers.join(" ")));
    dataset.meetings.push(bare_meeting(1, None, &"a ".repeat(1_200)));
    dataset.meetings.push(bare_meeting(2, None, &"环境".repeat(600)));
    let engine = Engine::build(&dataset);
    let minus: String = (100..500).map(|n| format!(" -{n}")).collect();
    for words in [
        numbers[..500].join(" "),
        format!("\"{}", numbers[..500].join(" ")),
        minus,
        format!("\"{}\"", "a ".repeat(999)),
        "a ".repeat(999),
        "a".repeat(2_000),
        "环境".repeat(333),
        "\"".repeat(2_000),
        "-".repeat(2_000),
        "\"-".repeat(1_000),
        "- \"".repeat(660),
        "\u{301}".repeat(1_000),
        "x".repeat(1 << 20),
        (0..10_000).map(|n| format!("{n} ")).collect(),
        (0..300).map(|n| format!("slip{n:03}ping ")).collect(),
    ] {
        for sort in [Sort::Newest, Sort::Relevance] {
            agree(&dataset, &engine, &Query { sort, ..asked(&words) }, &Want::default());
        }
    }
}

#[test]
fn suggestions_are_values_by_their_names_and_then_words() {
    let mut dataset = nothing();
    let entity = |id: &str, name: &str| Entity { id: id.into(), ..Entity::unlisted(name, Lang::EN) };
    let names = [("a", "Trade Council"), ("b", "Council of Traders"), ("c", "Board")];
    *dataset.entities.table_mut(EntityKind::Organisation) = names.map(|(id, name)| entity(id, name)).into();
    for (at, organisations) in [vec![0, 1], vec![1], vec![2]].into_iter().enumerate() {
        let mut meeting = bare_meeting(at, Some("2020"), ["Trade talks", "Traders", "Tradition"][at]);
        meeting.participants = organisations.into_iter().map(participant).collect();
        dataset.meetings.push(meeting);
    }
    let engine = Engine::build(&dataset);
    let value = |value, count| Suggestion::Value(Facet::Organisation, value, count);
    let words = |words: &str| Suggestion::Words(words.to_owned());
    let suggest = |words: &str, most| engine.suggest(&asked(words), most);
    assert_eq!(suggest("trad", 5), [value(1, 2), value(0, 1), words("trade"), words("traders"), words("tradition")]);
    assert_eq!(suggest("council trad", 5)[..2], [value(1, 2), value(0, 1)]);
    assert_eq!(suggest("Board trad", 1), [words("Board trade")]);
    for none in ["", "\"trade\"", "-trade", "zzz"] {
        assert_eq!(suggest(none, 5), [], "{none}");
    }
}

#[test]
fn what_may_be_meant_is_spelt_nearly_so_or_less_of_it_or_taken_apart() {
    let mut dataset = nothing();
    for (at, title) in ["Trade talks", "Anti-terrorist drill of the Secretary-General", "中国代表与上合会议", "俄罗斯"]
        .into_iter()
        .enumerate()
    {
        dataset.meetings.push(bare_meeting(at, Some("2020"), title));
    }
    let engine = Engine::build(&dataset);
    for (words, meant) in [
        ("traed talks", Some("trade talks")),
        ("trade talks", None),
        ("xxxxxx", None),
        ("xxxxxx traed", Some("trade")),
        ("-xxxxxx trade", None),
        ("anti-terorist drill", Some("anti-terrorist drill")),
        ("\"secretary genral\" trade", Some("\"secretary general\" trade")),
        ("drill-trade", None),
        ("trade 中国会议", Some("trade 中国 会议")),
        ("俄罗斯中国", Some("俄罗斯 中国")),
        ("\"俄罗斯中国\"", None),
        ("俄罗斯美", None),
        ("俄罗斯", None),
    ] {
        assert_eq!(engine.did_you_mean(&asked(words)).as_deref(), meant, "{words}");
    }
}
