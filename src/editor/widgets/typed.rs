//! Letters that lead to what begins with them: in the outline, and in lists of choices.

use egui::{Event, Id, Ui};

/// Seconds within which letters belong to one word.
const TOGETHER: f64 = 1.0;

/// Which of `labels` begins with what was typed just now, from the one at `here` on and round the end. `memory` is where
/// the letters before are kept.
pub fn typed_to(ui: &Ui, memory: Id, labels: &[&str], here: usize) -> Option<usize> {
    let memory = memory.with("letters");
    let (now, letters) = ui.input(|i| {
        let letters = i.events.iter().filter_map(|event| match event {
            Event::Text(text) => Some(text.as_str()),
            _ => None,
        });
        (i.time, letters.collect::<String>())
    });
    if letters.trim().is_empty() {
        return None;
    }
    let (before, at): (String, f64) = ui.data(|d| d.get_temp(memory)).unwrap_or_default();
    let word = if now - at < TOGETHER { before + &letters } else { letters };
    let found = next_label(labels, here, &word);
    ui.data_mut(|d| d.insert_temp(memory, (word, now)));
    found
}

/// The next label that begins with `word`; with one letter, also one pressed again and again, not the one where one is.
fn next_label(labels: &[&str], here: usize, word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let find = |first: usize, word: &str| {
        let order = (0..labels.len()).map(|step| (first + step) % labels.len());
        order.into_iter().find(|i| labels.get(*i).is_some_and(|label| label.to_lowercase().starts_with(word)))
    };
    let mut letters = word.chars();
    let first = letters.next()?;
    let step = usize::from(word.chars().count() == 1);
    find(here + step, &word).or_else(|| {
        let again = letters.all(|letter| letter == first);
        again.then(|| find(here + 1, &first.to_string())).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lead_to_the_next_label_that_begins_with_them() {
        let labels = ["Parties", "Services", "Support", "Security"];
        assert_eq!(next_label(&labels, 0, "s"), Some(1));
        assert_eq!(next_label(&labels, 1, "s"), Some(2));
        assert_eq!(next_label(&labels, 3, "s"), Some(1));
        assert_eq!(next_label(&labels, 2, "Sec"), Some(3));
        assert_eq!(next_label(&labels, 2, "su"), Some(2));
        assert_eq!(next_label(&labels, 2, "x"), None);
        assert_eq!(next_label(&labels, 1, "ss"), Some(2), "one letter again and again walks on");
    }
}
