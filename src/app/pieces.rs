//! Fetching the pieces of a pack: each is checked before it is used, and what needed it is asked again, as
//! is what needed the words of plain data.

use whomet::engine::{Answer, Suggestion};
use whomet::model::{EntityId, SourceId};
use whomet::pack::{Entry, Need};
use whomet::query::Facet;

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
        self.fetch(needs)
    }

    /// True if it is being fetched.
    pub fn is_coming(self, need: &Need) -> bool {
        self.fetching.borrow().contains(&need.entry.path())
    }

    /// Fetches what is not being fetched yet, unless some of it could not be.
    pub fn fetch(self, needs: Vec<Need>) -> Missing {
        let broken = self.broken.borrow();
        if let Some(path) = needs.iter().map(|need| need.entry.path()).find(|path| broken.contains(path)) {
            return Missing::Broken(path);
        }
        let mut fetching = self.fetching.borrow_mut();
        let new = needs.into_iter().filter(|need| !fetching.contains(&need.entry.path()));
        let new: Vec<Need> = new.collect();
        fetching.extend(new.iter().map(|need| need.entry.path()));
        if !new.is_empty() {
            leptos::task::spawn_local(self.fetch_all(new));
        }
        Missing::Waiting
    }

    async fn fetch_all(self, needs: Vec<Need>) {
        for some in needs.chunks(AT_ONCE) {
            let mut tasks = Vec::new();
            for need in some {
                tasks.push(Box::pin(fetch(&need.entry)));
            }
            for (need, task) in some.iter().zip(net::all(tasks).await) {
                let path = need.entry.path();
                if !task.is_ok_and(|bytes| self.loaded().take(need, &bytes)) {
                    self.broken.borrow_mut().push(path.clone());
                }
                self.fetching.borrow_mut().retain(|other| *other != path);
            }
            self.ask_again();
        }
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
        let suggested = loaded.engine().suggest(words, super::state::SUGGESTED);
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
