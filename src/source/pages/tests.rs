//! Pages as programs place them.

use proptest::prelude::*;

use super::*;
use crate::span::FilePart;

const SIZE: f32 = 16.0;
/// A4 with the margins of an official paper.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const LEFT: f32 = 79.0;
/// Characters of a full line.
const FULL: usize = 27;

fn width(character: char, size: f32) -> f32 {
    if character.is_ascii() { size / 2.0 } else { size }
}

/// The characters of `text` from `left` on.
fn set(text: &str, left: f32, baseline: f32, size: f32) -> Vec<Glyph> {
    let mut at = left;
    let place = |character: char| {
        let left = at;
        at += width(character, size);
        Glyph { left, right: at, baseline, size, character }
    };
    text.chars().map(place).collect()
}

fn page(number: u32, lines: &[(f32, f32, &str)]) -> Page {
    let glyphs = lines.iter().flat_map(|(left, baseline, text)| set(text, *left, *baseline, SIZE)).collect();
    Page { number, width: WIDTH, height: HEIGHT, glyphs, rules: Vec::new() }
}

fn read(pages: Vec<Page>) -> Vec<(u32, String)> {
    let mut laid = Pages::default();
    pages.into_iter().for_each(|page| laid.add(page));
    let mut extracted = Extracted::default();
    laid.finish(&mut extracted);
    let number = |part| if let FilePart::Page(number) = part { number } else { 0 };
    extracted.paragraphs().map(|(part, text)| (number(part), text.to_owned())).collect()
}

/// A line of exactly the text's width that begins with `beginning`.
fn full(beginning: &str, indent: usize) -> String {
    let left = FULL - indent - beginning.chars().count();
    beginning.chars().chain(std::iter::repeat_n('学', left)).collect()
}

#[test]
fn full_lines_go_on_and_others_do_not() {
    let indent = LEFT + 2.0 * SIZE;
    let (one, two, three) = (full("一、", 2), full("", 0), full("（二）", 2));
    let lines = [
        (LEFT + 9.0 * SIZE, 130.0, "关于义诊的通知"),
        (LEFT, 160.0, "各科室："),
        (indent, 190.0, one.as_str()),
        (LEFT, 220.0, two.as_str()),
        (LEFT, 250.0, "习到此。"),
        (indent, 280.0, three.as_str()),
        // A stop that hangs over the margin is no sign of more room.
        (LEFT, 310.0, "习。"),
        (LEFT + 20.0 * SIZE, 340.0, "二〇一一年"),
    ];
    let paragraphs: Vec<String> = read(vec![page(1, &lines)]).into_iter().map(|(_, text)| text).collect();
    let expected = [
        "关于义诊的通知".to_owned(),
        "各科室：".to_owned(),
        format!("{one}{two}习到此。"),
        format!("{three}习。"),
        "二〇一一年".to_owned(),
    ];
    assert_eq!(paragraphs, expected);
}

#[test]
fn paragraphs_go_on_over_pages_and_furniture_does_not_part_them() {
    let indent = LEFT + 2.0 * SIZE;
    let (one, two) = (full("一、", 2), full("", 0));
    let first = [(LEFT, 60.0, "某局文件汇编"), (indent, 660.0, one.as_str()), (LEFT, 690.0, two.as_str()), (280.0, 790.0, "— 1 —")];
    let second = [(LEFT, 60.0, "某局文件汇编"), (LEFT, 130.0, "习。"), (indent, 160.0, "二、总结。"), (280.0, 790.0, "— 2 —")];
    let expected = [(1, format!("{one}{two}习。")), (2, "二、总结。".to_owned())];
    assert_eq!(read(vec![page(1, &first), page(2, &second)]), expected);
}

/// The rules of a table with these edges.
fn ruled(xs: &[f32], ys: &[f32]) -> Vec<Rule> {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (top, bottom) = (ys[0], ys[ys.len() - 1]);
    let across = ys.iter().map(|&y| Rule { left, top: y, right, bottom: y + 0.5 });
    let down = xs.iter().map(|&x| Rule { left: x, top, right: x + 0.5, bottom });
    across.chain(down).collect()
}

#[test]
fn ruled_tables_are_rows_of_cells_over_pages() {
    let xs = [80.0, 120.0, 240.0, 340.0, 440.0];
    let cells = |row: f32, texts: [&str; 4]| -> Vec<Glyph> {
        texts.iter().zip(xs).flat_map(|(text, left)| set(text, left + 5.0, row, 10.0)).collect()
    };
    let mut first = page(1, &[(LEFT, 100.0, "任务分解表")]);
    first.rules = ruled(&xs, &[600.0, 620.0, 660.0, 700.0]);
    // The unit of two rows: the rule between them is not there.
    first.rules.retain(|rule| rule.top != 660.0);
    first.rules.extend([(80.0, 240.0), (340.0, 440.0)].map(|(left, right)| Rule { left, top: 660.0, right, bottom: 660.5 }));
    first.glyphs.extend(cells(615.0, ["序号", "工作任务", "责任单位", "完成时限"]));
    first.glyphs.extend(cells(635.0, ["1", "组织社区春季义诊活动", "医务科", "4月底前"]));
    first.glyphs.extend(cells(647.0, ["", "两次", "护理部", ""]));
    first.glyphs.extend(cells(675.0, ["2", "修订岗位应急工作预案", "", "5月底前"]));
    let mut second = page(2, &[(LEFT, 300.0, "特此通知。")]);
    second.rules = ruled(&xs, &[90.0, 110.0, 130.0, 150.0]);
    second.glyphs.extend(cells(105.0, ["序号", "工作任务", "责任单位", "完成时限"]));
    second.glyphs.extend(cells(125.0, ["3", "总结", "办公室", "长期"]));
    let expected = [
        (1, "任务分解表"),
        (1, "序号\t工作任务\t责任单位\t完成时限"),
        (1, "1\t组织社区春季义诊活动两次\t医务科、护理部\t4月底前"),
        (1, "2\t修订岗位应急工作预案\t医务科、护理部\t5月底前"),
        (2, "3\t总结\t办公室\t长期"),
        (2, "特此通知。"),
    ];
    assert_eq!(read(vec![first, second]), expected.map(|(page, text)| (page, text.to_owned())));
}

#[test]
fn bold_by_overprint_is_one_character_and_note_marks_are_none() {
    let mut line = page(1, &[(LEFT, 300.0, "通知 all")]);
    let again: Vec<Glyph> = line.glyphs.iter().map(|glyph| Glyph { left: glyph.left + 0.4, right: glyph.right + 0.4, ..*glyph }).collect();
    line.glyphs.extend(again);
    line.glyphs.extend(set("1", LEFT + 5.0 * SIZE, 295.0, 8.0));
    line.glyphs.extend(set("。", LEFT + 5.5 * SIZE, 300.0, SIZE));
    // A note's mark stands behind a Chinese character.
    line.glyphs.extend(set("表", LEFT + 4.0 * SIZE, 300.0, SIZE));
    assert_eq!(read(vec![line])[0].1, "通知 all表。");
}

proptest! {
    #[test]
    fn any_page_is_read(
        glyphs in prop::collection::vec((any::<f32>(), -50.0..900.0_f32, -1.0..50.0_f32, any::<char>()), 0..200),
        rules in prop::collection::vec((-50.0..700.0_f32, -50.0..900.0_f32, -10.0..500.0_f32, any::<f32>()), 0..60),
    ) {
        let glyphs = glyphs.iter().map(|&(left, baseline, size, character)| {
            let left = if character.is_alphabetic() { left } else { left % 600.0 };
            Glyph { left, right: left + size, baseline, size, character }
        });
        let rules = rules.iter().map(|&(left, top, width, height)| {
            let (right, bottom) = (left + width, if width > 3.0 { top + 1.0 } else { top + height });
            Rule { left, top, right, bottom }
        });
        let page = Page { number: 1, width: WIDTH, height: HEIGHT, glyphs: glyphs.collect(), rules: rules.collect() };
        read(vec![page.clone(), Page { number: 2, ..page }]);
    }
}
