//! What typesetting costs: from nothing, after an edit, a page to pixels, pages to PDF; at about 20 and 90 pages.

mod tree {
    pub use clausewright::document::*;
}
#[path = "../src/export/typeset/sample.rs"]
mod sample;

use clausewright::document::Document;
use clausewright::export::pdf::{PdfOptions, export};
use clausewright::export::typeset::{
    Letters, Marks, Mode, Pages, Region, Typesetter, missing_glyphs, picture_size,
};
use divan::Bencher;
use divan::counter::ItemsCount;

/// How often the middle of the sample repeats for about 20 and 90 pages.
const SIZES: [usize; 2] = [4, 23];

fn main() {
    for repeats in SIZES {
        let document = sample::document(repeats);
        println!("{repeats} repeats: {} pages", pages(&mut Typesetter::new(), &document).count());
    }
    divan::main();
}

fn pages(typesetter: &mut Typesetter, document: &Document) -> Pages {
    match typesetter.typeset(document, &Marks::default(), Mode::Preview) {
        Ok(pages) => pages,
        Err(error) => {
            eprintln!("the sample could not be typeset: {error}");
            std::process::exit(2)
        }
    }
}

/// Changes a paragraph in the middle of the document, so that most times all that follows moves.
fn edit(document: &mut Document, turn: usize) {
    let middle = document.sections.len() / 2;
    if let Some(clause) = document.sections.get_mut(middle).and_then(|s| s.clauses.first_mut()) {
        let clause = std::sync::Arc::make_mut(clause);
        clause.blocks.truncate(2);
        let sentence = "This sentence was not there before and takes about a line of the page. ";
        clause.blocks.push(sample::par(&format!("Edit {turn}. {}", sentence.repeat(turn % 4))));
    }
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn cold(bencher: Bencher, repeats: usize) {
    let document = sample::document(repeats);
    bencher
        .with_inputs(|| typst::comemo::evict(0))
        .bench_local_values(|()| pages(&mut Typesetter::new(), &document));
}

#[divan::bench(args = SIZES, sample_count = 40, sample_size = 1)]
fn after_an_edit(bencher: Bencher, repeats: usize) {
    let mut document = sample::document(repeats);
    let mut typesetter = Typesetter::new();
    pages(&mut typesetter, &document);
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        edit(&mut document, turn);
        pages(&mut typesetter, &document)
    });
}

/// The title stands in the head of every page, which must not have all that is below it set again.
#[divan::bench(args = SIZES, sample_count = 40, sample_size = 1)]
fn after_a_letter_of_the_title(bencher: Bencher, repeats: usize) {
    let mut document = sample::document(repeats);
    let mut typesetter = Typesetter::new();
    pages(&mut typesetter, &document);
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        document.meta.title_text = format!("Hosting agreement {turn}");
        pages(&mut typesetter, &document)
    });
}

#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn places_of_all_fields(bencher: Bencher, repeats: usize) {
    let document = sample::document(repeats);
    let mut typesetter = Typesetter::new();
    bencher
        .with_inputs(|| pages(&mut typesetter, &document))
        .bench_local_values(|pages| pages.find(&"governing_law".into()));
}

/// What the preview needs besides the pages themselves: the text of all of them with the places of its letters.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn text_of_all_pages(bencher: Bencher, repeats: usize) {
    let document = sample::document(repeats);
    let mut typesetter = Typesetter::new();
    bencher.with_inputs(|| pages(&mut typesetter, &document)).bench_local_values(|pages| pages.read());
}

/// At 1.5 pixels a point: a page fills a laptop screen in width.
#[divan::bench(sample_count = 20)]
fn page_to_pixels(bencher: Bencher) {
    let document = sample::document(1);
    let pages = pages(&mut Typesetter::new(), &document);
    bencher.bench_local(|| pages.render(4, 1.5));
}

/// The same with the letters of earlier pictures, as in the preview.
#[divan::bench(sample_count = 20)]
fn page_to_pixels_again(bencher: Bencher) {
    let document = sample::document(1);
    let pages = pages(&mut Typesetter::new(), &document);
    let (width, height) = picture_size(pages.size(4).unwrap_or((1.0, 1.0)), 1.5);
    let (whole, mut letters) = (Region { x: 0, y: 0, width, height }, Letters::default());
    bencher.bench_local(|| pages.render_part(4, 1.5, whole, &mut letters));
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn pdf_from_nothing(bencher: Bencher, repeats: usize) {
    let document = sample::document(repeats);
    let options = PdfOptions { watermark: None, source: Some(vec![b'x'; 50_000]) };
    bencher.with_inputs(|| typst::comemo::evict(0)).bench_local_values(|()| export(&document, &options));
}

#[divan::bench(args = SIZES)]
fn search_for_missing_glyphs(bencher: Bencher, repeats: usize) {
    let document = sample::document(repeats);
    bencher.counter(ItemsCount::new(document.sections.len())).bench_local(|| missing_glyphs(&document));
}
