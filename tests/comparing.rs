//! The verb `compare` as a contract: what it takes, what it prints, its exit status.
//!
//! The snapshots hold what it prints of a pair of drafts for each form. To accept a change:
//! `INSTA_UPDATE=always cargo test --release --test comparing`

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod shared;

use shared::{Folder, Run, cw};
use std::path::Path;
use std::process::Command;

/// The example of a form, and a copy with changes.
fn pair(folder: &Folder, form: &str, changes: &[&str]) -> (String, String) {
    let (old, new) = (folder.name("old.ron"), folder.name("new.ron"));
    assert_eq!(cw(&["new", form, "-o", &old, "--example"]).status, 0);
    let set = cw(&[&["set", &old, "-o", &new], changes].concat());
    assert_eq!(set.status, 0, "{}", set.err);
    (old, new)
}

/// What the two sides of each form's example are made to disagree on.
const PAIRS: [(&str, &[&str]); 5] = [
    (
        "cloud-hosting",
        &[
            "term.effective=2026-03-01",
            "metrics.platform-availability.target=99.5",
            "title=Hosting of the shop",
        ],
    ),
    ("managed-it-support", &["term.length=24mo", "governing_law=Scotland"]),
    (
        "business-services",
        &["metrics.on-time.target=95", "credits.schedules.on-time.rate=3", "credits.period_cap=20"],
    ),
    ("corporate-multi-level", &["title=Levels of service for the group", "version=2.0"]),
    ("outsourced-staffing", &["term.notice=6mo", "reference=ST-2"]),
];

#[test]
fn a_draft_is_the_same_as_itself_in_every_format() {
    let folder = Folder::new();
    let (old, _) = pair(&folder, "cloud-hosting", &["version=2"]);
    let same = cw(&["compare", &old, &old]);
    assert_eq!((same.status, same.err.as_str()), (0, ""));
    assert!(same.out.contains("Nothing differs."), "{}", same.out);
    for ending in ["txt", "json", "md", "html", "pdf", "docx"] {
        let out = folder.name(&format!("out.{ending}"));
        assert_eq!(cw(&["compare", &old, &old, "-o", &out]).status, 0, "{ending}");
        assert!(Path::new(&out).exists());
    }
}

#[test]
fn differences_are_told_in_every_format_and_by_the_exit_status() {
    for (form, changes) in PAIRS {
        let folder = Folder::new();
        let (old, new) = pair(&folder, form, changes);
        let told = cw(&["compare", &old, &new]);
        assert_eq!((told.status, told.err.as_str()), (1, ""), "{form}");
        assert!(told.out.starts_with("Old: old.ron"), "{}", told.out);
        assert!(told.out.contains("FIELDS") && told.out.contains("{+"), "{}", told.out);
        insta::assert_snapshot!(form, told.out);
        for ending in ["txt", "json", "md", "html", "pdf", "docx"] {
            let (one, two) = (folder.name(&format!("1.{ending}")), folder.name(&format!("2.{ending}")));
            for out in [&one, &two] {
                let made = cw(&["compare", &old, &new, "-o", out]);
                assert_eq!((made.status, made.out.as_str()), (1, ""), "{form} {ending}: {}", made.err);
            }
            let (one, two) = (std::fs::read(one).unwrap(), std::fs::read(two).unwrap());
            assert!(one == two, "{form} {ending}: the bytes differ");
            assert!(one.len() > 100);
        }
        let json = cw(&["compare", &old, &new, "--to", "json"]);
        let read: serde_json::Value = serde_json::from_str(&json.out).unwrap();
        assert_eq!((&read["clausewright_comparison"], &read["same"]), (&1.into(), &false.into()));
        assert!(read["fields"].as_array().unwrap().len() >= changes.len(), "{form}");
    }
}

#[test]
fn forms_and_exported_documents_are_compared_as_well() {
    let folder = Folder::new();
    let (old, new) = pair(&folder, "cloud-hosting", &["title=Hosting of the shop"]);
    let pdf = folder.name("agreed.pdf");
    assert_eq!(cw(&["export", &old, "-o", &pdf]).status, 0);
    assert_eq!(cw(&["compare", &old, &pdf]).status, 0);
    let told = cw(&["compare", &pdf, &new]);
    assert_eq!(told.status, 1);
    assert!(told.out.contains("Old: agreed.pdf") && told.out.contains("shop"), "{}", told.out);
    let forms = cw(&["compare", "cloud-hosting", "managed-it-support"]);
    assert_eq!((forms.status, forms.err.as_str()), (1, ""));
    assert!(forms.out.contains("Form: Cloud hosting"), "{}", &forms.out[..400]);
    assert_eq!(cw(&["compare", "cloud-hosting", "cloud-hosting"]).status, 0);
}

#[test]
fn a_word_file_that_came_back_is_told_clause_by_clause() {
    let folder = Folder::new();
    let (old, new) = pair(&folder, "cloud-hosting", &["parties.customer.legal_name=Elsewhere Limited"]);
    let (sent, edited) = (folder.name("sent.docx"), folder.name("edited.docx"));
    assert_eq!(cw(&["export", &old, "-o", &sent]).status, 0);
    let same = cw(&["compare", &old, &sent]);
    assert_eq!(
        (same.status, same.out.as_str()),
        (0, "sent.docx came back as it was sent.\n"),
        "{}",
        same.err
    );
    // As if somebody had written another name into the file.
    let source = std::fs::read(&old).unwrap();
    let draft = clausewright::draft::from_ron(&std::fs::read(&new).unwrap()).unwrap();
    let form = clausewright::template::find("cloud-hosting").unwrap();
    let document = clausewright::document::assemble(&draft, &form);
    std::fs::write(&edited, clausewright::export::docx::export(&document, None, Some(&source))).unwrap();
    let told = cw(&["compare", &old, &edited]);
    assert_eq!((told.status, told.err.as_str()), (1, ""), "{}", told.out);
    for part in [
        "edited.docx came back with changes in ",
        "+}",
        "Elsewhere",
        "(agreement.parties): changed\n",
        "Around the clauses",
    ] {
        assert!(told.out.contains(part), "{part} in {}", told.out);
    }
    let json = cw(&["compare", &old, &edited, "--to", "json"]);
    let read: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&read["clausewright_reply"], &read["draft_unchanged_since"]), (&1.into(), &true.into()));
    let later = cw(&["compare", &new, &edited]);
    assert!(
        later.status == 1 && later.err.contains("was changed since edited.docx was made from it"),
        "{}",
        later.err
    );

    let other = folder.name("other.ron");
    assert_eq!(cw(&["new", "managed-it-support", "-o", &other, "--example"]).status, 0);
    let bare = folder.name("bare.docx");
    assert_eq!(cw(&["export", &old, "-o", &bare, "--without-source"]).status, 0);
    for (args, reason) in
        [([&other, &sent], "was made from another draft"), ([&old, &bare], "holds no draft")]
    {
        let refused = cw(&["compare", args[0], args[1]]);
        assert!(refused.status == 2 && refused.err.contains(reason), "{}", refused.err);
    }
}

#[test]
fn two_versions_of_a_template_are_compared() {
    let folder = Folder::new();
    let now = include_str!("../templates/cloud-hosting/template.ron");
    let changed = "The Provider shall separate their workloads";
    assert!(now.contains(changed));
    let (old, new) = (folder.name("v1.ron"), folder.name("v2.ron"));
    std::fs::write(&old, now.replace(changed, "The Provider shall isolate their workloads")).unwrap();
    std::fs::write(&new, now).unwrap();
    let told = cw(&["compare", &old, &new]);
    assert_eq!((told.status, told.err.as_str()), (1, ""));
    assert!(told.out.contains("[-isolate-]{+separate+}"), "{}", told.out);
    assert!(told.out.contains("No field differs."), "{}", told.out);
    assert_eq!(cw(&["compare", &new, "cloud-hosting"]).status, 0);
    let draft = folder.name("draft.ron");
    assert_eq!(cw(&["new", "cloud-hosting", "-o", &draft, "--example"]).status, 0);
    let told = cw(&["compare", &draft, &draft, "--old-form", &old]);
    assert_eq!(told.status, 1, "{}", told.err);
    assert!(told.out.contains("[-isolate-]{+separate+}"), "{}", told.out);
}

#[test]
fn what_cannot_be_compared_says_why() {
    let folder = Folder::new();
    let (old, new) = pair(&folder, "cloud-hosting", &["version=2"]);
    let text = folder.name("note.txt");
    std::fs::write(&text, "no draft").unwrap();
    let wrong: [(&[&str], &str); 7] = [
        (&["compare", "nowhere.ron", &new], "neither a file"),
        (&["compare", &text, &new], "no draft and no template"),
        (&["compare", &old, &new, "--to", "xls"], "text, json, md, html, pdf, docx"),
        (&["compare", &old, &new, "-o", &folder.name("out.xls")], "does not name a format"),
        (&["compare", &old, &new, "--to", "pdf"], "name its file with -o"),
        (&["compare", &old, &new, "--old-form", &text], "template"),
        (&["compare"], "Usage"),
    ];
    for (args, reason) in wrong {
        let refused = cw(args);
        assert_eq!(refused.status, 2, "{args:?}: {}", refused.out);
        assert!(refused.err.contains(reason), "{args:?}: {}", refused.err);
    }
}

/// The program itself, with a home of its own: the history is found by an environment variable.
fn program(home: &Path, args: &[&str]) -> Run {
    let made = Command::new(env!("CARGO_BIN_EXE_clausewright"))
        .args(args)
        .env("CLAUSEWRIGHT_HOME", home)
        .env("TZ", "UTC")
        .output()
        .unwrap();
    Run {
        status: made.status.code().unwrap().try_into().unwrap(),
        out: String::from_utf8(made.stdout).unwrap(),
        err: String::from_utf8(made.stderr).unwrap(),
    }
}

#[test]
fn a_draft_is_compared_with_its_history() {
    use clausewright::draft::{Edit, from_ron};
    use clausewright::session::{SaveWay, Session};
    use clausewright::store::{Folders, RealFs};
    let folder = Folder::new();
    let home = folder.path("home");
    let draft = folder.path("draft.ron");
    let name = draft.to_str().unwrap();
    assert_eq!(cw(&["new", "cloud-hosting", "-o", name, "--example"]).status, 0);
    let none = program(&home, &["compare", name, "--history"]);
    assert_eq!((none.status, none.out.as_str()), (0, ""), "{}", none.err);
    assert!(none.err.contains("no earlier save"), "{}", none.err);
    assert_eq!(program(&home, &["compare", name]).status, 2);

    let folders = Folders::under(&home);
    let mut session = Session::open(&RealFs, &draft).unwrap();
    for title in ["First title", "Second title"] {
        session.apply(&[Edit::set("title", title)], "Edit title", None).unwrap();
        let mut done = session.save_job(SaveWay::Again).unwrap().run(&RealFs, Some(&folders));
        let job = done.keep_job().unwrap();
        session.take_saved(done).unwrap();
        job.run(&RealFs, &folders).unwrap();
    }
    assert_eq!(from_ron(&std::fs::read(&draft).unwrap()).unwrap().agreement.title.as_str(), "Second title");

    let listed = program(&home, &["compare", name, "--history"]);
    assert_eq!(listed.status, 0, "{}", listed.err);
    let lines: Vec<&str> = listed.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", listed.out);
    assert!(lines[0].contains("as the file is now") && lines[2].contains("as opened"), "{}", listed.out);

    let last = program(&home, &["compare", name]);
    assert_eq!(last.status, 1, "{}", last.err);
    assert!(last.out.contains("[-First-]{+Second+} title"), "{}", last.out);
    let two = program(&home, &["compare", &format!("{name}@3"), &format!("{name}@2")]);
    assert!(two.out.contains("{+First title+}"), "{} {}", two.out, two.err);
    let same = program(&home, &["compare", &format!("{name}@1"), name]);
    assert_eq!(same.status, 0, "{}", same.out);
    let hash = lines[1].split_whitespace().nth(3).unwrap();
    assert_eq!(program(&home, &["compare", &format!("{name}@{hash}"), name]).status, 1);
    let today = program(&home, &["compare", &format!("{name}@9999-12-31"), name]);
    assert_eq!(today.status, 0, "{} {}", today.out, today.err);
    for (state, reason) in
        [("9", "there are 1 to 3"), ("1999-01-01", "on or before"), ("zzzz", "names no save")]
    {
        let refused = program(&home, &["compare", &format!("{name}@{state}"), name]);
        assert_eq!(refused.status, 2);
        assert!(refused.err.contains(reason), "{}", refused.err);
    }
}
