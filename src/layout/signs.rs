//! What a line's beginning and end say about whether it goes on.

use crate::head::title::is_letterhead;
use crate::head::{date, kind, number};
use crate::outline::marker::{Reading, can_begin, read};
use crate::word_index::WordIndex;
use crate::word_table::CharacterSet;

/// Characters that close a sentence or a heading: what follows is another line.
static CLOSING: CharacterSet = CharacterSet::of("。！？；：…!?;:.．");

/// Closing brackets and quotation marks: the line may go on behind them.
static CLOSING_BRACKETS: CharacterSet = CharacterSet::of("”’）》】〕」』)]>");

/// Beginnings of lines that stand for themselves, most of them at the end of a notice.
static OWN_LINES: WordIndex = WordIndex::beginnings(&[
    "附件",
    "附：",
    "附:",
    "附表",
    "附录",
    "抄送",
    "抄报",
    "主送",
    "主题词",
    "共印",
    "印发",
    "特此",
    "此复",
    "联系人",
    "联系电话",
    "签发",
    "会签",
    "密级",
    "紧急程度",
    "责任编辑",
    "作者",
    "来源",
    "收稿日期",
    "关键词",
    "摘要",
    "参考文献",
]);

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// In mid-sentence: it goes on, or it is a heading.
    Open,
    /// With a comma or an opening bracket: it goes on.
    Hanging,
    /// With a closing bracket or quotation mark.
    Bracket,
    /// With a full stop or a colon.
    Closed,
}

/// How `line` ends.
pub fn end(line: &str) -> End {
    match line.chars().next_back() {
        None => End::Closed,
        Some('，' | '、' | ',' | '（' | '《' | '“' | '‘' | '(' | '〔' | '【') => End::Hanging,
        Some(last) if CLOSING.contains(last) => End::Closed,
        Some(last) if CLOSING_BRACKETS.contains(last) => End::Bracket,
        Some(_) => End::Open,
    }
}

/// Whether `line` begins with an enumerator.
pub fn begins_with_marker(line: &str) -> bool {
    let Some(first) = line.chars().next() else { return false };
    matches!(first, '●' | '•' | '◆' | '■' | '▲' | '★' | '※' | '◇' | '□' | '○')
        || (can_begin(first as u32) && matches!(read(line, first, None), Reading::Mark(_)))
}

/// Whether `line` begins with a label of two to eight Han characters and a colon.
pub fn begins_with_label(line: &str) -> bool {
    let mut count = 0;
    for character in line.chars() {
        match character {
            '：' | ':' => return count >= 2,
            _ if is_blank(character) => {}
            _ if is_han(character) && count < 8 => count += 1,
            _ => return false,
        }
    }
    false
}

/// Whether `line` stands for itself whatever the line before it is: a marker, a date, copies, a table row, a document number.
pub fn stands_alone(line: &str) -> bool {
    begins_with_marker(line)
        || OWN_LINES.fits(line)
        || is_date_line(line)
        || is_row(line)
        || (line.len() <= 90 && line.ends_with('号') && number::in_head_line(line, 0).is_some())
        || (line.len() <= 90 && line.ends_with(['件', '文', '函']) && is_letterhead(line))
}

/// Whether `line` is a date, alone or behind a unit's name.
pub fn is_date_line(line: &str) -> bool {
    line.len() <= 90 && date::at_end(line).is_some() && !line.contains(['，', '。', '；', ','])
}

/// Whether `line` is a row of a flattened table: cells parted by tabs, bars or wide gaps.
pub fn is_row(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr2(b'\t', b'|', bytes).is_some() || has_wide_gap(bytes, b"   ", b' ') || line.contains("\u{3000}\u{3000}")
}

/// Whether `gap` stands in `bytes`; `first` is what it begins with, and most lines have none of it.
fn has_wide_gap(bytes: &[u8], gap: &[u8], first: u8) -> bool {
    memchr::memchr(first, bytes).is_some_and(|at| memchr::memmem::find(&bytes[at..], gap).is_some())
}

/// Whether `line` ends as a title does, by the kind of document that its last words name.
pub fn is_title(line: &str) -> bool {
    line.len() <= 240 && !line.contains(['。', '；', '：', ':']) && kind::of_title(line).is_some()
}

/// Whether `line` is a call to the addressees: `各科室：`.
pub fn is_addressee_line(line: &str) -> bool {
    line.len() <= 300
        && line.ends_with(['：', ':'])
        && !line.contains(['。', '；'])
        && !begins_with_marker(line)
        && line.find(['：', ':']).is_some_and(|at| at + 3 >= line.len())
}

/// Han characters, those beyond the basic plane included.
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '〇' | '\u{20000}'..='\u{3FFFF}')
}

/// The spaces within a line, as [`is_blank`] tells them.
pub static BLANKS: CharacterSet = blanks_and("");

/// A set of them and of others.
pub const fn blanks_and(others: &str) -> CharacterSet {
    CharacterSet::of(others).with(0x20, 0x20).with(0x3000, 0x3000).with(0xA0, 0xA0).with(0x09, 0x09).with(0x2000, 0x200B)
}

/// A space within a line.
#[inline]
pub fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}' | '\u{A0}' | '\t' | '\u{2000}'..='\u{200B}')
}

/// Whether `line` reads as part of a sentence: it holds a comma or a full stop.
pub fn is_prose(line: &str) -> bool {
    line.contains(['，', '。', '、', '；', ','])
}

/// How long a line is in print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Two for a Han character; none for a space beside a digit: text out of a PDF file has them around every number where print has none.
    pub columns: usize,
    /// Programs that break lines by count take each for one.
    pub characters: usize,
}

/// Widest line, in columns, that can be one of a hard-wrapped text.
const LONGEST: usize = 200;

/// How long `line` is; `None` where it is too long for a wrapped one.
pub fn size(line: &str) -> Option<Size> {
    if line.len() > 3 * LONGEST {
        return None;
    }
    // Counted by bytes, many at a time: what begins with E1 or more (U+1000 and up) is wide but for scripts that no notice has.
    let characters = count(line, |byte| byte & 0xC0 != 0x80);
    let columns = (characters + count(line, |byte| byte >= 0xE1)).saturating_sub(spaces_beside_digits(line));
    Some(Size { columns, characters })
}

/// How many spaces of a line stand before or behind a digit; one between two counts twice.
fn spaces_beside_digits(line: &str) -> usize {
    if memchr::memchr(b' ', line.as_bytes()).is_none() {
        return 0;
    }
    let beside = |pair: &[u8]| pair[0] == b' ' && pair[1].is_ascii_digit() || pair[0].is_ascii_digit() && pair[1] == b' ';
    line.as_bytes().windows(2).filter(|pair| beside(pair)).count()
}

/// How many bytes of a line are such, in counters that fill a register with sixteen of them.
fn count(line: &str, is_such: impl Fn(u8) -> bool) -> usize {
    let chunks = line.as_bytes().chunks(usize::from(u8::MAX));
    chunks.map(|chunk| usize::from(chunk.iter().map(|&byte| u8::from(is_such(byte))).sum::<u8>())).sum()
}
