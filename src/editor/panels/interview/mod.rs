//! The first questions of a new draft: who, what, which level, from when. The form of agreement says what is asked.

mod dates;
pub mod words;

use super::bindings;
use super::form::question_field;
use crate::check::{Finding, Severity, Summary};
use crate::draft::Edit;
use crate::editor::tokens::{
    FORM_WIDTH, SPACE_L, SPACE_M, SPACE_S, SPACE_XS, TYPE_SMALL, heading, palette, section, small, soft,
};
use crate::editor::view::{Action, Jump};
use crate::editor::widgets::{
    Field, Form, Icon, OneStop, Place, apart_ui, card_ui, hold_still_ui, keep_focus_in_view, keep_room_ui,
    marked, marked_ui, paint, place, primary_button_ui, problem_ui, some_fields_ui, spoken,
};
use crate::store::KnownParty;
use crate::template::{self, Ask, Template};
use crate::value::FieldPath;
use egui::accesskit::Role;
use egui::{Button, Frame, Id, Key, Margin, Panel, RichText, ScrollArea, Stroke, Ui, UiBuilder, Vec2, vec2};

/// Size of the sign before a proposal, in points.
const SIGN: f32 = TYPE_SMALL + 1.0;

/// How the questions came to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// On to what is left to do.
    Finish,
    /// The user went to a place of the form.
    Elsewhere,
}

/// Where the user is in the questions.
#[derive(Debug)]
pub struct Interviewing {
    pub step: usize,
    /// How many steps of undo there were before.
    pub mark: usize,
    /// The step was not there in the frame before; its first open field takes the keyboard.
    pub fresh: bool,
    /// The provider was taken over from an earlier draft.
    pub known: bool,
    pub ended: Option<End>,
}

impl Interviewing {
    pub fn new(mark: usize) -> Self {
        Self { step: 0, mark, fresh: true, known: false, ended: None }
    }

    /// One step on, or back; behind the last one the questions are at their end.
    pub fn turn(&mut self, forward: bool, steps: usize) {
        match (forward, self.step) {
            (true, step) if step + 1 >= steps => self.ended = Some(End::Finish),
            (true, step) => self.go(step + 1),
            (false, step) => self.go(step.saturating_sub(1)),
        }
    }

    pub fn go(&mut self, step: usize) {
        self.fresh |= self.step != step;
        self.step = step;
    }
}

/// The edits that put a known party into the draft's place for it.
pub fn edits_for(known: &KnownParty, party: &FieldPath) -> Vec<Edit> {
    let fields = known.fields().into_iter().filter(|(_, text)| !text.is_empty());
    fields.map(|(name, text)| Edit::set(party.join(name), text)).collect()
}

/// `source`: the form of agreement, with what new drafts of it say before anybody entered anything.
pub fn interview_ui(ui: &mut Ui, form: &mut Form<'_>, state: &mut Interviewing, source: &template::Form) {
    let (template, start) = (form.template, source.start());
    let Some(step) = template.interview.get(state.step) else {
        state.ended = Some(End::Finish);
        return;
    };
    if std::mem::take(&mut state.fresh) {
        // What the drafter has settled already needs nobody; what the form came with is worth a look.
        let now = |path: &FieldPath| form.draft.text(path);
        let open = step.paths().find(|path| now(path).is_empty() || now(path) == start.text(path));
        form.view.jump = open.or_else(|| step.paths().next()).map(Jump::gently);
        ui.ctx().request_repaint();
    }
    let focused = ui.memory(|m| m.focused());
    let mut bar = Bar::reserve_ui(ui);
    let salt = ("interview", form.draft.id.as_str(), step.id.as_str());
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.set_max_width(FORM_WIDTH.min(ui.available_width()));
            let moves = form.view.jump.is_some();
            form.view.rooms.begin(&format!("first questions / {}", step.id), ui.available_width());
            let count = template.interview.len();
            ui.label(small(ui, words::about(&template.title, state.step + 1, count)));
            steps_ui(ui, form, state);
            ui.add_space(SPACE_M);
            ui.label(heading(step.title.as_str()));
            ui.label(soft(ui, step.purpose.as_str()));
            for ask in &step.asks {
                ask_ui(ui, form, source, ask, state.known);
            }
            // Before the questions end, whoever asks them says what was never asked.
            if state.step + 1 == count {
                bindings::all_ui(ui, form, source);
            }
            ui.add_space(SPACE_L);
            hold_still_ui(ui, moves);
            keep_focus_in_view(ui);
        });
    });
    // After the last field Tab comes to the way on.
    bar.fill_ui(|ui| bar_ui(ui, form, state));
    // Enter ends a line; where no other widget takes it, it ends the step.
    let entered = ui.input(|i| i.modifiers.is_none() && i.key_pressed(Key::Enter));
    if entered && focused.is_some() && ui.memory(|m| m.focused()).is_none() {
        state.turn(true, template.interview.len());
    }
}

/// The steps, each a click away.
fn steps_ui(ui: &mut Ui, form: &Form<'_>, state: &mut Interviewing) {
    ui.horizontal_wrapped(|ui| {
        spoken::whole(ui, Role::TabList, words::STEPS, Some(form.template.interview.len()));
        // So that four of them stand in one line of a small window.
        ui.spacing_mut().item_spacing = vec2(SPACE_XS, SPACE_S);
        ui.spacing_mut().button_padding.x = 6.0;
        let mut stop = OneStop::new(ui, Some(state.step));
        for (index, step) in form.template.interview.iter().enumerate() {
            let p = palette(ui);
            let done = step.paths().all(|path| form.draft.node(&path).is_some_and(|n| !n.is_blank()));
            let here = index == state.step;
            let text = RichText::new(words::step(index + 1, &step.title)).size(TYPE_SMALL + 0.5);
            let button = Button::selectable(here, marked(text)).frame_when_inactive(true);
            let button = button.stroke(Stroke::new(1.0, p.line));
            let (icon, ink) = if done { (Icon::Done, p.good) } else { (Icon::Empty, p.ink_soft) };
            let response = stop.add_ui(ui, |ui, sense| marked_ui(ui, button.sense(sense), icon, ink));
            let response = response.accessible_name(words::step(index + 1, &step.title));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::Tab));
            spoken::choice(&response, index, here);
            if response.clicked() {
                state.go(index);
                ui.ctx().request_repaint();
            }
        }
        stop.end(ui);
    });
}

fn ask_ui(ui: &mut Ui, form: &mut Form<'_>, source: &template::Form, ask: &Ask, known: bool) {
    let template = source.template();
    let fields: Vec<Field<'_>> = ask.paths().filter_map(|path| field_of(template, path)).collect();
    ui.add_space(SPACE_M);
    if !ask.title.is_empty() {
        ui.label(section(ask.title.as_str()));
    }
    let provider = FieldPath::new("parties.provider");
    let is_provider = fields.iter().any(|f| f.path.is_within(&provider));
    if is_provider && known && fields.iter().any(|f| form.draft.node(&f.path).is_some_and(|n| !n.is_blank()))
    {
        ui.horizontal_wrapped(|ui| {
            ui.label(small(ui, words::TAKEN_OVER));
            if ui.button(RichText::new(words::CLEAR).size(TYPE_SMALL)).clicked() {
                let names = KnownParty::default();
                let edits = names.fields().into_iter().map(|(name, _)| Edit::set(provider.join(name), ""));
                let (edits, name) = (edits.collect(), words::CLEAR_STEP.to_owned());
                form.view.typing = None;
                form.actions.push(Action::Edit { edits, name, key: None });
            }
        });
    }
    card_ui(ui, |ui| {
        form.view.keeps_room = true;
        some_fields_ui(ui, form, &fields);
        form.view.keeps_room = false;
        dates::usual_days_ui(ui, form, &fields);
        proposed_ui(ui, form, source, &fields);
    });
    let top = ui.cursor().top();
    problems_ui(ui, form, ask);
    if let Some(first) = fields.first() {
        keep_room_ui(ui, form, &first.path.join("made wrong"), top, 0.0);
    }
}

/// Which of the answers are the form's own, for nobody has decided on them yet. The line keeps its room once they are
/// somebody's.
fn proposed_ui(ui: &mut Ui, form: &Form<'_>, source: &template::Form, fields: &[Field<'_>]) {
    let proposes = |field: &&Field<'_>| source.start().node(&field.path).is_some_and(|n| !n.is_blank());
    if !fields.iter().any(|field| proposes(&field)) {
        return;
    }
    let labels = |open: &dyn Fn(&&Field<'_>) -> bool| -> Vec<&str> {
        fields.iter().filter(open).map(|field| field.label).collect()
    };
    let names = labels(&|field| source.is_proposal(form.draft, &field.path));
    // Below the words of the fields, which have a margin.
    let width = ui.available_width() - 2.0 * SPACE_S - SIGN;
    let said = |names: &[&str]| {
        let font = egui::FontId::proportional(TYPE_SMALL);
        let text = words::proposed(names, fields.len());
        ui.painter().layout(text, font, palette(ui).ink_soft, width.max(20.0))
    };
    let height = said(&labels(&proposes)).size().y.max(ui.text_style_height(&egui::TextStyle::Body));
    if names.is_empty() {
        ui.add_space(height);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_S;
        ui.set_min_height(height);
        ui.add_space(SPACE_S);
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(SIGN), egui::Sense::empty());
        paint(ui.painter(), rect.translate(vec2(0.0, 2.0)), Icon::Proposed, palette(ui).accent);
        let text = words::proposed(&names, fields.len());
        ui.add(egui::Label::new(small(ui, text)).wrap());
    });
}

/// The form's own field for an answer.
fn field_of(template: &Template, path: FieldPath) -> Option<Field<'_>> {
    if let ["answers", id, "value"] = path.segments().collect::<Vec<_>>().as_slice() {
        return template.questions.iter().find(|q| q.id.as_str() == *id).map(question_field);
    }
    match place(&path)? {
        Place::Field(spec) => Field::of(spec, path),
        Place::Item(_) => None,
    }
}

/// What an answer here made wrong elsewhere, with the fix beside it: a new target moves the tiers of its credits.
fn problems_ui(ui: &mut Ui, form: &mut Form<'_>, ask: &Ask) {
    let asked: Vec<FieldPath> = ask.paths().collect();
    let concerns = |f: &Finding| {
        let open = f.waived.is_none() && !f.missing && f.severity == Severity::Error;
        open && !asked.contains(&f.path) && f.related.iter().any(|p| asked.contains(p))
    };
    let found: Vec<(usize, &Finding)> =
        form.findings.iter().enumerate().filter(|(_, f)| concerns(f)).collect();
    apart_ui(ui, !found.is_empty(), |ui| {
        for (index, finding) in found {
            ui.add_space(SPACE_S);
            problem_ui(ui, finding.severity, &finding.message, &finding.hint);
            if let Some(fix) = &finding.fix
                && ui.button(&fix.title).clicked()
            {
                form.actions.push(Action::Fix { finding: index });
            }
        }
    });
}

/// The bar below the questions: drawn last, because that is the order in which Tab walks.
struct Bar {
    ui: Ui,
    /// Its own margins, in points.
    around: f32,
}

/// How high the bar was when it was filled last, in points.
fn bar_height() -> Id {
    Id::unique("height of the bar below the questions")
}

impl Bar {
    /// Room below the questions.
    fn reserve_ui(ui: &mut Ui) -> Self {
        let frame = Frame::new().fill(palette(ui).side).inner_margin(Margin::symmetric(24, 10));
        let height: f32 = ui.data(|d| d.get_temp(bar_height())).unwrap_or(76.0);
        let panel = Panel::bottom("interview bar").frame(frame).exact_size(height);
        let shown = panel.show(ui, |ui| {
            let room = ui.available_rect_before_wrap();
            ui.take_available_space();
            ui.new_child(UiBuilder::new().max_rect(room).id_salt("bar"))
        });
        let around = shown.response.rect.height() - shown.inner.max_rect().height();
        Self { ui: shown.inner, around }
    }

    fn fill_ui(&mut self, draw: impl FnOnce(&mut Ui)) {
        let needed = self.ui.scope(draw).response.rect.height() + self.around;
        let before: Option<f32> = self.ui.data(|d| d.get_temp(bar_height()));
        if before.is_none_or(|before| (before - needed).abs() > 0.5) {
            self.ui.data_mut(|d| d.insert_temp(bar_height(), needed));
            self.ui.ctx().request_discard("the bar below the questions has another height");
        }
    }
}

/// Back and on, and what is left.
fn bar_ui(ui: &mut Ui, form: &Form<'_>, state: &mut Interviewing) {
    let steps = &form.template.interview;
    ui.horizontal_wrapped(|ui| {
        if ui.add_enabled(state.step > 0, Button::new(words::BACK)).clicked() {
            state.turn(false, steps.len());
        }
        let next = steps.get(state.step + 1);
        let text = next.map_or_else(|| words::FINISH.to_owned(), |next| words::next(&next.title));
        let on = primary_button_ui(ui, &text);
        let on = if next.is_none() { on.on_hover_text(words::FINISH_TIP) } else { on };
        if on.clicked() {
            state.turn(true, steps.len());
        }
        if next.is_some() && ui.button(words::SKIP).on_hover_text(words::SKIP_TIP).clicked() {
            state.ended = Some(End::Finish);
        }
    });
    let left = words::left(Summary::of(form.findings));
    let label = ui.label(small(ui, left.as_str()));
    spoken::news(ui.ctx(), label.id, &left);
}
