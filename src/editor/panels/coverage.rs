//! Coverage by standard: a table of the parts that recognised standards ask for, and how far the draft has each.

use crate::check::{PartCoverage, Spot, Standard, State, Tally, tally_words};
use crate::editor::commands::Command;
use crate::editor::tokens::{
    Palette, SPACE_M, SPACE_S, SPACE_XS, TYPE_SMALL, heading, palette, semibold, small, soft,
};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, OneStop, hand_over, icon_ui, one_line, paint, row_button_ui};
use egui::accesskit::Role;
use egui::{
    Align2, Button, Color32, FontId, Frame, Id, Margin, Rect, Response, RichText, ScrollArea, Stroke, Ui,
    Vec2, pos2, vec2,
};

/// What the user looks at.
#[derive(Clone, Debug, Default)]
pub struct Looking {
    /// The table stands in place of the form and the pages.
    pub shown: bool,
    /// It was not there in the frame before and takes the keyboard.
    pub fresh: bool,
    /// The part that takes the keyboard as soon as it can: not before a dialog is gone.
    pub focus: Option<String>,
    /// Only what this standard asks for.
    pub standard: Option<Standard>,
    /// Only what is not settled.
    pub open_only: bool,
}

mod words {
    use crate::check::{Tally, tally_words};

    pub const TITLE: &str = "Coverage by standard";
    pub const BACK: &str = "Back to the form";
    pub const NOTHING_OPEN: &str = "Nothing is open here. Untick “Only what is open” to see every part.";
    pub const ALL: &str = "All";
    pub const ALL_TIP: &str = "Every part, whoever asks for it";
    pub const OPEN_ONLY: &str = "Only what is open";
    pub const PART: &str = "Part";
    pub const STATE: &str = "State";
    pub const REASON: (&str, &str) = ("Reason…", "Change the reason, or let the part apply again");
    pub const APPLIES: (&str, &str) = ("Applies…", "It is marked as not applicable, but all of it is there");
    pub const ASIDE: (&str, &str) =
        ("Not applicable…", "Say why the agreement does without this part; the reason is kept in the draft");
    pub const BLANK: &str = "A blank cell: the standard does not ask for the part.";
    pub const REASONS: &str =
        "A part that does not apply needs a reason. It is saved in the draft and listed by the check.";

    pub fn about(tally: Tally) -> String {
        format!(
            "Parts that standards, guidelines and published forms ask for, and whether this draft has them: {}.",
            tally_words(tally)
        )
    }

    pub fn settled(name: &str, tally: Tally) -> String {
        format!("{name}  {} of {}", tally.settled(), tally.asked)
    }

    pub fn because(reason: &str) -> String {
        format!("Because: {reason}")
    }

    pub fn not_applicable(reason: &str) -> String {
        format!("Not applicable because: {reason}")
    }

    pub fn asked_by(standards: &str) -> String {
        format!("Asked for by {standards}")
    }

    pub fn in_section(section: &str) -> String {
        format!("In section {section}")
    }

    pub fn has(names: &str) -> String {
        format!("Has {names}")
    }

    pub fn lacks(names: &str) -> String {
        format!("Lacks {names}")
    }
}

const ROW: f32 = 44.0;
/// Height that the filters and some rows need, in points.
const LEAST: f32 = 400.0;
/// Widths of the columns, in points.
const STATE: f32 = 122.0;
const BUTTON: f32 = 128.0;
const MARK: f32 = 52.0;
const NAME_LEAST: f32 = 200.0;
const NAME_MOST: f32 = 520.0;

/// The id that takes the keyboard for the table: its first filter.
pub fn first_id() -> Id {
    Id::unique("coverage of all")
}

/// The id that takes the keyboard for a part.
fn row_id(part: &str) -> Id {
    Id::unique(("coverage", part))
}

pub fn coverage_ui(ui: &mut Ui, coverage: &[PartCoverage], looking: &mut Looking, actions: &mut Vec<Action>) {
    Frame::new().inner_margin(Margin { left: 24, right: 12, top: 16, bottom: 8 }).show(ui, |ui| {
        head_ui(ui, actions);
        // In a very low window, or with very large text, all but the title goes up with the table.
        let low = ui.available_height() < LEAST;
        if !low {
            filters_ui(ui, coverage, looking);
        }
        let columns = columns(looking, ui.available_width() - 12.0);
        if !low {
            titles_ui(ui, &columns);
        }
        let wanted = |c: &&PartCoverage| {
            looking.standard.is_none_or(|s| c.is_asked_by(s)) && !(looking.open_only && c.state.is_settled())
        };
        let shown: Vec<&PartCoverage> = coverage.iter().filter(wanted).collect();
        ScrollArea::vertical().id_salt("coverage").auto_shrink(false).show(ui, |ui| {
            if low {
                filters_ui(ui, coverage, looking);
                titles_ui(ui, &columns);
            }
            ui.spacing_mut().item_spacing.y = 0.0;
            if shown.is_empty() {
                ui.add_space(SPACE_M);
                ui.label(soft(ui, words::NOTHING_OPEN));
            }
            for part in shown {
                let row = row_ui(ui, part, &columns, actions);
                let arrived = row.has_focus();
                let wanted = looking.focus.as_deref() == Some(part.part.id);
                hand_over(&row, wanted && !arrived);
                looking.focus.take_if(|_| wanted && arrived);
            }
            ui.add_space(SPACE_M);
            legend_ui(ui);
        });
    });
}

fn head_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(heading(words::TITLE));
        ui.add_space(SPACE_M);
        let keys = Command::Coverage.shortcut_text(ui.ctx());
        if ui.add(Button::new(words::BACK).shortcut_text(keys)).clicked() {
            actions.push(Action::Run(Command::Coverage));
        }
    });
}

/// What the table is about, and what of it is shown.
fn filters_ui(ui: &mut Ui, coverage: &[PartCoverage], looking: &mut Looking) {
    ui.label(soft(ui, words::about(Tally::of(coverage, None))));
    ui.add_space(SPACE_S);
    let fresh = std::mem::take(&mut looking.fresh);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(SPACE_XS, SPACE_XS);
        let at = Standard::ALL.iter().position(|standard| looking.standard == Some(*standard));
        let mut stop = OneStop::new(ui, Some(at.map_or(0, |at| at + 1)));
        let mut chip = |ui: &mut Ui, on: bool, name: &str, tally: Tally| {
            let text = words::settled(name, tally);
            let button = Button::selectable(on, RichText::new(text).size(TYPE_SMALL)).frame(true);
            let button = button.frame_when_inactive(true).stroke(Stroke::new(1.0, palette(ui).line));
            stop.button_ui(ui, button)
        };
        let tally = Tally::of(coverage, None);
        let all = chip(ui, looking.standard.is_none(), words::ALL, tally);
        ui.data_mut(|d| d.insert_temp(first_id(), all.id));
        hand_over(&all, fresh);
        if all.on_hover_text(words::ALL_TIP).clicked() {
            looking.standard = None;
        }
        for standard in Standard::ALL {
            let on = looking.standard == Some(standard);
            let tally = Tally::of(coverage, Some(standard));
            let tip = format!("{}\n{}", standard.about(), tally_words(tally));
            if chip(ui, on, standard.name(), tally).on_hover_text(tip).clicked() {
                looking.standard = (!on).then_some(standard);
            }
        }
        stop.end(ui);
        ui.add_space(SPACE_S);
        ui.checkbox(&mut looking.open_only, RichText::new(words::OPEN_ONLY).size(TYPE_SMALL));
    });
    ui.add_space(SPACE_S);
}

/// The columns that there is room for.
struct Columns {
    name: f32,
    standards: Vec<Standard>,
    /// Of the whole table with the buttons beside it.
    width: f32,
}

impl Columns {
    /// Without columns for standards, the row of a part says who asks for it; then it is as wide as it can be.
    fn row(&self, has_button: bool) -> f32 {
        let used: f32 = self.standards.iter().map(|_| MARK).sum();
        let least = self.name + STATE + used;
        if self.standards.is_empty() && !has_button { least.max(self.width) } else { least }
    }
}

fn columns(looking: &Looking, width: f32) -> Columns {
    let rest = width - STATE - BUTTON;
    let fit = |n: f32| rest - n * MARK >= NAME_LEAST;
    let standards = match looking.standard {
        _ if fit(9.0) => Standard::ALL.to_vec(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let used: f32 = standards.iter().map(|_| MARK).sum();
    Columns { name: (rest - used).clamp(NAME_LEAST, NAME_MOST), standards, width }
}

fn titles_ui(ui: &mut Ui, columns: &Columns) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 22.0));
    let p = palette(ui);
    let title = |ui: &Ui, x: f32, anchor: Align2, text: &str| {
        ui.painter().text(pos2(x, rect.center().y), anchor, text, semibold(12.0), p.ink_soft);
    };
    title(ui, rect.left() + 8.0, Align2::LEFT_CENTER, words::PART);
    title(ui, rect.left() + columns.name, Align2::LEFT_CENTER, words::STATE);
    for (n, standard) in (0_u8..).zip(&columns.standards) {
        let centre = rect.left() + columns.name + STATE + MARK * (f32::from(n) + 0.5);
        title(ui, centre, Align2::CENTER_CENTER, standard.short());
        let cell = Rect::from_center_size(pos2(centre, rect.center().y), vec2(MARK, 22.0));
        let hover = ui.interact(cell, Id::unique(("coverage title", standard.id())), egui::Sense::hover());
        hover.on_hover_text(format!("{}\n{}", standard.name(), standard.about()));
    }
    let line = egui::Rangef::new(rect.left(), rect.left() + columns.row(false));
    ui.painter().hline(line, rect.bottom(), Stroke::new(1.0, p.line));
}

fn row_ui(ui: &mut Ui, part: &PartCoverage, columns: &Columns, actions: &mut Vec<Action>) -> Response {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let response = ui.scope(|ui| part_ui(ui, part, columns, actions)).inner;
        ui.add_space(SPACE_S);
        aside_ui(ui, part, actions);
        response
    })
    .inner
}

fn part_ui(ui: &mut Ui, part: &PartCoverage, columns: &Columns, actions: &mut Vec<Action>) -> Response {
    ui.set_max_width(columns.row(aside(part).is_some()));
    let name = format!("{}, {}", part.part.name, part.state.words());
    let response = row_button_ui(ui, row_id(part.part.id), ROW, false, Role::ListItem, &name, |ui, rect| {
        paint_row(ui, rect, part, columns);
    });
    let about = description(part);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(about.clone()));
    let response = response.on_hover_text(about);
    if response.clicked()
        && let Some(path) = part.target()
    {
        actions.push(Action::GoTo(path.clone()));
    }
    response
}

/// What the button beside a part is called, and its tip.
fn aside(part: &PartCoverage) -> Option<(&'static str, &'static str)> {
    match (part.state, &part.reason) {
        (State::NotApplicable, _) => Some(words::REASON),
        (State::Complete, Some(_)) => Some(words::APPLIES),
        (State::Complete, None) => None,
        _ => Some(words::ASIDE),
    }
}

/// The button to say that a part does not apply.
fn aside_ui(ui: &mut Ui, part: &PartCoverage, actions: &mut Vec<Action>) {
    let Some((text, tip)) = aside(part) else { return };
    let button = Button::new(RichText::new(text).size(TYPE_SMALL));
    let response = ui.add(button).on_hover_text(tip);
    let named = format!("{}: {}", text.trim_end_matches('…'), part.part.name);
    if response.accessible_name(named).clicked() {
        actions.push(Action::SetAside(part.part.id));
    }
}

/// The symbol and the ink of a state.
fn look(state: State, p: &Palette) -> (Icon, Color32) {
    match state {
        State::Complete => (Icon::Done, p.good),
        State::Partly => (Icon::Half, p.warning),
        State::Missing => (Icon::Empty, p.error),
        State::NotApplicable => (Icon::Minus, p.ink_soft),
    }
}

fn paint_row(ui: &Ui, rect: Rect, part: &PartCoverage, columns: &Columns) {
    let p = palette(ui);
    let painter = ui.painter();
    let (icon, ink) = look(part.state, p);
    let line = |text: &str, font: FontId, ink: Color32, width: f32| one_line(painter, text, font, ink, width);
    let left = rect.left() + 8.0;
    let details = details(part, columns);
    let title = line(part.part.name, semibold(14.0), p.ink, columns.name - 16.0);
    // Where nothing else stands in the row, its second line goes on below the state.
    let alone = columns.standards.is_empty();
    let room = if alone { rect.width() } else { columns.name } - 16.0;
    let below = line(&details, FontId::proportional(TYPE_SMALL), p.ink_soft, room);
    let height = title.size().y + if details.is_empty() { 0.0 } else { below.size().y };
    let top = rect.center().y - height / 2.0;
    let second = pos2(left, top + title.size().y);
    let level = if alone { top + title.size().y / 2.0 } else { rect.center().y };
    painter.galley(pos2(left, top), title, p.ink);
    painter.galley(second, below, p.ink_soft);
    let at = |x: f32| Rect::from_center_size(pos2(x, level), Vec2::splat(15.0));
    let state = rect.left() + columns.name;
    paint(painter, at(state + 8.0), icon, ink);
    let words = FontId::proportional(13.0);
    painter.text(pos2(state + 21.0, level), Align2::LEFT_CENTER, part.state.words(), words, ink);
    for (n, standard) in (0_u8..).zip(&columns.standards) {
        if part.is_asked_by(*standard) {
            paint(painter, at(state + STATE + MARK * (f32::from(n) + 0.5)), icon, ink);
        }
    }
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, p.line));
}

/// The second line of a row.
fn details(part: &PartCoverage, columns: &Columns) -> String {
    match part.state {
        State::NotApplicable => words::because(part.reason.as_deref().unwrap_or_default()),
        State::Complete if !columns.standards.is_empty() => part.section.clone(),
        State::Complete => format!("{}  ·  {}", part.section, asked_by(part)),
        State::Partly | State::Missing => words::lacks(&names(&part.lacks)),
    }
}

fn names(spots: &[Spot]) -> String {
    spots.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn asked_by(part: &PartCoverage) -> String {
    let standards: Vec<&str> = part.part.asked_by.iter().map(|s| s.name()).collect();
    words::asked_by(&standards.join(", "))
}

/// Everything about a part, for the pointer and for screen readers.
fn description(part: &PartCoverage) -> String {
    let mut lines = vec![asked_by(part)];
    if let (State::NotApplicable, Some(reason)) = (part.state, &part.reason) {
        lines.push(words::not_applicable(reason));
    }
    if !part.section.is_empty() {
        lines.push(words::in_section(&part.section));
    }
    if !part.has.is_empty() {
        lines.push(words::has(&names(&part.has)));
    }
    if !part.lacks.is_empty() {
        lines.push(words::lacks(&names(&part.lacks)));
    }
    lines.join("\n")
}

fn legend_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        for state in State::ALL {
            let (icon, ink) = look(state, palette(ui));
            icon_ui(ui, icon, ink, 14.0);
            ui.label(small(ui, state.words()));
            ui.add_space(SPACE_S);
        }
        ui.label(small(ui, words::BLANK));
    });
    ui.label(small(ui, words::REASONS));
}
