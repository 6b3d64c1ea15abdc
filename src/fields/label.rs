//! What a label is: 责任科室, 主要协作单位, 整改完成时限, …
//!
//! Labels are built from small tables, because notices put them together freely: a modifier, one or more roles and what kind
//! of body is meant (`牵头` + `责任` + `单位`). A user's own labels stand beside them as whole words.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::kept::Kept;
use super::label_reading::Reading;
use super::label_words::{
    DEADLINE_NOUNS, DEADLINE_VERBS, MENTIONING, NAMES_LIKE_LABELS, PERSON_NOUNS, PERSON_ROLES, PREFIXES, UNIT_NOUNS, UNIT_ROLES,
    WEAK_DEADLINE_VERBS, WHOLE_LABELS,
};
use crate::notice::FieldKind;
use crate::word_table::CharacterSet;

/// Longest label, in characters.
pub(super) const LONGEST: usize = 14;

/// The labels that are known: the built-in ones and the user's.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    own: HashMap<String, FieldKind>,
    /// Tells sets of labels apart, for what is kept of their readings; 0 for the built-in ones alone.
    identity: u64,
}

/// What a label means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// The kind of its field.
    pub kind: FieldKind,
    /// The words head prose as well, so that only a value which is a deadline makes them a label.
    pub weak: bool,
}

impl Meaning {
    /// Whether the label is a role alone (牵头), which only a colon makes a label.
    pub(super) fn is_bare_role(self) -> bool {
        self.weak && !matches!(self.kind, FieldKind::Deadline | FieldKind::Person)
    }
}

/// A label that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelPlace {
    /// Where it stands, in bytes, without a colon.
    pub range: std::ops::Range<usize>,
    /// What it means.
    pub meaning: Meaning,
    /// Prose runs straight into it, as where a stop was lost: only a value beyond doubt makes it a label.
    pub doubtful: bool,
}

/// What a label can begin with, by its first character; spares most words a closer look.
static FIRST: LazyLock<CharacterSet> = LazyLock::new(|| {
    let tables = [PREFIXES, PERSON_ROLES, DEADLINE_VERBS, WEAK_DEADLINE_VERBS].into_iter();
    let tables = tables.chain(UNIT_ROLES.iter().map(|(_, words)| *words)).chain(WHOLE_LABELS.iter().map(|(.., words)| *words));
    CharacterSet::first_of(tables.flatten().copied())
});

/// What the built-in labels end with.
static LAST: CharacterSet = CharacterSet::of("位门室构部织体局方组间院系街镇区处科队人导员志长任记限期点求排度表节头合办助与");

/// What a set of labels made of words.
#[derive(Default)]
struct KeptMeanings {
    labels: u64,
    meanings: Kept<Option<Meaning>>,
}

thread_local! {
    static KEPT: RefCell<KeptMeanings> = RefCell::default();
}

static BUILT_IN: LazyLock<Labels> = LazyLock::new(Labels::default);

impl Labels {
    /// The built-in labels.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The built-in labels and the user's own, which are whole words without a colon.
    pub fn with(own: impl IntoIterator<Item = (FieldKind, String)>) -> Self {
        static MADE: AtomicU64 = AtomicU64::new(1);
        let own: HashMap<String, FieldKind> = own.into_iter().map(|(kind, label)| (label.split_whitespace().collect(), kind)).collect();
        let identity = if own.is_empty() { 0 } else { MADE.fetch_add(1, Ordering::Relaxed) };
        Self { own, identity }
    }

    /// A number that no other set of labels has in this process.
    pub(super) fn identity(&self) -> u64 {
        self.identity
    }

    /// What `word` (without spaces and colon) means, if it is a label as a whole.
    pub fn meaning(&self, word: &str) -> Option<Meaning> {
        if !self.may_begin(word) {
            return None;
        }
        KEPT.with_borrow_mut(|kept| {
            if kept.labels != self.identity {
                *kept = KeptMeanings { labels: self.identity, ..KeptMeanings::default() };
            }
            if let Some(meaning) = kept.meanings.get(word) {
                return *meaning;
            }
            let meaning = self.meaning_anew(word);
            kept.meanings.keep(word, meaning);
            meaning
        })
    }

    fn meaning_anew(&self, word: &str) -> Option<Meaning> {
        if let Some(&kind) = self.own.get(word) {
            return Some(Meaning { kind, weak: false });
        }
        let mut rest = word;
        for _ in 0..4 {
            if let Some(meaning) = simple_meaning(rest) {
                return Some(meaning);
            }
            rest = PREFIXES.iter().find_map(|prefix| rest.strip_prefix(prefix))?;
        }
        None
    }

    /// The label that ends where a colon stands, at byte `colon`, in the stretch of `text` from `from`.
    pub fn before_colon(&self, text: &str, from: usize, colon: usize) -> Option<LabelPlace> {
        let before = text.get(from..colon)?;
        // What stands directly before most colons ends no label; a bracket or a copula wants the closer look.
        let last = before.trim_end_matches(is_space).chars().next_back()?;
        if !self.may_end(last) && !matches!(last, '）' | ')' | '为' | '是') {
            return None;
        }
        let reading = Reading::backwards(before, from);
        let (length, meaning) = self.longest(&reading)?;
        let start = reading.starts[length - 1];
        let lead_in = &reading.lead_in(length);
        let place = |start, doubtful| {
            let end = reading.end;
            Some(LabelPlace { range: start..end, meaning, doubtful })
        };
        if let Some((start, meaning)) = self.joined(text, from, start) {
            return Some(LabelPlace { range: start..reading.end, meaning, doubtful: false });
        }
        if lead_in.is_empty() {
            return place(start, false);
        }
        if MENTIONING.iter().any(|word| lead_in.ends_with(word)) {
            return None;
        }
        let count = lead_in.chars().count();
        // An unknown modifier of a few characters belongs to the label; a longer stretch is prose that lost its stop.
        if count <= 4 && !reading.open_ended && !MENTIONING.iter().any(|word| lead_in.starts_with(word)) {
            return place(reading.starts[length + count - 1], false);
        }
        place(start, true)
    }

    /// The longest label that `text` begins with, and its length in bytes.
    pub fn at_start(&self, text: &str) -> Option<(usize, Meaning)> {
        let text_start = text.trim_start_matches(is_space);
        if !self.may_begin(text_start) {
            return None;
        }
        let mut word = String::new();
        let mut best = None;
        let mut characters = 0;
        for (at, character) in text.char_indices() {
            if is_space(character) {
                continue;
            }
            if !is_han(character) || characters == LONGEST {
                break;
            }
            characters += 1;
            word.push(character);
            if characters > 1
                && self.may_end(character)
                && let Some(meaning) = self.meaning(&word)
            {
                best = Some((at + character.len_utf8(), meaning));
            }
        }
        best
    }

    /// The meaning of `text` if it is nothing but a label, letter-spaced or not.
    pub fn whole(&self, text: &str) -> Option<Meaning> {
        let text = text.trim_matches(is_space);
        if !self.may_end(text.chars().next_back()?) || !self.may_begin(text) {
            return None;
        }
        let word: Cow<'_, str> = if text.contains(is_space) {
            text.chars().filter(|&character| !is_space(character)).take(LONGEST + 1).collect()
        } else {
            text.into()
        };
        if word.chars().take(LONGEST + 1).count() > LONGEST {
            return None;
        }
        self.meaning(&word)
    }

    /// Whether a label can begin as `word` does; spares most words a closer look.
    fn may_begin(&self, word: &str) -> bool {
        !self.own.is_empty() || word.chars().next().is_some_and(|first| FIRST.contains(first))
    }

    /// Whether a label can end in this character; spares nearly all colons a closer look.
    pub(super) fn may_end(&self, character: char) -> bool {
        LAST.contains(character) || (!self.own.is_empty() && self.own.keys().any(|label| label.ends_with(character)))
    }

    /// How many of the characters read backwards make up the longest label.
    fn longest(&self, reading: &Reading) -> Option<(usize, Meaning)> {
        if !self.may_end(*reading.characters.first()?) {
            return None;
        }
        let longest = reading.characters.len().min(LONGEST);
        let mut word = String::with_capacity(longest * '责'.len_utf8());
        word.extend(reading.characters[..longest].iter().rev());
        let starts = word.char_indices().map(|(at, _)| at);
        let found = |even: bool| {
            let candidates = starts.clone().zip((2..=longest).rev()).filter(|(_, length)| !even || reading.is_even(*length));
            candidates.into_iter().find_map(|(at, length)| Some((length, self.meaning(&word[at..])?)))
        };
        // 市教育局  配合单位: a wider space parts a value from the next label.
        let spaced = reading.spaces[..longest - 1].iter().any(|&spaces| spaces > 0);
        if !spaced {
            return found(true);
        }
        // 整 改时限: one stray space parts a label from its first word.
        let (even, any) = (found(true), found(false));
        let is_stray = |&(length, _): &(usize, Meaning)| reading.spaces[..length - 1].iter().sum::<u32>() == 1;
        match even {
            // 责任人 完成时间: nothing runs into the second.
            Some((length, _)) if reading.spaces[length - 1] == 0 => any.filter(|longer| longer.0 > length && is_stray(longer)).or(even),
            Some(_) => even,
            None => any,
        }
    }

    /// Where a label is joined to another before it (`责任单位及责任人`): the start of the first and its meaning.
    fn joined(&self, text: &str, from: usize, start: usize) -> Option<(usize, Meaning)> {
        let before = text.get(from..start)?;
        if !before.ends_with(['及', '和', '与', '暨', '、', '/', '／']) {
            return None;
        }
        let joiner = ["以及", "及", "和", "与", "暨", "、", "/", "／"].iter().find(|joiner| before.ends_with(*joiner))?;
        let reading = Reading::backwards(&before[..before.len() - joiner.len()], from);
        if reading.end + joiner.len() != start {
            return None;
        }
        let (length, meaning) = match self.longest(&reading) {
            Some(found) => found,
            // 牵头和配合单位: the first is a role alone.
            None => UNIT_ROLES.iter().find_map(|(kind, roles)| {
                let ends = |role: &&&str| role.chars().rev().eq(reading.characters.iter().copied().take(2));
                roles.iter().find(ends).map(|_| (2, Meaning { kind: *kind, weak: false }))
            })?,
        };
        reading.lead_in(length).is_empty().then(|| (reading.starts[length - 1], meaning))
    }
}

/// A label without its modifiers.
fn simple_meaning(word: &str) -> Option<Meaning> {
    if let Some(&(kind, weak, _)) = WHOLE_LABELS.iter().find(|(.., words)| words.contains(&word)) {
        return Some(Meaning { kind, weak });
    }
    unit_label(word).or_else(|| person_label(word)).or_else(|| deadline_label(word))
}

fn unit_label(word: &str) -> Option<Meaning> {
    if NAMES_LIKE_LABELS.contains(&word) {
        return None;
    }
    let mut kind = None;
    let mut rest = word;
    while let Some((role, after)) = UNIT_ROLES.iter().find_map(|(kind, roles)| Some((*kind, strip_any(rest, roles)?))) {
        if kind.is_none_or(|kind| kind == FieldKind::Responsible) {
            kind = Some(role);
        }
        rest = after;
    }
    let kind = kind?;
    // 责任人 names a person; 责任单位（人） a unit.
    if rest.is_empty() || rest == "人" {
        return None;
    }
    while let Some(after) = strip_any(rest, UNIT_NOUNS) {
        rest = after;
    }
    rest.is_empty().then_some(Meaning { kind, weak: false })
}

fn person_label(word: &str) -> Option<Meaning> {
    let mut rest = word;
    while let Some(after) = strip_any(rest, PERSON_ROLES) {
        rest = after;
        if PERSON_NOUNS.contains(&rest) {
            return Some(Meaning { kind: FieldKind::Person, weak: false });
        }
    }
    None
}

fn deadline_label(word: &str) -> Option<Meaning> {
    let mut weak = false;
    let mut rest = word;
    loop {
        if let Some(after) = strip_any(rest, DEADLINE_VERBS) {
            rest = after;
        } else if let Some(after) = strip_any(rest, WEAK_DEADLINE_VERBS) {
            weak = true;
            rest = after;
        } else {
            break;
        }
    }
    (rest.len() < word.len() && DEADLINE_NOUNS.contains(&rest)).then_some(Meaning { kind: FieldKind::Deadline, weak })
}

fn strip_any<'a>(word: &'a str, beginnings: &[&str]) -> Option<&'a str> {
    beginnings.iter().find_map(|beginning| word.strip_prefix(beginning))
}

/// Whether a character is white space as documents use it.
#[inline]
pub(super) fn is_space(character: char) -> bool {
    match character {
        // Most characters: no white space comes after the ideographic one.
        '\u{3001}'.. => character == '\u{feff}',
        _ => character.is_whitespace() || character == '\u{200b}',
    }
}

/// Whether a character is a Chinese one.
#[inline]
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_their_kinds() {
        use FieldKind::{Deadline, Lead, Person, Responsible, Support};
        let cases = [
            (
                Responsible,
                "责任科室 责任单位 责任部门 责任处室 承办单位 实施单位 责任主体 主要责任单位 整改责任单位 整改实施主体 落实单位 责任股室 主责部门",
            ),
            (Lead, "牵头科室 牵头单位 牵头部门 主办单位 牵头责任单位 总牵头单位 责任牵头单位 整改牵头单位"),
            (Support, "配合单位 协办单位 参与单位 主要协作单位 配合责任单位 协同部门 支持单位"),
            (
                Person,
                "责任人 责任领导 分管领导 联系人 具体责任人 第一责任人 直接责任人 主要负责人 包抓领导 分管院领导 牵头领导 整改责任人 分管副院长",
            ),
            (
                Deadline,
                "完成时间 完成时限 办结时限 整改时限 时间要求 时间安排 时间节点 计划完成时间 整改完成时限 上报时间 截止日期 时限 完成期限",
            ),
        ];
        for (kind, words) in cases {
            for word in words.split(' ') {
                assert_eq!(Labels::built_in().meaning(word).map(|meaning| meaning.kind), Some(kind), "{word}");
            }
        }
        let none = "时间 地点 单位 责任制 责任区 会议时间 活动时间 组织机构 工作人员 责任分工 主要领导 组长 成员 参加人员 培训时间 责任书 主管 时间地点";
        for word in none.split(' ') {
            assert_eq!(Labels::built_in().meaning(word), None, "{word}");
        }
    }

    #[test]
    fn where_a_label_begins() {
        let cases = [
            ("做好总结。责任科室：", Some("责任科室")),
            ("责 任 科 室 ：", Some("责 任 科 室")),
            ("（责任单位:", Some("责任单位")),
            ("责任单位（人）：", Some("责任单位（人）")),
            ("牵头（责任）单位：", Some("牵头（责任）单位")),
            ("环保督察责任单位：", Some("环保督察责任单位")),
            ("责任单位及责任人：", Some("责任单位及责任人")),
            ("牵头和配合单位：", Some("牵头和配合单位")),
            ("党办 完成时间：", Some("完成时间")),
            ("各责任单位：", None),
            ("进一步明确责任科室：", None),
            ("由牵头单位：", None),
            ("会议时间：", None),
            ("责任单位为：", Some("责任单位")),
            ("4、责任人：", Some("责任人")),
        ];
        for (text, label) in cases {
            let colon = text.rfind(['：', ':']).unwrap_or(text.len());
            let found = Labels::built_in().before_colon(text, 0, colon).map(|place| &text[place.range]);
            assert_eq!(found, label, "{text}");
        }
    }

    #[test]
    fn a_users_own_labels() {
        let labels = Labels::with([(FieldKind::Responsible, "包干科室".to_owned()), (FieldKind::Deadline, "大限".to_owned())]);
        assert_eq!(labels.meaning("包干科室").map(|meaning| meaning.kind), Some(FieldKind::Responsible));
        assert_eq!(labels.whole("大 限").map(|meaning| meaning.kind), Some(FieldKind::Deadline));
        assert_eq!(Labels::built_in().meaning("大限"), None);
    }
}
