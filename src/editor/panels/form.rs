//! The form of one section: advice, questions, fields, and the text itself.

use super::bindings;
use super::clauses::{clauses_ui, section_left_out_ui, section_menu_ui, section_title_ui};
use super::outline::{self, Standing};
use super::terms::terms_ui;
use crate::check::Summary;
use crate::draft::Edit;
use crate::editor::sections;
use crate::editor::tokens::{FORM_WIDTH, SPACE_L, SPACE_M, SPACE_S, heading, palette, small, soft, strong};
use crate::editor::view::Action;
use crate::editor::widgets::{
    Field, Form, Icon, Kind, Place, apart_ui, field_ui, folding_ui, hold_still_ui, icon_ui,
    keep_focus_in_view, keep_room_for_others_ui, node_ui, place, wide_ui,
};
use crate::template::{self, KEPT, Question, QuestionKind, Section, Template, keep_as_proposed};
use crate::value::{FieldPath, Id as Name, LeafKind, Need};
use egui::{Frame, Id, Margin, ScrollArea, Ui};

mod words {
    use super::outline::Progress;

    pub const NOT_PRINTED: &str =
        "This section is not printed at present, because other answers leave it out.";
    pub const SILENT: &str = "Nobody needs these answers as long as their clauses are left out. They are kept for when one is put back.";
    pub const DONE: &str = "Nothing left to do here";
    pub const COMPLETE: &str = "Nothing is missing";
    pub const PROPOSED: &str =
        "What the form proposes here is unchanged. Read it: it binds the parties like your own words.";
    pub const STILL_PROPOSED: &str = "The other answers here are still as the form proposes. Read them: they bind the parties like your own words.";
    pub const LEFT_OUT: &str = "Left out: nothing is asked here";
    pub const KEEP: &str = "Keep as proposed";
    pub const KEEP_TIP: &str = "You have read this section and mean it so. Your own answers stay as they are";
    pub const KEPT: &str = "Kept as proposed.";
    pub const RECONSIDER: &str = "Look again";
    pub const RECONSIDER_TIP: &str = "The section counts as not looked at again; no answer changes";
    pub const EXAMPLE: &str = "For example";
    pub const PITFALLS: &str = "What goes wrong";
    pub const ADVICE: &str = "Example and pitfalls";

    /// Of a section that has neither tick nor gap.
    pub fn nothing_asked(progress: Progress) -> &'static str {
        if progress.has_fields {
            "Nothing is required here"
        } else {
            "Nothing to fill in: the text is ready as it stands"
        }
    }

    pub fn silent(questions: usize, section: bool) -> String {
        match (section, questions) {
            (true, _) => "Not printed: the section is left out".to_owned(),
            (_, 1) => "Not printed: its clause is left out (1 question)".to_owned(),
            (_, n) => format!("Not printed: their clauses are left out ({n} questions)"),
        }
    }

    pub fn filled(progress: Progress) -> String {
        format!("{} of {} required fields filled in", progress.filled, progress.required)
    }

    /// As the menu calls the step of undo.
    pub fn keep_step(title: &str) -> String {
        format!("Keep {title} as proposed")
    }

    pub fn reconsider_step(title: &str) -> String {
        format!("Look at {title} again")
    }

    pub fn next(title: &str) -> String {
        format!("Next: {title}")
    }
}

/// Draws the section's form; the whole of it scrolls.
pub fn form_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    source: &template::Form,
    section: &Section,
    guidance: &mut bool,
) {
    let template: &Template = source.template();
    let salt = (form.draft.id.as_str(), section.id.as_str());
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
        let side = if ui.available_width() < 400.0 { 8 } else { 24 };
        let margin = Margin::symmetric(side, 16);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_max_width(FORM_WIDTH.min(ui.available_width()));
            let moves = form.view.jump.is_some();
            form.view.rooms.begin(&section.id, ui.available_width());
            if let Some(field) = widened(form, template, section) {
                return wide_ui(ui, form, &field);
            }
            title_ui(ui, form, source, section);
            guidance_ui(ui, section, guidance);
            let silent: Vec<&Name> =
                section.questions.iter().filter(|id| template.left_answer_out(form.draft, id)).collect();
            for id in section.questions.iter().filter(|id| !silent.contains(id)) {
                question_ui(ui, form, template, id);
            }
            let out = section.is_left_out(form.draft);
            if !out {
                fields_ui(ui, form, section);
            }
            clauses_ui(ui, form, section);
            silent_ui(ui, form, template, section, &silent, out);
            next_ui(ui, form, template, section);
            hold_still_ui(ui, moves);
            keep_focus_in_view(ui);
        });
    });
}

fn question_ui(ui: &mut Ui, form: &mut Form<'_>, template: &Template, id: &Name) {
    let Some(question) = template.questions.iter().find(|q| q.id == *id) else { return };
    let mut field = question_field(question);
    // Nobody must answer what no clause asks for any more.
    if question.required && !form.template.uses_answer(form.draft, &question.id) {
        field.need = Need::Optional;
    }
    let before = std::mem::replace(&mut form.view.keeps_room, true);
    field_ui(ui, form, &field);
    form.view.keeps_room = before;
}

fn fields_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section) {
    let mut above = if section.questions.is_empty() { section.title.as_str() } else { "" };
    for path in &section.form {
        if path == "definitions" {
            terms_ui(ui, form);
        }
        node_ui(ui, form, &FieldPath::new(path.as_str()), std::mem::take(&mut above));
    }
}

/// What nobody is asked any more, because the clauses that would print it are left out: folded below the rest.
fn silent_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    template: &Template,
    section: &Section,
    questions: &[&Name],
    out: bool,
) {
    let fields = out && !section.form.is_empty();
    if questions.is_empty() && !fields {
        return;
    }
    let fold = FieldPath::new("sections").join(&section.id).join("silent");
    let leads_here = |path: &FieldPath| {
        let mut entries = section.form.iter().map(|entry| FieldPath::new(entry.as_str()));
        questions.iter().any(|id| path.is_within(&FieldPath::new("answers").join(id)))
            || out && entries.any(|entry| path.is_within(&entry))
    };
    if form.view.jump.as_ref().is_some_and(|jump| leads_here(&jump.path)) {
        form.view.open.insert(fold.to_string());
    }
    ui.add_space(SPACE_M);
    let open = form.view.open.contains(fold.as_str());
    let (_, now) = folding_ui(ui, form.id(&fold), open, &words::silent(questions.len(), out));
    form.view.set_open(&fold, now);
    if !open {
        return;
    }
    ui.label(small(ui, words::SILENT));
    for id in questions {
        question_ui(ui, form, template, id);
    }
    if out {
        fields_ui(ui, form, section);
    }
}

/// The long text that has the room of this form, until something else is gone to.
fn widened(form: &mut Form<'_>, template: &Template, section: &Section) -> Option<Field<'static>> {
    let path = form.view.widened.clone()?;
    let own = &form.draft.extra_clauses;
    let own_section = |id: &str| own.iter().find(|c| c.id.as_str() == id).map(|c| c.section.to_string());
    let here = sections::of(template, &own_section, &path).is_some_and(|s| s.id == section.id);
    let elsewhere = form.view.jump.as_ref().is_some_and(|jump| !jump.path.is_within(&path));
    let field = match place(&path) {
        Some(Place::Field(spec)) if here && !elsewhere && form.draft.node(&path).is_some() => {
            Field::of(spec, path)
        }
        _ => None,
    };
    if field.is_none() {
        form.view.widened = None;
    }
    field
}

fn title_ui(ui: &mut Ui, form: &mut Form<'_>, source: &template::Form, section: &Section) {
    let title = section.named(form.draft);
    if form.read_only {
        ui.label(heading(title));
    } else {
        ui.horizontal_top(|ui| {
            let rest = ui.available_width() - ui.spacing().interact_size.y - SPACE_S;
            ui.vertical(|ui| {
                ui.set_width(rest);
                ui.label(heading(title));
            });
            section_menu_ui(ui, form, section);
        });
    }
    section_title_ui(ui, form, section);
    if !section.guidance.purpose.trim().is_empty() {
        ui.label(soft(ui, section.guidance.purpose.trim()));
    }
    let here = form.findings.iter().filter(|f| sections::shows(section, f));
    let summary = Summary::of(here);
    let path = FieldPath::new("sections").join(&section.id);
    if section.is_left_out(form.draft) {
        section_left_out_ui(ui, form, section);
    } else if !form.document.sections.iter().any(|s| s.path == path) {
        ui.label(soft(ui, words::NOT_PRINTED));
    }
    let progress = outline::progress(form.draft, source, section);
    let proposed = progress.proposed;
    let standing = progress.standing(summary);
    let (icon, ink, state) = match (summary.errors, summary.risks()) {
        (0, 0) if progress.left_out => (Icon::Minus, palette(ui).ink_soft, words::LEFT_OUT.to_owned()),
        (0, 0) if standing == Standing::NothingAsked => {
            (Icon::Text, palette(ui).ink_soft, words::nothing_asked(progress).to_owned())
        }
        (0, 0) if progress.filled < progress.required => {
            (Icon::Half, palette(ui).ink_soft, words::filled(progress))
        }
        (0, 0) if proposed => (Icon::Proposed, palette(ui).ink_soft, words::COMPLETE.to_owned()),
        (0, 0) => (Icon::Done, palette(ui).good, words::DONE.to_owned()),
        (0, _) => (Icon::Warning, palette(ui).warning, summary.found_words()),
        (errors, _) if errors == summary.missing => (Icon::Blank, palette(ui).accent, summary.found_words()),
        _ => (Icon::Error, palette(ui).error, summary.found_words()),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        icon_ui(ui, icon, ink, 14.0);
        ui.label(small(ui, state));
        kept_ui(ui, form, section);
    });
    // The first letter of an answer may take this away; the answer stays below the hand.
    let top = ui.cursor().top();
    apart_ui(ui, proposed, |ui| proposed_ui(ui, form, source, section, progress.untouched));
    // Of a section that was left out all changes; a hole would only be in the way.
    if !section.is_left_out(form.draft) {
        keep_room_for_others_ui(ui, form, &path.join("proposed"), top);
    }
}

/// What nobody has decided on is not taken for decided: it has to be changed, or meant.
fn proposed_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    source: &template::Form,
    section: &Section,
    untouched: bool,
) {
    ui.add_space(SPACE_S);
    let p = palette(ui);
    Frame::new().fill(p.accent_soft).corner_radius(6.0).inner_margin(Margin::symmetric(10, 7)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                icon_ui(ui, Icon::Proposed, p.accent, 15.0);
                ui.label(if untouched { words::PROPOSED } else { words::STILL_PROPOSED });
                if !form.read_only && ui.button(words::KEEP).on_hover_text(words::KEEP_TIP).clicked() {
                    let name = words::keep_step(&section.title);
                    form.actions.push(Action::edit(keep_as_proposed(section), name));
                }
            });
            bindings::of_section_ui(ui, form, source, section);
        },
    );
}

/// That the answers were found right as they are, and the way to take that back.
fn kept_ui(ui: &mut Ui, form: &mut Form<'_>, section: &Section) {
    if !form.draft.kept.iter().any(|kept| kept.id == section.id) {
        return;
    }
    ui.label(small(ui, words::KEPT));
    if !form.read_only {
        ui.spacing_mut().button_padding = egui::vec2(6.0, 0.0);
        let button =
            egui::Button::new(egui::RichText::new(words::RECONSIDER).size(crate::editor::tokens::TYPE_SMALL));
        if ui.add(button).on_hover_text(words::RECONSIDER_TIP).clicked() {
            let edit = Edit::Remove { list: KEPT.into(), id: section.id.to_string() };
            form.actions.push(Action::edit(edit, words::reconsider_step(&section.title)));
        }
    }
}

/// Advice for whoever writes; folded away by those who know.
fn guidance_ui(ui: &mut Ui, section: &Section, open: &mut bool) {
    let advice = &section.guidance;
    let parts = [(words::EXAMPLE, &advice.example), (words::PITFALLS, &advice.pitfalls)];
    if parts.iter().all(|(_, text)| text.trim().is_empty()) {
        return;
    }
    ui.add_space(SPACE_S);
    let fill = palette(ui).side;
    Frame::new().fill(fill).corner_radius(6.0).inner_margin(Margin::symmetric(10, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let id = Id::unique("guidance");
        *open = folding_ui(ui, id, *open, words::ADVICE).1;
        if *open {
            for (title, text) in parts.iter().filter(|(_, text)| !text.trim().is_empty()) {
                ui.add_space(SPACE_S / 2.0);
                ui.label(strong(*title).size(13.0));
                ui.label(small(ui, text.trim()).size(13.5));
            }
            ui.add_space(SPACE_S / 2.0);
        }
    });
    ui.add_space(SPACE_S);
}

/// A question that only this form asks, as a field.
pub fn question_field(question: &Question) -> Field<'_> {
    let kind = match &question.kind {
        QuestionKind::Text => Kind::Leaf(LeafKind::Text),
        QuestionKind::LongText => Kind::Leaf(LeafKind::Prose),
        QuestionKind::Integer => Kind::Leaf(LeafKind::Whole),
        QuestionKind::Percent => Kind::Leaf(LeafKind::Percent),
        QuestionKind::Money => Kind::Leaf(LeafKind::Money),
        QuestionKind::Duration => Kind::Leaf(LeafKind::Duration),
        QuestionKind::Date => Kind::Leaf(LeafKind::Date),
        QuestionKind::Time => Kind::Leaf(LeafKind::Time),
        QuestionKind::YesNo => Kind::Leaf(LeafKind::YesNo),
        QuestionKind::Party => Kind::Leaf(LeafKind::Ref),
        QuestionKind::Choice(pairs) => Kind::Pairs(pairs),
    };
    Field {
        path: FieldPath::new(format!("answers.{}.value", question.id)),
        label: &question.label,
        help: &question.help,
        example: &question.example,
        empty: "",
        need: if question.required { Need::Required } else { Need::Optional },
        kind,
        refers: matches!(question.kind, QuestionKind::Party).then_some("parties"),
    }
}

/// At the end of a section, the way on.
fn next_ui(ui: &mut Ui, form: &mut Form<'_>, template: &Template, section: &Section) {
    let order: Vec<&Section> = sections::shown(template);
    let here = order.iter().position(|s| s.id == section.id);
    let next = here.and_then(|i| order.get(i + 1));
    ui.add_space(SPACE_L);
    if let Some(next) = next
        && ui.button(words::next(next.named(form.draft))).clicked()
    {
        form.actions.push(Action::EnterSection(next.id.to_string()));
    }
    ui.add_space(SPACE_M * 4.0);
}
