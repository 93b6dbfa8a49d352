//! Joined rows, dates, words for remote meetings, ids.

use expect_test::expect;
use serde_json::Value;

use super::{Desk, good, makes, mapping, says};

#[test]
fn rows_of_one_meeting_are_joined() {
    let rows = "date,subject,who,member,place,ref\n\
        2020-01-02,Steel,Acme,Ana,Bern,1\n\
        2020-01-03,Steel,Acme,Ana,Bern,2\n\
        2020-01-02,Steel ,Acme,Bo,Berne,3\n\
        2020-01-02,Steel,Acme,Ana,,4\n\
        ,,,Ana,,5\n\
        ,,,Bo,,6\n";
    let map = "[meeting]\nid = \"ref\"\ndate = \"date\"\ntitle = \"subject\"\nplace = \"place\"\n\
        group = [\"date\", \"subject\", \"who\"]\n[[participant]]\nperson = \"member\"\n[[participant]]\norganisation = \"who\"\n";
    let desk = Desk::with(rows, &mapping(map));
    makes(
        &desk,
        expect![[r#"
        "organisations":{
        "acme":{"name":"Acme"}},
        "people":{
        "ana":{"name":"Ana"},
        "bo":{"name":"Bo"}},
        "topics":{},
        "places":{
        "bern":{"name":"Bern"},
        "berne":{"name":"Berne"}},
        "meetings":[
        {"id":"1","date":"2020-01-02","title":"Steel","place":["bern"],"participants":[{"person":"ana"},{"organisation":"acme"},{"person":"bo"}],"sources":[{"source":"register","where":"rows 1, 3, 4"}],"note":"ref: 3\nplace: Berne\nref: 4"},
        {"id":"2","date":"2020-01-03","title":"Steel","place":["bern"],"participants":[{"person":"ana"},{"organisation":"acme"}],"sources":[{"source":"register","where":"row 2"}]},
        {"id":"5","title":"(no title)","participants":[{"person":"ana"}],"sources":[{"source":"register","where":"row 5"}]},
        {"id":"6","title":"(no title)","participants":[{"person":"bo"}],"sources":[{"source":"register","where":"row 6"}]}],
        "facts":[]
        }
    "#]],
    );
    says(
        &desk,
        expect![[r#"
        register.csv: UTF-8, comma between 6 columns
               6  rows read
               2  of them joined to a meeting before
               4  meetings
               1  organisation
               2  people
               2  places

        not understood; the cells are kept in `note`:
               2  subject: empty; the title is "(no title)", and the mapping can name another with `no_title`
                  line 6
                  line 7

        understood, and worth a look:
               2  (row): empty in a column of `group`, so it is joined to no other, and stands alone
                  line 6: date, subject, who
                  line 7: date, subject, who
               1  place: differs between rows of one meeting; kept in `note`
                  line 4: Berne
               2  ref: differs between rows of one meeting; kept in `note`
                  line 4: 3
                  line 5: 4
        status 1
    "#]],
    );
}

/// What nobody declared is not made up: without a title it is not known which meeting a row is of.
#[test]
fn rows_with_an_empty_cell_in_the_group_stand_alone() {
    let rows = "Date,Purpose,Who\n01/02/2020,,A\n01/02/2020,,B\n01/02/2020,n/a,C\n01/02/2020,n/a,D\n,,E\n\
        01/02/2020,Steel,F\n01/02/2020,Steel,G\n,Steel,H\n,Steel,I\n";
    let map = "[meeting]\ndate = { column = \"Date\", format = \"DD/MM/YYYY\" }\ntitle = \"Purpose\"\nno_title = \"Untitled\"\n\
        group = [\"Date\", { column = \"Purpose\", empty = \"n/a\" }]\n[[participant]]\norganisation = \"Who\"\n";
    let desk = Desk::with(rows, &mapping(map));
    let (_, out, _) = desk.import();
    let who = good(&out).meetings.iter().map(|meeting| meeting.participants.len()).collect::<Vec<_>>();
    assert_eq!(who, [1, 1, 1, 1, 1, 2, 1, 1], "{out}");
    says(
        &desk,
        expect![[r#"
        register.csv: UTF-8, comma between 3 columns
               9  rows read
               1  of them joined to a meeting before
               8  meetings
               9  organisations

        understood, and worth a look:
               7  (row): empty in a column of `group`, so it is joined to no other, and stands alone
                  line 2: Purpose
                  line 3: Purpose
                  line 4: Purpose
               3  Purpose: empty; the title is the mapping's `no_title`
                  line 2
                  line 3
                  line 6
        status 0
    "#]],
    );
}

#[test]
fn dates_are_read_as_the_mapping_says() {
    let rows = "date;title\n1.2.2020;a\n01.02.20;b\n3 märz 2020;c\n4 Sept. 2020;d\n2020;e\n29.2.2021;f\n13/2020;g\n5.6.2020 17:30;h\n";
    let german = "[meeting]\ntitle = \"title\"\ndate = { column = \"date\", format = [\"D.M.YYYY\", \"D MONTH YYYY\", \"YYYY\", \"M/YYYY\", \"D.M.YYYY hh:mm\"], \
        months = [\"januar\", \"februar\", \"märz\", \"april\", \"mai\", \"juni\", \"juli\", \"august\", \"sept\", \"oktober\", \"november\", \"dezember\"] }\n";
    let desk = Desk::with(rows, &mapping(german));
    makes(
        &desk,
        expect![[r#"
        "organisations":{},
        "people":{},
        "topics":{},
        "places":{},
        "meetings":[
        {"id":"row-1","date":"2020-02-01","title":"a","sources":[{"source":"register","where":"row 1"}],"note":"date: 1.2.2020"},
        {"id":"row-2","title":"b","sources":[{"source":"register","where":"row 2"}],"note":"date: 01.02.20"},
        {"id":"row-3","date":"2020-03-03","title":"c","sources":[{"source":"register","where":"row 3"}],"note":"date: 3 märz 2020"},
        {"id":"row-4","date":"2020-09-04","title":"d","sources":[{"source":"register","where":"row 4"}],"note":"date: 4 Sept. 2020"},
        {"id":"row-5","date":"2020","title":"e","sources":[{"source":"register","where":"row 5"}]},
        {"id":"row-6","title":"f","sources":[{"source":"register","where":"row 6"}],"note":"date: 29.2.2021"},
        {"id":"row-7","title":"g","sources":[{"source":"register","where":"row 7"}],"note":"date: 13/2020"},
        {"id":"row-8","date":"2020-06-05","title":"h","sources":[{"source":"register","where":"row 8"}],"note":"date: 5.6.2020 17:30"}],
        "facts":[]
        }
    "#]],
    );
    says(
        &desk,
        expect![[r#"
        register.csv: UTF-8, semicolon between 2 columns
               8  rows read
               8  meetings

        not understood; the cells are kept in `note`:
               1  date: not in a format that the mapping names
                  line 3: 01.02.20
               2  date: there is no such day
                  line 7: 29.2.2021
                  line 8: 13/2020
        status 1
    "#]],
    );
}

#[test]
fn remote_may_be_a_word_for_yes_and_one_for_no() {
    let rows = "title,online\na,Yes\nb,no\nc,perhaps\nd,\n";
    let map = "[meeting]\ntitle = \"title\"\nremote = { column = \"online\", words = \"yes\", not = \"no\" }\n";
    let desk = Desk::with(rows, &mapping(map));
    makes(
        &desk,
        expect![[r#"
        "organisations":{},
        "people":{},
        "topics":{},
        "places":{},
        "meetings":[
        {"id":"row-1","title":"a","remote":true,"sources":[{"source":"register","where":"row 1"}],"note":"online: Yes"},
        {"id":"row-2","title":"b","sources":[{"source":"register","where":"row 2"}],"note":"online: no"},
        {"id":"row-3","title":"c","sources":[{"source":"register","where":"row 3"}],"note":"online: perhaps"},
        {"id":"row-4","title":"d","sources":[{"source":"register","where":"row 4"}]}],
        "facts":[]
        }
    "#]],
    );
    says(
        &desk,
        expect![[r#"
        register.csv: UTF-8, comma between 2 columns
               4  rows read
               4  meetings

        not understood; the cells are kept in `note`:
               1  online: says neither that it was remote nor that it was not
                  line 4: perhaps
        status 1
    "#]],
    );
}

#[test]
fn no_id_has_two_names() {
    let names = "A & B,a b,A-B,Ä b,北京,!!!,???,Ленин,Топ,row,Org".split(',').chain(["x".repeat(300).leak() as &str]);
    let long = ["one and the same beginning of a very long name that goes on and on", "until it differs"];
    let long = [format!("{} {}", long[0], long[1]), format!("{} {}!", long[0], long[1])];
    let names: Vec<String> = names.map(str::to_owned).chain(long).collect();
    let rows: String = names.iter().map(|name| format!("t,{name}\n")).collect();
    let map = "[meeting]\ntitle = \"title\"\nplace = \"who\"\ntopics = [\"who\"]\n\
        [[participant]]\norganisation = \"who\"\n[[participant]]\nperson = \"who\"\n";
    let desk = Desk::with(format!("title,who\n{rows}"), &mapping(map));
    let (status, out, err) = desk.import();
    assert_eq!(status, Some(0), "{err}");
    let value: Value = serde_json::from_str(&out).unwrap();
    for table in ["organisations", "people", "topics", "places"] {
        let table = value[table].as_object().unwrap();
        let mut kept: Vec<&str> = table.values().map(|entry| entry["name"].as_str().unwrap()).collect();
        let mut wanted: Vec<&str> = names.iter().map(|name| &**name).collect();
        kept.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(kept, wanted);
    }
    for (meeting, name) in good(&out).meetings.iter().zip(&names) {
        assert_eq!(value["organisations"][organisation(&out, &meeting.id)]["name"], **name);
    }
    let ids: Vec<&String> = value["organisations"].as_object().unwrap().keys().collect();
    expect![[r#"
        [
            "a-b",
            "a-b-998c8e",
            "a-b-c334b0",
            "a-b-eb8c76",
            "name-bac7cc",
            "name-f71743",
            "one-and-the-same-beginning-of-a-very-long-name-that-goes-on-4594a4",
            "one-and-the-same-beginning-of-a-very-long-name-that-goes-on-90fb45",
            "org",
            "row",
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-772dc3",
            "ленин",
            "топ",
            "北京",
        ]
    "#]]
    .assert_debug_eq(&ids);
}

/// The id of the organisation of a meeting.
fn organisation(json: &str, meeting: &str) -> String {
    let value: Value = serde_json::from_str(json).unwrap();
    let meetings = value["meetings"].as_array().unwrap();
    let meeting = meetings.iter().find(|record| record["id"] == meeting).unwrap();
    meeting["participants"][0]["organisation"].as_str().unwrap().to_owned()
}

#[test]
fn a_fact_is_about_one_of_its_table() {
    let rows = "title,who,post\na,Acme,Chair\nb,Acme; Bo,Member\n";
    let map = "[meeting]\ntitle = \"title\"\ntopics = [\"who\"]\n[[participant]]\norganisation = \"who\"\n\
        [[fact]]\nabout = { column = \"who\", separator = \";\" }\nof = \"person\"\nclaim = { text = \"post\" }\nvalue = \"post\"\n";
    let desk = Desk::with(rows, &mapping(map));
    makes(
        &desk,
        expect![[r#"
        "organisations":{
        "acme-cdd404":{"name":"Acme"},
        "acme-bo-f77637":{"name":"Acme; Bo"}},
        "people":{
        "acme-d1cca5":{"name":"Acme"},
        "bo":{"name":"Bo"}},
        "topics":{
        "acme":{"name":"Acme"},
        "acme-bo":{"name":"Acme; Bo"}},
        "places":{},
        "meetings":[
        {"id":"row-1","title":"a","topics":["acme"],"participants":[{"organisation":"acme-cdd404"}],"sources":[{"source":"register","where":"row 1"}]},
        {"id":"row-2","title":"b","topics":["acme-bo"],"participants":[{"organisation":"acme-bo-f77637"}],"sources":[{"source":"register","where":"row 2"}]}],
        "facts":[
        {"id":"acme-d1cca5-post-42ecfb","about":"acme-d1cca5","claim":"post","value":"Chair","sources":[{"source":"register","where":"row 1"}]},
        {"id":"acme-d1cca5-post-91a6f3","about":"acme-d1cca5","claim":"post","value":"Member","sources":[{"source":"register","where":"row 2"}]},
        {"id":"bo-post-91a6f3","about":"bo","claim":"post","value":"Member","sources":[{"source":"register","where":"row 2"}]}]
        }
    "#]],
    );
}
