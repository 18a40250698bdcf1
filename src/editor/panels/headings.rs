//! What stands in the section at hand, by name, below its row in the outline: metrics, services, defined terms.

use super::problems::Class;
use crate::agreement::queries::role_of;
use crate::check::Finding;
use crate::draft::Draft;
use crate::editor::tokens::{palette, semibold};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, one_line, paint, row_sense_ui};
use crate::template::Section;
use crate::value::{FieldPath, Node, Shape};
use egui::accesskit::Role;
use egui::{EventFilter, FontId, Id, Key, Modifiers, Rect, Response, Sense, Ui, Vec2, pos2, vec2};

const ROW: f32 = 26.0;
const INDENT: f32 = 30.0;
/// Longer lists are walked through in the form itself.
const MOST: usize = 40;

/// An item of a list of the section.
pub struct Heading {
    pub path: FieldPath,
    name: String,
    noun: &'static str,
}

/// The items of a section that have a name, in the order of its form.
pub fn of(draft: &Draft, section: &Section) -> Vec<Heading> {
    let mut found = Vec::new();
    for path in &section.form {
        let path = FieldPath::new(path.as_str());
        let Some(node) = draft.node(&path) else { continue };
        items(draft, node, &path, &mut found);
        // A group of fields may hold lists: the schedules of credits, the steps of an escalation.
        if let Shape::Record(record) = node.shape() {
            for field in record.fields {
                if let Some(child) = node.child(field.name) {
                    items(draft, child, &path.join(field.name), &mut found);
                }
            }
        }
    }
    found
}

fn items(draft: &Draft, node: &dyn Node, path: &FieldPath, found: &mut Vec<Heading>) {
    let Some(list) = node.as_list() else { return };
    for id in list.ids() {
        let Some(item) = list.item(&id) else { continue };
        if let Some(name) = draft.agreement.name_of(item).or_else(|| role_of(item)) {
            found.push(Heading { path: path.join(&id), name, noun: list.spec().noun });
        }
    }
}

fn row_id(path: &FieldPath) -> Id {
    Id::unique(("outline item", path.as_str()))
}

/// Under this it is remembered whether the items of a section are unfolded.
fn fold_id(section: &str) -> Id {
    Id::unique(("outline unfolded", section))
}

/// Whether the items of the section at hand are unfolded: a click on its row folds and unfolds them. Draws the sign.
pub fn fold_ui(ui: &Ui, section: &str, row: &Response) -> bool {
    let mut open: bool = ui.data(|d| d.get_temp(fold_id(section))).unwrap_or_default();
    // The click that showed the section is none of these.
    let shown = Id::unique("section whose items were folded last");
    let same = ui.data(|d| d.get_temp::<String>(shown)).as_deref() == Some(section);
    if row.clicked() && same {
        open = !open;
        ui.data_mut(|d| d.insert_temp(fold_id(section), open));
    }
    if !same {
        ui.data_mut(|d| d.insert_temp(shown, section.to_owned()));
    }
    ui.ctx().accesskit_node_builder(row.id, |node| node.set_expanded(open));
    let sign = Rect::from_center_size(row.rect.left_center() + vec2(8.0, 0.0), Vec2::splat(9.0));
    paint(ui.painter(), sign, if open { Icon::Down } else { Icon::Right }, palette(ui).ink_soft);
    open
}

/// Unfolds them and gives the keyboard to the first; false if there is none.
pub fn enter(ui: &Ui, section: &str, headings: &[Heading]) -> bool {
    let Some(first) = headings.first() else { return false };
    ui.data_mut(|d| d.insert_temp(fold_id(section), true));
    ui.memory_mut(|m| m.request_focus(row_id(&first.path)));
    true
}

/// Draws the rows. `back`: the row of their section. `at`: the field that has the keyboard, or had it last.
pub fn headings_ui(
    ui: &mut Ui,
    headings: &[Heading],
    findings: &[Finding],
    at: Option<&FieldPath>,
    back: Id,
    actions: &mut Vec<Action>,
) {
    let shown = headings.get(..MOST).unwrap_or(headings);
    for (index, heading) in shown.iter().enumerate() {
        let chosen = at.is_some_and(|at| at.is_within(&heading.path));
        let here = findings.iter().filter(|f| f.waived.is_none() && f.path.is_within(&heading.path));
        let worst = here.map(Class::of).min().filter(|class| *class <= Class::Warning);
        let id = row_id(&heading.path);
        // Tab passes the outline in one step; the arrows lead here.
        let sense = if ui.memory(|m| m.has_focus(id)) { Sense::click() } else { Sense::CLICK };
        let name = words::row(&heading.name, heading.noun);
        let response = row_sense_ui(ui, id, sense, ROW, chosen, Role::TreeItem, &name, |ui, rect| {
            paint_row(ui, rect, &heading.name, chosen, worst);
        });
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_level(2);
            node.set_position_in_set(index);
            node.clear_toggled();
            node.set_selected(chosen);
        });
        if response.has_focus() && keys(ui, shown, index, back) {
            actions.push(Action::GoTo(heading.path.clone()));
        }
        if response.clicked() {
            actions.push(Action::GoTo(heading.path.clone()));
        }
    }
    if headings.len() > shown.len() {
        ui.horizontal(|ui| {
            ui.add_space(INDENT);
            ui.label(crate::editor::tokens::small(ui, words::more(headings.len() - shown.len())));
        });
    }
}

/// The arrows lead up and down and back to the section; true if the item itself is wanted.
fn keys(ui: &Ui, shown: &[Heading], index: usize, back: Id) -> bool {
    let id = shown.get(index).map(|h| row_id(&h.path)).unwrap_or(back);
    let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(id, arrows));
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if pressed(Key::Enter) || pressed(Key::ArrowRight) {
        return true;
    }
    let row = |index: usize| shown.get(index).map(|h| row_id(&h.path));
    let to = if pressed(Key::ArrowLeft) {
        Some(back)
    } else if pressed(Key::ArrowUp) {
        index.checked_sub(1).and_then(row).or(Some(back))
    } else if pressed(Key::ArrowDown) {
        row(index + 1)
    } else if pressed(Key::Home) {
        row(0)
    } else if pressed(Key::End) {
        row(shown.len().saturating_sub(1))
    } else {
        None
    };
    if let Some(to) = to {
        ui.memory_mut(|m| m.request_focus(to));
    }
    false
}

fn paint_row(ui: &Ui, rect: Rect, name: &str, chosen: bool, worst: Option<Class>) {
    let p = palette(ui);
    let mut right = rect.right() - 6.0;
    if let Some(class) = worst {
        let mark = Rect::from_center_size(pos2(right - 6.0, rect.center().y), Vec2::splat(12.0));
        paint(ui.painter(), mark, class.icon(), class.ink(p));
        right = mark.left() - 6.0;
    }
    let font = if chosen { semibold(13.0) } else { FontId::proportional(13.0) };
    let ink = if chosen { p.accent } else { p.ink_soft };
    let left = rect.left() + INDENT;
    let galley = one_line(ui.painter(), name, font, ink, (right - left).max(20.0));
    ui.painter().galley(rect.left_center() + vec2(INDENT, -galley.size().y / 2.0), galley, ink);
}

mod words {
    /// As it is read out.
    pub fn row(name: &str, noun: &str) -> String {
        format!("{name}, {noun}")
    }

    pub fn more(count: usize) -> String {
        format!("and {count} more in the form")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_lists_its_items_by_name() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let names = |id: &str| -> Vec<String> {
            let section = form.template().sections.iter().find(|s| s.id.as_str() == id).unwrap();
            of(form.example(), section).into_iter().map(|h| h.name).collect()
        };
        let metrics: Vec<String> =
            form.example().agreement.metrics.iter().map(|m| m.name.to_string()).collect();
        assert_eq!(names("service-levels"), metrics);
        assert!(names("credits").iter().any(|name| name.starts_with("Credits for ")));
        assert!(names("definitions").iter().any(|name| name == "Downtime"));
        assert!(names("general").is_empty() && names("term").is_empty());
    }
}
