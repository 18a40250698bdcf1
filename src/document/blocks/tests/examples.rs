//! What the worked examples are computed from, over the examples of all forms.

use crate::agreement::{Agreement, Metric};
use crate::settlement::examples::{OWN, READS, examples, examples_again};
use crate::template::library;
use crate::value::{Node, Record};

/// What a settlement reads beyond [`READS`] would make an example differ from the settlement of the same month.
#[test]
fn the_examples_read_no_more_than_they_say() {
    for form in library() {
        let mut whole = form.example().agreement.clone();
        for day in ["2026-02-01", "2027-08-17"] {
            whole.term.effective = day.parse().ok();
            let mut less = Agreement::default();
            READS.iter().for_each(|read| less.take_over(read.part(), &whole));
            for metric in &mut less.metrics {
                for field in Metric::IN_WORDS {
                    metric.child_mut(field).unwrap().set_text("Other words").unwrap();
                }
            }
            assert!(examples(&whole).is_some());
            assert!(examples(&whole) == examples(&less), "{} from {day}", whole.title);
        }
    }
}

#[test]
fn what_a_metric_has_of_its_own_changes_no_other_metric_s_examples() {
    for form in library() {
        let before = &form.example().agreement;
        let known = examples(before);
        for at in 0..before.metrics.len() {
            let mut now = before.clone();
            for field in OWN {
                let text = if *field == "stated_month" {
                    "Days31"
                } else if *field == "stated_downtime" {
                    "77min"
                } else {
                    "97.5"
                };
                now.metrics[at].child_mut(field).unwrap().set_text(text).unwrap();
            }
            let changed = now.metrics[at].id.clone();
            let again = examples_again(&now, known.as_ref(), &|m| m.id != changed);
            assert!(again == examples(&now), "{changed}");
        }
    }
}
