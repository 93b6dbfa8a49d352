//! Where the nodes of a picture stand: near each other if they are linked.
//!
//! The ideal distance of two nodes is the length of the shortest way between them; all pairs are moved towards
//! theirs, one after the other, by less and less (Zheng, Pawar, Goodman, "Graph drawing by stochastic gradient
//! descent", 2018). The order of the pairs is mixed by a fixed rule, and only additions, products, quotients
//! and square roots are used, which are the same on every machine.

use std::collections::VecDeque;

/// Two nodes that are linked, and how strongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Their places among the nodes.
    pub ends: (usize, usize),
    /// The strength.
    pub weight: usize,
}

/// The room for a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Width and height.
    pub size: (f32, f32),
    /// How much of it stays free at each side.
    pub margin: (f32, f32),
    /// How far apart any two nodes are at least, if there is room.
    pub apart: f32,
}

/// How often all pairs are moved.
const ROUNDS: usize = 48;
/// How much less they are moved from round to round.
const LESS: f32 = 0.8;
/// How often nodes that are too near are moved apart.
const PUSHES: usize = 80;
/// Cosine and sine of the golden angle, by which points of a spiral never line up.
const TURN: (f32, f32) = (-0.737_368_9, 0.675_490_3);

/// Where each of so many nodes stands. Links to nodes that there are not are passed over.
#[must_use]
pub fn layout(nodes: usize, links: &[Link], room: &Room) -> Vec<(f32, f32)> {
    let distances = distances(nodes, links);
    let mut points = spiral(nodes);
    let longest = distances.iter().copied().fold(1.0, f32::max);
    let pull = |ends: (usize, usize)| {
        let ideal = distances[ends.0 * nodes + ends.1];
        Pull { ends, ideal, square: ideal * ideal }
    };
    let pairs: Vec<Pull> = mixed(nodes).into_iter().map(pull).collect();
    let mut step = longest * longest;
    for _ in 0..ROUNDS {
        for pair in &pairs {
            settle(&mut points, pair, step);
        }
        step *= LESS;
    }
    fit(&mut points, room);
    for _ in 0..PUSHES {
        if !push_apart(&mut points, room) {
            break;
        }
    }
    points
}

/// For each two nodes the length of the shortest way, strong links being shorter. Where there is none, they
/// are further apart than any that are linked.
fn distances(nodes: usize, links: &[Link]) -> Vec<f32> {
    let mut near = vec![Vec::new(); nodes];
    for link in links {
        let (a, b) = link.ends;
        if a < nodes && b < nodes {
            let length = 0.7 + 0.6 / (1.0 + link.weight as f32);
            near[a].push((b, length));
            near[b].push((a, length));
        }
    }
    let mut all = Vec::with_capacity(nodes * nodes);
    for start in 0..nodes {
        all.extend(ways(&near, start));
    }
    let longest = all.iter().copied().filter(|length| length.is_finite()).fold(1.0, f32::max);
    for length in all.iter_mut().filter(|length| !length.is_finite()) {
        *length = longest + 0.5;
    }
    all
}

/// The lengths of the shortest ways from one node: whoever is reached sooner than before is looked at again. What
/// is near each node is listed, because few of all pairs are linked.
fn ways(near: &[Vec<(usize, f32)>], start: usize) -> Vec<f32> {
    let mut best = vec![f32::INFINITY; near.len()];
    best[start] = 0.0;
    let mut open = VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        let here = best[at];
        for (next, length) in &near[at] {
            if here + length < best[*next] {
                best[*next] = here + length;
                open.push_back(*next);
            }
        }
    }
    best
}

/// Points on a spiral, the first in the middle.
fn spiral(nodes: usize) -> Vec<(f32, f32)> {
    let mut direction = (1.0f32, 0.0f32);
    let mut points = Vec::with_capacity(nodes);
    for at in 0..nodes {
        let radius = (at as f32).sqrt() * 0.3;
        points.push((direction.0 * radius, direction.1 * radius));
        let (x, y) = direction;
        direction = (x * TURN.0 - y * TURN.1, x * TURN.1 + y * TURN.0);
        // turning again and again must not make it longer
        let length = (direction.0 * direction.0 + direction.1 * direction.1).sqrt();
        direction = (direction.0 / length, direction.1 / length);
    }
    points
}

/// All pairs, mixed by a rule: what is moved in order twists the picture.
fn mixed(nodes: usize) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = (0..nodes).flat_map(|a| (a + 1..nodes).map(move |b| (a, b))).collect();
    let mut state = 1u32;
    for at in (1..pairs.len()).rev() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        pairs.swap(at, ((u64::from(state) * (at as u64 + 1)) >> 32) as usize);
    }
    pairs
}

/// Two nodes and how far apart they should be, also as the square of it.
struct Pull {
    ends: (usize, usize),
    ideal: f32,
    square: f32,
}

/// Moves two nodes towards their ideal distance.
fn settle(points: &mut [(f32, f32)], pair: &Pull, step: f32) {
    let (a, b) = pair.ends;
    let ((ax, ay), (bx, by)) = (points[a], points[b]);
    let (dx, dy) = (ax - bx, ay - by);
    let length = (dx * dx + dy * dy).sqrt();
    let length = if length > 1e-6 { length } else { 1e-6 };
    let share = if step < pair.square { step / pair.square } else { 1.0 };
    let share = share * (length - pair.ideal) / (2.0 * length);
    points[a] = (ax - dx * share, ay - dy * share);
    points[b] = (bx + dx * share, by + dy * share);
}

/// Stretches the picture over the room.
fn fit(points: &mut [(f32, f32)], room: &Room) {
    let ends = |of: fn(&(f32, f32)) -> f32| {
        let all = points.iter().map(of);
        (all.clone().fold(f32::INFINITY, f32::min), all.fold(f32::NEG_INFINITY, f32::max))
    };
    let (left, right) = ends(|point| point.0);
    let (top, bottom) = ends(|point| point.1);
    let place = |at: f32, (from, to): (f32, f32), size: f32, margin: f32| {
        if to - from < 1e-3 { size / 2.0 } else { margin + (at - from) / (to - from) * (size - 2.0 * margin) }
    };
    for (x, y) in points {
        *x = place(*x, (left, right), room.size.0, room.margin.0);
        *y = place(*y, (top, bottom), room.size.1, room.margin.1);
    }
}

/// Moves nodes apart that are too near; false if none is.
fn push_apart(points: &mut [(f32, f32)], room: &Room) -> bool {
    let mut moved = false;
    for b in 1..points.len() {
        for a in 0..b {
            let (dx, dy) = (points[b].0 - points[a].0, points[b].1 - points[a].1);
            let length = (dx * dx + dy * dy).sqrt();
            if length >= room.apart {
                continue;
            }
            moved = true;
            // two on the same spot part sideways
            let (dx, dy) = if length < 1e-3 { (1.0, 0.0) } else { (dx / length, dy / length) };
            let by = (room.apart - length) / 2.0 + 0.25;
            points[a] = kept_in((points[a].0 - dx * by, points[a].1 - dy * by), room);
            points[b] = kept_in((points[b].0 + dx * by, points[b].1 + dy * by), room);
        }
    }
    moved
}

fn kept_in((x, y): (f32, f32), room: &Room) -> (f32, f32) {
    let keep = |at: f32, size: f32, margin: f32| at.max(margin).min(size - margin);
    (keep(x, room.size.0, room.margin.0), keep(y, room.size.1, room.margin.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by another way: over ever more nodes between (Floyd and Warshall).
    fn slowly(nodes: usize, links: &[Link]) -> Vec<f32> {
        let mut all = vec![f32::INFINITY; nodes * nodes];
        for Link { ends: (a, b), weight } in links {
            let length = 0.7 + 0.6 / (1.0 + *weight as f32);
            for at in [a * nodes + b, b * nodes + a] {
                all[at] = all[at].min(length);
            }
        }
        (0..nodes).for_each(|at| all[at * nodes + at] = 0.0);
        for between in 0..nodes {
            for at in 0..nodes * nodes {
                let (a, b) = (at / nodes, at % nodes);
                all[at] = all[at].min(all[a * nodes + between] + all[between * nodes + b]);
            }
        }
        let longest = all.iter().copied().filter(|length| length.is_finite()).fold(1.0, f32::max);
        all.iter().map(|length| if length.is_finite() { *length } else { longest + 0.5 }).collect()
    }

    #[test]
    fn the_ways_that_are_found_are_the_shortest() {
        let mut state = 7u32;
        let mut next = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        };
        for _ in 0..200 {
            let nodes = 2 + next(24);
            let link = |_| Link { ends: (next(nodes), next(nodes)), weight: 1 + next(12) };
            let links: Vec<Link> = (0..nodes + 3).map(link).collect();
            let found = distances(nodes, &links);
            let near = |(a, b): (&f32, &f32)| (a - b).abs() < 1e-4;
            assert!(found.iter().zip(&slowly(nodes, &links)).all(near), "{links:?}");
        }
    }
}
