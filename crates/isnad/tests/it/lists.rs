//! Lists of people on the command line. Every name is invented.

use crate::fixture::{Place, program, said, zipped};
use serde_json::{Value, json};

const GROUND: [&str; 6] = [
    "--legal-basis",
    "order 12 of the invented court",
    "--purpose",
    "to find the missing",
    "--source",
    "a courier",
];

const LIST: &str = "no;Vorname;Familienname;Geburtsdatum\n1;Salem;Haddad;31.12.1975\n2;Omar\n3;Nour;Bahri;1.2.1980\n";

fn import(place: &Place, code: i32, words: &[&str]) -> Value {
    let words = [&["list", "import", "--json"], words, &GROUND].concat();
    place.ends(code, &words).json()
}

#[test]
fn a_list_comes_in_and_its_bad_rows_are_named() {
    let place = Place::new();
    place.put("list.csv", LIST);
    let mapped = import(
        &place,
        7,
        &[
            "list.csv",
            "--restriction",
            "not for removal",
            "--name",
            "A list",
        ],
    );
    assert_eq!(
        (&mapped["item"], &mapped["records"], &mapped["bad_rows"]),
        (&json!("ISN-000001"), &json!(2), &json!(1))
    );
    assert_eq!(mapped["bad"][0]["line"], 3);
    let reason = "it has 2 cells, and there are 4 headings";
    assert_eq!(mapped["bad"][0]["reason"], reason);
    let shown = place
        .ends(0, &["list", "show", "ISN-000001", "--json"])
        .json();
    assert_eq!(shown["legal_basis"], "order 12 of the invented court");
    assert_eq!(shown["purpose"], "to find the missing");
    assert_eq!(shown["restrictions"], json!(["not for removal"]));
    assert_eq!(shown["name"], "A list");
    let lists = place.ends(0, &["list", "list", "--jsonl"]).lines();
    assert_eq!(lists, [shown]);
    let rows = place
        .ends(0, &["list", "rows", "ISN-000001", "--jsonl"])
        .lines();
    let ids: Vec<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["ISN-000001:2", "ISN-000001:3", "ISN-000001:4"]);
    assert_eq!(
        rows[0]["says"],
        json!({ "given": ["Salem"], "family": ["Haddad"], "birth_date": ["31.12.1975"] })
    );
    let bad = place.ends(0, &["list", "rows", "ISN-000001", "--bad", "--limit", "0"]);
    assert_eq!(bad.out, format!("ISN-000001:3\tbad, line 3: {reason}\n"));
    let record = place
        .ends(0, &["list", "record", "ISN-000001:4", "--json"])
        .json();
    assert_eq!(
        record["cells"][3],
        json!({ "column": "Geburtsdatum", "text": "1.2.1980", "says": ["birth_date"] })
    );
    place.ends(5, &["list", "record", "ISN-000001:9"]);
    place.ends(5, &["list", "show", "ISN-000009"]);
}

#[test]
fn without_a_ground_a_list_is_refused_in_words() {
    let place = Place::new();
    place.put("list.csv", LIST);
    let (size, _) = place.checkpoint();
    for words in [
        &["list", "import", "list.csv", "--source", "x"][..],
        &[
            "list",
            "import",
            "list.csv",
            "--source",
            "x",
            "--legal-basis",
            "b",
        ],
        &[
            "list",
            "import",
            "list.csv",
            "--source",
            "x",
            "--legal-basis",
            " ",
            "--purpose",
            "p",
        ],
        &[
            "list",
            "import",
            "list.csv",
            "--source",
            "x",
            "--purpose",
            "p",
            "--dry-run",
        ],
    ] {
        let said = place.ends(2, words);
        assert!(
            said.err.contains("--legal-basis") && said.err.contains("--purpose"),
            "{said:?}"
        );
    }
    assert_eq!(place.checkpoint().0, size);
}

#[test]
fn a_preview_writes_a_mapping_that_can_be_changed_and_used() {
    let place = Place::new();
    place.put("list.csv", LIST);
    // Without a store.
    let preview = |words: &[&str]| {
        let mut command = program();
        said(
            command
                .args(["list", "preview"])
                .args(words)
                .current_dir(place.folder.path()),
        )
    };
    let seen = preview(&["list.csv", "--json", "--write-map", "map.toml"]);
    assert_eq!(seen.code, 7, "{seen:?}");
    let seen = seen.json();
    assert_eq!(
        (&seen["records"], &seen["bad_rows"]),
        (&json!(2), &json!(1))
    );
    let column = &seen["columns"][3];
    assert_eq!(
        (&column["says"], &column["filled"], &column["samples"]),
        (
            &json!(["birth_date"]),
            &json!(2),
            &json!(["31.12.1975", "1.2.1980"])
        )
    );
    assert_eq!(
        (&column["dates"]["day_first"], &column["dates"]["either"]),
        (&json!(1), &json!(1))
    );
    let written = std::fs::read_to_string(place.path("map.toml")).unwrap();
    assert!(written.contains("Vorname = \"given\"") && written.contains("delimiter = \";\""));
    // Nothing is overwritten.
    assert_eq!(preview(&["list.csv", "--write-map", "map.toml"]).code, 2);
    let changed = written
        .replace("Vorname = \"given\"", "Vorname = [\"given\", \"laqab\"]")
        .replace("short_rows = \"bad\"", "short_rows = \"accept\"");
    place.put("map.toml", changed);
    let mapped = import(&place, 0, &["list.csv", "--map", "map.toml"]);
    assert_eq!(
        (&mapped["records"], &mapped["bad_rows"]),
        (&json!(3), &json!(0))
    );
    let record = place
        .ends(0, &["list", "record", "ISN-000001:3", "--json"])
        .json();
    assert_eq!(
        record["says"],
        json!({ "given": ["Omar"], "laqab": ["Omar"] })
    );
}

#[test]
fn a_list_of_which_nothing_is_understood_can_be_looked_at() {
    let place = Place::new();
    place.put("list.csv", "no,x\n1,Salem\n2,Omar\n");
    let mut command = program();
    let words = ["list", "preview", "list.csv", "--json"];
    let seen = said(command.args(words).current_dir(place.folder.path()));
    assert_eq!(seen.code, 0, "{seen:?}");
    let columns = &seen.json()["columns"];
    assert_eq!(
        (&columns[0]["says"], &columns[1]["says"]),
        (&json!(["id"]), &json!([]))
    );
    assert_eq!(columns[1]["samples"], json!(["Salem", "Omar"]));
}

/// A database of one table, as `dBASE III` writes it.
fn dbase() -> Vec<u8> {
    let fields: [(&[u8], u8); 2] = [(b"LASTNAME", 10), (b"FIRSTNAME", 10)];
    let records = [["Haddad", "Salem"], ["Bahri", "Nour"]];
    let mut file = vec![0x03, 113, 1, 1];
    file.extend(2u32.to_le_bytes());
    file.extend((32 + 32 * 2 + 1u16).to_le_bytes());
    file.extend(21u16.to_le_bytes());
    file.resize(32, 0);
    for (name, width) in fields {
        let mut field = name.to_vec();
        field.resize(11, 0);
        field.extend([b'C', 0, 0, 0, 0, width, 0]);
        field.resize(32, 0);
        file.extend(field);
    }
    file.push(0x0d);
    for record in records {
        file.push(b' ');
        for value in record {
            file.extend(format!("{value:10}").bytes());
        }
    }
    file.push(0x1a);
    file
}

#[test]
fn a_table_of_a_database_is_a_list() {
    let place = Place::new();
    place.put("people.dbf", dbase());
    let mapped = import(&place, 0, &["people.dbf"]);
    assert_eq!(mapped["records"], 2);
    let rows = place
        .ends(0, &["list", "rows", "ISN-000001", "--jsonl"])
        .lines();
    assert_eq!(rows[1]["id"], "ISN-000001:3");
    assert_eq!(
        rows[1]["says"],
        json!({ "family": ["Bahri"], "given": ["Nour"] })
    );
}

#[test]
fn a_wrong_mapping_and_a_wrong_file_are_told_in_every_language() {
    let place = Place::new();
    place.put("list.csv", LIST);
    place.put("empty.csv", "");
    place.put(
        "rubbish.bin",
        (0..60_000u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 11) as u8)
            .collect::<Vec<u8>>(),
    );
    place.put("array.json", "[{\"name\":\"Salem\"}]");
    place.put("folder/x.csv", LIST);
    place.put("column.toml", "[columns]\nprenom = \"given\"\n");
    place.put("field.toml", "[columns]\nVorname = \"christian name\"\n");
    place.put("ids.toml", "[columns]\nno = \"id\"\nVorname = \"id\"\n");
    place.put("broken.toml", "[columns\n");
    place.put("nothing.toml", "[columns]\nno = \"id\"\n");
    let (size, _) = place.checkpoint();
    for (words, named) in [
        (&["list.csv", "--map", "column.toml"][..], "`prenom`"),
        (&["list.csv", "--map", "field.toml"], "`christian name`"),
        (&["list.csv", "--map", "ids.toml"], "`no`"),
        (&["list.csv", "--map", "broken.toml"], "line 1"),
        (&["list.csv", "--map", "nothing.toml"], "--write-map"),
        (&["list.csv", "--map", "absent.toml"], "absent.toml"),
        (&["list.csv", "--table", "2"], "2"),
        (&["empty.csv"], "."),
        (&["rubbish.bin"], "0"),
        (&["array.json"], "jq"),
        (&["folder"], "folder"),
        (&["absent.csv"], "absent.csv"),
        (&["--item", "ISN-000009"], "ISN-000009"),
    ] {
        for lang in ["en", "ar", "fr", "nl"] {
            let code = if words[0] == "--item" { 5 } else { 2 };
            let words = [&["list", "import", "--lang", lang], words, &GROUND].concat();
            let said = place.ends(code, &words);
            assert!(said.err.contains(named), "{said:?}");
            assert!(!said.err.contains("Salem"), "{said:?}");
        }
    }
    assert_eq!(place.checkpoint().0, size, "nothing was received");
}

#[test]
fn a_dry_run_takes_nothing_in() {
    let place = Place::new();
    place.put("list.csv", LIST);
    let (size, _) = place.checkpoint();
    let seen = import(&place, 7, &["list.csv", "--dry-run"]);
    assert_eq!(seen["records"], 2);
    assert_eq!(place.checkpoint().0, size);
}

fn workbook() -> Vec<u8> {
    let cell = |text: &str| format!("<c t='inlineStr'><is><t>{text}</t></is></c>");
    let row = |n: u32, cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<row r='{n}'>{cells}</row>")
    };
    let people = [
        row(1, &["قائمة الموقوفين"]),
        row(3, &["الاسم", "اسم الأب", "المواليد"]),
        row(4, &["سالم", "عمر"]).replace("</row>", "<c s='1'><v>27400</v></c></row>"),
        row(7, &["نور", "خالد", "1980"]),
    ];
    zipped(&[
        (
            "[Content_Types].xml",
            b"<Types><Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>",
        ),
        (
            "_rels/.rels",
            b"<Relationships><Relationship Id='r' Type='t/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            b"<workbook xmlns:r='r'><sheets><sheet name='notes' sheetId='1' r:id='r1'/><sheet name='people' sheetId='2' r:id='r2'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id='r1' Type='t/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='t/worksheet' Target='worksheets/sheet2.xml'/><Relationship Id='r3' Type='t/styles' Target='styles.xml'/></Relationships>",
        ),
        (
            "xl/styles.xml",
            b"<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{}</sheetData></worksheet>", row(1, &["x"])).as_bytes(),
        ),
        (
            "xl/worksheets/sheet2.xml",
            format!("<worksheet><sheetData>{}</sheetData></worksheet>", people.concat()).as_bytes(),
        ),
    ])
}

#[test]
fn a_sheet_of_a_workbook_is_a_list_with_the_rows_of_the_sheet() {
    let place = Place::new();
    place.put("book.xlsx", workbook());
    let seen = import(&place, 0, &["book.xlsx", "--table", "2", "--dry-run"]);
    let tables = json!([{ "name": "notes", "rows": 1 }, { "name": "people", "rows": 4 }]);
    assert_eq!(seen["tables"], tables);
    let mapped = import(&place, 0, &["book.xlsx", "--table", "2"]);
    assert_eq!(mapped["records"], 2);
    let rows = place
        .ends(
            0,
            &["list", "rows", "ISN-000001", "--table", "2", "--jsonl"],
        )
        .lines();
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row["id"].clone(), row["says"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            (
                json!("ISN-000001:2.4"),
                json!({ "given": ["سالم"], "father": ["عمر"], "birth_date": ["1975-01-06"] })
            ),
            (
                json!("ISN-000001:2.7"),
                json!({ "given": ["نور"], "father": ["خالد"], "birth_date": ["1980"] })
            ),
        ]
    );
    // Tables made anew say the same, and no reader is asked again.
    let dump = place.dump();
    place.ends(0, &["store", "rebuild"]);
    assert_eq!(place.dump(), dump);
}

#[test]
fn a_table_of_an_item_that_is_in_the_store_becomes_a_list() {
    let place = Place::new();
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let content = format!(
        "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:spreadsheet><table:table table:name='s'>{}{}</table:table></office:spreadsheet></office:body></office:document-content>",
        row(&["rec_id", "nom", "prénom"]),
        row(&["7", "Haddad", "Salem"]),
    );
    let book = zipped(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ]);
    place.put("medium/box.zip", zipped(&[("list.ods", &book)]));
    place.put("medium/letter.txt", "no list at all");
    place.take_in(&place.path("medium"));
    place.ends(0, &["process", "run", "--ocr", "never", "--quiet"]);
    let mapped = import(
        &place,
        0,
        &["--item", "ISN-000001.1", "--one-row-per-person"],
    );
    assert_eq!(
        (&mapped["accession"], &mapped["records"]),
        (&json!("A-0001"), &json!(1))
    );
    let record = place
        .ends(0, &["list", "record", "ISN-000001.1:2", "--json"])
        .json();
    assert_eq!(record["own_id"], "7");
    assert_eq!(
        record["says"],
        json!({ "family": ["Haddad"], "given": ["Salem"] })
    );
    // The act stands in the item's custody, and the item goes on being one.
    let trail = place.ends(0, &["doc", "trail", "ISN-000001.1"]).out;
    assert!(trail.contains("ListMapped"), "{trail}");
    let refused = [&["list", "import", "--item", "ISN-000002"], &GROUND[..]].concat();
    let said = place.ends(2, &refused);
    assert!(said.err.contains("preview"), "{said:?}");
    let status = place.ends(0, &["process", "status", "--json"]).json();
    assert_eq!(status["reconciled"], true);
}
