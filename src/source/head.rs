//! What a dataset says about itself.

use super::desk::Desk;
use super::fields::Fields;
use super::node::Node;
use super::rules::Rule;
use super::shape::{COVERAGE, PARTY};
use crate::model::{Coverage, Lang, Party};

impl Desk {
    /// Reads the top of a dataset, the language of its texts first.
    pub(super) fn head(&mut self, fields: &Fields<'_, '_>) {
        self.dataset.about.language = self.field(fields, "language", Self::tag).unwrap_or(Lang::EN);
        if let Some(title) = self.field(fields, "title", Self::title) {
            self.dataset.about.title = title;
        }
        self.dataset.about.description = self.field(fields, "description", Self::text);
        self.dataset.about.updated = self.field(fields, "updated", Self::date);
        self.dataset.about.publisher = self.field(fields, "publisher", Self::party);
        self.dataset.about.licence = self.field(fields, "licence", Self::party);
        self.dataset.about.report = self.field(fields, "report", Self::mailbox);
        self.dataset.about.coverage = self.list(fields, "coverage", Self::period);
        if fields.lacks("licence") {
            self.log.report(Rule::NoLicence, format_args!("There is no `licence`."));
        }
        if fields.lacks("report") {
            self.log.report(Rule::NoReport, format_args!("There is no `report`."));
        }
    }

    fn party(&mut self, node: &Node<'_>) -> Option<Party> {
        let fields = self.open(node, &PARTY)?;
        let name = self.field(&fields, "name", Self::title)?;
        Some(Party { name, url: self.field(&fields, "url", Self::address) })
    }

    fn period(&mut self, node: &Node<'_>) -> Option<Coverage> {
        let fields = self.open(node, &COVERAGE)?;
        let from = self.field(&fields, "from", Self::date);
        let to = self.field(&fields, "to", Self::date);
        let note = self.field(&fields, "note", Self::text);
        if let (Some(from), Some(to)) = (from, to)
            && from.bounds().start.0 > to.bounds().end.1
        {
            self.log
                .report(Rule::ReversedInterval, format_args!("The period from {from} to {to} ends before it begins."));
            return None;
        }
        Some(Coverage { from, to, note })
    }
}
