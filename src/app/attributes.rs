//! What an element has beside its children: attributes, properties, styles and what hears its events.
//!
//! Leptos has a type for each of these and for each kind of value, and erases them one by one. Here all
//! that an element has is one value that Leptos sees as one attribute.

use std::borrow::Cow;
use std::mem;
use std::sync::{Arc, Mutex};

use leptos::prelude::RenderEffect;
use leptos::tachys::html::attribute::{Attribute, NextAttribute};
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

/// All that an element has, by name. Leptos wants attributes that can be cloned; whichever clone is
/// built first has them.
#[derive(Clone)]
pub struct Attributes(Arc<Mutex<Named>>);

/// Values with their names.
pub type Named = Vec<(&'static str, Value)>;

impl Attributes {
    /// Hands these to Leptos.
    pub fn new(values: Named) -> Self {
        Self(Arc::new(Mutex::new(values)))
    }

    fn take(&self) -> Named {
        self.0.lock().map(|mut values| mem::take(&mut *values)).unwrap_or_default()
    }
}

/// What has to be kept of a value while the element stands.
enum Kept {
    Text(Cow<'static, str>),
    Live { _follows: RenderEffect<Option<String>> },
    Listener { _hears: RemoveEventHandler<Element> },
    Nothing,
}

/// An element and what it has.
pub struct Holder {
    element: Element,
    kept: Vec<(&'static str, Kept)>,
}

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
        Value::Hear(mut hear) => {
            let hear = Box::new(move |event| hear(Heard::new(event)));
            Kept::Listener { _hears: Rndr::add_event_listener(element, name, hear) }
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

impl Attribute for Attributes {
    const MIN_LENGTH: usize = 0;

    type State = Holder;
    type AsyncOutput = Self;
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn html_len(&self) -> usize {
        0
    }

    // the page is only ever drawn in a browser
    fn to_html(self, _: &mut String, _: &mut String, _: &mut String, _: &mut String) {}

    fn hydrate<const FROM_SERVER: bool>(self, element: &Element) -> Holder {
        self.build(element)
    }

    fn build(self, element: &Element) -> Holder {
        let kept = self.take().into_iter().map(|(name, value)| (name, put(element, name, value))).collect();
        Holder { element: element.clone(), kept }
    }

    fn rebuild(self, state: &mut Holder) {
        let Holder { element, kept } = state;
        let before = mem::take(kept);
        let values = self.take();
        for (name, _) in &before {
            if !values.iter().any(|(other, _)| other == name) {
                Rndr::remove_attribute(element, name);
            }
        }
        for (name, value) in values {
            let stays = matches!(&value, Value::Text(text) if before.iter().any(
                |(other, kept)| *other == name && matches!(kept, Kept::Text(before) if before == text)
            ));
            let now = match value {
                Value::Text(text) if stays => Kept::Text(text),
                value => put(element, name, value),
            };
            kept.push((name, now));
        }
    }

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }
}

impl NextAttribute for Attributes {
    type Output<Next: Attribute> = (Self, Next);

    fn add_any_attr<Next: Attribute>(self, next: Next) -> (Self, Next) {
        (self, next)
    }
}
