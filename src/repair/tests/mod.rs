//! Damage made as it arises, over sentences of our own, and what repair makes of it.

mod damage;

use std::collections::BTreeMap;

use opencc_fmmseg::OpenCC;
use pinyin::ToPinyin;

use super::*;
use crate::decode::Reading;
use crate::notice::EncodingFrom;
use damage::{annotate, cut_into_sentences, decode_keeping, decode_swallowing, gbk, half_width};

const SENTENCES: &str = include_str!("sentences.txt");
/// Sentences of one document: evidence is weighed by the document.
const DOCUMENT: usize = 40;

fn decoded(text: &str) -> Decoded {
    let reading =
        Reading { encoding: "UTF-8".to_owned(), from: EncodingFrom::Proof, margin: None, runner_up: None, malformed: 0, parts: Vec::new() };
    Decoded { text: Text::plain(text), reading }
}

fn mended(text: &str) -> (String, Vec<Repair>) {
    let repaired = repair(decoded(text));
    (repaired.text.as_str().to_owned(), repaired.repairs)
}

/// Marks in one width, so that what a site made half-width on purpose does not count.
fn one_width(text: &str) -> String {
    damage::HALF_WIDTH.iter().fold(text.to_owned(), |text, (mark, byte)| text.replace(mark, &char::from(*byte).to_string()))
}

#[derive(Debug, Default)]
struct Score {
    places: usize,
    right: usize,
    unresolved: usize,
    wrong: Vec<String>,
}

impl Score {
    /// Compares line by line; a line counts as many places as `?` were made in it.
    fn add(&mut self, original: &str, damaged: &str, got: &str, lost: impl Fn(&str, &str) -> usize) {
        for ((original, damaged), got) in original.lines().zip(damaged.lines()).zip(got.lines()) {
            let places = lost(original, damaged);
            let (expected, got) = (one_width(original), one_width(got));
            let unresolved = got.matches('?').count().saturating_sub(expected.matches('?').count());
            let same = expected.chars().count() == got.chars().count()
                && expected.chars().zip(got.chars()).all(|(one, two)| one == two || two == '?');
            self.places += places;
            if same {
                self.unresolved += unresolved;
                self.right += places.saturating_sub(unresolved);
            } else {
                let kind = if got.contains('?') || places == 0 { "left" } else { "WRONG" };
                self.unresolved += places * usize::from(kind == "left");
                self.wrong.push(format!("{kind} {damaged}\n  {got}\n  {expected}"));
            }
        }
    }

    fn silently_wrong(&self) -> usize {
        self.wrong.iter().filter(|line| line.starts_with("WRONG")).count()
    }
}

/// `?` in a damaged line that were no question marks.
fn lost_marks(original: &str, damaged: &str) -> usize {
    let questions = original.matches(['?', '？']).count();
    damaged.matches(['?', '？']).count().saturating_sub(questions)
}

fn documents(script: &str) -> Vec<String> {
    let text = if script == "hant" { OpenCC::new().s2t(SENTENCES, false) } else { SENTENCES.to_owned() };
    let lines: Vec<&str> = text.lines().collect();
    lines.chunks(DOCUMENT).map(|lines| lines.join("\n") + "\n").collect()
}

/// The notes of Traditional texts stood after characters that Simplified ones write otherwise.
fn noted(text: &str) -> BTreeMap<char, String> {
    let simplified = OpenCC::new().t2s(text, false);
    let changed = text.chars().zip(simplified.chars()).filter(|(one, two)| one != two);
    changed.filter_map(|(one, _)| Some((one, one.to_pinyin()?.with_tone().to_owned()))).collect()
}

fn by_lines(text: &[u8], damage: impl Fn(&[u8]) -> String) -> String {
    text.split(|&byte| byte == b'\n').map(damage).collect::<Vec<_>>().join("\n")
}

/// How a site treated a text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Treatment {
    /// Notes alone: every lost byte is proved by a note.
    Notes,
    /// Stops made half-width.
    HalfWidth,
    /// Cut at sentence stops, each sentence decoded by itself: bytes are lost at both ends.
    Cut,
}

fn treat(document: &str, notes: bool, treatment: Treatment) -> String {
    let mut bytes = gbk(document);
    if notes {
        bytes = noted(document).iter().fold(bytes, |bytes, (character, reading)| annotate(&bytes, *character, reading));
    }
    match treatment {
        Treatment::Notes => by_lines(&bytes, decode_swallowing),
        Treatment::HalfWidth => by_lines(&half_width(&bytes), decode_keeping),
        Treatment::Cut => by_lines(&bytes, cut_into_sentences),
    }
}

#[test]
fn damage_is_undone() {
    let kinds = [
        ("hant", true, Treatment::Notes),
        ("hant", true, Treatment::Cut),
        ("hant", true, Treatment::HalfWidth),
        ("hant", false, Treatment::HalfWidth),
        ("hans", false, Treatment::HalfWidth),
        ("hant", false, Treatment::Cut),
        ("hans", false, Treatment::Cut),
    ];
    let (mut places, mut wrong) = (0, 0);
    let mut half_width = (0, 0);
    for (script, notes, treatment) in kinds {
        let mut score = Score::default();
        for document in documents(script) {
            let damaged = treat(&document, notes, treatment);
            score.add(&document, &damaged, &mended(&damaged).0, lost_marks);
        }
        for line in &score.wrong {
            println!("{line}");
        }
        let silently = score.silently_wrong();
        let Score { places: of, right, unresolved, .. } = score;
        println!("{script}, notes {notes}, {treatment:?}: {right} of {of} right, {unresolved} unresolved, {silently} silently wrong");
        match treatment {
            Treatment::Notes => assert_eq!((right, silently), (of, 0)),
            Treatment::HalfWidth => half_width = (half_width.0 + right, half_width.1 + of),
            Treatment::Cut if notes => assert!(right * 100 >= of * 95),
            // Where both ends of a stretch are lost and nothing proves them, much stays unresolved, as it should.
            Treatment::Cut => assert!(right * 100 >= of * 50),
        }
        places += of;
        wrong += silently;
    }
    println!("half-width: {} of {} right; all: {wrong} of {places} silently wrong", half_width.0, half_width.1);
    assert!(half_width.0 * 100 >= half_width.1 * 95);
    assert!(wrong * 200 <= places);
}

#[test]
fn clean_texts_come_back_untouched() {
    let questions = [
        "你准备好了吗?！我们开始吧。",
        "是不是?；怎么办?，为什么??谁来做?!还有谁?)",
        "为什么会这样?(据说如此)难道不是吗?（见附件）",
        "什么?。真的?：假的?、也许?“是”?”",
        "B超(bmode)检查，PPT(ppt)课件，(chuang)新，上海(Shanghai)，见图(a)和表(b)",
        "张赟(yūn)同志任组长。",
        "成绩(ji)格",
        "Why? Because! (see) what?;",
    ];
    let whole = [SENTENCES.to_owned(), OpenCC::new().s2t(SENTENCES, false), SENTENCES.replace('？', "?").replace('；', ";")];
    for text in questions.into_iter().chain(whole.iter().map(String::as_str)) {
        let (got, repairs) = mended(text);
        assert_eq!((got.as_str(), repairs), (text, Vec::new()));
    }
}

#[test]
fn slips_as_archives_have_them() {
    let cases = [
        ("日?qǐng)?bào)", "日報"),
        ("二、學(xué)習(xí)要求\n?。ㄒ唬?\n", "二、學習要求\n　（一）\n"),
        ("縣里要牽(qiān)頭開展?fàn)款^的活動(dòng)", "縣里要牽頭開展牽頭的活動"),
        ("要確保質(zhì)量，確?；顒?dòng)按時(shí)開展，確保安全", "要確保質量，確保活動按時開展，確保安全"),
        ("要確保質(zhì)量，確\u{FFFD};顒\u{FFFD}dòng)按時(shí)開展，確保安全", "要確保質量，確保活動按時開展，確保安全"),
        ("要確保質(zhì)量，確?;顒?(dòng)按時(shí)開展，確保安全", "要確保質量，確保活動按時開展，確保安全"),
        ("创(chuàng)先争优(yōu)活动（huódòng）", "创先争优活动（huódòng）"),
        ("創（chuàng）先爭優（yōu）活動(dòng)", "創先爭優活動"),
        ("鄉(xiɑnɡ)村綠(lǜ)化和綠(lv4)地", "鄉村綠化和綠地"),
        ("創(chuang)先爭優(you)活動(dong)領(ling)導", "創先爭優活動領導"),
    ];
    for (damaged, expected) in cases {
        let (got, repairs) = mended(damaged);
        assert_eq!(got, expected, "{damaged} {repairs:?}");
    }
}

#[test]
#[ignore = "prints what repair finds in the file that LOOK names"]
fn look() {
    let Ok(path) = std::env::var("LOOK") else { return };
    let text = std::fs::read_to_string(path).expect("a text");
    let notes = pinyin_note::Notes::find(&text);
    let slips = byte_slip::find(&text, &notes);
    for mend in slips.mends.iter().filter(|mend| mend.slip) {
        println!("{} -> {}", &text[mend.range.clone()], mend.with);
    }
    let times = std::env::var("TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let text = text.repeat(times);
    let decoded = decoded(&text);
    let start = std::time::Instant::now();
    let repaired = repair(decoded);
    let took = start.elapsed();
    println!("{:?} {:?} {took:?} {:.0} MB/s", repaired.repairs, repaired.unresolved.len(), text.len() as f64 / took.as_secs_f64() / 1e6);
    if let Ok(out) = std::env::var("OUT") {
        std::fs::write(out, OpenCC::new().t2s(repaired.text.as_str(), false)).expect("written");
    }
}

#[test]
fn changes_cover_both_texts() {
    let repaired = repair(decoded("一、確?；顒?dòng)\u{FFFD}\u{FFFD}要創(chuàng)新，確保質(zhì)量"));
    let (before, after) = (repaired.text.as_decoded(), repaired.text.as_str());
    assert_eq!(after, "一、確保活動\u{FFFD}\u{FFFD}要創新，確保質量");
    let marked: String = changes(&repaired)
        .into_iter()
        .map(|stretch| match stretch {
            Stretch::Kept(range) => after[range].to_owned(),
            Stretch::Unresolved(range) => format!("[?{}?]", &after[range]),
            Stretch::Changed(from, to) => format!("[-{}-]{{+{}+}}", &before[from], &after[to]),
        })
        .collect();
    assert_eq!(marked, "一、確[-?；顒?dòng)-]{+保活動+}[?\u{FFFD}\u{FFFD}?]要創[-(chuàng)-]{++}新，確保質[-(zhì)-]{++}量");
}

proptest::proptest! {
    /// Whatever stands there, nothing panics, and every place that is reported lies in the text.
    #[test]
    fn any_text_is_repaired(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40), any in "\\PC{0,12}") {
        let text = pieces.concat() + &any;
        let repaired = repair(decoded(&text));
        for span in &repaired.unresolved {
            let range = span.start as usize..span.end as usize;
            proptest::prop_assert!(text.get(range).is_some_and(|place| !place.is_empty()), "{text:?} {span:?}");
        }
        let got = repaired.text.as_str();
        for (at, character) in got.char_indices() {
            let range = repaired.text.original(at..at + character.len_utf8());
            proptest::prop_assert!(text.get(range).is_some());
        }
    }

    /// A site's damage to any of our sentences never leaves a place that is wrong without a word.
    #[test]
    fn any_lines_together(lines in proptest::collection::vec(0..230_usize, 1..12)) {
        let document: String = lines.iter().filter_map(|&line| SENTENCES.lines().nth(line)).map(|line| format!("{line}\n")).collect();
        let damaged = treat(&document, false, Treatment::HalfWidth);
        let mut score = Score::default();
        score.add(&document, &damaged, &mended(&damaged).0, lost_marks);
        proptest::prop_assert!(score.silently_wrong() * 10 <= score.places.max(10), "{:?}", score.wrong);
    }
}

/// What damaged texts are made of.
const PIECES: &[&str] = &[
    "?",
    "??",
    "\u{FFFD}",
    "(",
    ")",
    "（",
    "）",
    "dòng)",
    "(chuàng)",
    "(yōu)",
    "（bào）",
    "fàn)",
    "創",
    "先爭",
    "優",
    "活動",
    "確",
    "顒",
    "；",
    ";",
    "！",
    "。",
    "，",
    "“",
    "”",
    "\n",
    "\r\n",
    "　",
    " ",
    "a",
    "^",
    "Z",
    "@",
    "3",
    "€",
    "ÁªÏµ",
    "鍏充簬",
    "å…³äºŽ",
    "锟斤拷",
    "通知",
    "𠀀",
    "\u{E000}",
    "ㄒ唬",
];
