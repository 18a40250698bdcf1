//! The look of the editor: the only file with colours, and the scales of space and type.

use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, RichText, Shadow, Stroke, Style, TextStyle, Theme, Ui,
    Vec2, Visuals, style::ScrollAnimation,
};

/// Steps of space, in points.
pub const SPACE_XS: f32 = 4.0;
pub const SPACE_S: f32 = 8.0;
pub const SPACE_M: f32 = 12.0;
pub const SPACE_L: f32 = 20.0;

/// Sizes of type, in points.
pub const TYPE_SMALL: f32 = 12.5;
pub const TYPE_BODY: f32 = 14.5;
pub const TYPE_SECTION: f32 = 16.5;
pub const TYPE_HEADING: f32 = 21.0;
pub const TYPE_TITLE: f32 = 30.0;

/// The widest a form grows, in points; longer lines are hard to read.
pub const FORM_WIDTH: f32 = 680.0;
/// Corner radius of fields, buttons and cards, in points.
pub const RADIUS: u8 = 5;
/// Width of the ring around what has the keyboard, in points. A whole number: room for it is made in whole points, and
/// half of one would move what stands below.
pub const RING: f32 = 2.0;

/// The family of the semibold weight.
pub const SEMIBOLD: &str = "semibold";
/// The family of the italic.
pub const ITALIC: &str = "italic";

/// Whether a window of this size, in points, is so small that bars and margins have to give way.
pub fn is_tight(window: Vec2) -> bool {
    window.x < 540.0 || window.y < 420.0
}

/// What each colour is for. Every ink reads on every surface it is used on (tested below).
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind bars and panels at the side.
    pub side: Color32,
    /// Behind the form.
    pub sheet: Color32,
    /// Behind the pages.
    pub desk: Color32,
    /// Inside input fields.
    pub field: Color32,
    /// Behind rows under the pointer.
    pub hover: Color32,
    /// Lines between things.
    pub line: Color32,
    /// Outlines of fields and buttons.
    pub outline: Color32,
    pub ink: Color32,
    /// Explanations.
    pub ink_soft: Color32,
    /// Examples inside empty fields.
    pub ink_faint: Color32,
    pub accent: Color32,
    /// Behind the selected row and selected text.
    pub accent_soft: Color32,
    /// On a button filled with the accent.
    pub on_accent: Color32,
    pub error: Color32,
    pub error_soft: Color32,
    pub warning: Color32,
    pub warning_soft: Color32,
    pub hint: Color32,
    pub good: Color32,
    /// Behind a field that something points at.
    pub highlight: Color32,
    /// Behind the found word that is at hand.
    pub found: Color32,
    /// Over the window while a dialog asks.
    pub veil: Color32,
    pub shadow: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

pub const LIGHT: Palette = Palette {
    side: rgb(0xf5f6f8),
    sheet: rgb(0xffffff),
    desk: rgb(0xdfe3e8),
    field: rgb(0xffffff),
    hover: rgb(0xe9edf2),
    line: rgb(0xd9dde3),
    outline: rgb(0x7f8896),
    ink: rgb(0x1c2129),
    ink_soft: rgb(0x4d5664),
    ink_faint: rgb(0x656d7a),
    accent: rgb(0x1d4f91),
    accent_soft: rgb(0xdfe9f6),
    on_accent: rgb(0xffffff),
    error: rgb(0xa8201a),
    error_soft: rgb(0xfdeeec),
    warning: rgb(0x7d4b00),
    warning_soft: rgb(0xfff3dc),
    hint: rgb(0x3f5873),
    good: rgb(0x1a6437),
    highlight: rgb(0xfff6c9),
    found: rgb(0xffe173),
    veil: Color32::from_black_alpha(90),
    shadow: Color32::from_black_alpha(38),
};

pub const DARK: Palette = Palette {
    side: rgb(0x1f2329),
    sheet: rgb(0x262a31),
    desk: rgb(0x16181c),
    field: rgb(0x1b1e24),
    hover: rgb(0x31363f),
    line: rgb(0x3a404a),
    outline: rgb(0x8791a0),
    ink: rgb(0xe8eaee),
    ink_soft: rgb(0xbac1cc),
    ink_faint: rgb(0x98a1ae),
    accent: rgb(0x93bdf5),
    accent_soft: rgb(0x2a3d57),
    on_accent: rgb(0x10233d),
    error: rgb(0xff9f95),
    error_soft: rgb(0x432827),
    warning: rgb(0xf3c172),
    warning_soft: rgb(0x40331c),
    hint: rgb(0xa9c4e2),
    good: rgb(0x88d3a1),
    highlight: rgb(0x3a3416),
    found: rgb(0x54480c),
    veil: Color32::from_black_alpha(140),
    shadow: Color32::from_black_alpha(110),
};

/// The palette of the theme that `ui` is drawn in.
pub fn palette(ui: &Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// Over found words on paper, whatever the theme.
pub const FOUND: Color32 = Color32::from_rgba_premultiplied(90, 74, 0, 90);
/// White paper, whatever the theme.
pub const PAPER: Color32 = Color32::WHITE;
/// Leaves the colours of a picture as they are.
pub const UNTINTED: Color32 = Color32::WHITE;

pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(SEMIBOLD.into()))
}

pub fn italic(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(ITALIC.into()))
}

/// Text in the semibold weight, at the size of its surroundings.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(semibold(TYPE_BODY))
}

pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).font(semibold(TYPE_TITLE))
}

pub fn heading(text: impl Into<String>) -> RichText {
    RichText::new(text).font(semibold(TYPE_HEADING))
}

pub fn section(text: impl Into<String>) -> RichText {
    RichText::new(text).font(semibold(TYPE_SECTION))
}

/// Explanations below or beside something.
pub fn soft(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(palette(ui).ink_soft)
}

pub fn small(ui: &Ui, text: impl Into<String>) -> RichText {
    soft(ui, text).size(TYPE_SMALL)
}

/// Whether long ways are scrolled smoothly; all else stands still in any case.
pub fn move_by_itself(ctx: &egui::Context, moves: bool) {
    ctx.all_styles_mut(|style| {
        style.scroll_animation = if moves { ScrollAnimation::default() } else { ScrollAnimation::none() };
    });
}

/// Gives both themes their look; `ctx` chooses between them.
pub fn apply(ctx: &egui::Context) {
    for (theme, palette) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| {
            shape(style);
            style.visuals = visuals(theme, palette);
        });
    }
}

fn shape(style: &mut Style) {
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(TYPE_SMALL)),
        (TextStyle::Body, FontId::proportional(TYPE_BODY)),
        (TextStyle::Button, FontId::proportional(TYPE_BODY)),
        (TextStyle::Heading, semibold(TYPE_HEADING)),
        (TextStyle::Monospace, FontId::monospace(TYPE_BODY)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(SPACE_S, 6.0);
    spacing.button_padding = Vec2::new(10.0, 5.0);
    spacing.interact_size.y = 28.0;
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(20);
    spacing.icon_width = 17.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 8.0;
    spacing.combo_height = 320.0;
    spacing.tooltip_width = 380.0;
    spacing.indent = 18.0;
    style.interaction.tooltip_delay = 0.4;
    style.animation_time = 0.0;
}

fn visuals(theme: Theme, p: &Palette) -> Visuals {
    let mut v = theme.default_visuals();
    let radius = CornerRadius::same(RADIUS);
    v.override_text_color = None;
    v.weak_text_color = Some(p.ink_faint);
    v.panel_fill = p.side;
    v.window_fill = p.sheet;
    v.window_stroke = Stroke::new(1.0, p.line);
    v.window_corner_radius = CornerRadius::same(8);
    v.menu_corner_radius = radius;
    v.window_shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: p.shadow };
    v.popup_shadow = Shadow { offset: [0, 3], blur: 12, spread: 0, color: p.shadow };
    v.extreme_bg_color = p.field;
    v.text_edit_bg_color = Some(p.field);
    v.faint_bg_color = p.hover;
    v.code_bg_color = p.hover;
    v.hyperlink_color = p.accent;
    v.error_fg_color = p.error;
    v.warn_fg_color = p.warning;
    v.selection.bg_fill = p.accent_soft;
    v.selection.stroke = Stroke::new(RING, p.accent);
    v.text_cursor.stroke = Stroke::new(2.0, p.accent);
    // A blinking cursor would repaint an idle window for ever.
    v.text_cursor.blink = false;
    v.indent_has_left_vline = false;
    v.button_frame = true;
    v.interact_cursor = None;
    let w = &mut v.widgets;
    for state in [&mut w.noninteractive, &mut w.inactive, &mut w.hovered, &mut w.active, &mut w.open] {
        state.corner_radius = radius;
        state.expansion = 0.0;
        state.fg_stroke = Stroke::new(1.0, p.ink);
    }
    w.noninteractive.bg_fill = p.sheet;
    w.noninteractive.weak_bg_fill = p.sheet;
    w.noninteractive.bg_stroke = Stroke::new(1.0, p.line);
    w.inactive.bg_fill = p.field;
    w.inactive.weak_bg_fill = p.field;
    w.inactive.bg_stroke = Stroke::new(1.0, p.outline);
    w.hovered.bg_fill = p.hover;
    w.hovered.weak_bg_fill = p.hover;
    w.hovered.bg_stroke = Stroke::new(1.0, p.ink_soft);
    w.active.bg_fill = p.accent_soft;
    w.active.weak_bg_fill = p.accent_soft;
    w.active.bg_stroke = Stroke::new(RING, p.accent);
    w.active.fg_stroke = Stroke::new(1.0, p.ink);
    w.open.bg_fill = p.hover;
    w.open.weak_bg_fill = p.hover;
    w.open.bg_stroke = Stroke::new(1.0, p.accent);
    v
}

/// The program's icon: a sheet with lines, one of them marked.
pub fn icon() -> egui::IconData {
    const SIZE: u32 = 64;
    let mut rgba = Vec::new();
    for y in 0..SIZE {
        for x in 0..SIZE {
            let sheet = (12..52).contains(&x) && (6..58).contains(&y);
            let line = (19..45).contains(&x) && [18, 19, 28, 29, 38, 39].contains(&y);
            let mark = (19..36).contains(&x) && (46..51).contains(&y);
            let color = if mark || line {
                if mark { LIGHT.accent } else { LIGHT.outline }
            } else if sheet {
                PAPER
            } else {
                LIGHT.accent
            };
            rgba.extend(color.to_array());
        }
    }
    egui::IconData { rgba, width: SIZE, height: SIZE }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(c: Color32) -> f64 {
        let channel = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_ink_reads_on_every_surface_it_stands_on() {
        for (theme, p) in [("light", &LIGHT), ("dark", &DARK)] {
            let surfaces = [p.side, p.sheet, p.field, p.hover];
            let inks = [p.ink, p.ink_soft, p.accent, p.error, p.warning, p.hint, p.good];
            let mut pairs: Vec<_> = surfaces.iter().flat_map(|s| inks.map(|i| (i, *s))).collect();
            for s in [p.accent_soft, p.highlight, p.found, p.error_soft, p.warning_soft] {
                pairs.extend([(p.ink, s), (p.ink_soft, s)]);
            }
            pairs.extend([(p.error, p.error_soft), (p.warning, p.warning_soft), (p.accent, p.accent_soft)]);
            pairs.extend([(p.on_accent, p.accent), (p.ink_faint, p.field), (p.ink_faint, p.sheet)]);
            pairs.extend([(p.ink_faint, p.highlight), (p.ink_soft, p.desk)]);
            for (ink, surface) in pairs {
                let ratio = contrast(ink, surface);
                assert!(ratio >= 4.5, "{theme}: {ink:?} on {surface:?} has only {ratio:.2}:1");
            }
        }
    }

    /// What is not text but has to be seen: edges of fields and buttons, the ring around what has the keyboard, marks.
    #[test]
    fn edges_rings_and_marks_can_be_seen() {
        for (theme, p) in [("light", &LIGHT), ("dark", &DARK)] {
            let edges = [p.field, p.sheet, p.side].map(|s| (p.outline, s));
            let rings = [p.field, p.sheet, p.side, p.desk, p.hover, p.accent_soft].map(|s| (p.accent, s));
            let marks = [p.sheet, p.side, p.accent_soft].map(|s| [(p.good, s), (p.ink_faint, s)]);
            let marks = marks.into_iter().flatten();
            for (graphic, surface) in edges.into_iter().chain(rings).chain(marks) {
                let ratio = contrast(graphic, surface);
                assert!(ratio >= 3.0, "{theme}: {graphic:?} on {surface:?} has only {ratio:.2}:1");
            }
        }
    }

    /// A row under the pointer, a chosen one and a plain one are told apart by more than a shade: the chosen one is also
    /// semibold or has a mark, so that little contrast between them is enough.
    #[test]
    fn states_of_rows_differ() {
        for p in [&LIGHT, &DARK] {
            for (one, other) in
                [(p.sheet, p.hover), (p.side, p.hover), (p.side, p.accent_soft), (p.hover, p.accent_soft)]
            {
                assert_ne!(one, other);
            }
        }
    }
}
