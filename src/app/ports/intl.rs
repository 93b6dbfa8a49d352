//! What every browser knows of languages: names of countries and languages, numbers, plurals, lists and
//! the order of names.

use std::cell::RefCell;
use std::cmp::Ordering;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use whomet::model::plain_number;

thread_local! {
    /// What was asked for before, by what it is and its language: making one takes longer than using it.
    static MADE: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// The name of a country (`region`, `KZ`) or of a language (`language`, `ru`) in a language.
pub fn name_of(kind: &str, lang: &str, code: &str) -> Option<String> {
    let options = [("type", kind.into()), ("fallback", "none".into())];
    let names = made("DisplayNames", lang, kind, &options)?;
    call(&names, "of", &[code.into()])?.as_string()
}

/// A number in digits, with up to six decimals.
pub fn number(lang: &str, number: f64) -> String {
    if number.fract() == 0.0 && (0.0..1000.0).contains(&number) && has_plain_digits(lang) {
        return plain_number(number);
    }
    formatted(lang, number)
}

/// Whether a language writes the digits of small numbers as programs do. Most numbers of a page are small, and to
/// ask the browser for each was a twelfth of what drawing takes.
fn has_plain_digits(lang: &str) -> bool {
    let key = ["digits", lang].join(" ");
    let known = MADE.with_borrow(|all| all.iter().find(|(other, _)| *other == key).map(|(_, it)| it.is_truthy()));
    known.unwrap_or_else(|| {
        let plain = formatted(lang, 789.0) == "789" && formatted(lang, 456.0) == "456";
        MADE.with_borrow_mut(|all| all.push((key, plain.into())));
        plain
    })
}

fn formatted(lang: &str, number: f64) -> String {
    let options = [("maximumFractionDigits", 6.into())];
    let format = made("NumberFormat", lang, "", &options);
    let digits = format.and_then(|format| call(&format, "format", &[number.into()])?.as_string());
    digits.unwrap_or_else(|| plain_number(number))
}

/// The case of a number: `one`, `few`, `many`, `other` and so on.
pub fn plural(lang: &str, number: f64) -> String {
    let rules = made("PluralRules", lang, "", &[]);
    let case = rules.and_then(|rules| call(&rules, "select", &[number.into()])?.as_string());
    case.unwrap_or_default()
}

/// What stands between each two of so many things in a list.
pub fn separators(lang: &str, count: usize) -> Option<Vec<String>> {
    let format = made("ListFormat", lang, "", &[])?;
    let things: Array = (0..count).map(|_| JsValue::from_str("x")).collect();
    let parts: Array = call(&format, "formatToParts", &[things.into()])?.dyn_into().ok()?;
    let literal = |part: JsValue| {
        let separates = get(&part, "type")?.as_string()? == "literal";
        separates.then(|| get(&part, "value")?.as_string()).flatten()
    };
    Some(parts.iter().filter_map(literal).collect())
}

/// Which of two names comes first.
pub fn compare(lang: &str, one: &str, other: &str) -> Ordering {
    let collator = made("Collator", lang, "", &[]);
    let order = collator.and_then(|collator| call(&collator, "compare", &[one.into(), other.into()])?.as_f64());
    order.and_then(|order| order.partial_cmp(&0.0)).unwrap_or(Ordering::Equal)
}

fn made(what: &str, lang: &str, kind: &str, options: &[(&str, JsValue)]) -> Option<JsValue> {
    let key = [what, lang, kind].join(" ");
    let known = |all: &[(String, JsValue)]| all.iter().find(|(other, _)| *other == key).map(|(_, it)| it.clone());
    if let Some(known) = MADE.with_borrow(|all| known(all)) {
        return Some(known);
    }
    let constructor: Function = get(&get(&js_sys::global(), "Intl")?, what)?.dyn_into().ok()?;
    let all = Object::new();
    for (key, value) in options {
        Reflect::set(&all, &JsValue::from_str(key), value).ok()?;
    }
    let made = Reflect::construct(&constructor, &Array::of2(&lang.into(), &all)).ok()?;
    MADE.with_borrow_mut(|all| all.push((key, made.clone())));
    Some(made)
}

fn call(on: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(on, method)?.dyn_into().ok()?;
    method.apply(on, &arguments.iter().cloned().collect()).ok()
}

fn get(of: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(of, &JsValue::from_str(key)).ok()
}
