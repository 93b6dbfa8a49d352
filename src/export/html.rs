//! The document as one file of HTML that needs nothing beside it: it has its style in it, no script, and
//! a policy that lets it load nothing.

use super::document::{Document, Frame, Pen, Words};
use super::{PART, Shelf, Writer};
use crate::model::Record;

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #1b1a17; --quiet: #5d594f; --rule: #ddd8cb; --paper: #fbfaf6; --accent: #8c1d18; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece9e2; --quiet: #a8a396; --rule: #34373d; --paper: #131519; --accent: #ff9a8b; } }
body { margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 46rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 Georgia, 'Noto Serif', 'Songti SC', 'Noto Serif CJK SC', serif; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.6rem, 5vw, 2.4rem); line-height: 1.15; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .25rem; }
h3 { font: 600 .875rem/1.4 system-ui, sans-serif; color: var(--quiet); margin: .75rem 0 .1rem; }
p, ul, ol { margin: 0 0 .4rem; }
ul, ol { padding-inline-start: 1.4rem; }
a { color: inherit; text-underline-offset: .15em; }
header { border-bottom: 3px double var(--ink); padding-bottom: .75rem; margin-bottom: 1rem; }
.count { font-size: 1.125rem; font-weight: 600; }
.chosen { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem .6rem; font: .875rem/1.5 system-ui, sans-serif; }
.chosen li { border: 1px solid var(--accent); color: var(--accent); padding: 0 .5rem; }
.citation, .about, .evidence, .note, .id, .sources li { font: .875rem/1.5 system-ui, sans-serif; color: var(--quiet); }
.when { font: 600 .875rem/1.5 system-ui, sans-serif; color: var(--accent); margin: 0; }
.status { font-weight: 600; color: var(--accent); }
.value { font-size: 1.25rem; }
.number { text-decoration: none; font-weight: 600; color: var(--ink); }
article { border-bottom: 1px solid var(--rule); padding: 1rem 0; }
.sources { padding-top: 1.25rem; }
.sources li { padding: .15rem 0; }
.sources li:target { outline: 2px solid var(--accent); outline-offset: 2px; }
@media print { body { max-width: none; padding: 0; background: none; } article { break-inside: avoid; } h2, h3, .when { break-after: avoid; } }
";

/// The file.
pub struct Html<'d> {
    document: Document<'d>,
    /// The elements that are open.
    open: Vec<&'static str>,
    /// How many sources are written.
    noted: usize,
}

impl<'d> Html<'d> {
    /// Of records on a shelf.
    #[must_use]
    pub fn new(shelf: Shelf<'d>, words: Words<'d>, frame: Frame) -> Self {
        Self { document: Document::new(shelf, words, frame), open: Vec::new(), noted: 0 }
    }
}

impl Writer for Html<'_> {
    fn look(&mut self, record: Record<'_>) {
        self.document.look(record);
    }

    fn begin(&mut self, out: &mut String) -> bool {
        *out += "<!doctype html>\n<html lang=\"";
        escape(out, self.document.lang().as_str());
        *out += "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"";
        *out += POLICY;
        *out += "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
                 <meta name=\"referrer\" content=\"no-referrer\">\n<title>";
        escape(out, self.document.title());
        *out += "</title>\n<style>\n";
        *out += STYLE;
        *out += "</style>\n</head>\n<body>\n<main>\n";
        self.document.begin(&mut Markup { out, open: &mut self.open });
        *out += "\n";
        false
    }

    fn write(&mut self, record: Record<'_>, out: &mut String) {
        self.document.write(record, &mut Markup { out, open: &mut self.open });
        *out += "\n";
    }

    fn end(&mut self, out: &mut String) -> bool {
        let from = self.noted;
        self.noted += PART;
        if self.document.sources(from, PART, &mut Markup { out, open: &mut self.open }) {
            return true;
        }
        *out += "\n</main>\n</body>\n</html>\n";
        false
    }
}

/// A pen that writes markup.
struct Markup<'o> {
    out: &'o mut String,
    open: &'o mut Vec<&'static str>,
}

impl Pen for Markup<'_> {
    fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        *self.out += "<";
        *self.out += tag;
        for (name, value) in attributes {
            *self.out += " ";
            *self.out += name;
            *self.out += "=\"";
            escape(self.out, value);
            *self.out += "\"";
        }
        *self.out += ">";
        self.open.push(tag);
    }

    fn text(&mut self, text: &str) {
        escape(self.out, text);
    }

    fn close(&mut self) {
        if let Some(tag) = self.open.pop() {
            *self.out += &format!("</{tag}>");
        }
    }
}

/// Text that is text, between tags and in attributes.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => *out += "&amp;",
            '<' => *out += "&lt;",
            '>' => *out += "&gt;",
            '"' => *out += "&quot;",
            '\'' => *out += "&#39;",
            // a parser drops or mends it
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}
