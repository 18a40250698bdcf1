//! The rows of the review: only those in sight are drawn, and the arrow keys walk through all of them.

use super::row::{Look, Wish, row_ui, verb};
use super::sheet::{Kind, Row, waiver_of};
use super::state::Reviewing;
use super::{Review, words};
use crate::check;
use crate::draft::{Draft, Edit};
use crate::editor::panels::bindings;
use crate::editor::panels::clauses::words_of;
use crate::editor::view::Action;
use crate::editor::widgets::spoken;
use egui::accesskit::Role;
use egui::{EventFilter, Id, Key, Pos2, Rect, Response, ScrollArea, Ui, UiBuilder, vec2};

/// Rows beyond what is seen that are drawn too, so that Tab goes on to them.
const BEYOND: usize = 2;
/// What is seen above and below a row that one came to, in points.
const AROUND: f32 = 8.0;

/// The id that takes the keyboard for a row.
fn row_id(draft: &str, key: &str) -> Id {
    Id::unique(("review", draft, key))
}

pub fn list_ui(ui: &mut Ui, review: &mut Review<'_>) {
    let draft = review.draft.id.to_string();
    let width = ui.available_width() - ui.spacing().scroll.allocated_width() - 4.0;
    review.state.lay_out(ui, width);
    let mut area = ScrollArea::vertical().id_salt(("review", draft.as_str())).auto_shrink(false);
    let target = review.state.go.take().and_then(|key| review.state.position(&key));
    let shown = review.state.reveal.take().and_then(|key| review.state.position(&key));
    if let Some(offset) = target.or(shown).and_then(|at| offset_for(review.state, at)) {
        area = area.vertical_scroll_offset(offset);
    }
    area.show_viewport(ui, |ui, viewport| {
        review.state.seen = (viewport.top(), viewport.height());
        let origin = ui.max_rect().min;
        ui.set_height(review.state.heights().0);
        spoken::whole(ui, Role::List, words::LIST_NAME, Some(review.state.count()));
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_description(words::KEYS));
        let seen = review.state.between(viewport.top(), viewport.bottom());
        for at in seen.start.saturating_sub(BEYOND)..(seen.end + BEYOND).min(review.state.count()) {
            let drawn = one_ui(ui, review, &draft, at, (origin, width));
            let Some((response, wish)) = drawn else { continue };
            if target == Some(at) {
                response.request_focus();
            }
            if response.has_focus() {
                let key = review.state.row(at).map(|(row, ..)| row.key.clone()).unwrap_or_default();
                review.state.at = Some((key, at));
                keys_ui(ui, review.state, &response, at);
            }
            if let Some(wish) = wish {
                grant(review, at, wish);
            }
        }
    });
}

/// How far to scroll so that a row is seen; `None` if it is.
fn offset_for(state: &Reviewing, at: usize) -> Option<f32> {
    let (row, top, bottom) = state.row(at)?;
    let (offset, height) = state.seen;
    if row.kind.is_heading() && (top < offset || top > offset + height / 2.0) {
        return Some(top);
    }
    if top - AROUND < offset {
        Some((top - AROUND).max(0.0))
    } else {
        (bottom + AROUND > offset + height).then(|| (bottom + AROUND - height).max(0.0))
    }
}

/// Draws the row at a position; nothing comes back from one that only says something.
fn one_ui(
    ui: &mut Ui,
    review: &mut Review<'_>,
    draft: &str,
    at: usize,
    (origin, width): (Pos2, f32),
) -> Option<(Response, Option<Wish>)> {
    let (row, top, bottom) = review.state.row(at)?;
    let rect = Rect::from_min_size(origin + vec2(0.0, top), vec2(width, bottom - top));
    let name = name_of(review.draft, row, review.read_only);
    let finding = match row.kind {
        Kind::Problem(_, index) => review.findings.get(index),
        _ => None,
    };
    let look = Look {
        row,
        id: row_id(draft, &row.key),
        name: &name,
        folded: review.state.is_folded(&row.key),
        whole: review.state.is_whole(&row.key),
        fixable: finding.is_some_and(|f| f.fix.is_some()),
        read_only: review.read_only,
        place: at,
    };
    let builder = UiBuilder::new().max_rect(rect).id_salt(&row.key);
    let drawn = ui.scope_builder(builder, |ui| row_ui(ui, &look)).inner;
    Some(drawn).filter(|_| acts(row.kind))
}

/// Whether something can be done at a row.
fn acts(kind: Kind) -> bool {
    !matches!(kind, Kind::Item | Kind::Note)
}

/// What a row is called by those who do not see what stands around it.
fn name_of(draft: &Draft, row: &Row, read_only: bool) -> String {
    let verb = verb(row.kind, read_only);
    match row.kind {
        Kind::Answer if !row.path.as_str().starts_with("answers.") => {
            format!("{verb} {}", words_of(draft, &row.path))
        }
        Kind::Answer | Kind::Gap | Kind::Clause => format!("{verb} {}", row.label),
        Kind::Proposed | Kind::Binding(..) => format!("{verb}: {}", row.label),
        Kind::Aside(_) | Kind::Problem(..) | Kind::Waived(_) => {
            format!("{}: {}", verb.trim_end_matches('…'), row.label)
        }
        _ => row.label.clone(),
    }
}

/// The arrow keys walk from row to row, also to those that are not drawn yet.
fn keys_ui(ui: &Ui, state: &mut Reviewing, response: &Response, at: usize) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    let page = {
        let height = state.seen.1 * 0.9;
        let top = state.row(at).map_or(0.0, |(_, top, _)| top);
        let up = state.between(top - height, top - height).start;
        let down = state.between(top + height, top + height).start;
        (up, down)
    };
    let last = state.count().saturating_sub(1);
    let wanted = ui.input(|i| {
        let moves = [
            (Key::ArrowDown, at + 1, true),
            (Key::ArrowUp, at.wrapping_sub(1), false),
            (Key::PageDown, page.1.max(at + 1), true),
            (Key::PageUp, page.0.min(at.saturating_sub(1)), false),
            (Key::Home, 0, true),
            (Key::End, last, false),
        ];
        moves.into_iter().find(|(key, ..)| i.modifiers.is_none() && i.key_pressed(*key))
    });
    let Some((_, to, down)) = wanted else { return };
    let does = |at: &usize| state.row(*at).is_some_and(|(row, ..)| acts(row.kind));
    let found = if down { (to..=last).find(does) } else { (0..=to.min(last)).rev().find(does) };
    if let Some(at) = found.filter(|_| to <= last) {
        state.go = state.row(at).map(|(row, ..)| row.key.clone());
        ui.ctx().request_repaint();
    }
}

/// Does what was asked for at a row.
fn grant(review: &mut Review<'_>, at: usize, wish: Wish) {
    let Some((row, ..)) = review.state.row(at) else { return };
    let (kind, key, path) = (row.kind, row.key.clone(), row.path.clone());
    match (wish, kind) {
        (Wish::Do, Kind::Group(_) | Kind::Section) => review.state.fold(&key),
        (Wish::Do, Kind::Item | Kind::Note) => {}
        (Wish::Do, Kind::Aside(part)) => review.actions.push(Action::SetAside(part)),
        (Wish::Do, Kind::Problem(_, index) | Kind::Waived(index)) => {
            review.state.leave();
            review.actions.push(Action::GoToProblem(index));
        }
        (Wish::Do, Kind::Proposed) => {
            review.state.leave();
            review.actions.push(Action::EnterSection(path.last().to_owned()));
        }
        (Wish::Do, Kind::Gap | Kind::Answer | Kind::Clause | Kind::Binding(..)) => {
            review.state.leave();
            review.actions.push(Action::GoTo(path));
        }
        (Wish::ShowWhole, _) => review.state.show_whole(&key),
        (Wish::Fix, Kind::Problem(_, finding)) => review.actions.push(Action::Fix { finding }),
        (Wish::Withdraw, Kind::Aside(part)) => {
            let name = words::applicable_step(check::part_name(part).unwrap_or(part));
            let edits = check::apply_again(review.draft, part);
            review.actions.push(Action::Edit { edits, name, key: None });
        }
        (Wish::Withdraw, Kind::Waived(index)) => {
            let waiver = review.findings.get(index).and_then(|f| waiver_of(review.draft, f));
            if let Some(waiver) = waiver {
                let edit = Edit::Remove { list: "waivers".into(), id: waiver.id.to_string() };
                review.actions.push(Action::edit(edit, words::REOPEN_STEP));
            }
        }
        (Wish::Keep | Wish::LeaveOut, Kind::Binding(index, _)) => {
            let (form, draft) = (review.form, review.draft);
            let binding = form.template().bindings.get(index);
            let action = binding.and_then(|binding| match wish {
                Wish::Keep => Some(bindings::keep(form, draft, binding)),
                _ => bindings::leave_out(form, draft, binding),
            });
            review.actions.extend(action);
        }
        (Wish::Fix | Wish::Withdraw | Wish::Keep | Wish::LeaveOut, _) => {}
    }
    review.state.at = Some((key, at));
}
