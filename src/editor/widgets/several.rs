//! Many holidays at once: pasted into a date, or into a box of their own. What is a date is taken in one step of undo;
//! what is none stays in the box and is named, so that nothing that was pasted is lost.

use super::context::Form;
use super::group::card_ui;
use super::items::ids_of;
use super::mark::problem_ui;
use super::small::primary_button_ui;
use super::spoken;
use crate::check::Severity;
use crate::draft::{Draft, Edit, taken};
use crate::editor::tokens::{SPACE_M, small, strong};
use crate::editor::view::{Action, Jump, Told};
use crate::value::{DayOff, DaysOff, FieldPath, Id, Limit};
use egui::{Event, Key, TextEdit, Ui};

/// The box, and what stands in it.
#[derive(Clone, Debug)]
pub struct Several {
    pub list: FieldPath,
    pub text: String,
    /// It was opened just now and takes the keyboard.
    fresh: bool,
    /// How far below the head of its list it was drawn last, and how high, in points.
    place: (f32, f32),
}

impl Several {
    fn of(list: &FieldPath, text: String) -> Self {
        Self { list: list.clone(), text, fresh: true, place: (0.0, 0.0) }
    }
}

/// Beside the button for one more holiday.
pub fn several_button_ui(ui: &mut Ui, form: &mut Form<'_>, list: &FieldPath) {
    let open = form.view.several.as_ref().is_some_and(|s| s.list == *list);
    let response = ui.button(words::OPEN).on_hover_text(words::HELP);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.clicked() {
        form.view.several = (!open).then(|| Several::of(list, String::new()));
    }
}

/// Below the table of holidays: what was said about the last paste, and the box while it is open.
pub fn several_ui(ui: &mut Ui, form: &mut Form<'_>, list: &FieldPath) {
    if let Some(told) = form.view.told.as_ref().filter(|told| told.path == *list) {
        let line = ui.label(small(ui, told.what.as_str()));
        spoken::news(ui.ctx(), line.id, &told.what);
    }
    let Some(mut several) = form.view.several.take_if(|s| s.list == *list) else { return };
    let shown = ui.scope(|ui| card_ui(ui, |ui| box_ui(ui, form, &mut several)));
    if shown.inner {
        // As more is named the box grows, and as holidays are taken it moves down; its buttons stay in sight.
        let rect = shown.response.rect;
        let place = (rect.top() - ui.min_rect().top(), rect.height());
        if several.place != place {
            several.place = place;
            shown.response.scroll_to_me(None);
        }
        form.view.several = Some(several);
    }
    ui.add_space(SPACE_M);
}

/// False once the box closes.
fn box_ui(ui: &mut Ui, form: &mut Form<'_>, several: &mut Several) -> bool {
    let label = ui.label(strong(words::TITLE));
    let help = ui.label(small(ui, words::HELP));
    let edit = TextEdit::multiline(&mut several.text)
        .id(form.id(&several.list).with("several"))
        .hint_text(words::EXAMPLE)
        .desired_rows(5)
        .desired_width(f32::INFINITY);
    let response = ui.add(edit).labelled_by(label.id);
    ui.ctx().accesskit_node_builder(response.id, |node| node.push_described_by(help.id.accesskit_id()));
    if std::mem::take(&mut several.fresh) {
        response.request_focus();
    }
    let dates = form.reader().days_off(&several.text);
    let new = news(form.draft, &several.list, &dates);
    let line = ui.label(small(ui, words::read(&new, dates.good.len() - new.len())));
    spoken::news(ui.ctx(), line.id, &words::read(&new, dates.good.len() - new.len()));
    // How to write them is said once, below the last that is no day.
    let named = dates.bad.len().min(MOST_NAMED);
    for (index, (text, why)) in dates.bad.iter().take(MOST_NAMED).enumerate() {
        let next = dates.bad.get(index + 1).filter(|_| index + 1 < named);
        let hint = if next.is_some_and(|(_, other)| other.hint == why.hint) { "" } else { &why.hint };
        problem_ui(ui, Severity::Error, &words::bad(text, &why.what), &words::sentence(hint));
    }
    if dates.bad.len() > MOST_NAMED {
        ui.label(small(ui, words::more(dates.bad.len() - MOST_NAMED)));
    }
    let mut keep = true;
    ui.horizontal(|ui| {
        let add =
            ui.add_enabled_ui(!new.is_empty(), |ui| primary_button_ui(ui, &words::add(new.len()))).inner;
        if add.clicked() {
            keep = take(form, &several.list, &dates, None);
        }
        keep &= !ui.button(words::CLOSE).clicked();
    });
    if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
        keep = false;
    }
    if keep && let Some(rest) = form.view.several.take() {
        *several = rest;
    }
    keep
}

/// So many are named one by one.
const MOST_NAMED: usize = 6;

/// The dates that the list does not have, each once.
fn news(draft: &Draft, list: &FieldPath, dates: &DaysOff) -> Vec<(DayOff, String)> {
    let known = ids_of(draft, list).into_iter().map(|id| draft.text(&list.join(&id).join("date")));
    let mut known: Vec<String> = known.collect();
    let room = Limit::of_list(list.as_str()).most().saturating_sub(taken(draft, list));
    let mut new = Vec::new();
    for (date, name) in &dates.good {
        let text = date.to_string();
        if !known.contains(&text) {
            known.push(text);
            new.push((*date, name.clone()));
        }
    }
    new.truncate(room);
    new
}

/// Several dates that are pasted into one are taken as that many rows. One date is left to the field.
pub fn take_pasted(ui: &Ui, form: &mut Form<'_>, field: &FieldPath) {
    let Some((item, list)) = field.parent().and_then(|item| Some((item.clone(), item.parent()?))) else {
        return;
    };
    let reader = form.reader();
    let mut pasted = None;
    ui.input_mut(|i| {
        i.events.retain(|event| {
            let Event::Paste(text) = event else { return true };
            let dates = reader.days_off(text);
            if dates.good.len() < 2 {
                return true;
            }
            pasted = Some(dates);
            false
        });
    });
    if let Some(dates) = pasted {
        take(form, &list, &dates, Some(&item));
    }
}

/// Takes the dates in one step, the first into `row` if that has none yet. What is no date goes into the box; true if
/// there is any.
fn take(form: &mut Form<'_>, list: &FieldPath, dates: &DaysOff, row: Option<&FieldPath>) -> bool {
    let new = news(form.draft, list, dates);
    let mut ids = ids_of(form.draft, list);
    let blank = row.filter(|row| {
        let date = row.join("date");
        form.draft.text(&date).is_empty() && form.draft.pending_at(&date).is_none()
    });
    let mut at =
        row.and_then(|row| ids.iter().position(|id| id == row.last())).map_or(ids.len(), |at| at + 1);
    let mut edits = Vec::new();
    let mut first = None;
    for (index, (date, name)) in new.iter().enumerate() {
        let item = match blank.filter(|_| index == 0) {
            Some(row) => row.clone(),
            None => {
                let id = Id::unique(&Id::slug("holiday"), &ids).to_string();
                edits.push(Edit::Insert { list: list.clone(), at, id: id.clone() });
                ids.push(id.clone());
                at += 1;
                list.join(&id)
            }
        };
        edits.push(Edit::set(item.join("date"), date.to_string()));
        if !name.is_empty() {
            edits.push(Edit::set(item.join("name"), name.as_str()));
        }
        first.get_or_insert(item.join("date"));
    }
    let known = dates.good.len() - new.len();
    if !edits.is_empty() {
        form.view.typing = None;
        form.actions.push(Action::Edit { edits, name: words::step(new.len()), key: None });
    }
    let what = words::taken(new.len(), known, dates.bad.len());
    form.view.told = Some(Told { path: list.clone(), what, hint: String::new(), refused: false });
    let bad: Vec<&str> = dates.bad.iter().map(|(text, _)| text.as_str()).collect();
    if bad.is_empty() {
        form.view.jump = first.map(Jump::gently);
        return false;
    }
    form.view.several = Some(Several::of(list, bad.join("\n")));
    true
}

mod words {
    use super::DayOff;
    use crate::value::capitalised;

    pub const OPEN: &str = "Add several…";
    pub const TITLE: &str = "Several holidays";
    pub const HELP: &str = "One day a line, its name behind it if you like. A date without a year, such as 1 January, and \
                            a movable feast, such as Good Friday, hold every year.";
    pub const EXAMPLE: &str =
        "1 January New Year's Day\nGood Friday\nEaster Monday\n24 December 2027 Company day";
    pub const CLOSE: &str = "Close";

    fn holidays(count: usize) -> String {
        if count == 1 { "1 holiday".to_owned() } else { format!("{count} holidays") }
    }
    pub fn add(count: usize) -> String {
        if count == 0 { "Add holidays".to_owned() } else { format!("Add {}", holidays(count)) }
    }
    pub fn step(count: usize) -> String {
        add(count)
    }
    /// What stands in the box, as it is understood.
    pub fn read(new: &[(DayOff, String)], known: usize) -> String {
        let new = match new {
            [] => "No new day yet.".to_owned(),
            [(one, _)] => {
                format!("1 new day: {}{}.", one.long(), if one.is_yearly() { ", every year" } else { "" })
            }
            days => {
                let yearly = days.iter().filter(|(day, _)| day.is_yearly()).count();
                let of_them = match (yearly, days.len()) {
                    (0, _) => String::new(),
                    (all, count) if all == count => " that come back every year".to_owned(),
                    (some, _) => format!(", {some} of them every year"),
                };
                format!("{} new days{of_them}.", days.len())
            }
        };
        match known {
            0 => new,
            1 => format!("{new} 1 is in the list already."),
            n => format!("{new} {n} are in the list already."),
        }
    }
    /// What was done with all of it.
    pub fn taken(new: usize, known: usize, bad: usize) -> String {
        let mut said = match new {
            0 => "No holiday was added.".to_owned(),
            n => format!("{} added.", holidays(n)),
        };
        match known {
            0 => {}
            1 => said += " 1 was in the list already.",
            n => said += &format!(" {n} were in the list already."),
        }
        match bad {
            0 => {}
            1 => said += " 1 entry is not a day that can be read and stays below.",
            n => said += &format!(" {n} entries are not days that can be read and stay below."),
        }
        said
    }
    pub fn bad(text: &str, why: &str) -> String {
        if why.is_empty() { format!("“{text}” is not a day that can be read") } else { why.to_owned() }
    }
    pub fn sentence(hint: &str) -> String {
        if hint.is_empty() { String::new() } else { format!("{}.", capitalised(hint)) }
    }
    pub fn more(count: usize) -> String {
        format!("And {count} more that cannot be read.")
    }
}
