//! Evidence: which source says so, published when and by whom, how sure.

use whomet::engine::Marker;
use whomet::model::{Confidence, Evidence, Lang, Record, RecordId, SafeUrl, Source, Text};

use super::parts::{date, link, marked, text};
use super::states::when_there;
use crate::app::el::{El, el, of};
use crate::app::i18n::{Between, short_date};
use crate::app::state::{Loaded, Page};

/// The first source with its date, for the foot of a card; its edge says how sure it is.
pub fn first_source(page: Page, loaded: &Loaded, record: Record<'_>) -> El {
    let class = edge(record.confidence());
    match record.evidence().first() {
        None => of("SPAN", "unsure").with(page.words().no_evidence()),
        Some(evidence) => {
            let source = loaded.source(evidence.source);
            let comma = page.words().between(Between::Things);
            let published = source.published.map(|date| (comma, short_date(page.words(), &date)));
            of("SPAN", class).with((source_link(source.url.as_ref(), source.label()), published))
        }
    }
}

/// A solid edge for high confidence, a dotted one for the rest.
fn edge(confidence: Option<Confidence>) -> &'static str {
    if confidence == Some(Confidence::High) { "sure" } else { "unsure" }
}

/// All evidence, closed until it is asked for, and not drawn before.
pub fn evidence_details(page: Page, loaded: &Loaded, id: RecordId) -> El {
    let label = page.words().evidence(loaded.record(id).evidence().len());
    let all = move || {
        let open = page.unfolded.read().contains(&id);
        open.then(|| {
            when_there(page, || {
                let loaded = page.loaded();
                evidence(page, loaded, loaded.record(id), &page.marker())
            })
        })
    };
    of("DETAILS", "evidence")
        .flag("open", page.unfolded.peek().contains(&id))
        .on("toggle", move |event| page.unfold(id, event.is_open()))
        .with(el("SUMMARY").with(label))
        .live(all)
}

/// All evidence of a record, with its confidence and note.
pub fn evidence(page: Page, loaded: &Loaded, record: Record<'_>, marker: &Marker) -> El {
    let words = page.words();
    let items: Vec<El> = record.evidence().iter().map(|item| evidence_item(page, loaded, item, marker)).collect();
    let list =
        if items.is_empty() { of("P", "unsure").with(words.no_evidence()) } else { of("UL", "sources").with(items) };
    let confidence = record.confidence();
    let sure =
        of("SPAN", edge(confidence)).with(confidence.map_or(words.unsaid_confidence(), |it| words.confidence(it)));
    let confidence = el("P").with(sure);
    let note =
        note_of(record).map(|note| of("P", "note").with((el("B").with(words.note()), " ", marked(page, note, marker))));
    el("DIV").with((list, confidence, note))
}

fn note_of(record: Record<'_>) -> Option<&Text> {
    match record {
        Record::Meeting(meeting) => meeting.note.as_ref(),
        Record::Fact(fact) => fact.note.as_ref(),
    }
}

fn evidence_item(page: Page, loaded: &Loaded, item: &Evidence, marker: &Marker) -> El {
    let words = page.words();
    let source = loaded.source(item.source);
    let comma = words.between(Between::Things);
    let on = |word: &'static str, day: Option<_>| day.map(|day| (comma, word, " ", date(page, Some(&day))));
    let language = |lang: Lang| (comma, words.source_language(&page.language_name(lang.as_str())));
    let origin = (
        source.title.as_ref().map(|title| (el("CITE").with(text(page, title)), comma)),
        source_link(source.url.as_ref(), label_beside_title(source)),
        on(words.published(), source.published),
        on(words.retrieved(), source.retrieved),
        source.language.map(language),
    );
    let place = item.place.as_ref().map(|place| (comma, text(page, place)));
    let archive = source.archive.as_ref().map(|url| (comma, source_link(Some(url), words.archived())));
    let quote = item.quote.as_ref().map(|quote| el("BLOCKQUOTE").with(marked(page, quote, marker)));
    el("LI").with((origin, place, archive, host(page, source), quote))
}

/// What a source is called beside its title, which is not said twice.
fn label_beside_title(source: &Source) -> &str {
    let host = source.url.as_ref().map(SafeUrl::host);
    match source.title {
        Some(_) => source.publisher.as_deref().or(host).unwrap_or(&source.id),
        None => source.label(),
    }
}

/// The host, where the label does not already say it.
fn host(page: Page, source: &Source) -> Option<El> {
    let host = source.url.as_ref().map(SafeUrl::host).filter(|host| *host != label_beside_title(source));
    host.map(|host| of("SPAN", "quiet").attr("dir", "ltr").with(page.words().brackets("", host)))
}

/// A link out of the page, or plain text if there is no safe address.
pub fn source_link(url: Option<&SafeUrl>, label: &str) -> El {
    match url {
        Some(url) => {
            link(url.as_str().to_owned(), label.to_owned()).attr("rel", "noopener noreferrer").attr("dir", "auto")
        }
        None => el("SPAN").attr("dir", "auto").with(label.to_owned()),
    }
}
