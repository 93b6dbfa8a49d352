//! What the page knows: how far it has booted, what the address asks, and the answer.
//!
//! One `Copy` struct of signals, found in the context. The address is the only store of what is
//! shown; the rest is derived from it or concerns this window alone.

use std::sync::Arc;

use leptos::prelude::*;
use whomet::engine::{Answer, Engine, Marker, Want, WantValues};
use whomet::model::{Dataset, Lang};
use whomet::query::{Act, Facet, LinkProblem, Open, PerFacet, Query, View, update};

use super::i18n::{Catalogue, EN};
use super::ports::{address, clipboard, dom, intl, time};

/// How far the page has come.
#[derive(Clone)]
pub enum Boot {
    /// The dataset is being fetched, read and indexed.
    Loading,
    /// There is nothing to show, and this is why.
    Failed(Failure),
    /// The records are there.
    Ready(Arc<Loaded>),
}

/// How far loading has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many bytes are fetched, of so many if that is known.
    Fetched(usize, Option<usize>),
    /// So many records are read.
    Read(usize, usize),
    /// So many records are indexed.
    Indexed(usize, usize),
}

/// Why there is nothing to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There is no such file.
    Missing,
    /// The server answered with another status.
    Refused(u16),
    /// The browser is offline.
    Offline,
    /// The server cannot be reached.
    Unreachable,
    /// The server stopped answering.
    Stalled,
    /// The file ends early.
    CutOff,
    /// There is a web page in its place.
    Html,
    /// It is not JSON, and where.
    NotJson(String),
    /// It is another format or version, and which.
    OtherFormat(String),
}

/// A dataset with its index and what was wrong with it.
pub struct Loaded {
    /// The records.
    pub dataset: Dataset,
    /// The index.
    pub engine: Engine,
    /// What was wrong.
    pub troubles: Vec<Trouble>,
}

/// A problem with the data, as the page shows it.
pub struct Trouble {
    /// The code of the rule.
    pub code: &'static str,
    /// True if something was left out because of it.
    pub left_out: bool,
    /// Where in the file.
    pub pointer: String,
    /// The line.
    pub line: u32,
    /// The character in the line.
    pub column: u32,
    /// The offending text.
    pub found: String,
    /// What is wrong.
    pub detail: String,
    /// How to mend it.
    pub mend: &'static str,
}

/// How many records are shown at first, and how many more at a time.
pub const PAGE: usize = 20;
/// How many cards may stand in the document at once.
pub const MOST_CARDS: usize = 120;
/// How many values a facet shows before it is opened.
pub const FEW_VALUES: usize = 6;
/// How many values an opened facet shows, and how many more at a time.
pub const MANY_VALUES: usize = 50;

/// How many cards the front page has at each stage of its first drawing; then all that are wanted.
const CARDS_OF_STAGE: [usize; 7] = [0, 3, 3, 3, 3, 8, 14];

/// Which of the matching records are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first of them.
    pub start: usize,
    /// How many.
    pub len: usize,
}

const FIRST_WINDOW: Window = Window { start: 0, len: PAGE };

/// Everything that the views read and call.
#[derive(Clone, Copy)]
pub struct Page {
    /// How far the page has come.
    pub boot: RwSignal<Boot>,
    /// How far loading has come.
    pub progress: RwSignal<Progress>,
    /// What the address asks.
    pub query: Memo<Query>,
    /// Which page of its own is open.
    pub open: Memo<Option<Open>>,
    /// What in the address means nothing.
    pub link_problems: Memo<Vec<LinkProblem>>,
    /// The query without what does not concern the records: open page, view, language.
    pub filter: Memo<Query>,
    /// The answer to it; `None` until the records are there.
    pub answer: Memo<Option<Arc<Answer>>>,
    /// Where the words of the query stand in a text.
    pub marker: Memo<Marker>,
    /// Which values each facet shows.
    pub wanted: RwSignal<PerFacet<WantValues>>,
    /// A short message that the visitor hears and sees.
    pub toast: RwSignal<String>,
    /// How much of the front page is drawn: see [`Page::draw_in_stages`].
    pub stage: RwSignal<usize>,
    /// True while the filters are open on a small screen.
    pub filters_open: RwSignal<bool>,
    /// True while the help is open.
    pub help_open: RwSignal<bool>,
    address: RwSignal<String>,
    window: RwSignal<(Query, Window)>,
    typing: StoredValue<bool>,
}

impl Page {
    /// Reads the address and follows it.
    pub fn new() -> Self {
        let address = RwSignal::new(address::query_string());
        let boot = RwSignal::new(Boot::Loading);
        let read = Memo::new(move |_| Query::from_link(&address.read()));
        let query = Memo::new(move |_| read.read().0.clone());
        let filter = Memo::new(move |_| {
            let query = query.get();
            Query { open: None, view: View::default(), lang: None, unknown: Vec::new(), ..query }
        });
        let wanted = RwSignal::new(PerFacet::from_fn(|_| few_values()));
        let window = RwSignal::new((Query::default(), FIRST_WINDOW));
        let answer = Memo::new(move |_| {
            let Boot::Ready(loaded) = boot.get() else { return None };
            let filter = filter.read();
            let Window { start, len } = window_of(&window.read(), &filter);
            let want = Want { start, len, values: wanted.get(), timeline: true };
            Some(Arc::new(loaded.engine.answer(&filter, &want)))
        });
        let page = Self {
            boot,
            progress: RwSignal::new(Progress::Fetched(0, None)),
            query,
            open: Memo::new(move |_| query.read().open.clone()),
            link_problems: Memo::new(move |_| read.read().1.clone()),
            filter,
            answer,
            marker: Memo::new(move |_| match boot.get() {
                Boot::Ready(loaded) => loaded.engine.marker(&filter.read()),
                _ => Marker::default(),
            }),
            wanted,
            toast: RwSignal::new(String::new()),
            stage: RwSignal::new(0),
            filters_open: RwSignal::new(false),
            help_open: RwSignal::new(false),
            address,
            window,
            typing: StoredValue::new(false),
        };
        page.listen();
        page
    }

    /// The interface in the visitor's language.
    pub fn words(self) -> &'static Catalogue {
        &EN
    }

    /// The language in which names and texts are wanted.
    pub fn lang(self) -> Lang {
        self.words().lang
    }

    /// The records. Only views that are drawn when they are there call this.
    pub fn loaded(self) -> Arc<Loaded> {
        match self.boot.get_untracked() {
            Boot::Ready(loaded) => loaded,
            _ => unreachable!("views of records are drawn once the records are there"),
        }
    }

    /// How many records another query matches.
    pub fn count(self, query: &Query) -> usize {
        let nothing = PerFacet::from_fn(|_| WantValues::top(0));
        self.loaded().engine.answer(query, &Want { start: 0, len: 0, values: nothing, timeline: false }).count
    }

    /// Which of the matching records are drawn.
    pub fn window(self) -> Window {
        window_of(&self.window.read(), &self.filter.read())
    }

    /// Draws others of the matching records.
    pub fn show(self, window: Window) {
        self.window.set((self.filter.get_untracked(), window));
    }

    /// Does what the visitor did: the address follows, and everything with it.
    pub fn act(self, act: Act) {
        let typing = matches!(act, Act::ReaderTyped(_));
        let replace = typing && self.typing.get_value();
        let next = update(&self.query.get_untracked(), act);
        self.go(&next.to_link(), replace);
        self.typing.set_value(typing);
    }

    /// The link to what an act would show.
    pub fn href(self, act: Act) -> String {
        let link = update(&self.query.get_untracked(), act).to_link();
        if link.is_empty() { "?".to_owned() } else { link }
    }

    /// The link to a page of its own.
    pub fn href_to(self, open: Open) -> String {
        self.href(Act::ReaderOpened(open))
    }

    /// The link to a list of records: nothing of the present query but the language is kept.
    pub fn href_list(self, query: Query) -> String {
        let lang = self.query.read_untracked().lang;
        let link = Query { lang, ..query }.to_link();
        if link.is_empty() { "?".to_owned() } else { link }
    }

    /// What is shown, as a link that can be sent to somebody. A page of its own needs no filters.
    pub fn permalink(self) -> String {
        let query = self.query.get_untracked();
        let query = match query.open {
            Some(_) => Query { open: query.open, lang: query.lang, ..Query::default() },
            None => query,
        };
        address::absolute(&query.to_link())
    }

    /// Copies a text and says so; if the browser refuses, `refused` gets the text.
    pub fn copy(self, text: String, done: &'static str, refused: impl FnOnce(String) + 'static) {
        leptos::task::spawn_local(async move {
            if clipboard::copy(text.clone()).await {
                self.say(done.to_owned());
            } else {
                refused(text);
            }
        });
    }

    /// Shows a short message, and takes it away after a while.
    pub fn say(self, message: String) {
        self.toast.set(message.clone());
        leptos::task::spawn_local(async move {
            time::sleep(4_000).await;
            if self.toast.get_untracked() == message {
                self.toast.set(String::new());
            }
        });
    }

    /// The name of a country or a language, as far as the browser knows it.
    pub fn country(self, code: &str) -> String {
        intl::country_name(self.lang().as_str(), code).unwrap_or_else(|| code.to_owned())
    }

    /// The name of a language.
    pub fn language(self, code: &str) -> String {
        intl::language_name(self.lang().as_str(), code).unwrap_or_else(|| code.to_owned())
    }

    /// Puts the title into the window.
    pub fn set_title(self, title: &str) {
        dom::set_title(title, self.lang().as_str());
    }

    /// Shows what a selector finds from its beginning, after the next paint.
    pub fn begin_at(self, selector: &'static str) {
        time::after_paint(move || dom::begin_at(selector));
    }

    /// Puts the focus on what a selector finds, if what had it is gone after the next paint.
    pub fn catch_focus(self, selector: &'static str) {
        time::after_paint(move || dom::catch_focus(selector));
    }

    /// Goes to the search box.
    pub fn focus_search(self) {
        if self.query.read_untracked().open.is_some() {
            self.act(Act::ReaderClosed);
        }
        time::after_paint(|| dom::focus("#search", true));
    }

    /// Puts the focus on what a selector finds, after the next paint.
    pub fn focus(self, selector: &'static str) {
        time::after_paint(move || dom::focus(selector, true));
    }

    /// Opens the help dialog, which then keeps the keyboard to itself, whenever it is asked for.
    pub fn show_help_when_open(self) {
        Effect::new(move || {
            if self.help_open.get() {
                dom::show_modal("help");
            }
        });
    }

    /// Draws the front page for the first time in stages, so that none is a long task: the frame; once
    /// the answer is there the first cards, the timeline, the facets in two parts, the other cards.
    pub async fn draw_in_stages(self) {
        for stage in 1..=CARDS_OF_STAGE.len() {
            time::breathe().await;
            if stage == 1 {
                self.answer.with_untracked(|_| ());
                time::breathe().await;
            }
            self.stage.set(stage);
        }
    }

    /// How many cards may be drawn by now.
    pub fn cards_by_now(self) -> usize {
        CARDS_OF_STAGE.get(self.stage.get()).copied().unwrap_or(MOST_CARDS)
    }

    /// True once the front page is drawn as a whole.
    pub fn is_drawn(self) -> bool {
        self.stage.get() >= CARDS_OF_STAGE.len()
    }

    /// True once the front page has come to a stage.
    pub fn reached(self, stage: usize) -> Memo<bool> {
        Memo::new(move |_| self.stage.get() >= stage)
    }

    /// Puts the focus on a bar of the timeline.
    pub fn focus_bar(self, at: usize) {
        dom::focus(&format!("#bar-{at}"), true);
    }

    /// Goes to the field that searches inside a facet.
    pub fn focus_inside(self, facet: Facet) {
        time::after_paint(move || dom::focus(&format!("#inside-{}", facet.key()), true));
    }

    /// Runs something once an element comes near the window; not at all if what draws it is drawn
    /// anew before.
    pub fn when_seen(self, id: &'static str, run: impl Fn() + 'static) {
        let watch = StoredValue::new_local(None);
        time::after_paint(move || {
            let _ = watch.try_set_value(dom::when_seen(id, run));
        });
    }

    fn go(self, link: &str, replace: bool) {
        if *self.address.read_untracked() == link {
            return;
        }
        let before = self.query.get_untracked().open;
        address::go(link, replace);
        self.address.set(link.to_owned());
        if self.query.get_untracked().open != before {
            address::land();
        } else {
            self.catch_focus(".results");
        }
    }

    fn listen(self) {
        address::listen(move |link, followed| {
            self.typing.set_value(false);
            if followed {
                self.go(&link, false);
            } else {
                self.address.set(link);
            }
        });
        dom::on_key(move |key, typing| self.take_key(key, typing));
    }

    /// `/` goes to the search box, `?` opens the help, Escape goes one step back out.
    fn take_key(self, key: &str, typing: bool) -> bool {
        let ready = matches!(*self.boot.read_untracked(), Boot::Ready(_));
        match key {
            _ if !ready || self.help_open.get_untracked() => return false,
            "/" => self.focus_search(),
            "?" => self.help_open.set(true),
            "Escape" if typing && !self.query.read_untracked().words.is_empty() => {
                self.act(Act::ReaderTyped(String::new()));
            }
            "Escape" if self.open.read_untracked().is_some() => self.act(Act::ReaderClosed),
            "Escape" if self.filters_open.get_untracked() => {
                self.filters_open.set(false);
                self.focus("#filters-button");
            }
            _ => return false,
        }
        true
    }
}

/// What a facet shows before it is opened.
pub fn few_values() -> WantValues {
    WantValues::top(FEW_VALUES)
}

/// The window that was chosen for these records, or the first one.
fn window_of(chosen: &(Query, Window), filter: &Query) -> Window {
    if chosen.0 == *filter { chosen.1 } else { FIRST_WINDOW }
}
