//! Functions that draw are called `..._ui`, so that a reader sees where the screen is touched.

use crate::source::{Source, Violation};

pub fn violations(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for at in 0..source.code.len() {
        if source.word(at) != "fn" || source.test.get(at) == Some(&true) || !draws(source, at) {
            continue;
        }
        let name = source.word(at + 1);
        // `ui` itself is the name that eframe's and egui's own traits ask for.
        if name != "ui" && !name.ends_with("_ui") {
            let line = source.code.get(at).map_or(0, |t| t.line);
            found.push(source.violation(line, format!("`{name}` takes `&mut Ui`: call it `{name}_ui`")));
        }
    }
    found
}

/// Whether the function at `at` takes `&mut Ui` itself; a callback that takes one does not count.
fn draws(source: &Source, at: usize) -> bool {
    let mut depth = 0_usize;
    let mut borrowed = false;
    let mut inner = past_generics(source, at + 2);
    if source.word(inner) != "(" {
        return false;
    }
    loop {
        match source.word(inner) {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "" => return false,
            "," if depth == 1 => borrowed = false,
            "mut" if depth == 1 => borrowed = true,
            "Ui" if depth == 1 && borrowed => return true,
            _ => {}
        }
        if depth == 0 && source.word(inner) == ")" {
            return false;
        }
        inner += 1;
    }
}

/// Where the arguments begin: past `<...>`, if that stands at `at`.
fn past_generics(source: &Source, at: usize) -> usize {
    let mut depth = 0_usize;
    let mut inner = at;
    loop {
        match source.word(inner) {
            "<" => depth += 1,
            ">" if source.word(inner - 1) != "-" => depth = depth.saturating_sub(1),
            "" => return inner,
            _ => {}
        }
        if depth == 0 {
            return if inner == at { at } else { inner + 1 };
        }
        inner += 1;
    }
}

mod tests {
    use super::*;
    use crate::source::{assert_clean, sources};

    fn count(text: &str) -> usize {
        violations(&Source::new("src/editor/x.rs", text)).len()
    }

    #[test]
    fn functions_that_draw_are_named_ui() {
        let found: Vec<Violation> = sources("src/").iter().flat_map(violations).collect();
        assert_clean(&found);
    }

    #[test]
    fn a_drawing_function_with_another_name_is_caught() {
        assert_eq!(count("fn draw(ui: &mut egui::Ui) {}"), 1);
        assert_eq!(count("pub fn row<'a>(&self, ui: &'a mut Ui, x: u8) -> bool { true }"), 1);
        assert_eq!(count("fn row<F: Fn(u8) -> u8, const N: usize>(x: [F; N], ui: &mut Ui);"), 1);
    }

    #[test]
    fn other_functions_are_left_alone() {
        assert_eq!(count("fn row_ui(ui: &mut egui::Ui) {} fn ui(&mut self, ui: &mut egui::Ui) {}"), 0);
        assert_eq!(count("fn inside(mut add: impl FnOnce(&mut egui::Ui)) {} fn id(ui: &egui::Ui) {}"), 0);
        assert_eq!(count("struct Row { draw: fn(&mut egui::Ui) }"), 0);
        assert_eq!(count("#[cfg(test)] mod tests { fn show(ui: &mut egui::Ui) {} }"), 0);
    }
}
