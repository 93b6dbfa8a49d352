//! Who meets whom: the organisations of the meetings that a query finds, and how often any two of them were
//! at the same one.

use super::column::number;
use super::matches::Matches;
use super::select::Selection;
use super::{Engine, Plan};
use crate::model::{EntityId, EntityKind};
use crate::order;
use crate::query::{Facet, Query};

/// Who meets whom. What did not find room is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// The organisations with the most meetings that they share with another, the first of them first.
    pub nodes: Vec<Met>,
    /// Pairs of these, those with the most joint meetings first.
    pub edges: Vec<Joint>,
    /// How many meetings have two organisations or more.
    pub meetings: usize,
    /// How many organisations met another, shown or not.
    pub organisations: usize,
    /// How many pairs of those shown met, drawn or not.
    pub pairs: usize,
}

/// An organisation that met others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// Which one.
    pub entity: EntityId,
    /// At how many meetings another organisation was there too.
    pub meetings: usize,
}

/// Two organisations that met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joint {
    /// Their places among the nodes, the lower first.
    pub ends: (usize, usize),
    /// How many meetings both were at.
    pub meetings: usize,
}

impl Engine {
    /// Who meets whom in the meetings that a query finds: at most so many organisations, and at most so
    /// many pairs, but for each organisation at least the one that it meets most.
    #[must_use]
    pub fn network(&self, query: &Query, most: usize, most_pairs: usize) -> Network {
        let of = &self.filings[Facet::Organisation].values;
        let found = self.meetings_found(query);
        let shared: Vec<u32> = found.into_iter().filter(|record| of.span(*record as usize).len() > 1).collect();
        let mut counts = vec![0; self.values.len(Facet::Organisation)];
        let mut seen = Vec::new();
        for record in &shared {
            for organisation in of.get(*record as usize) {
                if let Some(count) = counts.get_mut(organisation as usize) {
                    if *count == 0 {
                        seen.push(organisation);
                    }
                    *count += 1;
                }
            }
        }
        let organisations = seen.len();
        let count = |at: u32| counts.get(at as usize).copied().unwrap_or(0usize);
        order::by_key(&mut seen, |at| (std::cmp::Reverse(count(*at)), *at));
        seen.truncate(most);
        let joint = self.joint(&shared, &seen);
        let pairs = joint.len();
        let node =
            |at: &u32| Met { entity: EntityId { kind: EntityKind::Organisation, at: *at }, meetings: count(*at) };
        let nodes: Vec<Met> = seen.iter().map(node).collect();
        let edges = strongest(joint, nodes.len(), most_pairs);
        Network { nodes, edges, meetings: shared.len(), organisations, pairs }
    }

    /// How often any two of some organisations were at one of these meetings, those that were most often first.
    fn joint(&self, meetings: &[u32], organisations: &[u32]) -> Vec<Joint> {
        const NOT_ONE: u32 = u32::MAX;
        let mut places = vec![NOT_ONE; self.values.len(Facet::Organisation)];
        for (place, organisation) in organisations.iter().enumerate() {
            if let Some(known) = places.get_mut(*organisation as usize) {
                *known = number(place);
            }
        }
        let of = &self.filings[Facet::Organisation].values;
        let len = organisations.len();
        let mut counts = vec![0usize; len * len];
        let mut there: Vec<usize> = Vec::new();
        for meeting in meetings {
            there.clear();
            for organisation in of.get(*meeting as usize) {
                let place = places.get(organisation as usize).copied().unwrap_or(NOT_ONE);
                if place != NOT_ONE {
                    there.push(place as usize);
                }
            }
            there.sort_unstable();
            for (at, one) in there.iter().enumerate() {
                for other in &there[at + 1..] {
                    counts[one * len + other] += 1;
                }
            }
        }
        let pair = |(at, meetings): (usize, usize)| Joint { ends: (at / len, at % len), meetings };
        let mut joint: Vec<Joint> = counts.into_iter().enumerate().filter(|(_, n)| *n > 0).map(pair).collect();
        order::by_key(&mut joint, |pair| (std::cmp::Reverse(pair.meetings), pair.ends));
        joint
    }

    /// The meetings that a query finds, as they are numbered, in order.
    pub(super) fn meetings_found(&self, query: &Query) -> Vec<u32> {
        let Some(query) = query.meetings() else { return Vec::new() };
        let plan = Plan::new(&query, &self.values);
        let hits = Selection::new(self, &plan, Matches::find(self, &plan)).hits().0;
        hits.unwrap_or_else(|| (0..number(self.total())).collect())
    }
}

/// At most so many pairs: for each node its first, then the first that are left, in their order.
fn strongest(pairs: Vec<Joint>, nodes: usize, most: usize) -> Vec<Joint> {
    let mut alone = vec![true; nodes];
    let mut kept = vec![false; pairs.len()];
    let mut room = most;
    for (pair, kept) in pairs.iter().zip(&mut kept) {
        let (a, b) = pair.ends;
        if (alone[a] || alone[b]) && room > 0 {
            (alone[a], alone[b], *kept) = (false, false, true);
            room -= 1;
        }
    }
    for kept in &mut kept {
        if !*kept && room > 0 {
            *kept = true;
            room -= 1;
        }
    }
    pairs.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| pair).collect()
}
