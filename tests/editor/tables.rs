//! Tables that are edited in place, and the scale under the tiers.

use super::bench::*;
use clausewright::editor::App;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// A window at the tiers of the example's first schedule that has some, with what the draft says first set.
fn at_tiers(set: &[(&str, &str)]) -> (Harness<'static, App>, String) {
    let mut draft = clausewright::template::find("cloud-hosting").unwrap().example().clone();
    let schedule = draft.agreement.credits.schedules.iter().find(|s| s.tiers.len() > 1).unwrap();
    let list = format!("credits.schedules.{}.tiers", schedule.id);
    for (field, value) in set {
        let path = format!("{list}.{field}");
        clausewright::draft::Edit::set(path.as_str(), *value).apply(&mut draft).unwrap();
    }
    let fs = clausewright::store::testing::FakeFs::new();
    fs.put("/drafts/tiers.ron", clausewright::draft::to_ron(&draft).unwrap().as_bytes());
    let mut window = window(&fs, &["/drafts/tiers.ron"]);
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
    for cell in ["To, tier 1", "Ends, tier 1", "Credit (%), tier 1", "Name of the row, tier 1"] {
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
    assert!(window.query_all_by_label_contains("Gap: no credit is defined between").count() >= 2);
}

#[test]
fn tiers_are_put_in_order_in_one_step() {
    let (mut window, _) = at_tiers(&[]);
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
