//! Long work shows how far it has got on a terminal, and nowhere else.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

const WHOMET: &str = env!("CARGO_BIN_EXE_whomet");
/// What takes back the line on which it is shown.
const CLEAR: &str = "\r\u{1b}[K";

/// A pack whose manifest comes late, so that to verify it takes long enough to be shown.
struct Late(PathBuf);

impl Late {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("whomet-late-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let mut pack = Command::new(WHOMET);
        pack.args(["pack", "tests/data/full.json", "-o"]).arg(&folder).current_dir(env!("CARGO_MANIFEST_DIR"));
        assert!(pack.output().unwrap().status.success());
        Self(folder)
    }

    /// What a command says while the manifest is written into a pipe that is in its place.
    fn says(&self, mut command: Command) -> (Option<i32>, String) {
        let path = self.0.join("dataset.json");
        let manifest = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        let run = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let write = thread::spawn(move || {
            // it opens when the command has begun to read
            let mut pipe = fs::OpenOptions::new().write(true).open(path).unwrap();
            thread::sleep(Duration::from_millis(400));
            pipe.write_all(&manifest).unwrap();
        });
        let Output { status, stdout, stderr } = run.wait_with_output().unwrap();
        write.join().unwrap();
        (status.code(), String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap())
    }
}

impl Drop for Late {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A command on a terminal of its own.
fn on_a_terminal(arguments: &str) -> Command {
    let mut script = Command::new("script");
    script.args(["-q", "-e", "-c"]).arg(format!("'{WHOMET}' {arguments}")).arg("/dev/null");
    script
}

fn verifying(folder: &Path) -> Command {
    on_a_terminal(&format!("verify '{}'", folder.display()))
}

#[test]
fn on_a_terminal_it_is_shown_and_taken_back() {
    let late = Late::new("terminal");
    let (status, said) = late.says(verifying(&late.0));
    assert_eq!(status, Some(0), "{said:?}");
    let shown = said.strip_prefix(CLEAR).and_then(|said| said.strip_suffix(CLEAR));
    let shown = shown.unwrap_or_else(|| panic!("{said:?}")).split(CLEAR).collect::<Vec<_>>();
    let percent = |line: &&str| line.strip_prefix("verifying: ").is_some_and(|line| line.ends_with(" %"));
    assert!(!shown.is_empty() && shown.iter().all(percent), "{said:?}");
}

#[test]
fn in_a_pipe_there_is_none() {
    let late = Late::new("pipe");
    let mut verify = Command::new(WHOMET);
    verify.arg("verify").arg(&late.0);
    assert_eq!(late.says(verify), (Some(0), String::new()));
}

/// What is said at the end stands on a line of its own.
#[test]
fn it_is_taken_back_before_the_result() {
    let late = Late::new("result");
    // long enough to be shown, at least where tests are not optimised
    let meeting = |at: usize| {
        let who = at % 700;
        format!(
            "{{\"id\": \"m{at}\", \"title\": \"Talks on {at}\", \"participants\": [{{\"organisation\": \"Org {who}\"}}]}}"
        )
    };
    let meetings: Vec<String> = (0..4000).map(meeting).collect();
    let file = late.0.join("meetings.json");
    fs::write(&file, format!("{{\"format\": \"whomet/1\", \"title\": \"t\", \"meetings\": [{}]}}", meetings.join(",")))
        .unwrap();
    let run =
        on_a_terminal(&format!("pack '{}' -o '{}'", file.display(), late.0.display())).stdin(Stdio::null()).output();
    let said = String::from_utf8(run.unwrap().stdout).unwrap();
    let (before, result) = said.split_once(&format!("{}/dataset.json: ", late.0.display())).expect(&said);
    assert!(before.is_empty() || before.ends_with(CLEAR), "{said:?}");
    assert!(result.starts_with("4000 records") && !result.contains(CLEAR), "{said:?}");
}
