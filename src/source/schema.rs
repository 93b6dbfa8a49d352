//! The shapes as a JSON Schema (draft 2020-12), for editors and other tools.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::names::table_name;
use super::shape::{DATASET, FORMAT, Field, Need, SHAPES, Shape, Want, about};

/// The JSON Schema of a dataset, as a file.
#[must_use]
pub fn json_schema() -> String {
    let mut definitions: Vec<(String, Doc)> = basic_definitions();
    definitions.extend(SHAPES.iter().skip(1).map(|shape| (shape.name.to_owned(), object(shape))));
    let mut members = vec![
        ("$schema".to_owned(), text("https://json-schema.org/draft/2020-12/schema")),
        ("title".to_owned(), text(&format!("Whomet dataset ({FORMAT})"))),
    ];
    members.extend(object(&DATASET).members());
    members.push(("$defs".to_owned(), Doc::Map(definitions)));
    serde_json::to_string_pretty(&Doc::Map(members)).unwrap_or_default() + "\n"
}

/// A JSON document whose members keep their order.
enum Doc {
    Bool(bool),
    Number(u32),
    Text(String),
    List(Vec<Doc>),
    Map(Vec<(String, Doc)>),
}

impl Doc {
    fn members(self) -> Vec<(String, Doc)> {
        if let Self::Map(members) = self { members } else { Vec::new() }
    }
}

impl Serialize for Doc {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => to.serialize_bool(*value),
            Self::Number(number) => to.serialize_u32(*number),
            Self::Text(text) => to.serialize_str(text),
            Self::List(items) => to.collect_seq(items),
            Self::Map(members) => {
                let mut map = to.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

fn text(text: &str) -> Doc {
    Doc::Text(text.to_owned())
}

fn map<const N: usize>(members: [(&str, Doc); N]) -> Doc {
    Doc::Map(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn pointer(to: &str) -> Doc {
    map([("$ref", text(&format!("#/$defs/{to}")))])
}

fn string_like(pattern: &str) -> Doc {
    map([("type", text("string")), ("pattern", text(pattern))])
}

/// A text that is more than space.
fn some_text() -> Doc {
    string_like("\\S")
}

fn any_of(one: Doc, other: Doc) -> Doc {
    map([("anyOf", Doc::List(vec![one, other]))])
}

fn list_of(items: Doc) -> Doc {
    map([("type", text("array")), ("items", items)])
}

fn table_of(values: Doc) -> Doc {
    map([("type", text("object")), ("propertyNames", pointer("id")), ("additionalProperties", values)])
}

fn object(shape: &Shape) -> Doc {
    let with_about = |field: &Field| {
        let mut members = vec![("description".to_owned(), text(about(shape.name, Some(field.name))))];
        members.extend(schema_of(&field.want).members());
        if field.need == Need::OwnRule {
            members.push(("minItems".to_owned(), Doc::Number(1)));
        }
        (field.name.to_owned(), Doc::Map(members))
    };
    let needed: Vec<Doc> = shape.fields.iter().filter(|f| f.need != Need::May).map(|f| text(f.name)).collect();
    let mut members = vec![
        ("description".to_owned(), text(about(shape.name, None))),
        ("type".to_owned(), text("object")),
        ("properties".to_owned(), Doc::Map(shape.fields.iter().map(with_about).collect())),
        ("additionalProperties".to_owned(), Doc::Bool(false)),
    ];
    if !needed.is_empty() {
        members.push(("required".to_owned(), Doc::List(needed)));
    }
    if shape.name == "fact" {
        let needs = |name| map([("required", Doc::List(vec![text(name)]))]);
        members.extend(any_of(needs("value"), needs("number")).members());
    }
    Doc::Map(members)
}

fn schema_of(want: &Want) -> Doc {
    match want {
        Want::Title | Want::Text => pointer("text"),
        Want::Words => some_text(),
        Want::Id => pointer("id"),
        Want::Date => pointer("date"),
        Want::Address => pointer("address"),
        Want::Mailbox => string_like("^([Hh][Tt][Tt][Pp][Ss]?://\\S+|[Mm][Aa][Ii][Ll][Tt][Oo]:\\S+@\\S*)$"),
        Want::Language => pointer("language"),
        Want::Flag => map([("type", text("boolean"))]),
        Want::Number => map([("type", text("number"))]),
        Want::OneOf(words) => map([("enum", Doc::List(words.iter().map(|word| text(word)).collect()))]),
        Want::Reference(kind) => {
            let about = format!("An id in `{}`, or a plain name.", table_name(*kind));
            reference(&about)
        }
        Want::Anyone => reference("An id in `organisations`, `people`, `topics` or `places`, or a plain name."),
        Want::Source => reference("An id in `sources`, or a web address."),
        Want::Aliases => any_of(list_of(pointer("text")), pointer("texts")),
        Want::Identifiers => map([("type", text("object")), ("additionalProperties", some_text())]),
        Want::Object(shape) => pointer(shape.name),
        Want::Table(shape) => table_of(pointer(shape.name)),
        Want::Records(shape) => list_of(pointer(shape.name)),
        Want::List(element) => list_of(schema_of(element)),
        Want::OneOrList(element) => any_of(schema_of(element), list_of(schema_of(element))),
        Want::Evidence(shape) => any_of(schema_of(&Want::Source), pointer(shape.name)),
    }
}

fn reference(about: &str) -> Doc {
    let mut members = vec![("description".to_owned(), text(about))];
    members.extend(some_text().members());
    Doc::Map(members)
}

/// What the shapes are made of.
fn basic_definitions() -> Vec<(String, Doc)> {
    let point = "(\\d{4}|\\d{3}X|\\d{2}XX|\\d{4}-XX(-XX)?|\\d{4}-(0[1-9]|1[0-2]|2[1-4])|\
                 \\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01]|XX))[~?%]?";
    let date = format!("^({point}|{point}/({point}|\\.\\.)?|(\\.\\.)?/{point})$");
    let texts = map([
        ("description", text("One text for each language.")),
        ("type", text("object")),
        ("minProperties", Doc::Number(1)),
        ("propertyNames", pointer("language")),
        ("additionalProperties", some_text()),
    ]);
    let described = |about: &str, schema: Doc| {
        let mut members = vec![("description".to_owned(), text(about))];
        members.extend(schema.members());
        Doc::Map(members)
    };
    let id = map([
        ("type", text("string")),
        ("maxLength", Doc::Number(200)),
        ("pattern", text("^[^\\s\\u0000-\\u001f]([^\\u0000-\\u001f]*[^\\s\\u0000-\\u001f])?$")),
    ]);
    vec![
        ("text".to_owned(), described("A text in one or several languages.", any_of(some_text(), pointer("texts")))),
        ("texts".to_owned(), texts),
        ("id".to_owned(), described("Any text without a space at either end; it stands in links.", id)),
        ("date".to_owned(), described("A date or an interval (EDTF), as exact as it is known.", string_like(&date))),
        ("address".to_owned(), described("A web address.", string_like("^[Hh][Tt][Tt][Pp][Ss]?://\\S+$"))),
        (
            "language".to_owned(),
            described(
                "A language tag (BCP 47).",
                map([
                    ("type", text("string")),
                    ("maxLength", Doc::Number(14)),
                    ("pattern", text("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")),
                ]),
            ),
        ),
    ]
}
