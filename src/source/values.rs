//! Values that are read the same wherever they stand: texts, words, dates, addresses, language tags,
//! ids.

use std::borrow::Cow;

use super::desk::{Desk, Names};
use super::fields::Short;
use super::log::position;
use super::node::Node;
use super::rules::Rule;
use crate::model::{DateError, Lang, PartialDate, SafeUrl, Text};

/// A title, name or claim that is longer, in characters, is reported.
pub(super) const LONG_TITLE: usize = 500;
/// Any other text that is longer is reported.
const LONG_TEXT: usize = 5_000;
/// The longest id, in characters.
const LONGEST_ID: usize = 200;

/// Words under keys.
type Identifiers = Box<[(Box<str>, Box<str>)]>;

impl Desk {
    /// A short text, verbatim.
    pub(super) fn title(&mut self, node: &Node<'_>) -> Option<Text> {
        self.text_up_to(node, LONG_TITLE)
    }

    /// A text, verbatim.
    pub(super) fn text(&mut self, node: &Node<'_>) -> Option<Text> {
        self.text_up_to(node, LONG_TEXT)
    }

    fn text_up_to(&mut self, node: &Node<'_>, most: usize) -> Option<Text> {
        match node {
            Node::Map(variants) if variants.is_empty() => self.empty_text(),
            Node::Map(variants) => self.variants(variants, most),
            node => Some(Text::new(self.language(), self.variant(node, most)?)),
        }
    }

    fn variants(&mut self, written: &[(Cow<'_, str>, Node<'_>)], most: usize) -> Option<Text> {
        let mut variants: Vec<(Lang, Box<str>)> = Vec::with_capacity(written.len());
        let mut seen = Names::default();
        for (at, (tag, node)) in written.iter().enumerate() {
            self.log.enter(position(at));
            match Lang::parse(tag) {
                None => {
                    let detail = format_args!("“{}” is not a language tag.", Short(tag));
                    self.log.report_key(Rule::BadLanguage, detail);
                }
                Some(lang) if seen.insert(lang.as_str().into(), position(at)).is_some() => {
                    let detail = format_args!("There are two texts for `{lang:?}`; the first is read.");
                    self.log.report_key(Rule::RepeatedKey, detail);
                }
                Some(_) if !matches!(node, Node::Str(_)) => self.wrong_kind(tag, node, "text in quotation marks"),
                Some(lang) => variants.extend(self.variant(node, most).map(|text| (lang, text.into()))),
            }
            self.log.leave();
        }
        Text::from_variants(variants)
    }

    /// A text in one language.
    fn variant<'n>(&mut self, node: &'n Node<'_>, most: usize) -> Option<&'n str> {
        let text = self.some_text(node)?;
        self.note_length(text, most);
        Some(text)
    }

    /// A text that is more than space.
    fn some_text<'n>(&mut self, node: &'n Node<'_>) -> Option<&'n str> {
        match node {
            Node::Str(text) if trimmed(text).is_empty() => self.empty_text(),
            Node::Str(text) => Some(text),
            _ => None,
        }
    }

    /// Reports a text that is longer than it should be.
    pub(super) fn note_length(&mut self, text: &str, most: usize) {
        if text.len() > most && text.chars().count() > most {
            let long = text.chars().count();
            self.log.report(Rule::LongText, format_args!("This text has {long} characters, more than {most}."));
        }
    }

    fn empty_text<T>(&mut self) -> Option<T> {
        self.log.report(Rule::EmptyText, format_args!("There is no text here."));
        None
    }

    /// Plain words, without the space around them.
    pub(super) fn words(&mut self, node: &Node<'_>) -> Option<Box<str>> {
        self.variant(node, LONG_TEXT).map(|words| trimmed(words).into())
    }

    /// Words under keys.
    pub(super) fn identifiers(&mut self, node: &Node<'_>) -> Option<Identifiers> {
        let Node::Map(members) = node else { return None };
        let mut found: Vec<(Box<str>, Box<str>)> = Vec::with_capacity(members.len());
        let mut seen = Names::default();
        for (at, (key, node)) in members.iter().enumerate() {
            self.log.enter(position(at));
            if !matches!(node, Node::Str(_)) {
                self.wrong_kind(key, node, "text in quotation marks");
            } else if seen.insert((&**key).into(), position(at)).is_none() {
                found.extend(self.words(node).map(|value| (Box::from(&**key), value)));
            } else {
                let detail = format_args!("There are two identifiers `{}`; the first is read.", Short(key));
                self.log.report_key(Rule::RepeatedKey, detail);
            }
            self.log.leave();
        }
        Some(found.into())
    }

    /// Other spellings: every variant of every text.
    pub(super) fn aliases(&mut self, node: &Node<'_>) -> Option<Vec<Box<str>>> {
        let text = self.title(node)?;
        Some(text.variants().map(|(_, alias)| alias.trim().into()).collect())
    }

    /// A date or an interval.
    pub(super) fn date(&mut self, node: &Node<'_>) -> Option<PartialDate> {
        let text = self.some_text(node)?;
        let error = match PartialDate::parse(text) {
            Ok(date) => return Some(date),
            Err(DateError::Shape | DateError::Time) if text.contains('T') => {
                match PartialDate::parse(&without_times(text)) {
                    Ok(date) => {
                        let detail = format_args!("“{}” is kept as {date}.", Short(text));
                        self.log.report(Rule::TimeNotKept, detail);
                        return Some(date);
                    }
                    Err(error) => error,
                }
            }
            Err(error) => error,
        };
        let (rule, why) = match error {
            DateError::Impossible => (Rule::ImpossibleDate, "has a month or a day that no calendar has"),
            DateError::Reversed => (Rule::ReversedInterval, "ends before it begins"),
            DateError::Shape | DateError::Time => (Rule::NotADate, "is not in the form of a date"),
        };
        self.log.report(rule, format_args!("“{}” {why}.", Short(text)));
        None
    }

    /// An `http` or `https` address.
    pub(super) fn address(&mut self, node: &Node<'_>) -> Option<SafeUrl> {
        self.address_like(node, is_web_address)
    }

    /// An address that may also be a mailbox.
    pub(super) fn mailbox(&mut self, node: &Node<'_>) -> Option<SafeUrl> {
        self.address_like(node, |_| true)
    }

    fn address_like(&mut self, node: &Node<'_>, allowed: fn(&SafeUrl) -> bool) -> Option<SafeUrl> {
        let text = self.some_text(node)?;
        let address = SafeUrl::parse(text.trim()).filter(allowed);
        if address.is_none() {
            let why = match text.split_once(':') {
                Some((scheme, _)) if is_scheme(scheme) => format!("begins with `{}:`", Short(scheme)),
                _ => "does not begin with `https://`".to_owned(),
            };
            let why = if text.trim().chars().any(char::is_whitespace) { "has a space in it".to_owned() } else { why };
            self.log.report(Rule::BadAddress, format_args!("“{}” {why}.", Short(text)));
        }
        address
    }

    /// A language tag.
    pub(super) fn tag(&mut self, node: &Node<'_>) -> Option<Lang> {
        let text = self.some_text(node)?;
        let lang = Lang::parse(text);
        if lang.is_none() {
            self.log.report(Rule::BadLanguage, format_args!("“{}” is not a language tag.", Short(text)));
        }
        lang
    }

    /// True or false.
    pub(super) fn flag(&mut self, node: &Node<'_>) -> Option<bool> {
        if let Node::Bool(flag) = node { Some(*flag) } else { None }
    }

    /// A number, which is finite because JSON has no others.
    pub(super) fn number(&mut self, node: &Node<'_>) -> Option<f64> {
        if let Node::Number(number) | Node::Rounded(number) = node { Some(*number) } else { None }
    }
}

/// A date or an interval without the times of day.
fn without_times(text: &str) -> String {
    let day = |end: &str| match end.split_once('T') {
        Some((day, _)) if day.starts_with(|c: char| c.is_ascii_digit()) => day.to_owned(),
        _ => end.to_owned(),
    };
    text.split('/').map(day).collect::<Vec<_>>().join("/")
}

/// A text without the space around it; mostly there is none, which a look at both ends tells.
pub(super) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// Why a text cannot be an id, if it cannot.
pub(super) fn why_no_id(id: &str) -> Option<&'static str> {
    let trimmed = trimmed(id);
    if trimmed.is_empty() {
        Some("is empty")
    } else if trimmed.len() != id.len() {
        Some("has a space at an end")
    } else if !id.bytes().all(|byte| byte.is_ascii_graphic()) && id.chars().any(char::is_control) {
        Some("has a line break or another control character in it")
    } else if id.len() > LONGEST_ID && id.chars().count() > LONGEST_ID {
        Some("is longer than 200 characters")
    } else {
        None
    }
}

/// True for addresses of the web, false for mailboxes.
pub(super) fn is_web_address(address: &SafeUrl) -> bool {
    address.as_str().get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{dataset, meeting, read_told, told};
    use crate::model::Lang;
    use crate::source::{Rule, read};

    #[test]
    fn texts_are_kept_as_they_are_written() {
        let json = meeting("", r#""summary": {"ru": " <b>Они</b>\n&amp; ", "EN": "They"}, "note": "  plain  ""#);
        let (dataset, told) = read_told(&json);
        assert_eq!(told, "");
        let summary = dataset.meetings[0].summary.as_ref().expect("a summary");
        let variants: Vec<_> = summary.variants().collect();
        assert_eq!(variants, [(Lang::parse("ru").expect("a tag"), " <b>Они</b>\n&amp; "), (Lang::EN, "They")]);
        assert_eq!(dataset.meetings[0].note.as_ref().map(|note| note.first()), Some("  plain  "));
    }

    #[test]
    fn a_bad_variant_costs_only_itself() {
        let json =
            meeting("", r#""summary": {"en": "", "english!": "x", "ru": 1, "de": "Ja", "DE": "Nein"}, "note": {}"#);
        let (dataset, told) = read_told(&json);
        assert_eq!(dataset.meetings[0].summary.as_ref().map(|text| text.first()), Some("Ja"));
        expect_test::expect![[r#"
            E011 /meetings/0/summary/en: There is no text here.
            E013 /meetings/0/summary/english!: “english!” is not a language tag.
            E001 /meetings/0/summary/ru: `ru` is a number, but text in quotation marks belongs here.
            W003 /meetings/0/summary/DE: There are two texts for `de`; the first is read.
            E011 /meetings/0/note: There is no text here."#]]
        .assert_eq(&told);
    }

    #[test]
    fn dates_lose_their_time_and_nothing_else() {
        for (written, kept) in [
            ("2020-08-20T10:00:00Z", "2020-08-20"),
            ("2020-08-20T10:00/2020-08-22T18:00", "2020-08-20/2020-08-22"),
            ("2020-08-20/2020-08-22T18:00", "2020-08-20/2020-08-22"),
        ] {
            let (dataset, problems) = read(meeting("", &format!(r#""date": "{written}""#)).as_bytes());
            assert_eq!(problems.iter().map(|p| p.rule).collect::<Vec<_>>(), [Rule::TimeNotKept]);
            assert_eq!(dataset.meetings[0].date.map(|date| date.to_string()).as_deref(), Some(kept));
        }
        for (written, rule) in [
            ("2020-08-22T10:00/2020-08-20T10:00", Rule::ReversedInterval),
            ("Tuesday", Rule::NotADate),
            ("2020-08-20T10:00/Tuesday", Rule::NotADate),
            ("2021-02-29T10:00", Rule::ImpossibleDate),
            ("2021-02-29", Rule::ImpossibleDate),
        ] {
            let (dataset, problems) = read(meeting("", &format!(r#""date": "{written}""#)).as_bytes());
            assert_eq!(problems.iter().map(|p| p.rule).collect::<Vec<_>>(), [rule], "{written}");
            assert_eq!(dataset.meetings[0].date, None);
        }
    }

    #[test]
    fn addresses_that_are_not_of_the_web_are_refused() {
        let mut lines = String::new();
        for address in [
            "javascript:alert(1)",
            "mailto:a@b.c",
            "www.example.org",
            "https://a b.c",
            "data:text/html,x",
            "//x.org",
            "",
        ] {
            lines += &told(&dataset(&format!(r#""publisher": {{"name": "x", "url": "{address}"}}"#)));
            lines.push('\n');
        }
        expect_test::expect![[r#"
            E009 /publisher/url: “javascript:alert(1)” begins with `javascript:`.
            E009 /publisher/url: “mailto:a@b.c” begins with `mailto:`.
            E009 /publisher/url: “www.example.org” does not begin with `https://`.
            E009 /publisher/url: “https://a b.c” has a space in it.
            E009 /publisher/url: “data:text/html,x” begins with `data:`.
            E009 /publisher/url: “//x.org” does not begin with `https://`.
            E011 /publisher/url: There is no text here.
        "#]]
        .assert_eq(&lines);
        let (dataset, problems) =
            read(dataset(r#""publisher": {"name": "x", "url": "HTTPS://example.org"}"#).as_bytes());
        assert!(problems.is_empty() && dataset.about.publisher.is_some_and(|p| p.url.is_some()));
    }

    #[test]
    fn ids_are_anything_that_can_stand_in_a_link() {
        let long = "x".repeat(201);
        for (id, good) in [
            ("m/1 ü", true),
            ("会议", true),
            ("a b", true),
            ("", false),
            (" a", false),
            ("a\\n", false),
            (&*long, false),
        ] {
            let json = dataset(&format!(r#""meetings": [{{"id": "{id}", "title": "Talks", "sources": ["s1"]}}]"#));
            let (dataset, problems) = read(json.as_bytes());
            assert_eq!((dataset.meetings.len(), problems.len()), if good { (1, 0) } else { (0, 1) }, "{id}");
            assert!(good || problems[0].rule == Rule::BadId);
        }
    }
}
