//! `whomet site`: the part of a built page that depends on the data.
//!
//! Into `index.html` go its title and description, a description for machines, and a readable page for
//! browsers without WebAssembly or JavaScript, with a notice in every language of the page; into `sw.js` the list
//! of the files that make up the version.
//! What stands there already is replaced, so it is run again whenever `data/` is.

mod about;
mod markup;
mod read;
mod readable;
mod words;
mod worker;

use std::fs;
use std::path::Path;

use lexopt::Arg;
use whomet::export::Readable;

use crate::commands::{self, Outcome};
use crate::whole;
use words::Words;

/// The page.
const INDEX: &str = "index.html";

/// Writes the parts of a folder's page.
pub fn run(mut arguments: lexopt::Parser) -> Result<Outcome, String> {
    let (mut folder, mut address) = (None, String::new());
    let wrong = |error: lexopt::Error| error.to_string();
    while let Some(argument) = arguments.next().map_err(wrong)? {
        match argument {
            Arg::Value(value) if folder.is_none() => folder = Some(commands::text(value)?),
            Arg::Long("address") => address = of_page(&commands::text(arguments.value().map_err(wrong)?)?)?,
            other => return Err(other.unexpected().to_string()),
        }
    }
    let folder = folder.ok_or("no folder with a built page is named")?;
    let folder = Path::new(&folder);
    let page = folder.join(INDEX);
    let (stock, flawed) = read::stock(&folder.join("data"))?;
    let front = read::front(&stock, &|need| read::piece(&folder.join("data"), need))?;
    let html = fs::read_to_string(&page).map_err(|error| format!("{}: {error}", page.display()))?;
    let words = Words::of_all(folder)?;
    let html = replaced(&html, "about", &about::head(&stock, &address))
        .and_then(|html| replaced(&html, "nowasm", &readable::notice(&words, Readable::NeedsWasm, true)))
        .and_then(|html| replaced(&html, "noscript", &readable::notice(&words, Readable::NeedsScript, false)))
        .and_then(|html| replaced(&html, "plain", &readable::page(&stock, &front, &words)))
        .ok_or_else(|| format!("{}: is no page that `./x build` made", page.display()))?;
    let worker = worker::listed(folder, &html)?;
    // both are known before either is written
    write(&page, &html)?;
    write(&folder.join(worker::WORKER), &worker)?;
    if flawed {
        commands::tell("problems left something out; `whomet check` says which");
        return Ok(Outcome::Problems);
    }
    Ok(Outcome::Clean)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    whole::replace(path, text.as_bytes()).map_err(|error| format!("{}: {error}", path.display()))
}

/// The address of the page, to which what lies beside it is added.
fn of_page(text: &str) -> Result<String, String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    if !web || text.contains(['?', '#']) {
        return Err(format!("--address {text}: where the page is published, such as https://example.org/meetings/"));
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

/// What stands between two marks is replaced; `None` if they are not there.
fn replaced(html: &str, mark: &str, new: &str) -> Option<String> {
    let (begin, end) = (format!("<!--{mark}-->"), format!("<!--/{mark}-->"));
    let from = html.find(&begin)? + begin.len();
    let to = from + html.get(from..)?.find(&end)?;
    Some(format!("{}\n{new}{}", html.get(..from)?, html.get(to..)?))
}
