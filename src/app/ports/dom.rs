//! The few things that are done to the document beside drawing into it.

use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Element, Event, EventTarget, HtmlDialogElement, HtmlElement, IntersectionObserver,
    IntersectionObserverEntry, IntersectionObserverInit,
};

/// An event that was heard, and what a view may ask of it.
pub struct Heard(Event);

impl Heard {
    /// What the browser calls back with.
    pub fn new(event: JsValue) -> Self {
        Self(event.unchecked_into())
    }

    /// What the form field holds now.
    pub fn value(&self) -> String {
        self.get(self.0.target().as_ref().map(AsRef::as_ref), "value")
    }

    /// Which key was pressed; none while an input method is composing, whose keys they are.
    pub fn key(&self) -> String {
        if self.is("isComposing") {
            return String::new();
        }
        self.get(Some(&self.0), "key")
    }

    /// True if the focus goes from inside what hears this to somewhere else.
    pub fn leaves(&self) -> bool {
        let to = js_sys::Reflect::get(&self.0, &JsValue::from_str("relatedTarget")).unwrap_or(JsValue::NULL);
        let within = self.0.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        !within.is_some_and(|within| within.contains(to.dyn_ref()))
    }

    /// The id of what it happened to, or of what that stands in.
    pub fn id(&self) -> String {
        let target = self.0.target().and_then(|target| target.dyn_into::<Element>().ok());
        let named = target.and_then(|element| element.closest("[id]").ok().flatten());
        named.map(|element| element.id()).unwrap_or_default()
    }

    /// True if what it happened to is open.
    pub fn is_open(&self) -> bool {
        self.0.target().is_some_and(|target| {
            js_sys::Reflect::get(&target, &JsValue::from_str("open")).is_ok_and(|open| open.is_truthy())
        })
    }

    /// Nobody else hears of it, and the browser does nothing of its own.
    pub fn stop(&self) {
        self.0.prevent_default();
        self.0.stop_propagation();
    }

    /// True if something that it says of itself is.
    pub fn is(&self, what: &str) -> bool {
        is(&self.0, what)
    }

    /// A number that it says of itself, such as where it happened.
    pub fn number(&self, what: &str) -> f64 {
        let value = js_sys::Reflect::get(&self.0, &JsValue::from_str(what)).ok();
        value.and_then(|value| value.as_f64()).unwrap_or(0.0)
    }

    /// Where it happened in what hears it: from 0 at the left edge to 1 at the right.
    pub fn place(&self) -> f64 {
        let element = self.0.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        let place = element.map(|element| element.get_bounding_client_rect());
        place.map_or(0.0, |place| (self.number("clientX") - place.left()) / place.width().max(1.0))
    }

    /// Hears this pointer from now on, wherever it goes, until it goes up.
    pub fn capture(&self) {
        if let Some(element) = self.0.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // refused only if the pointer is gone
            let _ = element.set_pointer_capture(self.number("pointerId") as i32);
        }
    }

    /// Keeps the browser from doing what it would do.
    pub fn prevent(&self) {
        self.0.prevent_default();
    }

    fn get(&self, of: Option<&JsValue>, key: &str) -> String {
        let value = of.and_then(|of| js_sys::Reflect::get(of, &JsValue::from_str(key)).ok());
        value.and_then(|value| value.as_string()).unwrap_or_default()
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element that the page is drawn into, emptied of its skeleton.
pub fn empty_root() -> HtmlElement {
    let root = document().and_then(|document| document.get_element_by_id("app"));
    let root = root.expect("index.html has an element #app");
    root.set_text_content(None);
    root.unchecked_into()
}

/// Sets a property of an element.
pub fn set_property(element: &Element, name: &str, value: impl Into<JsValue>) {
    let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), &value.into());
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets the language and the direction of writing of the document.
pub fn set_language(lang: &str, direction: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", lang);
        let _ = root.set_attribute("dir", direction);
    }
}

/// Sets the text of the first element that a selector finds.
pub fn set_text(selector: &str, text: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found {
        element.set_text_content(Some(text));
    }
}

/// What a field holds.
pub fn held(id: &str) -> String {
    let field = document().and_then(|document| document.get_element_by_id(id));
    let value = field.and_then(|field| js_sys::Reflect::get(&field, &JsValue::from_str("value")).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Puts the focus on the first element that a selector finds; `scroll` brings it into view.
pub fn focus(selector: &str, scroll: bool) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found {
        focus_on(&element, scroll);
    }
}

/// Puts the focus on one of the elements of a picture, to which the Tab key then comes as well.
pub fn rove(id: &str) {
    let Some(element) = document().and_then(|document| document.get_element_by_id(id)) else { return };
    let picture = element.closest("svg").ok().flatten();
    if let Some(before) = picture.and_then(|it| it.query_selector("[tabindex='0']").ok().flatten()) {
        let _ = before.set_attribute("tabindex", "-1");
    }
    let _ = element.set_attribute("tabindex", "0");
    focus_on(&element, true);
}

/// True if the window is too narrow for two columns.
pub fn is_narrow() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64());
    width.is_some_and(|width| width <= 832.0)
}

/// True if the window shows the beginning of the page, or little less.
pub fn is_at_top() -> bool {
    web_sys::window().and_then(|window| window.scroll_y().ok()).is_some_and(|y| y < 200.0)
}

/// Shows an element from its beginning, with the focus on it.
pub fn begin_at(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found {
        element.scroll_into_view();
        focus_on(&element, false);
    }
}

/// Puts the focus on the first element that a selector finds, if what had it is gone.
pub fn catch_focus(selector: &str) {
    let lost = document().and_then(|d| d.active_element()).is_none_or(|element| element.tag_name() == "BODY");
    if lost {
        focus(selector, false);
    }
}

fn focus_on(element: &Element, scroll: bool) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(!scroll);
    let _ = element.unchecked_ref::<HtmlElement>().focus_with_options(&options);
}

/// What has the focus, described well enough to find it again: `#id`, or `>` and the address of a link.
pub fn focused() -> Option<String> {
    let element = document()?.active_element()?;
    if !element.id().is_empty() {
        return Some(format!("#{}", element.id()));
    }
    element.get_attribute("href").map(|href| format!(">{href}"))
}

/// Puts the focus back where [`focused`] found it.
pub fn refocus(described: &str) {
    let Some(document) = document() else { return };
    let found = match described.split_at_checked(1) {
        Some(("#", id)) => document.get_element_by_id(id),
        Some((">", href)) => {
            let links = document.links();
            let links = (0..links.length()).filter_map(|at| links.item(at));
            links.into_iter().find(|link| link.get_attribute("href").as_deref() == Some(href))
        }
        _ => None,
    };
    if let Some(element) = found {
        focus_on(&element, false);
    }
}

/// Calls back for keys that are pressed while nobody is typing; `Escape` always. The callback says
/// whether it took the key.
pub fn on_key(take: impl Fn(&str, bool) -> bool + 'static) {
    let Some(document) = document() else { return };
    hear(&document, "keydown", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let typing = target.is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                && element.get_attribute("type").is_none_or(|kind| kind != "checkbox")
        });
        let plain = !["ctrlKey", "metaKey", "altKey"].iter().any(|key| is(&event, key));
        let event = Heard(event);
        if plain && (!typing || event.key() == "Escape") && take(&event.key(), typing) {
            event.prevent();
        }
    });
}

/// Hears an event for as long as the window stands. All that is heard is called back in one way: each
/// further one is code on both sides.
pub fn hear(on: &EventTarget, name: &str, mut hear: impl FnMut(Event) + 'static) {
    let heard = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| hear(event.unchecked_into()));
    let _ = on.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
    heard.forget();
}

/// True if something that an event says of itself is.
pub fn is(event: &Event, what: &str) -> bool {
    js_sys::Reflect::get(event, &JsValue::from_str(what)).is_ok_and(|value| value.is_truthy())
}

/// A watch for an element to come near the window. Dropped, it stops.
pub struct Watch {
    observer: IntersectionObserver,
    _called: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back once when an element comes within some screenful of the window.
pub fn when_seen(id: &str, run: impl Fn() + 'static) -> Option<Watch> {
    let element = document()?.get_element_by_id(id)?;
    let mut waiting = true;
    let called = Closure::<dyn FnMut(JsValue)>::new(move |entries: JsValue| {
        let entries: js_sys::Array = entries.unchecked_into();
        let near = |entry: JsValue| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting();
        if waiting && entries.iter().any(near) {
            waiting = false;
            run();
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin("600px");
    let observer = IntersectionObserver::new_with_options(called.as_ref().unchecked_ref(), &options).ok()?;
    observer.observe(&element);
    Some(Watch { observer, _called: called })
}

/// Adds a style sheet that lies beside the page, once, and waits for it, but not for long.
pub async fn need_style(name: &'static str) {
    let Some((document, head)) = document().and_then(|document| Some((document.clone(), document.head()?))) else {
        return;
    };
    if document.get_element_by_id(name).is_some() {
        return;
    }
    let Ok(link) = document.create_element("link") else { return };
    for (key, value) in [("id", name), ("rel", "stylesheet"), ("href", name)] {
        let _ = link.set_attribute(key, value);
    }
    let come = js_sys::Promise::new(&mut |resolve, _| {
        for event in ["load", "error"] {
            let _ = link.add_event_listener_with_callback(event, &resolve);
        }
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 2_000);
        }
    });
    let _ = head.append_child(&link);
    let _ = wasm_bindgen_futures::JsFuture::from(come).await;
}

/// Puts the focus on a field and selects what it holds, to be copied by hand.
pub fn select(id: &str) {
    let Some(element) = document().and_then(|document| document.get_element_by_id(id)) else { return };
    focus_on(&element, true);
    if let Ok(select) = js_sys::Reflect::get(&element, &JsValue::from_str("select")) {
        let _ = select.unchecked_into::<js_sys::Function>().call0(&element);
    }
}

/// Opens a dialog so that the keyboard stays in it until it is closed.
pub fn show_modal(id: &str) {
    let dialog = document().and_then(|document| document.get_element_by_id(id));
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        // refused only if it is open already
        let _ = dialog.show_modal();
    }
}
