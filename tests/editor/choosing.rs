//! Choices by keyboard: letters, arrows, Enter and Escape, and long lists that are narrowed.

use super::bench::*;
use clausewright::editor::App;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn at_status() -> Harness<'static, App> {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "status");
    window.run();
    assert_eq!(focused(&window), "Status");
    window
}

fn options(window: &Harness<'_, App>) -> Vec<String> {
    let all = window.query_all_by(|n| n.role() == Role::ListBoxOption);
    all.map(|n| n.accesskit_node().label().unwrap_or_default()).collect()
}

#[test]
fn letters_choose_in_a_closed_list_and_add_up() {
    let mut window = at_status();
    let before = text(&window, "status");
    type_text(&mut window, "d");
    assert_eq!(text(&window, "status"), "Draft");
    window.run_steps(120);
    type_text(&mut window, "in ");
    assert_eq!(text(&window, "status"), "InReview");
    assert!(options(&window).is_empty(), "the list stays closed");
    window.run_steps(120);
    type_text(&mut window, "x");
    assert_eq!(text(&window, "status"), "InReview", "letters that lead nowhere change nothing");
    assert_eq!(focused(&window), "Status");
    for _ in 0..2 {
        ctrl(&mut window, Key::Z);
    }
    assert_eq!(text(&window, "status"), before);
}

#[test]
fn arrows_open_the_list_and_walk_in_it() {
    let mut window = at_status();
    let before = text(&window, "status");
    press(&mut window, Key::ArrowDown);
    window.run();
    let all = options(&window);
    assert!(all.len() >= 3, "{all:?}");
    assert_eq!(focused(&window), "Final", "the keyboard begins where one is");
    press(&mut window, Key::Home);
    assert_eq!(focused(&window), all[0]);
    press(&mut window, Key::ArrowDown);
    assert_eq!(focused(&window), all[1]);
    press(&mut window, Key::End);
    assert_eq!(focused(&window), *all.last().unwrap());
    type_text(&mut window, "dr");
    assert_eq!(focused(&window), "Draft");
    assert_eq!(text(&window, "status"), before, "nothing is chosen before Enter");
    press(&mut window, Key::Enter);
    window.run();
    assert_eq!(text(&window, "status"), "Draft");
    assert_eq!(focused(&window), "Status");
    assert!(options(&window).is_empty());
}

#[test]
fn escape_leaves_all_as_it_was() {
    let mut window = at_status();
    let before = text(&window, "status");
    press(&mut window, Key::Enter);
    window.run();
    assert!(!options(&window).is_empty(), "Enter opens as well");
    press(&mut window, Key::Home);
    press(&mut window, Key::Escape);
    window.run();
    assert!(options(&window).is_empty());
    assert_eq!(text(&window, "status"), before);
    assert_eq!(focused(&window), "Status");
    press(&mut window, Key::ArrowDown);
    window.run();
    press(&mut window, Key::Tab);
    window.run();
    assert!(options(&window).is_empty(), "Tab leaves the list too");
    assert_eq!(text(&window, "status"), before);
    assert_ne!(focused(&window), "Status", "and goes on to the next field");
}

#[test]
fn a_long_list_is_narrowed_by_typing() {
    let mut draft = clausewright::template::find("cloud-hosting").unwrap().example().clone();
    for n in 0..40 {
        let id = format!("extra-{n}");
        let insert =
            clausewright::draft::Edit::Insert { list: "metrics".into(), at: usize::MAX, id: id.clone() };
        insert.apply(&mut draft).unwrap();
        let name = format!("metrics.{id}.name");
        clausewright::draft::Edit::set(name.as_str(), format!("Extra metric {n}")).apply(&mut draft).unwrap();
    }
    let fs = clausewright::store::testing::FakeFs::new();
    fs.put("/drafts/long.ron", clausewright::draft::to_ron(&draft).unwrap().as_bytes());
    let mut window = window(&fs, &["/drafts/long.ron"]);
    let path = format!("credits.schedules.{}.metric", draft.agreement.credits.schedules[0].id);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &path.as_str().into());
    window.run();
    press(&mut window, Key::ArrowDown);
    window.run();
    assert_eq!(focused(&window), "Type to narrow the list");
    assert!(options(&window).len() > 40);
    type_text(&mut window, "metric 37");
    window.run();
    assert_eq!(options(&window), ["Extra metric 37"]);
    press(&mut window, Key::Enter);
    window.run();
    assert_eq!(text(&window, &path), "extra-37");
    assert!(options(&window).is_empty());
    press(&mut window, Key::ArrowDown);
    window.run();
    type_text(&mut window, "extra metric 1");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    assert_eq!(focused(&window), "Extra metric 10");
    press(&mut window, Key::Enter);
    window.run();
    assert_eq!(text(&window, &path), "extra-10");
}
