//! What saving a draft of one mebibyte costs: the part that holds up the window, which may take 50 ms, and the part in the
//! background.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use clausewright::draft::{Edit, to_ron};
use clausewright::session::{SaveWay, Session};
use clausewright::store::{Folders, RealFs};
use clausewright::template::find;
use std::time::{Duration, Instant};

const SAVES: usize = 50;
const SIZE: usize = 1 << 20;
const BUDGET: Duration = Duration::from_millis(50);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = large_session();
    session.save_as(&RealFs, &folder.path().join("large.ron"), false).unwrap();
    let size = to_ron(session.draft()).unwrap().len();
    let folders = Folders::under(&folder.path().join("home"));
    let (mut window, mut background, mut mark) = (Vec::new(), Vec::new(), Vec::new());
    let mut history = Vec::new();
    for n in 0..SAVES {
        session.apply(&[Edit::set("title", format!("Title {n}"))], "Edit title", None).unwrap();
        let start = Instant::now();
        let job = session.save_job(SaveWay::Again).unwrap();
        let ordered = start.elapsed();
        let start = Instant::now();
        let mut done = job.run(&RealFs, Some(&folders));
        background.push(start.elapsed());
        let start = Instant::now();
        done.keep_job().unwrap().run(&RealFs, &folders).unwrap();
        history.push(start.elapsed());
        // Somebody types on meanwhile: the unsaved mark has to compare two drafts.
        session.apply(&[Edit::set("title", format!("Title {n}, later"))], "Edit title", None).unwrap();
        let start = Instant::now();
        session.take_saved(done).unwrap();
        window.push(ordered + start.elapsed());
        let start = Instant::now();
        assert!(session.is_dirty());
        mark.push(start.elapsed());
    }
    println!("{size} bytes, {SAVES} saves      median   slowest");
    for (name, times) in [
        ("window", &mut window),
        ("unsaved mark", &mut mark),
        ("background", &mut background),
        ("history, after it", &mut history),
    ] {
        times.sort();
        let milliseconds = |at: usize| times[at].as_secs_f64() * 1e3;
        println!("{name:<24}{:>9.3} ms{:>9.3} ms", milliseconds(SAVES / 2), milliseconds(SAVES - 1));
    }
    assert!(window[SAVES - 1] <= BUDGET, "a save holds up the window for {:?}", window[SAVES - 1]);
}

fn large_session() -> Session {
    let form = find("cloud-hosting").unwrap();
    let mut draft = form.example().clone();
    let meaning = "what the parties mean by it, at length and with every exception. ".repeat(40);
    for n in 0.. {
        let id = format!("extra-{n}");
        Edit::Insert { list: "definitions".into(), at: n, id: id.clone() }.apply(&mut draft).unwrap();
        let set = |field: &str, text: &str| Edit::set(format!("definitions.{id}.{field}").as_str(), text);
        set("term", &format!("Extra term {n}")).apply(&mut draft).unwrap();
        set("meaning", &meaning).apply(&mut draft).unwrap();
        if n % 20 == 0 && to_ron(&draft).unwrap().len() >= SIZE {
            break;
        }
    }
    Session::new(draft, form)
}
