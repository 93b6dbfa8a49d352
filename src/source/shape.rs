//! The shape of a dataset: one table for each kind of object says which fields it has, what each
//! holds, and which it cannot do without. The reader checks by it; the JSON Schema is made from it.

use crate::model::EntityKind;

use super::node::Node;

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Want {
    /// A short text, in one or several languages.
    Title,
    /// A text, in one or several languages.
    Text,
    /// Plain words in no particular language.
    Words,
    Id,
    Date,
    /// An `http` or `https` address.
    Address,
    /// An address that may also be a mailbox.
    Mailbox,
    Language,
    Flag,
    Number,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A reference to an entity of one table.
    Reference(EntityKind),
    /// A reference to an entity of any table.
    Anyone,
    /// A reference to a source.
    Source,
    /// Other spellings: a list of texts, or one text in several languages.
    Aliases,
    /// Words under keys.
    Identifiers,
    Object(&'static Shape),
    /// Objects under their ids, each read on its own.
    Table(&'static Shape),
    /// A list of objects, each read on its own.
    Records(&'static Shape),
    List(&'static Want),
    OneOrList(&'static Want),
    /// A reference to a source, or an object that has one.
    Evidence(&'static Shape),
}

impl Want {
    /// True if a value is of the kind that belongs here; what it says is looked at later.
    pub(super) fn accepts(&self, node: &Node<'_>) -> bool {
        match (self, node) {
            (Self::Flag, Node::Bool(_)) | (Self::Number, Node::Number(_) | Node::Rounded(_)) => true,
            (Self::Flag | Self::Number, _) => false,
            (Self::Title | Self::Text | Self::Evidence(_), Node::Str(_) | Node::Map(_)) => true,
            (Self::Title | Self::Text | Self::Evidence(_), _) => false,
            (Self::Object(_) | Self::Table(_) | Self::Identifiers, node) => matches!(node, Node::Map(_)),
            (Self::List(_) | Self::Records(_), node) => matches!(node, Node::List(_)),
            (Self::Aliases, node) => matches!(node, Node::List(_) | Node::Map(_)),
            (Self::OneOrList(one), node) => matches!(node, Node::List(_)) || one.accepts(node),
            (_, node) => matches!(node, Node::Str(_)),
        }
    }

    /// What belongs here, for a sentence.
    pub(super) fn what(&self) -> &'static str {
        match self {
            Self::Title | Self::Text => "text, or an object with one text for each language,",
            Self::Date => "a date in quotation marks",
            Self::Address | Self::Mailbox => "an address in quotation marks",
            Self::Flag => "true or false",
            Self::Number => "a number",
            Self::Aliases | Self::List(_) | Self::Records(_) => "a list",
            Self::Identifiers | Self::Object(_) | Self::Table(_) => "an object",
            Self::OneOrList(_) => "text, or a list of texts,",
            Self::Evidence(_) => "the id of a source, or an object,",
            _ => "text in quotation marks",
        }
    }

    /// What the elements of a list hold.
    pub(super) fn element(&self) -> Self {
        match self {
            Self::List(element) | Self::OneOrList(element) => **element,
            Self::Aliases => Self::Text,
            other => *other,
        }
    }
}

/// One kind of object.
#[derive(Debug)]
pub(super) struct Shape {
    /// What it is called.
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
}

impl Shape {
    /// The position of a field, looked for from a position on, all around.
    pub(super) fn find(&self, name: &str, from: usize) -> Option<usize> {
        let mut at = from;
        for _ in self.fields {
            if at >= self.fields.len() {
                at = 0;
            }
            let field = self.fields.get(at)?;
            if field.name.len() == name.len() && field.name == name {
                return Some(at);
            }
            at += 1;
        }
        None
    }
}

/// One field of an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) want: Want,
    pub(super) need: Need,
}

/// Whether an object can do without a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It can.
    May,
    /// It cannot.
    Must,
    /// It cannot, and has a rule of its own for that.
    OwnRule,
}

/// No object has more fields than this.
pub(super) const MOST_FIELDS: usize = 18;

/// The format that is read.
pub(super) const FORMAT: &str = "whomet/1";
/// The words for a status.
pub(super) const STATUSES: &[&str] = &["announced", "held", "cancelled", "withdrawn"];
/// The words for how sure the publisher is.
pub(super) const CONFIDENCES: &[&str] = &["high", "medium", "low"];

const ORGANISATION_REF: Want = Want::Reference(EntityKind::Organisation);
const PERSON_REF: Want = Want::Reference(EntityKind::Person);
const TOPIC_REF: Want = Want::Reference(EntityKind::Topic);
const PLACE_REF: Want = Want::Reference(EntityKind::Place);
const SOURCES: Want = Want::List(&Want::Evidence(&EVIDENCE));

// What things are is said by a function of its own, so that a program that does not ask does not carry it.
macro_rules! shapes {
    ($($shape:ident $name:literal $about:literal { $($need:ident $field:literal: $want:expr, $says:literal;)* })*) => {
        $(pub(super) static $shape: Shape = Shape {
            name: $name,
            fields: &[$(Field { name: $field, want: $want, need: Need::$need },)*],
        };)*

        /// Every kind of object, the dataset first.
        pub(super) static SHAPES: &[&Shape] = &[$(&$shape,)*];

        /// What an object is, or what one of its fields says.
        pub(super) fn about(shape: &str, field: Option<&str>) -> &'static str {
            match (shape, field) {
                $(
                    ($name, None) => $about,
                    $(($name, Some($field)) => $says,)*
                )*
                _ => "",
            }
        }
    };
}

shapes! {
    DATASET "dataset" "Who met whom, when, about what, and how we know." {
        Must "format": Want::OneOf(&[FORMAT]), "Always `whomet/1`.";
        May "$schema": Want::Words, "The address of this schema, for editors.";
        Must "title": Want::Title, "The title of the page.";
        May "description": Want::Text, "A sentence or two about the dataset.";
        May "language": Want::Language, "The language of texts that do not name theirs; `en` if it is left out.";
        May "updated": Want::Date, "When the dataset was last changed.";
        May "publisher": Want::Object(&PARTY), "Who publishes it.";
        May "licence": Want::Object(&PARTY), "Under which licence.";
        May "report": Want::Mailbox, "Where to report a mistake: an https or mailto address.";
        May "coverage": Want::List(&Want::Object(&COVERAGE)), "Which periods it covers.";
        May "sources": Want::Table(&SOURCE), "Where things were read, by id.";
        May "organisations": Want::Table(&ORGANISATION), "Organisations, by id.";
        May "people": Want::Table(&PERSON), "People, by id.";
        May "topics": Want::Table(&TOPIC), "Topics, by id.";
        May "places": Want::Table(&PLACE), "Places, by id.";
        May "meetings": Want::Records(&MEETING), "The meetings.";
        May "facts": Want::Records(&FACT), "The facts.";
    }
    PARTY "party" "A publisher or a licence." {
        Must "name": Want::Title, "The name.";
        May "url": Want::Address, "Its address.";
    }
    COVERAGE "period" "A period that the dataset covers." {
        May "from": Want::Date, "From when.";
        May "to": Want::Date, "To when.";
        May "note": Want::Text, "How completely, and from what.";
    }
    SOURCE "source" "Where something was read." {
        May "url": Want::Address, "The address.";
        May "title": Want::Title, "Its title.";
        May "publisher": Want::Words, "Who published it.";
        May "published": Want::Date, "When it was published.";
        May "retrieved": Want::Date, "When it was read.";
        May "archive": Want::Address, "A kept copy.";
        May "language": Want::Language, "The language it is written in.";
    }
    ORGANISATION "organisation" "A body that meets others." {
        Must "name": Want::Title, "The name.";
        May "aliases": Want::Aliases, "Other spellings and names by which it is found.";
        May "kind": Want::Words, "What kind of organisation.";
        May "country": Want::Words, "The country: two capital letters (ISO 3166-1), or a name.";
        May "url": Want::Address, "Its own page.";
        May "part_of": Want::List(&ORGANISATION_REF), "What it belongs to, of the same table.";
        May "identifiers": Want::Identifiers, "Identifiers in other registers, by register.";
    }
    PERSON "person" "A human being." {
        Must "name": Want::Title, "The name.";
        May "aliases": Want::Aliases, "Other spellings and names by which it is found.";
        May "url": Want::Address, "Its own page.";
        May "identifiers": Want::Identifiers, "Identifiers in other registers, by register.";
    }
    TOPIC "topic" "What meetings are about." {
        Must "name": Want::Title, "The name.";
        May "aliases": Want::Aliases, "Other spellings and names by which it is found.";
        May "url": Want::Address, "Its own page.";
        May "part_of": Want::List(&TOPIC_REF), "What it belongs to, of the same table.";
        May "identifiers": Want::Identifiers, "Identifiers in other registers, by register.";
    }
    PLACE "place" "Where meetings take place." {
        Must "name": Want::Title, "The name.";
        May "aliases": Want::Aliases, "Other spellings and names by which it is found.";
        May "country": Want::Words, "The country: two capital letters (ISO 3166-1), or a name.";
        May "url": Want::Address, "Its own page.";
        May "part_of": Want::List(&PLACE_REF), "What it belongs to, of the same table.";
        May "identifiers": Want::Identifiers, "Identifiers in other registers, by register.";
    }
    MEETING "meeting" "A meeting, visit, call, conference or signing." {
        Must "id": Want::Id, "The id in links: it stays as it is.";
        May "date": Want::Date, "When, as far as known.";
        May "published": Want::Date, "When it became public.";
        May "status": Want::OneOf(STATUSES), "What became of it; `held` if it is left out.";
        Must "title": Want::Title, "A title.";
        May "summary": Want::Text, "A few sentences.";
        May "kind": Want::Words, "What kind of meeting: talks, visit, call, conference, signing.";
        May "remote": Want::Flag, "True if it was held by phone or video.";
        May "place": Want::OneOrList(&PLACE_REF), "Where.";
        May "topics": Want::List(&TOPIC_REF), "About what.";
        May "participants": Want::List(&Want::Object(&PARTICIPANT)), "Who took part.";
        May "points": Want::List(&Want::Object(&STATEMENT)), "What was said.";
        May "outcomes": Want::List(&Want::Text), "What came of it.";
        May "sources": SOURCES, "How we know.";
        May "confidence": Want::OneOf(CONFIDENCES), "How sure the publisher is.";
        May "note": Want::Text, "A remark.";
    }
    PARTICIPANT "participant" "A person, an organisation, or a person for an organisation." {
        May "person": PERSON_REF, "The person.";
        May "as": Want::Text, "In which role.";
        May "organisation": ORGANISATION_REF, "For which organisation.";
        May "side": Want::Words, "On which side: host, guest, or another word.";
    }
    STATEMENT "point" "Something that was said." {
        May "by": Want::Anyone, "Who said it.";
        Must "says": Want::Text, "What, in your own words.";
    }
    EVIDENCE "evidence" "A source as it supports one record." {
        Must "source": Want::Source, "The id of a source, or a web address.";
        May "quote": Want::Text, "The passage.";
        May "where": Want::Text, "Where in the source: a page, a paragraph.";
    }
    FACT "fact" "A claim about an organisation, a person, a topic or a place." {
        Must "id": Want::Id, "The id in links: it stays as it is.";
        Must "about": Want::Anyone, "About whom or what.";
        Must "claim": Want::Title, "Which property: founded, members.";
        May "value": Want::Text, "The value in words; may be left out if there is a number.";
        May "number": Want::Number, "The value as a number.";
        May "unit": Want::Text, "The unit of the number.";
        May "date": Want::Date, "As of when, or when it happened.";
        OwnRule "sources": SOURCES, "How we know: at least one.";
        May "confidence": Want::OneOf(CONFIDENCES), "How sure the publisher is.";
        May "note": Want::Text, "A remark.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_shape_has_more_fields_than_there_is_room_for_or_one_twice() {
        for shape in SHAPES {
            assert!(shape.fields.len() <= MOST_FIELDS, "{}", shape.name);
            let mut names: Vec<&str> = shape.fields.iter().map(|field| field.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), shape.fields.len(), "{}", shape.name);
        }
    }
}
