use crate::noise::{certain, form, misread, read};
use copies::{Ground, compare};

fn ground(a: &copies::Portrait, b: &copies::Portrait) -> Option<Ground> {
    let (there, back) = (compare(a, b), compare(b, a));
    assert_eq!(there, back, "the order must not matter");
    there.map(|finding| finding.ground)
}

#[test]
fn a_paper_saved_again_is_a_copy() {
    let text = form(1);
    assert_eq!(ground(&certain(&text), &certain(&text)), Some(Ground::Text));
    // In other digits, with vowel signs and without a heading.
    let other = text.replace("2013", "٢٠١٣").replace("الفرع", "الفَرع");
    assert_eq!(
        ground(&certain(&text), &certain(&other)),
        Some(Ground::Text)
    );
    let shorter = text.replace("يرجى الاطلاع وإجراء المقتضى", "");
    assert_eq!(
        ground(&certain(&text), &certain(&shorter)),
        Some(Ground::Text)
    );
}

#[test]
fn the_same_form_with_another_date_or_number_or_name_is_another_paper() {
    let text = form(1);
    let date = text.replace("2013", "2014");
    assert_eq!(ground(&certain(&text), &certain(&date)), None);
    let number = text.replace("/س", "7/س");
    assert_eq!(ground(&certain(&text), &certain(&number)), None);
    let names: Vec<&str> = text.lines().nth(9).unwrap().split(' ').collect();
    let person = text.replace(names[1], "صفوان").replace(names[2], "برهوم");
    assert_eq!(ground(&certain(&text), &certain(&person)), None);
    for other in 2..40 {
        assert_eq!(
            ground(&certain(&text), &certain(&form(other))),
            None,
            "form {other}"
        );
    }
}

#[test]
fn a_list_of_another_date_with_the_same_names_is_another_paper() {
    let text = form(1);
    let next = text.replace("التاريخ ", "التاريخ 2");
    assert_eq!(ground(&certain(&text), &certain(&next)), None);
}

#[test]
fn a_rescan_is_found_though_many_words_are_read_wrongly() {
    let mut found = [0; 3];
    for seed in 0..60 {
        let text = form(seed);
        for (n, percent) in [10, 20, 30].into_iter().enumerate() {
            let one = read(&misread(&text, percent, seed * 7 + 1));
            let other = read(&misread(&text, percent, seed * 7 + 2));
            found[n] += usize::from(ground(&one, &other) == Some(Ground::ReadText));
        }
    }
    assert!(
        found[0] >= 52 && found[1] >= 40 && found[2] >= 32,
        "{found:?}"
    );
}

#[test]
fn another_paper_of_the_form_is_no_copy_however_badly_it_is_read() {
    let mut wrong = 0;
    for seed in 0..60 {
        for percent in [10, 20, 40] {
            let one = read(&misread(&form(seed), percent, seed));
            let other = read(&misread(&form(seed + 1), percent, seed + 9));
            wrong += usize::from(ground(&one, &other).is_some());
        }
    }
    assert_eq!(wrong, 0);
}
