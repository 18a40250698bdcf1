//! What a form works with: it reads the draft, and says what it wants done.

use super::clean::{Cleaned, cleaned};
use super::focus::scrolls_by_itself;
use super::steady::{bring_into_sight, by_pointer};
use crate::check::Finding;
use crate::document::Document;
use crate::draft::{Draft, Edit};
use crate::editor::view::{Action, Told, View};
use crate::template::Template;
use crate::value::{Date, FieldPath, LeafKind, Locale, Reader};
use egui::{Id, Response, Ui};

/// One draft being edited, for the time of one frame.
pub struct Form<'a> {
    pub draft: &'a Draft,
    pub template: &'a Template,
    /// The draft as it is printed.
    pub document: &'a Document,
    pub findings: &'a [Finding],
    pub view: &'a mut View,
    pub actions: &'a mut Vec<Action>,
    pub today: Option<Date>,
    /// Everything is shown and nothing can be changed.
    pub read_only: bool,
}

impl Form<'_> {
    /// The same in every frame, however lists are ordered.
    pub fn id(&self, path: &FieldPath) -> Id {
        Id::unique((self.draft.id.as_str(), path.as_str()))
    }

    pub fn text(&mut self, path: &FieldPath) -> String {
        self.view.text_of(self.draft, path)
    }

    /// What entries are read with: as the agreement's language writes, in its currency.
    pub fn reader(&self) -> Reader {
        let a = &self.draft.agreement;
        Reader { locale: Locale::of(&a.language), currency: a.currency, today: self.today }
    }

    /// As [`Form::write`], for an entry that is read: what can mean one thing only is saved as that.
    pub fn write_read(&mut self, path: &FieldPath, label: &str, kind: LeafKind, typed: &str) {
        let value = self.reader().canonical(kind, typed);
        self.write(path, label, typed, value);
    }

    /// Writes what was typed into a field; typing on is the same step of undo.
    pub fn write(&mut self, path: &FieldPath, label: &str, typed: &str, value: String) {
        self.view.told = None;
        self.view.typed(path, typed);
        self.push(path, label, value, Some(path.to_string()));
    }

    /// Writes what was chosen; each choice is a step of undo.
    pub fn choose(&mut self, path: &FieldPath, label: &str, value: impl Into<String>) {
        self.view.typing = None;
        self.view.told = None;
        self.view.left.insert(path.clone());
        self.push(path, label, value.into(), None);
    }

    /// As [`Form::choose`], where going on to choose is the same step of undo.
    pub fn choose_on(&mut self, path: &FieldPath, label: &str, value: impl Into<String>) {
        self.view.typing = None;
        self.view.told = None;
        self.push(path, label, value.into(), Some(path.to_string()));
    }

    /// As [`Form::write`] for a text that may have been pasted: what no text holds is left out, with a word about it.
    pub fn write_text(&mut self, path: &FieldPath, label: &str, typed: &str, lines: bool) {
        let Cleaned { text, dropped } = cleaned(typed, lines);
        self.write(path, label, &text, text.clone());
        if dropped > 0 {
            let characters = if dropped == 1 { "character was" } else { "characters were" };
            self.view.told = Some(Told {
                path: path.clone(),
                what: format!("{dropped} invisible control {characters} left out"),
                hint: String::new(),
                refused: false,
            });
        }
    }

    fn push(&mut self, path: &FieldPath, label: &str, value: String, key: Option<String>) {
        let mut edits = Vec::new();
        // An answer has no place in the draft before it is first given.
        let segments: Vec<&str> = path.segments().collect();
        if let ["answers", id, "value"] = segments.as_slice()
            && self.draft.node(&FieldPath::new("answers").join(id)).is_none()
        {
            edits.push(Edit::Insert { list: "answers".into(), at: usize::MAX, id: (*id).to_owned() });
        }
        edits.push(Edit::Set { path: path.clone(), text: value });
        self.actions.push(Action::Edit { edits, name: format!("Edit {label}"), key });
    }

    /// Keeps track of a widget that edits `path`: where the user is, what was left, where a jump leads.
    pub fn follow_ui(&mut self, ui: &Ui, path: &FieldPath, response: &Response) {
        if self.view.is_target(path) {
            self.arrive(ui, path, response);
        }
        if response.gained_focus() {
            // What the mouse points at is in sight, and stays where it is; to the target of a jump the form is led already.
            if !by_pointer(ui) && !self.view.is_highlighted(path, ui.input(|i| i.time)) {
                bring_into_sight(ui, response, false);
            }
            self.view.reveal = Some(path.clone());
            self.view.at = Some(path.clone());
            self.actions.push(Action::CloseStep);
        }
        if response.has_focus() {
            self.view.focused = Some(path.clone());
        }
        if response.lost_focus() {
            self.view.left.insert(path.clone());
            self.view.typing.take_if(|t| t.path == *path);
            self.actions.push(Action::CloseStep);
        }
    }

    fn arrive(&mut self, ui: &Ui, path: &FieldPath, response: &Response) {
        let Some(jump) = self.view.jump.take() else { return };
        if jump.focus {
            response.request_focus();
        }
        if !jump.gentle {
            self.show_ui(ui, path, response);
        }
    }

    /// Brings what stands for `path` into sight, and highlights it for a moment.
    pub fn show_ui(&mut self, ui: &Ui, path: &FieldPath, response: &Response) {
        bring_into_sight(ui, response, true);
        scrolls_by_itself(response);
        let until = ui.input(|i| i.time) + super::super::view::HIGHLIGHT;
        self.view.highlight = Some((path.clone(), until));
        ui.ctx().request_repaint_after_secs(super::super::view::HIGHLIGHT as f32);
    }
}

/// Moves the keyboard to a widget once, in the frame in which `wanted` holds.
pub fn hand_over(response: &Response, wanted: bool) {
    if wanted {
        response.request_focus();
        response.scroll_to_me(None);
    }
}
