//! A dataset that is there as a whole, but for the words, which are read while it is used.

use super::stock::Stock;
use crate::engine::Shelves;
use crate::model::{Entity, EntityId, Record, RecordId, Source, SourceId};

impl Shelves for Stock {
    fn record(&self, id: RecordId) -> Record<'_> {
        Self::record(self, id)
    }

    fn entity(&self, id: EntityId) -> &Entity {
        Self::entity(self, id)
    }

    fn source(&self, id: SourceId) -> Option<&Source> {
        (id.index() < self.sources()).then(|| Self::source(self, id))
    }
}

impl Stock {
    /// True if all words are there that are not fetched. Until then what asks for them is answered as if
    /// there were none, and noted: see [`Self::lacks_words`].
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.wording.borrow().is_none()
    }

    /// True if words were asked for that are not read yet, since this was asked last.
    #[must_use]
    pub fn lacks_words(&self) -> bool {
        !self.has_words() && !self.engine().lacking().is_empty()
    }

    /// Reads some more words, in so many pieces of work; says how much is done, in hundredths. `None` if they
    /// are there.
    pub fn read_words(&self, pieces: usize) -> Option<usize> {
        let mut wording = self.wording.take()?;
        let (done, total) = wording.step(&self.engine(), self, pieces);
        if done < total {
            let share = wording.share();
            self.wording.replace(Some(wording));
            return Some(share);
        }
        let words = wording.finish(&self.engine(), self);
        self.engine.borrow_mut().take_words(words);
        // what was asked for before is asked again
        let _ = self.engine().lacking();
        None
    }
}
