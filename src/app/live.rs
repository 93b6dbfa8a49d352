//! Values that views follow.
//!
//! Leptos's signals and memos are compiled anew for each type that they hold, and for each there is
//! a way to be stored, compared, tracked, notified and dropped: 2 to 4 kB of the page a type. Here all
//! types share one kind of reactive node, the trigger; what is left of a type is a cell.

use std::cell::{Ref, RefCell};

use leptos::prelude::{ArcTrigger, Notify, Track};

/// A value. What draws it is drawn anew when it changes.
pub struct Live<T> {
    value: RefCell<T>,
    changed: ArcTrigger,
}

impl<T> Live<T> {
    /// Begins with a value.
    pub fn new(value: T) -> Self {
        Self { value: RefCell::new(value), changed: ArcTrigger::new() }
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
        self.changed.track();
    }

    /// Changes the value.
    pub fn set(&self, value: T) {
        self.value.replace(value);
        self.changed.notify();
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
