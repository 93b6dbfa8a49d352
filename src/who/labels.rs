//! Which nodes of a picture have room for their name beside them, and on which side.

/// On which side of its node a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Begins to the right of it.
    Right,
    /// Ends to the left of it.
    Left,
    /// In the middle above it.
    Above,
    /// In the middle below it.
    Below,
}

/// How high a line of a name is.
const HEIGHT: f32 = 16.0;
/// How far a name is from its node.
const OFF: f32 = 4.0;

/// Left, top, right, bottom.
type Area = (f32, f32, f32, f32);

/// For each node its side, if there is room; the first nodes choose first. `nodes` are places and radii,
/// `widths` how long the names are.
#[must_use]
pub fn labels(nodes: &[((f32, f32), f32)], widths: &[f32], size: (f32, f32)) -> Vec<Option<Side>> {
    let discs = nodes.iter().map(|((x, y), r)| (x - r, y - r, x + r, y + r));
    let discs: Vec<Area> = discs.collect();
    let mut taken: Vec<Area> = Vec::new();
    let mut sides = Vec::with_capacity(nodes.len());
    for (at, (node, width)) in nodes.iter().zip(widths).enumerate() {
        let free = |area: &Area| {
            let inside = area.0 >= 0.0 && area.1 >= 0.0 && area.2 <= size.0 && area.3 <= size.1;
            let others = discs.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, disc)| disc);
            inside && !others.chain(&taken).any(|other| overlap(area, other))
        };
        let sides_of = [Side::Right, Side::Left, Side::Below, Side::Above];
        let found = sides_of.into_iter().map(|side| (side, area_of(*node, *width, side))).find(|(_, area)| free(area));
        taken.extend(found.map(|(_, area)| area));
        sides.push(found.map(|(side, _)| side));
    }
    sides
}

fn area_of(((x, y), r): ((f32, f32), f32), width: f32, side: Side) -> Area {
    let half = HEIGHT / 2.0;
    match side {
        Side::Right => (x + r + OFF, y - half, x + r + OFF + width, y + half),
        Side::Left => (x - r - OFF - width, y - half, x - r - OFF, y + half),
        Side::Above => (x - width / 2.0, y - r - OFF - HEIGHT, x + width / 2.0, y - r - OFF),
        Side::Below => (x - width / 2.0, y + r + OFF, x + width / 2.0, y + r + OFF + HEIGHT),
    }
}

fn overlap(a: &Area, b: &Area) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}
