//! How a text with placeholders reads now, quietly below the field in which it is edited.

use super::kept::{Look, Reads};
use super::words;
use crate::editor::tokens::{TYPE_SMALL, palette, semibold, small};
use crate::editor::widgets::{Form, Icon, icon_ui};
use crate::value::FieldPath;
use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Frame, Label, Margin, Stroke, Ui};

/// Lines that are shown; the pages have the rest.
const LINES: usize = 12;

/// Draws what stands at `item`, a clause of the draft, as it is printed; nothing if it has no placeholder.
pub(super) fn reads_ui(ui: &mut Ui, form: &mut Form<'_>, item: &FieldPath) {
    let Some(reads) = super::kept::reads(form, item) else { return };
    let p = palette(ui);
    let frame = Frame::new().fill(p.side).corner_radius(5.0).inner_margin(Margin::symmetric(8, 6));
    frame.outer_margin(Margin { left: 8, right: 8, top: 0, bottom: 4 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(small(ui, words::READS).font(semibold(TYPE_SMALL)));
        let job = job_of(ui, &reads);
        ui.add(Label::new(job).wrap());
        let lacks =
            [(words::blank(&reads.blank), Icon::Blank), (words::unknown(&reads.unknown), Icon::Error)];
        for (said, icon) in lacks.into_iter().filter(|(said, _)| !said.is_empty()) {
            ui.horizontal_wrapped(|ui| {
                let ink = if icon == Icon::Error { p.error } else { p.accent };
                icon_ui(ui, icon, ink, 13.0);
                ui.label(small(ui, said).color(ink));
            });
        }
    });
}

fn job_of(ui: &Ui, reads: &Reads) -> LayoutJob {
    let p = palette(ui);
    let plain = TextFormat::simple(FontId::proportional(13.0), p.ink_soft);
    let mut job = LayoutJob::default();
    job.wrap.max_rows = LINES;
    for (text, look) in &reads.pieces {
        let format = match look {
            Look::Plain => plain.clone(),
            Look::Filled => TextFormat { color: p.ink, ..plain.clone() },
            Look::Term => TextFormat { underline: Stroke::new(1.0, p.ink_soft), ..plain.clone() },
            Look::Lacking => TextFormat { color: p.error, ..plain.clone() },
        };
        job.append(text, 0.0, format);
    }
    job
}
