//! What the first questions say.

use crate::check::Summary;

pub const BACK: &str = "Back";
pub const FINISH: &str = "Finish";
pub const FINISH_TIP: &str = "Go on in the form, at the first thing that is left to do";
pub const SKIP: &str = "Skip to the form";
pub const SKIP_TIP: &str = "What was entered stays; the questions can be called up again in the Go menu";
pub const TODAY: &str = "Today";
pub const NEXT_MONTH: &str = "First of next month";
pub const IN_30_DAYS: &str = "In 30 days";
pub const STEPS: &str = "Steps";
pub const TAKEN_OVER: &str = "Taken over from the last agreement you began.";
pub const CLEAR: &str = "Clear the provider";
/// As the menu calls the step of undo.
pub const CLEAR_STEP: &str = "Clear the provider";
pub const UNDO_STEP: &str = "First questions";
pub const NO_QUESTIONS: &str =
    "This form of agreement has no first questions. All fields are in its sections.";
pub const NOTHING_LEFT: &str = "Nothing is left to fill in. Review the agreement before you send it.";

/// Below answers with which the form begins; `asked` is how many fields stand above.
pub fn proposed(names: &[&str], asked: usize) -> String {
    match (asked, names) {
        (1, _) => "The form proposes this. Keep it if you mean it, or enter your own.".to_owned(),
        (_, [name]) => format!(
            "What stands in “{name}” is proposed by the form. Keep it if you mean it, or enter your own."
        ),
        _ => {
            let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
            let names = crate::value::listed(&names);
            format!("What stands in {names} is proposed by the form. Keep it if you mean it.")
        }
    }
}

pub fn about(form: &str, step: usize, steps: usize) -> String {
    format!("{form}  ·  first questions, step {step} of {steps}")
}

pub fn next(title: &str) -> String {
    format!("Next: {title}")
}

pub fn step(number: usize, title: &str) -> String {
    format!("{number}  {title}")
}

/// A usual day for a field, as screen readers say it.
pub fn usual_day(field: &str, day: &str) -> String {
    format!("{field}: {}", day.to_lowercase())
}

/// What is left in the whole agreement.
pub fn left(sum: Summary) -> String {
    match sum.left_words().as_str() {
        "" => NOTHING_LEFT.to_owned(),
        words => format!("{words} in the whole agreement. Nothing here has to be answered now."),
    }
}

/// Said when the form comes on screen.
pub fn finished(sum: Summary, key: &str) -> String {
    match sum.left_words().as_str() {
        "" => NOTHING_LEFT.to_owned(),
        words => format!("{words}. {key} leads to the next."),
    }
}
