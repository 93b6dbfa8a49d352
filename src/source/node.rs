//! A JSON value as it is written: keys in order, repeated keys and all, text borrowed where it has
//! no escapes.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node<'a> {
    Null,
    Bool(bool),
    Number(f64),
    /// A whole number that has lost its last digits.
    Rounded(f64),
    Str(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Map(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl Node<'_> {
    /// What it is, for a sentence.
    pub(super) fn what(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) | Self::Rounded(_) => "a number",
            Self::Str(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
        }
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Node::Bool(value))
    }

    // a number with more digits than a double holds is rounded, as a browser does
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        let number = value as f64;
        Ok(if number as i64 == value { Node::Number(number) } else { Node::Rounded(number) })
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        let number = value as f64;
        Ok(if number as u64 == value { Node::Number(number) } else { Node::Rounded(number) })
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Node::Number(value))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Node::Str(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Node::Str(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((Key(key), value)) = map.next_entry()? {
            members.push((key, value));
        }
        Ok(Node::Map(members))
    }
}

/// Refuses kinds of values in a visitor. The refusals that serde provides write the value out, and with
/// it come 20 kB of wasm that can write any floating-point number.
macro_rules! refuse {
    ($($visit:ident($kind:ty))*) => {$(
        fn $visit<E: serde::de::Error>(self, _: $kind) -> Result<Self::Value, E> {
            Err(E::custom("another kind of value"))
        }
    )*};
}

/// The text that a piece of JSON is, if it is one.
pub(super) fn text_of(json: &str) -> Option<String> {
    serde_json::from_str(json).ok().map(|Key(text)| text.into_owned())
}

/// A key; serde's own `Cow` never borrows.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    refuse! { visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64) }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Err(E::custom("null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(de::Error::custom("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(de::Error::custom("an object"))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Key(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Key(Cow::Owned(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_repeated_keys_and_borrowed_text_are_kept() {
        let node: Node = serde_json::from_str(r#"{"b": [null, true, -1, 18446744073709551615], "a": "x", "b": "\n"}"#)
            .expect("JSON");
        let Node::Map(members) = &node else { panic!("{node:?}") };
        assert_eq!(members.iter().map(|(key, _)| &**key).collect::<Vec<_>>(), ["b", "a", "b"]);
        assert!(matches!(&members[1].1, Node::Str(Cow::Borrowed("x"))));
        assert!(matches!(&members[2].1, Node::Str(Cow::Owned(text)) if text == "\n"));
        let Node::List(items) = &members[0].1 else { panic!("{node:?}") };
        assert_eq!(items[3], Node::Number(18_446_744_073_709_551_615.0));
    }

    #[test]
    fn a_number_that_a_double_cannot_hold_is_marked() {
        let read = |json: &'static str| serde_json::from_str::<Node>(json).expect("JSON");
        assert_eq!(read("9007199254740992"), Node::Number(9_007_199_254_740_992.0));
        assert_eq!(read("9007199254740993"), Node::Rounded(9_007_199_254_740_992.0));
        assert_eq!(read("-9007199254740993"), Node::Rounded(-9_007_199_254_740_992.0));
    }
}
