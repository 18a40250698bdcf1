//! Input methods in every kind of text field.

use super::bench::*;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

fn compose(window: &mut Harness<'_, App>, text: &str) {
    window.event(Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None }));
    window.run();
}

fn commit(window: &mut Harness<'_, App>, text: &str) {
    window.event(Event::Ime(ImeEvent::Commit(text.to_owned())));
    window.run();
}

fn example() -> Harness<'static, App> {
    window(&disk_with_example("cloud-hosting"), &["/drafts/example.ron"])
}

#[test]
fn a_composition_ends_in_the_field_and_its_keys_do_nothing_else() {
    let mut window = example();
    // One line, several lines, and a number.
    for path in ["reference", "overview", "term.notice"] {
        go_to_field(&mut window, if path == "term.notice" { "notice period" } else { path });
        ctrl(&mut window, Key::A);
        press(&mut window, Key::Delete);
        let at = focused(&window);
        compose(&mut window, "be");
        for key in [Key::Enter, Key::Tab, Key::Escape, Key::ArrowDown] {
            press(&mut window, key);
            assert_eq!(focused(&window), at, "{path}: {key:?} belongs to the input method");
        }
        window.key_press_modifiers(Modifiers { ctrl: true, command: true, ..Modifiers::NONE }, Key::Z);
        window.run();
        commit(&mut window, "bé");
        assert_eq!(
            text(&window, path).replace('\n', ""),
            if path == "term.notice" { "" } else { "bé" },
            "{path}"
        );
        let node = window.get_by(|n| n.is_focused() && n.role() != Role::Window);
        assert_eq!(node.value().as_deref(), Some("bé"), "{path}");
        ctrl(&mut window, Key::Z);
    }
}

#[test]
fn nothing_is_chosen_in_the_palette_by_the_key_that_ends_a_composition() {
    let mut window = example();
    window
        .key_press_modifiers(Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE }, Key::P);
    window.run();
    compose(&mut window, "dark theme");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    assert!(window.query_all_by_role(Role::Dialog).count() > 0, "the palette is still there");
    commit(&mut window, "dark theme");
    assert_eq!(window.ctx.theme(), egui::Theme::Light);
    press(&mut window, Key::Enter);
    assert_eq!(window.ctx.theme(), egui::Theme::Dark);
}

#[test]
fn no_list_of_placeholders_opens_while_a_text_is_composed() {
    let mut window = example();
    click(&mut window, Role::TreeItem, "Service Credits and bonus");
    go_to_field(&mut window, "add a clause");
    focus_field(&mut window, "extra_clauses.credits-own.text");
    type_text(&mut window, "{{cust");
    let offered =
        |window: &Harness<'_, App>| window.query_all_by_label_contains("customer.short_name").count();
    assert!(offered(&window) > 0);
    compose(&mut window, "o");
    assert_eq!(offered(&window), 0);
    commit(&mut window, "o");
    type_text(&mut window, "m");
    assert!(offered(&window) > 0);
}
