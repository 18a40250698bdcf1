//! Short notes that need no answer; they go away by themselves.

use crate::editor::files::Way;
use crate::editor::tokens::{SPACE_S, palette};
use crate::editor::widgets::{Icon, icon_button_ui};
use crate::session::SessionId;
use egui::accesskit::{Live, Role};
use egui::{Align2, Area, Context, Frame, Id, Margin, Order, Stroke, Ui, vec2};
use std::path::PathBuf;
use std::time::Duration;

/// Seconds for which a note stays.
const STAYS: f64 = 7.0;
/// The same where something can be done with a file.
const STAYS_WITH_FILE: f64 = 20.0;
/// Widest the words of a note grow, in points.
const TEXT_WIDTH: f32 = 400.0;
/// From the edge of the window, in points.
const EDGE: f32 = 14.0;
/// What the status line takes at the bottom, in points.
const STATUS: f32 = 36.0;

mod words {
    pub const OPEN: &str = "Open";
    pub const OPEN_TIP: &str = "Show it with the system’s own program";
    pub const SHOW: &str = "Show in folder";
    pub const UNDO: &str = "Undo";
    pub const CANCEL: &str = "Cancel";
    pub const CLOSE: &str = "Close note";
}

/// Says what is going on, at the lower left; true if it shall stop. `behind`: a dialog is in front.
pub fn progress_ui(ctx: &Context, text: &str, behind: bool) -> bool {
    let area = Area::new(Id::unique("progress")).order(order(behind));
    let shown = area.anchor(Align2::LEFT_BOTTOM, vec2(EDGE, -STATUS)).show(ctx, |ui| {
        let p = palette(ui);
        let frame = Frame::new().fill(p.sheet).stroke(Stroke::new(1.0, p.accent)).corner_radius(6.0);
        let frame = frame.shadow(ui.visuals().popup_shadow).inner_margin(Margin::symmetric(14, 9));
        frame
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    let label = ui.label(text);
                    ui.ctx().accesskit_node_builder(label.id, |node| {
                        node.set_role(Role::Status);
                        node.set_label(text);
                        node.set_live(Live::Polite);
                    });
                    ui.button(words::CANCEL).clicked()
                })
                .inner
            })
            .inner
    });
    shown.inner
}

pub struct Toast {
    pub text: String,
    /// A file that was written, to be opened or shown.
    pub file: Option<PathBuf>,
    /// What it tells of can be undone as long as the draft is in this state.
    undo: Option<State>,
    until: f64,
}

/// A draft and its revision.
pub type State = (SessionId, u64);

/// What was asked for at a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    File(PathBuf, Way),
    Undo,
}

impl Toast {
    /// The note, and below it what can be done about it.
    fn said_ui(&self, ui: &mut Ui) -> Option<Wanted> {
        ui.set_max_width(TEXT_WIDTH);
        let label = ui.add(egui::Label::new(&self.text).wrap());
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_role(Role::Status);
            node.set_label(self.text.as_str());
            node.set_live(Live::Polite);
        });
        if self.undo.is_some() {
            return ui.button(words::UNDO).clicked().then_some(Wanted::Undo);
        }
        let file = self.file.as_ref()?;
        let way = ui.horizontal(|ui| {
            let open = ui.button(words::OPEN).on_hover_text(words::OPEN_TIP).clicked();
            let show = ui.button(words::SHOW).clicked();
            open.then_some(Way::Open).or(show.then_some(Way::ShowInFolder))
        });
        way.inner.map(|way| Wanted::File(file.clone(), way))
    }
}

#[derive(Default)]
pub struct Toasts {
    notes: Vec<Toast>,
    /// Since when a dialog is in front of them.
    behind: Option<f64>,
}

/// The layer of notes: never over a dialog, whose buttons might be below them.
fn order(behind: bool) -> Order {
    if behind { Order::Middle } else { Order::Tooltip }
}

impl Toasts {
    pub fn say(&mut self, ctx: &Context, text: impl Into<String>) {
        self.add(ctx, text.into(), None);
    }

    pub fn add(&mut self, ctx: &Context, text: String, file: Option<PathBuf>) {
        let stays = if file.is_some() { STAYS_WITH_FILE } else { STAYS };
        self.push(ctx, Toast { text, file, undo: None, until: stays });
    }

    /// Says that something was done, with a button that takes it back; it goes away with the next change.
    pub fn offer_undo(&mut self, ctx: &Context, text: String, state: State) {
        self.push(ctx, Toast { text, file: None, undo: Some(state), until: STAYS_WITH_FILE });
    }

    /// `toast.until`: the seconds for which it stays.
    fn push(&mut self, ctx: &Context, toast: Toast) {
        let until = ctx.input(|i| i.time) + toast.until;
        self.notes.retain(|t| t.text != toast.text);
        self.notes.push(Toast { until, ..toast });
        let most = 3;
        if self.notes.len() > most {
            self.notes.remove(0);
        }
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().map(|t| t.text.as_str())
    }

    /// Draws the notes at the lower right, above the status line. `state`: of the draft in front. `behind`: a dialog is
    /// in front of them; their time stands still. Returns what shall be done.
    pub fn draw(&mut self, ctx: &Context, state: Option<State>, behind: bool) -> Option<Wanted> {
        let now = ctx.input(|i| i.time);
        if behind {
            self.behind.get_or_insert(now);
        } else if let Some(since) = self.behind.take() {
            self.notes.iter_mut().for_each(|t| t.until += now - since);
        }
        self.notes.retain(|t| (behind || t.until > now) && t.undo.is_none_or(|of| Some(of) == state));
        let next = self.notes.iter().map(|t| t.until).reduce(f64::min)?;
        if !behind {
            ctx.request_repaint_after(Duration::from_secs_f64((next - now).max(0.05)));
        }
        let mut closed = None;
        let mut wanted = None;
        let mut above = STATUS;
        for (index, toast) in self.notes.iter().enumerate().rev() {
            let area = Area::new(Id::unique(("toast", index))).order(order(behind));
            let response = area.anchor(Align2::RIGHT_BOTTOM, vec2(-EDGE, -above)).show(ctx, |ui| {
                let p = palette(ui);
                let frame = Frame::new().fill(p.sheet).stroke(Stroke::new(1.0, p.accent)).corner_radius(6.0);
                let frame = frame.shadow(ui.visuals().popup_shadow).inner_margin(Margin::symmetric(14, 9));
                let row = |ui: &mut Ui| {
                    ui.spacing_mut().item_spacing.x = SPACE_S;
                    let wanted = ui.vertical(|ui| toast.said_ui(ui)).inner;
                    if icon_button_ui(ui, Icon::Close, words::CLOSE).clicked() {
                        closed = Some(index);
                    }
                    wanted
                };
                frame.show(ui, |ui| ui.horizontal(row).inner).inner
            });
            let rect = response.response.rect;
            above += rect.height() + SPACE_S;
            let edge = ctx.content_rect().right() - EDGE;
            if (rect.right() - edge).abs() > 1.0 {
                // It stands where the size of the note before it put it.
                ctx.request_repaint();
            }
            wanted = wanted.or(response.inner);
        }
        if let Some(index) = closed {
            self.notes.remove(index);
        }
        wanted
    }
}
