//! Any bytes are imported or refused.

use std::fs;

use proptest::prelude::*;

use super::{Desk, good, mapping};

/// A few bytes of what registers are made of.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        2 => proptest::collection::vec(any::<u8>(), 0..6),
        8 => proptest::sample::select(
            &[
                ",", ",", ",", "\n", "\n", "\r\n", "\"", "\"\"", ";", "\t", "|", "['a', 'b']", "[", "'", "\\", "2020-01-02",
                "31-02-2020", "1/2/2020", "zoom", "Acme", "Ana Li", " ", "\u{feff}", "Ä", "北京", "\u{85}", "\u{2028}",
                "date", "title", "who", "N/A", "id", "\x0b", "\u{1}", "sep=;", "\n;;;", "<a",
            ][..]
        ).prop_map(|text: &str| text.as_bytes().to_vec()),
    ]
}

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    /// Rows of any bytes are imported into a good dataset, or refused with a line.
    #[test]
    fn any_rows_are_imported_or_refused(rows in pieces()) {
        let map = "[meeting]\nid = \"id\"\ndate = { column = \"date\", format = [\"DD-MM-YYYY\", \"YYYY-MM-DD*\"] }\n\
            title = \"title\"\nsummary = \"who\"\nplace = { column = \"where\", unless_remote = true }\n\
            remote = { column = \"where\", words = \"zoom\" }\ntopics = [{ column = \"tags\", list = true }]\n\
            group = [\"date\", \"title\"]\n[[participant]]\nperson = \"where\"\nas = \"title\"\n\
            organisation = { column = \"who\", separator = [\";\", \"\\n\"] }\nside = \"tags\"\n\
            [[fact]]\nabout = \"who\"\nclaim = \"title\"\nvalue = { column = \"tags\", separator = \"'\" }\n";
        let desk = Desk::with([b"id,date,title,who,where,tags\n", &*rows].concat(), &mapping(map));
        let (status, out, err) = desk.import();
        match status {
            Some(0 | 1) => {
                let rows = good(&out).meetings.len();
                let said = err.lines().find_map(|line| line.trim_end_matches('s').strip_suffix("  meeting"));
                prop_assert_eq!(said.and_then(|count| count.trim().parse().ok()), Some(rows), "{}", err);
            }
            Some(2) => prop_assert!(err.starts_with("whomet: import: register.csv:"), "{}", err),
            _ => prop_assert!(false, "{:?} {}", status, err),
        }
    }

    /// Whatever a file is, what is guessed of it is a mapping that imports it.
    #[test]
    fn a_guess_can_be_used(file in pieces()) {
        let desk = Desk::with(file, "");
        let (status, out, err) = desk.run(&["import", "csv", "register.csv", "--guess"]);
        if status == Some(0) {
            fs::write(desk.0.join("map.toml"), &out).unwrap();
            let (status, json, err) = desk.import();
            prop_assert!(matches!(status, Some(0 | 1)), "{}\n{}", err, out);
            good(&json);
        } else {
            prop_assert!(status == Some(2) && err.starts_with("whomet: import: register.csv:"), "{:?} {}", status, err);
        }
    }

    /// Any bytes are a mapping or refused.
    #[test]
    fn any_mapping_is_read_or_refused(map in pieces()) {
        let desk = Desk::new();
        fs::write(desk.0.join("register.csv"), "a,b\n1,2\n").unwrap();
        fs::write(desk.0.join("map.toml"), &map).unwrap();
        prop_assert_eq!(desk.import().0, Some(2));
    }
}
