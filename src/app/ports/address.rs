//! The address bar: the only store of what is shown.
//!
//! Beside each entry of the history lie the scroll position and what had the focus, so that Back and
//! Forward put both where they were.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, PopStateEvent, ScrollRestoration, Window};

use super::{dom, time};

fn window() -> Option<Window> {
    web_sys::window()
}

/// The query string, with its `?`.
pub fn query_string() -> String {
    window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The languages that the visitor reads, the dearest first, as the browser was told.
pub fn languages() -> Vec<String> {
    let tags = window().map(|window| window.navigator().languages()).unwrap_or_default();
    tags.iter().map(|tag| tag.as_string().unwrap_or_default()).collect()
}

/// A link as it can be sent to somebody.
pub fn absolute(link: &str) -> String {
    let location = window().map(|window| window.location());
    let origin_and_path = location.and_then(|l| Some(l.origin().ok()? + &l.pathname().ok()?));
    origin_and_path.unwrap_or_default() + link
}

/// Puts a link into the address bar: as a new entry, or in place of the present one.
pub fn go(link: &str, replace: bool) {
    let Some(window) = window() else { return };
    let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) else { return };
    let url = path + link;
    if replace {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url));
    } else {
        let _ = history.replace_state_with_url(&place(&window), "", None);
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&url));
    }
}

/// Shows a page from its beginning, with the focus on its heading.
pub fn land() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
    time::after_paint(|| dom::focus("h1", false));
}

/// Where the visitor is on the page.
fn place(window: &Window) -> JsValue {
    let place = js_sys::Object::new();
    let top = window.scroll_y().unwrap_or(0.0);
    let _ = Reflect::set(&place, &"top".into(), &JsValue::from_f64(top));
    let _ = Reflect::set(&place, &"focus".into(), &JsValue::from_str(&dom::focused().unwrap_or_default()));
    place.into()
}

fn restore(state: &JsValue) {
    let get = |key: &str| Reflect::get(state, &JsValue::from_str(key)).ok();
    let top = get("top").and_then(|top| top.as_f64()).unwrap_or(0.0);
    let focus = get("focus").and_then(|focus| focus.as_string()).unwrap_or_default();
    time::after_paint(move || {
        if let Some(window) = window() {
            window.scroll_to_with_x_and_y(0.0, top);
        }
        dom::refocus(&focus);
    });
}

/// Calls back when the visitor follows a link of the page (`true`), or goes Back or Forward (`false`).
pub fn listen(moved: impl Fn(String, bool) + Clone + 'static) {
    let Some(window) = window() else { return };
    if let Ok(history) = window.history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    let followed = moved.clone();
    dom::hear(&window, "click", move |event| {
        if let Some(link) = internal_link(&event) {
            event.prevent_default();
            followed(link, true);
        }
    });
    dom::hear(&window, "popstate", move |event| {
        moved(query_string(), false);
        restore(&event.unchecked_into::<PopStateEvent>().state());
    });
}

/// The link of the page that a plain click is on: those that begin with `?`.
fn internal_link(event: &Event) -> Option<String> {
    // the first button is number 0
    if ["ctrlKey", "metaKey", "shiftKey", "altKey", "button", "defaultPrevented"].iter().any(|it| dom::is(event, it)) {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    let href = target.closest("a[href]").ok().flatten()?.get_attribute("href")?;
    let link = href.starts_with('?').then_some(href)?;
    Some(if link == "?" { String::new() } else { link })
}
