//! A small writer of YAML: maps, lists, texts and exact numbers, one entry a line.

use rust_decimal::Decimal;

/// A value, in the order in which it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Yaml {
    Text(String),
    Number(Decimal),
    Truth(bool),
    Map(Vec<(&'static str, Yaml)>),
    List(Vec<Yaml>),
}

impl Yaml {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A map of the entries that say something.
    pub(super) fn map<const N: usize>(entries: [(&'static str, Option<Yaml>); N]) -> Self {
        Self::Map(entries.into_iter().filter_map(|(key, value)| Some((key, value?))).collect())
    }
}

/// A text, unless there is nothing in it.
pub(super) fn some(text: impl AsRef<str>) -> Option<Yaml> {
    let text = text.as_ref().trim();
    (!text.is_empty()).then(|| Yaml::text(text))
}

/// Several documents in one stream, with comments before the first.
pub(super) fn stream(comments: &[String], documents: &[Yaml]) -> String {
    let mut out = String::new();
    for comment in comments {
        let line: String = comment.chars().map(|c| if needs_escape(c) { ' ' } else { c }).collect();
        out.push_str(format!("# {line}").trim_end());
        out.push('\n');
    }
    for document in documents {
        out.push_str("---\n");
        block(&mut out, document, 0);
    }
    out
}

/// A map or a list, each entry on its own line.
fn block(out: &mut String, value: &Yaml, indent: usize) {
    match value {
        Yaml::Map(entries) => {
            for (key, value) in entries {
                out.extend(std::iter::repeat_n(' ', indent));
                out.push_str(&scalar(key));
                out.push(':');
                below(out, value, indent + 2);
            }
        }
        Yaml::List(items) => {
            for item in items {
                out.extend(std::iter::repeat_n(' ', indent));
                out.push('-');
                match item {
                    Yaml::Map(entries) if !entries.is_empty() => {
                        // The first entry stands beside the dash.
                        let mut inner = String::new();
                        block(&mut inner, item, indent + 2);
                        out.push(' ');
                        out.push_str(inner.trim_start_matches(' '));
                    }
                    other => below(out, other, indent + 2),
                }
            }
        }
        other => below(out, other, indent),
    }
}

/// What follows a key or a dash: beside it, or in a block below.
fn below(out: &mut String, value: &Yaml, indent: usize) {
    match value {
        Yaml::Map(entries) if entries.is_empty() => out.push_str(" {}\n"),
        Yaml::List(items) if items.is_empty() => out.push_str(" []\n"),
        Yaml::Map(_) | Yaml::List(_) => {
            out.push('\n');
            block(out, value, indent);
        }
        Yaml::Text(text) => line(out, &scalar(text)),
        Yaml::Number(number) => line(out, &number.normalize().to_string()),
        Yaml::Truth(truth) => line(out, if *truth { "true" } else { "false" }),
    }
}

fn line(out: &mut String, text: &str) {
    out.push(' ');
    out.push_str(text);
    out.push('\n');
}

/// Words that some reader takes for something else than a text.
const RESERVED: &[&str] = &["true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"];

/// A text as it is where every reader takes it for one, else in quotes.
fn scalar(text: &str) -> String {
    let safe = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '.' | ',' | '/' | '(' | ')' | '-' | '’')
    };
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(safe)
        && !RESERVED.contains(&text.to_ascii_lowercase().as_str());
    if plain { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if needs_escape(c) && u32::from(c) > 0xFFFF => {
                out.push_str(&format!("\\U{:08X}", u32::from(c)));
            }
            c if needs_escape(c) => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that the format does not allow, that break a line in it, or that hide from a reader.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || crate::value::is_noncharacter(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{AD}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn as_read(document: &Yaml) -> serde_yaml::Value {
        let text = stream(&["a comment\nof two lines".to_owned()], std::slice::from_ref(document));
        serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{e}\n{text}"))
    }

    fn meant(value: &Yaml) -> serde_yaml::Value {
        use serde_yaml::Value;
        match value {
            Yaml::Text(text) => Value::String(text.clone()),
            Yaml::Number(number) => serde_yaml::from_str(&number.normalize().to_string()).unwrap(),
            Yaml::Truth(truth) => Value::Bool(*truth),
            Yaml::List(items) => Value::Sequence(items.iter().map(meant).collect()),
            Yaml::Map(entries) => Value::Mapping(
                entries.iter().map(|(k, v)| (Value::String((*k).to_owned()), meant(v))).collect(),
            ),
        }
    }

    fn any_value() -> impl Strategy<Value = Yaml> {
        let text = prop_oneof![
            any::<String>(),
            "[ -~]{0,12}",
            Just("yes".to_owned()),
            Just("2026-03-01 00:00:00".to_owned()),
            Just("1_000".to_owned()),
            Just("0x1F".to_owned()),
            Just("- a: b # c".to_owned()),
            Just("~".to_owned()),
            Just("\u{85}\u{2028}\u{FEFF}\u{202E}".to_owned()),
        ];
        let leaf = prop_oneof![
            text.prop_map(Yaml::Text),
            any::<bool>().prop_map(Yaml::Truth),
            (0_i64..1_000_000, 0_u32..8).prop_map(|(n, scale)| Yaml::Number(Decimal::new(n, scale))),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            let keys = ["apiVersion", "no", "sla.clausewright/credit-tiers", "a b: c", "1"];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Yaml::List),
                prop::collection::vec(inner, 0..5)
                    .prop_map(move |values| Yaml::Map(keys.into_iter().zip(values).collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn another_reader_finds_what_was_meant(value in any_value()) {
            let document = Yaml::Map(vec![("document", value)]);
            prop_assert_eq!(as_read(&document), meant(&document));
        }
    }

    #[test]
    fn it_reads_well() {
        let slo = Yaml::map([
            ("apiVersion", some("openslo/v1")),
            ("nothing", some(" ")),
            ("list", Some(Yaml::List(vec![Yaml::map([("a", some("1M")), ("b", Some(Yaml::Truth(true)))])]))),
            ("target", Some(Yaml::Number(Decimal::new(9995, 4)))),
        ]);
        let text = stream(&["One: two".to_owned()], &[slo.clone(), slo]);
        let one = "---\napiVersion: openslo/v1\nlist:\n  - a: \"1M\"\n    b: true\ntarget: 0.9995\n";
        assert_eq!(text, format!("# One: two\n{one}{one}"));
    }

    #[test]
    fn nothing_that_hides_or_breaks_lines_stands_as_it_is() {
        let text = stream(&["\u{202E}\nkind: SLO".to_owned()], &[Yaml::text("a\u{2028}b\u{200B}\u{1FFFE}c")]);
        assert_eq!(text.lines().next(), Some("#   kind: SLO"));
        assert!(text.contains(r#""a\u2028b\u200B\U0001FFFEc""#), "{text}");
    }
}
