//! A figure that changed over time: a small picture of its steps, and the same as a table.

use whomet::engine::Claim;
use whomet::model::{Fact, RecordId};
use whomet::who::{Step, Steps, steps};

use super::evidence::first_source;
use super::parts::{date, figure, link, open_record, text};
use crate::app::el::{El, Shape, el, of};
use crate::app::state::{Loaded, Page};

/// Width and height, and how much of it stays free round the steps.
const SIZE: (f32, f32) = (260.0, 72.0);
const FREE: (f32, f32) = (6.0, 10.0);

/// The steps of a claim, if its figure changed.
pub fn over_time(page: Page, loaded: &Loaded, claim: &Claim) -> Option<El> {
    let words = page.words();
    let facts: Vec<&Fact> = claim.facts.iter().map(|id| loaded.fact(*id)).collect();
    let found = steps(&facts)?;
    let said = found.steps.iter().map(|step| said(page, facts[step.at], step));
    let said = said.reduce(|all, one| words.later().semicolon(&all, &one)).unwrap_or_default();
    let picture = of("DIV", "steps").picture(picture(&found, words.colon(words.over_time(), &said)));
    // an organisation may have several figures that changed
    let about = words.colon(words.over_time(), facts.first()?.claim.pick(page.lang()).1);
    let row = |step: &Step| {
        let fact = facts[step.at];
        let value =
            link(page.href_to(open_record(loaded, RecordId::Fact(claim.facts[step.at]))), text(page, &fact.value));
        let source = first_source(page, loaded, whomet::model::Record::Fact(fact));
        let number = figure("", words.decimal(step.number));
        el("TR").with((
            el("TD").with(date(page, fact.date.as_ref())),
            el("TD").with(number),
            el("TD").with(value),
            el("TD").with(source),
        ))
    };
    let rows: Vec<El> = found.steps.iter().map(row).collect();
    let unit = found.steps.first().and_then(|step| facts[step.at].unit.as_ref()).map(|unit| text(page, unit));
    let head = el("TR").with((
        el("TH").attr("scope", "col").with(words.when()),
        el("TH").attr("scope", "col").with(unit.unwrap_or_else(|| el("SPAN").with(words.value()))),
        el("TH").attr("scope", "col").with(words.value()),
        el("TH").attr("scope", "col").with(words.evidence_label()),
    ));
    let table = of("TABLE", "twin").with((el("THEAD").with(head), el("TBODY").with(rows)));
    let table = of("DIV", "wide").attr("tabindex", "0").attr("role", "region").attr("aria-label", about).with(table);
    let twin = of("DETAILS", "evidence").with((
        el("SUMMARY").with(words.as_table()),
        of("P", "quiet").with(words.over_time_hint()),
        table,
    ));
    Some(of("DIV", "over-time").with((picture, twin)))
}

/// One value in words, for who hears the picture.
fn said(page: Page, fact: &Fact, step: &Step) -> String {
    let words = page.words();
    let day = fact.date.as_ref().map(|day| crate::app::i18n::long_date(words, day)).unwrap_or_default();
    format!("{day} {}", words.decimal(step.number))
}

/// Thick over the time that a source names, thin until the next value; down to zero unless some are below.
fn picture(it: &Steps, spoken: String) -> Shape {
    let days = (it.days.1.0 - it.days.0.0).max(1) as f32;
    let (least, most) = (it.range.0.min(0.0), it.range.1.max(0.0));
    let x = |day: whomet::model::Day| FREE.0 + (day.0 - it.days.0.0) as f32 / days * (SIZE.0 - 2.0 * FREE.0);
    let y = |number: f64| SIZE.1 - FREE.1 - ((number - least) / (most - least)) as f32 * (SIZE.1 - 2.0 * FREE.1);
    let line = |class: &'static str, from: (f32, f32), to: (f32, f32)| {
        Shape::new("line").attr("class", class).at("x1", from.0).at("y1", from.1).at("x2", to.0).at("y2", to.1)
    };
    let zero = line("zero", (0.0, y(0.0)), (SIZE.0, y(0.0)));
    let mut shapes = vec![zero];
    for (at, step) in it.steps.iter().enumerate() {
        let height = y(step.number);
        let (from, to) = (x(step.days.0), x(step.days.1).max(x(step.days.0) + 4.0));
        if let Some(next) = it.steps.get(at + 1).filter(|_| step.holds) {
            let begins = x(next.days.0);
            shapes.push(line("thin", (to, height), (begins, height)));
            shapes.push(line("thin", (begins, height), (begins, y(next.number))));
        }
        shapes.push(line("thick", (from, height), (to, height)));
    }
    let svg = Shape::new("svg").attr("viewBox", format!("0 0 {} {}", SIZE.0, SIZE.1)).attr("role", "img");
    svg.attr("direction", "ltr").attr("aria-label", spoken).with(shapes)
}
