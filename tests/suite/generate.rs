//! Datasets and queries at random, from small vocabularies so that they meet: words that begin alike,
//! repeat, are spelt with and without accents, run on without spaces; dates of every form.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use whomet::engine::{Want, WantValues};
use whomet::model::{
    Country, Dataset, Entity, EntityId, EntityKind, Evidence, Fact, Lang, Meeting, Part, PartialDate, Participant,
    SafeUrl, Source, SourceId, Sources, Statement, Text,
};
use whomet::query::{Dates, Facet, Moment, PerFacet, Query, Sort, Zoom};

pub use crate::bare::{bare_meeting, nothing, participant};

const WORDS: &[&str] = &[
    "environment",
    "environmental",
    "env",
    "trade",
    "free",
    "joint",
    "action",
    "plan",
    "a",
    "ab",
    "Ёлка",
    "елка",
    "Норов",
    "норова",
    "и\u{306}од",
    "École",
    "e\u{301}cole",
    "COVID-19",
    "covid",
    "19",
    "1,600",
    "600",
    "1600",
    "上海合作组织",
    "环境保护",
    "保护环境",
    "环",
    "境",
    "合作",
    "SCO",
    "境SCO保",
    "境保",
    "İstanbul",
    "straße",
    "ﬁnance",
    "meeting",
    "meetings",
    "Norov",
    "организация",
    "организации",
    "shanghai",
    "шанхайская",
];

/// What stands between two words; nothing, at times.
const BETWEEN: &[&str] = &[" ", " ", " ", "", ", ", "-", "，", " — "];

const DATES: &[&str] = &[
    "2020",
    "2020-08",
    "2020-08-20",
    "2020-08-21",
    "2020-12-31",
    "2021-01-01",
    "2019-02",
    "2020-08-20/2020-08-22",
    "2019-12-31/2020-01-01",
    "2019/2021",
    "2020-08~",
    "2020-08-20?",
    "2020?",
    "2020%",
    "../2020",
    "2020/..",
    "2020-01/",
    "/2020-01-02",
    "2020-21",
    "2020-24",
    "2021-03-05",
    "2018-06-09",
];
const OLD_DATES: &[&str] = &["201X", "19XX", "1996-04-26", "2001-06-15", "1949/..", "../2001-06"];
const FAR_DATES: &[&str] = &["0000-01-01", "9999-12-31", "0000/..", "../9999", "9999-24", "00XX"];

const MOMENTS: &[&str] = &["2020", "2019", "2020-08", "2020-08-20", "2020-09", "2021", "1996", "2018-06-09", "9999"];
const COUNTRIES: &[&str] = &["CN", "RU", "UZ", "Kingdom of Nowhere"];
const LANGS: &[&str] = &["en", "ru", "zh"];

/// A dataset of at most thirty records.
pub fn dataset() -> impl Strategy<Value = Dataset> {
    let dates = prop_oneof![
        20 => Just(DATES.to_vec()),
        20 => Just([DATES, OLD_DATES].concat()),
        1 => Just([DATES, OLD_DATES, FAR_DATES].concat()),
    ];
    dates.prop_flat_map(|dates| {
        let parts = (
            [entities(), entities(), entities(), entities()],
            vec(source(), 1..4),
            vec(meeting(dates.clone()), 0..18),
            vec(fact(dates), 0..12),
        );
        parts.prop_map(|(tables, sources, meetings, facts)| assembled(tables, sources, meetings, facts))
    })
}

/// A query that often finds something.
pub fn query() -> impl Strategy<Value = Query> {
    let sort = select(vec![Sort::Newest, Sort::Oldest, Sort::Relevance]);
    let moment = || option::weighted(0.2, select(MOMENTS).prop_map(|text| Moment::parse(text).unwrap()));
    let words = (words(), prop::bool::weighted(0.2));
    let dates = prop_oneof![4 => Just(Dates::Possible), 2 => Just(Dates::Certain), 1 => Just(Dates::Missing)];
    let time = (moment(), moment(), dates, option::weighted(0.3, zoom()));
    (words, choices(), time, sort).prop_map(|((words, exact), chosen, (from, to, dates, zoom), sort)| {
        let mut query = Query { words, exact, from, to, dates, zoom, sort, ..Query::default() };
        for (facet, exclude, value) in chosen {
            let choice = &mut query.chosen[facet];
            let values = if exclude { &mut choice.exclude } else { &mut choice.include };
            values.push(value);
            values.sort_unstable();
            values.dedup();
        }
        query
    })
}

/// What a timeline may show: days, months, years and more.
fn zoom() -> impl Strategy<Value = Zoom> {
    let wide = select(vec!["0000/9999", "0900/2100", "1500/2030", "9999-12-31", "0000-01", "1999-12-31/2000-01-01"]);
    let near = (select(MOMENTS), select(MOMENTS));
    let near = near.prop_filter_map("backwards", |(from, to)| Zoom::new(Moment::parse(from)?, Moment::parse(to)?));
    prop_oneof![wide.prop_map(|text| Zoom::parse(text).unwrap()), near]
}

/// A small part of an answer.
pub fn want() -> impl Strategy<Value = Want> {
    let short = select(vec!["20", "c", "s1", "-", " "]).prop_map(str::to_owned);
    let inside = prop_oneof![3 => Just(String::new()), 1 => words(), 1 => short];
    let values = (0usize..5, inside, prop::bool::weighted(0.2));
    let values = values.prop_map(|(top, inside, of_hits)| WantValues { top, inside, of_hits });
    let start = prop_oneof![4 => 0usize..6, 1 => Just(usize::MAX)];
    let len = prop_oneof![4 => 0usize..8, 1 => Just(usize::MAX)];
    let timeline = prop::bool::weighted(0.9);
    (start, len, vec(values, Facet::COUNT), timeline).prop_map(|(start, len, values, timeline)| Want {
        start,
        len,
        values: PerFacet::from_fn(|facet| values[facet as usize].clone()),
        timeline,
    })
}

/// Everything: every record, every value.
pub fn want_all() -> Want {
    Want { start: 0, len: usize::MAX, values: PerFacet::from_fn(|_| WantValues::top(usize::MAX)), timeline: true }
}

/// Words of a query, often none.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => select(WORDS).prop_map(str::to_owned),
        4 => (select(WORDS), 1usize..5).prop_map(|(word, len)| word.chars().take(len).collect()),
        3 => phrase(3),
        3 => (select(WORDS), 0usize..9).prop_map(|(word, slip)| {
            word.char_indices().filter(|(at, _)| *at != slip).map(|(_, c)| c).collect()
        }),
        1 => "\\PC{0,4}",
    ];
    let sign = prop_oneof![8 => Just(""), 2 => Just("-"), 2 => Just("\""), 1 => Just("«"), 1 => Just("-\"")];
    let signed = (sign, piece);
    let closed = (signed, prop_oneof![3 => Just(" "), 3 => Just("\" "), 1 => Just("")]);
    let clauses = vec(
        closed.prop_map(|((sign, piece), end)| {
            let end = if sign.is_empty() || sign == "-" { end.trim_start_matches('"') } else { end };
            format!("{sign}{piece}{end}")
        }),
        1..4,
    );
    prop_oneof![3 => Just(String::new()), 7 => clauses.prop_map(|clauses| clauses.concat())]
}

fn choices() -> impl Strategy<Value = Vec<(Facet, bool, String)>> {
    let entity = |facet: Facet| (0u8..5).prop_map(move |at| (facet, format!("{}{at}", facet.key())));
    let of = |facet: Facet, ids: &'static [&'static str]| select(ids).prop_map(move |id| (facet, id.to_owned()));
    let value = prop_oneof![
        of(Facet::Kind, &["meeting", "fact", "party"]),
        entity(Facet::Organisation),
        entity(Facet::Organisation),
        entity(Facet::Person),
        entity(Facet::Topic),
        entity(Facet::Place),
        of(Facet::Country, COUNTRIES),
        of(Facet::Language, LANGS),
        entity(Facet::Source),
        of(Facet::Year, &["2018", "2019", "2020", "2021", "1996", "0000", "9999"]),
        of(Facet::Year, &["2019", "2020", "2021"]),
    ];
    vec((value, prop::bool::weighted(0.3)).prop_map(|((facet, id), exclude)| (facet, exclude, id)), 0..5).prop_map(
        |mut choices| {
            // three in five narrow nothing or one thing
            if choices.len() > 2 {
                choices.truncate(1);
            }
            choices
        },
    )
}

fn phrase(max: usize) -> impl Strategy<Value = String> {
    let common = vec((select(WORDS), select(BETWEEN)), 1..=max)
        .prop_map(|words| words.into_iter().flat_map(|(word, between)| [word, between]).collect());
    prop_oneof![12 => common, 1 => "\\PC{1,8}"]
}

fn text(max: usize) -> impl Strategy<Value = Text> {
    let lang = select(LANGS).prop_map(|lang| Lang::parse(lang).unwrap());
    let variants = vec((lang, phrase(max).prop_map(Into::into)), 1..3);
    variants.prop_map(|variants| Text::from_variants(variants).unwrap())
}

fn entities() -> impl Strategy<Value = Vec<Entity>> {
    let country = option::of(select(COUNTRIES).prop_map(|country| Country(country.into())));
    let entity = (text(3), vec(phrase(2).prop_map(Into::into), 0..3), country).prop_map(|(name, aliases, country)| {
        Entity { name, aliases: Vec::into(aliases), country, ..Entity::unlisted("", Lang::EN) }
    });
    vec(entity, 0..5)
}

fn source() -> impl Strategy<Value = Source> {
    let language = option::of(select(LANGS).prop_map(|lang| Lang::parse(lang).unwrap()));
    let url = option::of(Just(SafeUrl::parse("https://www.sco.example/trade").unwrap()));
    (language, option::of(text(3)), option::of(phrase(2)), url).prop_map(|(language, title, publisher, url)| Source {
        id: Box::default(),
        url,
        title,
        publisher: publisher.map(Into::into),
        published: None,
        retrieved: None,
        archive: None,
        language,
    })
}

fn date(dates: Vec<&'static str>) -> impl Strategy<Value = Option<PartialDate>> {
    option::weighted(0.85, select(dates).prop_map(|date| PartialDate::parse(date).unwrap()))
}

/// Which entity or source, before it is known how many there are.
type At = u8;

/// A meeting with references still open: participants, topics, places, evidence.
type OpenMeeting = (Meeting, Vec<(Option<At>, Option<At>, Option<Text>)>, Vec<At>, Vec<At>, OpenEvidence);
/// A fact with references still open: about what, evidence.
type OpenFact = (Option<PartialDate>, [Text; 2], Option<Text>, (EntityKind, At), OpenEvidence);
type OpenEvidence = Vec<(At, Option<Text>)>;

fn meeting(dates: Vec<&'static str>) -> impl Strategy<Value = OpenMeeting> {
    let texts = (text(5), option::of(text(6)), vec(text(3), 0..2), vec(text(3), 0..2), option::weighted(0.2, text(3)));
    let meeting = (date(dates), texts).prop_map(|(date, (title, summary, points, outcomes, note))| Meeting {
        date,
        title,
        summary,
        points: points.into_iter().map(|says| Statement { by: None, says }).collect(),
        outcomes: outcomes.into(),
        note,
        ..bare_meeting(0, None, "")
    });
    let role = option::weighted(0.3, text(2));
    let participants = vec((option::of(any::<At>()), option::of(any::<At>()), role), 0..5);
    (meeting, participants, vec(any::<At>(), 0..3), vec(any::<At>(), 0..2), evidence(0))
}

fn fact(dates: Vec<&'static str>) -> impl Strategy<Value = OpenFact> {
    let about = (select(EntityKind::ALL.to_vec()), any::<At>());
    (date(dates), [text(2), text(4)], option::weighted(0.2, text(1)), about, evidence(1))
}

fn evidence(least: usize) -> impl Strategy<Value = OpenEvidence> {
    vec((any::<At>(), option::weighted(0.3, text(4))), least..3)
}

/// Gives ids, and turns each open reference into one of what there is, if there is anything.
fn assembled(
    tables: [Vec<Entity>; 4],
    sources: Vec<Source>,
    meetings: Vec<OpenMeeting>,
    facts: Vec<OpenFact>,
) -> Dataset {
    let mut dataset = nothing();
    for (kind, table) in EntityKind::ALL.into_iter().zip(tables) {
        let named = table
            .into_iter()
            .enumerate()
            .map(|(at, entity)| Entity { id: format!("{}{at}", kind.word()).into(), ..entity });
        *dataset.entities.table_mut(kind) = named.collect();
    }
    dataset.sources =
        (sources.into_iter().enumerate()).map(|(at, s)| Source { id: format!("source{at}").into(), ..s }).collect();
    let entities = dataset.entities.clone();
    let one = |kind: EntityKind, at: At| {
        let count = u32::try_from(entities.table(kind).len()).unwrap();
        u32::from(at).checked_rem(count).map(|at| EntityId { kind, at })
    };
    let source_count = u32::try_from(dataset.sources.len()).unwrap();
    let evidence = |open: OpenEvidence| -> Vec<Evidence> {
        let evidence = |(at, quote)| Evidence { source: SourceId(u32::from(at) % source_count), quote, place: None };
        open.into_iter().map(evidence).collect()
    };
    for (at, (meeting, participants, topics, places, found)) in meetings.into_iter().enumerate() {
        let participant = |(person, organisation, role): (Option<At>, Option<At>, _)| Participant {
            person: person.and_then(|at| one(EntityKind::Person, at)),
            organisation: organisation.and_then(|at| one(EntityKind::Organisation, at)),
            part: Part::of(role, None),
        };
        dataset.meetings.push(Meeting {
            id: format!("m{at}").into(),
            participants: participants.into_iter().map(participant).collect(),
            topics: topics.into_iter().filter_map(|at| one(EntityKind::Topic, at)).collect(),
            places: places.into_iter().filter_map(|at| one(EntityKind::Place, at)).collect(),
            evidence: evidence(found).into(),
            ..meeting
        });
    }
    for (at, (date, [claim, value], unit, (kind, about), found)) in facts.into_iter().enumerate() {
        let Some(about) = one(kind, about) else { continue };
        let sources = Sources::new(evidence(found)).unwrap();
        let (id, number, confidence, note) = (format!("f{at}").into(), None, None, None);
        dataset.facts.push(Fact { id, about, claim, value, number, unit, date, sources, confidence, note });
    }
    dataset
}
