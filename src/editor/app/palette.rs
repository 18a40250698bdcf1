//! The palette: what it finds, and where it leads.

use super::App;
use crate::editor::dialogs::Dialog;
use crate::editor::palette::{Palette, Sources, Target, entries};
use crate::session::Session;
use crate::store::USED_LIMIT;
use egui::Context;

impl App {
    pub(super) fn ask_palette(&mut self, ctx: &Context) {
        let sessions = self.workspace.sessions();
        let is_open = |path| sessions.iter().any(|s| s.file() == Some(path));
        let sources = Sources {
            session: self.session(),
            open: sessions.iter().map(Session::title).collect(),
            front: self.workspace.active_index(),
            recent: self.recent.files().iter().filter(|f| !is_open(f.path.as_path())).collect(),
            can: &|c| self.can(c),
            why: &|c| self.why(c),
            item: self.item_at_hand(),
        };
        let entries = entries(ctx, &sources);
        let whole = self.session().is_some() && !self.preview.is_partial();
        let pages = self.preview.pages().filter(|_| whole).map(|pages| pages.count());
        self.ask(Dialog::Palette(Palette::new(entries, self.settings.used.clone(), pages)));
    }

    /// Goes where an entry of the palette leads, and remembers it.
    pub(super) fn use_target(&mut self, ctx: &Context, target: Target) {
        if let Some(key) = target.key() {
            self.settings.used.retain(|used| *used != key);
            self.settings.used.insert(0, key);
            self.settings.used.truncate(USED_LIMIT);
        }
        match target {
            Target::Command(command) if self.can(command) => self.run(ctx, command),
            Target::Command(_) => {}
            Target::Section(id) => self.enter_section(id),
            Target::Field(path) => self.go_to(ctx, &path),
            Target::Page(page) => self.turn_to_page(page),
            Target::Draft(index) => {
                self.workspace.activate(index);
                self.on_start = false;
            }
            Target::File(path) => self.open(ctx, &path),
        }
    }
}
