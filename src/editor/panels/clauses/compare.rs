//! The drafter's text of a clause laid over the form's.

use super::kept::Departure;
use super::words;
use crate::editor::panels::changes::marked;
use crate::editor::tokens::{SPACE_XS, TYPE_SMALL, palette, small};
use crate::editor::widgets::{Form, Icon, folding_ui, icon_ui};
use crate::redline::{Piece, Run};
use crate::value::FieldPath;
use egui::{Frame, Label, Margin, RichText, Ui};

/// Whether the clause is still as the form has it; stands beside its heading.
pub fn mark_ui(ui: &mut Ui, departure: &Departure) {
    let p = palette(ui);
    let (text, ink) = match departure {
        Departure::None => (words::SAME_TEXT, p.ink_soft),
        Departure::InBraces => (words::SAME_WORDS, p.ink_soft),
        Departure::InWords(_) => (words::DIFFERS, p.accent),
    };
    ui.spacing_mut().item_spacing.x = SPACE_XS;
    icon_ui(ui, Icon::Pen, ink, 13.0);
    ui.label(RichText::new(text).size(TYPE_SMALL).color(ink));
}

/// Where the comparison of what stands at `clauses.<key>` is, among what is unfolded.
pub fn comparison_of(item: &FieldPath) -> FieldPath {
    item.join("compare")
}

/// The comparison, folded until somebody wants it.
pub fn compare_ui(ui: &mut Ui, form: &mut Form<'_>, item: &FieldPath, departure: &Departure) {
    if matches!(departure, Departure::None) {
        return;
    }
    let fold = comparison_of(item);
    let open = form.view.open.contains(fold.as_str());
    let (_, now) = folding_ui(ui, form.id(&fold), open, words::COMPARE);
    form.view.set_open(&fold, now);
    if !open {
        return;
    }
    match departure {
        Departure::InWords(pieces) => {
            ui.label(small(ui, words::LEGEND));
            let fill = palette(ui).side;
            Frame::new().fill(fill).corner_radius(5.0).inner_margin(Margin::same(8)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                let response =
                    ui.add(Label::new(marked(ui, pieces, |piece| piece.text.as_str().into())).wrap());
                let spoken = spoken(pieces);
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(spoken));
            });
        }
        _ => drop(ui.label(small(ui, words::SAME_NOW))),
    }
}

/// For those who hear the screen: strokes and lines under words say nothing to them.
fn spoken(pieces: &[Piece]) -> String {
    let said = pieces.iter().filter(|p| !p.text.trim().is_empty()).filter_map(|piece| match piece.run {
        Run::Same => None,
        Run::Removed => Some(words::removed(&piece.text)),
        Run::Added => Some(words::added(&piece.text)),
    });
    said.collect::<Vec<_>>().join(" ")
}
