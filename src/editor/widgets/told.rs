//! The text that an item of a list stands for, below its name: what a term means, what a duty is. It is read without
//! opening the item; a few lines of it, or all.

use super::context::Form;
use crate::editor::tokens::{SPACE_S, palette, semibold};
use crate::editor::view::Action;
use crate::value::{FieldPath, LeafKind, Node, RecordSpec, Shape};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Button, FontId, Galley, Ui};
use std::sync::Arc;

/// Fields that say what an item is about.
const TELLING: [&str; 6] = ["meaning", "duty", "event", "statement", "criteria", "trigger"];
/// The records that have one.
pub const TELLING_RECORDS: [&str; 6] =
    ["Definition", "Responsibility", "Exclusion", "Policy", "Priority", "Indemnity"];
/// Lines of a text that are seen by themselves.
const LINES: usize = 3;
/// Between the name and the text, in points.
pub const GAP: f32 = 2.0;

/// The field that tells what an item of this kind is about, where it is a text.
pub fn telling(record: &RecordSpec) -> Option<&'static str> {
    let is_text = |field: &str| {
        record.field(field).is_some_and(|spec| matches!(spec.shape(), Shape::Leaf(LeafKind::Prose)))
    };
    TELLING.into_iter().find(|field| is_text(field))
}

/// The name and the text of a folded row, broken into lines.
pub struct Told {
    /// Nothing where the text is the name.
    pub name: Option<Arc<Galley>>,
    pub text: Arc<Galley>,
    /// What else matters about the item, where the text is the name.
    pub more: Option<Arc<Galley>>,
}

/// What a row says of its item.
pub struct Words<'a> {
    pub record: &'static RecordSpec,
    pub node: &'a dyn Node,
    pub name: &'a str,
    pub details: &'a str,
}

impl Told {
    /// Of a row with this much room for words, in points; nothing for an item without a text.
    pub fn of(ui: &Ui, form: &Form<'_>, words: &Words<'_>, width: f32) -> Option<Self> {
        let field = telling(words.record)?;
        let text = words.node.child(field).map(Node::text).unwrap_or_default();
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let first = lines.first()?;
        let p = palette(ui);
        let is_name = *first == words.name;
        let soft = TextFormat::simple(FontId::proportional(13.0), p.ink_soft);
        let plain = TextFormat::simple(FontId::proportional(14.0), p.ink);
        let mut job = LayoutJob::single_section(lines.join("\n"), if is_name { plain } else { soft.clone() });
        job.wrap.max_width = width;
        if !form.view.shows_texts(words.record.name) {
            job.wrap.max_rows = LINES;
            job.wrap.overflow_character = Some('…');
        }
        let line = |mut job: LayoutJob| {
            job.wrap = TextWrapping::truncate_at_width(width);
            ui.fonts_mut(|f| f.layout_job(job))
        };
        // The text itself is no detail.
        let details = if details_are_text(words.details, first) { "" } else { words.details };
        let more = is_name && !details.is_empty();
        let more = more.then(|| line(LayoutJob::single_section(details.to_owned(), soft.clone())));
        let name = (!is_name).then(|| {
            let font = TextFormat::simple(semibold(14.5), p.ink);
            let mut job = LayoutJob::single_section(words.name.to_owned(), font);
            job.append(details, 14.0, soft);
            line(job)
        });
        Some(Self { name, text: ui.fonts_mut(|f| f.layout_job(job)), more })
    }

    /// In points.
    pub fn height(&self) -> f32 {
        let line = |galley: &Option<Arc<Galley>>| galley.as_ref().map_or(0.0, |g| g.size().y + GAP);
        line(&self.name) + self.text.size().y + line(&self.more) + 2.0 * SPACE_S
    }
}

fn details_are_text(details: &str, first: &str) -> bool {
    details.starts_with(first.split_whitespace().collect::<Vec<_>>().join(" ").as_str())
}

/// The button that shows all texts of a list of these, or a few lines of each again and folds its items.
pub fn texts_ui(
    ui: &mut Ui,
    form: &mut Form<'_>,
    record: &'static RecordSpec,
    list: &FieldPath,
    count: usize,
) {
    if telling(record).is_none() || count == 0 {
        return;
    }
    let shown = form.view.shows_texts(record.name);
    let (text, tip) = if shown { (words::FOLD, words::FOLD_TIP) } else { (words::SHOW, words::SHOW_TIP) };
    let button = ui.add(Button::new(text).selected(shown)).on_hover_text(tip);
    if button.clicked() {
        if shown {
            form.view.open.retain(|open| {
                let open = FieldPath::new(open.as_str());
                open == *list || !open.is_within(list)
            });
        }
        form.actions.push(Action::ShowTexts(record.name, !shown));
    }
}

mod words {
    pub const SHOW: &str = "Show all texts";
    pub const SHOW_TIP: &str = "Every text of this list in full, without opening each";
    pub const FOLD: &str = "Fold all";
    pub const FOLD_TIP: &str = "The first lines of each text";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::{Definition, Exclusion, Indemnity, Metric, Policy, Priority, Responsibility};
    use crate::value::Record;

    #[test]
    fn lists_of_texts_are_known() {
        assert_eq!(telling(Definition::SPEC), Some("meaning"));
        assert_eq!(telling(Responsibility::SPEC), Some("duty"));
        assert_eq!(telling(Exclusion::SPEC), Some("event"));
        assert_eq!(telling(Metric::SPEC), None);
        let named = [
            Definition::SPEC,
            Responsibility::SPEC,
            Exclusion::SPEC,
            Policy::SPEC,
            Priority::SPEC,
            Indemnity::SPEC,
        ];
        assert!(named.iter().all(|record| telling(record).is_some()));
        assert_eq!(named.map(|record| record.name), TELLING_RECORDS);
    }
}
