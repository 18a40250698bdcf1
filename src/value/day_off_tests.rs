use super::*;
use crate::value::Leaf;
use proptest::prelude::*;

fn day(text: &str) -> DayOff {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn in_year(text: &str, year: i32) -> String {
    day(text).in_year(year).map(|d| d.to_string()).unwrap_or_default()
}

/// Easter Sundays as published by national holiday calendars and the tables of the Astronomical Society of South
/// Australia; 1954, 1981 and 2049 are the cases at which simpler algorithms fail.
#[test]
fn easter_is_as_published() {
    for date in [
        "1900-04-15",
        "1943-04-25",
        "1954-04-18",
        "1981-04-19",
        "2000-04-23",
        "2008-03-23",
        "2011-04-24",
        "2019-04-21",
        "2020-04-12",
        "2021-04-04",
        "2022-04-17",
        "2023-04-09",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
        "2030-04-21",
        "2038-04-25",
        "2049-04-18",
    ] {
        let date: Date = date.parse().unwrap();
        assert_eq!(easter(date.get().year()), Some(date));
    }
}

/// As the calendars of Norway (2027, 2028), Germany (2026) and England (2026) publish them.
#[test]
fn rules_name_the_published_days() {
    for (rule, year, date) in [
        ("Maundy Thursday", 2027, "2027-03-25"),
        ("Good Friday", 2027, "2027-03-26"),
        ("Easter Monday", 2028, "2028-04-17"),
        ("Ascension Day", 2027, "2027-05-06"),
        ("Whit Sunday", 2027, "2027-05-16"),
        ("Whit Monday", 2028, "2028-06-05"),
        ("Corpus Christi", 2026, "2026-06-04"),
        ("Shrove Monday", 2026, "2026-02-16"),
        ("17 May", 2027, "2027-05-17"),
        ("first Monday of May", 2026, "2026-05-04"),
        ("last Monday of May", 2026, "2026-05-25"),
        ("last Monday of August", 2026, "2026-08-31"),
        ("fourth Thursday of November", 2026, "2026-11-26"),
        ("last Sunday of December", 2026, "2026-12-27"),
        ("last Wednesday before 23 November", 2026, "2026-11-18"),
        ("first Saturday on or after 20 June", 2026, "2026-06-20"),
        ("29 February", 2028, "2028-02-29"),
        ("29 February", 2027, ""),
        ("2026-12-25", 2026, "2026-12-25"),
        ("2026-12-25", 2027, ""),
    ] {
        assert_eq!(in_year(rule, year), date, "{rule} in {year}");
        assert_eq!(day(rule).to_string(), rule, "saved as it is read");
    }
}

#[test]
fn days_are_read_as_people_write_them() {
    for (typed, meant) in [
        ("1 january", "1 January"),
        ("1st of January", "1 January"),
        ("January 1", "1 January"),
        ("every year on 1 January", "1 January"),
        ("17 May every year", "17 May"),
        ("25 Dec.", "25 December"),
        ("GOOD FRIDAY", "Good Friday"),
        ("Pentecost Monday", "Whit Monday"),
        ("Karfreitag", "Good Friday"),
        ("the 1st Monday in May", "first Monday of May"),
        ("Wednesday before 23 November", "last Wednesday before 23 November"),
        ("Saturday on or after June 20", "first Saturday on or after 20 June"),
        ("2026-01-01", "2026-01-01"),
    ] {
        assert_eq!(day(typed).to_string(), meant, "{typed}");
    }
    for typed in
        ["", "soon", "31 April", "1", "May", "fifth Monday of May", "first of May", "2026-02-30", "Friday"]
    {
        assert!(typed.parse::<DayOff>().is_err(), "{typed}");
    }
    assert_eq!(DayOff::of_name("New Year’s Day"), Some(day("1 January")));
    assert_eq!(DayOff::of_name("Labour Day"), None, "it is another day elsewhere");
}

#[test]
fn a_contract_says_them_in_words() {
    let said = |text: &str| Leaf::printed(&day(text)).replace('\u{a0}', " ");
    assert_eq!(said("2026-01-01"), "1 January 2026");
    assert_eq!(said("1 January"), "1 January");
    assert_eq!(said("Good Friday"), "Good Friday");
    assert_eq!(said("first Monday of May"), "the first Monday of May");
}

fn any_day() -> impl Strategy<Value = DayOff> {
    prop_oneof![
        (1u32..=12, 1u32..=28).prop_map(|(month, day)| DayOff::Yearly { month, day }),
        (-60i64..=70).prop_map(DayOff::Easter),
        (prop::option::of(1u32..=4), 0u32..7, 1u32..=12)
            .prop_map(|(which, weekday, month)| DayOff::Weekday { which, weekday, month }),
        (0u32..7, any::<bool>(), 1u32..=12, 1u32..=28)
            .prop_map(|(weekday, before, month, day)| DayOff::Near { weekday, before, month, day }),
    ]
}

proptest! {
    #[test]
    fn every_rule_is_read_as_it_is_saved_and_falls_on_one_day_a_year(rule in any_day(), year in 1950i32..2900) {
        prop_assert_eq!(rule.to_string().parse::<DayOff>(), Ok(rule));
        let date = rule.in_year(year).unwrap();
        prop_assert!(rule.is_on(date));
        prop_assert!(!rule.is_on(date.plus_days(1).unwrap()));
        prop_assert!(rule.is_yearly());
    }

    #[test]
    fn easter_is_a_sunday_from_22_march_to_25_april(year in 1900i32..3000) {
        let date = easter(year).unwrap().get();
        prop_assert_eq!(date.weekday(), chrono::Weekday::Sun);
        let at = (date.month(), date.day());
        prop_assert!(((3, 22)..=(4, 25)).contains(&at));
    }
}
