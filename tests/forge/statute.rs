//! A forged 制度: 章, 条 that count through all 章, and （一） below.

use jiff::civil::Date;

use super::chance::Chance;
use super::marker::chinese;
use super::sentence::{Manner, long_sentence, run_of_clauses};
use super::vocabulary::{ARTICLE_SUBJECTS, Sector};
use super::{ForgedNotice, Heading, Options, Truth};

/// Names of chapters between 总则 and 附则.
const CHAPTERS: &[&str] = &["组织机构", "职责分工", "工作程序", "日常管理", "监督检查", "考核奖惩", "经费管理", "档案资料"];
/// How an article begins that counts things up; long enough that nobody takes it for a title.
const LISTS: &[&str] = &[
    "需要办理审批手续的，应当在三个工作日前向主管部门提交下列材料",
    "由使用部门提出申请，经主管部门审核同意后，按照下列规定办理",
    "应当遵守国家和本单位的有关规定，任何部门和个人不得有下列行为",
    "实行统一管理、分级负责，各有关部门应当分别履行下列各项职责",
];

/// Forges a 制度 of some tens of articles.
pub fn statute(chance: &mut Chance, sector: &Sector, issued: Date, options: &Options) -> ForgedNotice {
    let agency = chance.pick(sector.agencies);
    let subject = chance.pick(ARTICLE_SUBJECTS);
    let manner = Manner { traps: options.traps, mentions: false };
    let title = format!("{agency}{subject}管理制度");
    let mut truth = Truth { kind: "制度".to_owned(), title: title.clone(), ..Truth::default() };
    let mut lines = vec![title];
    let in_chapters = chance.percent(60);
    let mut note = |marker: String, level: u32, title: Option<&str>| {
        truth.headings.push(Heading { marker, level, title: title.map(str::to_owned) });
    };
    let mut chapters = vec!["总则"];
    let between = chance.between(2, 6) as usize;
    chapters.extend(chance.pick_several(CHAPTERS, between));
    chapters.push("附则");
    let level = if in_chapters { 2 } else { 1 };
    let mut article = 0;
    for (index, name) in chapters.iter().enumerate() {
        if in_chapters {
            let marker = format!("第{}章", chinese(index as u32 + 1));
            lines.push(format!("{marker}　{name}"));
            note(marker, 1, Some(name));
        }
        for _ in 0..chance.between(2, 7) {
            article += 1;
            let marker = format!("第{}条", chinese(article));
            if chance.percent(20) {
                let opening = format!("{subject}{}", chance.pick(LISTS));
                lines.push(format!("{marker}　{opening}："));
                note(marker, level, None);
                let last = chance.between(2, 5);
                for number in 1..=last {
                    let sub = format!("（{}）", chinese(number));
                    let stop = if number == last { "。" } else { "；" };
                    lines.push(format!("{sub}{}{stop}", run_of_clauses(chance, sector, false, 34)));
                    note(sub, level + 1, None);
                }
            } else {
                let mut words = long_sentence(chance, sector, manner);
                if article > 3 && chance.percent(20) {
                    words += &format!("违反第{}条规定的，责令限期改正。", chinese(chance.between(1, article - 1)));
                }
                lines.push(format!("{marker}　{words}"));
                note(marker, level, None);
            }
        }
    }
    article += 1;
    let marker = format!("第{}条", chinese(article));
    let day = format!("{}年{}月{}日", issued.year(), issued.month(), issued.day());
    lines.push(format!("{marker}　本制度由{agency}办公室负责解释并督促各有关部门遵照执行，自{day}起施行。"));
    note(marker, level, None);
    ForgedNotice { text: lines.join("\n") + "\n", truth }
}
