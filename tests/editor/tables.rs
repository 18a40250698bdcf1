//! Tables that are edited in place, and the scale under the tiers.

use super::bench::*;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{FontId, Key, Modifiers, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// A window at the tiers of the example's first schedule that has some, with what the draft says first set.
fn at_tiers(set: &[(&str, &str)]) -> (Harness<'static, App>, String) {
    at_tiers_in([1280.0, 800.0], set)
}

fn at_tiers_in(size: [f32; 2], set: &[(&str, &str)]) -> (Harness<'static, App>, String) {
    let mut draft = clausewright::template::find("cloud-hosting").unwrap().example().clone();
    let schedule = draft.agreement.credits.schedules.iter().find(|s| s.tiers.len() > 1).unwrap();
    let list = format!("credits.schedules.{}.tiers", schedule.id);
    for (field, value) in set {
        let path = format!("{list}.{field}");
        clausewright::draft::Edit::set(path.as_str(), *value).apply(&mut draft).unwrap();
    }
    let fs = clausewright::store::testing::FakeFs::new();
    fs.put("/drafts/tiers.ron", clausewright::draft::to_ron(&draft).unwrap().as_bytes());
    let mut window = sized(&fs, &["/drafts/tiers.ron"], size);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &list.as_str().into());
    window.run();
    (window, list)
}

fn tiers(window: &Harness<'_, App>) -> Vec<(String, String, String)> {
    let schedules = &session(window).draft().agreement.credits.schedules;
    let schedule = schedules.iter().find(|s| s.tiers.len() > 1).unwrap();
    let said = |t: &clausewright::agreement::Tier| {
        let text = |n: Option<clausewright::value::Number>| n.map(|n| n.to_string()).unwrap_or_default();
        (t.id.to_string(), text(t.from), text(t.to))
    };
    schedule.tiers.iter().map(said).collect()
}

#[test]
fn tab_walks_through_the_cells_and_enter_adds_a_row() {
    let (mut window, _) = at_tiers(&[]);
    let before = tiers(&window);
    assert_eq!(focused(&window), "From, tier 1");
    for cell in ["Ends, tier 1", "To, tier 1", "Credit (%), tier 1", "Name of the row, tier 1"] {
        press(&mut window, Key::Tab);
        assert_eq!(focused(&window), cell);
    }
    press(&mut window, Key::Tab);
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "From, tier 2");
    press(&mut window, Key::Enter);
    window.run();
    let after = tiers(&window);
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!((&after[0].0, &after[1].0), (&before[0].0, &before[1].0));
    assert_eq!(focused(&window), "From, tier 3");
    overtype(&mut window, "12.5");
    assert_eq!(tiers(&window)[2].1, "12.5");
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
    window.run();
    window.run();
    assert_eq!(tiers(&window)[1].1, "12.5");
    assert_eq!(focused(&window), "Actions for tier 2");
    press(&mut window, Key::Delete);
    window.run();
    assert_eq!(tiers(&window), before);
    assert_eq!(focused(&window), "Actions for tier 2");
}

/// Where the cell of a row is, and whether all of its text is seen.
fn cell_rect(window: &Harness<'_, App>, name: &str) -> Rect {
    let cell = window.get_by_label(name);
    let rect = cell.rect();
    let text = cell.accesskit_node().value().unwrap_or_default();
    if cell.accesskit_node().role() == Role::TextInput {
        let font = FontId::proportional(14.5);
        let needed = window.ctx.fonts_mut(|f| f.layout_no_wrap(text.clone(), font, egui::Color32::BLACK));
        let unit = if name.starts_with("Credit") { 18.0 } else { 0.0 };
        assert!(rect.width() >= needed.size().x + 20.0 + unit, "{name}: {text} in {rect:?}");
    }
    rect
}

#[test]
fn no_window_is_too_narrow_for_the_values_of_a_table() {
    for size in [[1280.0, 800.0], [1000.0, 700.0], [900.0, 600.0], [420.0, 600.0]] {
        let (mut window, list) = at_tiers_in(size, &[("t1.from", "99.90001"), ("t1.credit", "12.345")]);
        let fields = ["From", "Ends", "To", "Credit (%)", "Name of the row"];
        for row in 1..=2 {
            let names = fields.map(|field| format!("{field}, tier {row}"));
            let ctx = window.ctx.clone();
            let id = tiers(&window)[row - 1].0.clone();
            window.state_mut().go_to(&ctx, &format!("{list}.{id}.from").as_str().into());
            window.run();
            let rects = names.map(|name| cell_rect(&window, &name));
            for (one, other) in rects.iter().zip(&rects[1..]) {
                assert!(one.right() <= other.left() || one.bottom() <= other.top(), "{size:?}: {rects:?}");
            }
            let left = rects[0].left();
            assert!(rects.iter().all(|r| r.left() >= left && r.right() <= size[0]), "{size:?}: {rects:?}");
        }
    }
}

#[test]
fn the_scale_says_where_no_credit_is_defined() {
    let (mut window, list) = at_tiers(&[]);
    let scale = |window: &Harness<'_, App>| {
        let node =
            window.get_by(|n| n.role() == Role::Image && n.label().unwrap_or_default().starts_with("Scale"));
        node.accesskit_node().label().unwrap_or_default()
    };
    let sound = scale(&window);
    assert!(!sound.contains("Gap") && sound.contains("the target is met, no credit"), "{sound}");
    let target = tiers(&window).iter().find(|t| t.2 == "99.95" || t.2 == "99.9").cloned();
    let (id, _, end) = target.expect("a tier ends at the target");
    let short = end.to_string();
    let less = short.trim_end_matches(['5', '9']).to_owned() + if short.ends_with("95") { "4" } else { "8" };
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &format!("{list}.{id}.to").as_str().into());
    window.run();
    overtype(&mut window, &less);
    let holed = scale(&window);
    assert!(holed.contains("Gap: no credit is defined between"), "{less}: {holed}");
    let said = |window: &Harness<'_, App>| {
        let told = window.query_all_by_label_contains("no credit is defined");
        let told = told.filter(|n| n.accesskit_node().role() == Role::Label);
        told.map(|n| n.accesskit_node().value().unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(said(&window).len(), 1, "the scale says it while nobody else does");
    assert!(said(&window)[0].starts_with("Gap: "));
    ctrl(&mut window, Key::E);
    press(&mut window, Key::Escape);
    window.run();
    assert!(scale(&window).contains("Gap: no credit"));
    assert_eq!(said(&window).len(), 1, "{:?}", said(&window));
    assert!(!said(&window)[0].starts_with("Gap: "), "the finding says it, and the scale no more");
}

#[test]
fn tiers_are_put_in_order_in_one_step() {
    let (mut window, _) = at_tiers_in([1280.0, 1000.0], &[]);
    let best_first = tiers(&window);
    let sort = |window: &Harness<'_, App>| {
        window.get_by_role_and_label(Role::Button, "Sort, best first").accesskit_node().is_disabled()
    };
    assert!(sort(&window), "the example is in order");
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    window.run();
    assert_ne!(tiers(&window), best_first);
    click(&mut window, Role::Button, "Sort, best first");
    assert_eq!(tiers(&window), best_first);
    ctrl(&mut window, Key::Z);
    assert_ne!(tiers(&window), best_first);
}

/// What a drawing says to those who do not see it.
fn picture(window: &Harness<'_, App>, title: &str) -> String {
    let node = window.get_by(|n| n.role() == Role::Image && n.label().unwrap_or_default().starts_with(title));
    node.accesskit_node().label().unwrap_or_default()
}

#[test]
fn other_methods_are_drawn_too() {
    let mut draft = clausewright::template::find("cloud-hosting").unwrap().example().clone();
    let of = |name: &str| {
        let a = &draft.agreement;
        let ours =
            a.credits.schedules.iter().find(|s| a.metric(&s.metric).is_some_and(|m| m.name.contains(name)));
        format!("credits.schedules.{}", ours.unwrap().id)
    };
    let (line, share) = (of("Platform availability"), of("Network availability"));
    let set = |draft: &mut clausewright::draft::Draft, path: String, value: &str| {
        clausewright::draft::Edit::set(path.as_str(), value).apply(draft).unwrap();
    };
    for (field, value) in [("method", "Linear"), ("rate", "2"), ("step", "0.1"), ("cap", "10")] {
        set(&mut draft, format!("{line}.{field}"), value);
    }
    set(&mut draft, format!("{share}.method"), "Pool");
    set(&mut draft, format!("{share}.weight"), "40");
    let insert = |id: &str| clausewright::draft::Edit::Insert {
        list: "credits.points_table".into(),
        at: usize::MAX,
        id: id.to_owned(),
    };
    for (id, from, credit) in [("a", "10", "5"), ("b", "20", "10")] {
        insert(id).apply(&mut draft).unwrap();
        set(&mut draft, format!("credits.points_table.{id}.from"), from);
        set(&mut draft, format!("credits.points_table.{id}.credit"), credit);
    }
    let fs = clausewright::store::testing::FakeFs::new();
    fs.put("/drafts/drawn.ron", clausewright::draft::to_ron(&draft).unwrap().as_bytes());
    let mut window = window(&fs, &["/drafts/drawn.ron"]);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &format!("{line}.rate").as_str().into());
    window.run();
    let said = picture(&window, "Credit over the shortfall");
    assert!(said.contains("2 % for each 0.1 % below") && said.contains("The cap of 10 % cuts"), "{said}");
    overtype(&mut window, "4");
    assert!(picture(&window, "Credit over the shortfall").contains("4 % for each 0.1 %"));
    window.state_mut().go_to(&ctx, &format!("{share}.weight").as_str().into());
    window.run();
    let said = picture(&window, "Shares of the pool");
    assert!(
        said.contains("40 % of the pool") && said.contains("60 % of the pool belong to no metric"),
        "{said}"
    );
    window.state_mut().go_to(&ctx, &"credits.points_table.a.credit".into());
    window.run();
    let said = picture(&window, "Scale of the points");
    assert!(said.contains("0 to 9 points: no credit") && said.contains("20 points and more: 10 %"), "{said}");
}

#[test]
fn the_menu_of_a_holiday_is_opened_with_the_mouse_in_a_small_window() {
    let fs = disk_with_example("cloud-hosting");
    for size in [[1280.0, 800.0], [900.0, 600.0]] {
        let mut window = sized(&fs, &["/drafts/example.ron"], size);
        let calendars = session(&window).draft().agreement.calendars.clone();
        let calendar = calendars.iter().find(|c| c.holidays.len() > 1).expect("one has holidays");
        let list = format!("calendars.{}.holidays", calendar.id);
        let ctx = window.ctx.clone();
        window.state_mut().go_to(&ctx, &format!("{list}.{}.date", calendar.holidays[0].id).as_str().into());
        window.run();
        let button = window.get_by_role_and_label(Role::Button, "Actions for holiday 1").rect();
        let form = window.get_by_role(Role::Form).rect();
        assert!(form.contains_rect(button) && button.width() >= 16.0, "{size:?}: {button:?} in {form:?}");
        window.get_by_role_and_label(Role::Button, "Actions for holiday 1").click();
        window.run();
        let remove =
            window.query_all_by_label_contains("Remove this holiday").next().expect("the menu is open");
        remove.click();
        window.run();
        let now = session(&window).draft().agreement.calendars.iter().find(|c| c.id == calendar.id);
        assert_eq!(now.expect("it is there").holidays, calendar.holidays[1..]);
    }
}
