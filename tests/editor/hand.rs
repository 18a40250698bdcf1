//! Somebody who works in the window, with chance in place of intentions: what was chosen is the same in every run.

use super::bench::*;
use clausewright::editor::App;
use clausewright::store::testing::FakeFs;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

pub struct Hand {
    pub window: Harness<'static, App>,
    pub fs: FakeFs,
    pub random: Random,
    pub seed: u64,
    /// What was done.
    pub told: Vec<String>,
    /// Numbers what is typed, so that no two entries are the same.
    count: usize,
}

/// Numbers that look like chance and are the same for the same seed (the generator called SplitMix64).
pub struct Random(u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(end.max(1)).expect("it fits")).expect("it fits")
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn of<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.below(all.len())).cloned()
    }

    pub fn shuffled<T: Clone>(&mut self, all: &[T]) -> Vec<T> {
        let mut deck = all.to_vec();
        for end in (1..deck.len()).rev() {
            deck.swap(end, self.below(end + 1));
        }
        deck
    }
}

impl Hand {
    /// At work on two drafts in tabs: examples of two forms, or twice the same one, as after copying its file.
    pub fn over_two_drafts(seed: u64) -> Self {
        let fs = FakeFs::new();
        let forms = match seed % 4 {
            0 => ["cloud-hosting", "managed-it-support"],
            1 => ["corporate-multi-level", "outsourced-staffing"],
            2 => ["business-services", "managed-it-support"],
            _ => ["cloud-hosting", "cloud-hosting"],
        };
        for (file, form) in ["/drafts/a.ron", "/drafts/b.ron"].into_iter().zip(forms) {
            let form = clausewright::template::find(form).expect("the form is built in");
            let text = clausewright::draft::to_ron(form.example()).expect("the example can be written");
            fs.put(file, text.as_bytes());
        }
        // Somebody who types is far quicker than the quarter of a second that the bench takes for a frame.
        let builder = builder([1280.0, 800.0]).with_step_dt(1.0 / 60.0).with_max_steps(60);
        let window = built(builder, &fs, &["/drafts/a.ron", "/drafts/b.ron"]);
        Self { window, fs, random: Random(seed), seed, told: Vec::new(), count: 0 }
    }

    /// Which of the two drafts is in front.
    pub fn which(&self) -> usize {
        let file = session(&self.window).file().expect("it was opened from a file");
        usize::from(file.ends_with("b.ron"))
    }

    pub fn other_draft(&mut self) {
        self.told.push("the other draft".to_owned());
        if self.random.one_in(2) {
            let ctrl_tab = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
            self.keys(ctrl_tab, Key::Tab);
        } else {
            let name = if self.which() == 0 { "b" } else { "a" };
            let tab = |n: &egui_kittest::Node<'_>| {
                n.accesskit_node().label().is_some_and(|l| l.split(',').next() == Some(name))
            };
            self.window.query_all_by_role(Role::Tab).find(tab).expect("it has a tab").click();
            self.window.run();
        }
    }

    pub fn undo(&mut self) {
        self.told.push("undo".to_owned());
        // A box to search in takes back what was typed into it.
        let searches = self.is_in_a_search_box();
        if self.random.one_in(3) || searches {
            self.command("undo");
        } else {
            ctrl(&mut self.window, Key::Z);
        }
    }

    pub fn redo(&mut self) {
        self.told.push("redo".to_owned());
        let searches = self.is_in_a_search_box();
        match self.random.below(4) {
            _ if searches => self.command("redo"),
            0 => self.command("redo"),
            1 => self.keys(CTRL.plus(Modifiers::SHIFT), Key::Z),
            _ => ctrl(&mut self.window, Key::Y),
        }
    }

    fn is_in_a_search_box(&self) -> bool {
        ["Filter the problems", "Find", "Replace with", "Find a term"]
            .contains(&focused(&self.window).as_str())
    }

    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.window.key_press_modifiers(modifiers, key);
        self.window.run();
        finish_writing(&mut self.window);
    }

    /// Does a command through the palette.
    pub fn command(&mut self, name: &str) {
        self.keys(CTRL.plus(Modifiers::SHIFT), Key::P);
        type_text(&mut self.window, name);
        press(&mut self.window, Key::Enter);
        self.window.run();
        // What cannot be done now stays in the list, with the reason.
        if self.window.query_all_by_label("Find a command, section or field").count() > 0 {
            press(&mut self.window, Key::Escape);
        }
    }

    /// Shows a place, as findings, the pages and the palette do.
    pub fn go_to(&mut self, path: &str) {
        let ctx = self.window.ctx.clone();
        self.window.state_mut().go_to(&ctx, &path.into());
        self.window.run();
    }

    /// Clicks one of the things in the form with this role, and a name that fits; nothing if there is none.
    pub fn click_some(&mut self, role: Role, fits: impl Fn(&str) -> bool) -> bool {
        let mut found = Vec::new();
        if let Some(form) = self.window.query_by_role(Role::Form) {
            for node in form.query_all_by_role(role) {
                let its = node.accesskit_node();
                if !its.is_disabled() && fits(&its.label().unwrap_or_default()) {
                    found.push(node);
                }
            }
        }
        let count = found.len();
        let chosen = self.random.below(count);
        if let Some(node) = found.get(chosen) {
            node.scroll_to_me();
        }
        drop(found);
        self.window.run();
        let mut left = chosen;
        let Some(form) = self.window.query_by_role(Role::Form) else { return false };
        for node in form.query_all_by_role(role) {
            let its = node.accesskit_node();
            if its.is_disabled() || !fits(&its.label().unwrap_or_default()) {
                continue;
            }
            if left == 0 {
                // What stands out of sight is reached by those who hear the screen.
                if self.window.ctx.content_rect().shrink(60.0).contains_rect(node.rect()) {
                    node.click();
                } else {
                    node.click_accesskit();
                }
                break;
            }
            left -= 1;
        }
        self.window.run();
        count > 0
    }

    /// Words that nobody has typed yet.
    pub fn words(&mut self) -> String {
        self.count += 1;
        format!("Entry {} of the the hand", self.count)
    }

    /// Waits until a step of undo is at its end.
    pub fn come_to_rest(&mut self) {
        if self.random.one_in(3) {
            press(&mut self.window, Key::Tab);
        }
        finish_writing(&mut self.window);
        let now = self.window.ctx.input(|i| i.time);
        self.window.input_mut().time = Some(now + 1.5);
        self.window.step();
        self.window.run();
    }
}

/// Says what led to a failure, and how to see it again.
impl Drop for Hand {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let from = self.told.len().saturating_sub(12);
            eprintln!("UNDO_SEEDS={0}..{1} after {2:#?}", self.seed, self.seed + 1, &self.told[from..]);
        }
    }
}

pub const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
