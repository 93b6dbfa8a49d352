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
fn on_a_terminal(folder: &Path) -> Command {
    let mut script = Command::new("script");
    script.args(["-q", "-e", "-c"]).arg(format!("'{WHOMET}' verify '{}'", folder.display())).arg("/dev/null");
    script
}

#[test]
fn on_a_terminal_it_is_shown_and_taken_back() {
    let late = Late::new("terminal");
    let (status, said) = late.says(on_a_terminal(&late.0));
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
