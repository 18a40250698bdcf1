//! Findings as SARIF 2.1.0, which code hosts and editors show beside the file.

use super::explain::explain;
use super::finding::{Finding, Severity};
use super::report::{FileReport, json};
use serde_json::{Value, json as value};
use std::collections::BTreeSet;

/// One run over all files. A place in the draft is a logical location; the file is the physical one.
pub fn to_sarif(files: &[FileReport]) -> String {
    let codes: BTreeSet<&'static str> = files.iter().flat_map(|f| &f.findings).map(|f| f.code).collect();
    let rules: Vec<Value> = codes.into_iter().filter_map(explain).map(rule).collect();
    let results: Vec<Value> =
        files.iter().flat_map(|f| f.findings.iter().map(|found| result(&f.file, found))).collect();
    json(&value!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Clausewright",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn rule(rule: &super::Rule) -> Value {
    value!({
        "id": rule.code,
        "name": rule.title,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.detects },
        "help": { "text": format!("{}\nExample: {}\nBetter: {}", rule.why, rule.example, rule.mend) },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(file: &str, finding: &Finding) -> Value {
    let mut result = value!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": format!("{}. {}", finding.message, finding.hint) },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": uri(file) } },
            "logicalLocations": [{
                "fullyQualifiedName": finding.path.as_str(),
                "name": finding.place,
            }],
        }],
    });
    if let (Some(reason), Some(map)) = (&finding.waived, result.as_object_mut()) {
        map.insert("suppressions".to_owned(), value!([{ "kind": "inSource", "justification": reason }]));
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// A relative or absolute path as a URI reference.
fn uri(path: &str) -> String {
    let plain = path.replace('\\', "/");
    let windows = plain.as_bytes().get(1) == Some(&b':');
    let mut out = String::new();
    if plain.starts_with('/') {
        out.push_str("file://");
    } else if windows {
        out.push_str("file:///");
    }
    for (at, byte) in plain.bytes().enumerate() {
        let kept = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || windows && at == 1;
        if kept {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sarif_names_rule_level_file_and_place() {
        let files = [FileReport {
            file: "my draft.ron".to_owned(),
            findings: super::super::report::sample(),
            ..FileReport::default()
        }];
        let sarif: Value = serde_json::from_str(&to_sarif(&files)).unwrap();
        assert_eq!(sarif["version"], "2.1.0");
        let run = &sarif["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 2);
        assert_eq!(results[0]["ruleId"], "C01");
        assert_eq!(results[0]["level"], "error");
        let location = &results[0]["locations"][0];
        assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "my%20draft.ron");
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "credits.schedules.uptime");
        assert_eq!(results[1]["suppressions"][0]["justification"], "handled in the parent");
        for result in results {
            let known = |r: &Value| r["id"] == result["ruleId"];
            assert!(
                explain(result["ruleId"].as_str().unwrap()).is_none()
                    || run["tool"]["driver"]["rules"].as_array().unwrap().iter().any(known)
            );
        }
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a/b c.ron"), "a/b%20c.ron");
        assert_eq!(uri("/x/ä.ron"), "file:///x/%C3%A4.ron");
        assert_eq!(uri("C:\\x\\y.ron"), "file:///C:/x/y.ron");
    }
}
