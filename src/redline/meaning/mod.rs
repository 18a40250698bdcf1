//! What a change of a field means: in a sentence computed from both agreements, and whom it helps.

mod causes;
mod cost;
mod delta;
#[cfg(test)]
mod every;
mod hours;
mod items;
mod metric;
mod money;
mod neutral;
mod pair;
mod priority;
mod ranks;
mod scales;
mod service;
mod term;
#[cfg(test)]
mod tests;
mod units;
mod wording;

use super::fields::{ChangeKind, FieldChange, fields};
use crate::draft::Draft;
use crate::template::Form;
use pair::{Asked, Pair};

/// Whom a change helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Favours {
    Provider,
    Customer,
    /// It gives and takes nothing.
    Neither,
}

impl Favours {
    /// "better for the customer".
    pub fn words(self) -> &'static str {
        match self {
            Self::Provider => "better for the provider",
            Self::Customer => "better for the customer",
            Self::Neither => "neither gains",
        }
    }

    /// The other side; neither stays neither.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Provider => Self::Customer,
            Self::Customer => Self::Provider,
            Self::Neither => Self::Neither,
        }
    }
}

/// What is said about one change.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    text: String,
    favours: Option<Favours>,
}

impl Said {
    fn new(text: impl Into<String>, favours: Favours) -> Self {
        Self { text: text.into(), favours: Some(favours) }
    }

    /// Whom it helps cannot be said.
    fn open(text: impl Into<String>) -> Self {
        Self { text: text.into(), favours: None }
    }
}

type Explain = fn(&Pair<'_>, &Asked<'_>) -> Option<Said>;

/// Those that know most about a field come first.
const ALL: &[Explain] = &[
    metric::explain,
    cost::explain,
    hours::explain,
    service::explain,
    priority::explain,
    term::explain,
    money::explain,
    wording::explain,
    items::explain,
    scales::explain,
    ranks::explain,
    ranks::explain_open,
];

/// Every difference between two states of a draft, as [`fields`] finds them, with what each means.
pub fn explained(old: &Draft, new: &Draft, form: &Form) -> Vec<FieldChange> {
    let mut changes = fields(old, new, form.template());
    let pair = Pair::new(old, new, form);
    for change in &mut changes {
        if let Some(said) = said(&pair, change) {
            (change.meaning, change.favours) = (Some(said.text), said.favours);
        } else if neutral::is_neutral(&Asked::of(change)) {
            change.favours = Some(Favours::Neither);
        }
        units::write(&pair, change);
    }
    causes::mark(&pair, &mut changes);
    changes
}

fn said(pair: &Pair<'_>, change: &FieldChange) -> Option<Said> {
    if pair.old.is_typed(&change.path) || pair.new.is_typed(&change.path) {
        return Some(Said::open("what was typed is not a value yet, so nothing can be computed from it"));
    }
    let asked = Asked::of(change);
    if change.kind == ChangeKind::Moved {
        return None;
    }
    pair::first_of(pair, &asked, ALL)
}

/// `more` if the new number is larger, its opposite if it is smaller.
fn more_is(text: String, old: u64, new: u64, more: Favours) -> Said {
    Said::new(
        text,
        match new.cmp(&old) {
            std::cmp::Ordering::Greater => more,
            std::cmp::Ordering::Less => more.other(),
            std::cmp::Ordering::Equal => Favours::Neither,
        },
    )
}
