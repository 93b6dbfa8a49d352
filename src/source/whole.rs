//! Checks over the whole dataset, when everything has been read: entries and meetings that look like
//! one, names that hold several, dates outside the coverage.

use std::hash::Hasher;

use super::desk::{Desk, Quick, hash_of};
use super::fields::Short;
use super::log::position;
use super::rules::Rule;
use super::scan::cut;
use crate::model::{Coverage, Day, EntityId, EntityKind, Meeting, Participant};
use crate::text::fold;

/// What may stand between two names.
const SEPARATORS: [&str; 10] = [";", "\n", "|", " / ", "；", "、", "，", ", ", " and ", " & "];
/// How many of them never stand within one.
const STRONG: usize = 6;

/// Legal forms, as [`folded`] splits them: they say nothing about who is meant.
pub const LEGAL_FORMS: [&str; 29] = [
    "ab",
    "ag",
    "as",
    "bv",
    "cjsc",
    "co",
    "company",
    "corp",
    "corporation",
    "ev",
    "gmbh",
    "inc",
    "incorporated",
    "jsc",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "ojsc",
    "oy",
    "pjsc",
    "plc",
    "sa",
    "sas",
    "se",
    "spa",
    "srl",
];

/// Legal forms that stand before the name.
const LEGAL_FORMS_BEFORE: [&str; 5] = ["ао", "зао", "оао", "ооо", "пао"];

/// Legal forms that are not set off by a space, the longer first.
const LEGAL_ENDINGS: [&str; 2] = ["股份有限公司", "有限公司"];

/// True if a name holds something that may separate names; the end decides.
pub(super) fn may_hold_several(name: &str) -> bool {
    SEPARATORS.iter().any(|separator| cut(name, separator).is_some())
}

impl Desk {
    /// Makes one of the checks, counted from 0: of the entries of each table, of names, of each meeting.
    /// False when all are made.
    pub(super) fn check(&mut self, mut at: usize) -> bool {
        for kind in &EntityKind::ALL {
            let count = self.entity_paths(*kind).len();
            if at < count {
                self.entry_that_looks_like_one(*kind, at);
                return true;
            }
            at -= count;
        }
        match at.checked_sub(1) {
            None => self.names_that_hold_several(),
            Some(at) if at < self.meeting_paths.len() => {
                self.identical_meeting(at);
                self.meeting_outside_the_coverage(at);
            }
            Some(_) => return false,
        }
        true
    }

    fn entry_that_looks_like_one(&mut self, kind: EntityKind, at: usize) {
        let Some(path) = self.entity_paths(kind).get(at).copied() else { return };
        let first = &mut self.alike.0;
        if at == 0 {
            first.clear();
        }
        let table = self.dataset.entities.table(kind);
        let Some(entity) = table.get(at) else { return };
        let names = entity.name.variants().map(|(_, name)| name).chain(entity.aliases.iter().map(|alias| &**alias));
        let mut told = false;
        for name in names {
            let key = folded(name, kind);
            if key.is_empty() {
                continue;
            }
            let other = *first.entry(key.into()).or_insert(position(at)) as usize;
            if let Some(twin) = table.get(other)
                && other != at
                && !told
            {
                told = true;
                self.log.go(&path);
                let detail =
                    format_args!("`{}` looks like `{}`: “{}”.", Short(&entity.id), Short(&twin.id), Short(name));
                self.log.report_text(Rule::LooksLikeOne, name, detail);
            }
        }
    }

    fn names_that_hold_several(&mut self) {
        for (id, path) in std::mem::take(&mut self.directory.doubtful) {
            let Some(entity) = self.dataset.entities.table(id.kind).get(id.index()) else { continue };
            if self.holds_several(id, &entity.id) {
                self.log.go(&path);
                let detail = format_args!("“{}” reads like several names.", Short(&entity.id));
                self.log.report(Rule::SeveralNames, detail);
            }
        }
    }

    /// Semicolons, line breaks, bars and spaced slashes separate names. A comma does if a name that
    /// is known stands beside it, or if all that it separates is long; so does `and` between known
    /// names. Places and topics have commas of their own: `Samarkand, Uzbekistan`.
    fn holds_several(&self, id: EntityId, name: &str) -> bool {
        let (strong, weak) = SEPARATORS.split_at(STRONG);
        let name = name.trim_end_matches([';', '；', ',', '.', ' ']);
        if strong.iter().any(|separator| cut(name, separator).is_some()) {
            return true;
        }
        let mut parts = vec![name];
        for separator in weak {
            for mut rest in std::mem::take(&mut parts) {
                while let Some((part, after)) = cut(rest, separator) {
                    parts.push(part);
                    rest = after;
                }
                parts.push(rest);
            }
        }
        parts.iter_mut().for_each(|part| *part = part.trim());
        parts.retain(|part| !part.is_empty());
        let names = &self.directory.of(id.kind).names;
        let known = parts.iter().filter(|part| names.get(**part).is_some_and(|at| *at != id.at)).count();
        let by_comma = cut(name, ", ").is_some() || name.contains('，');
        let long = |part: &&str| part.contains(' ') && part.chars().count() >= 8 && !begins_with_legal_form(part);
        match id.kind {
            _ if parts.len() < 2 => false,
            EntityKind::Place => false,
            _ if known == parts.len() => true,
            EntityKind::Topic => false,
            EntityKind::Organisation | EntityKind::Person => by_comma && (known > 0 || parts.iter().all(long)),
        }
    }

    fn identical_meeting(&mut self, at: usize) {
        let meetings = &self.dataset.meetings;
        let (Some(meeting), Some(path)) = (meetings.get(at), self.meeting_paths.get(at)) else { return };
        // the participants may come in any order
        let mut who = u64::from(hash_of(meeting.title.first()));
        for participant in &meeting.participants {
            let mut hash = Quick::default();
            hash.mix(numbers(participant));
            who = who.wrapping_add(hash.finish());
        }
        let mut hash = Quick::default();
        hash.mix(who);
        let hash = hash.finish() as u32;
        let identical = |twin: usize| meetings.get(twin).is_some_and(|twin| are_identical(meeting, twin));
        let Some(twin) = self.alike.1.find(hash, identical).and_then(|twin| meetings.get(twin)) else {
            return self.alike.1.insert(hash, at);
        };
        self.log.go(path);
        let (this, that) = (Short(&meeting.id), Short(&twin.id));
        let detail = format_args!("`{this}` has the date, the title and the participants of `{that}`.");
        self.log.report_text(Rule::IdenticalMeetings, &meeting.id, detail);
    }

    fn meeting_outside_the_coverage(&mut self, at: usize) {
        let coverage = &self.dataset.about.coverage;
        let (Some(meeting), Some(path)) = (self.dataset.meetings.get(at), self.meeting_paths.get(at)) else { return };
        let Some(date) = meeting.date else { return };
        let bounds = date.bounds();
        let covers = |coverage: &Coverage| {
            let from = coverage.from.map_or(Day::MIN, |date| date.bounds().start.0);
            bounds.may(from, coverage.to.map_or(Day::MAX, |date| date.bounds().end.1))
        };
        if !coverage.is_empty() && !coverage.iter().any(covers) {
            self.log.go(path);
            let detail = format_args!("The meeting `{}` is dated {date}.", Short(&meeting.id));
            self.log.report_text(Rule::OutsideCoverage, &date.to_string(), detail);
        }
    }
}

/// A participant as a number.
#[inline(always)]
fn numbers(participant: &Participant) -> u64 {
    let number = |id: Option<EntityId>| id.map_or(0, |id| u64::from(id.at) + 1);
    number(participant.person) << 32 | number(participant.organisation)
}

fn are_identical(a: &Meeting, b: &Meeting) -> bool {
    let who = |meeting: &Meeting| {
        let mut who: Vec<u64> = meeting.participants.iter().map(numbers).collect();
        crate::order::smallest(&mut who, usize::MAX);
        who
    };
    a.date == b.date && a.title.first() == b.title.first() && who(a) == who(b)
}

/// A name without what differs between spellings of it: letter case, accents, spaces, punctuation,
/// legal forms of organisations.
#[must_use]
pub fn folded(name: &str, kind: EntityKind) -> String {
    let plain = if name.is_ascii() { name.to_ascii_lowercase() } else { fold(name) };
    // the words, without the spaces and signs between them: where each ends
    let (mut whole, mut ends) = (String::with_capacity(plain.len()), Vec::new());
    for c in plain.chars() {
        if c.is_alphanumeric() {
            whole.push(c);
        } else if !matches!(c, '.' | '\'' | '’') && ends.last().copied().unwrap_or(0) < whole.len() {
            ends.push(whole.len());
        }
    }
    if kind != EntityKind::Organisation {
        return whole;
    }
    if ends.last().copied().unwrap_or(0) < whole.len() {
        ends.push(whole.len());
    }
    let mut start = 0;
    let words: Vec<&str> = ends.iter().filter_map(|end| whole.get(std::mem::replace(&mut start, *end)..*end)).collect();
    let mut words = words.as_slice();
    while let [rest @ .., last] = words
        && !rest.is_empty()
        && LEGAL_FORMS.contains(last)
    {
        words = rest;
    }
    while let [first, rest @ ..] = words
        && !rest.is_empty()
        && LEGAL_FORMS_BEFORE.contains(first)
    {
        words = rest;
    }
    let whole = words.concat();
    let short = LEGAL_ENDINGS.iter().find_map(|ending| whole.strip_suffix(ending)).filter(|short| !short.is_empty());
    short.map_or_else(|| whole.clone(), str::to_owned)
}

fn begins_with_legal_form(part: &str) -> bool {
    let word = part.split(' ').next().unwrap_or_default().replace('.', "").to_ascii_lowercase();
    LEGAL_FORMS.contains(&&*word)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{dataset, meeting, told};
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_to_one_key() {
        for (a, b) in [
            ("Complant", "COMPLANT Co., Ltd."),
            ("Acme S.A.", "ACME SA"),
            ("Verein e.V.", "Verein"),
            ("ООО «Ромашка»", "Ромашка"),
            ("中成股份有限公司", "中成"),
            ("Air-bus", "Airbus SE"),
            ("Société Générale", "SOCIETE GENERALE S.A."),
        ] {
            assert_eq!(folded(a, EntityKind::Organisation), folded(b, EntityKind::Organisation), "{a} {b}");
        }
        for (a, b) in [("Company", "Limited"), ("Co Ltd", "AG"), ("AS Monaco", "Monaco"), ("有限公司", "")] {
            assert_ne!(folded(a, EntityKind::Organisation), folded(b, EntityKind::Organisation), "{a} {b}");
        }
        assert_ne!(folded("Anna Co", EntityKind::Person), folded("Anna", EntityKind::Person));
    }

    #[test]
    fn twins_are_told_once_for_each_entry() {
        let told = told(&dataset(
            r#""organisations": {"a": {"name": {"en": "Acme", "ru": "Акме"}, "aliases": ["ACME"]},
                 "b": {"name": "acme ltd", "aliases": ["Акме"]}, "c": {"name": "Other"}}, "people": {"c": {"name": "Acme"}}"#,
        ));
        expect_test::expect!["W005 /organisations/b: `b` looks like `a`: “acme ltd”."].assert_eq(&told);
    }

    #[test]
    fn several_names_are_seen_and_single_ones_left_alone() {
        let several = |field: &str, name: &str| {
            let (kind, tables) = field.split_once('/').unwrap_or((field, ""));
            let tables = format!(
                r#""organisations": {{"fern": {{"name": "Fern"}}}}, "topics": {{"t": {{"name": "Trade"}}}}{tables}"#
            );
            let name = serde_json::to_string(name).expect("JSON");
            let value = match kind {
                "place" => format!(r#""place": {name}"#),
                "topic" => format!(r#""topics": [{name}, "Energy"]"#),
                kind => format!(r#""participants": [{{"{kind}": {name}}}]"#),
            };
            told(&meeting(&tables, &value)).contains("W006")
        };
        for (field, name) in [
            ("organisation", "Acme Steel; Nordic Foods"),
            ("organisation", "Acme\nNordic"),
            ("organisation", "Acme / Nordic"),
            ("organisation", "Greenpeace, Fern"),
            ("organisation", "Acme Steel Works, Nordic Foods Council"),
            ("person", "Anna Ivanova; Boris Petrov"),
            ("person", "Anna Ivanova, Boris Petrov"),
            ("place", "Beijing / Tashkent"),
            ("topic", "Trade and Energy"),
        ] {
            assert!(several(field, name), "{field} {name}");
        }
        for (field, name) in [
            ("organisation", "Acme Steel Co., Ltd."),
            ("organisation", "Department for Business, Energy and Industry"),
            ("organisation", "Fern and Partners"),
            ("organisation", "Acme;"),
            ("organisation", "AC/DC"),
            ("person", "Norov, Vladimir"),
            ("place", "Samarkand, Uzbekistan"),
            ("topic", "Trade and Investment"),
            ("topic", "Science, technology and innovation policy"),
        ] {
            assert!(!several(field, name), "{field} {name}");
        }
    }

    #[test]
    fn meetings_that_differ_in_anything_are_not_identical() {
        let meetings = [
            ("m1", "2020", "Talks", "A"), ("m2", "2020", "Talks", "B"), ("m3", "2021", "Talks", "A"),
            ("m4", "2020", "A visit", "A"), ("m5", "2020", "Talks", "A"), ("m6", "2020", "Talks", "A"),
        ]
        .map(|(id, date, title, who)| {
            format!(r#"{{"id": "{id}", "date": "{date}", "title": "{title}", "sources": ["s1"], "participants": [{{"person": "{who}"}}]}}"#)
        });
        expect_test::expect![[r#"
            W007 /meetings/4: `m5` has the date, the title and the participants of `m1`.
            W007 /meetings/5: `m6` has the date, the title and the participants of `m1`."#]]
        .assert_eq(&told(&dataset(&format!(r#""meetings": [{}]"#, meetings.join(",")))));
    }

    #[test]
    fn a_date_that_may_lie_in_a_covered_period_is_inside() {
        let coverage =
            r#""coverage": [{"from": "2018", "to": "2019-06"}, {"from": "2021-03"}, {"from": "2020", "to": "2019"}]"#;
        for (date, outside) in [
            ("2018", false),
            ("2017-12-31", true),
            ("2019", false),
            ("2019-07", true),
            ("2020", true),
            ("2021", false),
            ("2030-01-01", false),
            ("2010/..", false),
            ("2019-07/2021-02", true),
        ] {
            let lines = told(&meeting(coverage, &format!(r#""date": "{date}""#)));
            assert_eq!(lines.contains("W011"), outside, "{date}: {lines}");
            assert!(lines.contains("E008 /coverage/2"), "{lines}");
        }
    }
}
