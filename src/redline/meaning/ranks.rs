//! Fields with a choice: which of two answers is the better one for whom.

use super::pair::{Asked, Pair};
use super::{Favours, Said};

/// One answer: as it is saved, its rank (the lower, the better for the customer), and what it means.
type Answer = (&'static str, u8, &'static str);

struct Rank {
    /// The path, with `*` for any id.
    at: &'static str,
    answers: &'static [Answer],
}

const fn rank(at: &'static str, answers: &'static [Answer]) -> Rank {
    Rank { at, answers }
}

/// Answers of one rank help neither side more; an answer that is not listed, like an empty one, cannot be weighed.
const RANKS: &[Rank] = &[
    rank(
        "metrics.*.missing_data",
        &[
            ("CountsAsDown", 0, "a gap in the data counts against the provider"),
            ("LeavesBoth", 1, "a gap in the data counts for neither side"),
            ("CountsAsUp", 2, "a gap in the data hides a failure"),
        ],
    ),
    rank(
        "metrics.*.zero_events",
        &[
            ("Missed", 0, "a window in which nothing happened is missed"),
            ("NotEvaluated", 1, "a window in which nothing happened is left out"),
            ("Met", 2, "a window in which nothing happened is met"),
        ],
    ),
    rank(
        "metrics.*.outage_length",
        &[
            ("StartedMinutes", 0, "each outage counts up to the next full minute"),
            ("ToTheSecond", 1, "each outage counts as long as it was"),
            ("WholeMinutes", 2, "the part of a minute at the end of an outage is free"),
        ],
    ),
    rank(
        "metrics.*.short_outages_add_up",
        &[("yes", 0, "short outages count together"), ("no", 1, "any number of short outages is free")],
    ),
    rank(
        "metrics.*.failed_bound",
        &[
            ("From", 0, "at exactly the share an interval is down"),
            ("Above", 1, "at exactly the share an interval is up"),
        ],
    ),
    rank(
        "metrics.*.scope",
        &[
            ("Instance", 0, "each instance must keep the target"),
            ("Site", 1, "each site must keep the target"),
            ("User", 1, "each user must be served as promised"),
            ("Group", 2, "each group must be served as promised; a single user can fall short"),
            ("Customer", 3, "one average for the customer; a dead site can hide in it"),
            ("Estate", 4, "one average of all customers; this one can fall short"),
        ],
    ),
    rank(
        "metrics.*.consequence",
        &[
            ("Credit", 0, "a miss costs a credit"),
            ("ImprovementPlan", 1, "a miss leads to a plan, not to a credit"),
            ("Escalation", 1, "a miss is escalated and costs nothing"),
            ("ReportedOnly", 2, "a miss is reported and costs nothing"),
        ],
    ),
    rank("metrics.*.exclusion_effect", EFFECT),
    rank("exclusions.*.effect", EFFECT),
    rank("maintenance.effect", EFFECT),
    rank(
        "metrics.*.measured_by",
        &[
            ("Customer", 0, "the numbers of the customer count"),
            ("ThirdParty", 1, "the numbers of a third party count"),
            ("Provider", 2, "the numbers of the provider count"),
        ],
    ),
    rank(
        "support.automatic_reply_counts",
        &[("no", 0, "an automatic reply stops no clock"), ("yes", 1, "an automatic reply stops the clock")],
    ),
    rank(
        "support.resolution_means",
        &[
            ("PermanentFix", 0, "the clock runs until the cause is mended"),
            ("ServiceRestored", 1, "a workaround stops the clock"),
        ],
    ),
    rank(
        "support.priority_set_by",
        &[
            ("Customer", 0, "the customer decides how urgent a case is"),
            ("CustomerProposesHigherStands", 1, "until both agree the higher priority stands"),
            ("Provider", 2, "the provider decides how urgent a case is"),
        ],
    ),
    rank(
        "credits.below_minimum",
        &[
            ("CarriedForward", 0, "small credits add up until they are paid"),
            ("Lapse", 1, "small credits are lost"),
        ],
    ),
    rank(
        "credits.claim_needed",
        &[("no", 0, "credits come without being asked for"), ("yes", 1, "no credit without a claim")],
    ),
    rank(
        "credits.payout",
        &[
            ("Paid", 0, "credits are paid out"),
            ("NextInvoiceOrPaid", 1, "credits reduce the next invoice, or are paid out where none follows"),
            ("NextInvoice", 2, "credits only reduce the next invoice; the last ones can be lost"),
        ],
    ),
    rank(
        "credits.sole_remedy",
        &[
            ("no", 0, "the customer keeps its other rights beside the credit"),
            ("yes", 1, "the customer gives up all other rights for the same failure"),
        ],
    ),
    rank(
        "credits.counts_towards_liability",
        &[
            ("no", 0, "credits leave the liability cap untouched"),
            ("yes", 1, "credits use up the liability cap"),
        ],
    ),
    rank(
        "credits.one_credit_per_incident",
        &[
            ("no", 0, "one incident can cost a credit under several metrics"),
            ("yes", 1, "one incident costs only the highest credit"),
        ],
    ),
    rank(
        "credits.earn_back.critical_included",
        &[
            ("no", 0, "credits for critical failures stay with the customer"),
            ("yes", 1, "credits for critical failures can be earned back too"),
        ],
    ),
    rank(
        "bonuses.*.nets_critical",
        &[
            ("no", 0, "a bonus is not set off against credits for critical failures"),
            ("yes", 1, "a bonus can wipe out credits for critical failures"),
        ],
    ),
    rank(
        "bonuses.*.start",
        &[("Beyond", 0, "exactly the level earns no bonus"), ("At", 1, "exactly the level earns the bonus")],
    ),
    rank(
        "bonuses.*.span",
        &[
            ("Quarter", 0, "only the windows of one calendar quarter earn the bonus together"),
            ("InARow", 1, "any windows in a row earn the bonus together"),
        ],
    ),
    rank(
        "bonuses.*.share",
        &[
            ("LastWindow", 0, "the bonus is a share of what one window costs"),
            ("AllWindows", 1, "the bonus is a share of what all of its windows cost"),
        ],
    ),
    rank(
        "term.deletion_certificate",
        &[("yes", 0, "deletion is certified in writing"), ("no", 1, "deletion is not certified")],
    ),
    rank(
        "services.*.tax",
        &[("Gross", 0, "the fee is all that is paid"), ("Net", 1, "tax comes on top of the fee")],
    ),
    rank(
        "indemnities.*.direction",
        &[
            ("ProviderToCustomer", 0, "the customer is held harmless"),
            ("Mutual", 1, "each side holds the other harmless"),
            ("CustomerToProvider", 2, "the provider is held harmless"),
        ],
    ),
    rank(
        "indemnities.*.cap_per",
        &[
            ("Claim", 0, "the cap counts for each claim"),
            ("Year", 0, "the cap counts for all claims of a contract year"),
            ("Total", 0, "the cap counts once for the whole term"),
        ],
    ),
    rank("reporting.cadence", CADENCE),
    rank("review.cadence", CADENCE),
    rank("review.level_review", CADENCE),
    rank("status", STATUS),
];

/// With an excused outage, the availability is least where only total time shrinks and largest where only downtime does.
const EFFECT: &[Answer] = &[
    ("Denominator", 0, "excused time leaves total time and still counts as downtime"),
    ("Both", 1, "excused time counts on neither side"),
    ("Numerator", 2, "excused time counts as time in which all worked"),
];

const CADENCE: &[Answer] = &[
    ("Weekly", 0, "52 times a year"),
    ("Monthly", 1, "12 times a year"),
    ("Quarterly", 2, "4 times a year"),
    ("HalfYearly", 3, "twice a year"),
    ("Yearly", 4, "once a year"),
];

const STATUS: &[Answer] = &[
    ("Draft", 0, "the title page says that this text is a draft"),
    ("InReview", 0, "the title page says that this text is in review"),
    ("Final", 0, "the text counts as final"),
];

pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let rank = RANKS.iter().find(|rank| asked.is(rank.at))?;
    let path = &asked.change.path;
    let answer = |text: Option<String>| {
        let text = text?;
        rank.answers.iter().find(|(name, ..)| *name == text)
    };
    let (old, new) = (answer(pair.old.text(path)), answer(pair.new.text(path)));
    let favours = old.zip(new).map(|((_, before, _), (_, after, _))| match after.cmp(before) {
        std::cmp::Ordering::Less => Favours::Customer,
        std::cmp::Ordering::Greater => Favours::Provider,
        std::cmp::Ordering::Equal => Favours::Neither,
    });
    match (old, new) {
        (_, Some((.., meaning))) => Some(Said { text: (*meaning).to_owned(), favours }),
        (Some((.., meaning)), None) => Some(Said::open(format!("nothing says any more that {meaning}"))),
        (None, None) => None,
    }
}

/// Fields of which nobody can say without the words whom another answer helps.
const OPEN: &[(&str, &str)] = &[
    ("parties.*.role", "other duties and rights fall to this party"),
    ("parent.precedence", "decides which text wins where the two disagree"),
    ("time_limits", "moves every time limit in days that would end on a day without business"),
    ("metrics.*.kind", "another kind of promise, measured in another way"),
    ("metrics.*.formula", "the same events give another value"),
    ("metrics.*.statistic", "the same measurements give another value"),
    ("metrics.*.percentile", "decides how many measurements may be worse than the value"),
    ("metrics.*.partial_period", "the first and the last window count in another way"),
    ("metrics.*.zone", "its windows begin and end at another hour"),
    ("metrics.*.clock", "another time of each case is measured"),
    ("metrics.*.case_window", "cases at the edge of a window count in another one"),
    ("policies.*.level", "it binds others than before"),
    ("credits.claim_anchor", "the time to claim runs from another event"),
    ("credits.nature", "decides whether more than the credit can be claimed"),
    ("credits.order.*.step", "another operation at this place of the settlement"),
    ("credits.schedules.*.step", "no credit of an example changes"),
    ("security.personal_data", "decides whether the rules for personal data apply"),
    ("security.data_role", "decides which rules for personal data apply"),
];

pub(super) fn explain_open(_: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    OPEN.iter().find(|(at, _)| asked.is(at)).map(|(_, meaning)| Said::open(*meaning))
}

#[cfg(test)]
pub(super) fn patterns() -> impl Iterator<Item = (&'static str, &'static [Answer])> {
    RANKS.iter().map(|rank| (rank.at, rank.answers))
}
