//! Files that are made to take much memory or a deep stack are refused or read, and neither is exhausted.

use std::process::Command;

use super::Desk;

/// How deep things stand within each other.
const DEEP: usize = 200_000;
/// How long a text is.
const LONG: usize = 8_000_000;

/// Imports a file where there is no more room than for some copies of it.
fn import(kind: &str, file: &[u8]) -> (Option<i32>, String) {
    let desk = Desk::new();
    std::fs::write(desk.0.join("file"), file).unwrap();
    let script = format!("ulimit -v 400000; exec '{}' import {kind} file -o out.json", env!("CARGO_BIN_EXE_whomet"));
    let run = Command::new("sh").args(["-c", &script]).current_dir(&desk.0).output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    // what is written is whole, and not larger than what was read by much
    let written = std::fs::read(desk.0.join("out.json")).unwrap_or_default();
    assert!(written.len() < 2 * file.len() + 10_000, "{kind}: {} bytes", written.len());
    assert!(written.is_empty() || serde_json::from_slice::<serde::de::IgnoredAny>(&written).is_ok(), "{kind}");
    (run.status.code(), said)
}

/// What is written many times, around something.
fn nested(before: &str, within: &str, after: &str) -> String {
    format!("{}{within}{}", before.repeat(DEEP), after.repeat(DEEP))
}

#[test]
fn what_is_nested_deeply_is_refused() {
    let lists = nested("[", "", "]");
    let objects = nested("{\"children\":[", "", "]}");
    let feed = format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":[{lists}]}}");
    let rss = format!("<rss><channel><title>t</title><item>{}</item></channel></rss>", nested("<b>", "x", "</b>"));
    let html =
        format!("<rss><channel><item><title>{}</title></item></channel></rss>", nested("&lt;b>", "x", "&lt;/b>"));
    let events = format!("{{\"events\":[{objects}]}}");
    let entity = format!("{{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{objects}}}");
    for (kind, text) in [
        ("feed", &feed),
        ("feed", &rss),
        ("feed", &lists),
        ("popolo", &events),
        ("popolo", &objects),
        ("followthemoney", &entity),
        ("followthemoney", &lists),
    ] {
        let (status, said) = import(kind, text.as_bytes());
        assert_eq!(status, Some(2), "{kind}: {said}");
        assert!(said.starts_with("whomet: import: file:1"), "{kind}: {said}");
        assert!(said.len() < 1_000, "{kind}: {said}");
    }
    // markup within a text is taken out, however deep
    let (status, said) = import("feed", html.as_bytes());
    assert!(matches!(status, Some(0 | 1)), "{said}");
}

#[test]
fn one_huge_text_takes_no_more_than_some_copies() {
    let text = "x".repeat(LONG);
    let feed = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":[{{\"id\":\"a\",\"title\":\"{text}\"}}]}}"
    );
    let rss = format!(
        "<rss><channel><title>t</title><item><title>a</title><description>{text}</description></item></channel></rss>"
    );
    let odd = format!(
        "<rss><channel><title>t</title><item><title>a</title><{}>x</{0}></item></channel></rss>",
        &text[..LONG / 8]
    );
    let popolo =
        format!("{{\"persons\":[{{\"id\":\"a\",\"name\":\"{text}\"}},{{\"id\":\"b\",\"name\":\"b\",\"{text}\":1}}]}}");
    let entity = format!("{{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"{text}\"]}}}}");
    let files = [("feed", &feed), ("feed", &rss), ("feed", &odd), ("popolo", &popolo), ("followthemoney", &entity)];
    for (kind, text) in files {
        let (status, said) = import(kind, text.as_bytes());
        assert!(matches!(status, Some(0..=2)), "{kind}: {status:?} {}", &said[..said.len().min(500)]);
        assert!(!said.contains("panicked") && said.len() < 2_000, "{kind}: {} bytes are said", said.len());
    }
}
