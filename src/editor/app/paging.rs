//! The commands for the pages.

use super::App;
use super::panes::Pane;
use crate::editor::panels::pages::{self, Zoom};
use egui::Context;

impl App {
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

    /// Copies the text of the page in view.
    pub(super) fn copy_page(&mut self, ctx: &Context) {
        let Some(pages) = self.preview.pages() else {
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
