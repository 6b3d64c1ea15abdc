//! Blocks of lines that a site puts below a heading of its own: 相关文章 and the links under it, 温馨提示 and what it says.

use std::ops::Range;

use super::chrome::{LINK_LISTS, SITE_WORDS};
use super::furniture::TAIL;
use super::signs::{begins_with_marker, is_date_line};
use super::site_signs::is_border;
use crate::word_index::WordIndex;

/// Characters of a line that is nothing but the heading of a block.
const HEADING: usize = 10;
/// Links in the midst of a document at most.
const LINKS: usize = 8;
/// Characters of the longest link.
const LONGEST_LINK: usize = 60;

/// Marks the blocks: up to the end of the page, or, where the document goes on below, the links alone.
pub fn mark_blocks(text: &str, lines: &[Range<usize>], weights: &[u8], chrome: &mut [bool]) {
    let count = lines.len();
    let line = |index: usize| &text[lines[index].clone()];
    let opens = |index: usize, headings: &Headings| weights[index] >= 1 && headings.are_in(line(index));
    for first in count.saturating_sub(TAIL).max(1)..count {
        let links = opens(first, &OF_LINKS);
        if !links && !opens(first, &OF_WORDS) {
            continue;
        }
        // A notice's own end comes after it.
        let own_end = (first..count).any(|index| line(index).starts_with("抄送") || is_date_line(line(index)) && weights[index] == 0);
        // Below links nothing of the document stands; below a site's words anything may.
        let words = (first..count).find(|&index| opens(index, &OF_WORDS)).unwrap_or(count);
        let goes_on = || links && (first + 1..words).any(|index| !chrome[index] && weights[index] == 0 && !is_link(line(index)));
        let known = chrome[first..].iter().filter(|&&is_chrome| is_chrome).count();
        // Links and nothing else down to the end of the page.
        let only_links =
            || links && (1..=LINKS).contains(&(count - first - 1)) && lines[first + 1..].iter().all(|line| is_link(&text[line.clone()]));
        if !own_end && (known >= 2 || chrome[first - 1] || only_links()) && !goes_on() {
            chrome[first..].fill(true);
            return;
        }
        if links && chrome[first] && line(first).chars().count() <= HEADING {
            // A sentence may have its title above it; an enumerator has none.
            let end = (first + 1..count).find(|&index| chrome[index] || !is_link(line(index)) || begins_with_marker(line(index)));
            if let Some(end) = end.filter(|&end| end <= first + 1 + LINKS && begins_with_marker(line(end))) {
                chrome[first..end].fill(true);
            }
        }
    }
}

/// Headings of blocks, as lines begin and end with them.
struct Headings {
    beginnings: WordIndex,
    endings: WordIndex,
}

static OF_LINKS: Headings = Headings::of(LINK_LISTS);
static OF_WORDS: Headings = Headings::of(SITE_WORDS);

impl Headings {
    const fn of(words: &'static [&'static str]) -> Self {
        Self { beginnings: WordIndex::beginnings(words), endings: WordIndex::endings(words) }
    }

    /// Whether a line begins with one of the headings, or is little more than one: 【范文】相关文章：.
    fn are_in(&self, line: &str) -> bool {
        let end = || line.trim_end_matches(|character| is_border(character) || matches!(character, '：' | ':' | '】' | ']'));
        self.beginnings.fits(line.trim_start_matches(is_border)) || self.endings.fits(end())
    }
}

/// Whether a line can be the words of a link: short, and no sentence.
fn is_link(line: &str) -> bool {
    !line.contains(['。', '；']) && line.chars().count() <= LONGEST_LINK
}

#[cfg(test)]
mod tests {
    use super::super::furniture::without_chrome;
    use super::super::lines::Lined;
    use crate::text::Text;

    #[test]
    fn blocks_and_the_document_below_them() {
        let cases = [
            // Up to the end of the page.
            (
                "关于值班的通知\n请认真值班。\n【打印】\n相关文章：\n1.节日值班安排\n2.值班制度\n温馨提示\n1.公式可能显示不全。",
                "关于值班的通知\n请认真值班。\n",
            ),
            // The document goes on below the links.
            (
                "首页>范文\n一、排查\n逐间排查。\n▼相关推荐▼\n消防工作总结\n防汛工作总结\n二、整改\n限期整改。\n三、要求\n不走过场。\n【打印】\n上一篇：通知",
                "一、排查\n逐间排查。\n二、整改\n限期整改。\n三、要求\n不走过场。\n",
            ),
            (
                "首页>范文\n1、排查。逐间排查。\n【相关阅读】消防工作总结\n2、整改。限期整改。\n小编精心推荐：标语\n微信扫一扫",
                "1、排查。逐间排查。\n2、整改。限期整改。\n",
            ),
        ];
        for (page, expected) in cases {
            let text = without_chrome(Lined::of(Text::plain(page)), &mut Vec::new()).text;
            assert_eq!(text.as_str(), expected, "{page}");
        }
    }
}
