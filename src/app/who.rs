//! What concerns who meets whom and is not in the address: what is typed to choose an organisation, and how
//! many joint meetings are drawn.

use std::cell::Cell;
use std::ops::Deref;

use super::live::Live;
use super::ports::{dom, time};
use super::state::{FIRST_WINDOW, Window};

/// A name for the window's one [`Choosing`], as `Page` is for its state.
#[derive(Clone, Copy)]
pub struct Who;

/// What is being chosen.
pub struct Choosing {
    /// For each of two fields what is typed, while it is being typed.
    pub typed: [Live<Option<String>>; 2],
    /// Which meetings of a pair are drawn, once the page is drawn as a whole.
    pub shown: Live<Window>,
    /// False until what is seen at first is painted: only then the rest is drawn.
    pub whole: Live<bool>,
    /// Whether the table of a network is open, once the visitor said so.
    pub table: Live<Option<bool>>,
    /// Which organisations the page is about, as a number.
    organisations: Cell<u64>,
}

thread_local! {
    static CHOOSING: &'static Choosing = Box::leak(Box::new(Choosing {
        typed: [0; 2].map(|_| Live::new(None)),
        shown: Live::new(FIRST_WINDOW),
        whole: Live::new(false),
        table: Live::new(None),
        organisations: Cell::new(0),
    }));
}

impl Deref for Who {
    type Target = Choosing;

    #[inline(never)]
    fn deref(&self) -> &Choosing {
        CHOOSING.with(|choosing| *choosing)
    }
}

impl Who {
    /// A page with a choice is drawn, for these organisations. If they are others than before, nothing is
    /// typed yet, and as many meetings are drawn as at first.
    pub fn begin(self, ids: &[&str]) {
        let bytes = ids.iter().flat_map(|id| id.bytes().chain([0]));
        // FNV-1a: it need only tell one page from the one before
        let start = 0xcbf2_9ce4_8422_2325;
        let hash = bytes.fold(start, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        if self.organisations.replace(hash) != hash {
            self.shown.follow(FIRST_WINDOW);
            self.draw_anew();
            self.typed.iter().for_each(|typed| {
                typed.follow(None);
            });
        }
    }

    /// A page is opened by a link: first what is seen of it at once. Who goes back to one finds it whole.
    pub fn draw_anew(self) {
        self.whole.follow(false);
        time::after_paint(|| {
            Who.whole.follow(true);
        });
    }

    /// Puts the focus on one of the names that are suggested, or back on the field.
    pub fn focus_choice(self, field: usize, at: Option<usize>) {
        match at {
            Some(at) => dom::focus(&format!("#choice-{field}-{at}"), true),
            None => dom::focus(&format!("#choose-{field}"), true),
        }
    }

    /// The same after the next paint.
    pub fn focus_field(self, field: usize) {
        time::after_paint(move || Who.focus_choice(field, None));
    }

    /// The same, without following it.
    pub fn opens_table(self) -> bool {
        self.table.peek().unwrap_or_else(dom::is_narrow)
    }

    /// Whether the table of a network is open: at first if it is easier to see than the picture.
    pub fn shows_table(self) -> bool {
        self.table.get().unwrap_or_else(dom::is_narrow)
    }

    /// Puts the focus on an element of a picture.
    pub fn rove(self, id: &str) {
        dom::rove(id);
    }
}
