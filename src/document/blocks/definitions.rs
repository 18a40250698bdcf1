//! Defined terms in alphabetical order, each with the anchor that links lead to.

use super::Context;
use super::at::{At, series};
use super::grid::Grid;
use crate::agreement::{Definition, Origin, TimeLimits};
use crate::document::{Block, Inline};

pub(super) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let definitions = &cx.draft.agreement.definitions;
    let mut items: Vec<_> = At::top(cx).items("definitions", definitions).collect();
    if items.is_empty() {
        return At::top(cx).required("definitions");
    }
    items.sort_by_cached_key(|(d, _)| (d.term.to_lowercase(), d.id.clone()));
    let mut grid = Grid::new().column("Term", 5).column("Meaning", 17);
    for (definition, at) in items {
        grid.row(at.path.clone(), vec![term(definition, &at), meaning(definition, &at)]);
    }
    grid.blocks()
}

/// When a period in days ends whose last day is no business day; the settlement counts by the same choice.
pub(super) fn time_limits(cx: &Context<'_>) -> Vec<Block> {
    let Some(rule) = cx.draft.agreement.time_limits else { return Vec::new() };
    let ends = match rule {
        TimeLimits::NextBusinessDay => "ends on the next [business day].",
        TimeLimits::SameDay => "ends on that day all the same.",
        TimeLimits::PreviousBusinessDay => "ends on the last [business day] before it.",
    };
    let at = At::top(cx);
    let said = format!("A period in days that would end on a day other than a [business day] {ends}");
    vec![Block::Paragraph(at.words("time_limits", &said))]
}

/// The term with its other forms below it; plurals and other capitals go without saying.
fn term(definition: &Definition, at: &At<'_>) -> Vec<Inline> {
    let name = super::prose::tidy(&definition.term);
    if name.is_empty() {
        return at.get("term");
    }
    let forms = definition.forms.iter().map(super::prose::tidy);
    let others = forms.filter(|form| !form.is_empty() && stem(form) != stem(&name));
    let others: Vec<_> = others.map(|form| vec![at.worded("forms", form.as_ref())]).collect();
    let anchor = term_anchor(&definition.id);
    let mut cell =
        vec![Inline::TermDef { anchor, text: name.into_owned(), path: Some(at.field_path("term")) }];
    if !others.is_empty() {
        cell.extend([Inline::Break, Inline::Text("also ".to_owned())]);
        cell.extend(series(others));
    }
    cell
}

fn stem(form: &str) -> String {
    let form = form.to_lowercase();
    let form = form.strip_suffix('s').unwrap_or(&form).trim_end_matches(['’', '\'']);
    form.strip_suffix("ie").map_or_else(|| form.to_owned(), |start| format!("{start}y"))
}

fn meaning(definition: &Definition, at: &At<'_>) -> Vec<Inline> {
    if definition.origin == Origin::Imported && !at.has("meaning") {
        return vec![at.worded("origin", "As defined in the parent agreement.")];
    }
    at.get("meaning")
}

/// Where links to the definition with this id lead.
pub fn term_anchor(id: &str) -> String {
    ["term-", id].concat()
}
