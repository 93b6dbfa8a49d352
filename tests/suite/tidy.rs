//! The rules of the tree, read from the sources: which module may use which, how long a file and a
//! function may be, what must not be written, and under which licences the dependencies come.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Where a file is, and what of the rest it may use. The first line that fits counts.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model/", &["model"]),
    ("text/", &["text"]),
    ("source/", &["source", "model", "text", "serde", "serde_json"]),
    ("query/", &["query", "model"]),
    ("engine/", &["engine", "model", "text", "query"]),
    ("who/", &["who", "model", "text"]),
    ("pack/", &["pack", "model", "text", "query", "engine", "serde_json"]),
    ("export/", &["export", "model", "query"]),
    ("keep/", &["keep", "export", "model"]),
    ("lib.rs", &[]),
    // beside the standard library, so anybody may use it
    ("order.rs", &[]),
    (
        "bin/",
        &["model", "text", "source", "query", "engine", "pack", "export", "serde", "serde_json", "std::fs", "a clock"],
    ),
    ("app/ports/", &["app/ports", "model", "text", "query", "leptos", "a browser", "a clock"]),
    (
        "app/views/",
        &[
            "app/views",
            "app/state",
            "app/boot",
            "app/i18n",
            "model",
            "text",
            "query",
            "engine",
            "who",
            "export",
            "keep",
            "leptos",
        ],
    ),
    ("app/i18n/", &["app/i18n", "app/state", "model", "query", "engine", "source", "export"]),
    ("app/mod.rs", &["app/views", "app/state", "app/boot", "app/i18n", "app/ports", "model", "query", "leptos"]),
    (
        "app/",
        &[
            "app/state",
            "app/boot",
            "app/i18n",
            "app/ports",
            "model",
            "text",
            "source",
            "query",
            "engine",
            "export",
            "keep",
            "pack",
            "leptos",
        ],
    ),
    ("main.rs", &["app/mod.rs", "a browser"]),
];

/// Crates and parts of the standard library that only some modules may use.
const OUTSIDE: &[(&str, &str)] = &[
    ("web_sys", "a browser"),
    ("js_sys", "a browser"),
    ("gloo_net", "a browser"),
    ("wasm_bindgen", "a browser"),
    ("wasm_bindgen_futures", "a browser"),
    ("leptos", "leptos"),
    ("serde", "serde"),
    ("serde_json", "serde_json"),
    ("Instant", "a clock"),
    ("SystemTime", "a clock"),
];

const MAX_LINES: usize = 600;
const MAX_FUNCTION_LINES: usize = 70;

/// Licences that let anybody use what is built from here, with no more than a notice.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Unicode-3.0",
    "Zlib",
    "CC0-1.0",
    "Unlicense",
    "BSL-1.0",
    "0BSD",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file below a directory: its path from there, and its text.
fn sources(below: &str) -> Vec<(String, String)> {
    let top = root().join(below);
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![top.clone()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.extend((!path.ends_with("node_modules")).then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&top).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The code of a source: comments and what is inside quotes are blanks, lines stay lines.
fn code(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    let blank = |text: &str| -> String { text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect() };
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if first == '"' {
            quoted(rest)
        } else if let Some(hashes) = raw_quote(&out, rest) {
            let end = format!("\"{}", "#".repeat(hashes));
            let start = hashes + 2;
            start + rest[start..].find(&end).map_or(rest.len() - start, |at| at + end.len())
        } else if first == '\'' {
            character(rest)
        } else {
            0
        };
        if skipped == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            out += &blank(&rest[..skipped]);
            rest = &rest[skipped..];
        }
    }
    out
}

/// The length of the string literal that a text begins with.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}

/// How many `#` the raw string has that begins here, if one does.
fn raw_quote(before: &str, text: &str) -> Option<usize> {
    let word = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() && c != 'b' || c == '_');
    let hashes = text.strip_prefix('r').filter(|_| !word)?;
    let count = hashes.bytes().take_while(|b| *b == b'#').count();
    hashes[count..].starts_with('"').then_some(count)
}

/// The length of the character literal that a text begins with; 0 if it is a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((after, _))) => text[after + 1..].find('\'').map_or(0, |at| after + 1 + at + 1),
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 0,
    }
}

/// What a file uses: modules of ours as paths (`model`, `app/views`), and names from [`OUTSIDE`].
fn used(file: &str, code: &str) -> Vec<String> {
    let mut used = Vec::new();
    let page = file.starts_with("app/") || file == "main.rs";
    let home: Vec<&str> = file.trim_end_matches(".rs").trim_end_matches("/mod").split('/').collect();
    for (at, word) in words(code) {
        let before = code[..at].trim_end();
        let after = &code[at + word.len()..];
        if let Some((_, name)) = OUTSIDE.iter().find(|(known, _)| *known == word)
            && (after.starts_with("::") || before.ends_with("use") || before.ends_with("::"))
        {
            used.push((*name).to_owned());
        }
        if word == "fs" && before.ends_with("std::") {
            used.push("std::fs".to_owned());
        }
        let first = !before.ends_with("::");
        match word {
            "whomet" if first && after.starts_with("::") => used.extend(paths(&[], &after[2..], 1)),
            "crate" if after.starts_with("::") => used.extend(paths(&[], &after[2..], if page { 2 } else { 1 })),
            "super" if first && after.starts_with("::") => {
                let mut up = 1;
                let mut rest = &after[2..];
                while let Some(higher) = rest.strip_prefix("super::") {
                    (up, rest) = (up + 1, higher);
                }
                let base = &home[..home.len().saturating_sub(up)];
                used.extend(paths(base, rest, if page { 2 } else { 1 }));
            }
            _ => {}
        }
    }
    used
}

/// The words of a piece of code, with their places.
fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.split(move |c| !part(c))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - code.as_ptr() as usize, word))
}

/// The paths, cut to `depth` names, that a `use` or an expression goes on to from `base`.
fn paths(base: &[&str], rest: &str, depth: usize) -> Vec<String> {
    if base.len() >= depth {
        return vec![base[..depth].join("/")];
    }
    let branches: Vec<&str> = match rest.strip_prefix('{') {
        Some(group) => branches(group),
        None => vec![rest],
    };
    let go_on = |branch: &str| {
        let branch = branch.trim_start();
        let name = branch.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
        let base: Vec<&str> = base.iter().copied().chain([name]).collect();
        match branch[name.len()..].strip_prefix("::") {
            Some(rest) if base.len() < depth => paths(&base, rest, depth),
            _ => vec![base.join("/")],
        }
    };
    branches.into_iter().flat_map(go_on).collect()
}

/// What stands between the commas of a group, up to its end.
fn branches(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                found.push(&group[start..at]);
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found.retain(|branch| !branch.trim().is_empty());
    found
}

/// Each function's name and how many lines it has.
fn functions(code: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, _) in words(code).filter(|(_, word)| *word == "fn") {
        let name: String =
            code[at + 2..].trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let Some(open) = code[at..].find(['{', ';']).filter(|open| code[at + open..].starts_with('{')) else {
            continue;
        };
        let mut depth = 0;
        let end = code[at + open..].char_indices().find(|(_, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth == 0
        });
        let body = &code[at..at + open + end.map_or(0, |(end, _)| end)];
        if !name.is_empty() {
            found.push((name, body.lines().count()));
        }
    }
    found
}

#[test]
fn modules_use_only_what_they_may() {
    let ours = ["model", "text", "source", "query", "engine", "who", "export", "keep", "pack"];
    let mut broken = Vec::new();
    for (file, source) in sources("src") {
        let Some((_, may)) = MAY_USE.iter().find(|(place, _)| file.starts_with(place)) else {
            broken.push(format!("src/{file} has no line in the table"));
            continue;
        };
        let known = |name: &&String| {
            ours.contains(&name.as_str())
                || ["app/views", "app/state", "app/boot", "app/i18n", "app/ports", "std::fs"].contains(&name.as_str())
                || OUTSIDE.iter().any(|(_, outside)| outside == name)
        };
        let mut used = used(&file, &code(&source));
        used.sort();
        used.dedup();
        for name in used.iter().filter(known).filter(|name| !may.contains(&name.as_str())) {
            broken.push(format!("src/{file} uses {name}"));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn files_say_what_they_are_for_and_stay_short() {
    let mut broken = Vec::new();
    for top in ["src", "tests"] {
        for (file, source) in sources(top) {
            if !source.starts_with("//!") {
                broken.push(format!("{top}/{file} does not begin with //!"));
            }
            let lines = source.lines().count();
            if lines > MAX_LINES {
                broken.push(format!("{top}/{file} has {lines} lines"));
            }
            let long = functions(&code(&source)).into_iter().filter(|(_, lines)| *lines > MAX_FUNCTION_LINES);
            broken.extend(long.map(|(name, lines)| format!("{top}/{file}: {name} has {lines} lines")));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn nothing_is_silenced_or_left_undone() {
    let mut broken = Vec::new();
    for top in ["src", "tests"] {
        for (file, source) in sources(top) {
            let code = code(&source);
            for never in ["#[allow(", "#![allow(", "todo!", "unimplemented!", "dbg!"] {
                if code.contains(never) {
                    broken.push(format!("{top}/{file} has {never}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// The policy of the page forbids both; a browser would drop them without a word.
#[test]
fn no_style_and_no_script_is_inline() {
    let mut broken = Vec::new();
    for (file, source) in sources("src").into_iter().filter(|(file, _)| file.starts_with("app/")) {
        // in code, where the text of an attribute is blank already, and a `style:width=` is no match
        let code = code(&source);
        if [" style=", "\tstyle=", "\nstyle=", "<style", "<script", "inner_html"]
            .iter()
            .any(|never| code.contains(never))
        {
            broken.push(format!("src/{file}"));
        }
        if source.contains("\"style\"") || source.contains("set_inner_html") {
            broken.push(format!("src/{file}"));
        }
    }
    let page = fs::read_to_string(root().join("index.html")).unwrap_or_default();
    let events = page.split_whitespace().any(|word| word.starts_with("on") && word.contains('='));
    let scripts =
        page.split("<script").skip(1).any(|script| !script.split('>').next().unwrap_or_default().contains("src="));
    if page.contains(" style=") || page.contains("<style") || events || scripts {
        broken.push("index.html".to_owned());
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn dependencies_are_free_to_use() {
    let version = String::from_utf8(cargo(&["-vV"]).unwrap()).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    assert_eq!(unfree(host), Some(Vec::new()));
    // a clean checkout has not fetched the crates of the page yet
    assert_eq!(unfree("wasm32-unknown-unknown").unwrap_or_default(), Vec::<String>::new());
}

/// The packages for a target that are under none of [`LICENCES`]; `None` if they are not all here.
fn unfree(target: &str) -> Option<Vec<String>> {
    let metadata = ["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", target];
    let metadata: Value = serde_json::from_slice(&cargo(&metadata)?).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(!packages.is_empty());
    let free = |package: &&Value| !package["license"].as_str().is_some_and(is_free);
    Some(packages.iter().filter(free).map(|package| format!("{}: {}", package["name"], package["license"])).collect())
}

fn cargo(arguments: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    output.status.success().then_some(output.stdout)
}

/// True if one may choose among [`LICENCES`] so that an SPDX expression is met.
fn is_free(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any(&words, &mut at) && at == words.len()
}

fn any(words: &[&str], at: &mut usize) -> bool {
    let mut met = all(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(words, at);
    }
    met
}

fn all(words: &[&str], at: &mut usize) -> bool {
    let mut met = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at);
    }
    met
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let met = any(words, at);
        *at += 1;
        return met;
    }
    if words.get(*at) == Some(&"WITH") {
        // an exception only ever gives more
        *at += 2;
    }
    LICENCES.contains(&word)
}

#[test]
fn licences_are_read_as_expressions() {
    for (expression, free) in [
        ("MIT", true),
        ("MIT OR Apache-2.0", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0-only", false),
        ("GPL-3.0-only OR MIT", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("MIT AND GPL-3.0-only", false),
        ("MIT AND (GPL-3.0-only OR ISC)", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("", false),
        ("MIT MIT", false),
    ] {
        assert_eq!(is_free(expression), free, "{expression}");
    }
}

#[test]
fn the_reader_of_sources_sees_what_is_code() {
    let source = "use crate::{model::{A, B}, text}; // crate::engine\nfn f<'a>(x: &'a str) -> char { '{' }\n\
        const S: &str = r#\"whomet::pack \" \"#; let t = \"fn g() {\\\"\"; super::super::query::x(); use whomet::source;";
    let code = code(source);
    assert_eq!(used("engine/index.rs", &code), ["model", "text", "query", "source"]);
    assert_eq!(functions(&code), [("f".to_owned(), 1)]);
    assert_eq!(code.lines().count(), 3);
    assert_eq!(
        used("app/views/cards.rs", "use super::super::ports::net; use crate::app::{state, ports};"),
        ["app/ports", "app/state", "app/ports"]
    );
    assert_eq!(
        used("app/state.rs", "use super::views; use web_sys::Window; use std::fs;"),
        ["app/views", "a browser", "std::fs"]
    );
}
