use clausewright::{check, document, draft, export, template};
fn main() {
    let id = std::env::args().nth(1).unwrap();
    let which = std::env::args().nth(2).unwrap();
    let out = std::env::args().nth(3).unwrap();
    let dir = format!("templates/{id}");
    let r = |n: &str| std::fs::read(format!("{dir}/{n}.ron")).unwrap();
    let form = template::Form::read(&r("template"), &r("start"), &r("example")).unwrap_or_else(|e| panic!("{e}"));
    let mut d = if which == "example" { form.example().clone() } else { form.start().clone() };
    for s in std::env::args().skip(4) {
        let (p, v) = s.split_once('=').unwrap();
        d.node_mut(&p.into()).unwrap_or_else(|| panic!("{p}")).set_text(v).unwrap();
    }
    let doc = document::assemble(&d, &form);
    for p in &doc.problems {
        println!("PROBLEM {p:?}");
    }
    let env = check::Environment { printable: &|c| export::typeset::is_printable(c), release: true };
    let f = check::check(&d, form.template(), &doc, &env);
    println!("{}", check::to_text(&[(which.clone(), f)]));
    std::fs::write(format!("{out}.txt"), document::canonical_text(&doc)).unwrap();
    let src = draft::to_ron(&d).unwrap().into_bytes();
    match export::pdf::export(&doc, &export::pdf::PdfOptions { watermark: None, source: Some(src) }) {
        Ok(b) => std::fs::write(format!("{out}.pdf"), b).unwrap(),
        Err(e) => println!("PDF: {e}"),
    }
}
