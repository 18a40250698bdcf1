//! One tab a draft, when several are open.

use crate::editor::tokens::SPACE_XS;
use crate::editor::widgets::{Icon, icon_button_ui, spoken};
use egui::accesskit::Role;
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
        spoken::whole(ui, Role::TabList, "Open drafts", Some(tabs.len()));
        for (index, (title, dirty)) in tabs.iter().enumerate() {
            ui.push_id(index, |ui| {
                let text = if *dirty { format!("● {title}") } else { title.clone() };
                let mut shown: String = text.chars().take(36).collect();
                if shown.len() < text.len() {
                    shown.push('…');
                }
                let button = Button::selectable(index == active, shown);
                let tab = ui.add(button).on_hover_text(text.as_str());
                tab.ctx.accesskit_node_builder(tab.id, |node| {
                    node.set_role(Role::Tab);
                    let unsaved = if *dirty { ", unsaved changes" } else { "" };
                    node.set_label(format!("{title}{unsaved}"));
                });
                spoken::choice(&tab, index, index == active);
                if tab.clicked() {
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
