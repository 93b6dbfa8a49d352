//! What this window knows of a brush that is drawn over the timeline and of which nothing is in the
//! address yet.

use std::cell::Cell;
use std::ops::Deref;

use super::live::Live;
use super::ports::time;

/// The brush, counted in bars.
pub struct Brushing {
    /// The first and the last bar that it takes in, while it is drawn.
    pub range: Live<Option<(usize, usize)>>,
    /// Whether the timeline is there as a table too.
    pub table: Live<bool>,
    /// The bar that stays where it is: where it was begun, or the other end of the period.
    fixed: Cell<usize>,
    /// The bar where the pointer went down, while it is.
    down: Cell<Option<usize>>,
    /// True if an end of the period was taken hold of.
    held: Cell<bool>,
    /// True for a moment after drawing, when the browser still reports a click.
    done: Cell<bool>,
    /// The bar where the keyboard began to extend the period.
    anchor: Cell<Option<usize>>,
}

thread_local! {
    static BRUSHING: &'static Brushing = Box::leak(Box::new(Brushing {
        range: Live::new(None),
        table: Live::new(false),
        fixed: Cell::new(0),
        down: Cell::new(None),
        held: Cell::new(false),
        done: Cell::new(false),
        anchor: Cell::new(None),
    }));
}

/// A name for the window's one [`Brushing`], as `Page` is for its state.
#[derive(Clone, Copy)]
pub struct Brush;

impl Deref for Brush {
    type Target = Brushing;

    fn deref(&self) -> &Brushing {
        BRUSHING.with(|brushing| *brushing)
    }
}

impl Brush {
    /// An end of the period is taken hold of; the other end stays.
    pub fn hold(self, other: usize) {
        self.held.set(true);
        self.fixed.set(other);
    }

    /// The pointer goes down on a bar.
    pub fn begin(self, at: usize) {
        self.down.set(Some(at));
        if !self.held.get() {
            self.fixed.set(at);
        }
    }

    /// The pointer moves to a bar; true if that draws a brush.
    pub fn move_to(self, at: usize) -> bool {
        let Some(down) = self.down.get() else { return false };
        if at != down || self.range.peek().is_some() {
            let fixed = self.fixed.get();
            self.range.follow(Some((at.min(fixed), at.max(fixed))));
        }
        self.range.peek().is_some()
    }

    /// The pointer goes up: what was drawn, if anything.
    pub fn end(self) -> Option<(usize, usize)> {
        let range = *self.range.peek();
        self.cancel();
        if range.is_some() {
            self.done.set(true);
            time::after_paint(move || Brush.done.set(false));
        }
        range
    }

    /// Nothing was drawn; true if something was being drawn.
    pub fn cancel(self) -> bool {
        self.down.set(None);
        self.held.set(false);
        self.range.follow(None)
    }

    /// True if a click is only the end of drawing.
    pub fn is_done(self) -> bool {
        self.done.get()
    }

    /// Where the keyboard began to extend: here, unless it has begun before.
    pub fn anchor(self, at: usize) -> usize {
        let anchor = self.anchor.get().unwrap_or(at);
        self.anchor.set(Some(anchor));
        anchor
    }

    /// The keyboard goes on without extending.
    pub fn let_go(self) {
        self.anchor.set(None);
    }
}
