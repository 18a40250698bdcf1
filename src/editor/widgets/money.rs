//! The currency beside an amount. An agreement has one; where it has none yet, or an amount is in another, it is chosen
//! right at the amount.

use super::complete::CURRENCIES;
use super::context::Form;
use super::field::Field;
use super::pick::{Options, Picked, pick_ui};
use crate::draft::Edit;
use crate::editor::tokens::small;
use crate::editor::view::Action;
use crate::value::{Currency, Entry, FieldPath, LeafKind, Money, Reader};
use egui::{Ui, UiBuilder};

/// Width of the choice, in points.
const WIDTH: f32 = 190.0;
/// Where the agreement says its currency.
const PLACE: &str = "currency";

/// The agreement's currency behind an amount that names none.
pub fn unit(form: &mut Form<'_>, field: &Field<'_>) -> Option<String> {
    let currency = form.draft.agreement.currency?;
    let text = form.text(&field.path);
    let named = text.chars().any(|c| c.is_alphabetic() || "€£$¥₹₩₺₪฿₴₽".contains(c));
    (!named).then(|| currency.code().to_owned())
}

/// What stands between the currency of an amount and that of the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rift {
    /// The agreement has none yet; that of the amount, if it says one.
    Unset(Option<Currency>),
    /// The amount is in another: that of the amount, and that of the agreement.
    Other(Currency, Currency),
}

fn rift(own: Option<Currency>, amount: &str) -> Option<Rift> {
    let said = amount.parse::<Money>().ok().map(Money::currency);
    match (own, said) {
        (None, _) if amount.trim().is_empty() => None,
        (None, said) => Some(Rift::Unset(said)),
        (Some(own), Some(said)) if own != said => Some(Rift::Other(said, own)),
        (Some(_), _) => None,
    }
}

/// Below an amount: the choice of the agreement's currency, where it is open or differs.
pub fn currency_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>) {
    if form.read_only {
        return;
    }
    let typed = form.text(&field.path);
    let own = form.draft.agreement.currency;
    let Some(rift) = rift(own, &form.draft.text(&field.path)).or_else(|| rift(own, &typed)) else { return };
    ui.label(small(ui, words::note(rift)));
    let said = match rift {
        Rift::Unset(said) => said,
        Rift::Other(said, _) => Some(said),
    };
    let all = choices(own, said);
    let now = own.map_or("", Currency::code);
    let options = Options { all: &all, shown: own.map_or(words::CHOOSE.to_owned(), words::currency), now };
    let builder = UiBuilder::new().scope_id(form.id(&field.path).with("currency"));
    let draw = |ui: &mut Ui| {
        let (response, picked) = pick_ui(ui, &options, WIDTH.min(ui.available_width()));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(words::NAME));
        picked
    };
    let Some(Picked::Taken(index) | Picked::Typed(index)) = ui.scope_builder(builder, draw).inner else {
        return;
    };
    let Some((code, _)) = all.get(index).filter(|(code, _)| code != now) else { return };
    choose(form, field, code, &typed);
}

/// Sets the agreement's currency, and reads the amount anew with it if it was none without.
fn choose(form: &mut Form<'_>, field: &Field<'_>, code: &str, typed: &str) {
    let mut edits = vec![Edit::set(PLACE, code)];
    if form.draft.pending_at(&field.path).is_some() {
        let reader = Reader { currency: code.parse().ok(), ..form.reader() };
        if let Entry::Value(amount) = reader.read(LeafKind::Money, typed) {
            edits.push(Edit::set(field.path.clone(), amount));
        }
    }
    form.view.typing = None;
    form.view.told = None;
    form.view.left.insert(FieldPath::new(PLACE));
    form.actions.push(Action::Edit { edits, name: words::STEP.to_owned(), key: None });
}

/// The agreement's currency and that of the amount first, then those most used.
fn choices(own: Option<Currency>, said: Option<Currency>) -> Vec<(String, String)> {
    let mut known: Vec<Currency> = own.into_iter().chain(said).collect();
    for currency in CURRENCIES.iter().filter_map(|code| code.parse().ok()) {
        if !known.contains(&currency) {
            known.push(currency);
        }
    }
    known.into_iter().map(|c| (c.code().to_owned(), words::currency(c))).collect()
}

mod words {
    use super::{Currency, Rift};

    pub const NAME: &str = "Currency of the whole agreement";
    pub const CHOOSE: &str = "Choose a currency";
    pub const STEP: &str = "Edit Currency";

    pub fn currency(currency: Currency) -> String {
        format!("{} · {}", currency.code(), currency.name())
    }
    pub fn note(rift: Rift) -> String {
        match rift {
            Rift::Unset(_) => {
                "The agreement has no currency yet. It holds for all its fees and amounts:".to_owned()
            }
            Rift::Other(said, own) => format!(
                "This amount is in {}, the agreement in {}. Its currency holds for all fees and amounts:",
                said.code(),
                own.code()
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<Currency> {
        text.parse().ok()
    }

    #[test]
    fn a_currency_is_asked_for_where_it_is_open_or_differs() {
        assert_eq!(rift(None, ""), None, "nothing to ask before there is an amount");
        assert_eq!(rift(None, "500"), Some(Rift::Unset(None)));
        assert_eq!(rift(None, "500.00 CHF"), Some(Rift::Unset(code("CHF"))));
        assert_eq!(rift(code("EUR"), "500.00 EUR"), None);
        assert_eq!(rift(code("EUR"), "500"), None);
        assert_eq!(
            rift(code("EUR"), "500.00 USD"),
            Some(Rift::Other(code("USD").unwrap(), code("EUR").unwrap()))
        );
    }

    #[test]
    fn what_the_amount_says_stands_first() {
        let all = choices(code("EUR"), code("ISK"));
        assert_eq!((all[0].0.as_str(), all[1].0.as_str()), ("EUR", "ISK"));
        assert_eq!(all.iter().filter(|(code, _)| code == "EUR").count(), 1);
        assert!(all.len() >= CURRENCIES.len());
    }
}
