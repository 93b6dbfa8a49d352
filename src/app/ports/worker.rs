//! What `rest-worker.js` says of the service worker and of what is kept, and what it is asked to do.

use web_sys::Event;

use super::dom;

/// Calls back when it has said something, here or in another window of this page.
pub fn listen(run: impl Fn() + Copy + 'static) {
    let Some(window) = web_sys::window() else { return };
    // the browser's own `storage` tells of other windows
    for name in ["whomet", "storage"] {
        dom::hear(&window, name, move |_| run());
    }
}

/// What it has said: `newer`, a new version of the page is there; `kept`, the data are those that were kept at
/// a moment; `saved`, there are selections; `forgotten`, nothing is kept any more.
pub fn said(what: &str) -> Option<String> {
    let root = web_sys::window()?.document()?.document_element()?;
    root.get_attribute(&format!("data-{what}"))
}

/// Asks it to forget everything that is kept.
pub fn forget() {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("whomet-forget")) {
        let _ = window.dispatch_event(&event);
    }
}

/// Loads the page again, which is how a new version begins.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}
