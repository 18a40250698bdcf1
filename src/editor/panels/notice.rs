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
            title: if *folder { "The file’s folder is no longer there" } else { "The file is no longer there" }.to_owned(),
            text: "It was moved, renamed or deleted, or its drive is not connected. Your draft is still open here, with \
                   everything in it."
                .to_owned(),
            offers: vec![
                ("Save as…".to_owned(), Offer::Run(Command::SaveAs)),
                remedy("Save it there anew", Remedy::Overwrite),
                remedy("Not now", Remedy::PutOff),
            ],
        }),
        (None, Some(ReadOnly::Newer { schema, losses }), _) => {
            let mut offers = Vec::new();
            if !losses.is_empty() {
                offers.push(remedy(&format!("What is not shown ({})…", losses.len()), Remedy::Losses));
            }
            Some(Notice {
                grave: false,
                title: "This draft was saved by a newer Clausewright. Here it can only be read and exported.".to_owned(),
                text: format!(
                    "It needs a version that knows file format {schema}; this one knows formats up to {}. Nothing can be \
                     saved, not even a copy, because that would lose what this version does not know. Update Clausewright \
                     to edit it.",
                    crate::draft::SCHEMA
                ),
                offers,
            })
        }
        (None, Some(ReadOnly::InUse(holder)), _) => Some(Notice {
            grave: false,
            title: "This draft is open in another window. Here it can only be read.".to_owned(),
            text: format!(
                "{}Once it is closed there you can edit it here. A copy becomes a draft of its own. If you edit it \
                 anyway, whoever saves last is asked what to do with the other’s changes.",
                who(holder.as_ref(), now)
            ),
            offers: vec![
                remedy("Edit a copy", Remedy::EditCopy),
                remedy("Edit it anyway", Remedy::EditAnyway),
            ],
        }),
        (None, None, Some(damage)) => {
            let count = damage.losses.len();
            let places = if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
            let mut offers = Vec::new();
            if let Some(when) = good {
                offers.push(remedy(&format!("Open the last whole save ({when})"), Remedy::OpenGood));
            }
            offers.push(remedy(&format!("What could not be read ({count})…"), Remedy::Losses));
            offers.push(("Save as…".to_owned(), Offer::Run(Command::SaveAs)));
            Some(Notice {
                grave: true,
                title: format!("“{}” is damaged", damage.path.file_name().unwrap_or_default().to_string_lossy()),
                text: format!(
                    "What could be read is shown here as a new draft, which is not saved yet; {places} could not be read as \
                     they stand. The damaged file itself was not changed."
                ),
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
            title: "Another program has changed this file".to_owned(),
            text: "You have changed nothing here since it was opened or saved.".to_owned(),
            offers: vec![
                remedy("Reload", Remedy::Reload),
                remedy("Compare…", Remedy::Compare),
                remedy(if read_only { "Not now" } else { "Keep mine for now" }, Remedy::PutOff),
            ],
        };
    }
    Notice {
        grave: true,
        title: "Another program has changed this file, and you have changes here".to_owned(),
        text: "Nothing is lost yet. Reloading can be undone; what overwriting replaces stays among the earlier saves."
            .to_owned(),
        offers: vec![
            remedy("Compare…", Remedy::Compare),
            ("Save mine as…".to_owned(), Offer::Run(Command::SaveAs)),
            remedy("Reload", Remedy::Reload),
            remedy("Overwrite", Remedy::Overwrite),
            remedy("Not now", Remedy::PutOff),
        ],
    }
}

/// "Opened there today, 14:05 (process 4711 on desk). ", as far as that is known.
fn who(holder: Option<&Holder>, now: i64) -> String {
    let Some(holder) = holder else { return String::new() };
    let since = moment_words(holder.since, now);
    let host = if holder.host.is_empty() { String::new() } else { format!(" on {}", holder.host) };
    format!("It was opened there {since} (process {}{host}). ", holder.process)
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
