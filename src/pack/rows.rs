//! What a record is, as bytes: the twins of every type of `model`.
//!
//! What `model` promises is checked while reading: a date is one, an address is harmless, a fact has a
//! source. References are the numbers of the whole dataset.

use super::pen::{Eye, Packs, Pen, packs, packs_choice};
use crate::engine::{Calendar, Held};
use crate::model::{
    About, Confidence, Country, Coverage, Day, Entity, EntityId, EntityKind, Evidence, Fact, FactId, Lang, Meeting,
    MeetingId, Part, PartialDate, Participant, Party, RecordId, SafeUrl, Side, Source, SourceId, Sources, Statement,
    Status, Text,
};

packs_choice! {
    EntityKind { Organisation, Person, Topic, Place }
    Confidence { High, Medium, Low }
    Status { Announced, Held, Cancelled, Withdrawn }
}

packs! {
    Calendar { first, months, undated, is_cut }
    Held { possible, certain }
    About { title, description, language, updated, publisher, licence, report, coverage }
    Party { name, url }
    Coverage { from, to, note }
    EntityId { kind, at }
    Entity { id, name, aliases, listed, kind, country, url, part_of, identifiers }
    Source { id, url, title, publisher, published, retrieved, archive, language }
    Evidence { source, quote, place }
    Statement { by, says }
    Meeting {
        id, date, published, status, title, summary, kind, remote, places, topics, participants, points, outcomes,
        evidence, confidence, note,
    }
    Fact { id, about, claim, value, number, unit, date, sources, confidence, note }
}

/// A person and a role; an organisation and a side.
type Who = (Option<EntityId>, Option<Text>);
type Whom = (Option<EntityId>, Option<Side>);

/// The twins of a type that is another with a check.
macro_rules! packs_as {
    ($($name:ty, $inner:ty, $to:expr, $from:expr;)*) => {$(
        impl Packs for $name {
            fn pack(&self, pen: &mut Pen) {
                let to: fn(&$name) -> $inner = $to;
                to(self).pack(pen);
            }
            fn unpack(eye: &mut Eye) -> Option<Self> {
                let from: fn($inner) -> Option<Self> = $from;
                from(Packs::unpack(eye)?)
            }
        }
    )*};
}

packs_as! {
    SourceId, u32, |id| id.0, |at| Some(Self(at));
    MeetingId, u32, |id| id.0, |at| Some(Self(at));
    FactId, u32, |id| id.0, |at| Some(Self(at));
    Day, i32, |day| day.0, |day| Some(Self(day));
    Country, Box<str>, |country| country.0.clone(), |name| Some(Self(name));
    Lang, Box<str>, |lang| lang.as_str().into(), |tag| Self::parse(&tag);
    SafeUrl, Box<str>, |url| url.as_str().into(), |address| Self::parse(&address);
    PartialDate, String, ToString::to_string, |edtf| Self::parse(&edtf).ok();
    Text, Vec<(Lang, Box<str>)>, |text| text.variants().map(|(lang, text)| (lang, text.into())).collect(),
        Self::from_variants;
    Participant, (Who, Whom),
        |it| ((it.person, it.role().cloned()), (it.organisation, it.side().cloned())),
        |((person, role), (organisation, side))| Some(Self { person, organisation, part: Part::of(role, side) });
    Sources, Vec<Evidence>, |sources| sources.all().to_vec(), Self::new;
    Side, (u32, Box<str>),
        |side| match side {
            Self::Host => (0, "".into()),
            Self::Guest => (1, "".into()),
            Self::Other(word) => (2, word.clone()),
        },
        |(number, word)| match number {
            0 => Some(Self::Host),
            1 => Some(Self::Guest),
            2 => Some(Self::Other(word)),
            _ => None,
        };
    RecordId, (bool, u32),
        |id| match id {
            Self::Meeting(id) => (false, id.0),
            Self::Fact(id) => (true, id.0),
        },
        |(fact, at)| Some(if fact { Self::Fact(FactId(at)) } else { Self::Meeting(MeetingId(at)) });
}
