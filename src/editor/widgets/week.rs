//! The week of a calendar as a drawn strip: a line for each day, a bar where it is open. A click on a day leads to the
//! hours that say so.

use super::context::Form;
use super::one_line::one_line;
use super::spoken;
use crate::agreement::Week;
use crate::editor::tokens::{Palette, SPACE_M, SPACE_S, TYPE_SMALL, palette, small};
use crate::value::FieldPath;
use egui::accesskit::Role;
use egui::{
    Align2, CursorIcon, FontId, Painter, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// In points: a day, the hours below, the names at the left, and the widest strip.
const DAY: f32 = 19.0;
const BAR: f32 = 11.0;
const HOURS: f32 = 16.0;
const NAMES: f32 = 38.0;
const WIDEST: f32 = 640.0;
/// The whole day, in minutes.
const MIDNIGHT: f32 = 1440.0;

/// Draws the week of the calendar whose weekly hours stand at `list`.
pub fn week_ui(ui: &mut Ui, form: &mut Form<'_>, list: &FieldPath) {
    let calendar = list.parent().and_then(|c| form.draft.agreement.calendar(c.last()));
    let Some(week) = calendar.map(|c| c.week()) else { return };
    if week.minutes() == 0 {
        return;
    }
    ui.label(small(ui, words::TITLE));
    let width = ui.available_width().min(WIDEST);
    let said: Vec<String> = (0..7).map(|day| week.words_of(day)).collect();
    let font = FontId::proportional(TYPE_SMALL);
    let ink = palette(ui).ink_soft;
    let text_width =
        |text: &String| ui.fonts_mut(|f| f.layout_no_wrap(text.clone(), font.clone(), ink)).size().x;
    let words = said.iter().map(text_width).fold(0.0, f32::max).min(width * 0.45);
    let mut wanted = None;
    ui.scope(|ui| {
        spoken::whole(ui, Role::List, words::TITLE, Some(7));
        ui.spacing_mut().item_spacing.y = 0.0;
        for (day, said) in said.iter().enumerate() {
            let id = form.id(list).with(("day", day));
            let (_, rect) = ui.allocate_space(vec2(width, DAY));
            // The rows of the hours take part in the walk of Tab; this is a second way to them.
            let response = ui.interact(rect, id, Sense::CLICK);
            response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, words::day(day, said)));
            spoken::item(ui.ctx(), id, day);
            let opening = week.days.get(day).and_then(|d| d.first());
            if ui.is_rect_visible(rect) {
                let p = palette(ui);
                if response.hovered() && opening.is_some() {
                    ui.painter().rect_filled(rect, 3.0, p.hover);
                }
                day_ui(ui.painter(), p, &week, day, said, (rect, words));
            }
            let response = response.on_hover_text(words::day(day, said));
            if let Some(opening) = opening {
                if response.clicked() {
                    wanted = Some(list.join(opening.hours.as_str()));
                }
                response.on_hover_cursor(CursorIcon::PointingHand);
            }
        }
        let (_, rect) = ui.allocate_space(vec2(width, HOURS));
        clock_ui(ui.painter(), palette(ui), track(rect, words));
    });
    ui.label(small(ui, words::total(week.minutes())));
    ui.add_space(SPACE_M);
    if let Some(item) = wanted {
        form.view.go_to_row(&item);
    }
}

/// Where the bars lie, between the names and the words.
fn track(row: Rect, words: f32) -> Rect {
    let left = row.left() + NAMES;
    let right = (row.right() - words - SPACE_S).max(left + 24.0);
    Rect::from_min_max(pos2(left, row.top()), pos2(right, row.bottom()))
}

fn day_ui(painter: &Painter, p: &Palette, week: &Week, day: usize, said: &str, (row, words): (Rect, f32)) {
    let font = FontId::proportional(TYPE_SMALL);
    let name = words::SHORT.get(day).copied().unwrap_or_default();
    painter.text(row.left_center(), Align2::LEFT_CENTER, name, font.clone(), p.ink_soft);
    let whole = track(row, words);
    let bar = Rect::from_center_size(whole.center(), vec2(whole.width(), BAR));
    painter.rect(bar, 2.0, p.side, Stroke::new(1.0, p.line), StrokeKind::Inside);
    let at = |minutes: u16| bar.left() + bar.width() * f32::from(minutes) / MIDNIGHT;
    for (from, to) in week.spans(day) {
        let open = Rect::from_min_max(pos2(at(from), bar.top()), pos2(at(to), bar.bottom()));
        painter.rect_filled(open, 2.0, p.accent);
    }
    let galley = one_line(painter, said, font, p.ink_soft, words);
    let left = whole.right() + SPACE_S;
    painter.galley(pos2(left, row.center().y - galley.size().y / 2.0), galley, p.ink_soft);
}

/// The hours of the day below the bars.
fn clock_ui(painter: &Painter, p: &Palette, row: Rect) {
    for hour in [0u8, 6, 12, 18, 24] {
        let x = row.left() + row.width() * f32::from(hour) / 24.0;
        painter.vline(x, row.top()..=row.top() + 3.0, Stroke::new(1.0, p.outline));
        let at = pos2(x, row.top() + 3.0);
        painter.text(
            at,
            Align2::CENTER_TOP,
            hour.to_string(),
            FontId::proportional(TYPE_SMALL - 1.0),
            p.ink_soft,
        );
    }
}

mod words {
    pub const TITLE: &str = "The week as it is open";
    pub const SHORT: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const LONG: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    pub fn day(day: usize, said: &str) -> String {
        format!("{}: {said}", LONG.get(day).copied().unwrap_or_default())
    }
    pub fn total(minutes: u32) -> String {
        match (minutes / 60, minutes % 60) {
            (168, 0) => "Open around the clock.".to_owned(),
            (hours, 0) => format!("Open {hours} hours a week."),
            (hours, rest) => format!("Open {hours} h {rest} min a week."),
        }
    }
}
