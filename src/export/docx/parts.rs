//! The parts around the text: how they belong together, properties, settings, header and footer.

use super::xml::{DECLARATION, escape};
use crate::document::{Meta, plain};
use crate::export::language::language;
use crate::export::script::{EastAsian, begins_leftward};
use sha2::{Digest, Sha256};
use std::fmt::Write;

pub const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The page, A4, in twentieths of a point.
const PAGE: (usize, usize) = (11906, 16838);
const MARGIN_LEFT: usize = 1304;
const MARGIN_RIGHT: usize = 1191;
const MARGIN_TOP: usize = 1361;
const MARGIN_BOTTOM: usize = 1247;
/// Between the margins.
pub const TEXT_WIDTH: usize = PAGE.0 - MARGIN_LEFT - MARGIN_RIGHT;
const TEXT_HEIGHT: usize = PAGE.1 - MARGIN_TOP - MARGIN_BOTTOM;
/// The longest title that the running header shows, in characters.
const HEADER_TITLE: usize = 64;
/// The longest reference, version or form that header and footer show, in characters.
const HEADER_PART: usize = 40;

const STYLES: &str = include_str!("../../../assets/docx/styles.xml");
const FONTS: &str = include_str!("../../../assets/docx/fontTable.xml");
const SETTINGS: &str = include_str!("../../../assets/docx/settings.xml");

/// The languages of the text, as word processors name them.
pub struct Languages {
    pub text: String,
    pub east_asian: &'static str,
    pub leftward: &'static str,
    /// The fonts for East Asian letters in text and in headings.
    fonts: (&'static str, &'static str),
}

impl Languages {
    /// `letters`: whose East Asian letters stand in the text.
    pub fn of(meta: &Meta, letters: Option<EastAsian>) -> Self {
        let (name, region) = language(&meta.language);
        let letters = match name.as_str() {
            "ja" => Some(EastAsian::Japanese),
            "ko" => Some(EastAsian::Korean),
            "zh" => Some(EastAsian::Chinese),
            _ => letters,
        };
        let traditional = name == "zh" && matches!(region.as_deref(), Some("TW" | "HK" | "MO"));
        let (east_asian, fonts) = match letters {
            Some(EastAsian::Japanese) => ("ja-JP", ("MS Mincho", "MS Gothic")),
            Some(EastAsian::Korean) => ("ko-KR", ("Batang", "Malgun Gothic")),
            Some(EastAsian::Chinese) if traditional => ("zh-TW", ("PMingLiU", "Microsoft JhengHei")),
            Some(EastAsian::Chinese) | None => ("zh-CN", ("SimSun", "Microsoft YaHei")),
        };
        let leftward = match name.as_str() {
            "ar" => "ar-SA",
            "fa" => "fa-IR",
            "ur" => "ur-PK",
            _ => "he-IL",
        };
        let text = match (region, usual_region(&name)) {
            (Some(region), _) => format!("{name}-{region}"),
            (None, Some(region)) => format!("{name}-{region}"),
            (None, None) => name,
        };
        Self { text, east_asian, leftward, fonts }
    }
}

/// Word processors want a region with the language.
fn usual_region(language: &str) -> Option<&'static str> {
    const REGIONS: [(&str, &str); 22] = [
        ("en", "GB"),
        ("de", "DE"),
        ("fr", "FR"),
        ("es", "ES"),
        ("it", "IT"),
        ("nl", "NL"),
        ("pt", "PT"),
        ("pl", "PL"),
        ("cs", "CZ"),
        ("sk", "SK"),
        ("hu", "HU"),
        ("ro", "RO"),
        ("da", "DK"),
        ("sv", "SE"),
        ("fi", "FI"),
        ("el", "GR"),
        ("he", "IL"),
        ("ar", "SA"),
        ("ja", "JP"),
        ("ko", "KR"),
        ("zh", "CN"),
        ("uk", "UA"),
    ];
    REGIONS.iter().find(|(known, _)| *known == language).map(|(_, region)| *region)
}

pub fn styles(languages: &Languages) -> String {
    STYLES
        .replace("{text}", &languages.text)
        .replace("{east-asian}", languages.east_asian)
        .replace("{leftward}", languages.leftward)
        .replace("{serif}", languages.fonts.0)
        .replace("{sans}", languages.fonts.1)
}

pub fn fonts() -> &'static str {
    FONTS
}

pub fn settings(languages: &Languages) -> String {
    SETTINGS
        .replace("{text}", &languages.text)
        .replace("{east-asian}", languages.east_asian)
        .replace("{leftward}", languages.leftward)
}

/// What each part holds.
pub fn content_types(with_draft: bool) -> String {
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    let mut part = |name: &str, kind: &str| {
        let _ = write!(out, "<Override PartName=\"{name}\" ContentType=\"{kind}+xml\"/>");
    };
    for (name, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("header1", "header"),
        ("header2", "header"),
        ("footer1", "footer"),
    ] {
        part(&format!("/word/{name}.xml"), &format!("{WORD_TYPE}.{kind}"));
    }
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties");
    part("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties");
    if with_draft {
        let kind = "application/vnd.openxmlformats-officedocument.customXmlProperties";
        part("/customXml/itemProps1.xml", kind);
    }
    out.push_str("</Types>");
    out
}

/// Relationships of a part: kind and target of each, numbered from rId1.
fn relationships(targets: &[(&str, &str)]) -> String {
    let mut out = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (at, (kind, target)) in targets.iter().enumerate() {
        let base = if kind.contains('/') { PACKAGE } else { RELATIONS };
        let base = if kind.contains('/') { base.to_owned() + "/relationships" } else { base.to_owned() };
        let id = at + 1;
        let _ = write!(out, "<Relationship Id=\"rId{id}\" Type=\"{base}/{kind}\" Target=\"{target}\"/>");
    }
    out.push_str("</Relationships>");
    out
}

pub fn package_relationships() -> String {
    relationships(&[
        ("officeDocument", "word/document.xml"),
        ("metadata/core-properties", "docProps/core.xml"),
        ("extended-properties", "docProps/app.xml"),
    ])
}

pub fn document_relationships(with_draft: bool) -> String {
    let mut targets = vec![
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("header", "header1.xml"),
        ("header", "header2.xml"),
        ("footer", "footer1.xml"),
    ];
    if with_draft {
        targets.push(("customXml", "../customXml/item1.xml"));
    }
    relationships(&targets)
}

pub fn draft_relationships() -> String {
    relationships(&[("customXmlProps", "itemProps1.xml")])
}

/// The page, with the parts that stand on each; as the last element of the text.
pub fn section_properties(out: &mut String, leftward: bool) {
    let (width, height) = PAGE;
    let _ = write!(
        out,
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/><w:headerReference w:type=\"first\" r:id=\"rId6\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId7\"/><w:footerReference w:type=\"first\" r:id=\"rId7\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"/><w:pgMar w:top=\"{MARGIN_TOP}\" w:right=\"{MARGIN_RIGHT}\" w:bottom=\"{MARGIN_BOTTOM}\" \
         w:left=\"{MARGIN_LEFT}\" w:header=\"652\" w:footer=\"567\" w:gutter=\"0\"/><w:cols w:space=\"708\"/><w:titlePg/>{}\
         </w:sectPr>",
        if leftward { "<w:bidi/>" } else { "" }
    );
}

/// Whether the document is written from right to left.
pub fn is_leftward(meta: &Meta) -> bool {
    matches!(language(&meta.language).0.as_str(), "he" | "ar" | "fa" | "ur" | "yi")
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" \u{b7} ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str, most: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= most {
        return text;
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}\u{2026}", head.trim_end())
}

fn title(meta: &Meta) -> String {
    let title = [&meta.title_text, &meta.form].into_iter().map(|t| one_line(t)).find(|t| !t.is_empty());
    title.unwrap_or_else(|| "Agreement".to_owned())
}

/// The running header: title, reference and version, and the mark of a draft across the page. The title page bears the
/// mark only.
pub fn header(meta: &Meta, mark: Option<&str>, first_page: bool) -> String {
    let mut out = part_start("hdr");
    let style = if first_page { "HeaderFirst" } else { "Header" };
    let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
    if let Some(mark) = mark {
        watermark(mark, &mut out);
    }
    if !first_page {
        let version = shortened(&meta.version, HEADER_PART);
        let version = if version.is_empty() { version } else { format!("Version {version}") };
        let marks = joined(&[shortened(&meta.reference_text, HEADER_PART), version]);
        text(&shortened(&title(meta), HEADER_TITLE), &mut out);
        out.push_str("<w:r><w:tab/></w:r>");
        text(&marks, &mut out);
    }
    out.push_str("</w:p></w:hdr>");
    out
}

/// "Hosting of the shop · Draft        Page 3 of 12"
pub fn footer(meta: &Meta) -> String {
    let mut out = part_start("ftr");
    out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
    text(&joined(&[shortened(&title(meta), HEADER_TITLE), one_line(&meta.status)]), &mut out);
    out.push_str("<w:r><w:tab/></w:r>");
    for (before, field) in [("Page ", "PAGE"), (" of ", "NUMPAGES")] {
        text(before, &mut out);
        let _ = write!(out, "<w:fldSimple w:instr=\" {field} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    }
    out.push_str("</w:p></w:ftr>");
    out
}

fn part_start(name: &str) -> String {
    format!(
        "{DECLARATION}<w:{name} xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\" xmlns:v=\"urn:schemas-microsoft-com:vml\" \
         xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w10=\"urn:schemas-microsoft-com:office:word\">"
    )
}

fn text(text: &str, out: &mut String) {
    if !text.is_empty() {
        let leftward = if begins_leftward(text) { "<w:rPr><w:rtl/></w:rPr>" } else { "" };
        let _ = write!(out, "<w:r>{leftward}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text));
    }
}

/// Lines across the page, as word processors draw their own watermarks: the first like a poster, the others below it.
fn watermark(mark: &str, out: &mut String) {
    /// Length of the longest line, in points.
    const LONGEST: usize = 480;
    out.push_str("<w:r><w:pict>");
    out.push_str(
        "<v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" \
         path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/>\
         <v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/>\
         <v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 @6\"/>\
         <v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/><v:f eqn=\"sum @6 0 @5\"/></v:formulas>\
         <v:path textpathok=\"t\" o:connecttype=\"custom\" o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" \
         o:connectangles=\"270,180,90,0\"/><v:textpath on=\"t\" fitshape=\"t\"/><v:handles><v:h position=\"#0,bottomRight\" \
         xrange=\"6629,14971\"/></v:handles><o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\"/></v:shapetype>",
    );
    for (at, line) in mark.split(" \u{b7} ").enumerate() {
        let (size, letter) = if at == 0 { (110, 72) } else { (26, 52) };
        let wide = line.chars().count().max(1) * size * letter / 100;
        let (width, height) = (wide.min(LONGEST), size * wide.min(LONGEST) / wide);
        // Each further line below the one before it, across the direction of the text.
        let below = i64::try_from(at).unwrap_or(0) * 72;
        let half = |length: usize| i64::try_from(length / 2).unwrap_or(0);
        let left = half(TEXT_WIDTH / 20) + below * 788 / 1000 - half(width);
        let top = half(TEXT_HEIGHT / 20) + below * 616 / 1000 - half(height);
        // A picture each: readers take only the last shape of one.
        if at > 0 {
            out.push_str("</w:pict></w:r><w:r><w:pict>");
        }
        let _ = write!(
            out,
            "<v:shape id=\"DraftMark{at}\" o:spid=\"_x0000_s{}\" type=\"#_x0000_t136\" alt=\"\" style=\"position:absolute;\
             margin-left:{left}pt;margin-top:{top}pt;width:{width}pt;height:{height}pt;rotation:308;z-index:-251658752;\
             mso-position-horizontal:absolute;mso-position-horizontal-relative:margin;mso-position-vertical:absolute;\
             mso-position-vertical-relative:margin\" o:allowincell=\"f\" fillcolor=\"#8b98a6\" stroked=\"f\">\
             <v:fill opacity=\".18\"/><v:textpath style=\"font-family:&quot;Calibri&quot;;font-size:1pt;font-weight:bold\" \
             string=\"{}\"/><w10:wrap anchorx=\"margin\" anchory=\"margin\"/></v:shape>",
            2049 + at,
            escape(line)
        );
    }
    out.push_str("</w:pict></w:r>");
}

/// Title, parties and dates, as the file's properties.
pub fn core_properties(meta: &Meta) -> String {
    let authors: Vec<String> =
        meta.parties.iter().map(|p| one_line(&plain(&p.name))).filter(|n| !n.is_empty()).collect();
    let authors = if authors.is_empty() { "Clausewright".to_owned() } else { authors.join("; ") };
    let day = meta.date.as_deref().filter(|d| is_day(d)).unwrap_or("1970-01-01");
    let mut out = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    let mut property = |name: &str, value: &str| {
        if !value.trim().is_empty() {
            let _ = write!(out, "<{name}>{}</{name}>", escape(value));
        }
    };
    property("dc:title", &title(meta));
    property("dc:subject", &one_line(&meta.form));
    property("dc:creator", &authors);
    property("dc:identifier", &meta.id);
    let (language, region) = language(&meta.language);
    property("dc:language", &region.map_or_else(|| language.clone(), |r| format!("{language}-{r}")));
    property("cp:contentStatus", &one_line(&meta.status));
    property("cp:version", &one_line(&meta.version));
    for name in ["created", "modified"] {
        let _ = write!(out, "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{name}>");
    }
    out.push_str("</cp:coreProperties>");
    out
}

/// `YYYY-MM-DD`, as dates are kept.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
}

pub fn app_properties() -> String {
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Clausewright</Application></Properties>"
    )
}

/// The identifier of the part with the draft, from that of the draft.
pub fn draft_properties(meta: &Meta) -> String {
    let digest = Sha256::digest(meta.id.as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02X}")).collect();
    let group = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    let id = [group(0, 8), group(8, 12), group(12, 16), group(16, 20), group(20, 32)].join("-");
    format!(
        "{DECLARATION}<ds:datastoreItem ds:itemID=\"{{{id}}}\" \
         xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs>\
         <ds:schemaRef ds:uri=\"{}\"/></ds:schemaRefs></ds:datastoreItem>",
        super::draft_part::NAMESPACE
    )
}
