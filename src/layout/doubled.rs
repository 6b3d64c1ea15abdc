//! Lines that stand twice, one below the other: what a failing fax, or a page pasted over itself, leaves of a whole document.

use super::Furniture;
use super::lines::{Cut, Lined, whole_line};

/// Characters of a line that no document has twice in a row for its own sake.
const SENTENCE: usize = 12;
/// Characters of a line that goes where such lines are doubled; shorter ones are cells and numbers.
const SHORTEST: usize = 4;
/// Doubled sentences that show it.
const FEWEST: usize = 3;

/// Takes out the second of each two, where a good part of the sentences are doubled.
pub fn without_doubled_lines(lined: Lined, removed: &mut Vec<Furniture>) -> Lined {
    let text = lined.text.as_str();
    let lines = &lined.lines;
    let same = |index: usize, distance: usize| {
        index.checked_sub(distance).is_some_and(|before| {
            let (line, before) = (&lines[index], &lines[before]);
            line.len() == before.len() && text[line.clone()] == text[before.clone()]
        })
    };
    let is_long = |index: usize, least: usize| text[lines[index].clone()].chars().nth(least - 1).is_some();
    let doubled: Vec<usize> = (1..lines.len()).filter(|&index| same(index, 1)).collect();
    if doubled.len() < FEWEST {
        return lined;
    }
    let sentences = doubled.iter().filter(|&&index| is_long(index, SENTENCE)).count();
    if sentences < FEWEST || 4 * doubled.len() < lines.len() {
        return lined;
    }
    // A signature of several lines is doubled as a whole.
    let signature = (2..=3).find(|&height| lines.len() >= 2 * height && (lines.len() - height..lines.len()).all(|at| same(at, height)));
    let last = signature.map_or(lines.len(), |height| lines.len() - height)..lines.len();
    let cuts: Vec<Cut> = (doubled.into_iter().filter(|&index| is_long(index, SHORTEST)))
        .filter(|index| !last.contains(index))
        .chain(last.clone())
        .map(|index| whole_line(text, lines, index, "doubled-line"))
        .collect();
    lined.apply(cuts, removed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn doubled_lines() {
        let cases = [
            (
                "关于盘点药品的通知\n关于盘点药品的通知\n各科室：\n一、清点库存药品，逐盒核对。\n一、清点库存药品，逐盒核对。\n二、登记\n二、登记\n\
                 三、将结果于月底前报药剂科。\n三、将结果于月底前报药剂科。\n四、每科留底。\n结果一并装订成册，保存三年。\n\
                 结果一并装订成册，保存三年。\n药剂科\n5月6日\n药剂科\n5月6日",
                "关于盘点药品的通知\n各科室：\n一、清点库存药品，逐盒核对。\n二、登记\n三、将结果于月底前报药剂科。\n四、每科留底。\n\
                 结果一并装订成册，保存三年。\n药剂科\n5月6日\n",
            ),
            // Cells of a table, and a refrain.
            ("任务\n办公室\n办公室\n办公室\n医务科\n医务科", "任务\n办公室\n办公室\n办公室\n医务科\n医务科"),
            (
                "请各科室高度重视，抓紧落实。\n请各科室高度重视，抓紧落实。\n完",
                "请各科室高度重视，抓紧落实。\n请各科室高度重视，抓紧落实。\n完",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(without_doubled_lines(Lined::of(Text::plain(text)), &mut Vec::new()).text.as_str(), expected, "{text}");
        }
    }
}
