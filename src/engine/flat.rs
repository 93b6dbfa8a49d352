//! Flat storage: many short lists or texts one after the other, and where each begins.

use std::ops::Range;

/// A position as it is stored. Nothing here holds more than 2^32 things: a dataset is read from one
/// file, and what is stored never outgrows its text.
pub(super) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Lists of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lists {
    /// Where each list begins, and where the last one ends.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }
}

impl Lists {
    /// Lists of these lengths, filled with zeros.
    pub fn of_lengths(lengths: &[u32]) -> Self {
        let mut end = 0;
        let ends = lengths.iter().map(|len| {
            end += len;
            end
        });
        let starts: Vec<u32> = std::iter::once(0).chain(ends).collect();
        Self { starts, items: vec![0; end as usize] }
    }

    /// Appends a list.
    pub fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.items.extend(list);
        self.starts.push(number(self.items.len()));
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// One list; empty if there is no such list.
    pub fn get(&self, at: usize) -> &[u32] {
        if at < self.len() { &self.items[self.span(at..at + 1)] } else { &[] }
    }

    /// Where the items of some neighbouring lists stand.
    pub fn span(&self, lists: Range<usize>) -> Range<usize> {
        self.starts[lists.start] as usize..self.starts[lists.end] as usize
    }

    /// The items of all lists.
    pub fn items(&self) -> &[u32] {
        &self.items
    }

    /// The items of all lists, to fill.
    pub fn items_mut(&mut self) -> &mut [u32] {
        &mut self.items
    }

    /// How long each list is.
    pub fn lengths(&self) -> Vec<u32> {
        self.starts.windows(2).map(|ends| ends[1] - ends[0]).collect()
    }

    /// For each of `count` items the lists that hold it, in order.
    pub fn inverted(&self, count: usize) -> Self {
        let mut lengths = vec![0; count];
        self.items.iter().for_each(|item| lengths[*item as usize] += 1);
        let mut inverted = Self::of_lengths(&lengths);
        let mut free: Vec<u32> = inverted.starts[..count].to_vec();
        for at in 0..self.len() {
            for item in self.get(at) {
                let place = &mut free[*item as usize];
                inverted.items[*place as usize] = number(at);
                *place += 1;
            }
        }
        inverted
    }
}

/// Texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Strings {
    starts: Vec<u32>,
    text: String,
}

impl Default for Strings {
    fn default() -> Self {
        Self { starts: vec![0], text: String::new() }
    }
}

impl Strings {
    /// Appends a text.
    pub fn push(&mut self, text: &str) {
        self.text += text;
        self.starts.push(number(self.text.len()));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// One of them; empty if there is no such text.
    pub fn get(&self, at: usize) -> &str {
        if at >= self.len() {
            return "";
        }
        &self.text[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The first for which `before` is false, if those for which it is true come first.
    pub fn partition_point(&self, before: impl Fn(&str) -> bool) -> usize {
        partition_point(self.len(), |at| before(self.get(at)))
    }
}

impl<'a> FromIterator<&'a str> for Strings {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut strings = Self::default();
        texts.into_iter().for_each(|text| strings.push(text));
        strings
    }
}

/// The first of the numbers below `len` for which `before` is false.
pub(super) fn partition_point(len: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_invert_to_who_holds_what() {
        let mut lists = Lists::default();
        lists.push([0, 2]);
        lists.push([]);
        lists.push([2]);
        let inverted = lists.inverted(4);
        assert_eq!(
            (0..5).map(|at| inverted.get(at).to_vec()).collect::<Vec<_>>(),
            [vec![0], vec![], vec![0, 2], vec![], vec![]]
        );
        assert_eq!(inverted.lengths(), [1, 0, 2, 0]);
    }

    #[test]
    fn sorted_texts_are_found_by_halving() {
        let texts: Strings = ["a", "ab", "b"].into_iter().collect();
        assert_eq!((texts.len(), texts.get(1), texts.get(3)), (3, "ab", ""));
        assert_eq!(["", "a", "aa", "b", "c"].map(|key| texts.partition_point(|text| text < key)), [0, 0, 1, 2, 3]);
        assert_eq!(Strings::default().partition_point(|_| true), 0);
    }
}
