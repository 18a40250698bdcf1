//! What is said about a field leads to what it is made of, and commands say what they would be done to.

use super::bench::*;
use clausewright::editor::App;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn lead(window: &mut Harness<'_, App>, path: &str) {
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &path.into());
    window.run();
}

#[test]
fn an_effective_level_leads_to_each_limit_that_lowers_it() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let shares = session(&window).draft().agreement.metrics.iter();
    let metric = shares.clone().find(|m| m.unit.as_str() == "%" && m.target.is_some()).expect("there is one");
    let path = format!("metrics.{}.target", metric.id);
    lead(&mut window, &path);
    let planned = |n: &egui_kittest::Node<'_>| {
        n.accesskit_node().label().is_some_and(|l| l.starts_with("Planned maintenance, "))
    };
    let link = window.query_all_by_role(Role::Link).find(planned).expect("it is named");
    link.click();
    window.run();
    assert_eq!(focused(&window), "At most, a month");
}

#[test]
fn the_menu_names_the_item_that_a_command_is_about() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let metric = session(&window).draft().agreement.metrics[0].clone();
    lead(&mut window, &format!("metrics.{}.name", metric.id));
    window.key_press_modifiers(egui::Modifiers::ALT, Key::E);
    window.run();
    let name = format!("Remove metric “{}”", metric.name);
    assert!(window.query_all_by_label_contains(&name).count() > 0, "{name}");
}

#[test]
fn the_outline_leads_to_the_items_of_its_section() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    click(&mut window, Role::TreeItem, "Service Levels");
    let items = |window: &Harness<'_, App>| {
        window
            .query_all_by_role(Role::TreeItem)
            .filter(|n| n.accesskit_node().data().level() == Some(2))
            .count()
    };
    assert_eq!(items(&window), 0, "the sections stay together");
    click(&mut window, Role::TreeItem, "Service Levels");
    assert_eq!(items(&window), session(&window).draft().agreement.metrics.len());
    let metrics: Vec<_> =
        session(&window).draft().agreement.metrics.iter().map(|m| m.name.to_string()).collect();
    let row = |name: &str| format!("{name}, metric");
    click(&mut window, Role::TreeItem, &row(&metrics[2]));
    window.run();
    assert_eq!(focused(&window), "Name", "it is unfolded, with the keyboard in its first field");
    // By keyboard: into the items, along them, back, and on to the next section.
    window.get_by_role_and_label(Role::TreeItem, "Service Levels").focus();
    window.run();
    press(&mut window, Key::ArrowRight);
    assert_eq!(focused(&window), row(&metrics[0]));
    press(&mut window, Key::ArrowDown);
    assert_eq!(focused(&window), row(&metrics[1]));
    press(&mut window, Key::End);
    assert_eq!(focused(&window), row(metrics.last().expect("there are some")));
    press(&mut window, Key::ArrowLeft);
    assert_eq!(focused(&window), "Service Levels");
    press(&mut window, Key::ArrowDown);
    window.run();
    assert_eq!(focused(&window), "Support and incident management");
}
