//! Every finding that the catalogue expects stands at the published fact that it is about.

use crate::entered::{draft, findings};
use crate::facts;

#[test]
fn what_must_be_found_is_found_at_its_place() {
    let mut missing = Vec::new();
    for fact in facts::all() {
        let found = findings(&draft(&fact.id));
        for expected in &fact.expected {
            let there = |f: &&clausewright::check::Finding| f.code == expected.code;
            if !found.iter().filter(there).any(|f| f.path.as_str().starts_with(&expected.at)) {
                let elsewhere: Vec<&str> = found.iter().filter(there).map(|f| f.path.as_str()).collect();
                missing.push(format!(
                    "{}: no {} at {}, but at {elsewhere:?}",
                    fact.id, expected.code, expected.at
                ));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_a_text_settles_is_not_complained_about() {
    // Published texts that are the good example of a rule.
    let mut wrong: Vec<String> = Vec::new();
    for (id, settled) in [
        ("common-paper-sla-2.0", "M22"),
        ("common-paper-sla-2.0", "T03"),
        ("common-paper-sla-2.0", "C09"),
        ("common-paper-sla-2.0", "C10"),
        ("digitalocean-cpu-droplet", "M22"),
        ("gce-single-instance", "M09"),
        ("gce-single-instance", "M24"),
        ("gitlab-saas", "M24"),
        ("gitlab-saas", "M08"),
        ("atlassian-cloud", "M08"),
        ("atlassian-cloud", "M24"),
        ("aws-ec2-instance", "C09"),
        ("aws-ec2-instance", "X04"),
        ("aws-s3-infrequent", "M08"),
        ("slack-2024", "X04"),
        ("uk-ccs-call-off", "C13"),
        ("accord-servicelevelagreement", "R03"),
        ("bonterms-sla-1.0", "T03"),
        ("aws-managed-services", "C16"),
        ("twilio-api", "M12"),
        ("cloudflare-business", "C26"),
    ] {
        let found = findings(&draft(id));
        let at = found.iter().filter(|f| f.code == settled).map(|f| format!("{id}: {settled} {}", f.message));
        wrong.extend(at);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let replies = findings(&draft("common-paper-sla-2.0"));
    assert!(!replies.iter().any(|f| f.code == "I01"), "an automatic reply does not count there");
}
