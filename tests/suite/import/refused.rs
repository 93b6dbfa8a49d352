//! What is refused, with a reason and a line; and what is not written over.

use std::fs;

use expect_test::expect;

use super::{Desk, SMALL, mapping};

#[test]
fn a_file_that_cannot_be_read_is_refused_with_its_line() {
    let mut said = String::new();
    let small = mapping(SMALL);
    let utf8 = format!("[file]\nencoding = \"utf-8\"\n{small}");
    let skip = format!("[file]\nskip = 9223372036854775807\n{small}");
    let files: [(&[u8], &str); 11] = [
        (b"date,title,who\n", &skip),
        (b"", &small),
        (b"\n\n", &small),
        (b",,\n", &small),
        (b"date,title,who\n2020,x\0,y\n", &small),
        (b"date,title,who\n2020,x\x81,y\n", &small),
        (b"date,title,who\n2020,x\xe9,y\n", &utf8),
        (b"date,title,who\n2020,\xd1\x81,y\n2021,x\xe9,y\n", &small),
        (b"date,title,who\n2020,x,y\n2021,\"x,y\n2022,x,y\n", &small),
        (b"\xff\xfed\0\x00\xd8\n\0", &small),
        (b"\xff\xfed\0a", &small),
    ];
    for (file, mapping) in files {
        let (status, out, err) = Desk::with(file, mapping).import();
        assert_eq!((status, &*out), (Some(2), ""), "{err}");
        said += &err;
    }
    expect![[r#"
        whomet: import: register.csv:1: there is no row with the names of columns
        whomet: import: register.csv:1: there is no row with the names of columns
        whomet: import: register.csv:1: there is no row with the names of columns
        whomet: import: register.csv:1: there is no row with the names of columns
        whomet: import: register.csv:2: there is a byte of zero here; this is not a file of text
        whomet: import: register.csv:2: the byte 0x81 is no character of Windows-1252, and the byte 0x81 in line 2 is not UTF-8
        whomet: import: register.csv:2: the byte 0xe9 in line 2 is not UTF-8
        whomet: import: register.csv:2: the byte 0x81 is no character of Windows-1252, and the byte 0xe9 in line 3 is not UTF-8; 1 line is UTF-8 with letters beyond ASCII, line 2 the first, and as Windows-1252 they look garbled (`Ã©` for `é`); if the file is meant to be UTF-8, mend 1 line that is not, or save it as UTF-8 where it comes from
        whomet: import: register.csv:3: in the row that begins here a quotation mark is opened and never closed; if quotation marks mean nothing in this file, write `quotes = false` under [file]
        whomet: import: register.csv:1: there is half a character of UTF-16 here
        whomet: import: register.csv:1: the file ends in the middle of a character of UTF-16
    "#]].assert_eq(&said);
}

#[test]
fn a_mapping_that_means_nothing_is_refused() {
    let mut said = String::new();
    for rest in [
        "[meeting]\ntitle = \"Title\"",
        "[meeting]\ntitel = \"title\"",
        "[meeting]\ntitle = 3",
        "[meeting]\ntitle = { column = \"title\", text = \"x\" }",
        "[meeting]\ntitle = { column = \"title\", separator = \";\" }",
        "[meeting]\ntopics = [{ column = \"title\", separator = \"\" }]",
        "[meeting]\ndate = { column = \"date\", format = \"DD/MM\" }",
        "[meeting]\ndate = { column = \"date\", format = \"DD.YYYY\" }",
        "[meeting]\ndate = { column = \"date\", months = [\"janvier\"] }",
        "[meeting]\nremote = \"title\"",
        "[meeting]\nno_title = \" \"",
        "[[participant]]\nside = { text = \"host\" }",
        "[[participant]]\nperson = { column = \"title\", list = true }\norganisation = { column = \"who\", list = true }",
        "[[fact]]\nabout = \"who\"\nclaim = \"title\"",
        "[file]\ndelimiter = \"ab\"",
        "[file]\nencoding = \"latin-9\"",
        "[meeting",
    ] {
        let (status, out, err) = Desk::with("date,title,who\n2020,x,y\n", &mapping(rest)).import();
        assert_eq!((status, &*out), (Some(2), ""), "{rest}: {err}");
        said += &err;
    }
    expect![[r#"
        whomet: import: map.toml: `title`: there is no column `Title`; there are `date`, `title`, `who`
        whomet: import: map.toml: TOML parse error at line 11, column 1
           |
        11 | titel = "title"
           | ^^^^^
        unknown field `titel`, expected one of `id`, `date`, `end`, `title`, `no_title`, `summary`, `kind`, `place`, `remote`, `topics`, `note`, `group`
        whomet: import: map.toml: TOML parse error at line 11, column 9
           |
        11 | title = 3
           |         ^
        invalid type: integer `3`, expected the name of a column, or {column = .., ..}, or {text = ..}
        whomet: import: map.toml: `title`: it needs either `column` or `text`
        whomet: import: map.toml: `title`: `separator` has no meaning here
        whomet: import: map.toml: `topics`: one of its words is empty
        whomet: import: map.toml: `date`: the format "DD/MM" has no YYYY
        whomet: import: map.toml: `date`: the format "DD.YYYY" has a day without a month (M, MM or MONTH)
        whomet: import: map.toml: `date`: `months` has 1 names and needs 12
        whomet: import: map.toml: `remote`: `words` says which words mean that a meeting is remote
        whomet: import: map.toml: `no_title` is empty
        whomet: import: map.toml: a [[participant]] has neither `person` nor `organisation`
        whomet: import: map.toml: only one column of a [[participant]] can hold several values
        whomet: import: map.toml: TOML parse error at line 10, column 1
           |
        10 | [[fact]]
           | ^^^^^^^^
        missing field `value`
        whomet: import: register.csv:1: `delimiter = "ab"`: it is one character, such as "," ";" or "\t"
        whomet: import: map.toml: TOML parse error at line 11, column 12
           |
        11 | encoding = "latin-9"
           |            ^^^^^^^^^
        unknown variant `latin-9`, expected one of `utf-8`, `utf-16`, `windows-1252`
        whomet: import: map.toml: TOML parse error at line 10, column 9
           |
        10 | [meeting
           |         ^
        unclosed table, expected `]`
    "#]].assert_eq(&said);
}

#[test]
fn what_cannot_stand_in_a_dataset_is_refused() {
    let mut said = String::new();
    for (good, bad) in [
        ("https://example.org/register", "javascript:alert(1)"),
        ("mailto:data@example.org", "data@example.org"),
        ("\"en\"", "\"english language\""),
        ("title = \"Meetings\"", "title = \"\""),
        ("url = \"https://example.org/register\"", ""),
    ] {
        let (status, _, err) = Desk::with("date,title,who\n", &mapping(SMALL).replace(good, bad)).import();
        assert_eq!(status, Some(2), "{bad}");
        said += &err;
    }
    expect![[r#"
        whomet: import: map.toml: `url = "javascript:alert(1)"` cannot stand in a dataset
        whomet: import: map.toml: `report = "data@example.org"` cannot stand in a dataset
        whomet: import: map.toml: `language = "english language"` cannot stand in a dataset
        whomet: import: map.toml: `title = ""` cannot stand in a dataset
        whomet: import: map.toml: [source] has neither `url` nor `title`
    "#]]
    .assert_eq(&said);
}

#[test]
fn nothing_is_written_over_unless_it_is_forced() {
    let desk = Desk::with("date,title,who\n2020,x,Acme\n", &mapping(SMALL));
    let to = |out, force: &[&str]| {
        desk.run(&[&["import", "csv", "register.csv", "--map", "map.toml", "-o", out], force].concat())
    };
    assert_eq!(to("out.json", &[]).0, Some(0));
    assert_eq!(desk.run(&["check", "out.json"]), (Some(0), String::new(), String::new()));
    let first = fs::read_to_string(desk.0.join("out.json")).unwrap();
    assert_eq!(first, desk.import().1);
    fs::write(desk.0.join("register.csv"), "date,title,who\n2020,y,Acme\n").unwrap();
    let (status, out, err) = to("out.json", &[]);
    assert_eq!((status, &*out), (Some(2), ""));
    expect![[r#"
        whomet: import: out.json: there is a file already; --force replaces it
    "#]]
    .assert_eq(&err);
    assert_eq!(fs::read_to_string(desk.0.join("out.json")).unwrap(), first);
    assert_eq!(to("out.json", &["--force"]).0, Some(0));
    assert_ne!(fs::read_to_string(desk.0.join("out.json")).unwrap(), first);
    for own in ["register.csv", "map.toml", "./map.toml", "none/out.json", "/"] {
        let before = fs::read(desk.0.join("register.csv")).unwrap();
        assert_eq!(to(own, &["--force"]).0, Some(2), "{own}");
        assert_eq!(fs::read(desk.0.join("register.csv")).unwrap(), before);
    }
    let left: Vec<_> = fs::read_dir(&desk.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn what_cannot_be_run_says_why() {
    let desk = Desk::with("date,title,who\n", &mapping(SMALL));
    let mut said = String::new();
    for arguments in [
        &["import"][..],
        &["import", "csv"],
        &["import", "xlsx", "register.csv"],
        &["import", "csv", "register.csv"],
        &["import", "csv", "register.csv", "--guess", "--map", "map.toml"],
        &["import", "csv", "register.csv", "--guess", "-o", "x.json"],
        &["import", "csv", "none.csv", "--map", "map.toml"],
        &["import", "csv", "register.csv", "--map", "none.toml"],
        &["import", "csv", "a", "b", "--guess"],
        &["import", "csv", "register.csv", "--loud"],
    ] {
        let (status, out, err) = desk.run(arguments);
        assert_eq!((status, &*out), (Some(2), ""), "{arguments:?}");
        said += &err;
    }
    expect![[r#"
        whomet: import: one file is imported at a time: `import csv FILE`
        whomet: import: one file is imported at a time: `import csv FILE`
        whomet: import: xlsx: it is one of csv, feed, popolo, followthemoney; write `import csv FILE`
        whomet: import: --map MAP.toml says what the columns mean; --guess proposes one
        whomet: import: either --map or --guess
        whomet: import: --guess writes to the terminal, and takes no -o
        whomet: import: none.csv: No such file or directory (os error 2)
        whomet: import: none.toml: No such file or directory (os error 2)
        whomet: import: one file is imported at a time: `import csv FILE`
        whomet: import: invalid option '--loud'
    "#]]
    .assert_eq(&said);
}
