//! Rows by their numbers, all of them there or only some.

use std::cell::OnceCell;

/// A table.
#[derive(Debug)]
pub(super) enum Table<T> {
    /// Every row is there.
    Whole(Vec<T>),
    /// Rows come when they are asked for.
    Parts(Vec<OnceCell<Box<T>>>),
}

impl<T> Table<T> {
    /// A table of so many rows of which none is there.
    pub fn lacking(len: usize) -> Self {
        let mut rows = Vec::new();
        rows.resize_with(len, OnceCell::new);
        Self::Parts(rows)
    }

    /// How many rows it has, there or not.
    pub fn len(&self) -> usize {
        match self {
            Self::Whole(rows) => rows.len(),
            Self::Parts(rows) => rows.len(),
        }
    }

    /// A row, if it is there.
    pub fn get(&self, at: usize) -> Option<&T> {
        match self {
            Self::Whole(rows) => rows.get(at),
            Self::Parts(rows) => rows.get(at)?.get().map(|row| &**row),
        }
    }

    /// Takes in a row; what is there stays.
    pub fn set(&self, at: usize, row: T) {
        if let Self::Parts(rows) = self
            && let Some(place) = rows.get(at)
        {
            let _ = place.set(Box::new(row));
        }
    }
}
