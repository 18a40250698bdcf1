//! What of everything is looked through: all, or one kind, chosen by the sign that what is typed begins with.

use super::{Target, words};
use crate::editor::tokens::{SPACE_XS, TYPE_SMALL, palette};
use crate::editor::widgets::OneStop;
use egui::{Button, RichText, Stroke, Ui, vec2};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    #[default]
    All,
    Commands,
    Fields,
    Sections,
    Pages,
}

impl Scope {
    /// Those with a sign.
    pub const NARROW: [Self; 4] = [Self::Commands, Self::Fields, Self::Sections, Self::Pages];

    pub fn sign(self) -> Option<char> {
        match self {
            Self::All => None,
            Self::Commands => Some('>'),
            Self::Fields => Some('@'),
            Self::Sections => Some('#'),
            Self::Pages => Some(':'),
        }
    }

    /// The scope of what is typed, and what is typed without its sign.
    pub fn split(typed: &str) -> (Self, &str) {
        let typed = typed.trim_start();
        let signed = |scope: &Self| Some((*scope, typed.strip_prefix(scope.sign()?)?.trim_start()));
        Self::NARROW.iter().find_map(signed).unwrap_or((Self::All, typed))
    }

    pub fn has(self, target: &Target) -> bool {
        match self {
            Self::All => true,
            Self::Commands => matches!(target, Target::Command(_)),
            Self::Fields => matches!(target, Target::Field(_)),
            Self::Sections => matches!(target, Target::Section(_)),
            Self::Pages => matches!(target, Target::Page(_)),
        }
    }
}

/// The number of a page that is asked for: "12", "page 12", "p. 12", and within [`Scope::Pages`] any number.
pub(super) fn page_of(scope: Scope, rest: &str) -> Option<usize> {
    let text = rest.trim().to_lowercase();
    let number = match scope {
        Scope::All | Scope::Pages => {
            let word = ["page", "p.", "p"].into_iter().find_map(|word| text.strip_prefix(word));
            word.unwrap_or(&text).trim_start()
        }
        _ => return None,
    };
    let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    digits.then(|| number.parse().unwrap_or(usize::MAX)).filter(|number| *number > 0)
}

/// The scopes, each a click away; `typed` gets the sign of the one that was clicked.
pub(super) fn scopes_ui(ui: &mut Ui, typed: &mut String, offered: impl Fn(Scope) -> bool) -> bool {
    let (now, rest) = Scope::split(typed);
    let rest = rest.to_owned();
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(SPACE_XS, SPACE_XS);
        ui.spacing_mut().interact_size.y = 24.0;
        let mut stop = OneStop::new(ui, None);
        for scope in Scope::NARROW.into_iter().filter(|scope| offered(*scope)) {
            let Some(sign) = scope.sign() else { continue };
            let on = scope == now;
            let text = RichText::new(words::scope(scope, sign)).size(TYPE_SMALL);
            let button = Button::selectable(on, text).frame_when_inactive(true);
            let response = stop.button_ui(ui, button.stroke(Stroke::new(1.0, palette(ui).line)));
            if response.on_hover_text(words::scope_tip(scope)).clicked() {
                chosen = Some(if on { rest.clone() } else { format!("{sign}{rest}") });
            }
        }
        stop.end(ui);
    });
    let clicked = chosen.is_some();
    if let Some(text) = chosen {
        *typed = text;
    }
    clicked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_at_the_beginning_narrows() {
        assert_eq!(Scope::split("> save"), (Scope::Commands, "save"));
        assert_eq!(Scope::split("@target"), (Scope::Fields, "target"));
        assert_eq!(Scope::split("  #"), (Scope::Sections, ""));
        assert_eq!(Scope::split("a > b"), (Scope::All, "a > b"));
        assert_eq!(Scope::split(""), (Scope::All, ""));
    }

    #[test]
    fn the_number_of_a_page_is_understood() {
        for typed in ["12", "page 12", "Page12", "p. 12", "p12", ":12", ": page 12"] {
            let (scope, rest) = Scope::split(typed);
            assert_eq!(page_of(scope, rest), Some(12), "{typed}");
        }
        for typed in ["", "page", "0", "12a", "99.9", "parties", "@12", ":"] {
            let (scope, rest) = Scope::split(typed);
            assert_eq!(page_of(scope, rest), None, "{typed}");
        }
        assert_eq!(page_of(Scope::Pages, "99999999999999999999999"), Some(usize::MAX));
    }
}
