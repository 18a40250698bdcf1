//! Damage of every sort to a real draft, and files of other versions.

use super::*;
use crate::draft::outline::Value;
use crate::draft::{from_ron, to_ron};
use crate::value::{Node, Shape};

const EXAMPLES: [&[u8]; 4] = [
    include_bytes!("../../../templates/cloud-hosting/example.ron"),
    include_bytes!("../../../templates/corporate-multi-level/example.ron"),
    include_bytes!("../../../templates/managed-it-support/start.ron"),
    include_bytes!("../../../templates/outsourced-staffing/start.ron"),
];

fn example() -> (String, Draft) {
    let draft = from_ron(EXAMPLES[0]).unwrap();
    (to_ron(&draft).unwrap(), draft)
}

/// Every single value of a draft as path and text.
fn values(node: &dyn Node, path: &FieldPath, out: &mut Vec<(String, String)>) {
    if let Some(list) = node.as_list() {
        for (id, index) in list.ids().iter().zip(0..) {
            values(list.at(index).unwrap(), &path.join(id), out);
        }
        return;
    }
    match node.shape() {
        Shape::Record(spec) => {
            for field in spec.fields {
                values(node.child(field.name).unwrap(), &path.join(field.name), out);
            }
        }
        _ if node.is_blank() => {}
        _ => out.push((path.to_string(), node.text())),
    }
}

fn all(draft: &Draft) -> Vec<(String, String)> {
    let mut out = Vec::new();
    values(draft, &FieldPath::root(), &mut out);
    out
}

/// How many of the values of `draft` are not in what was read.
fn lost(draft: &Draft, reading: &Reading) -> usize {
    let found: std::collections::HashSet<_> = all(&reading.draft).into_iter().collect();
    all(draft).into_iter().filter(|value| !found.contains(value)).count()
}

fn damaged(text: &str) -> Reading {
    let reading = read_any(text.as_bytes()).unwrap();
    assert!(matches!(reading.standing, Standing::Damaged(_)), "{:?}", reading.standing);
    assert!(!reading.losses.is_empty());
    reading
}

#[test]
fn an_outline_of_a_sound_file_gives_the_same_draft_as_the_strict_reader() {
    for bytes in EXAMPLES {
        let draft = from_ron(bytes).unwrap();
        let text = to_ron(&draft).unwrap();
        for outline in [by_brackets(&text, Draft::SPEC).unwrap().tree, by_lines(&text)] {
            let (read, loss) = complete(&text, &outline);
            assert_eq!(loss, None);
            assert!(read == draft, "{}", draft.id);
        }
        assert_eq!(read_any(text.as_bytes()).unwrap().standing, Standing::Sound);
    }
}

#[test]
fn a_wrong_value_is_named_by_line_and_field_and_waits_in_its_field() {
    let (text, draft) = example();
    let metric = draft.agreement.metrics.iter().find(|m| m.target.is_some()).unwrap();
    let line = text.lines().position(|l| l.trim_start().starts_with("target: ")).unwrap();
    let broken: String = text
        .lines()
        .enumerate()
        .map(|(n, l)| if n == line { "target: \"99.9x5\",\n".to_owned() } else { format!("{l}\n") })
        .collect();
    let reading = damaged(&broken);
    let loss = &reading.losses[0];
    assert_eq!(reading.losses.len(), 1, "{:?}", reading.losses);
    assert_eq!(loss.line, line + 1);
    assert_eq!(loss.path.as_str(), format!("metrics.{}.target", metric.id));
    let said = loss.to_string();
    assert!(said.starts_with(&format!("Line {}: Metrics › ", line + 1)), "{said}");
    assert!(
        said.contains("Target: ") && said.contains("“99.9x5”") && said.contains("waits in the field"),
        "{said}"
    );
    assert_eq!(reading.draft.pending_at(&loss.path), Some("99.9x5"));
    assert_eq!(lost(&draft, &reading), 1);
}

#[test]
fn every_lost_line_costs_little_more_than_itself() {
    let (text, draft) = example();
    let lines: Vec<&str> = text.lines().collect();
    let total = all(&draft).len();
    let mut worst = 0;
    for at in (0..lines.len()).step_by(23) {
        let mut kept = lines.clone();
        let gone = kept.remove(at);
        let text = kept.join("\n");
        let Ok(reading) = read_any(text.as_bytes()) else { panic!("{gone}") };
        let cost = lost(&draft, &reading);
        // The line of an id costs the names of what stands below it, the head of a list the list.
        let is_head =
            gone.trim_start().starts_with("id: ") || gone.ends_with(['[', '(']) && gone.contains(':');
        assert!(cost <= if is_head { 400 } else { 12 }, "{at}: {gone}: {cost} of {total}");
        worst = worst.max(cost);
    }
    assert!(worst > 0);
}

#[test]
fn a_flipped_byte_costs_at_most_its_line() {
    let (text, draft) = example();
    let bytes = text.as_bytes();
    let mut costs = Vec::new();
    for at in (0..bytes.len()).step_by(911) {
        for mask in [0x15, 0x80, 0x01] {
            let mut flipped = bytes.to_vec();
            flipped[at] ^= mask;
            let reading = read_any(&flipped).unwrap_or_else(|e| panic!("{at} {mask}: {e}"));
            costs.push((lost(&draft, &reading), at, mask));
        }
    }
    costs.sort_unstable();
    let many = costs.iter().filter(|(cost, ..)| *cost > 2).count();
    assert!(many * 20 < costs.len(), "{many} of {}: {:?}", costs.len(), costs.last());
}

#[test]
fn of_a_truncated_file_everything_before_the_end_is_there() {
    let (text, draft) = example();
    let total = all(&draft).len();
    for tenth in 2..10 {
        let mut end = text.len() * tenth / 10;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let reading = damaged(&text[..end]);
        let kept = total - lost(&draft, &reading);
        assert!(kept * 10 >= total * (tenth - 1), "{tenth}: {kept} of {total}");
        let said = reading.losses.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(said.contains("ends too early"), "{said}");
    }
}

#[test]
fn zeros_at_the_end_and_bytes_that_are_no_text_are_named() {
    let (text, draft) = example();
    let mut bytes = text.clone().into_bytes();
    let half = bytes.len() / 2;
    bytes[half..].fill(0);
    let reading = read_any(&bytes).unwrap();
    assert!(reading.losses.iter().any(|l| l.what.contains("never reached the disk")), "{:?}", reading.losses);
    let mut bytes = text.into_bytes();
    let title = draft.agreement.title.as_bytes();
    let at = bytes.windows(title.len()).position(|part| part == title).unwrap();
    bytes[at + 3] = 0xff;
    let reading = read_any(&bytes).unwrap();
    assert!(reading.losses.iter().any(|l| l.what.contains("no text")), "{:?}", reading.losses);
    assert!(lost(&draft, &reading) <= 1);
}

#[test]
fn wrong_types_unknown_names_and_unknown_choices_are_named() {
    let text = "(schema: 1, id: \"d\", agreement: (title: 5, titel: \"x\", currency: \"EUR\", reference: (a: 1), kind: Nonsense, \
                metrics: \"none\", parties: [(id: \"customer\", role: Customer), (id: \"customer\"), (legal_nane: \"Example GmbH\"), 7], \
                term: [1]))";
    let reading = damaged(text);
    let said = reading.losses.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for want in [
        "Title: the text stands without quotes",
        "no field “titel”",
        "Reference: a single value belongs here, but the file has a group with a",
        "“Nonsense” is not one of the choices",
        "Metrics: a list belongs here, but the file has “none”",
        "the id “customer” is taken; this party is now called “found-2”",
        "the id is missing; this party is now called “found-3”",
        "“legal_nane” was read as “legal_name”",
        "a party belongs here, but the file has “7”",
        "Term and exit: a group of fields belongs here, but the file has a list of one",
    ] {
        assert!(said.contains(want), "wanted {want}:\n{said}");
    }
    assert_eq!(reading.draft.agreement.title.as_str(), "5");
    assert_eq!(reading.draft.agreement.parties.len(), 3);
    assert_eq!(reading.draft.agreement.parties[2].legal_name.as_str(), "Example GmbH");
    assert_eq!(from_ron(to_ron(&reading.draft).unwrap().as_bytes()).unwrap(), reading.draft);
}

#[test]
fn no_misspelt_name_is_taken_for_the_id_of_an_item() {
    let text = "(schema: 1, id: \"d\", agreement: (title: \"x\", currency: \"EUR\", \
                parties: [(id: \"customer\", ib: \"\", role: Customer), (ie: \"other\", role: Customer)]))";
    let reading = damaged(text);
    let ids: Vec<&str> = reading.draft.agreement.parties.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["customer", "found-2"]);
    assert_eq!(from_ron(to_ron(&reading.draft).unwrap().as_bytes()).unwrap(), reading.draft);
}

#[test]
fn a_newer_file_is_read_as_far_as_it_is_known() {
    let (text, draft) = example();
    let text = text.replacen("schema: 1,", "schema: 7,\n    mood: Optimistic,", 1).replacen(
        "    agreement: (",
        "    agreement: (\n        weather: [(id: \"a\", rain: 5)],",
        1,
    );
    assert_eq!(from_ron(text.as_bytes()), Err(ReadError::Newer { found: 7 }));
    let reading = read_any(text.as_bytes()).unwrap();
    assert_eq!(reading.standing, Standing::Newer { schema: 7 });
    assert!(reading.draft == draft);
    let said: Vec<String> = reading.losses.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "Line 3: this version does not know “mood”; it is not shown",
            "Line 11: this version does not know “weather”; it is not shown"
        ]
    );
}

/// Schema 1 as it would look to a program whose own schema is 3: once `headline` became `title`, then `customers`
/// became parties.
#[test]
fn an_older_file_is_brought_up_to_date_by_its_migrations() {
    let table = [
        Migration {
            from: 1,
            change: |tree| {
                let agreement =
                    tree.fields_mut().unwrap().iter_mut().find(|f| f.name == "agreement").unwrap();
                for field in agreement.tree.fields_mut().unwrap() {
                    if field.name == "headline" {
                        field.name = "title".to_owned();
                    }
                }
            },
        },
        Migration {
            from: 2,
            change: |tree| {
                let agreement =
                    tree.fields_mut().unwrap().iter_mut().find(|f| f.name == "agreement").unwrap();
                for field in agreement.tree.fields_mut().unwrap() {
                    if field.name == "customers" {
                        field.name = "parties".to_owned();
                        let Value::List(items) = &mut field.tree.value else { panic!() };
                        for item in items {
                            item.fields_mut().unwrap().retain(|f| f.name != "since");
                        }
                    }
                }
            },
        },
    ];
    let text = "(schema: 1, id: \"d\", agreement: (headline: \"Hosting\", customers: [(id: \"a\", since: 5, legal_name: \"A\")]))";
    let reading = read_with(text.as_bytes(), 3, &table).unwrap();
    assert_eq!(reading.standing, Standing::Older { schema: 1 });
    assert_eq!(reading.losses, []);
    assert_eq!(reading.draft.agreement.title.as_str(), "Hosting");
    assert_eq!(reading.draft.agreement.parties[0].legal_name.as_str(), "A");
    assert_eq!(reading.draft.schema, SCHEMA);

    // Nothing is dropped silently: what a migration leaves over makes the file a damaged one.
    let left = text.replace("since: 5", "age: 5");
    let error = read::strictly(left.as_bytes(), 3, &table).unwrap_err();
    assert!(matches!(&error, ReadError::Located(p) if p.message.contains("age")), "{error}");
    let reading = read_with(left.as_bytes(), 3, &table).unwrap();
    assert!(matches!(reading.standing, Standing::Damaged(_)));
    assert_eq!(reading.draft.agreement.parties[0].legal_name.as_str(), "A");

    // Without a way from there the file says so.
    assert_eq!(read::strictly(text.as_bytes(), 3, &table[1..]), Err(ReadError::UnknownSchema { found: 1 }));
}

#[test]
fn what_holds_nothing_of_a_draft_stays_refused() {
    for bytes in
        [&b""[..], b"%PDF-1.7 ((((", b"\0\0\0\0", b"(schema: 1)x", b"metric,kind,start\nup,outage,2026\n"]
    {
        assert!(read_any(bytes).is_err(), "{bytes:?}");
    }
}

#[test]
fn hostile_files_are_soon_done() {
    let big = 2 << 20;
    let cases: Vec<String> = vec![
        "(".repeat(big),
        "(a:".repeat(big / 3),
        "(agreement:(metrics:[".to_owned() + &"(),".repeat(big / 3),
        "(agreement:(metrics:[".to_owned() + &"(target:\"x\"),".repeat(big / 13),
        "(agreement:(title:".to_owned() + &"\"".repeat(big),
        "(agreement:(".to_owned() + &"titel:1,".repeat(big / 8),
        "(\n".to_owned() + &"    a\n".repeat(big / 6),
        "(/*".repeat(big / 3),
        "\"\n".repeat(big / 2),
        "r#".repeat(big / 2),
        ")]".repeat(big / 2),
        "(agreement:(".to_owned() + &")]".repeat(big / 2),
    ];
    for text in cases {
        let started = std::time::Instant::now();
        let _ = read_any(text.as_bytes()).map(|r| r.losses.len());
        let took = started.elapsed();
        assert!(took.as_secs() < 20, "{}: {took:?}", text.chars().take(30).collect::<String>());
    }
}
