//! Links: every form that may be written, what it means, and how it is written back.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use whomet::model::{EntityKind, Lang, Point};
use whomet::query::{Act, Chip, Dates, Facet, Moment, Open, Query, Sort, View, Zoom, update};

/// Reads a link that has nothing wrong with it, checks the query, and how it is written.
fn means(link: &str, written: &str, change: impl Fn(&mut Query)) {
    let mut expected = Query::default();
    change(&mut expected);
    assert_eq!(Query::from_link(link), (expected, Vec::new()), "{link}");
    assert_eq!(Query::from_link(link).0.to_link(), written, "{link}");
    assert_eq!(Query::from_link(written).0, Query::from_link(link).0, "{written}");
}

/// Reads a link of which one value means nothing; the rest of it is as `rest`.
fn odd(link: &str, key: &str, value: &str, rest: &str) {
    let (query, problems) = Query::from_link(link);
    let problems: Vec<(&str, &str)> = problems.iter().map(|p| (&*p.key, &*p.value)).collect();
    assert_eq!(problems, [(key, value)], "{link}");
    assert_eq!(query.to_link(), rest, "{link}");
}

fn moment(text: &str) -> Option<Moment> {
    Some(Moment::parse(text).unwrap())
}

fn open(kind: EntityKind, id: &str) -> Option<Open> {
    Some(Open::Entity(kind, id.to_owned()))
}

#[test]
fn what_narrows_the_records() {
    means("", "", |_| ());
    means("?", "", |_| ());
    means("&&?", "?%3F=", |q| q.unknown = vec![("?".into(), String::new())]);
    means("?q=norov", "?q=norov", |q| q.words = "norov".into());
    means("q=joint+action", "?q=joint%20action", |q| q.words = "joint action".into());
    means("?q=%22joint%20action%22%20-trade", "?q=%22joint%20action%22%20-trade", |q| {
        q.words = "\"joint action\" -trade".into()
    });
    means("?q=Ёлка", "?q=%D0%81%D0%BB%D0%BA%D0%B0", |q| q.words = "Ёлка".into());
    means("?q=100%", "?q=100%25", |q| q.words = "100%".into());
    means("?q=a=b", "?q=a%3Db", |q| q.words = "a=b".into());
    means("?q=", "", |_| ());
    means("?kind=meeting", "?kind=meeting", |q| q.chosen[Facet::Kind].include = vec!["meeting".into()]);
    means("?organisation=sco&organisation=complant", "?organisation=complant&organisation=sco", |q| {
        q.chosen[Facet::Organisation].include = vec!["complant".into(), "sco".into()]
    });
    means("?organisation=a&organisation=a", "?organisation=a", |q| {
        q.chosen[Facet::Organisation].include = vec!["a".into()]
    });
    means("?organisation=", "", |_| ());
    means("?organisation=AT%26T", "?organisation=AT%26T", |q| {
        q.chosen[Facet::Organisation].include = vec!["AT&T".into()]
    });
    means("?not-organisation=sco", "?not-organisation=sco", |q| {
        q.chosen[Facet::Organisation].exclude = vec!["sco".into()]
    });
    means("?person=norov", "?person=norov", |q| q.chosen[Facet::Person].include = vec!["norov".into()]);
    means("?topic=trade", "?topic=trade", |q| q.chosen[Facet::Topic].include = vec!["trade".into()]);
    means("?place=Beijing", "?place=Beijing", |q| q.chosen[Facet::Place].include = vec!["Beijing".into()]);
    means("?country=CN", "?country=CN", |q| q.chosen[Facet::Country].include = vec!["CN".into()]);
    means("?language=zh", "?language=zh", |q| q.chosen[Facet::Language].include = vec!["zh".into()]);
    means("?source=s1", "?source=s1", |q| q.chosen[Facet::Source].include = vec!["s1".into()]);
    means("?year=2020&not-year=2019", "?not-year=2019&year=2020", |q| {
        q.chosen[Facet::Year].include = vec!["2020".into()];
        q.chosen[Facet::Year].exclude = vec!["2019".into()];
    });
    means("?to=2020-08-20&from=2020", "?from=2020&to=2020-08-20", |q| {
        (q.from, q.to) = (moment("2020"), moment("2020-08-20"))
    });
    means("?from=2020-08", "?from=2020-08", |q| q.from = moment("2020-08"));
    means("?from=", "", |_| ());
}

#[test]
fn which_dates_count_and_what_the_timeline_shows() {
    means("?dates=certain&from=2020", "?from=2020&dates=certain", |q| {
        (q.from, q.dates) = (moment("2020"), Dates::Certain)
    });
    means("?dates=certain", "?dates=certain", |q| q.dates = Dates::Certain);
    means("?dates=none", "?dates=none", |q| q.dates = Dates::Missing);
    means("?dates=", "", |_| ());
    odd("?dates=none&from=2020", "dates", "none", "?from=2020");
    odd("?year=2020&dates=none", "dates", "none", "?year=2020");
    odd("?dates=all", "dates", "all", "");
    let zoom = |text: &str| Zoom::parse(text);
    means("?zoom=2020-03/2020-09", "?zoom=2020-03/2020-09", |q| q.zoom = zoom("2020-03/2020-09"));
    means("?zoom=2020-03%2F2020-09&to=2020", "?to=2020&zoom=2020-03/2020-09", |q| {
        (q.to, q.zoom) = (moment("2020"), zoom("2020-03/2020-09"))
    });
    means("?zoom=2020-01/2020-12", "?zoom=2020", |q| q.zoom = zoom("2020"));
    means("?zoom=2020-02-01/2020-02-29", "?zoom=2020-02", |q| q.zoom = zoom("2020-02"));
    means("?zoom=", "", |_| ());
    odd("?zoom=2021/2020&q=x", "zoom", "2021/2020", "?q=x");
    odd("?zoom=all", "zoom", "all", "");
}

#[test]
fn what_of_dates_follows_from_an_act() {
    let after = |link: &str, act: Act| update(&Query::from_link(link).0, act).to_link();
    let choose = |from: &str, to: &str| Act::ReaderChosePeriod(Moment::parse(from), Moment::parse(to));
    assert_eq!(after("?dates=none", choose("2020", "2021")), "?from=2020&to=2021");
    assert_eq!(after("", choose("2021", "2020")), "?from=2020&to=2021");
    assert_eq!(after("?dates=none", Act::ReaderToggled(Facet::Year, "2020".into())), "?year=2020");
    assert_eq!(after("?from=2020&year=2021", Act::ReaderChoseDates(Dates::Missing)), "?dates=none");
    assert_eq!(after("?from=2020", Act::ReaderChoseDates(Dates::Certain)), "?from=2020&dates=certain");
    assert_eq!(after("?from=2020&dates=certain", choose("", "")), "");
    assert_eq!(after("?from=2020&year=2020&dates=certain", choose("", "")), "?year=2020&dates=certain");
    assert_eq!(after("?from=2020&dates=certain", Act::ReaderRemoved(Chip::Dates(Dates::Certain))), "?from=2020");
    assert_eq!(after("?dates=none&zoom=2020&q=a", Act::ReaderCleared), "");
    assert_eq!(after("?q=a", Act::ReaderZoomed(Zoom::parse("2020"))), "?q=a&zoom=2020");
    assert_eq!(after("?zoom=2020", Act::ReaderZoomed(None)), "");
    let chips = Query::from_link("?from=2020&dates=certain&zoom=2020").0.chips();
    assert_eq!(chips, [Chip::Period(moment("2020"), None), Chip::Dates(Dates::Certain)]);
}

#[test]
fn what_is_shown_and_how() {
    use EntityKind::{Organisation, Person, Place, Topic};
    means("?sort=newest", "", |_| ());
    means("?sort=oldest", "?sort=oldest", |q| q.sort = Sort::Oldest);
    means("?sort=relevance", "?sort=relevance", |q| q.sort = Sort::Relevance);
    means("?view=cards", "", |_| ());
    means("?view=table", "?view=table", |q| q.view = View::Table);
    means("?view=network", "?view=network", |q| q.view = View::Network);
    means("?view=matrix", "?view=matrix", |q| q.view = View::Matrix);
    means("?view=matrix-years", "?view=matrix-years", |q| q.view = View::Years);
    means("?lang=en", "?lang=en", |q| q.lang = Lang::parse("en"));
    means("?lang=ru", "?lang=ru", |q| q.lang = Lang::parse("ru"));
    means("?lang=zh", "?lang=zh", |q| q.lang = Lang::parse("zh"));
    means("?open=meeting/m1", "?open=meeting/m1", |q| q.open = Some(Open::Meeting("m1".into())));
    means("?open=fact/f1", "?open=fact/f1", |q| q.open = Some(Open::Fact("f1".into())));
    means("?open=organisation/sco", "?open=organisation/sco", |q| q.open = open(Organisation, "sco"));
    means("?open=person/norov", "?open=person/norov", |q| q.open = open(Person, "norov"));
    means("?open=topic/trade", "?open=topic/trade", |q| q.open = open(Topic, "trade"));
    means("?open=place/Beijing", "?open=place/Beijing", |q| q.open = open(Place, "Beijing"));
    means("?open=pair/a/b", "?open=pair/a/b", |q| q.open = Some(Open::Pair("a".into(), "b".into())));
    means("?open=compare/a/b/c", "?open=compare/a/b/c", |q| {
        q.open = Some(Open::Compare(vec!["a".into(), "b".into(), "c".into()]))
    });
    means("?open=pair", "?open=pair", |q| q.open = Some(Open::Choose(None)));
    means("?open=pair/a", "?open=pair/a", |q| q.open = Some(Open::Choose(Some("a".into()))));
    means("?open=data", "?open=data", |q| q.open = Some(Open::Data));
    means("?open=", "", |_| ());
    means("?utm_source=mail&q=x", "?q=x&utm_source=mail", |q| {
        q.words = "x".into();
        q.unknown = vec![("utm_source".into(), "mail".into())];
    });
    means("?not-anything=1&flag", "?not-anything=1&flag=", |q| {
        q.unknown = vec![("not-anything".into(), "1".into()), ("flag".into(), String::new())]
    });
}

#[test]
fn what_a_link_was_made_from_and_where_it_stands() {
    let digest = "0123456789ab";
    means("?digest=0123456789AB", "?digest=0123456789ab", |q| q.digest = Some(digest.into()));
    means("?embed=1&digest=0123456789ab&q=a", "?q=a&digest=0123456789ab&embed=1", |q| {
        q.words = "a".into();
        q.digest = Some(digest.into());
        q.embed = true;
    });
    means("?digest=&embed=", "", |_| ());
    odd("?digest=0123456789a", "digest", "0123456789a", "");
    odd("?digest=0123456789ag", "digest", "0123456789ag", "");
    odd(&format!("?digest={}", "a".repeat(65)), "digest", &"a".repeat(65), "");
    odd("?embed=yes&q=a", "embed", "yes", "?q=a");
    // whatever the reader does next is not that link any more, but still in that frame
    let (query, _) = Query::from_link("?digest=0123456789ab&embed=1");
    assert_eq!(update(&query, Act::ReaderTyped("x".into())).to_link(), "?q=x&embed=1");
}

#[test]
fn slashes_that_another_program_has_encoded() {
    means("?open=organisation%2Fsco", "?open=organisation/sco", |q| q.open = open(EntityKind::Organisation, "sco"));
    means("?open=pair%2fa%2Fb", "?open=pair/a/b", |q| q.open = Some(Open::Pair("a".into(), "b".into())));
    means("?open=meeting/2020%2F08", "?open=meeting/2020%2F08", |q| q.open = Some(Open::Meeting("2020/08".into())));
    means("?open=compare/a%2Fb/c", "?open=compare/a%2Fb/c", |q| {
        q.open = Some(Open::Compare(vec!["a/b".into(), "c".into()]))
    });
    means("?source=a%2Fb&topic=a/b", "?topic=a/b&source=a/b", |q| {
        q.chosen[Facet::Source].include = vec!["a/b".into()];
        q.chosen[Facet::Topic].include = vec!["a/b".into()];
    });
}

#[test]
fn what_is_not_understood_is_said_and_the_rest_works() {
    odd("?q=x&from=yesterday", "from", "yesterday", "?q=x");
    odd("?to=2020-13&q=x", "to", "2020-13", "?q=x");
    odd("?from=2020-08-20/2020-08-22", "from", "2020-08-20/2020-08-22", "");
    odd("?from=2020~", "from", "2020~", "");
    odd("?from=2021&to=2020&q=x", "to", "2020", "?q=x&from=2021");
    odd("?exact=yes", "exact", "yes", "");
    odd("?sort=best&view=table", "sort", "best", "?view=table");
    odd("?view=cloud", "view", "cloud", "");
    odd("?lang=de", "lang", "de", "");
    odd("?lang=EN", "lang", "EN", "");
    odd("?open=meeting", "open", "meeting", "");
    odd("?open=meeting/", "open", "meeting/", "");
    odd("?open=pair/a/b/c", "open", "pair/a/b/c", "");
    odd("?open=pair/a/", "open", "pair/a/", "");
    odd("?open=compare/a", "open", "compare/a", "");
    odd("?open=compare/a/b/c/d/e", "open", "compare/a/b/c/d/e", "");
    odd("?open=data/x", "open", "data/x", "");
    odd("?open=country/CN&q=x", "open", "country/CN", "?q=x");
    odd("?open=%2F", "open", "/", "");
}

#[test]
fn words_are_cut_at_two_thousand_bytes_on_a_character() {
    let (query, problems) = Query::from_link(&format!("?q={}", "ё".repeat(5_000)));
    assert_eq!((query.words.len(), problems.len()), (2_000, 0));
    let (query, _) = Query::from_link(&format!("?q=a{}", "ё".repeat(5_000)));
    assert_eq!(query.words.len(), 1_999);
}

/// Ids that a dataset may well have.
fn id() -> impl Strategy<Value = String> {
    let odd = [
        "a/b",
        "100%",
        "%2F",
        "AT&T",
        "a+b",
        "a b",
        "Министерство",
        "«Ёлка»",
        "上合",
        "a\"b",
        "l'a",
        "a\nb",
        "=",
        "?",
        "#x",
        ".",
    ];
    prop_oneof![select(odd.to_vec()).prop_map(str::to_owned), "\\PC{1,8}", "[a-c]{1,2}", "(?s:.){1,6}"]
}

fn moments() -> impl Strategy<Value = Option<Moment>> {
    let point = prop_oneof![
        (0i32..=9999).prop_map(Point::year),
        (0i32..=9999, 1u8..=12).prop_map(|(year, month)| Point::month(year, month)),
        (0i32..=9999, 1u8..=12, 1u8..=28).prop_map(|(year, month, day)| Point::day(year, month, day)),
    ];
    proptest::option::of(point.prop_map(|point| Moment::new(point).unwrap()))
}

fn opened() -> impl Strategy<Value = Option<Open>> {
    let entity = (select(EntityKind::ALL.to_vec()), id()).prop_map(|(kind, id)| Open::Entity(kind, id));
    proptest::option::of(prop_oneof![
        id().prop_map(Open::Meeting),
        id().prop_map(Open::Fact),
        entity,
        (id(), id()).prop_map(|(a, b)| Open::Pair(a, b)),
        proptest::option::of(id()).prop_map(Open::Choose),
        vec(id(), 2..=4).prop_map(Open::Compare),
        Just(Open::Data),
    ])
}

fn any_query() -> impl Strategy<Value = Query> {
    let words = prop_oneof!["(?s:.){0,20}", id()];
    let choices = vec((select(Facet::ALL.to_vec()), any::<bool>(), id()), 0..6);
    let sort = select(vec![Sort::Newest, Sort::Oldest, Sort::Relevance]);
    let view = select(vec![View::Cards, View::Table, View::Network, View::Matrix, View::Years]);
    let lang = select(vec![None, Lang::parse("en"), Lang::parse("ru"), Lang::parse("zh")]);
    let unknown = vec(("[a-z]{0,3}[+%&=/ ёЁ]", id()), 0..3);
    let made = (proptest::option::of("[0-9a-f]{12,64}"), any::<bool>());
    let dates = select(vec![Dates::Possible, Dates::Certain, Dates::Missing]);
    let zoom = (moments(), moments()).prop_map(|(from, to)| Zoom::new(from?, to?));
    ((words, any::<bool>()), choices, (moments(), moments(), dates, zoom), sort, opened(), (view, lang), made, unknown)
        .prop_map(
            |((words, exact), choices, (from, to, dates, zoom), sort, open, (view, lang), (digest, embed), unknown)| {
                // an end before the beginning is no period
                let to = to.filter(|to: &Moment| from.is_none_or(|from: Moment| from.days().0 <= to.days().1));
                let shown = Query { words, exact, from, to, dates, zoom, sort, open, view, lang, ..Query::default() };
                let mut query = Query { digest, embed, unknown, ..shown };
                for (facet, exclude, id) in choices {
                    let choice = &mut query.chosen[facet];
                    let values = if exclude { &mut choice.exclude } else { &mut choice.include };
                    values.push(id);
                    values.sort_unstable();
                    values.dedup();
                }
                if query.is_timed() && query.dates == Dates::Missing {
                    query.dates = Dates::Possible;
                }
                query
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_query_reads_back_as_written(query in any_query()) {
        let link = query.to_link();
        prop_assert!(link.is_ascii() && !link.contains(['#', ' ', '"', '<', '>']), "{}", link);
        prop_assert_eq!(Query::from_link(&link), (query, Vec::new()), "{}", link);
    }

    #[test]
    fn the_order_of_pairs_does_not_matter(query in any_query(), order in vec(any::<u16>(), 40)) {
        let query = Query { unknown: Vec::new(), ..query };
        let link = query.to_link();
        let pairs: Vec<&str> = link.trim_start_matches('?').split('&').collect();
        // each pair twice, in an order of its own
        let mut shuffled: Vec<(&u16, &str)> = order.iter().zip(pairs.iter().chain(&pairs).copied()).collect();
        shuffled.sort_unstable();
        let shuffled: Vec<&str> = shuffled.into_iter().map(|(_, pair)| pair).collect();
        prop_assert_eq!(Query::from_link(&shuffled.join("&")).0.to_link(), link);
    }

    #[test]
    fn any_text_is_a_link(
        link in prop_oneof![
            "(?s:.){0,60}",
            "[?&=%+/a-z0-9-]{0,60}",
            "(open|from|q|not-year|zoom|dates)=[%/.0-9A-F]{0,12}"
        ]
    ) {
        let (query, problems) = Query::from_link(&link);
        let again = query.to_link();
        prop_assert_eq!(Query::from_link(&again), (query, Vec::new()), "{:?}", problems);
    }
}
