//! Recovered drafts on the start screen.

use crate::editor::tokens::{SPACE_L, SPACE_S, SPACE_XS, heading, palette, small, soft, strong};
use crate::editor::widgets::{hand_over, primary_button_ui};
use crate::redline::{changed_names, changed_words};
use crate::session::recovery::{FileState, Offer, Recovered, moment_words, unix_now};
use egui::{Frame, Label, Margin, RichText, Stroke, Ui};
use std::path::{Path, PathBuf};

mod words {
    use crate::session::recovery::FileState;

    pub const TITLE: &str = "Recovered drafts";
    pub const ABOUT: &str =
        "Clausewright ended before these were saved. Opening one changes no file until you save it.";
    pub const OPEN_ALL: &str = "Open all of them";
    pub const DISCARDED: &str = "Discarded drafts";
    pub const DISCARDED_ABOUT: &str = "They are kept for 30 days after they were discarded.";
    pub const DISCARDED_TIP: &str =
        "Drafts that were discarded or closed without saving can be brought back for 30 days";
    pub const NONE_LEFT: &str = "There are none left.";
    pub const HIDE: &str = "Hide";
    pub const HIDE_DISCARDED: &str = "Hide discarded drafts";
    pub const UNREADABLE: &str = "A draft that cannot be opened here";
    pub const UNREADABLE_NAME: &str = "the draft that cannot be opened here";
    pub const OPEN: &str = "Open as unsaved";
    pub const COMPARE: &str = "Compare…";
    pub const DISCARD: &str = "Discard";
    pub const DISCARD_TIP: &str = "It can be brought back for 30 days";
    pub const CHANGED: &str =
        "The file was changed after this draft was kept. It stays as it is; saving will ask first.";
    pub const MISSING: &str = "The file is no longer there. Saving will ask where to put the draft.";

    pub fn discarded(count: usize) -> String {
        if count == 1 { "One discarded draft…".to_owned() } else { format!("{count} discarded drafts…") }
    }

    pub fn open(name: &str) -> String {
        format!("Open {name} as unsaved")
    }

    pub fn compare(name: &str) -> String {
        format!("Compare {name}")
    }

    pub fn discard(name: &str) -> String {
        format!("Discard {name}")
    }

    pub fn never_saved(form: &str) -> String {
        format!("Never saved to a file  ·  {form}")
    }

    pub fn last_changed(place: &str, time: &str) -> String {
        format!("{place}  ·  last changed {time}")
    }

    /// How a draft differs from its file; `names`: the fields that do.
    pub fn difference(file: &FileState, names: Option<&str>) -> String {
        match (file, names) {
            (_, None) => "No field differs.".to_owned(),
            (FileState::AsBefore(_), Some(names)) => format!("Not in the file yet: {names}."),
            (FileState::Changed(Some(_)), Some(names)) => format!("Differs from the file in: {names}."),
            (_, Some(names)) => format!("Filled in: {names}."),
        }
    }

    pub fn unreadable(reason: &str) -> String {
        format!("The file cannot be compared at the moment. {reason}")
    }
}

/// What there is to be recovered.
#[derive(Default)]
pub struct Recovering {
    /// Newest first.
    pub offers: Vec<Offer>,
    /// How many discarded ones there are, as far as is known.
    pub discarded: usize,
    /// The discarded ones, once somebody asked for them.
    pub brought_back: Option<Vec<Offer>>,
}

impl Recovering {
    /// Takes an offer off the list.
    pub fn take(&mut self, journal: &Path) -> Option<Offer> {
        if let Some(at) = self.offers.iter().position(|offer| offer.journal == journal) {
            return Some(self.offers.remove(at));
        }
        let discarded = self.brought_back.as_mut()?;
        let at = discarded.iter().position(|offer| offer.journal == journal)?;
        self.discarded = self.discarded.saturating_sub(1);
        Some(discarded.remove(at))
    }

    pub fn all(&self) -> Vec<&Offer> {
        self.offers.iter().chain(self.brought_back.iter().flatten()).collect()
    }
}

/// What is wanted of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    Open(PathBuf),
    OpenAll,
    Compare(PathBuf),
    Discard(PathBuf),
    ShowDiscarded,
    HideDiscarded,
}

/// The recovered drafts. `focus`: the keyboard comes to the first of them.
pub fn recovered_ui(ui: &mut Ui, recovering: &Recovering, focus: bool) -> Option<Wish> {
    let mut wish = None;
    let offers = &recovering.offers;
    if !offers.is_empty() {
        ui.add_space(SPACE_L);
        ui.label(heading(words::TITLE));
        ui.label(soft(ui, words::ABOUT));
        ui.add_space(SPACE_S);
        for (row, offer) in offers.iter().enumerate() {
            offer_ui(ui, offer, true, focus && row == 0, &mut wish);
        }
        if offers.iter().filter(|offer| offer.content.is_ok()).count() > 1
            && ui.button(words::OPEN_ALL).clicked()
        {
            wish = Some(Wish::OpenAll);
        }
    }
    if let Some(discarded) = &recovering.brought_back {
        discarded_ui(ui, discarded, &mut wish);
    }
    wish
}

/// The way back for discarded drafts.
pub fn discarded_button_ui(ui: &mut Ui, recovering: &Recovering) -> Option<Wish> {
    let count = recovering.discarded;
    if count == 0 || recovering.brought_back.is_some() {
        return None;
    }
    let button = ui.button(words::discarded(count)).on_hover_text(words::DISCARDED_TIP);
    button.clicked().then_some(Wish::ShowDiscarded)
}

fn discarded_ui(ui: &mut Ui, discarded: &[Offer], wish: &mut Option<Wish>) {
    ui.add_space(SPACE_L);
    ui.label(heading(words::DISCARDED));
    ui.label(soft(ui, words::DISCARDED_ABOUT));
    ui.add_space(SPACE_S);
    if discarded.is_empty() {
        ui.label(words::NONE_LEFT);
    }
    for offer in discarded {
        offer_ui(ui, offer, false, false, wish);
    }
    if ui.button(words::HIDE).accessible_name(words::HIDE_DISCARDED).clicked() {
        *wish = Some(Wish::HideDiscarded);
    }
}

fn offer_ui(ui: &mut Ui, offer: &Offer, can_discard: bool, focus: bool, wish: &mut Option<Wish>) {
    let p = palette(ui);
    let frame = Frame::new().fill(p.sheet).stroke(Stroke::new(1.0, p.line)).corner_radius(8.0);
    let file = offer.journal.clone();
    ui.push_id(&offer.journal, |ui| {
        frame.inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = SPACE_XS;
            let name = match &offer.content {
                Ok(recovered) => {
                    draft_ui(ui, recovered);
                    title_of(recovered).to_owned()
                }
                Err(problem) => {
                    ui.label(strong(words::UNREADABLE));
                    ui.add(Label::new(problem.as_str()).wrap());
                    words::UNREADABLE_NAME.to_owned()
                }
            };
            ui.add_space(SPACE_XS);
            ui.horizontal_wrapped(|ui| {
                if offer.content.is_ok() {
                    let open = primary_button_ui(ui, words::OPEN).accessible_name(words::open(&name));
                    hand_over(&open, focus);
                    if open.clicked() {
                        *wish = Some(Wish::Open(file.clone()));
                    }
                    if ui.button(words::COMPARE).accessible_name(words::compare(&name)).clicked() {
                        *wish = Some(Wish::Compare(file.clone()));
                    }
                }
                if can_discard
                    && ui
                        .button(words::DISCARD)
                        .on_hover_text(words::DISCARD_TIP)
                        .accessible_name(words::discard(&name))
                        .clicked()
                {
                    *wish = Some(Wish::Discard(file.clone()));
                }
            });
        });
    });
    ui.add_space(SPACE_S);
}

fn draft_ui(ui: &mut Ui, recovered: &Recovered) {
    let head = &recovered.head;
    ui.label(strong(title_of(recovered)));
    let place = match &head.base {
        Some(base) => base.path.display().to_string(),
        None => words::never_saved(&recovered.form.template().title),
    };
    let line = words::last_changed(&place, &moment_words(head.written, unix_now()));
    ui.add(Label::new(small(ui, line)).wrap());
    ui.add(Label::new(difference(recovered)).wrap());
    if let Some(text) = warning(recovered) {
        ui.add(Label::new(RichText::new(text).color(palette(ui).warning)).wrap());
    }
}

/// What the draft is called; one without a title by its tab.
pub fn title_of(recovered: &Recovered) -> &str {
    match recovered.draft.agreement.title.trim() {
        "" => recovered.head.title.as_str(),
        title => title,
    }
}

/// How it differs from its file, in one line.
fn difference(recovered: &Recovered) -> String {
    let names = changed_names(&recovered.changes);
    let said = (!names.is_empty()).then(|| changed_words(&names, 3));
    words::difference(&recovered.file, said.as_deref())
}

/// What is to be known about its file before it is opened.
pub fn warning(recovered: &Recovered) -> Option<String> {
    Some(match &recovered.file {
        FileState::None | FileState::AsBefore(_) => return None,
        FileState::Changed(_) => words::CHANGED.to_owned(),
        FileState::Missing => words::MISSING.to_owned(),
        FileState::Unreadable(reason) => words::unreadable(reason),
    })
}
