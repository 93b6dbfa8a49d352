//! What stands for what is not there.

use crate::model::{
    Entity, EntityId, EntityKind, Evidence, Fact, Lang, Meeting, Source, SourceId, Sources, Status, Text,
};

/// One of each kind of row.
#[derive(Debug)]
pub(super) struct Blank {
    pub meeting: Meeting,
    pub fact: Fact,
    pub entity: Entity,
    pub source: Source,
}

impl Blank {
    pub fn new() -> Self {
        let text = || Text::new(Lang::EN, "…");
        let entity = Entity::unlisted("…", Lang::EN);
        let evidence = Evidence { source: SourceId(u32::MAX), quote: None, place: None };
        let source = Source::unlisted("…");
        let meeting = Meeting {
            id: "".into(),
            date: None,
            published: None,
            status: Status::Held,
            title: text(),
            summary: None,
            kind: None,
            remote: false,
            places: Box::default(),
            topics: Box::default(),
            participants: Box::default(),
            points: Box::default(),
            outcomes: Box::default(),
            evidence: Box::default(),
            confidence: None,
            note: None,
        };
        let fact = Fact {
            id: "".into(),
            about: EntityId { kind: EntityKind::Organisation, at: u32::MAX },
            claim: text(),
            value: text(),
            number: None,
            unit: None,
            date: None,
            sources: Sources::one(evidence),
            confidence: None,
            note: None,
        };
        Self { meeting, fact, entity, source }
    }
}
