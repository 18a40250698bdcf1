//! Long texts with the room of the form, amounts with their currency, and groups that fold to a line.

use super::bench::*;
use clausewright::draft::Edit;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// A window at a place of an example, after these edits.
fn at(form: &str, edits: &[(&str, &str)], place: &str) -> Harness<'static, App> {
    let mut draft = clausewright::template::find(form).unwrap().example().clone();
    for (path, value) in edits {
        Edit::set(*path, *value).apply(&mut draft).unwrap();
    }
    let fs = clausewright::store::testing::FakeFs::new();
    fs.put("/drafts/longer.ron", clausewright::draft::to_ron(&draft).unwrap().as_bytes());
    let mut window = window(&fs, &["/drafts/longer.ron"]);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &place.into());
    window.run();
    window
}

fn first_service() -> String {
    let form = clausewright::template::find("cloud-hosting").unwrap();
    format!("services.{}", form.example().agreement.services[0].id)
}

/// The height of the text that has the keyboard.
fn height(window: &Harness<'_, App>) -> f32 {
    window.get_by(|n| n.is_focused()).rect().height()
}

fn widen(window: &mut Harness<'_, App>) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run();
    window.run();
}

#[test]
fn a_long_text_takes_the_room_of_the_form_and_gives_it_back() {
    let path = format!("{}.description", first_service());
    let mut window = at("cloud-hosting", &[], &path);
    assert_eq!(focused(&window), "Description");
    let (usual, before) = (height(&window), text(&window, &path));
    widen(&mut window);
    assert_eq!(focused(&window), "Description", "the keyboard stays in the text");
    assert!(height(&window) > 2.0 * usual && height(&window) > 300.0, "{usual} {}", height(&window));
    assert!(window.query_all_by_label_contains("has the room of the whole form").count() > 0, "it is told");
    assert!(window.query_by_label("In scope").is_none(), "nothing else of the form is there");
    type_text(&mut window, "More. ");
    assert_ne!(text(&window, &path), before);
    widen(&mut window);
    assert_eq!(focused(&window), "Description");
    assert!((height(&window) - usual).abs() < 40.0);
    assert!(window.query_by_label("In scope").is_some());
    click(&mut window, Role::Button, "More room for Description");
    window.run();
    assert!(height(&window) > 300.0, "by mouse as well");
    click(&mut window, Role::Button, "Back to the form");
    window.run();
    assert!(window.query_by_label("In scope").is_some());
    assert_eq!(focused(&window), "Description");
    widen(&mut window);
    press(&mut window, Key::Escape);
    window.run();
    window.run();
    assert!(window.query_by_label("In scope").is_some(), "Escape leads back");
    widen(&mut window);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &format!("{}.name", first_service()).as_str().into());
    window.run();
    assert!(window.query_by_label("In scope").is_some(), "so does going elsewhere");
}

#[test]
fn a_short_field_says_what_takes_room() {
    let mut window = at("cloud-hosting", &[], "title");
    widen(&mut window);
    let notes = window.state().notes();
    assert!(notes.iter().any(|n| n.contains("long text")), "{notes:?}");
}

#[test]
fn the_currency_is_chosen_at_an_amount() {
    let fee = format!("{}.fee", first_service());
    let mut window = at("cloud-hosting", &[("currency", ""), (&fee, "")], &fee);
    overtype(&mut window, "500");
    press(&mut window, Key::Tab);
    window.run();
    assert!(window.query_all_by_label_contains("has no currency yet").count() > 0);
    click(&mut window, Role::ComboBox, "Currency of the whole agreement");
    window.run();
    type_text(&mut window, "franc");
    window.run();
    click(&mut window, Role::ListBoxOption, "CHF · Swiss franc");
    window.run();
    assert_eq!((text(&window, "currency"), text(&window, &fee)), ("CHF".to_owned(), "500.00 CHF".to_owned()));
    assert!(window.query_by_role_and_label(Role::ComboBox, "Currency of the whole agreement").is_none());
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, "currency"), "", "one step");
}

#[test]
fn an_amount_in_another_currency_says_so() {
    let fee = format!("{}.fee", first_service());
    let mut window = at("cloud-hosting", &[], &fee);
    overtype(&mut window, "500 USD");
    press(&mut window, Key::Tab);
    window.run();
    assert!(window.query_all_by_label_contains("This amount is in USD, the agreement in EUR").count() > 0);
    let combo = window.get_by_role_and_label(Role::ComboBox, "Currency of the whole agreement");
    assert!(combo.accesskit_node().value().unwrap_or_default().starts_with("EUR"));
}

#[test]
fn groups_of_support_and_indemnity_fold_to_what_is_set() {
    let mut window = at("cloud-hosting", &[], "support.clock_start");
    let group = |window: &Harness<'_, App>, name: &str| {
        let node = window.get_by_role_and_label(Role::DisclosureTriangle, name);
        (node.accesskit_node().data().is_expanded(), node.accesskit_node().description().unwrap_or_default())
    };
    let (open, said) = group(&window, "How to reach the service desk");
    assert!(open == Some(false) && said.contains("Channels: "), "{said}");
    let (open, _) = group(&window, "What starts and ends a case");
    assert_eq!(open, Some(true));
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"support.channels".into());
    window.run();
    assert_eq!(focused(&window), "Channels", "what is gone to unfolds");
    assert_eq!(group(&window, "How to reach the service desk").0, Some(true));
    let id = session(&window).draft().agreement.indemnities[0].id.clone();
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &format!("indemnities.{id}.direction").as_str().into());
    window.run();
    let (open, said) = group(&window, "How much");
    assert!(open == Some(false) && said.contains("Cap: EUR "), "{said}");
}
