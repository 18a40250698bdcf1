//! The text of finished pages, in reading order, with the place of every letter. Headers, footers and the dots of the
//! contents are no part of it.

use super::pages::Rect;
use super::text::pieces;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point};
use typst::text::TextItem;

/// The text of one page. Paragraphs end with a line feed, cells of a row with a tab; lines of a paragraph are joined.
#[derive(Debug, Default)]
pub struct PageText {
    text: String,
    letters: Vec<Letter>,
    lines: Vec<Line>,
    look: u64,
}

#[derive(Clone, Copy, Debug)]
struct Letter {
    /// Where it begins in the text, in bytes.
    at: u32,
    /// In points from the left of the page.
    left: f32,
    right: f32,
}

/// Letters side by side.
#[derive(Clone, Debug)]
struct Line {
    letters: Range<usize>,
    /// In points from the top of the page.
    top: f32,
    bottom: f32,
}

/// How far a line reaches above and below the foot of its letters, in parts of their size.
const ASCENT: f32 = 0.78;
const DESCENT: f32 = 0.24;
/// Letters further apart than this, in parts of their size, belong to different words.
const WORD_GAP: f32 = 0.12;
/// Feet of letters this close, in points, are on one line.
const SAME_LINE: f32 = 1.5;
const SOFT_HYPHEN: char = '\u{ad}';

impl PageText {
    pub(super) fn of(frame: &Frame) -> Self {
        let mut reader = Reader::default();
        reader.walk(frame, Point::zero());
        let look = reader.look.finish();
        let mut read = reader.read;
        read.look = look;
        read.text.shrink_to_fit();
        read.letters.shrink_to_fit();
        read
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// A number that is equal for pages that look the same.
    pub fn look(&self) -> u64 {
        self.look
    }

    /// Where a part of the text stands, a rectangle a line. `range` is in bytes.
    pub fn rects(&self, range: &Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        for line in self.lines_within(range) {
            let letters = self.letters.get(line.letters.clone()).unwrap_or_default();
            let inside = letters.iter().filter(|l| range.contains(&(l.at as usize)));
            let reach = inside.fold(None, |reach: Option<(f32, f32)>, l| {
                Some(reach.map_or((l.left, l.right), |(a, b)| (a.min(l.left), b.max(l.right))))
            });
            if let Some((left, right)) = reach {
                let (width, height) = (right - left, line.bottom - line.top);
                rects.push(Rect { x: left, y: line.top, width, height });
            }
        }
        rects
    }

    fn lines_within(&self, range: &Range<usize>) -> impl Iterator<Item = &Line> {
        let last = |line: &Line| self.letters.get(line.letters.end.saturating_sub(1)).map_or(0, |l| l.at);
        let from = self.lines.partition_point(|line| (last(line) as usize) < range.start);
        let begins = move |line: &&Line| {
            self.letters.get(line.letters.start).is_some_and(|l| (l.at as usize) < range.end)
        };
        self.lines.get(from..).unwrap_or_default().iter().take_while(begins)
    }

    /// The place in the text, in bytes, that is nearest to a point of the page: before or after a letter.
    pub fn nearest(&self, x: f32, y: f32) -> Option<usize> {
        let far = |line: &&Line| {
            let above = (line.top - y).max(y - line.bottom).max(0.0);
            let (left, right) = self.reach(line);
            let beside = (left - x).max(x - right).max(0.0);
            // A line at the height of the pointer comes before one that is nearer but above or below.
            above * 8.0 + beside
        };
        let line = self.lines.iter().min_by(|a, b| far(a).total_cmp(&far(b)))?;
        let letters = self.letters.get(line.letters.clone())?;
        let before = letters.iter().position(|l| x < (l.left + l.right) / 2.0);
        match before {
            Some(index) => letters.get(index).map(|l| l.at as usize),
            None => letters.last().map(|l| self.end_of(l.at as usize)),
        }
    }

    /// Whether a letter stands at this point.
    pub fn is_on_text(&self, x: f32, y: f32) -> bool {
        self.lines.iter().any(|line| {
            let (left, right) = self.reach(line);
            y >= line.top && y <= line.bottom && x >= left && x <= right
        })
    }

    fn reach(&self, line: &Line) -> (f32, f32) {
        let letters = self.letters.get(line.letters.clone()).unwrap_or_default();
        (letters.first().map_or(0.0, |l| l.left), letters.last().map_or(0.0, |l| l.right))
    }

    fn end_of(&self, at: usize) -> usize {
        let letter = self.text.get(at..).and_then(|rest| rest.chars().next());
        at + letter.map_or(0, char::len_utf8)
    }

    /// The word around a place of the text.
    pub fn word_at(&self, at: usize) -> Range<usize> {
        self.run_at(at, |c| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '_'))
    }

    /// The paragraph or cell around a place of the text.
    pub fn paragraph_at(&self, at: usize) -> Range<usize> {
        self.run_at(at, |c| !matches!(c, '\n' | '\t'))
    }

    /// The sentence around a place of the text, within its paragraph or cell.
    pub fn sentence_at(&self, at: usize) -> Range<usize> {
        let around = self.paragraph_at(at);
        let Some(text) = self.text.get(around.clone()) else { return around };
        let ends = text.match_indices(['.', '?', '!']).map(|(end, sign)| end + sign.len());
        let breaks =
            ends.filter(|end| text.get(*end..).is_some_and(|rest| rest.starts_with(char::is_whitespace)));
        let (mut start, mut end) = (0, text.len());
        for cut in breaks {
            if around.start + cut > at {
                end = cut;
                break;
            }
            start = cut;
        }
        let skipped = text.get(start..end).map_or(0, |part| part.len() - part.trim_start().len());
        around.start + start + skipped..around.start + end
    }

    fn run_at(&self, at: usize, belongs: impl Fn(char) -> bool) -> Range<usize> {
        let (before, after) = self.text.split_at_checked(at).unwrap_or(("", &self.text));
        let back: usize = before.chars().rev().take_while(|c| belongs(*c)).map(char::len_utf8).sum();
        let on: usize = after.chars().take_while(|c| belongs(*c)).map(char::len_utf8).sum();
        let start = before.len() - back;
        let end = before.len() + on;
        // Between two words: the sign there.
        if start == end { start..self.end_of(start) } else { start..end }
    }
}

/// What lies between two runs of letters.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Between {
    #[default]
    Nothing,
    Paragraph,
    Cell,
}

#[derive(Default)]
struct Reader {
    read: PageText,
    look: FxHasher,
    between: Between,
    /// What is being passed over.
    skipped: Option<Location>,
    /// Foot and right end of the last letters, in points.
    last: Option<(f32, f32)>,
}

impl Reader {
    fn walk(&mut self, frame: &Frame, at: Point) {
        for (position, item) in frame.items() {
            let at = at + *position;
            match item {
                FrameItem::Group(group) => {
                    group.transform.hash(&mut self.look);
                    if group.transform.is_only_translate() {
                        let shift = Point::new(group.transform.tx, group.transform.ty);
                        self.walk(&group.frame, at + shift);
                    } else {
                        // Text across the page, such as a watermark.
                        at.hash(&mut self.look);
                        group.frame.hash(&mut self.look);
                    }
                }
                FrameItem::Text(text) => {
                    self.see(text, at);
                    if self.skipped.is_none() {
                        self.take(text, at);
                    }
                }
                FrameItem::Shape(shape, _) => (at, shape).hash(&mut self.look),
                FrameItem::Image(image, size, _) => (at, image, size).hash(&mut self.look),
                FrameItem::Tag(tag) => self.pass(tag),
                FrameItem::Link(..) => {}
            }
        }
    }

    fn pass(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(element, _) => match element.elem().name() {
                "artifact" | "repeat" if self.skipped.is_none() => self.skipped = element.location(),
                "cell" => self.between = Between::Cell,
                "par" | "heading" | "title" | "entry" | "item" | "table" | "grid"
                    if self.between == Between::Nothing =>
                {
                    self.between = Between::Paragraph;
                }
                _ => {}
            },
            Tag::End(location, ..) if self.skipped == Some(*location) => self.skipped = None,
            Tag::End(..) => {}
        }
    }

    fn see(&mut self, text: &TextItem, at: Point) {
        (at, text.size).hash(&mut self.look);
        text.font.hash(&mut self.look);
        text.fill.hash(&mut self.look);
        for glyph in &text.glyphs {
            (glyph.id, glyph.x_advance, glyph.x_offset).hash(&mut self.look);
        }
    }

    fn take(&mut self, item: &TextItem, at: Point) {
        let size = item.size.to_pt() as f32;
        let (left, foot) = (at.x.to_pt() as f32, at.y.to_pt() as f32);
        let joins = self.separate(item, left, foot, size);
        if !joins || self.read.lines.is_empty() {
            let start = self.read.letters.len();
            let (top, bottom) = (foot - size * ASCENT, foot + size * DESCENT);
            self.read.lines.push(Line { letters: start..start, top, bottom });
        }
        let mut x = at.x;
        for glyph in &item.glyphs {
            let width = glyph.x_advance.at(item.size);
            let cluster = item.text.get(glyph.range()).unwrap_or_default();
            self.set(cluster, x.to_pt() as f32, width.to_pt() as f32);
            x += width;
        }
        let end = self.read.letters.len();
        if let Some(line) = self.read.lines.last_mut() {
            line.letters.end = end;
            line.top = line.top.min(foot - size * ASCENT);
            line.bottom = line.bottom.max(foot + size * DESCENT);
        }
        self.last = Some((foot, x.to_pt() as f32));
    }

    /// The letters of one shape, side by side within its width.
    fn set(&mut self, cluster: &str, left: f32, width: f32) {
        let count = cluster.chars().count().max(1) as f32;
        for (index, letter) in cluster.chars().enumerate() {
            let at = u32::try_from(self.read.text.len()).unwrap_or(u32::MAX);
            let from = left + width * index as f32 / count;
            self.read.letters.push(Letter { at, left: from, right: from + width / count });
            self.read.text.push(if letter == '\u{a0}' { ' ' } else { letter });
        }
    }

    /// Puts what lies before this item; whether it goes on in the line of the last one.
    fn separate(&mut self, item: &TextItem, left: f32, foot: f32, size: f32) -> bool {
        let between = std::mem::take(&mut self.between);
        let Some((last_foot, last_right)) = self.last else { return false };
        let text = &mut self.read.text;
        let level = (foot - last_foot).abs() < SAME_LINE;
        match between {
            Between::Cell => {
                let mark = if foot < last_foot + SAME_LINE && !text.ends_with('\n') { '\t' } else { '\n' };
                end_with(text, mark);
                false
            }
            Between::Paragraph if !level => {
                end_with(text, '\n');
                false
            }
            Between::Paragraph | Between::Nothing if level => {
                let apart = left - last_right;
                if apart > size * WORD_GAP && !text.ends_with(char::is_whitespace) {
                    text.push(' ');
                }
                apart > -size && apart < size * 2.0
            }
            Between::Paragraph | Between::Nothing => {
                if text.ends_with(SOFT_HYPHEN) {
                    text.pop();
                    self.read.letters.pop();
                    if let Some(line) = self.read.lines.last_mut() {
                        line.letters.end = line.letters.end.min(self.read.letters.len());
                    }
                } else if !text.ends_with([' ', '-', '\u{2013}', '\u{2014}', '/'])
                    && !is_one_run(text, &item.text)
                {
                    end_with(text, '\n');
                }
                false
            }
        }
    }
}

/// Whether the end of one text and the beginning of the next are one word that was too long for its line.
fn is_one_run(before: &str, after: &str) -> bool {
    let head = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let tail = after.split(char::is_whitespace).next().unwrap_or_default();
    let run = format!("{head}{tail}");
    let mut end = 0;
    let mut cuts = pieces(&run).into_iter().map(|piece| {
        end += piece.len();
        end
    });
    !head.is_empty() && !tail.is_empty() && cuts.any(|cut| cut == head.len())
}

fn end_with(text: &mut String, mark: char) {
    while text.ends_with(' ') {
        text.pop();
    }
    if !text.is_empty() {
        text.push(mark);
    }
}
