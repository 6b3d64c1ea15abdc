//! What the headings of a table's columns say.

use super::ColumnKind;
use crate::fields::Labels;
use crate::word_table::CharacterSet;

/// Most characters in a heading of a column.
pub(super) const LONGEST_HEADING: usize = 12;

/// Headings of the column of row numbers.
const SERIAL_HEADINGS: &[&str] = &["序号", "编号", "项次", "序", "号"];
/// What those begin with.
pub(super) static SERIAL_OPENINGS: CharacterSet = CharacterSet::of("序编项号");
/// Headings of the column that says what is to be done; the first of a header counts.
const TASK_HEADINGS: &[&str] = &[
    "工作任务",
    "任务",
    "重点任务",
    "主要任务",
    "工作内容",
    "主要内容",
    "任务内容",
    "内容",
    "重点工作",
    "工作要点",
    "工作项目",
    "项目",
    "事项",
    "工作事项",
    "具体事项",
    "具体任务",
    "目标任务",
    "整改任务",
    "整改事项",
    "整改内容",
    "问题",
    "存在问题",
    "整改问题",
    "问题清单",
    "具体问题",
    "工作举措",
    "具体举措",
    "活动内容",
    "任务名称",
    "项目名称",
    "工作名称",
    "名称",
    "任务分解",
    "主要工作",
    "具体工作",
    "重点项目",
    "重点内容",
    "工作安排",
    "任务清单",
    "重点事项",
    "建设任务",
    "创建任务",
    "测评内容",
    "评审内容",
    "任务要求",
    "措施",
    "具体措施",
    "工作措施",
    "整改措施",
    "主要措施",
    "具体内容",
    "目标与任务",
    "目标和任务",
    "工作目标任务",
    "工作任务及目标",
    "任务目标",
    "实事项目",
    "实事内容",
    "民生实事",
    "建设内容",
    "测评项目",
    "整改举措",
    "反馈问题",
    "问题表现",
    "主要问题",
    "事项名称",
];
/// How other headings of that column end: 隐患内容, 督办事项.
const TASK_ENDS: &[&str] = &["内容", "任务", "事项", "问题", "项目", "隐患", "举措"];
/// Other headings that are met in such tables.
const OTHER_HEADINGS: &[&str] = &[
    "备注",
    "目标",
    "工作目标",
    "整改目标",
    "类别",
    "项目类别",
    "进展情况",
    "完成情况",
    "进展",
    "完成标准",
    "工作标准",
    "标准",
    "成果",
    "要求",
    "工作要求",
    "分值",
    "地点",
    "时间",
    "对象",
    "参加人员",
    "联系电话",
    "考核方式",
    "成效",
    "预期成效",
    "销号情况",
    "阶段",
    "工作阶段",
    "步骤",
    "环节",
    "领域",
    "指标",
    "指标名称",
    "来源",
    "举措",
    "方式",
    "牵头",
    "配合",
    "责任",
];

/// What a heading says of its column; `None` for words that head no column of such a table.
pub(super) fn column_kind(words: &str, labels: &Labels) -> Option<ColumnKind> {
    let word: String = words
        .chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '（' | '）' | '(' | ')' | '*' | '：' | ':'))
        .collect();
    let word = word.as_str();
    if word.is_empty() || word.chars().count() > LONGEST_HEADING {
        return None;
    }
    if SERIAL_HEADINGS.contains(&word) {
        return Some(ColumnKind::Serial);
    }
    let first = || word.split(['/', '／', '及', '和', '与', '、']).find_map(|part| labels.whole(part));
    let plain = word.trim_start_matches("相关").trim_start_matches("有关");
    if let Some(meaning) = labels.whole(plain).or_else(first) {
        return Some(ColumnKind::Field(meaning.kind));
    }
    if TASK_HEADINGS.contains(&word) {
        return Some(ColumnKind::Task);
    }
    if OTHER_HEADINGS.contains(&word) {
        return Some(ColumnKind::Other);
    }
    TASK_ENDS.iter().any(|end| word.ends_with(end)).then_some(ColumnKind::Task)
}
