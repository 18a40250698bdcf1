//! Parts of the agreement on the clipboard, as the Markdown export writes them.

use super::{App, words};
use crate::export::markdown;
use crate::value::FieldPath;
use egui::Context;

impl App {
    /// The clause that the keyboard is in, or that was gone to last.
    pub(super) fn clause_at(&self) -> Option<FieldPath> {
        self.session()?;
        let view = self.views.get(self.workspace.active_index())?;
        let clause = |path: &FieldPath| match path.segments().take(2).collect::<Vec<_>>().as_slice() {
            [list @ ("clauses" | "extra_clauses"), id] => Some(FieldPath::new(*list).join(id)),
            _ => None,
        };
        view.at.as_ref().and_then(clause)
    }

    pub(super) fn copy_section(&mut self, ctx: &Context) {
        let Some(session) = self.session() else { return };
        let Some(view) = self.views.get(self.workspace.active_index()) else { return };
        let path = FieldPath::new("sections").join(&view.section);
        let document = &session.derived().document;
        let title = document.sections.iter().find(|s| s.path == path).map(|s| s.title.clone());
        let text = markdown::section(document, &path);
        self.put_on_clipboard(ctx, title, text);
    }

    pub(super) fn copy_clause(&mut self, ctx: &Context) {
        let (Some(session), Some(path)) = (self.session(), self.clause_at()) else { return };
        let document = &session.derived().document;
        let section = document.sections.iter().find(|s| s.clauses.iter().any(|c| c.path == path));
        let title = section.map(|s| {
            let own = s.clauses.iter().find(|c| c.path == path).and_then(|c| c.title.clone());
            own.unwrap_or_else(|| s.title.clone())
        });
        let text = markdown::clause(document, &path);
        self.put_on_clipboard(ctx, title, text);
    }

    fn put_on_clipboard(&mut self, ctx: &Context, title: Option<String>, text: Option<String>) {
        match text {
            Some(text) => {
                ctx.copy_text(text);
                self.toasts.say(ctx, words::copied(&title.unwrap_or_default()));
            }
            None => self.toasts.say(ctx, words::COPIED_NOTHING),
        }
    }
}
