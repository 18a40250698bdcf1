//! One thing after the other: what is typed behind a key that moves the focus belongs to where the focus goes, and what is
//! typed before Tab to where the focus was.
//!
//! The toolkit gives all that came since the last frame to whichever field had the keyboard then. After a slow frame, or
//! under quick fingers, the first letter of an answer would stand at the end of the answer before it.

use egui::{Context, Event, Key, Modifiers, RawInput};

/// Gives a frame nothing of what came behind a key or a press that may move the focus; it waits for the next one.
#[derive(Default)]
pub struct Turns {
    waiting: Vec<Event>,
}

impl Turns {
    /// Tab, pressed in what was open above a field, goes on from the field with the next frame.
    pub fn go_on_by_tab(ctx: &Context, modifiers: Modifiers) {
        let tab = Event::Key { key: Key::Tab, physical_key: None, pressed: true, repeat: false, modifiers };
        ctx.with_plugin(|turns: &mut Self| turns.waiting.insert(0, tab));
        ctx.request_repaint();
    }

    /// Leaves in `events` what may happen now.
    fn take(&mut self, events: &mut Vec<Event>) {
        self.waiting.append(events);
        let ends = self.waiting.iter().position(moves_focus).map(|at| at + 1);
        let begins = ends.and_then(|from| {
            let behind = self.waiting.iter().skip(from).position(is_deed)?;
            Some(from + behind)
        });
        // Lists look at what was typed after the toolkit has moved the focus.
        let tab = self.waiting.iter().position(is_tab);
        let tab = tab.filter(|at| self.waiting.iter().take(*at).any(is_deed));
        let begins = begins.into_iter().chain(tab).min();
        let rest = begins.map(|at| self.waiting.split_off(at)).unwrap_or_default();
        *events = std::mem::replace(&mut self.waiting, rest);
    }
}

impl egui::Plugin for Turns {
    fn debug_name(&self) -> &'static str {
        "turns"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.take(&mut input.events);
        if !self.waiting.is_empty() {
            ctx.request_repaint();
        }
    }
}

/// Whether the focus may be elsewhere after this.
fn moves_focus(event: &Event) -> bool {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => {
            modifiers.command
                || modifiers.alt
                || matches!(key, Key::Tab | Key::Enter | Key::Escape)
                || (Key::F1..=Key::F12).contains(key)
        }
        Event::PointerButton { pressed: false, .. } => true,
        _ => false,
    }
}

fn is_tab(event: &Event) -> bool {
    matches!(event, Event::Key { key: Key::Tab, pressed: true, .. })
}

/// Whether somebody does something by this, rather than let go of a key or move.
fn is_deed(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { pressed: true, .. }
            | Event::PointerButton { pressed: true, .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Paste(_)
            | Event::Copy
            | Event::Cut
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, pressed: bool) -> Event {
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    #[test]
    fn what_is_typed_behind_a_tab_waits_for_the_next_frame() {
        let mut turns = Turns::default();
        let mut frame = |mut events: Vec<Event>| {
            turns.take(&mut events);
            events
        };
        let plain = vec![key(Key::A, true), text("a"), key(Key::A, false), text("b")];
        assert_eq!(frame(plain.clone()), plain);
        let twice = vec![
            text("a"),
            key(Key::Tab, true),
            key(Key::Tab, false),
            text("b"),
            key(Key::Tab, true),
            text("c"),
        ];
        assert_eq!(frame(twice), [text("a")], "what came before belongs to where the focus was");
        assert_eq!(frame(Vec::new()), [key(Key::Tab, true), key(Key::Tab, false)]);
        assert_eq!(frame(vec![text("d")]), [text("b")], "nothing overtakes");
        assert_eq!(frame(Vec::new()), [key(Key::Tab, true)]);
        assert_eq!(frame(Vec::new()), [text("c"), text("d")]);
        assert_eq!(frame(Vec::new()), []);
    }
}
