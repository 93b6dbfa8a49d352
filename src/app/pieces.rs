//! Fetching the pieces of a pack: each is checked before it is used, and what needed it is asked again, as
//! is what needed the words of plain data.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use whomet::engine::{Answer, Suggestion};
use whomet::model::{EntityId, SourceId};
use whomet::pack::{Entry, Manifest, Need};
use whomet::query::{Facet, Query};

use super::boot::DATASET;
use super::ports::net::{self, Kept, NetError};
use super::ports::{gunzip, time};
use super::state::{Loaded, Missing, Page};

/// Where the manifest lies and the folder with the pieces.
const FOLDER: &str = "data/";
/// How long the fetch of a piece may stand still, in milliseconds.
const PATIENCE: i32 = 20_000;
/// How long to wait before a piece is fetched once more, in milliseconds.
const PAUSE: i32 = 700;
/// How many pieces are fetched at once.
const AT_ONCE: usize = 6;

/// Why a piece did not come.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Why {
    /// It is not there, or not what it should be.
    #[default]
    Damaged,
    /// The server does not answer.
    Unreachable,
    /// Other data lie there than when the page was opened.
    Replaced,
}

/// For whom something is fetched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// For what is to be shown next.
    Shown,
    /// For counts, which are behind that.
    Counts,
}

/// What is being fetched: at most [`AT_ONCE`] pieces on their way, so that what is asked for first comes first
/// also where a server sends all that it is asked for side by side.
#[derive(Default)]
pub struct Queue {
    lines: RefCell<[VecDeque<Waiting>; 2]>,
    running: Cell<usize>,
    /// All that is to come.
    needs: RefCell<Vec<Need>>,
    /// The files among it that are for what is shown, whoever asked for them first.
    awaited: RefCell<Vec<Entry>>,
    /// The front piece of the data that are shown.
    pub front: Cell<Entry>,
    /// Why the last piece that did not come did not.
    pub why: Cell<Why>,
}

/// A file, and how many are still to come of those that were asked for with it.
struct Waiting {
    entry: Entry,
    left: Rc<Cell<usize>>,
}

impl Queue {
    /// True if nothing is to come for what is shown.
    pub fn is_still(&self) -> bool {
        self.awaited.borrow().is_empty()
    }

    fn next(&self) -> Option<Waiting> {
        self.lines.borrow_mut().iter_mut().find_map(VecDeque::pop_front)
    }

    fn is_coming(&self, entry: &Entry) -> bool {
        self.needs.borrow().iter().any(|need| need.entry == *entry)
    }

    /// Takes in what is needed; gives the files that are not on their way yet. Pieces that hold the same are one file.
    fn add(&self, needs: Vec<Need>, line: Line) -> Vec<Entry> {
        let mut new = Vec::new();
        for need in needs {
            if !self.is_coming(&need.entry) {
                new.push(need.entry);
            }
            if line == Line::Shown {
                self.hasten(need.entry);
            }
            let mut all = self.needs.borrow_mut();
            if !all.contains(&need) {
                all.push(need);
            }
        }
        new
    }

    /// A file is awaited: if it waits among those for counts, it does no longer.
    fn hasten(&self, entry: Entry) {
        let mut awaited = self.awaited.borrow_mut();
        if awaited.contains(&entry) {
            return;
        }
        awaited.push(entry);
        let [shown, counts] = &mut *self.lines.borrow_mut();
        if let Some(at) = counts.iter().position(|waiting| waiting.entry == entry) {
            shown.extend(counts.remove(at));
        }
    }

    /// A file has come, or will not: true if it was the last that is awaited.
    fn is_last_awaited(&self, entry: &Entry) -> bool {
        let mut awaited = self.awaited.borrow_mut();
        let before = awaited.len();
        awaited.retain(|other| other != entry);
        awaited.is_empty() && before > 0
    }
}

/// The unpacked bytes of a piece. It is fetched once more if it does not come or is damaged, past what the
/// browser keeps.
pub async fn fetch(entry: &Entry) -> Result<Vec<u8>, NetError> {
    let first = attempt(entry, Kept::Used).await;
    match first {
        Ok(bytes) => Ok(bytes),
        Err(NetError::Offline) => Err(NetError::Offline),
        Err(_) => {
            time::sleep(PAUSE).await;
            attempt(entry, Kept::Passed).await
        }
    }
}

async fn attempt(entry: &Entry, kept: Kept) -> Result<Vec<u8>, NetError> {
    let bytes = net::fetch(&format!("{FOLDER}{}", entry.path()), kept, PATIENCE, &mut |_, _, _| ()).await?;
    if !entry.is_of(&bytes) {
        return Err(NetError::CutOff);
    }
    if entry.raw == entry.stored {
        return Ok(bytes);
    }
    let raw = gunzip::gunzip(&bytes).await.ok_or(NetError::CutOff)?;
    if raw.len() == entry.raw { Ok(raw) } else { Err(NetError::CutOff) }
}

impl Page {
    /// Reads what is shown of the values of an answer.
    pub fn touch_values(self, answer: &Answer) {
        for (facet, counts) in answer.facets.iter() {
            for value in &counts.values {
                touch(self.loaded(), facet, value.value);
            }
        }
    }

    /// Whether everything that was read of the dataset since this was asked last is there. What is not is
    /// fetched, and whoever draws with it is drawn anew when it has come.
    pub fn missing(self) -> Missing {
        if self.loaded().lacks_words() {
            self.arrived.track();
            return Missing::Words;
        }
        let needs = self.loaded().needs();
        if needs.is_empty() {
            return Missing::Nothing;
        }
        self.arrived.track();
        self.fetch(needs, Line::Shown)
    }

    /// True if it is being fetched.
    pub fn is_coming(self, need: &Need) -> bool {
        self.queue.is_coming(&need.entry)
    }

    /// Fetches what is not being fetched yet, unless some of it could not be.
    pub fn fetch(self, needs: Vec<Need>, line: Line) -> Missing {
        let broken = self.broken.borrow();
        if let Some(path) = needs.iter().map(|need| need.entry.path()).find(|path| broken.contains(path)) {
            return Missing::Broken(path);
        }
        let new = self.queue.add(needs, line);
        let left = Rc::new(Cell::new(new.len()));
        for entry in new {
            self.queue.lines.borrow_mut()[line as usize].push_back(Waiting { entry, left: Rc::clone(&left) });
            if self.queue.running.get() < AT_ONCE {
                self.queue.running.set(self.queue.running.get() + 1);
                leptos::task::spawn_local(self.fetch_in_turn());
            }
        }
        Missing::Waiting
    }

    /// Fetches one after the other until nothing is waited for, and asks again each time that all is there that
    /// was asked for together, or all that is awaited.
    async fn fetch_in_turn(self) {
        while let Some(Waiting { entry, left }) = self.queue.next() {
            let fetched = match fetch(&entry).await {
                Ok(bytes) => Some(bytes),
                Err(error) => {
                    self.queue.why.set(self.why(error).await);
                    None
                }
            };
            let mut is_whole = true;
            self.queue.needs.borrow_mut().retain(|need| {
                let is_other = need.entry != entry;
                is_whole &= is_other || fetched.as_ref().is_some_and(|bytes| self.loaded().take(need, bytes));
                is_other
            });
            if !is_whole {
                self.broken.borrow_mut().push(entry.path());
            }
            left.set(left.get() - 1);
            if self.queue.is_last_awaited(&entry) || left.get() == 0 {
                self.ask_again();
            }
        }
        self.queue.running.set(self.queue.running.get() - 1);
    }

    /// Why a piece did not come: whoever publishes new data may have taken away what is shown.
    async fn why(self, error: NetError) -> Why {
        if let NetError::Offline | NetError::Unreachable | NetError::Stalled = error {
            return Why::Unreachable;
        }
        let manifest = net::fetch(DATASET, Kept::Passed, PATIENCE, &mut |_, _, _| ()).await.ok();
        let manifest = manifest.and_then(|bytes| Manifest::read(&bytes).ok());
        let is_other = manifest.is_some_and(|manifest| manifest.front != self.queue.front.get());
        if is_other { Why::Replaced } else { Why::Damaged }
    }

    /// The words are there: what waits for them is answered, and they are marked.
    pub fn words_have_come(self) {
        self.mark();
        // for facets too in which one searches already
        self.ask();
        self.ask_again();
    }

    /// Something has come, or will not.
    fn ask_again(self) {
        self.ask_soon();
        let words = self.waiting_words.take();
        if let Some(words) = words.filter(|words| *words == self.query.peek().words) {
            self.suggest(&words);
        }
    }

    /// Fetches once more what could not be fetched.
    pub fn try_again(self) {
        self.broken.borrow_mut().clear();
        self.ask_again();
    }

    /// Looks for what may be meant by words, and shows it when all of it is there.
    pub fn suggest(self, words: &str) {
        let loaded = self.loaded();
        let query = Query { words: words.to_owned(), ..self.query.peek().clone() };
        let suggested = loaded.engine().suggest(&query, super::state::SUGGESTED);
        for suggestion in &suggested {
            if let Suggestion::Value(facet, value, _) = suggestion {
                touch(loaded, *facet, *value);
            }
        }
        match self.missing() {
            Missing::Nothing => drop(self.suggested.follow(suggested)),
            Missing::Waiting | Missing::Words => drop(self.waiting_words.replace(Some(words.to_owned()))),
            Missing::Broken(_) => drop(self.suggested.follow(Vec::new())),
        }
    }
}

/// Reads what is shown of a value.
fn touch(loaded: &Loaded, facet: Facet, value: u32) {
    match (facet, facet.entity_kind()) {
        (_, Some(kind)) => drop(loaded.entity(EntityId { kind, at: value })),
        (Facet::Source, None) => drop(loaded.source(SourceId(value))),
        _ => drop(loaded.value_id(facet, value)),
    }
}
