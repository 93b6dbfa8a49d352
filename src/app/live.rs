//! Values that views follow.
//!
//! Leptos's signals and memos are compiled anew for each type that they hold, and for each there is
//! a way to be stored, compared, tracked, notified and dropped: 2 to 4 kB of the page a type. Here all
//! types share one list of followers; what is left of a type is a cell.
//!
//! Leptos's own list (of `reactive_graph` 0.2.16) keeps those that are gone until the value changes. A bar
//! of the timeline follows where the Tab key stops, which hardly ever changes, and is drawn anew with every
//! letter that is typed: the page grew by 4 kB a search.

use std::cell::{Ref, RefCell};

use leptos::reactive::graph::{AnySubscriber, Observer, ReactiveNode};

/// A value. What draws it is drawn anew when it changes.
pub struct Live<T> {
    value: RefCell<T>,
    followers: Followers,
}

/// Who is to be told that a value has changed.
struct Followers(RefCell<Vec<AnySubscriber>>);

impl Followers {
    /// Adds who is drawing now, once; lets go of those that are gone whenever the list is full.
    #[inline(never)]
    fn add(&self) {
        let Some(follower) = Observer::get() else { return };
        let mut all = self.0.borrow_mut();
        if all.contains(&follower) {
            return;
        }
        if all.len() == all.capacity() {
            all.retain(|AnySubscriber(_, node)| node.strong_count() > 0);
        }
        all.push(follower);
    }

    /// Tells each, in the order in which they came: what stands inside of another comes behind it.
    #[inline(never)]
    fn tell(&self) {
        // whoever is drawn anew adds itself again
        for follower in self.0.take() {
            follower.mark_dirty();
        }
    }
}

impl<T> Live<T> {
    /// Begins with a value.
    pub fn new(value: T) -> Self {
        Self { value: RefCell::new(value), followers: Followers(RefCell::default()) }
    }

    /// The value; whoever asks is asked to draw anew when it changes.
    pub fn read(&self) -> Ref<'_, T> {
        self.track();
        self.value.borrow()
    }

    /// The value now, whatever becomes of it.
    pub fn peek(&self) -> Ref<'_, T> {
        self.value.borrow()
    }

    /// Draws anew when the value changes, without looking at it.
    pub fn track(&self) {
        self.followers.add();
    }

    /// Changes the value.
    pub fn set(&self, value: T) {
        self.value.replace(value);
        self.followers.tell();
    }

    /// Changes the value if it is another one; says whether it was.
    pub fn follow(&self, value: T) -> bool
    where
        T: PartialEq,
    {
        let other = *self.value.borrow() != value;
        if other {
            self.set(value);
        }
        other
    }
}

impl<T: Clone> Live<T> {
    /// A copy of the value; see [`Live::read`].
    pub fn get(&self) -> T {
        self.read().clone()
    }
}
