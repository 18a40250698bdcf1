//! Files made to keep a reader busy, to fill its memory or its stack.

use super::corpus::Sample;
use clausewright::store::ContentHash;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

const MIB: usize = 1 << 20;

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn filled(parts: &[&str], most: usize) -> String {
    let head = parts[0].to_owned();
    let room = most.saturating_sub(head.len() + parts[2].len());
    head + &parts[1].repeat(room / parts[1].len()) + parts[2]
}

/// As large as a draft may be, and in each case one thing over and over.
fn drafts() -> Vec<(&'static str, Vec<u8>)> {
    let whole = |parts: [&str; 3]| filled(&parts, 8 * MIB).into_bytes();
    let twins = (0..200_000).map(|n| format!("(id:\"a{n}\"),")).collect::<String>();
    let notes =
        (0..4_900).map(|n| format!("(id:\"a{n}\",text:\"{}\"),", "x\\n".repeat(500))).collect::<String>();
    vec![
        ("nesting", whole(["(schema: 1, agreement: ", "(", ""])),
        ("nesting in lists", whole(["(schema: 1, notes: ", "[", ""])),
        ("closing brackets", whole(["(schema: 1", ")", ""])),
        ("nesting in a comment", whole(["(schema: 1, /* ", "(", " */)"])),
        ("nested comments", whole(["(schema: 1, ", "/*", ""])),
        ("comments", whole(["(schema: 1, ", "/**/", ")"])),
        ("line comments", whole(["(schema: 1, ", "//\n", ")"])),
        ("blanks", whole(["(schema: 1, ", " ", ")"])),
        ("blanks before", whole(["", " ", "(schema: 1)"])),
        ("line ends", whole(["(schema: 1, ", "\n", ")"])),
        ("an open string", whole(["(schema: 1, id: \"", "a", ""])),
        ("a string of escapes", whole(["(schema: 1, id: \"", "\\u{41}", "\")"])),
        ("a string of quotes", whole(["(schema: 1, id: \"", "\\\"", "\")"])),
        ("raw strings", whole(["(schema: 1, id: ", "r#\"", ""])),
        ("many hashes", whole(["(schema: 1, id: r", "#", "\"a\")"])),
        ("a long name", whole(["(schema: 1, ", "a", ": 1)"])),
        ("a long choice", whole(["(schema: 1, agreement: (status: ", "a", "))"])),
        ("a long number", whole(["(schema: 1, created: ", "9", ")"])),
        ("a long schema", whole(["(schema: ", "9", ")"])),
        ("one field over and over", whole(["(schema: 1,", "id:\"a\",", ")"])),
        ("unknown fields", whole(["(schema: 1,", "x:1,", ")"])),
        ("extensions", whole(["", "#![enable(implicit_some)]", "(schema: 1)"])),
        ("empty items", whole(["(schema: 1, notes: [", "(),", "])"])),
        ("one id over and over", whole(["(schema: 1, notes: [", "(id:\"a\"),", "])"])),
        ("many items", format!("(schema: 1, notes: [{twins}])").into_bytes()),
        ("many parties", format!("(schema: 1, agreement: (parties: [{twins}]))").into_bytes()),
        ("many notes", format!("(schema: 1, notes: [{notes}])").into_bytes()),
        ("a list of texts", whole(["(schema: 1, agreement: (security: (measures: [", "\"\",", "])))"])),
        (
            "a list of ids",
            whole(["(schema: 1, agreement: (metrics: [(id: \"a\", exclusions: [", "\"a\",", "])]))"]),
        ),
        ("colons", whole(["(schema: 1", ":", ")"])),
        ("commas", whole(["(schema: 1", ",", ")"])),
        ("quotes", whole(["(schema: 1, ", "\"", ")"])),
        ("single quotes", whole(["(schema: 1, ", "'", ")"])),
        ("brackets that do not match", whole(["(schema: 1, notes: [", "(]", ""])),
        ("brackets that close first", whole(["(schema: 1, notes: [(", "),", "])"])),
        ("fields without values", whole(["(schema: 1, agreement: (", "title: ", "))"])),
        ("fields a line", whole(["(schema: 1, agreement: (\n", "title:\n", "))"])),
        ("zeros", whole(["(schema: 1, id: \"a\", ", "\0", ""])),
        ("marks of byte order", whole(["", "\u{feff}", "(schema: 1)"])),
        ("no text", vec![0xff; 8 * MIB]),
        (
            "a duration without end",
            filled(&["(schema: 1, agreement: (term: (notice: \"", "4294967295wk", "\")))"], 200_000)
                .into_bytes(),
        ),
        (
            "a number without end",
            filled(&["(schema: 1, agreement: (metrics: [(id: \"a\", target: \"", "9", "\")]))"], 200_000)
                .into_bytes(),
        ),
    ]
}

fn templates() -> Vec<(&'static str, Vec<u8>)> {
    let clauses = |count: usize, text: &str| {
        let clause = |n| format!("(id: \"c{n}\", text: \"{text}\"),");
        let all: String = (0..count).map(clause).collect();
        format!(
            "(schema: 1, id: \"t\", version: \"1\", title: \"T\", summary: \"\", description: \"\", kind: ServiceBased, \
             language: \"en\", sections: [(id: \"s\", title: \"S\", guidance: (purpose: \"\"), clauses: [{all}])])"
        )
        .into_bytes()
    };
    let line = |word: &str| word.repeat((250 << 10) / word.len().max(1));
    vec![
        ("nested conditions", filled(&["(schema: 1, sections: [(when: ", "Not(", ""], 2 * MIB).into_bytes()),
        ("many clauses", clauses(20_000, "A {{customer.short_name}} and *more*.")),
        ("stars", clauses(1, &line("*a"))),
        ("stars in pairs", clauses(1, &line("**a *"))),
        ("underscores", clauses(1, &line("_a "))),
        ("open links", clauses(1, &line("["))),
        ("links", clauses(1, &line("[a]("))),
        ("quotations", clauses(1, &line("> "))),
        ("lists", clauses(1, &line("- "))),
        ("lists by line", clauses(1, &line("- a\\n"))),
        (
            "deeper lists",
            clauses(1, &(0..700).map(|n| format!("{}- a\\n", " ".repeat(n * 2))).collect::<String>()),
        ),
        ("code", clauses(1, &line("`a` ` "))),
        ("placeholders", clauses(1, &line("{{a}}"))),
        ("open placeholders", clauses(1, &line("{{"))),
        ("entities", clauses(1, &line("&amp"))),
        ("references", clauses(1, &line("[a]: b\\n"))),
        ("tables", clauses(1, &line("a|b\\n-|-\\n"))),
        ("html", clauses(1, &line("<a href="))),
    ]
}

fn logs() -> Vec<(&'static str, Vec<u8>)> {
    const HEAD: &str = "metric,kind,start,end,affected,note\n";
    let of = |parts: [&str; 3], most: usize| filled(&parts, most).into_bytes();
    let head = |line: &'static str, most| of([HEAD, line, ""], most);
    let same =
        (0..60_000).map(|n| format!("network-availability,outage,2026-07-03 14:00,2026-07-03 15:00,,n{n}\n"));
    let wrong = (0..60_000).map(|n| format!("netwrok-availabilty-{n},outgae,2026-07-03 14:00,x,,\n"));
    vec![
        ("a million columns", of(["metric,kind,start,end", ",", "\n"], MIB)),
        ("a million columns in a line", of([HEAD, ",", "\n"], MIB)),
        ("a million named columns", of(["metric,kind,start,end", ",x", "\n"], 2 * MIB)),
        ("a column a million times", of(["metric,kind,start,end", ",metric", "\n"], 2 * MIB)),
        ("an open quotation", head("a,\"b", 4 * MIB)),
        ("quotation marks", head("\"", 4 * MIB)),
        ("quoted line ends", of([HEAD, "\"\n", "\""], 4 * MIB)),
        ("zeros", head("\0", 4 * MIB)),
        ("line ends", head("\n", 4 * MIB)),
        ("blank lines", head(" ,\n", 2 * MIB)),
        ("no text", vec![0xff; 8 * MIB]),
        ("hardly any text", b"a\xff\n".repeat(MIB)),
        ("one separator", of(["sep=;\n", ";", ""], 2 * MIB)),
        ("a long field", of([HEAD, "a", ""], 8 * MIB)),
        (
            "one line over and over",
            head("network-availability,outage,2026-07-03 14:00,2026-07-03 15:00,,\n", 4 * MIB),
        ),
        ("one time over and over", (HEAD.to_owned() + &same.collect::<String>()).into_bytes()),
        ("wrong names", (HEAD.to_owned() + &wrong.collect::<String>()).into_bytes()),
        ("a long name", of([HEAD, "availability-", ",outage,x,y,,\n"], 2 * MIB)),
    ]
}

/// Objects numbered from 1, the first the catalog.
fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    for (n, object) in objects.iter().enumerate() {
        file.extend(format!("{} 0 obj\n", n + 1).bytes());
        file.extend(*object);
        file.extend(b"\nendobj\n");
    }
    file.extend(b"trailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF");
    file
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    [format!("<<{dict}/Length {}>>stream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

fn pdfs() -> Vec<(&'static str, Vec<u8>)> {
    let over = |word: &str, most: usize| filled(&["%PDF-1.7\n", word, ""], most).into_bytes();
    let catalog: &[u8] = b"<</AF[2 0 R]/Names<</EmbeddedFiles 2 0 R>>>>";
    let spec: &[u8] = b"<</F(draft.ron)/EF<</F 3 0 R>>>>";
    let bomb = packed(&vec![b' '; 96 * MIB]);
    let broken = &packed(&vec![b' '; 4 * MIB]);
    let broken = &broken[..broken.len() - 6];
    let holder = |data: &[u8]| stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", data);
    let many = |object: &[u8], count: usize| pdf(&vec![object; count]);
    let numbered: String = (0..400_000).map(|n| format!("{n} 0 obj 1 ")).collect();
    let kids = format!("<</Kids[{}]>>", "2 0 R ".repeat(20_000));
    let names = format!("<</Names[{}]>>", "(a)2 0 R ".repeat(20_000));
    vec![
        ("a draft that is a bomb", pdf(&[catalog, spec, &stream("/Filter/FlateDecode", &bomb)])),
        (
            "a bomb packed twice",
            pdf(&[catalog, spec, &stream("/Filter[/FlateDecode/FlateDecode]", &packed(&bomb))]),
        ),
        ("an object stream that is a bomb", pdf(&[catalog, spec, &holder(&bomb)])),
        ("many such streams", many(&holder(&bomb), 40)),
        ("many broken streams", many(&holder(broken), 300)),
        (
            "an object stream without end",
            pdf(&[b"<<>>", &holder(&packed("1 0 ".repeat(4_000_000).as_bytes()))]),
        ),
        ("a reference to itself", pdf(&[b"<</AF 2 0 R/Names 2 0 R>>", b"2 0 R"])),
        ("references in a circle", pdf(&[b"<</AF 2 0 R>>", b"3 0 R", b"2 0 R"])),
        ("a length that is its own", pdf(&[catalog, spec, b"<</Length 3 0 R>>stream\nx\nendstream"])),
        ("kids of their own", pdf(&[b"<</Names<</EmbeddedFiles 2 0 R>>>>", kids.as_bytes()])),
        ("names of their own", pdf(&[b"<</Names<</EmbeddedFiles 2 0 R>>>>", names.as_bytes()])),
        ("nested lists", pdf(&[catalog, &b"[".repeat(3 * MIB)])),
        ("nested dictionaries", pdf(&[catalog, &b"<</A".repeat(MIB)])),
        ("nested text", pdf(&[catalog, &b"(".repeat(3 * MIB)])),
        ("a long list", pdf(&[&[&b"<</AF["[..], &b"0 ".repeat(4 * MIB), b"]>>"].concat()])),
        ("a long name", pdf(&[&[&b"<</"[..], &b"#41".repeat(2 * MIB), b" 1>>"].concat()])),
        ("open texts", over("1 0 obj(", 8 * MIB)),
        ("open dictionaries", over("1 0 obj<</A[", 8 * MIB)),
        ("open streams", over("1 0 obj<<>>stream\n", 8 * MIB)),
        ("streams that end at a comment", over("1 0 obj<</Length 99>>stream\nendobj\n% ", 8 * MIB)),
        ("trailers", over("trailer<</Root[", 8 * MIB)),
        ("many objects", format!("%PDF-1.7\n{numbered}").into_bytes()),
        ("a long table", over("0000000000 65535 f \n", 8 * MIB)),
        (
            "a table that says it is long",
            b"%PDF-1.7\nxref\n0 99999999999\ntrailer<</Root 1 0 R/Size 99999999999>>".to_vec(),
        ),
        ("comments", over("%\n", 8 * MIB)),
        ("blanks", over(" ", 8 * MIB)),
    ]
}

fn others() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let hash = ContentHash::of(b"(schema: 1)");
    let snapshot = |packed: &[u8]| [&b"clausewright snapshot 1\nx\n"[..], packed].concat();
    vec![
        ("settings", "nesting", b"(theme: ".repeat(MIB)),
        ("settings", "unknown fields that nest", [&b"(x: "[..], &b"(a: ".repeat(MIB)].concat()),
        ("settings", "a long name", [&b"("[..], &b"a".repeat(4 * MIB), b": 1)"].concat()),
        ("settings", "a long theme", [&b"(theme: "[..], &b"a".repeat(4 * MIB), b")"].concat()),
        (
            "recent_files",
            "many",
            [
                &b"(files: ["[..],
                &b"(path:\"/a\",title:\"\",template:\"\",opened:\"2026-01-01\"),".repeat(20_000),
                b"])",
            ]
            .concat(),
        ),
        (
            "recent_files",
            "a long path",
            [
                &b"(files: [(path:\""[..],
                &b"%2e".repeat(MIB),
                b"\",title:\"\",template:\"\",opened:\"2026-01-01\")])",
            ]
            .concat(),
        ),
        ("journal", "a long first line", b"Clausewright recovery journal 1".repeat(100_000)),
        (
            "journal",
            "a long number",
            [&b"Clausewright recovery journal "[..], &b"9".repeat(4 * MIB), b"\n"].concat(),
        ),
        (
            "history",
            "many lines",
            [&b"clausewright history 1\n"[..], &format!("{hash} x\n").repeat(20_000).into_bytes()].concat(),
        ),
        ("history", "a content that is a bomb", snapshot(&packed(&vec![b' '; 96 * MIB]))),
        ("values", "digits", b"9".repeat(256 << 10)),
        ("values", "weeks", b"4294967295wk".repeat(20_000)),
        ("values", "spaces", [&b"1"[..], &b" ".repeat(256 << 10), b"EUR"].concat()),
        ("values", "commas", b",".repeat(256 << 10)),
        ("values", "days", b"Mon-Sun,".repeat(30_000)),
        ("values", "lines", b"\n".repeat(256 << 10)),
        ("measured_input", "digits", b"9/".repeat(100_000)),
        ("clause_text", "openings", b"{{".repeat(128 << 10)),
        ("clause_text", "stars", b"**a *".repeat(50_000)),
        ("clause_text", "open links", b"[".repeat(256 << 10)),
        ("clause_text", "open pictures", b"![".repeat(128 << 10)),
        ("clause_text", "links", b"[a](".repeat(64 << 10)),
        ("clause_text", "code", b"`a` ` ".repeat(40 << 10)),
        (
            "clause_text",
            "growing code",
            (0..700).map(|n| "`".repeat(n) + " ").collect::<String>().into_bytes(),
        ),
        ("clause_text", "quotations", b"> ".repeat(128 << 10)),
        ("clause_text", "lists", b"- ".repeat(128 << 10)),
        ("clause_text", "references", b"[a]: b\n".repeat(32 << 10)),
        ("clause_text", "html", b"<a href=".repeat(32 << 10)),
        ("clause_text", "emphasis", b"*a _b* c_ ".repeat(26 << 10)),
        ("clause_text", "one word", b"x".repeat(256 << 10)),
    ]
}

/// All of them, by target.
pub fn bombs() -> Vec<Sample> {
    let of = |target: &'static str, list: Vec<(&'static str, Vec<u8>)>| {
        list.into_iter().map(move |(name, bytes)| Sample { target, name: name.to_owned(), bytes })
    };
    let others = others();
    let rest =
        others.into_iter().map(|(target, name, bytes)| Sample { target, name: name.to_owned(), bytes });
    of("draft", drafts())
        .chain(of("template", templates()))
        .chain(of("incident_log", logs()))
        .chain(of("pdf_extract", pdfs()))
        .chain(rest)
        .collect()
}
