//! The limits of a draft, as its author meets them: a word before, a reason at the limit, and nothing lost.

use super::bench::*;
use clausewright::draft::{Draft, Note, from_ron, to_ron};
use clausewright::store::testing::FakeFs;
use clausewright::template::find;
use clausewright::value::Limit;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;

/// A disk with the example after a change.
fn disk(change: impl FnOnce(&mut Draft)) -> FakeFs {
    let mut draft = find("cloud-hosting").unwrap().example().clone();
    change(&mut draft);
    let text = to_ron(&draft).unwrap();
    assert!(from_ron(text.as_bytes()).is_ok());
    let fs = FakeFs::new();
    fs.put("/drafts/example.ron", text.as_bytes());
    fs
}

fn paste(window: &mut egui_kittest::Harness<'_, clausewright::editor::App>, text: String) {
    window.event(egui::Event::Paste(text));
    window.run();
}

#[test]
fn a_text_says_how_full_it_is_and_refuses_what_is_too_much() {
    let fs = disk(|draft| draft.agreement.overview = "word ".repeat(48 * 1024).parse().unwrap());
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "overview");
    assert_eq!(window.query_all_by_label_contains("240 of 256 KiB; before it is full, split").count(), 1);
    let before = text(&window, "overview");
    paste(&mut window, "more ".repeat(4 * 1024));
    assert_eq!(text(&window, "overview"), before, "what is refused changes nothing");
    let told = "This was not taken. The text has 260 KiB; the most is 256 KiB";
    assert!(window.query_by_label(told).is_some());
    assert!(window.query_all_by_label_contains("what you copied is still on the clipboard").count() > 0);
    // The field takes what there is room for, and the word about the refusal is gone.
    type_text(&mut window, "x");
    assert_eq!(text(&window, "overview").len(), before.len() + 1);
    assert!(window.query_by_label(told).is_none());
}

#[test]
fn text_from_another_system_is_taken_without_its_control_characters() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "overview");
    ctrl(&mut window, Key::A);
    paste(&mut window, "one\r\ntwo\u{c}three\u{7}".to_owned());
    assert_eq!(text(&window, "overview"), "one\ntwo\nthree");
    assert!(window.query_by_label("1 invisible control character was left out").is_some());
}

#[test]
fn a_full_list_says_so_and_takes_no_more() {
    let fs = disk(|draft| {
        let first = draft.agreement.parties[0].clone();
        let more = (draft.agreement.parties.len()..Limit::Parties.most()).map(|n| {
            let mut party = first.clone();
            party.id = format!("p{n}").parse().unwrap();
            party.legal_name = format!("Company {n} Limited").parse().unwrap();
            party
        });
        draft.agreement.parties.extend(more);
    });
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"parties".into());
    window.run();
    let full = "64 of 64 parties, which is all there can be; name a group";
    assert_eq!(window.query_all_by_label_contains(full).count(), 1);
    let add = window.get_by_role_and_label(Role::Button, "Add party");
    assert!(egui_kittest::kittest::NodeT::accesskit_node(&add).is_disabled());
}

#[test]
fn a_file_that_is_nearly_full_says_so() {
    let fs = disk(|draft| {
        draft.notes = (0..30)
            .map(|n| Note {
                id: format!("note-{n}").parse().unwrap(),
                text: "Ask the customer what is meant by this. ".repeat(6_400).parse().unwrap(),
                ..Note::default()
            })
            .collect();
    });
    let mut window = sized(&fs, &["/drafts/example.ron"], [900.0, 600.0]);
    assert_eq!(window.query_all_by_label_contains("File nearly full: 7.").count(), 1);
    go_to_field(&mut window, "overview");
    type_text(&mut window, "x");
    let notes = window.state().notes();
    assert!(notes.iter().any(|n| n.starts_with("The file is nearly full: 7.")), "{notes:?}");
}
