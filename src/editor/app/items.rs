//! Commands about the item of a list that the user is at.

use super::App;
use crate::agreement::queries::role_of;
use crate::draft::Draft;
use crate::editor::panels::clauses;
use crate::editor::widgets::{Place, Wish, add, grant, has_room, is_long, item_around, place};
use crate::template::{Clause, Template};
use crate::value::FieldPath;
use egui::Context;

/// What a command does to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ToItem {
    Add,
    Change(Wish),
}

impl App {
    /// The item that has the keyboard, or had it last, as its commands name it: "metric “Availability”".
    pub(super) fn item_at_hand(&self) -> Option<String> {
        let draft = self.session()?.draft();
        let view = self.views.get(self.workspace.active_index())?;
        let item = at_hand(draft, self.session()?.template(), view.focused.as_ref()?)?;
        if let Some((_, clause)) = of_form(self.session()?.template(), &item) {
            return Some(words::named(words::CLAUSE, clauses::words::title(clause)));
        }
        let Some(Place::Item(record)) = place(&item) else { return None };
        let node = draft.node(&item)?;
        let name = draft.agreement.name_of(node).or_else(|| role_of(node));
        Some(name.map_or_else(|| words::this(record.noun), |name| words::named(record.noun, &name)))
    }

    /// Does something to the item that has the keyboard, or had it last.
    pub(super) fn change_item(&mut self, ctx: &Context, what: ToItem) {
        let index = self.workspace.active_index();
        let Some(session) = self.workspace.active() else { return };
        let Some(view) = self.views.get_mut(index) else { return };
        let draft = session.draft();
        let item = view.focused.as_ref().and_then(|path| at_hand(draft, session.template(), path));
        let Some(item) = item else {
            self.toasts.say(ctx, words::NO_ITEM);
            return;
        };
        let list = item.parent().unwrap_or_default();
        if matches!(list.as_str(), "clauses" | "choices" | "extra_clauses") {
            self.change_clause(ctx, &item, what);
            return;
        }
        let adds = matches!(what, ToItem::Add | ToItem::Change(Wish::Duplicate));
        if adds && !has_room(draft, &list) {
            self.toasts.say(ctx, words::FULL);
            return;
        }
        let done = match what {
            ToItem::Add => add(draft, view, &mut self.actions, &list, Some(item.last())),
            ToItem::Change(wish) => grant(draft, view, &mut self.actions, &item, wish),
        };
        if !done {
            let none = what == ToItem::Change(Wish::DeleteChosen);
            self.toasts.say(ctx, if none { words::NONE_CHOSEN } else { words::AT_THE_END });
        }
        // From the palette the keyboard has been elsewhere.
        if let Some(jump) = &mut view.jump {
            jump.gentle = false;
        }
    }

    /// The same for a clause, which stands among others that cannot be moved.
    fn change_clause(&mut self, ctx: &Context, item: &FieldPath, what: ToItem) {
        let index = self.workspace.active_index();
        let Some(session) = self.workspace.active() else { return };
        let Some(view) = self.views.get_mut(index) else { return };
        let (draft, template) = (session.draft(), session.template());
        let adds = matches!(what, ToItem::Add | ToItem::Change(Wish::Duplicate));
        if adds && !has_room(draft, &FieldPath::new("extra_clauses")) {
            self.toasts.say(ctx, words::FULL);
            return;
        }
        let actions = &mut self.actions;
        let own = item.segments().next() == Some("extra_clauses");
        let done = match (what, clauses::find(draft, template, item)) {
            (_, None) => false,
            (ToItem::Add, Some((section, at))) => clauses::insert(draft, section, at + 1, view, actions),
            (ToItem::Change(wish), Some(_)) if own => {
                clauses::grant(draft, template, view, actions, item, wish)
            }
            (ToItem::Change(Wish::Delete), Some(_)) => {
                let Some(action) = clauses::decide(draft, template, item.last(), false) else {
                    self.toasts.say(ctx, words::LEFT_OUT);
                    return;
                };
                actions.push(action);
                true
            }
            (ToItem::Change(_), Some(_)) => {
                self.toasts.say(ctx, words::OF_THE_FORM);
                return;
            }
        };
        if !done {
            self.toasts.say(ctx, words::AT_THE_END);
        }
        if let Some(jump) = &mut view.jump {
            jump.gentle = false;
        }
    }

    /// Gives the long text that has the keyboard, or had it last, the room of the whole form; or back.
    pub(super) fn widen_field(&mut self, ctx: &Context) {
        let Some(view) = self.view() else { return };
        let widened = view.widened.is_some();
        let long = view.focused.clone().filter(is_long);
        match long {
            _ if widened => view.narrow(),
            Some(path) => view.widen(&path),
            None => self.toasts.say(ctx, words::NO_TEXT),
        }
    }

    /// Leads to what a step of undo changed; to the row of an item, which stays folded if it was.
    pub(super) fn lead_to(&mut self, ctx: &Context, path: &FieldPath) {
        if path.segments().next() == Some("waivers") {
            self.lead_to_waived(ctx, path);
            return;
        }
        let open = self.view().is_some_and(|view| view.open.contains(path.as_str()));
        self.go_to(ctx, path);
        let Some(draft) = self.session().map(|s| s.draft()) else { return };
        let is_item = item_around(draft, path).as_ref() == Some(path);
        let is_list = draft.node(path).is_some_and(|node| node.as_list().is_some());
        if !is_item || is_list {
            return;
        }
        if let Some(view) = self.view() {
            if !open {
                view.open.remove(path.as_str());
            }
            view.go_to_row(path);
        }
    }

    /// A waiver has no field: it leads to what it is about, and nowhere once it is gone.
    fn lead_to_waived(&mut self, ctx: &Context, path: &FieldPath) {
        let waivers = self.session().map(|s| s.draft().waivers.as_slice()).unwrap_or_default();
        let about = waivers.iter().find(|w| path.segments().nth(1) == Some(w.id.as_str()));
        let place = about.map(|w| FieldPath::new(w.path.as_str())).filter(|p| !p.is_root());
        if let Some(place) = place {
            self.go_to(ctx, &place);
        }
    }
}

/// The item of a list that a place is in; a clause of the form is one though the draft may say nothing of it.
fn at_hand(draft: &Draft, template: &Template, path: &FieldPath) -> Option<FieldPath> {
    item_around(draft, path).or_else(|| {
        let (key, _) = of_form(template, path)?;
        Some(FieldPath::new("clauses").join(&key))
    })
}

/// The clause of the form that a place is about, with its key.
fn of_form<'a>(template: &'a Template, path: &FieldPath) -> Option<(String, &'a Clause)> {
    let mut segments = path.segments();
    let list = segments.next()?;
    let key = segments.next().filter(|_| matches!(list, "clauses" | "choices"))?;
    Some((key.to_owned(), template.clause(key)?.1))
}

mod words {
    pub const CLAUSE: &str = "clause";
    /// Longer names are cut off in a menu.
    const LONGEST: usize = 32;

    pub fn this(noun: &str) -> String {
        format!("this {noun}")
    }

    pub fn named(noun: &str, name: &str) -> String {
        let mut shown: String = name.chars().take(LONGEST).collect();
        if shown.len() < name.len() {
            shown = format!("{}…", shown.trim_end());
        }
        format!("{noun} “{shown}”")
    }

    pub const NO_ITEM: &str = "Put the keyboard on a row of a list first, or into one of its fields.";
    pub const NONE_CHOSEN: &str =
        "Choose rows of a list first: with Ctrl or Shift and a click, or with Shift and the arrows.";
    pub const OF_THE_FORM: &str =
        "Clauses of the form stay in their order: leave them out, or write them in your own words.";
    pub const LEFT_OUT: &str = "This clause is left out already.";
    pub const NO_TEXT: &str = "Put the keyboard into a long text first.";
    pub const FULL: &str =
        "Nothing was added: the list is full. Put several entries into one, or split the list.";
    pub const AT_THE_END: &str = "Nothing moved: the item is at the end of its list already.";
}
