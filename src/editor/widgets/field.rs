//! The one helper that draws every field of every form: label, help, widget, reading, problems, and all of it told to
//! screen readers.

use super::context::Form;
use super::mark::{missing_line_ui, missing_ui, problem_ui};
use super::persons::names_a_person;
use super::reading::{Reading, reading};
use super::steady::{apart_ui, keep_room_ui};
use super::{
    applies, choice, clause, complete, date, exact, excused, money, read_only, refs, spoken, text, wide, zone,
};
use crate::check::Severity;
use crate::editor::tokens::{self, SPACE_S, TYPE_SMALL, palette, semibold, small};
use crate::editor::view::{Action, stored};
use crate::value::capitalised;
use crate::value::{FieldPath, FieldSpec, LeafKind, Limit, Need, Node, Shape, ValueError};
use egui::accesskit::Invalid;
use egui::text::LayoutJob;
use egui::{Align, Color32, FontId, Frame, Id, Label, Layout, Margin, Response, RichText, Sense, Ui};

mod words {
    pub const REQUIRED: &str = "required";
    pub const RECOMMENDED: &str = "recommended";
}

/// How a field is edited.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'a> {
    Leaf(LeafKind),
    /// One of these pairs of saved value and label, or nothing.
    Pairs(&'a [(String, String)]),
    /// The metrics that name an exclusion: it is theirs to say, and written to them.
    AppliesTo,
}

/// A field to be drawn.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    pub path: FieldPath,
    pub label: &'a str,
    pub help: &'a str,
    pub example: &'a str,
    /// What it means to leave it empty; shown instead of the example.
    pub empty: &'a str,
    pub need: Need,
    pub kind: Kind<'a>,
    /// The list whose items it names.
    pub refers: Option<&'a str>,
}

impl Field<'static> {
    /// The field that `spec` describes, at `path`; `None` for a group or a list.
    pub fn of(spec: &'static FieldSpec, path: FieldPath) -> Option<Self> {
        let Shape::Leaf(kind) = spec.shape() else { return None };
        Some(Self {
            path,
            label: spec.label,
            help: spec.help(),
            example: spec.example,
            empty: "",
            need: spec.need,
            kind: Kind::Leaf(kind),
            refers: spec.refers,
        })
    }
}

impl Field<'_> {
    /// Narrow enough for two of them to stand side by side.
    pub fn is_short(&self) -> bool {
        use LeafKind as K;
        match self.kind {
            Kind::Leaf(K::Zone) => false,
            Kind::Leaf(kind) => kind.is_read() || kind == K::YesNo,
            Kind::Pairs(_) | Kind::AppliesTo => false,
        }
    }
}

/// Draws a field.
pub fn field_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>) {
    framed_ui(ui, form, field, |ui, form| {
        let head = head_ui(ui, form, field, 0.0);
        foot_ui(ui, form, field, &head);
    });
}

/// Draws two short fields side by side, what is typed into them on one line. What is said at length stands below both,
/// over their whole width.
pub fn pair_ui(ui: &mut Ui, form: &mut Form<'_>, left: &Field<'_>, right: &Field<'_>) {
    let much = says_much(form, left) || says_much(form, right);
    // What once stood below both goes on to stand there, whatever is typed.
    let below = form.view.rooms.was_used(&left.path.join("below both"), much);
    let heads = ui.columns_const(|[a, b]| {
        let width = a.available_width() - 2.0 * f32::from(MARGIN.left);
        let (left_head, right_head) = (head_height(a, left, width), head_height(a, right, width));
        let head = left_head.max(right_head);
        let mut half_ui = |ui: &mut Ui, field: &Field<'_>, lowered: f32| {
            // Columns spread the words of a line over its whole width, which nobody reads well.
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                framed_ui(ui, form, field, |ui, form| {
                    let head = head_ui(ui, form, field, lowered);
                    if !below {
                        foot_ui(ui, form, field, &head);
                    }
                    head
                })
            })
            .inner
        };
        [half_ui(a, left, head - left_head), half_ui(b, right, head - right_head)]
    });
    apart_ui(ui, below, |ui| {
        for (field, mut head) in [left, right].into_iter().zip(heads) {
            head.reserve = false;
            Frame::new().inner_margin(MARGIN).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 2.0;
                let top = ui.cursor().top();
                if says_anything(form, field) {
                    ui.label(small(ui, field.label).font(semibold(TYPE_SMALL)));
                }
                foot_ui(ui, form, field, &head);
                keep_room_ui(ui, form, &field.path.join("said below"), top, 0.0);
            });
        }
    });
}

/// More characters than this are no line for half the width.
const MUCH: usize = 110;

fn says_much(form: &mut Form<'_>, field: &Field<'_>) -> bool {
    let said = form.view.meaning_of(form.draft, &field.path, form.today);
    said.iter().map(String::len).sum::<usize>() > MUCH
}

/// Whether there is anything to be said about an entry that is right.
pub(super) fn says_anything(form: &mut Form<'_>, field: &Field<'_>) -> bool {
    !form.view.meaning_of(form.draft, &field.path, form.today).is_empty()
        || form.view.told.as_ref().is_some_and(|t| t.path == field.path)
}

/// Around a field, in points.
const MARGIN: Margin = Margin::symmetric(8, 5);
/// Lowest line of a label, in points.
const LABEL: f32 = 18.0;

/// About how much room label and help take in this width, in points.
fn head_height(ui: &Ui, field: &Field<'_>, width: f32) -> f32 {
    let layout = |text: &str, font: FontId| {
        let job = LayoutJob::simple(text.to_owned(), font, Color32::PLACEHOLDER, width);
        ui.fonts_mut(|f| f.layout_job(job))
    };
    let label = layout(field.label, semibold(tokens::TYPE_BODY));
    let need = match field.need {
        Need::Required => words::REQUIRED,
        Need::Recommended => words::RECOMMENDED,
        Need::Optional => "",
    };
    let need = layout(need, FontId::proportional(TYPE_SMALL)).size().x;
    let end = label.rows.last().map_or(0.0, |row| row.rect().width());
    let rows = label.rows.len() + usize::from(need > 0.0 && end + SPACE_S + need > width);
    let help = layout(field.help, FontId::proportional(TYPE_SMALL));
    let help = if field.help.is_empty() { 0.0 } else { help.size().y };
    rows as f32 * (label.size().y / label.rows.len().max(1) as f32).max(LABEL) + help
}

fn framed_ui<R>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    inside: impl FnOnce(&mut Ui, &mut Form<'_>) -> R,
) -> R {
    let now = ui.input(|i| i.time);
    let lit = form.view.is_highlighted(&field.path, now);
    let fill = if lit { palette(ui).highlight } else { Color32::TRANSPARENT };
    let frame = Frame::new().fill(fill).corner_radius(tokens::RADIUS).inner_margin(MARGIN);
    let draw = |ui: &mut Ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        inside(ui, form)
    };
    frame.show(ui, draw).inner
}

/// A cell of a table: the widget alone, under a name that says which row it is in.
pub(super) fn cell_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, name: &str) -> Response {
    let id = form.id(&field.path);
    let response = match field.kind {
        Kind::Leaf(LeafKind::Choice(variants)) if !form.read_only => {
            choice::brief_ui(ui, form, field, id, variants)
        }
        Kind::Leaf(LeafKind::Date | LeafKind::DayOff) if !form.read_only => date::day_ui(ui, form, field, id),
        _ => widget_ui(ui, form, field, id),
    };
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}

/// Below the row of a cell: what its entry means, unless it is to be `quiet`, and what is wrong with it. `help` is where
/// its column says what belongs there.
pub(super) fn cell_foot_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    (response, help): (&Response, Option<Id>),
    (name, quiet): (&str, bool),
) {
    let wrong = has_problem_shown(form, &field.path) || form.draft.pending_at(&field.path).is_some();
    if wrong || (!quiet && says_anything(form, field)) {
        ui.label(small(ui, name).font(semibold(TYPE_SMALL)));
    }
    let help = help.filter(|_| !field.help.is_empty());
    let head = Head { label: response.id, help, response: response.clone(), quiet, reserve: false };
    foot_ui(ui, form, field, &head);
}

/// What was drawn of a field before what is said about it.
struct Head {
    label: Id,
    help: Option<Id>,
    response: Response,
    /// Only what is wrong with the entry is said.
    quiet: bool,
    /// The line below an entry that is read is kept free for it.
    reserve: bool,
}

/// Label, help and widget, with so much more room above what is typed.
fn head_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, lowered: f32) -> Head {
    let label = label_ui(ui, form, field);
    // A click on them means the field, not their letters.
    let help = Label::new(small(ui, field.help)).selectable(false);
    let help = (!field.help.is_empty()).then(|| ui.add(help));
    if lowered >= 1.0 {
        ui.add_space(lowered);
    }
    let response = widget_ui(ui, form, field, form.id(&field.path));
    wide::button_ui(ui, form, field, label.rect);
    // Whoever clicks on the words of a field means the field.
    let clicked = |words: &Response| words.interact(Sense::CLICK).clicked();
    let (on_label, on_help) = (clicked(&label), help.as_ref().is_some_and(clicked));
    if on_label || on_help {
        response.request_focus();
    }
    Head { label: label.id, help: help.map(|help| help.id), response, quiet: false, reserve: true }
}

/// What is said about the entry; and everything is told to screen readers.
fn foot_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, head: &Head) {
    let response = &head.response;
    let top = ui.cursor().top();
    let told = told_ui(ui, form, &field.path);
    if matches!(field.kind, Kind::Leaf(LeafKind::Money)) {
        money::currency_ui(ui, form, field);
    }
    if matches!(field.kind, Kind::Leaf(LeafKind::Zone)) {
        zone::elsewhere_ui(ui, form, field);
    }
    let reading = show_reading_ui(ui, form, field, response, head.quiet);
    let problems = problems_ui(ui, form, field, response, reading.is_wrong);
    form.follow_ui(ui, &field.path, response);
    let mut said = Said { is_wrong: reading.is_wrong || problems.any_error, ..Said::default() };
    said.error = problems.first.or_else(|| reading.lines.first().copied().filter(|_| reading.is_wrong));
    for part in [told, problems.said, reading] {
        said.append(part);
    }
    if head.reserve {
        // What will be said about an entry shall not move what stands below it, nor what is not said any more.
        let room = kept_room(ui, form, field);
        keep_room_ui(ui, form, &field.path, top, room);
    }
    if let Some(help) = head.help {
        said.note(help, field.help);
    }
    announce(ui, field, response, head.label, &said);
}

/// The room for what is said below a field, in points.
fn kept_room(ui: &Ui, form: &Form<'_>, field: &Field<'_>) -> f32 {
    let height = |size: f32| ui.fonts_mut(|f| f.row_height(&FontId::proportional(size)));
    let between = ui.spacing().item_spacing.y;
    let reads = matches!(field.kind, Kind::Leaf(kind) if kind.is_read());
    match form.view.keeps_room && !form.read_only {
        // A problem has a line for what it is and one for what to do.
        true if reads => 2.0 * height(TYPE_SMALL + 0.5) + between,
        true if field.need != Need::Optional => height(TYPE_SMALL + 0.5) + between,
        _ if is_read_back(field) => height(TYPE_SMALL) + between,
        _ => 0.0,
    }
}

/// Whether the words of an entry always stand below it.
fn is_read_back(field: &Field<'_>) -> bool {
    use LeafKind as K;
    matches!(field.kind, Kind::Leaf(K::Date | K::DayOff | K::Money | K::Duration | K::Currency))
}

fn label_ui(ui: &mut Ui, form: &Form<'_>, field: &Field<'_>) -> Response {
    ui.horizontal_wrapped(|ui| {
        if wide::may_widen(form, field) {
            ui.set_max_width(ui.available_width() - wide::BUTTON);
        }
        ui.spacing_mut().item_spacing.x = SPACE_S;
        ui.spacing_mut().interact_size.y = LABEL;
        let label = RichText::new(field.label).font(semibold(tokens::TYPE_BODY));
        let label = ui.add(Label::new(label).selectable(false));
        match field.need {
            // What is filled in needs no colour.
            Need::Required if stored(form.draft, &field.path).is_empty() => {
                drop(ui.label(RichText::new(words::REQUIRED).size(TYPE_SMALL).color(palette(ui).accent)))
            }
            Need::Required => drop(ui.label(small(ui, words::REQUIRED))),
            Need::Recommended => drop(ui.label(small(ui, words::RECOMMENDED))),
            Need::Optional => {}
        }
        label
    })
    .inner
}

/// The widget for the field's kind; the response is that of the part that takes the keyboard first.
fn widget_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>, id: Id) -> Response {
    use LeafKind as K;
    if form.read_only {
        return read_only::read_only_ui(ui, form, field, id);
    }
    match field.kind {
        Kind::Pairs(pairs) => choice::pairs_ui(ui, form, field, id, pairs),
        Kind::AppliesTo => applies::applies_ui(ui, form, field, id),
        Kind::Leaf(kind) => match kind {
            K::Text if names_a_person(&field.path) => complete::person_ui(ui, form, field, id),
            K::Text | K::Id => text::line_ui(ui, form, field, id),
            K::Prose if clause::takes_placeholders(&field.path) => {
                clause::clause_ui(ui, form, field, id, wide::rows(ui, form, field, 3))
            }
            K::Prose => text::prose_ui(ui, form, field, id, wide::rows(ui, form, field, 3)),
            K::Lines => text::prose_ui(ui, form, field, id, wide::rows(ui, form, field, 2)),
            K::Whole | K::Number | K::Percent | K::Money | K::Duration | K::Time => {
                exact::exact_ui(ui, form, field, id)
            }
            K::Date | K::DayOff => date::date_ui(ui, form, field, id),
            K::Choice(variants) => choice::choice_ui(ui, form, field, id, variants),
            K::YesNo => choice::yes_no_ui(ui, form, field, id),
            K::Ref => refs::ref_ui(ui, form, field, id),
            K::Refs => refs::refs_ui(ui, form, field, id),
            K::Weekdays => choice::weekdays_ui(ui, form, field, id),
            K::Zone => complete::zone_ui(ui, form, field, id),
            K::Currency => complete::currency_ui(ui, form, field, id),
        },
    }
}

/// What was said about a field.
#[derive(Default)]
struct Said {
    is_wrong: bool,
    lines: Vec<Id>,
    /// The line that says what is wrong.
    error: Option<Id>,
    /// All of it, for the field's description: few screen readers follow the lines.
    words: String,
}

impl Said {
    fn line_ui(&mut self, ui: &mut Ui, words: &str) {
        let line = ui.label(small(ui, words)).id;
        self.note(line, words);
    }

    /// Something stands in this line.
    fn note(&mut self, line: Id, words: &str) {
        self.lines.push(line);
        self.say(words);
    }

    fn say(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if !self.words.is_empty() {
            self.words.push_str(if self.words.ends_with(['.', '?', '!']) { " " } else { ". " });
        }
        self.words.push_str(words);
    }

    /// What the entry means in the agreement.
    fn meaning_ui(&mut self, ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>) {
        for words in form.view.meaning_of(form.draft, &field.path, form.today).iter() {
            self.line_ui(ui, words);
        }
    }

    /// Why an entry means nothing. While it is being typed an unfinished entry is not a mistake yet.
    fn refused_ui(&mut self, ui: &mut Ui, error: &ValueError, response: &Response) {
        self.is_wrong = !response.has_focus();
        if self.is_wrong {
            let line = problem_ui(ui, Severity::Error, &error.what, &error.hint);
            self.note(line.id, &error.what);
            self.say(&error.hint);
        } else {
            let hint = capitalised(&error.hint);
            let line = ui.label(small(ui, hint.as_str()));
            self.note(line.id, &hint);
        }
    }

    fn append(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.say(&other.words);
    }
}

/// What was done to an entry besides taking it: why it was refused, what was left out.
fn told_ui(ui: &mut Ui, form: &Form<'_>, path: &FieldPath) -> Said {
    let mut said = Said::default();
    let Some(told) = form.view.told.as_ref().filter(|told| told.path == *path) else { return said };
    let line = if told.refused {
        problem_ui(ui, Severity::Error, &told.what, &told.hint)
    } else {
        ui.label(small(ui, told.what.as_str()))
    };
    spoken::news(ui.ctx(), line.id, &told.what);
    said.note(line.id, &told.what);
    said.say(&told.hint);
    said
}

/// Below a field: what the entry means in the agreement, or, once it was left, why it means nothing.
fn show_reading_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    response: &Response,
    quiet: bool,
) -> Said {
    let mut said = Said::default();
    let Kind::Leaf(kind) = field.kind else {
        said.meaning_ui(ui, form, field);
        return said;
    };
    let typed = form.text(&field.path);
    if let Some(words) = Limit::Text.remark(typed.len()).filter(|_| !quiet) {
        said.line_ui(ui, &words);
    }
    match reading(&form.reader(), kind, &typed) {
        Reading::Means(words) if quiet && response.has_focus() => {
            said.say(&words);
            return said;
        }
        Reading::None | Reading::Means(_) if quiet => return said,
        Reading::None => {}
        Reading::Means(words) => said.line_ui(ui, &words),
        Reading::Wrong(error) => {
            said.refused_ui(ui, &error, response);
            return said;
        }
        Reading::Several(error, ways) => {
            said.refused_ui(ui, &error, response);
            if let Some(value) = ways_ui(ui, form.read_only, &ways) {
                form.choose(&field.path, field.label, value);
                response.request_focus();
            }
            return said;
        }
    }
    // What an empty field comes to is not said twice.
    if typed.is_empty() && has_problem_shown(form, &field.path) && !response.has_focus() {
        return said;
    }
    said.meaning_ui(ui, form, field);
    excused::excused_ui(ui, form, &field.path);
    said
}

/// Whether a problem led to a place that nothing was typed into since: whoever was led there is told why.
fn is_led_to(form: &Form<'_>, path: &FieldPath) -> bool {
    let typing = form.view.typing.as_ref().filter(|typing| typing.path == *path);
    let led = form.view.problem.as_ref().filter(|led| is_at(&led.path, path));
    led.is_some_and(|led| typing.is_none_or(|typing| led.typed.as_ref() == Some(&typing.text)))
}

/// Whether a finding about a place is said below it.
fn has_problem_shown(form: &Form<'_>, path: &FieldPath) -> bool {
    (form.view.show_all || form.view.left.contains(path) || is_led_to(form, path))
        && form.findings.iter().any(|f| f.waived.is_none() && is_at(&f.path, path))
}

/// A button for each way to read an entry; the one that was chosen.
fn ways_ui(ui: &mut Ui, read_only: bool, ways: &[(String, String)]) -> Option<String> {
    if read_only {
        return None;
    }
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for (value, words) in ways {
            if ui.button(words).clicked() {
                chosen = Some(value.clone());
            }
        }
    });
    chosen
}

/// What was said about the problems of a place.
#[derive(Default)]
pub struct Problems {
    any_error: bool,
    first: Option<Id>,
    said: Said,
}

fn problems_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    field: &Field<'_>,
    response: &Response,
    already_wrong: bool,
) -> Problems {
    let silent = response.has_focus() && !form.view.show_all && !is_led_to(form, &field.path);
    if already_wrong || silent {
        return Problems::default();
    }
    place_problems_ui(ui, form, &field.path)
}

/// The findings about a place, once it was left or an export was tried. What is merely missing is said more quietly
/// than what is wrong.
pub fn place_problems_ui(ui: &mut Ui, form: &mut Form<'_>, path: &FieldPath) -> Problems {
    let shown = has_problem_shown(form, path);
    apart_ui(ui, shown, |ui| open_problems_ui(ui, form, path))
}

fn open_problems_ui(ui: &mut Ui, form: &mut Form<'_>, path: &FieldPath) -> Problems {
    let mut problems = Problems::default();
    let blank = form.draft.node(path).is_none_or(Node::is_blank);
    let open = form.findings.iter().enumerate().filter(|(_, f)| f.waived.is_none() && is_at(&f.path, path));
    for (index, finding) in open {
        let line = if blank {
            let said = if form.view.keeps_room { missing_line_ui } else { missing_ui };
            said(ui, &finding.message, &finding.hint)
        } else {
            problems.any_error |= finding.severity == Severity::Error;
            problem_ui(ui, finding.severity, &finding.message, &finding.hint)
        };
        problems.first = problems.first.or(Some(line.id));
        problems.said.note(line.id, &finding.message);
        problems.said.say(&finding.hint);
        if let Some(fix) = finding.fix.as_ref().filter(|_| !form.read_only)
            && ui.button(&fix.title).clicked()
        {
            form.actions.push(Action::Fix { finding: index });
        }
    }
    problems
}

/// A finding about an answer may name the answer or its value.
fn is_at(finding: &FieldPath, field: &FieldPath) -> bool {
    finding == field
        || (field.as_str().starts_with("answers.") && field.parent().is_some_and(|answer| answer == *finding))
}

/// Tells assistive technology what the eye sees: egui itself never sets these.
fn announce(ui: &Ui, field: &Field<'_>, response: &Response, label: Id, said: &Said) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        // The parts of a composite field name themselves: "Days: Monday".
        if node.label().is_none_or(str::is_empty) {
            node.clear_label();
            node.push_labelled_by(label.accesskit_id());
        }
        // Tools find a field by its place, whatever its words are. A sentence that stands in for it is none.
        if egui::accessibility::is_input(node.role()) {
            node.set_author_id(field.path.as_str());
        }
        if field.need == Need::Required {
            node.set_required();
        }
        if said.is_wrong {
            node.set_invalid(Invalid::True);
        }
        if !said.words.is_empty() {
            let before = node.description().map(|before| format!("{} {before}", said.words));
            node.set_description(before.as_deref().unwrap_or(&said.words));
        }
        for id in &said.lines {
            node.push_described_by(id.accesskit_id());
        }
        if let Some(id) = said.error {
            node.set_error_message(id.accesskit_id());
        }
    });
}
