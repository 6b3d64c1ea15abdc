//! What forums (Discuz) strew into a post so that nobody copies it: `& P* C; l: A% y; R _`, in lines of their own and at the ends of others.

use std::ops::Range;

use super::Furniture;
use super::lines::{Cut, Lined, whole_line};

/// As what they are taken out.
const KIND: &str = "site-chrome";
/// Pieces between spaces that a jammer has at least.
const PIECES: usize = 3;
/// Bytes of the longest piece.
const LONGEST_PIECE: usize = 4;
/// Different signs in it that no text has so many of.
const SIGNS: usize = 3;
/// Shortest jammer, in bytes.
const SHORTEST: usize = 8;
/// Jammers that show what they are: one alone may be a formula.
const FEWEST: usize = 3;

/// Takes out the jammers of a text that has several.
pub fn without_jammers(lined: Lined, removed: &mut Vec<Furniture>) -> Lined {
    let text = lined.text.as_str();
    let mut cuts: Vec<Cut> = Vec::new();
    for (index, line) in lined.lines.iter().enumerate() {
        let words = &text[line.clone()];
        // Most lines begin and end in Chinese.
        if !words.as_bytes()[0].is_ascii() && !words.ends_with(|last: char| last.is_ascii()) {
            continue;
        }
        if is_jammer(words) {
            cuts.push(whole_line(text, &lined.lines, index, KIND));
            continue;
        }
        for range in [before_text(words), behind_text(words)].into_iter().flatten() {
            let range = line.start + range.start..line.start + range.end;
            cuts.push(Cut { range: range.clone(), with: "", what: Some((KIND, range)) });
        }
    }
    if cuts.len() < FEWEST {
        return lined;
    }
    lined.apply(cuts, removed)
}

/// The jammer that a line begins with.
fn before_text(line: &str) -> Option<Range<usize>> {
    let end = line.bytes().position(|byte| !byte.is_ascii())?;
    is_jammer(&line[..end]).then_some(0..end)
}

/// The jammer that a line ends with.
fn behind_text(line: &str) -> Option<Range<usize>> {
    let start = line.bytes().rposition(|byte| !byte.is_ascii())? + 1;
    is_jammer(&line[start..]).then_some(start..line.len())
}

/// Whether words are short pieces between spaces, with many signs in them.
fn is_jammer(words: &str) -> bool {
    if words.len() < SHORTEST || !words.is_ascii() {
        return false;
    }
    // Bars, rules and sums have others.
    let is_sign = |byte: &u8| byte.is_ascii_punctuation() && !b".,-()/|=*+#".contains(byte);
    let mut signs: Vec<u8> = words.bytes().filter(is_sign).collect();
    signs.sort_unstable();
    signs.dedup();
    words.split(' ').filter(|piece| !piece.is_empty()).count() >= PIECES
        && words.split(' ').all(|piece| piece.len() <= LONGEST_PIECE)
        && signs.len() >= SIGNS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn jammers() {
        let cases = [
            (
                "一、清点库存 : Q* D; m: B% z\n# f& q7 q9 Q~ 8 : ,B\n逐盒核对。\n8 P: \\) B! _+ R二、登记造册\n专人登记。",
                "一、清点库存\n逐盒核对。\n二、登记造册\n专人登记。",
            ),
            // A formula, and lines of a table.
            ("得分 = 5 * 2 + 3 * 4 = 22\n完", "得分 = 5 * 2 + 3 * 4 = 22\n完"),
            ("| | 2 | : 甲\n| | 3 | : 乙\n| | 4 | : 丙", "| | 2 | : 甲\n| | 3 | : 乙\n| | 4 | : 丙"),
            ("1 2 3 4 5 6\na b c d e f\n联系电话 0551 6465 1234", "1 2 3 4 5 6\na b c d e f\n联系电话 0551 6465 1234"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_jammers(Lined::of(Text::plain(text)), &mut Vec::new()).text.as_str(), expected, "{text}");
        }
    }
}
