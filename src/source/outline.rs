//! The outline of a dataset: where its sections and their records begin and end, without reading
//! what is in them. A record that cannot be read then costs nothing but itself.

use std::fmt;
use std::ops::Range;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::node::text_of;

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
    let mut from = serde_json::Deserializer::from_str(text);
    let members = Members::deserialize(&mut from).and_then(|found| from.end().map(|()| found));
    match members {
        Ok(Members(raw)) => Ok(raw.into_iter().map(|pair| member(text, pair)).collect()),
        // not an object; but is it JSON?
        Err(error) if error.is_data() => Err(serde_json::from_str::<&RawValue>(text).err().unwrap_or(error)),
        Err(error) => Err(error),
    }
}

/// The members of the object in `range`: none if it is no object.
pub(super) fn of_object(text: &str, range: Range<usize>) -> Vec<Member> {
    let Some(Ok(Members(raw))) = text.get(range).map(serde_json::from_str) else { return Vec::new() };
    raw.into_iter().map(|pair| member(text, pair)).collect()
}

/// Where the elements of the list in `range` are: none if it is no list.
pub(super) fn of_list(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let Some(Ok(Elements(raw))) = text.get(range).map(serde_json::from_str) else { return Vec::new() };
    raw.into_iter().map(|value| place_in(text, value)).collect()
}

fn member(text: &str, (key, value): (&RawValue, &RawValue)) -> Member {
    Member { key: text_of(key.get()).map(Into::into), value: place_in(text, value) }
}

/// Where a raw value, which is a slice of the text, begins and ends.
fn place_in(text: &str, value: &RawValue) -> Range<usize> {
    let start = value.get().as_ptr().addr().saturating_sub(text.as_ptr().addr());
    start..start + value.get().len()
}

struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    super::node::refuse! {
        visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64) visit_str(&str)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Err(E::custom("null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(de::Error::custom("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

struct Elements<'a>(Vec<&'a RawValue>);

impl<'de> Deserialize<'de> for Elements<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ElementsVisitor)
    }
}

struct ElementsVisitor;

impl<'de> Visitor<'de> for ElementsVisitor {
    type Value = Elements<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    super::node::refuse! {
        visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64) visit_str(&str)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Err(E::custom("null"))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(de::Error::custom("an object"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element()? {
            elements.push(element);
        }
        Ok(Elements(elements))
    }
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
