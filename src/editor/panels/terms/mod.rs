//! The defined terms, each with the clauses that use it.

mod uses;
pub mod words;

use crate::draft::Edit;
use crate::editor::tokens::{SPACE_S, SPACE_XS, palette, small, strong};
use crate::editor::view::Action;
use crate::editor::widgets::{
    Form, Icon, OneStop, card_ui, folding_ui, has_room, icon_ui, scrolls_by_itself,
};
use crate::value::{FieldPath, Id};
use egui::{Align, Button, Label, Rect, RichText, TextEdit, Ui, vec2};
use std::sync::Arc;
use uses::{Term, Uses};

/// The table, as the user looks at it.
#[derive(Default)]
pub struct Terms {
    by_use: bool,
    filter: String,
    /// More than the first are drawn.
    all: bool,
    /// Of the revision in which the table was last seen.
    uses: Option<Arc<Uses>>,
    /// There has been no other revision since then.
    fresh: bool,
    /// How much room all of it took, in points.
    height: f32,
}

impl Terms {
    /// There is another revision: what was found out has to be found out anew once somebody looks.
    pub fn clear(&mut self) {
        self.fresh = false;
    }
}

/// Names the table among what is unfolded and in jumps.
pub const PLACE: &str = "definitions_used";
/// With more terms there is a box to find one.
const MANY: usize = 12;
/// Terms that are drawn unless more are asked for.
const FIRST: usize = 60;
/// Clauses that are named for each term.
const LINKS: usize = 8;

pub fn terms_ui(ui: &mut Ui, form: &mut Form<'_>) {
    let uses = uses(ui, form);
    let top = ui.cursor().top();
    table_ui(ui, form, &uses);
    form.view.terms.height = ui.cursor().top() - top;
}

/// Where the terms are used. While the table is out of sight the last answer will do, which keeps its place.
fn uses(ui: &Ui, form: &mut Form<'_>) -> Arc<Uses> {
    let terms = &form.view.terms;
    let place = Rect::from_min_size(ui.cursor().min, vec2(1.0, terms.height.max(1.0)));
    let will_do = terms.fresh || !ui.is_rect_visible(place);
    if let Some(uses) = terms.uses.as_ref().filter(|_| will_do) {
        return Arc::clone(uses);
    }
    let uses = Arc::new(Uses::of(form.draft, form.document, form.findings));
    let terms = &mut form.view.terms;
    (terms.uses, terms.fresh) = (Some(Arc::clone(&uses)), true);
    uses
}

fn table_ui(ui: &mut Ui, form: &mut Form<'_>, uses: &Uses) {
    let fold = FieldPath::new(PLACE);
    let open = form.view.open.contains(fold.as_str());
    ui.add_space(SPACE_S);
    let title = words::heading(uses.terms.len(), uses.unused(), uses.undefined.len());
    let (head, now) = folding_ui(ui, form.id(&fold), open, &title);
    form.view.set_open(&fold, now);
    if form.view.jump.take_if(|j| j.path == fold).is_some() {
        head.request_focus();
        head.scroll_to_me(Some(Align::TOP));
        scrolls_by_itself(&head);
    }
    if !open {
        return;
    }
    if uses.terms.is_empty() {
        ui.label(small(ui, words::NONE));
    }
    undefined_ui(ui, form, uses);
    tools_ui(ui, form, uses);
    let looking = &form.view.terms;
    let shown = uses.shown(&looking.filter, looking.by_use);
    if shown.is_empty() && !uses.terms.is_empty() {
        ui.label(small(ui, words::NO_MATCH));
    }
    let count = if looking.all { usize::MAX } else { FIRST };
    for term in shown.iter().take(count) {
        term_ui(ui, form, term);
    }
    if shown.len() > count && ui.button(words::SHOW_ALL).clicked() {
        form.view.terms.all = true;
    }
}

/// The order, and a box to find a term.
fn tools_ui(ui: &mut Ui, form: &mut Form<'_>, uses: &Uses) {
    if uses.terms.len() < 2 {
        return;
    }
    let id = form.id(&FieldPath::new("definitions_used.filter"));
    let looking = &mut form.view.terms;
    ui.horizontal_wrapped(|ui| {
        let mut stop = OneStop::new(ui, Some(usize::from(looking.by_use)));
        for (by_use, word) in [(false, words::AS_LISTED), (true, words::BY_USE)] {
            if stop.button_ui(ui, Button::selectable(looking.by_use == by_use, word)).clicked() {
                looking.by_use = by_use;
            }
        }
        stop.end(ui);
        if uses.terms.len() > MANY {
            let width = 220.0_f32.min(ui.available_width());
            let edit = TextEdit::singleline(&mut looking.filter).id(id).desired_width(width);
            ui.add(edit.hint_text(words::FILTER)).accessible_name(words::FILTER);
        }
    });
}

fn undefined_ui(ui: &mut Ui, form: &mut Form<'_>, uses: &Uses) {
    let room = has_room(form.draft, &FieldPath::new("definitions")) && !form.read_only;
    for term in &uses.undefined {
        ui.horizontal_wrapped(|ui| {
            icon_ui(ui, Icon::Error, palette(ui).error, 14.0);
            ui.label(words::undefined(term));
            let button = ui.add_enabled(room, Button::new(words::DEFINE));
            let name = words::define_step(term);
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(name.as_str()));
            if button.clicked() {
                define(form, term);
            }
        });
    }
}

/// Adds the definition and leads to its meaning.
fn define(form: &mut Form<'_>, term: &str) {
    let taken: Vec<String> = form.draft.agreement.definitions.iter().map(|d| d.id.to_string()).collect();
    let wish: String =
        term.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let id = Id::unique(wish.trim_matches('-'), &taken).to_string();
    let path = FieldPath::new("definitions").join(&id);
    let edits = vec![
        Edit::Insert { list: "definitions".into(), at: usize::MAX, id },
        Edit::set(path.join("term"), term),
    ];
    form.actions.push(Action::Edit { edits, name: words::define_step(term), key: None });
    form.view.go_to(&path.join("meaning"), true);
}

fn term_ui(ui: &mut Ui, form: &mut Form<'_>, term: &Term) {
    let id = form.id(&FieldPath::new("definitions_used").join(term.path.as_str()));
    ui.push_id(id, |ui| {
        card_ui(ui, |ui| {
            ui.spacing_mut().item_spacing.y = SPACE_XS;
            ui.horizontal_wrapped(|ui| {
                let name = if term.term.is_empty() { words::UNTITLED } else { term.term.as_str() };
                if ui.link(strong(name).color(palette(ui).accent)).clicked() {
                    form.actions.push(Action::GoTo(term.path.clone()));
                }
                if !term.forms.is_empty() {
                    ui.label(small(ui, words::also(&term.forms)));
                }
                ui.label(small(ui, format!("· {}", term.origin)));
            });
            let meaning = if term.meaning.is_empty() { words::NO_MEANING } else { term.meaning.as_str() };
            ui.add(Label::new(RichText::new(meaning).size(13.5)).wrap());
            clauses_ui(ui, form, term);
        });
    });
}

/// How often, and where: numbers that lead to the clauses.
fn clauses_ui(ui: &mut Ui, form: &mut Form<'_>, term: &Term) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        if term.count == 0 {
            icon_ui(ui, Icon::Hint, palette(ui).hint, 13.0);
            ui.label(small(ui, words::UNUSED));
            return;
        }
        ui.label(small(ui, words::used(term.count)));
        if term.clauses.is_empty() {
            ui.label(small(ui, words::TITLE_PAGE));
        }
        for used in term.clauses.iter().take(LINKS) {
            let name = words::clause(&used.number, &used.title);
            let link = ui.link(used.number.as_str()).on_hover_text(name.as_str()).accessible_name(name);
            if link.clicked() {
                form.actions.push(Action::GoTo(used.path.clone()));
            }
        }
        let rest = term.clauses.len().saturating_sub(LINKS);
        if rest > 0 {
            ui.label(small(ui, words::more(rest)));
        }
    });
}
