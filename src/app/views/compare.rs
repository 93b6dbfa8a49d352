//! Two to four organisations side by side: their facts by claim, their meetings by year on one scale, whom they
//! have in common, and about what.

use whomet::engine::{Claim, Marker};
use whomet::model::{EntityId, EntityKind};
use whomet::query::{Choice, Facet, Open, Query};
use whomet::text::fold;
use whomet::who::{aligned, common};

use super::choose::{Field, field};
use super::entity::fact_value;
use super::matrix::{Table, table};
use super::parts::{entity_link, heading, link, name, quiet, rest, section, text};
use super::shell::back;
use super::states::when_there;
use super::take::tools;
use crate::app::el::{El, el, of};
use crate::app::state::{Loaded, Page};
use crate::app::who::Who;

/// How many can be compared.
const MOST: usize = 4;
/// How many years stand side by side.
const YEARS: usize = 20;
/// How many of those that they have in common are named.
const IN_COMMON: usize = 15;

/// The organisations of a comparison; a word for each that the dataset does not have.
pub fn compare_page(page: Page, ids: &[String]) -> El {
    let words = page.words();
    let loaded = page.loaded();
    page.set_title(words.compared());
    Who.begin(&ids.iter().map(String::as_str).chain(["and"]).collect::<Vec<_>>());
    let find = |id: &String| loaded.find_entity(EntityKind::Organisation, id);
    let unknown = ids.iter().filter(|id| find(id).is_none());
    let unknown: Vec<El> =
        unknown.map(|id| of("P", "notice").with(words.not_in_data(EntityKind::Organisation, id))).collect();
    let mut compared: Vec<EntityId> = Vec::new();
    for found in ids.iter().filter_map(find) {
        if !compared.contains(&found) {
            compared.push(found);
        }
    }
    let head = (heading(words.compared()), unknown, chosen(page, loaded, &compared));
    let parts = (!compared.is_empty()).then(|| {
        let (facts, years) = (facts(page, loaded, &compared), years(page, loaded, &compared));
        (facts, years, of("DIV", "shared").live(move || Who.whole.get().then(|| in_common(page, &compared))))
    });
    el("DIV").with((back(page), tools(page), of("DIV", "record").with((head, parts))))
}

/// Whom they have in common, and about what.
fn in_common(page: Page, compared: &[EntityId]) -> (Option<(El, El)>, Option<El>) {
    let words = page.words();
    when_there(page, || {
        let loaded = page.loaded();
        let of = |kind, label| shared(page, loaded, compared, kind, label);
        (of(EntityKind::Organisation, words.in_common()), of(EntityKind::Topic, words.topics_in_common()))
    })
}

fn ids(loaded: &Loaded, compared: &[EntityId]) -> Vec<String> {
    compared.iter().map(|it| loaded.entity(*it).id.to_string()).collect()
}

/// Who is compared, each with a way out, and a field for another.
fn chosen(page: Page, loaded: &Loaded, compared: &[EntityId]) -> El {
    let words = page.words();
    let item = |it: &EntityId| {
        let rest: Vec<EntityId> = compared.iter().copied().filter(|other| other != it).collect();
        let without = Open::Compare(ids(loaded, &rest));
        let spoken = words.take_out(&name(page, loaded, *it));
        let out = (compared.len() > 2).then(|| link(page.href_to(without), "×").attr("aria-label", spoken));
        el("LI").with((entity_link(page, loaded, *it, &Marker::default()), " ", out))
    };
    let list = of("UL", "inline").with(compared.iter().map(item).collect::<Vec<_>>());
    let pair = match compared {
        [one, other] => Some(Open::Pair(loaded.entity(*one).id.to_string(), loaded.entity(*other).id.to_string())),
        _ => None,
    };
    let pair = pair.map(|pair| el("P").with(link(page.href_to(pair), words.joint_column())));
    let room = compared.len() < MOST;
    let others = compared.to_vec();
    let before = ids(loaded, compared);
    let add = room.then(|| {
        let one = Field { at: 0, label: words.further_organisation(), chosen: None, others };
        // one alone is not compared yet: the second comes beside it
        of("DIV", "chooser").with(field(page, loaded, one, move |id| {
            let all: Vec<String> = before.iter().cloned().chain([id]).collect();
            if all.len() > 1 { Open::Compare(all) } else { Open::Choose(all.into_iter().next()) }
        }))
    });
    el("DIV").with((list, pair, add))
}

/// The names of those that are compared, at the head of a table.
fn head_row(page: Page, loaded: &Loaded, compared: &[EntityId]) -> El {
    let column = |it: &EntityId| el("TH").attr("scope", "col").with(text(page, &loaded.entity(*it).name));
    el("THEAD").with(el("TR").with((el("TD"), compared.iter().map(column).collect::<Vec<_>>())))
}

/// A table that may be wider than the window.
fn wide(label: &'static str, parts: El) -> El {
    of("DIV", "wide").attr("tabindex", "0").attr("role", "region").attr("aria-label", label).with(parts)
}

/// Facts, a row a claim.
fn facts(page: Page, loaded: &Loaded, compared: &[EntityId]) -> El {
    let words = page.words();
    let claims: Vec<Vec<Claim>> = compared.iter().map(|it| loaded.claims(*it)).collect();
    let first = |claim: &Claim| claim.facts.first().map(|id| loaded.fact(*id));
    let key = |claim: &Claim| first(claim).map(|fact| fold(fact.claim.first())).unwrap_or_default();
    let names: Vec<Vec<String>> = claims.iter().map(|claims| claims.iter().map(key).collect()).collect();
    let rows: Vec<El> = aligned(&names).iter().map(|row| fact_row(page, loaded, &claims, row)).collect();
    if rows.is_empty() {
        return section(words.facts(), el("P").with(quiet(words.no_facts())));
    }
    let table = of("TABLE", "compared").with((head_row(page, loaded, compared), el("TBODY").with(rows)));
    section(words.facts(), wide(words.facts(), table))
}

fn fact_row(page: Page, loaded: &Loaded, claims: &[Vec<Claim>], row: &[Option<usize>]) -> El {
    let found: Vec<Option<&Claim>> =
        claims.iter().zip(row).map(|(claims, at)| at.and_then(|at| claims.get(at))).collect();
    let name = found.iter().flatten().find_map(|claim| claim.facts.first());
    let name = name.map(|id| text(page, &loaded.fact(*id).claim));
    let cell = |claim: &Option<&Claim>| {
        let facts = claim.map(|claim| claim.facts.as_slice()).unwrap_or_default();
        el("TD").with(facts.iter().map(|id| fact_value(page, loaded, *id)).collect::<Vec<_>>())
    };
    el("TR").with((el("TH").attr("scope", "row").with(name), found.iter().map(cell).collect::<Vec<_>>()))
}

/// Meetings by year, all on one scale.
fn years(page: Page, loaded: &Loaded, compared: &[EntityId]) -> El {
    let words = page.words();
    let mut query = Query::default();
    query.chosen[Facet::Organisation] = Choice { include: ids(loaded, compared), exclude: Vec::new() };
    let mut matrix = loaded.engine().matrix(&query, Facet::Year, (MOST, YEARS));
    if matrix.meetings == 0 {
        return section(words.by_year(), el("P").with(quiet(words.no_meetings())));
    }
    // in the order in which they are compared
    let mut lines: Vec<_> = matrix.rows.drain(..).zip(matrix.cells.drain(..)).collect();
    whomet::order::by_key(&mut lines, |(row, _)| compared.iter().position(|it| it.at == row.value));
    (matrix.rows, matrix.cells) = lines.into_iter().unzip();
    let earlier = matrix.more.1;
    let parts = table(page, loaded, &Table { query: &query, by: Facet::Year, matrix: &matrix, bars: true });
    let cut = (earlier > 0).then(|| el("P").with(quiet(words.years_cut(earlier))));
    let hint = (quiet(words.matrix_hint()), " ", quiet(words.later().whatever_became()));
    section(words.by_year(), (el("P").with(hint), parts, cut))
}

/// What at least two of them have in common, and how often each.
fn shared(page: Page, loaded: &Loaded, compared: &[EntityId], kind: EntityKind, label: &'static str) -> El {
    let words = page.words();
    let beside = |it: &EntityId| -> Vec<(EntityId, usize)> {
        loaded.engine().together(*it, kind).into_iter().map(|it| (it.entity, it.records)).collect()
    };
    let lists: Vec<Vec<(EntityId, usize)>> = compared.iter().map(beside).collect();
    let found = common(&lists, compared);
    if found.is_empty() {
        return section(label, el("P").with(quiet(words.none_in_common())));
    }
    let row = |it: &whomet::who::Common| {
        let cell = |(one, count): (&EntityId, &usize)| {
            let [a, b] = [*one, it.entity].map(|it| loaded.entity(it).name.pick(page.lang()).1);
            let link = link(beside_link(page, loaded, *one, it.entity), words.number(*count as u64));
            el("TD").with(
                (*count > 0)
                    .then(|| link.attr("aria-label", words.cell(a, b, u32::try_from(*count).unwrap_or(u32::MAX)))),
            )
        };
        let cells = compared.iter().zip(&it.counts).map(cell);
        let named = el("TH").attr("scope", "row").with(entity_link(page, loaded, it.entity, &Marker::default()));
        el("TR").with((named, cells.collect::<Vec<_>>()))
    };
    let rows: Vec<El> = found.iter().take(IN_COMMON).map(row).collect();
    let table = of("TABLE", "grid common").with((head_row(page, loaded, compared), el("TBODY").with(rows)));
    section(label, (wide(label, table), rest(page, found.len(), IN_COMMON)))
}

/// The meetings of one with another, or about a topic.
fn beside_link(page: Page, loaded: &Loaded, one: EntityId, with: EntityId) -> String {
    let [a, b] = [one, with].map(|it| loaded.entity(it).id.to_string());
    if with.kind == EntityKind::Organisation {
        return page.href_to(Open::Pair(a, b));
    }
    let query = Query::default().with_one(Facet::Organisation, &a).with_one(Facet::of_entities(with.kind), &b);
    page.href_list(query.meetings().unwrap_or_default())
}
