//! The outline of a dataset: where its sections and their records begin and end, without reading
//! what is in them. A record that cannot be read then costs nothing but itself.
//!
//! serde_json says whether the whole is JSON; then its values are only stepped over. Its own way to
//! find where a value stands, `RawValue`, would bring 9 kB into the page: tables with which a message
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
}

/// The members of the object that is the whole text.
pub(super) fn of_dataset(text: &str) -> Result<Vec<Member>, serde_json::Error> {
    let _: IgnoredAny = serde_json::from_str(text)?;
    if (Scan { text, at: 0 }).pass(b'{') {
        Ok(of_object(text, 0..text.len()))
    } else {
        Err(serde_json::Error::custom("not an object"))
    }
}

/// The members of the object in `range`, which is JSON: none if it is no object.
pub(super) fn of_object(text: &str, range: Range<usize>) -> Vec<Member> {
    let mut scan = Scan { text, at: range.start };
    let mut members = Vec::new();
    if scan.pass(b'{') {
        while scan.more() {
            let key = text.get(scan.value()).and_then(text_of).map(Into::into);
            scan.pass(b':');
            members.push(Member { key, value: scan.value() });
        }
    }
    members
}

/// Where the elements of the list in `range`, which is JSON, are: none if it is no list.
pub(super) fn of_list(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut scan = Scan { text, at: range.start };
    let mut elements = Vec::new();
    if scan.pass(b'[') {
        while scan.more() {
            elements.push(scan.value());
        }
    }
    elements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_elements_are_slices_of_the_text() {
        let text = r#" { "a" : {"x\/y": 1, "\ud800": "\ud800"}, "b": [ 1 , [2,3], "four" ] } "#;
        let members = of_dataset(text).expect("an object");
        assert_eq!(members[0].key.as_deref(), Some("a"));
        let inner = of_object(text, members[0].value.clone());
        assert_eq!((inner[0].key.as_deref(), inner[1].key.as_deref()), (Some("x/y"), None));
        assert_eq!(&text[inner[1].value.clone()], r#""\ud800""#);
        let items: Vec<&str> = of_list(text, members[1].value.clone()).into_iter().map(|r| &text[r]).collect();
        assert_eq!(items, ["1", "[2,3]", "\"four\""]);
        assert!(of_list(text, members[0].value.clone()).is_empty());
    }

    #[test]
    fn what_is_no_object_or_no_json_is_told_apart() {
        for (text, data, eof) in
            [("[1]", true, false), ("[1", false, true), ("x", false, false), ("{} {}", false, false)]
        {
            let error = of_dataset(text).expect_err("no dataset");
            assert_eq!((error.is_data(), error.is_eof()), (data, eof), "{text}: {error}");
        }
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        assert!(of_dataset(&deep).is_err());
        assert_eq!(of_dataset(&format!("{{\"a\":{deep}}}")).expect("an object").len(), 1);
    }
}
