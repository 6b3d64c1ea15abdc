//! D006 subtask-later-than-task: see `docs/rules/D006.md`.

use super::{Bilingual, Draft, Places, Rule};
use crate::notice::Severity;
use crate::notice::{Deadline, DeadlineKind};

pub(super) static RULE: Rule = Rule {
    code: "D006",
    name: "subtask-later-than-task",
    severity: Severity::Warning,
    message: Bilingual {
        zh: "“{0}”（{1}）晚于上级任务的完成时间 {2}",
        en: "“{0}” ({1}) is later than {2}, the deadline of the task it belongs to",
    },
    page: include_str!("../../docs/rules/D006.md"),
    find,
};

fn find(draft: &Draft<'_>, places: &mut Places) {
    let items = &draft.outline.items;
    let mut ends: Vec<Option<&str>> = vec![None; items.len()];
    let dated = || draft.assigned.iter().flat_map(|assigned| assigned.fields.iter().map(move |field| (assigned, field)));
    let end_of = |deadline: &'_ Deadline| matches!(deadline.kind, DeadlineKind::By | DeadlineKind::Range);
    for (assigned, field) in dated() {
        let end = field.deadline.as_ref().filter(|deadline| end_of(deadline)).and_then(|deadline| deadline.end.as_deref());
        if let (Some(index), Some(end)) = (assigned.item, end) {
            ends[index] = Some(ends[index].map_or(end, |other| other.max(end)));
        }
    }
    for (assigned, field) in dated() {
        let Some(end) = field.deadline.as_ref().filter(|deadline| end_of(deadline)).and_then(|deadline| deadline.end.as_deref()) else {
            continue;
        };
        let mut above = assigned.item.and_then(|index| items[index].parent);
        while let Some(index) = above {
            if let Some(limit) = ends[index].filter(|limit| limit.get(..10) < end.get(..10)) {
                places.at(field.value.clone(), assigned.item, &[draft.words(&field.value), end, limit]);
                break;
            }
            above = items[index].parent;
        }
    }
}
