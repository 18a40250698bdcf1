//! The walk of Tab through every section of every form: in reading order, nothing twice, and round to the beginning.

use super::bench::*;
use clausewright::editor::App;
use clausewright::template;
use egui::accesskit::Role;
use egui::{Id, Key, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// The most that a section with folded lists has to walk through.
const MOST: usize = 250;

struct Stop {
    id: Id,
    name: String,
    /// In the form, else in a bar or another pane.
    in_form: bool,
    rect: Rect,
}

fn stop(window: &Harness<'_, App>, form: &str) -> Option<Stop> {
    let id = window.ctx.memory(|m| m.focused())?;
    let mut found = window.query_all_by(|n| n.is_focused() && n.role() != Role::Window);
    let node = found.next()?;
    let mut around = node.parent();
    let mut in_form = false;
    while let Some(at) = around {
        let data = at.accesskit_node();
        in_form |= data.role() == Role::Form && data.label().as_deref() == Some(form);
        around = at.parent();
    }
    let name =
        format!("{:?} {}", node.accesskit_node().role(), node.accesskit_node().label().unwrap_or_default());
    Some(Stop { id, name, in_form, rect: node.rect() })
}

/// Presses Tab until the keyboard is where it began.
fn walk(window: &mut Harness<'static, App>, form: &str) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    for _ in 0..MOST {
        window.key_press(Key::Tab);
        window.step();
        window.step();
        let Some(stop) = stop(window, form) else { continue };
        if stops.first().is_some_and(|first| first.id == stop.id) {
            return stops;
        }
        if stops.iter().any(|earlier| earlier.id == stop.id) {
            panic!(
                "{form}: {} is reached twice: {:?}",
                stop.name,
                stops.iter().map(|s| &s.name).collect::<Vec<_>>()
            );
        }
        stops.push(stop);
    }
    panic!("{form}: Tab does not come back: {:?}", stops.iter().map(|s| &s.name).collect::<Vec<_>>());
}

/// Every section of a form of agreement.
fn check(id: &str) {
    let mut window = sized(&disk_with_example(id), &["/drafts/example.ron"], [1280.0, 2400.0]);
    let form = template::find(id).expect("the form is built in");
    let mut order = String::new();
    for section in &form.template().sections {
        window.get_by_role_and_label(Role::TreeItem, &section.title).click();
        window.run();
        let stops = walk(&mut window, &section.title);
        let fields: Vec<&Stop> = stops.iter().filter(|stop| stop.in_form).collect();
        assert!(!fields.is_empty(), "{id}, {}: the form is passed over", section.title);
        // The form is walked in one go: nothing from elsewhere comes in between.
        let first = stops.iter().position(|stop| stop.in_form).unwrap_or_default();
        assert!(stops[first..first + fields.len()].iter().all(|s| s.in_form), "{id}, {}", section.title);
        order.push_str(&format!("## {}\n", section.title));
        for pair in fields.windows(2) {
            // What scrolls moves between two presses; only what stayed in view can be compared.
            let (one, next) = (pair[0], pair[1]);
            let below = next.rect.bottom() > one.rect.top() + 1.0;
            let beside = next.rect.left() >= one.rect.left();
            assert!(below || beside || scrolled(one, next), "{id}: {} before {}", one.name, next.name);
        }
        for stop in fields {
            order.push_str(&stop.name);
            order.push('\n');
        }
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(format!("tab_order_{id}"), order);
    });
}

/// The form was scrolled, so that places cannot be compared.
fn scrolled(one: &Stop, next: &Stop) -> bool {
    (one.rect.top() - next.rect.top()).abs() > 1200.0
}

#[test]
fn cloud_hosting() {
    check("cloud-hosting");
}

#[test]
fn managed_it_support() {
    check("managed-it-support");
}

#[test]
fn business_services() {
    check("business-services");
}

#[test]
fn corporate_multi_level() {
    check("corporate-multi-level");
}

#[test]
fn outsourced_staffing() {
    check("outsourced-staffing");
}
