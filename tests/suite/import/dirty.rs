//! A mapping with every feature, and files that are written in every way.

use expect_test::expect;
use serde_json::Value;

use super::{Desk, SMALL, good, makes, mapping, says};

/// Every feature of a mapping.
const EVERYTHING: &str = r#"
[file]
encoding = "utf-8"
delimiter = ","
quotes = true
empty = ["N/A", "-"]

[dataset]
title = "Meetings of the {Office}"
description = "As declared."
language = "en"
updated = "2026-11-24"
publisher = { name = "Example Desk", url = "https://example.org" }
licence = { name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/" }
report = "mailto:data@example.org"

[source]
id = "diary"
url = "https://example.org/diary"
title = "The diary"
publisher = "The Office"
published = "2021"
retrieved = "2026-11-01"
archive = "https://archive.example.org/diary"
language = "en"

[meeting]
id = "id"
date = { column = "date", format = ["DD-MM-YYYY", "D MONTH YYYY", "YYYY-MM", "YYYY-MM-DD*"] }
end = { column = "until", format = "DD-MM-YYYY" }
title = "subject"
no_title = "Untitled"
summary = "minutes"
kind = { text = "talks" }
place = { column = "where", unless_remote = true }
remote = { column = "where", words = ["online", "zoom"] }
topics = [{ column = "committees", list = true }, "dossier"]
note = ["name (2)"]

[[participant]]
person = "name"
as = "role"
organisation = { text = "The Office" }
side = { text = "host" }

[[participant]]
organisation = { column = "lobbyists", separator = [";", "\n"] }
side = { text = "guest" }

[[fact]]
about = "lobbyist"
claim = { text = "budget" }
value = "budget"
unit = { text = "euro" }
"#;

/// Rows of the shape of a parliament's register, each dirty in its own way.
const DIRTY: &str = "\u{feff}id,date,until,subject,minutes,where,committees,dossier,name,role,name,lobbyists,lobbyist,budget,\r\n\
    a1,19-05-2021,21-05-2021,  Talks  on\u{a0}steel ,\"They spoke.\n\nThen \"\"more\"\".\",Brussels,\"['IMCO', 'PETI']\",DSA,Ana  Meier,Member,x,Acme Steel; Nordic Foods,Acme Steel,100,\r\n\
    a2,3 May 2021,,N/A,,Zoom (online),[],-,Ana Meier,Rapporteur,,\"Acme Steel\r\nÖsterreichische Bahn\",,5,\r\n\
    \r\n\
    ,,,,,,,,,,,,,,\r\n\
    a1,2021-05,,Ids twice,,brussels,\"['D\\'accord', \"\"two, words\"\"]\",,Bo Li,,,,,,\r\n\
    a4,31-02-2021,01-03-2021,Impossible,,ONLINE,IMCO,,Bo Li,Member,,\"Acme, Steel and Sons\",,,\r\n\
    a5,2021-05-06T10:00:00Z,01-05-2021,Reversed,,,\"['a', 'b'\",,,,,,,,\r\n\
    a6,20-05-2021,,Short\r\n\
    a7,21-05-2021,,Long,,Zürich,[],,,,,,Acme Steel,100,,more,\r\n\
    ,22/05/2021,,No id,,,,,,,,,,,\r\n";

#[test]
fn every_feature_of_a_mapping_on_dirty_rows() {
    let desk = Desk::with(DIRTY, EVERYTHING);
    makes(
        &desk,
        expect![[r#"
        "organisations":{
        "the-office":{"name":"The Office"},
        "acme-steel":{"name":"Acme Steel"},
        "nordic-foods":{"name":"Nordic Foods"},
        "osterreichische-bahn":{"name":"Österreichische Bahn"},
        "acme-steel-and-sons":{"name":"Acme, Steel and Sons"}},
        "people":{
        "ana-meier":{"name":"Ana Meier"},
        "bo-li":{"name":"Bo Li"}},
        "topics":{
        "imco":{"name":"IMCO"},
        "peti":{"name":"PETI"},
        "dsa":{"name":"DSA"},
        "d-accord":{"name":"D'accord"},
        "two-words":{"name":"two, words"}},
        "places":{
        "brussels":{"name":"Brussels"},
        "brussels-866012":{"name":"brussels"},
        "zurich":{"name":"Zürich"}},
        "meetings":[
        {"id":"a1","date":"2021-05-19/2021-05-21","title":"Talks on steel","summary":"They spoke.\n\nThen \"more\".","kind":"talks","place":["brussels"],"topics":["imco","peti","dsa"],"participants":[{"person":"ana-meier","as":"Member","organisation":"the-office","side":"host"},{"organisation":"acme-steel","side":"guest"},{"organisation":"nordic-foods","side":"guest"}],"sources":[{"source":"diary","where":"row 1"}],"note":"date: 19-05-2021\nuntil: 21-05-2021\ncommittees: ['IMCO', 'PETI']\nname (2): x\nlobbyists: Acme Steel; Nordic Foods"},
        {"id":"a2","date":"2021-05-03","title":"Untitled","kind":"talks","remote":true,"participants":[{"person":"ana-meier","as":"Rapporteur","organisation":"the-office","side":"host"},{"organisation":"acme-steel","side":"guest"},{"organisation":"osterreichische-bahn","side":"guest"}],"sources":[{"source":"diary","where":"row 2"}],"note":"date: 3 May 2021\nwhere: Zoom (online)\nlobbyists: Acme Steel\r\nÖsterreichische Bahn\nbudget: 5"},
        {"id":"row-4","date":"2021-05","title":"Ids twice","kind":"talks","place":["brussels-866012"],"topics":["d-accord","two-words"],"participants":[{"person":"bo-li","organisation":"the-office","side":"host"}],"sources":[{"source":"diary","where":"row 4"}],"note":"committees: ['D\\'accord', \"two, words\"]\nid: a1"},
        {"id":"a4","title":"Impossible","kind":"talks","remote":true,"participants":[{"person":"bo-li","as":"Member","organisation":"the-office","side":"host"},{"organisation":"acme-steel-and-sons","side":"guest"}],"sources":[{"source":"diary","where":"row 5"}],"note":"date: 31-02-2021\nuntil: 01-03-2021\nwhere: ONLINE\ncommittees: IMCO"},
        {"id":"a5","date":"2021-05-06","title":"Reversed","kind":"talks","sources":[{"source":"diary","where":"row 6"}],"note":"date: 2021-05-06T10:00:00Z\nuntil: 01-05-2021\ncommittees: ['a', 'b'"},
        {"id":"a6","date":"2021-05-20","title":"Short","kind":"talks","sources":[{"source":"diary","where":"row 7"}],"note":"date: 20-05-2021"},
        {"id":"a7","date":"2021-05-21","title":"Long","kind":"talks","place":["zurich"],"sources":[{"source":"diary","where":"row 8"}],"note":"date: 21-05-2021\ncolumn 16: more"},
        {"id":"row-9","title":"No id","kind":"talks","sources":[{"source":"diary","where":"row 9"}],"note":"date: 22/05/2021"}],
        "facts":[
        {"id":"acme-steel-budget-1b6a54","about":"acme-steel","claim":"budget","value":"100","unit":"euro","sources":[{"source":"diary","where":"row 1"}]}]
        }
    "#]],
    );
}

#[test]
fn what_was_dirty_is_reported() {
    let desk = Desk::with(DIRTY, EVERYTHING);
    says(
        &desk,
        expect![[r#"
            register.csv: UTF-8, comma between 15 columns
                   9  rows read
                   1  of them with nothing in them, left out
                   8  meetings
                   5  organisations
                   2  people
                   5  topics
                   3  places
                   1  fact
                   2  cells that the mapping calls empty

            not understood; the cells are kept in `note`:
                   1  (row): has fewer cells than the header; the others are empty
                      line 12
                   1  (row): has more cells than the header
                      line 13: more
                   2  committees: not a list in square brackets
                      line 10: IMCO
                      line 11: ['a', 'b'
                   1  date: not in a format that the mapping names
                      line 14: 22/05/2021
                   1  date: there is no such day
                      line 10: 31-02-2021
                   1  id: no id; the meeting has that of its row
                      line 14
                   1  id: the id of a row before
                      line 9: a1
                   1  until: an end before the beginning
                      line 11: 01-05-2021
                   1  until: an end without a beginning
                      line 10: 01-03-2021

            understood, and worth a look:
                   1  budget: no fact is made of it: the rest of it is missing, or very long; kept in `note`
                      line 5: 5
                   1  lobbyists: a name that may be several, and is kept as one
                      line 10: Acme, Steel and Sons
                   1  subject: empty; the title is the mapping's `no_title`
                      line 5

            not imported, as the mapping does not name these columns: column 15
            status 1
        "#]],
    );
}

#[test]
fn what_the_publisher_says_of_the_dataset_is_kept() {
    let desk = Desk::with(DIRTY, EVERYTHING);
    let (_, out, _) = desk.import();
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["title"], "Meetings of the {Office}");
    assert_eq!(value["licence"]["url"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(value["sources"]["diary"]["archive"], "https://archive.example.org/diary");
    assert_eq!(good(&out).meetings.len(), 8);
}

#[test]
fn delimiters_and_encodings_are_found() {
    let rows = "date;title;who\n2020-01-02;\"a; b, c\";Österreich – Bahn\n2020-01-03;x;y\n";
    let as_1252: Vec<u8> =
        rows.chars().map(|c| if c == '–' { 0x96 } else { u8::try_from(c as u32).unwrap() }).collect();
    let mut as_16 = vec![0xff, 0xfe];
    as_16.extend(rows.encode_utf16().flat_map(u16::to_le_bytes));
    let mut big_16 = vec![0xfe, 0xff];
    big_16.extend(rows.encode_utf16().flat_map(u16::to_be_bytes));
    let tabs = rows.replace(';', "\t").replace("a\t b", "a; b");
    let bars = rows.replace(';', "|").replace("a| b", "a; b");
    let commas = rows.replace(';', ",").replace("a, b", "a; b");
    let mut said = String::new();
    let files = [rows.into(), as_1252, as_16, big_16, tabs.into(), bars.into(), commas.into()];
    for file in files {
        let desk = Desk::with(&file, &mapping(SMALL));
        let (status, out, err) = desk.import();
        assert_eq!(status, Some(0), "{err}");
        let meetings = good(&out).meetings;
        assert_eq!(meetings.len(), 2, "{out}");
        assert_eq!(meetings[0].title.first(), "a; b, c");
        assert!(out.contains("{\"name\":\"Österreich – Bahn\"}"), "{out}");
        said += err.split("       2  rows").next().unwrap();
    }
    expect![[r#"
        register.csv: UTF-8, semicolon between 3 columns
        register.csv: Windows-1252, semicolon between 3 columns
        register.csv: the byte 0xd6 in line 2 is not UTF-8, so it was read as Windows-1252
        register.csv: UTF-16, semicolon between 3 columns
        register.csv: UTF-16, semicolon between 3 columns
        register.csv: UTF-8, tab between 3 columns
        register.csv: UTF-8, `|` between 3 columns
        register.csv: UTF-8, comma between 3 columns
    "#]]
    .assert_eq(&said);
}

/// One stray byte, and all other lines are no longer what they were.
#[test]
fn a_stray_byte_in_utf_8_is_told_with_what_it_makes_of_the_rest() {
    let rows = "date,title,who\n2020,Café,Acme\n2021,Plain,Acme\n2022,Caf\u{1},Bär\n2023,Zürich,北京\n";
    let bytes: Vec<u8> = rows.bytes().map(|byte| if byte == 1 { 0xe9 } else { byte }).collect();
    let desk = Desk::with(bytes, &mapping(SMALL));
    let (_, out, _) = desk.import();
    assert!(out.contains("\"CafÃ©\""), "{out}");
    says(
        &desk,
        expect![[r#"
            register.csv: Windows-1252, comma between 3 columns
            register.csv: the byte 0xe9 in line 4 is not UTF-8, so it was read as Windows-1252
            register.csv: 2 lines are UTF-8 with letters beyond ASCII, line 2 the first, and as Windows-1252 they look garbled (`Ã©` for `é`); if the file is meant to be UTF-8, mend 1 line that is not, or save it as UTF-8 where it comes from
                   4  rows read
                   4  meetings
                   3  organisations
            status 0
        "#]],
    );
    let (_, out, _) = desk.run(&["import", "csv", "register.csv", "--guess"]);
    let said: Vec<&str> = out.lines().filter(|line| line.contains("UTF-8")).collect();
    expect![[r#"
        # the byte 0xe9 in line 4 is not UTF-8
        # CHECK: 2 lines are UTF-8 with letters beyond ASCII, line 2 the first, and as Windows-1252 they look garbled (`Ã©` for `é`); if the file is meant to be UTF-8, mend 1 line that is not, or save it as UTF-8 where it comes from"#]].assert_eq(&said.join("\n"));
}

#[test]
fn quotation_marks_may_mean_nothing() {
    let rows = "date\ttitle\twho\n2020\t\"x\tAcme\n2021\ty\"\tAcme\n";
    let desk = Desk::with(rows, &format!("[file]\nquotes = false\n{}", mapping(SMALL)));
    makes(
        &desk,
        expect![[r#"
        "organisations":{
        "acme":{"name":"Acme"}},
        "people":{},
        "topics":{},
        "places":{},
        "meetings":[
        {"id":"row-1","date":"2020","title":"\"x","participants":[{"organisation":"acme"}],"sources":[{"source":"register","where":"row 1"}]},
        {"id":"row-2","date":"2021","title":"y\"","participants":[{"organisation":"acme"}],"sources":[{"source":"register","where":"row 2"}]}],
        "facts":[]
        }
    "#]],
    );
}

/// The mapping that is kept as an example, on rows of the shape that it is for.
#[test]
fn the_example_is_good() {
    let rows = ",committees,country,date,dossier,epid,group,lobbyists,location,mep,role,title\n\
        0,\"['IMCO', 'PETI']\",Malta,27-10-2021,DSA,1,S&D,\"Acme; Nordic\",Etäkokous,Ana MEIER,Member,Talks\n\
        1,[],France,27-10-2021,n/a,2,RE,\"Acme; Nordic\",Zoom,Bo LI,Rapporteur,Talks\n";
    let desk = Desk::with(rows, include_str!("../../data/parliament.toml"));
    makes(
        &desk,
        expect![[r#"
        "organisations":{
        "s-d":{"name":"S&D"},
        "acme":{"name":"Acme"},
        "nordic":{"name":"Nordic"},
        "re":{"name":"RE"}},
        "people":{
        "ana-meier":{"name":"Ana MEIER"},
        "bo-li":{"name":"Bo LI"}},
        "topics":{
        "dsa":{"name":"DSA"},
        "imco":{"name":"IMCO"},
        "peti":{"name":"PETI"}},
        "places":{},
        "meetings":[
        {"id":"0","date":"2021-10-27","title":"Talks","remote":true,"topics":["dsa","imco","peti"],"participants":[{"person":"ana-meier","as":"Member","organisation":"s-d","side":"host"},{"organisation":"acme","side":"guest"},{"organisation":"nordic","side":"guest"},{"person":"bo-li","as":"Rapporteur","organisation":"re","side":"host"}],"sources":[{"source":"integrity-watch","where":"rows 1, 2"}],"note":"committees: ['IMCO', 'PETI']\ncountry: Malta\ndate: 27-10-2021\nepid: 1\nlobbyists: Acme; Nordic\nlocation: Etäkokous\ncountry: France\nepid: 2\nlocation: Zoom\ncolumn 1: 1"}],
        "facts":[]
        }
    "#]],
    );
    says(
        &desk,
        expect![[r#"
        register.csv: UTF-8, comma between 12 columns
               2  rows read
               1  of them joined to a meeting before
               1  meeting
               4  organisations
               2  people
               3  topics
               1  cells that the mapping calls empty

        understood, and worth a look:
               1  column 1: differs between rows of one meeting; kept in `note`
                  line 3: 1
        status 0
    "#]],
    );
}

#[test]
fn every_character_of_windows_1252_is_read() {
    let bytes: Vec<u8> = (0x80..=0xff).filter(|byte| ![0x81, 0x8d, 0x8f, 0x90, 0x9d].contains(byte)).collect();
    let desk = Desk::with([b"date,title,who\n2020,x,", &*bytes, b"\n"].concat(), &mapping(SMALL));
    let (_, out, _) = desk.import();
    let dataset = good(&out);
    let name = dataset.entities.table(whomet::model::EntityKind::Organisation)[0].name.first();
    // a blank that does not break is space, and tidied
    let rest: String = ('¡'..='ÿ').collect();
    assert_eq!(name, format!("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ {rest}"));
}

#[test]
fn lines_before_the_header_are_skipped() {
    let rows = "Register of meetings; as of today, 12:00\n\"all, data\n\ndate;title;who\n2020;x;Acme\n2021-13;y;Acme\n";
    let desk = Desk::with(rows, &format!("[file]\nskip = 3\n{}", mapping(SMALL)));
    says(
        &desk,
        expect![[r#"
        register.csv: UTF-8, semicolon between 3 columns
               2  rows read
               2  meetings
               1  organisation

        not understood; the cells are kept in `note`:
               1  date: there is no such day
                  line 6: 2021-13
        status 1
    "#]],
    );
}

/// The reader of rows keeps room for the longest of them; a wide header must not cost that for each.
#[test]
fn a_wide_header_costs_nothing_in_narrow_rows() {
    let header = format!("date,title,who{}", ",a".repeat(50_000));
    let desk = Desk::with(format!("{header}\n{}", "2020,x,y\n".repeat(20_000)), &mapping(SMALL));
    let run =
        format!("ulimit -v 1000000; exec '{}' import csv register.csv --map map.toml", env!("CARGO_BIN_EXE_whomet"));
    let run = std::process::Command::new("sh").args(["-c", &run]).current_dir(&desk.0).output().unwrap();
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
}

/// The mapping in the README, on a row of its columns.
#[test]
fn what_the_readme_shows_can_be_used() {
    let readme = include_str!("../../../README.md");
    let map = readme.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let rows = "Ref;Date;Until;Purpose;Minutes;Venue;Dossier;Committees;Country;Minister;Role;Organisations;Organisation;Budget\n\
        r1;3 May 2021;05/05/2021;Water;Long.;Bern;DSA;['IMCO'];N/A;Ana Meier;Minister;\"Acme; Nordic\";Acme;7\n";
    let desk = Desk::with(rows, map);
    makes(
        &desk,
        expect![[r#"
        "organisations":{
        "the-ministry":{"name":"The Ministry"},
        "acme":{"name":"Acme"},
        "nordic":{"name":"Nordic"}},
        "people":{
        "ana-meier":{"name":"Ana Meier"}},
        "topics":{
        "dsa":{"name":"DSA"},
        "imco":{"name":"IMCO"}},
        "places":{
        "bern":{"name":"Bern"}},
        "meetings":[
        {"id":"r1","date":"2021-05-03/2021-05-05","title":"Water","summary":"Long.","kind":"talks","place":["bern"],"topics":["dsa","imco"],"participants":[{"person":"ana-meier","as":"Minister","organisation":"the-ministry","side":"host"},{"organisation":"acme","side":"guest"},{"organisation":"nordic","side":"guest"}],"sources":[{"source":"register","where":"row 1"}],"note":"Date: 3 May 2021\nUntil: 05/05/2021\nCommittees: ['IMCO']\nOrganisations: Acme; Nordic"}],
        "facts":[
        {"id":"acme-budget-884280","about":"acme","claim":"budget","value":"7","unit":"euro","sources":[{"source":"register","where":"row 1"}]}]
        }
    "#]],
    );
    says(
        &desk,
        expect![[r#"
        register.csv: Windows-1252, semicolon between 14 columns
               1  rows read
               1  meeting
               3  organisations
               1  person
               2  topics
               1  place
               1  fact
               1  cells that the mapping calls empty
        status 0
    "#]],
    );
}
