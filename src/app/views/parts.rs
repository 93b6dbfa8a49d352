//! Small parts that many views share: texts with their language, names as links, marked words.

use whomet::engine::Marker;
use whomet::model::{Country, EntityId, Lang, PartialDate, RecordId, Text};
use whomet::query::Open;

use crate::app::el::{Child, El, Parts, el, of};
use crate::app::i18n::long_date;
use crate::app::state::{Loaded, Page};

/// A text in the visitor's language, or as it is, with its language and direction.
pub fn text(page: Page, text: &Text) -> El {
    marked(page, text, &Marker::default())
}

/// A text with the words of the query marked.
pub fn marked(page: Page, text: &Text, marker: &Marker) -> El {
    let (lang, chosen) = text.pick(page.lang());
    in_lang(page, lang).with(marks(chosen, marker))
}

/// An element for text of a language, which is said only where it is not that of the page.
pub fn in_lang(page: Page, lang: Lang) -> El {
    in_some_lang(page, Some(lang))
}

/// An element for text of a language, if that is known.
pub fn in_some_lang(page: Page, lang: Option<Lang>) -> El {
    let lang = lang.filter(|lang| *lang != page.lang()).map(|lang| lang.as_str().to_owned());
    el("SPAN").attr("dir", "auto").attr_some("lang", lang)
}

/// A word that the publisher wrote in the language of the dataset.
pub fn publishers_word(page: Page, word: &str) -> El {
    in_lang(page, page.loaded().about().language).with(word.to_owned())
}

/// A message about the data, which comes from what reads them, and that speaks English.
pub fn readers_word(page: Page, message: String) -> El {
    let lang = (page.lang() != Lang::EN).then(|| Lang::EN.as_str().to_owned());
    el("SPAN").attr("dir", "ltr").attr_some("lang", lang).with(message)
}

/// Elements in a phrase that was made with `{0}` and `{1}` for its parts.
pub fn in_phrase<const N: usize>(phrase: &str, parts: [El; N]) -> Vec<Child> {
    let mut parts = parts.map(Some);
    let mut said = Vec::new();
    for piece in phrase.split('{') {
        let (place, text) = piece.split_once('}').unwrap_or(("", piece));
        let part = place.parse().ok().and_then(|at: usize| parts.get_mut(at)?.take());
        (part, text.to_owned()).add_to(&mut said);
    }
    said
}

/// A string with the words of the query marked.
pub fn marks(text: &str, marker: &Marker) -> Vec<Child> {
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    let mut parts = Vec::new();
    let mut at = 0;
    for span in marker.spans(text) {
        piece(at, span.start).add_to(&mut parts);
        el("MARK").with(piece(span.start, span.end)).add_to(&mut parts);
        at = span.end;
    }
    piece(at, text.len()).add_to(&mut parts);
    parts
}

/// The name of an entity in the visitor's language.
pub fn name(page: Page, loaded: &Loaded, entity: EntityId) -> String {
    loaded.entity(entity).name.pick(page.lang()).1.to_owned()
}

/// A link.
pub fn link(href: impl Into<std::borrow::Cow<'static, str>>, parts: impl Parts) -> El {
    el("A").attr("href", href).with(parts)
}

/// A button that does something.
pub fn button(class: &'static str, parts: impl Parts, mut act: impl FnMut() + Send + 'static) -> El {
    of("BUTTON", class).attr("type", "button").with(parts).on("click", move |_| act())
}

/// A figure, which a page translator must leave alone.
pub fn figure(class: &'static str, text: String) -> El {
    of("SPAN", class).attr("translate", "no").with(text)
}

/// Pale text.
pub fn quiet(parts: impl Parts) -> El {
    of("SPAN", "quiet").with(parts)
}

/// How many of a list are not named, if not all are.
pub fn rest(page: Page, all: usize, named: usize) -> Option<El> {
    (all > named).then(|| el("P").with(quiet(page.words().and_more(all - named))))
}

/// A section with a heading.
pub fn section(heading: impl Parts, parts: impl Parts) -> El {
    el("SECTION").with((el("H2").with(heading), parts))
}

/// The heading of the page, where the focus lands.
pub fn heading(parts: impl Parts) -> El {
    el("H1").attr("tabindex", "-1").with(parts)
}

/// An entity's name as a link to its page, with the words of the query marked.
pub fn entity_link(page: Page, loaded: &Loaded, entity: EntityId, marker: &Marker) -> El {
    let it = loaded.entity(entity);
    link(page.href_to(Open::Entity(entity.kind, it.id.to_string())), marked(page, &it.name, marker))
}

/// Names as links in a list; `None` if there is no name.
pub fn entity_list(page: Page, loaded: &Loaded, entities: &[EntityId], marker: &Marker) -> Option<Vec<Child>> {
    let mut parts = Vec::new();
    let mut separators = page.separators(entities.len()).into_iter();
    for (at, entity) in entities.iter().enumerate() {
        let before = if at > 0 { separators.next() } else { None };
        (before, entity_link(page, loaded, *entity, marker)).add_to(&mut parts);
    }
    (!parts.is_empty()).then_some(parts)
}

/// The page of a record.
pub fn open_record(loaded: &Loaded, id: RecordId) -> Open {
    match id {
        RecordId::Meeting(id) => Open::Meeting(loaded.meeting(id).id.to_string()),
        RecordId::Fact(id) => Open::Fact(loaded.fact(id).id.to_string()),
    }
}

/// A date in words, machine-readable where it is a plain one.
pub fn date(page: Page, date: Option<&PartialDate>) -> El {
    let words = page.words();
    match date {
        None => el("SPAN").with(words.no_date()),
        Some(date) => {
            let plain = matches!(date, PartialDate::At(at) if !at.approximate && !at.uncertain);
            let machine = plain.then(|| date.to_string()).filter(|text| !text.contains('X'));
            el("TIME").attr_some("datetime", machine).with(long_date(words, date))
        }
    }
}

/// The name of a country, if the dataset gives a code that the browser knows.
pub fn country(page: Page, country: &Country) -> String {
    if country.is_code() { page.country(&country.0) } else { country.0.to_string() }
}

/// A row of a list of properties; nothing if there is no value.
pub fn row(label: &'static str, value: Option<impl Parts>) -> Option<(El, El)> {
    value.map(|value| (el("DT").with(label), el("DD").with(value)))
}
