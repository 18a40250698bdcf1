//! The order in which a settlement is computed.

use crate::agreement::{Agreement, SettlementStep};

/// The steps of measuring in the usual order.
const MEASURING: [SettlementStep; 5] = [
    SettlementStep::MergeOverlaps,
    SettlementStep::ClipToWindow,
    SettlementStep::SubtractExclusions,
    SettlementStep::MinimumLength,
    SettlementStep::ExactRatio,
];

/// The steps from raw events to the exact value in the order of the agreement. Steps that it does not name come in the
/// usual order before the ratio; the ratio is last.
pub fn measuring(agreement: &Agreement) -> Vec<SettlementStep> {
    let ratio = SettlementStep::ExactRatio;
    let mut steps: Vec<SettlementStep> = Vec::new();
    let named = agreement.credits.order.iter().map(|s| s.step);
    for step in named.chain(MEASURING).filter(|s| MEASURING.contains(s) && *s != ratio) {
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    steps.push(ratio);
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::OrderedStep;

    #[test]
    fn the_agreement_decides_and_forgets_nothing() {
        let mut agreement = Agreement::default();
        assert_eq!(measuring(&agreement), MEASURING);
        for step in [SettlementStep::MinimumLength, SettlementStep::Tier, SettlementStep::MergeOverlaps] {
            agreement.credits.order.push(OrderedStep { step, ..OrderedStep::default() });
        }
        assert_eq!(
            measuring(&agreement),
            [
                SettlementStep::MinimumLength,
                SettlementStep::MergeOverlaps,
                SettlementStep::ClipToWindow,
                SettlementStep::SubtractExclusions,
                SettlementStep::ExactRatio,
            ]
        );
    }
}
