//! Names that every browser knows: of countries and of languages.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

/// The name of a country (`KZ`) in a language.
pub fn country_name(lang: &str, code: &str) -> Option<String> {
    display_name(lang, "region", code)
}

/// The name of a language (`ru`) in a language.
pub fn language_name(lang: &str, code: &str) -> Option<String> {
    display_name(lang, "language", code)
}

fn display_name(lang: &str, kind: &str, code: &str) -> Option<String> {
    let get = |of: &JsValue, key: &str| Reflect::get(of, &JsValue::from_str(key)).ok();
    let constructor: Function = get(&get(&js_sys::global(), "Intl")?, "DisplayNames")?.dyn_into().ok()?;
    let options = Object::new();
    for (key, value) in [("type", kind), ("fallback", "none")] {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    let names = Reflect::construct(&constructor, &Array::of2(&lang.into(), &options)).ok()?;
    let of: Function = get(&names, "of")?.dyn_into().ok()?;
    of.call1(&names, &code.into()).ok()?.as_string()
}
