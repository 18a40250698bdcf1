fn main() {
    let mut bad = false;
    for p in std::env::args().skip(1) {
        let b = std::fs::read(&p).unwrap();
        if p.ends_with("template.ron") {
            match clausewright::draft::read_located::<clausewright::template::Template>(
                std::str::from_utf8(&b).unwrap(),
            ) {
                Ok(t) => println!("{p}: template, {} sections", t.sections.len()),
                Err(e) => {
                    bad = true;
                    println!("{p}: {e}")
                }
            }
            continue;
        }
        match clausewright::draft::from_ron(&b) {
            Ok(d) => {
                let t = clausewright::draft::to_ron(&d).unwrap();
                assert_eq!(clausewright::draft::from_ron(t.as_bytes()).unwrap(), d);
                std::fs::write(&p, t).unwrap();
                println!("{p}: ok");
            }
            Err(e) => {
                bad = true;
                println!("{p}: {e}")
            }
        }
    }
    std::process::exit(bad as i32);
}
