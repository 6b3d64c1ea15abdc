//! What each paragraph of a notice is, before its enumerators are read: body, heading without a number,
//! signature, list of attachments, title of an attached document.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::OwnForms;
use super::marker::{self, Mark, Reading, Style};
use super::words;
use crate::numeral::is_numeral;
use crate::word_table::CharacterSet;

/// One paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind,
    /// What was read at its start, where an enumerator can begin with its first character.
    pub(crate) beginning: Option<Reading>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text that may hold enumerators.
    Body,
    /// A heading without a number.
    Heading,
    /// One that holds no items: 前言.
    Preface,
    /// The first line of what no longer belongs to the item before.
    Break,
    /// A line of the head or tail in which no enumerator counts.
    Furniture,
}

/// Bytes of the longest line that can be a heading, a signature or a title.
const SHORT: usize = 130;
/// Characters of a heading without a number.
const HEADING: std::ops::RangeInclusive<usize> = 2..=24;
/// Bytes from which a paragraph counts as body text.
const BODY: usize = 90;

/// Paragraphs from the start among which the title may come again.
const TITLE_AGAIN: usize = 3;

/// … under a heading that ends as those of sections do, where it is one sentence.
const SENTENCE: usize = 45;

/// What no heading, signature or title has in it.
static UNLIKE_HEADING: CharacterSet = CharacterSet::of("。；：，？！,;:…\t|");
/// What no heading without a number has in it, beyond that.
static IN_NO_HEADING: CharacterSet = CharacterSet::of("、.（(《%");
/// The signs of [`UNLIKE_HEADING`] and white space.
static UNLIKE_HEADING_OR_BLANK: CharacterSet =
    CharacterSet::of("。；：，？！,;:…| \u{85}\u{A0}\u{1680}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}")
        .with(0x09, 0x0D)
        .with(0x2000, 0x200A);

/// Tells the paragraphs' kinds.
pub(crate) fn classify(text: &str, ranges: &[Range<usize>], own: &OwnForms) -> Vec<Paragraph> {
    let lines: Vec<Line> = ranges.iter().map(|range| Line::new(text.get(range.clone()).unwrap_or_default(), own)).collect();
    let mut kinds = vec![Kind::Body; lines.len()];
    mark_contents(&lines, &mut kinds);
    mark_tails(&lines, &mut kinds);
    mark_attached_titles(&lines, &mut kinds);
    mark_headings(&lines, &mut kinds, own);
    let paragraph =
        |((range, kind), line): ((&Range<usize>, Kind), &Line)| Paragraph { range: range.clone(), kind, beginning: line.beginning };
    ranges.iter().zip(kinds).zip(&lines).map(paragraph).collect()
}

/// A paragraph and what its form says.
struct Line<'a> {
    words: &'a str,
    /// See [`Paragraph::beginning`].
    beginning: Option<Reading>,
    /// The enumerator that it begins with.
    mark: Option<Mark>,
    short: bool,
    /// Whether it is short and has no stop in or behind it, so that it can be a heading, a signature or a title.
    unstopped: bool,
    /// … nor a blank.
    unbroken: bool,
}

impl<'a> Line<'a> {
    fn new(words: &'a str, own: &OwnForms) -> Self {
        let first = words.chars().next().filter(|&first| marker::can_begin(u32::from(first)));
        let beginning = first.map(|first| marker::read_with(words, first, None, own));
        let mark = match beginning {
            Some(Reading::Mark(mark)) if mark.style != Style::Bare => Some(mark),
            _ => None,
        };
        let short = words.len() <= SHORT;
        let sign = if short && mark.is_none() { UNLIKE_HEADING_OR_BLANK.next_in(words, 0) } else { Some(words.len()) };
        let unbroken = sign.is_none();
        let unstopped = short && mark.is_none() && sign.is_none_or(|at| UNLIKE_HEADING.next_in(words, at).is_none());
        Self { words, beginning, mark, short, unstopped, unbroken }
    }

    fn ends_sentence(&self) -> bool {
        self.words.ends_with(['。', '；', '！', '？', '”', '）', ')', ';', '：', ':'])
            || self.short && self.words.contains(['：', ':', '\t'])
    }

    fn is_body(&self) -> bool {
        self.words.len() >= BODY && self.words.contains(['。', '；', '，', ',', ';'])
    }

    fn begins_list(&self) -> bool {
        self.mark.is_some_and(|mark| mark.numeral == Some(1))
    }

    /// Whether it begins with a number that is no year: `3改进考核办法`, but not 2013年工作要点.
    fn is_numbered(&self) -> bool {
        let after = self.words.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
        after.len() < self.words.len() && !after.starts_with('年')
    }

    /// The words without spaces, for letter-spaced headings.
    fn bare(&self) -> Cow<'a, str> {
        if !self.unbroken && self.words.contains(char::is_whitespace) {
            Cow::Owned(self.words.chars().filter(|character| !character.is_whitespace()).collect())
        } else {
            Cow::Borrowed(self.words)
        }
    }

    /// 突出重点任务，扎实推进各项工作: two clauses of about one length and no stop.
    fn is_parallel(&self) -> bool {
        const CLAUSE: std::ops::RangeInclusive<usize> = 4..=10;
        const LONGER: usize = 2;
        if !self.short || self.mark.is_some() {
            return false;
        }
        let Some((left, right)) = self.words.split_once(['，', ',']) else { return false };
        if right.chars().chain(left.chars()).any(|character| UNLIKE_HEADING.contains(character)) {
            return false;
        }
        let (left, right) = (left.chars().count(), right.chars().count());
        CLAUSE.contains(&left) && CLAUSE.contains(&right) && left.abs_diff(right) <= LONGER
    }

    /// 二〇一一年三月十五日, with or without the issuer before it, or with 印发 behind.
    fn is_date(&self) -> bool {
        let may_end = self.short && self.mark.is_none() && self.words.ends_with(['日', '月', '发', '布']);
        if !may_end || !self.unstopped && self.words.contains(['。', '，', '；', '：', ':']) {
            return false;
        }
        let bare = self.bare();
        let (Some(year), Some(month)) = (bare.find('年'), bare.find('月')) else { return false };
        let mut day = &*bare;
        for behind in ["印发", "发布"] {
            while let Some(before) = day.strip_suffix(behind) {
                day = before;
            }
        }
        let number = |words: &str| {
            !words.is_empty() && words.chars().all(|character| is_numeral(character) || matches!(character, 'X' | 'x' | '×' | '*' | 'Ｘ'))
        };
        let digits = bare[..year].chars().rev().take_while(|&character| is_numeral(character)).count();
        year < month
            && (2..=4).contains(&digits)
            && number(&bare[year + 3..month])
            && (day.ends_with('日') || day.ends_with('月'))
            && day.len() <= month + 3 + 12
    }

    fn begins_tail(&self) -> bool {
        words::TAIL_BEGINS.fits(self.words) || self.short && self.words.ends_with("印发") && !self.words.contains('，')
    }

    /// 附件2, which stands above the title of what is attached.
    fn is_attachment_label(&self) -> bool {
        let after = self.words.strip_prefix("附件").or_else(|| self.words.strip_prefix('附'));
        after.is_some_and(|after| {
            let rest = after.trim_start_matches(|character: char| is_numeral(character) || character.is_whitespace());
            rest.is_empty() || rest == "：" || rest == ":"
        })
    }

    /// 附件：1.… or 附件 alone; not 附件一 in a sentence.
    fn begins_attachments(&self) -> bool {
        self.words.strip_prefix("附件").or_else(|| self.words.strip_prefix('附')).is_some_and(|after| {
            let after = after.trim_start_matches(|character: char| is_numeral(character) || character.is_whitespace());
            after.is_empty() || after.starts_with(['：', ':', '.', '、', '．']) || self.unstopped && self.words.len() <= 60
        })
    }
}

/// Lines of a table of contents at most.
const MOST_CONTENTS: usize = 300;

/// What stands above a table of contents.
const CONTENTS: &[&str] = &["目录", "目次", "要目", "本期要目", "本期目录", "本期内容", "本期导读", "导读", "内容提要", "内容提示"];
/// What those begin with.
static CONTENTS_BEGIN: CharacterSet = CharacterSet::of("目要本导内");

/// A table of contents: the lines below 目录 up to where the first of them comes again.
fn mark_contents(lines: &[Line], kinds: &mut [Kind]) {
    let may_name = |line: &Line| line.words.trim_start().starts_with(|first| CONTENTS_BEGIN.contains(first));
    let named = |line: &&Line| line.words.len() <= 30 && may_name(line) && CONTENTS.contains(&line.bare().trim_end_matches(['：', ':']));
    let Some(head) = lines.iter().take(MOST_CONTENTS).position(|line| named(&line)) else { return };
    let entry = |line: &Line| {
        let bare = line.bare();
        let words = bare.trim_end_matches(|character: char| character.is_ascii_digit() || matches!(character, '.' | '…' | '·' | '-' | '—'));
        let words = words.trim_start_matches(['◆', '●', '★', '■', '▲', '※', '◇', '○', '☆', '·', '•']);
        (!words.is_empty()).then(|| words.to_owned())
    };
    let Some(first) = lines.get(head + 1).filter(|line| line.short).and_then(entry) else { return };
    let entries = lines[head + 2..].iter().take(MOST_CONTENTS).take_while(|line| line.short);
    let Some(length) = entries.clone().position(|line| entry(line).as_ref() == Some(&first)) else { return };
    kinds[head..head + 2 + length].fill(Kind::Furniture);
    // What the list names and no enumerator begins is a heading: the articles of a bulletin.
    let listed: Vec<String> = lines[head + 1..head + 2 + length].iter().filter_map(entry).collect();
    for (index, line) in lines.iter().enumerate().skip(head + 2 + length) {
        if line.unstopped && entry(line).is_some_and(|words| listed.contains(&words)) {
            kinds[index] = Kind::Heading;
        }
    }
}

/// Signatures, dates, copies and lists of attachments.
fn mark_tails(lines: &[Line], kinds: &mut [Kind]) {
    let mut in_tail = false;
    let mut index = 0;
    while index < lines.len() {
        let line = &lines[index];
        let labelled = line.words.starts_with('附');
        let attachments = labelled && line.begins_attachments();
        let date = line.is_date();
        let tail = attachments || date || !labelled && line.words.len() <= 3 * SHORT && line.begins_tail();
        if !tail {
            in_tail = false;
            index += 1;
            continue;
        }
        let mut first = index;
        if date && !in_tail {
            // The names of those who sign stand above the date.
            while first > 0 && index - first < 4 && is_signer(&lines[first - 1], index == first) && kinds[first - 1] == Kind::Body {
                first -= 1;
            }
        }
        kinds[first] = if in_tail { Kind::Furniture } else { Kind::Break };
        kinds[first + 1..=index].fill(Kind::Furniture);
        in_tail = true;
        index += 1;
        if attachments {
            // The first stands behind the label, or the label alone in its line.
            let first = if line.is_attachment_label() { 1 } else { 2 };
            // 附件：一、名额分配表 goes on with 二、.
            let style = if line.words.split(['：', ':']).nth(1).is_some_and(|list| list.trim_start().starts_with("一、")) {
                Style::Chinese
            } else {
                Style::Arabic
            };
            let end = index + lines[index..].iter().take_while(|line| is_attachment(line, style, first)).count();
            let listed =
                line.words.chars().any(|character| character.is_ascii_digit() || matches!(character, '：' | ':')) && line.words.len() > 12;
            if listed || lines.get(end).is_none_or(|next| next.is_date() || next.unstopped || next.begins_tail()) {
                kinds[index..end].fill(Kind::Furniture);
                index = end;
            }
        }
    }
}

fn is_signer(line: &Line, next_to_date: bool) -> bool {
    line.unstopped && line.words.len() <= 90 && !line.is_date() && (next_to_date || words::SIGNER_ENDS.fits(line.words))
}

/// `2.报名表` below 附件：, with the number `first` or a later one.
fn is_attachment(line: &Line, style: Style, first: u32) -> bool {
    line.short
        && line.mark.is_some_and(|mark| mark.style == style && mark.numeral.is_some_and(|numeral| numeral >= first))
        && !line.words.trim_end_matches('。').contains('。')
}

/// Titles of attached documents, and the line that they begin on.
fn mark_attached_titles(lines: &[Line], kinds: &mut [Kind]) {
    for index in 0..lines.len() {
        let line = &lines[index];
        // 任务分解表 among headings without a number is one of them.
        if line.unstopped
            && line.words.len() <= 3 * HEADING_OF_TABLE
            && words::TITLE_ENDS.fits(line.words)
            && is_among_headings(lines, index)
        {
            continue;
        }
        let labelled = index.checked_sub(1).is_some_and(|before| kinds[before] != Kind::Body && lines[before].is_attachment_label());
        if labelled && line.unstopped && kinds[index] == Kind::Body {
            // 附件2 above it is the break.
            kinds[index] = Kind::Furniture;
            continue;
        }
        if kinds[index] != Kind::Body || !line.unstopped || line.words.len() < 18 || line.is_numbered() || !is_title(&line.bare()) {
            continue;
        }
        let first = match index.checked_sub(1) {
            Some(before) if kinds[before] == Kind::Body && lines[before].unstopped && !lines[before].ends_sentence() => before,
            _ => index,
        };
        let stands_alone = first == 0 || kinds[first - 1] != Kind::Body || lines[first - 1].ends_sentence();
        if stands_alone {
            kinds[first] = Kind::Break;
            kinds[first + 1..=index].fill(Kind::Furniture);
        }
    }
}

/// Characters of a heading that names a table.
const HEADING_OF_TABLE: usize = 8;

/// Whether usual headings without a number stand above and below.
fn is_among_headings(lines: &[Line], index: usize) -> bool {
    let is_heading = |line: &Line| line.unstopped && words::HEADINGS.holds(&line.bare());
    lines[..index].iter().any(is_heading) && lines[index + 1..].iter().any(is_heading)
}

fn is_title(bare: &str) -> bool {
    let name = match bare.rfind(['（', '(']) {
        Some(open) if bare.ends_with(['）', ')']) => &bare[..open],
        _ => bare,
    };
    words::TITLE_ENDS.fits(name)
}

/// 工作打算 of 2013年工作打算.
fn without_year(words: &str) -> &str {
    let after = words.trim_start_matches(|character: char| character.is_ascii_digit());
    if words.len() - after.len() == 4 && after.starts_with('年') { after } else { words }
}

/// Whether a heading is the title of what the notice issues: 《家校共育工作制度》 stands in its first lines.
fn names_document(lines: &[Line], index: usize, bare: &str) -> bool {
    const HEAD: usize = 6;
    let above = lines[..index.min(HEAD)].iter().filter(|line| line.words.contains('《'));
    above.into_iter().any(|line| line.words.split('《').skip(1).any(|part| part.split('》').next() == Some(bare)))
}

/// Headings without a number: by their form, by what stands around them, and by others like them.
fn mark_headings(lines: &[Line], kinds: &mut [Kind], own: &OwnForms) {
    let Some(first_body) = lines.iter().position(|line| line.is_body() || line.mark.is_some()) else { return };
    let mut forms: Vec<(usize, i32, Option<&str>, bool)> = Vec::new();
    let mut alike: FxHashMap<&str, usize> = FxHashMap::default();
    for (index, line) in lines.iter().enumerate() {
        let of_form = || line.unstopped || line.is_parallel();
        if kinds[index] != Kind::Body || !of_form() || IN_NO_HEADING.is_in(line.words) {
            continue;
        }
        let bare = line.bare();
        let known = words::HEADINGS.holds(&bare) || own.titles.iter().any(|title| *title == *bare);
        if !HEADING.contains(&bare.chars().count()) || without_year(&bare).contains(|character: char| character.is_ascii_digit()) {
            continue;
        }
        // The page says the title twice.
        if index <= TITLE_AGAIN && lines[..index].iter().any(|above| above.words == line.words) || names_document(lines, index, &bare) {
            continue;
        }
        // Between the title and the body stand only a preface, or the first of several rules.
        let after_preamble = || index > 1 && lines[index - 1].ends_sentence() && lines[index - 1].words.contains(['，', ',']);
        let above_body = index <= first_body && !known && !after_preamble();
        if above_body && index == 0 {
            continue;
        }
        let after_sentence = above_body
            || index
                .checked_sub(1)
                .is_none_or(|before| kinds[before] != Kind::Body || lines[before].ends_sentence() || lines[before].mark.is_some());
        let Some(next) = lines.get(index + 1).filter(|_| after_sentence && kinds.get(index + 1) == Some(&Kind::Body)) else { continue };
        let list = next.begins_list() || next.words.starts_with("序号") || next.words.contains('\t');
        let over_sentence = next.words.len() >= SENTENCE && next.words.ends_with('。') && words::SECTION_ENDS.fits(&bare);
        if !list && !next.is_body() && !over_sentence {
            continue;
        }
        let spaced = line.words.split_whitespace().count() >= 3 && line.words.split_whitespace().all(|part| part.chars().count() == 1);
        // 公开承诺制 is of the kind of 晨会制度.
        let end = words::SECTION_ENDS.word(&bare).map(|end| if end == "制" { "制度" } else { end });
        if let Some(end) = end {
            *alike.entry(end).or_insert(0_usize) += 1;
        }
        let rules = list && words::RULE_ENDS.fits(&bare);
        let evidence = 3 * i32::from(known) + 2 * i32::from(list) + i32::from(spaced || rules);
        forms.push((index, evidence, end, above_body));
    }
    let accepted = |evidence: i32, end: Option<&str>| {
        let mates = end.and_then(|end| alike.get(end)).copied().unwrap_or(0);
        // Three that end alike, each over its own text, need nothing else.
        evidence + 2 * i32::from(mates >= 2) + i32::from(mates >= 3)
    };
    let sure = forms.iter().filter(|&&(_, evidence, end, _)| accepted(evidence, end) >= 3).count();
    let lists = forms.iter().filter(|(_, evidence, ..)| evidence & 2 == 2).count();
    for (index, evidence, end, above_body) in forms {
        let mates = end.and_then(|end| alike.get(end)).copied().unwrap_or(0);
        // Where others are headings, a line that ends as they do is one too.
        let among = sure >= 2 && words::HEADING_ENDS.fits(&lines[index].bare());
        let evidence = accepted(evidence, end) + i32::from(lists >= 3 || sure >= 1 && evidence & 2 == 2) + 3 * i32::from(among);
        if evidence >= 3 && (!above_body || mates >= 2) {
            kinds[index] = if words::PREFACES.holds(&lines[index].bare()) { Kind::Preface } else { Kind::Heading };
        }
    }
}
