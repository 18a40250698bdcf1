//! The text of a web page of ours as a reader sees it. For tests here and across the rooms, which is why it knows no
//! types of ours. Strict: a tag, an attribute or an entity that the writer does not know came from a text.

const VOID: [&str; 4] = ["br", "hr", "meta", "wbr"];
const TAGS: &[&str] = &[
    "html", "head", "meta", "title", "style", "body", "header", "main", "nav", "section", "div", "span", "p",
    "h1", "h2", "h3", "h4", "ol", "ul", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr",
    "th", "td", "a", "strong", "em", "dfn", "mark", "bdi", "br", "hr", "ins", "del", "wbr",
];
const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "scope",
    "dir",
    "aria-label",
];

/// What is read, without white space; without the contents, which must list the `sections` where there are several: the
/// anchor of each, and its number and title; without the mark of a draft.
pub fn read_back(html: &str, sections: &[(&str, String)]) -> String {
    let mut rest = html.strip_prefix("<!DOCTYPE html>\n").unwrap_or_else(|| panic!("no document type"));
    let mut open: Vec<String> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    let mut targets: Vec<&str> = Vec::new();
    let mut contents: Vec<(String, String)> = Vec::new();
    let mut out = String::new();
    while let Some((text, after)) = rest.split_once('<') {
        let within = |name: &str| open.iter().any(|tag| tag.split(' ').next() == Some(name));
        let contents_read = within("nav");
        if !within("head") && !contents_read && !open.iter().any(|tag| tag == "p class=\"draft\"") {
            out.push_str(&squeezed(&unescaped(text)));
        } else if contents_read
            && open.last().is_some_and(|o| o.starts_with("a "))
            && let Some((_, words)) = contents.last_mut()
        {
            words.push_str(&squeezed(&unescaped(text)));
        }
        let (tag, after) = after.split_once('>').unwrap_or_else(|| panic!("a tag does not end: {after}"));
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let opened = open.pop().unwrap_or_default();
            assert_eq!(opened.split(' ').next(), Some(name), "{opened} is closed by {name}");
            continue;
        }
        let name = tag.split(' ').next().unwrap_or("");
        assert!(TAGS.contains(&name), "a text became the tag {tag}");
        for (attribute, value) in attributes(&tag[name.len()..]) {
            assert!(ATTRIBUTES.contains(&attribute), "a text became the attribute {attribute} of {tag}");
            match attribute {
                "id" => ids.push(value),
                "href" => {
                    targets.push(value.strip_prefix('#').unwrap_or_else(|| panic!("a link to {value}")));
                    if contents_read {
                        contents.push((value.to_owned(), String::new()));
                    }
                }
                _ => {}
            }
        }
        if name == "style" {
            rest = rest.split_once("</style>").unwrap_or_else(|| panic!("the style does not end")).1;
        } else if !VOID.contains(&name) {
            open.push(tag.to_owned());
        }
    }
    assert!(open.is_empty(), "{open:?} are not closed");
    assert!(rest.trim().is_empty(), "{rest} stands behind the page");
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id stands twice: {ids:?}");
    for target in targets {
        assert!(ids.contains(&target), "a link leads nowhere: {target}");
    }
    let listed = if sections.len() > 1 { sections } else { &[] };
    let wanted: Vec<(String, String)> =
        listed.iter().map(|(anchor, title)| (format!("#{anchor}"), squeezed(title))).collect();
    assert_eq!(contents, wanted, "the contents");
    out
}

/// Name and value of each attribute of a tag.
fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest
            .strip_prefix(' ')
            .and_then(|r| r.split_once("=\""))
            .unwrap_or_else(|| panic!("what is {rest}?"));
        let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("{name} does not end: {after}"));
        found.push((name, value));
        rest = after;
    }
    found
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (entity, after) = part.split_once(';').unwrap_or_else(|| panic!("a bare & before {part}"));
        out.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => panic!("a text became the entity {other}"),
        });
        out.push_str(after);
    }
    out
}

/// Text without white space and without the marks of hyphenation.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}
