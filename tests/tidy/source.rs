//! The sources of the crate: which files there are, which tokens are test code, which paths they name.

use crate::lexer::{Kind, Token, lex};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// A place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Violation {
    pub file: String,
    /// From 1; 0 where the whole file is meant.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Fails the test with every violation, one a line.
#[track_caller]
pub fn assert_clean(violations: &[Violation]) {
    let lines: Vec<String> = violations.iter().map(Violation::to_string).collect();
    assert!(lines.is_empty(), "{} broken house rule(s):\n{}", lines.len(), lines.join("\n"));
}

/// A path as written or imported, for example `["std", "fs", "read"]`; grouped imports are spread out.
#[derive(Debug)]
pub struct Named {
    pub segments: Vec<String>,
    pub line: usize,
    /// Stands in test code.
    pub test: bool,
    /// How many inline modules surround it.
    pub nesting: usize,
}

impl Named {
    /// Whether these segments stand side by side anywhere in the path.
    pub fn has(&self, wanted: &[&str]) -> bool {
        self.segments.windows(wanted.len()).any(|w| w.iter().eq(wanted))
    }
}

/// One Rust file.
#[derive(Debug)]
pub struct Source {
    /// Relative to the repository, with forward slashes.
    pub file: String,
    pub text: String,
    /// Code without comments.
    pub code: Vec<Token>,
    pub comments: Vec<Token>,
    /// For each token of `code`: is it test code?
    pub test: Vec<bool>,
}

impl Source {
    pub fn new(file: &str, text: &str) -> Self {
        let (comments, code): (Vec<_>, Vec<_>) = lex(text).into_iter().partition(|t| t.kind == Kind::Comment);
        let whole = file.starts_with("tests/") || file.contains("/tests/") || file.ends_with("/tests.rs");
        let mut test = vec![whole; code.len()];
        for (start, end) in test_items(&code) {
            test[start..end].fill(true);
        }
        Source { file: file.to_owned(), text: text.to_owned(), code, comments, test }
    }

    /// The room this file belongs to: `value` for both `src/value.rs` and `src/value/path.rs`.
    pub fn room(&self) -> Option<&str> {
        let inner = self.file.strip_prefix("src/")?;
        let first = inner.split('/').next()?;
        match first.strip_suffix(".rs") {
            Some("lib" | "main") => None,
            Some(name) => Some(name),
            None => Some(first),
        }
    }

    /// How deep the file's module lies: 1 for a room itself, 2 for a module in it.
    pub fn depth(&self) -> usize {
        let parts = self.file.trim_start_matches("src/").split('/');
        parts.filter(|part| !matches!(*part, "mod.rs" | "lib.rs" | "main.rs")).count()
    }

    /// The text of the code token at `index`, or nothing past the end.
    pub fn word(&self, index: usize) -> &str {
        self.code.get(index).map_or("", |t| t.text.as_str())
    }

    pub fn violation(&self, line: usize, message: impl Into<String>) -> Violation {
        Violation { file: self.file.clone(), line, message: message.into() }
    }

    /// Every path the code names, test code included.
    pub fn paths(&self) -> Vec<Named> {
        let modules = inline_modules(&self.code);
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.code.len() {
            let start = at;
            if self.is_ident(at) && !self.continues_a_path(at) {
                let mut spread = Vec::new();
                at = self.tree(at, &[], &mut spread);
                let nesting = modules.iter().filter(|(from, to)| (*from..*to).contains(&start)).count();
                let test = self.test[start];
                found.extend(spread.into_iter().map(|(segments, line)| Named {
                    segments,
                    line,
                    test,
                    nesting,
                }));
            }
            at = at.max(start + 1);
        }
        found
    }

    fn is_ident(&self, at: usize) -> bool {
        self.code.get(at).is_some_and(|t| t.kind == Kind::Ident)
    }

    fn continues_a_path(&self, at: usize) -> bool {
        let before = |n: usize| at.checked_sub(n).and_then(|i| self.code.get(i));
        before(1).is_some_and(|t| t.text == "::")
            && before(2).is_some_and(|t| t.kind == Kind::Ident || t.text == ">")
    }

    /// Reads one path or import tree from `at` and returns where it ends.
    fn tree(&self, mut at: usize, prefix: &[String], out: &mut Vec<(Vec<String>, usize)>) -> usize {
        let mut segments = prefix.to_vec();
        let line = self.code.get(at).map_or(0, |t| t.line);
        loop {
            if self.word(at) == "{" {
                return self.group(at + 1, &segments, out);
            }
            if !self.is_ident(at) && self.word(at) != "*" {
                break;
            }
            segments.push(self.word(at).to_owned());
            at += 1;
            if self.word(at) != "::" {
                break;
            }
            at += 1;
        }
        out.push((segments, line));
        at
    }

    fn group(&self, mut at: usize, prefix: &[String], out: &mut Vec<(Vec<String>, usize)>) -> usize {
        while at < self.code.len() && self.word(at) != "}" {
            if self.word(at) == "as" {
                at += 2;
            } else if self.is_ident(at) || self.word(at) == "*" {
                at = self.tree(at, prefix, out);
            } else {
                at += 1;
            }
        }
        at + 1
    }
}

/// Token ranges of items behind `#[test]` or `#[cfg(test)]`.
fn test_items(code: &[Token]) -> Vec<(usize, usize)> {
    let text = |i: usize| code.get(i).map_or("", |t| t.text.as_str());
    let mut items = Vec::new();
    for at in 0..code.len() {
        if text(at) != "#" {
            continue;
        }
        let open = if text(at + 1) == "!" { at + 2 } else { at + 1 };
        let close = matching(code, open);
        let inside = || code[open..close].iter().map(|t| t.text.as_str());
        let plain = text(open + 1) == "test" && close == open + 3;
        let gated = text(open + 1) == "cfg" && inside().any(|t| t == "test") && !inside().any(|t| t == "not");
        if text(open) != "[" || !(plain || gated) {
            continue;
        }
        items.push(if open == at + 2 { (at, code.len()) } else { (at, item_end(code, close)) });
    }
    items
}

/// Where the item that begins at `at` ends: past its body, or past its semicolon.
fn item_end(code: &[Token], mut at: usize) -> usize {
    while let Some(token) = code.get(at) {
        match token.text.as_str() {
            "(" | "[" => at = matching(code, at),
            "{" => return matching(code, at),
            ";" => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// One past the bracket that closes the one at `open`.
fn matching(code: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in code.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

fn inline_modules(code: &[Token]) -> Vec<(usize, usize)> {
    let opens = |at: usize| code[at].text == "mod" && code.get(at + 2).is_some_and(|t| t.text == "{");
    (0..code.len()).filter(|at| opens(*at)).map(|at| (at, matching(code, at + 2))).collect()
}

/// Where the repository lies.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the repository that git would see, relative to its root, sorted.
pub fn files() -> Vec<String> {
    let mut found = Vec::new();
    walk(&root(), &mut found);
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("cannot list {}: {e}", folder.display())) {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // In a linked worktree `.git` is a file.
        if matches!(name.as_str(), ".git" | "target" | "__pycache__") {
            continue;
        }
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_none_or(|e| e != "new") {
            let relative = path.strip_prefix(root()).unwrap();
            found.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
}

/// The text of a file of the repository; `None` if it is not text.
pub fn text(file: &str) -> Option<String> {
    let bytes = fs::read(root().join(file)).unwrap_or_else(|e| panic!("cannot read {file}: {e}"));
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

/// The Rust files below `folder`, which ends in a slash.
pub fn sources(folder: &str) -> Vec<Source> {
    let wanted = files().into_iter().filter(|f| f.starts_with(folder) && f.ends_with(".rs"));
    let mut sources: Vec<Source> =
        wanted.map(|f| Source::new(&f, &text(&f).unwrap_or_else(|| panic!("{f} is not text")))).collect();
    let gated: Vec<String> = sources.iter().flat_map(gated_modules).collect();
    for source in &mut sources {
        let stem = source.file.trim_end_matches(".rs").trim_end_matches("/mod").to_owned();
        if gated.iter().any(|g| stem == *g || stem.starts_with(&format!("{g}/"))) {
            source.test.fill(true);
        }
    }
    sources
}

/// Modules in files of their own that exist only for tests: `#[cfg(test)] mod support;`.
fn gated_modules(source: &Source) -> Vec<String> {
    let stem = source.file.trim_end_matches(".rs");
    let folder = match stem.rsplit_once('/') {
        Some((folder, "mod" | "lib" | "main")) => folder,
        _ => stem,
    };
    let is_gated = |at: &usize| {
        source.word(*at) == "mod" && source.word(at + 2) == ";" && source.test.get(*at) == Some(&true)
    };
    (0..source.code.len()).filter(is_gated).map(|at| format!("{folder}/{}", source.word(at + 1))).collect()
}

mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        Source::new("src/value/x.rs", text).paths().into_iter().map(|p| p.segments.join("::")).collect()
    }

    #[test]
    fn grouped_imports_are_spread_out() {
        let paths = named("use a::{b::{c, d as e}, f::*, self}; fn g() { ::h::i(); j::<K>::l(); }");
        for wanted in ["a::b::c", "a::b::d", "a::f::*", "a::self", "h::i", "j", "K"] {
            assert!(paths.iter().any(|p| p == wanted), "{wanted} missing from {paths:?}");
        }
        assert!(!paths.iter().any(|p| p == "e"), "a rename is no path");
    }

    #[test]
    fn test_code_is_known() {
        let text =
            "fn a(){} #[test] fn b(){} #[cfg(test)] #[x] mod c { fn d(){} } #[cfg(not(test))] fn e(){}";
        let source = Source::new("src/value/x.rs", text);
        let test = |name: &str| source.test[source.code.iter().position(|t| t.text == name).unwrap()];
        assert_eq!(["a", "b", "d", "e"].map(test), [false, true, true, false]);
        assert!(Source::new("src/value/tests.rs", "fn a(){}").test[0]);
        assert!(Source::new("src/value/x.rs", "#![cfg(test)] fn a(){}").test.iter().all(|t| *t));
    }

    #[test]
    fn modules_behind_a_gate_are_found() {
        let text = "#[cfg(test)] mod support; mod real;";
        assert_eq!(gated_modules(&Source::new("src/value/mod.rs", text)), ["src/value/support"]);
        assert_eq!(gated_modules(&Source::new("src/value/money.rs", text)), ["src/value/money/support"]);
    }

    #[test]
    fn files_know_their_room_and_depth() {
        let place = |file: &str| {
            let source = Source::new(file, "");
            (source.room().map(str::to_owned), source.depth())
        };
        assert_eq!(place("src/value/mod.rs"), (Some("value".to_owned()), 1));
        assert_eq!(place("src/value.rs"), (Some("value".to_owned()), 1));
        assert_eq!(place("src/check/rules/tiers.rs"), (Some("check".to_owned()), 3));
        assert_eq!(place("src/main.rs").0, None);
    }
}
