//! The panes of the main screen: which there is room for, how large they are, and which has the keyboard.

use super::App;
use crate::editor::panels::{compare, coverage, earlier, finder, outline, pages, problems, review};
use crate::editor::tokens::{self, SPACE_S, palette};
use crate::editor::view::Jump;
use crate::editor::widgets::{OneStop, keep_focus_in_view, place_of, spoken};
use crate::store::PaneSizes;
use crate::value::FieldPath;
use egui::accesskit::Role;
use egui::{
    Button, CentralPanel, Context, Frame, Id, Margin, Order, Panel, Rect, RichText, ScrollArea, Ui,
    UiBuilder, Vec2, vec2,
};

/// A part of the main screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pane {
    Outline,
    Form,
    Pages,
    Problems,
}

mod words {
    use super::Pane;

    pub const SWITCH: &str = "What is shown here";

    pub const fn name(pane: Pane) -> &'static str {
        match pane {
            Pane::Outline => "Sections",
            Pane::Form => "Form",
            Pane::Pages => "Pages",
            Pane::Problems => "Problems",
        }
    }
}

/// Where the panes are, and where the keyboard was among them.
pub(super) struct Panes {
    /// The pane that has the keyboard, or had it last.
    at: Pane,
    /// What the middle shows where there is no room for all.
    pub front: Pane,
    /// The pane at `at` takes the keyboard as soon as it is drawn.
    arrives: bool,
    /// Where each stood in the last frame.
    places: Vec<(Pane, Rect)>,
    /// The panes that the keyboard can go to, in its order.
    reachable: Vec<Pane>,
    /// A table stood in place of the form in the last frame.
    pub covered: bool,
    /// The class of windows whose sizes are in use.
    class: Option<u8>,
    /// How often sizes came from elsewhere than the panels' edges: then egui has to forget its own.
    told: u32,
    /// Find and replace stands in place of the outline, so wide.
    pub finding: bool,
    finder: u16,
    /// How high the list of problems is as long as nobody pulls at its edge.
    quarter: u16,
}

impl Default for Panes {
    fn default() -> Self {
        Self {
            at: Pane::Problems,
            front: Pane::Form,
            arrives: false,
            places: Vec::new(),
            reachable: Vec::new(),
            covered: false,
            class: None,
            told: 0,
            finding: false,
            finder: FINDER,
            quarter: 0,
        }
    }
}

/// Narrowest form, in points, that panes beside it leave.
const FORM_MIN: f32 = 400.0;
/// Widest form with its margins, in points.
const FORM_MOST: f32 = tokens::FORM_WIDTH + 90.0;
const PAGES_MIN: f32 = 260.0;
const OUTLINE_MIN: f32 = 140.0;
const PROBLEMS_MIN: f32 = 80.0;
/// Width of find and replace, in points: hits are lines of text.
const FINDER: u16 = 380;
/// Below this height every line counts.
pub(super) const LOW: f32 = 620.0;
/// Lowest form, in points, that problems below it leave.
const FORM_LEAST: f32 = 200.0;
/// How much a command enlarges a pane, in points.
const STEP: u16 = 40;

/// Height of the list of problems that nobody has pulled at, in points: a quarter of the window.
fn quarter(window: f32) -> u16 {
    points((window * 0.25).clamp(160.0, 340.0))
}

/// Whether nobody has pulled at the list's edge.
fn is_usual(height: u16) -> bool {
    height == PaneSizes::default().problems
}

/// Windows of about one size share the sizes of their panes; 0 is the narrowest.
fn class_of(width: f32) -> u8 {
    [1000.0, 1400.0, 1900.0].iter().map(|limit| u8::from(width >= *limit)).sum()
}

/// What stands beside or below the form; the rest has to take turns with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Beside {
    outline: bool,
    pages: bool,
    problems: bool,
}

impl Beside {
    /// What a window of this size, without its bars, has room for. `left`: how wide the pane at the left is.
    fn fitting(size: Vec2, panes: &PaneSizes, left: f32) -> Self {
        let outline = panes.show_outline && size.x >= OUTLINE_MIN + FORM_MIN;
        let left = if outline { left } else { 0.0 };
        let pages = panes.show_pages && size.x - left >= FORM_MIN + PAGES_MIN;
        Self { outline, pages, problems: panes.show_problems && size.y >= FORM_LEAST + PROBLEMS_MIN }
    }

    /// The panes that take turns, in their order; empty if none has to.
    fn turns(self, panes: &PaneSizes) -> Vec<Pane> {
        let all = [
            (panes.show_outline && !self.outline, Pane::Outline),
            (true, Pane::Form),
            (panes.show_pages && !self.pages, Pane::Pages),
            (panes.show_problems && !self.problems, Pane::Problems),
        ];
        let turns: Vec<Pane> = all.into_iter().filter(|(on, _)| *on).map(|(_, pane)| pane).collect();
        if turns.len() > 1 { turns } else { Vec::new() }
    }
}

fn most_outline(width: f32) -> f32 {
    (width * 0.32).max(150.0)
}

fn width_of_outline(width: f32, panes: &PaneSizes) -> f32 {
    f32::from(panes.outline).clamp(OUTLINE_MIN, most_outline(width))
}

/// The most that find and replace takes: never the room of pages that stand beside the outline.
fn most_finder(width: f32, panes: &PaneSizes) -> f32 {
    let most = (width * 0.4).max(150.0);
    let outline = width_of_outline(width, panes);
    let beside = width - FORM_MIN - PAGES_MIN;
    if panes.show_pages && outline <= beside { most.min(beside).max(outline) } else { most }
}

/// The parts of the main screen, still empty.
#[derive(Default)]
pub(super) struct Slots {
    pub status: Option<Ui>,
    pub problems: Option<Ui>,
    pub outline: Option<Ui>,
    pub pages: Option<Ui>,
    pub form: Option<Ui>,
}

/// An empty part of the window, to be filled later.
fn reserve_ui(ui: &mut Ui) -> Ui {
    let rect = ui.available_rect_before_wrap();
    ui.take_available_space();
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("inside"));
    child.set_clip_rect(ui.clip_rect().intersect(rect.expand(4.0)));
    child
}

/// Reserves the panes; their sizes are remembered. `quiet`: there is no problem to be listed.
pub(super) fn slots_ui(ui: &mut Ui, state: &mut Panes, sizes: &mut PaneSizes, quiet: bool) -> Slots {
    let p = palette(ui);
    let side = Frame::new().fill(p.side).inner_margin(Margin::same(8));
    let mut slots = Slots::default();
    state.places.clear();
    let tight = tokens::is_tight(ui.ctx().content_rect().size());
    let line = side.inner_margin(Margin { left: 12, right: 12, top: 0, bottom: 4 });
    let height = if tight { 28.0 } else { 30.0 };
    slots.status = Some(Panel::bottom("status").frame(line).exact_size(height).show(ui, reserve_ui).inner);
    let size = ui.available_size();
    let quarter = quarter(ui.ctx().content_rect().height());
    if state.quarter != quarter && is_usual(sizes.problems) {
        state.told += 1;
    }
    state.quarter = quarter;
    let told = state.told;
    let of = |name: &'static str| (name, told);
    let (wanted, most_left) = match state.finding {
        true => (f32::from(state.finder), most_finder(size.x, sizes)),
        false => (f32::from(sizes.outline), most_outline(size.x)),
    };
    let beside = Beside::fitting(size, sizes, wanted.clamp(OUTLINE_MIN, most_left));
    let turns = beside.turns(sizes);
    let all = [
        (sizes.show_outline, Pane::Outline),
        (true, Pane::Form),
        (sizes.show_pages, Pane::Pages),
        (sizes.show_problems, Pane::Problems),
    ];
    state.reachable = all.into_iter().filter(|(on, _)| *on).map(|(_, pane)| pane).collect();
    if !turns.contains(&state.front) {
        state.front = Pane::Form;
    }
    if beside.problems && quiet {
        let panel = Panel::bottom("no problems").frame(side).exact_size(problems::HEAD);
        slots.problems = Some(state.keep(Pane::Problems, panel.show(ui, reserve_ui).inner));
    } else if beside.problems {
        // In a low window the form needs the room more.
        let most = if size.y < LOW { size.y * 0.26 } else { size.y * 0.5 };
        let most = most.max(PROBLEMS_MIN);
        let usual = is_usual(sizes.problems);
        let wanted = f32::from(if usual { quarter } else { sizes.problems });
        let panel = Panel::bottom(of("problems")).frame(side).resizable(true).default_size(wanted);
        let shown = panel.size_range(PROBLEMS_MIN..=most).show(ui, reserve_ui);
        let height = shown.response.rect.height();
        if !usual || (height - wanted.clamp(PROBLEMS_MIN, most)).abs() > 1.0 {
            sizes.problems = points(height);
        }
        slots.problems = Some(state.keep(Pane::Problems, shown.inner));
    }
    let mut left = 0.0;
    if beside.outline {
        let name = if state.finding { "finder" } else { "outline" };
        let panel = Panel::left(of(name)).frame(side).default_size(wanted);
        let shown = panel.size_range(OUTLINE_MIN..=most_left).show(ui, reserve_ui);
        left = shown.response.rect.width();
        if !state.finding {
            sizes.outline = points(left);
        } else if left < most_left {
            state.finder = points(left);
        }
        slots.outline = Some(state.keep(Pane::Outline, shown.inner));
    }
    let desk = Frame::new().fill(p.desk).inner_margin(pages::margin());
    let room = size.x - left - FORM_MIN;
    if beside.pages && room >= PAGES_MIN {
        let panel = Panel::right(of("pages")).frame(desk).default_size(f32::from(sizes.pages));
        // The form has no use for more than its widest; the pages have.
        let least = (size.x - left - FORM_MOST).clamp(PAGES_MIN, room);
        let shown = panel.size_range(least..=room).show(ui, reserve_ui);
        sizes.pages = points(shown.response.rect.width());
        slots.pages = Some(state.keep(Pane::Pages, shown.inner));
    }
    if !turns.is_empty() {
        let row = side.inner_margin(Margin::symmetric(8, 3));
        Panel::top("switch").frame(row).show(ui, |ui| switch_ui(ui, &turns, &mut state.front));
    }
    let front = state.front;
    let frame = match front {
        Pane::Form => Frame::new().fill(p.sheet),
        Pane::Pages => desk,
        Pane::Outline | Pane::Problems => side,
    };
    let middle = Some(state.keep(front, CentralPanel::default().frame(frame).show(ui, reserve_ui).inner));
    match front {
        Pane::Form => slots.form = middle,
        Pane::Pages => slots.pages = middle,
        Pane::Outline => slots.outline = middle,
        Pane::Problems => slots.problems = middle,
    }
    slots
}

/// Draws a table; where the middle is too low for its head and some rows, the whole of it scrolls.
pub(super) fn table_ui(ui: &mut Ui, inside: impl FnOnce(&mut Ui)) {
    if ui.available_height() >= TABLE_LEAST {
        return inside(ui);
    }
    ScrollArea::vertical().id_salt("low").auto_shrink(false).show(ui, |ui| {
        ui.allocate_ui(vec2(ui.available_width(), TABLE_LEAST), |ui| {
            ui.set_min_height(TABLE_LEAST);
            ui.set_max_height(TABLE_LEAST);
            inside(ui);
        });
        keep_focus_in_view(ui);
    });
}

/// Lowest table with its head, in points.
const TABLE_LEAST: f32 = 340.0;

/// Chooses what the middle shows.
fn switch_ui(ui: &mut Ui, turns: &[Pane], front: &mut Pane) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(SPACE_S, 2.0);
        ui.spacing_mut().interact_size.y = 24.0;
        spoken::whole(ui, Role::TabList, words::SWITCH, Some(turns.len()));
        let mut stop = OneStop::new(ui, turns.iter().position(|pane| *pane == *front));
        for (index, pane) in turns.iter().enumerate() {
            let chosen = *pane == *front;
            let text = RichText::new(words::name(*pane));
            let text = if chosen { text.font(tokens::semibold(tokens::TYPE_BODY)) } else { text };
            let tab = stop.button_ui(ui, Button::selectable(chosen, text));
            tab.ctx.accesskit_node_builder(tab.id, |node| node.set_role(Role::Tab));
            spoken::choice(&tab, index, chosen);
            if tab.clicked() {
                *front = *pane;
            }
        }
        stop.end(ui);
    });
}

fn points(size: f32) -> u16 {
    size.round().clamp(0.0, f32::from(u16::MAX)) as u16
}

impl Panes {
    fn keep(&mut self, pane: Pane, ui: Ui) -> Ui {
        self.places.push((pane, ui.max_rect()));
        ui
    }

    /// Notes which pane has the keyboard; while a dialog or a menu has it, the last one counts.
    fn note_keyboard(&mut self, ctx: &Context) {
        if self.arrives {
            return;
        }
        let focused = ctx.memory(|m| m.focused()).and_then(|id| place_of(ctx, id));
        let Some(focused) = focused.filter(|r| r.layer_id.order == Order::Background) else { return };
        let centre = focused.interact_rect.center();
        if let Some((pane, _)) = self.places.iter().find(|(_, rect)| rect.contains(centre)) {
            self.at = *pane;
        }
    }
}

impl App {
    /// Takes up the sizes that panes had in windows of about this width, and notes those they have.
    pub(super) fn choose_pane_sizes(&mut self, ctx: &Context) {
        self.panes.note_keyboard(ctx);
        let class = class_of(ctx.content_rect().width());
        if self.panes.class.replace(class) != Some(class) {
            self.settings.take_pane_sizes(class);
            self.panes.told += 1;
        }
        self.settings.keep_pane_sizes(class);
    }

    /// Shows a pane, or takes it away.
    pub(super) fn toggle_pane(&mut self, pane: Pane) {
        let panes = &mut self.settings.panes;
        let shown = match pane {
            Pane::Outline => &mut panes.show_outline,
            Pane::Pages => &mut panes.show_pages,
            Pane::Problems => &mut panes.show_problems,
            Pane::Form => return,
        };
        *shown = !*shown;
        self.panes.front = if *shown { pane } else { Pane::Form };
    }

    /// Moves the keyboard on or back: outline, form, pages, problems.
    pub(super) fn step_pane(&mut self, forward: bool) {
        let covered = self.view().is_some_and(|v| v.is_covered());
        let shown = &self.panes.reachable;
        let current = self.panes.at;
        let count = shown.len().max(1);
        let next = match shown.iter().position(|pane| *pane == current) {
            Some(here) if forward => (here + 1) % count,
            Some(here) => (here + count - 1) % count,
            None => 0,
        };
        self.panes.at = shown.get(next).copied().unwrap_or(Pane::Form);
        self.panes.front = self.panes.at;
        self.panes.arrives = true;
        if self.panes.at == Pane::Form && !covered {
            self.panes.arrives = false;
            if let Some(section) = self.view().map(|v| v.section.clone()) {
                self.focus_form(&section);
            }
        }
    }

    /// Gives the keyboard to the pane that was asked for, now that it is drawn.
    pub(super) fn arrive_at_pane(&mut self, ctx: &Context) {
        if !std::mem::take(&mut self.panes.arrives) {
            return;
        }
        let past = self.view().is_some_and(|v| v.earlier.shown);
        let reviewed = self.view().is_some_and(|v| v.review.shown);
        let compared = self.view().is_some_and(|v| v.comparing.shown);
        let Some(section) = self.view().map(|v| v.section.clone()) else { return };
        let kept = |id: Id| ctx.data(|d| d.get_temp::<Id>(id));
        let id = match self.panes.at {
            Pane::Outline if self.finder.shown => Some(finder::field_id()),
            Pane::Outline => Some(outline::row_id(&section)),
            Pane::Pages => Some(pages::focus_id()),
            Pane::Problems => kept(problems::list_id()),
            Pane::Form if reviewed => kept(review::focus_id()),
            Pane::Form if compared => kept(compare::focus_id()),
            Pane::Form if past => kept(earlier::focus_id()),
            Pane::Form => kept(coverage::first_id()),
        };
        if let Some(id) = id {
            ctx.memory_mut(|m| m.request_focus(id));
            ctx.request_repaint();
        }
    }

    /// Gives the keyboard back to the field that had it last, or to the first of the section.
    pub(super) fn focus_form(&mut self, section: &str) {
        let shown = self.shown_in(section);
        let Some(view) = self.view() else { return };
        let last = view.focused.clone().filter(|f| shown.iter().any(|entry| f.is_within(entry)));
        let first: Option<FieldPath> = last.or_else(|| shown.first().cloned());
        view.jump = first.map(Jump::to);
    }

    /// Enlarges the pane that has the keyboard, or makes it smaller.
    pub(super) fn resize_pane(&mut self, larger: bool) {
        let sizes = &mut self.settings.panes;
        if is_usual(sizes.problems) && self.panes.at == Pane::Problems {
            sizes.problems = self.panes.quarter;
        }
        let (size, larger) = match self.panes.at {
            Pane::Outline if self.panes.finding => (&mut self.panes.finder, larger),
            Pane::Outline => (&mut sizes.outline, larger),
            Pane::Problems => (&mut sizes.problems, larger),
            Pane::Pages => (&mut sizes.pages, larger),
            // What the form gains the pages lose.
            Pane::Form => (&mut sizes.pages, !larger),
        };
        *size = if larger { size.saturating_add(STEP) } else { size.saturating_sub(STEP).max(STEP) };
        self.panes.told += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_beside_the_form_takes_turns_with_it() {
        let panes = PaneSizes::default();
        let left = |x: f32| width_of_outline(x, &panes);
        let turns = |x: f32, y: f32| Beside::fitting(vec2(x, y), &panes, left(x)).turns(&panes);
        assert_eq!(turns(1280.0, 700.0), []);
        assert_eq!(turns(900.0, 500.0), [Pane::Form, Pane::Pages]);
        assert_eq!(turns(500.0, 500.0), [Pane::Outline, Pane::Form, Pane::Pages]);
        assert_eq!(turns(300.0, 120.0), [Pane::Outline, Pane::Form, Pane::Pages, Pane::Problems]);
        let alone = PaneSizes { show_outline: false, show_pages: false, show_problems: false, ..panes };
        assert_eq!(Beside::fitting(vec2(300.0, 120.0), &alone, 150.0).turns(&alone), []);
    }

    #[test]
    fn find_and_replace_is_wide_and_leaves_the_pages_where_they_stood() {
        let panes = PaneSizes::default();
        for width in [960.0, 1000.0, 1280.0, 1920.0] {
            let before = Beside::fitting(vec2(width, 700.0), &panes, width_of_outline(width, &panes));
            let wide = f32::from(FINDER).min(most_finder(width, &panes));
            assert!(wide >= width_of_outline(width, &panes), "{width}: {wide}");
            assert_eq!(Beside::fitting(vec2(width, 700.0), &panes, wide), before, "{width}");
        }
        assert!(most_finder(1280.0, &panes) >= f32::from(FINDER));
        assert!(most_finder(900.0, &panes) >= 360.0, "where pages take turns they give way");
    }

    #[test]
    fn the_list_of_problems_takes_a_quarter_of_the_window_within_bounds() {
        assert_eq!([500.0, 800.0, 1080.0, 1600.0].map(quarter), [160, 200, 270, 340]);
        assert!(is_usual(PaneSizes::default().problems) && !is_usual(200));
    }

    #[test]
    fn windows_of_about_one_width_are_one_class() {
        assert_eq!([300.0, 999.0, 1000.0, 1280.0, 1920.0, 4000.0].map(class_of), [0, 0, 1, 1, 3, 3]);
    }
}
