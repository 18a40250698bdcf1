//! What is typed is read as the agreement's language writes it, said in words, and never guessed.

use super::bench::*;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

#[test]
fn a_date_with_two_readings_offers_both() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "effective date");
    overtype(&mut window, "03/04/2026");
    press(&mut window, Key::Tab);
    assert!(window.query_all_by_label_contains("can be read in two ways").count() > 0);
    click(&mut window, Role::Button, "Friday, 3 April 2026");
    assert_eq!(text(&window, "term.effective"), "2026-04-03");
    assert!(window.query_all_by_label_contains("can be read in two ways").count() == 0);
    for (typed, meant) in [("1 March 2027", "2027-03-01"), ("+30d", "2026-04-01"), ("today", "2026-03-02")] {
        go_to_field(&mut window, "effective date");
        overtype(&mut window, typed);
        assert_eq!(text(&window, "term.effective"), meant, "{typed}");
    }
    assert!(window.query_by_label("= Monday, 2 March 2026").is_some());
}

#[test]
fn a_date_is_picked_from_the_calendar_by_keyboard() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "effective date");
    overtype(&mut window, "2026-01-31");
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    window.run();
    assert_eq!(focused(&window), "31 January 2026");
    press(&mut window, Key::ArrowRight);
    assert_eq!(focused(&window), "1 February 2026");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::PageDown);
    assert_eq!(focused(&window), "8 March 2026");
    press(&mut window, Key::Enter);
    assert_eq!(text(&window, "term.effective"), "2026-03-08");
    assert_eq!(focused(&window), "Effective date");
}

#[test]
fn an_amount_is_pasted_as_people_write_it() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "smallest credit paid");
    for (typed, meant) in [("€1,250.00", "1250.00 EUR"), ("1.250,00 €", "1250.00 EUR"), ("99", "99.00 EUR")]
    {
        overtype(&mut window, typed);
        assert_eq!(text(&window, "credits.minimum"), meant, "{typed}");
    }
    overtype(&mut window, "1.250 EUR");
    assert!(window.query_by_role_and_label(Role::Button, "EUR 1,250.00").is_some());
    click(&mut window, Role::Button, "EUR 1,250.00");
    assert_eq!(text(&window, "credits.minimum"), "1250.00 EUR");
    ctrl(&mut window, Key::Z);
    assert_ne!(text(&window, "credits.minimum"), "1250.00 EUR");
}

#[test]
fn a_german_agreement_reads_a_comma_before_decimals() {
    let mut draft = clausewright::template::find("cloud-hosting").unwrap().example().clone();
    draft.agreement.language = "de".parse().unwrap();
    let fs = clausewright::store::testing::FakeFs::new();
    fs.put("/drafts/de.ron", clausewright::draft::to_ron(&draft).unwrap().as_bytes());
    let mut window = window(&fs, &["/drafts/de.ron"]);
    go_to_field(&mut window, "effective date");
    overtype(&mut window, "3.4.2026");
    assert_eq!(text(&window, "term.effective"), "2026-04-03");
    go_to_field(&mut window, "smallest credit paid");
    overtype(&mut window, "12,50");
    assert_eq!(text(&window, "credits.minimum"), "12.50 EUR");
}
