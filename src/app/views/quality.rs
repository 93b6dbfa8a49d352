//! The quality report: the problems of the data, narrowed by what became of them, by rule and by words,
//! each with the way to its record.

use whomet::model::EntityKind;
use whomet::query::Open;

use super::parts::{button, link, quiet, readers_word, section};
use super::states::when_there;
use crate::app::boot::mend;
use crate::app::el::{El, el, of};
use crate::app::i18n::Between;
use crate::app::report::Report;
use crate::app::state::{Flaw, Loaded, Page};

/// How many problems are listed at first, and how many more at a time.
const PROBLEMS: usize = 100;
/// How many problems are looked at: of a pack each of them is fetched.
const MOST: usize = 5_000;

/// The report.
pub fn quality(page: Page) -> El {
    let words = page.words();
    let (all, left_out) = page.loaded().flaws();
    if all == 0 {
        return section(words.quality(), el("P").with(words.nothing_left_out()));
    }
    Report.left_out.set(None);
    Report.code.set(String::new());
    Report.text.set(String::new());
    Report.listed.set(PROBLEMS);
    let whole = (left_out == 0).then(|| el("P").with(words.nothing_left_out()));
    let cut = (all > MOST).then(|| el("P").with(quiet(words.problems_cut(MOST))));
    let codes = el("SPAN").live(move || when_there(page, || rules(page)));
    let asked = of("DIV", "asked").with((severities(page, all, left_out), codes, search(page)));
    let list = of("DIV", "found").live(move || when_there(page, || found(page)));
    section(words.quality(), (whole, cut, asked, list))
}

/// The problems that are looked at.
fn flaws(loaded: &Loaded) -> impl Iterator<Item = &Flaw> {
    (0..loaded.flaws().0.min(MOST)).filter_map(|at| loaded.flaw(at))
}

/// What became of what is wrong.
fn severities(page: Page, all: usize, left_out: usize) -> El {
    let words = page.words();
    let names = [words.any_severity(all), words.left_out(left_out), words.kept_but(all - left_out)];
    let values = [None, Some(true), Some(false)];
    let option = |(at, name): (usize, String)| el("OPTION").attr("value", at.to_string()).with(name);
    let choose = move |at: String| {
        let at: usize = at.parse().unwrap_or(0);
        Report.listed.set(PROBLEMS);
        Report.left_out.set(values.get(at).copied().flatten());
    };
    el("SELECT")
        .attr("aria-label", words.severity())
        .with(names.into_iter().enumerate().map(option).collect::<Vec<_>>())
        .on("change", move |event| choose(event.value()))
}

/// The rules that are broken, each with its count.
fn rules(page: Page) -> El {
    let words = page.words();
    let mut counts: Vec<(String, usize)> = Vec::new();
    for flaw in flaws(page.loaded()) {
        match counts.iter_mut().find(|(code, _)| *code == flaw.code) {
            Some((_, count)) => *count += 1,
            None => counts.push((flaw.code.clone(), 1)),
        }
    }
    counts.sort_unstable();
    let any = el("OPTION").attr("value", "").with(words.any_rule());
    let option = |(code, count): (String, usize)| {
        let name = words.brackets(&code, &words.number(count as u64));
        el("OPTION").attr("value", code).with(name)
    };
    let options: Vec<El> = counts.into_iter().map(option).collect();
    el("SELECT").attr("aria-label", words.rule()).with((any, options)).on("change", move |event| {
        Report.listed.set(PROBLEMS);
        Report.code.set(event.value());
    })
}

fn search(page: Page) -> El {
    let words = page.words();
    el("INPUT")
        .attr("type", "search")
        .attr("aria-label", words.search_problems())
        .attr("placeholder", words.search_problems())
        .attr("autocomplete", "off")
        .on_typed(|text| {
            Report.listed.set(PROBLEMS);
            Report.text.set(text);
        })
}

/// What is asked for, and how many there are.
fn found(page: Page) -> (El, El, Option<El>) {
    let words = page.words();
    let loaded = page.loaded();
    let (left_out, code, text) = (Report.left_out.get(), Report.code.get(), Report.text.get().trim().to_lowercase());
    let says = |flaw: &Flaw| {
        let Flaw { code, pointer, found, detail, record, .. } = flaw;
        let title = words.words_of_rule(code).map_or("", |(title, _)| title);
        [code, pointer, found, detail, record]
            .into_iter()
            .map(String::as_str)
            .chain([title])
            .any(|part| part.to_lowercase().contains(&text))
    };
    let wanted = |flaw: &&Flaw| {
        left_out.is_none_or(|left_out| flaw.left_out == left_out)
            && (code.is_empty() || flaw.code == code)
            && (text.is_empty() || says(flaw))
    };
    let some: Vec<&Flaw> = flaws(loaded).filter(wanted).collect();
    let listed = Report.listed.get();
    let count = el("P").attr("role", "status").with(words.problems(some.len(), loaded.flaws().0));
    let further = move || Report.listed.set(listed + PROBLEMS);
    let more = (some.len() > listed).then(|| button("tool", words.more_values(), further));
    let rows: Vec<El> = some.iter().take(listed).map(|flaw| problem(page, loaded, flaw)).collect();
    (count, of("UL", "problems").with(rows), more)
}

fn problem(page: Page, loaded: &Loaded, trouble: &Flaw) -> El {
    let words = page.words();
    let found = (!trouble.found.is_empty()).then(|| (" ", el("CODE").attr("dir", "auto").with(trouble.found.clone())));
    let own = words.words_of_rule(&trouble.code);
    let detail = (own.is_none() || is_particular(&trouble.detail)).then(|| {
        let detail = readers_word(page, trouble.detail.clone());
        (" ", if own.is_some() { quiet(detail) } else { detail })
    });
    let title = own.map(|(title, _)| (" ", title, words.between(Between::Sentences).trim_end()));
    let what = (el("B").with(trouble.code.clone()), title, detail, found);
    let record = place_of(loaded, trouble);
    let record = record.map(|open| (" ", link(page.href_to(open), words.open_record())));
    let place = (
        el("CODE").with(trouble.pointer.clone()),
        words.between(Between::Things),
        words.line(trouble.line, trouble.column),
        words.between(Between::Sentences),
        match own {
            Some((_, mend)) => el("SPAN").with(mend),
            None => readers_word(page, mend(&trouble.code).to_owned()),
        },
    );
    el("LI").with((what, el("BR"), quiet(place), record))
}

/// True if the reader, who speaks English, says more than what rule is broken: a name, a number, what else
/// is left out.
fn is_particular(detail: &str) -> bool {
    detail.contains(['`', '“']) || detail.contains(|c: char| c.is_ascii_digit()) || detail.contains(". ")
}

/// The page of what a problem is in, if that is kept.
fn place_of(loaded: &Loaded, flaw: &Flaw) -> Option<Open> {
    let (table, rest) = flaw.pointer.strip_prefix('/')?.split_once('/')?;
    let kind = match table {
        "meetings" if !flaw.record.is_empty() => return Some(Open::Meeting(flaw.record.clone())),
        "facts" if !flaw.record.is_empty() => return Some(Open::Fact(flaw.record.clone())),
        "organisations" => EntityKind::Organisation,
        "people" => EntityKind::Person,
        "topics" => EntityKind::Topic,
        "places" => EntityKind::Place,
        _ => return None,
    };
    // as RFC 6901 writes a key
    let id = rest.split('/').next()?.replace("~1", "/").replace("~0", "~");
    loaded.find_entity(kind, &id).map(|_| Open::Entity(kind, id))
}
