//! Notices made by chance with the assignments that they must give back: labels × forms × separators × positions.

use std::collections::HashMap;

use proptest::prelude::*;

use super::cases::{assigned, paragraphs, small_outline};
use super::{Labels, read_fields};
use crate::head::Head;
use crate::notice::FieldKind::{self, Deadline, Lead, Person, Responsible, Support};
use crate::outline::table::flattened_tables;

const UNIT_LABELS: &[(FieldKind, &str)] = &[
    (Responsible, "责任科室"),
    (Responsible, "责任单位"),
    (Responsible, "责任部门"),
    (Responsible, "承办单位"),
    (Responsible, "整改实施主体"),
    (Responsible, "主要责任单位"),
    (Lead, "牵头单位"),
    (Lead, "牵头责任单位"),
    (Lead, "主办单位"),
    (Support, "配合单位"),
    (Support, "主要协作单位"),
    (Support, "协办科室"),
];
const PERSON_LABELS: &[&str] = &["责任人", "分管领导", "具体责任人", "责任领导", "包抓领导"];
const DEADLINE_LABELS: &[&str] = &["完成时间", "完成时限", "办结时限", "整改时限", "时间要求", "时间节点"];
const UNITS: &[&str] = &[
    "党办",
    "院办",
    "医务科",
    "护理部",
    "宣传和统战科",
    "办公室（党办）",
    "各支部",
    "各临床科室",
    "市教育局",
    "市人力资源和社会保障局",
    "市财政局",
    "市直各有关单位",
    "各市（县）、区政府",
    "县疾控中心",
    "工会",
    "团委",
    "门诊部",
    "市委组织部",
    "“质量年”活动办公室",
    "住房和城乡建设局",
    "各县（市、区）人民政府",
    "和平区政府",
    "第三党支部",
    "120急救站",
];
const PERSONS: &[&str] = &["王小明", "赵敏", "党委委员、副院长周某某", "李建国", "院长陈海", "办公室主任孙丽", "各科主任", "欧阳明华"];
const DEADLINES: &[&str] = &[
    "6月30日之前",
    "12月20日前",
    "9月底前",
    "长期",
    "2011年3月—2011年10月",
    "4月中旬",
    "每月25日前",
    "第三季度末",
    "年底前",
    "6月底前完成",
    "3月20日—25日",
    "2012年2月底前",
    "立即",
];
const PROSE: &[&str] = &[
    "开展义诊服务",
    "完善各项规章制度，明确责任科室",
    "加强督促检查，落实责任单位",
    "组织学习讨论，各牵头部门要主动协调",
    "抓好问题整改，做到件件有着落",
    "推行“一站式”服务（含预约、咨询）",
    "对照标准查找不足",
];

/// Chance that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % limit
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// A field as it must come out: the markers down to its item, kind, and units or words.
type Row = (String, FieldKind, String);

#[derive(Default)]
struct Generated {
    text: String,
    rows: Vec<Row>,
}

/// One to three fields as text after labels, joined by `joint`, and their values.
fn fields(dice: &mut Dice, joint: &str, colon: &str) -> (String, Vec<(FieldKind, String)>) {
    let mut parts = Vec::new();
    let mut values = Vec::new();
    let (kind, label) = dice.pick(UNIT_LABELS);
    let mut units: Vec<&str> = Vec::new();
    for _ in 0..=dice.below(4) {
        let unit = dice.pick(UNITS);
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    let separator = dice.pick(&["、", "、", "、", "，", "；"]);
    let others = dice.pick(&["", "", "", "", "等部门"]);
    parts.push(format!("{}{colon}{}{others}", spaced(dice, label), units.join(separator)));
    values.push((kind, units.join("+")));
    if dice.below(3) == 0 {
        let (one, two) = (dice.pick(PERSONS), dice.pick(PERSONS));
        let both = one != two && !two.starts_with('党') && dice.below(2) == 0 && !one.contains("各科");
        let persons = if both { vec![one, two] } else { vec![one] };
        parts.push(format!("{}{colon}{}", dice.pick(PERSON_LABELS), persons.join(dice.pick(&["、", "，"]))));
        values.push((Person, persons.join("+")));
    }
    if dice.below(4) > 0 {
        let words = dice.pick(DEADLINES);
        // The deadline as the last member of the list, without a label.
        if parts.len() == 1 && others.is_empty() && dice.below(6) == 0 && words.contains('前') && separator == "、" {
            parts[0] += &format!("，{words}");
        } else {
            let label = dice.pick(DEADLINE_LABELS);
            parts.push(format!("{}{colon}{words}", spaced(dice, label)));
        }
        values.push((Deadline, words.to_owned()));
    }
    (parts.join(joint), values)
}

fn spaced(dice: &mut Dice, label: &str) -> String {
    if dice.below(12) > 0 {
        return label.to_owned();
    }
    label.chars().flat_map(|character| [character, ' ']).collect::<String>().trim_end().to_owned()
}

/// A notice of a few parts; each part keeps to one position for its fields.
fn generate(dice: &mut Dice) -> Generated {
    let mut made = Generated::default();
    made.text.push_str("关于抓好重点工作的通知\n各科室、各责任单位：\n现将有关事项通知如下。\n");
    let colon = dice.pick(&["：", "：", ":", " ："]);
    for (index, numeral) in ["一", "二", "三", "四"].iter().enumerate().take(2 + dice.below(3)) {
        made.text.push_str(&format!("{numeral}、第{}项工作\n", index + 1));
        let position = dice.below(6);
        let children = 2 + dice.below(3);
        for child in 1..=children {
            let path = format!("{numeral}、>{child}、");
            let prose = dice.pick(PROSE);
            made.text.push_str(&format!("{child}、{prose}。"));
            let joint = dice.pick(&["，", "；", "  ", "。"]);
            let take = |made: &mut Generated, path: &str, values: Vec<(FieldKind, String)>| {
                made.rows.extend(values.into_iter().map(|(kind, value)| (path.to_owned(), kind, value)));
            };
            match position {
                0 => {
                    let (words, values) = fields(dice, joint, colon);
                    made.text.push_str(&format!("{words}。"));
                    take(&mut made, &path, values);
                }
                1 => {
                    let (words, values) = fields(dice, if joint == "。" { "；" } else { joint }, colon);
                    let (open, close) = dice.pick(&[("（", "）"), ("(", ")"), ("【", "】"), ("〔", "〕"), ("[", "]")]);
                    made.text.push_str(&format!("{open}{words}{close}"));
                    take(&mut made, &path, values);
                }
                2 => {
                    let (words, values) = fields(dice, joint, colon);
                    made.text.push_str(&format!("\n{words}"));
                    take(&mut made, &path, values);
                }
                3 => {
                    for clause in ["一是", "二是"] {
                        let (words, values) = fields(dice, joint, colon);
                        made.text.push_str(&format!("{clause}{}。{words}。", dice.pick(PROSE)));
                        take(&mut made, &format!("{path}>{clause}"), values);
                    }
                }
                4 if child == children => {
                    let (words, values) = fields(dice, "\n", colon);
                    made.text.push_str(&format!("\n{words}"));
                    take(&mut made, &format!("{numeral}、"), values);
                }
                5 => {
                    let (lead, support) = (dice.pick(&["党办", "市教育局", "医务科"]), dice.pick(&["各科室", "市财政局", "护理部"]));
                    made.text.push_str(&format!("（{lead}牵头，{support}配合）"));
                    take(&mut made, &path, vec![(Lead, lead.to_owned()), (Support, support.to_owned())]);
                }
                _ => {}
            }
            made.text.push('\n');
        }
    }
    made
}

fn f1<T: std::hash::Hash + Eq + Clone>(expected: &[T], got: &[T]) -> f64 {
    let mut counts: HashMap<&T, i64> = HashMap::new();
    expected.iter().for_each(|row| *counts.entry(row).or_default() += 1);
    let mut hit = 0;
    for row in got {
        if let Some(count) = counts.get_mut(row).filter(|count| **count > 0) {
            *count -= 1;
            hit += 1;
        }
    }
    2.0 * f64::from(hit) / (expected.len() + got.len()).max(1) as f64
}

#[test]
fn generated_assignments_come_back() {
    let mut dice = Dice(2011);
    let (mut expected, mut got) = (Vec::new(), Vec::new());
    let mut shown = Vec::new();
    for number in 0..5000 {
        let made = generate(&mut dice);
        let (outline, assigned) = assigned(&made.text);
        let mut rows: Vec<Row> = Vec::new();
        for assignment in &assigned {
            let mut path: Vec<&str> = std::iter::successors(assignment.item, |&at| outline.items[at].parent)
                .map(|at| &made.text[outline.items[at].marker.clone()])
                .collect();
            path.reverse();
            for field in &assignment.fields {
                let value = if field.kind == Deadline { made.text[field.value.clone()].to_owned() } else { field.units.join("+") };
                rows.push((path.join(">"), field.kind, value));
            }
        }
        if rows != made.rows && shown.len() < 3 {
            let missing: Vec<&Row> = made.rows.iter().filter(|row| !rows.contains(row)).collect();
            let extra: Vec<&Row> = rows.iter().filter(|row| !made.rows.contains(row)).collect();
            shown.push(format!("{}\nmissing {missing:?}\nextra {extra:?}", made.text));
        }
        expected.extend(made.rows.into_iter().map(|row| (number, row)));
        got.extend(rows.into_iter().map(|row| (number, row)));
    }
    let units = |rows: &[(i32, Row)]| -> Vec<_> {
        rows.iter().filter(|(_, row)| row.1 != Deadline).map(|(number, row)| (*number, row.1, row.2.clone())).collect()
    };
    let deadlines = |rows: &[(i32, Row)]| -> Vec<_> {
        rows.iter().filter(|(_, row)| row.1 == Deadline).map(|(number, row)| (*number, row.2.clone())).collect()
    };
    let places = |rows: &[(i32, Row)]| -> Vec<_> { rows.iter().map(|(number, row)| (*number, row.1, row.0.clone())).collect() };
    let score = [f1(&units(&expected), &units(&got)), f1(&deadlines(&expected), &deadlines(&got)), f1(&places(&expected), &places(&got))];
    println!("units, deadlines, places: {score:?} over {} fields", expected.len());
    assert!(score[0] >= 0.995 && score[1] >= 0.995 && score[2] >= 0.99, "{score:?}\n{}", shown.join("\n"));
}

#[test]
fn mentions_alone_give_no_field() {
    const MENTIONS: &[&str] = &[
        "要明确责任科室、责任人和完成时限",
        "落实责任单位，压实第一责任人的责任",
        "责任单位要按月报送进展情况",
        "各牵头单位积极开展督导，配合单位主动参与",
        "院办作为牵头单位，要抓好协调",
        "由宣传科负责组织实施，各科室配合",
        "由市教育局牵头，市财政局参与",
        "建立责任单位、责任人、完成时限“三张清单”",
        "会议时间：2011年3月20日，地点：三楼会议室",
        "覆盖县直医院（县人民医院、县中医院）",
        "对责任单位和责任人进行通报（详见附件）",
        "完成时间和质量都要得到保证",
        "参加人员：全体党员",
        "责任单位：要切实加强领导，层层抓落实",
        "时间要求：各科室要高度重视，按时完成",
        "明确责任单位：各科室各负其责",
        "主办单位应当及时答复",
        "按照《管理办法》（2010年6月）执行",
        "组长：王小明，副组长：赵敏",
        "形成分管领导具体抓、责任科室抓落实的格局",
    ];
    let mut dice = Dice(7);
    for _ in 0..500 {
        let mut text = "关于抓好重点工作的通知\n各责任单位：\n".to_owned();
        for numeral in ["一", "二", "三"] {
            text.push_str(&format!("{numeral}、{}\n", dice.pick(&["总体要求", "明确责任", "时间安排", "工作要求"])));
            for child in 1..=2 + dice.below(3) {
                text.push_str(&format!("{child}、{}。{}。{}。\n", dice.pick(PROSE), dice.pick(MENTIONS), dice.pick(MENTIONS)));
            }
        }
        let (_, assigned) = assigned(&text);
        let values: Vec<&str> = assigned.iter().flat_map(|one| &one.fields).map(|field| &text[field.value.clone()]).collect();
        assert!(values.is_empty(), "{values:?} in\n{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever the text, nothing panics and every range stands in it, on character boundaries.
    #[test]
    fn any_text_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "责任科室", "责任单位", "：", ":", "（", "）", "【", "】", "(", ")", "党办", "、", "，", "；", "。", "\n", "\n1、", "一、", "（一）", "一是", "6月底前", "完成时间", "长期",
        "牵头", "配合", "负责", "等部门", "和", "以及", "王小明", "责任人", "副院长", " ", "\u{3000}", "\t", "|", "序号\t工作任务\t责任科室\n", "序号\n任务\n责任科室\n1\n", "各市", "区政府", "要", "\u{feff}", "13800001111",
        "电话", "第一阶段：", "3月", "—", "《", "》", "”", "等", "及", "由", "𠀀", "é", "同上", "明确", "为",
    ]), 0..60)) {
        let text = parts.concat();
        let (outline, assigned) = assigned(&text);
        for one in &assigned {
            prop_assert!(one.item.is_none_or(|item| item < outline.items.len()));
            prop_assert!(!one.fields.is_empty());
            for field in &one.fields {
                let value = text.get(field.value.clone());
                prop_assert!(value.is_some_and(|value| !value.is_empty() && value.trim() == value), "{:?}", value);
                prop_assert!(field.label.clone().is_none_or(|label| text.get(label).is_some()));
                prop_assert_eq!(field.units.is_empty(), field.kind == Deadline);
            }
        }
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,200}") {
        let paragraphs = paragraphs(&text);
        let outline = small_outline(&text);
        read_fields(&text, &paragraphs, &outline, &flattened_tables(&text, &paragraphs, Labels::built_in()), &Head::default(), None, Labels::built_in());
    }
}

/// Processor time of this thread, which other work on the machine does not lengthen; the clock's where the system does not tell.
fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    let clock = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |time| time.as_secs_f64());
    nanoseconds.map_or_else(clock, |nanoseconds| nanoseconds / 1e9)
}

/// How fast the stage is; `cargo test --release --lib fields::generated::speed -- --ignored --nocapture` prints it.
#[test]
#[ignore = "prints a figure"]
fn speed() {
    let mut dice = Dice(1);
    let usual: String = (0..4000)
        .map(|_| generate(&mut dice).text + &"各科室要高度重视，认真抓好各项任务的落实，确保活动取得实效。".repeat(20) + "\n")
        .collect();
    let dense: String = (0..8000).map(|_| generate(&mut dice).text).collect();
    let one_line = dense.replace('\n', "");
    let nested = "（".repeat(300_000) + "责任科室：党办" + &"）".repeat(300_000);
    let labels = "责任科室：".repeat(200_000);
    let brackets = "（党办、工会）".repeat(200_000);
    let fewer = "（党办、工会）".repeat(50_000);
    let lines = "1、抓检查。\n责任科室：党办\n".repeat(50_000);
    let shorts = "责任科室\n".repeat(100_000);
    let cases = [
        ("usual", usual),
        ("dense", dense),
        ("one line", one_line),
        ("nested", nested),
        ("labels", labels),
        ("brackets", brackets),
        ("fewer brackets", fewer),
        ("lines", lines),
        ("label lines", shorts),
    ];
    for (name, text) in cases {
        let paragraphs = paragraphs(&text);
        let outline = if name == "one line" { crate::outline::Outline::default() } else { small_outline(&text) };
        let start = processor_seconds();
        let assigned = read_fields(
            &text,
            &paragraphs,
            &outline,
            &flattened_tables(&text, &paragraphs, Labels::built_in()),
            &Head::default(),
            None,
            Labels::built_in(),
        )
        .assigned;
        let seconds = processor_seconds() - start;
        println!("{name}: {:.1} MB/s, {} bytes, {} assignments", text.len() as f64 / 1e6 / seconds, text.len(), assigned.len());
    }
}
