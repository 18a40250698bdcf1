//! Facts that follow from the draft without being a field of it.

use super::Template;
use super::facts::{Fact, Label, Source};
use crate::agreement::{Term, TermKind};
use crate::draft::Draft;
use crate::value::{Date, Duration, FieldPath, LeafKind, listed};
use chrono::Months;

/// A computed fact of the vocabulary.
pub struct Computed {
    pub path: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    pub kind: LeafKind,
    /// The field that decides it.
    field: &'static str,
    /// The parts of the agreement that decide it; `None` where it follows from more than that.
    pub(super) parts: Option<&'static [&'static str]>,
    value: fn(&Draft, &Template) -> Option<String>,
}

/// All computed facts.
pub const COMPUTED: &[Computed] = &[
    Computed {
        path: "term.end",
        label: "Last day of the initial term",
        help: "The day before the initial term has run its length from the effective date, or the fixed last day; nothing for an open-ended agreement.",
        kind: LeafKind::Date,
        field: "term.length",
        parts: Some(&["term"]),
        value: |d, _| Some(term_end(&d.agreement.term)?.to_string()),
    },
    Computed {
        path: "term.notice_by",
        label: "Last day for notice",
        help: "The last day on which notice against the end of the initial term arrives in time.",
        kind: LeafKind::Date,
        field: "term.notice",
        parts: Some(&["term"]),
        value: |d, _| Some(notice_by(&d.agreement.term)?.to_string()),
    },
    Computed {
        path: "incidents.highest",
        label: "Highest priority",
        help: "The name of the first priority, without what stands behind a dash.",
        kind: LeafKind::Text,
        field: "priorities",
        parts: Some(&["priorities"]),
        value: |d, _| said(&short_names(d, 1)),
    },
    Computed {
        path: "incidents.urgent",
        label: "Urgent priorities",
        help: "The names of the first two of three priorities or more, else of the first.",
        kind: LeafKind::Text,
        field: "priorities",
        parts: Some(&["priorities"]),
        value: |d, _| said(&short_names(d, if d.agreement.priorities.len() > 2 { 2 } else { 1 })),
    },
    Computed {
        path: "document.title",
        label: "Title",
        help: "The title of the agreement.",
        kind: LeafKind::Text,
        field: "title",
        parts: Some(&["title"]),
        value: |d, _| said(&d.agreement.title),
    },
    Computed {
        path: "document.reference",
        label: "Reference",
        help: "The number under which both parties file the agreement.",
        kind: LeafKind::Text,
        field: "reference",
        parts: Some(&["reference"]),
        value: |d, _| said(&d.agreement.reference),
    },
    Computed {
        path: "document.version",
        label: "Version",
        help: "Version of the text.",
        kind: LeafKind::Text,
        field: "version",
        parts: Some(&["version"]),
        value: |d, _| said(&d.agreement.version),
    },
    Computed {
        path: "document.status",
        label: "Status",
        help: "How far the text has come.",
        kind: LeafKind::Text,
        field: "status",
        parts: Some(&["status"]),
        value: |d, _| said(d.agreement.status.label()),
    },
    Computed {
        path: "document.form",
        label: "Form of agreement",
        help: "Name of the form of agreement.",
        kind: LeafKind::Text,
        field: "template",
        parts: Some(&[]),
        value: |_, t| said(&t.title),
    },
    Computed {
        path: "document.date",
        label: "Date of the document",
        help: "The effective date, else the day the draft was made.",
        kind: LeafKind::Date,
        field: "term.effective",
        parts: None,
        value: |d, _| Some(d.agreement.term.effective.or(d.created)?.to_string()),
    },
];

/// "P1 and P2" of priorities that are called "P1 – Critical" and "P2 – High".
fn short_names(draft: &Draft, most: usize) -> String {
    let short = |name: &str| {
        let end = [" – ", " — ", " - ", ": "].iter().filter_map(|dash| name.find(dash)).min();
        end.and_then(|end| name.get(..end)).unwrap_or(name).trim().to_owned()
    };
    let names = draft.agreement.priorities.iter().map(|p| short(&p.name)).filter(|n| !n.is_empty());
    listed(&names.take(most).collect::<Vec<_>>())
}

fn said(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// The last day of the initial term.
pub fn term_end(term: &Term) -> Option<Date> {
    match term.kind {
        TermKind::Until => term.until,
        TermKind::Months => after(term.effective?, term.length?)?.minus_days(1),
        TermKind::OpenEnded => None,
    }
}

fn after(from: Date, length: Duration) -> Option<Date> {
    if let Some(months) = length.months() {
        return from.plus_months(u32::try_from(months).ok()?);
    }
    from.plus_days(whole_days(length)?)
}

fn whole_days(length: Duration) -> Option<u32> {
    let seconds = length.seconds().filter(|s| s % 86_400 == 0)?;
    u32::try_from(seconds / 86_400).ok()
}

/// The last day on which notice against the end of the initial term arrives in time.
pub fn notice_by(term: &Term) -> Option<Date> {
    let end = term_end(term)?;
    let notice = term.notice?;
    match notice.months() {
        // Three months before 31 December is 30 September: counted from the day after the end.
        Some(months) => {
            let next = end.plus_days(1)?.get();
            let back = next.checked_sub_months(Months::new(u32::try_from(months).ok()?))?;
            Date::new(back)?.minus_days(1)
        }
        None => end.minus_days(whole_days(notice)?),
    }
}

pub(super) fn find<'a>(path: &str, draft: &'a Draft, template: &'a Template) -> Option<Fact<'a>> {
    let known = COMPUTED.iter().find(|c| c.path == path)?;
    let until = known.path == "term.end" && draft.agreement.term.kind == TermKind::Until;
    let field = if until { "term.until" } else { known.field };
    Some(Fact {
        path: FieldPath::new(field),
        label: Label::Plain(known.label),
        source: Source::Computed { kind: known.kind, text: (known.value)(draft, template) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(effective: &str, length: &str, notice: &str) -> Term {
        Term {
            effective: effective.parse().ok(),
            length: length.parse().ok(),
            notice: notice.parse().ok(),
            ..Term::default()
        }
    }

    #[test]
    fn the_last_day_is_the_day_before_the_anniversary() {
        let shown = |t: &Term| term_end(t).map(|d| d.to_string());
        assert_eq!(shown(&term("2026-01-01", "36mo", "")).as_deref(), Some("2028-12-31"));
        assert_eq!(shown(&term("2026-02-15", "1y", "")).as_deref(), Some("2027-02-14"));
        assert_eq!(shown(&term("2026-01-01", "30d", "")).as_deref(), Some("2026-01-30"));
        assert_eq!(shown(&term("2026-01-01", "", "")), None);
        let open = Term { kind: TermKind::OpenEnded, ..term("2026-01-01", "12mo", "") };
        assert_eq!(shown(&open), None);
        let fixed = Term { kind: TermKind::Until, until: "2030-06-30".parse().ok(), ..open };
        assert_eq!(shown(&fixed).as_deref(), Some("2030-06-30"));
    }

    #[test]
    fn notice_arrives_before_its_period_begins() {
        let shown = |t: &Term| notice_by(t).map(|d| d.to_string());
        assert_eq!(shown(&term("2026-01-01", "12mo", "3mo")).as_deref(), Some("2026-09-30"));
        assert_eq!(shown(&term("2026-01-01", "12mo", "30d")).as_deref(), Some("2026-12-01"));
        assert_eq!(shown(&term("2026-01-01", "12mo", "30bd")), None);
    }
}
