//! The folder of a pack: pieces are compressed and stored by several threads, and the manifest comes last; and
//! how a piece is read again.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Read};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use flate2::read::GzDecoder;
use whomet::pack::{Entry, Manifest, Sink, hash};
use zlib_rs::{DeflateConfig, ReturnCode, Strategy, compress_bound, compress_slice};

use crate::progress::Progress;
use crate::whole;

/// The name of the manifest: that of the dataset which it stands for.
pub const MANIFEST: &str = "dataset.json";
/// Which packs lie in the folder, the newest first, and what belongs to each.
const PACKS: &str = "pieces/packs.txt";
/// Where the pieces are.
const PIECES: &str = "pieces";
/// Few pieces are more than so many times as long when they are unpacked.
const USUAL_RATIO: usize = 16;
/// How hard what repeats is looked for.
const LEVEL: i32 = 6;
/// At most so many threads compress and store.
const MOST_THREADS: usize = 8;

/// What was written into a folder.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    /// How many pieces the pack has.
    pub pieces: usize,
    /// How many bytes they take.
    pub bytes: usize,
    /// How many were not there.
    pub new: usize,
}

/// A piece, by its number since the folder was made.
type Given = (usize, Vec<u8>);
/// Where it is, and whether it is new.
type Stored = (usize, Result<(Entry, bool), String>);

/// Where a pack is written to.
pub struct Folder {
    at: PathBuf,
    progress: Progress,
    /// Where pieces wait for a thread: few, so that memory is bounded.
    given: Option<SyncSender<Given>>,
    stored: Receiver<Stored>,
    threads: Vec<JoinHandle<()>>,
    /// The pieces that were given since they were asked for.
    entries: Vec<Option<Entry>>,
    /// How many were given before.
    before: usize,
    /// The files of this pack.
    names: BTreeSet<String>,
    written: Written,
}

impl Folder {
    /// Makes the folder, if it is not there.
    pub fn create(at: &Path, progress: Progress) -> Result<Self, String> {
        let pieces = at.join(PIECES);
        fs::create_dir_all(&pieces).map_err(|error| said(&pieces, &error))?;
        let number = thread::available_parallelism().map_or(1, |number| number.get().min(MOST_THREADS));
        let (given, waiting) = mpsc::sync_channel(number);
        let waiting = Arc::new(Mutex::new(waiting));
        let (tell, stored) = mpsc::channel();
        let worker = || {
            let (at, waiting, tell) = (at.to_owned(), Arc::clone(&waiting), tell.clone());
            thread::spawn(move || work(&at, &waiting, &tell))
        };
        let threads = std::iter::repeat_with(worker).take(number).collect();
        Ok(Self {
            at: at.to_owned(),
            progress,
            given: Some(given),
            stored,
            threads,
            entries: Vec::new(),
            before: 0,
            names: BTreeSet::new(),
            written: Written::default(),
        })
    }

    /// The path of the manifest.
    pub fn manifest(&self) -> PathBuf {
        self.at.join(MANIFEST)
    }

    /// What was written so far.
    pub fn written(&self) -> Written {
        self.written
    }

    /// Notes what a thread said.
    fn note(&mut self, (number, result): Stored) -> Result<(), String> {
        let (entry, new) = result?;
        if let Some(place) = self.entries.get_mut(number - self.before) {
            *place = Some(entry);
        }
        self.names.insert(entry.path());
        self.written.pieces += 1;
        self.written.bytes += entry.stored;
        self.written.new += usize::from(new);
        self.progress.at(self.written.pieces);
        Ok(())
    }

    /// Lets the manifest name the new pieces, and removes those of packs before the last few; says how many.
    pub fn publish(&self, manifest: &Manifest, keep: usize) -> Result<usize, String> {
        let path = self.at.join(PACKS);
        // of a list that is damaged, what is good counts
        let text = fs::read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let names = |pack: &str| pack.lines().filter(|name| is_ours(name)).map(str::to_owned).collect();
        let mut packs: Vec<BTreeSet<String>> = text.split("\n\n").map(names).collect();
        packs.retain(|pack: &BTreeSet<String>| !pack.is_empty());
        let this = self.names.clone();
        packs.retain(|pack| *pack != this);
        packs.insert(0, this);
        let expired = packs.split_off(packs.len().min(keep + 1));
        let lines = packs.iter().map(|pack| pack.iter().cloned().collect::<Vec<_>>().join("\n"));
        let history = lines.collect::<Vec<_>>().join("\n\n") + "\n";
        // until the manifest is there, everything old is as it was
        let all = packs.iter().chain(&expired).map(|pack| pack.iter().cloned().collect::<Vec<_>>().join("\n"));
        put(&path, (all.collect::<Vec<_>>().join("\n\n") + "\n").as_bytes())?;
        put(&self.at.join(MANIFEST), manifest.to_json().as_bytes())?;
        let needed: BTreeSet<&String> = packs.iter().flatten().collect();
        let mut removed = 0;
        for name in expired.iter().flatten().collect::<BTreeSet<_>>().difference(&needed) {
            removed += usize::from(is_ours(name) && fs::remove_file(self.at.join(name)).is_ok());
        }
        put(&path, history.as_bytes())?;
        Ok(removed)
    }
}

impl Sink for Folder {
    type Error = String;

    fn store(&mut self, bytes: Vec<u8>) -> Result<(), String> {
        while let Ok(said) = self.stored.try_recv() {
            self.note(said)?;
        }
        let number = self.before + self.entries.len();
        self.entries.push(None);
        let given = self.given.as_ref().and_then(|given| given.send((number, bytes)).ok());
        given.ok_or_else(|| STOPPED.to_owned())
    }

    fn stored(&mut self) -> Result<Vec<Entry>, String> {
        while self.entries.iter().any(Option::is_none) {
            let said = self.stored.recv().map_err(|_| STOPPED.to_owned())?;
            self.note(said)?;
        }
        self.before += self.entries.len();
        Ok(std::mem::take(&mut self.entries).into_iter().flatten().collect())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.given = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// The unpacked bytes of a piece, if it is what its name and the lengths say. However long it is said to be, no more
/// memory is taken than it needs.
pub fn piece(folder: &Path, entry: &Entry) -> Result<Vec<u8>, String> {
    let path = folder.join(entry.path());
    let len = fs::metadata(&path).map_err(|error| error.to_string())?.len();
    if len != entry.stored as u64 {
        return Err(format!("has {len} bytes, not {}", entry.stored));
    }
    let stored = fs::read(path).map_err(|error| error.to_string())?;
    if !entry.is_of(&stored) {
        return Err("is damaged: its hash is another".to_owned());
    }
    if entry.raw == entry.stored {
        return Ok(stored);
    }
    let mut raw = Vec::with_capacity(entry.raw.min(stored.len().saturating_mul(USUAL_RATIO)));
    // no more than one byte too many, however much is behind it
    let most = (entry.raw as u64).saturating_add(1);
    match GzDecoder::new(&stored[..]).take(most).read_to_end(&mut raw) {
        Ok(len) if len == entry.raw => Ok(raw),
        Ok(len) if len > entry.raw => Err(format!("unpacks to more than {} bytes", entry.raw)),
        Ok(len) => Err(format!("unpacks to {len} bytes, not {}", entry.raw)),
        Err(error) => Err(format!("does not unpack: {error}")),
    }
}

/// What is wrong with that which lies there beside these pieces of the pack: pieces of older packs, for pages that are
/// open, and the list of them.
pub fn older(folder: &Path, pack: &BTreeSet<String>) -> Vec<String> {
    let listed = fs::read_dir(folder.join(PIECES)).into_iter().flatten().flatten();
    let files = listed.filter(|file| file.file_type().is_ok_and(|kind| kind.is_file()));
    let names = files.map(|file| format!("{PIECES}/{}", file.file_name().to_string_lossy()));
    let names: BTreeSet<String> = names.filter(|name| is_ours(name) && !pack.contains(name)).collect();
    let mut progress = Progress::new("verifying older packs", names.len());
    let mut wrong = Vec::new();
    for (name, done) in names.iter().zip(1..) {
        match fs::read(folder.join(name)) {
            Ok(bytes) if (Entry { hash: hash(&bytes), ..Entry::default() }).path() == *name => {}
            Ok(_) => wrong.push(format!("{name}: of an older pack: is damaged: its hash is another")),
            Err(error) => wrong.push(format!("{name}: of an older pack: {error}")),
        }
        progress.at(done);
    }
    match fs::read(folder.join(PACKS)) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => wrong.push(format!("{PACKS}: {error}")),
        Ok(bytes) if is_list(&bytes) => {}
        Ok(_) => wrong.push(format!("{PACKS}: is damaged: not every line names a piece. `whomet pack` writes it anew")),
    }
    wrong
}

/// True for names of pieces, a line each, with blank lines between packs.
fn is_list(bytes: &[u8]) -> bool {
    let is_good = |line: &str| line.is_empty() || is_ours(line);
    std::str::from_utf8(bytes).is_ok_and(|text| text.ends_with('\n') && text.lines().all(is_good))
}

/// What is said if a thread is gone.
const STOPPED: &str = "a thread that stores pieces stopped";

/// Stores pieces until no more are given.
fn work(folder: &Path, given: &Mutex<Receiver<Given>>, tell: &mpsc::Sender<Stored>) {
    loop {
        let Some((number, raw)) = given.lock().ok().and_then(|given| given.recv().ok()) else { return };
        // whoever waits for a piece hears of it, whatever happens
        let stored = catch_unwind(|| store(folder, &raw)).unwrap_or_else(|_| Err(STOPPED.to_owned()));
        if tell.send((number, stored)).is_err() {
            return;
        }
    }
}

/// Stores a piece under its hash, unless it is there.
fn store(folder: &Path, raw: &[u8]) -> Result<(Entry, bool), String> {
    let packed = gzip(raw)?;
    let stored = if packed.len() < raw.len() { &packed[..] } else { raw };
    let entry = Entry { hash: hash(stored), stored: stored.len(), raw: raw.len() };
    let path = folder.join(entry.path());
    let new = !is_there(&path, stored);
    if new {
        put(&path, stored)?;
    }
    Ok((entry, new))
}

/// True if a file has these bytes. That it has the name is not enough: a full disk, a crash or a bad copy may have
/// left it cut or changed, and packing again is what mends it.
fn is_there(path: &Path, bytes: &[u8]) -> bool {
    let long = fs::metadata(path).is_ok_and(|data| data.len() == bytes.len() as u64);
    long && fs::read(path).is_ok_and(|there| there == bytes)
}

/// True for the name of a piece.
fn is_ours(name: &str) -> bool {
    let name = name.strip_prefix("pieces/").and_then(|name| name.strip_suffix(".bin"));
    name.is_some_and(|name| name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Bytes as gzip, without a time or a name, so that they are the same every time. In the lists of the index what
/// seems to repeat is chance, and where the common bytes are others every few thousand, so they are also packed by
/// how common each byte is alone: a twentieth less of them.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>, String> {
    /// 15 bits of window, and the header of gzip.
    const WINDOW: i32 = 15 + 16;
    let usual = DeflateConfig { level: LEVEL, window_bits: WINDOW, ..DeflateConfig::default() };
    let alone = DeflateConfig { mem_level: 6, strategy: Strategy::HuffmanOnly, ..usual };
    let [usual, alone] = [usual, alone].map(|config| {
        let mut packed = vec![0; compress_bound(bytes.len()) + 32];
        let (used, code) = compress_slice(&mut packed, bytes, config);
        let used = used.len();
        packed.truncate(used);
        if code == ReturnCode::Ok { Ok(packed) } else { Err(format!("packing ended with {code:?}")) }
    });
    let (usual, alone) = (usual?, alone?);
    Ok(if alone.len() < usual.len() { alone } else { usual })
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), String> {
    whole::replace(path, bytes).map_err(|error| said(path, &error))
}

fn said(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
