//! Who meets whom as a picture, and the same as a table.
//!
//! The picture is one stop for the Tab key. The left and right arrow keys go from name to name, the most
//! frequent first, up and down through the lines of one, the thickest first.

use whomet::engine::{Joint, Marker, Met, Network};
use whomet::model::EntityId;
use whomet::query::{Open, Query};
use whomet::who::{Link, Room, Side, labels, layout};

use super::parts::{entity_link, figure, link, name, quiet};
use crate::app::el::{El, Heard, Shape, el, of};
use crate::app::state::{Loaded, Page};
use crate::app::who::Who;

/// How many organisations are drawn, and how many pairs of them.
const MOST: (usize, usize) = (100, 300);
/// The width of the picture, and its height for up to so many nodes.
const SIZE: f32 = 960.0;
const HEIGHTS: [(usize, f32); 3] = [(6, 340.0), (20, 480.0), (usize::MAX, 680.0)];
/// The radius of the least and of the greatest.
const RADIUS: (f32, f32) = (5.0, 14.0);
/// The width of the thinnest and of the thickest line.
const WIDTH: (f32, f32) = (1.0, 9.0);
/// How many characters of a name there is room for.
const CHARS: usize = 26;

/// The picture with its table, for the meetings that a query finds.
pub fn network(page: Page, loaded: &Loaded, query: &Query) -> El {
    let words = page.words();
    let network = loaded.engine().network(query, MOST.0, MOST.1);
    // what else would be read of a network that is not whole yet
    if loaded.engine().is_lacking() {
        return el("DIV");
    }
    if network.edges.is_empty() {
        return of("DIV", "network").with(el("P").with(quiet(words.network_none())));
    }
    let shown = words.network_shown(network.nodes.len(), network.organisations, network.edges.len(), network.pairs);
    let shown = words.later().semicolon(&words.network_counts(network.meetings), &shown);
    let counts = el("P").attr("translate", "no").with(shown);
    let scope = el("P").with(quiet(words.network_scope()));
    let picture = picture(page, loaded, &network);
    of("DIV", "network").with((counts, table(page, network), picture, scope))
}

/// What the arrow keys need to know: for each node its lines, the thickest first.
struct Ways(Vec<Vec<usize>>);

/// Where a node is drawn, and as what.
struct Drawn {
    at: (f32, f32),
    radius: f32,
    name: String,
    label: String,
    side: Option<Side>,
}

/// The room for so many nodes.
fn room(nodes: usize) -> Room {
    let height = HEIGHTS.iter().find(|(most, _)| nodes <= *most).map_or(SIZE, |(_, height)| *height);
    Room { size: (SIZE, height), margin: (90.0, 30.0), apart: 28.0 }
}

fn picture(page: Page, loaded: &Loaded, network: &Network) -> El {
    let words = page.words();
    let room = room(network.nodes.len());
    let drawn = drawn(page, loaded, network, &room);
    let most = network.edges.iter().map(|edge| edge.meetings).max().unwrap_or(1);
    // the strongest lines on top of the weak ones
    let lines =
        network.edges.iter().enumerate().rev().map(|(at, edge)| line(page, loaded, network, &drawn, at, edge, most));
    let lines = Shape::new("g").attr("class", "lines").with(lines);
    let discs = network.nodes.iter().enumerate().rev().map(|(at, node)| disc(page, loaded, &drawn[at], at, node));
    let discs = Shape::new("g").attr("class", "discs").with(discs);
    let svg = Shape::new("svg")
        .attr("viewBox", format!("0 0 {} {}", room.size.0, room.size.1))
        .attr("role", "group")
        .attr("direction", "ltr")
        .attr("aria-label", words.views(whomet::query::View::Network))
        .attr("aria-describedby", "network-hint")
        .with([lines, discs]);
    let mut ways = vec![Vec::new(); network.nodes.len()];
    for (at, edge) in network.edges.iter().enumerate() {
        ways[edge.ends.0].push(at);
        ways[edge.ends.1].push(at);
    }
    let ways = Ways(ways);
    let ends: Vec<(usize, usize)> = network.edges.iter().map(|edge| edge.ends).collect();
    let hint = el("P").attr("id", "network-hint").with(quiet(words.network_hint()));
    // from which name one went to a line
    let mut from = 0;
    let picture = of("DIV", "picture").picture(svg).on("keydown", move |event| step(&event, &ways, &ends, &mut from));
    el("DIV").attr("class", "drawing").with((hint, of("DIV", "scroll").with(picture)))
}

fn drawn(page: Page, loaded: &Loaded, network: &Network, room: &Room) -> Vec<Drawn> {
    let links = network.edges.iter().map(|edge| Link { ends: edge.ends, weight: edge.meetings });
    let points = layout(network.nodes.len(), &links.collect::<Vec<_>>(), room);
    let most = network.nodes.iter().map(|node| node.meetings).max().unwrap_or(1) as f32;
    let radius = |node: &Met| RADIUS.0 + (RADIUS.1 - RADIUS.0) * (node.meetings as f32 / most).sqrt();
    let names: Vec<String> = network.nodes.iter().map(|node| name(page, loaded, node.entity)).collect();
    let short: Vec<String> = names.iter().map(|name| shortened(name)).collect();
    let widths: Vec<f32> = short.iter().map(|name| width_of(name)).collect();
    let discs: Vec<((f32, f32), f32)> = points.iter().copied().zip(network.nodes.iter().map(radius)).collect();
    let sides = labels(&discs, &widths, room.size);
    let parts = discs.into_iter().zip(names).zip(short).zip(sides);
    parts.map(|((((at, radius), name), label), side)| Drawn { at, radius, name, label, side }).collect()
}

/// A name as far as there is room.
fn shortened(name: &str) -> String {
    let wide = name.chars().take(CHARS).filter(|c| is_wide(*c)).count();
    let most = CHARS - wide / 2;
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let cut: String = name.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

/// About how long a name is, never too short.
fn width_of(name: &str) -> f32 {
    name.chars().map(|c| if is_wide(c) { 13.5 } else { 7.4 }).sum()
}

/// True for characters that are as wide as high.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// A link in the picture, which the Tab key comes to if it is the first.
fn anchor(id: String, href: String, spoken: &str, first: bool) -> Shape {
    let title = Shape::new("title").text(spoken.to_owned());
    let tab = if first { "0" } else { "-1" };
    let link = Shape::new("a").attr("id", id).attr("href", href).attr("tabindex", tab);
    link.attr("aria-label", spoken).with([title])
}

fn line(
    page: Page,
    loaded: &Loaded,
    network: &Network,
    drawn: &[Drawn],
    at: usize,
    edge: &Joint,
    most: usize,
) -> Shape {
    let (a, b) = edge.ends;
    let [one, other] = [a, b].map(|at| network.nodes[at].entity);
    let spoken = page.words().edge(&drawn[a].name, &drawn[b].name, edge.meetings);
    let share = (edge.meetings - 1) as f32 / (most - 1).max(1) as f32;
    let width = WIDTH.0 + (WIDTH.1 - WIDTH.0) * share;
    let stroke = |class: &'static str, width: f32| {
        Shape::new("line")
            .attr("class", class)
            .at("x1", drawn[a].at.0)
            .at("y1", drawn[a].at.1)
            .at("x2", drawn[b].at.0)
            .at("y2", drawn[b].at.1)
            .at("stroke-width", width)
    };
    // the line for the hand is wider than the one for the eye
    let lines = [stroke("touch", (width + 4.0).max(8.0)), stroke("seen", width)];
    anchor(format!("edge-{at}"), pair_link(page, loaded, one, other), &spoken, false).with(lines)
}

fn disc(page: Page, loaded: &Loaded, it: &Drawn, at: usize, node: &Met) -> Shape {
    let spoken = page.words().node(&it.name, node.meetings);
    let href = page.href_to(Open::Entity(node.entity.kind, loaded.entity(node.entity).id.to_string()));
    let circle = |class: &'static str, radius: f32| {
        Shape::new("circle").attr("class", class).at("cx", it.at.0).at("cy", it.at.1).at("r", radius)
    };
    let circles = [circle("touch", it.radius.max(13.0)), circle("seen", it.radius)];
    anchor(format!("node-{at}"), href, &spoken, at == 0).with(circles).with(it.side.map(|side| label(it, side)))
}

fn label(it: &Drawn, side: Side) -> Shape {
    let (x, y) = it.at;
    let (off, middle) = (it.radius + 4.0, 4.5);
    let (x, y, anchor) = match side {
        Side::Right => (x + off, y + middle, "start"),
        Side::Left => (x - off, y + middle, "end"),
        Side::Above => (x, y - off - 4.0, "middle"),
        Side::Below => (x, y + off + 12.0, "middle"),
    };
    Shape::new("text").at("x", x).at("y", y).attr("text-anchor", anchor).text(it.label.clone())
}

fn pair_link(page: Page, loaded: &Loaded, one: EntityId, other: EntityId) -> String {
    page.href_to(Open::Pair(loaded.entity(one).id.to_string(), loaded.entity(other).id.to_string()))
}

/// Goes where an arrow key leads.
fn step(event: &Heard, ways: &Ways, ends: &[(usize, usize)], from: &mut usize) {
    let id = event.id();
    let Some((kind, at)) = id.split_once('-').and_then(|(kind, at)| Some((kind, at.parse::<usize>().ok()?))) else {
        return;
    };
    let last = ways.0.len().saturating_sub(1);
    if kind == "node" {
        *from = at;
    } else if ends.get(at).is_some_and(|ends| ends.0 != *from && ends.1 != *from) {
        *from = ends[at].0;
    }
    let lines = ways.0.get(*from).map(Vec::as_slice).unwrap_or_default();
    let place = lines.iter().position(|line| kind == "edge" && *line == at);
    let node = |at: usize| format!("node-{at}");
    let edge = |place: usize| lines.get(place).map(|line| format!("edge-{line}"));
    let to = match (&*event.key(), place) {
        ("ArrowRight", _) => Some(node((*from + 1).min(last))),
        ("ArrowLeft", _) => Some(node(from.saturating_sub(1))),
        ("Home", _) => Some(node(0)),
        ("End", _) => Some(node(last)),
        ("ArrowDown", None) => edge(0),
        ("ArrowDown", Some(place)) => edge(place + 1),
        ("ArrowUp", Some(0)) => Some(node(*from)),
        ("ArrowUp", Some(place)) => edge(place - 1),
        _ => return,
    };
    event.stop();
    if let Some(to) = to {
        Who.rove(&to);
    }
}

/// The same as a table: a row a pair, the most frequent first. It is drawn once it is open, which it is from
/// the beginning where the window is narrow.
fn table(page: Page, network: Network) -> El {
    let words = page.words();
    let rows = move || Who.shows_table().then(|| rows(page, page.loaded(), &network));
    let open = Who.opens_table().then(String::new);
    let wide = of("DIV", "wide tall").attr("tabindex", "0").attr("role", "region").attr("aria-label", words.as_table());
    let toggled = move |event: Heard| {
        Who.table.follow(Some(event.is_open()));
    };
    let details = of("DETAILS", "as-table").attr_some("open", open).on("toggle", toggled);
    details.with((el("SUMMARY").with(words.as_table()), wide.live(rows)))
}

fn rows(page: Page, loaded: &Loaded, network: &Network) -> El {
    let words = page.words();
    let marker = Marker::default();
    let row = |edge: &Joint| {
        let [one, other] = [edge.ends.0, edge.ends.1].map(|at| network.nodes[at].entity);
        let [a, b] = [one, other].map(|it| el("TD").with(entity_link(page, loaded, it, &marker)));
        let spoken = words.edge(&name(page, loaded, one), &name(page, loaded, other), edge.meetings);
        let count = figure("", words.number(edge.meetings as u64));
        let pair = link(pair_link(page, loaded, one, other), count).attr("aria-label", spoken);
        el("TR").with((a, b, el("TD").with(pair)))
    };
    let rows: Vec<El> = network.edges.iter().map(row).collect();
    let column = |label: &'static str| el("TH").attr("scope", "col").with(label);
    let head = [words.one_organisation(), words.other_organisation(), words.joint_column()].map(column);
    of("TABLE", "twin").with((el("THEAD").with(el("TR").with(Vec::from(head))), el("TBODY").with(rows)))
}
