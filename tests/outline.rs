//! The outline of notices that a small generator writes: every enumerator found, at its level, and nothing else.

use std::collections::HashMap;
use std::ops::Range;

use tongzhi::outline::outline;

/// How the n-th enumerator of a form is written.
type Form = fn(usize) -> String;

/// Enumerators by style: how the n-th is written. One row is one style; its columns are forms of it.
const STYLES: &[&[Form]] = &[
    &[|n| format!("{}、", chinese(n)), |n| format!("{}．", chinese(n))],
    &[|n| format!("（{}）", chinese(n)), |n| format!("({})", chinese(n)), |n| sign('㈠', n, 10), |n| format!("〔{}〕", chinese(n))],
    &[|n| format!("{n}、"), |n| format!("{n}."), |n| format!("{n}．"), |n| sign('⒈', n, 20)],
    &[|n| format!("（{n}）"), |n| format!("({n})"), |n| sign('⑴', n, 20), |n| format!("［{n}］")],
    &[|n| sign('①', n, 20)],
    &[|n| format!("{n}）"), |n| format!("{n})")],
    &[|n| format!("{}）", chinese(n))],
    &[|n| format!("第{}部分 ", chinese(n))],
    &[|n| format!("第{}阶段：", chinese(n))],
    &[|n| format!("{}.", letter(b'A', n))],
    &[|n| format!("{}）", letter(b'a', n))],
    &[|n| sign('Ⅰ', n, 12), |n| format!("{}、", sign('Ⅰ', n, 12))],
    &[|n| format!("第{}步：", chinese(n)), |n| format!("第{}步 ", chinese(n))],
    &[|n| format!("（{}）", letter(b'a', n)), |n| sign('⒜', n, 26)],
    &[|n| format!("（{}）", letter(b'A', n))],
    &[|n| sign('㊀', n, 10)],
];

/// Clauses within a paragraph.
const CLAUSES: &[Form] = &[
    |n| format!("{}是", chinese(n)),
    |n| format!("{}要", chinese(n)),
    |n| format!("第{}，", chinese(n)),
    |n| format!("其{}，", chinese(n)),
    |n| ["首先", "其次", "再次", "最后"].get(n - 1).copied().unwrap_or("最后").to_owned(),
];

const VERBS: &[&str] = &["加强", "完善", "推进", "落实", "规范", "深化", "健全", "强化", "优化", "开展", "组织", "拓宽"];
const THINGS: &[&str] = &[
    "门诊服务",
    "队伍培训",
    "物资储备",
    "消防演练",
    "档案管理",
    "值班安排",
    "窗口建设",
    "环境整治",
    "预约挂号",
    "信息报送",
    "健康宣教",
    "设备维护",
];

/// Sentences with numbers in them that count nothing.
const BODIES: &[&str] = &[
    "各单位要结合实际制定具体办法，于6月30日前完成率达到92.5%以上。",
    "按照（一）的要求和第三条规定，由科主任作为第一责任人抓好此项工作。",
    "每周三19:30组织一次学习，全年不少于2.5万元经费投入，确保取得实效。",
    "对照第十八次会议精神和“十二五”规划，逐条查找差距，做到一是一、二是二。",
    "有关资料请于2011.6.30前送人民路3号2楼办公室，联系电话0518-85521234。",
    "要统一思想，把一、二线人员都动员起来，形成齐抓共管的良好局面。",
    "重点做好3、5月份的检查工作，具体名额见附件1和表2。",
    "一方面抓好日常管理，另一方面注重长效机制建设，切实巩固已有成果。",
    "这是今年的首要任务，其中第一项工作已经启动，第一季度要初见成效。",
    "请各科室认真对照检查，及时整改，把每一项措施落到实处。",
];

fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let hundreds = if number >= 100 { format!("{}百", DIGITS[number / 100]) } else { String::new() };
    let zero = if number > 100 && number % 100 / 10 == 0 && !number.is_multiple_of(10) { "零" } else { "" };
    let tens = match number % 100 / 10 {
        0 => String::new(),
        1 if number < 100 => "十".to_owned(),
        tens => format!("{}十", DIGITS[tens]),
    };
    format!("{hundreds}{zero}{tens}{}", DIGITS[number % 10])
}

fn sign(first: char, number: usize, most: usize) -> String {
    assert!(number <= most);
    char::from_u32(first as u32 + number as u32 - 1).map(String::from).unwrap_or_default()
}

fn letter(first: u8, number: usize) -> char {
    char::from(first + number as u8 - 1)
}

/// xorshift64*; the same notices on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.roll(from.len())]
    }

    fn heading(&mut self) -> String {
        format!("{}{}", self.pick(VERBS), self.pick(THINGS))
    }
}

/// A notice under way, and the enumerators written so far with their levels.
#[derive(Default)]
struct Notice {
    text: String,
    expected: Vec<(String, u32)>,
}

impl Notice {
    fn line_start(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

fn write_notice(dice: &mut Dice) -> Notice {
    let mut notice = Notice::default();
    notice.text.push_str(&format!("关于{}的通知\n各支部、各科室：\n为做好有关工作，现将有关事项通知如下：\n", dice.heading()));
    let depth = 1 + dice.roll(5);
    // The nesting of this notice: a style once, in any order, with one form throughout.
    let mut styles: Vec<usize> = (0..STYLES.len()).collect();
    for at in 0..styles.len() {
        let other = at + dice.roll(styles.len() - at);
        styles.swap(at, other);
    }
    let forms: Vec<Form> = styles[..depth].iter().map(|&style| STYLES[style][dice.roll(STYLES[style].len())]).collect();
    let run_on = dice.roll(4) == 0;
    write_level(&mut notice, dice, &forms, 1, run_on);
    notice.line_start();
    notice.text.push_str("某市第二医院\n二〇一一年三月十五日\n");
    notice
}

fn write_level(notice: &mut Notice, dice: &mut Dice, forms: &[Form], level: u32, run_on: bool) {
    let Some((form, deeper)) = forms.split_first() else { return };
    let count = 2 + dice.roll(4);
    for number in 1..=count {
        if !run_on {
            notice.line_start();
        }
        let marker = form(number);
        notice.text.push_str(&marker);
        notice.expected.push((marker.trim().to_owned(), level));
        notice.text.push_str(&dice.heading());
        let children = !deeper.is_empty() && dice.roll(3) > 0;
        match dice.roll(6) {
            0 | 1 if !run_on => notice.line_start(),
            // 二、活动主体⒈各级组织…
            0 if children => {
                write_level(notice, dice, deeper, level + 1, run_on);
                continue;
            }
            _ => notice.text.push('。'),
        }
        if !children || dice.roll(2) == 0 {
            notice.text.push_str(dice.pick(BODIES));
        }
        if children {
            write_level(notice, dice, deeper, level + 1, run_on);
        } else if dice.roll(3) == 0 {
            write_clauses(notice, dice, level + 1);
        }
    }
}

fn write_clauses(notice: &mut Notice, dice: &mut Dice, level: u32) {
    let form = CLAUSES[dice.roll(CLAUSES.len())];
    notice.text.push_str("主要抓好以下工作：");
    let count = 2 + dice.roll(3);
    let semicolons = dice.roll(2) == 0;
    for number in 1..=count {
        let marker = form(number);
        notice.text.push_str(&marker);
        notice.expected.push((marker, level));
        notice.text.push_str(&dice.heading());
        let stop = if number == count {
            "。"
        } else if semicolons {
            "；"
        } else {
            "。"
        };
        notice.text.push_str(stop);
        if !semicolons && dice.roll(2) == 0 {
            notice.text.push_str(dice.pick(BODIES));
        }
    }
}

fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let at = start + line.len() - line.trim_start().len();
            found.push(at..at + trimmed.len());
        }
        start += line.len();
    }
    found
}

fn found(text: &str) -> Vec<(String, u32)> {
    let outline = outline(text, &paragraphs(text));
    outline.items.iter().map(|item| (text[item.marker.clone()].to_owned(), item.level)).collect()
}

/// Right ones, found ones and expected ones.
fn compare(expected: &[(String, u32)], got: &[(String, u32)]) -> (usize, usize, usize) {
    let mut counts: HashMap<&(String, u32), usize> = HashMap::new();
    for item in expected {
        *counts.entry(item).or_default() += 1;
    }
    let mut right = 0;
    for item in got {
        if let Some(count) = counts.get_mut(item).filter(|count| **count > 0) {
            *count -= 1;
            right += 1;
        }
    }
    (right, got.len(), expected.len())
}

#[test]
fn every_enumerator_of_well_formed_notices_is_found() {
    let notices: u64 = std::env::var("TONGZHI_NOTICES").ok().and_then(|count| count.parse().ok()).unwrap_or(2000);
    let (mut right, mut got, mut wanted) = (0, 0, 0);
    let mut shown = 0;
    for seed in 1..=notices {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let notice = write_notice(&mut dice);
        let items = found(&notice.text);
        let score = compare(&notice.expected, &items);
        (right, got, wanted) = (right + score.0, got + score.1, wanted + score.2);
        if items != notice.expected && shown < 12 {
            shown += 1;
            let at = items.iter().zip(&notice.expected).take_while(|(got, wanted)| got == wanted).count();
            let around = at.saturating_sub(3)..at + 3;
            let part = |items: &[(String, u32)]| items.iter().take(around.end).skip(around.start).cloned().collect::<Vec<_>>();
            eprintln!("seed {seed}: expected … {:?}, found … {:?}", part(&notice.expected), part(&items));
            if std::env::var_os("TONGZHI_SHOW").is_some() {
                eprintln!("{}", notice.text);
            }
        }
    }
    let f1 = 2.0 * right as f64 / (got + wanted) as f64;
    eprintln!("headings F1 {f1:.5}: {right} right of {got} found and {wanted} written");
    assert!(f1 >= 0.995, "headings F1 {f1}");
}

#[test]
fn articles_of_a_long_statute_are_complete() {
    let mut text = "某市公共卫生管理条例\n".to_owned();
    let mut expected = Vec::new();
    let mut article = 0;
    for chapter in 1..=12 {
        let sections = if chapter % 3 == 0 { 3 } else { 0 };
        text.push_str(&format!("第{}章　{}\n", chinese(chapter), THINGS[chapter % THINGS.len()]));
        expected.push((format!("第{}章", chinese(chapter)), 1));
        for part in 0..sections.max(1) {
            if sections > 0 {
                text.push_str(&format!("第{}节　{}\n", chinese(part + 1), THINGS[(chapter + part) % THINGS.len()]));
                expected.push((format!("第{}节", chinese(part + 1)), 2));
            }
            let level = if sections > 0 { 3 } else { 2 };
            for turn in 0..if sections > 0 { 8 } else { 20 } {
                article += 1;
                let marker = format!("第{}条", chinese(article));
                let body = match turn % 4 {
                    0 => "　市卫生行政部门负责公共卫生工作。第五条规定的情形除外。\n",
                    1 => "　违反本条例第三条第二款、第十一条规定的，由市卫生行政部门责令改正。\n",
                    2 => {
                        "　有下列情形之一的，应当报告：\n（一）发生事故的；\n（二）依照本条例第八条第（一）项受到处罚的；\n（三）其他情形。\n有前款第（二）项情形的，依照第九条处理。\n"
                    }
                    _ => "　本章所称单位，是指本条例第二条所列单位。\n第二条所列单位应当建立制度。\n",
                };
                text.push_str(&marker);
                text.push_str(body);
                expected.push((marker, level));
                if turn % 4 == 2 {
                    expected.extend(["（一）", "（二）", "（三）"].map(|marker| (marker.to_owned(), level + 1)));
                }
            }
        }
    }
    assert!(article > 200);
    assert_eq!(found(&text), expected);
}
