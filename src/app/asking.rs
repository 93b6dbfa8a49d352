//! Asking the engine, and showing what it says.
//!
//! Of plain data all is there at once. Of a pack the records come first, then the values of each facet and the
//! timeline by themselves: to count them may take many times what it takes to find them. What would take
//! more than [`FREELY`] is not fetched unless the visitor asks for it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use whomet::engine::{Answer, Want, WantValues};
use whomet::model::RecordId;
use whomet::order;
use whomet::query::{Facet, PerFacet, Query};

use super::pieces::Line;
use super::ports::{dom, time};
use super::state::{FEW, FIRST_WINDOW, Missing, Page, Shown, Window};

/// How many parts of an answer are counted each by itself: the facets, and the timeline.
pub const PARTS: usize = Facet::COUNT + 1;
/// The timeline among them.
pub const TIME: usize = Facet::COUNT;
/// How many bytes are fetched for a part without asking.
const FREELY: usize = 2_000_000;
/// How often it is looked whether the records have come before their counts are fetched.
const WAITS: usize = 100;
/// How long to wait for more to come before asking again, in milliseconds.
const PAUSE: i32 = 30;

/// How far a part of the answer is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// It is.
    Here,
    /// What it takes is being fetched.
    Coming,
    /// It takes so many bytes more, which are fetched if they are wanted.
    Offered(usize),
    /// This file could not be fetched, or is not what it should be.
    Broken(String),
}

/// What is known of the counting of the parts of one answer.
#[derive(Default)]
pub struct Counting {
    of: RefCell<Query>,
    /// Counts the times that was asked, so that what is asked no more ends.
    asked: Cell<usize>,
    /// How many bytes were fetched for each part.
    spent: RefCell<[usize; PARTS]>,
    /// Which parts are wanted whatever they take.
    wanted: RefCell<[bool; PARTS]>,
    /// True if a part waits for what is being fetched, or for a file that did not come.
    waits: Cell<bool>,
    /// True while it is waited for more to come.
    soon: Cell<bool>,
    /// True if its records lie so far apart that only those are fetched that are about to be seen.
    apart: Cell<bool>,
}

impl Page {
    /// Asks the engine, if the records are there, and shows what it says.
    pub fn ask(self) {
        let Some(loaded) = self.records.get() else { return };
        let filter = self.filter.peek().clone();
        let window = if self.chosen.borrow().0 == filter { self.chosen.borrow().1 } else { FIRST_WINDOW };
        let mut values = self.wanted.borrow().clone();
        for (facet, want) in Facet::ALL.into_iter().zip(values.iter_mut()) {
            if self.waits_for_names(facet) {
                *want = WantValues::top(0);
            } else if is_named_by_the_browser(facet) && !want.inside.trim().is_empty() {
                *want = WantValues::top(usize::MAX);
            }
        }
        let want = Want { start: window.start, len: window.len, values, timeline: true };
        if !loaded.is_whole() {
            return self.ask_in_parts(filter, &want, window);
        }
        let answer = loaded.answer(&filter, &want);
        let missing = self.missing();
        let complete = missing == Missing::Nothing;
        self.missing.follow(missing);
        if complete {
            self.show_answer(window, answer, [true; PARTS]);
        }
    }

    /// Asks for all that is not known to take much, and if that is not there for the records alone; then each
    /// part is counted.
    fn ask_in_parts(self, filter: Query, want: &Want, window: Window) {
        let loaded = self.loaded();
        let counting = &self.counting;
        if *counting.of.borrow() != filter {
            counting.of.replace(filter.clone());
            counting.spent.take();
            counting.wanted.take();
            counting.apart.take();
            for part in &self.counted {
                part.follow(Counted::Here);
            }
        }
        counting.asked.set(counting.asked.get() + 1);
        counting.waits.set(false);
        self.mark();
        // what was missed and not fetched is nobody's any more
        drop(loaded.needs());
        let parts: [bool; PARTS] =
            std::array::from_fn(|part| !matches!(*self.counted[part].peek(), Counted::Offered(_)));
        let answer = loaded.answer(&filter, &of_parts(want, want.len, parts));
        self.touch_values(&answer);
        if loaded.needs().is_empty() {
            self.missing.follow(Missing::Nothing);
            let (window, answer) = self.narrowed(window, answer);
            return self.show_answer(window, answer, parts);
        }
        let answer = loaded.answer(&filter, &of_parts(want, want.len, [false; PARTS]));
        let missing = self.missing();
        let found = missing == Missing::Nothing;
        self.missing.follow(missing);
        if found {
            let (window, answer) = self.narrowed(window, answer);
            self.show_answer(window, answer, [false; PARTS]);
            let page = self.answer.peek().as_ref().map(|answer| answer.page.clone()).unwrap_or_default();
            leptos::task::spawn_local(self.count_parts(filter, want.clone(), page));
        }
    }

    /// The first records of an answer, if all that are wanted lie far apart.
    fn narrowed(self, mut window: Window, mut answer: Answer) -> (Window, Answer) {
        if window == FIRST_WINDOW && !self.are_apart() && self.loaded().pieces_without(&answer.page) > FEW {
            self.counting.apart.set(true);
            window.len = FEW;
            answer.page.truncate(FEW);
            answer.how.truncate(FEW);
            self.chosen.replace((self.filter.peek().clone(), window));
        }
        (window, answer)
    }

    /// True if the records of the answer lie so far apart that few are shown at a time.
    pub fn are_apart(self) -> bool {
        self.counting.apart.get()
    }

    async fn count_parts(self, filter: Query, want: Want, page: Vec<RecordId>) {
        let asked = self.counting.asked.get();
        // the records come first
        for _ in 0..WAITS {
            time::sleep(PAUSE).await;
            for id in &page {
                let _ = self.loaded().record(*id);
            }
            // where no card is drawn, nobody fetches them; those behind the first are once it is told that these came
            if !self.loaded().needs().iter().any(|need| self.is_coming(need)) && !self.will_ask() {
                break;
            }
        }
        for part in 0..PARTS {
            time::breathe().await;
            if self.counting.asked.get() != asked {
                return;
            }
            self.count_part(&filter, &want, part);
        }
    }

    /// Counts a part, or fetches what it takes, or offers to.
    fn count_part(self, filter: &Query, want: &Want, part: usize) {
        let loaded = self.loaded();
        drop(loaded.needs());
        let answer = loaded.answer(filter, &of_parts(want, 0, std::array::from_fn(|other| other == part)));
        self.touch_values(&answer);
        let needs = loaded.needs();
        if needs.is_empty() {
            return self.show_part(part, &answer);
        }
        let mut spent = self.counting.spent.borrow()[part];
        let bytes: usize = needs.iter().filter(|need| !self.is_coming(need)).map(|need| need.entry.stored).sum();
        let free = spent + bytes <= FREELY || self.counting.wanted.borrow()[part];
        let state = match free.then(|| self.fetch(needs, Line::Counts)) {
            None => Counted::Offered(bytes),
            Some(Missing::Broken(path)) => Counted::Broken(path),
            Some(_) => {
                spent += bytes;
                Counted::Coming
            }
        };
        self.counting.waits.set(self.counting.waits.get() || free);
        self.counting.spent.borrow_mut()[part] = spent;
        self.counted[part].follow(state);
    }

    /// Counts a part, whatever it takes.
    pub fn count_anyway(self, part: usize) {
        self.counting.wanted.borrow_mut()[part] = true;
        self.counted[part].follow(Counted::Coming);
        self.ask();
        // the button that was pressed is gone
        time::after_paint(move || dom::catch_focus(&format!("#{}", Self::id_of_part(part))));
    }

    /// The name of the element that holds a part of the answer.
    pub fn id_of_part(part: usize) -> String {
        format!("part-{part}")
    }

    /// Asks again soon, if something is waited for.
    pub(super) fn ask_soon(self) {
        if self.counting.soon.replace(true) {
            return;
        }
        leptos::task::spawn_local(async move {
            time::sleep(PAUSE).await;
            self.counting.soon.set(false);
            if self.counting.waits.get() || *self.missing.peek() != Missing::Nothing {
                self.ask();
            }
            let arrived = *self.arrived.peek();
            self.arrived.set(arrived + 1);
        });
    }

    /// True if something has come, and those who wait for it are not told yet.
    pub(super) fn will_ask(self) -> bool {
        self.counting.soon.get()
    }

    fn show_answer(self, window: Window, mut answer: Answer, parts: [bool; PARTS]) {
        for (part, counted) in self.counted.iter().enumerate() {
            if parts[part] {
                self.show_part(part, &answer);
            } else if !matches!(*counted.peek(), Counted::Offered(_)) {
                counted.follow(Counted::Coming);
            }
        }
        for (facet, counted) in Facet::ALL.into_iter().zip(&self.counted) {
            let next = match *counted.peek() {
                Counted::Here => continue,
                // the rows stay without their counts, and with them the focus
                Counted::Coming => self.facets[facet].peek().clone(),
                _ => None,
            };
            let choice = self.filter.peek().chosen[facet].clone();
            self.facets[facet].follow(next.map(|shown| Shown { choice, ..shown }));
        }
        if *self.counted[TIME].peek() != Counted::Here {
            self.timeline.follow(None);
        }
        // the counts are shown each by itself, so that cards stand still when they come
        answer.facets = PerFacet::default();
        answer.timeline = self.loaded().engine().no_bars();
        let answer = Some(Rc::new(answer));
        if window == FIRST_WINDOW && !self.are_apart() && *self.answer.peek() != answer {
            self.draw_anew();
        }
        self.window.follow(window);
        self.answer.follow(answer);
    }

    fn show_part(self, part: usize, answer: &Answer) {
        self.counted[part].follow(Counted::Here);
        let Some(facet) = Facet::ALL.get(part).copied() else {
            self.timeline.follow(Some(Rc::new(answer.timeline.clone())));
            return;
        };
        let counts = &answer.facets[facet];
        let mut values = counts.values.clone();
        if facet == Facet::Year {
            order::by_key(&mut values, |value| std::cmp::Reverse(value.value));
        }
        let choice = self.filter.peek().chosen[facet].clone();
        let inside = self.wanted(facet).inside;
        let shown = Shown { values, distinct: counts.distinct, choice, count: answer.count, inside };
        self.facets[facet].follow((!self.waits_for_names(facet)).then_some(shown));
    }
}

/// True if the names of a facet's values are not in the index, so that who searches inside it looks through all.
pub fn is_named_by_the_browser(facet: Facet) -> bool {
    matches!(facet, Facet::Country | Facet::Language)
}

/// What is wanted of an answer if only some of its parts are.
fn of_parts(want: &Want, len: usize, parts: [bool; PARTS]) -> Want {
    let values =
        PerFacet::from_fn(|facet| if parts[facet as usize] { want.values[facet].clone() } else { WantValues::top(0) });
    Want { start: want.start, len, values, timeline: parts[TIME] }
}
