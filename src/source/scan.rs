//! Steps over JSON, without reading what is in it.

use std::ops::Range;

/// What stands before and after the first place where a separator stands. The standard library looks
/// for a text in a way that is faster in long ones, and 3 kB of the page.
pub(super) fn cut<'t>(text: &'t str, separator: &str) -> Option<(&'t str, &'t str)> {
    let at = text.as_bytes().windows(separator.len()).position(|piece| piece == separator.as_bytes())?;
    Some((text.get(..at)?, text.get(at + separator.len()..)?))
}

/// Steps over JSON that is known to be well-formed.
#[derive(Clone, Copy)]
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

impl Scan<'_> {
    pub(super) fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    /// Goes to the first byte for which this holds, or to the end.
    pub(super) fn until(&mut self, stop: impl Fn(u8) -> bool) {
        self.at += self.rest().iter().position(|b| stop(*b)).unwrap_or(self.rest().len());
    }

    pub(super) fn space(&mut self) {
        self.until(|b| !matches!(b, b' ' | b'\n' | b'\r' | b'\t'));
    }

    /// Goes past a byte, if it is the next; false if it is not.
    pub(super) fn pass(&mut self, byte: u8) -> bool {
        self.space();
        let here = self.peek() == Some(byte);
        self.at += usize::from(here);
        here
    }

    /// True if an element or a member follows; the comma before it is passed.
    pub(super) fn more(&mut self) -> bool {
        self.pass(b',');
        self.space();
        !matches!(self.peek(), None | Some(b'}' | b']'))
    }

    /// Goes past a value, and says where it is.
    pub(super) fn value(&mut self) -> Range<usize> {
        self.space();
        let start = self.at;
        self.skip();
        start..self.at
    }

    pub(super) fn skip(&mut self) {
        self.space();
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'{' | b'[') => {
                self.at += 1;
                self.close();
            }
            _ => self.until(|b| matches!(b, b',' | b'}' | b']' | b':' | b' ' | b'\n' | b'\r' | b'\t')),
        }
    }

    pub(super) fn string(&mut self) {
        self.at += 1;
        loop {
            self.until(|b| matches!(b, b'"' | b'\\'));
            match self.peek() {
                Some(b'\\') => self.at = (self.at + 2).min(self.text.len()),
                Some(_) => return self.at += 1,
                None => return,
            }
        }
    }

    /// Goes past the end of the object or list that it is in.
    pub(super) fn close(&mut self) {
        let mut depth = 1usize;
        while depth > 0 {
            self.until(|b| matches!(b, b'"' | b'{' | b'[' | b'}' | b']'));
            match self.peek() {
                Some(b'"') => {
                    self.string();
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(_) => depth -= 1,
                None => return,
            }
            self.at += 1;
        }
    }

    /// The value at a byte, as text: at least as much of it as a problem quotes.
    pub(super) fn quote(&self, at: usize) -> String {
        const ENOUGH: usize = 1_000;
        let text = self.text.get(at..).unwrap_or_default();
        let mut scan = Scan { text, at: 0 };
        if text.starts_with('"') {
            scan.string();
            let raw = text.get(..scan.at).unwrap_or_default();
            return super::node::text_of(raw).unwrap_or_else(|| raw.trim_matches('"').to_owned());
        }
        scan.text = text.get(..text.floor_char_boundary(ENOUGH)).unwrap_or_default();
        scan.skip();
        let raw = text.get(..scan.at).unwrap_or_default();
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
