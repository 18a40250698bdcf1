//! The text of a section: which clauses it has, in which wording, and clauses of one's own.

use crate::agreement::queries::{label_of, role_of};
use crate::document::{Block, plain};
use crate::draft::{Draft, Edit, ExtraClause};
use crate::editor::tokens::{SPACE_M, SPACE_S, TYPE_SMALL, palette, small, strong};
use crate::editor::view::{Action, Jump, View};
use crate::editor::widgets::{Field, Form, Kind, Place, field_ui, folding_ui, has_room, place, room_ui};
use crate::template::{Clause, Section};
use crate::value::{FieldPath, Id, LeafKind, Need, Record};
use egui::{Button, ComboBox, Frame, Margin, RichText, Stroke, Ui, UiBuilder};

pub fn clauses_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section) {
    let fold = FieldPath::new(format!("clauses.{}", section.id));
    let own: Vec<String> = own_clauses(form.draft, section);
    let wanted = form.view.jump.as_ref().is_some_and(|j| leads_here(&j.path, section, &own));
    if wanted {
        form.view.open.insert(fold.to_string());
    }
    ui.add_space(SPACE_M);
    let open = form.view.open.contains(fold.as_str());
    let count = section.clauses.len() + own.len();
    let text = format!("Clauses of this section ({count})");
    let (_, now) = folding_ui(ui, form.id(&fold), open, &text);
    if now != open {
        form.view.open.remove(fold.as_str());
        if now {
            form.view.open.insert(fold.to_string());
        }
    }
    if !open {
        return;
    }
    if form.read_only {
        ui.add_enabled_ui(false, |ui| all_ui(ui, form, section, &own));
        return;
    }
    ui.label(small(ui, "Leave optional clauses out, choose between wordings, or write the text yourself."));
    let list = FieldPath::new("extra_clauses");
    room_ui(ui, form, &list);
    all_ui(ui, form, section, &own);
    if ui.add_enabled(has_room(form.draft, &list), Button::new("+  Add a clause")).clicked() {
        add(form.draft, section, form.view, form.actions);
    }
}

fn all_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section, own: &[String]) {
    for clause in &section.clauses {
        clause_ui(ui, form, section, clause);
    }
    for (index, id) in own.iter().enumerate() {
        own_clause_ui(ui, form, id, index, own);
    }
}

/// Adds a clause of one's own at the end of a section.
pub fn add(draft: &Draft, section: &Section, view: &mut View, actions: &mut Vec<Action>) {
    let taken: Vec<String> = draft.extra_clauses.iter().map(|c| c.id.to_string()).collect();
    let id = Id::unique(&format!("{}-own", section.id), &taken).to_string();
    let path = FieldPath::new("extra_clauses").join(&id);
    let edits = vec![
        Edit::Insert { list: "extra_clauses".into(), at: usize::MAX, id },
        Edit::set(path.join("section"), section.id.as_str()),
    ];
    actions.push(Action::Edit { edits, name: "Add clause".to_owned(), key: None });
    view.go_to(&path.join("title"), true);
}

fn own_clauses(draft: &Draft, section: &Section) -> Vec<String> {
    let here = draft.extra_clauses.iter().filter(|c| c.section.as_str() == section.id.as_str());
    here.map(|c| c.id.to_string()).collect()
}

/// Whether a path leads to a clause of this section.
fn leads_here(path: &FieldPath, section: &Section, own: &[String]) -> bool {
    let segments: Vec<&str> = path.segments().take(2).collect();
    match segments.as_slice() {
        ["clauses" | "choices", id] => {
            *id == section.id.as_str() || section.clauses.iter().any(|c| section.clause_key(c) == *id)
        }
        ["extra_clauses", id] => own.iter().any(|o| o == id),
        _ => false,
    }
}

fn clause_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section, clause: &Clause) {
    let key = section.clause_key(clause);
    let choice = form.draft.choices.iter().find(|c| c.id.as_str() == key);
    let included = choice.and_then(|c| c.include).or(clause.optional).unwrap_or(true);
    let alternative = choice.map(|c| c.alternative.to_string()).unwrap_or_default();
    let edited = form.draft.clauses.iter().any(|c| c.id.as_str() == key);
    let p = palette(ui);
    let path = FieldPath::new("clauses").join(&key);
    // Where the text is edited its field takes the jump.
    let leads_here = |jump: &Jump| {
        let choice = FieldPath::new("choices").join(&key);
        !edited && (jump.path.is_within(&path) || jump.path.is_within(&choice))
    };
    let jump = form.view.jump.take_if(|j| leads_here(j));
    let fill = if form.view.is_highlighted(&path, ui.input(|i| i.time)) { p.highlight } else { p.sheet };
    let card = Frame::new().fill(fill).stroke(Stroke::new(1.0, p.line)).corner_radius(6.0);
    let shown = card.inner_margin(Margin::same(10)).show(ui, |ui| {
        let mut main = None;
        ui.set_width(ui.available_width());
        let title = if clause.title.is_empty() { "Clause without a heading" } else { clause.title.as_str() };
        ui.horizontal_wrapped(|ui| {
            if clause.optional.is_some() {
                let mut on = included;
                let words = RichText::new(title).font(crate::editor::tokens::semibold(14.5));
                let switch = ui.checkbox(&mut on, words);
                main = Some(switch.id);
                if switch.changed() {
                    set_choice(form, &key, "include", if on { "yes" } else { "no" }, title);
                }
            } else {
                ui.label(strong(title));
            }
            if edited {
                ui.label(RichText::new("edited by you").size(TYPE_SMALL).color(p.accent));
            } else if !included {
                ui.label(small(ui, "left out"));
            }
        });
        if !clause.guidance.is_empty() {
            ui.label(small(ui, clause.guidance.trim()));
        }
        if included {
            main = wording_ui(ui, form, clause, &key, title, &alternative, edited).or(main);
        }
        main
    });
    if let Some(jump) = jump {
        form.show_ui(ui, &path, &shown.response);
        if let Some(id) = shown.inner.filter(|_| jump.focus) {
            ui.memory_mut(|m| m.request_focus(id));
        }
    }
}

/// Draws how a clause reads. Returns what takes the keyboard, if that is no field.
fn wording_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    clause: &Clause,
    key: &str,
    title: &str,
    alternative: &str,
    edited: bool,
) -> Option<egui::Id> {
    if edited {
        edited_ui(ui, form, key, title);
        return None;
    }
    if !clause.alternatives.is_empty() {
        alternatives_ui(ui, form, clause, key, title, alternative);
    }
    let text =
        clause.alternatives.iter().find(|a| a.id.as_str() == alternative).map_or(&clause.text, |a| &a.text);
    if text.trim().is_empty() {
        ui.label(small(ui, "Made from the fields above."));
        return None;
    }
    match printed(form, key) {
        Some(words) => drop(ui.label(RichText::new(words).size(13.5))),
        None => drop(ui.label(small(ui, "Not printed at present: what it depends on does not hold."))),
    }
    let room = has_room(form.draft, &FieldPath::new("clauses"));
    let button =
        ui.add_enabled(room, Button::new("Edit text")).on_hover_text("Write this clause in your own words");
    if button.clicked() {
        let path = FieldPath::new("clauses").join(key);
        let edits = vec![
            Edit::Insert { list: "clauses".into(), at: usize::MAX, id: key.to_owned() },
            Edit::set(path.join("text"), text.trim()),
        ];
        form.actions.push(Action::Edit { edits, name: format!("Edit clause {title}"), key: None });
        form.view.go_to(&path.join("text"), true);
    }
    Some(button.id)
}

fn alternatives_ui(ui: &mut Ui, form: &mut Form<'_>, clause: &Clause, key: &str, title: &str, now: &str) {
    let own = ("", "The form's own wording");
    let others = clause.alternatives.iter().map(|a| (a.id.as_str(), a.label.as_str()));
    let options: Vec<(&str, &str)> = std::iter::once(own).chain(others).collect();
    let shown = options.iter().find(|(id, _)| *id == now).map_or(now, |(_, label)| *label);
    let path = FieldPath::new("choices").join(key).join("alternative");
    let builder = UiBuilder::new().scope_id(form.id(&path));
    ui.scope_builder(builder, |ui| {
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(small(ui, "Wording"));
            let width = 320.0_f32.min(ui.available_width() - SPACE_S);
            let combo =
                ComboBox::from_id_salt("wording").width(width).truncate().selected_text(shown.to_owned());
            let response = combo.show_ui(ui, |ui| {
                for (id, label) in options {
                    if ui.selectable_label(id == now, label).clicked() && id != now {
                        set_choice(form, key, "alternative", id, title);
                    }
                }
            });
            response.response.labelled_by(label.id);
        });
    });
}

/// The words of a clause as they are printed now; `None` if it is not.
fn printed(form: &Form<'_>, key: &str) -> Option<String> {
    let path = FieldPath::new("clauses").join(key);
    let clauses = form.document.sections.iter().flat_map(|s| &s.clauses);
    let clause = clauses.into_iter().find(|c| c.path == path)?;
    let mut words = Vec::new();
    for block in &clause.blocks {
        words_of_block(block, &mut words);
    }
    Some(words.join("\n"))
}

fn words_of_block(block: &Block, words: &mut Vec<String>) {
    match block {
        Block::Paragraph(inlines) => words.push(plain(inlines)),
        Block::List(list) => {
            for item in &list.items {
                let mut inner = Vec::new();
                item.blocks.iter().for_each(|b| words_of_block(b, &mut inner));
                let label = if item.label.is_empty() { "–" } else { item.label.as_str() };
                words.push(format!("{label} {}", inner.join(" ")));
            }
        }
        _ => {}
    }
}

/// A clause in the author's own words, with the way back.
fn edited_ui(ui: &mut Ui, form: &mut Form<'_>, key: &str, title: &str) {
    let item = FieldPath::new("clauses").join(key);
    let field = Field {
        path: item.join("text"),
        label: "Text",
        help: "Type {{ for values of the agreement and for references to other clauses.",
        example: "",
        need: Need::Required,
        kind: Kind::Leaf(LeafKind::Prose),
        refers: None,
    };
    field_ui(ui, form, &field);
    if ui.button("Restore the form's text").clicked() {
        let remove = Edit::Remove { list: "clauses".into(), id: key.to_owned() };
        form.actions.push(Action::edit(remove, format!("Restore clause {title}")));
    }
}

/// Writes a decision about a clause, making its entry if there is none.
fn set_choice(form: &mut Form<'_>, key: &str, field: &str, value: &str, title: &str) {
    let item = FieldPath::new("choices").join(key);
    let mut edits = Vec::new();
    if form.draft.node(&item).is_none() {
        edits.push(Edit::Insert { list: "choices".into(), at: usize::MAX, id: key.to_owned() });
    }
    edits.push(Edit::set(item.join(field), value));
    form.actions.push(Action::Edit { edits, name: format!("Choose clause {title}"), key: None });
}

fn own_clause_ui(ui: &mut Ui, form: &mut Form<'_>, id: &str, index: usize, own: &[String]) {
    let item = FieldPath::new("extra_clauses").join(id);
    let name = form.draft.node(&item).and_then(label_of).unwrap_or_else(|| "Untitled clause".to_owned());
    let p = palette(ui);
    Frame::new().stroke(Stroke::new(1.0, p.accent)).corner_radius(6.0).inner_margin(Margin::same(8)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new("your own clause").size(TYPE_SMALL).color(p.accent));
            for field in ["title", "text"] {
                let path = item.join(field);
                if let Some(field) = ExtraClause::SPEC.field(field).and_then(|spec| Field::of(spec, path)) {
                    field_ui(ui, form, &field);
                }
            }
            ui.horizontal_wrapped(|ui| {
                let position =
                    |id: &String| form.draft.extra_clauses.iter().position(|c| c.id.as_str() == id);
                let before = index.checked_sub(1).and_then(|i| own.get(i)).and_then(position);
                let after = own.get(index + 1).and_then(position);
                for (word, to) in [("Move up", before), ("Move down", after)] {
                    let button = ui.add_enabled(to.is_some(), egui::Button::new(word));
                    if let Some(to) = to.filter(|_| button.clicked()) {
                        let edit = Edit::Move { list: "extra_clauses".into(), id: id.to_owned(), to };
                        form.actions.push(Action::edit(edit, format!("Move clause {name}")));
                    }
                }
                if ui.button("Delete clause").clicked() {
                    let edit = Edit::Remove { list: "extra_clauses".into(), id: id.to_owned() };
                    form.actions.push(Action::edit(edit, format!("Delete clause {name}")));
                }
            });
        },
    );
}

/// Where in words: the labels along a path, with the names of items.
pub fn words_of(draft: &Draft, path: &FieldPath) -> String {
    let mut words = Vec::new();
    let mut at = FieldPath::root();
    for segment in path.segments() {
        at = at.join(segment);
        match place(&at) {
            Some(Place::Field(spec)) => words.push(spec.label.to_owned()),
            Some(Place::Item(spec)) => {
                let name = draft.node(&at).and_then(|n| draft.agreement.name_of(n).or_else(|| role_of(n)));
                words.push(name.unwrap_or_else(|| spec.noun.to_owned()));
            }
            None => {}
        }
    }
    words.join(" › ")
}
