//! One tab a draft, when several are open.

use crate::editor::tokens::SPACE_XS;
use crate::editor::widgets::{Icon, icon_button_ui};
use egui::{Button, Ui};

/// What was done to the tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabWish {
    Show(usize),
    Close(usize),
}

/// `tabs`: title and whether there are unsaved changes.
pub fn tabs_ui(ui: &mut Ui, tabs: &[(String, bool)], active: usize) -> Option<TabWish> {
    let mut wish = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        for (index, (title, dirty)) in tabs.iter().enumerate() {
            ui.push_id(index, |ui| {
                let text = if *dirty { format!("● {title}") } else { title.clone() };
                let mut shown: String = text.chars().take(36).collect();
                if shown.len() < text.len() {
                    shown.push('…');
                }
                let button = Button::selectable(index == active, shown);
                if ui.add(button).on_hover_text(text.as_str()).clicked() {
                    wish = Some(TabWish::Show(index));
                }
                if icon_button_ui(ui, Icon::Close, &format!("Close {title}")).clicked() {
                    wish = Some(TabWish::Close(index));
                }
            });
        }
    });
    wish
}
