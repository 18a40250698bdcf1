//! Sentences of single blocks, on small drafts.

use super::{read, set};
use crate::agreement::{Level, Owner};
use crate::draft::Draft;
use crate::template::Generated;

fn draft(values: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::default();
    set(&mut draft, values);
    draft
}

#[test]
fn parties_are_presented_as_a_deed_does() {
    let draft = draft(&[
        ("+parties.jane", ""),
        ("parties.jane.role", "Customer"),
        ("parties.jane.kind", "Individual"),
        ("parties.jane.legal_name", "Jane Doe"),
        ("parties.jane.short_name", "Customer"),
        ("parties.jane.registration", "identity card X1"),
        ("parties.jane.address", "1 High Street,\nLondon"),
        ("+parties.acme", ""),
        ("parties.acme.legal_name", "Acme GmbH"),
        ("parties.acme.short_name", "Acme"),
        ("parties.acme.address", "Berlin"),
        ("parties.acme.signatory", "John Roe"),
    ]);
    assert_eq!(
        read(Generated::Parties, &draft),
        "(1) Acme GmbH, [Registration], with its registered office at Berlin, represented by John Roe \
         (“Acme”, the “Provider”); and\n\
         (2) Jane Doe, identity card X1, of 1 High Street, London (the “Customer”).\n"
    );
}

#[test]
fn the_parent_agreement_and_its_precedence() {
    let draft = draft(&[
        ("parent.title", "Master services agreement"),
        ("parent.reference", "MSA-1"),
        ("parent.date", "2025-03-01"),
        ("parent.precedence", "Parent"),
        ("parent.imported_terms", "Affiliate\nConfidential Information"),
    ]);
    assert_eq!(
        read(Generated::ParentAgreement, &draft),
        "This agreement is made under the Master services agreement (MSA-1) of 1~March 2025, the parent \
         agreement. Where the two rule on the same matter, the parent agreement prevails.\n\
         These terms have the meaning that the parent agreement gives them: “Affiliate” and “Confidential \
         Information”.\n"
    );
}

#[test]
fn the_term_counts_its_last_day() {
    let mut draft = draft(&[("term.effective", "2026-02-01"), ("term.length", "3y"), ("term.notice", "3mo")]);
    let text = read(Generated::Term, &draft);
    assert!(text.contains("Duration: 3~years from the effective date, until the end of 31~January 2029\n"));
    set(&mut draft, &[("term.kind", "OpenEnded")]);
    let text = read(Generated::Term, &draft);
    assert!(text.contains("Duration: Open-ended\n"), "{text}");
    assert!(
        text.contains("Notice: Either party may terminate at any time with notice of 3~months.\n"),
        "{text}"
    );
    assert!(!text.contains("Renewal"), "{text}");
}

#[test]
fn other_methods_than_tiers_are_sentences() {
    let mut draft = draft(&[
        ("+metrics.m", ""),
        ("metrics.m.name", "Availability"),
        ("metrics.m.unit", "%"),
        ("+credits.schedules.s", ""),
        ("credits.schedules.s.metric", "m"),
        ("credits.schedules.s.rate", "2"),
    ]);
    let sentence = |draft: &mut Draft, values: &[(&str, &str)]| {
        set(draft, values);
        read(Generated::CreditTables, draft)
    };
    assert_eq!(sentence(&mut draft, &[]), "Availability: [Tiers]\n");
    assert_eq!(
        sentence(
            &mut draft,
            &[
                ("credits.schedules.s.method", "Linear"),
                ("credits.schedules.s.step", "0.1"),
                ("credits.schedules.s.step_rounding", "Started"),
                ("credits.schedules.s.cap", "20"),
            ]
        ),
        "Availability: for each 0.1~% by which the value misses the target, the service credit is 2~% of the base. \
         Each started step counts in full. The service credit for this metric is at most 20~% in one period.\n"
    );
    set(&mut draft, &[("credits.schedules.s.cap", ""), ("credits.schedules.s.repeat_multiplier", "2")]);
    assert_eq!(
        sentence(
            &mut draft,
            &[
                ("credits.schedules.s.method", "PerMiss"),
                ("credits.schedules.s.rate", ""),
                ("credits.schedules.s.amount", "1500.00 EUR"),
            ]
        ),
        "Availability: for each miss, the service credit is EUR~1,500.00.\n\
         From the second miss in a row the service credit for Availability is multiplied by 2.\n"
    );
    let below = sentence(
        &mut draft,
        &[("credits.schedules.s.method", "Linear"), ("credits.schedules.s.counted_from", "99")],
    );
    assert!(below.contains("for each 0.1~% by which the value is below 99~%, the service credit"), "{below}");
    let beyond = sentence(
        &mut draft,
        &[("credits.schedules.s.method", "LostTime"), ("credits.schedules.s.beyond_target", "yes")],
    );
    assert!(beyond.contains("Only the time lost beyond what the target leaves counts."), "{beyond}");
    let pool = sentence(&mut draft, &[("credits.schedules.s.method", "Pool")]);
    assert!(pool.starts_with("Availability: a miss costs [Weight in the pool (%)] of the pool"), "{pool}");
}

#[test]
fn points_have_a_table() {
    let draft = draft(&[
        ("+credits.points_table.a", ""),
        ("credits.points_table.a.from", "5"),
        ("credits.points_table.a.credit", "0"),
        ("+credits.points_table.b", ""),
        ("credits.points_table.b.from", "10"),
        ("credits.points_table.b.to", "14"),
        ("credits.points_table.b.credit", "2"),
        ("+credits.points_table.c", ""),
        ("credits.points_table.c.from", "30"),
        ("credits.points_table.c.credit", "10"),
    ]);
    let text = read(Generated::CreditTables, &draft);
    for row in ["| 5 to 9 | 0~% |", "| 10 to 14 | 2~% |", "| 30 or more | 10~% |"] {
        assert!(text.contains(row), "{text}");
    }
}

#[test]
fn the_terms_say_the_last_cycle_for_claims_and_the_examples_the_stored_order() {
    let mut draft = draft(&[
        ("credits.claim_needed", "yes"),
        ("credits.claim_cycles", "2"),
        ("credits.period_cap", "30"),
        ("+credits.order.b", ""),
        ("credits.order.b.step", "PeriodCap"),
        ("+credits.order.a", ""),
        ("credits.order.a.step", "Sum"),
        ("+credits.schedules.s", ""),
    ]);
    let examples = read(Generated::WorkedExamples, &draft);
    assert!(examples.contains("(1)~sum; (2)~cap of the period"), "{examples}");
    let text = read(Generated::CreditTerms, &draft);
    assert!(text.contains("by the end of the second calendar month after that of the incident."), "{text}");
    set(&mut draft, &[("credits.claim_within", "30d"), ("credits.claim_cycles", "22")]);
    let text = read(Generated::CreditTerms, &draft);
    assert!(text.contains("within 30~days, and no later than the end of the 22nd calendar month"), "{text}");
}

#[test]
fn tiers_say_which_ends_belong_to_them() {
    let mut draft = draft(&[
        ("+metrics.m", ""),
        ("metrics.m.name", "Availability"),
        ("metrics.m.unit", "%"),
        ("metrics.m.window", "Month"),
        ("+credits.schedules.s", ""),
        ("credits.schedules.s.metric", "m"),
        ("+credits.schedules.s.tiers.t", ""),
        ("credits.schedules.s.tiers.t.from", "99"),
        ("credits.schedules.s.tiers.t.to", "99.9"),
        ("credits.schedules.s.tiers.t.credit", "10"),
    ]);
    for (bounds, row) in [
        (
            "FromIncluded",
            "| Availability | ≥~99.0~% and <~99.9~% | more than 43~min 12~s, up to 7~h 12~min | 10~% |",
        ),
        (
            "ToIncluded",
            "| Availability | >~99.0~% and ≤~99.9~% | 43~min 12~s or more, less than 7~h 12~min | 10~% |",
        ),
        ("Closed", "| Availability | ≥~99.0~% and ≤~99.9~% | 43~min 12~s or more, up to 7~h 12~min | 10~% |"),
        (
            "Open",
            "| Availability | >~99.0~% and <~99.9~% | more than 43~min 12~s, less than 7~h 12~min | 10~% |",
        ),
    ] {
        set(&mut draft, &[("credits.schedules.s.tiers.t.bounds", bounds)]);
        let text = read(Generated::CreditTables, &draft);
        let head = "| Metric | Value in the calendar month | Downtime in a month of 30~days | Credit |";
        assert!(text.contains(head) && text.contains(row), "{text}");
    }
}

#[test]
fn chronic_failure_takes_side_and_unit_from_its_metrics() {
    let draft = draft(&[
        ("+metrics.m", ""),
        ("metrics.m.name", "Round trip"),
        ("metrics.m.unit", "ms"),
        ("metrics.m.operator", "AtMost"),
        ("credits.chronic.metrics", "m"),
        ("credits.chronic.consecutive", "2"),
        ("credits.chronic.critical_level", "500"),
    ]);
    assert_eq!(
        read(Generated::ChronicFailure, &draft),
        "Chronic failure has occurred when, for the metric “Round trip”,\n\
         (a) the target is missed in 2 measurement periods in a row; or\n\
         (b) the value of a single measurement period is above 500~ms.\n"
    );
    let mut draft = draft;
    set(&mut draft, &[("credits.chronic.consecutive", ""), ("credits.chronic.critical_count", "2")]);
    let text = read(Generated::ChronicFailure, &draft);
    let alone = "Chronic failure has occurred when, for the metric “Round trip”, the value of each of 2 measurement \
                 periods in a row is above 500~ms.\n";
    assert_eq!(text, alone, "one case alone is no list");
}

#[test]
fn a_bonus_prints_whether_its_level_earns_it() {
    let mut draft = draft(&[
        ("+metrics.m", ""),
        ("metrics.m.name", "Portal"),
        ("metrics.m.unit", "%"),
        ("metrics.m.operator", "AtLeast"),
        ("+bonuses.b", ""),
        ("bonuses.b.metric", "m"),
        ("bonuses.b.threshold", "99.5"),
        ("bonuses.b.rate", "1"),
    ]);
    assert!(read(Generated::Bonuses, &draft).contains("| Portal | ≥~99.5~% |"));
    set(&mut draft, &[("bonuses.b.start", "Beyond")]);
    assert!(read(Generated::Bonuses, &draft).contains("| Portal | >~99.5~% |"));
    set(&mut draft, &[("metrics.m.operator", "AtMost")]);
    assert!(read(Generated::Bonuses, &draft).contains("| Portal | <~99.5~% |"));
}

#[test]
fn a_bonus_for_a_quarter_says_of_what_it_is_a_share() {
    let mut draft = draft(&[
        ("+metrics.m", ""),
        ("metrics.m.name", "Portal"),
        ("metrics.m.unit", "%"),
        ("+bonuses.b", ""),
        ("bonuses.b.metric", "m"),
        ("bonuses.b.threshold", "99.5"),
        ("bonuses.b.rate", "1"),
        ("bonuses.b.span", "Quarter"),
    ]);
    let text = read(Generated::Bonuses, &draft);
    assert!(text.contains("≥~99.5~% / in each measurement period of a calendar quarter |"), "{text}");
    assert!(text.contains("1~% of the base of service credits in the last of them |"), "{text}");
    set(&mut draft, &[("bonuses.b.share", "AllWindows")]);
    let text = read(Generated::Bonuses, &draft);
    assert!(text.contains("1~% of the base of service credits, added up over all of them |"), "{text}");
}

#[test]
fn an_exclusion_names_its_metrics_where_those_are_not_all() {
    let mut draft = draft(&[
        ("+metrics.n", ""),
        ("metrics.n.name", "Answers"),
        ("+metrics.m", ""),
        ("metrics.m.name", "Portal"),
        ("+exclusions.peak", ""),
        ("exclusions.peak.event", "More than 400 orders a day"),
        ("+exclusions.other", ""),
        ("exclusions.other.event", "Strike"),
    ]);
    assert!(!read(Generated::Exclusions, &draft).contains("Only for"));
    set(&mut draft, &[("metrics.n.exclusions", "other")]);
    let text = read(Generated::Exclusions, &draft);
    assert!(text.contains("More than 400 orders a day / Only for “Portal” |"), "{text}");
    assert_eq!(text.matches("Only for").count(), 1, "{text}");
}

#[test]
fn an_agreement_that_has_another_word_for_a_thing_keeps_it() {
    let mut draft = draft(&[
        ("support.reopen_within", "5d"),
        ("credits.base", "ServiceMonth"),
        ("credits.period_cap", "10"),
        ("+groups.finance", ""),
        ("groups.finance.name", "Finance"),
    ]);
    assert!(read(Generated::Support, &draft).contains("Reopening: Incidents reported again"));
    let plain = read(Generated::CreditTerms, &draft);
    assert!(plain.contains("Percentages are of the monthly fee of the affected service."), "{plain}");
    assert!(read(Generated::Groups, &draft).starts_with("| Group |"));
    for (id, term) in [("i", "Issue"), ("r", "Recharge"), ("d", "Department"), ("s", "Service")] {
        let (new, name) = (format!("+definitions.{id}"), format!("definitions.{id}.term"));
        set(&mut draft, &[(&new, ""), (&name, term)]);
    }
    assert!(read(Generated::Support, &draft).contains("Reopening: Issues reported again"));
    let own = read(Generated::CreditTerms, &draft);
    assert!(own.contains("Percentages are of the monthly Recharge of the affected Service."), "{own}");
    assert!(own.contains("10~% of the Recharges of that period"), "{own}");
    assert!(read(Generated::Groups, &draft).starts_with("| Department |"));
}

#[test]
fn a_card_speaks_of_its_own_kind_of_metric() {
    let card = |values: &[(&str, &str)]| {
        let mut draft = draft(&[("+metrics.m", ""), ("metrics.m.exclusion_effect", "Both")]);
        set(&mut draft, values);
        read(Generated::MetricCards, &draft)
    };
    let availability = card(&[
        ("metrics.m.kind", "Availability"),
        ("metrics.m.formula", "DowntimeMinutes"),
        ("metrics.m.statistic", "Ratio"),
    ]);
    assert!(
        availability.contains("Excused time is taken out of downtime and of total time."),
        "{availability}"
    );
    assert!(availability.contains("× 100; one ratio for the whole measurement period"), "{availability}");
    let response = card(&[("metrics.m.kind", "TimeToEvent")]);
    assert!(response.contains("Excused time is taken out of the time that a case took."), "{response}");
    let latency = card(&[
        ("metrics.m.kind", "Latency"),
        ("metrics.m.formula", "Percentile"),
        ("metrics.m.statistic", "Percentile"),
        ("metrics.m.percentile", "95"),
    ]);
    assert!(latency.contains("What falls into excused time is left out."), "{latency}");
    assert!(latency.contains("Formula: The 95th percentile of all measurements\n"), "{latency}");
    let slowest = card(&[("metrics.m.formula", "Extreme"), ("metrics.m.statistic", "Maximum")]);
    assert!(slowest.contains("Formula: The largest of all measurements\n"), "{slowest}");
}

#[test]
fn shares_of_priorities_say_who_decides() {
    let mut draft = draft(&[
        ("+priorities.p1", ""),
        ("priorities.p1.response", "1h"),
        ("priorities.p1.compliance", "95"),
        ("priorities.p1.outer_limit", "8h"),
    ]);
    let text = read(Generated::Priorities, &draft);
    assert!(text.contains("95~%, the rest answered within 8~hours"), "{text}");
    assert!(text.contains("No metric measures these times, so a miss leads to no credit."), "{text}");
    set(
        &mut draft,
        &[
            ("priorities.p1.restore", "4h"),
            ("+metrics.restore", ""),
            ("metrics.restore.name", "Restored in time"),
            ("metrics.restore.kind", "TimeToEvent"),
            ("metrics.restore.formula", "WithinTarget"),
            ("metrics.restore.clock", "Restore"),
        ],
    );
    let text = read(Generated::Priorities, &draft);
    assert!(text.contains("95~%, the rest restored within 8~hours"), "{text}");
    let said = "Shares are reported for each priority. What follows a miss is decided by the metric “Restored in time”, with its own target.";
    assert!(text.contains(said), "{text}");
    let card = read(Generated::MetricCards, &draft);
    let said = "Time allowed: Restore time of the priority. A window in which a case passes the outer limit of its priority counts as missed.\n";
    assert!(card.contains(said), "{card}");
}

#[test]
fn caps_in_monthly_fees_say_which_fee_is_meant() {
    let mut draft = draft(&[("credits.year_cap_months", "1")]);
    let text = read(Generated::CreditTerms, &draft);
    let one = "months: 1 monthly fee of all services for any twelve months, as the monthly fee is at the end of \
               that time\n";
    assert!(text.contains(one), "{text}");
    assert!(text.contains("Cap for a period: [Cap for a period (%)]"), "{text}");
    set(&mut draft, &[("credits.period_cap", "30"), ("credits.period_cap_months", "0.25")]);
    let text = read(Generated::CreditTerms, &draft);
    let both = "Cap for a period: 30~% of the fees of that period, and no more than 0.25 monthly fees of all services, as \
                the monthly fee is at the end of that time\n";
    assert!(text.contains(both), "{text}");
    set(&mut draft, &[("credits.period_cap", "")]);
    assert!(!read(Generated::CreditTerms, &draft).contains("[Cap"), "nothing is missing then");
}

#[test]
fn an_interval_is_down_by_the_share_that_failed() {
    let mut draft = draft(&[
        ("+metrics.up", ""),
        ("metrics.up.failure", "Errors of the server"),
        ("metrics.up.failed_share", "5"),
        ("metrics.up.failed_bound", "Above"),
        ("metrics.up.sampling", "1min"),
    ]);
    let text = read(Generated::MetricCards, &draft);
    let said = "Failure: Errors of the server. An interval of 1~minute counts as downtime when more than 5~% of its requests fail.\n";
    assert!(text.contains(said), "{text}");
    set(&mut draft, &[("metrics.up.failed_bound", "From"), ("metrics.up.sampling", "")]);
    let text = read(Generated::MetricCards, &draft);
    assert!(
        text.contains("A measured interval counts as downtime when 5~% or more of its requests fail."),
        "{text}"
    );
    set(&mut draft, &[("metrics.up.failed_bound", "")]);
    let text = read(Generated::MetricCards, &draft);
    assert!(text.contains("when [At exactly this share] 5~% of its requests fail."), "{text}");
}

#[test]
fn earn_back_is_a_sentence() {
    let draft = draft(&[
        ("credits.earn_back.windows", "3"),
        ("credits.earn_back.level", "99.95"),
        ("credits.earn_back.limit", "50"),
        ("credits.earn_back.critical_included", "no"),
    ]);
    assert_eq!(
        read(Generated::EarnBack, &draft),
        "Where the metric reaches 99.95 in each of the 3 windows that follow a miss, the service credit for that \
         miss is returned, up to 50~% of it. A credit for a critical failure is not returned.\n"
    );
}

#[test]
fn duties_say_when_they_are_due() {
    let draft = draft(&[
        ("+responsibilities.c", ""),
        ("responsibilities.c.owner", "Customer"),
        ("responsibilities.c.duty", "Announce campaigns"),
        ("responsibilities.c.due", "10d"),
        ("responsibilities.c.due_note", "before the start"),
        ("+responsibilities.b", ""),
        ("responsibilities.b.owner", "Customer"),
        ("responsibilities.b.duty", "Answer questions"),
        ("responsibilities.b.due", "4bh"),
        ("responsibilities.b.due_note", "from the question"),
        ("+responsibilities.a", ""),
        ("responsibilities.a.duty", "Back up"),
    ]);
    assert_eq!(
        read(Generated::Responsibilities(Owner::Customer), &draft),
        "| Duty | Due |\n| Answer questions | Within 4~business hours from the question |\n\
         | Announce campaigns | At least 10~days before the start |\n"
    );
    assert_eq!(read(Generated::Responsibilities(Owner::Provider), &draft), "| Duty |\n| Back up |\n");
    assert_eq!(read(Generated::Responsibilities(Owner::Both), &draft), "");
}

#[test]
fn the_set_in_force_shows_where_each_policy_comes_from() {
    let draft = draft(&[
        ("+groups.finance", ""),
        ("groups.finance.name", "Finance"),
        ("+services.pay", ""),
        ("services.pay.name", "Payroll"),
        ("+policies.pay-cards", ""),
        ("policies.pay-cards.level", "Service"),
        ("policies.pay-cards.service", "pay"),
        ("policies.pay-cards.topic", "Access cards"),
        ("policies.pay-cards.statement", "Cards are checked weekly."),
        ("+policies.fin-pw", ""),
        ("policies.fin-pw.level", "Group"),
        ("policies.fin-pw.group", "finance"),
        ("policies.fin-pw.topic", "Passwords"),
        ("policies.fin-pw.statement", "Long passwords."),
        ("policies.fin-pw.quantity", "length"),
        ("policies.fin-pw.comparator", "AtLeast"),
        ("policies.fin-pw.value", "16"),
        ("policies.fin-pw.unit", "characters"),
        ("policies.fin-pw.overrides", "corp-pw"),
        ("+policies.corp-pw", ""),
        ("policies.corp-pw.topic", "Passwords"),
        ("policies.corp-pw.statement", "Passwords."),
        ("+policies.corp-cards", ""),
        ("policies.corp-cards.topic", "Access cards"),
        ("policies.corp-cards.statement", "Cards are worn."),
    ]);
    assert_eq!(
        read(Generated::EffectivePolicies, &draft),
        "## Finance\n\
         The corporate policy on Access cards applies unchanged.\n\
         | Topic | Policy in force | Requirement | Level |\n\
         | Passwords | Long passwords. | length: at least 16~characters | Group, replaces the corporate policy |\n\
         | Access cards | Cards are checked weekly. |  | Service Payroll, replaces the corporate policy |\n"
    );
    assert_eq!(
        read(Generated::Policies(Level::Group), &draft),
        "| Applies to | Topic | Policy | Requirement | Replaces |\n\
         | Finance | Passwords | Long passwords. | length: at least 16~characters | Passwords |\n"
    );
}

#[test]
fn parties_sign_even_where_no_signature_is_entered() {
    let mut draft = draft(&[
        ("+parties.p", ""),
        ("parties.p.legal_name", "Acme GmbH"),
        ("parties.p.signatory", "John Roe"),
        ("parties.p.signatory_title", "Director"),
    ]);
    let block = "For and on behalf of Acme GmbH\n  Signature: \n  Name: John Roe\n  Title: Director\n  Place: \n  Date: \n";
    assert_eq!(read(Generated::Signatures, &draft), block);
    set(&mut draft, &[("+signatures.s", ""), ("signatures.s.party", "p"), ("signatures.s.place", "Berlin")]);
    assert_eq!(read(Generated::Signatures, &draft), block.replace("Place: ", "Place: Berlin"));
}

#[test]
fn a_reference_that_leads_nowhere_is_a_mark() {
    let draft = draft(&[("+bonuses.b", ""), ("bonuses.b.metric", "gone"), ("bonuses.b.rate", "2")]);
    assert!(read(Generated::Bonuses, &draft).contains("| [Metric] | ≥~[From level]"));
}

#[test]
fn calendars_that_share_their_days_off_list_them_once() {
    let mut values = vec![("+calendars.late", ""), ("+calendars.early", "")];
    for (calendar, name) in [("early", "Early shift"), ("late", "Late shift")] {
        let path = |rest: &str| -> &'static str { format!("calendars.{calendar}.{rest}").leak() };
        values.push((path("name"), name));
        values.push((format!("+calendars.{calendar}.holidays.may").leak(), ""));
        values.push((path("holidays.may.date"), "2026-05-01"));
        values.push((path("holidays.may.name"), "Labour Day"));
    }
    let mut draft = draft(&values);
    let text = read(Generated::Calendars, &draft);
    assert!(text.ends_with("Early shift and Late shift: closed on 1~May 2026 (Labour Day).\n"), "{text}");
    set(&mut draft, &[("calendars.late.holidays.may.date", "2026-05-02")]);
    let text = read(Generated::Calendars, &draft);
    assert!(text.ends_with("Late shift: closed on 2~May 2026 (Labour Day).\n"), "{text}");
}

#[test]
fn days_of_every_year_are_printed_before_dated_ones_and_in_the_order_of_the_year() {
    let mut values = vec![("+calendars.office", ""), ("calendars.office.name", "Office hours")];
    let days = [
        ("xmas", "25 December", "Christmas Day"),
        ("good", "Good Friday", ""),
        ("party", "2027-06-11", "Company day"),
        ("year", "1 January", ""),
        ("may", "first Monday of May", ""),
    ];
    for (id, date, name) in days {
        let path = |rest: &str| -> &'static str { format!("calendars.office.holidays.{id}{rest}").leak() };
        values.push((format!("+{}", path("")).leak(), ""));
        values.push((path(".date"), date));
        values.push((path(".name"), name));
    }
    let said = "Office hours: closed every year on 1~January, Good~Friday, the~first Monday of May and 25~December \
                (Christmas Day), and on 11~June 2027 (Company day). Easter is that of the Gregorian calendar.\n";
    let text = read(Generated::Calendars, &draft(&values));
    assert!(text.ends_with(said), "{text}");
}

#[test]
fn resolution_is_explained_where_a_time_to_resolve_is_promised() {
    use crate::agreement::ResolutionEvent::{PermanentFix, ServiceRestored};
    let mut draft = crate::template::find("managed-it-support").unwrap().example().clone();
    let mut said = |resolves: bool, means| {
        if !resolves {
            draft.agreement.priorities.iter_mut().for_each(|p| p.resolve = None);
        }
        draft.agreement.support.resolution_means = Some(means);
        read(Generated::Support, &draft)
    };
    assert!(said(true, PermanentFix).contains("mended for good"));
    assert!(!said(false, PermanentFix).contains("mended for good"));
    assert!(said(false, ServiceRestored).contains("works again"));
}

#[test]
fn a_fee_of_nothing_is_included_in_the_others() {
    let mut draft = super::example();
    let mut none = draft.agreement.services[0].clone();
    none.id = "care".parse().unwrap();
    none.fee = "0.00 EUR".parse().ok();
    draft.agreement.services.push(none);
    let said = read(Generated::Services, &draft).to_lowercase();
    assert!(said.contains("included in the fees of the other services"), "{said}");
}
