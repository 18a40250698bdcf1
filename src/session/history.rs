//! Undo across the whole draft.
//!
//! A step keeps the draft as it was before and as it was after. Drafts are small and shared, so whole states are
//! simpler than inverse edits, and undoing gives the identical draft by construction. Limits: at most [`MAX_STEPS`]
//! steps and about [`MAX_WEIGHT`] bytes of states; the oldest are forgotten first.

use crate::draft::Draft;
use crate::value::{FieldPath, Node, Shape};
use std::collections::VecDeque;
use std::sync::Arc;

/// The most steps that are kept.
pub const MAX_STEPS: usize = 500;

/// About the most memory that kept states take, in bytes.
pub const MAX_WEIGHT: usize = 96 << 20;

/// One thing the user did, as the menu names it ("Undo Delete metric").
#[derive(Clone, Debug)]
pub struct Step {
    pub name: String,
    /// Where to lead the eye after undo and redo.
    pub path: FieldPath,
    before: Arc<Draft>,
    after: Arc<Draft>,
    /// Edits with the same key join an open step.
    key: Option<String>,
    weight: usize,
}

#[derive(Debug, Default)]
pub struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// Whether the newest step still takes further edits of its key.
    open: bool,
}

impl History {
    /// Records a change from `before` to `after`. With the key of the step that is still open it becomes part of it.
    pub fn record(
        &mut self,
        before: &Arc<Draft>,
        after: &Arc<Draft>,
        name: &str,
        path: FieldPath,
        key: Option<&str>,
    ) {
        self.undone.clear();
        if self.open
            && key.is_some()
            && let Some(last) = self.done.back_mut().filter(|s| s.key.as_deref() == key)
        {
            last.after = Arc::clone(after);
            if last.before == last.after {
                self.done.pop_back();
                self.open = false;
            }
            return;
        }
        self.done.push_back(Step {
            name: name.to_owned(),
            path,
            before: Arc::clone(before),
            after: Arc::clone(after),
            key: key.map(str::to_owned),
            weight: weight(after.as_ref()),
        });
        self.open = key.is_some();
        self.trim();
    }

    /// The next edit begins a new step even if it has the same key.
    pub fn close_step(&mut self) {
        self.open = false;
    }

    /// How many steps there are: what is done from here on can be joined later.
    pub fn mark(&self) -> usize {
        self.done.len()
    }

    /// Makes one step of all that were done since `mark`.
    pub fn join(&mut self, mark: usize, name: &str, path: FieldPath) {
        self.open = false;
        if self.done.len() <= mark + 1 {
            if let Some(only) = self.done.get_mut(mark) {
                (only.name, only.path) = (name.to_owned(), path);
            }
            return;
        }
        let steps: Vec<Step> = self.done.drain(mark..).collect();
        if let (Some(first), Some(last)) = (steps.first(), steps.last())
            && first.before != last.after
        {
            let before = Arc::clone(&first.before);
            self.done.push_back(Step { name: name.to_owned(), path, before, key: None, ..last.clone() });
        }
    }

    /// The state before the newest step, and that step.
    pub fn undo(&mut self) -> Option<(Arc<Draft>, &Step)> {
        self.open = false;
        self.undone.push(self.done.pop_back()?);
        self.undone.last().map(|s| (Arc::clone(&s.before), s))
    }

    /// The state after the step that was undone last, and that step.
    pub fn redo(&mut self) -> Option<(Arc<Draft>, &Step)> {
        self.open = false;
        self.done.push_back(self.undone.pop()?);
        self.done.back().map(|s| (Arc::clone(&s.after), s))
    }

    pub fn undo_name(&self) -> Option<&str> {
        self.done.back().map(|s| s.name.as_str())
    }

    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|s| s.name.as_str())
    }

    fn trim(&mut self) {
        let mut total: usize = self.done.iter().map(|s| s.weight).sum();
        while self.done.len() > MAX_STEPS || (total > MAX_WEIGHT && self.done.len() > 1) {
            total -= self.done.pop_front().map_or(0, |s| s.weight);
        }
    }
}

/// Roughly the memory of a state, in bytes.
fn weight(node: &dyn Node) -> usize {
    if let Some(list) = node.as_list() {
        return 48 + list.ids().iter().filter_map(|id| list.item(id)).map(weight).sum::<usize>();
    }
    match node.shape() {
        Shape::Record(spec) => {
            spec.fields
                .iter()
                .filter_map(|f| node.child(f.name))
                .filter(|n| !n.is_blank())
                .map(weight)
                .sum::<usize>()
                + 24 * spec.fields.len()
        }
        _ => node.text().len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_steps_become_one_that_undo_takes_back_whole() {
        let states = ["0", "1", "2", "3"].map(state);
        let mut history = History::default();
        let record = |history: &mut History, from: usize| {
            history.record(&states[from], &states[from + 1], "Edit", "version".into(), None);
        };
        record(&mut history, 0);
        let mark = history.mark();
        record(&mut history, 1);
        record(&mut history, 2);
        history.join(mark, "First questions", FieldPath::root());
        assert_eq!((history.mark(), history.undo_name()), (2, Some("First questions")));
        assert_eq!(history.undo().unwrap().0, states[1]);
        assert_eq!(history.redo().unwrap().0, states[3]);
        history.join(7, "Nothing", FieldPath::root());
        assert_eq!(history.undo_name(), Some("First questions"));
        history.record(&states[3], &states[1], "Back", "version".into(), None);
        history.join(mark, "Nothing at all", FieldPath::root());
        assert_eq!(history.undo_name(), Some("Edit"), "what came to nothing is no step");
    }

    fn state(version: &str) -> Arc<Draft> {
        let mut draft = Draft::default();
        draft.agreement.version = version.parse().unwrap();
        Arc::new(draft)
    }

    #[test]
    fn typing_in_one_field_is_one_step_until_it_closes() {
        let (a, b, c, d) = (state("a"), state("b"), state("c"), state("d"));
        let mut history = History::default();
        history.record(&a, &b, "Edit version", "version".into(), Some("version"));
        history.record(&b, &c, "Edit version", "version".into(), Some("version"));
        history.close_step();
        history.record(&c, &d, "Edit version", "version".into(), Some("version"));
        assert_eq!(history.undo().unwrap().0, c);
        assert_eq!(history.undo().unwrap().0, a);
        assert!(history.undo().is_none());
        assert_eq!(history.redo_name(), Some("Edit version"));
        assert_eq!(history.redo().unwrap().0, c);
        assert_eq!(history.redo().unwrap().0, d);
        assert!(history.redo().is_none());
    }

    #[test]
    fn typing_back_to_the_old_text_leaves_no_step() {
        let (a, b) = (state("a"), state("b"));
        let mut history = History::default();
        history.record(&a, &b, "Edit", "version".into(), Some("version"));
        history.record(&b, &a, "Edit", "version".into(), Some("version"));
        assert!(history.undo().is_none());
    }

    #[test]
    fn a_new_edit_forgets_what_was_undone_and_old_steps_fall_off() {
        let mut history = History::default();
        let states: Vec<_> = (0..MAX_STEPS + 10).map(|n| state(&n.to_string())).collect();
        for pair in states.windows(2) {
            history.record(&pair[0], &pair[1], "Edit", "version".into(), None);
        }
        history.undo();
        history.record(&states[0], &states[1], "Edit", "version".into(), None);
        assert!(history.redo().is_none());
        let mut count = 0;
        while history.undo().is_some() {
            count += 1;
        }
        assert_eq!(count, MAX_STEPS);
    }
}
