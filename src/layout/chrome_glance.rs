//! A first look that tells most lines from site chrome, so that only the others are searched for its signs.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::chrome::{At, COMMANDS, SIGNS};
use super::signs::is_blank;
use super::site_signs::{half_width, is_border, parts_words};
use crate::word_table::CharacterSet;

/// Fewest marks between the words of a bar of navigation.
const BAR: usize = 2;

/// First characters by which a sign is known: two, as 关于 stands in many a line and 关于我们 in few, and a third where it has one.
type Beginning = (char, char, Option<char>);

/// How the signs begin.
struct Beginnings {
    /// Those that stand at the beginning of a line.
    at_start: FxHashSet<Beginning>,
    /// Those that stand anywhere.
    within: FxHashSet<Beginning>,
    /// First characters of the former, and second characters of the latter.
    starting: CharacterSet,
    second: CharacterSet,
    /// Signs of one character, and the marks of a trail (`>`) and of a picture's name (`_`).
    single: CharacterSet,
    /// Two Han characters that signs anywhere begin with, one bit each of 4096: most that begin like a sign go on otherwise.
    pairs: [u64; 64],
    /// What has to be looked at whatever follows: signs of one character, and what parts words.
    alone: CharacterSet,
    /// What has to be looked at: the same, and first characters of signs.
    telling: CharacterSet,
}

static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let signs =
        |anywhere: bool| SIGNS.iter().filter(move |&&(at, ..)| matches!(at, At::Within | At::End) == anywhere).map(|&(_, sign, _)| sign);
    let within = || signs(true).chain(COMMANDS);
    let single = || within().filter(|sign| sign.chars().count() == 1).chain([">", "›", "»", "_"]);
    // Beyond the blanks there are the wide forms.
    let parting = ('\0'..='\u{200B}').filter(|&character| parts_words(character)).chain(['｜', '＞']);
    let alone: String = single().filter_map(|sign| sign.chars().next()).chain(parting).collect();
    let telling: String = within().filter_map(|sign| sign.chars().next()).chain(alone.chars()).collect();
    let mut pairs = [0; 64];
    for sign in within() {
        if let [a, b, c, d, e, f, ..] = *sign.as_bytes() {
            let (block, bit) = pair_place([a, b, c], [d, e, f]);
            pairs[block] |= bit;
        }
    }
    Beginnings {
        pairs,
        at_start: signs(false).filter_map(beginning).collect(),
        within: within().filter_map(beginning).collect(),
        // 共9页 is told apart from the signs.
        starting: CharacterSet::first_of(signs(false).chain(["共"])),
        second: CharacterSet::first_of(within().map(|sign| sign.chars().next().map_or("", |first| &sign[first.len_utf8()..]))),
        single: CharacterSet::first_of(single()),
        alone: CharacterSet::of(&alone),
        telling: CharacterSet::of(&telling),
    }
});

fn beginning(sign: &str) -> Option<Beginning> {
    let mut characters = sign.chars();
    Some((characters.next()?, characters.next()?, characters.next()))
}

/// Whether signs begin with the two characters, or with the three.
fn begins(signs: &FxHashSet<Beginning>, first: char, second: char, third: Option<char>) -> bool {
    signs.contains(&(first, second, None)) || third.is_some() && signs.contains(&(first, second, third))
}

impl Beginnings {
    /// The first character of `line` that has to be looked at, and what stands behind it.
    fn next_telling<'line>(&self, line: &'line str) -> Option<(char, &'line str)> {
        let mut rest = line.as_bytes();
        loop {
            // Nearly all characters have three bytes, and most are none of these.
            match *rest {
                [lead @ 0xE0..0xF0, second, third, ref behind @ ..] => {
                    let wide = [lead, second, third];
                    if self.telling.has_wide(wide) && (self.alone.has_wide(wide) || self.may_go_on(wide, behind)) {
                        break;
                    }
                    rest = behind;
                }
                [byte @ ..0x80, ref behind @ ..] => {
                    if self.telling.holds(usize::from(byte)) {
                        break;
                    }
                    rest = behind;
                }
                [lead @ 0xC0..0xE0, second, ref behind @ ..] => {
                    if self.telling.holds(usize::from(lead & 0x1F) << 6 | usize::from(second & 0x3F)) {
                        break;
                    }
                    rest = behind;
                }
                [_, ref behind @ ..] => rest = behind,
                [] => return None,
            }
        }
        let mut rest = line[line.len() - rest.len()..].chars();
        Some((rest.next()?, rest.as_str()))
    }

    /// Whether a sign whose first character is `first` may go on with what stands behind it.
    fn may_go_on(&self, first: [u8; 3], behind: &[u8]) -> bool {
        match *behind {
            [lead @ 0xE4..=0xE9, second, third, ..] => {
                let (block, bit) = pair_place(first, [lead, second, third]);
                self.pairs[block] & bit != 0
            }
            // A blank, a mark of two forms.
            _ => true,
        }
    }
}

/// Where [`Beginnings::pairs`] holds two characters, by their bytes in UTF-8.
fn pair_place([a, b, c]: [u8; 3], [d, e, f]: [u8; 3]) -> (usize, u64) {
    let place = u64::from_be_bytes([0, 0, a, b, c, d, e, f]).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52;
    ((place >> 6) as usize, 1 << (place & 0x3F))
}

/// Whether a line may show a sign of chrome: false only where it shows none.
pub fn may_show_chrome(line: &str) -> bool {
    let signs = &*BEGINNINGS;
    let shown = |rest: &mut dyn Iterator<Item = char>| {
        let mut rest = rest.filter(|&character| !is_blank(character)).map(half_width);
        Some((rest.next()?, rest.next()?, rest.next()))
    };
    let is_before = |character: char| is_border(character) || matches!(character, ']' | ')' | '】' | ':' | '：' | '.' | '#' | '、');
    // Before most lines stands nothing: they begin with a Han character.
    let own = if line.starts_with(|first| matches!(first, '\u{4E00}'..='\u{9FFF}')) { line } else { line.trim_start_matches(is_before) };
    let begins_so = own.chars().next().is_some_and(|character| signs.starting.contains(half_width(character)));
    let first = if begins_so { shown(&mut own.chars()) } else { None };
    if first.is_some_and(|(first, second, third)| begins(&signs.at_start, first, second, third)) {
        return true;
    }
    let mut parted = 0;
    let mut rest = line;
    while let Some((character, behind)) = signs.next_telling(rest) {
        rest = behind;
        let character = half_width(character);
        parted += usize::from(parts_words(character));
        if parted >= BAR || signs.single.contains(character) {
            return true;
        }
        let may_be_sign = rest.chars().next().is_some_and(|next| is_blank(next) || signs.second.contains(half_width(next)));
        if may_be_sign && !is_blank(character) {
            let following = shown(&mut std::iter::once(character).chain(rest.chars()));
            if following.is_some_and(|(first, second, third)| begins(&signs.within, first, second, third)) {
                return true;
            }
        }
    }
    // 共9页
    first.is_some_and(|(first, ..)| first == '共') && line.trim_end_matches(is_blank).ends_with('页')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_is_overlooked() {
        for &(at, sign, _) in SIGNS {
            assert!(may_show_chrome(sign) && may_show_chrome(&format!("【 {sign}】")), "{sign}");
            assert!(at != At::Within || may_show_chrome(&format!("甲　{sign}乙")), "{sign}");
        }
        for line in [
            "首页 ＞ 通知",
            "图_第3页",
            "共9页",
            "发 布 时 间 ：3月",
            "甲院打 印 关闭",
            "首页|新闻|公告",
            "首页 新闻 公告",
            "首页\u{2004}新闻\u{2004}公告",
        ] {
            assert!(may_show_chrome(line), "{line}");
        }
        for line in ["一、各科室要组织全体职工学习，做好记录，完成时间：3月底。", "关于举办培训班的通知", "关", "时间", "", "（"]
        {
            assert!(!may_show_chrome(line), "{line}");
        }
    }
}
