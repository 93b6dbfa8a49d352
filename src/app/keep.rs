//! Saved selections: what the visitor asks this browser to remember, and what is new in it.
//!
//! What is kept is read anew before each change, so that two windows do not undo each other; what cannot be
//! read is never written over. Nothing is kept before the visitor saves something.

use std::cell::Cell;
use std::ops::Deref;

use whomet::engine::{Want, WantValues};
use whomet::keep::{
    Changes, Kept, Look, MOST, MOST_RECORDS, Trace, Unreadable, changes, from_text, name, to_text, trace,
};
use whomet::model::{PartialDate, Point, RecordId};
use whomet::query::{Facet, Open, PerFacet, Query, Sort};

use super::live::Live;
use super::ports::storage::{self, Refused};
pub use super::ports::worker::{reload, said};
use super::ports::{dom, time, worker};
use super::state::{Boot, Missing, Page};
use super::take::{Dialog, Take};

/// How many records are looked at between two breaths.
const STEP: usize = 64;
/// Of how many records of a selection of packed data it is remembered what they say: all of them are fetched.
const MOST_FETCHED: usize = 1_000;
/// How long to wait before looking whether something has come, in milliseconds.
const PAUSE: i32 = 30;
/// The style of the dialog and of the notices.
const STYLES: [&str; 2] = ["rest-take.css", "rest-keep.css"];

/// Why something is not kept, or not read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The browser refuses.
    Forbidden,
    /// There is no room.
    Full,
    /// Another version of the page wrote it.
    Other,
    /// It is damaged.
    Damaged,
    /// Not all records could be fetched.
    Unreachable,
}

/// What is known to be new in a selection.
#[derive(Clone)]
pub struct News {
    /// The selection, by its name and link.
    pub of: (String, String),
    /// What is in it now.
    pub now: Look,
    /// What is different; `None` if only the numbers are known.
    pub changes: Option<Changes>,
}

impl News {
    /// True if there is something new.
    pub fn is_some(&self, before: &Look) -> bool {
        self.changes.as_ref().map_or(before.count != self.now.count, |changes| !changes.is_empty())
    }
}

/// What would be saved: what is filed under the entity whose page is open, else what the filters show.
pub fn selection() -> Query {
    match &*Page.open.peek() {
        Some(Open::Entity(kind, id)) => Query::default().with_one(Facet::of_entities(*kind), id),
        _ => Query { sort: Sort::default(), ..Page.filter.peek().clone() },
    }
}

/// Of how many records of a selection it is remembered what they say.
pub fn most_records() -> usize {
    if Page.loaded().is_whole() { MOST_RECORDS } else { MOST_FETCHED }
}

/// What a field of the dialog holds.
pub fn typed(id: &str) -> String {
    dom::held(id)
}

/// What this window knows of what is kept.
pub struct Keeping {
    /// The selections, as they were read last.
    pub all: Live<Vec<Kept>>,
    /// What is new, where that was looked for.
    pub news: Live<Vec<News>>,
    /// True while records are looked through.
    pub busy: Live<bool>,
    /// True if the data have changed, and what is new was not looked for yet.
    pub unseen: Live<bool>,
    /// True once the visitor does not want to be told.
    pub dismissed: Live<bool>,
    /// What went wrong last.
    pub trouble: Live<Option<Trouble>>,
    /// Which selection gets another name.
    pub renaming: Live<Option<usize>>,
    looked: Cell<bool>,
}

thread_local! {
    static KEEPING: &'static Keeping = Box::leak(Box::new(Keeping {
        all: Live::new(Vec::new()),
        news: Live::new(Vec::new()),
        busy: Live::new(false),
        unseen: Live::new(false),
        dismissed: Live::new(false),
        trouble: Live::new(None),
        renaming: Live::new(None),
        looked: Cell::new(false),
    }));
}

/// A name for the window's one [`Keeping`], as `Page` is for its state.
#[derive(Clone, Copy)]
pub struct Keep;

impl Deref for Keep {
    type Target = Keeping;

    fn deref(&self) -> &Keeping {
        KEEPING.with(|keeping| *keeping)
    }
}

/// Something was said of the worker, or of what is kept.
#[inline(never)]
pub fn heard(page: Page) {
    leptos::task::spawn_local(async move {
        style().await;
        Keep.read();
        if !Keep.looked.replace(true) {
            Keep.greet(page).await;
        }
        page.news.set(true);
    });
}

async fn style() {
    for name in STYLES {
        dom::need_style(name).await;
    }
}

impl Keep {
    /// Opens the dialog.
    #[inline(never)]
    pub fn open_dialog(self) {
        Take.need_digest();
        self.trouble.set(None);
        self.renaming.set(None);
        self.read();
        leptos::task::spawn_local(async move {
            style().await;
            Page.taking.set(Dialog::Keep as usize);
            time::after_paint(|| dom::show_modal("take"));
        });
    }

    /// Reads what is kept; false if it cannot be read.
    fn read(self) -> bool {
        let read = match storage::read() {
            Ok(None) => Ok(Vec::new()),
            Ok(Some(text)) => from_text(&text).map_err(|why| match why {
                Unreadable::Other => Trouble::Other,
                Unreadable::Damaged => Trouble::Damaged,
            }),
            Err(_) => Err(Trouble::Forbidden),
        };
        match read {
            Ok(all) => {
                self.all.follow(all);
                true
            }
            Err(trouble) => {
                self.trouble.set(Some(trouble));
                self.all.follow(Vec::new());
                false
            }
        }
    }

    /// Changes what is kept: reads it, changes it, writes it.
    fn change(self, change: impl FnOnce(&mut Vec<Kept>)) {
        self.trouble.set(None);
        if !self.read() {
            return;
        }
        let mut all = self.all.peek().clone();
        change(&mut all);
        let kept = if all.is_empty() { storage::remove() } else { storage::write(&to_text(&all)) };
        match kept {
            Ok(()) => self.all.set(all),
            Err(Refused::Forbidden) => self.trouble.set(Some(Trouble::Forbidden)),
            Err(Refused::Full) => self.trouble.set(Some(Trouble::Full)),
        }
    }

    /// Saves the selection under a name.
    pub fn save(self, text: &str) {
        let Some(name) = name(text) else { return dom::focus("#keep-name", true) };
        let query = selection();
        leptos::task::spawn_local(async move {
            self.busy.set(true);
            match self.look(&query).await {
                Some(look) => self.change(|all| {
                    if all.len() < MOST {
                        all.push(Kept { name, link: query.to_link(), look });
                    }
                }),
                None => self.trouble.set(Some(Trouble::Unreachable)),
            }
            self.busy.set(false);
            Page.catch_focus("#keep-name");
        });
    }

    /// Gives a selection another name.
    pub fn rename(self, kept: &Kept, text: &str) {
        if let Some(name) = name(text) {
            self.change(|all| all.iter_mut().filter(|it| is_same(it, kept)).for_each(|it| it.name.clone_from(&name)));
            self.news.set(Vec::new());
            self.renaming.set(None);
            Page.catch_focus("#keep-name");
        }
    }

    /// Forgets a selection.
    pub fn remove(self, kept: &Kept) {
        self.change(|all| all.retain(|it| !is_same(it, kept)));
        Page.catch_focus("#keep-name");
    }

    /// Forgets everything that is kept on this device.
    pub fn forget(self) {
        self.trouble.set(None);
        self.news.set(Vec::new());
        self.unseen.set(false);
        if storage::remove().is_err() {
            self.trouble.set(Some(Trouble::Forbidden));
        }
        self.all.set(Vec::new());
        worker::forget();
        Page.say(Page.words().later().forgotten().to_owned());
    }

    /// What is new is seen: from now on one looks back to this day.
    pub fn mark_seen(self) {
        let news = self.news.peek().clone();
        self.change(|all| {
            for kept in all {
                if let Some(news) = news.iter().find(|it| is_of(it, kept)) {
                    kept.look = news.now.clone();
                }
            }
        });
        if self.trouble.peek().is_none() {
            self.news.set(Vec::new());
            self.unseen.set(false);
        }
    }

    /// The page is seen again: says what is new. Of a pack that would have to be fetched, so only that there is.
    async fn greet(self, page: Page) {
        if !matches!(*page.boot.peek(), Boot::Ready) || self.all.peek().is_empty() {
            return;
        }
        let digest = self.digest().await;
        if self.all.peek().iter().all(|it| it.look.digest == digest) {
            return;
        }
        self.unseen.set(true);
        if page.loaded().is_whole() {
            self.look_for_news().await;
        }
    }

    /// Looks for what is new in each selection.
    pub async fn look_for_news(self) {
        let digest = self.digest().await;
        self.busy.set(true);
        let mut found = Vec::new();
        let all = self.all.peek().clone();
        for kept in all.into_iter().filter(|it| it.look.digest != digest) {
            let query = Query::from_link(&kept.link).0;
            let Some(now) = self.look(&query).await else {
                self.trouble.set(Some(Trouble::Unreachable));
                continue;
            };
            let changes = changes(&kept.look, &now);
            found.push(News { of: (kept.name, kept.link), now, changes });
        }
        self.news.set(found);
        self.unseen.set(false);
        self.busy.set(false);
    }

    /// Looks, for who asked for it.
    pub fn look_now(self) {
        leptos::task::spawn_local(async move {
            self.open_dialog();
            self.look_for_news().await;
        });
    }

    async fn digest(self) -> String {
        Take.need_digest();
        while Take.digest.peek().is_empty() {
            time::sleep(PAUSE).await;
        }
        Take.digest.peek().clone()
    }

    /// What is in a selection now; `None` if something of it could not be fetched.
    async fn look(self, query: &Query) -> Option<Look> {
        let values = PerFacet::from_fn(|_| WantValues::top(0));
        let want = Want { start: 0, len: most_records() + 1, values, timeline: false };
        let answer = complete(|| Page.loaded().answer(query, &want)).await?;
        let (year, month, day) = time::today();
        let day = PartialDate::At(Point::day(year, month, day)).to_string();
        let look = Look { day, digest: self.digest().await, count: answer.count, records: None };
        if answer.count > most_records() {
            return Some(look);
        }
        let mut records = Vec::new();
        for some in answer.page.chunks(STEP) {
            records.extend(complete(|| some.iter().map(|id| traced(*id)).collect::<Vec<_>>()).await?);
            time::breathe().await;
        }
        Some(Look { records: Some(records), ..look })
    }
}

fn traced(id: RecordId) -> Trace {
    let record = Page.loaded().record(id);
    trace(&Take, record, &Take.title_of(record))
}

/// Asks until all that is read for it is there; `None` if something does not come.
async fn complete<T>(mut ask: impl FnMut() -> T) -> Option<T> {
    loop {
        let answer = ask();
        match Page.missing() {
            Missing::Nothing => return Some(answer),
            Missing::Waiting | Missing::Words => time::sleep(PAUSE).await,
            Missing::Broken(_) => return None,
        }
    }
}

fn is_same(one: &Kept, other: &Kept) -> bool {
    one.name == other.name && one.link == other.link
}

/// True if this is what is new in a selection.
pub fn is_of(news: &News, kept: &Kept) -> bool {
    news.of.0 == kept.name && news.of.1 == kept.link
}
