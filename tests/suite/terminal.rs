//! What a terminal is sent, and what a command says if nobody can take what it prints.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const WHOMET: &str = env!("CARGO_BIN_EXE_whomet");

/// A folder that is gone with its test.
struct Desk(PathBuf);

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("whomet-terminal-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn put(&self, file: &str, text: &str) {
        fs::write(self.0.join(file), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let run = Command::new(WHOMET).args(arguments).current_dir(&self.0).output();
        let Output { status, stdout, stderr } = run.unwrap();
        (status.code(), String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap())
    }
}

/// A dataset steers no terminal, whatever it is called and whatever it says.
#[test]
fn what_steers_a_terminal_is_written_out() {
    let desk = Desk::new("steers");
    let [red, turned, file] = ["\u{1b}[31mred", "\u{202e}dellac", "\u{1b}]0;title\u{7}.json"];
    let name = serde_json::to_string(&format!("{red} {turned}\n{turned} Ltd")).unwrap();
    let twin = serde_json::to_string(&format!("{red} {turned}\n{turned}")).unwrap();
    let key = serde_json::to_string(red).unwrap();
    desk.put(
        file,
        &format!(
            "{{\"format\": \"whomet/1\", \"title\": {name}, {key}: 1, \"meetings\": [\n\t{{\"id\": {key}, \"title\": \"t\"}},\n\
            {{\"id\": \"m\", \"date\": {name}, \"odd\": \"{turned}\", \"title\": {name}, \"status\": {name},\r\n\
            \"participants\": [{{\"organisation\": {name}}}, {{\"organisation\": {twin}}}]}}]}}\r\n"
        ),
    );
    desk.put("broken.json", &format!("{{\"format\": \"whomet/1\", \"title\": \"{red}\""));
    let pack = ["pack", file, "-o", "\u{1b}pack"];
    let again = ["pack", file, "--aliases", "none\u{1b}.toml", "-o", "x"];
    for (arguments, shown) in [
        (&["check", file][..], "\\u001b"),
        (&["check", "broken.json"], "\\u001b"),
        (&["check", "none\u{1b}.json"], "none\\u001b.json: No such"),
        (&["stats", file], "\\u202edellac\\n\\u202edellac"),
        (&pack, "\\u001bpack/dataset.json: 1 record "),
        (&again, "none\\u001b.toml"),
        (&["verify", "none\u{1b}"], "none\\u001b/dataset.json"),
        (&["explain", "E\u{1b}"], "no rule E\\u001b"),
        (&["\u{1b}"], "no command '\\u001b'"),
    ] {
        let (_, said) = desk.run(arguments);
        assert!(said.contains(shown), "{arguments:?}: {said}");
        let steers = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!said.contains(steers), "{arguments:?}: {said:?}");
        assert!(!said.contains("\\r"), "the end of a line is no text: {said}");
    }
}

/// What is not written is not done: whoever asked for it is told, on the other stream and by the status.
#[test]
fn output_that_nobody_can_take_is_an_error() {
    let desk = Desk::new("full");
    desk.put("bad.json", "{\n");
    let full = |arguments: &[&str]| {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = Command::new(WHOMET).args(arguments).current_dir(&desk.0).stdout(full).output().unwrap();
        (run.status.code(), String::from_utf8(run.stderr).unwrap())
    };
    for arguments in [
        &["new"][..],
        &["explain"],
        &["explain", "E001"],
        &["stats", "bad.json"],
        &["man"],
        &["completions", "bash"],
        &["check", "bad.json"],
        &["check", "--format", "json", "bad.json"],
        &["--help"],
        &["--version"],
        &["help", "check"],
        &["check", "--help"],
        &[],
    ] {
        let (status, said) = full(arguments);
        let is_named =
            said.starts_with("whomet: ") && said.ends_with("standard output: No space left on device (os error 28)\n");
        assert!(status == Some(2) && is_named, "{arguments:?}: {status:?} {said}");
    }
    // who has nothing to print is not disturbed, and who stops reading is not told
    desk.put("good.json", include_str!("../data/minimal.json"));
    assert_eq!(full(&["check", "good.json"]), (Some(0), String::new()));
    let script = format!("{WHOMET} man | head -1");
    let head = Command::new("sh").args(["-c", &script]).output().unwrap();
    assert_eq!((head.status.code(), String::from_utf8(head.stderr).unwrap()), (Some(0), String::new()));
}
