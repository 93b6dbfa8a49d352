//! The fields of an object: taken apart by the object's shape. What is of the wrong kind, missing,
//! unknown or repeated is reported here, so that what reads a field can rely on its kind.

use std::cell::Cell;

use super::desk::Desk;
use super::log::position;
use super::node::Node;
use super::rules::Rule;
use super::shape::{Field, MOST_FIELDS, Need, Shape, Want};

/// An object taken apart.
pub(super) struct Fields<'n, 'a> {
    shape: &'static Shape,
    /// Where the next field will be looked for first: they are asked for nearly in the order of the shape.
    next: Cell<usize>,
    slots: [Slot<'n, 'a>; MOST_FIELDS],
}

#[derive(Clone, Copy)]
enum Slot<'n, 'a> {
    Absent,
    /// It is of the wrong kind, which was reported.
    Bad,
    /// Its position in the object, and its value.
    Given(u32, &'n Node<'a>),
}

impl<'n, 'a> Fields<'n, 'a> {
    /// A field with its position and its value, if it is there and of the right kind.
    pub(super) fn get(&self, name: &str) -> Option<(Field, u32, &'n Node<'a>)> {
        let at = self.shape.find(name, self.next.get())?;
        self.next.set(at + 1);
        let field = self.shape.fields.get(at)?;
        match self.slots.get(at)? {
            Slot::Given(position, node) => Some((*field, *position, node)),
            _ => None,
        }
    }

    /// True if the field is not written at all.
    pub(super) fn lacks(&self, name: &str) -> bool {
        let at = self.shape.fields.iter().position(|field| field.name == name);
        at.and_then(|at| self.slots.get(at)).is_none_or(|slot| matches!(slot, Slot::Absent))
    }
}

impl Desk {
    /// Takes an object apart; `None` if it is none, or lacks a field that it cannot do without.
    pub(super) fn open<'n, 'a>(&mut self, node: &'n Node<'a>, shape: &'static Shape) -> Option<Fields<'n, 'a>> {
        let Node::Map(members) = node else {
            self.wrong_kind(shape.name, node, "an object");
            return None;
        };
        let members = members.iter().enumerate().map(|(at, (key, node))| (position(at), &**key, node));
        let (fields, complete) = self.gather(members, shape);
        complete.then_some(fields)
    }

    /// Sorts members into the fields of a shape; false if a field is not there that must be.
    pub(super) fn gather<'n, 'a: 'n>(
        &mut self,
        members: impl Iterator<Item = (u32, &'n str, &'n Node<'a>)>,
        shape: &'static Shape,
    ) -> (Fields<'n, 'a>, bool) {
        let mut fields = Fields { shape, next: Cell::new(0), slots: [Slot::Absent; MOST_FIELDS] };
        let mut next = 0;
        for (at, key, node) in members {
            self.log.enter(at);
            let found = shape.find(key, next);
            next = found.map_or(next, |found| found + 1);
            let known = found.and_then(|found| Some((shape.fields.get(found)?, fields.slots.get_mut(found)?)));
            match known {
                None => self.unknown_field(key, shape),
                Some((field, slot @ Slot::Absent)) if field.want.accepts(node) => *slot = Slot::Given(at, node),
                Some((field, slot @ Slot::Absent)) => {
                    *slot = Slot::Bad;
                    self.wrong_kind(field.name, node, field.want.what());
                }
                Some((field, _)) => self.log.report_key(
                    Rule::RepeatedKey,
                    format_args!("This {} has `{}` twice; the first is read.", shape.name, field.name),
                ),
            }
            self.log.leave();
        }
        let mut complete = true;
        for (field, slot) in shape.fields.iter().zip(&fields.slots) {
            if field.need != Need::Must || matches!(slot, Slot::Given(..)) {
                continue;
            }
            complete = false;
            // bad ones are not told again
            if matches!(slot, Slot::Absent) {
                let detail = format_args!("This {} has no `{}`.", shape.name, field.name);
                self.log.report(Rule::MissingField, detail);
            }
        }
        (fields, complete)
    }

    /// Reads a field, if it is there.
    pub(super) fn field<T>(
        &mut self,
        fields: &Fields<'_, '_>,
        name: &str,
        read: impl FnOnce(&mut Self, &Node<'_>) -> Option<T>,
    ) -> Option<T> {
        let (_, at, node) = fields.get(name)?;
        self.log.enter(at);
        let value = read(self, node);
        self.log.leave();
        value
    }

    /// Reads a field that holds one of a table's words.
    pub(super) fn one_of<T: Copy>(&mut self, fields: &Fields<'_, '_>, name: &str, values: &[T]) -> Option<T> {
        let (Field { want: Want::OneOf(words), .. }, at, Node::Str(word)) = fields.get(name)? else { return None };
        let known = words.iter().position(|known| *known == &**word);
        if known.is_none() {
            self.log.enter(at);
            let meant = self.guesser.suggest(word, words.len(), words.iter().copied());
            let detail = format_args!("`{name}` is one of {}, but not “{}”.{meant}", words.join(", "), Short(word));
            self.log.report(Rule::UnknownWord, detail);
            self.log.leave();
        }
        known.and_then(|at| values.get(at)).copied()
    }

    /// Reads each element of a list, or the one value that may stand in its place. An element that
    /// is no good costs only itself.
    pub(super) fn list<T>(
        &mut self,
        fields: &Fields<'_, '_>,
        name: &str,
        mut read: impl FnMut(&mut Self, &Node<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some((field, at, node)) = fields.get(name) else { return Vec::new() };
        self.log.enter(at);
        let values = match node {
            Node::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                for (at, item) in items.iter().enumerate() {
                    self.log.enter(position(at));
                    let element = field.want.element();
                    if element.accepts(item) {
                        values.extend(read(self, item));
                    } else {
                        self.wrong_kind(&format!("{name}/{at}"), item, element.what());
                    }
                    self.log.leave();
                }
                values
            }
            one => read(self, one).into_iter().collect(),
        };
        self.log.leave();
        values
    }

    /// Reports a value of the wrong kind.
    pub(super) fn wrong_kind(&mut self, name: &str, node: &Node<'_>, wanted: &str) {
        if matches!(node, Node::Null) {
            let detail = format_args!("`{name}` is null; leave it out if there is nothing to say.");
            return self.log.report(Rule::WrongType, detail);
        }
        self.log.report(Rule::WrongType, format_args!("`{name}` is {}, but {wanted} belongs here.", node.what()));
    }

    fn unknown_field(&mut self, key: &str, shape: &Shape) {
        let names = shape.fields.iter().map(|field| field.name);
        let meant = self.guesser.suggest(key, shape.fields.len(), names);
        let detail = format_args!("`{}` is not a field of this {}.{meant}", Short(key), shape.name);
        self.log.report_key(Rule::UnknownField, detail);
    }
}

/// A text as a sentence quotes it: cut, and on one line.
pub(super) struct Short<'a>(pub(super) &'a str);

impl std::fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&super::problem::shorten(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{dataset, meeting, told};
    use super::super::shape::SHAPES;
    use super::*;
    use crate::source::read;

    /// A dataset that holds an object of a shape with these members.
    fn with(shape: &Shape, members: &str) -> String {
        let object = format!("{{{members}}}");
        match shape.name {
            "dataset" => dataset(members).replacen("\"sources\"", "\"$schema\"", 1),
            "party" => dataset(&format!(r#""publisher": {object}"#)),
            "period" => dataset(&format!(r#""coverage": [{object}]"#)),
            "source" => format!(r#"{{"format": "whomet/1", "title": "x", "sources": {{"s": {object}}}}}"#),
            "organisation" | "topic" | "place" => dataset(&format!(r#""{}s": {{"x": {object}}}"#, shape.name)),
            "person" => dataset(&format!(r#""people": {{"x": {object}}}"#)),
            "meeting" | "fact" => dataset(&format!(r#""{}s": [{object}]"#, shape.name)),
            "evidence" => dataset(&format!(r#""meetings": [{{"id": "m", "title": "t", "sources": [{object}]}}]"#)),
            other => meeting("", &format!(r#""{other}s": [{object}]"#)),
        }
    }

    /// What an object cannot do without, but for one field.
    fn needed(shape: &Shape, but: &str) -> String {
        let needed = shape.fields.iter().filter(|field| field.need != Need::May && field.name != but);
        let value = |field: &Field| match field.want {
            Want::List(_) => "[\"s1\"]",
            Want::Anyone => "\"Acme\"",
            _ => "\"s1\"",
        };
        let members = needed.map(|field| format!(", \"{}\": {}", field.name, value(field)));
        let value = if shape.name == "fact" && but != "number" { ", \"number\": 1" } else { "" };
        if shape.name == "dataset" { String::new() } else { members.collect::<String>() + value }
    }

    #[test]
    fn every_field_of_the_wrong_kind_is_reported_where_it_stands() {
        for shape in SHAPES {
            for field in shape.fields {
                if ["format", "title", "licence", "report", "$schema"].contains(&field.name) && shape.name == "dataset"
                {
                    continue;
                }
                for wrong in ["null", "17", "true", "\"text\"", "[]", "{}", "[null]", "{\"en\": null}"] {
                    let node: Node<'_> = serde_json::from_str(wrong).expect("JSON");
                    if field.want.accepts(&node) && !wrong.contains("null") {
                        continue;
                    }
                    let json = with(shape, &format!("\"{}\": {wrong}{}", field.name, needed(shape, field.name)));
                    let (_, problems) = read(json.as_bytes());
                    let end = format!("/{}", field.name);
                    let at_field = |p: &&crate::source::Problem| p.pointer.contains(&end) && p.rule == Rule::WrongType;
                    let told = problems.iter().filter(at_field).count();
                    let unread = wrong == "{\"en\": null}" && matches!(field.want, Want::Object(_) | Want::Evidence(_));
                    assert_eq!(told, usize::from(!unread), "{json}\n{problems:#?}");
                }
            }
        }
    }

    #[test]
    fn what_is_missing_unknown_or_repeated_is_told() {
        let told = told(&dataset(
            r#""organisations": {"a": {}, "b": {"naem": "B"}, "c": {"name": "C", "colour": 1, "name": "D"}, "d": []},
               "publisher": {"url": "https://example.org"}, "meetings": {}, "Facts": []"#,
        ));
        expect_test::expect![[r#"
            E002 /organisations/a: This organisation has no `name`. The organisation is left out.
            E002 /organisations/b: This organisation has no `name`. The organisation is left out.
            W002 /organisations/b/naem: `naem` is not a field of this organisation. Did you mean `name`?
            W002 /organisations/c/colour: `colour` is not a field of this organisation.
            W003 /organisations/c/name: This organisation has `name` twice; the first is read.
            E001 /organisations/d: `organisation` is a list, but an object belongs here. The organisation is left out.
            E002 /publisher: This party has no `name`.
            E001 /meetings: `meetings` is an object, but a list belongs here.
            W002 /Facts: `Facts` is not a field of this dataset. Did you mean `facts`?"#]]
        .assert_eq(&told);
    }

    #[test]
    fn a_bad_element_costs_only_itself() {
        let json = meeting("", r#""outcomes": ["a", null, "", 3, {"en": "b"}], "topics": ["Trade", ["x"], "Energy"]"#);
        let (dataset, _) = super::super::sample::read_told(&json);
        let meeting = &dataset.meetings[0];
        assert_eq!(meeting.outcomes.iter().map(crate::model::Text::first).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(meeting.topics.len(), 2);
        expect_test::expect![[r#"
            E001 /meetings/0/outcomes/1: `outcomes/1` is null; leave it out if there is nothing to say.
            E011 /meetings/0/outcomes/2: There is no text here.
            E001 /meetings/0/outcomes/3: `outcomes/3` is a number, but text, or an object with one text for each language, belongs here.
            E001 /meetings/0/topics/1: `topics/1` is a list, but text in quotation marks belongs here."#]].assert_eq(&told(&json));
    }
}
