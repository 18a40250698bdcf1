//! Term and notice, as days of the calendar.

use super::Said;
use super::delta::{Value, delta};
use super::pair::{Asked, Pair};
use crate::agreement::TermKind;
use crate::template::{notice_by, term_end};
use crate::value::Date;

pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let ["term", field] = asked.path.as_slice() else { return None };
    match *field {
        "effective" | "kind" | "length" | "until" => Some(end(pair)),
        "notice" => notice(pair, asked),
        "renewal" => {
            let (old, new) = (term_end(&pair.old.of.term), term_end(&pair.new.of.term));
            let day = new.or(old)?;
            Some(Said::open(format!("decides what happens after {}", words(day))))
        }
        _ => None,
    }
}

fn words(day: Date) -> String {
    Value::Date(day).words()
}

/// "365 days later".
fn moved(old: Date, new: Date) -> String {
    let by = delta(Value::Date(old), Value::Date(new)).and_then(|d| d.by).unwrap_or_default();
    format!("{by} {}", if new > old { "later" } else { "earlier" })
}

fn end(pair: &Pair<'_>) -> Said {
    let (old, new) = (&pair.old.of.term, &pair.new.of.term);
    let text = match (term_end(old), term_end(new)) {
        (Some(before), Some(now)) if before == now => format!("ends on {} as before", words(now)),
        (Some(before), Some(now)) => {
            format!("ends on {}, before on {}: {}", words(now), words(before), moved(before, now))
        }
        (None, Some(now)) => format!("ends on {} now", words(now)),
        (Some(before), None) if new.kind == TermKind::OpenEnded => {
            format!("runs on until notice is given, before it ended on {}", words(before))
        }
        (Some(before), None) => format!("has no last day any more, before {}", words(before)),
        (None, None) => match (old.effective, new.effective) {
            (Some(before), Some(now)) if before != now => format!("begins {}", moved(before, now)),
            _ => "has no fixed last day".to_owned(),
        },
    };
    Said::open(text)
}

fn notice(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let by = match (notice_by(&pair.old.of.term), notice_by(&pair.new.of.term)) {
        (Some(before), Some(now)) if before != now => {
            format!("notice by {}, before by {}: {}", words(now), words(before), moved(before, now))
        }
        (None, Some(now)) => format!("notice by {}", words(now)),
        _ => return super::scales::by_hand(pair, asked, "of notice", None, false),
    };
    Some(Said::open(by))
}
