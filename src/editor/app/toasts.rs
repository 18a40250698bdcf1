//! Short notes that need no answer; they go away by themselves.

use crate::editor::tokens::{SPACE_S, palette};
use crate::editor::widgets::{Icon, icon_button_ui};
use egui::accesskit::{Live, Role};
use egui::{Align2, Area, Context, Frame, Id, Margin, Order, Stroke, vec2};
use std::path::PathBuf;
use std::time::Duration;

/// Seconds for which a note stays.
const STAYS: f64 = 7.0;

pub struct Toast {
    pub text: String,
    /// A file to be opened with the program that the system has for it.
    pub file: Option<PathBuf>,
    until: f64,
}

#[derive(Default)]
pub struct Toasts(Vec<Toast>);

impl Toasts {
    pub fn say(&mut self, ctx: &Context, text: impl Into<String>) {
        self.add(ctx, text.into(), None);
    }

    pub fn add(&mut self, ctx: &Context, text: String, file: Option<PathBuf>) {
        let until = ctx.input(|i| i.time) + STAYS;
        self.0.retain(|t| t.text != text);
        self.0.push(Toast { text, file, until });
        let most = 3;
        if self.0.len() > most {
            self.0.remove(0);
        }
    }

    /// Takes a note away that is no longer true.
    pub fn forget(&mut self, text: &str) {
        self.0.retain(|t| t.text != text);
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|t| t.text.as_str())
    }

    /// Draws the notes at the lower right, above the status line.
    pub fn draw(&mut self, ctx: &Context) {
        let now = ctx.input(|i| i.time);
        self.0.retain(|t| t.until > now);
        let Some(next) = self.0.iter().map(|t| t.until).reduce(f64::min) else { return };
        ctx.request_repaint_after(Duration::from_secs_f64((next - now).max(0.05)));
        let mut closed = None;
        let mut above = 36.0;
        for (index, toast) in self.0.iter().enumerate().rev() {
            let area = Area::new(Id::unique(("toast", index))).order(Order::Tooltip);
            let response = area.anchor(Align2::RIGHT_BOTTOM, vec2(-14.0, -above)).show(ctx, |ui| {
                let p = palette(ui);
                let frame = Frame::new().fill(p.sheet).stroke(Stroke::new(1.0, p.accent)).corner_radius(6.0);
                frame.shadow(ui.visuals().popup_shadow).inner_margin(Margin::symmetric(14, 9)).show(
                    ui,
                    |ui| {
                        ui.set_max_width(460.0);
                        ui.horizontal(|ui| {
                            ui.spacing_mut().item_spacing.x = SPACE_S;
                            ui.set_max_width(440.0);
                            let label = ui.add(egui::Label::new(&toast.text).wrap());
                            ui.ctx().accesskit_node_builder(label.id, |node| {
                                node.set_role(Role::Status);
                                node.set_live(Live::Polite);
                            });
                            if let Some(file) = &toast.file
                                && ui
                                    .button("Open")
                                    .on_hover_text("Show it with the system’s own program")
                                    .clicked()
                            {
                                ui.ctx().open_url(egui::OpenUrl::new_tab(file_url(file)));
                            }
                            if icon_button_ui(ui, Icon::Close, "Close note").clicked() {
                                closed = Some(index);
                            }
                        });
                    },
                );
            });
            above += response.response.rect.height() + SPACE_S;
        }
        if let Some(index) = closed {
            self.0.remove(index);
        }
    }
}

/// A path as a URL; everything but plain characters is escaped.
fn file_url(path: &std::path::Path) -> String {
    let mut url = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::file_url;

    #[test]
    fn paths_become_urls() {
        assert_eq!(file_url(std::path::Path::new("/a b/ö.pdf")), "file:///a%20b/%C3%B6.pdf");
    }
}
