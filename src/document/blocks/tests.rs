//! Every block over a complete agreement, read as text.

use super::*;
use crate::agreement::{Level, Owner};
use crate::draft::from_ron;

pub(super) const ALL: &[Generated] = &[
    Generated::Parties,
    Generated::Contacts,
    Generated::ParentAgreement,
    Generated::Term,
    Generated::Services,
    Generated::Calendars,
    Generated::Dependencies,
    Generated::Definitions,
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
            Inline::Strong(inner) | Inline::Emphasis(inner) => inline_text(inner),
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

#[test]
fn dump() {
    let draft = example();
    let cx = Context::plain(&draft);
    for kind in ALL {
        println!("=== {kind:?}\n{}", text(&generate(*kind, &cx)));
    }
}
