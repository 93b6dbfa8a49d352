//! What an element has beside its children: attributes, properties, styles and what hears its events.
//!
//! Leptos has a type for each of these and for each kind of value, and erases them one by one. Here all
//! that an element has is one list.

use std::borrow::Cow;
use std::cell::Cell;
use std::mem;
use std::rc::Rc;

use leptos::prelude::RenderEffect;
use leptos::tachys::renderer::types::Element;
use leptos::tachys::renderer::{RemoveEventHandler, Rndr};

use super::ports::dom::{self, Heard};
use super::ports::picture::{self, Shape};

/// Something that an element has.
pub enum Value {
    /// An attribute.
    Text(Cow<'static, str>),
    /// An attribute, or a property (`true`), that follows signals.
    Live(bool, Box<dyn Fn() -> Option<String> + Send>),
    /// A property that is true or false.
    Flag(bool),
    /// One property of the style.
    Style(String),
    /// A picture inside.
    Picture(Shape),
    /// What hears an event.
    Hear(Box<dyn FnMut(Heard) + Send>),
}

/// Values with their names.
pub type Named = Vec<(&'static str, Value)>;

/// What hears an event. Taken out while it hears, and another put in its place when the element is drawn anew.
type Ear = Rc<Cell<Option<Box<dyn FnMut(Heard) + Send>>>>;

/// What has to be kept of a value while the element stands.
enum Kept {
    Text(Cow<'static, str>),
    Live { _follows: RenderEffect<Option<String>> },
    Listener { ear: Ear, _hears: RemoveEventHandler<Element> },
    Nothing,
}

/// What an element in the document has.
pub struct Held(Vec<(&'static str, Kept)>);

fn put(element: &Element, name: &'static str, value: Value) -> Kept {
    match value {
        Value::Text(text) => {
            Rndr::set_attribute(element, name, &text);
            Kept::Text(text)
        }
        Value::Live(property, value) => Kept::Live { _follows: follow(element.clone(), name, property, value) },
        Value::Flag(flag) => {
            dom::set_property(element, name, flag);
            Kept::Nothing
        }
        Value::Style(style) => {
            Rndr::set_css_property(&Rndr::style(element), name, &style);
            Kept::Nothing
        }
        Value::Picture(shape) => {
            picture::draw(element, &shape);
            Kept::Nothing
        }
        Value::Hear(hear) => {
            let ear: Ear = Rc::new(Cell::new(Some(hear)));
            let hears = Rc::clone(&ear);
            let listen = Box::new(move |event| {
                let Some(mut hear) = hears.take() else { return };
                hear(Heard::new(event));
                let next = hears.take();
                hears.set(next.or(Some(hear)));
            });
            Kept::Listener { ear, _hears: Rndr::add_event_listener(element, name, listen) }
        }
    }
}

/// Keeps an attribute or a property at what a function of signals says.
fn follow(
    element: Element,
    name: &'static str,
    property: bool,
    value: Box<dyn Fn() -> Option<String> + Send>,
) -> RenderEffect<Option<String>> {
    RenderEffect::new(move |before: Option<Option<String>>| {
        let now = value();
        match &now {
            _ if before.as_ref() == Some(&now) => {}
            Some(text) if property => dom::set_property(&element, name, text.as_str()),
            Some(text) => Rndr::set_attribute(&element, name, text),
            None => Rndr::remove_attribute(&element, name),
        }
        now
    })
}

impl Held {
    /// Gives an element what it has.
    pub fn new(element: &Element, values: Named) -> Self {
        Self(values.into_iter().map(|(name, value)| (name, put(element, name, value))).collect())
    }

    /// Gives it something else instead.
    pub fn follow(&mut self, element: &Element, values: Named) {
        let mut before = mem::take(&mut self.0);
        for (name, _) in &before {
            if !values.iter().any(|(other, _)| other == name) {
                Rndr::remove_attribute(element, name);
            }
        }
        for (name, value) in values {
            let at = before.iter().position(|(other, kept)| *other == name && kept.goes_on(&value));
            let now = match (at.map(|at| before.swap_remove(at).1), value) {
                (Some(Kept::Listener { ear, _hears }), Value::Hear(hear)) => {
                    ear.set(Some(hear));
                    Kept::Listener { ear, _hears }
                }
                (Some(same), _) => same,
                (None, value) => put(element, name, value),
            };
            self.0.push((name, now));
        }
    }
}

impl Kept {
    /// True if what is kept of one value serves another as well.
    fn goes_on(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text(before), Value::Text(now)) => before == now,
            (Self::Listener { .. }, Value::Hear(_)) => true,
            _ => false,
        }
    }
}
