//! Findings of one or several files as text and as JSON.

use super::coverage::{self, PartCoverage, SetAside, Table, coverage_text};
use super::finding::{Finding, Severity, Summary};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a check says about one file.
#[derive(Clone, Debug, Default)]
pub struct FileReport {
    pub file: String,
    pub findings: Vec<Finding>,
    /// Parts that do not apply, as the draft says.
    pub set_aside: Vec<SetAside>,
    /// What the draft has of what standards ask for; `None` if that was not asked.
    pub coverage: Option<Vec<PartCoverage>>,
}

/// Whether a text lists hints one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hints {
    Listed,
    /// One line says how many there are, by rule.
    Counted,
}

/// For people: grouped by section, plain words, the code at the end, then what was accepted and why, the counts last.
pub fn to_text(files: &[FileReport], hints: Hints) -> String {
    let mut out = String::new();
    for FileReport { file, findings, set_aside, coverage } in files {
        out.push_str(&format!("{file}: {}\n", Summary::of(findings).words()));
        let is_folded =
            |f: &&Finding| hints == Hints::Counted && f.severity == Severity::Hint && f.waived.is_none();
        let mut section = None;
        for finding in findings.iter().filter(|f| !is_folded(f)) {
            if section != Some(&finding.section) {
                let title = if finding.section.is_empty() { "Whole draft" } else { &finding.section };
                out.push_str(&format!("\n{title}\n"));
                section = Some(&finding.section);
            }
            push_finding(&mut out, finding);
        }
        push_folded(&mut out, findings.iter().filter(is_folded));
        if !set_aside.is_empty() {
            out.push_str("\nParts that do not apply\n");
        }
        for SetAside { part, reason } in set_aside {
            out.push_str(&format!("  {}: {}\n", part.name, reason.replace('\n', " ")));
        }
        if let Some(coverage) = coverage {
            out.push_str(&format!("\n{}", coverage_text(coverage)));
        }
        if !findings.is_empty() || !set_aside.is_empty() || coverage.is_some() {
            out.push('\n');
        }
    }
    if files.len() > 1 {
        let all = Summary::of(files.iter().flat_map(|f| &f.findings));
        out.push_str(&format!("{} files: {}\n", files.len(), all.words()));
    }
    out
}

/// "2 hints folded away: D02, M36 (2); --hints lists them".
fn push_folded<'a>(out: &mut String, folded: impl Iterator<Item = &'a Finding>) {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in folded {
        *codes.entry(finding.code).or_default() += 1;
    }
    if codes.is_empty() {
        return;
    }
    let count = super::words::count(codes.values().sum(), "hint");
    let codes: Vec<String> = codes
        .iter()
        .map(|(code, n)| if *n == 1 { (*code).to_owned() } else { format!("{code} ({n})") })
        .collect();
    out.push_str(&format!("\n{count} folded away: {}; --hints lists them\n", codes.join(", ")));
}

fn push_finding(out: &mut String, finding: &Finding) {
    let name = if finding.waived.is_some() { "accepted" } else { finding.severity.name() };
    let place = if finding.place.is_empty() { finding.path.as_str() } else { &finding.place };
    let colon = if place.is_empty() { "" } else { ": " };
    out.push_str(&format!("  {name:<8} {place}{colon}{} [{}]\n", finding.message, finding.code));
    if let Some(reason) = &finding.waived {
        out.push_str(&format!("           accepted because: {}\n", reason.replace('\n', " ")));
        return;
    }
    if !finding.hint.is_empty() {
        out.push_str(&format!("           {}\n", finding.hint));
    }
    if let Some(fix) = &finding.fix {
        out.push_str(&format!("           can be mended in one step: {}\n", fix.title));
    }
}

#[derive(Serialize)]
struct Files<'a> {
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    errors: usize,
    warnings: usize,
    hints: usize,
    findings: Vec<Entry<'a>>,
    waived: Vec<Waived<'a>>,
    not_applicable: Vec<Aside<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Table<'a>>,
}

#[derive(Serialize)]
struct Aside<'a> {
    part: &'a str,
    name: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: &'a str,
    path: &'a str,
    section: &'a str,
    place: &'a str,
    message: &'a str,
    hint: &'a str,
    fixable: bool,
    related: Vec<&'a str>,
}

#[derive(Serialize)]
struct Waived<'a> {
    #[serde(flatten)]
    finding: Entry<'a>,
    reason: &'a str,
}

/// For programs. Findings the author accepted stand apart, with the reason.
pub fn to_json(files: &[FileReport]) -> String {
    let aside = |a: &'static str, name: &'static str, reason| Aside { part: a, name, reason };
    let entries = files.iter().map(|FileReport { file, findings, set_aside, coverage }| {
        let sum = Summary::of(findings);
        let waived =
            findings.iter().filter_map(|f| Some(Waived { finding: entry(f), reason: f.waived.as_deref()? }));
        File {
            file,
            errors: sum.errors,
            warnings: sum.warnings,
            hints: sum.hints,
            findings: findings.iter().filter(|f| f.waived.is_none()).map(entry).collect(),
            waived: waived.collect(),
            not_applicable: set_aside
                .iter()
                .map(|a| aside(a.part.id, a.part.name, a.reason.as_str()))
                .collect(),
            coverage: coverage.as_deref().map(coverage::json),
        }
    });
    json(&Files { files: entries.collect() })
}

fn entry(finding: &Finding) -> Entry<'_> {
    Entry {
        code: finding.code,
        severity: finding.severity.name(),
        path: finding.path.as_str(),
        section: &finding.section,
        place: &finding.place,
        message: &finding.message,
        hint: &finding.hint,
        fixable: finding.fix.is_some(),
        related: finding.related.iter().map(|p| p.as_str()).collect(),
    }
}

/// Indented JSON with a line feed at its end.
pub(super) fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
pub(super) fn sample() -> Vec<Finding> {
    use super::finding::{Fix, Severity};
    let finding = Finding {
        code: "C01",
        severity: Severity::Error,
        path: "credits.schedules.uptime".into(),
        section: "Credits".into(),
        place: "Service credits › Schedules › uptime".into(),
        message: "Between 99.89 % and 99.9 % no credit is defined".into(),
        hint: "Let each tier begin where the next one ends".into(),
        fix: Some(Fix { title: "Make the tiers half-open".into(), edits: Vec::new() }),
        related: vec!["metrics.uptime.target".into()],
        waived: None,
        missing: false,
    };
    let waived =
        Finding { code: "T05", fix: None, waived: Some("handled in the parent".into()), ..finding.clone() };
    vec![finding, waived]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(file: &str, findings: Vec<Finding>) -> FileReport {
        FileReport { file: file.to_owned(), findings, ..FileReport::default() }
    }

    #[test]
    fn text_is_grouped_and_ends_with_the_code() {
        let text = to_text(&[report("a.ron", sample()), report("b.ron", Vec::new())], Hints::Counted);
        assert!(
            text.starts_with(
                "a.ron: 1 error, no warnings, no hints, 1 accepted\n\nCredits\n  error    Service credits"
            ),
            "{text}"
        );
        assert!(text.contains("no credit is defined [C01]\n"), "{text}");
        assert!(text.contains("in one step: Make the tiers half-open"), "{text}");
        assert!(text.contains("accepted because: handled in the parent"), "{text}");
        assert!(text.contains("b.ron: no errors, no warnings, no hints\n2 files: 1 error"), "{text}");
    }

    #[test]
    fn hints_are_folded_into_one_line_unless_asked_for() {
        let hint = |code| Finding { code, severity: Severity::Hint, ..sample().remove(0) };
        let found = [report("a.ron", vec![hint("M36"), hint("D02"), hint("M36")])];
        let folded = to_text(&found, Hints::Counted);
        assert_eq!(
            folded,
            "a.ron: no errors, no warnings, 3 hints\n\n3 hints folded away: D02, M36 (2); --hints lists them\n\n"
        );
        assert_eq!(to_text(&found, Hints::Listed).matches("no credit is defined").count(), 3);
    }

    #[test]
    fn json_has_the_agreed_keys_and_counts_no_waived_finding() {
        let json: serde_json::Value = serde_json::from_str(&to_json(&[report("a.ron", sample())])).unwrap();
        let file = &json["files"][0];
        assert_eq!((&file["errors"], &file["warnings"], &file["hints"]), (&1.into(), &0.into(), &0.into()));
        let findings = file["findings"].as_array().unwrap();
        assert_eq!(findings.len(), 1);
        for key in ["code", "severity", "path", "message", "hint", "fixable"] {
            assert!(!findings[0][key].is_null(), "{key}");
        }
        assert_eq!(file["waived"][0]["reason"], "handled in the parent");
    }
}
