//! The timeline as a table: what each bar says, in numbers, and the same links.

use whomet::engine::{Bar, Timeline};
use whomet::query::{Act, Dates};

use super::parts::{figure, link};
use super::timeline::{bar_name, outer_names, period_of};
use crate::app::brush::Brush;
use crate::app::el::{El, Heard, el, of};
use crate::app::state::Page;

/// The table, drawn once it is open.
pub fn twin(page: Page) -> El {
    let toggled = move |event: Heard| {
        Brush.table.follow(event.is_open());
    };
    let open = Brush.table.peek().then(String::new);
    let rows = el("DIV").live(move || Brush.table.get().then(|| rows(page)));
    let details = of("DETAILS", "as-table").attr_some("open", open).on("toggle", toggled);
    details.with((el("SUMMARY").with(page.words().as_table()), rows))
}

fn rows(page: Page) -> Option<El> {
    let words = page.words();
    let timeline = page.timeline.read();
    let timeline: &Timeline = timeline.as_ref()?;
    let row = |name: String, act: Act, count: u32, vague: u32| {
        let name = el("TH").attr("scope", "row").with(link(page.href(act), name));
        let number = |n: u32| el("TD").with(figure("", words.number(u64::from(n))));
        el("TR").with((name, number(count), number(vague)))
    };
    let of_bar = |bar: &Bar, name: String| {
        let (from, to) = period_of(bar);
        row(name, Act::ReaderBrushed(from, to), bar.count, bar.count - bar.exact)
    };
    let some = |bar: &Bar, name: Option<String>| name.filter(|_| bar.count > 0).map(|name| of_bar(bar, name));
    let [first, last] = outer_names(words, timeline);
    let undated = (timeline.undated > 0)
        .then(|| row(words.no_date_bar().to_owned(), Act::ReaderChoseDates(Dates::Missing), timeline.undated, 0));
    let bars: Vec<El> = timeline.bars.iter().map(|bar| of_bar(bar, bar_name(words, timeline.scale, bar))).collect();
    let column = |label: &'static str| el("TH").attr("scope", "col").with(label);
    let head = [words.when(), words.bar_records(), words.bar_not_to_the_day()].map(column);
    let body = (some(&timeline.before, first), bars, some(&timeline.after, last), undated);
    let table = of("TABLE", "twin").with((el("THEAD").with(el("TR").with(Vec::from(head))), el("TBODY").with(body)));
    let wide = of("DIV", "wide tall").attr("tabindex", "0").attr("role", "region").attr("aria-label", words.as_table());
    Some(wide.with(table))
}
