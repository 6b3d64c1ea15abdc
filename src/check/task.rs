//! Which items are tasks, and which of them an assignment reaches.

use super::Draft;
use crate::notice::FieldKind;

/// Headings whose items are tasks even where the section assigns none.
const TASK_HEADINGS: [&str; 22] = [
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
];

/// Headings whose items are none, unless the section assigns one.
const OTHER_HEADINGS: [&str; 30] = [
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
];

/// The kinds of field that make a unit or person responsible.
pub const RESPONSIBLE: [FieldKind; 3] = [FieldKind::Responsible, FieldKind::Lead, FieldKind::Person];

/// The kind that dates a task.
pub const DATED: [FieldKind; 1] = [FieldKind::Deadline];

/// The tasks that no field of `kinds` reaches, as indices of items.
pub fn unassigned(draft: &Draft<'_>, kinds: &[FieldKind]) -> Vec<usize> {
    let items = &draft.outline.items;
    let mut reached = vec![false; items.len()];
    for assigned in draft.assigned.iter().filter(|assigned| assigned.fields.iter().any(|field| kinds.contains(&field.kind))) {
        for &index in assigned.covers.iter().chain(&assigned.item) {
            reached[index] = true;
        }
    }
    // A label that was not filled in is U003's.
    for (item, empty) in draft.blanks() {
        let Some(index) = item else { continue };
        reached[index] |= kinds.contains(&empty.kind);
        if draft.paragraphs.binary_search_by_key(&empty.label.start, |range| range.start).is_ok() {
            reach_siblings_before(draft, index, &mut reached);
        }
    }
    let root = roots(draft);
    let mut assigns = vec![false; items.len()];
    for index in (0..items.len()).filter(|&index| reached[index]) {
        assigns[root[index]] = true;
    }
    let mut has_items = vec![false; items.len()];
    for item in items {
        if let Some(parent) = item.parent {
            has_items[parent] = true;
        }
    }
    spread_over_clauses(draft, &mut reached);
    // What reaches an item reaches all below it; parents stand first.
    for index in 0..items.len() {
        reached[index] |= items[index].parent.is_some_and(|parent| reached[parent]);
    }
    (0..items.len())
        .filter(|&index| {
            !has_items[index] && !reached[index] && (draft.settings.strict || owes(draft, index, root[index], assigns[root[index]]))
        })
        .collect()
}

/// A line of its own behind several items is meant for all of them that have no other.
fn reach_siblings_before(draft: &Draft<'_>, index: usize, reached: &mut [bool]) {
    let items = &draft.outline.items;
    for before in (0..index).rev().take_while(|&before| items[index].parent != Some(before)) {
        if items[before].parent != items[index].parent {
            continue;
        }
        if draft.assigned.iter().any(|assigned| assigned.item == Some(before)) {
            break;
        }
        reached[before] = true;
    }
}

/// For each item the top item above it, or itself.
fn roots(draft: &Draft<'_>) -> Vec<usize> {
    let mut root: Vec<usize> = Vec::with_capacity(draft.outline.items.len());
    for (index, item) in draft.outline.items.iter().enumerate() {
        root.push(item.parent.map_or(index, |parent| root[parent]));
    }
    root
}

/// A field behind the last of several clauses, none of which has its own, is meant for all of them.
fn spread_over_clauses(draft: &Draft<'_>, reached: &mut [bool]) {
    let items = &draft.outline.items;
    let mut has_own = vec![false; items.len()];
    for index in draft.assigned.iter().filter_map(|assigned| assigned.item) {
        has_own[index] = true;
    }
    let mut at = 0;
    while at < items.len() {
        let mut end = at + 1;
        while end < items.len()
            && items[end].parent == items[at].parent
            && items[end].style == items[at].style
            && one_paragraph(draft, at, end)
        {
            end += 1;
        }
        if end - at > 1 && reached[end - 1] && (at..end - 1).all(|index| !reached[index] && !has_own[index]) {
            reached[at..end].fill(true);
        }
        at = end;
    }
}

/// Whether two items stand in one paragraph.
fn one_paragraph(draft: &Draft<'_>, first: usize, last: usize) -> bool {
    let items = &draft.outline.items;
    !draft.text()[items[first].marker.start..items[last].marker.start].contains('\n')
}

/// Whether an item without items below it is a task.
fn owes(draft: &Draft<'_>, index: usize, root: usize, section_assigns: bool) -> bool {
    let items = &draft.outline.items;
    let mut above = Some(index);
    let mut is_task = section_assigns;
    while let Some(at) = above {
        let title = items[at].title.clone().map_or("", |title| &draft.text()[title]);
        if at != index || root == index {
            if OTHER_HEADINGS.iter().any(|heading| title.contains(heading)) && !(section_assigns && at == root) {
                return false;
            }
            is_task |= TASK_HEADINGS.iter().any(|heading| title.contains(heading))
                || draft.settings.task_headings.iter().any(|heading| title.contains(heading.as_str()));
        }
        above = items[at].parent;
    }
    // A top item without items is a task only where it assigns; then it is reached.
    is_task && root != index
}

/// Reports an item by its marker, with the words that a reader knows it by.
pub fn report(draft: &Draft<'_>, index: usize, places: &mut super::Places) {
    let item = &draft.outline.items[index];
    let words = draft.words(&item.range);
    let first = item.title.as_ref().map_or_else(|| words.split(['。', '\n']).next().unwrap_or(words), |title| draft.words(title));
    let shown: String = first.chars().take(20).collect();
    let shown = if shown.starts_with(draft.words(&item.marker)) { shown } else { format!("{}{shown}", draft.words(&item.marker)) };
    let marker = if item.marker.is_empty() { item.title.clone().unwrap_or_else(|| item.range.clone()) } else { item.marker.clone() };
    places.at(marker, Some(index), &[&shown]);
}
