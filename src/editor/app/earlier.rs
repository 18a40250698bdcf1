//! Earlier saves: looking at them, and bringing them back.

use super::{App, words};
use crate::draft::Draft;
use crate::editor::files::Order;
use crate::session::{Session, new_draft};
use crate::template;
use egui::Context;

impl App {
    /// Shows the earlier saves, or the form again.
    pub(super) fn toggle_history(&mut self) {
        if let Some(view) = self.view() {
            view.looking.shown = false;
            view.review.shown = false;
            view.comparing.shown = false;
            view.earlier.toggle();
        }
    }

    /// Whether an earlier save is being read.
    pub fn is_looking_up(&self) -> bool {
        self.views
            .get(self.workspace.active_index())
            .is_some_and(|view| view.earlier.is_looking_up() || view.comparing.is_comparing())
    }

    /// Brings an earlier state back into the draft in front, as one step of undo.
    pub(super) fn restore_earlier(&mut self, ctx: &Context, earlier: &Draft, when: &str) {
        let Some(session) = self.workspace.active_mut() else { return };
        let restored = session.restore(earlier, words::RESTORE_STEP);
        if let Some(view) = self.view() {
            view.typing = None;
        }
        self.changed = None;
        self.toasts.say(ctx, if restored { words::restored(when) } else { words::SAME_ALREADY.to_owned() });
        ctx.request_repaint();
    }

    /// Opens an earlier state as a new draft. It gets an id of its own, as two agreements that go their own ways must not
    /// share one, and has no file: nothing it came from can be overwritten by accident.
    pub(super) fn open_earlier(&mut self, ctx: &Context, earlier: &Draft, when: &str) {
        let Some(form) = template::find(&earlier.template.id) else {
            self.tell(words::EARLIER_NOT_OPENED, words::form_missing(&earlier.template.id.to_string()));
            return;
        };
        let draft = Draft { id: new_draft(&form).id, ..earlier.clone() };
        let section = self.view().map(|view| view.section.clone());
        let of = self.workspace.active().map(Session::title).unwrap_or_default();
        self.show(Session::named(draft, form, words::state_of(&of, when)));
        if let (Some(view), Some(section)) = (self.view(), section) {
            view.section = section;
        }
        self.toasts.say(ctx, words::earlier_opened(when));
        ctx.request_repaint();
    }

    /// Has the history keep changes that are about to be given up.
    pub(super) fn keep_discarded(&mut self, index: usize) {
        if let Some(session) = self.workspace.sessions().get(index).filter(|s| s.is_dirty()) {
            let order = Order::Keep { session: session.id(), job: session.keep_discarded() };
            self.writer.order(order);
        }
    }
}
