//! The fonts of the editor are those of the printed page, so that what is typed looks like what is printed.

use super::tokens::{ITALIC, SEMIBOLD};
use crate::export::typeset;
use egui::{FontData, FontDefinitions, FontFamily};
use std::sync::Arc;

/// Puts the bundled fonts before egui's own, which stay as fallback.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    // All of them are in the program for the pages anyway and are read where they are.
    let faces =
        ["SourceSans3-Regular", "SourceSans3-Semibold", "SourceSans3-It", "DejaVuSans", "DejaVuSans-Bold"];
    for name in faces {
        if let Some(font) = typeset::font(name) {
            fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(font.bytes)));
        }
    }
    let known = |name: &str| fonts.font_data.contains_key(name);
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |faces: [&str; 2]| {
        let own = faces.into_iter().filter(|n| known(n)).map(str::to_owned);
        own.chain(fallback.iter().cloned()).collect::<Vec<_>>()
    };
    let regular = family(["SourceSans3-Regular", "DejaVuSans"]);
    let semibold = family(["SourceSans3-Semibold", "DejaVuSans-Bold"]);
    let italic = family(["SourceSans3-It", "DejaVuSans"]);
    fonts.families.insert(FontFamily::Proportional, regular);
    fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), semibold);
    fonts.families.insert(FontFamily::Name(ITALIC.into()), italic);
    if known("DejaVuSans") {
        let mono = fonts.families.entry(FontFamily::Monospace).or_default();
        mono.push("DejaVuSans".to_owned());
    }
    ctx.set_fonts(fonts);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::tokens::{italic, semibold};
    use egui::FontId;

    /// A weight that is missing would silently be drawn as another.
    #[test]
    fn weights_are_faces_of_their_own() {
        let ctx = egui::Context::default();
        install(&ctx);
        let mut widths = Vec::new();
        let _ = ctx.run_ui(egui::RawInput::default(), |ui| {
            let width = |font: FontId, text: &str| {
                let job = |f: &mut egui::epaint::FontsView<'_>| {
                    f.layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::WHITE).size().x
                };
                ui.fonts_mut(job)
            };
            for text in ["Response within 4 hours", "שלום"] {
                widths
                    .push([FontId::proportional(40.0), semibold(40.0), italic(40.0)].map(|f| width(f, text)));
            }
        });
        let [latin, hebrew] = widths.as_slice() else { panic!("{widths:?}") };
        assert!(latin[1] > latin[0] && latin[2] < latin[0], "{latin:?}");
        assert!(hebrew[1] > hebrew[0], "the fallback has a bold face too: {hebrew:?}");
    }
}
