//! Notices and the assignments that stand in them. The values were written before the code was run on them.
//!
//! An assignment reads `[path] field ; field`, a field `kind label=values`: R responsible, L lead, S support, P person, D deadline
//! (its words); `-` for a field without a label, `×3` after the path for an assignment that covers three items.

use std::ops::Range;

use crate::fields::{Assigned, Labels, assign_with, empty_labels};
use crate::head::Head;
use crate::notice::FieldKind;
use crate::outline::table::{add_table_rows, flattened_tables};
use crate::outline::{Outline, OutlineItem};

/// Paragraphs of a text: its lines that are not empty.
pub(crate) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let at = start + (line.len() - line.trim_start().len());
            found.push(at..at + trimmed.len());
        }
        start += line.len();
    }
    found
}

/// A tiny outline: markers at the beginning of lines, and 一是 … after a stop or a colon.
pub(crate) fn small_outline(text: &str) -> Outline {
    const NUMERALS: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let mut markers: Vec<(Range<usize>, u16, u32)> = Vec::new();
    for paragraph in paragraphs(text) {
        let words = &text[paragraph.clone()];
        let mut mark = |form: String, style: u16, value: usize| {
            if words.starts_with(&form) {
                markers.push((paragraph.start..paragraph.start + form.len(), style, value as u32 + 1));
            }
        };
        for (value, numeral) in NUMERALS.iter().enumerate() {
            mark(format!("{numeral}、"), 1, value);
            mark(format!("（{numeral}）"), 2, value);
            mark(format!("{}、", value + 1), 3, value);
            mark(format!("{}.", value + 1), 3, value);
            mark(format!("第{numeral}阶段："), 3, value);
            mark(format!("第{numeral}阶段"), 3, value);
        }
        for (value, numeral) in NUMERALS.iter().enumerate() {
            let form = format!("{numeral}是");
            for (at, _) in words.match_indices(&form) {
                if words[..at].is_empty() || words[..at].ends_with(['。', '；', '：', ':']) {
                    markers.push((paragraph.start + at..paragraph.start + at + form.len(), 4, value as u32 + 1));
                }
            }
        }
    }
    markers.sort_by_key(|(range, ..)| (range.start, std::cmp::Reverse(range.end)));
    markers.dedup_by_key(|(range, ..)| range.start);
    let mut items: Vec<OutlineItem> = Vec::new();
    for (index, (marker, style, numeral)) in markers.iter().enumerate() {
        let mut parent = items.len().checked_sub(1);
        let same = std::iter::successors(parent, |&at| items[at].parent).find(|&at| items[at].style == *style);
        if let Some(sibling) = same {
            parent = items[sibling].parent;
        }
        let end = markers.get(index + 1).map_or(text.len(), |(next, ..)| next.start);
        let range = marker.start..marker.start + text[marker.start..end].trim_end().len();
        let level = parent.map_or(1, |parent| items[parent].level + 1);
        items.push(OutlineItem { marker: marker.clone(), numeral: Some(*numeral), style: *style, level, parent, title: None, range });
    }
    Outline { items }
}

/// The assignments of a text that is paragraphs already.
pub(crate) fn assigned(text: &str) -> (Outline, Vec<Assigned>) {
    let paragraphs = paragraphs(text);
    let mut outline = small_outline(text);
    add_table_rows(text, &mut outline, &flattened_tables(text, &paragraphs, Labels::built_in()));
    let assigned = assign_with(text, &paragraphs, &outline, &Head::default(), None, Labels::built_in());
    (outline, assigned)
}

fn shown(text: &str) -> String {
    let (outline, assigned) = assigned(text);
    let path = |item: Option<usize>| {
        let mut path: Vec<&str> =
            std::iter::successors(item, |&at| outline.items[at].parent).map(|at| &text[outline.items[at].marker.clone()]).collect();
        path.reverse();
        path.join(">")
    };
    let kind = |kind| match kind {
        FieldKind::Responsible => 'R',
        FieldKind::Lead => 'L',
        FieldKind::Support => 'S',
        FieldKind::Person => 'P',
        FieldKind::Deadline => 'D',
    };
    let show = |assigned: &Assigned| {
        let fields: Vec<String> = assigned
            .fields
            .iter()
            .map(|field| {
                let label = field.label.clone().map_or("-", |label| &text[label]);
                let value = if field.kind == FieldKind::Deadline { text[field.value.clone()].to_owned() } else { field.units.join(",") };
                format!("{} {label}={value}", kind(field.kind))
            })
            .collect();
        let covers = if assigned.covers.iter().eq(assigned.item.iter()) { String::new() } else { format!(" ×{}", assigned.covers.len()) };
        format!("[{}{covers}] {}", path(assigned.item), fields.join(" ; "))
    };
    assigned.iter().map(show).collect::<Vec<_>>().join(" || ")
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let shown = shown(text);
            (shown != *expected).then(|| format!("{text}\n   expected {expected}\n   got      {shown}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn at_a_sentence_end() {
    check(&[
        ("1、开展义诊。责任科室：党办、工会，完成时间：6月30日之前。", "[1、] R 责任科室=党办,工会 ; D 完成时间=6月30日之前"),
        ("1、开展义诊。责任科室:党办、工会,完成时间:6月30日之前.", "[1、] R 责任科室=党办,工会 ; D 完成时间=6月30日之前"),
        ("1、开展义诊。责任科室：党办；完成时间：长期。", "[1、] R 责任科室=党办 ; D 完成时间=长期"),
        ("1、开展义诊。责任科室：党办 完成时间：长期", "[1、] R 责任科室=党办 ; D 完成时间=长期"),
        ("1、开展义诊。责任科室：党办、完成时间：长期。", "[1、] R 责任科室=党办 ; D 完成时间=长期"),
        ("1、开展义诊。责任科室：党办。完成时间：长期。", "[1、] R 责任科室=党办 ; D 完成时间=长期"),
        ("1、开展义诊。完成时间：长期，责任科室：党办。", "[1、] D 完成时间=长期 ; R 责任科室=党办"),
        ("1、开展义诊。责 任 科 室 ：医务科、护理部。", "[1、] R 责 任 科 室=医务科,护理部"),
        (
            "1、开展义诊。责任单位：市教育局；责任人：李明；完成时限：9月底前。",
            "[1、] R 责任单位=市教育局 ; P 责任人=李明 ; D 完成时限=9月底前",
        ),
        (
            "1、抓检查。牵头单位：市教育局；配合单位：市财政局、市人社局；完成时限：9月底前。",
            "[1、] L 牵头单位=市教育局 ; S 配合单位=市财政局,市人社局 ; D 完成时限=9月底前",
        ),
        (
            "1、抓检查。一是查药房。责任科室：药剂科。二是查病房。责任科室：护理部。",
            "[1、>一是] R 责任科室=药剂科 || [1、>二是] R 责任科室=护理部",
        ),
        (
            "1、抓检查：一是查药房（责任科室：药剂科）；二是查病房（责任科室：护理部）。",
            "[1、>一是] R 责任科室=药剂科 || [1、>二是] R 责任科室=护理部",
        ),
        ("1、抓检查。责任科室：药剂科，每月不少于两次。", "[1、] R 责任科室=药剂科"),
        ("1、抓检查。责任单位：市教育局，6月底前完成。", "[1、] R 责任单位=市教育局 ; D -=6月底前完成"),
        ("1、抓检查。责任单位：市教育局、市财政局，12月20日前", "[1、] R 责任单位=市教育局,市财政局 ; D -=12月20日前"),
        ("1、抓检查。主要责任单位：市教育局。", "[1、] R 主要责任单位=市教育局"),
        ("1、抓检查。整改实施主体：市教育局。整改时限：9月底前。", "[1、] R 整改实施主体=市教育局 ; D 整改时限=9月底前"),
        ("1、抓检查。具体责任人：王小明、赵敏。", "[1、] P 具体责任人=王小明,赵敏"),
        ("1、抓检查取得实效责任科室：党办、工会，完成时间：6月底前。", "[1、] R 责任科室=党办,工会 ; D 完成时间=6月底前"),
        ("1、抓检查。责任科室：党办。电话：81234567。", "[1、] R 责任科室=党办"),
        ("1、抓检查。责任科室：党办，电话：81234567。", "[1、] R 责任科室=党办"),
        ("1、抓检查。责任人：王小明，电话：13800001111。", "[1、] P 责任人=王小明"),
        ("1、抓检查。联系人：王小明 13800001111", "[1、] P 联系人=王小明"),
        ("1、抓检查。完成时间：6月底前，各科室要按时上报。", "[1、] D 完成时间=6月底前"),
        ("1、抓检查。完成时间：6月底前完成，并长期坚持。", "[1、] D 完成时间=6月底前完成，并长期坚持"),
        ("1、抓检查。完成时间：另行通知。", "[1、] D 完成时间=另行通知"),
        ("1、抓检查。完成时间：按规定时间。", "[1、] D 完成时间=按规定时间"),
        ("1、抓检查。办结时限：2011年3月20日18：00前。", "[1、] D 办结时限=2011年3月20日18：00前"),
        ("1、抓检查。时间安排：4月1日—4月30日。", "[1、] D 时间安排=4月1日—4月30日"),
        ("1、抓检查。责任单位：市卫生局（市医改办）、市财政局。", "[1、] R 责任单位=市卫生局（市医改办）,市财政局"),
        ("1、抓检查。责任单位及责任人：党办、工会。", "[1、] R 责任单位及责任人=党办,工会"),
        ("1、抓检查。责任单位（科室）：党办、工会。", "[1、] R 责任单位（科室）=党办,工会"),
        ("1、抓检查。责任单位为：党办、工会。", "[1、] R 责任单位=党办,工会"),
        ("1、抓检查。责任科室：党办、工会,人事科；纪检监察室。", "[1、] R 责任科室=党办,工会,人事科,纪检监察室"),
        ("1、抓检查。责任科室：党办。责任科室：工会。", "[1、] R 责任科室=党办 || [1、] R 责任科室=工会"),
        ("1、抓检查。责任科室：党办，要求抓紧落实。", "[1、] R 责任科室=党办"),
    ]);
}

#[test]
fn in_brackets() {
    check(&[
        ("1、抓检查。（责任单位：市教育局）", "[1、] R 责任单位=市教育局"),
        ("1、抓检查。(责任单位:市教育局)", "[1、] R 责任单位=市教育局"),
        ("1、抓检查〔责任单位：市教育局〕。", "[1、] R 责任单位=市教育局"),
        ("1、抓检查。[责任单位：市教育局]", "[1、] R 责任单位=市教育局"),
        ("1、抓检查。【责任单位：市教育局；完成时限：9月底前】", "[1、] R 责任单位=市教育局 ; D 完成时限=9月底前"),
        ("1、抓检查。【（责任单位：市教育局）】", "[1、] R 责任单位=市教育局"),
        (
            "1、抓检查。（牵头单位：市卫生局（市医改办）；配合单位：市财政局）",
            "[1、] L 牵头单位=市卫生局（市医改办） ; S 配合单位=市财政局",
        ),
        ("1、抓检查。（责任单位 院办）", "[1、] R 责任单位=院办"),
        ("1、抓检查。（责任单位院办、党办）", "[1、] R 责任单位=院办,党办"),
        ("1、抓检查。（责任单位 院办；完成时限 6月底前）", "[1、] R 责任单位=院办 ; D 完成时限=6月底前"),
        ("1、抓检查。（责任单位：院办；6月底前）", "[1、] R 责任单位=院办 ; D -=6月底前"),
        ("1、抓检查。（责任单位：院办，6月底前完成）", "[1、] R 责任单位=院办 ; D -=6月底前完成"),
        ("1、抓检查。【责任单位】市教育局", "[1、] R 责任单位=市教育局"),
        ("1、抓检查。【责任单位】市教育局【完成时限】9月底前", "[1、] R 责任单位=市教育局 ; D 完成时限=9月底前"),
        ("1、抓检查。【责任单位】：市教育局。", "[1、] R 责任单位=市教育局"),
        ("1、抓检查。（市教育局牵头，市财政局、市人社局配合）", "[1、] L -=市教育局 ; S -=市财政局,市人社局"),
        ("1、抓检查（市教育局牵头，市财政局、市人社局配合）。", "[1、] L -=市教育局 ; S -=市财政局,市人社局"),
        ("1、抓检查（由宣传科负责）。", "[1、] R -=宣传科"),
        ("1、抓检查（宣传科具体负责，6月底前完成）。", "[1、] R -=宣传科 ; D -=6月底前完成"),
        ("1、抓检查。（宣传科、院办）", "[1、] R -=宣传科,院办"),
        ("1、抓检查（宣传科、院办）。", "[1、] R -=宣传科,院办"),
        ("1、抓检查（宣传科、院办；6月底前）。", "[1、] R -=宣传科,院办 ; D -=6月底前"),
        ("1、抓检查（6月底前完成）。", "[1、] D -=6月底前完成"),
        ("1、抓检查。（市教育局、市财政局等按职责分工负责）", "[1、] R -=市教育局,市财政局"),
        ("1、抓检查。（市教育局牵头，市财政局等部门配合，各县区负责落实）", "[1、] L -=市教育局 ; S -=市财政局 ; R -=各县区"),
        ("1、抓检查。（市教育局、市财政局按职责分工负责，9月底前完成）", "[1、] R -=市教育局,市财政局 ; D -=9月底前完成"),
        ("1、抓药房（药剂科负责）；抓病房（护理部负责）。", "[1、] R -=药剂科 || [1、] R -=护理部"),
        ("1、抓检查。（责任领导：张小明；责任科室：医务科；时限：长期）", "[1、] P 责任领导=张小明 ; R 责任科室=医务科 ; D 时限=长期"),
        ("1、抓检查。（牵头单位：市教育局）（完成时限：9月底前）", "[1、] L 牵头单位=市教育局 ; D 完成时限=9月底前"),
        ("1、抓检查。（责任科室：医务科", "[1、] R 责任科室=医务科"),
        ("（一）学习动员阶段（3月1日—3月20日）\n组织全员学习。", "[（一）] D -=3月1日—3月20日"),
        ("第一阶段：学习动员（3月上旬—4月底）。主要抓好学习。", "[第一阶段：] D -=3月上旬—4月底"),
        ("第一阶段（2011年3月）：学习动员。", "[第一阶段] D -=2011年3月"),
        ("（二）整改落实（9月底前）。各科室要认真整改。", "[（二）] D -=9月底前"),
        ("1、抓检查。（责任科室：医务科、各临床科室）。2、另一件。", "[1、] R 责任科室=医务科,各临床科室"),
        ("1、抓检查。（完成时间6月底前）", "[1、] D 完成时间=6月底前"),
        ("1、抓检查。（责任人 王小明）", "[1、] P 责任人=王小明"),
    ]);
}

#[test]
fn units() {
    let cases = [
        ("甲科、乙科，丙科,丁科；戊科;己科", "甲科,乙科,丙科,丁科,戊科,己科"),
        ("院办和党办", "院办,党办"),
        ("宣传和统战科", "宣传和统战科"),
        ("人力资源和社会保障局", "人力资源和社会保障局"),
        ("发展和改革委员会、工业和信息化局", "发展和改革委员会,工业和信息化局"),
        ("市场和质量监督管理局", "市场和质量监督管理局"),
        ("教育局及体育局", "教育局,体育局"),
        ("教育局、体育局以及卫生局", "教育局,体育局,卫生局"),
        ("教育局、体育局，以及卫生局", "教育局,体育局,卫生局"),
        ("教育局、体育局和卫生局", "教育局,体育局,卫生局"),
        ("教育局与体育局", "教育局,体育局"),
        ("和平区政府、和田县教育局", "和平区政府,和田县教育局"),
        ("教育局、和平区政府", "教育局,和平区政府"),
        ("办公室（党办）", "办公室（党办）"),
        ("市政府办公室（督查室、信息科）、市教育局", "市政府办公室（督查室、信息科）,市教育局"),
        ("各县区等", "各县区"),
        ("市教育局等部门", "市教育局"),
        ("市教育局、市财政局等单位", "市教育局,市财政局"),
        ("市教育局、市财政局等有关部门和单位", "市教育局,市财政局"),
        ("市教育局、市财政局等12个部门", "市教育局,市财政局"),
        ("高等学校、中等职业学校", "高等学校,中等职业学校"),
        ("各市（县）、区政府", "各市（县）、区政府"),
        ("各县、区教育局，市直各学校", "各县、区教育局,市直各学校"),
        ("各省、自治区、直辖市人民政府", "各省、自治区、直辖市人民政府"),
        ("各乡镇、县直各单位", "各乡镇,县直各单位"),
        ("各乡镇、各街道", "各乡镇,各街道"),
        ("各县（市、区）人民政府，市政府各部门", "各县（市、区）人民政府,市政府各部门"),
        ("市直各有关单位", "市直各有关单位"),
        ("各支部、各科室", "各支部,各科室"),
        ("党办、各党支部、全体党员", "党办,各党支部,全体党员"),
        ("党委办公室牵头", "党委办公室|L"),
        ("卫生局牵头，财政局、教育局配合", "卫生局|L;财政局,教育局|S"),
        ("卫生局（牵头）、财政局、教育局", "卫生局|L;财政局,教育局"),
        ("牵头", ""),
        ("院办、党办负责", "院办,党办"),
        ("院办、党办按职责分工负责", "院办,党办"),
        ("院办  党办  人事科", "院办,党办,人事科"),
        ("院办 党办 人事科", "院办,党办,人事科"),
        ("办 公 室、人 事 科", "办公室,人事科"),
        ("骨一科、ICU、120急救站", "骨一科,ICU,120急救站"),
        ("县供电公司、中国移动、人民银行", "县供电公司,中国移动,人民银行"),
        ("“双创”办公室、“放管服”改革专班", "“双创”办公室,“放管服”改革专班"),
        ("由人事科负责", "人事科"),
        ("院党委、院长办公室", "院党委,院长办公室"),
        ("医务科/护理部", "医务科,护理部"),
        ("党委和政府", "党委,政府"),
        ("住房和城乡建设局、自然资源和规划局", "住房和城乡建设局,自然资源和规划局"),
        ("局机关各科室，局属各单位", "局机关各科室,局属各单位"),
        ("党组织、党小组", "党组织,党小组"),
        ("相关科室", "相关科室"),
        ("市纪委监委、市委组织部、市委宣传部", "市纪委监委,市委组织部,市委宣传部"),
        ("团市委、市妇联、市总工会", "团市委,市妇联,市总工会"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(value, expected)| {
            let text = format!("1、抓检查。责任单位：{value}。");
            let (_, assigned) = assigned(&text);
            let fields: Vec<_> = assigned
                .iter()
                .flat_map(|assigned| &assigned.fields)
                .map(|field| {
                    let kind = match field.kind {
                        FieldKind::Lead => "|L",
                        FieldKind::Support => "|S",
                        FieldKind::Responsible => "",
                        _ => "|?",
                    };
                    format!("{}{kind}", field.units.join(","))
                })
                .collect();
            let fields = fields.join(";");
            (fields != *expected).then(|| format!("{value}: expected {expected}, got {fields}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn persons() {
    let cases = [
        ("王小明", "王小明"),
        ("王小明、赵敏", "王小明,赵敏"),
        ("王小明 赵敏", "王小明,赵敏"),
        ("王 敏、赵 刚", "王敏,赵刚"),
        ("党委委员、副院长周某某", "党委委员、副院长周某某"),
        ("院长李建国，副院长王海", "院长李建国,副院长王海"),
        ("党委书记、院长李建国，副院长王海", "党委书记、院长李建国,副院长王海"),
        ("李建国院长、王海主任", "李建国院长,王海主任"),
        ("各科主任、护士长", "各科主任,护士长"),
        ("各支部书记", "各支部书记"),
        ("副院长 王海", "副院长王海"),
        ("王海（办公室主任）、赵敏（人事科科长）", "王海（办公室主任）,赵敏（人事科科长）"),
        ("王海 电话13800001111", "王海"),
        ("王海（13800001111）", "王海"),
        ("王海，联系电话0518-85551234", "王海"),
        ("欧阳明华、张××", "欧阳明华,张××"),
        ("市卫生局局长陈大伟", "市卫生局局长陈大伟"),
        ("科室负责人", "科室负责人"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(value, expected)| {
            let text = format!("1、抓检查。责任人：{value}。");
            let (_, assigned) = assigned(&text);
            let fields: Vec<_> = assigned.iter().flat_map(|assigned| &assigned.fields).map(|field| field.units.join(",")).collect();
            let fields = fields.join(";");
            (fields != *expected).then(|| format!("{value}: expected {expected}, got {fields}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn mentions_are_no_fields() {
    let none = [
        "1、抓检查，明确责任科室。",
        "1、抓检查，落实责任单位，压实责任。",
        "1、党支部书记是第一责任人，要认真履行职责。",
        "1、责任单位要按月报送进展。",
        "1、牵头单位积极开展工作，配合单位主动参与。",
        "各责任单位：\n现将有关事项通知如下。",
        "1、市卫生局作为牵头单位，要抓好协调。",
        "1、明确责任单位：各部门要各负其责。",
        "1、责任单位：要切实加强组织领导，层层抓落实。",
        "1、会议时间：2011年3月20日。地点：三楼会议室。",
        "1、时间：3月20日上午9:00。",
        "1、时间安排：活动分三个阶段进行。",
        "1、时间要求：各单位要高度重视，抓好落实。",
        "1、建立责任制，由宣传科负责组织实施。",
        "1、由市教育局牵头，市财政局配合，抓好此项工作。",
        "1、覆盖所有县直医院（县人民医院、县中医院）。",
        "1、按照《管理办法》（2010年6月）执行。",
        "1、近三年（2008—2010年）成效明显。",
        "1、各牵头部门、配合部门要密切协作。",
        "1、完成时间和质量都要得到保证。",
        "1、要明确责任人、完成时限和具体措施。",
        "1、对责任单位、责任人进行通报。",
        "1、领导小组办公室（设在党办）负责协调。",
        "1、参加人员：全体党员。",
        "1、组长：王小明，副组长：赵敏。",
        "1、（责任单位负责人签字）",
        "1、填报《任务分解表》（含责任单位、完成时限）。",
        "1、形成“主要领导亲自抓、分管领导具体抓”的格局。",
        "1、主办单位应当在五个工作日内答复。",
        "1、联系电话：85551234。",
        "1、责任区：东至人民路，西至解放路。",
        "1、由责任科室：提出整改意见。",
    ];
    for text in none {
        assert_eq!(shown(text), "", "{text}");
    }
}

#[test]
fn labels_without_a_value() {
    let cases: &[(&str, &[&str])] = &[
        ("1、抓检查。责任科室：，完成时间：6月底前。", &["责任科室"]),
        ("1、抓检查。责任科室：____。", &["责任科室"]),
        ("1、抓检查。\n责任科室：\n2、抓整改。", &["责任科室"]),
        ("1、抓检查。责任人：\n完成时限：", &["责任人", "完成时限"]),
        ("1、抓检查。责任科室：党办。", &[]),
    ];
    for (text, labels) in cases {
        let found = empty_labels(text, &paragraphs(text), &small_outline(text), Labels::built_in());
        let found: Vec<&str> = found.into_iter().map(|empty| &text[empty.label]).collect();
        assert_eq!(&found, labels, "{text}");
    }
}

#[test]
fn belonging() {
    check(&[
        // Own line under each item.
        ("1、抓检查。\n责任科室：党办\n2、抓整改。\n责任科室：工会\n", "[1、] R 责任科室=党办 || [2、] R 责任科室=工会"),
        // After several siblings.
        (
            "一、工作要点\n1、抓检查。\n2、抓整改。\n3、抓总结。\n责任科室：党办，完成时间：6月底前。\n二、要求",
            "[一、 ×3] R 责任科室=党办 ; D 完成时间=6月底前",
        ),
        (
            "一、要点\n（一）学习\n1、抓检查。\n2、抓整改。\n责任科室：党办\n完成时间：6月底前\n（二）活动\n1、抓讨论。责任科室：工会。",
            "[一、>（一） ×2] R 责任科室=党办 ; D 完成时间=6月底前 || [一、>（二）>1、] R 责任科室=工会",
        ),
        // Under the heading, before its children.
        ("一、要点\n（一）学习\n责任科室：党办\n1、抓检查。\n2、抓整改。", "[一、>（一）] R 责任科室=党办"),
        // More siblings follow.
        ("一、要点\n1、抓检查。\n责任科室：党办\n2、抓整改。\n3、抓总结。", "[一、>1、] R 责任科室=党办"),
        // The last of siblings that have fields in their paragraphs.
        (
            "一、要点\n1、抓检查。责任科室：党办。\n2、抓整改。\n责任科室：工会。",
            "[一、>1、] R 责任科室=党办 || [一、>2、] R 责任科室=工会",
        ),
        // All have theirs, and one line more for the whole.
        (
            "一、要点\n1、抓检查。责任科室：党办。\n2、抓整改。责任科室：工会。\n责任领导：王小明",
            "[一、>1、] R 责任科室=党办 || [一、>2、] R 责任科室=工会 || [一、 ×2] P 责任领导=王小明",
        ),
        // No parent.
        ("一、抓检查。\n二、抓整改。\n责任科室：党办", "[ ×2] R 责任科室=党办"),
        ("关于抓检查的通知\n责任科室：党办\n一、抓检查。", "[] R 责任科室=党办"),
        // Clauses in the paragraph before a field line.
        (
            "一、要点\n1、抓检查。一是查药房。二是查病房。\n责任科室：党办\n2、抓整改。一是改药房。\n责任科室：工会",
            "[一、>1、] R 责任科室=党办 || [一、>2、] R 责任科室=工会",
        ),
        // Brackets in a line of their own.
        (
            "1、抓检查。\n（责任科室：党办；完成时间：6月底前）\n2、抓整改。\n（责任科室：工会）",
            "[1、] R 责任科室=党办 ; D 完成时间=6月底前 || [2、] R 责任科室=工会",
        ),
        // Label line, value line.
        ("1、抓检查。\n责任科室：\n党办、工会\n完成时间：\n6月底前\n2、抓整改。", "[1、] R 责任科室=党办,工会 ; D 完成时间=6月底前"),
        ("1、抓检查。\n责任科室\n党办、工会\n完成时间\n6月底前\n2、抓整改。", "[1、] R 责任科室=党办,工会 ; D 完成时间=6月底前"),
        ("一、责任单位\n市教育局、市财政局\n二、完成时限\n9月底前", "[一、] R 责任单位=市教育局,市财政局 || [二、] D 完成时限=9月底前"),
        // A field item.
        (
            "（一）抓检查。\n1、责任单位：市教育局。\n2、完成时限：9月底前。",
            "[（一）>1、] R 责任单位=市教育局 || [（一）>2、] D 完成时限=9月底前",
        ),
        // A single child keeps its line.
        ("一、要点\n1、抓检查。\n责任科室：党办\n二、要求", "[一、>1、] R 责任科室=党办"),
        (
            "1、抓检查。\n牵头单位：市教育局\n配合单位：市财政局\n责任人：王小明\n完成时限：9月底前\n2、抓整改。\n牵头单位：市卫生局\n配合单位：市财政局\n责任人：赵敏\n完成时限：12月底前",
            "[1、] L 牵头单位=市教育局 ; S 配合单位=市财政局 ; P 责任人=王小明 ; D 完成时限=9月底前 || [2、] L 牵头单位=市卫生局 ; S 配合单位=市财政局 ; P 责任人=赵敏 ; D 完成时限=12月底前",
        ),
    ]);
}

#[test]
fn flattened() {
    let rows = "[1] R 责任科室=党办,工会 ; D 完成时间=6月底前 || [2] R 责任科室=医务科 ; D 完成时间=长期";
    check(&[
        ("任务分解表\n序号\t工作任务\t责任科室\t完成时间\n1\t抓检查\t党办、工会\t6月底前\n2\t抓整改\t医务科\t长期\n", rows),
        ("任务分解表\n序号  工作任务  责任科室  完成时间\n1  抓检查  党办、工会  6月底前\n2  抓整改  医务科  长期\n", rows),
        (
            "任务分解表\n| 序号 | 工作任务 | 责任科室 | 完成时间 |\n|---|---|---|---|\n| 1 | 抓检查 | 党办、工会 | 6月底前 |\n| 2 | 抓整改 | 医务科 | 长期 |\n",
            rows,
        ),
        ("任务分解表\n序号\n工作任务\n责任科室\n完成时间\n1\n抓检查\n党办、工会\n6月底前\n2\n抓整改\n医务科\n长期\n", rows),
        ("任务分解表\n序号\n工作任务\n责任科室\n完成时间\n备注\n1\n抓检查\n党办、工会\n6月底前\n2\n抓整改\n医务科\n长期\n", rows),
        (
            "序号\t工作任务\t责任科室\t完成时间\n1\t抓检查\t党办、工会\t6月底前\n2\t抓整改\t同上\t同上\n",
            "[1] R 责任科室=党办,工会 ; D 完成时间=6月底前 || [2] R 责任科室=党办,工会 ; D 完成时间=6月底前",
        ),
        (
            "序号\t工作任务\t责任科室\t完成时间\n1\t抓检查\t党办、工会\t6月底前\n2\t抓整改\t\t长期\n",
            "[1] R 责任科室=党办,工会 ; D 完成时间=6月底前 || [2] D 完成时间=长期",
        ),
        (
            "二、任务分工\n序号  工作任务  责任科室  完成时间\n1  抓检查  党办、工会  6月底前\n2  抓整改  医务科  长期\n三、要求\n1、抓落实。责任科室：党办。",
            "[二、>1] R 责任科室=党办,工会 ; D 完成时间=6月底前 || [二、>2] R 责任科室=医务科 ; D 完成时间=长期 || [三、>1、] R 责任科室=党办",
        ),
        (
            "序号\t整改任务\t牵头单位\t配合单位\t责任人\t整改时限\n1\t抓检查\t市教育局\t市财政局、市人社局\t王小明\t9月底前",
            "[1] L 牵头单位=市教育局 ; S 配合单位=市财政局,市人社局 ; P 责任人=王小明 ; D 整改时限=9月底前",
        ),
    ]);
}
