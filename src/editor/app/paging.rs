//! The commands for the pages.

use super::App;
use super::panes::Pane;
use crate::editor::panels::pages::{self, Zoom};
use crate::value::FieldPath;
use egui::Context;

impl App {
    /// Has the pages of the newest revision made; never those that somebody has hidden.
    pub(super) fn ask_for_pages(&mut self) {
        if self.on_start || !self.settings.panes.show_pages {
            return;
        }
        let Some(session) = self.workspace.active() else { return };
        let document = &session.derived().document;
        self.preview.ask(session.draft().id.as_str(), session.revision(), document);
    }

    /// The next step of zoom up or down.
    pub(super) fn zoom_pages(&mut self, larger: bool) {
        if let Some(percent) = pages::next_zoom(self.reader.percent(), larger) {
            self.set_page_zoom(Zoom::Percent(percent));
        }
    }

    #[cfg(test)]
    pub(in crate::editor) fn zoom_pages_to(&mut self, percent: f32) {
        self.set_page_zoom(Zoom::Percent(percent));
    }

    pub(super) fn fit_pages(&mut self, whole: bool) {
        self.set_page_zoom(if whole { Zoom::Page } else { Zoom::Width });
    }

    pub(super) fn page_zoom(&self) -> Zoom {
        match self.settings.page_zoom {
            Some(percent) => Zoom::Percent(f32::from(percent)),
            None if self.settings.page_whole => Zoom::Page,
            None => Zoom::Width,
        }
    }

    pub(super) fn set_page_zoom(&mut self, zoom: Zoom) {
        self.settings.page_whole = zoom == Zoom::Page;
        self.settings.page_zoom = match zoom {
            Zoom::Percent(percent) => Some(percent.round() as u16),
            Zoom::Width | Zoom::Page => None,
        };
    }

    /// Shows the pages and gives the keyboard to the box with the number.
    pub(super) fn ask_page(&mut self, ctx: &Context) {
        self.show_pages();
        self.reader.ask_page(ctx);
    }

    /// Shows the pages with this one, counted from 0, in view.
    pub(super) fn turn_to_page(&mut self, page: usize) {
        self.show_pages();
        self.reader.turn_to(page);
    }

    pub(super) fn find_in_pages(&mut self, ctx: &Context) {
        self.show_pages();
        self.reader.find(ctx);
    }

    /// Turns to where the field at hand is printed, and says how many such places there are.
    pub(super) fn show_on_pages(&mut self, ctx: &Context) {
        let path = self.view().and_then(|v| v.focused.clone().or_else(|| v.at.clone()));
        let Some(path) = path.filter(|path| !path.is_root()) else {
            self.toasts.say(ctx, pages::NO_FIELD);
            return;
        };
        self.show_pages();
        let section = self.view().map(|v| FieldPath::new("sections").join(&v.section)).unwrap_or_default();
        let said = match self.preview.pages() {
            None => pages::NO_PAGES_YET.to_owned(),
            Some(all) => match self.reader.show_printed(all, &path, &section) {
                Some(pages::Found { page, at, count }) => pages::shown(page, at, count),
                None => pages::NOT_PRINTED.to_owned(),
            },
        };
        self.toasts.say(ctx, said);
    }

    /// Copies the text of the page in view.
    pub(super) fn copy_page(&mut self, ctx: &Context) {
        let shown = self.settings.panes.show_pages;
        let Some(pages) = self.preview.pages().filter(|_| shown) else {
            self.show_pages();
            self.toasts.say(ctx, pages::NO_PAGES_YET);
            return;
        };
        let page = self.reader.page();
        ctx.copy_text(pages.text(page).text().to_owned());
        self.toasts.say(ctx, pages::copied(page));
    }

    pub(super) fn show_pages(&mut self) {
        self.settings.panes.show_pages = true;
        self.panes.front = Pane::Pages;
        if let Some(view) = self.view() {
            view.uncover();
        }
    }
}
