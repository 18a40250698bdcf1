//! Problems in the margin, beside the lines concerned.

use super::stack::Ground;
use super::{Pane, words};
use crate::check::Finding;
use crate::editor::panels::problems::Class;
use crate::editor::tokens::{LIGHT, PAPER, TYPE_SMALL};
use crate::editor::view::Action;
use crate::editor::widgets::paint;
use crate::export::typeset::{Pages, Rect as PageRect};
use crate::template::Section;
use crate::value::FieldPath;
use egui::accesskit::Role;
use egui::{Align2, FontId, Id, Rect, RichText, Sense, Stroke, StrokeKind, Ui, Vec2, pos2};
use std::ops::Range;
use std::sync::Arc;

/// Side of an icon, in points of the screen.
const ICON: f32 = 15.0;
/// Problems whose lines are this close, in points of the page, share an icon.
const SAME_LINE: f32 = 14.0;
/// Problems told in one tip; the list below the form has all of them.
const MOST_TOLD: usize = 5;

/// Where the problems of one revision stand on one set of pages.
#[derive(Default)]
pub struct Margin {
    done: Option<(u64, Arc<Vec<Finding>>)>,
    marks: Vec<Mark>,
}

struct Mark {
    page: usize,
    /// Middle of the line, in points of the page.
    y: f32,
    /// Indices of the findings, the worst first.
    findings: Vec<usize>,
}

impl Margin {
    fn update(&mut self, pages: &Pages, edition: u64, findings: &Arc<Vec<Finding>>, sections: &[Section]) {
        let same = |(e, f): &(u64, Arc<Vec<Finding>>)| *e == edition && Arc::ptr_eq(f, findings);
        if self.done.as_ref().is_some_and(same) {
            return;
        }
        self.done = Some((edition, Arc::clone(findings)));
        let mut places: Vec<(usize, f32, usize)> = Vec::new();
        for (index, finding) in findings.iter().enumerate().filter(|(_, f)| f.waived.is_none()) {
            if let Some((page, rect)) = place_of(pages, finding, sections) {
                places.push((page, rect.y + rect.height.min(SAME_LINE) / 2.0, index));
            }
        }
        places.sort_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap_or(std::cmp::Ordering::Equal));
        self.marks.clear();
        for (page, y, index) in places {
            match self.marks.last_mut() {
                Some(last) if last.page == page && y - last.y < SAME_LINE => last.findings.push(index),
                _ => self.marks.push(Mark { page, y, findings: vec![index] }),
            }
        }
        let rank = |index: &usize| findings.get(*index).map(Class::of);
        self.marks.iter_mut().for_each(|mark| mark.findings.sort_by_key(rank));
    }
}

fn place_of(pages: &Pages, finding: &Finding, sections: &[Section]) -> Option<(usize, PageRect)> {
    if finding.path.is_root() {
        return None;
    }
    let section = sections.iter().find(|s| s.title == finding.section);
    match section {
        Some(section) => {
            let section = FieldPath::new("sections").join(&section.id);
            pages.find_in(&finding.path, &section).or_else(|| pages.find(&section))
        }
        None => pages.find(&finding.path),
    }
}

/// Draws the icons beside the pages that are seen; a click leads to the field.
pub fn margin_ui(
    ui: &mut Ui,
    pages: &Pages,
    pane: &mut Pane<'_>,
    ground: &Ground<'_>,
    visible: Range<usize>,
) {
    if !pane.show_problems {
        return;
    }
    let edition = pane.preview.edition();
    pane.reader.margin.update(pages, edition, pane.findings, pane.sections);
    for mark in pane.reader.margin.marks.iter().filter(|m| visible.contains(&m.page)) {
        let all: Vec<(usize, &Finding)> =
            mark.findings.iter().filter_map(|i| Some((*i, pane.findings.get(*i)?))).collect();
        let Some((first, worst)) = all.first() else { continue };
        let Some(sheet) = ground.page(mark.page) else { continue };
        let y = sheet.top() + mark.y * ground.stack.scale();
        let in_margin = sheet.right() - (sheet.width() * 0.035).max(ICON * 0.6);
        // Of a page that is wider than the view the margin may be out of sight.
        let x = in_margin.min(ui.clip_rect().right() - ICON);
        let rect = Rect::from_center_size(pos2(x, y), Vec2::splat(ICON));
        let id = Id::unique(("problem on the page", worst.code, worst.path.as_str()));
        let response = ui.interact(rect.expand(3.0), id, Sense::click());
        if x < in_margin {
            ui.painter().rect_filled(rect.expand(3.0), 4.0, PAPER);
            ui.painter().rect_stroke(
                rect.expand(3.0),
                4.0,
                Stroke::new(1.0, LIGHT.line),
                StrokeKind::Outside,
            );
        }
        // As in the list of problems.
        let (icon, ink) = (Class::of(worst).icon(), Class::of(worst).ink(&LIGHT));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect.expand(3.0), 4.0, LIGHT.hover);
        }
        paint(ui.painter(), rect, icon, ink);
        if all.len() > 1 {
            let at = rect.left_center() - egui::vec2(3.0, 0.0);
            let font = FontId::proportional(TYPE_SMALL - 1.5);
            ui.painter().text(at, Align2::RIGHT_CENTER, all.len(), font, ink);
        }
        if response.has_focus() {
            let ring = Stroke::new(2.0, LIGHT.accent);
            ui.painter().rect_stroke(rect.expand(3.0), 4.0, ring, StrokeKind::Outside);
            response.show_tooltip_ui(|ui| tell_ui(ui, &all));
        }
        let name = words::problems(mark.page, all.iter().map(|(_, f)| *f));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Button);
            node.set_label(name);
        });
        let response = response.on_hover_ui(|ui| tell_ui(ui, &all));
        if response.clicked() {
            pane.actions.push(Action::GoToProblem(*first));
        }
    }
}

fn tell_ui(ui: &mut Ui, findings: &[(usize, &Finding)]) {
    ui.set_max_width(340.0);
    for (_, finding) in findings.iter().take(MOST_TOLD) {
        ui.label(RichText::new(words::problem(finding)).size(TYPE_SMALL));
    }
    if findings.len() > MOST_TOLD {
        ui.label(RichText::new(words::more(findings.len() - MOST_TOLD)).size(TYPE_SMALL));
    }
}
