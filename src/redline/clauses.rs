//! What the author decided about the form's clauses: left out or put in, another wording, a text of one's own.

use super::fields::{Around, ChangeKind, Walk};
use crate::draft::{Choice, Draft};
use crate::template::{Clause, Section};
use crate::value::FieldPath;

/// The decisions about one clause.
pub(super) struct Decisions;

impl Decisions {
    pub fn compare(walk: &mut Walk<'_>) {
        let template = walk.template;
        let mut known: Vec<String> = Vec::new();
        for section in &template.sections {
            for clause in &section.clauses {
                let key = section.clause_key(clause);
                clause_changes(walk, section, Some(clause), &key);
                known.push(key);
            }
        }
        // Decisions about clauses that this form does not have.
        for key in keys(walk.old.draft).into_iter().chain(keys(walk.new.draft)) {
            if known.contains(&key) {
                continue;
            }
            match template.sections.iter().find(|s| s.id.as_str() == key) {
                Some(section) => clause_changes(walk, section, None, &key),
                None => unknown_changes(walk, &key),
            }
            known.push(key);
        }
        order_changes(walk);
    }
}

fn keys(draft: &Draft) -> Vec<String> {
    let choices = draft.choices.iter().map(|c| c.id.to_string());
    choices.chain(draft.clauses.iter().map(|c| c.id.to_string())).collect()
}

fn choice<'a>(draft: &'a Draft, key: &str) -> Option<&'a Choice> {
    draft.choices.iter().find(|c| c.id.as_str() == key)
}

fn own_text<'a>(draft: &'a Draft, key: &str) -> Option<&'a str> {
    draft.clauses.iter().find(|c| c.id.as_str() == key).map(|c| c.text.as_str())
}

fn clause_changes(walk: &mut Walk<'_>, section: &Section, clause: Option<&Clause>, key: &str) {
    let (old, new) = (walk.old.draft, walk.new.draft);
    let title = clause.map(|c| c.title.as_str()).filter(|t| !t.is_empty()).unwrap_or(&section.title);
    let path = |list: &str, field: &str| FieldPath::new(list).join(key).join(field);
    let around = Around { item: Some(format!("“{title}”")), ..Around::default() };
    let mut note = |path, label: &str, values: (String, String), long| {
        walk.note(ChangeKind::Changed, path, format!("{label} “{title}”"), &around, values, long);
    };

    let include = |draft: &Draft| choice(draft, key).and_then(|c| c.include);
    if include(old) != include(new) {
        let shown = |draft: &Draft| match (include(draft), clause.and_then(|c| c.optional)) {
            (Some(true), _) => "put in",
            (Some(false), _) => "left out",
            (None, Some(false)) => "left out, as in the form",
            (None, _) => "put in, as in the form",
        };
        note(path("choices", "include"), "Clause", (shown(old).into(), shown(new).into()), false);
    }
    let alternative =
        |draft: &Draft| choice(draft, key).map(|c| c.alternative.to_string()).unwrap_or_default();
    let (before, after) = (alternative(old), alternative(new));
    if before != after {
        let label = |id: &str| {
            let found = clause.and_then(|c| c.alternatives.iter().find(|a| a.id.as_str() == id));
            match found {
                Some(alternative) => alternative.label.clone(),
                None if id.is_empty() => "The form’s own wording".to_owned(),
                None => id.to_owned(),
            }
        };
        note(path("choices", "alternative"), "Wording of", (label(&before), label(&after)), false);
    }
    let heading = |draft: &Draft| choice(draft, key).map(|c| c.title.trim().to_owned()).unwrap_or_default();
    if heading(old) != heading(new) {
        let shown = |draft: &Draft| match heading(draft) {
            own if own.is_empty() => clause.map_or_else(String::new, |c| c.title.clone()),
            own => own,
        };
        note(path("choices", "title"), "Heading of", (shown(old), shown(new)), false);
    }
    let reason = |draft: &Draft| choice(draft, key).map(|c| c.reason.to_string()).unwrap_or_default();
    if reason(old) != reason(new) {
        note(path("choices", "reason"), "Why it is left out:", (reason(old), reason(new)), true);
    }
    if own_text(old, key) != own_text(new, key) {
        let shown = |draft: &Draft| match (own_text(draft, key), clause) {
            (Some(text), _) => text.trim().to_owned(),
            (None, Some(clause)) => form_text(clause, &alternative(draft)).trim().to_owned(),
            (None, None) => String::new(),
        };
        let (mut before, mut after) = (shown(old), shown(new));
        if before == after {
            let whose = |draft: &Draft| match own_text(draft, key) {
                Some(text) => format!("your own text: {text}"),
                None => "the form’s text".to_owned(),
            };
            (before, after) = (whose(old), whose(new));
        }
        note(path("clauses", "text"), "Text of", (before, after), true);
    }
}

fn form_text<'a>(clause: &'a Clause, alternative: &str) -> &'a str {
    let chosen = clause.alternatives.iter().find(|a| a.id.as_str() == alternative);
    chosen.map_or(clause.text.as_str(), |a| a.text.as_str())
}

fn unknown_changes(walk: &mut Walk<'_>, key: &str) {
    let said = |draft: &Draft| {
        let choice =
            choice(draft, key).map(|c| format!("{:?} {} {} {}", c.include, c.alternative, c.title, c.reason));
        let text = own_text(draft, key).map(str::to_owned);
        choice.into_iter().chain(text).collect::<Vec<_>>().join("\n")
    };
    let values = (said(walk.old.draft), said(walk.new.draft));
    if values.0 != values.1 {
        let path = FieldPath::new("clauses").join(key);
        walk.note(ChangeKind::Changed, path, format!("Clause “{key}”"), &Around::default(), values, true);
    }
}

/// The order in the file, and entries that decide nothing: no difference to the text, but one between the files.
fn order_changes(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old.draft, walk.new.draft);
    let noted = walk.found.iter().any(|c| is_decision(&c.path));
    if noted || (old.choices == new.choices && old.clauses == new.clauses) {
        return;
    }
    let values = (keys(old).join(", "), keys(new).join(", "));
    let label = "Entries of clause decisions".to_owned();
    walk.note(ChangeKind::Changed, "choices".into(), label, &Around::default(), values, false);
}

fn is_decision(path: &FieldPath) -> bool {
    matches!(path.segments().next(), Some("choices" | "clauses"))
}
