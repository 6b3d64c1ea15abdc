//! The title: one line or several, between the number and the addressees.

mod lines;

use std::ops::Range;

use lines::with_kind;

use super::kind;
use super::unit_name::is_unit_name;
use super::{date, number};
use crate::word_index::WordIndex;

/// Longest title in characters.
const LONGEST: usize = 120;

/// Longest title without a kind of document, in characters; longer is a sentence.
const LONGEST_WITHOUT_KIND: usize = 40;

/// What begins a line of the head that is no part of the title.
static NOT_TITLE: WordIndex = WordIndex::beginnings(&[
    "附件",
    "主送",
    "抄送",
    "抄报",
    "签发人",
    "密级",
    "秘密",
    "机密",
    "绝密",
    "特急",
    "内部资料",
    "内部文件",
    "注意保存",
    "加急",
    "急件",
    "平急",
    "来源",
    "作者",
    "发布",
    "时间",
    "日期",
    "编号",
    "标题：",
    "标题:",
    "名称：",
    "名称:",
    "大小",
    "页数",
    "摘要",
    "关键词",
    "发文",
    "文号",
    "索引号",
    "主题分类",
    "主题词",
    "【",
    "编者按",
    "目录",
    "〖",
    "第一篇",
]);

/// What stands alone above a paper's issue number.
const MASTHEADS: [&str; 5] = ["会议纪要", "简报", "工作简报", "情况通报", "工作通报"];

/// The title found in the head's lines, and how many lines from the start are head (title included).
pub struct FoundTitle {
    /// The title, its lines joined.
    pub title: String,
    /// Index of the paragraph after it, or of the one that it runs into.
    pub next: usize,
    /// Bytes of that paragraph which are still title (or number).
    pub inside: usize,
    /// The document number, where the title's line holds it too.
    pub number: Option<super::Number>,
}

/// Whether a line of the head is a letterhead (红头), `…医院文件`: ends in 文件, 公文 or 便函.
pub fn is_letterhead(line: &str) -> bool {
    const LEAST: usize = 5;
    if !line.ends_with(['件', '文', '函']) {
        return false;
    }
    let mut letters = line.chars().rev().filter(|character| !character.is_whitespace());
    let (last, before) = (letters.next(), letters.next());
    matches!((before, last), (Some('文'), Some('件')) | (Some('公'), Some('文')) | (Some('便'), Some('函')))
        && letters.count() + 2 >= LEAST
        && !line.contains('关')
}

/// The title of a bulletin, which need not name a kind of document: the last line of the head, below issue, issuer and date.
fn below_masthead(lines: &[&str], usable: &[bool], from: usize) -> Option<FoundTitle> {
    const SHORTEST: usize = 8;
    let last = lines.len().checked_sub(1).filter(|&last| last > from && usable[last])?;
    let line = lines[last];
    let is_title = (SHORTEST..=LONGEST_WITHOUT_KIND).contains(&line.chars().count())
        && !line.contains(['。', '；', '：', ':', '第'])
        && !is_unit_name(line)
        && date::at_end(line).is_none();
    is_title.then(|| FoundTitle { title: line.to_owned(), next: last + 1, inside: 0, number: None })
}

/// Finds the title in the paragraphs that are head, or before the first item, where that stands in the next one.
/// `numbers` are the document numbers in the head's lines.
pub fn find(text: &str, paragraphs: &[Range<usize>], numbers: &[Option<super::Number>], first_item: usize) -> Option<FoundTitle> {
    let head_lines = numbers.len();
    let lines: Vec<&str> = paragraphs[..head_lines].iter().map(|range| without_frame(&text[range.clone()])).collect();
    let is_usable = |((range, &line), number): ((&Range<usize>, &&str), &Option<super::Number>)| {
        // What was taken off a line may have kept its number from being one.
        if line.len() == range.len() {
            may_be_title(line, number.as_ref())
        } else {
            may_be_title(line, number::in_head_line(line, 0).as_ref())
        }
    };
    let usable: Vec<bool> = paragraphs.iter().zip(&lines).zip(numbers).map(is_usable).collect();
    let titles = |from: usize| (from..lines.len()).filter(|&first| usable[first]).find_map(|first| with_kind(&lines, &usable, first));
    let mut found = titles(0);
    // The page's own title stands above the notice's: the one right above the addressees counts.
    while let Some(first) = &found
        && let Some(second) = titles(first.next).filter(|second| is_page_title(&first.title, &second.title))
        && super::addressees_from(text, paragraphs, behind_number(&lines, second.next)).is_some()
    {
        found = Some(second);
    }
    // 会议纪要 and 第9期 are a masthead; the title stands below.
    if let Some(first) = &found
        && MASTHEADS.contains(&first.title.replace([' ', '\u{3000}'], "").as_str())
        && lines[first.next..].iter().take(2).any(|line| line.contains('期') && line.contains('第'))
        && let Some(second) = titles(first.next).or_else(|| below_masthead(&lines, &usable, first.next))
    {
        found = Some(second);
    }
    // A letterhead can name a kind too: 某院教务处通知 above the number, and the title below it.
    if let Some(first) = &found
        && !first.title.contains("关于")
        && let Some(below) = (first.next..lines.len().min(first.next + 2)).find(|&at| number::in_head_line(lines[at], 0).is_some())
        && let Some(second) = titles(below + 1).filter(|second| {
            second.title.contains("关于")
                || kind::of_title(&first.title).is_some_and(|kind| first.title.ends_with(kind))
                    && kind::of_title(&second.title) == kind::of_title(&first.title)
        })
    {
        found = Some(second);
    }
    let found = found.or_else(|| run_on(paragraphs, text, head_lines, first_item)).or_else(|| labelled(&lines));
    found.or_else(|| without_kind(&lines, &usable)).or_else(|| above_abstract(text, paragraphs)).or_else(|| {
        run_into_body(paragraphs.get(head_lines).map(|range| &text[range.start..range.end.min(first_item).max(range.start)])?, head_lines)
    })
}

/// The line at `index`, or the one after it where that is the document number's.
fn behind_number(lines: &[&str], index: usize) -> usize {
    index + usize::from(lines.get(index).is_some_and(|line| number::in_head_line(line, 0).is_some()))
}

/// The title that a web page's table of particulars gives: `标 题：…`, perhaps between bars.
fn labelled(lines: &[&str]) -> Option<FoundTitle> {
    lines.iter().enumerate().find_map(|(index, line)| {
        let (label, rest) = line.split_once(['：', ':'])?;
        let label: String = label.chars().filter(|character| character.is_alphanumeric()).take(5).collect();
        let cell = rest.trim_matches(|character: char| character.is_whitespace() || character == '|').split('|').next()?.trim();
        let names = matches!(label.as_str(), "标题" | "名称" | "文件名称" | "信息名称");
        (names && kind::of_title(cell).is_some()).then(|| FoundTitle {
            title: without_number(cell),
            next: index + 1,
            inside: 0,
            number: None,
        })
    })
}

/// The head of a page that lost its line breaks: letterhead, number, title and addressees in one line, the body behind their colon.
fn run_on(paragraphs: &[Range<usize>], text: &str, index: usize, first_item: usize) -> Option<FoundTitle> {
    const REACH: usize = 900;
    let line = paragraphs.get(index).map(|range| &text[range.start..range.end.min(first_item).max(range.start)])?;
    let reach = line.floor_char_boundary(REACH);
    let sentence = line[..reach].find('。').unwrap_or(reach);
    let colon = line[..sentence].find(['：', ':'])?;
    let head = &line[..colon];
    let number = number::within(head);
    let mut ends = head.char_indices().rev().map(|(at, character)| at + character.len_utf8()).filter(|&end| kind::ends_title(&head[..end]));
    let (title_end, called) = ends.find_map(|end| {
        let behind = number.as_ref().filter(|number| head[end..number.range.start.max(end)].trim().is_empty() && number.range.start >= end);
        let called = behind.map_or(end, |number| number.range.end);
        let rest = head[called..].trim_start();
        (rest.starts_with(['各', '机', '局', '市', '县', '区', '省', '全']) || is_unit_name(rest)).then_some(())?;
        super::addressees(&format!("{rest}：")).map(|_| (end, called))
    })?;
    let before = number.as_ref().filter(|number| number.range.end <= title_end).map(|number| number.range.end);
    let start = before
        .or_else(|| head[..title_end].find("文件").map(|at| at + "文件".len()).filter(|&at| head[at..].contains("关于")))
        .unwrap_or(0);
    let title = head[start..title_end].trim();
    let whole = (6..=LONGEST).contains(&title.chars().count()) && balanced(title) && kind::of_title(title).is_some();
    let base = paragraphs[index].start;
    let number = number.map(|number| number.moved_by(base));
    whole.then(|| FoundTitle { title: title.to_owned(), next: index, inside: called, number })
}

/// A line without what a site put around it, a tag, a number, the bars of a table: 【通报】… | |.
fn without_frame(line: &str) -> &str {
    let line = line.trim_end_matches(|character: char| character == '|' || character.is_whitespace());
    let line = without_tag(line);
    if !line.contains('号') || !line.contains("关于") {
        return line;
    }
    let behind = number::find(line).filter(|number| number.range.start == 0).map(|number| line[number.range.end..].trim_start());
    behind.filter(|rest| rest.contains("关于") && kind::of_title(rest).is_some()).unwrap_or(line)
}

fn without_tag(line: &str) -> &str {
    let tag = line.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    match tag {
        Some((tag, rest)) if tag.chars().count() <= 4 && kind::of_title(rest).is_some() => rest.trim_start(),
        _ => line,
    }
}

/// The title of what a notice without a title of its own sends, which stands behind the signature.
pub fn annexed(text: &str, behind: &[Range<usize>]) -> Option<String> {
    const REACH: usize = 4;
    let lines: Vec<&str> = behind.iter().take(REACH).map(|range| &text[range.clone()]).collect();
    let is_usable = |line: &&str| !line.starts_with(['（', '(']) && may_be_title(line, number::in_head_line(line, 0).as_ref());
    let usable: Vec<bool> = lines.iter().map(is_usable).collect();
    let first = usable.iter().position(|&usable| usable)?;
    with_kind(&lines, &usable, first).map(|found| found.title)
}

/// Whether a page's title says the same as the notice's own below it.
fn is_page_title(above: &str, below: &str) -> bool {
    const SHARED: usize = 6;
    let characters: Vec<char> = above.chars().collect();
    below.chars().count() >= 10 && characters.windows(SHARED).any(|part| below.contains(&part.iter().collect::<String>()))
}

/// Endings of a file's name that a site shows as the title.
const FILE_ENDINGS: [&str; 8] = [".docx", ".doc", ".pdf", ".wps", ".rtf", ".txt", ".DOC", ".PDF"];

/// A title without the ending of a file's name or the site's name behind a bar: … - 某某文库.
pub fn without_file_ending(title: &str) -> &str {
    const LONGEST_SITE: usize = 36;
    // Most titles end in a Han character, and have no ASCII in them.
    let title = if title.ends_with(|last: char| last.is_ascii_alphabetic()) {
        FILE_ENDINGS.iter().find_map(|ending| title.strip_suffix(ending)).unwrap_or(title)
    } else {
        title
    };
    if memchr::memchr(b'-', title.as_bytes()).is_none() {
        return title;
    }
    match title.rsplit_once(" - ") {
        Some((own, site)) if site.len() <= LONGEST_SITE && kind::of_title(own).is_some() && kind::of_title(site).is_none() => own,
        _ => title,
    }
}

/// Whether a line of the head, in which `number` stands, may be one of the title's.
fn may_be_title(line: &str, number: Option<&super::Number>) -> bool {
    let count = line.chars().count();
    (2..=LONGEST).contains(&count)
        && !begins_with_label(line)
        && !line.contains('|')
        && line.contains(|character: char| ('\u{3400}'..='\u{9FFF}').contains(&character))
        && !NOT_TITLE.fits(line)
        && !line.starts_with("ID")
        && !line.starts_with('#')
        && !(line.ends_with('版') && line.contains('第'))
        && !(line.contains('】') && line.contains("号】"))
        && !line.ends_with(['：', ':', '。', '；', ';', '，', ','])
        && !line.contains('。')
        && number.is_none_or(|number| number.range.start > 0 && line.contains("关于"))
        && date::at_end(line).is_none_or(|date| date.range.start > 12 && line[..date.range.start].contains("关于"))
        && !is_letterhead(line)
}

/// Whether a line is a labelled value: 责任单位：市教育局.
fn begins_with_label(line: &str) -> bool {
    /// Bytes of the longest label.
    const LONGEST_LABEL: usize = 36;
    let near = &line[..line.floor_char_boundary(LONGEST_LABEL + '：'.len_utf8())];
    let colon = near.find(['：', ':']).filter(|&at| at <= LONGEST_LABEL);
    colon.is_some_and(|at| crate::fields::Labels::built_in().whole(&line[..at]).is_some())
}

/// Whether as many title marks and quotation marks are opened as closed.
fn balanced(title: &str) -> bool {
    let open = title.chars().fold((0, 0), |(titles, quotations), character| match character {
        '《' => (titles + 1, quotations),
        '》' => (titles - 1, quotations),
        '“' => (titles, quotations + 1),
        '”' => (titles, quotations - 1),
        _ => (titles, quotations),
    });
    open == (0, 0)
}

/// A title without the document number that a web page put behind it in brackets.
fn without_number(title: &str) -> String {
    let Some(number) = number::in_head_line(title, 0).filter(|number| number.range.start > 0) else {
        return title.trim_end_matches(['.', '．', '。']).trim_end().to_owned();
    };
    title[..number.range.start].trim_end_matches(['（', '(', ' ', '\u{3000}']).to_owned()
}

/// Where a paper's head runs on in one line (journal, title, authors, 摘要): its longest part that can be a title.
fn above_abstract(text: &str, paragraphs: &[Range<usize>]) -> Option<FoundTitle> {
    /// Bytes within which 摘要 begins.
    const REACH: usize = 600;
    let (index, before) = paragraphs.iter().take(6).enumerate().find_map(|(index, range)| {
        let line = &text[range.clone()];
        let near = &line[..line.floor_char_boundary(REACH + "摘要".len())];
        let found = near.match_indices('摘').find(|(at, _)| near[*at..].starts_with("摘要"));
        found.map(|(at, _)| at).filter(|&at| at > 0 && at < REACH).map(|at| (index, &line[..at]))
    })?;
    let han = |part: &str| part.chars().filter(|character| ('\u{4e00}'..='\u{9fff}').contains(character)).count();
    let parts = before.split_whitespace().filter(|part| !part.contains(['《', '·', '・', '(', '（']) && !part.contains("期"));
    let longest = parts.filter(|part| (8..=LONGEST_WITHOUT_KIND).contains(&part.chars().count())).max_by_key(|part| han(part))?;
    Some(FoundTitle { title: longest.to_owned(), next: index, inside: 0, number: None })
}

/// The first line that reads like a heading, where none names a kind of document.
fn without_kind(lines: &[&str], usable: &[bool]) -> Option<FoundTitle> {
    let reads_well = |line: &&str| {
        let count = line.chars().count();
        (4..=LONGEST_WITHOUT_KIND).contains(&count)
            && !is_unit_name(line)
            && line.chars().filter(|character| ('\u{4e00}'..='\u{9fff}').contains(character)).count() * 2 > count
    };
    let index = (0..lines.len()).find(|&index| usable[index] && reads_well(&lines[index]))?;
    Some(FoundTitle {
        title: without_file_ending(lines[index].trim_end_matches(['.', '．'])).to_owned(),
        next: index + 1,
        inside: 0,
        number: None,
    })
}

/// How a body begins that a title runs into.
static BODY_BEGINNINGS: WordIndex = WordIndex::beginnings(&[
    "为",
    "根据",
    "按照",
    "依据",
    "遵照",
    "今年",
    "近年",
    "近期",
    "经研究",
    "现将",
    "自",
    "我",
    "在",
    "各位",
    "同志们",
    "本",
]);

/// How a preamble begins, so that even a title without 关于 ends before it.
static PREAMBLES: WordIndex = WordIndex::beginnings(&[
    "为了",
    "为深入",
    "为进一步",
    "为贯彻",
    "为全面",
    "为切实",
    "为加强",
    "为确保",
    "为推进",
    "为推动",
    "为扎实",
    "为认真",
    "为做好",
]);

/// A title that runs straight into the addressees or the body's first sentence, as pages without line breaks have it.
fn run_into_body(line: &str, index: usize) -> Option<FoundTitle> {
    let end = line.find(['。', '，', ',', '：', ':', '；']).unwrap_or(line.len());
    let opening = &line[..end];
    // The first item follows straight behind the title.
    let whole = opening.trim_end();
    if end == line.len() && whole.chars().count() <= LONGEST && balanced(whole) && kind::of_title(whole).is_some() {
        return Some(FoundTitle { title: whole.to_owned(), next: index, inside: whole.len(), number: None });
    }
    let calls = line[end..].starts_with(['：', ':']);
    let mut best = None;
    for (at, character) in opening.char_indices().take(LONGEST) {
        let length = at + character.len_utf8();
        let (title, rest) = opening.split_at(length);
        if !kind::ends_title(title) || title.chars().count() < 6 || rest.chars().count() < 2 || !balanced(title) {
            continue;
        }
        // The body takes up its subject again: 某系统…实施方案某系统是….
        let repeats =
            rest.chars().count() >= 4 && rest.starts_with(&title[..title.char_indices().nth(3).map_or(title.len(), |(at, _)| at)]);
        let called = calls && (rest.starts_with('各') || is_unit_name(rest) && !rest.starts_with(['的', '》', '和']));
        let begins = title.contains("关于") && BODY_BEGINNINGS.fits(rest) || title.chars().count() >= 10 && PREAMBLES.fits(rest);
        if (repeats || called || begins) && kind::of_title(title).is_some() {
            best = Some(length);
        }
    }
    best.map(|length| FoundTitle { title: opening[..length].to_owned(), next: index, inside: length, number: None })
}
