//! Every block over a complete agreement, read as text.

mod examples;
mod wording;

use super::*;
use crate::agreement::{Level, Owner};
use crate::draft::{Edit, from_ron};
use crate::value::{FieldPath, LeafKind, Node, Shape};
use std::collections::HashSet;

pub(in crate::document) const ALL: &[Generated] = &[
    Generated::Parties,
    Generated::Contacts,
    Generated::ParentAgreement,
    Generated::Term,
    Generated::Services,
    Generated::Calendars,
    Generated::Dependencies,
    Generated::Definitions,
    Generated::TimeLimits,
    Generated::Responsibilities(Owner::Provider),
    Generated::Responsibilities(Owner::Customer),
    Generated::Responsibilities(Owner::Both),
    Generated::MetricSummary,
    Generated::MetricCards,
    Generated::Priorities,
    Generated::Support,
    Generated::Maintenance,
    Generated::Exclusions,
    Generated::CreditTables,
    Generated::CreditTerms,
    Generated::ChronicFailure,
    Generated::EarnBack,
    Generated::WorkedExamples,
    Generated::Bonuses,
    Generated::Indemnities,
    Generated::Liability,
    Generated::Insurance,
    Generated::Groups,
    Generated::Policies(Level::Corporate),
    Generated::Policies(Level::Group),
    Generated::Policies(Level::Service),
    Generated::EffectivePolicies,
    Generated::Continuity,
    Generated::Security,
    Generated::Reporting,
    Generated::Review,
    Generated::Escalation,
    Generated::ChangeHistory,
    Generated::Signatures,
];

pub(super) fn example() -> Draft {
    from_ron(include_bytes!("../../../templates/cloud-hosting/example.ron")).unwrap()
}

pub(super) fn inline_text(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(t)
            | Inline::Value { text: t, .. }
            | Inline::TermRef { text: t, .. }
            | Inline::CrossRef { text: t, .. }
            | Inline::TermDef { text: t, .. } => t.replace('\u{a0}', "~"),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Marked { inner, .. } => {
                inline_text(inner)
            }
            Inline::Missing { label, .. } => format!("[{label}]"),
            Inline::Break => " / ".to_owned(),
        })
        .collect()
}

pub(super) fn text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading(h) => out.push_str(&format!("## {}\n", inline_text(h))),
            Block::Paragraph(p) => out.push_str(&format!("{}\n", inline_text(p))),
            Block::List(list) => {
                for item in &list.items {
                    let label = if item.label.is_empty() { "-" } else { &item.label };
                    out.push_str(&format!("{label} {}", text(&item.blocks)));
                }
            }
            Block::Table(table) => {
                if !table.caption.is_empty() {
                    out.push_str(&format!("Table: {}\n", inline_text(&table.caption)));
                }
                let titles: Vec<_> = table.columns.iter().map(|c| inline_text(&c.title)).collect();
                out.push_str(&format!("| {} |\n", titles.join(" | ")));
                for row in &table.rows {
                    let cells: Vec<_> = row.cells.iter().map(|c| inline_text(c)).collect();
                    out.push_str(&format!("| {} |\n", cells.join(" | ")));
                }
            }
            Block::KeyValues(pairs) => {
                for pair in pairs {
                    out.push_str(&format!("{}: {}\n", pair.key, inline_text(&pair.value)));
                }
            }
            Block::Signatures(blocks) => {
                for block in blocks {
                    out.push_str(&format!("{}\n", inline_text(&block.heading)));
                    for line in &block.lines {
                        out.push_str(&format!("  {}: {}\n", line.key, inline_text(&line.value)));
                    }
                }
            }
            Block::PageBreak => out.push_str("----\n"),
        }
    }
    out
}

fn read(kind: Generated, draft: &Draft) -> String {
    text(&generate(kind, &Context::plain(draft)))
}

fn all(draft: &Draft) -> Vec<Block> {
    let cx = Context::plain(draft);
    ALL.iter().flat_map(|kind| generate(*kind, &cx)).collect()
}

/// Every inline of the blocks, those inside others too.
fn inlines(blocks: &[Block]) -> Vec<Inline> {
    fn nested(inlines: &[Inline], out: &mut Vec<Inline>) {
        for inline in inlines {
            match inline {
                Inline::Strong(inner) | Inline::Emphasis(inner) => nested(inner, out),
                other => out.push(other.clone()),
            }
        }
    }
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(p) | Block::Heading(p) => nested(p, &mut out),
            Block::List(list) => list.items.iter().for_each(|item| out.extend(inlines(&item.blocks))),
            Block::Table(table) => {
                nested(&table.caption, &mut out);
                table.rows.iter().flat_map(|r| &r.cells).for_each(|cell| nested(cell, &mut out));
            }
            Block::KeyValues(pairs) => pairs.iter().for_each(|p| nested(&p.value, &mut out)),
            Block::Signatures(blocks) => blocks.iter().for_each(|b| {
                nested(&b.heading, &mut out);
                b.lines.iter().for_each(|l| nested(&l.value, &mut out));
            }),
            Block::PageBreak => {}
        }
    }
    out
}

fn set(draft: &mut Draft, values: &[(&str, &str)]) {
    for (path, value) in values {
        if let Some((list, id)) = path.strip_prefix('+').and_then(|p| p.rsplit_once('.')) {
            let insert = Edit::Insert { list: list.into(), at: 0, id: id.to_owned() };
            insert.apply_strict(draft).unwrap_or_else(|e| panic!("{path}: {e}"));
        } else {
            Edit::set(*path, *value).apply_strict(draft).unwrap_or_else(|e| panic!("{path}: {e}"));
        }
    }
}

/// Every single value of the draft that is filled, with its path.
fn leaves(node: &dyn Node, path: &FieldPath, out: &mut Vec<(FieldPath, LeafKind, String)>) {
    match node.shape() {
        Shape::Leaf(kind) if !node.is_blank() => out.push((path.clone(), kind, node.text())),
        Shape::Leaf(_) => {}
        Shape::Record(spec) => {
            for field in spec.fields {
                leaves(node.child(field.name).unwrap(), &path.join(field.name), out);
            }
        }
        Shape::List(_) => {
            let list = node.as_list().unwrap();
            list.ids().iter().for_each(|id| leaves(list.item(id).unwrap(), &path.join(id), out));
        }
    }
}

#[test]
fn every_filled_field_is_printed() {
    let draft = example();
    let found = inlines(&all(&draft));
    let printed: HashSet<&FieldPath> = found
        .iter()
        .filter_map(|inline| match inline {
            Inline::Value { path, .. } => Some(path),
            Inline::TermDef { path, .. } | Inline::TermRef { path, .. } => path.as_ref(),
            _ => None,
        })
        .collect();
    let mut fields = Vec::new();
    leaves(&draft.agreement, &FieldPath::root(), &mut fields);
    // What only decides how something else is printed, and the head and the answers, which clauses print.
    let silent = [
        "id",
        "kind",
        "origin",
        "owner",
        "method",
        "forms",
        "level",
        "role",
        "statistic",
        "party",
        "purpose",
    ];
    let unprinted: Vec<String> = fields
        .iter()
        .map(|(path, ..)| path)
        .filter(|p| !p.is_within(&"calendars.always.hours".into()))
        // Steps of the settlement that change nothing in this agreement.
        .filter(|p| !p.is_within(&"credits.order".into()))
        .filter(|p| p.segments().count() > 1 && !p.is_within(&"answers".into()))
        .filter(|p| !printed.contains(p) && !silent.contains(&p.last()))
        .map(ToString::to_string)
        .collect();
    assert_eq!(unprinted, [""; 0]);
}

#[test]
fn a_complete_agreement_has_no_marks() {
    let marks: Vec<Inline> = inlines(&all(&example()));
    let marks: Vec<_> = marks.iter().filter(|i| matches!(i, Inline::Missing { .. })).collect();
    assert!(marks.is_empty(), "{marks:?}");
}

#[test]
fn an_empty_agreement_shows_what_it_must_have() {
    let draft = Draft::default();
    assert_eq!(read(Generated::Parties, &draft), "[Parties]\n");
    assert_eq!(read(Generated::Definitions, &draft), "[Definitions]\n");
    assert_eq!(read(Generated::MetricCards, &draft), "[Metrics]\n");
    assert_eq!(read(Generated::Exclusions, &draft), "[Exclusions]\n");
    assert!(read(Generated::Term, &draft).starts_with("Effective date: [Effective date]\n"));
    for optional in [
        Generated::ParentAgreement,
        Generated::Contacts,
        Generated::Priorities,
        Generated::EarnBack,
        Generated::ChronicFailure,
        Generated::Bonuses,
        Generated::Insurance,
        Generated::Groups,
        Generated::EffectivePolicies,
        Generated::ChangeHistory,
        Generated::Signatures,
    ] {
        assert_eq!(read(optional, &draft), "", "{optional:?}");
    }
}

#[test]
fn nothing_a_user_types_is_lost_or_read_as_markup() {
    let hostile = "x*y_z`<b>&amp;[1](2) {{ref:a.b}} #panic $1$ \\ | [^1] “q”";
    let mut draft = example();
    let mut fields = Vec::new();
    leaves(&draft.agreement, &FieldPath::root(), &mut fields);
    let prose = |kind: &LeafKind| matches!(kind, LeafKind::Text | LeafKind::Prose | LeafKind::Lines);
    fields.retain(|(path, kind, _)| prose(kind) && path.segments().count() > 1 && path.last() != "unit");
    for (path, ..) in &fields {
        set(&mut draft, &[(path.as_str(), hostile)]);
    }
    let found = inlines(&all(&draft));
    let typed: Vec<_> = found
        .iter()
        .filter_map(|inline| match inline {
            Inline::Value { path, text } => Some((path, text)),
            Inline::TermDef { path: Some(path), text, .. } => Some((path, text)),
            _ => None,
        })
        .filter(|(path, _)| fields.iter().any(|(field, ..)| field == *path))
        // Words of ours around it lead to the field as well.
        .filter(|(_, text)| text.as_str() != "Public holidays of ")
        .collect();
    assert!(typed.len() > 300, "{}", typed.len());
    for (path, text) in typed {
        assert_eq!(text, hostile, "{path}");
    }
}

#[test]
fn terms_are_linked_and_still_lead_to_their_field() {
    let mut draft = Draft::default();
    set(&mut draft, &[("maintenance.emergency", "Only if the Customer agrees\nand never at noon")]);
    let mark = |line: &str| match line.split_once("Customer") {
        Some((before, after)) => vec![
            Inline::Text(before.to_owned()),
            Inline::TermRef { anchor: "term-customer".into(), text: "Customer".into(), path: None },
            Inline::Text(after.to_owned()),
        ],
        None => vec![Inline::Text(line.to_owned())],
    };
    let cx = Context { draft: &draft, mark: &mark, memo: None };
    let found = inlines(&generate(Generated::Maintenance, &cx));
    let path = FieldPath::new("maintenance.emergency");
    let value = |text: &str| Inline::Value { path: path.clone(), text: text.to_owned() };
    let link =
        Inline::TermRef { anchor: "term-customer".into(), text: "Customer".into(), path: Some(path.clone()) };
    let expected = [value("Only if the "), link, value(" agrees"), Inline::Break, value("and never at noon")];
    assert_eq!(found, expected);
}

#[test]
fn our_sentences_use_the_terms_of_the_agreement() {
    let mut draft = Draft::default();
    set(&mut draft, &[("term.ramp_up", "2mo"), ("credits.claim_within", "10bd")]);
    set(&mut draft, &[("credits.claim_needed", "yes"), ("credits.nature", "PriceAdjustment")]);
    assert!(read(Generated::Term, &draft).contains("but no service credit falls due."));
    assert!(read(Generated::CreditTerms, &draft).contains("within 10~business days."));
    set(&mut draft, &[("+definitions.sc", ""), ("definitions.sc.term", "Service Credit")]);
    set(&mut draft, &[("+definitions.bd", ""), ("definitions.bd.term", "Business Day")]);
    assert!(read(Generated::Term, &draft).contains("but no Service Credit falls due."));
    let terms = read(Generated::CreditTerms, &draft);
    assert!(terms.contains("within 10~Business Days."), "{terms}");
    assert!(terms.contains("Nature: A Service Credit is a price adjustment"), "{terms}");
}
