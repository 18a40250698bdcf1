//! Find and replace across the draft: what is looked for, what was found, and what a replacement would make of it.

mod excerpt;
mod list;
mod rows;
mod sought;
pub mod words;

pub use sought::{Aim, Sought};

use crate::editor::keyboard::keep_undo_in;
use crate::editor::tokens::{SPACE_S, SPACE_XS, TYPE_SMALL, small, strong};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, folding_ui, hand_over, icon_button_ui, primary_button_ui};
use crate::session::search::{Pattern, Place, Preview, Replacement, Scratch, Source, search};
use crate::session::{Session, SessionId};
use crate::value::FieldPath;
use egui::{Id, Key, Modifiers, Response, RichText, TextEdit, Ui};
use rows::Group;
use std::collections::HashSet;

/// The panel as the user left it; it is about the draft in front.
#[derive(Default)]
pub struct Finder {
    pub shown: bool,
    /// It takes the keyboard as soon as it is drawn.
    pub fresh: bool,
    /// The part that replaces is unfolded.
    pub replacing: bool,
    pub pattern: Pattern,
    pub with: String,
    /// Hits that shall stay as they are.
    left: HashSet<(FieldPath, usize)>,
    /// The hit that was gone to last.
    pub current: Option<usize>,
    /// Where that is printed.
    aim: Option<Aim>,
    /// Counts how often somebody went to a hit.
    turn: u64,
    /// It shall come into view.
    follow: bool,
    /// Something in the panel has the keyboard.
    has_keyboard: bool,
    key: Option<Asked>,
    places: Vec<Place>,
    hits: Vec<Hit>,
    /// The sections that the hits are in.
    groups: Vec<Group>,
    /// Sections that are folded, by their ids.
    folded: HashSet<String>,
}

/// What the hits were found for.
type Asked = (SessionId, u64, Pattern, Option<String>);

/// One hit: its place, which of the place's, and what a replacement comes to.
struct Hit {
    place: usize,
    nth: usize,
    preview: Preview,
}

/// What is asked of the panel's hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindWish {
    /// Show a hit; the keyboard goes there if that is wanted.
    GoTo {
        hit: usize,
        focus: bool,
    },
    Step {
        forward: bool,
    },
    ReplaceOne,
    ReplaceAll,
    Close,
}

/// The id that takes the keyboard for the panel.
pub fn field_id() -> Id {
    Id::unique("find text")
}

fn with_id() -> Id {
    Id::unique("replacement text")
}

impl Finder {
    /// Finds anew what has to be found anew.
    pub fn update(&mut self, session: &Session) {
        let with = self.replaces(session).then(|| self.with.clone());
        let key = (session.id(), session.revision(), self.pattern.clone(), with.clone());
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let asked = |key: &Asked| (key.0, key.2.clone());
        if self.key.as_ref().map(asked) != Some(asked(&key)) {
            self.left.clear();
            self.folded.clear();
            self.current = None;
        }
        let document = &session.derived().document;
        let found = search(session.draft(), session.template(), document, &self.pattern);
        let sections: Vec<usize>;
        (sections, self.places) = rows::in_sections(session, found).into_iter().unzip();
        let mut scratch = with.is_some().then(|| Scratch::of(session.draft()));
        self.hits.clear();
        for (index, place) in self.places.iter().enumerate() {
            for nth in 0..place.hits.len() {
                let preview = match &mut scratch {
                    Some(scratch) => scratch.preview(place, nth, &self.with),
                    None => Preview::Fits,
                };
                self.hits.push(Hit { place: index, nth, preview });
            }
        }
        self.groups = rows::groups(session, &sections, &self.hits);
        self.current = self.current.filter(|_| !self.hits.is_empty()).map(|c| c.min(self.hits.len() - 1));
        self.take_aim(session);
        self.key = Some(key);
    }

    fn replaces(&self, session: &Session) -> bool {
        self.replacing && session.read_only().is_none()
    }

    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// The place of a hit, and where in its text it stands.
    pub fn hit(&self, index: usize) -> Option<(&Place, std::ops::Range<usize>)> {
        let hit = self.hits.get(index)?;
        let place = self.places.get(hit.place)?;
        Some((place, place.hits.get(hit.nth)?.0.clone()))
    }

    /// The hit after or before the one that was gone to last; round the end.
    pub fn next(&self, forward: bool) -> Option<usize> {
        let last = self.hits.len().checked_sub(1)?;
        Some(match (self.current, forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) if at >= last => 0,
            (Some(at), true) => at + 1,
            (Some(0), false) => last,
            (Some(at), false) => at - 1,
        })
    }

    /// Marks a hit as gone to.
    pub fn arrive(&mut self, hit: usize, session: &Session) {
        self.current = Some(hit);
        self.follow = true;
        self.turn += 1;
        self.take_aim(session);
        if let Some(key) = self.group_of(hit).map(|group| group.key.clone()) {
            self.folded.remove(&key);
        }
    }

    /// The hits to be replaced: the one that was gone to last, or all that are ticked.
    pub fn wanted(&self, only: Option<usize>) -> Vec<Replacement<'_>> {
        let mut wanted: Vec<Replacement<'_>> = Vec::new();
        let mut last = None;
        for (index, hit) in self.hits.iter().enumerate() {
            let Some(place) = self.places.get(hit.place) else { continue };
            let chosen = only.map_or_else(|| self.is_ticked(hit), |one| one == index);
            if !chosen {
                continue;
            }
            if last != Some(hit.place) {
                wanted.push(Replacement { place, hits: Vec::new() });
                last = Some(hit.place);
            }
            if let Some(replacement) = wanted.last_mut() {
                replacement.hits.push(hit.nth);
            }
        }
        wanted
    }

    /// How many hits would be replaced, and how many could be.
    fn tally(&self) -> (usize, usize) {
        let can = self.hits.iter().filter(|hit| hit.preview == Preview::Fits);
        let ticked = can.clone().filter(|hit| self.is_ticked(hit)).count();
        (ticked, can.count())
    }

    /// How many of the hits to be replaced are in words of the form.
    fn tally_own(&self) -> usize {
        let of_form = |hit: &&Hit| {
            let source = self.places.get(hit.place).map(|p| &p.source);
            matches!(source, Some(Source::FormClause(_)))
        };
        self.hits.iter().filter(of_form).filter(|hit| self.is_ticked(hit)).count()
    }

    fn is_ticked(&self, hit: &Hit) -> bool {
        let path = self.places.get(hit.place).map(|p| p.path.clone()).unwrap_or_default();
        !self.left.contains(&(path, hit.nth))
    }

    fn toggle(&mut self, index: usize) {
        let Some(hit) = self.hits.get(index) else { return };
        let path = self.places.get(hit.place).map(|p| p.path.clone()).unwrap_or_default();
        let key = (path, hit.nth);
        if !self.left.remove(&key) {
            self.left.insert(key);
        }
    }

    /// Of a section: how many hits can be replaced, and how many of them shall be.
    fn tally_of(&self, group: &Group) -> (usize, usize) {
        let hits = self.hits.get(group.hits.clone()).unwrap_or_default();
        let can = hits.iter().filter(|hit| hit.preview == Preview::Fits);
        (can.clone().count(), can.filter(|hit| self.is_ticked(hit)).count())
    }

    /// Replaces all of a section, or none if all would be.
    fn toggle_group(&mut self, index: usize) {
        let Some(group) = self.groups.get(index) else { return };
        let (can, ticked) = self.tally_of(group);
        for index in group.hits.clone() {
            let fits = self.hits.get(index).filter(|hit| hit.preview == Preview::Fits);
            if fits.is_some_and(|hit| self.is_ticked(hit) == (can == ticked)) {
                self.toggle(index);
            }
        }
    }
}

/// Draws the panel; it has been brought up to date.
pub fn finder_ui(ui: &mut Ui, finder: &mut Finder, session: &Session, actions: &mut Vec<Action>) {
    let read_only = session.read_only().is_some();
    keys(ui, finder, actions);
    ui.horizontal(|ui| {
        ui.label(strong(words::TITLE));
        if icon_button_ui(ui, Icon::Close, words::CLOSE).clicked() {
            actions.push(Action::Find(FindWish::Close));
        }
    });
    let fresh = std::mem::take(&mut finder.fresh);
    let field = line_ui(ui, words::FIND, &mut finder.pattern.text, field_id(), "");
    hand_over(&field, fresh);
    ui.horizontal_wrapped(|ui| {
        let tick = |text: &str| RichText::new(text).size(TYPE_SMALL);
        ui.checkbox(&mut finder.pattern.match_case, tick(words::CASE));
        ui.checkbox(&mut finder.pattern.whole_words, tick(words::WHOLE));
    });
    let replacing = !read_only && finder.replacing;
    if read_only {
        if finder.replacing {
            ui.label(small(ui, words::READ_ONLY));
        }
    } else {
        let (_, open) = folding_ui(ui, Id::unique("replace part"), finder.replacing, words::REPLACE);
        finder.replacing = open;
        if replacing {
            line_ui(ui, words::WITH, &mut finder.with, with_id(), words::WITH_EXAMPLE);
        }
    }
    if finder.pattern.is_empty() {
        ui.label(small(ui, words::START));
        return;
    }
    if finder.hits.is_empty() {
        ui.label(small(ui, words::NOTHING));
        return;
    }
    let mut count = words::count(finder.hits.len(), finder.places.len());
    let own = if replacing { finder.tally_own() } else { 0 };
    if own > 0 {
        count = format!("{count}. {}", words::own(own));
    }
    ui.horizontal_wrapped(|ui| {
        if replacing {
            buttons_ui(ui, finder, actions);
        }
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        for (icon, tip, forward) in [(Icon::Left, words::PREVIOUS, false), (Icon::Right, words::NEXT, true)] {
            if icon_button_ui(ui, icon, tip).clicked() {
                actions.push(Action::Find(FindWish::Step { forward }));
            }
        }
        if !replacing {
            ui.label(small(ui, count.as_str()));
        }
    });
    if replacing {
        ui.label(small(ui, count));
    }
    ui.add_space(SPACE_XS);
    list::list_ui(ui, finder, session, replacing, actions);
}

/// Where the fields begin, behind their names, in points.
const NAMES: f32 = 84.0;

/// A field with its name in front of it.
fn line_ui(ui: &mut Ui, name: &str, text: &mut String, id: Id, example: &str) -> Response {
    ui.horizontal(|ui| {
        let label = ui.label(small(ui, name));
        ui.add_space((NAMES - label.rect.width()).max(0.0));
        let edit = TextEdit::singleline(text).id(id).desired_width(f32::INFINITY).hint_text(example);
        let field = ui.add(edit).labelled_by(label.id);
        keep_undo_in(&field);
        field
    })
    .inner
}

fn buttons_ui(ui: &mut Ui, finder: &Finder, actions: &mut Vec<Action>) {
    let (ticked, all) = finder.tally();
    if all == 0 {
        return;
    }
    ui.spacing_mut().item_spacing.x = SPACE_S;
    if ui.button(words::REPLACE).on_hover_text(words::REPLACE_TIP).clicked() {
        actions.push(Action::Find(FindWish::ReplaceOne));
    }
    let button = ui.add_enabled_ui(ticked > 0, |ui| primary_button_ui(ui, &words::replace_all(ticked, all)));
    if button.inner.clicked() {
        actions.push(Action::Find(FindWish::ReplaceAll));
    }
}

/// Keys of the two fields.
fn keys(ui: &Ui, finder: &mut Finder, actions: &mut Vec<Action>) {
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    let focused = ui.memory(|m| m.focused());
    let in_field = focused == Some(field_id());
    let in_with = focused == Some(with_id());
    // Escape has taken the keyboard away from the field before anything is drawn.
    let was_inside = std::mem::replace(&mut finder.has_keyboard, false);
    finder.has_keyboard = in_field || in_with || focused.is_some_and(|id| finder.has_row(id));
    if was_inside && pressed(Modifiers::NONE, Key::Escape) {
        actions.push(Action::Find(FindWish::Close));
    }
    if in_field && pressed(Modifiers::NONE, Key::Enter) {
        actions.push(Action::Find(FindWish::Step { forward: true }));
    }
    if in_field && pressed(Modifiers::SHIFT, Key::Enter) {
        actions.push(Action::Find(FindWish::Step { forward: false }));
    }
    if in_with && pressed(Modifiers::NONE, Key::Enter) {
        actions.push(Action::Find(FindWish::ReplaceOne));
    }
    if (in_field || in_with) && pressed(Modifiers::NONE, Key::ArrowDown) && !finder.hits.is_empty() {
        let row = finder.stop_for(finder.current.unwrap_or(0));
        ui.memory_mut(|m| m.request_focus(row));
    }
}
