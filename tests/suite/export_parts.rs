//! Files are written in parts, none of which keeps a page busy for long.

use whomet::export::{BibTex, Frame, Html, Json, References, Tally, Writer};
use whomet::source::read;

use crate::export::{all, selection, shelf, words};

#[test]
fn no_part_of_a_file_is_long_however_many_sources_and_names_there_are() {
    const MANY: usize = 1_500;
    let list = |entry: &dyn Fn(usize) -> String| (0..MANY).map(entry).collect::<Vec<_>>().join(",");
    let sources = list(&|at| format!(r#""s{at}": {{"title": "Minutes {at}"}}"#));
    let organisations = list(&|at| format!(r#""o{at}": {{"name": "Organisation {at}"}}"#));
    let meetings = list(&|at| {
        format!(
            r#"{{"id": "m{at}", "title": "Talks", "participants": [{{"organisation": "o{at}"}}], "sources": ["s{at}"]}}"#
        )
    });
    let text = format!(
        r#"{{"format": "whomet/1", "title": "t", "sources": {{{sources}}}, "organisations": {{{organisations}}}, "meetings": [{meetings}]}}"#
    );
    let (dataset, _) = read(text.as_bytes());
    let frame = || Frame { selection: selection(), filters: Vec::new() };
    let writers: [(Box<dyn Writer>, usize); 5] = [
        (Box::new(Json::new(shelf(&dataset))), 2 * MANY),
        (Box::new(BibTex::new(shelf(&dataset), selection())), MANY),
        (Box::new(References::new(shelf(&dataset), selection())), MANY),
        (Box::new(Tally::new(shelf(&dataset))), 2 * MANY),
        (Box::new(Html::new(shelf(&dataset), words(), frame())), MANY),
    ];
    for (mut writer, entries) in writers {
        all(&dataset).for_each(|record| writer.look(record));
        let mut parts = Vec::new();
        let mut part = |write: &mut dyn FnMut(&mut String) -> bool| {
            let mut more = true;
            while more {
                let mut out = String::new();
                more = write(&mut out);
                parts.push(out.len());
            }
        };
        part(&mut |out| writer.begin(out));
        part(&mut |out| writer.end(out));
        let (longest, whole) = (parts.iter().max().unwrap(), parts.iter().sum::<usize>());
        assert!(parts.len() >= entries / 200, "{entries} entries in {} parts", parts.len());
        assert!(*longest < whole / (entries / 400), "{longest} of {whole} bytes in one part");
    }
}
