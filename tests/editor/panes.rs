//! The panes: walked with F6, resized, and in windows and at sizes of text where not all of them have room.

use super::bench::*;
use clausewright::editor::{App, Command};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// Which pane has the keyboard, by what has it.
pub fn pane(window: &Harness<'_, App>) -> &'static str {
    let mut found = window.query_all_by(|node| node.is_focused() && node.role() != Role::Window);
    let mut at = found.next().and_then(|node| node.parent());
    while let Some(node) = at {
        match node.accesskit_node().role() {
            Role::Navigation => return "outline",
            Role::Form => return "form",
            Role::Region => return "problems",
            _ => at = node.parent(),
        }
    }
    let pages = window.query_all_by(|node| node.is_focused() && node.role() == Role::Document).count();
    if pages > 0 { "pages" } else { "nowhere" }
}

fn walk(window: &mut Harness<'static, App>, modifiers: Modifiers, steps: usize) -> Vec<&'static str> {
    (0..steps)
        .map(|_| {
            window.key_press_modifiers(modifiers, Key::F6);
            window.run();
            pane(window)
        })
        .collect()
}

#[test]
fn f6_walks_round_the_panes_and_shift_f6_back() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let there = walk(&mut window, Modifiers::NONE, 5);
    assert_eq!(there, ["outline", "form", "pages", "problems", "outline"]);
    let back = walk(&mut window, Modifiers::SHIFT, 4);
    assert_eq!(back, ["problems", "pages", "form", "outline"]);
    // From wherever the keyboard is, not from where F6 was last.
    focus_field(&mut window, "title");
    assert_eq!(walk(&mut window, Modifiers::NONE, 1), ["pages"]);
}

#[test]
fn at_every_size_every_pane_is_reached_and_nothing_is_outside_the_window() {
    let fs = disk_with_example("cloud-hosting");
    for (size, zoom) in [
        ([1280.0, 800.0], 0.5),
        ([900.0, 600.0], 1.0),
        ([900.0, 600.0], 2.0),
        ([900.0, 600.0], 3.0),
        ([1280.0, 800.0], 3.0),
    ] {
        let mut window = sized(&fs, &["/drafts/example.ron"], [size[0] / zoom, size[1] / zoom]);
        let at = format!("{size:?} at {zoom}");
        let mut seen = walk(&mut window, Modifiers::NONE, 4);
        seen.sort_unstable();
        assert_eq!(seen, ["form", "outline", "pages", "problems"], "{at}");
        for _ in 0..4 {
            window.key_press(Key::F6);
            window.run();
            inside(&window, Vec2::new(size[0], size[1]) / zoom, &at);
        }
    }
}

/// Bars and what has the keyboard lie within the window.
fn inside(window: &Harness<'_, App>, size: Vec2, at: &str) {
    let screen = Rect::from_min_size(egui::Pos2::ZERO, size).expand(0.5);
    for name in ["File", "Edit", "View", "Go", "Help"] {
        let rect = window.get_by_role_and_label(Role::Button, name).rect();
        assert!(screen.contains_rect(rect), "{at}: menu {name} at {rect:?}");
    }
    let mut focused = window.query_all_by(|node| node.is_focused() && node.role() != Role::Window);
    let node = focused.next().expect("something has the keyboard");
    if node.accesskit_node().role() != Role::Document {
        let name = node.accesskit_node().label().unwrap_or_default();
        assert!(screen.contains_rect(node.rect()), "{at}: {name} at {:?}", node.rect());
    }
}

#[test]
fn where_there_is_no_room_panes_take_turns_by_mouse() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = sized(&fs, &["/drafts/example.ron"], [450.0, 300.0]);
    assert_eq!(window.query_all_by_role(Role::Form).count(), 1);
    click(&mut window, Role::Tab, "Sections");
    assert_eq!(window.query_all_by_role(Role::Form).count(), 0);
    click(&mut window, Role::TreeItem, "Definitions and interpretation");
    // The section that was chosen is what one wants to see.
    assert_eq!(window.query_all_by_role(Role::Form).count(), 1);
    click(&mut window, Role::Tab, "Pages");
    assert_eq!(window.query_all_by_role(Role::Document).count(), 1);
    go_to_field(&mut window, "notice period");
    assert_eq!(focused(&window), "Notice period");
}

#[test]
fn panes_are_resized_by_keyboard_and_remembered_for_the_width_of_the_window() {
    let fs = disk_with_example("cloud-hosting");
    let width = |window: &Harness<'_, App>| window.get_by_role(Role::Navigation).rect().width();
    let mut window = window(&fs, &["/drafts/example.ron"]);
    walk(&mut window, Modifiers::NONE, 1);
    let before = width(&window);
    go_to_field(&mut window, "enlarge this pane");
    assert_eq!(pane(&window), "outline");
    assert!(width(&window) > before + 20.0);
    let wide = width(&window);
    window.set_size(Vec2::new(900.0, 600.0));
    window.run();
    assert_eq!(pane(&window), "outline");
    go_to_field(&mut window, "make this pane smaller");
    go_to_field(&mut window, "make this pane smaller");
    assert!(width(&window) < before);
    window.set_size(Vec2::new(1280.0, 800.0));
    window.run();
    assert!((width(&window) - wide).abs() < 1.0, "{} is not {wide}", width(&window));
}

#[test]
fn the_size_of_text_goes_from_half_to_three_times() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    for (key, end) in [(Key::Plus, 3.0), (Key::Minus, 0.5)] {
        for _ in 0..30 {
            ctrl(&mut window, key);
        }
        assert!((window.ctx.zoom_factor() - end).abs() < 0.001);
    }
    assert!(window.query_all_by_label_contains("50 %").count() > 0);
    ctrl(&mut window, Key::Num0);
    assert!((window.ctx.zoom_factor() - 1.0).abs() < 0.001);
}

#[test]
fn motion_is_reduced_and_that_is_remembered() {
    let fs = disk_with_example("cloud-hosting");
    let mut first = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut first, "reduce motion");
    finish_writing(&mut first);
    let second = window(&fs, &["/drafts/example.ron"]);
    for window in [&first, &second] {
        let style = window.ctx.global_style();
        assert_eq!((style.scroll_animation.duration.max, style.animation_time), (0.0, 0.0));
    }
}

/// How many pictures there are of the way from one field of a section to another one, beginning with the third frame.
fn pictures_of_the_way(reduced: bool) -> usize {
    let fs = disk_with_example("cloud-hosting");
    let slowly = builder([1280.0, 800.0]).with_step_dt(1.0 / 60.0);
    let mut window = built(slowly, &fs, &["/drafts/example.ron"]);
    // The bench holds everything still by itself; who allows motion again sees it.
    for _ in 0..if reduced { 1 } else { 2 } {
        let ctx = window.ctx.clone();
        window.state_mut().run(&ctx, Command::ReduceMotion);
        window.run();
    }
    let party = session(&window).draft().agreement.parties.last().expect("it has parties").id.to_string();
    let ctx = window.ctx.clone();
    for path in ["title".to_owned(), format!("parties.{party}.signatory_title")] {
        settle(&mut window);
        window.state_mut().go_to(&ctx, &path.as_str().into());
    }
    let mut seen: Vec<Vec<egui::Rect>> = Vec::new();
    for frame in 0..60 {
        window.step();
        let inputs = window.query_all_by(|n| egui::accessibility::is_input(n.role()));
        let places: Vec<egui::Rect> = inputs.map(|n| n.rect()).collect();
        if frame > 2 && seen.last() != Some(&places) {
            seen.push(places);
        }
    }
    seen.len()
}

#[test]
fn with_reduced_motion_everything_stands_at_once_where_it_goes() {
    assert_eq!(pictures_of_the_way(true), 1);
    assert!(pictures_of_the_way(false) > 3, "otherwise the way is seen");
}
