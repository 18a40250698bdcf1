//! The menu bar: every command under its group; opened with the pointer, with F10, or with Alt and a letter.

use crate::editor::commands::{Command, Group};
use crate::editor::tokens::{palette, small};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, icon_ui, keep_arrows, step_in_list};
use egui::os::OperatingSystem;
use egui::style::ScrollStyle;
use egui::{
    Align, Button, Context, Event, Id, Key, Layout, MenuBar, Modifiers, Popup, RectAlign, Response,
    ScrollArea, Tooltip, Ui, vec2,
};

mod words {
    pub const BELOW: &str = "Scroll down for more";
    pub const ABOVE: &str = "Scroll up for more";

    pub fn undo(step: &str) -> String {
        format!("Undo {step}")
    }

    pub fn redo(step: &str) -> String {
        format!("Redo {step}")
    }

    pub fn text_size(percent: f32) -> String {
        format!("Normal text size (now {percent:.0} %)")
    }

    /// "Hide outline" while it is shown.
    pub fn toggle(name: &str, shown: bool) -> String {
        name.replacen("Show or hide", if shown { "Hide" } else { "Show" }, 1)
    }

    pub fn motion(reduced: bool) -> &'static str {
        if reduced { "Allow motion" } else { "Reduce motion" }
    }
}

/// What the menu has to know.
pub struct Menu<'a> {
    /// What can be done now.
    pub can: &'a dyn Fn(Command) -> bool,
    /// Why something cannot be done, where that is not plain to see.
    pub why: &'a dyn Fn(Command) -> Option<&'static str>,
    /// The steps that can be taken back and done again.
    pub undo: Option<&'a str>,
    pub redo: Option<&'a str>,
    /// The item of a list that the keyboard is at: "metric “Availability”".
    pub item: &'a dyn Fn() -> Option<String>,
    pub reduced_motion: bool,
    /// Whether what a command shows or hides is shown.
    pub shown: &'a dyn Fn(Command) -> Option<bool>,
}

/// Under this id the bar remembers its buttons.
fn bar_id() -> Id {
    Id::unique("menu bar")
}

pub fn menu_ui(ui: &mut Ui, menu: &Menu<'_>, actions: &mut Vec<Action>) {
    keys(ui.ctx());
    MenuBar::new().ui(ui, |ui| {
        let buttons: Vec<Id> = Group::ALL
            .into_iter()
            .map(|group| {
                ui.menu_button(group.name(), |ui| {
                    ui.set_min_width(250.0);
                    scrolling_ui(ui, |ui| group_ui(ui, menu, group, actions));
                })
                .response
                .id
            })
            .collect();
        ui.data_mut(|d| d.insert_temp(bar_id(), buttons));
    });
}

/// Draws a menu as high as it is or as the window lets it be; where it goes on, a line below it says so.
fn scrolling_ui(ui: &mut Ui, draw: impl FnOnce(&mut Ui)) {
    let memory = Id::unique("menu goes on");
    let room = (ui.ctx().content_rect().height() - 60.0).max(80.0);
    let is_long = ui.data(|d| d.get_temp::<f32>(memory)).is_some_and(|needed| needed > room);
    let height = if is_long { room - MORE } else { room };
    ui.spacing_mut().scroll = ScrollStyle::solid();
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    let drawn = area.auto_shrink(true).show(ui, draw);
    let needed = drawn.content_size.y;
    if ui.data(|d| d.get_temp::<f32>(memory)) != Some(needed) {
        ui.data_mut(|d| d.insert_temp(memory, needed));
        ui.ctx().request_discard("the menu has another height");
    }
    if is_long {
        let below = drawn.state.clamped_offset().y + drawn.inner_rect.height() + 1.0 < needed;
        let (icon, words) = if below { (Icon::Down, words::BELOW) } else { (Icon::Up, words::ABOVE) };
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), MORE),
            Layout::left_to_right(Align::Center),
            |ui| {
                icon_ui(ui, icon, palette(ui).ink_soft, 13.0);
                ui.label(small(ui, words));
            },
        );
    }
}

/// Height of the line that says that a menu goes on, in points.
const MORE: f32 = 24.0;

fn group_ui(ui: &mut Ui, menu: &Menu<'_>, group: Group, actions: &mut Vec<Action>) {
    let walk = Walk::begin(ui, group);
    let mut entries = Vec::new();
    for command in Command::ALL.iter().copied().filter(|c| c.group() == group) {
        if starts_block(command) {
            ui.separator();
        }
        let button = Button::new(menu.name(ui.ctx(), command)).shortcut_text(command.shortcut_text(ui.ctx()));
        let response = ui.add_enabled((menu.can)(command), button);
        let why = (menu.why)(command).unwrap_or(command.tip());
        beside_ui(Tooltip::for_enabled(&response), command.tip());
        beside_ui(Tooltip::for_disabled(&response), why);
        show(&response);
        keep_arrows(&response);
        if response.enabled() {
            entries.push(response.id);
        }
        if response.clicked() {
            actions.push(Action::Run(command));
            ui.close();
        }
    }
    walk.end(ui, entries);
}

/// The arrows lead through the entries of a menu that can be chosen, and never out of it.
struct Walk(Id);

impl Walk {
    fn begin(ui: &Ui, group: Group) -> Self {
        let memory = Id::unique(("menu entries", group.name()));
        let entries: Vec<Id> = ui.data(|d| d.get_temp(memory)).unwrap_or_default();
        let focused = ui.memory(|m| m.focused());
        let at = entries.iter().position(|id| Some(*id) == focused);
        let to = at.and_then(|at| step_in_list(ui, at, entries.len().saturating_sub(1), PAGE));
        if let Some(id) = to.and_then(|to| entries.get(to)) {
            ui.memory_mut(|m| m.request_focus(*id));
        }
        Self(memory)
    }

    fn end(self, ui: &Ui, entries: Vec<Id>) {
        ui.data_mut(|d| d.insert_temp(self.0, entries));
    }
}

/// Entries that Page up and Page down pass over.
const PAGE: usize = 8;

/// A tooltip that leaves the entries above and below alone.
fn beside_ui(mut tooltip: Tooltip<'_>, words: &str) {
    tooltip.popup = tooltip
        .popup
        .align(RectAlign::RIGHT_START)
        .align_alternatives(&[RectAlign::LEFT_START, RectAlign::BOTTOM_START]);
    tooltip.show(|ui| ui.label(words));
}

/// In a low window a menu is longer than there is room.
fn show(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

impl Menu<'_> {
    fn name(&self, ctx: &Context, command: Command) -> String {
        if let Some(shown) = (self.shown)(command) {
            return words::toggle(command.name(), shown);
        }
        match (command, self.undo, self.redo) {
            (Command::Undo, Some(step), _) => words::undo(step),
            (Command::Redo, _, Some(step)) => words::redo(step),
            (Command::ZoomReset, ..) if (ctx.zoom_factor() - 1.0).abs() > 0.001 => {
                words::text_size(ctx.zoom_factor() * 100.0)
            }
            _ if command.is_about_item() => command.name_for((self.item)().as_deref()),
            (Command::ReduceMotion, ..) => words::motion(self.reduced_motion).to_owned(),
            _ => command.name().to_owned(),
        }
    }
}

/// F10 and Alt by itself lead to the bar, Alt and the first letter of a menu opens it, the arrows lead on to the
/// menus beside an open one.
fn keys(ctx: &Context) {
    let Some(buttons) = ctx.data(|d| d.get_temp::<Vec<Id>>(bar_id())) else { return };
    let open = buttons.iter().position(|id| Popup::is_id_open(ctx, menu_of(*id)));
    if let Some(open) = open {
        let (left, right) = ctx.input(|i| (i.key_pressed(Key::ArrowLeft), i.key_pressed(Key::ArrowRight)));
        if left != right {
            let count = buttons.len();
            let next = if right { (open + 1) % count } else { (open + count - 1) % count };
            show_menu(ctx, buttons.get(next).copied());
        }
        return;
    }
    if ctx.memory(|m| m.top_modal_layer().is_some()) {
        return;
    }
    let letter = ctx.os() != OperatingSystem::Mac;
    let chosen = Group::ALL.iter().zip(&buttons).find(|(group, _)| {
        letter
            && Key::from_name(group.name().get(..1).unwrap_or_default())
                .is_some_and(|key| ctx.input_mut(|i| i.consume_key(Modifiers::ALT, key)))
    });
    if let Some((_, button)) = chosen {
        show_menu(ctx, Some(*button));
    } else if ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::F10)) || (letter && alt_alone(ctx)) {
        let first = buttons.first().copied();
        let there = ctx.memory(|m| m.focused()).is_some_and(|id| buttons.contains(&id));
        match first.filter(|_| !there) {
            Some(id) => ctx.memory_mut(|m| m.request_focus(id)),
            None => ctx.memory_mut(|m| m.focused().into_iter().for_each(|id| m.surrender_focus(id))),
        }
    }
}

/// The menu that a button of the bar opens.
fn menu_of(button: Id) -> Id {
    button.with("popup")
}

fn show_menu(ctx: &Context, button: Option<Id>) {
    let Some(button) = button else { return };
    Popup::open_id(ctx, menu_of(button));
    ctx.memory_mut(|m| {
        m.move_focus(egui::FocusDirection::None);
        m.request_focus(button);
    });
}

/// Alt was pressed and let go, and nothing else happened in between.
fn alt_alone(ctx: &Context) -> bool {
    let memory = Id::unique("alt alone");
    let mut alone: bool = ctx.data(|d| d.get_temp(memory)).unwrap_or_default();
    let mut let_go = false;
    ctx.input(|i| {
        for event in &i.events {
            match event {
                Event::ModifiersChanged(held) if *held == Modifiers::ALT => alone = true,
                Event::ModifiersChanged(held) => {
                    let_go |= alone && held.is_none();
                    alone = false;
                }
                Event::PointerMoved(_) | Event::MouseMoved(_) => {}
                _ => alone = false,
            }
        }
    });
    ctx.data_mut(|d| d.insert_temp(memory, alone));
    let_go
}

/// A line goes above these.
fn starts_block(command: Command) -> bool {
    matches!(
        command,
        Command::Save
            | Command::Review
            | Command::CloseDraft
            | Command::AddClause
            | Command::CopySection
            | Command::Find
            | Command::FixProblem
            | Command::LargerPane
            | Command::PagesLarger
            | Command::ZoomIn
            | Command::ThemeLight
            | Command::ReduceMotion
            | Command::NextProblem
            | Command::Coverage
            | Command::NextSection
            | Command::NextDraft
            | Command::About
    )
}
