//! Head and tail of a forged notice.

use jiff::civil::Date;

use super::Truth;
use super::chance::Chance;
use super::deadline::year_in_chinese;
use super::marker::chinese;
use super::vocabulary::{Sector, TOPICS};

/// What stands above and below the sections.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Paragraphs before the sections.
    pub before: Vec<String>,
    /// Paragraphs after the sections.
    pub after: Vec<String>,
}

/// Brackets around the year of a document number.
const YEAR_BRACKETS: &[(&str, &str)] = &[("〔", "〕"), ("〔", "〕"), ("〔", "〕"), ("[", "]"), ("【", "】"), ("（", "）")];
/// Who gets copies.
const COPIES: &[&str] = &["市委办公室", "市政府办公室", "市纪委", "市总工会", "县人大常委会办公室", "区爱卫办"];

/// Forges the head and tail of a notice issued on `issued` and writes them into `truth`.
pub fn frame(chance: &mut Chance, sector: &Sector, issued: Date, truth: &mut Truth) -> Frame {
    let institution = chance.between(0, sector.agencies.len() as u32 - 1) as usize;
    let (agency, number_word) = (sector.agencies[institution], sector.number_words[institution]);
    let topic = chance.pick(TOPICS);
    let year = issued.year();
    let mut before = Vec::new();
    if chance.percent(25) {
        before.push(format!("{agency}文件"));
    }
    let (open, close) = chance.pick(&YEAR_BRACKETS.iter().collect::<Vec<_>>());
    let number = format!("{number_word}{open}{year}{close}{}号", chance.between(1, 160));
    before.push(number.clone());
    truth.document_number = Some(number);
    let paper = match chance.between(1, 5) {
        1 => format!("{year}年{topic}工作要点"),
        2 => format!("{topic}活动实施方案"),
        3 => format!("{agency}{year}年{topic}工作计划"),
        4 => format!("{year}年{topic}任务分解方案"),
        _ => format!("{topic}专项整治工作方案"),
    };
    let issues_a_paper = chance.percent(60);
    let (first, second) = if issues_a_paper {
        (format!("关于{}《{paper}》", chance.pick(&["印发", "下发"])), "的通知".to_owned())
    } else {
        match chance.between(1, 4) {
            1 => (format!("关于开展{year}年{topic}"), "活动的通知".to_owned()),
            2 => (format!("关于做好{year}年{topic}"), "工作的通知".to_owned()),
            3 => (format!("{agency}关于进一步加强{topic}"), "工作的意见".to_owned()),
            _ => (format!("{agency}关于集中开展{topic}"), "专项行动的通知".to_owned()),
        }
    };
    let title = format!("{first}{second}");
    truth.kind = if title.ends_with("意见") { "意见" } else { "通知" }.to_owned();
    if chance.percent(20) {
        before.extend([first, second]);
    } else {
        before.push(title.clone());
    }
    truth.title = title;
    let addressees = chance.pick(&sector.addressees.iter().collect::<Vec<_>>());
    before.push(format!("{}：", addressees.join(chance.pick(&["、", "，"]))));
    truth.addressees = addressees.iter().map(|&name| name.to_owned()).collect();
    let mut tail = vec![agency.to_owned(), issue_date(chance, issued)];
    truth.issued = Some(issued.to_string());
    if issues_a_paper {
        before.push(format!("现将《{paper}》印发给你们，请结合实际，认真抓好落实。"));
        let named = chance.percent(40);
        if named {
            before.push(format!("附件：{paper}"));
            truth.attachments = vec![paper.clone()];
        }
        before.append(&mut tail);
        copies(chance, agency, issued, &mut before, truth);
        if named && chance.percent(50) {
            before.push("附件".to_owned());
        }
        before.push(paper);
        Frame { before, after: Vec::new() }
    } else {
        let opening = if truth.kind == "意见" { "现提出如下意见" } else { "现将有关事项通知如下" };
        before.push(format!("为做好{topic}工作，经研究，{opening}："));
        copies(chance, agency, issued, &mut tail, truth);
        Frame { before, after: tail }
    }
}

/// 二〇一一年三月五日 or 2011年3月5日.
fn issue_date(chance: &mut Chance, issued: Date) -> String {
    let (month, day) = (issued.month() as u32, issued.day() as u32);
    match chance.between(1, 5) {
        1..=2 => format!("{}年{}月{}日", year_in_chinese(issued.year(), '〇'), chinese(month), chinese(day)),
        3 => format!("{}年{}月{}日", year_in_chinese(issued.year(), '○'), chinese(month), chinese(day)),
        _ => format!("{}年{month}月{day}日", issued.year()),
    }
}

fn copies(chance: &mut Chance, agency: &str, issued: Date, lines: &mut Vec<String>, truth: &mut Truth) {
    if !chance.percent(35) {
        return;
    }
    let count = chance.between(1, 3) as usize;
    let names = chance.pick_several(COPIES, count);
    lines.push(format!("抄送：{}。", names.join(chance.pick(&["、", "，"]))));
    truth.copied_to = names.into_iter().map(str::to_owned).collect();
    if chance.percent(60) {
        let date = format!("{}年{}月{}日", issued.year(), issued.month(), issued.day());
        lines.push(format!("{agency}办公室　　{date}印发"));
    }
}
