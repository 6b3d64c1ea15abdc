//! What headings say of the items under them, as tables.

use crate::word_index::WordIndex;

/// Headings whose items are tasks even where the section assigns none.
static TASK_HEADINGS: WordIndex = WordIndex::beginnings(&[
    "工作要点",
    "主要任务",
    "重点工作",
    "重点任务",
    "工作任务",
    "任务分工",
    "工作措施",
    "主要措施",
    "具体措施",
    "整改措施",
    "主要工作",
    "任务分解",
    "责任分工",
    "目标任务",
    "任务清单",
    "整改任务",
    "具体任务",
    "工作分工",
    "推进措施",
    "实施项目",
    "实事项目",
    "整改内容",
]);

/// Headings whose items are none, unless the section assigns one.
static OTHER_HEADINGS: WordIndex = WordIndex::beginnings(&[
    "指导思想",
    "总体要求",
    "基本原则",
    "组织领导",
    "工作要求",
    "具体要求",
    "活动要求",
    "有关要求",
    "几点要求",
    "相关要求",
    "基本要求",
    "保障措施",
    "工作原则",
    "总体目标",
    "工作目标",
    "主要目标",
    "活动目标",
    "活动主题",
    "目的意义",
    "重要意义",
    "适用范围",
    "活动时间",
    "活动范围",
    "组织机构",
    "组织保障",
    "工作机制",
    "基本情况",
    "存在问题",
    "工作保障",
    "监督检查",
]);

/// Headings of items that are none themselves, unless they have a deadline or a unit.
static NEVER_TASKS: WordIndex = WordIndex::beginnings(&[
    "组织领导",
    "领导",
    "组织保障",
    "指导思想",
    "总体要求",
    "基本要求",
    "基本原则",
    "工作原则",
    "工作要求",
    "工作目标",
    "总体目标",
    "工作机制",
    "目的意义",
    "重要意义",
    "适用范围",
    "责任追究",
    "工作纪律",
    "纪律要求",
    "注意事项",
    "其他事项",
    "有关事项",
    "有关要求",
    "活动时间",
    "活动地点",
    "活动主题",
    "活动对象",
    "活动范围",
    "参加对象",
    "参加人员",
    "参会人员",
    "参训人员",
    "会议时间",
    "会议地点",
    "会议内容",
    "时间地点",
    "时间安排",
    "联系方式",
    "咨询电话",
    "报名方式",
    "附则",
]);

/// What a heading begins with before it names its matter: 加强组织领导, 切实加强领导.
static VERBS: WordIndex =
    WordIndex::beginnings(&["切实", "进一步", "加强", "强化", "明确", "严肃", "严格", "落实", "完善", "健全", "搞好", "建立", "及时"]);

/// Labels of whom to ask.
const CONTACTS: [&str; 3] = ["联系", "联络", "咨询"];

/// Whether a heading says that the items under it are tasks; `own` are the user's.
pub fn is_task(title: &str, own: &[String]) -> bool {
    TASK_HEADINGS.is_in(title) || own.iter().any(|heading| title.contains(heading.as_str()))
}

/// Headings under which it is told who does what, and often not when.
const DIVISIONS: [&str; 2] = ["分工", "职责"];

/// Whether a heading is about who does what.
pub fn is_division(title: &str) -> bool {
    DIVISIONS.iter().any(|heading| title.contains(heading))
}

/// Whether a heading says that the items under it are none, unless they assign.
pub fn is_other(title: &str) -> bool {
    OTHER_HEADINGS.is_in(title) || is_never_task(title)
}

/// Whether an item's own heading says that it is none.
pub fn is_never_task(title: &str) -> bool {
    // Behind the marker and its stop; that most titles begin and end in Han characters spares a look at the tables of Unicode.
    let mut matter = title.trim_matches(|character: char| !matches!(character, '\u{4e00}'..='\u{9fff}') && !character.is_alphanumeric());
    while let Some(rest) = VERBS.word(matter).map(|verb| &matter[verb.len()..]).filter(|rest| !rest.is_empty()) {
        matter = rest;
    }
    NEVER_TASKS.holds(matter)
}

/// Whether a label names whom to ask.
pub fn is_contact(label: &str) -> bool {
    CONTACTS.iter().any(|contact| label.starts_with(contact))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_are_no_tasks() {
        let cases = [
            ("切实加强组织领导", true),
            ("加强领导", true),
            ("组织领导", true),
            ("活动时间", true),
            ("加强领导班子建设", false),
            ("落实", false),
            ("", false),
            ("会议时间安排表的编制", false),
        ];
        for (title, expected) in cases {
            assert_eq!(is_never_task(title), expected, "{title}");
        }
        assert!(is_other("四、保障措施") && !is_other("二、主要任务") && is_task("二、主要任务", &[]));
        assert!(is_contact("联系人") && !is_contact("责任人"));
    }
}
