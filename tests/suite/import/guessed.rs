//! Mappings that are proposed.

use std::fs;

use expect_test::{Expect, expect};

use super::{Desk, good, mapping};

/// What is proposed for a register; it is a mapping that can be used.
fn guesses(register: &str, expected: Expect) {
    let desk = Desk::with(register, "");
    let (status, out, err) = desk.run(&["import", "csv", "register.csv", "--guess"]);
    assert_eq!((status, &*err), (Some(0), ""));
    expected.assert_eq(&out);
    fs::write(desk.0.join("map.toml"), &out).unwrap();
    let (status, out, err) = desk.import();
    assert_eq!(status, Some(0), "{err}");
    good(&out);
}

const PARLIAMENT: &str = ",committees,country,date,dossier,epid,group,lobbyists,location,mep,role,title\n\
    0,[],Malta,27-10-2021,,1974,S&D,Terumo Europe,remote,Ana MEIER,Member,pancreatic cancer\n\
    1,['IMCO'],Malta,06-10-2021,N/A,1974,S&D,\"Tilray, Frank Farnel\",Zoom,Ana MEIER,Member,Medicinal Cannabis\n\
    2,\"['IMCO', 'PETI']\",France,14-07-2021,DSA,2285,RE,Acme; Nordic,Brussels,Bo LI,Rapporteur,On the resilience of critical entities\n";

#[test]
fn a_mapping_is_proposed_for_a_parliament() {
    guesses(
        PARLIAMENT,
        expect![[r##"
            # A mapping for `whomet import csv register.csv --map ..`, made up from the file: read it all.
            # 3 rows; the first 5,000 were looked at. What is wrong here is wrong in the dataset.

            [file]
            # it looks like UTF-8 with a comma between cells; name them if that is wrong
            # encoding = "utf-8"
            # delimiter = ","
            # cells that say only that there is nothing: those of these words that occur
            empty = ["N/A"]

            [dataset]
            # TO FILL IN: nothing in the file says it
            title = "Meetings"
            language = "en"
            publisher = { name = "Somebody" }
            licence = { name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/" }
            report = "mailto:data@example.org"

            [source]
            # TO FILL IN: where the file comes from
            title = "register.csv"
            # url = "https://example.org/register"

            [meeting]
            # each of the 3 values is there once; links stay right only if it never changes
            id = "column 1"
            # 3 of 3 cells are DD-MM-YYYY, such as 27-10-2021
            date = { column = "date", format = "DD-MM-YYYY" }
            # long text, or called so: 24 characters on average, at most 38
            title = "title"
            no_title = "(no title)"
            # 3 different places in 3 cells
            # 2 cells hold one of these words; such a meeting gets no place, and the cell is kept in `note`
            remote = { column = "location", words = ["remote", "remotely", "online", "virtual", "zoom", "teams", "webex", "skype", "video", "videoconference", "videocall", "phone", "telephone", "web", "webinar", "distance", "hybrid"] }
            place = { column = "location", unless_remote = true }
            topics = [
              # 3 of 3 cells are lists in square brackets
              { column = "committees", list = true },
              # 2 different values in 2 cells
              "dossier",
            ]
            # nothing says what these are: they are kept in `note`
            note = ["country", "epid"]
            # rows that are equal in these columns, and empty in none, are one meeting, with the participants of all
            # group = ["..", ".."]

            # who keeps the register, by the names of the columns
            [[participant]]
            # 2 different in 3 cells
            person = "mep"
            # 2 different in 3 cells
            as = "role"
            # 2 different in 3 cells
            organisation = "group"
            side = { text = "host" }

            # whom they met, by the name of the column
            [[participant]]
            # 1 of 3 cells hold ";"; if that stands between values: organisation = { column = "lobbyists", separator = ";" }
            # 1 of 3 cells hold ", "; if that stands between values: organisation = { column = "lobbyists", separator = ", " }
            organisation = "lobbyists"
            side = { text = "guest" }
        "##]],
    );
}

#[test]
fn a_mapping_is_proposed_for_a_ministry() {
    guesses(
        "Ref;Minister;Date of meeting;End date;Organisation;Purpose of meeting;Minutes;Venue;Official present\n\
         AB-1;Jane Smith;01/02/2020;02/02/2020;\"Acme\nNordic\";To discuss the budget;\"A long text.\nWith lines.\";London;\n\
         AB-2;Jane Smith;03/04/2020;03/04/2020;Acme;Introductory meeting;;London;Bo Li\n",
        expect![[r##"
            # A mapping for `whomet import csv register.csv --map ..`, made up from the file: read it all.
            # 2 rows; the first 5,000 were looked at. What is wrong here is wrong in the dataset.

            [file]
            # it looks like UTF-8 with a semicolon between cells; name them if that is wrong
            # encoding = "utf-8"
            # delimiter = ";"
            # cells that say only that there is nothing: those of these words that occur
            empty = []

            [dataset]
            # TO FILL IN: nothing in the file says it
            title = "Meetings"
            language = "en"
            publisher = { name = "Somebody" }
            licence = { name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/" }
            report = "mailto:data@example.org"

            [source]
            # TO FILL IN: where the file comes from
            title = "register.csv"
            # url = "https://example.org/register"

            [meeting]
            # each of the 2 values is there once; links stay right only if it never changes
            id = "Ref"
            # 2 of 2 cells are DD/MM/YYYY, such as 01/02/2020
            # CHECK: as many are MM/DD/YYYY; no day is above 12, so the file does not say which it is
            date = { column = "Date of meeting", format = "DD/MM/YYYY" }
            # 2 of 2 cells are DD/MM/YYYY, such as 02/02/2020
            # CHECK: as many are MM/DD/YYYY; no day is above 12, so the file does not say which it is
            end = { column = "End date", format = "DD/MM/YYYY" }
            # long text, or called so: 20 characters on average, at most 21
            title = "Purpose of meeting"
            no_title = "(no title)"
            # very long text, or called so: 24 characters on average, at most 24
            summary = "Minutes"
            # 1 different places in 2 cells
            place = "Venue"
            # nothing says what these are: they are kept in `note`
            note = ["Official present"]
            # rows that are equal in these columns, and empty in none, are one meeting, with the participants of all
            # group = ["..", ".."]

            # who keeps the register, by the names of the columns
            [[participant]]
            # 1 different in 2 cells
            person = "Minister"
            side = { text = "host" }

            # whom they met, by the name of the column
            [[participant]]
            # 1 of 2 cells hold "\n"; if that stands between values: organisation = { column = "Organisation", separator = "\n" }
            organisation = "Organisation"
            side = { text = "guest" }
        "##]],
    );
}

/// What is proposed for the file and the date, and what is said when it is imported so.
fn skips(register: &str, expected: Expect) {
    let desk = Desk::with(register, "");
    let (status, out, err) = desk.run(&["import", "csv", "register.csv", "--guess"]);
    assert_eq!((status, &*err), (Some(0), ""));
    fs::write(desk.0.join("map.toml"), &out).unwrap();
    let file = out.lines().skip_while(|line| *line != "[file]").take_while(|line| !line.is_empty());
    let columns = out.lines().filter(|line| line.starts_with("date = ") || line.starts_with("title = {"));
    let said: Vec<&str> = file.chain(columns).collect();
    let (status, out, err) = desk.import();
    assert_eq!(status, Some(0), "{err}");
    good(&out);
    expected.assert_eq(&format!("{}\n{err}", said.join("\n")));
}

#[test]
fn lines_before_the_names_of_the_columns_are_found() {
    let rows = "Date;Purpose of meeting;Organisation\n2020-01-02;Steel;Acme\n2020-01-03;Water;Fern, Bern\n";
    skips(
        &format!("Register of meetings, as of today\n\n{rows}"),
        expect![[r#"
            [file]
            # it looks like UTF-8 with a semicolon between cells; name them if that is wrong
            # encoding = "utf-8"
            # delimiter = ";"
            # CHECK: lines 1 to 2 have far fewer cells than the 3 of line 3, which is taken for the names of the columns
            skip = 2
            # cells that say only that there is nothing: those of these words that occur
            empty = []
            date = { column = "Date" }
            register.csv: UTF-8, semicolon between 3 columns
                   2  rows read
                   2  meetings
                   2  organisations

            understood, and worth a look:
                   1  Organisation: a name that may be several, and is kept as one
                      line 5: Fern, Bern
        "#]],
    );
    skips(
        &format!("\"Register\nof meetings\";;\n;;\n{rows}"),
        expect![[r#"
            [file]
            # it looks like UTF-8 with a semicolon between cells; name them if that is wrong
            # encoding = "utf-8"
            # delimiter = ";"
            # CHECK: lines 1 to 3 have far fewer cells than the 3 of line 4, which is taken for the names of the columns
            skip = 3
            # cells that say only that there is nothing: those of these words that occur
            empty = []
            date = { column = "Date" }
            register.csv: UTF-8, semicolon between 3 columns
                   2  rows read
                   2  meetings
                   2  organisations

            understood, and worth a look:
                   1  Organisation: a name that may be several, and is kept as one
                      line 6: Fern, Bern
        "#]],
    );
}

#[test]
fn a_line_before_two_columns_is_found() {
    skips(
        "Register, as of today\nDate;Title\n2020-01-02;Steel\n2020-01-03;Water\n",
        expect![[r#"
        [file]
        # it looks like UTF-8 with a semicolon between cells; name them if that is wrong
        # encoding = "utf-8"
        # delimiter = ";"
        # CHECK: line 1 has far fewer cells than the 2 of line 2, which is taken for the names of the columns
        skip = 1
        # cells that say only that there is nothing: those of these words that occur
        empty = []
        date = { column = "Date" }
        register.csv: UTF-8, semicolon between 2 columns
               2  rows read
               2  meetings
    "#]],
    );
}

#[test]
fn a_first_line_may_say_what_stands_between_cells() {
    let rows = "Date|Purpose of meeting|Organisation\r\n2020-01-02|a;b;c;d|Acme\r\n2020-01-03|e;f;g;h|Fern\r\n";
    skips(
        &format!("sep=|\r\n{rows}"),
        expect![[r#"
            [file]
            # it looks like UTF-8 with a `|` between cells; name them if that is wrong
            # encoding = "utf-8"
            # delimiter = "|"
            # the first line says what stands between cells, and is no row
            # cells that say only that there is nothing: those of these words that occur
            empty = []
            date = { column = "Date" }
            register.csv: UTF-8, `|` between 3 columns
                   2  rows read
                   2  meetings
                   2  organisations
        "#]],
    );
    skips(
        &format!("\u{feff}\"SEP=|\"\nRegister\n{rows}"),
        expect![[r#"
            [file]
            # it looks like UTF-8 with a `|` between cells; name them if that is wrong
            # encoding = "utf-8"
            # delimiter = "|"
            # the first line says what stands between cells, and is no row
            # CHECK: lines 1 to 2 have far fewer cells than the 3 of line 3, which is taken for the names of the columns
            skip = 2
            # cells that say only that there is nothing: those of these words that occur
            empty = []
            date = { column = "Date" }
            register.csv: UTF-8, `|` between 3 columns
                   2  rows read
                   2  meetings
                   2  organisations
        "#]],
    );
    // a mapping that skips the line, or names what stands there, is as good as one that does not
    for file in ["", "[file]\nskip = 1\n", "[file]\ndelimiter = \"|\"\n"] {
        let map = mapping("[meeting]\ndate = \"Date\"\n[[participant]]\norganisation = \"Organisation\"\n");
        let map = format!("{file}{map}");
        let (status, out, err) = Desk::with(format!("sep=|\n{rows}"), &map).import();
        assert_eq!((status, good(&out).meetings.len()), (Some(1), 2), "{file} {err}");
    }
}

#[test]
fn rows_whose_first_has_fewer_cells_are_rows_all_the_same() {
    for register in [
        "Name\nSmith, Ann\nDoe, Bo\n",
        ",Name\n1,Ann\n2,Bo\n",
        "a,b,c\n1\n2\n3\n",
        ";Name\n1;Ann\n2;Bo\n",
        "sep=x y,b,c\n1,2,3\n",
        "a,b\n1,2,,,\n3,4,,,\n",
    ] {
        let (_, out, _) = Desk::with(register, "").run(&["import", "csv", "register.csv", "--guess"]);
        assert!(out.contains("[file]") && !out.contains("\nskip"), "{out}");
    }
}

#[test]
fn what_looks_like_a_web_page_is_refused() {
    let mut said = String::new();
    for page in ["<!DOCTYPE html>\n<html>", "\n <table border=1><tr>", "<?xml version='1.0'?>", "\u{feff}<HTML>"] {
        let (status, out, err) = Desk::with(page, "").run(&["import", "csv", "register.csv", "--guess"]);
        assert_eq!((status, &*out), (Some(2), ""));
        said += &err;
    }
    expect![[r#"
        whomet: import: register.csv:1: this begins with `<!DOCTYPE`: it looks like HTML or XML, not like rows; open it in a spreadsheet and save it as CSV, or, if it is a feed, write `import feed`
        whomet: import: register.csv:2: this begins with `<table`: it looks like HTML or XML, not like rows; open it in a spreadsheet and save it as CSV, or, if it is a feed, write `import feed`
        whomet: import: register.csv:1: this begins with `<?xml`: it looks like HTML or XML, not like rows; open it in a spreadsheet and save it as CSV, or, if it is a feed, write `import feed`
        whomet: import: register.csv:1: this begins with `<HTML`: it looks like HTML or XML, not like rows; open it in a spreadsheet and save it as CSV, or, if it is a feed, write `import feed`
    "#]].assert_eq(&said);
}
