//! JSON as it comes: what other programs write.

use serde_json::{Map, Value};

use super::bytes::squashed;
use super::report::Report;

/// Reads JSON. What is said of bytes that are none begins with the line.
pub fn parse(bytes: &[u8]) -> Result<Value, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| {
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default();
        format!("{}:{}: this should be JSON: {why}", error.line().max(1), error.column())
    })
}

/// A text or a number as text; nothing if it is empty.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value, for a report.
pub fn short(value: &Value) -> String {
    text(value).unwrap_or_else(|| value.to_string())
}

/// The members of an object, taken one by one. What nobody took is told at the end.
pub struct Fields {
    map: Map<String, Value>,
    /// What the object is, for the report: `person`.
    pub what: String,
    /// Where it is: `persons/3`.
    pub place: String,
}

impl Fields {
    /// The members of an object; something else is reported.
    pub fn of(value: Value, what: &str, place: String, report: &mut Report) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self { map, what: what.to_owned(), place }),
            other => {
                report.not_understood(what, "not an object", &*place, &short(&other));
                None
            }
        }
    }

    /// A text or a number, on one line.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let found = text(self.map.get(name)?)?;
        self.map.remove(name);
        Some(squashed(&found))
    }

    /// The values of a list; one value is a list of one.
    pub fn list(&mut self, name: &str) -> Vec<Value> {
        match self.map.remove(name) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(values)) => values,
            Some(value) => vec![value],
        }
    }

    /// The texts of a list, or of a member of the objects in it; what is neither is told as not imported.
    pub fn texts(&mut self, name: &str, member: &str, report: &mut Report) -> Vec<String> {
        let mut texts = Vec::new();
        for value in self.list(name) {
            let found = match &value {
                Value::Object(object) => object.get(member).and_then(text),
                value => text(value),
            };
            match found {
                Some(found) => texts.push(squashed(&found)),
                None if is_nothing(&value) => {}
                None => report.not_imported(&format!("{}: {name}", self.what), &*self.place, &short(&value)),
            }
        }
        texts
    }

    /// An object within.
    pub fn object(&mut self, name: &str) -> Option<Map<String, Value>> {
        match self.map.remove(name) {
            Some(Value::Object(object)) => Some(object),
            other => {
                self.map.extend(other.map(|other| (name.to_owned(), other)));
                None
            }
        }
    }

    /// Tells what is left.
    pub fn tell_rest(self, report: &mut Report) {
        for (name, value) in self.map.iter().filter(|(_, value)| !is_nothing(value)) {
            report.not_imported(&format!("{}: {name}", self.what), &*self.place, &short(value));
        }
    }
}

/// True for what says nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.iter().all(is_nothing),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
