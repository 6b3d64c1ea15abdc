//! Whole files read in the wrong encoding: 鍏充簬 is 关于 in UTF-8 read as GBK, ÁªÏµ is 联系 in GBK read as Latin-1.

use std::ops::{Range, RangeInclusive};

use super::pair_model::{Last, mean_cost, step};
use super::reading::is_han;
use crate::decode::gbk;
use crate::word_table::CharacterSet;

/// In which encoding bytes were read, and in which they were written. CP1252 stands for Latin-1 as well: where they
/// differ, Latin-1 has control characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misreading {
    /// 鍏充簬
    Utf8AsGbk,
    /// ÁªÏµ
    GbkAsCp1252,
    /// å…³äºŽ
    Utf8AsCp1252,
}

pub(super) const MISREADINGS: [Misreading; 3] = [Misreading::Utf8AsGbk, Misreading::Utf8AsCp1252, Misreading::GbkAsCp1252];

/// How often a text may have been misread.
const DEEPEST: usize = 3;
/// Characters that are tried; a file that is misread is so from its first non-ASCII character on.
const SAMPLE: usize = 600;
/// Of a hundred characters that are read anew, so many must come out.
const CLEAN: usize = 95;
/// −ln of the likelihood of a character, on average, up to which a text reads as Chinese: official texts have
/// 5 to 7, characters at random 14 and more.
const CHINESE: f32 = 8.5;
/// Characters that are looked at first, and the cost up to which they need no second look: what could read better than this
/// by [`BETTER`] would read better than Chinese does.
const GLANCE: usize = 48;
const READS_WELL: f32 = 7.5;
/// By how much the text must read better than it stands, on average.
const BETTER: f32 = 3.0;
/// Han characters that must come out: fewer may be chance.
const LEAST_HAN: usize = 2;
/// Of a hundred characters beyond ASCII, so many must stand together: accents of European texts stand alone.
const TOGETHER: usize = 80;
/// By how much the likeliest value of a lost byte must lead, in nats.
const LEAD: f32 = 3.0;

/// 0x80–0x9F in CP1252; the five that it leaves open stand for themselves, as in WHATWG's windows-1252.
const CP1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// A text read anew.
#[derive(Debug, Default)]
pub(super) struct Reread {
    /// Stretches of the text and what they were meant to be, ascending; as short as the bytes allow.
    pub stretches: Vec<(Range<usize>, String)>,
    /// Characters of the new text that could not be brought back (U+FFFD stands there).
    pub lost: Vec<Range<usize>>,
    /// Lines that were read anew.
    pub lines: u64,
}

/// How `text` was misread, the last misreading first; empty where it reads as it should.
pub(super) fn misreadings(text: &str) -> Vec<Misreading> {
    let Some(start) = text.bytes().position(|byte| !byte.is_ascii()) else { return Vec::new() };
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    // Behind so much ASCII the sample holds nothing else.
    if start - line >= SAMPLE {
        return Vec::new();
    }
    let beginning = |characters: usize| text[line..].char_indices().nth(characters).map(|(at, _)| &text[line..line + at]);
    if beginning(GLANCE).is_some_and(|glance| mean_cost(glance).is_none_or(|cost| cost <= READS_WELL)) {
        return Vec::new();
    }
    let sample = beginning(SAMPLE).unwrap_or(&text[line..]);
    plan(sample, DEEPEST).unwrap_or_default()
}

fn plan(sample: &str, depth: usize) -> Option<Vec<Misreading>> {
    let stands = mean_cost(sample)?;
    for misreading in MISREADINGS {
        let Some(read) = sampled(sample, misreading) else { continue };
        if reads_as_chinese(&read, stands) {
            return Some(vec![misreading]);
        }
        if depth > 1
            && let Some(further) = plan(&read, depth - 1)
        {
            return Some([vec![misreading], further].concat());
        }
    }
    None
}

/// `sample` read anew, if nearly all of it comes out.
pub(super) fn sampled(sample: &str, misreading: Misreading) -> Option<String> {
    let beyond = sample.chars().filter(|character| !character.is_ascii()).count();
    if beyond < 2 || (misreading != Misreading::Utf8AsGbk && !stand_together(sample, beyond)) {
        return None;
    }
    let read: Vec<Read> = Bytes::of(sample, misreading).read(misreading);
    let beyond = read.iter().filter(|read| read.range.len() > 1 || read.character.is_none()).count();
    let clean = read.iter().filter(|read| read.range.len() > 1 && read.character.is_some()).count();
    // The sample may end inside a character.
    let clean = clean + usize::from(read.last().is_some_and(|read| read.character.is_none()));
    (clean > 0 && clean * 100 >= beyond * CLEAN).then(|| read.iter().filter_map(|read| read.character).collect())
}

fn stand_together(sample: &str, beyond: usize) -> bool {
    let mut before = 'a';
    let mut together = 0;
    for character in sample.chars() {
        together += usize::from(!character.is_ascii() && !before.is_ascii());
        before = character;
    }
    // Each run has one character that has none before it.
    together * 200 >= beyond * TOGETHER
}

pub(super) fn reads_as_chinese(read: &str, stands: f32) -> bool {
    let han = read.chars().filter(|&character| is_han(character)).count();
    let cost = mean_cost(read).unwrap_or(f32::MAX);
    han >= LEAST_HAN && cost <= CHINESE && cost + BETTER <= stands
}

/// Reads `text` anew, line by line; a line that does not come out better stays as it is.
pub(super) fn reread(text: &str, misreading: Misreading) -> Reread {
    let mut reread = Reread::default();
    let (mut start, mut shift) = (0, 0_isize);
    for line in text.split_inclusive('\n') {
        if !line.is_ascii() {
            reread_line(line, start, &mut shift, misreading, &mut reread);
        }
        start += line.len();
    }
    reread
}

/// Reads a line anew; `start` is where the line begins in the text; `shift` how much longer the new text is so far.
pub(super) fn reread_line(line: &str, start: usize, shift: &mut isize, misreading: Misreading, reread: &mut Reread) {
    let bytes = Bytes::of(line, misreading);
    let mut read = bytes.read(misreading);
    let lost = read.iter().filter(|read| read.character.is_none()).count();
    let beyond = read.iter().filter(|read| read.range.len() > 1).count();
    if beyond == 0 || lost > beyond.div_ceil(4) {
        return;
    }
    bring_back(&bytes, &mut read);
    reread.lines += 1;
    let mut sources = bytes.starts.iter().peekable();
    let mut open: Option<(usize, String)> = None;
    let mut from = 0;
    for read in &read {
        while let Some(&(at, in_line)) = sources.next_if(|source| source.0 < read.range.end) {
            if at == read.range.start && open.is_none() {
                from = in_line;
            }
        }
        let (_, with) = open.get_or_insert_with(|| (from, String::new()));
        let character = read.character.unwrap_or('\u{FFFD}');
        if read.character.is_none() {
            let at = (start + from).saturating_add_signed(*shift) + with.len();
            reread.lost.push(at..at + character.len_utf8());
        }
        if character != '\u{FEFF}' {
            with.push(character);
        }
        // Both sides begin a character here, so the stretch may end.
        let (next, ends) = sources.peek().map_or((bytes.content.len(), line.len()), |source| **source);
        if next == read.range.end
            && let Some((from, with)) = open.take()
            && line[from..ends] != with
        {
            *shift += with.len() as isize - (ends - from) as isize;
            reread.stretches.push((start + from..start + ends, with));
        }
    }
}

/// What a stretch begins with that comes out clean, up to where a character ends both as it was read and as it was written.
#[derive(Debug, Default)]
pub(super) struct Prefix {
    /// What it was.
    pub read: String,
    /// Its bytes in the stretch.
    pub length: usize,
    /// Where in the stretch the reading came to its end, at what did not come out or at the stretch's end.
    pub reached: usize,
}

impl Prefix {
    /// Reads `stretch` anew as far as it comes out as what official texts are written in.
    pub fn of(stretch: &str, misreading: Misreading) -> Self {
        let bytes = Bytes::of(stretch, misreading);
        let (mut prefix, mut clean) = (Self::default(), 0);
        for each in bytes.read(misreading) {
            let Some(character) = each.character.filter(|&character| is_of_notices(character)) else { break };
            prefix.read.push(character);
            let end = match bytes.starts.binary_search_by_key(&each.range.end, |start| start.0) {
                Ok(at) => bytes.starts[at].1,
                Err(_) if each.range.end == bytes.content.len() => stretch.len(),
                Err(_) => continue,
            };
            prefix.reached = end;
            if !character.is_ascii() {
                (prefix.length, clean) = (end, prefix.read.len());
            }
        }
        prefix.read.truncate(clean);
        prefix
    }
}

/// The Han characters that GBK makes of the first two bytes of a character in UTF-8, where the first is one of `leads`.
pub(super) fn first_of_misread(leads: RangeInclusive<u8>) -> CharacterSet {
    let pairs = leads.flat_map(|lead| (0x80..=0xBF_u8).map(move |trail| (lead, trail)));
    let first: String = pairs.filter_map(|(lead, trail)| gbk::character(lead, trail)).filter(|&character| is_han(character)).collect();
    CharacterSet::of(&first)
}

/// Whether `character` is one that official texts are written in.
fn is_of_notices(character: char) -> bool {
    character.is_ascii()
        || is_han(character)
        || matches!(character, '\u{3000}'..='\u{301F}' | '\u{FF01}'..='\u{FF5E}' | '“' | '”' | '—' | '…' | '·')
}

/// The bytes behind a misread line.
struct Bytes {
    content: Vec<u8>,
    /// First byte of each character, in `content` and in the line.
    starts: Vec<(usize, usize)>,
}

/// A character read anew, `None` where it can't be, and its bytes.
struct Read {
    character: Option<char>,
    range: Range<usize>,
}

impl Bytes {
    fn of(line: &str, misreading: Misreading) -> Self {
        let mut bytes = Self { content: Vec::with_capacity(line.len()), starts: Vec::new() };
        for (at, character) in line.char_indices() {
            bytes.starts.push((bytes.content.len(), at));
            if character.is_ascii() {
                bytes.content.push(character as u8);
            } else if misreading == Misreading::Utf8AsGbk {
                let mut buffer = [0; 4];
                let (encoded, _, malformed) = encoding_rs::GB18030.encode(character.encode_utf8(&mut buffer));
                bytes.content.extend_from_slice(match malformed || character == '\u{FFFD}' {
                    true => b"?",
                    false if character == '€' => &[0x80],
                    false => &encoded,
                });
            } else {
                bytes.content.push(cp1252(character).unwrap_or(b'?'));
            }
        }
        bytes
    }

    fn read(&self, misreading: Misreading) -> Vec<Read> {
        let mut read = Vec::with_capacity(self.content.len() / 2);
        let mut at = 0;
        while let Some(rest) = self.content.get(at..).filter(|rest| !rest.is_empty()) {
            let (character, length) = match misreading {
                Misreading::GbkAsCp1252 => first_of_gbk(rest),
                _ => first_of_utf8(rest),
            };
            read.push(Read { character, range: at..at + length });
            at += length;
        }
        read
    }
}

pub(super) fn cp1252(character: char) -> Option<u8> {
    match u32::from(character) {
        code_point @ 0x80..=0xFF => u8::try_from(code_point).ok(),
        _ => CP1252.iter().position(|&special| special == character).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

fn first_of_gbk(bytes: &[u8]) -> (Option<char>, usize) {
    match bytes {
        [byte, ..] if byte.is_ascii() => (Some(char::from(*byte)), 1),
        [lead, trail, ..] => match gbk::character(*lead, *trail) {
            Some(character) => (Some(character), 2),
            None => (None, 1),
        },
        _ => (None, bytes.len()),
    }
}

/// The first character of UTF-8 in which a byte may have become `?`; a broken sequence is taken as one lost character.
fn first_of_utf8(bytes: &[u8]) -> (Option<char>, usize) {
    let length = match bytes.first() {
        Some(0xC2..=0xDF) => 2,
        Some(0xE0..=0xEF) => 3,
        Some(0xF0..=0xF4) => 4,
        Some(byte) if byte.is_ascii() => return (Some(char::from(*byte)), 1),
        _ => return (None, 1),
    };
    let whole = bytes.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
    if let Some(character) = whole.and_then(|whole| whole.chars().next()) {
        return (Some(character), length);
    }
    let known = bytes.iter().take(length).skip(1).take_while(|byte| (0x80..=0xBF).contains(*byte)).count() + 1;
    let swallowed = usize::from(bytes.get(known) == Some(&b'?'));
    (None, known + swallowed)
}

/// Characters of which only the last byte is lost come back where one value is clear: 。 and not its 63 neighbours.
fn bring_back(bytes: &Bytes, read: &mut [Read]) {
    for at in 0..read.len() {
        let range = read[at].range.clone();
        let known = bytes.content.get(range).and_then(|bytes| bytes.strip_suffix(b"?"));
        let (None, Some(&[one @ 0xE0..=0xEF, two])) = (read[at].character, known) else { continue };
        let before = at.checked_sub(1).and_then(|before| read[before].character).unwrap_or('\n');
        let after = read.get(at + 1).and_then(|after| after.character).unwrap_or('\n');
        let mut ways: Vec<(f32, char)> = (0x80..=0xBF)
            .filter_map(|three| std::str::from_utf8(&[one, two, three]).ok()?.chars().next())
            .map(|character| {
                let (cost, last) = step(Last::new(before, None), character);
                (cost + step(last, after).0, character)
            })
            .collect();
        ways.sort_by(|one, two| one.0.total_cmp(&two.0));
        if let [best, second, ..] = ways[..]
            && second.0 - best.0 >= LEAD
        {
            read[at].character = Some(best.1);
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, WINDOWS_1252};

    use super::*;

    const TEXT: &str =
        "关于开展春季义诊活动的通知\n各科室：\n　　为落实年度工作计划，医院定于4月20日开展义诊。请各科室（站、所）认真准备，按时参加！\n";

    fn misread(text: &str, how: Misreading) -> String {
        match how {
            Misreading::Utf8AsGbk => GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned(),
            Misreading::Utf8AsCp1252 => WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned(),
            Misreading::GbkAsCp1252 => WINDOWS_1252.decode_without_bom_handling(&GBK.encode(text).0).0.into_owned(),
        }
    }

    fn mended(text: &str) -> (String, usize) {
        let mut text = text.to_owned();
        let mut lost = 0;
        for misreading in misreadings(&text) {
            let reread = reread(&text, misreading);
            lost = reread.lost.len();
            for (range, with) in reread.stretches.iter().rev() {
                text.replace_range(range.clone(), with);
            }
            assert!(reread.lost.iter().all(|place| &text[place.clone()] == "\u{FFFD}"));
        }
        (text, lost)
    }

    #[test]
    fn much_ascii_before_the_first_character_is_no_sample() {
        for length in [SAMPLE - 1, SAMPLE, 3 * SAMPLE] {
            let text = format!("{}{TEXT}", "a".repeat(length));
            assert_eq!(misreadings(&text), Vec::new(), "{length}");
        }
    }

    #[test]
    fn misread_once_and_twice() {
        for how in MISREADINGS {
            let once = misread(TEXT, how);
            let (text, lost) = mended(&once);
            let wrong = text.chars().zip(TEXT.chars()).filter(|(one, two)| one != two && *one != '\u{FFFD}').count();
            assert_eq!((text.chars().count(), wrong), (TEXT.chars().count(), 0), "{how:?} {text}");
            assert!(lost <= 1, "{how:?} {lost} {text}");
            if how != Misreading::Utf8AsGbk {
                assert_eq!(text, TEXT, "{how:?}");
                assert_eq!(mended(&misread(&once, Misreading::Utf8AsCp1252)).0, TEXT, "{how:?}");
            }
        }
        let twice = misread(&misread("关于开展春季义诊活动的通知，请认真落实", Misreading::Utf8AsGbk), Misreading::Utf8AsCp1252);
        assert!(mended(&twice).0.starts_with("关于开展春季义诊活动的通知"), "{}", mended(&twice).0);
    }

    #[test]
    fn clean_texts_are_left_alone() {
        for text in [
            TEXT,
            "",
            "plain ASCII, nothing else?",
            "Le café où l'été s'achève; naïveté, Ångström, Dvořák, Ærøskøbing",
            "ÀÉÎÕÜ ÄÖÜ ßæøå ñ",
            "張赟、龑、喆、犇、淼、焱、垚、堃、昉、翀",
            "鄂温克、仫佬、仡佬、畲、珞巴",
            "龘靐齉齾爩鱻麤龗",
            "联通",
            "Привет, мир",
            "こんにちは、世界",
        ] {
            assert_eq!(misreadings(text), Vec::new(), "{text}");
        }
    }
}
