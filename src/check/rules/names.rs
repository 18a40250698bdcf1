//! Who is called what: parties by one name, roles that pay and receive, and names in two spellings.

use super::{Cx, Report, Rule, Severity, list, named};
use crate::agreement::{Party, Role};
use crate::check::phrases::any_of;
use crate::check::quantities::sentences;
use crate::check::text::{Question, TextAt};
use crate::draft::Edit;
use crate::value::{FieldPath, quoted};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::collections::BTreeMap;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "D10",
        title: "Party under another name, or in the wrong role",
        severity: Severity::Error,
        detects: "A text gives a party another legal form than its own or misspells its name; calls it by a role that \
                  this agreement does not use, such as \"the Vendor\"; or turns the roles round: the provider has paid \
                  the fees, the customer grants the credit.",
        why: "Who is meant is then for a court to say. A public form drafted by lawyers has exactly this slip.",
        example: "The provider refunds the fees that the provider paid",
        mend: "The provider refunds the fees that the customer paid",
        run: drift,
        ..Rule::BLANK
    },
    Rule {
        code: "U11",
        title: "Name in two spellings",
        severity: Severity::Hint,
        detects: "Two fields hold names that differ in one letter, in capitals, spaces or punctuation only.",
        why: "Either one is misspelt, or the reader takes two things for one.",
        example: "Colocation Berlin AG; Collocation Berlin AG",
        mend: "Colocation Berlin AG, twice",
        run: two_spellings,
        ..Rule::BLANK
    },
];

/// Legal forms, as the last words of a name.
const FORMS: &[&str] = &[
    "GmbH & Co. KG",
    "GmbH",
    "AG",
    "SE",
    "KG",
    "OHG",
    "UG",
    "e.V.",
    "Ltd.",
    "Ltd",
    "Limited",
    "LLP",
    "LLC",
    "L.L.C.",
    "plc",
    "PLC",
    "Inc.",
    "Inc",
    "Incorporated",
    "Corp.",
    "Corp",
    "Corporation",
    "S.A.",
    "SA",
    "SAS",
    "S.A.S.",
    "SARL",
    "S.à r.l.",
    "S.r.l.",
    "SRL",
    "S.p.A.",
    "SpA",
    "B.V.",
    "BV",
    "N.V.",
    "NV",
    "AB",
    "A/S",
    "ApS",
    "Oy",
    "AS",
    "s.r.o.",
    "a.s.",
    "Sp. z o.o.",
    "DAC",
    "Designated Activity Company",
    "Pty Ltd",
    "K.K.",
];

/// A name without its legal form, and the form.
fn split_form(name: &str) -> Option<(&str, &str)> {
    let name = name.trim();
    let form = FORMS.iter().filter(|f| name.ends_with(*f)).max_by_key(|f| f.len())?;
    let body = name.strip_suffix(form)?;
    body.ends_with([' ', '\u{a0}'])
        .then(|| (body.trim_end().trim_end_matches(','), *form))
        .filter(|(b, _)| !b.is_empty())
}

fn has_form(text: &str) -> bool {
    FORMS.iter().any(|form| text.contains(form))
}

fn starts_word(text: &str, at: usize) -> bool {
    !text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphanumeric)
}

fn drift(cx: &Cx<'_>, report: &mut Report) {
    let known = OnceCell::new();
    let wrong = |text: &TextAt| known.get_or_init(|| Known::of(cx)).wrong(text);
    for text in cx.texts().filter(|t| t.has(Question::OtherName, |_| wrong(t).is_some())) {
        if let Some((found, meant)) = wrong(text) {
            let message = format!("{} is not the name of a party; {} is", quoted(&found), quoted(&meant));
            let edit = Edit::set(text.path.clone(), text.text.replace(&found, &meant));
            report
                .at(text.path.clone(), message, "Call each party by one name everywhere")
                .fix(format!("Write {}", quoted(&meant)), vec![edit]);
        }
    }
    foreign_roles(cx, report);
    swapped(cx, report);
}

/// The parties, with their names parted from the legal forms, and all words of names.
struct Known<'a> {
    parties: Vec<(&'a Party, Option<(&'a str, &'a str)>)>,
    all: &'a [Party],
    words: FxHashSet<String>,
}

impl<'a> Known<'a> {
    fn of(cx: &Cx<'a>) -> Self {
        let parties = cx.a.parties.iter().map(|p| (p, split_form(&p.legal_name))).collect();
        let words = names(cx).iter().flat_map(|n| n.text.split_whitespace()).map(str::to_owned).collect();
        Self { parties, all: &cx.a.parties, words }
    }

    /// The first name in a text that is none of a party, and the one that is meant.
    fn wrong(&self, text: &TextAt) -> Option<(String, String)> {
        let own =
            text.path.segments().next() == Some("parties") || text.path.as_str().starts_with("signatures");
        if text.text.len() < 6 || own && !text.is_prose() {
            return None;
        }
        self.parties.iter().find_map(|(party, name)| {
            let name = name.filter(|_| text.has(Question::LegalForm, has_form));
            let form = name.and_then(|name| other_form(text, name, self.all));
            form.or_else(|| misspelt(text, party, &self.words))
        })
    }
}

/// The name of a party with another legal form behind it.
fn other_form(text: &TextAt, (body, form): (&str, &str), all: &[Party]) -> Option<(String, String)> {
    text.text.match_indices(body).filter(|(at, _)| starts_word(&text.text, *at)).find_map(|(at, _)| {
        let rest = text.text.get(at + body.len()..)?;
        let rest = rest.strip_prefix(',').unwrap_or(rest).strip_prefix([' ', '\u{a0}'])?;
        let said = FORMS.iter().filter(|f| is_word(rest, f)).max_by_key(|f| f.len())?;
        let end = at + text.text.get(at..)?.find(said)? + said.len();
        let found = text.text.get(at..end)?;
        let known = all.iter().any(|p| p.legal_name.trim().starts_with(found));
        let same = said.trim_end_matches('.') == form.trim_end_matches('.') || same_form(said, form);
        (!known && !same).then(|| (found.to_owned(), format!("{body} {form}")))
    })
}

/// "Limited" and "Ltd." are the same form, and which is written is a matter of the register.
fn same_form(a: &str, b: &str) -> bool {
    const SAME: &[&[&str]] = &[
        &["Limited", "Ltd", "Ltd."],
        &["Incorporated", "Inc", "Inc."],
        &["Corporation", "Corp", "Corp."],
        &["DAC", "Designated Activity Company"],
        &["BV", "B.V."],
        &["NV", "N.V."],
        &["SA", "S.A."],
        &["LLC", "L.L.C."],
        &["plc", "PLC"],
    ];
    SAME.iter().any(|same| same.contains(&a) && same.contains(&b))
}

fn is_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// A word that differs from a party's short name in one letter, and is no other name.
fn misspelt(text: &TextAt, party: &Party, known: &FxHashSet<String>) -> Option<(String, String)> {
    let name = party.short_name.trim();
    if name.chars().count() < 6 || name.contains(char::is_whitespace) || !name.starts_with(char::is_uppercase)
    {
        return None;
    }
    let first = name.chars().next()?;
    let near = |word: &&str| {
        word.len().abs_diff(name.len()) <= 2
            && !known.contains(*word)
            && one_edit(word, name)
            && word.trim_end_matches('s') != name.trim_end_matches('s')
    };
    let inside = |c: char| c.is_alphanumeric() || c == '-';
    let mut words = text.text.match_indices(first).filter_map(|(at, _)| {
        let (before, word) = text.text.split_at_checked(at)?;
        let end = word.find(|c| !inside(c)).unwrap_or(word.len());
        if before.ends_with(inside) { None } else { word.get(..end) }
    });
    words.find(near).map(|word| (word.to_owned(), name.to_owned()))
}

/// Whether two words differ in one letter: another one, one more, one less, or two that changed places.
fn one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let tail = tail.min(a.len().min(b.len()) - same);
    let (left, right) = (a.len() - same - tail, b.len() - same - tail);
    let swapped = || {
        a.len() == b.len()
            && same + tail + 2 == a.len()
            && a.get(same) == b.get(same + 1)
            && a.get(same + 1) == b.get(same)
    };
    a != b && (left <= 1 && right <= 1 || swapped())
}

/// Roles as forms of contract name them.
const ROLES: &[(&str, Role)] = &[
    ("Vendor", Role::Provider),
    ("Supplier", Role::Provider),
    ("Contractor", Role::Provider),
    ("Service Provider", Role::Provider),
    ("Licensor", Role::Provider),
    ("Seller", Role::Provider),
    ("Client", Role::Customer),
    ("Purchaser", Role::Customer),
    ("Buyer", Role::Customer),
    ("Licensee", Role::Customer),
    ("Subscriber", Role::Customer),
];

fn foreign_roles(cx: &Cx<'_>, report: &mut Report) {
    let imported = |role: &str| {
        let role = role.to_lowercase();
        cx.a.parent.imported_terms.iter().any(|term| term.trim().to_lowercase() == role)
    };
    let used = |role: &str| {
        !cx.terms().find(role).is_empty()
            || imported(role)
            || cx.a.parties.iter().any(|p| p.short_name.contains(role) || p.legal_name.contains(role))
    };
    let any = |text: &str| ROLES.iter().any(|(role, _)| text.contains(role));
    let texts: Vec<&TextAt> = cx.texts().filter(|t| t.is_prose() && t.has(Question::Role, any)).collect();
    for (role, meant) in ROLES.iter().filter(|(role, _)| !texts.is_empty() && !used(role)) {
        let phrases =
            [format!("the {role} "), format!("The {role} "), format!("the {role}."), format!("the {role},")];
        let says =
            |t: &&&TextAt| t.text.contains(role) && phrases.iter().any(|p| t.text.contains(p.as_str()));
        let places: Vec<&FieldPath> = texts.iter().filter(says).map(|t| &t.path).collect();
        let Some(first) = places.first() else { continue };
        let party = cx.a.party(*meant).map(|p| p.short_name.trim()).filter(|n| !n.is_empty());
        let message = format!(
            "{} is nobody in this agreement; the {} is called {}",
            quoted(&format!("the {role}")),
            meant.label().to_lowercase(),
            named(party.unwrap_or(meant.label()), "party")
        );
        let mut found = report.at((*first).clone(), message, "Call each party by one name everywhere");
        for other in places.iter().skip(1) {
            found = found.related((*other).clone());
        }
    }
}

/// Sentences that are about somebody else's payments.
const OTHERS: &[&str] =
    &["subcontractor", "supplier", "insur", "tax", "authorit", "third part", "employee", "bank"];

fn swapped(cx: &Cx<'_>, report: &mut Report) {
    let roles = OnceCell::new();
    let roles = || roles.get_or_init(|| Roles::of(cx));
    let prose = |t: &&TextAt| t.is_prose() && t.text.len() > 20;
    for text in cx.texts().filter(prose) {
        let turned = |text: &str| roles().turned_round(text).is_some();
        if !text.has(Question::Payment, of_payment) || !text.has(Question::TurnedRound, turned) {
            continue;
        }
        if let Some((sentence, who)) = roles().turned_round(&text.text) {
            let message = format!("{} lets {who}: the roles are turned round", quoted(sentence.trim()));
            report.at(
                text.path.clone(),
                message,
                "The customer pays the fees, the provider grants the credits",
            );
        }
    }
}

/// Whether a sentence may say who pays the fees or grants the credits.
fn of_payment(text: &str) -> bool {
    let says = |lower: &str| {
        lower.contains("paid")
            || lower.contains("payable")
            || (lower.contains("service") && lower.contains("credit"))
    };
    any_of(text, &["paid", "credit", "refund"])
        && sentences(text).any(|(_, sentence)| says(&sentence.to_lowercase()))
}

/// What provider and customer are called, in small letters.
struct Roles {
    providers: Vec<String>,
    customers: Vec<String>,
    /// "paid by the provider" with all their names.
    paid: Vec<String>,
}

impl Roles {
    fn of(cx: &Cx<'_>) -> Self {
        let called = |role: Role| {
            let of_role = cx.a.parties.iter().filter(move |p| p.role == role);
            let names = of_role
                .flat_map(|p| [p.short_name.trim().to_lowercase(), p.legal_name.trim().to_lowercase()]);
            let mut names: Vec<String> = names.filter(|n| !n.is_empty()).collect();
            names.push(role.label().to_lowercase());
            names
        };
        let providers = called(Role::Provider);
        let paid = providers.iter().flat_map(|name| {
            [
                format!("paid by the {name}"),
                format!("paid by {name}"),
                format!("{name} paid"),
                format!("{name} has paid"),
                format!("{name} have paid"),
                format!("payable by the {name}"),
                format!("payable by {name}"),
            ]
        });
        Self { paid: paid.collect(), customers: called(Role::Customer), providers }
    }

    /// The first sentence in which one does what the other should, and what that is.
    fn turned_round<'t>(&self, text: &'t str) -> Option<(&'t str, &'static str)> {
        sentences(text).find_map(|(_, sentence)| {
            let lower = sentence.to_lowercase().replace(['’', '\u{a0}'], " ");
            let who = if self.pays(&lower) {
                "the provider pay the fees"
            } else if self.grants(&lower) {
                "the customer grant the credit"
            } else {
                return None;
            };
            (!any_of(&lower, OTHERS)).then_some((sentence, who))
        })
    }

    /// "fees that the provider paid", "fees paid by the provider".
    fn pays(&self, sentence: &str) -> bool {
        let fees = ["fee", "charge", "invoice", "subscription"];
        // All of the phrases have one of the words.
        if !sentence.contains("paid") && !sentence.contains("payable") {
            return false;
        }
        self.paid.iter().any(|phrase| {
            sentence.find(phrase.as_str()).is_some_and(|at| {
                let before = sentence.get(..at).unwrap_or("");
                let behind = sentence.get(at + phrase.len()..).unwrap_or("");
                // What the provider has paid out may well be a credit.
                let object = before.rsplit([',', ';']).next().unwrap_or(before);
                let of_fees = fees.iter().any(|f| object.contains(f));
                let follows = phrase.ends_with(" paid")
                    && fees.iter().any(|f| behind.trim_start().trim_start_matches("the ").starts_with(f));
                (of_fees && !object.contains("credit")) || follows
            })
        })
    }

    /// "the customer shall grant a credit".
    fn grants(&self, sentence: &str) -> bool {
        const VERBS: &[&str] = &[
            "grant", "grants", "pay", "pays", "issue", "issues", "credit", "credits", "refund", "refunds",
            "owe", "owes",
        ];
        // What is granted is called a service credit.
        if !sentence.contains("service") || !sentence.contains("credit") {
            return false;
        }
        self.customers.iter().any(|name| {
            sentence.match_indices(name.as_str()).any(|(at, _)| {
                if !starts_word(sentence, at) {
                    return false;
                }
                let rest = sentence.get(at + name.len()..).unwrap_or("");
                let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
                // The verb follows its subject at once: in "the customer's invoice is reduced by the credit" it does not.
                if !rest.starts_with(' ') {
                    return false;
                }
                let first = words.next().unwrap_or("");
                let modal = matches!(first, "shall" | "will" | "must");
                let verb = if modal { words.next().unwrap_or("") } else { first };
                let object: Vec<&str> = words.take(8).collect();
                let to_provider = self.providers.iter().any(|p| {
                    rest.contains(&format!("to {p}"))
                        || rest.contains(&format!("to the {p}"))
                        || rest.contains(&format!("the {p} a"))
                });
                VERBS.contains(&verb)
                    && object.windows(2).any(|w| matches!(w, ["service", o] if o.starts_with("credit")))
                    && (to_provider || modal)
            })
        })
    }
}

pub(super) fn is_name(text: &TextAt) -> bool {
    NAMING.iter().any(|(record, fields)| *record == text.record.name && fields.contains(&text.spec.name))
}

/// A name in a field.
struct Named {
    path: FieldPath,
    text: String,
}

const NAMING: &[(&str, &[&str])] = &[
    ("Party", &["legal_name", "short_name", "signatory"]),
    ("Contact", &["name"]),
    ("Signature", &["name"]),
    ("Dependency", &["supplier", "name"]),
    ("Service", &["name"]),
    ("Insurance", &["kind"]),
    ("ParentAgreement", &["title"]),
];

fn names(cx: &Cx<'_>) -> Vec<Named> {
    cx.texts()
        .filter(|t| is_name(t))
        .map(|t| Named { path: t.path.clone(), text: t.text.trim().to_owned() })
        .collect()
}

/// Letters only, in small letters.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn two_spellings(cx: &Cx<'_>, report: &mut Report) {
    let mut first: BTreeMap<String, Named> = BTreeMap::new();
    for name in names(cx).into_iter().filter(|n| n.text.chars().count() >= 8) {
        first.entry(name.text.clone()).or_insert(name);
    }
    // One letter, or two letters' places, differ either in the front or in the back.
    const END: usize = 4;
    let mut near: FxHashMap<(bool, String), Vec<(&Named, String)>> = FxHashMap::default();
    for name in first.values() {
        let key = folded(&name.text);
        let front: String = key.chars().take(END).collect();
        let back: String = key.chars().rev().take(END).collect();
        near.entry((true, front)).or_default().push((name, key.clone()));
        near.entry((false, back)).or_default().push((name, key));
    }
    let mut said: FxHashSet<(&str, &str)> = FxHashSet::default();
    let mut pairs: Vec<(&Named, &Named)> = Vec::new();
    for group in near.values() {
        for (n, (a, x)) in group.iter().enumerate() {
            // Numbered names share their front; those next to each other in the alphabet are looked at.
            let others = group.iter().skip(n + 1).filter(|(_, y)| y.len().abs_diff(x.len()) <= 4);
            for (b, y) in others.take(32) {
                let ((a, x), (b, y)) = if a.path <= b.path { ((*a, x), (*b, y)) } else { ((*b, y), (*a, x)) };
                let alike = x == y || one_edit(x, y);
                if a.text != b.text && alike && !differ_by_count(x, y) && said.insert((&a.text, &b.text)) {
                    pairs.push((a, b));
                }
            }
        }
    }
    pairs.sort_by(|(a, b), (c, d)| (&a.path, &b.path).cmp(&(&c.path, &d.path)));
    for (a, b) in pairs {
        let both = [quoted(&a.text), quoted(&b.text)];
        let message = format!("{} differ in so little that one may be a slip", list(&both));
        report
            .at(b.path.clone(), message, "Write the name alike, or accept this if two are meant")
            .related(a.path.clone());
    }
}

/// "Router 1" and "Router 2", "Path A" and "Path B" are two things.
fn differ_by_count(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let differs = |t: &str| t.chars().nth(same);
    let digit = |t: &str| differs(t).is_some_and(|c| c.is_ascii_digit());
    let last = |t: &str| t.chars().count() == same + 1 || t.chars().count() == same;
    digit(a) || digit(b) || (last(a) && last(b))
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("D10", &["overview=Northwind Hosting AG hosts the web shop of Alpenrad AG."]),
    ("D10", &["overview=Nortwind hosts the web shop of Alpenrad."]),
    ("D10", &["services.hosting.description=Servers that the Vendor operates and mends."]),
    ("D10", &["term.exit_price=The provider refunds all fees that the provider paid."]),
    ("D10", &["reporting.late=The customer shall grant a Service Credit to the provider."]),
    ("U11", &["services.hosting.dependencies.power.supplier=Northwind Hostin GmbH"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::codes;

    #[test]
    fn names_as_they_are_and_plain_words_are_left_alone() {
        for fine in [
            "Northwind Hosting GmbH serves Alpenrad AG, and Northwind’s staff answer.",
            "Northwinds are cold. The customer's vendor may help.",
            "The customer pays the fees; the provider credits them.",
            "The fees paid by the customer are refunded by the provider.",
            "Fees paid by the provider to its subcontractors are included.",
            "The customer may claim a Service Credit.",
            "The provider deducts each Service Credit that the customer claims from the fee.",
        ] {
            assert!(!codes(&[&format!("overview={fine}")]).contains(&"D10"), "{fine}");
        }
        assert!(
            !codes(&[
                "parties.provider.legal_name=Northwind Hosting Limited",
                "overview=Northwind Hosting Ltd. hosts."
            ])
            .contains(&"D10")
        );
    }

    #[test]
    fn a_role_that_is_defined_is_a_role() {
        let text = "services.hosting.description=Servers that the Vendor operates.";
        let defined = [
            "+definitions vendor",
            "definitions.vendor.term=Vendor",
            "definitions.vendor.meaning=Northwind",
            text,
        ];
        assert!(!codes(&defined).contains(&"D10"));
        assert!(!codes(&["parent.imported_terms=Vendor", text]).contains(&"D10"));
    }

    #[test]
    fn one_letter_is_one_letter() {
        for (a, b) in
            [("northwind", "nortwind"), ("alpenrad", "alpenrat"), ("alpenrad", "aplenrad"), ("aab", "ab")]
        {
            assert!(one_edit(a, b) && one_edit(b, a), "{a} {b}");
        }
        for (a, b) in [("northwind", "northwind"), ("alpenrad", "alpenrose"), ("abcd", "badc"), ("", "")] {
            assert!(!one_edit(a, b), "{a} {b}");
        }
        assert!(differ_by_count("router1", "router2") && differ_by_count("patha", "pathb"));
        assert!(!differ_by_count("colocationberlin", "collocationberlin"));
    }
}
