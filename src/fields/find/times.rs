//! The bare word 时间 as a label: beside another one, in the brackets that end a heading, or below it.

use std::ops::Range;

use super::{Finder, Hit};
use crate::fields::anchor::Anchor;
use crate::fields::label::is_space;

/// Bytes of the longest time.
const LONGEST_TIME: usize = 90;

/// Whether words can name a time.
fn names_time(words: &str) -> bool {
    words.contains(|character: char| character.is_ascii_digit()) || words.contains(['月', '年', '季', '旬'])
}

impl Finder<'_> {
    /// The bare word 时间 before a colon: a label beside another one, or in the line below a field's.
    pub(super) fn time_beside(&self, paragraph: &Range<usize>, from: usize, colon: &Anchor, hits: &[Hit]) -> Option<Range<usize>> {
        const TIMES: [&str; 2] = ["时间", "日期"];
        let words = self.text.get(from..colon.start)?.trim_end_matches(is_space);
        let before = TIMES.iter().find_map(|time| words.strip_suffix(time))?;
        let start = from + before.len();
        let parted =
            before.is_empty() || before.ends_with(|character| is_space(character) || matches!(character, '；' | ';' | '，' | ',' | '。'));
        let beside = !hits.is_empty() || self.joinable && start == paragraph.start;
        let of_heading =
            || self.is_time_of_heading(start, colon.end) || start == paragraph.start && self.is_time_below_heading(paragraph, colon.end);
        (parted && beside || of_heading()).then(|| start..from + words.len())
    }

    /// Whether a paragraph right below an item's heading is its time and nothing else, and no other particulars follow (地点：).
    fn is_time_below_heading(&self, paragraph: &Range<usize>, value: usize) -> bool {
        const LONGEST_LABEL: usize = 24;
        let time = &self.text[value..paragraph.end];
        let above = self.text[..paragraph.start].trim_end_matches('\n');
        let heading = above.rfind('\n').map_or(0, |end| end + 1);
        let next = self.text[paragraph.end..].trim_start();
        // No label is longer, and a page may have no colon for a long way.
        let next = &next[..next.floor_char_boundary(LONGEST_LABEL + '：'.len_utf8())];
        let labelled = next.find(['：', ':']).is_some_and(|colon| colon <= LONGEST_LABEL && !next[..colon].contains(['\n', '。', '，']));
        names_time(time)
            && time.len() <= LONGEST_TIME
            && !time.contains(['：', ':', '；', ';', '，', ','])
            && self.item_starts.binary_search(&heading).is_ok()
            && !above[heading..].trim_end_matches('。').contains('。')
            && !labelled
    }

    /// Whether the brackets that end an item's heading hold a time and nothing else: 第一阶段：宣传发动（时间：4月至5月）.
    fn is_time_of_heading(&self, start: usize, value: usize) -> bool {
        if !self.text[..start].ends_with(['（', '(']) {
            return false;
        }
        let Some(item) = self.item_starts.partition_point(|&item| item < start).checked_sub(1).map(|at| self.item_starts[at]) else {
            return false;
        };
        let after = &self.text[value..self.text.ceil_char_boundary((value + LONGEST_TIME).min(self.text.len()))];
        let Some(close) = after.find(['）', ')']) else { return false };
        let time = &after[..close];
        names_time(time) && !time.contains(['：', ':', '。', '\n', '；', ';']) && !self.text[item..start].contains(['。', '\n'])
    }
}
