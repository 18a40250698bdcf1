//! Problems below fields: shape, word and colour say the same thing.

use super::icons::{Icon, icon_ui};
use crate::check::Severity;
use crate::editor::tokens::{Palette, SPACE_XS, TYPE_SMALL, palette};
use egui::{Color32, Label, Response, RichText, Ui};

/// The icon of a severity.
pub fn icon_of(severity: Severity) -> Icon {
    match severity {
        Severity::Error => Icon::Error,
        Severity::Warning => Icon::Warning,
        Severity::Hint => Icon::Hint,
    }
}

/// The ink of a severity.
pub fn ink_of(palette: &Palette, severity: Severity) -> Color32 {
    match severity {
        Severity::Error => palette.error,
        Severity::Warning => palette.warning,
        Severity::Hint => palette.hint,
    }
}

/// Something that is not there yet, which is no mistake; the response is that of the text.
pub fn missing_ui(ui: &mut Ui, message: &str, hint: &str) -> Response {
    let p = palette(ui);
    lines_ui(ui, Icon::Blank, p.accent, p.ink_soft, &words::missing(message), hint)
}

/// As [`missing_ui`] in a single line, for which room is kept.
pub fn missing_line_ui(ui: &mut Ui, message: &str, hint: &str) -> Response {
    let p = palette(ui);
    let said = words::missing(message);
    let size = TYPE_SMALL + 0.5;
    let usual = std::mem::replace(&mut ui.spacing_mut().interact_size.y, 0.0);
    let line = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS + 2.0;
        icon_ui(ui, Icon::Blank, p.accent, 15.0);
        let text = RichText::new(said.as_str()).size(size).color(p.ink_soft);
        let response = ui.add(Label::new(text).truncate());
        if !hint.is_empty() && ui.available_width() > LEAST {
            let hint = RichText::new(format!("– {hint}")).size(size).color(p.ink_soft);
            ui.add(Label::new(hint).truncate());
        }
        response
    });
    ui.spacing_mut().interact_size.y = usual;
    line.inner
}

/// Narrower than this, in points, a hint says nothing.
const LEAST: f32 = 60.0;

/// A problem with what to do about it; the response is that of the text.
pub fn problem_ui(ui: &mut Ui, severity: Severity, message: &str, hint: &str) -> Response {
    let ink = ink_of(palette(ui), severity);
    lines_ui(ui, icon_of(severity), ink, ink, message, hint)
}

fn lines_ui(ui: &mut Ui, icon: Icon, mark: Color32, ink: Color32, message: &str, hint: &str) -> Response {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS + 2.0;
        icon_ui(ui, icon, mark, 15.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let size = TYPE_SMALL + 0.5;
            let response = ui.label(RichText::new(message).size(size).color(ink));
            if !hint.is_empty() {
                ui.label(RichText::new(hint).size(size).color(palette(ui).ink_soft));
            }
            response
        })
        .inner
    })
    .inner
}

mod words {
    pub fn missing(message: &str) -> String {
        format!("Still to do: {message}")
    }
}
