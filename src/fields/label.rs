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
use crate::notice::FieldKind;
use crate::word_table::CharacterSet;

/// Roles that a body of an institution can have; several may follow one another, and the first that is not plain responsibility counts.
const UNIT_ROLES: &[(FieldKind, &[&str])] = &[
    (FieldKind::Lead, &["牵头", "主办", "主牵", "主抓"]),
    (FieldKind::Support, &["配合", "协办", "协作", "协助", "协同", "参与", "参加", "支持", "联办", "会办", "协管"]),
    (
        FieldKind::Responsible,
        &[
            "责任", "承办", "实施", "主责", "落实", "执行", "承担", "负责", "整改", "经办", "办理", "承接", "承建", "具体", "包保", "包联",
            "包抓", "包干", "挂包", "帮扶",
        ],
    ),
];

/// Bodies of an institution, as labels name them.
const UNIT_NOUNS: &[&str] = &[
    "单位",
    "部门",
    "科室",
    "处室",
    "股室",
    "部室",
    "机构",
    "党支部",
    "支部",
    "党组织",
    "主体",
    "司局",
    "班组",
    "车间",
    "院系",
    "学院",
    "镇街",
    "乡镇",
    "县区",
    "小组",
    "科",
    "处",
    "室",
    "局",
    "方",
    "组",
    "队",
    "人",
];

/// What a person has to do with the task.
const PERSON_ROLES: &[&str] = &[
    "责任", "负责", "分管", "主管", "牵头", "包抓", "包保", "包案", "包联", "包干", "挂钩", "挂点", "挂联", "联系", "督办", "督导", "带队",
    "协管", "主抓", "整改", "主责", "承办", "经办", "配合", "直接",
];

/// Persons, as labels name them.
const PERSON_NOUNS: &[&str] = &[
    "人",
    "领导",
    "领导人",
    "负责人",
    "责任人",
    "联系人",
    "院领导",
    "局领导",
    "市领导",
    "县领导",
    "区领导",
    "校领导",
    "委领导",
    "厅领导",
    "处领导",
    "镇领导",
    "人员",
    "同志",
    "干部",
    "院长",
    "副院长",
    "局长",
    "副局长",
    "市长",
    "副市长",
    "县长",
    "副县长",
    "区长",
    "副区长",
    "校长",
    "副校长",
    "主任",
    "副主任",
    "书记",
    "副书记",
    "科长",
    "处长",
    "部长",
];

/// What has to be done by the time that a label names; several may follow one another.
const DEADLINE_VERBS: &[&str] = &[
    "完成",
    "办结",
    "整改",
    "落实",
    "截止",
    "截至",
    "报送",
    "上报",
    "办理",
    "销号",
    "提交",
    "反馈",
    "治理",
    "建成",
    "竣工",
    "达标",
    "解决",
    "整治",
    "报名截止",
    "验收",
    "交付",
    "结项",
];

/// Such words again, but ones that also head a paragraph of prose or name when something takes place.
const WEAK_DEADLINE_VERBS: &[&str] = &["实施", "推进", "进度", "任务", "工作", "阶段"];

/// Times, as labels name them.
const DEADLINE_NOUNS: &[&str] =
    &["时间节点", "时限要求", "时间要求", "期限要求", "时间期限", "时间", "时限", "日期", "期限", "节点", "时间安排", "时点"];

/// Labels that are not put together: kind, whether a value that is plainly no deadline unmakes them, the words.
const WHOLE_LABELS: &[(FieldKind, bool, &[&str])] = &[
    (FieldKind::Person, false, &["联系人", "联络员", "联络人", "联系人员", "包保人", "包案人"]),
    // Roles alone, before a colon: only names beyond doubt make them labels.
    (FieldKind::Lead, true, &["牵头", "主办"]),
    (FieldKind::Support, true, &["配合", "协办", "协助", "参与"]),
    (FieldKind::Responsible, true, &["责任", "承办"]),
    (FieldKind::Responsible, false, &["组织单位", "组织部门", "主责方", "责任分工单位"]),
    (FieldKind::Deadline, false, &["时限要求", "期限要求", "完成时间及要求", "完成时间和要求", "最后期限", "完成的时间", "完成的时限"]),
    (
        FieldKind::Deadline,
        true,
        &[
            "时间要求",
            "时间安排",
            "时间节点",
            "时间进度",
            "进度安排",
            "进度要求",
            "时限",
            "期限",
            "时间期限",
            "时序进度",
            "时序安排",
            "时限安排",
            "时间表",
            "时限节点",
            "进度时限",
            "完成进度",
        ],
    ),
];

/// Modifiers that may stand before any label without changing its kind.
const PREFIXES: &[&str] = &[
    "主要", "具体", "直接", "整改", "工作", "项目", "任务", "第一", "首要", "本项", "建议", "活动", "落实", "督办", "问题", "全程", "总体",
    "计划", "预计", "要求", "最后", "最终", "目标", "日常", "市级", "县级", "区级", "省级", "院级", "校级", "局级", "市直", "县直", "院内",
    "限定", "规定", "总", "主", "拟",
];

/// What stands before a label that is only talked about: 明确责任科室, 各责任单位, 由牵头单位….
const MENTIONING: &[&str] = &[
    "各", "明确", "落实", "确定", "压实", "夯实", "公布", "细化", "强化", "加强", "靠实", "选定", "指定", "和", "与", "及", "由", "对",
    "是", "为", "将", "以", "按", "有关", "相关", "等", "其", "该", "的", "所有", "其他", "全部", "作为", "列出", "填写", "注明", "标明",
    "写明", "制定", "规定", "设定", "向", "给", "从", "督促", "协调", "联系", "了", "在", "把", "并", "或", "请", "报", "送", "根据",
    "按照", "涉及", "列明", "设立", "严格", "要求", "通知", "督查", "追究", "问责", "多个", "两个", "三个", "每个", "出", "到", "清", "定",
    "严肃", "同", "如下",
];

/// Longest label, in characters.
const LONGEST: usize = 14;

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
    fn may_end(&self, character: char) -> bool {
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
        found(true).or_else(|| if spaced { found(false) } else { None })
    }

    /// Where a label is joined to another before it (`责任单位及责任人`): the start of the first and its meaning.
    fn joined(&self, text: &str, from: usize, start: usize) -> Option<(usize, Meaning)> {
        let before = text.get(from..start)?;
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

/// Characters that are read backwards at most: a label, and enough of what runs into it.
const READ_BACK: usize = LONGEST + 5;

/// What is known of each character that was read backwards; most colons are looked at so, and nothing is allocated for them.
#[derive(Default)]
struct ReadBack<T> {
    values: [T; READ_BACK],
    count: usize,
}

impl<T> ReadBack<T> {
    /// Adds a value, unless there are as many as can be.
    fn push(&mut self, value: T) {
        if let Some(place) = self.values.get_mut(self.count) {
            *place = value;
            self.count += 1;
        }
    }
}

impl<T> std::ops::Deref for ReadBack<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.values[..self.count]
    }
}

impl<T> std::ops::DerefMut for ReadBack<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.values[..self.count]
    }
}

/// The characters before a place, last first, without spaces and the brackets of a note inside the label (`责任单位（人）`).
struct Reading {
    characters: ReadBack<char>,
    /// Where each stands.
    starts: ReadBack<usize>,
    /// How many spaces stand between this character and the one before it in the text.
    spaces: ReadBack<u32>,
    /// The byte after the last character that belongs to the label.
    end: usize,
    /// More Chinese characters precede than were read.
    open_ended: bool,
}

impl Reading {
    fn backwards(before: &str, from: usize) -> Self {
        let trimmed = before.trim_end_matches(is_space);
        // 责任单位为：… says the same with a copula.
        let trimmed = trimmed.strip_suffix(['为', '是']).unwrap_or(trimmed).trim_end_matches(is_space);
        let mut reading =
            Self {
                characters: ReadBack::default(),
                starts: ReadBack::default(),
                spaces: ReadBack::default(),
                end: from + trimmed.len(),
                open_ended: false,
            };
        let mut depth = 0;
        for (at, character) in trimmed.char_indices().rev() {
            match character {
                '）' | ')' if depth == 0 => depth = 1,
                '（' | '(' if depth == 1 => depth = 0,
                _ if is_space(character) => {
                    if let Some(last) = reading.spaces.last_mut() {
                        *last += 1;
                    }
                }
                _ if !is_han(character) => break,
                _ if reading.characters.len() == READ_BACK => {
                    reading.open_ended = true;
                    break;
                }
                _ => {
                    reading.characters.push(character);
                    reading.starts.push(from + at);
                    reading.spaces.push(0);
                }
            }
        }
        reading
    }

    /// Whether the last `length` characters stand at even distances.
    fn is_even(&self, length: usize) -> bool {
        self.spaces[..length - 1].windows(2).all(|pair| pair[0] == pair[1])
    }

    /// The Chinese characters that run into the label of `length` characters, back to a space or a mark.
    fn lead_in(&self, length: usize) -> String {
        if self.spaces[length - 1] > 0 {
            return String::new();
        }
        let end = (length..self.characters.len()).find(|&at| self.spaces[at] > 0).map_or(self.characters.len(), |at| at + 1);
        self.characters[length..end].iter().rev().collect()
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
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}')
}

/// Whether a character is a Chinese one.
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
