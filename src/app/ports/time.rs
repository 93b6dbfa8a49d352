//! A clock for slicing work, and ways to let the browser breathe.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since the page began.
pub fn now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}

/// Lets the browser handle input and paint before going on.
pub async fn breathe() {
    sleep(0).await;
}

/// Waits.
pub async fn sleep(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// The visitor's day: year, month and day.
pub fn today() -> (i32, u8, u8) {
    let now = js_sys::Date::new_0();
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    (i32::try_from(now.get_full_year()).unwrap_or(0), part(now.get_month() + 1), part(now.get_date()))
}

/// Runs something after the changes made now have been painted.
pub fn after_paint(run: impl FnOnce() + 'static) {
    let frame = Closure::once_into_js(move || {
        let then = Closure::once_into_js(run);
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback(then.unchecked_ref());
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(frame.unchecked_ref());
    }
}
