//! Meetings and facts, and the evidence for them.

use super::{EntityId, EntityKind, Lang, PartialDate, SafeUrl, SourceId, Text};
use crate::order;

/// Where something was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The id in links.
    pub id: Box<str>,
    /// The address, unless the source is not on the web.
    pub url: Option<SafeUrl>,
    /// Its title.
    pub title: Option<Text>,
    /// Who published it.
    pub publisher: Option<Box<str>>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// When it was read for this dataset.
    pub retrieved: Option<PartialDate>,
    /// A kept copy.
    pub archive: Option<SafeUrl>,
    /// The language it is written in.
    pub language: Option<Lang>,
}

impl Source {
    /// A source of which nothing is known but its id.
    #[must_use]
    pub fn unlisted(id: &str) -> Self {
        Self {
            id: id.into(),
            url: None,
            title: None,
            publisher: None,
            published: None,
            retrieved: None,
            archive: None,
            language: None,
        }
    }

    /// A short name: publisher, else title, else host, else id.
    #[must_use]
    pub fn label(&self) -> &str {
        (self.publisher.as_deref())
            .or(self.title.as_ref().map(Text::first))
            .or(self.url.as_ref().map(SafeUrl::host))
            .unwrap_or(&self.id)
    }
}

/// One source as it supports one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The source.
    pub source: SourceId,
    /// The passage, if the dataset may hold it.
    pub quote: Option<Text>,
    /// Where in the source: a page, a paragraph.
    pub place: Option<Text>,
}

/// At least one piece of evidence: the reason why a fact without a source cannot be built.
#[derive(Clone, Debug, PartialEq)]
pub struct Sources(Box<[Evidence]>);

impl Sources {
    /// `None` if there is no evidence.
    #[must_use]
    pub fn new(evidence: Vec<Evidence>) -> Option<Self> {
        (!evidence.is_empty()).then(|| Self(evidence.into()))
    }

    /// One piece of evidence.
    #[must_use]
    pub fn one(evidence: Evidence) -> Self {
        Self(Box::new([evidence]))
    }

    /// Each piece of evidence, at least one.
    #[must_use]
    pub fn all(&self) -> &[Evidence] {
        &self.0
    }
}

/// How sure the publisher is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// First-hand and explicit.
    High,
    /// Second-hand or in part inferred.
    Medium,
    /// Contradicted or thin.
    Low,
}

/// What became of a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Announced; nothing says yet that it took place.
    Announced,
    /// It took place. A dataset that says nothing means this.
    #[default]
    Held,
    /// It was called off.
    Cancelled,
    /// The publisher took the record back.
    Withdrawn,
}

/// On which side of the table somebody sat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// Received the others.
    Host,
    /// Was received.
    Guest,
    /// Whatever else the publisher distinguishes.
    Other(Box<str>),
}

/// Somebody at a meeting: a person, an organisation, or a person for an organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// The person, if known.
    pub person: Option<EntityId>,
    /// For which organisation, if known.
    pub organisation: Option<EntityId>,
    /// As what; most datasets do not say.
    pub part: Option<Box<Part>>,
}

/// As what somebody took part.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// In which role.
    pub role: Option<Text>,
    /// On which side.
    pub side: Option<Side>,
}

impl Participant {
    /// In which role.
    #[must_use]
    pub fn role(&self) -> Option<&Text> {
        self.part.as_ref()?.role.as_ref()
    }

    /// On which side.
    #[must_use]
    pub fn side(&self) -> Option<&Side> {
        self.part.as_ref()?.side.as_ref()
    }
}

impl Part {
    /// Role and side; `None` if nothing is known of either.
    #[must_use]
    pub fn of(role: Option<Text>, side: Option<Side>) -> Option<Box<Self>> {
        (role.is_some() || side.is_some()).then(|| Box::new(Self { role, side }))
    }
}

/// Something that was said at a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Who said it: a person or an organisation.
    pub by: Option<EntityId>,
    /// What, in the publisher's words.
    pub says: Text,
}

/// A meeting, visit, call, conference or signing.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    /// The id in links.
    pub id: Box<str>,
    /// When it took place, as far as known.
    pub date: Option<PartialDate>,
    /// When it became public; most datasets do not say.
    pub published: Option<Box<PartialDate>>,
    /// What became of it.
    pub status: Status,
    /// A title.
    pub title: Text,
    /// A few sentences.
    pub summary: Option<Text>,
    /// What kind of meeting: free text.
    pub kind: Option<Box<str>>,
    /// True if it was held by phone or video.
    pub remote: bool,
    /// Where, one place or several.
    pub places: Box<[EntityId]>,
    /// About what.
    pub topics: Box<[EntityId]>,
    /// Who took part.
    pub participants: Box<[Participant]>,
    /// What was said.
    pub points: Box<[Statement]>,
    /// What came of it.
    pub outcomes: Box<[Text]>,
    /// How we know. A meeting without evidence is kept, and marked as such.
    pub evidence: Box<[Evidence]>,
    /// How sure the publisher is.
    pub confidence: Option<Confidence>,
    /// A remark.
    pub note: Option<Text>,
}

/// A claim about an entity, with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The id in links.
    pub id: Box<str>,
    /// About whom or what.
    pub about: EntityId,
    /// Which property: "founded", "members".
    pub claim: Text,
    /// The value in words.
    pub value: Text,
    /// The value as a number, if it is one.
    pub number: Option<f64>,
    /// The unit of the number.
    pub unit: Option<Text>,
    /// As of when, or when it happened.
    pub date: Option<PartialDate>,
    /// How we know: never empty.
    pub sources: Sources,
    /// How sure the publisher is.
    pub confidence: Option<Confidence>,
    /// A remark.
    pub note: Option<Text>,
}

/// A meeting or a fact.
#[derive(Clone, Copy, Debug)]
pub enum Record<'a> {
    /// A meeting.
    Meeting(&'a Meeting),
    /// A fact.
    Fact(&'a Fact),
}

impl<'a> Record<'a> {
    /// The id in links.
    #[must_use]
    pub fn id(self) -> &'a str {
        match self {
            Self::Meeting(meeting) => &meeting.id,
            Self::Fact(fact) => &fact.id,
        }
    }

    /// When, as far as known.
    #[must_use]
    pub fn date(self) -> Option<&'a PartialDate> {
        match self {
            Self::Meeting(meeting) => meeting.date.as_ref(),
            Self::Fact(fact) => fact.date.as_ref(),
        }
    }

    /// How we know.
    #[must_use]
    pub fn evidence(self) -> &'a [Evidence] {
        match self {
            Self::Meeting(meeting) => &meeting.evidence,
            Self::Fact(fact) => fact.sources.all(),
        }
    }

    /// The entities of one kind that it is filed under, sorted, each once.
    ///
    /// A meeting is filed under its participants, topics and places; a fact under what it is about.
    #[must_use]
    pub fn filed_under(self, kind: EntityKind) -> Vec<EntityId> {
        let mut found: Vec<EntityId> = match self {
            Self::Fact(fact) => (fact.about.kind == kind).then_some(fact.about).into_iter().collect(),
            Self::Meeting(meeting) => match kind {
                EntityKind::Organisation => meeting.participants.iter().filter_map(|p| p.organisation).collect(),
                EntityKind::Person => meeting.participants.iter().filter_map(|p| p.person).collect(),
                EntityKind::Topic => meeting.topics.to_vec(),
                EntityKind::Place => meeting.places.to_vec(),
            },
        };
        order::distinct(&mut found);
        found
    }

    /// How sure the publisher is.
    #[must_use]
    pub fn confidence(self) -> Option<Confidence> {
        match self {
            Self::Meeting(meeting) => meeting.confidence,
            Self::Fact(fact) => fact.confidence,
        }
    }
}
