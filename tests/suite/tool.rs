//! The publisher's command, as it is run: what it prints and how it ends.

use std::path::Path;
use std::process::{Command, Output};

use expect_test::{Expect, expect, expect_file};
use serde_json::Value;
use whomet::source::Rule;

/// Runs the command in the folder of the repository.
fn whomet(arguments: &[&str]) -> (Option<i32>, String, String) {
    let run =
        Command::new(env!("CARGO_BIN_EXE_whomet")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let Output { status, stdout, stderr } = run.unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn prints(arguments: &[&str], status: i32, expected: Expect) {
    let (code, out, err) = whomet(arguments);
    expected.assert_eq(&(out + &err));
    assert_eq!(code, Some(status), "{arguments:?}");
}

#[test]
fn a_clean_dataset_is_met_with_silence() {
    for file in ["public/data/dataset.json", "tests/data/minimal.json", "tests/data/full.json"] {
        assert_eq!(whomet(&["check", "--deny", "warnings", file]), (Some(0), String::new(), String::new()), "{file}");
    }
}

#[test]
fn a_problem_is_shown_where_it_is() {
    let file = std::env::temp_dir().join(format!("whomet-{}.json", std::process::id()));
    std::fs::write(&file, Rule::from_code("E003").unwrap().bad_example()).unwrap();
    let name = file.to_str().unwrap();
    let (code, out, err) = whomet(&["check", name]);
    std::fs::remove_file(&file).unwrap();
    assert_eq!((code, err), (Some(1), String::new()));
    expect![[r#"
        FILE: error E003: An id is used twice (1 place)

        FILE:9:12: /meetings/1/id
             9 |     {"id": "m1", "title": "A visit", "sources": ["s1"]}
               |            ^^
               Another meeting before has the id `m1`. The meeting is left out.

        Mend: Give the later record an id of its own, or take it out if it is the same record.

        1 error:
             1  E003  An id is used twice
    "#]]
    .assert_eq(&out.replace(name, "FILE"));
}

#[test]
fn machines_get_json() {
    let (code, out, _) = whomet(&["check", "--format", "json", "tests/data/bad.json"]);
    let problems: Value = serde_json::from_str(&out).unwrap();
    let problems = problems.as_array().unwrap();
    assert_eq!(code, Some(1));
    assert!(problems.iter().any(|problem| problem["code"] == "E010" && problem["line"] == 35), "{out}");
    assert!(problems.iter().all(|problem| problem["file"] == "tests/data/bad.json" && problem["mend"].is_string()));
}

/// However often a rule is broken, it is named and its mend is said once in each file; the worst comes first.
#[test]
fn problems_are_told_by_their_rules() {
    let file = std::env::temp_dir().join(format!("whomet-grouped-{}.json", std::process::id()));
    let meetings: Vec<String> = (0..25).map(|at| format!("{{\"id\": \"m{at}\", \"title\": \"Talks {at}\"}}")).collect();
    let last = ",\n{\"id\": \"m0\", \"title\": \"Twice\"}";
    let text = format!(
        "{{\"format\": \"whomet/1\", \"title\": \"t\", \"licence\": {{\"name\": \"CC0\"}},\n\"report\": \"mailto:a@example.org\", \
        \"meetings\": [\n{}{last}]}}",
        meetings.join(",\n")
    );
    std::fs::write(&file, text).unwrap();
    let name = file.to_str().unwrap();
    let [(code, out, _), (_, all, _), (_, json, _)] =
        [&["check", name][..], &["check", "--all", name], &["check", "--format", "json", name]].map(whomet);
    std::fs::remove_file(&file).unwrap();
    assert_eq!(code, Some(1));
    let heads: Vec<&str> = out.lines().filter_map(|line| line.strip_prefix(&format!("{name}: "))).collect();
    expect![[r#"
        error E003: An id is used twice (1 place)
        warning W008: A meeting has no source (25 places)
        warning P008: The licence has no address (1 place)"#]]
    .assert_eq(&heads.join("\n"));
    let count = |text: &str, what: &str| text.matches(what).count();
    assert_eq!((count(&out, "\nMend: "), count(&all, "\nMend: ")), (3, 3));
    assert_eq!((count(&out, " | {\"id"), count(&all, " | {\"id")), (1 + 20, 1 + 25));
    assert_eq!(count(&out, "\n5 more places: `whomet check --all` shows them.\n"), 1, "{out}");
    assert_eq!(count(&all, " more place"), 0);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&json).unwrap().len(), 27);
}

#[test]
fn a_file_that_cannot_be_read_takes_nothing_from_the_others() {
    let (_, alone, _) = whomet(&["check", "tests/data/bad.json"]);
    let none = "whomet: check: tests/data/none.json: No such file or directory (os error 2)\n";
    assert_eq!(whomet(&["check", "tests/data/none.json", "tests/data/bad.json"]), (Some(2), alone, none.to_owned()));
    let (_, alone, _) = whomet(&["check", "--format", "json", "tests/data/bad.json"]);
    let both = ["check", "--format", "json", "tests/data/bad.json", "tests/data/none.json"];
    assert_eq!(whomet(&both), (Some(2), alone, none.to_owned()));
    // a list of the names of some files would be in the way of that of all
    let list = std::env::temp_dir().join(format!("whomet-list-{}.toml", std::process::id()));
    let fix = ["check", "tests/data/bad.json", "tests/data/none.json", "--fix-list", list.to_str().unwrap()];
    assert!(whomet(&fix).0 == Some(2) && !list.exists());
}

#[test]
fn warnings_count_if_they_are_denied() {
    let rule = Rule::ALL.iter().find(|rule| rule.code().starts_with('W')).unwrap();
    let file = std::env::temp_dir().join(format!("whomet-warning-{}.json", std::process::id()));
    std::fs::write(&file, rule.bad_example()).unwrap();
    let name = file.to_str().unwrap();
    let codes = [whomet(&["check", name]).0, whomet(&["check", "--deny", "warnings", name]).0];
    std::fs::remove_file(&file).unwrap();
    assert_eq!(codes, [Some(0), Some(1)]);
}

#[test]
fn every_rule_is_explained() {
    for rule in Rule::ALL {
        let (code, out, _) = whomet(&["explain", &rule.code().to_lowercase()]);
        assert_eq!(code, Some(0));
        assert!(out.contains(rule.why()) && out.contains(rule.mend()) && out.contains(rule.title()), "{out}");
    }
    let (_, list, _) = whomet(&["explain"]);
    let of_the_page = list.lines().filter(|line| !line.starts_with('P')).count();
    assert_eq!(of_the_page, Rule::ALL.len());
}

#[test]
fn a_new_dataset_is_good_and_overwrites_nothing() {
    let folder = std::env::temp_dir().join(format!("whomet-new-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("dataset.json");
    let name = file.to_str().unwrap();
    assert_eq!(whomet(&["new", name]).0, Some(0));
    assert_eq!(whomet(&["check", "--deny", "warnings", name]), (Some(0), String::new(), String::new()));
    assert_eq!(whomet(&["new", name]).0, Some(2));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), whomet(&["new"]).1);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_is_in_a_dataset_is_counted() {
    let (code, out, _) = whomet(&["stats", "public/data/dataset.json"]);
    assert_eq!(code, Some(0));
    for line in ["      119  meetings", "      160  facts", "       76  organisations", "       15  China National"] {
        assert!(out.contains(line), "{line}: {out}");
    }
}

/// What keeps a dataset from being packed is told with its place, as by `check`.
#[test]
fn what_cannot_be_packed_says_where() {
    let folder = std::env::temp_dir().join(format!("whomet-unpackable-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let [file, pack] = ["data.jsonl", "pack"].map(|name| folder.join(name));
    let [name, to] = [&file, &pack].map(|path| path.to_str().unwrap());
    let lines = "{\"format\": \"whomet/1\", \"title\": \"t\"}\n{\"meeting\": {\"id\": \"a\", }}\n{\"fact\": {}}\n";
    for text in [Rule::from_code("F001").unwrap().bad_example(), Rule::from_code("F002").unwrap().bad_example(), lines]
    {
        std::fs::write(&file, text).unwrap();
        let (_, json, _) = whomet(&["check", "--format", "json", name]);
        let [problem] = &serde_json::from_str::<Vec<Value>>(&json).unwrap()[..] else { panic!("{json}") };
        let [code, detail] = ["code", "detail"].map(|what| problem[what].as_str().unwrap());
        let (status, _, said) = whomet(&["pack", name, "-o", to]);
        let expected = format!("whomet: pack: {name}:{}:{}: {code}: {detail} ", problem["line"], problem["column"]);
        assert!(status == Some(2) && said.starts_with(&expected) && !pack.exists(), "{said}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Zeros would say that there is nothing in a file that only lacks a bracket.
#[test]
fn a_file_in_which_nothing_can_be_read_is_not_counted() {
    let file = std::env::temp_dir().join(format!("whomet-stats-{}.json", std::process::id()));
    let name = file.to_str().unwrap();
    for code in ["F001", "F002", "F003", "F004", "F005"] {
        std::fs::write(&file, Rule::from_code(code).unwrap().bad_example()).unwrap();
        let (status, out, err) = whomet(&["stats", name, "tests/data/minimal.json"]);
        let (_, told, _) = whomet(&["check", name]);
        let (told, _) = told.split_once("\n1 fatal").unwrap();
        assert_eq!((status, &*err), (Some(1), ""));
        assert!(out.starts_with(told) && out.contains("\ntests/data/minimal.json: A register"), "{out}");
        assert!(!out.contains("        0  meetings"), "{out}");
    }
    std::fs::remove_file(&file).unwrap();
    // there are as many problems as are told
    let (_, json, _) = whomet(&["check", "--format", "json", "tests/data/bad.json"]);
    let problems = serde_json::from_str::<Vec<Value>>(&json).unwrap().len();
    assert!(whomet(&["stats", "tests/data/bad.json"]).1.contains(&format!("{problems:>9}  problems\n")));
}

#[test]
fn completions_and_the_manual_know_every_command_and_option() {
    let (_, overview, _) = whomet(&["--help"]);
    let commands: Vec<&str> =
        overview.lines().filter_map(|line| line.strip_prefix("  ")).filter_map(|line| line.split(' ').next()).collect();
    assert!(commands.contains(&"check") && commands.contains(&"man"), "{overview}");
    let texts = [&["completions", "bash"][..], &["completions", "zsh"], &["completions", "fish"], &["man"]]
        .map(|arguments| whomet(arguments).1.replace("\\-", "-").replace(" -l ", " --"));
    for command in commands {
        let (_, help, _) = whomet(&["help", command]);
        let options = help.lines().filter_map(|line| line.strip_prefix("  --")?.split(' ').next());
        for word in options.map(|option| format!("--{option}")).chain([command.to_owned()]) {
            assert!(texts.iter().all(|text| text.contains(&word)), "{command} {word}");
        }
    }
    let script = Command::new("bash").arg("-n").arg("-c").arg(&texts[0]).status().unwrap();
    assert!(script.success());
    assert_eq!(whomet(&["completions", "csh"]).0, Some(2));
}

/// Where a word of a few is to stand, these are offered; where a file is, the shell offers files, because the function
/// finds nothing.
#[test]
fn completions_offer_what_may_stand_there() {
    let bash = whomet(&["completions", "bash"]).1;
    let offered = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let (at, words) = (words.len() - 1, words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" "));
        let script = format!("{bash}\nCOMP_WORDS=({words}); COMP_CWORD={at}; _whomet; echo ${{COMPREPLY[*]}}");
        let run = Command::new("bash").args(["-c", &script]).output().unwrap();
        String::from_utf8(run.stdout).unwrap().trim_end().to_owned()
    };
    for (line, expected) in [
        ("whomet ch", "check"),
        ("whomet check --format ", "text json"),
        ("whomet check --deny w", "warnings"),
        ("whomet check --fix", "--fix-list"),
        ("whomet completions ", "bash zsh fish"),
        ("whomet explain E001 P00", "P001 P002 P003 P004 P005 P006 P007 P008"),
        ("whomet import ", "csv feed popolo followthemoney"),
        ("whomet pack -", "-o --aliases --keep --help"),
        // files
        ("whomet check ", ""),
        ("whomet check --aliases ", ""),
        ("whomet check --format json ", ""),
        ("whomet import csv ", ""),
        ("whomet pack d", ""),
        ("whomet pack data.json -o ", ""),
        ("whomet stats ", ""),
    ] {
        assert_eq!(offered(line), expected, "{line}");
    }
    assert!(bash.ends_with("\ncomplete -o default -F _whomet whomet\n"));
    assert!(whomet(&["completions", "zsh"]).1.ends_with(&bash));
    let fish = whomet(&["completions", "fish"]).1;
    for (command, offer) in [
        ("check", "-F"),
        ("check", "-l format -r -f -a 'text json' -d"),
        ("check", "-l aliases -r -F -d"),
        ("completions; and not __fish_seen_subcommand_from bash zsh fish", "-f -a 'bash zsh fish'"),
        ("explain", "-f -a 'F001 F002"),
        ("import; and __fish_seen_subcommand_from csv feed popolo followthemoney", "-F"),
        ("pack", "-F"),
        ("pack", "-s o -r -f -a '(__fish_complete_directories)' -d"),
    ] {
        let line = format!("\ncomplete -c whomet -n '__fish_seen_subcommand_from {command}' {offer}");
        assert!(fish.contains(&line), "{line}\n{fish}");
    }
    assert!(!fish.contains("DATASET"), "{fish}");
}

/// What the commands print that write nothing, whole: the texts in `tests/data/said`.
#[test]
fn every_command_says_what_it_said() {
    let said = |name: &str, arguments: &[&str]| {
        let (code, out, err) = whomet(arguments);
        let text = format!("$ whomet {}\n{out}{err}status {}\n", arguments.join(" "), code.unwrap());
        expect_file![format!("../data/said/{name}.txt")].assert_eq(&text);
    };
    let (_, overview, _) = whomet(&["--help"]);
    for command in overview.lines().filter_map(|line| line.strip_prefix("  ")).filter_map(|line| line.split(' ').next())
    {
        said(&format!("help-{command}"), &["help", command]);
    }
    said("help", &["--help"]);
    said("man", &["man"]);
    ["bash", "zsh", "fish"].iter().for_each(|shell| said(&format!("completions-{shell}"), &["completions", shell]));
    said("explain", &["explain"]);
    said("explain-codes", &["explain", "E012", "w003", "P001", "E999"]);
    said("new", &["new"]);
    said("stats", &["stats", "public/data/dataset.json", "tests/data/bad.json"]);
    said("check", &["check", "tests/data/bad.json", "tests/data/minimal.json"]);
    said("check-json", &["check", "--format", "json", "tests/data/bad.json"]);
    said("import-csv", &["import", "csv", "tests/data/none.csv", "--guess"]);
}

#[test]
fn the_caret_stands_under_chinese_letters_too() {
    let file = std::env::temp_dir().join(format!("whomet-wide-{}.json", std::process::id()));
    let meeting = r#"{"id": "m1", "title": "上海合作组织会议", "date": "二〇二〇", "participants": [{"organisation": "秘书处"}]}"#;
    let dataset = format!(
        "{{\"format\": \"whomet/1\", \"title\": \"会议\", \"licence\": {{\"name\": \"CC0\", \"url\": \"https://example.org\"}},\n\
        \"report\": \"mailto:a@example.org\", \"meetings\": [\n{meeting}]}}"
    );
    std::fs::write(&file, dataset).unwrap();
    let name = file.to_str().unwrap();
    let (code, out, _) = whomet(&["check", name]);
    std::fs::remove_file(&file).unwrap();
    assert_eq!(code, Some(1), "{out}");
    let mut lines = out.lines().skip_while(|line| !line.contains(" | "));
    let [shown, carets] = [(); 2].map(|()| lines.next().unwrap());
    // eight letters of two places each before, and the mark of quotation and three letters above
    let letters = shown.find("\"二〇二〇").unwrap();
    assert_eq!(carets.find('^').unwrap(), shown[..letters].chars().count() + "上海合作组织会议".chars().count());
    assert_eq!(carets.matches('^').count(), 1 + 3 * 2, "{out}");
}

#[test]
fn carets_stand_under_text_only() {
    let file = std::env::temp_dir().join(format!("whomet-carets-{}.json", std::process::id()));
    let name = file.to_str().unwrap();
    let long = format!("{{\"format\": \"whomet/1\", \"title\": {}\n\"\"}}", " ".repeat(90) + "[1,");
    let examples = Rule::ALL.iter().map(|rule| rule.bad_example());
    for text in examples.chain(["{\n", "{", "{\"format\": \"whomet/1\",\n\n\n", "\n", &long]) {
        std::fs::write(&file, text).unwrap();
        let (_, out, _) = whomet(&["check", name]);
        let lines: Vec<&str> = out.lines().collect();
        let carets = lines.windows(2).filter(|two| two[1].starts_with("       | "));
        for two in carets {
            let [shown, carets] = [two[0], two[1]].map(|line| line.chars().count());
            assert!(shown >= carets && two[1].contains('^'), "{text}\n{out}");
        }
    }
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn one_of_a_thing_is_said_as_one() {
    let (_, out, _) = whomet(&["stats", "tests/data/minimal.json"]);
    let (counts, _) = out.split_once("\n\nyear").unwrap();
    expect![[r#"
        tests/data/minimal.json: A register of talks

                1  meeting
                0  facts
                1  organisation
                1  person
                0  topics
                0  places
                1  source
                0  problems"#]]
    .assert_eq(counts);
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_half_file() {
    let folder = std::env::temp_dir().join(format!("whomet-full-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let [file, alike] = ["new", "alike.json"].map(|name| folder.join(name));
    let who = |at: usize| {
        format!("{{\"organisation\": \"Office of {at}{at}{at}\"}}, {{\"organisation\": \"OFFICE OF {at}{at}{at}\"}}")
    };
    let who: Vec<String> = (1..9).map(who).collect();
    let meeting = format!("{{\"id\": \"a\", \"title\": \"t\", \"participants\": [{}]}}", who.join(", "));
    std::fs::write(&alike, format!("{{\"format\": \"whomet/1\", \"title\": \"t\", \"meetings\": [{meeting}]}}"))
        .unwrap();
    let [name, alike] = [&file, &alike].map(|path| path.to_str().unwrap());
    for arguments in [&["new", name][..], &["check", alike, "--fix-list", name]] {
        let (code, said) = crate::packing::on_a_full_disk(arguments);
        assert!(code == Some(2) && said.contains("too large"), "{said}");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "{arguments:?}");
        assert_ne!(whomet(arguments).0, Some(2));
        // what is there is not written over
        let (code, _, said) = whomet(arguments);
        assert!(code == Some(2) && said.contains("File exists"), "{said}");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
        std::fs::remove_file(&file).unwrap();
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn whoever_reads_may_stop_reading() {
    let mut run = Command::new(env!("CARGO_BIN_EXE_whomet"));
    let run = run.arg("explain").stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut run = run.spawn().unwrap();
    drop(run.stdout.take());
    let Output { status, stderr, .. } = run.wait_with_output().unwrap();
    assert_eq!((status.code(), String::from_utf8(stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn what_cannot_be_run_says_why() {
    assert!(!Path::new("tests/data/none.json").exists());
    prints(
        &["chek"],
        2,
        expect![[r#"
        whomet: no command 'chek'; `whomet --help` lists them
    "#]],
    );
    prints(
        &["check"],
        2,
        expect![[r#"
        whomet: check: no file is named
    "#]],
    );
    prints(
        &["check", "tests/data/none.json"],
        2,
        expect![[r#"
        whomet: check: tests/data/none.json: No such file or directory (os error 2)
    "#]],
    );
    prints(
        &["check", "--format", "xml", "x"],
        2,
        expect![[r#"
        whomet: check: --format xml: it is text or json
    "#]],
    );
    prints(
        &["check", "--loud", "x"],
        2,
        expect![[r#"
        whomet: check: invalid option '--loud'
    "#]],
    );
    prints(
        &["explain", "E999"],
        2,
        expect![[r#"
        whomet: explain: there is no rule E999; `whomet explain` lists them
    "#]],
    );
}
