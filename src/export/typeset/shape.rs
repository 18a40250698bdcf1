//! The shape of the data files. Short names keep them small; `assets/typst` reads them.

use crate::value::FieldPath;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct ModeFile {
    pub links: bool,
}

#[derive(Serialize)]
pub(super) struct PageFile {
    pub lang: String,
    pub region: Option<String>,
    pub title: String,
    pub authors: Vec<String>,
    pub head: (String, String),
    pub foot: String,
    /// Stands before, between and after the page number and the number of pages.
    pub count: (&'static str, &'static str, &'static str),
    pub watermark: Vec<PosterLine>,
    pub sections: usize,
    /// Index of the first annex; as large as `sections` where there is none.
    pub annexes: usize,
    pub attach: bool,
}

#[derive(Serialize)]
pub(super) struct PosterLine {
    pub text: String,
    /// In points.
    pub size: usize,
}

#[derive(Serialize)]
pub(super) struct FrontFile {
    pub form: Vec<Span>,
    pub title: Vec<Span>,
    /// Whether a word of the title is too long for a line of it.
    pub hyphenate: bool,
    pub marks: Vec<Vec<Span>>,
    pub parties: Vec<PartyFile>,
    pub facts: Vec<Pair>,
}

/// What the contents will say, but for the pages; without lines there are none.
#[derive(Serialize)]
pub(super) struct ContentsFile {
    pub title: &'static str,
    pub lines: Vec<ContentsLine>,
}

#[derive(Serialize)]
pub(super) struct ContentsLine {
    pub number: String,
    pub title: String,
}

#[derive(Serialize)]
pub(super) struct PartyFile {
    pub role: String,
    pub name: Vec<Span>,
    pub details: Vec<Vec<Span>>,
    pub short: Vec<Span>,
}

#[derive(Serialize)]
pub(super) struct OverviewFile {
    pub title: &'static str,
    pub label: Option<String>,
    pub blocks: Vec<Node>,
}

#[derive(Serialize)]
pub(super) struct SectionFile {
    pub number: String,
    pub title: String,
    pub label: Option<String>,
    pub annex: bool,
    pub clauses: Vec<ClauseFile>,
}

#[derive(Serialize)]
pub(super) struct ClauseFile {
    pub number: String,
    pub title: Option<String>,
    pub label: Option<String>,
    pub blocks: Vec<Node>,
}

#[derive(Serialize)]
pub(super) struct Pair {
    pub k: Vec<Span>,
    pub v: Vec<Span>,
    pub long: bool,
    /// The height, in points, that must be left on the page for it and the pairs it must not leave alone; 0 for any.
    pub room: usize,
}

/// Pairs under a heading of their own, or under none.
#[derive(Serialize)]
pub(super) struct PairGroup {
    /// Anchors of the head, which is repeated as well.
    pub anchors: Vec<String>,
    pub head: Vec<Span>,
    pub rows: Vec<Pair>,
}

#[derive(Serialize)]
#[serde(tag = "k")]
pub(super) enum Node {
    #[serde(rename = "p")]
    Paragraph {
        c: Vec<Span>,
        /// Whether it stays on one page with what follows.
        stick: bool,
    },
    #[serde(rename = "h")]
    Heading { c: Vec<Span> },
    #[serde(rename = "ul")]
    Bullets { items: Vec<Vec<Node>>, short: bool },
    #[serde(rename = "ol")]
    Ordered { labels: Vec<String>, items: Vec<Vec<Node>>, short: bool },
    #[serde(rename = "table")]
    Table { caption: Vec<Span>, columns: Vec<ColumnFile>, rows: Vec<RowFile>, short: bool },
    #[serde(rename = "kv")]
    Pairs { groups: Vec<PairGroup>, short: bool },
    #[serde(rename = "sign")]
    Signatures { blocks: Vec<SignatureFile> },
    #[serde(rename = "break")]
    PageBreak,
}

#[derive(Serialize)]
pub(super) struct ColumnFile {
    /// Anchors of its title; a header is repeated on every page and cannot hold them itself.
    pub anchors: Vec<String>,
    pub c: Vec<Span>,
    pub hyphenate: bool,
    pub w: u8,
    pub end: bool,
}

#[derive(Serialize)]
pub(super) struct RowFile {
    pub long: bool,
    /// The height, in points, that must be left on the page for it and the rows it must not leave alone; 0 for any.
    pub room: usize,
    pub cells: Vec<CellFile>,
}

#[derive(Serialize)]
pub(super) struct CellFile {
    /// The item of the row, to which what is no value in the cell leads.
    pub p: Option<FieldPath>,
    pub c: Vec<Span>,
    /// Whether a word of the cell is too long for the column.
    pub hyphenate: bool,
}

#[derive(Serialize)]
pub(super) struct SignatureFile {
    pub heading: Vec<Span>,
    pub lines: Vec<Pair>,
}

/// A run of text: one string, or the pieces between which a line may break.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Run {
    Whole(String),
    Pieces(Vec<String>),
}

#[derive(Serialize)]
#[serde(tag = "k")]
pub(super) enum Span {
    #[serde(rename = "t")]
    Text { t: Run },
    #[serde(rename = "b")]
    Strong { c: Vec<Span> },
    #[serde(rename = "i")]
    Emphasis { c: Vec<Span> },
    #[serde(rename = "v")]
    Value {
        p: FieldPath,
        t: Run,
        /// Whether it stays on one line.
        keep: bool,
    },
    #[serde(rename = "ref")]
    Reference {
        a: Option<String>,
        /// The field in whose text it stands; a click in the preview leads there.
        #[serde(skip_serializing_if = "Option::is_none")]
        p: Option<FieldPath>,
        t: Run,
        keep: bool,
    },
    #[serde(rename = "def")]
    Definition {
        a: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        p: Option<FieldPath>,
        t: Run,
    },
    #[serde(rename = "missing")]
    Missing { p: FieldPath, t: Run },
    #[serde(rename = "ins")]
    Inserted { c: Vec<Span> },
    #[serde(rename = "del")]
    Deleted { c: Vec<Span> },
    #[serde(rename = "note")]
    Note { c: Vec<Span> },
    /// Between what went and what came, where these are whole words or not.
    #[serde(rename = "gap")]
    Gap { words: bool },
    #[serde(rename = "br")]
    Break,
}
