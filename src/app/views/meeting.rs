//! The page of a meeting: everything that the record says.

use whomet::engine::Marker;
use whomet::export::report_address;
use whomet::model::{Meeting, Participant, Record, RecordId, Side};
use whomet::query::Facet;

use super::cards::{card, status};
use super::evidence::evidence;
use super::parts::{
    date, entity_link, entity_list, heading, in_phrase, link, marked, publishers_word, quiet, row, section,
};
use super::shell::back;
use super::take::meeting_tools;
use crate::app::el::{El, el, of};
use crate::app::i18n::Between;
use crate::app::state::{Loaded, Page};

/// How many related records are named.
const RELATED: usize = 6;

/// The page, or a word that there is no such meeting.
pub fn meeting_page(page: Page, id: &str) -> El {
    let loaded = page.loaded();
    match loaded.find_meeting(id) {
        Some(at) => whole(page, loaded, RecordId::Meeting(at), loaded.meeting(at)),
        None => missing(page, &page.words().no_such_record(id)),
    }
}

/// A page that a link names and the dataset does not have.
pub fn missing(page: Page, what: &str) -> El {
    page.set_title(what);
    el("DIV").with((back(page), of("DIV", "record").with(heading(what.to_owned()))))
}

fn whole(page: Page, loaded: &Loaded, id: RecordId, meeting: &Meeting) -> El {
    let words = page.words();
    let marker = page.marker();
    page.set_title(meeting.title.pick(page.lang()).1);
    let places = entity_list(page, loaded, &meeting.places, &marker);
    let between = (meeting.remote && places.is_some()).then(|| words.between(Between::Things));
    let place =
        (meeting.remote || places.is_some()).then(|| (places, between, meeting.remote.then_some(words.remote())));
    let properties = of("DL", "properties").with((
        row(words.when(), Some(date(page, meeting.date.as_ref()))),
        row(words.place(), place),
        row(words.kind(), meeting.kind.as_deref().map(|kind| publishers_word(page, kind))),
        row(words.topics(), entity_list(page, loaded, &meeting.topics, &marker)),
        row(words.published_label(), meeting.published.as_deref().map(|day| date(page, Some(day)))),
    ));
    let evidence = (evidence(page, loaded, Record::Meeting(meeting), &marker), report(page, loaded, &meeting.id));
    let evidence = section(words.evidence(meeting.evidence.len()), evidence);
    let margin = el("ASIDE").attr("aria-label", words.evidence_label()).with(evidence);
    let said = el("DIV").with((
        participants(page, loaded, meeting, &marker),
        points(page, loaded, meeting, &marker),
        outcomes(page, loaded, meeting, &marker),
    ));
    let record = of("DIV", "record").with((
        heading(marked(page, &meeting.title, &marker)),
        status(page, meeting),
        properties,
        meeting.summary.as_ref().map(|summary| of("P", "summary").with(marked(page, summary, &marker))),
        of("DIV", "two").with((said, margin)),
        related(page, loaded, id),
    ));
    el("DIV").with((back(page), meeting_tools(page, id, meeting), record))
}

fn participants(page: Page, loaded: &Loaded, meeting: &Meeting, marker: &Marker) -> Option<El> {
    let words = page.words();
    let rows: Vec<El> = meeting.participants.iter().map(|it| participant_row(page, loaded, it, marker)).collect();
    let columns = [words.person_name(), words.role(), words.facet(Facet::Organisation), words.side()];
    let head: Vec<El> = columns.into_iter().map(|name| el("TH").attr("scope", "col").with(name)).collect();
    let some = !rows.is_empty();
    let table = of("TABLE", "participants").with((el("THEAD").with(el("TR").with(head)), el("TBODY").with(rows)));
    some.then(|| section(words.participants(), table))
}

fn participant_row(page: Page, loaded: &Loaded, it: &Participant, marker: &Marker) -> El {
    let link = |entity| entity_link(page, loaded, entity, marker);
    el("TR").with((
        el("TD").with(it.person.map(link)),
        el("TD").with(it.role().map(|role| marked(page, role, marker))),
        el("TD").with(it.organisation.map(link)),
        el("TD").with(it.side().map(|side| side_of(page, side))),
    ))
}

fn side_of(page: Page, side: &Side) -> El {
    match (page.words().side_of(side), side) {
        (None, Side::Other(word)) => publishers_word(page, word),
        (known, _) => el("SPAN").with(known),
    }
}

fn points(page: Page, loaded: &Loaded, meeting: &Meeting, marker: &Marker) -> Option<El> {
    let item = |point: &whomet::model::Statement| {
        let by = point.by.map(|by| (el("B").with(entity_link(page, loaded, by, marker)), " "));
        el("LI").with((by, marked(page, &point.says, marker), statement_evidence(page, loaded, meeting)))
    };
    let items: Vec<El> = meeting.points.iter().map(item).collect();
    (!items.is_empty()).then(|| section(page.words().points(), of("OL", "points").with(items)))
}

fn outcomes(page: Page, loaded: &Loaded, meeting: &Meeting, marker: &Marker) -> Option<El> {
    let item = |outcome| el("LI").with((marked(page, outcome, marker), statement_evidence(page, loaded, meeting)));
    let items: Vec<El> = meeting.outcomes.iter().map(item).collect();
    (!items.is_empty()).then(|| section(page.words().outcomes(), el("UL").with(items)))
}

/// How a statement is known: a dataset gives the sources of a meeting for all that it says of it.
fn statement_evidence(page: Page, loaded: &Loaded, meeting: &Meeting) -> El {
    let words = page.words();
    let record = Record::Meeting(meeting);
    let whole = (!meeting.evidence.is_empty()).then(|| el("P").with(quiet(words.of_whole_record())));
    of("DETAILS", "evidence").with((
        el("SUMMARY").with(words.evidence(meeting.evidence.len())),
        whole,
        evidence(page, loaded, record, &Marker::default()),
    ))
}

/// Where to report a mistake in this record, if the dataset says where.
pub fn report(page: Page, loaded: &Loaded, id: &str) -> Option<El> {
    let url = loaded.about().report.as_ref()?;
    let words = page.words();
    let href = report_address(url, &words.later().mistake(id), id, &page.permalink());
    let address = link(href, words.report_record());
    let parts = [address, el("CODE").with(id.to_owned())];
    Some(el("P").with(quiet(in_phrase(&words.brackets("{0}", "{1}"), parts))))
}

/// Records with the most in common.
pub fn related(page: Page, loaded: &Loaded, id: RecordId) -> Option<El> {
    let related = loaded.related(id, RELATED);
    let cards: Vec<El> = related.into_iter().map(|other| card(page, loaded, other, &Marker::default())).collect();
    (!cards.is_empty()).then(|| section(page.words().related(), cards))
}
