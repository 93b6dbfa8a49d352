//! What is remembered of a record: a hash of all that it says, in words and ids, never by positions, which are
//! others in the next version of a dataset.

use super::Trace;
use crate::export::Stacks;
use crate::model::{EntityId, Evidence, Fact, Meeting, PartialDate, Participant, Record, Side, Text};

/// How many characters of a title are remembered.
const TITLE: usize = 60;

/// What is remembered of a record. `title` is what it is called.
#[must_use]
pub fn trace(stacks: &dyn Stacks, record: Record<'_>, title: &str) -> Trace {
    let mut print = Print { stacks, hash: 0xcbf2_9ce4_8422_2325 };
    match record {
        Record::Meeting(meeting) => print.meeting(meeting),
        Record::Fact(fact) => print.fact(fact),
    }
    let hash = (print.hash ^ (print.hash >> 32)) as u32;
    let is_fact = matches!(record, Record::Fact(_));
    Trace { is_fact, id: record.id().to_owned(), hash, title: title.chars().take(TITLE).collect() }
}

/// FNV-1a over the parts, each with its length, so that no two rows of parts are the same bytes.
struct Print<'s> {
    stacks: &'s dyn Stacks,
    hash: u64,
}

impl Print<'_> {
    fn add(&mut self, text: &str) {
        let length = text.len() as u32;
        for byte in text.bytes().chain(length.to_le_bytes()) {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn meeting(&mut self, it: &Meeting) {
        self.date(it.date.as_ref());
        self.date(it.published.as_deref());
        self.count(it.status as usize);
        self.text(Some(&it.title));
        self.text(it.summary.as_ref());
        self.add(it.kind.as_deref().unwrap_or_default());
        self.count(usize::from(it.remote));
        self.entities(&it.places);
        self.entities(&it.topics);
        self.count(it.participants.len());
        it.participants.iter().for_each(|it| self.participant(it));
        self.count(it.points.len());
        for point in &it.points {
            self.entities(point.by.as_slice());
            self.text(Some(&point.says));
        }
        self.count(it.outcomes.len());
        it.outcomes.iter().for_each(|outcome| self.text(Some(outcome)));
        self.evidence(&it.evidence);
        self.count(it.confidence.map_or(0, |it| it as usize + 1));
        self.text(it.note.as_ref());
    }

    fn fact(&mut self, it: &Fact) {
        self.entities(&[it.about]);
        self.text(Some(&it.claim));
        self.text(Some(&it.value));
        self.add(&it.number.map_or(String::new(), |number| format!("{:x}", number.to_bits())));
        self.text(it.unit.as_ref());
        self.date(it.date.as_ref());
        self.evidence(it.sources.all());
        self.count(it.confidence.map_or(0, |it| it as usize + 1));
        self.text(it.note.as_ref());
    }

    fn participant(&mut self, it: &Participant) {
        self.entities(it.person.as_slice());
        self.text(it.role());
        self.entities(it.organisation.as_slice());
        self.add(match it.side() {
            None => "",
            Some(Side::Host) => "h",
            Some(Side::Guest) => "g",
            Some(Side::Other(_)) => "o",
        });
        if let Some(Side::Other(own)) = it.side() {
            self.add(own);
        }
    }

    fn evidence(&mut self, all: &[Evidence]) {
        self.count(all.len());
        for it in all {
            let source = self.stacks.source(it.source);
            self.add(&source.id);
            self.add(source.url.as_ref().map(|url| url.as_str()).unwrap_or_default());
            self.text(it.quote.as_ref());
            self.text(it.place.as_ref());
        }
    }

    fn entities(&mut self, all: &[EntityId]) {
        self.count(all.len());
        for it in all {
            self.count(it.kind as usize);
            let id = &self.stacks.entity(*it).id;
            self.add(id);
        }
    }

    fn text(&mut self, text: Option<&Text>) {
        self.count(text.map_or(0, |text| text.variants().count()));
        for (lang, text) in text.into_iter().flat_map(Text::variants) {
            self.add(lang.as_str());
            self.add(text);
        }
    }

    fn date(&mut self, date: Option<&PartialDate>) {
        self.add(&date.map(PartialDate::to_string).unwrap_or_default());
    }

    fn count(&mut self, count: usize) {
        self.add(&count.to_string());
    }
}
