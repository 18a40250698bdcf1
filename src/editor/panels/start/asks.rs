//! How much a form asks for, counted in the draft that new agreements start with.

use super::super::outline;
use crate::template::Form;

/// What a form asks of its drafter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asks {
    /// Required fields and questions that are empty at the beginning.
    pub answers: usize,
    /// Sections in which there is something to enter.
    pub sections: usize,
    /// Roughly, to the next five.
    pub minutes: usize,
}

/// Seconds to find and enter an answer, and to read through a section.
const ANSWER: usize = 25;
const SECTION: usize = 45;

impl Asks {
    pub fn of(form: &Form) -> Self {
        let (template, start) = (form.template(), form.start());
        let asked = template.sections.iter().filter(|s| !s.form.is_empty() || !s.questions.is_empty());
        let sections = asked.count();
        let progress = outline::all_progress(start, form);
        let fields: usize = progress.iter().map(|p| p.required.saturating_sub(p.filled)).sum();
        let blank = |id: &str| start.agreement.answer(id).is_none_or(|answer| answer.trim().is_empty());
        let questions = template.questions.iter();
        let questions =
            questions.filter(|q| q.required && q.default.trim().is_empty() && blank(&q.id)).count();
        let answers = fields + questions;
        let minutes = (answers * ANSWER + sections * SECTION).div_ceil(300) * 5;
        Self { answers, sections, minutes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_asks_for_a_bearable_number_of_answers() {
        for form in crate::template::library() {
            let asks = Asks::of(form);
            assert!((30..=70).contains(&asks.answers), "{}: {asks:?}", form.template().id);
            assert!((15..=25).contains(&asks.sections), "{}: {asks:?}", form.template().id);
            assert!((25..=60).contains(&asks.minutes), "{}: {asks:?}", form.template().id);
        }
    }
}
