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

/// How much of what has the keyboard can be seen, and how much there is of it, in points.
fn in_sight(window: &Harness<'_, App>) -> (f32, f32) {
    let id = window.ctx.memory(|m| m.focused()).expect("something has the keyboard");
    let widget = window.ctx.viewport(|v| v.prev_pass.widgets.get(id).copied()).expect("it was drawn");
    (widget.interact_rect.height(), widget.rect.height())
}

#[test]
fn who_goes_on_to_the_next_problem_in_haste_sees_where_it_is() {
    let fs = disk_with_example("cloud-hosting");
    let builder = builder([1280.0, 800.0]).with_step_dt(1.0 / 60.0).with_max_steps(200);
    let mut window = built(builder, &fs, &[]);
    begin(&mut window, "Cloud hosting agreement");
    settle(&mut window);
    for hurry in [3, 6, 11] {
        for step in 0..9 {
            for _ in 0..2 {
                window.key_press(Key::F8);
                (0..hurry).for_each(|_| window.step());
            }
            (0..45).for_each(|_| window.step());
            let (seen, whole) = in_sight(&window);
            let name = focused(&window);
            assert!(whole > 0.0 && seen > whole - 1.0, "{name}: {seen} of {whole}; {hurry}, {step}");
        }
    }
}

#[test]
fn whoever_is_led_to_a_problem_is_told_there_until_the_first_letter() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    focus_field(&mut window, "governing_law");
    ctrl(&mut window, Key::A);
    press(&mut window, Key::Delete);
    settle(&mut window);
    let findings = &session(&window).derived().findings;
    let open = findings.iter().find(|f| f.path.as_str() == "governing_law").expect("it is required");
    let why = open.message.clone();
    let said = |window: &Harness<'_, App>| window.query_all_by_label_contains(&why).count();
    let quiet = said(&window);
    press(&mut window, Key::F8);
    settle(&mut window);
    assert_eq!(focused(&window), "Governing law");
    assert_eq!(said(&window), quiet + 1, "beside the field, too");
    type_text(&mut window, "x");
    settle(&mut window);
    assert_eq!(said(&window), 0);
}

#[test]
fn the_toolbar_says_how_far_the_walk_through_the_problems_is() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let is_said = |window: &Harness<'_, App>, words: &str| window.query_all_by_label(words).count() == 1;
    assert!(is_said(&window, "No problems"));
    focus_field(&mut window, "governing_law");
    ctrl(&mut window, Key::A);
    press(&mut window, Key::Delete);
    settle(&mut window);
    let open = session(&window).derived().findings.iter().filter(|f| f.waived.is_none()).count();
    let words = |at: &str| match open {
        1 => format!("{at}1 to fill in"),
        many => format!("{at}{many} problems"),
    };
    assert!(open > 0 && is_said(&window, &words("")), "{open}");
    press(&mut window, Key::F8);
    assert!(is_said(&window, &words("1 of ")), "{open}");
}
