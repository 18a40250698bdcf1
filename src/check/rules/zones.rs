//! Times of day without a time zone, and zones that differ without need.

use super::{Cx, Report, Rule, Severity, count, named, sentence};
use crate::agreement::changes::Read::All;
use crate::check::phrases::find_word;
use crate::check::text::{Question, TextAt};
use crate::draft::Edit;
use crate::value::{Zone, quoted};

pub(super) const RULES: &[Rule] = &[
    LEFT_BEHIND,
    Rule {
        code: "N03",
        title: "Time of day without a zone",
        severity: Severity::Warning,
        detects: "A text names a time of day such as 02:00 or 6 pm, and neither it nor a clause of the agreement says in which \
              time zone. Calendars and maintenance windows have rules of their own.",
        why: "Two sites, or one night in March, make two moments of it.",
        example: "Changes between 02:00 and 04:00",
        mend: "Changes between 02:00 and 04:00, Europe/London",
        run: zoneless,
        ..Rule::BLANK
    },
];

const LEFT_BEHIND: Rule = Rule {
    code: "N07",
    title: "Times left in UTC",
    severity: Severity::Hint,
    detects: "The hours of work are in one time zone, and other calendars, measuring windows or maintenance windows are in \
              UTC.",
    why: "A month that ends at midnight in UTC ends one or two hours later in Oslo, and an outage of that night counts in \
          another month for each reader.",
    example: "Business hours in Europe/Oslo; the metric is measured by months in UTC",
    mend: "All of them in Europe/Oslo",
    reads: &[All("calendars"), All("maintenance"), All("metrics")],
    run: left_behind,
    ..Rule::BLANK
};

fn left_behind(cx: &Cx<'_>, report: &mut Report) {
    let mut working = cx.a.calendars.iter().filter(|c| !c.hours.is_empty() && !c.is_around_the_clock());
    let Some((calendar, zone)) = working.next().and_then(|c| Some((c, c.zone?))) else { return };
    if zone == Zone::utc() || working.any(|other| other.zone.is_some_and(|z| z != zone)) {
        return;
    }
    let behind: Vec<_> =
        cx.a.zones().into_iter().filter(|(_, z)| *z == Zone::utc()).map(|(path, _)| path).collect();
    let Some(first) = behind.first() else { return };
    let are = if behind.len() == 1 { "is" } else { "are" };
    let times = count(behind.len(), "other time");
    let message =
        format!("{} follows {zone}, but {times} {are} in UTC", sentence(&named(&calendar.name, "calendar")));
    let hint = format!("Put them into {zone} too, unless they are meant in UTC");
    let mut found = report.at(first.clone(), message, hint);
    for other in behind.iter().skip(1) {
        found = found.related(other.clone());
    }
    let edits = behind.iter().map(|path| Edit::set(path.clone(), zone.to_string())).collect();
    found.fix(format!("Use {zone} everywhere"), edits);
}

fn zoneless(cx: &Cx<'_>, report: &mut Report) {
    let mut open = cx.texts().filter(|t| t.is_prose() || t.record.name != "Contact").filter_map(|t| {
        let open = |text: &str| time_of_day(text).is_some() && !names_zone(text);
        t.has(Question::TimeOfDay, open).then(|| Some((t, time_of_day(&t.text)?))).flatten()
    });
    let Some((first, time)) = open.next() else { return };
    // One sentence for the whole agreement is enough.
    if says_zone_of_all_times(cx) {
        return;
    }
    let message = format!("{} in “{}” is in no time zone", quoted(time), first.spec.label);
    let zone = cx.a.calendars.iter().find_map(|c| c.zone);
    let hint = match zone {
        Some(zone) => format!("Add the zone, such as {zone}, or say once that all times are in it"),
        None => "Add the zone, such as Europe/Berlin, or say once that all times are in it".to_owned(),
    };
    let mut found = report.at(first.path.clone(), message, hint);
    for (other, _) in open {
        found = found.related(other.path.clone());
    }
    if let (Some(zone), true) = (zone, !first.text.contains('\n')) {
        let text = first.text.trim_end();
        let (body, stop) = text.strip_suffix('.').map_or((text, ""), |body| (body, "."));
        let edit = Edit::set(first.path.clone(), format!("{body} ({zone} time){stop}"));
        found.fix(format!("Add {zone}"), vec![edit]);
    }
}

/// Whether a clause says in which zone all times are meant.
fn says_zone_of_all_times(cx: &Cx<'_>) -> bool {
    let says = |text: &str| {
        let text = text.to_lowercase();
        (text.contains("time zone") || text.contains("local time")) && text.contains("time")
    };
    let printed =
        |section: &crate::template::Section| section.clauses.iter().any(|clause| says(&clause.text));
    let own = |t: &&TextAt| matches!(t.record.name, "ClauseText" | "ExtraClause" | "Definition");
    cx.texts().filter(own).any(|t| says(&t.text)) || cx.template.sections.iter().any(printed)
}

const ZONES: &[&str] = &[
    "utc",
    "gmt",
    "bst",
    "cet",
    "cest",
    "eet",
    "eest",
    "wet",
    "west",
    "est",
    "edt",
    "cst",
    "cdt",
    "mst",
    "mdt",
    "pst",
    "pdt",
    "ist",
    "jst",
    "aest",
    "aedt",
    "sgt",
    "local time",
    "time zone",
];

fn names_zone(text: &str) -> bool {
    let regions =
        ["Europe/", "America/", "Asia/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/", "Etc/"];
    regions.iter().any(|region| text.contains(region)) || find_word(&text.to_lowercase(), ZONES).is_some()
}

/// The first time of day: "02:00", "6 pm", "11:30 a.m.".
fn time_of_day(text: &str) -> Option<&str> {
    // Most texts have no number at all.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    text.match_indices(':').find_map(|(at, _)| by_colon(text, at)).or_else(|| by_half(text))
}

fn by_colon(text: &str, at: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let digit = |n: Option<usize>| n.and_then(|n| bytes.get(n)).is_some_and(u8::is_ascii_digit);
    let two_after = digit(at.checked_add(1)) && digit(at.checked_add(2)) && !digit(at.checked_add(3));
    let start = if digit(at.checked_sub(2)) { at.checked_sub(2)? } else { at.checked_sub(1)? };
    let alone = digit(Some(start))
        && !digit(start.checked_sub(1))
        && !matches!(start.checked_sub(1).and_then(|n| bytes.get(n)), Some(b':' | b'.' | b'/'))
        && bytes.get(at + 3) != Some(&b':');
    let hour: u32 = text.get(start..at)?.parse().ok()?;
    let minute: u32 = text.get(at + 1..at + 3)?.parse().ok()?;
    (two_after && alone && hour <= 24 && minute < 60).then(|| text.get(start..at + 3)).flatten()
}

fn by_half(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    [" a.m", " p.m", " am", " pm"].iter().find_map(|half| {
        lower.match_indices(half).find_map(|(at, hit)| {
            let ends = !lower.get(at + hit.len()..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
            let digits = lower.get(..at)?.chars().rev().take_while(char::is_ascii_digit).count();
            (ends && (1..=2).contains(&digits)).then(|| text.get(at - digits..at + hit.len())).flatten()
        })
    })
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("N03", &["maintenance.freezes=Every day between 18:00 and 22:00"]),
    ("N07", &["metrics.uptime.zone=UTC"]),
    ("N03", &["review.change_control=Both parties agree in writing before 6 pm."]),
];

#[cfg(test)]
mod tests {
    use super::{names_zone, time_of_day};
    use crate::check::testkit::codes;

    #[test]
    fn times_of_day_are_told_from_other_numbers() {
        assert_eq!(time_of_day("from 02:00 on"), Some("02:00"));
        assert_eq!(time_of_day("at 9:30 or later"), Some("9:30"));
        assert_eq!(time_of_day("before 6 pm."), Some("6 pm"));
        for none in [
            "a ratio of 1:4",
            "2001:0db8::12",
            "ISO 19086-4:2019",
            "25:61",
            "12:30:45.5",
            "I am here",
            "10 amps",
        ] {
            assert_eq!(time_of_day(none), None, "{none}");
        }
    }

    #[test]
    fn a_zone_anywhere_settles_it() {
        assert!(
            names_zone("02:00 Europe/London") && names_zone("02:00 UTC") && !names_zone("the best estimate")
        );
        assert!(!codes(&["maintenance.freezes=18:00 to 22:00 UTC"]).contains(&"N03"));
        let once = [
            "maintenance.freezes=18:00 to 22:00",
            "+extra_clauses own",
            "extra_clauses.own.section=credits",
            "extra_clauses.own.title=Own",
            "extra_clauses.own.text=All times are in the time zone Europe/Berlin.",
        ];
        assert!(!codes(&once).contains(&"N03"));
    }
}
