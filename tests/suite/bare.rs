//! The least that datasets are made of, for those that are built by hand.

use whomet::model::{About, Dataset, EntityId, EntityKind, Lang, Meeting, PartialDate, Participant, Status, Text};

/// A dataset without anything in it.
pub fn nothing() -> Dataset {
    let about = About {
        title: Text::new(Lang::EN, "Who met whom"),
        description: None,
        language: Lang::EN,
        updated: None,
        publisher: None,
        licence: None,
        report: None,
        coverage: Vec::new(),
    };
    let (sources, meetings, facts) = (Vec::new(), Vec::new(), Vec::new());
    Dataset { about, sources, entities: Default::default(), meetings, facts }
}

/// A meeting with a title, on a date, and nothing else.
pub fn bare_meeting(at: usize, date: Option<&str>, title: &str) -> Meeting {
    Meeting {
        id: format!("m{at}").into(),
        date: date.map(|date| PartialDate::parse(date).unwrap()),
        published: None,
        status: Status::Held,
        title: Text::new(Lang::EN, title),
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
    }
}

/// An organisation that takes part.
pub fn participant(organisation: u32) -> Participant {
    let organisation = Some(EntityId { kind: EntityKind::Organisation, at: organisation });
    Participant { person: None, organisation, part: None }
}
