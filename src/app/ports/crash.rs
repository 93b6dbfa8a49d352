//! A panic leaves a page that looks alive and is not. The hook shows a notice that stands in
//! `index.html`, outside everything that Leptos draws, with a link to load the page again.

use wasm_bindgen::JsValue;

/// Installs the hook.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
        let notice = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("crash"));
        if let Some(notice) = notice {
            let _ = notice.remove_attribute("hidden");
        }
    }));
}
