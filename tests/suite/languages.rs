//! The interface in English, Russian and Chinese: plurals, dates as far as they are known, and what keeps
//! a catalogue from being read or compiled.

use std::fs;
use std::path::Path;

use whomet::engine::Covered;
use whomet::export::Note;
use whomet::model::{Lang, PartialDate};
use whomet::query::{Facet, Moment, Sort};
use whomet::source::Rule;

#[path = "../../src/app/i18n/mod.rs"]
#[expect(dead_code, reason = "the page uses more of it")]
mod i18n;

use i18n::{
    ALL_KEYS, Between, Catalogue, Citation, LANGUAGES, Says, Tools, card_date, choose, english_file, long_date, moment,
    name_of, period, short_date, wrong_with,
};

/// The rules of CLDR for whole numbers; the page asks `Intl`, which the tests of the page look at.
fn plural(locale: &str, number: f64) -> String {
    let (tens, ones) = ((number as u64) % 100, (number as u64) % 10);
    let case = match locale {
        "en-GB" if number == 1.0 => "one",
        "ru" if ones == 1 && tens != 11 => "one",
        "ru" if (2..=4).contains(&ones) && !(12..=14).contains(&tens) => "few",
        "ru" => "many",
        _ => "other",
    };
    case.to_owned()
}

static TOOLS: Tools = Tools { number: |_, number| number.to_string(), plural };

fn file(tag: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("public/lang/{tag}.txt"));
    fs::read_to_string(path).unwrap()
}

/// The tags of the files that there are.
fn tags() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/lang");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut tags: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
    tags.sort();
    tags.iter().map(|name| name.strip_suffix(".txt").unwrap().to_owned()).collect()
}

fn catalogue(tag: &str) -> Catalogue {
    let lang = Lang::parse(tag).unwrap();
    if lang == Lang::EN {
        return Catalogue::english(&TOOLS);
    }
    Catalogue::read(lang, file(tag), &TOOLS).unwrap()
}

#[test]
fn there_is_english_and_each_file_each_named_in_itself() {
    assert_eq!(LANGUAGES.map(|(tag, _)| tag.to_owned()).to_vec(), [vec!["en".to_owned()], tags()].concat());
    for known in [("en", "English"), ("ru", "Русский"), ("zh", "中文")] {
        assert!(LANGUAGES.contains(&known));
    }
    for (tag, name) in LANGUAGES {
        let words = catalogue(tag);
        assert_eq!((words.name(), words.lang.as_str()), (name, tag));
        assert_eq!(name_of(words.lang), name);
    }
}

#[test]
fn words_follow_their_number() {
    let [en, ru, zh] = ["en", "ru", "zh"].map(catalogue);
    let records = |n: usize| [en.in_records(n), ru.in_records(n), zh.in_records(n)];
    for (n, expected) in [
        (0, ["0 records", "0 записей", "0条记录"]),
        (1, ["1 record", "1 запись", "1条记录"]),
        (2, ["2 records", "2 записи", "2条记录"]),
        (4, ["4 records", "4 записи", "4条记录"]),
        (5, ["5 records", "5 записей", "5条记录"]),
        (11, ["11 records", "11 записей", "11条记录"]),
        (12, ["12 records", "12 записей", "12条记录"]),
        (21, ["21 records", "21 запись", "21条记录"]),
        (22, ["22 records", "22 записи", "22条记录"]),
        (101, ["101 records", "101 запись", "101条记录"]),
        (111, ["111 records", "111 записей", "111条记录"]),
        (114, ["114 records", "114 записей", "114条记录"]),
        (279, ["279 records", "279 записей", "279条记录"]),
    ] {
        assert_eq!(records(n), expected);
    }
}

#[test]
fn a_count_agrees_with_what_it_is_of() {
    let [en, ru, zh] = ["en", "ru", "zh"].map(catalogue);
    assert_eq!(en.count_of(14, 278), "14 of 278 records");
    assert_eq!(en.count_of(1, 1), "1 of 1 record");
    assert_eq!(ru.count_of(14, 278), "14 из 278 записей");
    assert_eq!(ru.count_of(14, 21), "14 из 21 записи");
    assert_eq!(ru.count_of(2, 2), "2 из 2 записей");
    assert_eq!(zh.count_of(14, 278), "278条记录中的14条");
    assert_eq!(en.certain_and_possible(1, 0), "1 certainly matches · 0 may match");
    assert_eq!(en.certain_and_possible(2, 3), "2 certainly match · 3 may match");
    assert_eq!(ru.counts(119, 160, 76), "119 встреч · 160 фактов · 76 организаций");
    assert_eq!(ru.counts(1, 3, 11), "1 встреча · 3 факта · 11 организаций");
    assert_eq!(zh.counts(119, 160, 76), "119次会晤 · 160项事实 · 76个机构");
    assert_eq!(ru.search_values(Facet::Person, 21), "Искать среди 21 человека");
    assert_eq!(ru.search_values(Facet::Person, 22), "Искать среди 22 человек");
    assert_eq!(en.search_values(Facet::Person, 1), "Search 1 person");
    assert_eq!(en.bar_vague("Aug 2020", 5, 2), "Aug 2020: 5 records, 2 of them not known to the day");
    assert_eq!(ru.evidence(2), "Подтверждение: 2 источника");
    assert_eq!(ru.evidence(0), "Подтверждение");
}

/// The words that no first view needs stand behind the others, in English apart from them.
#[test]
fn the_words_of_the_dialogs_follow_their_number() {
    let languages = ["en", "ru", "zh"].map(catalogue);
    let [en, ru, zh] = languages.each_ref().map(Catalogue::later);
    for (n, expected) in [
        (1, ["Take 1 record along", "Экспорт: 1 запись", "导出1条记录"]),
        (2, ["Take 2 records along", "Экспорт: 2 записи", "导出2条记录"]),
        (5, ["Take 5 records along", "Экспорт: 5 записей", "导出5条记录"]),
        (11, ["Take 11 records along", "Экспорт: 11 записей", "导出11条记录"]),
        (21, ["Take 21 records along", "Экспорт: 21 запись", "导出21条记录"]),
        (112, ["Take 112 records along", "Экспорт: 112 записей", "导出112条记录"]),
    ] {
        assert_eq!([en, ru, zh].map(|words| words.take_along(n)), expected);
    }
    assert_eq!(en.made("x.csv", 1, "3 kB"), "x.csv: 1 record, 3 kB.");
    assert_eq!(ru.made("x.csv", 22, "3 КБ"), "x.csv: 22 записи, 3 КБ.");
    assert_eq!(zh.made("x.csv", 22, "3 KB"), "x.csv：22条记录，3 KB。");
    assert_eq!(ru.making(2, 21), "2 из 21 записи");
    assert_eq!(ru.too_many(1_000), "Не более 1000 записей. Напечатайте досье или сузьте выборку.");
    assert_eq!(ru.meetings_left_out(1), "Не вошла и указана в файле 1 встреча:");
    assert_eq!(ru.meetings_left_out(3), "Не вошли и перечислены в файле 3 встречи:");
    assert_eq!(en.facts_left_out(1), "1 fact is no meeting and not in it.");
    assert_eq!(ru.facts_left_out(5), "5 фактов — не встречи и в календарь не входят.");
    assert_eq!(en.records_seen(1, "1 May"), "1 record, seen on 1 May");
    assert_eq!(ru.records_seen(1, "1 мая"), "1 запись, просмотрена 1 мая");
    assert_eq!(ru.records_seen(24, "1 мая"), "24 записи, просмотрены 1 мая");
    assert_eq!(zh.records_seen(24, "5月1日"), "24条记录，查看于5月1日");
    assert_eq!(ru.selections_about(20).split_once(',').unwrap().0, "До 20 выборок");
    assert_eq!(ru.then_and_now(2, 1), "было 2 записи, стало 1");
    assert_eq!(en.then_and_now(1, 2), "1 record then, 2 now");
    assert_eq!(zh.changes(1, 2, 3), "新增1条，更改2条，移除3条");
    assert_eq!(
        ru.news_since("1 мая", &ru.changes(2, 0, 0), "ШОС"),
        "С 1 мая в выборке «ШОС» — новых: 2, изменено: 0, удалено: 0."
    );
    assert_eq!(en.seen_on("https://example.org/?q={1}", "1 May"), "https://example.org/?q={1} (seen on 1 May)");
    assert_eq!((en.format(0), ru.format(7)), ("CSV", "Досье"));
    let notes = |words: &Catalogue| [Note::Facts(2), Note::More(3)].map(|note| words.calendar_note(note));
    assert_eq!(notes(&languages[0]), ["Facts are not in a calendar: 2.", "and 3 more"]);
    assert_eq!(notes(&languages[1]), ["Факты в календарь не входят: 2.", "и ещё 3"]);
}

#[test]
fn a_document_speaks_the_language_of_the_page() {
    let says = Says::new(Box::leak(Box::new(catalogue("ru"))), |lang| lang.as_str().to_owned());
    let words = says.words();
    let date = PartialDate::parse("2020-08").unwrap();
    assert_eq!((words.sources, &*(words.date)(&date)), ("Источники", "август 2020\u{a0}г."));
    assert_eq!((words.as_of)(&date), "Дата: август 2020\u{a0}г.");
    assert_eq!((words.side)(&whomet::model::Side::Other("third".into())), "third");
}

/// What stands under a facet or an order by its place in a list is what belongs to it.
#[test]
fn what_is_found_by_a_value_is_its_own() {
    let en = catalogue("en");
    for (facet, name) in [(Facet::Kind, "Kind"), (Facet::Country, "Country"), (Facet::Year, "Year")] {
        assert_eq!(en.facet(facet), name);
    }
    for facet in Facet::ALL {
        assert_eq!(en.facet(facet).to_lowercase(), facet.key());
        assert_eq!(en.facet_word(facet), facet.key());
        assert_eq!(en.search_values(facet, 2).replace("2 ", ""), en.search_in(facet));
    }
    assert_eq!(en.sorts(Sort::Newest), "Newest first");
    assert_eq!(en.sorts(Sort::Relevance), "Best match first");
    use whomet::model::{Confidence, EntityKind, Status};
    assert_eq!(en.status(Status::Withdrawn), "Record withdrawn by the publisher");
    assert_eq!(en.status(Status::Cancelled), "Cancelled");
    assert!(en.status(Status::Announced).starts_with("Announced"));
    assert_eq!(en.confidence(Confidence::High), "High confidence");
    assert_eq!(en.confidence(Confidence::Low), "Low confidence");
    for kind in EntityKind::ALL {
        assert_eq!(en.entity(kind).to_lowercase(), kind.word());
        assert_eq!(en.not_in_data(kind, "x"), format!("This dataset has no {} “x”.", kind.word()));
    }
    assert_eq!(en.failed(i18n::Failed::Missing), "The dataset is missing");
    assert!(en.way_on(i18n::Failed::OtherFormat, "whomet/2.").starts_with("whomet/2. If"));
    assert_eq!(en.way_on(i18n::Failed::NotJson, "line 1"), "The publisher has to mend it: line 1");
}

#[test]
fn dates_are_no_more_exact_than_they_are_known() {
    let languages = ["en", "ru", "zh"].map(catalogue);
    for (date, expected) in [
        ("2020-08-20", ["20 August 2020", "20 августа 2020\u{a0}г.", "2020年8月20日"]),
        ("2020-08", ["August 2020", "август 2020\u{a0}г.", "2020年8月"]),
        ("2020-05", ["May 2020", "май 2020\u{a0}г.", "2020年5月"]),
        ("2020", ["2020", "2020\u{a0}г.", "2020年"]),
        ("2020-21", ["spring 2020", "весна 2020\u{a0}г.", "2020年春季"]),
        ("199X", ["the 1990s", "1990-е годы", "1990年代"]),
        ("19XX", ["between 1900 and 1999", "1900–1999\u{a0}гг.", "1900年至1999年间"]),
        ("2020-08~", ["about August 2020", "август 2020\u{a0}г. (приблизительно)", "约2020年8月"]),
        ("2020?", ["perhaps 2020", "2020\u{a0}г. (предположительно)", "2020年（存疑）"]),
        ("2020%", ["perhaps about 2020", "2020\u{a0}г. (приблизительно, предположительно)", "约2020年（存疑）"]),
        ("2020-08-20/2020-08-22", ["20–22 August 2020", "20–22 августа 2020\u{a0}г.", "2020年8月20日至22日"]),
        (
            "2020-08-30/2020-09-02",
            ["30 August – 2 September 2020", "30 августа – 2 сентября 2020\u{a0}г.", "2020年8月30日至9月2日"],
        ),
        (
            "2020-12-30/2021-01-02",
            [
                "30 December 2020 – 2 January 2021",
                "30 декабря 2020\u{a0}г. – 2 января 2021\u{a0}г.",
                "2020年12月30日至2021年1月2日",
            ],
        ),
        ("2019/2020-05", ["2019 – May 2020", "2019\u{a0}г. – май 2020\u{a0}г.", "2019年至2020年5月"]),
        ("2020-08/..", ["since August 2020", "с августа 2020\u{a0}г.", "2020年8月起"]),
        ("../2020-05", ["until May 2020", "до мая 2020\u{a0}г. включительно", "截至2020年5月"]),
        ("199X/..", ["since the 1990s", "с 1990-х годов", "1990年代起"]),
        ("2020-24/..", ["since winter 2020", "с зимы 2020\u{a0}г.", "2020年冬季起"]),
        ("2020-08~/..", ["since about August 2020", "с августа 2020\u{a0}г. (приблизительно)", "约2020年8月起"]),
    ] {
        let read = PartialDate::parse(date).unwrap();
        assert_eq!(languages.each_ref().map(|words| long_date(words, &read)), expected, "{date}");
    }
}

#[test]
fn the_margin_of_a_card_has_the_same_date_in_short() {
    let languages = ["en", "ru", "zh"].map(catalogue);
    for (date, expected) in [
        ("2020-08-20", [("20", "Aug 2020"), ("20", "авг. 2020\u{a0}г."), ("20日", "2020年8月")]),
        (
            "2020-05",
            [("May", "2020, day unknown"), ("май", "2020\u{a0}г., день неизвестен"), ("5月", "2020年，具体日期不详")],
        ),
        ("2020", [("2020", ""), ("2020", ""), ("2020年", "")]),
        (
            "2020-08~",
            [("2020", "about Aug 2020"), ("2020", "авг. 2020\u{a0}г. (приблизительно)"), ("2020年", "约2020年8月")],
        ),
        ("2020-08-20/2020-08-22", [("20–22", "Aug 2020"), ("20–22", "авг. 2020\u{a0}г."), ("20–22日", "2020年8月")]),
        (
            "2020-08-30/2020-09-02",
            [("30–2", "Aug–Sep 2020"), ("30–2", "авг. – сент. 2020\u{a0}г."), ("30–2日", "2020年8月至9月")],
        ),
        ("2019/2020", [("2019", "2019 – 2020"), ("2019", "2019\u{a0}г. – 2020\u{a0}г."), ("2019年", "2019年至2020年")]),
        (
            "../2020-05",
            [("2020", "until May 2020"), ("2020", "до мая 2020\u{a0}г. включительно"), ("2020年", "截至2020年5月")],
        ),
    ] {
        let read = PartialDate::parse(date).unwrap();
        let own = languages.each_ref().map(|words| card_date(words, &read));
        assert_eq!(own.each_ref().map(|(large, small)| (&**large, &**small)), expected, "{date}");
    }
}

#[test]
fn a_period_of_a_query_in_words() {
    let languages = ["en", "ru", "zh"].map(catalogue);
    let august = Moment::parse("2020-08");
    let day = Moment::parse("2020-09-02");
    let in_short = ["2 Sep 2020", "2 сент. 2020\u{a0}г.", "2020年9月2日"];
    assert_eq!(languages.each_ref().map(|words| moment(words, day.unwrap())), in_short);
    let date = PartialDate::parse("2020-09-02").unwrap();
    assert_eq!(languages.each_ref().map(|words| short_date(words, &date)), in_short);
    for (from, to, expected) in [
        (august, None, ["since Aug 2020", "с авг. 2020\u{a0}г.", "2020年8月起"]),
        (None, day, ["until 2 Sep 2020", "до 2 сент. 2020\u{a0}г. включительно", "截至2020年9月2日"]),
        (august, day, ["Aug 2020 – 2 Sep 2020", "авг. 2020\u{a0}г. – 2 сент. 2020\u{a0}г.", "2020年8月至2020年9月2日"]),
        (august, august, ["Aug 2020", "авг. 2020\u{a0}г.", "2020年8月"]),
    ] {
        assert_eq!(languages.each_ref().map(|words| period(words, from, to)), expected);
    }
}

/// A sentence has room for every form of a period, and ends once.
#[test]
fn a_sentence_reads_well_with_every_period() {
    let languages = ["en", "ru", "zh"].map(catalogue);
    let [first, last] = ["2019", "2021-03"].map(Moment::parse);
    for (from, to) in [(first, None), (None, last), (first, last), (last, last), (first, first)] {
        for words in &languages {
            let when = period(words, from, to);
            for covered in [Covered::Wholly, Covered::Partly, Covered::Not, Covered::Unsaid] {
                let said = words.empty_because(covered, &when);
                assert!(said.contains(&words.brackets("", &when)), "{said}");
                assert!(said.ends_with(['.', '。']) && !said.contains("..") && !said.starts_with('('), "{said}");
            }
        }
    }
    let said = languages.each_ref().map(|words| words.empty_because(Covered::Partly, &period(words, first, None)));
    assert!(said[0].starts_with("The dataset says that it covers only a part of this period (since 2019). "));
    assert!(said[1].contains("лишь часть этого периода (с 2019\u{a0}г.). "), "{}", said[1]);
    assert!(said[2].contains("涵盖该时段（2019年起）的一部分。"), "{}", said[2]);
}

/// What stands between a name and more, and round what is said beside it, is of the language.
#[test]
fn marks_are_those_of_the_language() {
    let languages = ["en", "ru", "zh"].map(catalogue);
    assert_eq!(languages.each_ref().map(|words| words.colon("2018", "3")), ["2018: 3", "2018: 3", "2018：3"]);
    assert_eq!(languages.each_ref().map(|words| words.brackets("a", "b")), ["a (b)", "a (b)", "a（b）"]);
    assert_eq!(languages.each_ref().map(|words| words.between(Between::NameAndMore)), [": ", ": ", "："]);
    let later = languages.each_ref().map(Catalogue::later);
    assert_eq!(later.map(|words| words.semicolon("a", "b")), ["a; b", "a; b", "a；b"]);
    assert_eq!(later.map(|words| words.is_part_of("A", "B")), ["A is part of B", "A входит в состав: B", "A隶属于B"]);
}

#[test]
fn a_citation_leaves_out_what_is_not_known() {
    let [en, ru, zh] = ["en", "ru", "zh"].map(catalogue);
    let whole = Citation {
        publisher: "Newsroom",
        part: "",
        title: "Who met whom?",
        count: "2 of 21",
        version: "2020",
        digest: "abc",
        link: "https://example.org/",
        day: "2026-11-25",
    };
    let text =
        "Newsroom. Who met whom? 2 of 21. Version of 2020. SHA-256 abc. https://example.org/ (seen on 2026-11-25)";
    assert_eq!(en.cite_text(&whole), text);
    let text = "Newsroom. Who met whom? 2 of 21. Версия от 2020. SHA-256 abc. https://example.org/ (дата обращения: 2026-11-25)";
    assert_eq!(ru.cite_text(&whole), text);
    let text = "Newsroom。Who met whom?2 of 21。2020版。SHA-256 abc。https://example.org/（查阅于2026-11-25）";
    assert_eq!(zh.cite_text(&whole), text);
    let bare = Citation { publisher: "", title: "Meetings", version: "", count: "", digest: "", ..whole };
    assert_eq!(en.cite_text(&bare), "Meetings. https://example.org/ (seen on 2026-11-25)");
    let record = Citation { part: "A visit", ..bare };
    assert_eq!(en.cite_text(&record), "A visit. Meetings. https://example.org/ (seen on 2026-11-25)");
}

#[test]
fn the_first_language_that_the_visitor_reads() {
    for (wanted, chosen) in [
        (&["ru-RU", "ru", "en"][..], "ru"),
        (&["de-AT", "zh-Hant-TW", "en"], "zh"),
        (&["de", "fr"], "en"),
        (&["EN-us", "ru"], "en"),
        (&["", "x", "RU"], "ru"),
        (&[], "en"),
    ] {
        assert_eq!(choose(wanted.iter().copied()).as_str(), chosen, "{wanted:?}");
    }
}

#[test]
fn what_is_no_catalogue_of_this_page_is_not_read() {
    let lang = Lang::parse("ru").unwrap();
    let whole = file("ru");
    let read = |text: String| Catalogue::read(lang, text, &TOOLS).is_some();
    assert!(read(whole.clone()));
    assert!(read(english_file()));
    for (what, text) in [
        ("nothing", String::new()),
        ("a web page", "<!doctype html>\n<p>Welcome</p>".to_owned()),
        ("cut off", whole.chars().take(3_000).collect()),
        ("cut off behind what the first view needs", whole.split_once("take_along = ").unwrap().0.to_owned()),
        ("an entry less", whole.replace("search = Поиск\n", "")),
        ("an entry less behind them", whole.replace("stop = Остановить\n", "")),
        ("an entry of another name behind them", whole.replace("\nstop = ", "\nhalt = ")),
        ("cut off before the rules", whole.split_once("F001.title = ").unwrap().0.to_owned()),
        ("a rule that there is not", whole.replace("\nW011.mend = ", "\nW014.mend = ")),
        ("an entry more", whole.clone() + "more = x\n"),
        ("an entry of another name", whole.replace("\nsearch = ", "\nseek = ")),
        ("two entries the other way round", {
            let results = "results = Результаты\n";
            whole.replace(results, "").replace("search = Поиск\n", &format!("{results}search = Поиск\n"))
        }),
    ] {
        assert_ne!(text, whole, "{what}");
        assert!(!read(text), "{what}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_found_while_it_compiles() {
    let wrong = |text: &str| wrong_with(text).map(|((name, _), what)| (name, what));
    let ru = file("ru");
    assert_eq!(wrong(&english_file()), None);
    for tag in tags() {
        assert_eq!(wrong(&file(&tag)), None, "{tag}");
    }
    let missing = "expected here, and not found";
    let parts = "not with the parts that English has";
    let forms = "not one form of a word for each case in `plurals`, or braces not closed";
    for (from, to, entry, what) in [
        ("search = Поиск\n", "", "search", missing),
        ("sorts.oldest = ", "sorts.older = ", "sorts", missing),
        ("выбрано: {0}", "выбрано", "filters_on", parts),
        ("выбрано: {0}", "выбрано: {1}", "filters_on", parts),
        ("Показать ещё {0}", "Показать ещё {0} {0:запись|записи}", "show_more", forms),
        ("Показать ещё {0}", "Показать ещё {0", "show_more", forms),
        ("Показать ещё {0}", "Показать ещё {n}", "show_more", forms),
        ("help_text.joined = слова, написанные без пробела, ищутся как есть\n", "", "help_text", missing),
        ("stop = Остановить\n", "", "stop", missing),
        ("stop = Остановить", "stop = ", "stop", "empty"),
        ("format.calendar = ", "format.dates = ", "format", missing),
        ("{0} (дата обращения: {1})", "{0}", "seen_on", parts),
        ("удалено: {2}", "удалено: {3}", "changes", parts),
        ("{1:записи|записей|записей}\nstop", "{1:записи|записей}\nstop", "making", forms),
        ("Скопировать: {0}", "Скопировать: {0", "copy", forms),
        ("E007.title = Такого дня нет\n", "", "E007", missing),
        ("E007.title = Такого дня нет", "E007.title = ", "E007", "empty"),
        ("W011.mend = ", "W014.mend = ", "W011", missing),
    ] {
        let broken = ru.replacen(from, to, 1);
        assert_ne!(broken, ru);
        assert_eq!(wrong(&broken), Some((entry, what)), "{from} -> {to}");
    }
    let (last, _) = ALL_KEYS.last().unwrap();
    assert_eq!(wrong(&(ru + "more = x\n")), Some((*last, "the file goes on after the last entry")));
}

/// Of what another language says nothing is left in English, and nothing but its file says it.
#[test]
fn a_fourth_language_is_one_file() {
    let text = file("ru").replacen("direction = ltr", "direction = rtl", 1);
    assert_eq!(wrong_with(&text), None);
    let fourth = Catalogue::read(Lang::parse("ar").unwrap(), text, &TOOLS).unwrap();
    let ru = catalogue("ru");
    assert!(fourth.is_right_to_left() && !ru.is_right_to_left());
    assert_eq!((fourth.lang.as_str(), fourth.search()), ("ar", ru.search()));
    assert_eq!(fourth.later().take_along(21), ru.later().take_along(21));
    assert_eq!(fourth.later().selections(), ru.later().selections());
    assert_eq!(fourth.calendar_note(Note::More(3)), "и ещё 3");
    for rule in Rule::ALL {
        assert_eq!(fourth.words_of_rule(rule.code()), ru.words_of_rule(rule.code()));
    }
}

/// A word of the interface that was forgotten stands there in English. Names of formats and keys are no
/// words of English, nor is what stands between backquotes.
#[test]
fn nothing_is_left_in_english() {
    let kept = [
        "JSON",
        "HTML",
        "CSV",
        "ICS",
        "BibTeX",
        "Frictionless",
        "data/dataset.json",
        "Esc",
        "COVID-19",
        "JavaScript",
        "WebAssembly",
        "KB",
        "MB",
        "Whomet",
        "UTF-8",
        "BCP 47",
        "201X",
        "\\u",
        "mailto:desk@example.org",
        "mailto",
        "https",
        "http",
    ];
    for tag in ["ru", "zh"] {
        let text = file(tag);
        let entries = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let entries =
            entries.filter(|line| !["locale", "direction", "plurals"].iter().any(|key| line.starts_with(key)));
        for line in entries {
            let (_, value) = line.split_once(" = ").unwrap();
            let value: String = value.split('`').step_by(2).collect();
            let value = kept.iter().fold(value, |value, word| value.replace(word, ""));
            assert!(!value.contains(|c: char| c.is_ascii_alphabetic()), "{tag}: {line}");
        }
    }
}

/// In English the reader speaks for itself.
#[test]
fn each_rule_of_the_reader_has_its_words_in_each_file() {
    for rule in Rule::ALL {
        assert_eq!(catalogue("en").words_of_rule(rule.code()), None);
    }
    for tag in tags() {
        let words = catalogue(&tag);
        let mut titles = Vec::new();
        for rule in Rule::ALL {
            let (title, mend) = words.words_of_rule(rule.code()).unwrap();
            let code = rule.code();
            assert!(file(&tag).contains(&format!("\n{code}.title = {title}\n{code}.mend = {mend}\n")), "{tag} {code}");
            // a name that is to be written has no translation
            let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
            let missing: Vec<String> =
                quoted(rule.mend()).into_iter().filter(|name| !quoted(mend).contains(name)).collect();
            assert!(missing.is_empty(), "{tag} {code}: {missing:?}");
            titles.push(title);
        }
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), Rule::ALL.len(), "{tag}");
        assert_eq!(words.words_of_rule("P001"), None);
    }
}

#[test]
fn no_key_of_a_file_stands_there_twice() {
    for (tag, _) in LANGUAGES.iter().skip(1) {
        let text = file(tag);
        let keys = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
        let mut keys: Vec<&str> = keys.map(|(key, _)| key).collect();
        keys.sort_unstable();
        let twice: Vec<&str> = keys.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
        assert!(twice.is_empty(), "{tag}: {twice:?}");
    }
}
