//! What the window shows in small windows, with long names and in rare states: nothing that tells things apart is cut
//! off, and what is looked at has the room.

use super::bench::*;
use clausewright::draft::to_ron;
use clausewright::editor::App;
use clausewright::store::testing::FakeFs;
use egui::accesskit::Role;
use egui::{Key, Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

const SMALL: [f32; 2] = [900.0, 600.0];

fn said(window: &Harness<'_, App>, text: &str) -> bool {
    window.query_all_by_label_contains(text).count() > 0
}

/// Where the nodes of a role are whose names begin so.
fn places(window: &Harness<'_, App>, role: Role, begin: &str) -> Vec<Rect> {
    let nodes = window.query_all_by_role(role);
    let named = nodes.filter(|n| n.accesskit_node().label().is_some_and(|l| l.starts_with(begin)));
    named.map(|n| n.rect()).collect()
}

/// The example of a form, under another name.
fn put_example(fs: &FakeFs, form: &str, path: &str) {
    let form = clausewright::template::find(form).expect("the form is built in");
    fs.put(path, to_ron(form.example()).expect("it can be written").as_bytes());
}

#[test]
fn in_a_small_window_the_table_of_parts_has_the_room() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = sized(&fs, &["/drafts/example.ron"], SMALL);
    go_to_field(&mut window, "governing law");
    overtype(&mut window, "");
    press(&mut window, Key::F7);
    assert!(places(&window, Role::Region, "Problems").is_empty());
    let rows = places(&window, Role::ListItem, "");
    let seen = rows.iter().filter(|row| row.max.y <= 560.0).count();
    assert!(seen >= 5, "{rows:?}");
    let complete = places(&window, Role::ListItem, "Definitions, complete");
    assert!(complete[0].width() > 540.0, "who asks for it has the width: {complete:?}");
    window.set_size(Vec2::new(640.0, 400.0));
    settle(&mut window);
    press(&mut window, Key::End);
    let bottom = window.get_by_label_contains("Only what is open").rect().max.y;
    window.hover_at(egui::pos2(500.0, 300.0));
    let unit = egui::MouseWheelUnit::Point;
    let phase = egui::TouchPhase::Move;
    let (delta, modifiers) = (Vec2::new(0.0, -150.0), egui::Modifiers::NONE);
    let source = egui::MouseWheelSource::Wheel;
    window.event(egui::Event::MouseWheel { unit, delta, phase, modifiers, source });
    window.run_steps(30);
    let now = window.get_by_label_contains("Only what is open").rect().max.y;
    assert!(now < bottom - 100.0, "in a very low window the filters go up with the table: {bottom} {now}");
    window.set_size(Vec2::from(SMALL));
    settle(&mut window);
    press(&mut window, Key::F7);
    assert!(!places(&window, Role::Region, "Problems").is_empty(), "beside the form they are back");
}

#[test]
fn the_bar_below_shows_both_ends_of_a_long_path() {
    let fs = FakeFs::new();
    let folder = format!("/drafts/{}", "Framework agreements under negotiation ".repeat(5).trim_end());
    fs.put_folder(&folder);
    let path = format!("{folder}/Support for Tarnwick (v2).ron");
    put_example(&fs, "managed-it-support", &path);
    let window = sized(&fs, &[&path], SMALL);
    let labels = window.query_all_by_role(Role::Label).filter_map(|n| n.accesskit_node().value());
    let shown: Vec<String> = labels.filter(|label| label.starts_with("/drafts/")).collect();
    assert!(shown.iter().any(|l| l.contains('…') && l.ends_with("Tarnwick (v2).ron")), "{shown:?}");
}

#[test]
fn the_tab_in_front_stays_in_view_when_the_window_gets_narrower() {
    let fs = FakeFs::new();
    let paths: Vec<String> =
        (1..6).map(|n| format!("/drafts/a draft with a name that is rather long {n}.ron")).collect();
    paths.iter().for_each(|path| put_example(&fs, "managed-it-support", path));
    let files: Vec<&str> = paths.iter().map(String::as_str).collect();
    let mut window = sized(&fs, &files, [1280.0, 800.0]);
    let in_view = |window: &Harness<'_, App>| {
        let tab =
            window.query_all_by_role(Role::Tab).find(|n| n.accesskit_node().is_selected() == Some(true));
        let place = tab.expect("one is in front").rect();
        assert!(place.max.x <= window.ctx.content_rect().max.x && place.min.x >= 0.0, "{place:?}");
    };
    in_view(&window);
    window.set_size(Vec2::from(SMALL));
    settle(&mut window);
    in_view(&window);
}

#[test]
fn the_steps_of_the_first_questions_stand_in_one_line() {
    let mut window = sized(&FakeFs::new(), &[], SMALL);
    begin_with_questions(&mut window, "Managed IT support agreement");
    let tabs = window.query_all_by_role(Role::Tab).map(|n| n.rect().center().y.round()).collect::<Vec<_>>();
    assert!(tabs.len() == 4 && tabs.iter().all(|y| *y == tabs[0]), "{tabs:?}");
    for _ in 0..2 {
        ctrl(&mut window, Key::PageDown);
    }
    let note = window.query_all_by_label_contains("The form proposes this").next().expect("it is said");
    assert!(note.rect().height() > 24.0, "it is read to its end: {:?}", note.rect());
}

#[test]
fn a_notice_that_offers_nothing_has_no_empty_line() {
    let fs = FakeFs::new();
    put_example(&fs, "cloud-hosting", "/drafts/newer.ron");
    let bytes = fs.content("/drafts/newer.ron").expect("it is there");
    let newer = String::from_utf8(bytes).expect("it is text").replacen("schema: 1,", "schema: 4,", 1);
    fs.put("/drafts/newer.ron", newer.as_bytes());
    let window = sized(&fs, &["/drafts/newer.ron"], SMALL);
    let text = window.query_all_by_label_contains("It needs a version that knows").last();
    let below = places(&window, Role::Tab, "Form");
    let gap = below[0].min.y - text.expect("it is said").rect().max.y;
    assert!((4.0..20.0).contains(&gap), "{gap}");
}

#[test]
fn a_comparison_begins_high_in_a_small_window_and_its_changes_stand_apart() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = sized(&fs, &["/drafts/example.ron"], SMALL);
    for (field, value) in [("governing law", "Norway"), ("place of jurisdiction", "Oslo")] {
        go_to_field(&mut window, field);
        overtype(&mut window, value);
    }
    go_to_field(&mut window, "compare");
    click(&mut window, Role::Button, "The file as it is on disk");
    look(&mut window);
    let tab = places(&window, Role::Tab, "Fields");
    let other = places(&window, Role::Button, "Something else…");
    assert_eq!(tab[0].center().y.round(), other[0].center().y.round(), "one line for both");
    let ends = places(&window, Role::Button, "Show in the form: ");
    let next = window.query_all_by_label("Place of jurisdiction").last().expect("the second change").rect();
    assert!(ends.len() == 2 && ends[0].max.y < 400.0, "{ends:?}");
    assert!(next.min.y - ends[0].max.y >= 20.0, "{ends:?} {next:?}");
    for width in [640.0, 780.0, 860.0, 960.0, 1060.0, 1160.0, 1280.0] {
        window.set_size(Vec2::new(width, 600.0));
        settle(&mut window);
        let tabs = ["Fields", "Text", "Side by side"].map(|name| places(&window, Role::Tab, name)[0]);
        let level = tabs.iter().all(|tab| tab.height() < 36.0 && tab.center().y == tabs[0].center().y);
        assert!(level, "{width}: {tabs:?}");
    }
    window.set_size(Vec2::from(SMALL));
    click(&mut window, Role::Tab, "Side by side");
    look(&mut window);
    let left = window.query_all_by_label_contains("“example.ron” on disk").last().expect("a heading");
    let title = window.query_all_by_label_contains("Service level agreement for").last();
    let words = title.map_or(left.rect().min.x, |n| n.rect().min.x);
    assert_eq!(left.rect().min.x.round(), words.round(), "headings stand above what they head");
}

#[test]
fn what_was_saved_from_a_damaged_file_is_not_saved_yet() {
    let fs = disk_with_example("cloud-hosting");
    let whole = fs.content("/drafts/example.ron").expect("the file is there");
    fs.put("/drafts/example.ron", &whole[..whole.len() / 2]);
    let window = sized(&fs, &["/drafts/example.ron"], SMALL);
    assert!(said(&window, "is damaged") && said(&window, "Not saved yet"));
    assert!(!said(&window, "Nothing changed yet"));
}
