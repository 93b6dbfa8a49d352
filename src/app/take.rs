//! Taking along: makes files, citations and prints of what is shown, in slices that leave the page
//! responsive. It gets records one by one, after `gather.rs` has seen to it that they are there.

use std::cell::Cell;
use std::ops::Deref;

use sha2::{Digest, Sha256};
use whomet::export::{
    BibTex, Calendar, Csv, Document, Frame, Html, Json, LeftOut, Pen, References, Selection, Shelf, Tally, Writer,
    table_schema, write_all,
};
use whomet::model::{EntityKind, PartialDate, Record, RecordId};
use whomet::pack::hex;
use whomet::query::{Open, Query};

use super::gather::{Pass, Stopped};
use super::i18n::{Between, Citation, Says, long_date};
use super::live::Live;
use super::ports::{address, clipboard, digest, dom, file, paper, time};
use super::state::Page;

/// A dialog of its own; its number is what `State::taking` holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// Files, print, embedding.
    Export = 1,
    /// Citation and link.
    Cite = 2,
    /// Saved selections, see `keep.rs`.
    Keep = 3,
}

/// A file to take along.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Schema,
    Json,
    Calendar,
    BibTex,
    References,
    Tally,
    Dossier,
}

impl Format {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Csv,
        Self::Schema,
        Self::Json,
        Self::Calendar,
        Self::BibTex,
        Self::References,
        Self::Tally,
        Self::Dossier,
    ];

    /// The end of the name of the file, and its type.
    fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("records.csv", "text/csv;charset=utf-8"),
            Self::Schema => ("records.schema.json", "application/json"),
            Self::Json => ("records.json", "application/json"),
            Self::Calendar => ("meetings.ics", "text/calendar;charset=utf-8"),
            Self::BibTex => ("sources.bib", "application/x-bibtex;charset=utf-8"),
            Self::References => ("sources.txt", "text/plain;charset=utf-8"),
            Self::Tally => ("counts.csv", "text/csv;charset=utf-8"),
            Self::Dossier => ("dossier.html", "text/html;charset=utf-8"),
        }
    }
}

/// How far a file has come.
#[derive(Clone)]
pub enum Job {
    /// None is being made.
    Idle,
    /// So many records of so many are done.
    Making(usize, usize),
    /// It is there.
    Made(Made),
    /// A calendar would be empty.
    NoEvent(Missing),
    /// The browser did not let the page make it.
    Failed,
    /// A file that it needs could not be fetched, or is not what it should be.
    Broken(String),
}

/// A file that is made.
#[derive(Clone)]
pub struct Made {
    /// Its name.
    pub name: String,
    /// How many records are in it.
    pub records: usize,
    /// How many bytes it has.
    pub bytes: usize,
    /// Where the page can fetch it.
    pub address: String,
    /// What is missing in a calendar.
    pub missing: Option<Missing>,
}

/// What is missing in a calendar.
#[derive(Clone)]
pub struct Missing {
    /// Meetings without a day.
    pub meetings: Vec<LeftOut>,
    /// How many facts.
    pub facts: usize,
}

/// What this window knows about taking along.
pub struct Taking {
    /// How far the file has come.
    pub job: Live<Job>,
    /// The SHA-256 of the dataset's file in hexadecimal, once it is known.
    pub digest: Live<String>,
    /// What is said of copying.
    pub said: Live<&'static str>,
    /// Which job is the last one: a former one stops.
    number: Cell<usize>,
    asked: Cell<bool>,
}

thread_local! {
    static TAKING: &'static Taking = Box::leak(Box::new(Taking {
        job: Live::new(Job::Idle),
        digest: Live::new(String::new()),
        asked: Cell::new(false),
        said: Live::new(""),
        number: Cell::new(0),
    }));
}

/// A name for the window's one [`Taking`], as `Page` is for its state.
#[derive(Clone, Copy)]
pub struct Take;

impl Deref for Take {
    type Target = Taking;

    fn deref(&self) -> &Taking {
        TAKING.with(|taking| *taking)
    }
}

/// How many records are printed at most; more would keep the browser for minutes.
pub const MOST_PRINTED: usize = 1_000;
/// How many digits of the digest stand in a link.
const DIGITS: usize = 12;
/// How long a slice of work may take, in milliseconds.
const SLICE: f64 = 12.0;
/// How many records are written between two looks at the clock.
const STEP: usize = 8;
/// How many records are seen to at a time.
const AHEAD: usize = 256;
/// So many times as many may be on their way meanwhile.
const SOON: usize = 8;
/// How often to look whether a dialog is closed before another is opened, and how long to wait between, in
/// milliseconds.
const CLOSING: usize = 50;
const PAUSE: i32 = 4;
/// The style of the dialogs and of what is printed.
const STYLE: &str = "rest-take.css";

impl Take {
    /// Opens a dialog, which then keeps the keyboard to itself.
    pub fn open_dialog(self, dialog: Dialog) {
        Take.need_digest();
        leptos::task::spawn_local(async move {
            dom::need_style(STYLE).await;
            // that the one before is closed is heard a task later: it would close this one
            for _ in 0..CLOSING {
                if *Page.taking.peek() == 0 {
                    break;
                }
                time::sleep(PAUSE).await;
            }
            Page.taking.set(dialog as usize);
            time::after_paint(|| dom::show_modal("take"));
        });
    }

    /// The dialog is closed: what was being made stops.
    pub fn dialog_is_closed(self) {
        Take.stop();
        Take.said.set("");
        Page.taking.set(0);
    }

    /// The link to what is shown, with the beginning of the digest.
    pub fn lasting_link(self) -> String {
        let digest = Take.digest.peek().get(..DIGITS).map(str::to_owned);
        address::absolute(&Query { digest, ..Page.shown() }.to_link())
    }

    /// The lines that put what is shown into another page.
    pub fn frame_for_others(self) -> String {
        let link = address::absolute(&Query { embed: true, ..Page.shown() }.to_link());
        let title = Page.loaded().about().title.pick(Page.lang()).1;
        let [link, title] = [&*link, title]
            .map(|text| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;"));
        format!(
            "<iframe src=\"{link}\" title=\"{title}\" width=\"100%\" height=\"640\" loading=\"lazy\" referrerpolicy=\"no-referrer\"></iframe>"
        )
    }

    /// What is shown, for a citation.
    pub fn selection(self) -> Selection {
        let words = Page.words();
        let about = Page.loaded().about();
        let pick = |text: &whomet::model::Text| text.pick(Page.lang()).1.to_owned();
        let (year, month, day) = time::today();
        let part = Page.open.peek().as_ref().map(|open| self.part(open)).unwrap_or_default();
        let counts = Page.answer.peek().as_ref().map(|answer| (answer.count, answer.total));
        let count = counts.filter(|_| part.is_empty()).map(|(n, all)| words.count_of(n, all)).unwrap_or_default();
        let updated = about.updated.as_ref().map(|date| long_date(words, date)).unwrap_or_default();
        let today = PartialDate::At(whomet::model::Point::day(year, month, day));
        let link = self.lasting_link();
        let digest = Take.digest.peek().clone();
        let citation = words.cite_text(&Citation {
            publisher: &about.publisher.as_ref().map(|party| pick(&party.name)).unwrap_or_default(),
            part: &part,
            title: &pick(&about.title),
            count: &count,
            version: &updated,
            digest: &digest,
            link: &link,
            day: &long_date(words, &today),
        });
        let version = if updated.is_empty() { updated } else { words.later().version(&updated) };
        let count = if count.is_empty() { part } else { count };
        let digest = if digest.is_empty() { digest } else { format!("SHA-256 {digest}") };
        let note = [&*count, &version, &digest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let note = note.join(words.between(Between::Things));
        Selection { citation, count, link, note, day: today.to_string() }
    }

    /// The title of a page of its own.
    fn part(self, open: &Open) -> String {
        let words = Page.words();
        let loaded = Page.loaded();
        let entity = |kind, id: &str| match loaded.find_entity(kind, id) {
            Some(id) => loaded.entity(id).name.pick(Page.lang()).1.to_owned(),
            None => id.to_owned(),
        };
        match open {
            Open::Meeting(id) | Open::Fact(id) => self.record_at(open).map_or(id.clone(), |it| self.title_of(it)),
            Open::Entity(kind, id) => entity(*kind, id),
            Open::Pair(a, b) => words.joint(&entity(EntityKind::Organisation, a), &entity(EntityKind::Organisation, b)),
            Open::Choose(_) => words.choose_pair().to_owned(),
            Open::Compare(_) => words.compared().to_owned(),
            Open::Data => words.about_data().to_owned(),
        }
    }

    /// What a record is called.
    pub fn title_of(self, record: Record<'_>) -> String {
        match record {
            Record::Meeting(meeting) => meeting.title.pick(Page.lang()).1.to_owned(),
            Record::Fact(fact) => {
                let about = Page.loaded().entity(fact.about).name.pick(Page.lang()).1;
                let [claim, value] = [&fact.claim, &fact.value].map(|text| text.pick(Page.lang()).1);
                Page.words().colon(&Page.words().colon(about, claim), value)
            }
        }
    }

    /// The record of a page of its own.
    fn record_at(self, open: &Open) -> Option<Record<'static>> {
        let loaded = Page.loaded();
        match open {
            Open::Meeting(id) => loaded.find_meeting(id).map(|id| Record::Meeting(loaded.meeting(id))),
            Open::Fact(id) => loaded.find_fact(id).map(|id| Record::Fact(loaded.fact(id))),
            _ => None,
        }
    }

    /// What is shown and its sources as BibTeX: of a record all sources, else of the selection itself.
    pub fn bibtex(self) -> String {
        let page = address::absolute("");
        let shelf = self.shelf(&page);
        let record = Page.open.peek().as_ref().and_then(|open| self.record_at(open));
        write_all(&mut BibTex::new(shelf, self.selection()), record.into_iter())
    }

    /// Saves the calendar of one meeting.
    pub fn save_meeting(self, id: RecordId) {
        let page = address::absolute("");
        let (says, note) = (says(), |note| Page.words().calendar_note(note));
        let mut calendar = Calendar::new(self.shelf(&page), says.words(), &note, self.selection());
        let text = write_all(&mut calendar, std::iter::once(self.record(id)));
        let (_, kind) = Format::Calendar.file();
        let mut pieces = file::Pieces::new(kind);
        pieces.push(&text);
        match pieces.address() {
            Some(address) => file::save(&address, &format!("{}.ics", plain_name(self.record(id).id()))),
            None => Page.say(Page.words().later().not_made().to_owned()),
        }
    }

    fn shelf(self, page: &str) -> Shelf<'_> {
        Shelf::of(&Take, Page.lang(), page)
    }

    /// Makes a file of all that the filters show, and saves it.
    pub fn export(self, format: Format, filters: Vec<String>) {
        let number = self.begin();
        leptos::task::spawn_local(async move {
            let made = match self.work(number).await {
                Ok(work) => work.make(format, filters).await,
                Err(stopped) => Err(stopped),
            };
            if let (Ok(Job::Made(made)), true) = (&made, self.is_wanted(number)) {
                file::save(&made.address, &made.name);
            }
            self.end(number, made);
        });
    }

    /// Prints all that the filters show.
    pub fn print(self, filters: Vec<String>) {
        let number = self.begin();
        leptos::task::spawn_local(async move {
            let drawn = match self.work(number).await {
                Ok(work) => work.draw(filters).await,
                Err(stopped) => Err(stopped),
            };
            let drawn = drawn.map(|sheet| {
                self.end(number, Ok(Job::Idle));
                sheet.0.print();
            });
            if let Err(stopped) = drawn {
                self.end(number, Err(stopped));
            }
        });
    }

    /// Begins something in the place of what was being made; what could not be fetched is tried again.
    fn begin(self) -> usize {
        self.stop();
        self.said.set("");
        self.job.set(Job::Making(0, 1));
        Page.broken.borrow_mut().clear();
        self.number.get()
    }

    async fn work(self, number: usize) -> Result<Work, Stopped> {
        time::breathe().await;
        self.known_digest().await;
        Ok(Work { number, records: self.selected(number).await? })
    }

    /// Says what became of something, unless something else was begun.
    fn end(self, number: usize, job: Result<Job, Stopped>) {
        if self.is_wanted(number) {
            self.job.set(match job {
                Ok(job) => job,
                Err(Stopped::Broken(path)) => Job::Broken(path),
                Err(Stopped::Refused) => Job::Failed,
                Err(Stopped::Unwanted) => Job::Idle,
            });
        }
    }

    /// True unless something else was begun, or it was stopped.
    pub fn is_wanted(self, number: usize) -> bool {
        self.number.get() == number
    }

    /// Copies a text; if the browser refuses, selects it in its field, to be copied by hand.
    pub fn copy_from(self, field: &'static str, text: String) {
        leptos::task::spawn_local(async move {
            let words = Page.words().later();
            if clipboard::copy(text).await {
                Take.said.set(words.copied());
            } else {
                Take.said.set(words.by_hand());
                dom::select(field);
            }
        });
    }

    /// Stops what is being made, and lets go of what is made.
    pub fn stop(self) {
        self.number.set(self.number.get() + 1);
        if let Job::Made(made) = &*self.job.peek() {
            file::release(&made.address);
        }
        self.job.set(Job::Idle);
    }

    /// Works the digest out, once, part by part.
    pub fn need_digest(self) {
        if !self.asked.replace(true) {
            leptos::task::spawn_local(async move {
                let mut all = Sha256::new();
                let mut until = time::now() + SLICE;
                let parts = (0..).map_while(digest::part);
                for part in parts {
                    all.update(part);
                    if time::now() > until {
                        time::breathe().await;
                        until = time::now() + SLICE;
                    }
                }
                digest::forget();
                self.digest.set(hex(&all.finalize()));
            });
        }
    }

    /// Waits for the digest.
    async fn known_digest(self) {
        self.need_digest();
        while self.digest.peek().is_empty() {
            time::sleep(10).await;
        }
    }
}

/// Records on their way into a file.
struct Work {
    number: usize,
    records: Vec<RecordId>,
}

impl Work {
    /// Makes a file.
    async fn make(self, format: Format, filters: Vec<String>) -> Result<Job, Stopped> {
        let base = address::absolute("");
        let shelf = Take.shelf(&base);
        let selection = Take.selection();
        let (name, kind) = format.file();
        let mut pieces = file::Pieces::new(kind);
        let mut missing = None;
        match format {
            Format::Schema => pieces.push(&table_schema()),
            Format::Calendar => {
                let (says, note) = (says(), |note| Page.words().calendar_note(note));
                let mut calendar = Calendar::new(shelf, says.words(), &note, selection);
                self.look(&mut calendar).await?;
                let left = Missing { meetings: calendar.left_out().to_vec(), facts: calendar.facts() };
                if calendar.events() == 0 {
                    return Ok(Job::NoEvent(left));
                }
                self.write(&mut calendar, &mut pieces).await?;
                missing = Some(left);
            }
            Format::Csv => self.whole(&mut Csv::new(shelf), &mut pieces).await?,
            Format::Json => self.whole(&mut Json::new(shelf), &mut pieces).await?,
            Format::BibTex => self.whole(&mut BibTex::new(shelf, selection), &mut pieces).await?,
            Format::References => self.whole(&mut References::new(shelf, selection), &mut pieces).await?,
            Format::Tally => self.whole(&mut Tally::new(shelf), &mut pieces).await?,
            Format::Dossier => {
                let says = says();
                let frame = Frame { selection, filters };
                self.whole(&mut Html::new(shelf, says.words(), frame), &mut pieces).await?;
            }
        }
        let gone = missing.as_ref().map_or(0, |left| left.meetings.len() + left.facts);
        let records = self.records.len() - gone;
        Ok(match pieces.address() {
            None => Job::Failed,
            Some(address) => {
                Job::Made(Made { name: name.to_owned(), records, bytes: pieces.bytes(), address, missing })
            }
        })
    }

    async fn whole(&self, writer: &mut dyn Writer, pieces: &mut file::Pieces) -> Result<(), Stopped> {
        self.look(writer).await?;
        self.write(writer, pieces).await
    }

    async fn look(&self, writer: &mut dyn Writer) -> Result<(), Stopped> {
        if !writer.looks() {
            return Ok(());
        }
        let pass = if writer.writes() { Pass::FIRST } else { Pass::ONLY };
        self.each(pass, |record| writer.look(record), || {}).await
    }

    async fn write(&self, writer: &mut dyn Writer, pieces: &mut file::Pieces) -> Result<(), Stopped> {
        self.around(&mut |out| writer.begin(out), pieces).await?;
        let out = std::cell::RefCell::new(String::new());
        let push = || {
            pieces.push(&out.borrow());
            out.borrow_mut().clear();
        };
        if writer.writes() {
            let pass = if writer.looks() { Pass::SECOND } else { Pass::ONLY };
            self.each(pass, |record| writer.write(record, &mut out.borrow_mut()), push).await?;
        }
        self.around(&mut |out| writer.end(out), pieces).await
    }

    /// Writes what stands before or after the records, in slices.
    async fn around(
        &self,
        part: &mut dyn FnMut(&mut String) -> bool,
        pieces: &mut file::Pieces,
    ) -> Result<(), Stopped> {
        let mut until = time::now() + SLICE;
        let mut out = String::new();
        while part(&mut out) {
            if time::now() >= until {
                pieces.push(&out);
                out.clear();
                time::breathe().await;
                if !Take.is_wanted(self.number) {
                    return Err(Stopped::Unwanted);
                }
                until = time::now() + SLICE;
            }
        }
        pieces.push(&out);
        time::breathe().await;
        Ok(())
    }

    /// Does something with each record, and something else after each slice.
    async fn each(
        &self,
        pass: Pass,
        mut one: impl FnMut(Record<'static>),
        mut pause: impl FnMut(),
    ) -> Result<(), Stopped> {
        let mut until = time::now() + SLICE;
        let all = self.records.len();
        for (part, ids) in self.records.chunks(AHEAD).enumerate() {
            let soon = self.records.len().min((part + SOON) * AHEAD);
            Take.will_have(&self.records[soon..self.records.len().min(soon + AHEAD)]);
            Take.have(self.number, ids).await?;
            for (at, id) in (part * AHEAD..).zip(ids) {
                one(Take.record(*id));
                if at % STEP == 0 && time::now() >= until {
                    pause();
                    Take.job.set(Job::Making((pass.at * all + at) / pass.of, all));
                    time::breathe().await;
                    if !Take.is_wanted(self.number) {
                        return Err(Stopped::Unwanted);
                    }
                    until = time::now() + SLICE;
                }
            }
        }
        pause();
        Ok(())
    }

    /// Draws the records on paper.
    async fn draw(self, filters: Vec<String>) -> Result<Sheet, Stopped> {
        dom::need_style(STYLE).await;
        let base = address::absolute("");
        let says = says();
        let frame = Frame { selection: Take.selection(), filters };
        let document = std::cell::RefCell::new(Document::new(Take.shelf(&base), says.words(), frame));
        self.each(Pass::FIRST, |record| document.borrow_mut().look(record), || {}).await?;
        let document = document.into_inner();
        let mut sheet = Sheet(paper::Paper::new().ok_or(Stopped::Refused)?);
        document.begin(&mut sheet);
        self.each(Pass::SECOND, |record| document.write(record, &mut sheet), || {}).await?;
        document.end(&mut sheet);
        Ok(sheet)
    }
}

/// The pen that draws on paper.
struct Sheet(paper::Paper);

impl Pen for Sheet {
    fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        self.0.open(tag, attributes);
    }

    fn text(&mut self, text: &str) {
        self.0.text(text);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

/// The words of a document or a calendar.
fn says() -> Says {
    Says::new(Page.words(), |lang| Page.words().source_language(&Page.language_name(lang.as_str())))
}

/// An id as the name of a file.
fn plain_name(id: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    id.chars().take(60).map(plain).collect()
}
