//! A first look that tells most lines from site chrome, so that only the others are searched for its signs.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::chrome::{At, COMMANDS, SIGNS};
use super::furniture::{half_width, is_border, parts_words};
use super::signs::is_blank;
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
    /// What has to be looked at: first characters of signs, and what parts words.
    telling: CharacterSet,
}

static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let signs = |anywhere: bool| SIGNS.iter().filter(move |&&(at, ..)| (at == At::Within) == anywhere).map(|&(_, sign, _)| sign);
    let within = || signs(true).chain(COMMANDS);
    let single = || within().filter(|sign| sign.chars().count() == 1).chain([">", "›", "»", "_"]);
    // Beyond the blanks there are the wide forms.
    let parting = ('\0'..='\u{200B}').filter(|&character| parts_words(character)).chain(['｜', '＞']);
    let telling: String = within().chain(single()).filter_map(|sign| sign.chars().next()).chain(parting).collect();
    Beginnings {
        at_start: signs(false).filter_map(beginning).collect(),
        within: within().filter_map(beginning).collect(),
        // 共9页 is told apart from the signs.
        starting: CharacterSet::first_of(signs(false).chain(["共"])),
        second: CharacterSet::first_of(within().map(|sign| sign.chars().next().map_or("", |first| &sign[first.len_utf8()..]))),
        single: CharacterSet::first_of(single()),
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

/// Whether a line may show a sign of chrome: false only where it shows none.
pub fn may_show_chrome(line: &str) -> bool {
    let signs = &*BEGINNINGS;
    let shown = |rest: &mut dyn Iterator<Item = char>| {
        let mut rest = rest.filter(|&character| !is_blank(character)).map(half_width);
        Some((rest.next()?, rest.next()?, rest.next()))
    };
    let is_before = |character: char| is_border(character) || matches!(character, ']' | ')' | '】' | ':' | '：' | '.' | '#' | '、');
    let own = line.trim_start_matches(is_before);
    let begins_so = own.chars().next().is_some_and(|character| signs.starting.contains(half_width(character)));
    let first = if begins_so { shown(&mut own.chars()) } else { None };
    if first.is_some_and(|(first, second, third)| begins(&signs.at_start, first, second, third)) {
        return true;
    }
    let mut parted = 0;
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        // Most characters are none of these.
        if !signs.telling.contains(character) {
            continue;
        }
        let character = half_width(character);
        parted += usize::from(parts_words(character));
        if parted >= BAR || signs.single.contains(character) {
            return true;
        }
        let may_be_sign = rest.clone().next().is_some_and(|next| is_blank(next) || signs.second.contains(half_width(next)));
        if may_be_sign && !is_blank(character) {
            let following = shown(&mut std::iter::once(character).chain(rest.clone()));
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
