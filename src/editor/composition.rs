//! Input methods: while characters are composed, the keys belong to the input method.

use egui::{Context, Event, Id, ImeEvent, RawInput};

fn field_id() -> Id {
    Id::unique("composing")
}

/// Whether an input method is putting words together in the field that has the keyboard.
pub fn is_composing(ctx: &Context) -> bool {
    let field = ctx.data(|d| d.get_temp::<Option<Id>>(field_id())).flatten();
    field.is_some() && field == ctx.memory(|m| m.focused())
}

/// Keeps keys from shortcuts, dialogs, lists and the walk of Tab for as long as a composition is open, before egui sees
/// them. Some systems report the key that ends a composition as well; it is left out with them.
#[derive(Default)]
pub struct Composition {
    open: bool,
}

impl Composition {
    /// Takes the keys out that belong to a composition; says whether one is open afterwards.
    fn filter(&mut self, events: &mut Vec<Event>) -> bool {
        let before = self.open;
        for event in events.iter() {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => self.open = !text.is_empty(),
                Event::Ime(ImeEvent::Commit(_)) | Event::WindowFocused(false) => self.open = false,
                _ => {}
            }
        }
        let touched = events.iter().any(|e| matches!(e, Event::Ime(_)));
        if before || self.open || touched {
            events.retain(|event| !matches!(event, Event::Key { pressed: true, .. }));
        }
        self.open
    }
}

impl egui::Plugin for Composition {
    fn debug_name(&self) -> &'static str {
        "composition"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let before = self.open;
        let open = self.filter(&mut input.events);
        if before != open {
            let field = ctx.memory(|m| m.focused()).filter(|_| open);
            ctx.data_mut(|d| d.insert_temp(field_id(), field));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Key, Modifiers};

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn preedit(text: &str) -> Event {
        Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None })
    }

    #[test]
    fn keys_belong_to_the_input_method_until_the_composition_ends() {
        let mut composition = Composition::default();
        let mut left = |events: Vec<Event>| {
            let mut events = events;
            let open = composition.filter(&mut events);
            (events.iter().filter(|e| matches!(e, Event::Key { .. })).count(), open)
        };
        assert_eq!(left(vec![key(Key::Enter)]), (1, false));
        assert_eq!(left(vec![key(Key::N), preedit("に")]), (0, true));
        assert_eq!(left(vec![key(Key::Enter)]), (0, true));
        assert_eq!(left(vec![Event::Ime(ImeEvent::Commit("日".to_owned())), key(Key::Enter)]), (0, false));
        assert_eq!(left(vec![key(Key::Enter)]), (1, false));
        assert_eq!(left(vec![preedit("x")]), (0, true));
        assert_eq!(left(vec![Event::WindowFocused(false)]), (0, false));
    }
}
