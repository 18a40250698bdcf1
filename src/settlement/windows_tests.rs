use super::*;

fn metric(kind: WindowKind) -> Metric {
    Metric { window: Some(kind), zone: Some("Europe/Berlin".parse().unwrap()), ..Metric::default() }
}

fn rolling(length: &str, step: &str) -> Metric {
    Metric {
        window_length: Some(length.parse().unwrap()),
        window_step: (!step.is_empty()).then(|| step.parse().unwrap()),
        ..metric(WindowKind::Rolling)
    }
}

fn term(first: &str, last: &str) -> Agreement {
    let mut agreement = Agreement::default();
    agreement.term.effective = (!first.is_empty()).then(|| first.parse().unwrap());
    agreement.term.kind = TermKind::Until;
    agreement.term.until = (!last.is_empty()).then(|| last.parse().unwrap());
    agreement
}

fn named(agreement: &Agreement, metric: &Metric, period: &str) -> Vec<Window> {
    windows(agreement, metric, &period.parse().unwrap())
}

fn names(windows: &[Window]) -> String {
    windows.iter().map(|w| w.name.as_str()).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_month_is_as_long_as_the_clocks_make_it() {
    let hours = |period| {
        let found = named(&Agreement::default(), &metric(WindowKind::Month), period);
        assert_eq!(found.len(), 1);
        found[0].counted.seconds() / 3_600
    };
    assert_eq!(hours("2026-03"), 743);
    assert_eq!(hours("2026-10"), 745);
    assert_eq!(hours("2026-07"), 744);
    assert_eq!(hours("2024-02"), 29 * 24);
    assert_eq!(hours("2100-02"), 28 * 24);
}

#[test]
fn windows_belong_to_the_period_in_which_they_end() {
    let none = Agreement::default();
    assert_eq!(names(&named(&none, &metric(WindowKind::Quarter), "2026-07")), "");
    assert_eq!(names(&named(&none, &metric(WindowKind::Quarter), "2026-09")), "2026-Q3");
    assert_eq!(
        names(&named(&none, &metric(WindowKind::Quarter), "2026")),
        "2026-Q1, 2026-Q2, 2026-Q3, 2026-Q4"
    );
    assert_eq!(names(&named(&none, &metric(WindowKind::Month), "2026-Q3")), "2026-07, 2026-08, 2026-09");
    assert_eq!(names(&named(&none, &metric(WindowKind::Year), "2026-12")), "2026");
    assert_eq!(named(&none, &metric(WindowKind::Day), "2026-07").len(), 31);
    assert_eq!(
        names(&named(&none, &metric(WindowKind::Week), "2026-07")),
        "2026-W27, 2026-W28, 2026-W29, 2026-W30"
    );
    assert_eq!(
        names(&named(&none, &metric(WindowKind::Month), "2026-07-10..2026-08-31")),
        "2026-07, 2026-08"
    );
    assert_eq!(named(&none, &Metric::default(), "2026-07"), []);
}

#[test]
fn the_first_and_the_last_window_may_be_incomplete() {
    let agreement = term("2026-07-11", "2026-09-20");
    let month = metric(WindowKind::Month);
    let days = |period: &str, metric: &Metric| {
        named(&agreement, metric, period)
            .first()
            .map(|w| (w.counted.seconds() / 86_400, w.whole.seconds() / 86_400))
    };
    assert_eq!(days("2026-06", &month), None);
    assert_eq!(days("2026-07", &month), Some((21, 31)));
    assert_eq!(days("2026-08", &month), Some((31, 31)));
    assert_eq!(days("2026-09", &month), Some((20, 30)));
    assert_eq!(days("2026-10", &month), None);
    let whole = Metric { partial_period: Some(PartialPeriod::WholeWindow), ..month };
    assert_eq!(days("2026-07", &whole), Some((31, 31)));
}

#[test]
fn a_term_in_months_ends_the_day_before_its_anniversary() {
    let mut agreement = term("2026-01-01", "");
    agreement.term.kind = TermKind::Months;
    agreement.term.length = Some("12mo".parse().unwrap());
    agreement.term.renewal = Renewal::ByAgreement;
    assert_eq!(term_days(&agreement.term).1.unwrap().to_string(), "2026-12-31");
    assert_eq!(names(&named(&agreement, &metric(WindowKind::Month), "2027-01")), "");
    agreement.term.renewal = Renewal::Automatic;
    assert_eq!(names(&named(&agreement, &metric(WindowKind::Month), "2027-01")), "2027-01");
}

#[test]
fn rolling_windows_end_at_every_step() {
    let none = Agreement::default();
    let found = named(&none, &rolling("30d", "1d"), "2026-07");
    assert_eq!(found.len(), 31);
    assert_eq!(found[30].name, "2026-07-02 to 2026-07-31");
    assert_eq!(names(&named(&none, &rolling("12mo", "1mo"), "2026-07")), "2025-08-01 to 2026-07-31");
    let agreement = term("2026-01-05", "");
    let found = named(&agreement, &rolling("4wk", "1wk"), "2026-02");
    assert_eq!(
        names(&found),
        "2026-01-05 to 2026-02-01, 2026-01-12 to 2026-02-08, 2026-01-19 to 2026-02-15, 2026-01-26 to 2026-02-22"
    );
    let quarter = named(&agreement, &rolling("3mo", "1mo"), "2026-05");
    assert_eq!(names(&quarter), "2026-02-05 to 2026-05-04");
    let early = named(&agreement, &rolling("3mo", "1mo"), "2026-02");
    assert_eq!(names(&early), "2025-11-05 to 2026-02-04");
    assert_eq!(early[0].counted.seconds(), 31 * 86_400);
}

#[test]
fn rolling_hours_follow_the_clock_of_the_zone() {
    let found = named(&Agreement::default(), &rolling("1h", "1h"), "2026-03-29");
    assert_eq!(found.len(), 23);
    assert_eq!(found[22].name, "2026-03-29 23:00 to 2026-03-30 00:00");
}

#[test]
fn earlier_windows_are_found_back_to_the_first_day() {
    let agreement = term("2026-04-15", "");
    let month = metric(WindowKind::Month);
    let july = &named(&agreement, &month, "2026-07")[0];
    assert_eq!(names(&previous(&agreement, &month, july, 2)), "2026-06, 2026-05");
    assert_eq!(names(&previous(&agreement, &month, july, 12)), "2026-06, 2026-05, 2026-04");
    let year = rolling("12mo", "1mo");
    let last = &named(&Agreement::default(), &year, "2026-02")[0];
    let before = previous(&Agreement::default(), &year, last, 2);
    assert_eq!(names(&before), "2025-02-01 to 2026-01-31, 2025-01-01 to 2025-12-31");
}

#[test]
fn the_zone_is_found_where_the_metric_names_none() {
    let mut agreement = Agreement::default();
    assert_eq!(zone_of(&agreement, &Metric::default()).to_string(), "UTC");
    let zone = Some("Asia/Tokyo".parse().unwrap());
    agreement.calendars.push(Calendar { id: "day".parse().unwrap(), zone, ..Calendar::default() });
    assert_eq!(zone_of(&agreement, &Metric::default()).to_string(), "Asia/Tokyo");
}
