//! The list of sections: where one is, how far each section is, and where problems are.

use super::clauses;
use super::headings::{self, Heading, headings_ui};
use super::problems::Class;
use crate::check::{Finding, Summary};
use crate::draft::Draft;
use crate::editor::sections;
use crate::editor::tokens::{SPACE_S, palette, semibold, small};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, fitted, paint, row_sense_ui, spoken, typed_to};
use crate::template::{Form, Section, Template};
use crate::value::{FieldPath, Need, Node, Shape};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, EventFilter, FontId, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, Ui, Vec2,
    pos2, vec2,
};

const ROW: f32 = 28.0;

/// How far a section is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Required fields that say something.
    pub filled: usize,
    /// Required fields there are.
    pub required: usize,
    /// Something stands in it at all.
    pub begun: bool,
    /// Clauses that are not as the form has them.
    pub own: usize,
    /// Its answers are those that the form proposes, and nobody said that they are meant.
    pub proposed: bool,
    /// What is there is what every draft of this form begins with.
    pub untouched: bool,
    /// It has fields at all; otherwise it is text only.
    pub has_fields: bool,
    /// The drafter left all of its clauses out.
    pub left_out: bool,
}

/// The sign in front of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Complete, and somebody decided on it.
    Done,
    /// Complete as the form proposes it.
    Proposed,
    Begun,
    Empty,
    /// Nothing is asked here and nobody entered anything: there is nothing to be done with.
    NothingAsked,
    /// The drafter left all of its clauses out.
    LeftOut,
}

impl Progress {
    pub fn standing(self, summary: Summary) -> Standing {
        if self.left_out {
            return Standing::LeftOut;
        }
        let complete = self.filled == self.required && summary.errors == 0;
        if complete && self.untouched && !self.proposed {
            return Standing::NothingAsked;
        }
        match (self.begun, complete) {
            (true, true) if self.proposed => Standing::Proposed,
            (true, true) => Standing::Done,
            (true, false) => Standing::Begun,
            (false, _) => Standing::Empty,
        }
    }
}

/// The id that takes the keyboard for a section's row.
pub fn row_id(section: &str) -> Id {
    Id::unique(("outline", section))
}

/// What the outline shows.
pub struct Outline<'a> {
    pub draft: &'a Draft,
    pub template: &'a Template,
    pub findings: &'a [Finding],
    pub progress: &'a [Progress],
    /// The section on screen.
    pub active: &'a str,
    /// The field that has the keyboard, or had it last.
    pub at: Option<&'a FieldPath>,
}

pub fn outline_ui(ui: &mut Ui, about: &Outline<'_>, actions: &mut Vec<Action>) {
    let Outline { draft, template, findings, progress, active, at } = *about;
    ui.label(small(ui, template.title.as_str()));
    ui.add_space(SPACE_S / 2.0);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        spoken::whole(ui, Role::Tree, words::NAME, Some(progress.len()));
        let shown = sections::shown(template);
        let section = shown.iter().find(|s| s.id.as_str() == active);
        let headings = section.map(|s| headings::of(draft, s)).unwrap_or_default();
        keys_ui(ui, draft, (&shown, active), &headings, actions);
        for (index, ((number, section), progress)) in sections::numbered(template).zip(progress).enumerate() {
            let summary = Summary::of(findings.iter().filter(|f| sections::shows(section, f)));
            let chosen = section.id.as_str() == active;
            let row = Row { section, title: section.named(draft), number: &number, active: chosen };
            let row = section_ui(ui, &row, summary, *progress, actions);
            spoken::choice(&row, index, chosen);
            if chosen && !headings.is_empty() {
                let unfolded = headings::fold_ui(ui, active, &row);
                if unfolded {
                    headings_ui(ui, &headings, findings, at, row_id(active), actions);
                }
            }
        }
    });
}

/// Arrows, Home and End and the first letters of a title lead to a section and show it; Enter leads into its form, the
/// right arrow to its items, or into its form if it has none.
fn keys_ui(
    ui: &Ui,
    draft: &Draft,
    (shown, active): (&[&Section], &str),
    headings: &[Heading],
    actions: &mut Vec<Action>,
) {
    let Some(here) = shown.iter().position(|s| s.id.as_str() == active) else { return };
    let id = row_id(active);
    if !ui.memory(|m| m.has_focus(id)) {
        return;
    }
    let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(id, arrows));
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if pressed(Key::Enter) || (pressed(Key::ArrowRight) && !headings::enter(ui, active, headings)) {
        actions.push(Action::EnterSection(active.to_owned()));
        return;
    }
    let steps = [
        (Key::ArrowDown, here + 1),
        (Key::ArrowUp, here.saturating_sub(1)),
        (Key::Home, 0),
        (Key::End, shown.len().saturating_sub(1)),
    ];
    let step = steps.into_iter().find(|(key, _)| pressed(*key)).map(|(_, to)| to);
    let titles: Vec<&str> = shown.iter().map(|s| s.named(draft)).collect();
    let Some(next) =
        step.or_else(|| typed_to(ui, Id::unique("outline"), &titles, here)).and_then(|to| shown.get(to))
    else {
        return;
    };
    actions.push(Action::BrowseSection(next.id.to_string()));
    ui.memory_mut(|m| m.request_focus(row_id(&next.id)));
}

/// A row of the outline.
struct Row<'a> {
    section: &'a Section,
    title: &'a str,
    number: &'a str,
    active: bool,
}

fn section_ui(
    ui: &mut Ui,
    row: &Row<'_>,
    summary: Summary,
    progress: Progress,
    actions: &mut Vec<Action>,
) -> Response {
    let (section, active) = (row.section, row.active);
    let name = format!("{}, {}", row.title, words::of_section(summary, progress));
    let id = row_id(&section.id);
    // One row takes part in the walk of Tab; the arrows lead to the others.
    let reached = active || ui.memory(|m| m.has_focus(id));
    let sense = if reached { Sense::click() } else { Sense::CLICK };
    let response = row_sense_ui(ui, id, sense, ROW, active, Role::TreeItem, row.title, |ui, rect| {
        paint_section(ui, rect, row, summary, progress);
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(words::of_section(summary, progress))
    });
    // Whoever comes here by keyboard sees where that is.
    let last = Id::unique("section in outline");
    if active && ui.data(|d| d.get_temp::<String>(last)).as_deref() != Some(section.id.as_str()) {
        ui.data_mut(|d| d.insert_temp(last, section.id.to_string()));
        response.scroll_to_me(None);
    }
    let response = response.on_hover_text(name);
    if response.clicked() {
        actions.push(Action::ShowSection(section.id.to_string()));
    }
    response
}

fn paint_section(ui: &Ui, rect: Rect, row: &Row<'_>, summary: Summary, progress: Progress) {
    let p = palette(ui);
    let painter = ui.painter();
    let mark = Rect::from_center_size(rect.left_center() + vec2(22.0, 0.0), Vec2::splat(14.0));
    let (icon, ink) = match progress.standing(summary) {
        Standing::Proposed => (Icon::Proposed, p.ink_soft),
        Standing::Done => (Icon::Done, p.good),
        Standing::Begun => (Icon::Half, p.ink_faint),
        Standing::Empty => (Icon::Empty, p.ink_faint),
        Standing::NothingAsked => (Icon::Text, p.ink_faint),
        Standing::LeftOut => (Icon::Minus, p.ink_faint),
    };
    paint(painter, mark, icon, ink);
    let mut right = rect.right() - 6.0;
    let counts = [
        (Icon::Pen, p.ink_soft, progress.own),
        (Class::ToFill.icon(), Class::ToFill.ink(p), summary.missing),
        (Class::Error.icon(), Class::Error.ink(p), summary.wrong()),
        (Class::Warning.icon(), Class::Warning.ink(p), summary.risks()),
    ];
    for (icon, ink, count) in counts.into_iter().rev().filter(|(_, _, n)| *n > 0) {
        let text = painter.text(
            pos2(right, rect.center().y),
            Align2::RIGHT_CENTER,
            count.to_string(),
            semibold(12.5),
            ink,
        );
        let mark = Rect::from_center_size(pos2(text.left() - 10.0, rect.center().y), Vec2::splat(12.0));
        paint(painter, mark, icon, ink);
        right = mark.left() - 6.0;
    }
    let font = if row.active { semibold(14.0) } else { FontId::proportional(14.0) };
    let ink = match (row.active, progress.left_out) {
        (true, _) => p.accent,
        (false, true) => p.ink_soft,
        (false, false) => p.ink,
    };
    let left = rect.left() + 36.0;
    let text = format!("{}  {}", row.number, row.title);
    let stroke = if progress.left_out { Stroke::new(1.0, ink) } else { Stroke::NONE };
    let format = TextFormat { strikethrough: stroke, ..TextFormat::simple(font, ink) };
    let galley = fitted(painter, LayoutJob::single_section(text, format), (right - left).max(20.0));
    let at = pos2(left, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, ink);
}

/// How far each section of a form is.
pub fn all_progress(draft: &Draft, form: &Form) -> Vec<Progress> {
    sections::shown(form.template()).into_iter().map(|s| progress(draft, form, s)).collect()
}

/// How far a section is.
pub fn progress(draft: &Draft, form: &Form, section: &Section) -> Progress {
    Progress {
        proposed: form.is_as_proposed(section, draft),
        untouched: form.is_untouched(section, draft),
        ..counted(draft, form.template(), section)
    }
}

/// Counts the required fields of a section.
fn counted(draft: &Draft, template: &Template, section: &Section) -> Progress {
    let mut progress = Progress {
        filled: 0,
        required: 0,
        begun: section.form.is_empty(),
        own: clauses::departures(draft, template, section),
        proposed: false,
        untouched: false,
        has_fields: !(section.form.is_empty() && section.questions.is_empty()),
        left_out: section.is_left_out(draft),
    };
    if progress.left_out {
        return progress;
    }
    for entry in &section.form {
        let path = FieldPath::new(entry.as_str());
        let Some(node) = draft.node(&path) else { continue };
        let need = match crate::editor::widgets::place(&path) {
            Some(crate::editor::widgets::Place::Field(spec)) => spec.need,
            _ => Need::Optional,
        };
        count(node, need, &mut progress);
    }
    for question in &section.questions {
        progress.begun |= draft.agreement.answer(question).is_some_and(|a| !a.is_empty());
    }
    progress
}

fn count(node: &dyn Node, need: Need, progress: &mut Progress) {
    progress.begun |= !node.is_blank();
    match node.shape() {
        Shape::Leaf(_) => note(need, !node.is_blank(), progress),
        Shape::Record(record) => {
            for field in record.fields {
                if let Some(child) = node.child(field.name) {
                    count(child, field.need, progress);
                }
            }
        }
        Shape::List(_) => {
            note(need, !node.is_blank(), progress);
            let Some(list) = node.as_list() else { return };
            for item in list.ids().iter().filter_map(|id| list.item(id)) {
                count(item, Need::Optional, progress);
            }
        }
    }
}

fn note(need: Need, filled: bool, progress: &mut Progress) {
    if need == Need::Required {
        progress.required += 1;
        progress.filled += usize::from(filled);
    }
}

mod words {
    use super::super::clauses;
    use super::{Progress, Standing};
    use crate::check::Summary;

    pub const NAME: &str = "Sections";
    const PROPOSED: &str = "as the form proposes";

    /// Why a section has neither tick nor gap.
    fn asked_nothing(progress: Progress) -> &'static str {
        if progress.has_fields { "nothing required here" } else { "text only, nothing to fill in" }
    }

    /// How far a section is, what is wrong in it and how much of it is written by hand: only what is there.
    pub fn of_section(summary: Summary, progress: Progress) -> String {
        let filled = match (progress.required, progress.begun) {
            _ if progress.left_out => "left out".to_owned(),
            _ if progress.standing(summary) == Standing::NothingAsked => asked_nothing(progress).to_owned(),
            (0, true) => "begun".to_owned(),
            (0, false) => "empty".to_owned(),
            (all, _) if all == progress.filled => "all required fields filled in".to_owned(),
            (all, _) => format!("{} of {all} required fields", progress.filled),
        };
        let own = if progress.own == 0 { String::new() } else { clauses::words::in_outline(progress.own) };
        let proposed = if progress.proposed { PROPOSED.to_owned() } else { String::new() };
        let parts = [filled, proposed, summary.found_words(), own];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Edit;

    #[test]
    fn a_section_says_only_what_is_there() {
        let progress = |filled, required, begun| Progress {
            filled,
            required,
            begun,
            has_fields: true,
            ..Progress::default()
        };
        let said = |sum, progress| words::of_section(sum, progress);
        let nothing = Summary::default();
        let untouched = Progress { untouched: true, ..progress(0, 0, true) };
        assert_eq!(said(nothing, untouched), "nothing required here");
        let text = Progress { has_fields: false, ..untouched };
        assert_eq!(said(nothing, text), "text only, nothing to fill in");
        assert_eq!(said(nothing, progress(3, 3, true)), "all required fields filled in");
        assert_eq!(said(nothing, progress(0, 0, false)), "empty");
        let proposed = Progress { proposed: true, ..progress(1, 1, true) };
        assert_eq!(said(nothing, proposed), "all required fields filled in, as the form proposes");
        let some = Summary { errors: 3, missing: 2, hints: 1, ..nothing };
        assert_eq!(
            said(some, progress(1, 3, true)),
            "1 of 3 required fields, 2 still to fill in, 1 error, 1 hint"
        );
    }

    #[test]
    fn a_tick_says_that_somebody_decided() {
        let form = crate::template::find("cloud-hosting").unwrap();
        let standing = |draft: &Draft, id: &str| {
            let section = form.template().sections.iter().find(|s| s.id.as_str() == id).unwrap();
            progress(draft, &form, section).standing(Summary::default())
        };
        let mut draft = form.begin("new".parse().unwrap(), None);
        assert_eq!(standing(&draft, "general"), Standing::NothingAsked);
        assert_eq!(standing(&draft, "signatures"), Standing::NothingAsked);
        assert_eq!(standing(&draft, "metric-cards"), Standing::NothingAsked);
        assert_eq!(standing(&draft, "agreement"), Standing::Begun, "who the parties are is open");
        assert_eq!(standing(&draft, "credits"), Standing::Proposed);
        let block = draft.agreement.signatures[0].id.to_string();
        Edit::set(FieldPath::new(format!("signatures.{block}.place")), "Dublin").apply(&mut draft).unwrap();
        assert_eq!(standing(&draft, "signatures"), Standing::Done);
        crate::template::keep_as_proposed(&form.template().sections[8]).apply(&mut draft).unwrap();
        assert_eq!(standing(&draft, "credits"), Standing::Done);
    }

    #[test]
    fn required_fields_are_counted_through_lists() {
        let section = Section {
            id: "parties".parse().unwrap(),
            title: "Parties".into(),
            titles: Vec::new(),
            guidance: Default::default(),
            form: vec!["parties".into()],
            questions: Vec::new(),
            annex: false,
            when: None,
            clauses: Vec::new(),
        };
        let mut draft = Draft::default();
        let none = Progress { required: 1, has_fields: true, ..Progress::default() };
        assert_eq!(counted(&draft, &Template::default(), &section), none);
        Edit::Insert { list: "parties".into(), at: 0, id: "p".into() }.apply(&mut draft).unwrap();
        Edit::set("parties.p.legal_name", "A Ltd").apply(&mut draft).unwrap();
        let now = counted(&draft, &Template::default(), &section);
        assert!(now.begun && now.required > 4 && now.filled < now.required, "{now:?}");
    }
}
