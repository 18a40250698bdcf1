//! The bar above the form: what is special about the file of the draft in front, and what can be done about it.

use crate::editor::commands::Command;
use crate::editor::tokens::{Palette, SPACE_S, palette, soft, strong};
use crate::editor::view::Action;
use crate::editor::widgets::{Icon, icon_ui, primary_button_ui};
use crate::session::recovery::moment_words;
use crate::session::{Outside, ReadOnly, Session};
use crate::store::Holder;
use egui::accesskit::{Live, Role};
use egui::{Color32, Frame, Label, Margin, Panel, Ui};

mod words {
    pub const NO_FOLDER: &str = "The file’s folder is no longer there";
    pub const NO_FILE: &str = "The file is no longer there";
    pub const GONE: &str = "It was moved, renamed or deleted, or its drive is not connected. Your draft is still open here, \
         with everything in it.";
    pub const SAVE_AS: &str = "Save as…";
    pub const SAVE_AGAIN: &str = "Save it there again";
    pub const NOT_NOW: &str = "Not now";
    pub const NEWER: &str =
        "This draft was saved by a newer Clausewright. Here it can only be read and exported.";
    pub const IN_USE: &str = "This draft is open in another window. Here it can only be read.";
    pub const EDIT_COPY: &str = "Edit a copy";
    pub const EDIT_ANYWAY: &str = "Edit it anyway";
    pub const CHANGED: &str = "Another program has changed this file";
    pub const UNTOUCHED: &str = "You have changed nothing here since it was opened or saved.";
    pub const BOTH_CHANGED: &str = "Another program has changed this file, and you have changes here";
    pub const NOTHING_LOST: &str = "Nothing is lost yet. Reloading can be undone; what overwriting replaces stays among the \
         earlier saves.";
    pub const RELOAD: &str = "Reload";
    pub const COMPARE: &str = "Compare…";
    pub const OVERWRITE: &str = "Overwrite";
    pub const KEEP_MINE: &str = "Keep mine for now";
    pub const SAVE_MINE: &str = "Save mine as…";

    pub fn not_shown(count: usize) -> String {
        format!("What is not shown ({count})…")
    }

    /// `schema`: the file format it needs.
    pub fn newer(schema: u32) -> String {
        format!(
            "It needs a version that knows file format {schema}; this one knows formats up to {}. Nothing can be saved, not \
             even a copy, because that would lose what this version does not know. Update Clausewright to edit it.",
            crate::draft::SCHEMA
        )
    }

    /// `who`: who has it open, as far as that is known.
    pub fn in_use(who: &str) -> String {
        format!(
            "{who}Once it is closed there you can edit it here. A copy becomes a draft of its own. If you edit it anyway, \
             whoever saves last is asked what to do with the other’s changes."
        )
    }

    pub fn opened_there(since: &str, process: u32, host: &str) -> String {
        let host = if host.is_empty() { String::new() } else { format!(" on {host}") };
        format!("It was opened there {since} (process {process}{host}). ")
    }

    pub fn open_good(when: &str) -> String {
        format!("Open the last whole save ({when})")
    }

    pub fn not_read(count: usize) -> String {
        format!("What could not be read ({count})…")
    }

    pub fn damaged(file: &str) -> String {
        format!("“{file}” is damaged")
    }

    pub fn damage(count: usize) -> String {
        let places = if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
        format!(
            "What could be read is shown here as a new draft, which is not saved yet; {places} could not be read. The \
             damaged file itself was not changed."
        )
    }
}

/// What the bar offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Become a draft without a file.
    EditCopy,
    /// Edit although another window has the draft.
    EditAnyway,
    /// Take what the file holds now.
    Reload,
    /// Write over what the file holds now, or write it anew.
    Overwrite,
    /// List how the file and the draft differ.
    Compare,
    /// Go on; a save asks again.
    PutOff,
    /// List what could not be read.
    Losses,
    /// Open the newest earlier save that is whole.
    OpenGood,
}

/// A bar to be drawn.
struct Notice {
    /// Something may be lost; otherwise it only has to be known.
    grave: bool,
    title: String,
    text: String,
    /// The first is the one most likely wanted.
    offers: Vec<(String, Offer)>,
}

enum Offer {
    Remedy(Remedy),
    Run(Command),
}

/// Draws the bar, if there is something to say. `good`: when the newest whole save was made, in words.
pub fn notice_ui(ui: &mut Ui, session: &Session, good: Option<&str>, now: i64, actions: &mut Vec<Action>) {
    let Some(notice) = notice_of(session, good, now) else { return };
    let p = palette(ui);
    let (fill, ink, icon) = look_of(p, notice.grave);
    let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(14, 8));
    Panel::top("notice").frame(frame).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_S;
            icon_ui(ui, icon, ink, 17.0);
            ui.vertical(|ui| {
                let title = ui.add(Label::new(strong(notice.title.as_str())).wrap());
                ui.ctx().accesskit_node_builder(title.id, |node| {
                    node.set_role(Role::Alert);
                    node.set_label(notice.title.as_str());
                    node.set_live(Live::Polite);
                    node.set_description(notice.text.as_str());
                });
                ui.add(Label::new(soft(ui, notice.text.as_str())).wrap());
                if notice.offers.is_empty() {
                    return;
                }
                ui.add_space(2.0);
                ui.horizontal_wrapped(|ui| {
                    for (index, (words, offer)) in notice.offers.into_iter().enumerate() {
                        let button =
                            if index == 0 { primary_button_ui(ui, &words) } else { ui.button(words) };
                        if button.clicked() {
                            actions.push(match offer {
                                Offer::Remedy(remedy) => Action::Remedy(remedy),
                                Offer::Run(command) => Action::Run(command),
                            });
                        }
                    }
                });
            });
        });
    });
}

fn look_of(p: &Palette, grave: bool) -> (Color32, Color32, Icon) {
    if grave { (p.warning_soft, p.warning, Icon::Warning) } else { (p.accent_soft, p.accent, Icon::Hint) }
}

fn notice_of(session: &Session, good: Option<&str>, now: i64) -> Option<Notice> {
    let remedy = |words: &str, remedy: Remedy| (words.to_owned(), Offer::Remedy(remedy));
    match (session.outside(), session.read_only(), session.damage()) {
        (Some(Outside::Changed(_)), read_only, _) => Some(changed(session, read_only.is_some())),
        (Some(Outside::Gone { folder }), ..) => Some(Notice {
            grave: true,
            title: if *folder { words::NO_FOLDER } else { words::NO_FILE }.to_owned(),
            text: words::GONE.to_owned(),
            offers: vec![
                (words::SAVE_AS.to_owned(), Offer::Run(Command::SaveAs)),
                remedy(words::SAVE_AGAIN, Remedy::Overwrite),
                remedy(words::NOT_NOW, Remedy::PutOff),
            ],
        }),
        (None, Some(ReadOnly::Newer { schema, losses }), _) => {
            let mut offers = Vec::new();
            if !losses.is_empty() {
                offers.push(remedy(&words::not_shown(losses.len()), Remedy::Losses));
            }
            Some(Notice { grave: false, title: words::NEWER.to_owned(), text: words::newer(*schema), offers })
        }
        (None, Some(ReadOnly::InUse(holder)), _) => Some(Notice {
            grave: false,
            title: words::IN_USE.to_owned(),
            text: words::in_use(&who(holder.as_ref(), now)),
            offers: vec![
                remedy(words::EDIT_COPY, Remedy::EditCopy),
                remedy(words::EDIT_ANYWAY, Remedy::EditAnyway),
            ],
        }),
        (None, None, Some(damage)) => {
            let count = damage.losses.len();
            let mut offers = Vec::new();
            if let Some(when) = good {
                offers.push(remedy(&words::open_good(when), Remedy::OpenGood));
            }
            offers.push(remedy(&words::not_read(count), Remedy::Losses));
            offers.push((words::SAVE_AS.to_owned(), Offer::Run(Command::SaveAs)));
            Some(Notice {
                grave: true,
                title: words::damaged(&damage.path.file_name().unwrap_or_default().to_string_lossy()),
                text: words::damage(count),
                offers,
            })
        }
        (None, None, None) => None,
    }
}

fn changed(session: &Session, read_only: bool) -> Notice {
    let remedy = |words: &str, remedy: Remedy| (words.to_owned(), Offer::Remedy(remedy));
    if !session.is_dirty() {
        return Notice {
            grave: false,
            title: words::CHANGED.to_owned(),
            text: words::UNTOUCHED.to_owned(),
            offers: vec![
                remedy(words::RELOAD, Remedy::Reload),
                remedy(words::COMPARE, Remedy::Compare),
                remedy(if read_only { words::NOT_NOW } else { words::KEEP_MINE }, Remedy::PutOff),
            ],
        };
    }
    Notice {
        grave: true,
        title: words::BOTH_CHANGED.to_owned(),
        text: words::NOTHING_LOST.to_owned(),
        offers: vec![
            remedy(words::COMPARE, Remedy::Compare),
            (words::SAVE_MINE.to_owned(), Offer::Run(Command::SaveAs)),
            remedy(words::RELOAD, Remedy::Reload),
            remedy(words::OVERWRITE, Remedy::Overwrite),
            remedy(words::NOT_NOW, Remedy::PutOff),
        ],
    }
}

/// "Opened there today, 14:05 (process 4711 on desk). ", as far as that is known.
fn who(holder: Option<&Holder>, now: i64) -> String {
    let Some(holder) = holder else { return String::new() };
    let since = moment_words(holder.since, now);
    words::opened_there(&since, holder.process, &holder.host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holder_is_named_as_far_as_it_is_known() {
        assert_eq!(who(None, 0), "");
        let holder = Holder { process: 7, host: "desk".to_owned(), since: 1_795_000_000 };
        let said = who(Some(&holder), 1_795_000_060);
        assert!(said.starts_with("It was opened there today, "), "{said}");
        assert!(said.ends_with(" (process 7 on desk). "), "{said}");
    }
}
