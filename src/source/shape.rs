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
            (Self::Flag, Node::Bool(_)) | (Self::Number, Node::Number(_)) => true,
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
    /// What it is.
    pub(super) about: &'static str,
    pub(super) fields: &'static [Field],
}

/// One field of an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) want: Want,
    pub(super) need: Need,
    /// What it says.
    pub(super) about: &'static str,
}

/// Whether an object can do without a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It can.
    No,
    /// It cannot.
    Yes,
    /// It cannot, and has a rule of its own for that.
    OwnRule,
}

/// No object has more fields than this.
pub(super) const MOST_FIELDS: usize = 18;

const fn may(name: &'static str, want: Want, about: &'static str) -> Field {
    Field { name, want, need: Need::No, about }
}

const fn must(name: &'static str, want: Want, about: &'static str) -> Field {
    Field { name, want, need: Need::Yes, about }
}

/// The words for a status.
pub(super) const STATUSES: &[&str] = &["announced", "held", "cancelled", "withdrawn"];
/// The words for how sure the publisher is.
pub(super) const CONFIDENCES: &[&str] = &["high", "medium", "low"];

const ORGANISATION_REF: Want = Want::Reference(EntityKind::Organisation);
const PERSON_REF: Want = Want::Reference(EntityKind::Person);
const TOPIC_REF: Want = Want::Reference(EntityKind::Topic);
const PLACE_REF: Want = Want::Reference(EntityKind::Place);

const NAME: Field = must("name", Want::Title, "The name.");
const ALIASES: Field = may("aliases", Want::Aliases, "Other spellings and names by which it is found.");
const COUNTRY: Field = may("country", Want::Words, "The country: two capital letters (ISO 3166-1), or a name.");
const OWN_PAGE: Field = may("url", Want::Address, "Its own page.");
const IDENTIFIERS: Field = may("identifiers", Want::Identifiers, "Identifiers in other registers, by register.");
const PART_OF: &str = "What it belongs to, of the same table.";
const CONFIDENCE: Field = may("confidence", Want::OneOf(CONFIDENCES), "How sure the publisher is.");
const NOTE: Field = may("note", Want::Text, "A remark.");
const SOURCES: Want = Want::List(&Want::Evidence(&EVIDENCE));

pub(super) static DATASET: Shape = Shape {
    name: "dataset",
    about: "Who met whom, when, about what, and how we know.",
    fields: &[
        must("format", Want::OneOf(&[FORMAT]), "Always `whomet/1`."),
        may("$schema", Want::Words, "The address of this schema, for editors."),
        must("title", Want::Title, "The title of the page."),
        may("description", Want::Text, "A sentence or two about the dataset."),
        may("language", Want::Language, "The language of texts that do not name theirs; `en` if it is left out."),
        may("updated", Want::Date, "When the dataset was last changed."),
        may("publisher", Want::Object(&PARTY), "Who publishes it."),
        may("licence", Want::Object(&PARTY), "Under which licence."),
        may("report", Want::Mailbox, "Where to report a mistake: an https or mailto address."),
        may("coverage", Want::List(&Want::Object(&COVERAGE)), "Which periods it covers."),
        may("sources", Want::Table(&SOURCE), "Where things were read, by id."),
        may("organisations", Want::Table(&ORGANISATION), "Organisations, by id."),
        may("people", Want::Table(&PERSON), "People, by id."),
        may("topics", Want::Table(&TOPIC), "Topics, by id."),
        may("places", Want::Table(&PLACE), "Places, by id."),
        may("meetings", Want::Records(&MEETING), "The meetings."),
        may("facts", Want::Records(&FACT), "The facts."),
    ],
};

/// The format that is read.
pub(super) const FORMAT: &str = "whomet/1";

pub(super) static PARTY: Shape = Shape {
    name: "party",
    about: "A publisher or a licence.",
    fields: &[NAME, may("url", Want::Address, "Its address.")],
};

pub(super) static COVERAGE: Shape = Shape {
    name: "period",
    about: "A period that the dataset covers.",
    fields: &[
        may("from", Want::Date, "From when."),
        may("to", Want::Date, "To when."),
        may("note", Want::Text, "How completely, and from what."),
    ],
};

pub(super) static SOURCE: Shape = Shape {
    name: "source",
    about: "Where something was read.",
    fields: &[
        may("url", Want::Address, "The address."),
        may("title", Want::Title, "Its title."),
        may("publisher", Want::Words, "Who published it."),
        may("published", Want::Date, "When it was published."),
        may("retrieved", Want::Date, "When it was read."),
        may("archive", Want::Address, "A kept copy."),
        may("language", Want::Language, "The language it is written in."),
    ],
};

pub(super) static ORGANISATION: Shape = Shape {
    name: "organisation",
    about: "A body that meets others.",
    fields: &[
        NAME,
        ALIASES,
        may("kind", Want::Words, "What kind of organisation."),
        COUNTRY,
        OWN_PAGE,
        may("part_of", Want::List(&ORGANISATION_REF), PART_OF),
        IDENTIFIERS,
    ],
};

pub(super) static PERSON: Shape =
    Shape { name: "person", about: "A human being.", fields: &[NAME, ALIASES, OWN_PAGE, IDENTIFIERS] };

pub(super) static TOPIC: Shape = Shape {
    name: "topic",
    about: "What meetings are about.",
    fields: &[NAME, ALIASES, OWN_PAGE, may("part_of", Want::List(&TOPIC_REF), PART_OF), IDENTIFIERS],
};

pub(super) static PLACE: Shape = Shape {
    name: "place",
    about: "Where meetings take place.",
    fields: &[NAME, ALIASES, COUNTRY, OWN_PAGE, may("part_of", Want::List(&PLACE_REF), PART_OF), IDENTIFIERS],
};

pub(super) static MEETING: Shape = Shape {
    name: "meeting",
    about: "A meeting, visit, call, conference or signing.",
    fields: &[
        must("id", Want::Id, "The id in links: it stays as it is."),
        may("date", Want::Date, "When, as far as known."),
        may("published", Want::Date, "When it became public."),
        may("status", Want::OneOf(STATUSES), "What became of it; `held` if it is left out."),
        must("title", Want::Title, "A title."),
        may("summary", Want::Text, "A few sentences."),
        may("kind", Want::Words, "What kind of meeting: talks, visit, call, conference, signing."),
        may("remote", Want::Flag, "True if it was held by phone or video."),
        may("place", Want::OneOrList(&PLACE_REF), "Where."),
        may("topics", Want::List(&TOPIC_REF), "About what."),
        may("participants", Want::List(&Want::Object(&PARTICIPANT)), "Who took part."),
        may("points", Want::List(&Want::Object(&STATEMENT)), "What was said."),
        may("outcomes", Want::List(&Want::Text), "What came of it."),
        may("sources", SOURCES, "How we know."),
        CONFIDENCE,
        NOTE,
    ],
};

pub(super) static PARTICIPANT: Shape = Shape {
    name: "participant",
    about: "A person, an organisation, or a person for an organisation.",
    fields: &[
        may("person", PERSON_REF, "The person."),
        may("as", Want::Text, "In which role."),
        may("organisation", ORGANISATION_REF, "For which organisation."),
        may("side", Want::Words, "On which side: host, guest, or another word."),
    ],
};

pub(super) static STATEMENT: Shape = Shape {
    name: "point",
    about: "Something that was said.",
    fields: &[may("by", Want::Anyone, "Who said it."), must("says", Want::Text, "What, in your own words.")],
};

pub(super) static EVIDENCE: Shape = Shape {
    name: "evidence",
    about: "A source as it supports one record.",
    fields: &[
        must("source", Want::Source, "The id of a source, or a web address."),
        may("quote", Want::Text, "The passage."),
        may("where", Want::Text, "Where in the source: a page, a paragraph."),
    ],
};

pub(super) static FACT: Shape = Shape {
    name: "fact",
    about: "A claim about an organisation, a person, a topic or a place.",
    fields: &[
        must("id", Want::Id, "The id in links: it stays as it is."),
        must("about", Want::Anyone, "About whom or what."),
        must("claim", Want::Title, "Which property: founded, members."),
        may("value", Want::Text, "The value in words; may be left out if there is a number."),
        may("number", Want::Number, "The value as a number."),
        may("unit", Want::Text, "The unit of the number."),
        may("date", Want::Date, "As of when, or when it happened."),
        Field { name: "sources", want: SOURCES, need: Need::OwnRule, about: "How we know: at least one." },
        CONFIDENCE,
        NOTE,
    ],
};

/// Every kind of object, the dataset first.
pub(super) static SHAPES: [&Shape; 13] = [
    &DATASET,
    &PARTY,
    &COVERAGE,
    &SOURCE,
    &ORGANISATION,
    &PERSON,
    &TOPIC,
    &PLACE,
    &MEETING,
    &PARTICIPANT,
    &STATEMENT,
    &EVIDENCE,
    &FACT,
];

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
