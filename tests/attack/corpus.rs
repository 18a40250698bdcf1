//! The sample files, by the parser that reads them.

use clausewright::document::assemble;
use clausewright::draft::to_ron;
use clausewright::export::{ExportOptions, Format, export};
use clausewright::settlement::log::GUIDE;
use clausewright::store::history::{Kept, Snapshot, keep};
use clausewright::store::journal::{Base, Journal, JournalHead};
use clausewright::store::testing::FakeFs;
use clausewright::store::{ContentHash, Folders, RecentFile, Settings, save_settings, update_recent_files};
use clausewright::template::library;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::OnceLock;

pub struct Sample {
    pub target: &'static str,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Every sample file, those in the repository and those that the program writes.
pub fn samples() -> &'static [Sample] {
    static SAMPLES: OnceLock<Vec<Sample>> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let mut found = Vec::new();
        from_folders(&mut found);
        written(&mut found);
        typed(&mut found);
        found
    })
}

fn add(found: &mut Vec<Sample>, target: &'static str, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
    found.push(Sample { target, name: name.into(), bytes: bytes.into() });
}

fn from_folders(found: &mut Vec<Sample>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = if root.join("templates").is_dir() { root.to_owned() } else { root.join("..") };
    let mut folders = vec![root.join("templates"), root.join("tests/published"), root.join("tests/drafts")];
    folders.push(root.join("tests/data"));
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
            match path.extension().and_then(|e| e.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("ron") if name.ends_with("template.ron") => {
                    add(found, "template", name, fs::read(&path).unwrap());
                }
                Some("ron") => add(found, "draft", name, fs::read(&path).unwrap()),
                Some("csv") => add(found, "incident_log", name, fs::read(&path).unwrap()),
                _ => {}
            }
        }
    }
    let guide = GUIDE.split("```").filter_map(|part| part.strip_prefix("csv\n"));
    guide.enumerate().for_each(|(n, log)| add(found, "incident_log", format!("guide, log {n}"), log));
}

/// A month of everything that the example of the first form measures.
fn log() -> String {
    let agreement = &library()[0].example().agreement;
    let mut text = "metric,kind,start,end,affected,note\n".to_owned();
    for metric in &agreement.metrics {
        for day in 1..4 {
            let id = &metric.id;
            text += &format!(
                "{id},outage,2026-07-0{day} 14:00,2026-07-0{day} 14:55,25 %,\"Router, \"\"A\"\"\"\n"
            );
            text += &format!("{id},measure,2026-07-0{day} 15:00:00.5+02:00,,{day}/4,case {day}\n");
        }
    }
    text + ",maintenance,2026-07-05T22:00Z,2026-07-06 02:00,announced 2026-06-28 09:00,\n"
}

fn written(found: &mut Vec<Sample>) {
    let form = &library()[0];
    let draft = to_ron(form.example()).unwrap();
    let small = to_ron(form.start()).unwrap();
    add(found, "incident_log", "a month", log());
    for (name, source) in [("with its draft", Some(draft.clone())), ("without", None)] {
        let options = ExportOptions { source: source.map(String::into_bytes), ..ExportOptions::default() };
        let pdf = export(form.start(), &assemble(form.start(), form), Format::Pdf, &options).unwrap();
        add(found, "pdf_extract", format!("PDF {name}"), pdf);
    }
    let mut sent = assemble(form.start(), form);
    sent.sections.truncate(2);
    let word = clausewright::export::docx::export(&sent, Some("DRAFT"), Some(b"(schema: 1, title: \"<&>\")"));
    add(found, "word_file", "a Word file with its draft", word.clone());
    // Damage to packed parts hardly ever reaches those who read them.
    add(found, "word_file", "a Word file that is not packed", unpacked(&word));
    for clause in form.template().sections.iter().flat_map(|s| &s.clauses).take(12) {
        add(found, "clause_text", format!("clause {}", clause.id), clause.text.as_str());
    }

    let fs = FakeFs::new();
    let folders = Folders::under(Path::new("/home"));
    save_settings(&fs, &folders, &Settings { page_zoom: Some(90), ..Settings::default() }).unwrap();
    add(found, "settings", "settings", fs.content("/home/config/settings.ron").unwrap());
    for n in 0..5 {
        let file = RecentFile {
            path: format!("/drafts/{n} % \"mine\".ron").into(),
            title: format!("Agreement {n}"),
            template: "cloud-hosting".to_owned(),
            opened: "2026-07-31".parse().unwrap(),
            pinned: false,
        };
        update_recent_files(&fs, &folders, |list| list.remember(file)).unwrap();
    }
    add(found, "recent_files", "recent files", fs.content("/home/state/recent.ron").unwrap());

    let hash = ContentHash::of(b"(schema: 1)");
    for n in 0..4 {
        let bytes = format!("{small}// {n}");
        let snapshot = Snapshot {
            bytes: if n == 3 { b"(schema: 1)" } else { bytes.as_bytes() },
            kind: Kept::Saved,
            path: Some(Path::new("/drafts/a.ron")),
            draft: "sample",
            title: "Hosting",
            base: None,
            changed: &["Title".to_owned()],
        };
        keep(&fs, &folders, &snapshot, 1_700_000_000 + n).unwrap();
    }
    for file in [format!("objects/{hash}"), "drafts/d-sample.log".to_owned()] {
        let bytes = fs.content(format!("/home/state/history/{file}")).unwrap();
        add(found, "history", file, bytes);
    }
    let head = JournalHead {
        draft: form.start().id.to_string(),
        title: form.start().agreement.title.to_string(),
        base: Some(Base { path: "/drafts/a.ron".into(), hash }),
        written: 1_785_000_000,
        section: "metrics".to_owned(),
    };
    add(found, "journal", "journal", Journal::of(head, form.start()).unwrap().to_bytes().unwrap());
}

/// The same archive with its parts as they are.
fn unpacked(archive: &[u8]) -> Vec<u8> {
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0usize, |n, byte| n << 8 | usize::from(*byte));
    let (mut out, mut directory, mut count) = (Vec::new(), Vec::new(), 0u16);
    let mut rest = archive;
    while let Some(entry) = rest.strip_prefix(b"PK\x03\x04") {
        let (packed, name) = (number(&entry[14..18]), number(&entry[22..24]));
        let data = &entry[26 + name..26 + name + packed];
        let mut content = Vec::new();
        flate2::read::DeflateDecoder::new(data).read_to_end(&mut content).unwrap();
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let mut fields = entry[..26].to_vec();
        fields[4..6].fill(0);
        fields[14..18].copy_from_slice(&size);
        fields[18..22].copy_from_slice(&size);
        let offset = u32::try_from(out.len()).unwrap().to_le_bytes();
        directory.extend(
            [b"PK\x01\x02\x14\0".as_slice(), &fields, &[0; 10], &offset, &entry[26..26 + name]].concat(),
        );
        out.extend([b"PK\x03\x04".as_slice(), &fields, &entry[26..26 + name], &content].concat());
        count += 1;
        rest = &entry[26 + name + packed..];
    }
    let (size, offset) = (u32::try_from(directory.len()).unwrap(), u32::try_from(out.len()).unwrap());
    out.extend(directory);
    out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count.to_le_bytes(), &count.to_le_bytes()].concat());
    out.extend([size.to_le_bytes(), offset.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}

fn typed(found: &mut Vec<Sample>) {
    for text in [
        "99.95",
        "1 250.00 EUR",
        "USD 12",
        "4h",
        "1h 30min",
        "5 business days",
        "2026-02-28",
        "+12mo",
        "24:00",
        "Mon-Fri, Sun",
        "Europe/Berlin",
        "eur",
        "yes",
        "p1, p2",
        "2026-Q3",
        "2026-07-14..2026-08-13",
        "one\ntwo\n\nthree",
        "availability",
        "99.950 %",
        "4294967295",
        "-0.000001",
    ] {
        add(found, "values", text, text);
        add(found, "measured_input", text, text);
    }
    for text in ["38/40", "182 ms", "99.95 %", "0/0", "12 Mbit/s"] {
        add(found, "measured_input", text, text);
    }
}
