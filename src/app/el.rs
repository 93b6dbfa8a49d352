//! Elements with one type for all of them.
//!
//! Leptos gives every `view!` a type of its own, and the compiler writes building and rebuilding
//! anew for each: built that way the page was 295 kB of wasm (brotli), see ARCHITECTURE.md. Here an
//! element is plain data, from which `standing.rs` builds what stands in the document.

use std::borrow::Cow;

use whomet::query::MAX_WORDS_BYTES;

use super::attributes::{Named, Value};
pub use super::ports::dom::Heard;
pub use super::ports::picture::Shape;

/// An element under construction. One pointer, because it is moved a great deal.
pub struct El(Box<Inner>);

/// What an element is made of.
pub struct Inner {
    pub tag: &'static str,
    pub attributes: Named,
    pub children: Vec<Child>,
}

/// Something that can stand among the children of an element.
pub enum Child {
    /// Text: only ever a text node.
    Text(Cow<'static, str>),
    /// An element.
    El(El),
    /// What a function of signals says.
    Live(Box<Draw>),
}

/// Adds the children that signals ask for now.
pub type Draw = dyn Fn(&mut Vec<Child>) + Send;

/// Begins an element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Inner { tag, attributes: Vec::new(), children: Vec::new() }))
}

/// Begins an element of a class.
#[inline(never)]
pub fn of(tag: &'static str, class: &'static str) -> El {
    el(tag).attr("class", class)
}

impl El {
    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.set(name, Value::Text(value.into()))
    }

    /// Sets an attribute, if there is a value.
    #[inline(never)]
    pub fn attr_some(self, name: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Keeps an attribute at what a function of signals says.
    pub fn attr_live(self, name: &'static str, value: impl Fn() -> Option<String> + Send + 'static) -> Self {
        self.set(name, Value::Live(false, Box::new(value)))
    }

    /// Keeps a property, which for a form field is what it holds now, at what a function says.
    pub fn prop_live(self, name: &'static str, value: impl Fn() -> String + Send + 'static) -> Self {
        self.set(name, Value::Live(true, Box::new(move || Some(value()))))
    }

    /// Ticks a checkbox or selects an option.
    #[inline(never)]
    pub fn flag(self, name: &'static str, value: bool) -> Self {
        self.set(name, Value::Flag(value))
    }

    /// Sets one property of the style, through the object model: the policy forbids it in markup.
    pub fn style(self, name: &'static str, value: String) -> Self {
        self.set(name, Value::Style(value))
    }

    /// Draws a picture inside, which must be all that is inside.
    pub fn picture(self, picture: Shape) -> Self {
        self.set("picture", Value::Picture(picture))
    }

    /// Hears an event.
    pub fn on(self, name: &'static str, hear: impl FnMut(Heard) + Send + 'static) -> Self {
        self.set(name, Value::Hear(Box::new(hear)))
    }

    /// Hears what a field holds whenever that changes, but not the half-typed words of an input method. It takes no
    /// more than is read: to lay out a hundred thousand marks on one letter takes a browser a minute.
    pub fn on_typed(self, hear: impl Fn(String) + Clone + Send + 'static) -> Self {
        let ended = hear.clone();
        let typed = move |event: Heard| {
            if !event.is("isComposing") {
                hear(event.value());
            }
        };
        // the last `input` of a composition comes before its end in some browsers, and after it in others
        let limited = self.attr("maxlength", MAX_WORDS_BYTES.to_string());
        limited.on("input", typed).on("compositionend", move |event| ended(event.value()))
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: Value) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    /// Adds children.
    pub fn with(mut self, parts: impl Parts) -> Self {
        parts.add_to(&mut self.0.children);
        self
    }

    /// Adds children that follow signals.
    pub fn live<P: Parts>(self, parts: impl Fn() -> P + Send + 'static) -> Self {
        self.with(Child::Live(Box::new(move |children| parts().add_to(children))))
    }

    /// What it is made of.
    pub fn taken_apart(self) -> Inner {
        *self.0
    }
}

/// What may be given as children: elements, text, options and lists of them, tuples.
pub trait Parts {
    /// Puts them at the end of a list.
    fn add_to(self, children: &mut Vec<Child>);
}

impl Parts for Child {
    #[inline(never)]
    fn add_to(self, children: &mut Vec<Child>) {
        children.push(self);
    }
}
impl Parts for El {
    #[inline(never)]
    fn add_to(self, children: &mut Vec<Child>) {
        Child::El(self).add_to(children);
    }
}
impl Parts for String {
    #[inline(never)]
    fn add_to(self, children: &mut Vec<Child>) {
        Child::Text(Cow::Owned(self)).add_to(children);
    }
}
impl Parts for &'static str {
    #[inline(never)]
    fn add_to(self, children: &mut Vec<Child>) {
        Child::Text(Cow::Borrowed(self)).add_to(children);
    }
}
impl<P: Parts> Parts for Option<P> {
    #[inline(never)]
    fn add_to(self, children: &mut Vec<Child>) {
        if let Some(part) = self {
            part.add_to(children);
        }
    }
}
impl<P: Parts> Parts for Vec<P> {
    #[inline(never)]
    fn add_to(self, children: &mut Vec<Child>) {
        self.into_iter().for_each(|part| part.add_to(children));
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)+) => {$(
        impl<$($name: Parts),+> Parts for ($($name,)+) {
            fn add_to(self, children: &mut Vec<Child>) {
                #[expect(non_snake_case, reason = "one name for the type and its value")]
                let ($($name,)+) = self;
                $($name.add_to(children);)+
            }
        }
    )+};
}
tuples! { A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H; }
