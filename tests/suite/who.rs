//! Who meets whom: each answer is held to a scan that says the obvious, and to laws that do not look inside.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use whomet::engine::{Engine, Suggestion, ValueCount, Want, WantValues, slow};
use whomet::model::{
    Dataset, Day, EntityId, EntityKind, Evidence, Fact, Lang, PartialDate, Record, RecordId, SourceId, Sources, Text,
};
use whomet::query::{Choice, Facet, PerFacet, Query};
use whomet::who::{Hold, Link, Outer, Room, Side, aligned, common, labels, layout, mentions, spell, steps};

use crate::generate::{bare_meeting, dataset, nothing, participant, query, want_all};

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The meetings that a query finds, by scanning.
fn meetings_found(dataset: &Dataset, query: &Query) -> Vec<RecordId> {
    let Some(query) = query.meetings() else { return Vec::new() };
    let found = slow::answer(dataset, &query, &want_all()).page;
    assert!(found.iter().all(|id| matches!(id, RecordId::Meeting(_))), "{query:?} finds facts");
    found
}

fn organisations(dataset: &Dataset, id: RecordId) -> BTreeSet<EntityId> {
    dataset.filed_under(id, EntityKind::Organisation).into_iter().collect()
}

fn organisation(at: u32) -> EntityId {
    EntityId { kind: EntityKind::Organisation, at }
}

fn count(dataset: &Dataset, query: &Query) -> u32 {
    let nothing = PerFacet::from_fn(|_| WantValues::top(0));
    let want = Want { start: 0, len: 0, values: nothing, timeline: false };
    u32::try_from(slow::answer(dataset, query, &want).count).unwrap()
}

// ---- network ----

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_network_counts_each_meeting_of_two_once(dataset in dataset(), query in query()) {
        let network = Engine::build(&dataset).network(&query, usize::MAX, usize::MAX);
        let mut met: BTreeMap<EntityId, usize> = BTreeMap::new();
        let mut joint: BTreeMap<(EntityId, EntityId), usize> = BTreeMap::new();
        let mut meetings = 0;
        for id in meetings_found(&dataset, &query) {
            let there: Vec<EntityId> = organisations(&dataset, id).into_iter().collect();
            meetings += usize::from(there.len() > 1);
            for (at, one) in there.iter().enumerate().filter(|_| there.len() > 1) {
                *met.entry(*one).or_default() += 1;
                there[at + 1..].iter().for_each(|other| *joint.entry((*one, *other)).or_default() += 1);
            }
        }
        prop_assert_eq!(network.meetings, meetings);
        prop_assert_eq!((network.organisations, network.pairs), (met.len(), joint.len()));
        prop_assert_eq!(network.nodes.iter().map(|node| (node.entity, node.meetings)).collect::<BTreeMap<_, _>>(), met);
        prop_assert!(network.nodes.is_sorted_by_key(|node| (std::cmp::Reverse(node.meetings), node.entity)));
        prop_assert!(network.edges.is_sorted_by_key(|edge| (std::cmp::Reverse(edge.meetings), edge.ends)));
        let ends = |(a, b): (usize, usize)| {
            let (a, b) = (network.nodes[a].entity, network.nodes[b].entity);
            (a.min(b), a.max(b))
        };
        prop_assert_eq!(network.edges.iter().map(|edge| (ends(edge.ends), edge.meetings)).collect::<BTreeMap<_, _>>(), joint);
    }

    #[test]
    fn a_small_network_is_the_beginning_of_the_whole(dataset in dataset(), query in query(), most in 0usize..5, pairs in 0usize..9) {
        let engine = Engine::build(&dataset);
        let whole = engine.network(&query, usize::MAX, usize::MAX);
        let small = engine.network(&query, most, pairs);
        prop_assert_eq!(&small.nodes, &whole.nodes[..most.min(whole.nodes.len())].to_vec());
        prop_assert_eq!((small.meetings, small.organisations), (whole.meetings, whole.organisations));
        let among: Vec<_> = whole.edges.iter().filter(|edge| edge.ends.0.max(edge.ends.1) < most).copied().collect();
        prop_assert_eq!(small.pairs, among.len());
        prop_assert_eq!(small.edges.len(), pairs.min(among.len()));
        prop_assert!(small.edges.iter().all(|edge| among.contains(edge)));
        // nobody stands alone who met one of the others, as long as there is room
        let linked = |at: usize| small.edges.iter().any(|edge| edge.ends.0 == at || edge.ends.1 == at);
        let met = |at: usize| among.iter().any(|edge| edge.ends.0 == at || edge.ends.1 == at);
        if pairs >= most {
            prop_assert!((0..small.nodes.len()).all(|at| linked(at) == met(at)));
        }
    }

    #[test]
    fn round_one_organisation_each_edge_is_the_pair(dataset in dataset(), at in 0u32..4) {
        let engine = Engine::build(&dataset);
        let Some(entity) = dataset.entities.table(EntityKind::Organisation).get(at as usize) else { return Ok(()) };
        let network = engine.network(&Query::default().with_one(Facet::Organisation, &entity.id), 150, 400);
        for edge in &network.edges {
            let (a, b) = (network.nodes[edge.ends.0].entity, network.nodes[edge.ends.1].entity);
            if a == organisation(at) || b == organisation(at) {
                prop_assert_eq!(edge.meetings, engine.joint_meetings(a, b).len());
            }
        }
        let with: BTreeSet<EntityId> = engine.together(organisation(at), EntityKind::Organisation).into_iter().map(|it| it.entity).collect();
        let shown: BTreeSet<EntityId> = network.nodes.iter().map(|node| node.entity).filter(|it| *it != organisation(at)).collect();
        prop_assert_eq!(shown, with);
    }
}

/// One delegation may be listed twice: it did not meet itself.
#[test]
fn an_organisation_that_met_itself_is_no_pair() {
    let mut dataset = nothing();
    *dataset.entities.table_mut(EntityKind::Organisation) = vec![whomet::model::Entity::unlisted("a", Lang::EN)];
    let participants = vec![participant(0), participant(0)].into();
    dataset.meetings.push(whomet::model::Meeting { participants, ..bare_meeting(0, Some("2020"), "Alone") });
    let network = Engine::build(&dataset).network(&Query::default(), 150, 400);
    assert_eq!((network.nodes.len(), network.edges.len(), network.meetings), (0, 0, 0));
}

// ---- matrix ----

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_cell_is_what_its_link_finds(dataset in dataset(), query in query(), by_year in any::<bool>(), most in 1usize..6) {
        let engine = Engine::build(&dataset);
        let by = if by_year { Facet::Year } else { Facet::Person };
        let matrix = engine.matrix(&query, by, (most, most));
        let Some(asked) = query.meetings() else {
            prop_assert_eq!(matrix.meetings, 0);
            prop_assert!(matrix.cells.iter().flatten().all(|cell| *cell == 0));
            return Ok(());
        };
        let id = |facet, value| engine.values().id(facet, value).to_owned();
        prop_assert_eq!(matrix.meetings, count(&dataset, &asked) as usize);
        for (row, cells) in matrix.rows.iter().zip(&matrix.cells) {
            let of_row = asked.with_one(Facet::Organisation, &id(Facet::Organisation, row.value));
            prop_assert_eq!(row.count, count(&dataset, &of_row));
            for (column, cell) in matrix.columns.iter().zip(cells) {
                let of_cell = of_row.with_one(by, &id(by, column.value));
                prop_assert_eq!(*cell, count(&dataset, &of_cell), "{}", of_cell.to_link());
            }
        }
        for column in &matrix.columns {
            prop_assert_eq!(column.count, count(&dataset, &asked.with_one(by, &id(by, column.value))));
        }
    }

    #[test]
    fn a_matrix_has_the_values_that_are_chosen_or_the_most_frequent(dataset in dataset(), query in query(), most in 0usize..6) {
        let engine = Engine::build(&dataset);
        let whole = engine.matrix(&query, Facet::Person, (usize::MAX, usize::MAX));
        let small = engine.matrix(&query, Facet::Person, (most, most));
        prop_assert_eq!(whole.more, (0, 0));
        prop_assert_eq!(small.rows.len() + small.more.0, whole.rows.len());
        prop_assert_eq!(&small.rows[..], &whole.rows[..small.rows.len()]);
        let known = |choice: &Choice| -> BTreeSet<u32> {
            choice.include.iter().filter_map(|id| engine.values().find(Facet::Organisation, id)).collect()
        };
        let chosen = known(&query.chosen[Facet::Organisation]);
        if !chosen.is_empty() {
            prop_assert_eq!(whole.rows.iter().map(|row| row.value).collect::<BTreeSet<_>>(), chosen);
        }
        let years = engine.matrix(&query, Facet::Year, (most, most));
        prop_assert!(years.columns.windows(2).all(|two| two[0].value < two[1].value));
        let all = engine.matrix(&query, Facet::Year, (usize::MAX, usize::MAX));
        let some = |columns: &[ValueCount]| columns.iter().filter(|year| year.count > 0).count();
        prop_assert_eq!(all.more.1, 0);
        if query.chosen[Facet::Year].include.is_empty() {
            // no year is jumped over, and it is known how many with meetings are not there
            prop_assert!(years.columns.windows(2).all(|two| two[0].value + 1 == two[1].value));
            prop_assert!(years.columns.len() <= most);
            prop_assert_eq!(some(&years.columns) + years.more.1, some(&all.columns));
        }
    }
}

// ---- what is beside ----

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn beside_two_is_who_was_at_their_meetings(dataset in dataset(), a in 0u32..4, b in 0u32..4) {
        let organisations = u32::try_from(dataset.entities.table(EntityKind::Organisation).len()).unwrap();
        prop_assume!(a < organisations && b < organisations);
        let engine = Engine::build(&dataset);
        let both = [organisation(a), organisation(b)];
        for kind in EntityKind::ALL {
            let mut counts: BTreeMap<EntityId, usize> = BTreeMap::new();
            for id in engine.joint_meetings(both[0], both[1]) {
                dataset.filed_under(id, kind).into_iter().for_each(|it| *counts.entry(it).or_default() += 1);
            }
            for it in &both {
                counts.remove(it);
            }
            let found = engine.together_with(&both, kind);
            prop_assert!(found.is_sorted_by_key(|it| (std::cmp::Reverse(it.records), it.entity)));
            prop_assert_eq!(found.into_iter().map(|it| (it.entity, it.records)).collect::<BTreeMap<_, _>>(), counts);
        }
    }

    #[test]
    fn what_is_suggested_is_what_a_search_in_the_facet_finds(dataset in dataset(), typed in "[a-zA-Zше境 ]{0,4}", most in 0usize..5) {
        let engine = Engine::build(&dataset);
        let values = PerFacet::from_fn(|_| WantValues { top: most, inside: typed.clone(), of_hits: false });
        let answer = engine.answer(&Query::default(), &Want { start: 0, len: 0, values, timeline: false });
        let found = engine.suggest_in(Facet::Organisation, &typed, most);
        if typed.trim().is_empty() {
            prop_assert_eq!(found, vec![]);
        } else {
            let expected = answer.facets[Facet::Organisation].values.iter().map(|it| (it.value, it.count as usize));
            prop_assert_eq!(found, expected.collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_value_is_suggested_with_what_choosing_it_would_find(
        dataset in dataset(), query in query(), typed in "[a-zA-Zше境]{1,3}( [a-zA-Zше境]{1,3})?", most in 0usize..6,
    ) {
        let engine = Engine::build(&dataset);
        let found = engine.suggest(&Query { words: typed.clone(), ..query.clone() }, most).into_iter().filter_map(|it| match it {
            Suggestion::Value(facet, value, records) => Some((std::cmp::Reverse(records), facet, value)),
            Suggestion::Words(_) => None,
        });
        // as the facets count what has such a name
        let facets = [Facet::Organisation, Facet::Person, Facet::Topic, Facet::Place];
        let values = PerFacet::from_fn(|_| WantValues { top: usize::MAX, inside: typed.clone(), of_hits: false });
        let want = Want { start: 0, len: 0, values, timeline: false };
        let counted = slow::answer(&dataset, &Query { words: String::new(), ..query }, &want).facets;
        let all = facets.iter().flat_map(|facet| counted[*facet].values.iter().map(|it| (*facet, it)));
        let mut all: Vec<_> = all.map(|(facet, it)| (std::cmp::Reverse(it.count as usize), facet, it.value)).collect();
        all.sort();
        all.truncate(most);
        prop_assert_eq!(found.collect::<Vec<_>>(), all);
    }

    #[test]
    fn what_is_common_is_what_at_least_two_have(lists in vec(vec((0u32..7, 1usize..4), 0..6), 2..=4)) {
        let lists: Vec<Vec<(EntityId, usize)>> = lists.into_iter().map(|list| {
            list.into_iter().map(|(at, n)| (organisation(at), n)).collect::<BTreeMap<_, _>>().into_iter().collect()
        }).collect();
        let compared = [organisation(0), organisation(1)];
        let found = common(&lists, &compared);
        for at in 0..7 {
            let having = lists.iter().filter(|list| list.iter().any(|(it, _)| it.at == at)).count();
            let row = found.iter().find(|it| it.entity.at == at);
            prop_assert_eq!(row.is_some(), having > 1 && at > 1);
            for (list, count) in lists.iter().zip(row.iter().flat_map(|row| &row.counts)) {
                prop_assert_eq!(*count, list.iter().find(|(it, _)| it.at == at).map_or(0, |(_, n)| *n));
            }
        }
    }
}

#[test]
fn claims_come_side_by_side_by_their_name() {
    let lists = [vec!["founded", "members"], vec!["members"], vec!["members", "seat", "founded"]];
    let lists: Vec<Vec<String>> =
        lists.iter().map(|list| list.iter().map(|name| (*name).to_owned()).collect()).collect();
    assert_eq!(
        aligned(&lists),
        [
            vec![Some(1), Some(0), Some(0)], // members: all three
            vec![Some(0), None, Some(2)],    // founded: two
            vec![None, None, Some(1)],       // seat: one
        ]
    );
    assert_eq!(aligned(&[vec![], vec![], vec![], vec![]]), Vec::<Vec<Option<usize>>>::new());
}

#[test]
fn a_name_is_named_word_for_word() {
    let names = ["Shanghai Cooperation Organisation", "SCO", "上海合作组织", "a"];
    for (text, named) in [
        ("Observer of the SCO since 2005", true),
        ("observer of the sco", true),
        ("Member of the Shanghai Cooperation Organisation's council", true),
        ("The Shanghai Organisation for Cooperation", false),
        ("SCOPE and disco", false),
        ("与上海合作组织签署", true),
        ("上海合作", false),
        ("a", false),
        ("", false),
    ] {
        assert_eq!(mentions(text, &names), named, "{text}");
    }
    assert!(!mentions("anything", &[]));
}

// ---- over which time ----

const DATES: &[&str] = &[
    "2020-01-05",
    "2020-01-20",
    "2020-02",
    "2020-03-01",
    "2020-03",
    "2020",
    "2020-01-05/2020-01-25",
    "2020-03-01~",
    "2020-02-11?",
    "../2020-01-10",
    "2020-03-20/..",
    "2019-12-31",
    "2020-04-02",
];

fn date(text: &str) -> PartialDate {
    PartialDate::parse(text).unwrap()
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn the_longest_gap_is_the_longest_run_of_days_without_a_meeting(
        dates in vec(option::weighted(0.9, select(DATES).prop_map(date)), 0..6)
    ) {
        let found = spell(&dates);
        let bounds: Vec<_> = dates.iter().flatten().map(|date| date.bounds()).collect();
        // day by day over two years
        let touched = |day: i32| bounds.iter().any(|it| it.start.0 <= Day(day) && Day(day) <= it.end.1);
        let days: Vec<i32> = (Day::of(2019, 6, 1).0..Day::of(2021, 6, 1).0).filter(|day| touched(*day)).collect();
        let longest = days.windows(2).map(|two| (two[1] - two[0], two[0])).filter(|(run, _)| *run > 1)
            .max_by_key(|(run, after)| (*run, std::cmp::Reverse(*after)));
        prop_assert_eq!(found.gap.map(|gap| (i32::try_from(gap.days).unwrap(), gap.after.0)), longest);
        prop_assert_eq!(found.undated, dates.iter().filter(|date| date.is_none()).count());
        if let Some(gap) = found.gap {
            let doubtful = found.undated > 0 || bounds.iter().any(|it| it.doubtful);
            let exact = dates.iter().flatten().all(|date| date.is_exact());
            prop_assert_eq!(gap.hold, if doubtful { Hold::About } else if exact { Hold::Exact } else { Hold::AtLeast });
            prop_assert_eq!(gap.before.0 - gap.after.0, i32::try_from(gap.days).unwrap());
        }
    }

    #[test]
    fn the_first_is_certain_if_it_is_the_first_however_the_dates_fall(
        dates in vec(option::weighted(0.95, select(DATES).prop_map(date)), 0..5)
    ) {
        let found = spell(&dates);
        let dated: Vec<usize> = (0..dates.len()).filter(|at| dates[*at].is_some()).collect();
        prop_assert_eq!((found.first.is_some(), found.last.is_some()), (!dated.is_empty(), !dated.is_empty()));
        let bounds = |at: usize| dates[at].unwrap().bounds();
        let doubt = dated.len() < dates.len() || dated.iter().any(|at| bounds(*at).doubtful);
        let check = |outer: Option<Outer>, latest: bool| {
            let Some(outer) = outer else { return true };
            // it against each other one, at the worst of the days on which both may begin
            let worst = dated.iter().filter(|other| **other != outer.at).all(|other| {
                let (own, other) = (bounds(outer.at).start, bounds(*other).start);
                if latest { own.0 >= other.1 } else { own.1 <= other.0 }
            });
            outer.certain == (worst && !doubt)
        };
        prop_assert!(check(found.first, false), "{found:?}");
        prop_assert!(check(found.last, true), "{found:?}");
        if let (Some(first), Some(last)) = (found.first, found.last) {
            let order = |at: usize| dates[at].unwrap().order();
            prop_assert!(dated.iter().all(|at| order(first.at) <= order(*at) && order(*at) <= order(last.at)));
        }
    }
}

#[test]
fn no_meeting_has_no_first_and_no_gap() {
    assert_eq!(spell(&[]), whomet::who::Spell::default());
    let one = spell(&[Some(date("2020-01-05"))]);
    assert_eq!((one.first, one.gap), (Some(Outer { at: 0, certain: true }), None));
    assert_eq!(one.first, one.last);
    // two in one year, of which nothing else is known: no gap can be told
    assert_eq!(spell(&[Some(date("2020")), Some(date("2020"))]).gap, None);
}

// ---- how a figure changed ----

fn figure(number: Option<f64>, unit: Option<&str>, on: Option<&str>) -> Fact {
    let evidence = Evidence { source: SourceId(0), quote: None, place: None };
    let text = |text: &str| Text::new(Lang::EN, text);
    Fact {
        id: "f".into(),
        about: organisation(0),
        claim: text("members"),
        value: text("some"),
        number,
        unit: unit.map(text),
        date: on.map(date),
        sources: Sources::one(evidence),
        confidence: None,
        note: None,
    }
}

fn drawn(facts: &[Fact]) -> Option<Vec<(usize, f64, bool)>> {
    let facts: Vec<&Fact> = facts.iter().collect();
    steps(&facts).map(|steps| steps.steps.iter().map(|step| (step.at, step.number, step.holds)).collect())
}

#[test]
fn a_figure_that_changed_is_drawn_in_steps() {
    let grew = [
        figure(Some(8.0), Some("Banks"), Some("2022-12")),
        figure(Some(6.0), Some("banks"), Some("2014-09")),
        figure(Some(7.0), Some("banks"), None),
        figure(None, Some("banks"), Some("2016")),
        figure(Some(90.0), Some("branches"), Some("2017")),
        figure(Some(5.0), Some("banks"), Some("2010/..")),
    ];
    assert_eq!(drawn(&grew), Some(vec![(1, 6.0, true), (0, 8.0, false)]));
    let found = steps(&grew.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!(found.range, (6.0, 8.0));
    assert_eq!(found.days, (Day::of(2014, 9, 1), Day::of(2022, 12, 31)));
    // in 2022 it is said to be one thing and another: neither holds until the other
    let differing = [
        figure(Some(6.0), None, Some("2014")),
        figure(Some(8.0), None, Some("2022")),
        figure(Some(9.0), None, Some("2022-12")),
    ];
    assert_eq!(drawn(&differing), Some(vec![(0, 6.0, true), (1, 8.0, false), (2, 9.0, false)]));
}

#[test]
fn what_did_not_change_is_not_drawn() {
    let on = |numbers: &[(f64, &str)]| -> Vec<Fact> {
        numbers.iter().map(|(number, on)| figure(Some(*number), None, Some(on))).collect()
    };
    assert_eq!(drawn(&[]), None);
    assert_eq!(drawn(&on(&[(6.0, "2014")])), None);
    assert_eq!(drawn(&on(&[(6.0, "2014"), (6.0, "2020")])), None);
    // two values of one year are two sources that differ
    assert_eq!(drawn(&on(&[(6.0, "2014"), (8.0, "2014-05")])), None);
    assert_eq!(drawn(&[figure(Some(f64::NAN), None, Some("2014")), figure(Some(2.0), None, Some("2015"))]), None);
    assert_eq!(
        drawn(&[figure(Some(1.0), Some("men"), Some("2014")), figure(Some(2.0), Some("ships"), Some("2015"))]),
        None
    );
}

// ---- the picture ----

const ROOM: Room = Room { size: (1120.0, 720.0), margin: (60.0, 40.0), apart: 30.0 };

fn graph() -> impl Strategy<Value = (usize, Vec<Link>)> {
    (0usize..40).prop_flat_map(|nodes| {
        let link =
            (0..nodes.max(1), 0..nodes.max(1), 1usize..9).prop_map(|(a, b, weight)| Link { ends: (a, b), weight });
        (Just(nodes), vec(link, 0..80))
    })
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_picture_stays_in_its_room_and_no_node_hides_another((nodes, links) in graph()) {
        let points = layout(nodes, &links, &ROOM);
        prop_assert_eq!(points.len(), nodes);
        for (at, (x, y)) in points.iter().enumerate() {
            prop_assert!((60.0..=1060.0).contains(x) && (40.0..=680.0).contains(y), "{at}: {x} {y}");
            for (dx, dy) in points[..at].iter().map(|(a, b)| (a - x, b - y)) {
                prop_assert!((dx * dx + dy * dy).sqrt() > ROOM.apart - 1.0);
            }
        }
        prop_assert_eq!(points, layout(nodes, &links, &ROOM));
    }

    #[test]
    fn a_name_stands_on_nothing(places in vec((60.0f32..1060.0, 40.0f32..680.0, 4.0f32..14.0, 20.0f32..200.0), 0..60)) {
        let nodes: Vec<((f32, f32), f32)> = places.iter().map(|(x, y, r, _)| ((*x, *y), *r)).collect();
        let widths: Vec<f32> = places.iter().map(|it| it.3).collect();
        let sides = labels(&nodes, &widths, ROOM.size);
        prop_assert_eq!(sides.len(), nodes.len());
        let area = |at: usize| {
            let ((x, y), r) = nodes[at];
            let left = match sides[at]? {
                Side::Right => x + r,
                Side::Left => x - r - widths[at],
                Side::Above | Side::Below => x - widths[at] / 2.0,
            };
            let middle = match sides[at]? {
                Side::Right | Side::Left => y,
                Side::Above => y - r - 8.0,
                Side::Below => y + r + 8.0,
            };
            Some((left, middle - 4.0, left + widths[at], middle + 4.0))
        };
        for a in 0..nodes.len() {
            for b in (0..nodes.len()).filter(|b| *b != a) {
                if let (Some(one), Some(other)) = (area(a), area(b)) {
                    prop_assert!(one.2 <= other.0 || other.2 <= one.0 || one.3 <= other.1 || other.3 <= one.1);
                }
            }
        }
        // the first has the choice, if it is not at the edge
        if let Some(((x, _), _)) = nodes.first() && nodes.len() == 1 && *x < 800.0 {
            prop_assert_eq!(sides[0], Some(Side::Right));
        }
    }
}

/// The same numbers everywhere: `tests/page/who.test.mjs` asks a browser for these.
#[test]
fn a_picture_is_the_same_on_every_machine() {
    let links = [(0, 1, 3), (0, 2, 1), (1, 2, 1), (0, 3, 1)].map(|(a, b, weight)| Link { ends: (a, b), weight });
    let room = Room { size: (960.0, 340.0), margin: (90.0, 30.0), apart: 28.0 };
    let tenths = |at: f32| (at * 10.0).round() as i32;
    let points = layout(4, &links, &room).into_iter().map(|(x, y)| (tenths(x), tenths(y)));
    let points: Vec<String> = points.map(|(x, y)| format!("{}.{} {}.{}", x / 10, x % 10, y / 10, y % 10)).collect();
    expect_test::expect!["497.3 195.9, 90.0 176.6, 342.7 30.0, 870.0 310.0"].assert_eq(&points.join(", "));
}

/// Nearer by the links is nearer in the picture: in a chain, the ends are furthest apart.
#[test]
fn a_chain_is_drawn_as_one() {
    let links: Vec<Link> = (0..6).map(|at| Link { ends: (at, at + 1), weight: 1 }).collect();
    let points = layout(7, &links, &ROOM);
    let far = |a: usize, b: usize| {
        let (dx, dy) = (points[a].0 - points[b].0, points[a].1 - points[b].1);
        (dx * dx + dy * dy).sqrt()
    };
    for b in 2..7 {
        assert!(far(0, b) > far(0, b - 1), "{b}: {points:?}");
    }
}

#[test]
fn records_of_a_network_are_meetings() {
    let mut dataset = nothing();
    dataset.meetings.push(bare_meeting(0, None, "One"));
    let facts = Query::default().with_one(Facet::Kind, "fact");
    assert_eq!(facts.meetings(), None);
    assert!(matches!(dataset.record(meetings_found(&dataset, &Query::default())[0]), Record::Meeting(_)));
    let mut none = Query::default();
    none.chosen[Facet::Kind].exclude = vec!["meeting".to_owned()];
    assert_eq!(none.meetings(), None);
    assert_eq!(Engine::build(&dataset).network(&none, 9, 9).meetings, 0);
}
