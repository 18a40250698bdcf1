//! The command line as a contract: verbs, streams, exit status.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod shared;

use shared::{Folder, Run, cw};
use std::path::Path;

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

const FORMS: [&str; 5] = [
    "cloud-hosting",
    "managed-it-support",
    "business-services",
    "corporate-multi-level",
    "outsourced-staffing",
];

#[test]
fn the_five_forms_are_listed() {
    let listed: serde_json::Value = serde_json::from_str(&cw(&["templates", "--json"]).out).unwrap();
    let ids: Vec<&str> =
        listed["templates"].as_array().unwrap().iter().map(|t| t["id"].as_str().unwrap()).collect();
    assert_eq!(ids, FORMS);
    assert!(cw(&["templates"]).out.contains("Cloud hosting"));
}

#[test]
fn hints_are_folded_and_a_kind_of_business_chooses_rules() {
    let folder = Folder::new();
    let draft = folder.name("a.ron");
    assert_eq!(cw(&["new", "cloud-hosting", "-o", &draft, "--example"]).status, 0);
    assert_eq!(cw(&["set", &draft, "jurisdiction=", "security.subcontractors="]).status, 0);
    let folded = cw(&["check", &draft]).out;
    assert!(folded.contains("folded away: F02; --hints lists them"), "{folded}");
    let listed = cw(&["check", &draft, "--hints"]).out;
    assert!(listed.contains("[F02]") && !listed.contains("folded away"), "{listed}");
    let errors = |args: &[&str]| {
        let out = cw(&[&["check", &draft, "--format", "json"], args].concat()).out;
        let read: serde_json::Value = serde_json::from_str(&out).unwrap();
        read["files"][0]["errors"].as_u64().unwrap()
    };
    assert_eq!(errors(&[]), 0);
    assert_eq!(errors(&["--profile", "public-sector"]), 1, "who delivers must be said there");
    assert_eq!(cw(&["set", &draft, "profile=public sector"]).status, 0);
    assert_eq!((errors(&[]), errors(&["--profile", "cloud"])), (1, 0));
    let unknown = cw(&["check", &draft, "--profile", "zoo"]);
    assert!(unknown.status == 2 && unknown.err.contains("Cloud"), "{}", unknown.err);
}

#[test]
fn every_example_is_clean_exports_the_same_bytes_twice_and_comes_back_out() {
    for form in FORMS {
        let folder = Folder::new();
        let draft = folder.name("a.ron");
        let made = cw(&["new", form, "-o", &draft, "--example"]);
        assert_eq!((made.status, made.err.as_str()), (0, ""), "{form}");

        let checked = cw(&["check", &draft, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&checked.out).unwrap();
        let file = &report["files"][0];
        assert_eq!((&file["errors"], &file["warnings"]), (&0.into(), &0.into()), "{form}: {}", checked.out);
        assert_eq!(checked.status, 0, "{form}");

        for ending in ["pdf", "md", "txt", "json"] {
            let (one, two) = (folder.name(&format!("1.{ending}")), folder.name(&format!("2.{ending}")));
            for out in [&one, &two] {
                let exported = cw(&["export", &draft, "-o", out]);
                assert_eq!(exported.status, 0, "{form} {ending}: {}", exported.err);
            }
            assert!(read(one.as_ref()) == read(two.as_ref()), "{form} {ending}: the bytes differ");
        }

        let back = folder.name("back.ron");
        assert_eq!(cw(&["extract", &folder.name("1.pdf"), "-o", &back]).status, 0);
        assert!(read(back.as_ref()) == read(draft.as_ref()), "{form}: the draft inside differs");

        let bare = folder.name("bare.pdf");
        assert_eq!(cw(&["export", &draft, "-o", &bare, "--without-source"]).status, 0);
        let nothing = cw(&["extract", &bare, "-o", &folder.name("none.ron")]);
        assert_eq!(nothing.status, 2);
        assert!(nothing.err.contains("without its source"), "{}", nothing.err);
    }
}

#[test]
fn a_new_draft_reports_what_is_missing_and_exports_only_as_a_draft() {
    let folder = Folder::new();
    let draft = folder.name("new.ron");
    assert_eq!(cw(&["new", "cloud-hosting", "-o", &draft, "--set", "title=Hosting for Umbrella"]).status, 0);
    assert!(String::from_utf8(read(draft.as_ref())).unwrap().contains("Hosting for Umbrella"));

    let checked = cw(&["check", &draft]);
    assert_eq!(checked.status, 1);
    assert!(checked.out.contains("P01") || checked.out.contains("D06"), "{}", checked.out);

    let pdf = folder.name("new.pdf");
    let refused = cw(&["export", &draft, "-o", &pdf]);
    assert_eq!(refused.status, 1);
    assert!(refused.err.contains("--draft"), "{}", refused.err);
    assert!(!folder.path("new.pdf").exists());
    let marked = cw(&["export", &draft, "-o", &pdf, "--draft"]);
    assert_eq!(marked.status, 0, "{}", marked.err);
    assert!(read(pdf.as_ref()).starts_with(b"%PDF-"));
}

#[test]
fn set_changes_a_field_and_refuses_what_it_cannot_read() {
    let folder = Folder::new();
    let draft = folder.name("a.ron");
    cw(&["new", "cloud-hosting", "-o", &draft, "--example"]);
    let before = read(draft.as_ref());

    let wrong = cw(&["set", &draft, "title=New", "term.effective=31.12.2026"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("2026-01-31"), "{}", wrong.err);
    assert!(read(draft.as_ref()) == before, "nothing is written unless every change can be made");

    let copy = folder.name("b.ron");
    assert_eq!(cw(&["set", &draft, "title=New title", "-o", &copy]).status, 0);
    assert!(read(draft.as_ref()) == before);
    assert_eq!(cw(&["set", &draft, "title=New title"]).status, 0);
    assert!(read(draft.as_ref()) == read(copy.as_ref()));
    let listed = cw(&["paths", &draft]).out;
    assert!(listed.lines().any(|l| l.starts_with("title ")), "{listed}");
    assert!(listed.lines().any(|l| l.starts_with("parties.customer.legal_name ")), "{listed}");
}

#[test]
fn nothing_is_overwritten_unasked() {
    let folder = Folder::new();
    let draft = folder.name("a.ron");
    std::fs::write(&draft, "precious").unwrap();
    let made = cw(&["new", "cloud-hosting", "-o", &draft]);
    assert_eq!(made.status, 2);
    assert!(made.err.contains("a.ron"), "{}", made.err);
    assert_eq!(read(draft.as_ref()), b"precious");
}

#[test]
fn bad_files_get_a_message_with_place_and_way_out() {
    let folder = Folder::new();
    let good = folder.name("good.ron");
    cw(&["new", "cloud-hosting", "-o", &good, "--example"]);
    let good = String::from_utf8(read(good.as_ref())).unwrap();
    for (bytes, want) in [
        (
            good.replacen("agreement: (", "agreement: (\n        titel: \"x\",", 1).into_bytes(),
            "did you mean “title”",
        ),
        (good.as_bytes()[..good.len() / 2].to_vec(), "line"),
        (good.replacen("schema: 1", "schema: 2", 1).into_bytes(), "newer Clausewright"),
        (good.replacen("id: \"cloud-hosting\"", "id: \"moon-hosting\"", 1).into_bytes(), "moon-hosting"),
        (b"\xff\xfe(\0s\0".to_vec(), "UTF-8"),
        (vec![b'('; 9 << 20], "8 MiB"),
        (Vec::new(), "empty"),
    ] {
        let path = folder.name("bad.ron");
        std::fs::write(&path, &bytes).unwrap();
        for verb in ["check", "paths"] {
            let tried = cw(&[verb, &path]);
            assert_eq!(tried.status, 2, "{verb} {want}");
            let err = tried.err.to_lowercase();
            assert!(err.contains(&want.to_lowercase()) && err.contains("bad.ron"), "{verb} {want}: {err}");
        }
        assert!(read(path.as_ref()) == bytes, "the original is untouched");
    }
    let with_mark = folder.name("bom.ron");
    std::fs::write(&with_mark, format!("\u{feff}{good}")).unwrap();
    assert_eq!(cw(&["check", &with_mark]).status, 0);
    assert_eq!(cw(&["check", &folder.name("absent.ron")]).status, 2);
}

#[test]
fn newer_and_damaged_files_are_refused_whole_and_stay_as_they_are() {
    let folder = Folder::new();
    let draft = folder.name("a.ron");
    assert_eq!(cw(&["new", "cloud-hosting", "-o", &draft, "--example"]).status, 0);
    let text = String::from_utf8(read(&folder.path("a.ron"))).unwrap();
    let newer = text.replacen("schema: 1,", "schema: 3,\n    mood: Good,", 1);
    let damaged = text.get(..text.len() / 2).and_then(|half| half.rsplit_once('\n')).unwrap().0;
    for (content, want) in [(newer.as_str(), "saved by a newer Clausewright"), (damaged, "ends too early")] {
        std::fs::write(folder.path("a.ron"), content).unwrap();
        for verb in [
            vec!["check", &draft],
            vec!["set", &draft, "title=Mine"],
            vec!["export", &draft, "-o", &folder.name("a.md")],
        ] {
            let run = cw(&verb);
            assert_eq!(run.status, 2, "{verb:?}");
            assert!(
                run.err.contains(want) && run.err.contains("The editor shows what can be read of it"),
                "{}",
                run.err
            );
        }
        assert_eq!(read(&folder.path("a.ron")), content.as_bytes());
        assert!(!folder.path("a.md").exists());
    }
}

#[test]
fn every_rule_is_explained() {
    let all = cw(&["explain"]);
    assert_eq!(all.status, 0);
    let json: serde_json::Value = serde_json::from_str(&cw(&["explain", "--format", "json"]).out).unwrap();
    let rules = json.as_array().unwrap();
    assert!(rules.len() >= 30, "{}", rules.len());
    for rule in rules {
        assert!(all.out.contains(rule["code"].as_str().unwrap()));
    }
    assert!(cw(&["explain", "c01"]).out.contains("C01"));
    assert_eq!(cw(&["explain", "Z99"]).status, 2);
}

#[test]
fn usage_errors_and_help_keep_the_contract() {
    assert_eq!(cw(&["export"]).status, 2);
    assert_eq!(cw(&["check", "--format", "xml", "a.ron"]).status, 2);
    for verb in ["templates", "new", "paths", "set", "check", "explain", "export", "extract"] {
        let help = cw(&[verb, "--help"]);
        assert_eq!(help.status, 0, "{verb}");
        assert!(help.out.contains("Usage"), "{verb}");
    }
    let folder = Folder::new();
    let draft = folder.name("a.ron");
    cw(&["new", "cloud-hosting", "-o", &draft, "--example"]);
    let unknown = cw(&["export", &draft, "-o", &folder.name("a.xyz")]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("pdf"), "{}", unknown.err);
    let nowhere = cw(&["export", &draft, "-o", &folder.name("gone/a.md")]);
    assert_eq!(nowhere.status, 2);
    assert!(nowhere.err.contains("gone"), "{}", nowhere.err);
}

#[test]
fn the_coverage_of_standards_is_printed_and_a_part_without_a_reason_stays_missing() {
    let folder = Folder::new();
    let draft = folder.name("a.ron");
    assert_eq!(cw(&["new", "cloud-hosting", "-o", &draft, "--example"]).status, 0);
    let services = cw(&["paths", &draft]).out;
    let limits: Vec<&str> = services
        .lines()
        .filter_map(|l| l.split_whitespace().next())
        .filter(|p| p.ends_with(".workload_limits"))
        .collect();
    for path in &limits {
        assert_eq!(cw(&["set", &draft, &format!("{path}=")]).status, 0);
    }
    let json = || -> serde_json::Value {
        let out = cw(&["check", &draft, "--coverage", "--format", "json"]).out;
        serde_json::from_str(&out).unwrap()
    };
    let part = |report: &serde_json::Value| {
        let parts = report["files"][0]["coverage"]["parts"].as_array().unwrap().clone();
        parts.into_iter().find(|p| p["id"] == "workload").unwrap()
    };
    assert_eq!(part(&json())["state"], "missing");
    assert_eq!(cw(&["set", &draft, "not_applicable+=workload"]).status, 0);
    assert_eq!(part(&json())["state"], "missing");
    assert_eq!(cw(&["set", &draft, "not_applicable.workload.reason=flat rate"]).status, 0);
    assert_eq!(part(&json())["state"], "not applicable");
    assert_eq!(json()["files"][0]["not_applicable"][0]["reason"], "flat rate");
    let text = cw(&["check", &draft]).out;
    assert!(text.contains("Parts that do not apply\n  Workload limits: flat rate\n"), "{text}");
    let table = cw(&["check", &draft, "--coverage"]).out;
    assert!(table.contains("Coverage: 25 of 25, 1 not applicable"), "{table}");
    assert_eq!(cw(&["check", &draft, "--coverage", "--format", "sarif"]).status, 2);
}

/// The cloud hosting example with a log of July 2026.
fn settled(folder: &Folder, log: &str, more: &[&str]) -> Run {
    let draft = folder.name("hosting.ron");
    if !folder.path("hosting.ron").exists() {
        assert_eq!(cw(&["new", "cloud-hosting", "-o", &draft, "--example"]).status, 0);
    }
    let file = folder.name("log.csv");
    std::fs::write(&file, log).unwrap();
    let mut args = vec!["settle", &draft, "--period", "2026-07", "--incidents", &file];
    args.extend(more);
    cw(&args)
}

const LOG: &str = "\u{feff}metric,kind,start,end,affected,note\r\n\
    platform-availability,outage,2026-07-03 14:00,2026-07-03 14:20,,\"Switch failed, replaced\"\r\n\
    platform-availability,outage,2026-07-03 14:10,2026-07-03 14:30,,the same from another probe\r\n\
    platform-availability,outage,2026-07-20T10:00:00Z,2026-07-20T10:25:00Z,,\r\n";

#[test]
fn a_month_is_settled_from_its_log() {
    let folder = Folder::new();
    let run = settled(&folder, LOG, &["--format", "json"]);
    let json: serde_json::Value =
        serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}", run.err));
    assert_eq!((&json["period"], &json["currency"]), (&"2026-07".into(), &"EUR".into()));
    let line = |id: &str| {
        let lines = json["metrics"].as_array().unwrap();
        lines.iter().find(|m| m["id"] == id).unwrap_or_else(|| panic!("{id} in {}", run.out)).clone()
    };
    let platform = line("platform-availability");
    // 30 + 25 min of 44,640: 99.8768 %, below 99.95 and not below 99.5: 5 % of 6,400 EUR.
    assert_eq!(platform["shown"], "99.877");
    assert_eq!((&platform["met"], &platform["tier"]), (&false.into(), &"t1".into()));
    assert_eq!((&platform["credit_percent"], &platform["credit"]), (&"5".into(), &"320.00".into()));
    for key in ["id", "value", "shown", "met", "tier", "credit_percent", "credit", "bonus", "caps"] {
        assert!(platform.get(key).is_some(), "{key}");
    }
    assert_eq!(json["credit_total"], "320.00");
    for key in ["bonus_total", "claim_by"] {
        assert!(json.get(key).is_some(), "{key}");
    }
    // Nothing was measured of the latency: that is no data, never met, and the status says that something is open.
    let latency = line("latency");
    assert_eq!((&latency["outcome"], &latency["met"]), (&"no data".into(), &serde_json::Value::Null));
    assert_eq!(run.status, 1, "{}", run.err);
}

#[test]
fn the_ledger_shows_every_step_and_the_table_one_line_a_metric() {
    let folder = Folder::new();
    let text = settled(&folder, LOG, &[]).out;
    for part in [
        "Settlement of 2026-07, 1 July 2026 to 31 July 2026",
        "merge overlaps",
        "99.877",
        "target ≥ 99.95 %: missed",
        "EUR 320.00",
        "credit total",
        "to be claimed by",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let csv = settled(&folder, LOG, &["--format", "csv"]).out;
    assert!(
        csv.starts_with("metric,window,outcome,value,shown,met,tier,credit_percent,currency,credit,"),
        "{csv}"
    );
    assert!(csv.contains("\nplatform-availability,2026-07,value,"), "{csv}");
}

#[test]
fn values_measured_elsewhere_settle_without_a_log() {
    let folder = Folder::new();
    let draft = folder.name("a.ron");
    assert_eq!(cw(&["new", "cloud-hosting", "-o", &draft, "--example"]).status, 0);
    let settle = |more: &[&str]| {
        let mut args = vec!["settle", &draft, "--period", "2026-07", "--format", "json"];
        args.extend(more);
        cw(&args)
    };
    let run = settle(&["--measured", "platform-availability=99.2", "--fee", "1000.00 EUR"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let platform =
        json["metrics"].as_array().unwrap().iter().find(|m| m["id"] == "platform-availability").unwrap();
    assert_eq!((&platform["value"], &platform["credit_percent"]), (&"99.2".into(), &"10".into()));
    let open = json["metrics"].as_array().unwrap().iter().filter(|m| m["met"].is_null()).count();
    assert_eq!(open, json["metrics"].as_array().unwrap().len() - 1, "no other metric was measured");

    for (more, want) in [
        (vec![], "nothing to settle"),
        (vec!["--measured", "platform-availability=101"], "between 0 % and 100 %"),
        (vec!["--measured", "platform-availability=-10"], "between 0 % and 100 %"),
        (vec!["--measured", "platform=99"], "platform-availability"),
        (vec!["--measured", "platform-availability=99,9"], "comma"),
        (vec!["--measured", "platform-availability=99", "--fee", "1000"], "--fee"),
        (vec!["--measured", "platform-availability=99", "--fee", "1000.00 USD"], "EUR"),
    ] {
        let run = settle(&more);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{more:?}");
        assert!(run.err.contains(want), "{more:?}: {}", run.err);
    }
    let run = cw(&["settle", &draft, "--period", "July", "--measured", "platform-availability=99"]);
    assert!(run.status == 2 && run.err.contains("2026-07"), "{}", run.err);
}

#[test]
fn a_log_with_a_bad_line_settles_nothing_and_names_the_place() {
    let folder = Folder::new();
    for (bad, want) in [
        ("platform-availability,outage,2026-07-32,2026-07-03 14:30,,", ":3:30: "),
        ("platform-availability,outage,2026-07-03 14:30,2026-07-03 14:00,,", ":3:"),
        ("plattform-availability,outage,2026-07-03 14:00,2026-07-03 14:30,,", "platform-availability"),
        ("platform-availability,excluded:storms,2026-07-03 14:00,2026-07-03 14:30,,", ":3:"),
        ("platform-availability,outage,2026-03-29 01:30,2026-03-29 03:30,,", ":3:"),
        ("platform-availability,outage,2026-10-25 01:30,2026-10-25 04:30,,", ":3:"),
    ] {
        let lines: Vec<&str> = LOG.lines().take(2).chain([bad]).collect();
        let run = settled(&folder, &lines.join("\n"), &[]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{bad}: {}", run.err);
        assert!(run.err.contains(want) && run.err.contains("log.csv:3:"), "{bad}: {}", run.err);
    }
    let missing = settled(&folder, "metric,kind,start\n", &[]);
    assert!(missing.status == 2 && missing.err.contains("end"), "{}", missing.err);
}

#[test]
fn the_guide_to_the_log_names_every_column_and_kind() {
    let guide = cw(&["settle", "--log-guide"]);
    assert_eq!(guide.status, 0, "{}", guide.err);
    for word in [
        "metric",
        "kind",
        "start",
        "end",
        "affected",
        "note",
        "outage",
        "maintenance",
        "excluded:",
        "measure",
    ] {
        assert!(guide.out.contains(word), "{word}");
    }
}
