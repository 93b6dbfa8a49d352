//! The outline of a dataset: where its sections and their records begin and end, without reading
//! what is in them. A record that cannot be read then costs nothing but itself.
//!
//! Values are only stepped over, but what stands between them is checked. So when serde_json has read
//! each of them, the whole is JSON, and no pass over it was needed to find that out. serde_json's own way
//! to find where a value stands, `RawValue`, would bring 9 kB into the page: tables with which a message
//! could quote any floating-point number.

use std::ops::Range;

use serde::de::{Error, IgnoredAny};

use super::node::text_of;
use super::scan::Scan;

/// A member of an object: its key, and where its value is.
#[derive(Debug)]
pub(super) struct Member {
    /// The key; `None` if it is no text (half a surrogate pair).
    pub(super) key: Option<Box<str>>,
    /// Where the value is.
    pub(super) value: Range<usize>,
    /// Where the records are, if it is a list of records.
    pub(super) records: Vec<Range<usize>>,
}

/// What is not JSON; what exactly is wrong, [`check`] knows.
#[derive(Debug)]
pub(super) struct Broken;

/// An object whose members are being found.
#[derive(Debug)]
pub(super) struct Outline {
    at: usize,
    end: usize,
    /// The names of the members that are lists of records.
    lists: &'static [&'static str],
    in_list: bool,
    pub(super) members: Vec<Member>,
    /// How many records are found.
    pub(super) found: usize,
}

impl Outline {
    /// For the object in a range. The members with these names, if they are lists, are gone through.
    pub(super) fn new(range: Range<usize>, lists: &'static [&'static str]) -> Self {
        Self { at: range.start, end: range.end, lists, in_list: false, members: Vec::new(), found: 0 }
    }

    /// Finds the next member or record; false when there is none.
    pub(super) fn next(&mut self, text: &str) -> Result<bool, Broken> {
        let mut scan = Scan { text, at: self.at };
        let more = if self.in_list { self.record(&mut scan) } else { self.member(&mut scan) };
        self.at = scan.at;
        more
    }

    fn member(&mut self, scan: &mut Scan<'_>) -> Result<bool, Broken> {
        if self.members.is_empty() {
            expect(scan, b'{')?;
        }
        if scan.pass(b'}') {
            scan.space();
            return if scan.at >= self.end { Ok(false) } else { Err(Broken) };
        }
        if !self.members.is_empty() {
            expect(scan, b',')?;
        }
        let key = scan.text.get(scan.value()).unwrap_or_default();
        if !(key.starts_with('"') && is_json(key)) {
            return Err(Broken);
        }
        let key: Option<Box<str>> = text_of(key).map(Into::into);
        expect(scan, b':')?;
        scan.space();
        self.in_list = scan.peek() == Some(b'[') && self.lists.iter().any(|list| Some(*list) == key.as_deref());
        let start = scan.at;
        if self.in_list {
            scan.at += 1;
        } else {
            scan.skip();
        }
        self.members.push(Member { key, value: start..scan.at, records: Vec::new() });
        Ok(true)
    }

    fn record(&mut self, scan: &mut Scan<'_>) -> Result<bool, Broken> {
        let Some(list) = self.members.last_mut() else { return Err(Broken) };
        if scan.pass(b']') {
            self.in_list = false;
            list.value.end = scan.at;
            return Ok(true);
        }
        if !list.records.is_empty() {
            expect(scan, b',')?;
        }
        list.records.push(scan.value());
        self.found += 1;
        Ok(true)
    }
}

/// Goes past a byte that has to come next.
fn expect(scan: &mut Scan<'_>, byte: u8) -> Result<(), Broken> {
    if scan.pass(byte) { Ok(()) } else { Err(Broken) }
}

/// Says what is wrong with a text that is not an object.
pub(super) fn check(text: &str) -> Result<(), serde_json::Error> {
    let _: IgnoredAny = serde_json::from_str(text)?;
    if (Scan { text, at: 0 }).pass(b'{') { Ok(()) } else { Err(serde_json::Error::custom("not an object")) }
}

/// True for a piece of JSON, whatever is in it.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// The members of the object in `range`.
pub(super) fn of_object(text: &str, range: Range<usize>) -> Result<Vec<Member>, Broken> {
    let mut outline = Outline::new(range, &[]);
    while outline.next(text)? {}
    Ok(outline.members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of_dataset(text: &str) -> Result<Vec<Member>, Broken> {
        let mut outline = Outline::new(0..text.len(), &["b", "c"]);
        while outline.next(text)? {}
        Ok(outline.members)
    }

    #[test]
    fn members_and_elements_are_slices_of_the_text() {
        let text = r#" { "a" : {"x\/y": 1, "\ud800": "\ud800"}, "b": [ 1 , [2,3], "four" ], "c": 5, "b" : [] } "#;
        let members = of_dataset(text).expect("an object");
        assert_eq!(members[0].key.as_deref(), Some("a"));
        let inner = of_object(text, members[0].value.clone()).expect("an object");
        assert_eq!((inner[0].key.as_deref(), inner[1].key.as_deref()), (Some("x/y"), None));
        assert_eq!(&text[inner[1].value.clone()], r#""\ud800""#);
        let items: Vec<&str> = members[1].records.iter().cloned().map(|r| &text[r]).collect();
        assert_eq!(items, ["1", "[2,3]", "\"four\""]);
        assert_eq!(&text[members[1].value.clone()], r#"[ 1 , [2,3], "four" ]"#);
        assert_eq!((members.len(), members[2].records.len(), members[3].records.len()), (4, 0, 0));
    }

    #[test]
    fn what_is_no_object_or_no_json_is_told_apart() {
        for (text, data, eof) in
            [("[1]", true, false), ("[1", false, true), ("x", false, false), ("{} {}", false, false)]
        {
            let error = check(text).expect_err("no dataset");
            assert_eq!((error.is_data(), error.is_eof()), (data, eof), "{text}: {error}");
            assert!(of_dataset(text).is_err());
        }
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        assert!(check(&deep).is_err());
        assert_eq!(of_dataset(&format!("{{\"a\":{deep}}}")).expect("an object").len(), 1);
    }

    proptest! {
        #[test]
        fn the_outline_and_its_pieces_are_json_if_the_whole_is(text in r#"\{("[abc]" ?: ?[\[\]{}:,"1 \\a]{0,6},?){0,4}\}? ?"#) {
            let pieces = of_dataset(&text).is_ok_and(|members| {
                members.iter().all(|member| {
                    let whole = is_json(&text[member.value.clone()]);
                    assert!(member.records.is_empty() || whole == member.records.iter().cloned().all(|r| is_json(&text[r])));
                    whole
                })
            });
            prop_assert_eq!(pieces, check(&text).is_ok(), "{}", text);
        }
    }
}
