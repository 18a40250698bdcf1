//! A made-up agreement with every kind of block, for tests and measurements.

use super::tree::*;
use std::sync::Arc;

pub fn text(t: &str) -> Inline {
    Inline::Text(t.into())
}

pub fn value(path: &str, t: &str) -> Inline {
    Inline::Value { path: path.into(), text: t.into() }
}

fn term(anchor: &str, t: &str) -> Inline {
    Inline::TermRef { anchor: anchor.into(), text: t.into(), path: None }
}

fn refer(anchor: &str, t: &str) -> Inline {
    Inline::CrossRef { anchor: anchor.into(), text: t.into() }
}

fn missing(path: &str, label: &str) -> Inline {
    Inline::Missing { path: path.into(), label: label.into() }
}

fn define(anchor: &str, t: &str) -> Vec<Inline> {
    vec![Inline::TermDef {
        anchor: anchor.into(),
        text: t.into(),
        path: Some(format!("definitions.{anchor}.term").as_str().into()),
    }]
}

pub fn par(t: &str) -> Block {
    Block::Paragraph(vec![text(t)])
}

fn items(texts: &[&str]) -> Vec<ListItem> {
    let labels = ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)"];
    texts
        .iter()
        .zip(labels)
        .map(|(t, label)| ListItem { label: label.into(), blocks: vec![par(t)] })
        .collect()
}

fn bullets(texts: &[&str]) -> Block {
    Block::List(List { ordered: false, items: items(texts) })
}

fn ordered(texts: &[&str]) -> Block {
    Block::List(List { ordered: true, items: items(texts) })
}

/// Columns are written `Title:weight`, with `>` before the weight of a column of numbers.
pub fn table(caption: &str, columns: &[&str], rows: &[&[&str]]) -> Block {
    Block::Table(Table {
        caption: if caption.is_empty() { vec![] } else { vec![text(caption)] },
        columns: columns
            .iter()
            .map(|c| {
                let (title, weight) = c.rsplit_once(':').unwrap_or((c, "1"));
                let align = if weight.starts_with('>') { Align::End } else { Align::Start };
                let weight = weight.trim_start_matches('>').parse().unwrap_or(1);
                Column { title: vec![text(title)], align, weight }
            })
            .collect(),
        rows: rows
            .iter()
            .map(|r| Row { path: None, cells: r.iter().map(|c| vec![text(c)]).collect() })
            .collect(),
    })
}

fn pairs(rows: &[(&str, &str)]) -> Block {
    Block::KeyValues(rows.iter().map(|(k, v)| KeyValue { key: (*k).into(), value: vec![text(v)] }).collect())
}

fn card(id: &str, name: &str, target: &str) -> Vec<Block> {
    let path = format!("metrics.{id}");
    let row = |key: &str, value: Vec<Inline>| KeyValue { key: key.into(), value };
    vec![
        Block::Heading(vec![value(&format!("{path}.name"), name)]),
        Block::KeyValues(vec![
            row("Quantity", vec![text("Share of minutes in which a valid request was answered")]),
            row("Target", vec![value(&format!("{path}.target"), target)]),
            row("Period", vec![text("Calendar month, time zone Europe/Amsterdam")]),
            row(
                "Measured by",
                vec![text(
                    "Three external probes, every 60 seconds, at the demarcation point; raw values are kept for 13 \
                     months and given to the Customer on request",
                )],
            ),
            row(
                "Counts as a failure",
                vec![text("No valid answer within 10 seconds, seen by two probes in consecutive minutes")],
            ),
            row("Numerator", vec![text("Denominator less Downtime")]),
            row("Denominator", vec![text("All minutes of the Month less excluded minutes")]),
            row("Rounding", vec![text("Half up to three decimals, after the division")]),
            row(
                "Shown as",
                vec![Inline::Strong(vec![text(target)]), text(" of 43,200 minutes leaves 43.2 minutes")],
            ),
            row("Missing measurements", vec![text("Count as available only if another probe confirms it")]),
        ]),
    ]
}

struct Sections(Vec<Section>);

impl Sections {
    fn add(&mut self, id: &str, title: &str, clauses: Vec<(&str, Vec<Block>)>) {
        let number = (self.0.len() + 1).to_string();
        self.push(id, title, number.clone(), number, false, clauses);
    }

    fn annex(&mut self, letter: &str, title: &str, clauses: Vec<(&str, Vec<Block>)>) {
        let id = format!("annex-{}", letter.to_lowercase());
        self.push(&id, title, format!("Annex {letter}"), letter.into(), true, clauses);
    }

    /// A clause title `-` makes an untitled clause, an empty one an unnumbered introduction.
    fn push(
        &mut self,
        id: &str,
        title: &str,
        number: String,
        prefix: String,
        annex: bool,
        clauses: Vec<(&str, Vec<Block>)>,
    ) {
        let mut count = 0;
        let clauses = clauses
            .into_iter()
            .enumerate()
            .map(|(index, (title, blocks))| {
                count += usize::from(!title.is_empty());
                Arc::new(Clause {
                    id: format!("{id}.c{index}"),
                    number: if title.is_empty() { String::new() } else { format!("{prefix}.{count}") },
                    title: (!matches!(title, "" | "-")).then(|| title.into()),
                    anchor: format!("{id}-c{index}"),
                    path: format!("clauses.{id}.c{index}").as_str().into(),
                    blocks,
                })
            })
            .collect();
        let path = id.into();
        self.0.push(Section {
            id: id.into(),
            number,
            title: title.into(),
            anchor: id.into(),
            annex,
            path,
            clauses,
        });
    }
}

/// The agreement; `repeats` times its middle part. One repeat makes about 9 pages, each further one 3.
pub fn document(repeats: usize) -> Document {
    let mut sections = Sections(vec![]);
    opening(&mut sections);
    for repeat in 0..repeats {
        middle(&mut sections, repeat);
    }
    closing(&mut sections);
    Document { meta: meta(), sections: sections.0, ..Document::default() }
}

fn meta() -> Meta {
    let fact = |key: &str, value: Vec<Inline>| KeyValue { key: key.into(), value };
    let party = |role: &str, name: &str, register: &str, address: &str| PartyLine {
        role: role.into(),
        name: vec![value(&format!("parties.{}.legal_name", role.to_lowercase()), name)],
        details: vec![vec![text(register)], vec![text(address)]],
        short_name: vec![text(&format!("the \u{201c}{role}\u{201d}"))],
    };
    Meta {
        id: "5f0c7a52-sample".into(),
        title: vec![value("title", "Hosting of the freight-planning platform")],
        title_text: "Hosting of the freight-planning platform".into(),
        form: "Cloud hosting agreement".into(),
        reference: vec![value("reference", "MFP-2026-014")],
        reference_text: "MFP-2026-014".into(),
        version: "1.3".into(),
        status: "Draft".into(),
        language: "en-GB".into(),
        date: Some("2026-01-01".into()),
        facts: vec![
            fact("Effective from", vec![value("term.effective", "1 January 2026")]),
            fact("Term", vec![value("term.months", "36 months"), text(", renewed for 12 months each")]),
            fact("Monthly fee", vec![value("services.hosting.fee", "18,500.00 EUR")]),
            fact("Governing law", vec![value("governing_law", "the Netherlands")]),
            fact("Exit help", vec![missing("term.exit_help", "length of exit help")]),
        ],
        parties: vec![
            party(
                "Provider",
                "Northwind Hosting B.V.",
                "Trade register of Amsterdam, 34 12 55 09",
                "Keizersgracht 555, Amsterdam",
            ),
            party(
                "Customer",
                "Meridian Freight Partners plc",
                "England and Wales, 07 445 221",
                "18 Basinghall Row, London",
            ),
        ],
        overview: vec![
            Block::Paragraph(vec![
                text(
                    "Northwind Hosting B.V. hosts the freight-planning platform of Meridian Freight Partners plc in two data centres. It promises that the platform is available ",
                ),
                value("metrics.availability-0.target", "99.9%"),
                text(
                    " of each month and the network 99.95%, and that a priority-1 incident is answered within 15 minutes at any hour.",
                ),
            ]),
            par(
                "If a level is missed, the Customer receives credits of up to 30% of the monthly fee without having to claim them. The agreement runs for three years from 1 January 2026.",
            ),
        ],
    }
}

fn opening(sections: &mut Sections) {
    let meaning = |anchor: &str, name: &str, meaning: &str| Row {
        path: Some(format!("definitions.{anchor}").as_str().into()),
        cells: vec![define(anchor, name), vec![text(meaning)]],
    };
    let mut definitions = table("", &["Term:2", "Meaning:5"], &[]);
    if let Block::Table(table) = &mut definitions {
        table.rows = vec![
            meaning(
                "d-availability",
                "Availability",
                "The share of the measured minutes of a Month in which the Service answered a valid request, after the exclusions have been taken out of both sides of the formula.",
            ),
            meaning(
                "d-business-day",
                "Business Day",
                "A day other than a Saturday, a Sunday or a public holiday at the Customer's registered office.",
            ),
            meaning(
                "d-downtime",
                "Downtime",
                "A minute in which at least one of the three measuring points reported that the Service did not answer within ten seconds, confirmed by a second measuring point in the following minute.",
            ),
            meaning(
                "d-fee",
                "Monthly Fee",
                "The fee for one Month, without taxes and without usage charges.",
            ),
            meaning("d-month", "Month", "A calendar month in the time zone Europe/Amsterdam."),
            meaning("d-provider", "Provider", "Northwind Hosting B.V."),
            meaning(
                "d-service",
                "Service",
                "The hosting service, including the data-centre facilities and the network up to the demarcation point.",
            ),
        ];
    }
    let nested = Block::List(List {
        ordered: true,
        items: vec![
            ListItem {
                label: "(a)".into(),
                blocks: vec![par(
                    "A period that begins with an event is counted from the day after the event.",
                )],
            },
            ListItem {
                label: "(b)".into(),
                blocks: vec![
                    par(
                        "Where this agreement and another document of the parties disagree, they prevail in this order:",
                    ),
                    Block::List(List {
                        ordered: true,
                        items: vec![
                            ListItem {
                                label: "(i)".into(),
                                blocks: vec![par("the signature page and the facts on the title page;")],
                            },
                            ListItem {
                                label: "(ii)".into(),
                                blocks: vec![
                                    par("the sections of this agreement, and among them"),
                                    bullets(&[
                                        "a clause that names a metric before one that does not;",
                                        "the later clause before the earlier; and",
                                    ]),
                                ],
                            },
                            ListItem {
                                label: "(iii)".into(),
                                blocks: vec![par("the annexes, in the order of their letters.")],
                            },
                        ],
                    }),
                ],
            },
            ListItem {
                label: "(c)".into(),
                blocks: vec![par(
                    "Times are stated in the time zone of the calendar that applies to them, and daylight saving changes do not shorten or lengthen a promised period.",
                )],
            },
        ],
    });
    sections.add("definitions", "Definitions and interpretation", vec![
        ("Definitions", vec![par("In this agreement the following terms, wherever they begin with a capital letter, have the meaning given here. A term that is defined in the singular has the same meaning in the plural."), definitions]),
        ("Interpretation", vec![par("Headings are for convenience. A reference to a section, a clause or an annex is a reference to one of this agreement. The words \u{201c}including\u{201d} and \u{201c}in particular\u{201d} do not limit what stands before them."), nested]),
        ("-", vec![Block::Paragraph(vec![text("A notice that this agreement requires in writing may be given by electronic mail to the contact named for that purpose in "), refer("annex-b", "Annex B"), text(", and is received on the next "), term("d-business-day", "Business Day"), text(".")])]),
    ]);
    sections.add("term", "Term", vec![
        ("Start and duration", vec![Block::Paragraph(vec![text("This agreement takes effect on "), value("term.effective", "1 January 2026"), text(" and runs for "), value("term.months", "36 months"), text(". It is renewed for further periods of "), value("term.renewal", "12 months"), text(" each unless one party tells the other in writing, at least "), value("term.notice", "3 months"), text(" before a period ends, that it does not wish to renew.")])]),
        ("End of the agreement", vec![par("Either party may end this agreement with immediate effect if the other"), ordered(&["is in material breach and has not mended the breach within 30 days of a notice that describes it;", "is insolvent, or makes an arrangement with its creditors; or", "fails chronically."])]),
        ("Help at the end", vec![Block::Paragraph(vec![text("For up to "), missing("term.exit_help", "length of exit help"), text(" after the end the "), term("d-provider", "Provider"), text(" helps to move the "), term("d-service", "Service"), text(" to a new supplier and returns all data within "), value("term.data_return", "30 days"), text(" in a documented format.")])]),
    ]);
}

fn middle(sections: &mut Sections, repeat: usize) {
    let id = |name: &str| format!("{name}-{repeat}");
    sections.add(&id("service"), "The service", vec![
        ("What the Service is", vec![Block::Paragraph(vec![text("The "), term("d-provider", "Provider"), text(" hosts the platform on dedicated virtual machines in two data centres, connects it to the internet through two carriers, keeps its operating systems patched, and backs up its data.")])]),
        ("In scope", vec![bullets(&["Compute, storage and backup in the data centres Amsterdam-West and Rotterdam-Harbour.", "The network from the servers to the demarcation point, which is the customer-facing port of the border routers.", "A service desk, reachable by telephone and ticket at all times."])]),
        ("Workload limits", vec![table("Workload up to which the promised levels hold", &["Quantity:4", "Limit:>2", "Measured:3", "What happens above the limit:5"], &[&["Concurrent user sessions", "2,500", "Each minute", "Response times are reported but do not count"], &["Database transactions a second", "1,200", "Five-minute mean", "The Provider proposes more capacity within 5 Business Days"], &["Outbound traffic", "40 TB", "Month", "Usage charge of Annex A"]])]),
    ]);
    sections.add(
        &id("duties"),
        "Responsibilities",
        vec![
            (
                "Duties of the Provider",
                vec![table(
                    "",
                    &["No.:>1", "Duty:6", "Due:3", "Evidence:3"],
                    &[
                        &[
                            "1",
                            "Operate the data centres with two independent power feeds and N+1 cooling",
                            "At all times",
                            "Yearly audit report",
                        ],
                        &[
                            "2",
                            "Install security updates rated critical",
                            "Within 72 hours",
                            "Patch report of the Month",
                        ],
                        &[
                            "3",
                            "Keep a register of everybody with administrator rights",
                            "Continuously",
                            "Register, on request",
                        ],
                        &[
                            "4",
                            "Test the restoration of a randomly chosen backup",
                            "Each quarter",
                            "Signed test record",
                        ],
                        &[
                            "5",
                            "Announce planned maintenance",
                            "10 days before",
                            "E-mail to the operations contact",
                        ],
                        &[
                            "6",
                            "Report on every metric, with raw measurements",
                            "5th Business Day",
                            "Service report",
                        ],
                        &[
                            "7",
                            "Keep spare parts for each server type in both data centres",
                            "At all times",
                            "Stock list",
                        ],
                    ],
                )],
            ),
            ("-", vec![par("Each party bears the cost of its own duties.")]),
        ],
    );
    let mut metrics = card(&id("availability"), "Availability of the platform", "99.9%");
    metrics.extend(card(&id("network"), "Availability of the network", "99.95%"));
    sections.add(&id("levels"), "Service levels", vec![
        ("", vec![par("The Provider promises the following levels. Each is stated on a card with the same lines, so that two readers who apply it to the same log reach the same number.")]),
        ("How availability is computed", vec![Block::Paragraph(vec![term("d-availability", "Availability"), text(" is (total minutes \u{2212} excluded minutes \u{2212} "), term("d-downtime", "Downtime"), text(") \u{f7} (total minutes \u{2212} excluded minutes), as a percentage. "), Inline::Emphasis(vec![text("Example:")]), text(" in a month of 30 days with 120 excluded minutes, 50 minutes of Downtime give 99.884%, which is below a target of \u{2265} 99.9% and above one of 99.5%.")])]),
        ("Data centre and network", metrics),
        ("Summary of levels", vec![table("Targets, thresholds and consequences at a glance", &["Metric:4", "Target:>2", "Minimum:>2", "Period:2", "Unit:2", "Credit from:>2", "Cap:>2"], &[&["Platform availability", "99.90%", "99.00%", "Month", "Percent", "< 99.90%", "30%"], &["Round-trip time", "35 ms", "60 ms", "Month", "Milliseconds", "> 35 ms", "10%"], &["Restoration of a file", "4 h", "8 h", "Request", "Hours", "> 4 h", "5%"]])]),
    ]);
    sections.add(&id("support"), "Incidents and support", vec![
        ("Priorities", vec![par("The Customer proposes a priority; the Provider may change it only with a reason that stands in the ticket."), table("Priorities and times", &["Priority:2", "Criteria:5", "Calendar:2", "Respond:>2", "Restore:>2", "Resolve:>2", "Update:>2", "Share:>2"], &[&["P1", "All users are stopped, or personal data is exposed", "24 \u{d7} 7", "15 min", "4 h", "5 d", "30 min", "95%"], &["P2", "A main function fails for more than a fifth of the users and there is no workaround", "24 \u{d7} 7", "30 min", "8 h", "10 d", "1 h", "95%"], &["P3", "A function fails for some users, or there is a workaround", "Support hours", "4 h", "3 d", "30 d", "1 d", "90%"], &["P4", "Questions, requests and cosmetic faults", "Support hours", "1 d", "10 d", "90 d", "5 d", "90%"]])]),
        ("Clocks", vec![par("A clock starts when the report reaches the service desk and runs in the calendar of its priority. It stops only while"), ordered(&["the Provider waits for an answer from the Customer that it asked for in the ticket and cannot go on without;", "the Customer has refused access or a restart in writing; or", "a workaround that the Customer accepted is in use (for the time to resolve only)."]), par("Every stop and start is recorded in the ticket with its reason.")]),
    ]);
    sections.add(&id("credits"), "Service credits", vec![
        ("Tiers", vec![table("Credit by platform availability", &["From (inclusive):>3", "To (exclusive):>3", "Minutes of a 30-day month:>4", "Credit:>2"], &[&["99.9%", "100%", "up to 43.2", "0%"], &["99.5%", "99.9%", "43.2 to 216", "5%"], &["99.0%", "99.5%", "216 to 432", "10%"], &["95.0%", "99.0%", "432 to 2,160", "20%"], &["0%", "95.0%", "more than 2,160", "30%"]])]),
        ("Caps", vec![Block::Paragraph(vec![text("All credits of a month together do not exceed "), value(&format!("credits.cap_period_{repeat}"), "30%"), text(" of the "), term("d-fee", "Monthly Fee"), text(", and those of twelve months in a row do not exceed 15% of the fees of these months.")])]),
        ("Nature", vec![par("A credit adjusts the price to the quality received. It is not a penalty and does not exclude damages for losses that exceed it.")]),
        ("Worked example", vec![Block::Paragraph(vec![text("In April the platform has 96 minutes of Downtime and no exclusions, so that by "), refer(&format!("credits-{repeat}-c0"), "clause 7.1"), text(" the credit is 5% of 18,500.00 EUR.")]), pairs(&[("Downtime", "96 minutes"), ("Availability", "99.778%"), ("Tier", "99.5% \u{2264} value < 99.9%"), ("Credit", "925.00 EUR")])]),
    ]);
    sections.add(&id("policies"), "Policies and continuity", vec![
        ("Continuity", vec![pairs(&[("Recovery point objective", "15 minutes"), ("Recovery time objective", "4 hours"), ("Backups", "Every 6 hours, kept for 35 days, in the data centre in which the Service does not run")])]),
        ("Policies that prevail", vec![table("Effective requirements by level", &["Topic:3", "Corporate:4", "Finance department:4", "Requirement in force:4"], &[&["Password length", "at least 12 characters", "at least 16 characters", "Finance: 16; everyone else: 12"], &["Log retention", "6 months", "7 years", "As stated for each level"], &["Identifier scheme", "AVeryLongIdentifierWithoutAnySpacesThatNobodyCanBreakNicely12345", "https://policies.meridian-freight.example/security/identifiers/v3/current", "see the column to the left"]])]),
    ]);
}

fn closing(sections: &mut Sections) {
    sections.add("general", "General", vec![
        ("Governing law", vec![Block::Paragraph(vec![text("This agreement is governed by the law of "), value("governing_law", "the Netherlands"), text(". The courts of Amsterdam have jurisdiction.")])]),
        ("Severability", vec![par("If a clause is void, the others remain in force, and the parties replace it by a valid one that comes as close as possible to its purpose.")]),
    ]);
    let line = |key: &str, t: &str| KeyValue {
        key: key.into(),
        value: if t.is_empty() { vec![] } else { vec![text(t)] },
    };
    let block = |path: &str, name: &str, who: &str, title: &str| SignatureBlock {
        heading: vec![text("For and on behalf of "), Inline::Strong(vec![value(path, name)])],
        lines: vec![
            line("Name", who),
            line("Title", title),
            line("Place", ""),
            line("Date", ""),
            line("Signature", ""),
        ],
    };
    sections.add(
        "signatures",
        "Signatures",
        vec![(
            "",
            vec![
                par("Signed in two originals, one for each party, on the dates stated below."),
                Block::Signatures(vec![
                    block(
                        "parties.provider.legal_name",
                        "Northwind Hosting B.V.",
                        "Saskia van den Berg",
                        "Managing director",
                    ),
                    block(
                        "parties.customer.legal_name",
                        "Meridian Freight Partners plc",
                        "Thomas Okonkwo-Hartley",
                        "Chief operating officer",
                    ),
                ]),
            ],
        )],
    );
    let rows: Vec<[String; 3]> = (1..46)
        .map(|i| {
            [
                format!("Item of usage number {i}, charged on the last day of the month"),
                "GB".into(),
                format!("{}.{:02} EUR", i * 3, i * 7 % 100),
            ]
        })
        .collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    sections.annex(
        "A",
        "Usage charges",
        vec![
            ("-", vec![par("The following charges apply to usage above the limits.")]),
            ("-", vec![table("Charges", &["Item:5", "Unit:3", "Charge:>3"], &rows)]),
        ],
    );
    sections.annex(
        "B",
        "Contacts",
        vec![(
            "-",
            vec![table(
                "",
                &["Purpose:3", "Name:3", "E-mail and telephone:5"],
                &[
                    &["Operations", "Duty desk", "operations@northwind-hosting.example\n+31 20 555 01 00"],
                    &["Claims", "Legal department", "claims@meridian-freight.example\n+44 20 5550 0199"],
                ],
            )],
        )],
    );
}
