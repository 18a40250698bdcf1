use super::*;
use crate::document::{Block, Inline, KeyValue};
use crate::value::FieldPath;
use typst::layout::{Frame, FrameItem, Point, Transform};

fn pages(document: &Document, mode: Mode) -> Pages {
    Typesetter::new().typeset(document, &Marks::default(), mode).unwrap()
}

#[test]
fn a_whole_agreement_is_typeset() {
    let pages = pages(&sample::document(1), Mode::Preview);
    assert!(pages.count() >= 8, "{} pages", pages.count());
    let (width, height) = pages.size(0).unwrap();
    assert!((width - 595.28).abs() < 0.1 && (height - 841.89).abs() < 0.1);
    assert!(pages.size(pages.count()).is_none());
}

#[test]
fn an_empty_document_is_typeset() {
    assert!(pages(&Document::default(), Mode::Preview).count() >= 1);
}

#[test]
fn values_are_found_where_they_stand() {
    let pages = pages(&sample::document(1), Mode::Preview);
    let (page, rect) = pages.find(&"metrics.network-0.target".into()).unwrap();
    let centre = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    assert_eq!(pages.field_at(page, centre.0, centre.1).unwrap().as_str(), "metrics.network-0.target");
    assert!(rect.width > 10.0 && rect.height > 5.0 && rect.x > 50.0, "{rect:?}");

    let (first, _) = pages.find(&"title".into()).unwrap();
    assert_eq!(first, 0);
    let whole_metric = pages.find(&"metrics.network-0".into()).unwrap();
    assert_eq!(whole_metric.0, page);
    let inside_a_clause = pages.find(&"clauses.general.c1.text".into()).unwrap();
    assert_eq!(inside_a_clause, pages.find(&"clauses.general.c1".into()).unwrap());
    assert!(pages.find(&"nowhere.at.all".into()).is_none());
}

/// Around a number in a table its row's item is known as well.
#[test]
fn a_click_on_a_value_of_any_kind_leads_to_its_own_field() {
    let form = crate::template::find("cloud-hosting").unwrap();
    let pages = pages(&crate::document::assemble(form.example(), &form), Mode::Preview);
    for path in [
        "parties.customer.legal_name",
        "term.effective",
        "metrics.facility.target",
        "definitions.downtime.meaning",
        "credits.period_cap",
        "credits.schedules.facility.cap",
        "credits.schedules.facility.metric",
        "credits.schedules.facility.tiers.t1.credit",
        "credits.schedules.facility.tiers.t1.from",
        "exclusions.customer-delay.cap",
    ] {
        let mut found = 0;
        for page in 0..pages.count() {
            for hit in pages.hits(page).iter().filter(|h| h.kind == HitKind::Value && h.path.as_str() == path)
            {
                let at = (hit.rect.x + hit.rect.width / 2.0, hit.rect.y + hit.rect.height / 2.0);
                assert_eq!(pages.field_at(page, at.0, at.1).unwrap().as_str(), path);
                found += 1;
            }
        }
        assert!(found > 0, "{path} is printed");
    }
}

#[test]
fn clauses_cover_the_page_between_their_numbers() {
    let pages = pages(&sample::document(1), Mode::Preview);
    let (page, rect) = pages.find(&"clauses.term.c1".into()).unwrap();
    let path = pages.field_at(page, 5.0, rect.y + rect.height / 2.0).unwrap();
    assert_eq!(path.as_str(), "clauses.term.c1");
    let annex = pages.find(&"annex-a".into()).unwrap();
    let table = (annex.0 + 1, 300.0);
    assert_eq!(pages.field_at(table.0, 5.0, table.1).unwrap().as_str(), "clauses.annex-a.c1");
}

#[test]
fn references_and_contents_can_be_followed() {
    let pages = pages(&sample::document(1), Mode::Preview);
    let contents = pages.jumps(1);
    assert!(contents.len() >= 10, "{}", contents.len());
    assert!(contents.iter().all(|jump| jump.page >= 1 && jump.page < pages.count()));
    let total: usize = (0..pages.count()).map(|p| pages.jumps(p).len()).sum();
    assert!(total > contents.len() + 5);
}

#[test]
fn export_pages_have_the_layout_of_the_preview_but_no_fields() {
    let mut document = sample::document(1);
    let prose = "Administrators acknowledge responsibilities for infrastructure, notwithstanding intermediaries' \
                 extraordinary recommendations. ";
    document.meta.overview.push(Block::Paragraph(vec![sample::value("overview", &prose.repeat(12))]));
    let narrow = sample::table("", &["Uncharacteristically:1", "b:1", "c:1", "d:4"], &[&["x"; 4]]);
    document.meta.overview.push(narrow);
    if let Some(Block::Table(table)) = document.meta.overview.last_mut() {
        table.rows[0].cells[0] = vec![sample::value("cell", "Incomprehensibilities")];
    }
    let (preview, export) = (pages(&document, Mode::Preview), pages(&document, Mode::Export));
    assert_eq!(preview.count(), export.count());
    for page in 0..export.count() {
        assert!(export.hits(page).iter().all(|hit| hit.kind == HitKind::Area));
        let (a, b) = (texts(&preview, page), texts(&export, page));
        assert_eq!(a.len(), b.len(), "page {page} has other runs of text in print");
        for ((text, x, y), (printed, printed_x, printed_y)) in a.iter().zip(&b) {
            assert_eq!(text, printed);
            assert!(
                (x - printed_x).abs() < 0.01 && (y - printed_y).abs() < 0.01,
                "page {page}: {text:?} moved"
            );
        }
    }
}

/// However far down the page a table begins, no page holds a single row of it.
#[test]
fn no_row_of_a_table_stands_alone_on_a_page() {
    let rows: Vec<[String; 2]> = (0..9).map(|n| [format!("row {n}"), "some words".into()]).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let pairs = |n: usize| KeyValue { key: format!("row {n}"), value: vec![Inline::Text("words".into())] };
    let table = sample::table("", &["First:1", "Second:1"], &rows);
    let list = Block::KeyValues((0..9).map(pairs).collect());
    let filler = || Block::Paragraph(vec![Inline::Text("A line of the text above.".into())]);
    let mut split = 0;
    for (figure, above) in (30..50).flat_map(|above| [(&table, above), (&list, above)]) {
        let mut document = Document::default();
        document.meta.overview = (0..above).map(|_| filler()).collect();
        document.meta.overview.push(figure.clone());
        let pages = pages(&document, Mode::Export);
        let count = |page| texts(&pages, page).iter().filter(|(text, ..)| text.starts_with("row ")).count();
        let counts: Vec<usize> = (0..pages.count()).map(count).filter(|count| *count > 0).collect();
        assert_eq!(counts.iter().sum::<usize>(), 9, "{counts:?}");
        assert!(!counts.contains(&1), "{counts:?} below {above} lines");
        split += usize::from(counts.len() > 1);
    }
    assert!(split >= 8, "{split}");
}

#[test]
fn an_edit_reaches_the_pages() {
    let mut typesetter = Typesetter::new();
    let mut document = sample::document(1);
    let first = typesetter.typeset(&document, &Marks::default(), Mode::Preview).unwrap();
    document.meta.title = vec![Inline::Value { path: "title".into(), text: "Another title".into() }];
    let second = typesetter.typeset(&document, &Marks::default(), Mode::Preview).unwrap();
    let picture = |pages: &Pages| pages.render(0, 1.0).unwrap().unwrap();
    assert!(picture(&first) != picture(&second));
    assert_eq!(first.count(), second.count());
}

#[test]
fn pictures_have_the_size_that_was_asked_for() {
    let pages = pages(&Document::default(), Mode::Export);
    let picture = pages.render(0, 2.0).unwrap().unwrap();
    assert_eq!((picture.width, picture.height), (1191, 1684));
    assert_eq!(picture.rgba.len(), 1191 * 1684 * 4);
    assert!(picture.rgba.chunks(4).all(|pixel| pixel[3] == 255));
    assert!(pages.render(99, 2.0).unwrap().is_none());
    assert!(pages.render(0, f32::NAN).unwrap().is_some());
    assert!(pages.render(0, -3.0).unwrap().is_some());
}

#[test]
fn a_watermark_marks_every_page() {
    let document = sample::document(1);
    let marked = Marks { watermark: Some("DRAFT \u{b7} 3 open problems".into()) };
    let with = Typesetter::new().typeset(&document, &marked, Mode::Export).unwrap();
    let without = pages(&document, Mode::Export);
    assert_eq!(with.count(), without.count());
    for page in 0..with.count() {
        assert!(with.render(page, 0.5).unwrap() != without.render(page, 0.5).unwrap(), "page {page}");
    }
}

#[test]
fn a_word_without_breaks_stays_inside_its_cell() {
    let long = "A1b2".repeat(40);
    let mut document = Document::default();
    document.meta.overview =
        vec![sample::table("", &["One:1", "Two:1", "Three:1", "Four:1"], &[&[&long, &long, "x", &long]])];
    let Block::Table(table) = &mut document.meta.overview[0] else { unreachable!() };
    for (index, cell) in table.rows[0].cells.iter_mut().enumerate() {
        *cell = vec![sample::value(&format!("cell{index}"), &long)];
    }
    let pages = pages(&document, Mode::Preview);
    let hits: Vec<&Hit> =
        (0..pages.count()).flat_map(|p| pages.hits(p)).filter(|h| h.path.as_str() == "cell1").collect();
    assert!(hits.len() > 5, "breaks over lines");
    let column = 543.0 / 4.0;
    assert!(hits.iter().all(|hit| hit.rect.width < column), "{hits:?}");
}

#[test]
fn typesetter_and_pages_can_move_between_threads() {
    fn assert_send<T: Send>() {}
    fn assert_sync<T: Sync>() {}
    assert_send::<Typesetter>();
    assert_send::<Pages>();
    assert_sync::<Pages>();
}

/// Every run of text on a page with the rectangle from its baseline up to the height of its letters.
fn texts(pages: &Pages, page: usize) -> Vec<(String, f64, f64)> {
    fn walk(frame: &Frame, at: Transform, out: &mut Vec<(String, f64, f64)>) {
        for (position, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let at = at
                        .pre_concat(Transform::translate(position.x, position.y))
                        .pre_concat(group.transform);
                    walk(&group.frame, at, out);
                }
                FrameItem::Text(text) => {
                    let end = Point::new(position.x + text.width(), position.y).transform(at);
                    out.push((text.text.to_string(), end.x.to_pt(), end.y.to_pt()));
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(pages.frame(page), Transform::identity(), &mut out);
    out
}

fn whole_text(pages: &Pages) -> String {
    let runs = (0..pages.count()).flat_map(|page| texts(pages, page));
    runs.flat_map(|(text, ..)| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>()).collect()
}

#[test]
fn hostile_texts_print_literally() {
    for hostile in [
        "#panic()",
        "#image(\"/etc/passwd\")",
        "$x^2$",
        "@ref",
        "*b* _i_ `c` ~",
        "\\u{41}",
        "<b>&amp;</b>",
        "{{x}}",
        "/etc/passwd",
        "= heading",
        "- item",
        "// comment",
        "]]]#[",
        "-- --- ...",
        "\"quotes\" 'single'",
    ] {
        let mut document = Document::default();
        document.meta.overview = vec![
            Block::Paragraph(vec![Inline::Text(hostile.into())]),
            sample::table("", &["Column:1"], &[&[hostile]]),
            Block::KeyValues(vec![KeyValue {
                key: hostile.into(),
                value: vec![sample::value("v", hostile)],
            }]),
        ];
        let printed = whole_text(&pages(&document, Mode::Export));
        let expected: String = hostile.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(printed.matches(&expected).count(), 4, "{hostile}: {printed}");
    }
}

/// However much a draft holds, nothing runs off the paper.
#[test]
fn everything_stays_on_the_page() {
    let long = "A responsibility that takes a good many words to describe in full. ".repeat(40);
    let stack = "line\n".repeat(90);
    let mut document = sample::document(1);
    let party = document.meta.parties[0].clone();
    document.meta.parties.extend(vec![party.clone(); 9]);
    document.meta.parties[3].details = vec![vec![sample::text("detail")]; 80];
    document.meta.title =
        vec![sample::value("title", "Gegenstandsbeschreibungsverordnung ".repeat(6).trim())];
    let row: &[&str] = &[&long, &stack, "x"];
    document.meta.overview = vec![
        sample::table("Caption", &["a:1", "b:2", "c:3"], &[row; 3]),
        Block::KeyValues(vec![KeyValue { key: "key".into(), value: vec![sample::text(&stack)] }; 3]),
        sample::par(&long.repeat(4)),
        sample::table("", &["a:1"], &[&["last"]]),
    ];
    let signatures = document.sections.iter_mut().find(|s| s.id == "signatures").unwrap();
    if let Some(Block::Signatures(blocks)) = signatures.clause_mut(0).blocks.last_mut() {
        let line = blocks[0].lines[0].clone();
        blocks[0].lines = vec![line; 40];
        let block = blocks[1].clone();
        blocks.extend(vec![block; 7]);
    }
    let pages = pages(&document, Mode::Export);
    let mut stacked = 0;
    for page in 0..pages.count() {
        for (text, x, y) in texts(&pages, page) {
            stacked += usize::from(text.trim() == "line");
            assert!(
                x < 595.3 - 50.0 && y > 30.0 && y < 841.9 - 30.0,
                "page {page}: {text:?} ends at {x}, {y}"
            );
        }
    }
    assert_eq!(stacked, 6 * 90, "no line is lost");
}

#[test]
fn deep_nesting_is_printed_in_full() {
    let mut inline = Inline::Text("innermost words".into());
    for _ in 0..60 {
        inline = Inline::Strong(vec![Inline::Emphasis(vec![inline])]);
    }
    let mut block = Block::Paragraph(vec![inline]);
    for level in 0..40 {
        let item = |label: &str, blocks| crate::document::ListItem { label: label.into(), blocks };
        let items = vec![item("(a)", vec![sample::par(&format!("level{level}"))]), item("(b)", vec![block])];
        block = Block::List(crate::document::List { ordered: level % 2 == 0, items });
    }
    let mut document = Document::default();
    document.meta.overview = vec![block];
    let printed = whole_text(&pages(&document, Mode::Export));
    for words in ["level0", "level20", "level39", "innermostwords"] {
        assert!(printed.contains(words), "{words} in {printed}");
    }
}

/// Whatever was typeset before, a document comes out as it would from a fresh typesetter.
#[test]
fn what_is_kept_between_documents_never_shows() {
    let mut typesetter = Typesetter::new();
    let mut document = sample::document(1);
    let definition = |anchor: &str, text: &str| {
        Block::Paragraph(vec![Inline::TermDef { anchor: anchor.into(), text: text.into(), path: None }])
    };
    let reference = Block::Paragraph(vec![Inline::CrossRef { anchor: "new".into(), text: "see new".into() }]);
    let steps: [&dyn Fn(&mut Document); 7] = [
        &|_| {},
        &|d| d.sections[0].clause_mut(0).blocks.push(reference.clone()),
        &|d| d.sections[3].clause_mut(0).blocks.push(definition("new", "New term")),
        &|d| d.sections[4].clause_mut(0).blocks.push(definition("new", "New term again")),
        &|d| d.sections.swap(1, 2),
        &|d| drop(d.sections.remove(3)),
        &|d| d.meta.overview.clear(),
    ];
    for (step, change) in steps.iter().enumerate() {
        change(&mut document);
        let kept = typesetter.typeset(&document, &Marks::default(), Mode::Preview).unwrap();
        let fresh = pages(&document, Mode::Preview);
        assert_eq!(kept.count(), fresh.count(), "step {step}");
        for page in 0..fresh.count() {
            assert_eq!(texts(&kept, page), texts(&fresh, page), "step {step}, page {page}");
            assert_eq!(kept.hits(page), fresh.hits(page), "step {step}, page {page}");
            assert_eq!(kept.jumps(page), fresh.jumps(page), "step {step}, page {page}");
        }
    }
}

/// Wherever a term is defined, a reference to it must not keep the document from being typeset.
#[test]
fn definitions_in_odd_places_can_be_referred_to() {
    let define = |anchor: &str| Inline::TermDef { anchor: anchor.into(), text: anchor.into(), path: None };
    let mut document = Document::default();
    document.meta.title = vec![define("title")];
    let row: &[&str] = &["cell", "cell"];
    let mut table = sample::table("", &["One:1", "Two:1"], &[row; 120]);
    if let Block::Table(table) = &mut table {
        table.caption = vec![define("caption")];
        table.columns[0].title = vec![define("column")];
        table.rows[0].cells.push(vec![define("surplus")]);
    }
    let mut columnless = sample::table("", &[], &[&["a"]]);
    if let Block::Table(table) = &mut columnless {
        table.rows[0].cells[0] = vec![define("columnless")];
    }
    let anchors = ["title", "caption", "column", "surplus", "columnless", "overview"];
    let refer = |anchor: &&str| Inline::CrossRef { anchor: (*anchor).into(), text: format!("to-{anchor}") };
    document.meta.overview = vec![table, columnless, Block::Paragraph(anchors.iter().map(refer).collect())];
    let printed = whole_text(&pages(&document, Mode::Export));
    for anchor in anchors {
        assert!(printed.contains(&format!("to-{anchor}")), "{anchor}");
    }
    assert!(printed.contains("surplus") && printed.contains("columnless"));
}

fn example(form: &str) -> Pages {
    let form = crate::template::find(form).unwrap();
    pages(&crate::document::assemble(form.example(), &form), Mode::Preview)
}

#[test]
fn the_text_of_a_page_reads_in_order_with_words_whole() {
    let pages = example("cloud-hosting");
    let all: Vec<&str> = (0..pages.count()).map(|page| pages.text(page).text()).collect();
    let text = all.concat();
    assert!(!text.contains('\u{ad}') && !text.contains('\u{fb01}'), "hyphens and ligatures are letters");
    assert!(text.contains("identified or identifiable natural person, as data-protection law"));
    assert!(text.contains("Business Day\tA day on which Business Hours run.\n"), "cells of a row");
    assert!(text.contains("Initial term\t36 months, until 31 January 2029\n"));
    assert!(
        text.contains(
            "Tomás Wherity, Service delivery manager\nservice@quillmere.example\n+353 20 912 0140\t"
        )
    );
    assert!(!text.contains("Page 3 of"), "what every page repeats at its edges is no part of the text");
}

#[test]
fn every_letter_stands_where_it_is_printed() {
    let pages = example("cloud-hosting");
    let page = pages.text(3);
    let at = page.text().find("Subcontractor").unwrap();
    let rects = page.rects(&(at..at + "Subcontractor".len()));
    assert_eq!(rects.len(), 1);
    let rect = rects[0];
    assert!((40.0..90.0).contains(&rect.width) && (8.0..16.0).contains(&rect.height), "{rect:?}");
    let middle = rect.y + rect.height / 2.0;
    assert_eq!(page.nearest(rect.x + 0.5, middle), Some(at));
    assert_eq!(page.nearest(rect.x + rect.width - 0.5, middle), Some(at + "Subcontractor".len()));
    assert!(page.is_on_text(rect.x + 5.0, middle) && !page.is_on_text(5.0, middle));
    assert_eq!(page.word_at(at + 4), at..at + "Subcontractor".len());
    assert_eq!(page.text().get(page.paragraph_at(at + 4)), Some("Subcontractor"));
    let lines = page.paragraph_at(page.text().find("From 1 February 2026 the Provider").unwrap());
    assert_eq!(page.rects(&lines).len(), 2, "a paragraph of two lines");
}

#[test]
fn pages_look_the_same_until_they_change() {
    let form = crate::template::find("cloud-hosting").unwrap();
    let mut draft = form.example().clone();
    let looks = |draft: &crate::draft::Draft| -> Vec<u64> {
        let pages = pages(&crate::document::assemble(draft, &form), Mode::Preview);
        (0..pages.count()).map(|page| pages.text(page).look()).collect()
    };
    let before = looks(&draft);
    assert_eq!(before, looks(&draft));
    crate::draft::Edit::set("governing_law", "Portugal").apply(&mut draft).unwrap();
    let after = looks(&draft);
    let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
    assert!((1..4).contains(&changed), "{changed} pages of {}", before.len());
}

#[test]
fn a_picture_in_parts_is_the_picture() {
    let pages = pages(&sample::document(1), Mode::Preview);
    let whole = pages.render(3, 1.7).unwrap().unwrap();
    let size = picture_size(pages.size(3).unwrap(), 1.7);
    assert_eq!((whole.width, whole.height), size);
    let mut letters = Letters::default();
    let (left, top) = (size.0 / 3, size.1 / 2);
    for (x, y, width, height) in [
        (0, 0, left, top),
        (left, 0, size.0 - left, top),
        (0, top, left, size.1 - top),
        (left, top, size.0 - left, size.1 - top),
    ] {
        let part = pages.render_part(3, 1.7, Region { x, y, width, height }, &mut letters).unwrap().unwrap();
        assert_eq!((part.width, part.height), (width, height));
        let differs = |a: &[u8], b: &[u8]| a.iter().zip(b).filter(|(a, b)| a.abs_diff(**b) > 24).count();
        let off: usize = (0..height)
            .map(|row| {
                let from = (((y + row) * whole.width + x) * 4) as usize;
                let part = &part.rgba[(row * width * 4) as usize..((row + 1) * width * 4) as usize];
                differs(&whole.rgba[from..from + (width * 4) as usize], part)
            })
            .sum();
        // Thin lines between pixels may be shaded a little otherwise.
        assert!(off < (width * height / 200) as usize, "{off} values differ");
    }
}

#[test]
fn of_several_places_the_one_in_the_section_at_hand_comes_first() {
    let pages = example("cloud-hosting");
    let path = "term.effective".into();
    let first = pages.find(&path).unwrap();
    let term = pages.find_in(&path, &"sections.term".into()).unwrap();
    assert!(first.0 == 0 && term.0 > 10, "{first:?} {term:?}");
    assert_eq!(pages.find_in(&path, &"sections.nowhere".into()), Some(first));
}

#[test]
fn a_place_in_an_annex_is_not_near_unless_the_annex_is_worked_on() {
    let pages = example("cloud-hosting");
    let (card, section) =
        (FieldPath::from("metrics.facility.purpose"), FieldPath::from("sections.service-levels"));
    let all = pages.find_all(&card);
    assert!(!all.is_empty() && all.is_sorted_by_key(|(page, _)| *page), "{all:?}");
    let annex = pages.find(&"sections.metric-cards".into()).unwrap();
    assert!(all.iter().all(|(page, _)| *page >= annex.0), "printed on its card only: {all:?}");
    assert_eq!(pages.find_in(&card, &section), all.first().copied());
    let near = pages.find_near(&card, &section).unwrap();
    assert!(near.0 < annex.0, "its row in the table of the section: {near:?}");
    assert_eq!(pages.find_near(&card, &"sections.metric-cards".into()), all.first().copied());
}

#[test]
fn one_section_needs_no_contents() {
    let clause = crate::export::fixtures::clause("1.1", Some("Only"), vec![sample::par("Words.")]);
    let one = crate::export::fixtures::document(vec![clause]);
    assert!(!whole_text(&pages(&one, Mode::Export)).contains("Contents"));
    let two = Document { sections: vec![one.sections[0].clone(); 2], ..Document::default() };
    assert!(whole_text(&pages(&two, Mode::Export)).contains("Contents"));
}

#[test]
fn what_went_and_what_came_stand_apart_and_no_word_is_torn() {
    use crate::document::Mark;
    let marked = |mark, t: &str| Inline::Marked { mark, inner: vec![sample::text(t)] };
    let gap = |before: &str, after: &str, read: &str| {
        let changed = vec![
            sample::text(before),
            marked(Mark::Deleted, "is"),
            marked(Mark::Inserted, "was"),
            sample::text(after),
        ];
        let clause = crate::export::fixtures::clause("1.1", None, vec![Block::Paragraph(changed)]);
        let pages = pages(&crate::export::fixtures::document(vec![clause]), Mode::Export);
        let text = pages.text(pages.count() - 1);
        let at = text.text().find(read).unwrap_or_else(|| panic!("{}", text.text())) + before.len();
        let came = at + text.text()[at..].find("was").unwrap();
        let (is, was) = (&text.rects(&(at..at + 2))[0], &text.rects(&(came..came + 3))[0]);
        was.x - (is.x + is.width)
    };
    let (words, parts) = (gap("It ", " so.", "It is was so."), gap("th", "h.", "thiswash."));
    assert!(words > 2.0 && words < 3.5, "{words} points between words");
    assert!(parts > 0.7 && parts < 1.2, "{parts} points within a word, which is read as one");
}
