//! Paragraphs → tree of items.
//!
//! [`marker`] knows the enumerators, [`candidate`] finds everything that could be one, [`sequence`] chooses the reading of the
//! whole notice that costs least by the table in [`cost`], [`paragraph`] tells headings without a number and the ends of the items,
//! and [`title`] cuts the headings out.

mod candidate;
mod cost;
pub(crate) mod marker;
mod paragraph;
mod sequence;
mod title;
mod words;

pub mod table;

use std::ops::Range;

use candidate::{Candidate, What};
use marker::Style;

/// The items of one notice, in the order they stand.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The items; a parent stands before its children.
    pub items: Vec<OutlineItem>,
}

/// One item, as byte ranges of the laid-out text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// The enumerator as written; empty (at the heading's start) for a heading without a number.
    pub marker: Range<usize>,
    /// The marker's value.
    pub numeral: Option<u32>,
    /// The marker's style: items of one style and one parent are siblings of one series.
    pub style: u16,
    /// Depth, from 1.
    pub level: u32,
    /// Index of the parent in [`Outline::items`].
    pub parent: Option<usize>,
    /// The heading, without its closing stop.
    pub title: Option<Range<usize>>,
    /// From the marker up to the next item, without white space at the end.
    pub range: Range<usize>,
}

/// A user's own forms beside the built-in ones.
#[derive(Debug, Clone, Default)]
pub struct OwnForms {
    /// Headings that can run into their body, or stand on a line without a number: 特色做法.
    pub titles: Vec<String>,
    /// What follows 第N to count an item: 批, 站.
    pub divisions: Vec<String>,
}

/// Finds the items in the paragraphs (ascending byte ranges) of one notice.
pub fn outline(text: &str, paragraphs: &[Range<usize>]) -> Outline {
    outline_with(text, paragraphs, &OwnForms::default())
}

/// Finds the items in the paragraphs (ascending byte ranges) of one notice, by the user's forms too.
pub fn outline_with(text: &str, paragraphs: &[Range<usize>], own: &OwnForms) -> Outline {
    let paragraphs = paragraph::classify(text, paragraphs, own);
    let candidates = candidate::candidates(text, &paragraphs, own);
    let chosen = sequence::choose(&candidates);
    let mut items: Vec<OutlineItem> = Vec::with_capacity(chosen.len());
    // The last item of each depth.
    let mut open: Vec<usize> = Vec::new();
    let mut broken = false;
    for step in &chosen {
        let candidate = &candidates[step.candidate];
        let style = match candidate.what {
            What::Break => {
                close(text, items.last_mut().filter(|_| !broken), candidate.start);
                broken = true;
                continue;
            }
            What::Heading => Style::Unnumbered,
            What::Mark(mark) => mark.style,
        };
        close(text, items.last_mut().filter(|_| !broken), candidate.start);
        broken = false;
        open.truncate(usize::from(step.depth) - 1);
        let parent = open.last().copied();
        open.push(items.len());
        items.push(OutlineItem {
            marker: candidate.start..candidate.end,
            numeral: step.numeral,
            style: style as u16,
            level: u32::from(step.depth),
            parent,
            title: None,
            range: candidate.start..candidate.end,
        });
    }
    close(text, items.last_mut().filter(|_| !broken), end_of_items(text, &candidates, &chosen, &paragraphs));
    title::set_titles(text, &mut items, own);
    Outline { items }
}

/// Ends an item where the next thing begins.
fn close(text: &str, item: Option<&mut OutlineItem>, end: usize) {
    if let Some(item) = item {
        let stretch = text.get(item.range.start..end).unwrap_or_default();
        item.range.end = (item.range.start + stretch.trim_end().len()).max(item.marker.end);
    }
}

/// Where the last item ends: at the first break behind it, else with the last paragraph.
fn end_of_items(text: &str, candidates: &[Candidate], chosen: &[sequence::Chosen], paragraphs: &[paragraph::Paragraph]) -> usize {
    let after = chosen.last().map_or(0, |last| last.candidate + 1);
    let broken = candidates.get(after..).unwrap_or_default().iter().find(|candidate| candidate.what == What::Break);
    broken.map(|found| found.start).or_else(|| paragraphs.last().map(|last| last.range.end)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn paragraphs(text: &str) -> Vec<Range<usize>> {
        let mut start = 0;
        let mut found = Vec::new();
        for line in text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                let at = start + line.len() - line.trim_start().len();
                found.push(at..at + line.trim().len());
            }
            start += line.len();
        }
        found
    }

    /// Each item as `level marker title`, with `-` for no title.
    fn outlined(text: &str) -> Vec<String> {
        let found = outline(text, &paragraphs(text));
        let row = |item: &OutlineItem| {
            let title = item.title.clone().map_or("-", |title| &text[title]);
            format!("{} {} {title}", item.level, &text[item.marker.clone()])
        };
        found.items.iter().map(row).collect()
    }

    #[test]
    fn outlines() {
        // What is written, and what its reader sees.
        let cases: &[(&str, &[&str])] = &[
            // Runs without line breaks.
            (
                "一、检查内容1、消防。查设施是否完好。2、用电。查线路。二、检查方式采取自查与抽查相结合的方式，先由各科室自查，再由院办组织抽查，并通报全院。",
                &["1 一、 检查内容", "2 1、 消防", "2 2、 用电", "1 二、 检查方式"],
            ),
            (
                "二、参加对象⒈全体在岗医师。⒉全体在岗护士。三、组织领导⒈成立小组。",
                &["1 二、 参加对象", "2 ⒈ -", "2 ⒉ -", "1 三、 组织领导", "2 ⒈ -"],
            ),
            // Restart under a new parent, numbers that run on, lost and doubled ones, another stop.
            (
                "一、甲项\n1、子。正文。\n2、丑。正文。\n二、乙项\n1、寅。正文。\n",
                &["1 一、 甲项", "2 1、 子", "2 2、 丑", "1 二、 乙项", "2 1、 寅"],
            ),
            (
                "一、甲项\n（一）子项\n（二）丑项\n二、乙项\n（三）寅项\n",
                &["1 一、 甲项", "2 （一） 子项", "2 （二） 丑项", "1 二、 乙项", "2 （三） 寅项"],
            ),
            ("1、子。正文。\n3、寅。正文。\n3、卯。正文。\n4.辰。正文。\n", &["1 1、 子", "1 3、 寅", "1 3、 卯", "1 4. 辰"]),
            // Clauses: under their paragraph's item, in two plain paragraphs, within one another.
            (
                "一、目标\n党员做到：一是带头学。常读书。二是带头干。多出力。\n支部做到：一是管得住。定制度。二是带得动。做表率。\n二、要求\n",
                &["1 一、 目标", "2 一是 带头学", "2 二是 带头干", "2 一是 管得住", "2 二是 带得动", "1 二、 要求"],
            ),
            (
                "一、制度\n一是学习制度。每周一次。一是读原文。要通读。二是写笔记。要认真。\n二是考勤制度。每日登记。\n",
                &["1 一、 制度", "2 一是 学习制度", "3 一是 读原文", "3 二是 写笔记", "2 二是 考勤制度"],
            ),
            (
                "工作步骤：首先统一思想。开好会。其次明确分工。列清单。最后抓好落实。勤检查。",
                &["1 首先 统一思想", "1 其次 明确分工", "1 最后 抓好落实"],
            ),
            // A stage's dates are no part of its heading.
            (
                "第一阶段：动员部署（3月1日—3月10日）。召开大会。\n第二阶段（3月11日—5月底）：集中整改。对照清单。\n",
                &["1 第一阶段： 动员部署", "1 第二阶段 集中整改"],
            ),
            // Fields in brackets of any kind are no part of a heading; a sentence before a label is text.
            (
                "一、用电安全【责任科室：总务科，完成时间：6月底前】\n1、换线路。全部更换。\n2、查插座。逐一登记。责任科室：总务科。\n二、消防安全〔牵头部门：保卫科〕。\n每月检查。\n",
                &["1 一、 用电安全", "2 1、 换线路", "2 2、 查插座", "1 二、 消防安全"],
            ),
            (
                "一、总体要求为做好用电安全，各科室要逐一检查。二、工作目标为提高效率，应当优化流程。",
                &["1 一、 总体要求", "1 二、 工作目标"],
            ),
            // Decimals with and without space.
            (
                "1 总则\n1.1 编制目的\n为提高能力。\n1.2编制依据\n依据有关法律。\n2 职责\n2.1 院办\n投入2.5万元。\n",
                &["1 1 总则", "2 1.1 编制目的", "2 1.2 编制依据", "1 2 职责", "2 2.1 院办"],
            ),
            // A sentence that is all there is, one with only its fields behind it, and a list of semicolons.
            (
                "1、组织全院职工参加体检。\n2、慰问困难职工和离退休人员。责任科室：工会，完成时间：长期。\n3、修缮病房；\n4、更换锅炉。\n完成后报院办。\n",
                &["1 1、 -", "1 2、 -", "1 3、 -", "1 4、 -"],
            ),
            // Pages that begin in the middle: the usual order of the styles tells what stands under what.
            (
                "3、抓检查。每月一次。\n（九）其他工作。\n1、抓宣传。办专栏。\n2、抓培训。办班。\n三、工作要求\n（一）加强领导。定期研究。\n",
                &["1 3、 抓检查", "1 （九） 其他工作", "2 1、 抓宣传", "2 2、 抓培训", "1 三、 工作要求", "2 （一） 加强领导"],
            ),
            (
                "（二）开展检查。\n1、查药房。逐日登记。\n（三）开展评比。每季一次。\n六、组织领导\n（一）成立小组。院长任组长。\n",
                &["1 （二） 开展检查", "2 1、 查药房", "1 （三） 开展评比", "1 六、 组织领导", "2 （一） 成立小组"],
            ),
            // Headings that run into the first item below them, and a page that breaks off behind them.
            (
                "现提出如下分工。一、普及学前教育（一）提高入园水平1.完善补助办法，逐年提高标准。2.加强幼儿教师培训，提高待遇。",
                &["1 一、 普及学前教育", "2 （一） 提高入园水平", "3 1. -", "3 2. -"],
            ),
            (
                "一、工作要求各科室要统一思想。二、工作目标围绕三个方面开展。(一)服务好:改进态度,改善感受,优化流程",
                &["1 一、 工作要求", "1 二、 工作目标", "2 (一) 服务好"],
            ),
            // Attachments named in the line are no items.
            ("现将方案印发给你们，请遵照执行。附件：1、义诊方案2、义诊人员名单 一、时间三月。二、地点广场。", &["1 一、 -", "1 二、 -"]),
            // Fields in brackets behind a heading are no part of it, however long they are.
            (
                "1、规范中介组织服务和收费行为(牵头单位:市民政局、市物价局、市工商局、市财政局、市审计局)。坚持分类指导。\n2、查处乱收费(牵头单位:市物价局)。发现一起查处一起。\n",
                &["1 1、 规范中介组织服务和收费行为", "1 2、 查处乱收费"],
            ),
            (
                "1.野外安全管理情况(包括:应急设备、劳动保护(救生)用品、通信设备、车辆和船只的配备及其维护保养等);\n2.交通安全情况;\n3.宣传培训情况。\n",
                &["1 1. -", "1 2. -", "1 3. -"],
            ),
            // A heading of any words that a body runs into.
            (
                "一、创建目标根据《测评体系》的内容和指标要求，把创建工作分为以下五类，分别下达各股室按步骤落实，务求实效。二、组织领导成立领导小组。",
                &["1 一、 创建目标", "1 二、 组织领导"],
            ),
            // A year behind the number, 公务 and a Latin name behind a decimal.
            (
                "一、开展培训\n1.2024年底前开展一轮培训。\n2.组织考试。\n二、整改\n2.1  35kV线路渗油\n更换垫片。\n2.2 公务接待费偏高\n压缩支出。\n",
                &["1 一、 开展培训", "2 1. -", "2 2. -", "1 二、 整改", "2 2.1 35kV线路渗油", "2 2.2 公务接待费偏高"],
            ),
            // Words before a wide gap, and the last of a list in the line.
            (
                "一、评议范围  市、县两级医院和各乡镇卫生院。\n二、作风建设。（1）不准打牌；（2）不准饮酒；（3）有问必答\n",
                &["1 一、 评议范围", "1 二、 作风建设", "2 （1） -", "2 （2） -", "2 （3） -"],
            ),
            // 一是一巷一长 begins a clause where 一是一，二是二 does not.
            (
                "推行三项办法，成效明显。\n一是一巷一长。每条小巷有人管。\n二是一巷一策。逐条会诊。\n",
                &["1 一是 一巷一长", "1 二是 一巷一策"],
            ),
            // The articles of a bulletin, by its list of contents.
            (
                "本期要目\n◆ 区领导夜查占道\n◆ 各部门动态\n区领导夜查占道\n副区长带队检查夜市，劝离占道摊点73个，并指出要疏导为主、堵疏结合、引导进入市场。\n各部门动态\n教育局组织学生捡拾垃圾。\n",
                &["1  区领导夜查占道", "1  各部门动态"],
            ),
            // Annexed rules, each under a heading without a number; the tail and an attached document.
            (
                "关于印发制度的通知\n各科室：\n现将有关制度印发给你们，请各科室结合工作实际认真贯彻执行，并及时上报情况。\n晨会制度\n1、每日八点。\n2、全员参加。\n值 班 制 度\n1、不得脱岗。\n2、做好交接。\n某某医院\n2011年3月1日\n",
                &["1  晨会制度", "2 1、 -", "2 2、 -", "1  值 班 制 度", "2 1、 -", "2 2、 -"],
            ),
            ("关于义诊的通知\n一、时间\n三月。\n附件：一、义诊方案\n二、报名表\n某某医院\n2011年3月1日\n", &["1 一、 时间"]),
            (
                "关于义诊的通知\n一、时间\n三月。\n二、地点\n广场。\n附件：1.义诊方案\n2.报名表\n某某医院\n2011年3月1日\n义诊实施方案\n一、要求\n认真。\n",
                &["1 一、 时间", "1 二、 地点", "1 一、 要求"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(outlined(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_users_forms_count_too() {
        let text = "第一批：内科。三月体检。\n第二批：外科。四月体检。\n特色做法\n各支部要结合实际，开展岗位练兵和技术比武，形成比学赶超的良好氛围，推动各项任务落实。\n";
        let own = OwnForms { titles: vec!["特色做法".to_owned()], divisions: vec!["批".to_owned()] };
        let found = outline_with(text, &paragraphs(text), &own);
        let markers: Vec<&str> = found.items.iter().map(|item| &text[item.marker.clone()]).collect();
        assert_eq!(markers, ["第一批：", "第二批：", ""]);
        assert_eq!(outlined(text), Vec::<String>::new());
        let text = "一、特色做法各支部要结合实际开展岗位练兵和技术比武并形成比学赶超的良好氛围和长效机制。\n二、要求\n认真。\n";
        let found = outline_with(text, &paragraphs(text), &own);
        assert_eq!(found.items[0].title.clone().map(|title| &text[title]), Some("特色做法"));
    }

    #[test]
    fn what_counts_nothing() {
        let texts = [
            "增长2.5%，第一责任人张三带队，第十八次会议于2011.6.30晚19:30召开。",
            "做好3、5月份的工作，投入1.2万元，联系电话0518-85521234，地址人民路3号、5号。",
            "按照（一）、（二）的要求和第三条规定办理，见第（二）项和附件1、表2。",
            "张三① 李四① 摘要 本文讨论管理。",
            "要做到一是一、二是二，统一是前提。首先要抓好学习。",
            "一、二年级和三、四年级分别活动，一方面抓教学，另一方面抓管理。",
            "“十二五”期间，第一季度完成三、四项任务。",
        ];
        for text in texts {
            let text = format!("各科室：\n现就有关工作通知如下，请认真执行。{text}\n");
            assert_eq!(outlined(&text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn the_last_item_ends_before_the_tail() {
        let text = "关于义诊的通知\n一、时间\n三月一日上午。\n特此通知。\n某某医院\n2011年2月1日\n抄送：市局\n";
        let found = outline(text, &paragraphs(text));
        assert_eq!(found.items.last().map(|item| &text[item.range.clone()]), Some("一、时间\n三月一日上午。"));
    }

    proptest! {
        #[test]
        fn any_text_gives_a_tree_in_bounds(text in "(\\PC|[一二三十、．.（）()㈠⒈⑴①12第条章是要首先其次最后。：；，“” \n附件年月日]){0,200}") {
            let found = outline(&text, &paragraphs(&text));
            let mut last = 0;
            for (index, item) in found.items.iter().enumerate() {
                prop_assert!(item.marker.start >= last && item.marker.end <= item.range.end && item.range.start == item.marker.start);
                prop_assert!(text.get(item.range.clone()).is_some() && text.get(item.marker.clone()).is_some());
                last = item.marker.start;
                if let Some(title) = &item.title {
                    prop_assert!(text.get(title.clone()).is_some() && title.start >= item.marker.end && title.end <= item.range.end);
                }
                match item.parent {
                    Some(parent) => prop_assert!(parent < index && found.items[parent].level + 1 == item.level),
                    None => prop_assert_eq!(item.level, 1),
                }
            }
        }
    }
}
