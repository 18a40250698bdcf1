//! The most that credits can cost.

use super::{Cx, Report, Rule, Severity};
use crate::agreement::changes::Read::{self, All};
use crate::draft::Edit;
use rust_decimal::Decimal;

/// All that the rules of this file read.
const READS: &[Read] = &[All("credits"), All("metrics")];

pub(super) const RULES: &[Rule] = &[Rule {
    code: "C05",
    title: "No overall cap",
    severity: Severity::Error,
    detects: "Credits are agreed without a cap for a period; without a cap for twelve months it is a warning.",
    why: "Without a cap one bad month can cost more than the service earns in a year, and courts may strike it down.",
    example: "2 % per hour",
    mend: "At most 15 % of the fees of the month, and of twelve months",
    reads: READS,
    run: caps,
    ..Rule::BLANK
}];

fn caps(cx: &Cx<'_>, report: &mut Report) {
    if !cx.has_credits() {
        return;
    }
    if cx.a.credits.period_cap.is_none() && cx.a.credits.period_cap_months.is_none() {
        let hint =
            "Agree the most that one period can cost, in per cent of its fees or as a number of monthly fees";
        report
            .absent("credits.period_cap", "The credits of a period have no cap", hint)
            .fix("Cap a period at 30 %", vec![Edit::set("credits.period_cap", "30")]);
    }
    if cx.a.credits.year_cap.is_none() && cx.a.credits.year_cap_months.is_none() {
        let hint = "Agree the most that twelve months can cost, in per cent of their fees or as a number of monthly fees";
        report
            .absent("credits.year_cap", "The credits of twelve months have no cap", hint)
            .severity(Severity::Warning)
            .fix(
                format!("Cap twelve months at {} %", usual_year_cap(cx)),
                vec![Edit::set("credits.year_cap", usual_year_cap(cx).to_string())],
            );
    }
}

/// Half the cap of a period, at most 15 %: a cap for twelve months only acts below that of a period.
fn usual_year_cap(cx: &Cx<'_>) -> Decimal {
    let usual = Decimal::from(15);
    let half = cx.a.credits.period_cap.map(|cap| (cap.get() * Decimal::new(5, 1)).round_dp(2).normalize());
    half.map_or(usual, |half| half.min(usual))
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] =
    &[("C05", &["credits.period_cap="]), ("C05", &["credits.year_cap="])];

#[cfg(test)]
mod tests {
    use crate::check::testkit::codes;

    #[test]
    fn a_number_of_monthly_fees_is_a_cap_too() {
        let fees = ["credits.period_cap=", "credits.period_cap_months=0.3"];
        assert!(!codes(&fees).contains(&"C05"));
        assert!(!codes(&["credits.year_cap=", "credits.year_cap_months=1"]).contains(&"C05"));
    }
}
