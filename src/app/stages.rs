//! The first view in stages, and then the words of plain data, so that nothing is a long task.

use super::ports::{dom, time};
use super::state::{FEW, MOST_CARDS, Missing, Page};

/// How many cards the front page has at each stage of its first drawing; then all that are wanted.
const CARDS_OF_STAGE: [usize; 7] = [0, 3, 3, 3, 3, 8, 14];
/// How long a slice of work may take, in milliseconds.
pub const SLICE: f64 = 12.0;
/// How many records are read between two looks at the clock.
pub const STEP: usize = 32;
/// How long to wait before looking whether an answer has come, in milliseconds.
const PAUSE: i32 = 16;

impl Page {
    /// Draws the front page for the first time: the frame, the first cards, the timeline, the facets in two
    /// parts, the other cards. What waits for words has nothing to draw but the frame.
    pub async fn draw_in_stages(self) {
        for stage in 1..=CARDS_OF_STAGE.len() {
            time::breathe().await;
            while stage > 1 && self.waits_for_words() {
                time::sleep(PAUSE).await;
            }
            self.stage.set(stage);
            self.draw_cards(CARDS_OF_STAGE.get(stage).copied().unwrap_or(MOST_CARDS));
            if let Some(reached) = self.reached.get(stage) {
                reached.set(true);
            }
        }
    }

    /// A new answer is about to be drawn: if it is seen from its beginning, first the cards that are seen, and
    /// the others once these are painted. Who has scrolled down would see the page become short, and who goes
    /// back would not come to where they were.
    pub fn draw_anew(self) {
        if self.going.get() && *self.stage.peek() >= CARDS_OF_STAGE.len() && dom::is_at_top() {
            self.cards[1].follow(0);
            time::after_paint(move || self.draw_cards(MOST_CARDS));
        }
    }

    /// So many cards may be drawn by now.
    fn draw_cards(self, cards: usize) {
        let first = cards.min(FEW);
        for (live, cards) in self.cards.iter().zip([first, cards - first]) {
            live.follow(cards);
        }
    }

    /// True once the front page is drawn as a whole.
    pub fn is_drawn(self) -> bool {
        self.stage.get() >= CARDS_OF_STAGE.len()
    }

    /// Runs something once the end of the list is near. While cards are still to be drawn or fetched the list is
    /// short, and its end is seen only for that. Whoever draws the end is drawn anew when that changes.
    pub fn when_end_is_seen(self, id: &'static str, run: impl Fn() + 'static) {
        self.arrived.track();
        self.cards[1].track();
        if self.is_drawn() {
            self.when_seen(id, move || {
                if self.has_all_cards() {
                    run();
                }
            });
        }
    }

    fn has_all_cards(self) -> bool {
        let drawn: usize = self.cards.iter().map(|cards| *cards.peek()).sum();
        drawn == MOST_CARDS && self.queue.is_still() && !self.will_ask()
    }

    /// Reads the words of plain data, if they are not there, and answers what waits for them.
    pub async fn read_words(self) {
        let loaded = self.loaded();
        if loaded.has_words() {
            return;
        }
        self.words_read.set(Some(0));
        while !loaded.has_words() {
            time::breathe().await;
            // whoever sees the records wants the rest of the page first
            if *self.stage.peek() < CARDS_OF_STAGE.len() && !self.waits_for_words() {
                continue;
            }
            let until = time::now() + SLICE;
            let mut share = loaded.read_words(STEP);
            while share.is_some() && time::now() < until {
                share = loaded.read_words(STEP);
            }
            self.words_read.follow(share.or(Some(100)));
        }
        time::breathe().await;
        self.words_read.set(None);
        self.words_have_come();
    }

    fn waits_for_words(self) -> bool {
        *self.missing.peek() == Missing::Words
    }
}
