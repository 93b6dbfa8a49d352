//! Which language the page speaks: the one that the address asks for, else the first that the browser's
//! visitor reads. English is part of the page; another is fetched before the first drawing.

use whomet::model::Lang;

use super::i18n::{self, Between, Catalogue, Tools};
use super::ports::{address, dom, intl, net, time};
use super::state::Page;

/// How long the fetch of a language may stand still, in milliseconds; then the page speaks English.
const PATIENCE: i32 = 4_000;

/// What catalogues ask the browser.
static TOOLS: Tools = Tools { number: intl::number, plural: intl::plural };

/// What the page speaks before it is known what else.
pub fn english() -> &'static Catalogue {
    Box::leak(Box::new(Catalogue::english(&TOOLS)))
}

impl Page {
    /// Speaks the language that the address and the browser ask for, once it is there.
    pub fn follow_language(self) {
        let wanted = self.query.peek().lang.unwrap_or_else(|| {
            let languages = address::languages();
            i18n::choose(languages.iter().map(String::as_str))
        });
        if self.wanted_language.replace(Some(wanted)) == Some(wanted) {
            return;
        }
        self.language_missing.follow(None);
        match self.catalogue(wanted) {
            Some(catalogue) => self.speak(catalogue),
            None => leptos::task::spawn_local(self.fetch_language(wanted)),
        }
    }

    /// Tries again to fetch a language that did not come.
    pub fn fetch_language_again(self) {
        self.wanted_language.set(None);
        self.follow_language();
    }

    async fn fetch_language(self, lang: Lang) {
        let path = ["lang/", lang.as_str(), ".txt"].concat();
        let file = net::fetch(&path, net::Kept::Checked, PATIENCE, &mut |_, _, _| ()).await.unwrap_or_default();
        self.take_language(lang, file);
    }

    fn take_language(self, lang: Lang, file: Vec<u8>) {
        let text = String::from_utf8(file).unwrap_or_default();
        if let Some(catalogue) = Catalogue::read(lang, text, &TOOLS) {
            self.catalogues.borrow_mut().push(Box::leak(Box::new(catalogue)));
        }
        // the visitor may have chosen another one meanwhile
        if self.wanted_language.get() == Some(lang) {
            let known = self.catalogue(lang);
            self.language_missing.follow(if known.is_none() { Some(lang) } else { None });
            self.speak(known.unwrap_or(self.words()));
        }
    }

    /// A language that is here already.
    fn catalogue(self, lang: Lang) -> Option<&'static Catalogue> {
        self.catalogues.borrow().iter().copied().find(|known| known.lang == lang)
    }

    /// Draws everything in a language.
    fn speak(self, catalogue: &'static Catalogue) {
        let focused = dom::focused().unwrap_or_default();
        time::after_paint(move || dom::refocus(&focused));
        self.words.set(catalogue);
        dom::set_language(catalogue.lang.as_str(), catalogue.direction());
        dom::set_text("#crash span", catalogue.crashed());
        dom::set_text("#crash a", catalogue.load_again());
        self.language.follow(Some(catalogue.lang));
    }

    /// The interface in the visitor's language.
    pub fn words(self) -> &'static Catalogue {
        self.words.get()
    }

    /// The language in which names and texts are wanted.
    pub fn lang(self) -> Lang {
        self.words().lang
    }

    /// The name of a country or a language, as far as the browser knows it.
    pub fn country(self, code: &str) -> String {
        intl::name_of("region", self.words().locale(), code).unwrap_or_else(|| code.to_owned())
    }

    /// The name of a language.
    pub fn language_name(self, code: &str) -> String {
        intl::name_of("language", self.words().locale(), code).unwrap_or_else(|| code.to_owned())
    }

    /// Which of two names comes first for the visitor.
    pub fn compare(self, one: &str, other: &str) -> std::cmp::Ordering {
        intl::compare(self.words().locale(), one, other)
    }

    /// What stands between each two of so many things in a list.
    pub fn separators(self, count: usize) -> Vec<String> {
        if count < 2 {
            return Vec::new();
        }
        let comma = self.words().between(Between::Things);
        intl::separators(self.words().locale(), count).unwrap_or_else(|| vec![comma.to_owned(); count - 1])
    }
}
