//! What the page knows: how far it has booted, what the address asks, and the answer.
//!
//! One struct of live values for the window. The address is the only store of what is shown; the rest
//! is derived from it or concerns this window alone.

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Deref;
use std::rc::Rc;

use whomet::engine::{Answer, Marker, Suggestion, Timeline, ValueCount, Want, WantValues};
use whomet::model::{Lang, RecordId};
use whomet::query::{Act, Choice, Facet, LinkProblem, Open, PerFacet, Query, View, update};

use super::asking::{Counted, Counting, PARTS, is_named_by_the_browser};
use super::brush::Brush;
use super::i18n::Catalogue;
use super::keep;
use super::language;
use super::live::Live;
use super::pieces::Queue;
use super::ports::{address, clipboard, dom, time, worker};
use super::who::Who;

/// How far the page has come.
#[derive(Clone)]
pub enum Boot {
    /// The dataset is being fetched, read and indexed.
    Loading,
    /// There is nothing to show, and this is why.
    Failed(Failure),
    /// The records are there.
    Ready,
}

/// How far loading has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many bytes are fetched, of so many if that is known.
    Fetched(usize, Option<usize>),
    /// So many records are read.
    Read(usize, usize),
    /// So many records are indexed, but for their words.
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
    /// A piece of a pack, without which nothing can be shown, did not come or is damaged: its path.
    Broken(String),
}

/// The dataset, as far as it is there.
pub use whomet::pack::{Flaw, Stock as Loaded};

/// Whether what was asked for is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// All of it.
    Nothing,
    /// Something is being fetched.
    Waiting,
    /// It depends on words, which are still being read.
    Words,
    /// This file could not be fetched, or is not what it should be.
    Broken(String),
}

/// How many records are shown at first, and how many more at a time.
pub const PAGE: usize = 20;
/// How many are seen at once, or nearly so; and how many more at a time where each is a file to fetch.
pub const FEW: usize = 5;
/// How many cards may stand in the document at once.
pub const MOST_CARDS: usize = 120;
/// How many values and how many words are suggested.
pub const SUGGESTED: usize = 5;
/// How many values a facet shows before it is opened.
pub const FEW_VALUES: usize = 6;
/// How many values an opened facet shows, and how many more at a time.
pub const MANY_VALUES: usize = 50;

/// Which of the matching records are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first of them.
    pub start: usize,
    /// How many.
    pub len: usize,
}

pub(super) const FIRST_WINDOW: Window = Window { start: 0, len: PAGE };

/// What a facet shows.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// The values with their counts, in the order in which they are shown.
    pub values: Vec<ValueCount>,
    /// How many values there are in all.
    pub distinct: usize,
    /// Which of them are chosen.
    pub choice: Choice,
    /// How many records match the whole query.
    pub count: usize,
    /// What is searched for inside the facet.
    pub inside: String,
}

/// Everything that the views read and call. There is one page to a window, so this is only a name for
/// it, which costs nothing to hand on; see [`State`].
#[derive(Clone, Copy)]
pub struct Page;

/// What the page knows.
pub struct State {
    /// How far the page has come.
    pub boot: Live<Boot>,
    /// How far loading has come.
    pub progress: Live<Progress>,
    /// What the address asks.
    pub query: Live<Query>,
    /// Which page of its own is open.
    pub open: Live<Option<Open>>,
    /// How the results are seen.
    pub view: Live<View>,
    /// What in the address means nothing.
    pub link_problems: Live<Vec<LinkProblem>>,
    /// The query without what does not concern the records: open page, view, language.
    pub filter: Live<Query>,
    /// The answer to it, but for its counts; `None` until the records are there.
    pub answer: Live<Option<Rc<Answer>>>,
    /// What of the answer each facet shows.
    pub facets: PerFacet<Live<Option<Shown>>>,
    /// What of the answer the timeline shows.
    pub timeline: Live<Option<Rc<Timeline>>>,
    /// How far each facet is counted, and at the end the timeline.
    pub counted: [Live<Counted>; PARTS],
    pub(super) counting: Counting,
    /// Which facets are opened.
    pub opened: PerFacet<Live<bool>>,
    /// Which of the matching records are drawn.
    pub window: Live<Window>,
    /// Whether what is shown answers what the address asks; else why not.
    pub missing: Live<Missing>,
    /// Counts the times that something came which had to be fetched.
    pub arrived: Live<usize>,
    /// How much of the words is read, in hundredths, while they are being read.
    pub words_read: Live<Option<usize>>,
    /// What may be meant by what is typed so far.
    pub suggested: Live<Vec<Suggestion>>,
    /// A short message that the visitor hears and sees.
    pub toast: Live<String>,
    /// How much of the front page is drawn: see [`Page::draw_in_stages`].
    pub stage: Live<usize>,
    /// How many of the first cards may be drawn by now, and how many of the others.
    pub cards: [Live<usize>; 2],
    /// True once the front page has come to a stage, up to the last for which a view waits.
    pub reached: [Live<bool>; 5],
    /// True while the filters are open on a small screen.
    pub filters_open: Live<bool>,
    /// True once the visitor does not want to be told what was left out.
    pub dismissed: Live<bool>,
    /// The records whose evidence is open in a list.
    pub unfolded: Live<Vec<RecordId>>,
    /// The text to copy by hand, where the browser does not let the page do it.
    pub by_hand: Live<String>,
    /// Which bar of the timeline the Tab key comes to.
    pub tab_stop: Live<usize>,
    /// True where the beginning and the end of the period cannot be read.
    pub wrong: [Live<bool>; 2],
    /// The language that the page speaks; `None` until it is there.
    pub language: Live<Option<Lang>>,
    /// The language that could not be fetched.
    pub language_missing: Live<Option<Lang>>,
    pub(super) wanted_language: Cell<Option<Lang>>,
    pub(super) words: Cell<&'static Catalogue>,
    pub(super) catalogues: RefCell<Vec<&'static Catalogue>>,
    /// Which dialog for taking along is open: see `take::Dialog`; 0 for none.
    pub taking: Live<usize>,
    /// True once there may be something to say of what is kept, see `keep.rs`.
    pub news: Live<bool>,
    help_open: Cell<bool>,
    /// True while something new is gone to; who goes back finds what was left, as a whole.
    pub(super) going: Cell<bool>,
    pub(super) records: OnceCell<&'static Loaded>,
    /// What is being fetched, and the files that could not be.
    pub queue: Queue,
    pub broken: RefCell<Vec<String>>,
    /// The words for which suggestions wait.
    pub waiting_words: RefCell<Option<String>>,
    marker: RefCell<Rc<Marker>>,
    pub(super) wanted: RefCell<PerFacet<WantValues>>,
    address: RefCell<String>,
    pub(super) chosen: RefCell<(Query, Window)>,
    watch: RefCell<Option<dom::Watch>>,
    /// Which kind of act was the last, if several of it are one step back.
    running: Cell<u8>,
}

thread_local! {
    static STATE: &'static State = Box::leak(Box::new(State::new()));
}

impl Deref for Page {
    type Target = State;

    #[inline(never)]
    fn deref(&self) -> &State {
        STATE.with(|state| *state)
    }
}

impl State {
    fn new() -> Self {
        let off = |_| Live::new(false);
        let english = language::english();
        Self {
            boot: Live::new(Boot::Loading),
            progress: Live::new(Progress::Fetched(0, None)),
            query: Live::new(Query::default()),
            open: Live::new(None),
            view: Live::new(View::Cards),
            link_problems: Live::new(Vec::new()),
            filter: Live::new(Query::default()),
            answer: Live::new(None),
            facets: PerFacet::from_fn(|_| Live::new(None)),
            timeline: Live::new(None),
            counted: [0; PARTS].map(|_| Live::new(Counted::Here)),
            counting: Counting::default(),
            opened: PerFacet::from_fn(|_| Live::new(false)),
            window: Live::new(FIRST_WINDOW),
            missing: Live::new(Missing::Nothing),
            arrived: Live::new(0),
            words_read: Live::new(None),
            suggested: Live::new(Vec::new()),
            toast: Live::new(String::new()),
            stage: Live::new(0),
            cards: [0; 2].map(|_| Live::new(0)),
            reached: [0; 5].map(off),
            filters_open: Live::new(false),
            dismissed: Live::new(false),
            unfolded: Live::new(Vec::new()),
            by_hand: Live::new(String::new()),
            tab_stop: Live::new(usize::MAX),
            wrong: [0; 2].map(off),
            language: Live::new(None),
            language_missing: Live::new(None),
            wanted_language: Cell::new(None),
            words: Cell::new(english),
            catalogues: RefCell::new(vec![english]),
            taking: Live::new(0),
            news: Live::new(false),
            help_open: Cell::new(false),
            going: Cell::new(false),
            records: OnceCell::new(),
            queue: Queue::default(),
            broken: RefCell::default(),
            waiting_words: RefCell::default(),
            marker: RefCell::default(),
            wanted: RefCell::new(PerFacet::from_fn(|_| few_values())),
            address: RefCell::default(),
            chosen: RefCell::new((Query::default(), FIRST_WINDOW)),
            watch: RefCell::default(),
            running: Cell::new(0),
        }
    }
}

impl Page {
    /// Reads the address and follows it.
    pub fn start(self) {
        self.set_address(address::query_string());
        self.listen();
    }

    /// What follows from the address.
    fn set_address(self, link: String) {
        let (query, problems) = Query::from_link(&link);
        self.address.replace(link);
        let filter = Query { open: None, view: View::default(), lang: None, ..query.clone() };
        let filter = Query { digest: None, embed: false, unknown: Vec::new(), ..filter };
        self.link_problems.follow(problems);
        self.open.follow(query.open.clone());
        self.view.follow(query.view);
        self.query.follow(query);
        self.follow_language();
        if self.filter.follow(filter) {
            self.mark();
            self.ask();
        }
    }

    /// Takes the records, and asks for what the address asks.
    pub fn take(self, loaded: Loaded) {
        let _ = self.records.set(Box::leak(Box::new(loaded)));
        self.mark();
        self.ask();
    }

    /// Finds out, if the records are there, where the words of the query are to be marked.
    pub(super) fn mark(self) {
        if let Some(loaded) = self.records.get() {
            let marker = loaded.engine().marker(&self.filter.peek());
            self.marker.replace(Rc::new(marker));
        }
    }

    /// Changes which values a facet shows.
    pub fn want(self, facet: Facet, change: impl FnOnce(&mut WantValues)) {
        let opened = {
            let want = &mut self.wanted.borrow_mut()[facet];
            change(want);
            want.top > FEW_VALUES
        };
        self.opened[facet].follow(opened);
        self.ask();
    }

    /// True if one searches inside a facet whose names are not read yet.
    pub fn waits_for_names(self, facet: Facet) -> bool {
        !is_named_by_the_browser(facet)
            && !self.loaded().has_words()
            && !self.wanted.borrow()[facet].inside.trim().is_empty()
    }

    /// Which values a facet shows.
    pub fn wanted(self, facet: Facet) -> WantValues {
        self.wanted.borrow()[facet].clone()
    }

    /// Where the words of the query stand in a text.
    pub fn marker(self) -> Rc<Marker> {
        Rc::clone(&self.marker.borrow())
    }

    /// The records. Only views that are drawn when they are there call this.
    #[inline(never)]
    pub fn loaded(self) -> &'static Loaded {
        self.records.get().expect("views of records are drawn once the records are there")
    }

    /// How many records another query matches.
    pub fn count(self, query: &Query) -> usize {
        let nothing = PerFacet::from_fn(|_| WantValues::top(0));
        self.loaded().answer(query, &Want { start: 0, len: 0, values: nothing, timeline: false }).count
    }

    /// Draws others of the matching records.
    pub fn show(self, window: Window) {
        self.chosen.replace((self.filter.peek().clone(), window));
        self.ask();
    }

    /// Does what the visitor did: the address follows, and everything with it.
    pub fn act(self, act: Act) {
        let kind = match act {
            Act::ReaderTyped(_) => 1,
            Act::ReaderMovedPeriod(..) => 2,
            _ => 0,
        };
        let replace = kind > 0 && self.running.get() == kind;
        let next = update(&self.query.peek(), act);
        self.go(&next.to_link(), replace);
        self.running.set(kind);
    }

    /// Takes what is typed into the search box, and looks for what may be meant.
    pub fn typed(self, words: String) {
        self.suggest(&words);
        self.act(Act::ReaderTyped(words));
    }

    /// The link to what an act would show.
    pub fn href(self, act: Act) -> String {
        let link = update(&self.query.peek(), act).to_link();
        if link.is_empty() { "?".to_owned() } else { link }
    }

    /// The link to a page of its own.
    pub fn href_to(self, open: Open) -> String {
        self.href(Act::ReaderOpened(open))
    }

    /// The link to a list of records: nothing of the present query but the language is kept.
    pub fn href_list(self, query: Query) -> String {
        let Query { lang, embed, .. } = *self.query.peek();
        let link = Query { lang, embed, ..query }.to_link();
        if link.is_empty() { "?".to_owned() } else { link }
    }

    /// What is shown, as a link that can be sent to somebody. A page of its own needs no filters.
    pub fn permalink(self) -> String {
        address::absolute(&self.shown().to_link())
    }

    /// What of the query says what is shown. A page of its own needs no filters.
    pub fn shown(self) -> Query {
        let query = Query { digest: None, embed: false, ..self.query.peek().clone() };
        match query.open {
            Some(Open::Entity(..)) => {
                Query { open: query.open, lang: query.lang, view: query.view, ..Query::default() }
            }
            Some(_) => Query { open: query.open, lang: query.lang, ..Query::default() },
            None => query,
        }
    }

    /// Copies a text and says so; if the browser refuses, the text is shown for the visitor to copy.
    pub fn copy(self, text: String, done: &'static str) {
        leptos::task::spawn_local(async move {
            if clipboard::copy(text.clone()).await {
                self.say(done.to_owned());
            } else {
                self.by_hand.set(text);
            }
        });
    }

    /// Shows a short message, and takes it away after a while.
    pub fn say(self, message: String) {
        self.toast.set(message.clone());
        leptos::task::spawn_local(async move {
            time::sleep(4_000).await;
            if *self.toast.peek() == message {
                self.toast.set(String::new());
            }
        });
    }

    /// Puts the title into the window.
    pub fn set_title(self, title: &str) {
        dom::set_title(title);
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
        if self.query.peek().open.is_none() {
            // at once: what is typed right behind the key belongs into the box
            dom::focus("#search", true);
            return;
        }
        self.act(Act::ReaderClosed);
        self.focus("#search");
    }

    /// Puts the focus on what a selector finds, after the next paint.
    pub fn focus(self, selector: &'static str) {
        time::after_paint(move || dom::focus(selector, true));
    }

    /// Opens the help dialog, which then keeps the keyboard to itself.
    pub fn open_help(self) {
        self.help_open.set(true);
        dom::show_modal("help");
    }

    /// The help dialog is closed.
    pub fn help_is_closed(self) {
        self.help_open.set(false);
    }

    /// Puts the focus on a bar of the timeline.
    pub fn focus_bar(self, at: usize) {
        dom::focus(&format!("#bar-{at}"), true);
    }

    /// Puts the focus on one of the suggestions, or back on the search box.
    pub fn focus_suggestion(self, at: Option<usize>) {
        match at {
            Some(at) => dom::focus(&format!("#suggestion-{at}"), true),
            None => dom::focus("#search", true),
        }
    }

    /// Goes to the field that searches inside a facet.
    pub fn focus_inside(self, facet: Facet) {
        time::after_paint(move || dom::focus(&format!("#inside-{}", facet.key()), true));
    }

    /// The evidence of a record in a list is opened, or closed.
    pub fn unfold(self, id: RecordId, open: bool) {
        let mut unfolded = self.unfolded.peek().clone();
        if unfolded.contains(&id) != open {
            unfolded.retain(|other| *other != id);
            unfolded.extend(open.then_some(id));
            self.unfolded.set(unfolded);
        }
    }

    /// Runs something once an element comes near the window; not at all if what draws it is drawn
    /// anew before.
    pub fn when_seen(self, id: &'static str, run: impl Fn() + 'static) {
        self.watch.replace(None);
        time::after_paint(move || drop(self.watch.replace(dom::when_seen(id, run))));
    }

    fn go(self, link: &str, replace: bool) {
        if *self.address.borrow() == link {
            return;
        }
        let before = self.open.peek().clone();
        address::go(link, replace);
        self.going.set(true);
        self.set_address(link.to_owned());
        self.going.set(false);
        if *self.open.peek() != before {
            Who.draw_anew();
            address::land();
        } else {
            self.catch_focus(".results");
        }
    }

    fn listen(self) {
        address::listen(move |link, followed| {
            self.running.set(0);
            self.suggested.follow(Vec::new());
            if followed {
                self.go(&link, false);
            } else {
                self.set_address(link);
            }
        });
        dom::on_key(move |key, typing| self.take_key(key, typing));
        worker::listen(move || keep::heard(self));
    }

    /// `/` goes to the search box, `?` opens the help, Escape goes one step back out.
    fn take_key(self, key: &str, typing: bool) -> bool {
        let ready = matches!(*self.boot.peek(), Boot::Ready);
        match key {
            "Escape" if Brush.cancel() => {}
            _ if !ready || self.help_open.get() || *self.taking.peek() > 0 => return false,
            "Escape" if !self.suggested.peek().is_empty() => {
                self.suggested.set(Vec::new());
                self.focus("#search");
            }
            "/" => self.focus_search(),
            "?" => self.open_help(),
            "Escape" if typing && !self.query.peek().words.is_empty() => {
                self.act(Act::ReaderTyped(String::new()));
            }
            "Escape" if self.open.peek().is_some() => self.act(Act::ReaderClosed),
            "Escape" if *self.filters_open.peek() => {
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
