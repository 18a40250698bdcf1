//! One tab a draft, when several are open: clicked, closed, dragged to another place. Where there are more than there is
//! room for, the row scrolls, and a menu lists them all.

use crate::editor::tokens::{SPACE_XS, palette};
use crate::editor::widgets::{Icon, OneStop, icon_button_ui, icon_sense_ui, spoken};
use crate::session::SessionId;
use egui::accesskit::Role;
use egui::{Button, Id, Popup, Rect, ScrollArea, Sense, Stroke, Ui};

mod words {
    pub const ROW: &str = "Open drafts";
    pub const ALL: &str = "All open drafts";
    pub const UNSAVED: &str = ", unsaved changes";

    pub fn close(title: &str) -> String {
        format!("Close {title}")
    }

    pub fn tip(title: &str, dirty: bool) -> String {
        let state = if dirty { "Has unsaved changes. " } else { "" };
        format!("{title}\n{state}Drag to move it, click with the middle button to close it")
    }
}

/// What was done to the tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabWish {
    Show(usize),
    Close(usize),
    Move { from: usize, to: usize },
}

/// One tab.
pub struct Tab {
    pub id: SessionId,
    pub title: String,
    /// There are unsaved changes.
    pub dirty: bool,
}

/// Longest title on a tab, in characters; of a longer one beginning and end are shown, where names differ.
const LONGEST: usize = 30;

pub fn tabs_ui(ui: &mut Ui, tabs: &[Tab], active: usize) -> Option<TabWish> {
    let mut wish = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        let menu = ui.spacing().interact_size.y + 2.0 * SPACE_XS;
        let room = (ui.available_width() - menu).max(80.0);
        let area = ScrollArea::horizontal().id_salt("tabs").max_width(room).auto_shrink([true, true]);
        let shown = area.show(ui, |ui| {
            ui.horizontal(|ui| {
                spoken::whole(ui, Role::TabList, words::ROW, Some(tabs.len()));
                wish = row_ui(ui, tabs, active, room);
            });
        });
        if shown.content_size.x > shown.inner_rect.width() + 1.0 {
            let button = icon_button_ui(ui, Icon::Down, words::ALL);
            Popup::menu(&button).show(|ui| {
                for (index, tab) in tabs.iter().enumerate() {
                    if ui.selectable_label(index == active, named(tab)).clicked() {
                        wish = Some(TabWish::Show(index));
                        ui.close();
                    }
                }
            });
        }
    });
    wish
}

/// `room`: the width of the part that is seen, in points.
fn row_ui(ui: &mut Ui, tabs: &[Tab], active: usize, room: f32) -> Option<TabWish> {
    let mut wish = None;
    let mut places: Vec<Rect> = Vec::new();
    let mut dragged = None;
    // Whoever comes to another draft by keyboard sees its tab, and so does whoever makes the window narrower.
    let memory = Id::unique("tab in front");
    let front = (tabs.get(active).map(|tab| tab.id), room.round() as i32);
    let follow = ui.data(|d| d.get_temp::<(Option<SessionId>, i32)>(memory)) != Some(front);
    ui.data_mut(|d| d.insert_temp(memory, front));
    let mut stop = OneStop::new(ui, Some(active));
    for (index, tab) in tabs.iter().enumerate() {
        ui.push_id(tab.id, |ui| {
            let button = Button::selectable(index == active, shortened(tab));
            let response = stop.add_ui(ui, |ui, sense| ui.add(button.sense(sense | Sense::DRAG)));
            response.ctx.accesskit_node_builder(response.id, |node| {
                node.set_role(Role::Tab);
                let unsaved = if tab.dirty { words::UNSAVED } else { "" };
                node.set_label(format!("{}{unsaved}", tab.title));
            });
            spoken::choice(&response, index, index == active);
            places.push(response.rect);
            if response.dragged() {
                dragged = Some(index);
                ui.painter().rect_stroke(
                    response.rect,
                    crate::editor::tokens::RADIUS,
                    Stroke::new(1.5, palette(ui).accent),
                    egui::StrokeKind::Inside,
                );
            }
            if response.middle_clicked() {
                wish = Some(TabWish::Close(index));
            } else if response.clicked() {
                wish = Some(TabWish::Show(index));
            }
            let tab_rect = response.rect;
            response.on_hover_text(words::tip(&tab.title, tab.dirty));
            // Tab comes to the button of the tab that it came to.
            let close = words::close(&tab.title);
            let reached = stop.is_reached() || ui.memory(|m| m.has_focus(ui.next_auto_id()));
            let sense = if reached { Sense::click() } else { Sense::CLICK };
            let close = icon_sense_ui(ui, Icon::Close, &close, sense);
            if index == active && follow {
                ui.scroll_to_rect(tab_rect.union(close.rect), None);
            }
            if close.clicked() {
                wish = Some(TabWish::Close(index));
            }
        });
    }
    stop.end(ui);
    let pointer = ui.input(|i| i.pointer.interact_pos());
    if let (Some(from), Some(pointer)) = (dragged, pointer)
        && let Some(to) = target(&places, from, pointer.x)
    {
        wish = Some(TabWish::Move { from, to });
    }
    wish
}

/// Where a tab goes that is dragged to `x`: once the pointer is beyond the middle of a neighbour it takes its place.
fn target(places: &[Rect], from: usize, x: f32) -> Option<usize> {
    let before = places.iter().take(from).position(|place| x < place.center().x);
    let behind = places.iter().enumerate().skip(from + 1).rev().find(|(_, place)| x > place.center().x);
    before.or(behind.map(|(index, _)| index))
}

fn named(tab: &Tab) -> String {
    if tab.dirty { format!("● {}", tab.title) } else { tab.title.clone() }
}

fn shortened(tab: &Tab) -> String {
    let text = named(tab);
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= LONGEST {
        return text;
    }
    let half = LONGEST / 2 - 1;
    let begin: String = letters.iter().take(half).collect();
    let end: String = letters.iter().skip(letters.len() - half).collect();
    format!("{}…{}", begin.trim_end(), end.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    #[test]
    fn a_dragged_tab_takes_the_place_of_the_neighbour_it_is_over() {
        let places: Vec<Rect> =
            (0..3).map(|n| Rect::from_min_size(pos2(100.0 * n as f32, 0.0), vec2(90.0, 20.0))).collect();
        assert_eq!(target(&places, 1, 150.0), None);
        assert_eq!(target(&places, 1, 60.0), None);
        assert_eq!(target(&places, 1, 40.0), Some(0));
        assert_eq!(target(&places, 0, 260.0), Some(2));
        assert_eq!(target(&places, 0, 160.0), Some(1));
    }
}
