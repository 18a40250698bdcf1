//! A character that no bundled font has is named with its field, and nothing is dropped in silence.

use super::drafts::{derived, put};
use super::{canonical, markdown};
use clausewright::cli::{Request, Streams, run};
use clausewright::draft::to_ron;
use clausewright::export::{ExportOptions, Format, export};
use clausewright::template::find;

#[test]
fn a_character_without_a_glyph_is_named_with_its_field() {
    let form = find("cloud-hosting").unwrap();
    for (character, code) in [('\u{13000}', "U+13000"), ('社', "U+793E")] {
        let mut draft = form.example().clone();
        let name = format!("Umbrella {character} Ltd");
        put(&mut draft, &"parties.customer.legal_name".into(), &name);
        let (document, findings) = derived(&draft, &form);
        let named = |text: &str| text.contains(code) && text.contains(character);
        let found = findings.iter().find(|f| f.path.as_str() == "parties.customer.legal_name");
        let found = found.unwrap_or_else(|| panic!("{code}: {findings:#?}"));
        assert!(named(&found.message), "{}", found.message);

        let refused =
            export(&draft, &document, Format::Pdf, &ExportOptions::default()).unwrap_err().to_string();
        assert!(named(&refused) && refused.contains("parties.customer.legal_name"), "{refused}");
        let text = canonical::exported(&document, Format::Markdown, &ExportOptions::default());
        let text = markdown::text(std::str::from_utf8(&text).unwrap(), &document);
        assert!(text.contains(&format!("Umbrella{character}Ltd")));

        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        std::fs::write(at("a.ron"), to_ron(&draft).unwrap()).unwrap();
        for (out, works) in [("a.pdf", false), ("a.md", true)] {
            let (mut said, mut err) = (Vec::new(), Vec::new());
            let args = ["clausewright", "export", &at("a.ron"), "-o", &at(out), "--draft"];
            let request = run(args.map(Into::into), &mut Streams { out: &mut said, err: &mut err });
            let Request::Done(status) = request else { panic!("no verb was given") };
            let err = String::from_utf8(err).unwrap();
            assert_eq!(status == 0, works, "{out}: {err}");
            assert_eq!(folder.path().join(out).exists(), works, "{out}");
            assert!(works || named(&err) && err.contains("parties.customer.legal_name"), "{err}");
        }
    }
}
