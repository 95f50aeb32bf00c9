//! Mapping files, good and bad.

use linkage::Field;
use linkage::list::{Form, Kind, read_delimited};
use linkage::mapping::{DateOrder, Mapping, MappingFault, Use};
use proptest::prelude::*;

const WRITTEN: &str = "version = 1
date_order = \"month_day_year\"
separator = \";\"

[form]
kind = \"delimited\"
encoding = \"windows-1256\"
delimiter = \"\\t\"
first_row = 1
headings = true
short_rows = \"bad\"

[columns]
dob = \"birth_date\"
no = \"id\"
\"اسم الأب\" = \"father\"
\"الاسم\" = [\"given\", \"full_name\"]
";

#[test]
fn a_mapping_file_says_what_the_mapping_says() {
    let mapping = Mapping::from_toml(WRITTEN).unwrap();
    assert_eq!(mapping.to_toml().unwrap(), WRITTEN);
    assert_eq!(mapping.date_order, DateOrder::MonthDayYear);
    assert_eq!(mapping.id_column(), Some("no"));
    assert_eq!(mapping.form.as_ref().unwrap().delimiter, '\t');
    let says: Vec<_> = mapping
        .columns()
        .map(|(column, uses)| (column, uses.len()))
        .collect();
    assert_eq!(says, [("dob", 1), ("no", 1), ("اسم الأب", 1), ("الاسم", 2)]);
}

#[test]
fn wrong_mappings_are_refused_and_say_where() {
    let fault = |text: &str| Mapping::from_toml(text).unwrap_err();
    assert!(matches!(fault("x"), MappingFault::NoMapping(_)));
    assert!(matches!(fault("columns = 3"), MappingFault::NoMapping(_)));
    assert!(matches!(
        fault("version = 9\n[columns]\na = \"given\""),
        MappingFault::Newer(9)
    ));
    assert!(matches!(
        fault("colums = 1\n[columns]"),
        MappingFault::NoMapping(_)
    ));
    assert!(matches!(
        fault("[form]\nkind = \"delimited\"\nencoding = \"utf-9\"\n[columns]"),
        MappingFault::NoMapping(reason) if reason.contains("windows-1256")
    ));
    let unknown = fault("[columns]\na = \"surname\"");
    assert!(
        matches!(&unknown, MappingFault::NoSuchField { column, word } if column == "a" && word == "surname")
    );
    assert!(unknown.to_string().contains("family"));
    assert_eq!(
        fault("[columns]\na = \"id\"\nb = \"id\""),
        MappingFault::TwoIds {
            first: "a".to_owned(),
            second: "b".to_owned()
        }
    );
    assert!(matches!(
        fault(&"#".repeat(2 << 20)),
        MappingFault::NoMapping(_)
    ));
}

#[test]
fn a_column_that_is_not_there_is_named_with_those_that_are() {
    let mapping = Mapping::default()
        .with("vorname", Use::Field(Field::Given))
        .unwrap();
    let fault = mapping
        .plan(&["name".to_owned(), "id".to_owned()])
        .unwrap_err();
    assert_eq!(
        fault.to_string(),
        "the list has no column `vorname`; its columns are: name, id"
    );
    let only_id = Mapping::default().with("id", Use::Id).unwrap();
    assert_eq!(
        only_id.plan(&["id".to_owned()]).unwrap_err(),
        MappingFault::NothingMapped
    );
}

#[test]
fn several_values_in_a_cell_are_kept_apart_where_the_mapping_says_so() {
    let mut mapping = Mapping::default()
        .with("name", Use::Field(Field::FullName))
        .unwrap();
    mapping.separator = Some(";".to_owned());
    mapping.form = Some(Form::new(Kind::Delimited));
    let list = read_delimited("name\nSalem; سالم ;\n".as_bytes(), &mapping).unwrap();
    let said: Vec<_> = list.records[0]
        .record
        .values()
        .iter()
        .map(|(_, v)| v.as_str())
        .collect();
    assert_eq!(said, ["Salem", "سالم"]);
}

#[test]
fn place_and_date_in_one_cell_are_parted_and_neither_is_changed() {
    let mapping = Mapping::default()
        .with("born", Use::BirthPlaceAndDate)
        .unwrap();
    let born = |cell: &str| {
        let list = read_delimited(format!("born\n{cell}\n").as_bytes(), &mapping).unwrap();
        let record = list.records.into_iter().next().unwrap().record;
        let said = |field| record.get(field).unwrap_or_default().to_owned();
        (said(Field::BirthPlace), said(Field::BirthDate))
    };
    let pair = |place: &str, date: &str| (place.to_owned(), date.to_owned());
    assert_eq!(born("دير حافر - ١٩٧٥/٣/٤"), pair("دير حافر", "١٩٧٥/٣/٤"));
    assert_eq!(born("Harasta"), pair("Harasta", ""));
    assert_eq!(born("1975"), pair("", "1975"));
}

#[test]
fn the_lists_of_exchange_are_understood_without_help() {
    let headings = "rec_id,list,script,full_name,given,father,grandfather,mother,family,sex,dob,birth_year,\
        birthplace,governorate,registry_no,national_id";
    let headings: Vec<String> = headings.split(',').map(|h| h.trim().to_owned()).collect();
    let proposal = Mapping::propose(&headings, &[]);
    let said: Vec<_> = proposal
        .columns
        .iter()
        .map(|c| c.says.map(Use::key).unwrap_or("-"))
        .collect();
    assert_eq!(
        said,
        [
            "id",
            "-",
            "-",
            "full_name",
            "given",
            "father",
            "grandfather",
            "mother",
            "family",
            "sex",
            "birth_date",
            "birth_year",
            "birth_place",
            "governorate",
            "registry_number",
            "national_number"
        ]
    );
}

proptest! {
    #[test]
    fn any_text_is_a_mapping_or_is_refused(text in "(?s).{0,300}") {
        let _ = Mapping::from_toml(&text);
    }

    #[test]
    fn mappings_survive_writing_and_reading(
        columns in prop::collection::btree_map("(?s).{0,12}", 0usize..17, 0..12),
        separator in prop::option::of("[;/|]")
    ) {
        let mut mapping = Mapping::default();
        mapping.separator = separator;
        for (column, field) in columns {
            mapping = mapping.with(column, Use::Field(Field::ALL[field])).unwrap();
        }
        prop_assert_eq!(Mapping::from_toml(&mapping.to_toml().unwrap()).unwrap(), mapping);
    }
}
