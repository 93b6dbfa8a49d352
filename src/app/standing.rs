//! What stands in the document: built from elements as data, and changed where the next ones differ.
//!
//! Leptos mounts the page and runs the effects that draw it anew; this is what they draw with. Its own elements
//! (`html::custom` with `AnyView` in a `Vec`) put a comment behind the children of each and ask the browser for
//! the tag of each that is compared, by way of four kinds of erased types.

use std::borrow::Cow;

use leptos::prelude::RenderEffect;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node, Placeholder, Text};

use super::attributes::Held;
use super::el::{Child, Draw, El, Inner};

/// Something that stands in the document.
enum Part {
    Text(Text, Cow<'static, str>),
    El(Standing),
    /// What follows signals.
    Live(RenderEffect<Follower>),
}

/// An element in the document.
struct Standing {
    tag: &'static str,
    element: Element,
    held: Held,
    parts: Vec<Part>,
}

/// Parts that come and go, before a comment that stays.
struct Follower {
    parts: Vec<Part>,
    end: Placeholder,
    /// The element that they stand in, once they do.
    parent: Option<Element>,
}

/// Puts an element at the end of another, for as long as the window lives.
pub fn stand(el: El, parent: &Element) {
    let mut part = Part::new(Child::El(el));
    part.mount(parent, None);
    std::mem::forget(part);
}

impl Part {
    fn new(child: Child) -> Self {
        match child {
            Child::Text(text) => Self::Text(Rndr::create_text_node(&text), text),
            Child::El(el) => Self::El(Standing::new(el.taken_apart())),
            Child::Live(draw) => Self::Live(follow(draw)),
        }
    }

    /// Puts it into an element, before something or at the end.
    fn mount(&mut self, parent: &Element, before: Option<&Node>) {
        match self {
            Self::Text(text, _) => Rndr::insert_node(parent, text, before),
            Self::El(standing) => Rndr::insert_node(parent, &standing.element, before),
            Self::Live(follower) => {
                follower.with_value_mut(|follower| {
                    follower.parts.iter_mut().for_each(|part| part.mount(parent, before));
                    Rndr::insert_node(parent, &follower.end, before);
                    follower.parent = Some(parent.clone());
                });
            }
        }
    }

    /// The first node of it in the document.
    fn first(&self) -> Option<Node> {
        match self {
            Self::Text(text, _) => Some(Node::clone(text)),
            Self::El(standing) => Some(Node::clone(&standing.element)),
            Self::Live(follower) => follower.with_value_mut(|follower| {
                let first = follower.parts.first().and_then(Self::first);
                first.unwrap_or_else(|| Node::clone(&follower.end))
            }),
        }
    }

    /// Takes it out of the document.
    fn remove(&self) {
        match self {
            Self::Text(text, _) => Rndr::remove(text),
            Self::El(standing) => Rndr::remove(&standing.element),
            Self::Live(follower) => {
                follower.with_value_mut(|follower| {
                    follower.parts.iter().for_each(Self::remove);
                    Rndr::remove(&follower.end);
                });
            }
        }
    }

    /// Becomes something else. What follows signals is always built anew: whoever drew it is drawn anew, and
    /// with that its effects have ended.
    fn turn_into(&mut self, child: Child, parent: &Element) {
        match (&mut *self, child) {
            (Self::Text(node, text), Child::Text(next)) => {
                if *text != next {
                    Rndr::set_text(node, &next);
                    *text = next;
                }
            }
            (Self::El(standing), Child::El(el)) => {
                let next = el.taken_apart();
                if standing.tag == next.tag {
                    standing.turn_into(next);
                } else {
                    self.give_way(Self::El(Standing::new(next)), parent);
                }
            }
            (_, child) => self.give_way(Self::new(child), parent),
        }
    }

    fn give_way(&mut self, mut next: Self, parent: &Element) {
        next.mount(parent, self.first().as_ref());
        self.remove();
        *self = next;
    }
}

impl Standing {
    fn new(Inner { tag, attributes, children }: Inner) -> Self {
        let element = Rndr::create_element(tag, None);
        let held = Held::new(&element, attributes);
        let mut parts = Vec::new();
        turn_into(&mut parts, children, &element, None);
        Self { tag, element, held, parts }
    }

    fn turn_into(&mut self, next: Inner) {
        self.held.follow(&self.element, next.attributes);
        turn_into(&mut self.parts, next.children, &self.element, None);
    }
}

/// Makes of what stands in an element, up to a node or its end, what is to stand there.
fn turn_into(parts: &mut Vec<Part>, children: Vec<Child>, parent: &Element, end: Option<&Node>) {
    for gone in parts.drain(children.len().min(parts.len())..) {
        gone.remove();
    }
    let standing = parts.len();
    for (at, child) in children.into_iter().enumerate() {
        if at < standing {
            parts[at].turn_into(child, parent);
        } else {
            let mut part = Part::new(child);
            part.mount(parent, end);
            parts.push(part);
        }
    }
}

/// Draws what a function of signals says whenever they change.
fn follow(draw: Box<Draw>) -> RenderEffect<Follower> {
    RenderEffect::new(move |before: Option<Follower>| {
        let mut children = Vec::new();
        draw(&mut children);
        match before {
            Some(Follower { mut parts, end, parent: Some(parent) }) => {
                turn_into(&mut parts, children, &parent, Some(&end));
                Follower { parts, end, parent: Some(parent) }
            }
            _ => {
                let parts = children.into_iter().map(Part::new).collect();
                Follower { parts, end: Rndr::create_placeholder(), parent: None }
            }
        }
    })
}
