//! The whole of it without a browser: a dataset, a link, what a reader does, and what is then to be
//! seen. Each story is told twice, by the engine and by the scan that specifies it.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use whomet::engine::{Answer, Bar, Engine, Values, Want, WantValues, slow};
use whomet::model::{Dataset, EntityId, EntityKind, Lang, PartialDate, Point, Record};
use whomet::query::{Act, Chip, Facet, Moment, Open, PerFacet, Query, Sort, View, update};
use whomet::source::read;

const DATASET: &str = r#"{
  "format": "whomet/1", "title": "Who met the Organisation", "language": "en",
  "licence": {"name": "CC BY 4.0"}, "report": "mailto:desk@example.org",
  "sources": {
    "eng": {"title": "News", "publisher": "SCO", "url": "https://eng.example.org/n", "language": "en"},
    "rus": {"title": "Новости", "publisher": "ШОС", "url": "https://rus.example.org/n", "language": "ru"},
    "chn": {"title": "新闻", "publisher": "上合", "url": "https://chn.example.org/n", "language": "zh"}
  },
  "organisations": {
    "sco": {"name": {"en": "Shanghai Cooperation Organisation", "ru": "Шанхайская организация сотрудничества",
            "zh": "上海合作组织"}, "aliases": ["SCO", "ШОС"]},
    "complant": {"name": {"en": "China National Complete Plant Import & Export Corporation", "zh": "中成集团"},
                 "aliases": ["COMPLANT"], "country": "CN"},
    "elka": {"name": {"en": "Yolka Works", "ru": "Завод «Ёлка»"}, "country": "RU"}
  },
  "people": {"norov": {"name": {"en": "Vladimir Norov", "ru": "Владимир Норов"}}},
  "topics": {"trade": {"name": {"en": "Trade", "zh": "贸易"}}, "environment": {"name": {"en": "Environment", "zh": "环境保护"}}},
  "places": {"beijing": {"name": {"en": "Beijing", "zh": "北京"}, "country": "CN"}},
  "meetings": [
    {"id": "m1", "date": "2020-08-20", "title": {"en": "Norov receives Complant", "zh": "诺罗夫会见中成集团"},
     "topics": ["trade"], "place": "beijing", "sources": [{"source": "eng"}, {"source": "chn"}],
     "participants": [{"person": "norov", "organisation": "sco", "side": "host"}, {"organisation": "complant"}],
     "outcomes": ["A joint action plan"]},
    {"id": "m2", "date": "2020-08", "title": "Environmental round table", "topics": ["environment"],
     "participants": [{"organisation": "sco"}, {"organisation": "elka"}], "sources": [{"source": "rus"}]},
    {"id": "m3", "date": "2020-09-01", "title": {"zh": "环境保护合作会议"}, "topics": ["environment"],
     "participants": [{"organisation": "sco"}], "sources": [{"source": "chn"}]},
    {"id": "m4", "date": "2019-12-31/2020-01-02", "title": "Joint plan of action discussed", "topics": ["trade", "environment"],
     "participants": [{"organisation": "sco"}, {"organisation": "complant"}, {"organisation": "elka"}],
     "sources": [{"source": "eng"}]},
    {"id": "m5", "title": {"ru": "Встреча с заводом «Елка»"}, "participants": [{"organisation": "elka"}, {"person": "norov"}],
     "sources": [{"source": "rus"}]},
    {"id": "m6", "date": "2018-05-04", "title": "Courtesy call", "participants": [{"organisation": "complant"}],
     "sources": [{"source": "eng"}]}
  ],
  "facts": [
    {"id": "f1", "about": "complant", "claim": "founded", "value": "1959", "date": "1959", "sources": [{"source": "chn"}]},
    {"id": "f2", "about": "complant", "claim": "projects", "value": "more than 1,600", "number": 1600, "date": "2018",
     "sources": [{"source": "eng"}]}
  ]
}"#;

/// Follows a link, lets a reader act, and compares what is to be seen: a line after each act, then
/// the last page.
fn story(link: &str, acts: Vec<Act>, seen: Expect) {
    let (dataset, problems) = read(DATASET.as_bytes());
    assert_eq!(problems, []);
    let engine = Engine::build(&dataset);
    let want = Want { start: 0, len: 4, values: PerFacet::from_fn(|_| WantValues::top(9)), timeline: true };
    let (mut query, problems) = Query::from_link(link);
    let mut picture = String::new();
    for problem in problems {
        let _ = writeln!(picture, "not understood: {} {}", problem.key, problem.value);
    }
    let ask = |query: &Query| {
        let answer = engine.answer(query, &want);
        assert_eq!(answer, slow::answer(&dataset, query, &want));
        answer
    };
    let mut answer = ask(&query);
    line(&query, &answer, &mut picture);
    for act in acts {
        query = update(&query, act);
        answer = ask(&query);
        line(&query, &answer, &mut picture);
    }
    page(&dataset, engine.values(), &query, &answer, &mut picture);
    seen.assert_eq(&picture);
}

/// The link, and how many records.
fn line(query: &Query, answer: &Answer, out: &mut String) {
    let Answer { count, total, certain, .. } = answer;
    let _ = write!(out, "/{}\n    {count} of {total} records", query.to_link());
    if certain < count {
        let _ = write!(out, ", {certain} certain");
    }
    out.push('\n');
}

/// Titles, facets and bars.
fn page(dataset: &Dataset, values: &Values, query: &Query, answer: &Answer, out: &mut String) {
    for (facet, id) in &answer.unknown {
        let _ = writeln!(out, "no such {}: {id}", facet.key());
    }
    for id in &answer.page {
        let (date, title) = match dataset.record(*id) {
            Record::Meeting(meeting) => (meeting.date, meeting.title.first().to_owned()),
            Record::Fact(fact) => (fact.date, format!("{}: {}", fact.claim.first(), fact.value.first())),
        };
        let _ =
            writeln!(out, "- {title} ({})", date.map_or("no date".to_owned(), |date: PartialDate| date.to_string()));
    }
    for (facet, counts) in answer.facets.iter().filter(|(_, counts)| !counts.values.is_empty()) {
        let choice = &query.chosen[facet];
        let shown = counts.values.iter().map(|v| {
            let id = values.id(facet, v.value).to_owned();
            let mark = match (choice.include.contains(&id), choice.exclude.contains(&id)) {
                (true, _) => "x ",
                (_, true) => "not ",
                _ => "",
            };
            format!("{mark}{} {}", name(dataset, facet, v.value).unwrap_or(id), v.count)
        });
        let _ = writeln!(out, "{}: {}", facet.key(), shown.collect::<Vec<_>>().join(", "));
    }
    let bars = std::iter::once(("before".to_owned(), &answer.timeline.before))
        .chain(answer.timeline.bars.iter().map(|bar| (bar.from.year().to_string(), bar)))
        .chain([("after".to_owned(), &answer.timeline.after)]);
    let mut by_year: Vec<(String, String)> = Vec::new();
    for (label, Bar { count, exact, .. }) in bars {
        // months one after the other, a year a line: how many records, and a ~ for each inexact one
        let cell =
            if *count == 0 { ".".to_owned() } else { format!("{count}{}", "~".repeat((count - exact) as usize)) };
        match by_year.last_mut() {
            Some((last, cells)) if *last == label => *cells += &format!(" {cell}"),
            _ => by_year.push((label, cell)),
        }
    }
    for (label, cells) in by_year.into_iter().filter(|(_, cells)| cells.contains(|c: char| c.is_ascii_digit())) {
        let _ = writeln!(out, "{label:>6} {cells}");
    }
    if answer.timeline.undated > 0 {
        let _ = writeln!(out, "no date {}", answer.timeline.undated);
    }
}

fn name(dataset: &Dataset, facet: Facet, at: u32) -> Option<String> {
    let kind: EntityKind = facet.entity_kind()?;
    let (_, name) = dataset.entities.get(EntityId { kind, at }).name.pick(Lang::EN);
    Some(name.split(' ').next()?.to_owned())
}

fn typed(words: &str) -> Act {
    Act::ReaderTyped(words.to_owned())
}

fn toggled(facet: Facet, id: &str) -> Act {
    Act::ReaderToggled(facet, id.to_owned())
}

fn excluded(facet: Facet, id: &str) -> Act {
    Act::ReaderExcluded(facet, id.to_owned())
}

#[test]
fn everything_at_first() {
    story(
        "",
        vec![],
        expect![[r#"
        /
            8 of 8 records
        - 环境保护合作会议 (2020-09-01)
        - Norov receives Complant (2020-08-20)
        - Environmental round table (2020-08)
        - Joint plan of action discussed (2019-12-31/2020-01-02)
        kind: meeting 6, fact 2
        organisation: China 5, Shanghai 4, Yolka 3
        person: Vladimir 2
        topic: Environment 3, Trade 2
        place: Beijing 1
        country: CN 5, RU 3
        language: en 4, zh 3, ru 2
        source: eng 4, chn 3, rus 2
        year: 2020 4, 2018 2, 1959 1, 2019 1
        before 1~
          2018 1~ 1~ 1~ 1~ 2~ 1~ 1~ 1~ 1~ 1~ 1~ 1~
          2019 . . . . . . . . . . . 1
          2020 1 . . . . . . 2~ 1 . . .
        no date 1
    "#]],
    );
}

#[test]
fn typing_as_you_go() {
    story(
        "",
        ["e", "env", "environment", "environment ", "environment table"].map(typed).into(),
        expect![[r#"
            /
                8 of 8 records
            /?q=e
                7 of 8 records
            /?q=env
                3 of 8 records
            /?q=environment
                3 of 8 records
            /?q=environment%20
                3 of 8 records
            /?q=environment%20table
                1 of 8 records
            - Environmental round table (2020-08)
            kind: meeting 1
            organisation: Shanghai 1, Yolka 1
            topic: Environment 1
            country: RU 1
            language: ru 1
            source: rus 1
            year: 2020 1
              2020 . . . . . . . 1~ . . . .
        "#]],
    );
}

#[test]
fn or_inside_a_facet_and_and_across() {
    let acts = vec![
        toggled(Facet::Organisation, "complant"),
        toggled(Facet::Organisation, "elka"),
        toggled(Facet::Topic, "environment"),
        toggled(Facet::Organisation, "complant"),
    ];
    story(
        "",
        acts,
        expect![[r#"
            /
                8 of 8 records
            /?organisation=complant
                5 of 8 records
            /?organisation=complant&organisation=elka
                7 of 8 records
            /?organisation=complant&organisation=elka&topic=environment
                2 of 8 records
            /?organisation=elka&topic=environment
                2 of 8 records
            - Environmental round table (2020-08)
            - Joint plan of action discussed (2019-12-31/2020-01-02)
            kind: meeting 2
            organisation: Shanghai 3, x Yolka 2, China 1
            topic: x Environment 2, Trade 1
            country: RU 2, CN 1
            language: en 1, ru 1
            source: eng 1, rus 1
            year: 2020 2, 2019 1
              2019 . . . . . . . . . . . 1
              2020 1 . . . . . . 1~ . . . .
        "#]],
    );
}

#[test]
fn what_is_excluded_still_says_how_much_it_would_bring() {
    let acts = vec![excluded(Facet::Organisation, "sco"), excluded(Facet::Kind, "fact")];
    story(
        "?q=complant",
        acts,
        expect![[r#"
            /?q=complant
                5 of 8 records
            /?q=complant&not-organisation=sco
                3 of 8 records
            /?q=complant&not-kind=fact&not-organisation=sco
                1 of 8 records
            - Courtesy call (2018-05-04)
            kind: not fact 2, meeting 1
            organisation: China 3, not Shanghai 2, Yolka 1
            country: CN 1
            language: en 1
            source: eng 1
            year: 2018 1
              2018 . . . . 1 . . . . . . .
        "#]],
    );
}

#[test]
fn a_month_may_lie_in_a_week_of_it() {
    let week = Act::ReaderChosePeriod(Moment::new(Point::day(2020, 8, 17)), Moment::new(Point::day(2020, 8, 23)));
    story(
        "",
        vec![week, typed("table")],
        expect![[r#"
            /
                8 of 8 records
            /?from=2020-08-17&to=2020-08-23
                2 of 8 records, 1 certain
            /?q=table&from=2020-08-17&to=2020-08-23
                1 of 8 records, 0 certain
            - Environmental round table (2020-08)
            kind: meeting 1
            organisation: Shanghai 1, Yolka 1
            topic: Environment 1
            country: RU 1
            language: ru 1
            source: rus 1
            year: 2020 1
              2020 . . . . . . . 1~ . . . .
        "#]],
    );
}

#[test]
fn two_years_that_a_meeting_spans() {
    let acts = vec![toggled(Facet::Year, "2019"), toggled(Facet::Year, "2020"), toggled(Facet::Year, "2019")];
    story(
        "?organisation=complant",
        acts,
        expect![[r#"
        /?organisation=complant
            5 of 8 records
        /?organisation=complant&year=2019
            1 of 8 records
        /?organisation=complant&year=2019&year=2020
            2 of 8 records
        /?organisation=complant&year=2020
            2 of 8 records
        - Norov receives Complant (2020-08-20)
        - Joint plan of action discussed (2019-12-31/2020-01-02)
        kind: meeting 2
        organisation: Shanghai 4, x China 2, Yolka 2
        person: Vladimir 1
        topic: Trade 2, Environment 1
        place: Beijing 1
        country: CN 2, RU 1
        language: en 2, zh 1
        source: eng 2, chn 1
        year: 2018 2, x 2020 2, 1959 1, 2019 1
        before 1~
          2018 1~ 1~ 1~ 1~ 2~ 1~ 1~ 1~ 1~ 1~ 1~ 1~
          2019 . . . . . . . . . . . 1
          2020 1 . . . . . . 1 . . . .
    "#]],
    );
}

#[test]
fn yo_is_ye() {
    story(
        "?q=%D1%91%D0%BB%D0%BA%D0%B0",
        vec![typed("ЕЛКА "), typed("ёлк завод"), typed("завод ёлк")],
        expect![[r#"
            /?q=%D1%91%D0%BB%D0%BA%D0%B0
                3 of 8 records
            /?q=%D0%95%D0%9B%D0%9A%D0%90%20
                3 of 8 records
            /?q=%D1%91%D0%BB%D0%BA%20%D0%B7%D0%B0%D0%B2%D0%BE%D0%B4
                3 of 8 records
            /?q=%D0%B7%D0%B0%D0%B2%D0%BE%D0%B4%20%D1%91%D0%BB%D0%BA
                3 of 8 records
            - Environmental round table (2020-08)
            - Joint plan of action discussed (2019-12-31/2020-01-02)
            - Встреча с заводом «Елка» (no date)
            kind: meeting 3
            organisation: Yolka 3, Shanghai 2, China 1
            person: Vladimir 1
            topic: Environment 2, Trade 1
            country: RU 3, CN 1
            language: ru 2, en 1
            source: rus 2, eng 1
            year: 2020 2, 2019 1
              2019 . . . . . . . . . . . 1
              2020 1 . . . . . . 1~ . . . .
            no date 1
        "#]],
    );
}

#[test]
fn chinese_runs_on_without_spaces() {
    story(
        "",
        ["环", "环境", "环境保护合作", "护合", "上海合作", "境环", "中成集团 诺罗夫"].map(typed).into(),
        expect![[r#"
            /
                8 of 8 records
            /?q=%E7%8E%AF
                3 of 8 records
            /?q=%E7%8E%AF%E5%A2%83
                3 of 8 records
            /?q=%E7%8E%AF%E5%A2%83%E4%BF%9D%E6%8A%A4%E5%90%88%E4%BD%9C
                1 of 8 records
            /?q=%E6%8A%A4%E5%90%88
                1 of 8 records
            /?q=%E4%B8%8A%E6%B5%B7%E5%90%88%E4%BD%9C
                4 of 8 records
            /?q=%E5%A2%83%E7%8E%AF
                0 of 8 records
            /?q=%E4%B8%AD%E6%88%90%E9%9B%86%E5%9B%A2%20%E8%AF%BA%E7%BD%97%E5%A4%AB
                1 of 8 records
            - Norov receives Complant (2020-08-20)
            kind: meeting 1
            organisation: Shanghai 1, China 1
            person: Vladimir 1
            topic: Trade 1
            place: Beijing 1
            country: CN 1
            language: en 1, zh 1
            source: eng 1, chn 1
            year: 2020 1
              2020 . . . . . . . 1 . . . .
        "#]],
    );
}

#[test]
fn a_phrase_stands_together() {
    story(
        "",
        ["joint plan", "\"joint plan\"", "\"plan joint", "\"joint a", "-\"joint plan\" sco", "1600"].map(typed).into(),
        expect![[r#"
            /
                8 of 8 records
            /?q=joint%20plan
                2 of 8 records
            /?q=%22joint%20plan%22
                1 of 8 records
            /?q=%22plan%20joint
                0 of 8 records
            /?q=%22joint%20a
                1 of 8 records
            /?q=-%22joint%20plan%22%20sco
                3 of 8 records
            /?q=1600
                1 of 8 records
            - projects: more than 1,600 (2018)
            kind: fact 1
            organisation: China 1
            country: CN 1
            language: en 1
            source: eng 1
            year: 2018 1
              2018 1~ 1~ 1~ 1~ 1~ 1~ 1~ 1~ 1~ 1~ 1~ 1~
        "#]],
    );
}

#[test]
fn what_a_link_asks_for_and_is_not_there() {
    story(
        "?organisation=nobody&not-topic=weather&organisation=sco&sort=best&from=soon&hello=1",
        vec![],
        expect![[r#"
            not understood: sort best
            not understood: from soon
            /?organisation=nobody&organisation=sco&not-topic=weather&hello=1
                4 of 8 records
            no such organisation: nobody
            no such topic: weather
            - 环境保护合作会议 (2020-09-01)
            - Norov receives Complant (2020-08-20)
            - Environmental round table (2020-08)
            - Joint plan of action discussed (2019-12-31/2020-01-02)
            kind: meeting 4
            organisation: China 5, x Shanghai 4, Yolka 3
            person: Vladimir 1
            topic: Environment 3, Trade 2
            place: Beijing 1
            country: CN 2, RU 2
            language: en 2, zh 2, ru 1
            source: eng 2, chn 2, rus 1
            year: 2020 4, 2019 1
              2019 . . . . . . . . . . . 1
              2020 1 . . . . . . 2~ 1 . . .
        "#]],
    );
}

#[test]
fn clearing_and_taking_chips_away() {
    let acts = vec![
        Act::ReaderRemoved(Chip::Included(Facet::Organisation, "sco".to_owned())),
        Act::ReaderRemoved(Chip::Period(None, None)),
        Act::ReaderCleared,
    ];
    story(
        "?q=norov&organisation=sco&not-topic=trade&from=2019&sort=oldest&lang=ru&x=1",
        acts,
        expect![[r#"
        /?q=norov&organisation=sco&not-topic=trade&from=2019&sort=oldest&lang=ru&x=1
            0 of 8 records
        /?q=norov&not-topic=trade&from=2019&sort=oldest&lang=ru&x=1
            0 of 8 records
        /?q=norov&not-topic=trade&sort=oldest&lang=ru&x=1
            1 of 8 records
        /?sort=oldest&lang=ru&x=1
            8 of 8 records
        - founded: 1959 (1959)
        - projects: more than 1,600 (2018)
        - Courtesy call (2018-05-04)
        - Joint plan of action discussed (2019-12-31/2020-01-02)
        kind: meeting 6, fact 2
        organisation: China 5, Shanghai 4, Yolka 3
        person: Vladimir 2
        topic: Environment 3, Trade 2
        place: Beijing 1
        country: CN 5, RU 3
        language: en 4, zh 3, ru 2
        source: eng 4, chn 3, rus 2
        year: 2020 4, 2018 2, 1959 1, 2019 1
        before 1~
          2018 1~ 1~ 1~ 1~ 2~ 1~ 1~ 1~ 1~ 1~ 1~ 1~
          2019 . . . . . . . . . . . 1
          2020 1 . . . . . . 2~ 1 . . .
        no date 1
    "#]],
    );
}

#[test]
fn opening_and_closing_keeps_the_search() {
    let acts = vec![
        Act::ReaderOpened(Open::Meeting("m1".to_owned())),
        Act::ReaderOpened(Open::Entity(EntityKind::Organisation, "elka".to_owned())),
        Act::ReaderChoseView(View::Table),
        Act::ReaderClosed,
    ];
    story(
        "?q=norov",
        acts,
        expect![[r#"
            /?q=norov
                2 of 8 records
            /?q=norov&open=meeting/m1
                2 of 8 records
            /?q=norov&open=organisation/elka
                2 of 8 records
            /?q=norov&open=organisation/elka&view=table
                2 of 8 records
            /?q=norov&view=table
                2 of 8 records
            - Norov receives Complant (2020-08-20)
            - Встреча с заводом «Елка» (no date)
            kind: meeting 2
            organisation: Shanghai 1, China 1, Yolka 1
            person: Vladimir 2
            topic: Trade 1
            place: Beijing 1
            country: CN 1, RU 1
            language: en 1, ru 1, zh 1
            source: eng 1, rus 1, chn 1
            year: 2020 1
              2020 . . . . . . . 1 . . . .
            no date 1
        "#]],
    );
}

#[test]
fn what_has_no_date_comes_last() {
    story(
        "?q=%D0%9D%D0%BE%D1%80%D0%BE%D0%B2",
        vec![Act::ReaderSorted(Sort::Oldest), Act::ReaderSorted(Sort::Relevance)],
        expect![[r#"
            /?q=%D0%9D%D0%BE%D1%80%D0%BE%D0%B2
                2 of 8 records
            /?q=%D0%9D%D0%BE%D1%80%D0%BE%D0%B2&sort=oldest
                2 of 8 records
            /?q=%D0%9D%D0%BE%D1%80%D0%BE%D0%B2&sort=relevance
                2 of 8 records
            - Norov receives Complant (2020-08-20)
            - Встреча с заводом «Елка» (no date)
            kind: meeting 2
            organisation: Shanghai 1, China 1, Yolka 1
            person: Vladimir 2
            topic: Trade 1
            place: Beijing 1
            country: CN 1, RU 1
            language: en 1, ru 1, zh 1
            source: eng 1, rus 1, chn 1
            year: 2020 1
              2020 . . . . . . . 1 . . . .
            no date 1
        "#]],
    );
}
