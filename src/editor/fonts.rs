//! The fonts of the editor are those of the printed page, so that what is typed looks like what is printed.

use super::tokens::SEMIBOLD;
use crate::export::typeset;
use egui::{FontData, FontDefinitions, FontFamily};
use std::sync::Arc;

/// Puts the bundled fonts before egui's own, which stay as fallback.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    for name in ["SourceSans3-Regular", "SourceSans3-Semibold", "DejaVuSans"] {
        if let Some(font) = typeset::font(name) {
            fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(font.bytes)));
        }
    }
    let known = |name: &str| fonts.font_data.contains_key(name);
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &str| {
        let own = [first, "DejaVuSans"].into_iter().filter(|n| known(n)).map(str::to_owned);
        own.chain(fallback.iter().cloned()).collect::<Vec<_>>()
    };
    let regular = family("SourceSans3-Regular");
    let semibold = family("SourceSans3-Semibold");
    fonts.families.insert(FontFamily::Proportional, regular);
    fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), semibold);
    if known("DejaVuSans") {
        let mono = fonts.families.entry(FontFamily::Monospace).or_default();
        mono.push("DejaVuSans".to_owned());
    }
    ctx.set_fonts(fonts);
}
