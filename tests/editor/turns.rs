//! Quick fingers on a slow machine: nothing that was typed lands in the field before.

use super::bench::*;
use egui::{Event, Key, Modifiers};

fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

#[test]
fn what_was_typed_behind_tab_in_one_frame_lands_in_the_next_field() {
    let mut window = window(&disk_with_example("cloud-hosting"), &["/drafts/example.ron"]);
    go_to_field(&mut window, "version");
    let before = focused(&window);
    press(&mut window, Key::Tab);
    let next = focused(&window);
    assert_ne!(before, next);
    window.event(key(Key::Tab, Modifiers::SHIFT));
    window.run();
    assert_eq!(focused(&window), before);

    let old = text(&window, "version");
    for event in [
        Event::Text("x".to_owned()),
        key(Key::Tab, Modifiers::NONE),
        key(Key::Tab, Modifiers::SHIFT),
        Event::Text("y".to_owned()),
        key(Key::Tab, Modifiers::NONE),
        Event::Text("z".to_owned()),
    ] {
        window.event(event);
    }
    window.run();
    finish_writing(&mut window);
    assert_eq!(focused(&window), next);
    let new = text(&window, "version");
    assert_eq!(new, "y", "{old:?}: what Tab comes back to is replaced");
    assert_eq!(session(&window).undo_name(), Some("Edit Version"));
    ctrl(&mut window, Key::Z);
    assert!(text(&window, "version").contains('x'), "and x stood there before");
}
