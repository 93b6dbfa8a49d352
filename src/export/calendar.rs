//! Meetings for a calendar (iCalendar, RFC 5545).
//!
//! An event needs a day. A meeting of which only the month or the year is known, or whose day is written
//! with `~` or `?`, would stand on a day on which it may not have been, so it is left out, and so is
//! one that the publisher has withdrawn. Which ones is said in the description of the calendar, and what
//! of a meeting an event has no room for.

use super::uid::Uids;
use super::{Selection, Shelf, Words, Writer};
use crate::model::{Day, End, Evidence, Meeting, PartialDate, Point, Record, Status};

/// How many meetings that are left out the description of the calendar names; it counts them all.
const NAMED: usize = 200;
/// A line may have so many octets, without the line break.
const LINE: usize = 75;

/// The calendar.
pub struct Calendar<'d> {
    shelf: Shelf<'d>,
    words: Words<'d>,
    say: &'d dyn Fn(Note) -> String,
    selection: Selection,
    uids: Uids,
    events: usize,
    facts: usize,
    left_out: Vec<LeftOut>,
}

/// What the description of a calendar says, to be put into the reader's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// So many of the records are facts, which are no meetings.
    Facts(usize),
    /// So many meetings are left out, and named below.
    LeftOut(usize),
    /// So many more are left out and not named.
    More(usize),
    /// What of a meeting is not in its event.
    Lacking,
}

/// A meeting that no event can stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When, as far as known.
    pub date: Option<PartialDate>,
    /// Why.
    pub reason: Reason,
}

/// Why no event stands for a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It has no date.
    Undated,
    /// The day is not known, or not for certain.
    NoDay,
    /// The publisher took the record back.
    Withdrawn,
}

impl Reason {
    /// Why a meeting is left out; `None` if an event can stand for it.
    #[must_use]
    pub fn of(meeting: &Meeting) -> Option<Self> {
        match (meeting.status, &meeting.date) {
            (Status::Withdrawn, _) => Some(Self::Withdrawn),
            (_, None) => Some(Self::Undated),
            (_, Some(date)) => days(date).is_none().then_some(Self::NoDay),
        }
    }
}

impl<'d> Calendar<'d> {
    /// Of meetings on a shelf.
    #[must_use]
    pub fn new(shelf: Shelf<'d>, words: Words<'d>, say: &'d dyn Fn(Note) -> String, selection: Selection) -> Self {
        let uids = Uids::of(shelf.about());
        Self { shelf, words, say, selection, uids, events: 0, facts: 0, left_out: Vec::new() }
    }

    /// How many meetings have an event: known once all have been looked at. A calendar without any is
    /// not valid.
    #[must_use]
    pub fn events(&self) -> usize {
        self.events
    }

    /// The meetings that have none.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// How many of the records are facts, which are no meetings.
    #[must_use]
    pub fn facts(&self) -> usize {
        self.facts
    }

    fn description(&self) -> String {
        let say = self.say;
        let mut lines = vec![self.selection.citation.clone()];
        lines.push(say(Note::Lacking));
        lines.extend((self.facts > 0).then(|| say(Note::Facts(self.facts))));
        let count = self.left_out.len();
        lines.extend((count > 0).then(|| say(Note::LeftOut(count))));
        for it in self.left_out.iter().take(NAMED) {
            let date = it.date.as_ref().map_or_else(|| self.words.undated.to_owned(), self.words.date);
            lines.push(format!("- {} ({date}), {}", it.title, it.id));
        }
        lines.extend((count > NAMED).then(|| format!("- {}", say(Note::More(count - NAMED)))));
        lines.join("\n").trim_end().to_owned()
    }

    fn event(&self, meeting: &Meeting, (first, last): (Day, Day), out: &mut String) {
        let shelf = &self.shelf;
        let link = shelf.link(Record::Meeting(meeting));
        line(out, "BEGIN", "VEVENT");
        line(out, "UID", &self.uids.uid(&meeting.id));
        line(out, "DTSTAMP", &format!("{}T000000Z", self.selection.day.replace('-', "")));
        line(out, "DTSTART;VALUE=DATE", &compact(first));
        // the end is the day after the last one
        line(out, "DTEND;VALUE=DATE", &compact(Day(last.0 + 1)));
        line(out, "SUMMARY", &escaped(shelf.text(&meeting.title)));
        let places: Vec<&str> = meeting.places.iter().map(|place| shelf.name(*place)).collect();
        if !places.is_empty() {
            line(out, "LOCATION", &escaped(&places.join(", ")));
        }
        let topics: Vec<String> = meeting.topics.iter().map(|topic| escaped(shelf.name(*topic))).collect();
        if !topics.is_empty() {
            line(out, "CATEGORIES", &topics.join(","));
        }
        line(out, "DESCRIPTION", &escaped(&self.details(meeting)));
        line(out, "URL", &link);
        line(out, "TRANSP", "TRANSPARENT");
        line(
            out,
            "STATUS",
            match meeting.status {
                Status::Held | Status::Withdrawn => "CONFIRMED",
                Status::Announced => "TENTATIVE",
                Status::Cancelled => "CANCELLED",
            },
        );
        line(out, "END", "VEVENT");
    }

    /// Who, what, and how we know.
    fn details(&self, meeting: &Meeting) -> String {
        let (shelf, words) = (&self.shelf, &self.words);
        let mut lines = Vec::new();
        let how: Vec<&str> =
            meeting.kind.as_deref().into_iter().chain(meeting.remote.then_some(words.remote)).collect();
        lines.extend((!how.is_empty()).then(|| how.join(" · ")));
        lines.extend(meeting.summary.as_ref().map(|summary| shelf.text(summary).to_owned()));
        let participants = meeting.participants.iter().map(|it| shelf.participant(it, words.side));
        list(&mut lines, words.participants, participants);
        list(&mut lines, words.points, meeting.points.iter().map(|it| shelf.point(it)));
        list(&mut lines, words.outcomes, meeting.outcomes.iter().map(|it| shelf.text(it).to_owned()));
        list(&mut lines, words.note, meeting.note.iter().map(|note| shelf.text(note).to_owned()));
        list(&mut lines, words.sources, meeting.evidence.iter().map(|it| self.evidence(it)));
        lines.extend(meeting.evidence.is_empty().then(|| words.no_source.to_owned()));
        lines.extend(meeting.confidence.map(|it| (words.confidence)(it).to_owned()));
        lines.extend(meeting.published.as_deref().map(|date| format!("{} {}", words.published, (words.date)(date))));
        lines.push(shelf.link(Record::Meeting(meeting)));
        lines.join("\n")
    }

    /// A source, where in it, what is quoted, and what is known of it.
    fn evidence(&self, it: &Evidence) -> String {
        let (shelf, words) = (&self.shelf, &self.words);
        let source = shelf.source(it.source);
        let title = source.title.as_ref().map(|title| shelf.text(title));
        let named: Vec<&str> = source.publisher.as_deref().into_iter().chain(title).collect();
        let mut out = if named.is_empty() { source.label().to_owned() } else { named.join(". ") };
        let mut add = |between: &str, more: &str| out.extend([between, more]);
        if let Some(place) = &it.place {
            add(", ", shelf.text(place));
        }
        for (word, date) in [(words.published, source.published), (words.retrieved, source.retrieved)] {
            if let Some(date) = date {
                add(", ", &format!("{word} {}", (words.date)(&date)));
            }
        }
        if let Some(language) = source.language {
            add(", ", &(words.language)(language));
        }
        if let Some(quote) = &it.quote {
            add(" “", shelf.text(quote));
            add("”", "");
        }
        if let Some(url) = &source.url {
            add(" ", url.as_str());
        }
        if let Some(archive) = &source.archive {
            add(", ", &format!("{} {}", words.archived, archive.as_str()));
        }
        out
    }
}

impl Writer for Calendar<'_> {
    fn look(&mut self, record: Record<'_>) {
        let Record::Meeting(meeting) = record else {
            self.facts += 1;
            return;
        };
        let Some(reason) = Reason::of(meeting) else {
            self.events += 1;
            return;
        };
        self.left_out.push(LeftOut {
            id: meeting.id.to_string(),
            title: self.shelf.text(&meeting.title).to_owned(),
            date: meeting.date,
            reason,
        });
    }

    fn begin(&mut self, out: &mut String) -> bool {
        line(out, "BEGIN", "VCALENDAR");
        line(out, "VERSION", "2.0");
        line(out, "PRODID", "-//Whomet//whomet//EN");
        line(out, "CALSCALE", "GREGORIAN");
        line(out, "METHOD", "PUBLISH");
        let name = escaped(self.shelf.text(&self.shelf.about().title));
        let description = escaped(&self.description());
        // RFC 7986, and what programs read that are older
        for (key, value) in
            [("NAME", &name), ("X-WR-CALNAME", &name), ("DESCRIPTION", &description), ("X-WR-CALDESC", &description)]
        {
            line(out, key, value);
        }
        false
    }

    fn write(&mut self, record: Record<'_>, out: &mut String) {
        if let Record::Meeting(meeting) = record
            && Reason::of(meeting).is_none()
            && let Some(days) = meeting.date.as_ref().and_then(days)
        {
            self.event(meeting, days, out);
        }
    }

    fn end(&mut self, out: &mut String) -> bool {
        line(out, "END", "VCALENDAR");
        false
    }
}

/// A heading, and a line for each item, if there are any.
fn list(lines: &mut Vec<String>, heading: &str, items: impl ExactSizeIterator<Item = String>) {
    lines.extend((items.len() > 0).then(|| heading.to_owned()));
    lines.extend(items.map(|item| format!("- {item}")));
}

/// The first and the last day, if both are known for certain.
fn days(date: &PartialDate) -> Option<(Day, Day)> {
    let exact = |point: &Point| point.is_exact().then(|| point.days().0);
    match date {
        PartialDate::At(point) => exact(point).map(|day| (day, day)),
        PartialDate::From(End::At(first), End::At(last)) => exact(first).zip(exact(last)),
        PartialDate::From(..) => None,
    }
}

fn compact(day: Day) -> String {
    let (year, month, day) = day.civil();
    format!("{year:04}{month:02}{day:02}")
}

/// A text as a value: commas, semicolons and backslashes have a backslash before them, a line break is
/// `\n`, and other control characters, which no line may hold, are blanks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' | '\r' => out += "\\n",
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, folded where it is too long, but never inside a character.
fn line(out: &mut String, key: &str, value: &str) {
    let line = format!("{key}:{value}");
    let mut rest = &*line;
    let mut room = LINE;
    while rest.len() > room {
        let (now, later) = rest.split_at(rest.floor_char_boundary(room));
        *out += now;
        *out += "\r\n ";
        // the blank counts
        (rest, room) = (later, LINE - 1);
    }
    *out += rest;
    *out += "\r\n";
}
