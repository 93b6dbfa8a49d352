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
    #[inline(always)]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Goes past a byte, if it is the next; false if it is not.
    pub(super) fn pass(&mut self, byte: u8) -> bool {
        self.space();
        let here = self.peek() == Some(byte);
        self.at += usize::from(here);
        here
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
            _ => {
                while !matches!(self.peek(), None | Some(b',' | b'}' | b']' | b':' | b' ' | b'\n' | b'\r' | b'\t')) {
                    self.at += 1;
                }
            }
        }
    }

    pub(super) fn string(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        loop {
            while let Some(eight) = eight(bytes, at)
                && !holds(eight, b'"')
                && !holds(eight, b'\\')
            {
                at += 8;
            }
            match bytes.get(at) {
                Some(b'"') => break at += 1,
                Some(b'\\') => at += 2,
                Some(_) => at += 1,
                None => break,
            }
        }
        self.at = at.min(bytes.len());
    }

    /// Goes past the end of the object or list that it is in.
    pub(super) fn close(&mut self) {
        let mut depth = 1usize;
        while depth > 0 {
            match self.peek() {
                Some(b'"') => {
                    self.string();
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => depth -= 1,
                Some(_) => {}
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

/// The eight bytes at a position, as one number.
#[inline(always)]
pub(super) fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8)?.first_chunk().map(|eight| u64::from_le_bytes(*eight))
}

/// True if one of eight bytes is this one, which is ASCII. A byte that is 0 borrows from its highest bit
/// (Bit Twiddling Hacks, "determine if a word has a zero byte").
#[inline(always)]
pub(super) fn holds(eight: u64, byte: u8) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let word = eight ^ (ONES * byte as u64);
    word.wrapping_sub(ONES) & !word & (ONES << 7) != 0
}
