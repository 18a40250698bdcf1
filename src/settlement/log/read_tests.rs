use super::*;
use crate::agreement::{Clock, Exclusion, Formula, Metric, MetricKind, Priority};
use crate::settlement::log::Affected;
use crate::settlement::zone::stamp;
use crate::value::Zone;
use proptest::prelude::*;

fn agreement() -> Agreement {
    let metric = |id: &str, kind, formula, unit: &str| Metric {
        id: id.parse().unwrap(),
        name: format!("The {id}").parse().unwrap(),
        kind,
        formula: Some(formula),
        unit: unit.parse().unwrap(),
        zone: Some("Europe/Berlin".parse().unwrap()),
        ..Metric::default()
    };
    let mut response = metric("response", MetricKind::TimeToEvent, Formula::WithinTarget, "%");
    response.clock = Some(Clock::Response);
    let exclusion = |id: &str| Exclusion { id: id.parse().unwrap(), ..Exclusion::default() };
    let priority = |id: &str| Priority { id: id.parse().unwrap(), ..Priority::default() };
    Agreement {
        metrics: vec![
            metric("uptime", MetricKind::Availability, Formula::DowntimeMinutes, "%"),
            metric("requests", MetricKind::Ratio, Formula::RequestRatio, "%"),
            metric("latency", MetricKind::Latency, Formula::Percentile, "ms"),
            response,
        ],
        exclusions: vec![exclusion("customer-change"), exclusion("force-majeure")],
        priorities: vec![priority("p1"), priority("p2")],
        ..Agreement::default()
    }
}

fn read(text: &str) -> Result<(Log, Vec<Note>), Vec<Problem>> {
    read_log("log.csv", text.as_bytes(), &agreement())
}

/// Reads lines under the usual header.
fn lines(text: &str) -> Result<(Log, Vec<Note>), Vec<Problem>> {
    read(&format!("metric,kind,start,end,affected,note\n{text}"))
}

fn problems(text: &str) -> Vec<String> {
    lines(text).unwrap_err().iter().map(ToString::to_string).collect()
}

#[track_caller]
fn only(text: &str) -> String {
    let found = problems(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0].clone()
}

#[test]
fn every_kind_of_line_is_understood() {
    let (log, notes) = lines(
        "uptime,outage,2026-07-03 14:00,2026-07-03 14:55,25 %,\"Router failed, twice\"\n\
         uptime,measure,2026-07-01 00:00,2026-07-31 24:00,,\n\
         ,maintenance,2026-07-05 02:00,2026-07-05 04:00,announced 2026-06-20 10:00,\n\
         *,excluded:force-majeure,2026-07-06T00:00Z,2026-07-07T00:00Z,,Flood\n\
         requests,measure,2026-07-01 00:00,2026-08-01 00:00,99950/100000,\n\
         requests,measure,2026-07-02 00:00,,missed,\n\
         latency,measure,2026-07-02 00:00,,0.182 s,\n\
         response,measure,2026-07-02 09:00,2026-07-02 09:10,p1 INC-4711,\n\
         response,measure,2026-07-03 09:00,,P2,\n\
         response,excluded:customer-change,2026-07-02 09:01,2026-07-02 09:05,INC-4711,\n\
         uptime,maintenance,2026-07-08 02:00,2026-07-08 04:00,emergency,\n",
    )
    .unwrap();
    assert_eq!(notes, []);
    assert_eq!((log.len(), log.common().len(), log.own("uptime").len()), (11, 2, 3));
    let outage = &log.own("uptime")[1];
    assert_eq!(stamp(Zone::utc(), outage.span.start), "2026-07-03 12:00");
    assert_eq!(&*outage.note, "Router failed, twice");
    assert_eq!(
        outage.affected,
        Affected::Part { part: "25".parse().unwrap(), whole: "100".parse().unwrap() }
    );
    assert_eq!(log.own("latency")[0].affected, Affected::Value("182000000".parse().unwrap()));
    let cases = log.own("response");
    assert_eq!(
        cases[0].affected,
        Affected::Case { priority: "p1".parse().unwrap(), within: None, number: "INC-4711".into() }
    );
    assert!(cases[2].is_open());
    assert_eq!(stamp(Zone::utc(), log.begin().unwrap()), "2026-06-30 22:00");
}

#[test]
fn spreadsheets_may_write_it_their_way() {
    let (log, notes) = read(
        "\u{feff}Start;END;Metric;Kind;Ticket;Note\r\n\
         2026-07-03 14:00;2026-07-03 14:55;uptime;outage;T-1;\"two\r\nlines \"\"quoted\"\"\"\r\n\
         ;;;;;\r\n\
         2026-07-04 14:00:00.5;2026-07-04 14:55;uptime;outage;T-2;;\r\n",
    )
    .unwrap();
    assert_eq!(log.own("uptime").iter().map(|r| r.line).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(&*log.own("uptime")[0].note, "two\r\nlines \"quoted\"");
    let notes: Vec<String> = notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "log.csv:1: Columns are separated by “;” here; the log was read that way.",
            "log.csv:1: These columns are not read: “Ticket”.",
            "log.csv:1: One line without any text was passed over.",
            "log.csv:5: The line has parts of a second; they were cut off.",
        ]
    );
    assert_eq!(
        read("sep=;\nmetric;kind;start;end\nuptime;outage;2026-07-03 14:00;x\n").unwrap_err()[0].line,
        3
    );
    assert!(read("metric,kind,start,end\n").unwrap().0.is_empty());
}

#[test]
fn the_first_line_must_name_the_columns() {
    let text = |bytes: &[u8]| read_log("log.csv", bytes, &agreement()).unwrap_err()[0].to_string();
    assert!(text(b"").contains("The log is empty"));
    let missing = text(b"metric,type,begin,end\nuptime,outage,2026-07-03 14:00,2026-07-03 14:55\n");
    assert!(missing.starts_with("log.csv:1:1: The columns kind, start are missing"), "{missing}");
    assert!(missing.contains("found: “metric”, “type”, “begin”, “end”"), "{missing}");
    let twice = text(b"metric,kind,start,end,Start\n");
    assert!(twice.starts_with("log.csv:1:23: The column start is there twice"), "{twice}");
}

#[test]
fn what_is_not_utf_8_is_located() {
    let bytes = b"metric,kind,start,end,affected,note\nuptime,outage,a,b,,Stromausfall M\xfcnchen \xe9\n";
    let found = read_log("log.csv", bytes, &agreement()).unwrap_err();
    let found: Vec<_> = found.iter().map(|p| (p.line, p.column, p.what.as_str())).collect();
    assert_eq!(found, [(2, 34, "The byte 0xFC is not UTF-8"), (2, 41, "The byte 0xE9 is not UTF-8")]);
    let utf16 = read_log("log.csv", b"\xff\xfem\0e\0", &agreement()).unwrap_err();
    assert!(utf16[0].what.contains("UTF-16"));
}

#[test]
fn every_wrong_field_is_named_with_line_and_column() {
    let found = problems(
        "uptim,outge,yesterday,2026-07-03 14:00,,\nuptime,outage,2026-07-03 14:00,2026-07-03 13:00,,\n",
    );
    let starts: Vec<&str> = found.iter().map(|f| f.split(": ").next().unwrap()).collect();
    assert_eq!(starts, ["log.csv:2:1", "log.csv:2:7", "log.csv:2:13", "log.csv:3:32"]);
    assert!(found[0].contains("did you mean uptime?"), "{found:?}");
    assert!(found[1].contains("write outage, maintenance, measure or excluded:<id>"));
    assert!(found[3].contains("before it begins"));
    assert!(only("The uptime,outage,2026-07-03 14:00,,,\n").contains("did you mean uptime?"));
    assert!(only("uptime,excluded:force-majure,2026-07-03 14:00,,,\n").contains("excluded:force-majeure?"));
    assert!(only("uptime,excluded,2026-07-03 14:00,,,\n").contains("customer-change, force-majeure"));
    assert!(only(",outage,2026-07-03 14:00,2026-07-03 15:00,,\n").contains("name the metric"));
    assert!(only("uptime,outage,2026-02-29 14:00,,,\n").contains("2:15: “2026-02-29” is no day"));
}

#[test]
fn columns_are_counted_in_characters_across_quoted_lines() {
    let found = problems(
        "uptime,outage,2026-07-03 14:00,2026-07-03 14:55,,\"Zürich\nGenève\"\n\"uptime\",outage,\"2026-07-03 14:00\",oops,,\n",
    );
    assert!(found[0].starts_with("log.csv:4:36: "), "{found:?}");
}

#[test]
fn a_time_that_daylight_saving_makes_doubtful_is_refused() {
    let twice = only("uptime,outage,2026-10-25 02:30,2026-10-25 04:00,,\n");
    assert!(twice.starts_with("log.csv:2:15: ") && twice.contains("2026-10-25T02:30:00+01:00"), "{twice}");
    let skipped = only("uptime,outage,2026-03-29 01:00,2026-03-29 02:30,,\n");
    assert!(
        skipped.starts_with("log.csv:2:32: ") && skipped.contains("2026-03-29T02:30:00+02:00"),
        "{skipped}"
    );
    assert!(lines("uptime,outage,2026-10-25T02:30:00+02:00,2026-10-25T02:30:00+01:00,,\n").is_ok());
}

#[test]
fn affected_must_fit_the_metric() {
    for (line, said) in [
        ("uptime,outage,2026-07-03 14:00,2026-07-03 15:00,140 %,", "more than all"),
        ("uptime,outage,2026-07-03 14:00,2026-07-03 15:00,many,", "25 % or 3/12"),
        ("uptime,measure,2026-07-03 14:00,2026-07-03 15:00,99 %,", "at which share of failed requests"),
        ("uptime,measure,2026-07-03 14:00,,,", "when the interval ends"),
        ("requests,outage,2026-07-03 14:00,2026-07-03 15:00,,", "99950/100000"),
        ("requests,measure,2026-07-03 14:00,,5/4,", "more than all"),
        ("requests,measure,2026-07-03 14:00,,99 %,", "good/all"),
        ("latency,measure,2026-07-03 14:00,,182 MB,", "in ms"),
        ("latency,measure,2026-07-03 14:00,,,", "not a number"),
        ("response,measure,2026-07-03 14:00,,p9 INC-1,", "p1, p2"),
        ("response,measure,2026-07-03 14:00,,,", "priority of the case is missing"),
        (",maintenance,2026-07-03 14:00,,soon,", "announced 2026-06-28 09:00"),
        ("uptime,excluded:force-majeure,2026-07-03 14:00,,half,", "leave `affected` empty"),
    ] {
        let found = only(&format!("{line}\n"));
        assert!(found.contains(said), "{found}");
    }
}

#[test]
fn lines_that_do_not_fit_the_table_are_refused() {
    assert!(only("uptime,outage,2026-07-03 14:00\n").contains("has 3 columns, the first line has 6"));
    assert!(only("uptime,outage,2026-07-03 14:00,,,Router, failed\n").contains("quotation marks"));
    let open =
        problems("uptime,outage,2026-07-03 14:00,,,\"never closed\nuptime,outage,2026-07-04 14:00,,,\n");
    assert!(open[0].starts_with("log.csv:2:1: A quotation mark in this line is never closed"), "{open:?}");
    assert!(lines("uptime,outage,2026-07-03 14:00,,,5\" disk\n").is_ok());
}

#[test]
fn repeated_and_overlapping_outages_are_noted() {
    let line = "uptime,outage,2026-07-03 14:00,2026-07-03 14:55,,\n";
    let (log, notes) =
        lines(&format!("{line}{line}uptime,outage,2026-07-03 14:30,2026-07-03 15:55,,\n")).unwrap();
    assert_eq!(log.own("uptime").len(), 2);
    assert_eq!((notes[0].line, notes[1].line), (3, 4));
    assert!(notes[0].text.contains("repeats line 2"), "{notes:?}");
    assert!(notes[1].text.contains("lines 2 and 4"), "{notes:?}");
    let sample = "latency,measure,2026-07-03 14:00,,182 ms,\n";
    assert_eq!(lines(&sample.repeat(3)).unwrap().0.own("latency").len(), 3, "equal samples are samples");
}

#[test]
fn many_problems_are_counted_not_listed() {
    let found = problems(&"nothing,outage,x,y,,\n".repeat(1_000));
    assert_eq!(found.len(), 201);
    assert!(found[200].contains("There are 2,800 more problems"), "{}", found[200]);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_log("x", &bytes, &agreement());
        let _ = lines(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn nearly_right_lines_never_panic(text in "(uptime|response|requests|latency|\\*|)[,;](outage|measure|maintenance|excluded:[a-z-]{0,9})[,;]\"?2026-(03-29|10-25|02-3[01]) [0-9:+TZ.-]{0,14}\"?,[0-9: TZ+-]{0,20},[p0-9/% .a-z]{0,12}[,\n\"]{0,4}") {
        let problems = lines(&text).err().unwrap_or_default();
        prop_assert!(problems.iter().all(|p| p.line >= 1 && p.column >= 1));
    }
}
