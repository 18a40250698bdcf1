//! What excuses a metric, seen from both sides: the metrics of an exclusion, and the reasons below a target.

use super::bench::*;
use clausewright::editor::App;
use egui::Key;
use egui::accesskit::{Role, Toggled};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

type Window = Harness<'static, App>;

fn at(path: &str, size: [f32; 2]) -> Window {
    let fs = disk_with_example("cloud-hosting");
    let mut window = sized(&fs, &["/drafts/example.ron"], size);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &path.into());
    window.run();
    window
}

/// Ids and names of the metrics.
fn metrics(window: &Window) -> Vec<(String, String)> {
    let metrics = session(window).draft().agreement.metrics.iter();
    metrics.map(|m| (m.id.to_string(), m.name.to_string())).collect()
}

fn named(window: &Window, metric: &str) -> String {
    text(window, &format!("metrics.{metric}.exclusions"))
}

fn is_ticked(window: &Window, name: &str) -> bool {
    let tick = format!("Applies to: {name}");
    let node = window.get_by_role_and_label(Role::CheckBox, &tick);
    node.accesskit_node().toggled() == Some(Toggled::True)
}

#[test]
fn the_metrics_of_an_exclusion_are_ticked_from_its_own_side() {
    let mut window = at("exclusions.overload.event", [1280.0, 800.0]);
    let all = metrics(&window);
    assert!(all.iter().all(|(id, name)| named(&window, id).is_empty() && is_ticked(&window, name)));
    let (metric, name) = all[1].clone();
    let tick = format!("Applies to: {name}");
    window.get_by_role_and_label(Role::CheckBox, &tick).focus();
    window.run();
    press(&mut window, Key::Space);
    let others: Vec<String> = session(&window)
        .draft()
        .agreement
        .exclusions
        .iter()
        .map(|e| e.id.to_string())
        .filter(|id| id != "overload")
        .collect();
    assert_eq!(named(&window, &metric), others.join(", "), "the metric names all others");
    assert!(!is_ticked(&window, &name) && is_ticked(&window, &all[0].1));
    assert!(window.query_all_by_label_contains(&format!("Not for “{name}”")).count() > 0);
    // The tick before the last one is a step of its own.
    let (second, other) = all[2].clone();
    window.get_by_role_and_label(Role::CheckBox, &format!("Applies to: {other}")).click();
    window.run();
    assert_eq!(named(&window, &second), others.join(", "));
    ctrl(&mut window, Key::Z);
    window.run();
    assert!(named(&window, &second).is_empty() && !named(&window, &metric).is_empty());
    ctrl(&mut window, Key::Z);
    window.run();
    assert!(named(&window, &metric).is_empty() && is_ticked(&window, &name));
    assert!(focused(&window).starts_with("Applies to: "), "the hand stays there: {}", focused(&window));
    assert!(!session(&window).is_dirty(), "the draft is as it was");
    // Back on: in the order of the list.
    window.get_by_role_and_label(Role::CheckBox, &tick).focus();
    window.run();
    press(&mut window, Key::Space);
    press(&mut window, Key::Space);
    let exclusions = &session(&window).draft().agreement.exclusions;
    let every: Vec<String> = exclusions.iter().map(|e| e.id.to_string()).collect();
    assert_eq!(named(&window, &metric), every.join(", "));
}

#[test]
fn the_last_exclusion_that_a_metric_names_cannot_be_ticked_off() {
    let mut window = at("exclusions.overload.event", [900.0, 600.0]);
    let (metric, name) = metrics(&window)[0].clone();
    let set = clausewright::draft::Edit::set(format!("metrics.{metric}.exclusions").as_str(), "overload");
    let mut draft = session(&window).draft().clone();
    set.apply(&mut draft).unwrap();
    let fs = clausewright::store::testing::FakeFs::new();
    fs.put("/drafts/one.ron", clausewright::draft::to_ron(&draft).unwrap().as_bytes());
    window = sized(&fs, &["/drafts/one.ron"], [900.0, 600.0]);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"exclusions.overload.event".into());
    window.run();
    let label = format!("Applies to: {name}");
    let tick = window.get_by_role_and_label(Role::CheckBox, &label);
    assert!(tick.accesskit_node().is_disabled() && is_ticked(&window, &name));
    let why = "a metric that names none has all of them";
    assert!(tick.accesskit_node().description().is_some_and(|d| d.contains(why)));
    assert!(window.query_all_by_label_contains(why).count() > 0, "it is said for the eye too");
    // From the side of another exclusion it is not ticked, and can be.
    window.state_mut().go_to(&ctx, &"exclusions.attack.event".into());
    window.run();
    let boxes = window.query_all_by_role_and_label(Role::CheckBox, &label);
    let free = boxes.filter(|n| !n.accesskit_node().is_disabled()).collect::<Vec<_>>();
    assert_eq!(free.len(), 1);
    assert_eq!(free[0].accesskit_node().toggled(), Some(Toggled::False));
    free[0].focus();
    window.run();
    press(&mut window, Key::Space);
    assert_eq!(named(&window, &metric), "overload, attack");
}

#[test]
fn the_reasons_below_a_target_are_read_in_full() {
    for size in [[1280.0, 800.0], [900.0, 600.0]] {
        let window = at("metrics", size);
        let metric =
            session(&window).draft().agreement.metrics.iter().find(|m| m.unit.as_str() == "%").unwrap();
        let path = format!("metrics.{}.target", metric.id);
        let mut window = at(&path, size);
        let links = |window: &Window| -> Vec<(String, egui::Rect)> {
            let form = window.get_by_role(Role::Form);
            let links = form.query_all_by_role(Role::Link);
            links.map(|n| (n.accesskit_node().label().unwrap_or_default(), n.rect())).collect()
        };
        assert_eq!(links(&window).len(), 3, "{:?}", links(&window));
        let exclusions = session(&window).draft().agreement.exclusions.clone();
        let more = format!("Show {} more", exclusions.len() - 1);
        let more = window.get_by_label(&more);
        assert_eq!(more.accesskit_node().data().is_expanded(), Some(false));
        more.focus();
        window.run();
        press(&mut window, Key::Enter);
        let all = links(&window);
        assert_eq!(all.len(), exclusions.len() + 2);
        let room = window.get_by_role(Role::Form).rect();
        for (exclusion, (words, rect)) in exclusions.iter().zip(&all[2..]) {
            let event = exclusion.event.lines().next().unwrap_or_default();
            assert!(words.starts_with(&format!("{event}, ")), "{words}");
            assert!(
                room.x_range().contains(rect.left()) && room.x_range().contains(rect.right()),
                "{rect:?}"
            );
        }
        assert_eq!(focused(&window), "Show fewer");
        press(&mut window, Key::Enter);
        assert_eq!(links(&window).len(), 3);
    }
}
