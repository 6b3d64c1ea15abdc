//! Damage made as it arises, over sentences of our own, and what repair makes of it.

mod damage;
mod recovery;

use opencc_fmmseg::OpenCC;

use super::*;
use crate::decode::Reading;
use crate::notice::EncodingFrom;

const SENTENCES: &str = include_str!("sentences.txt");

fn decoded(text: &str) -> Decoded {
    let reading =
        Reading { encoding: "UTF-8".to_owned(), from: EncodingFrom::Proof, margin: None, runner_up: None, malformed: 0, parts: Vec::new() };
    Decoded { text: Text::plain(text), reading }
}

fn repaired(text: &str) -> Repaired {
    repair(decoded(text))
}

pub(super) fn mended(text: &str) -> (String, Vec<Repair>) {
    let repaired = repaired(text);
    (repaired.text.as_str().to_owned(), repaired.repairs)
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
    let slips = byte_slip::find(&text, &notes, true);
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

#[test]
#[ignore = "prints the nats a character of the file that LOOK names"]
fn perplexity() {
    let Ok(path) = std::env::var("LOOK") else { return };
    let text = std::fs::read_to_string(path).expect("a text");
    let evidence = pair_model::Evidence::default();
    let (mut sum, mut count) = (0.0_f64, 0);
    let mut last = pair_model::Last::new('\n', Some(false));
    for character in text.chars() {
        let (cost, next) = evidence.step(last, character);
        last = next;
        if reading::is_han(character) {
            sum += f64::from(cost);
            count += 1;
        }
    }
    println!("{:.4} nats over {count} characters", sum / f64::from(count));
}
