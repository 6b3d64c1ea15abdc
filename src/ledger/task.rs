//! What a row calls the task.

use crate::notice::{Assignment, Item, Notice};

/// The most characters of a task; what is longer is cut behind them.
const LONGEST: usize = 100;

/// What ends a sentence.
const SENTENCE_ENDS: [char; 4] = ['。', '！', '？', '\n'];

/// Brackets that open around a field.
const OPENING: [char; 6] = ['（', '(', '〔', '[', '【', '［'];

/// What stands behind a label.
const BEHIND_LABEL: [char; 7] = ['：', ':', '】', '〕', ']', '）', ')'];

/// What stands between a task and the field that follows it.
const BETWEEN: [char; 10] = ['，', ',', '、', '；', ';', '：', ':', '。', ' ', '\u{3000}'];

/// The heading of `item`, else its first sentence, without the fields in it; without an item the notice's title.
pub fn task_of(notice: &Notice, item: Option<&Item>, assignment: &Assignment) -> String {
    match item {
        Some(item) => of_item(item, Some(assignment)),
        None => notice.title.as_deref().map(shortened).unwrap_or_default(),
    }
}

/// The heading of an item, else its first sentence, without the fields of `assignment`.
pub(super) fn of_item(item: &Item, assignment: Option<&Assignment>) -> String {
    let body = item.text.strip_prefix(&item.marker).unwrap_or(&item.text).trim_start();
    let words = item.title.as_deref().unwrap_or_else(|| body.split(SENTENCE_ENDS).next().unwrap_or(body));
    let task = assignment.map_or(words.trim(), |assignment| without_fields(words, assignment));
    shortened(if task.is_empty() { words.trim() } else { task })
}

/// The words before the first of the assignment's fields.
fn without_fields<'a>(words: &'a str, assignment: &Assignment) -> &'a str {
    let starts = assignment.fields.iter().filter_map(|field| match &field.label {
        // 压缩归档时限 is a task, and 时限 a label only behind a mark or before one.
        Some(label) => words.match_indices(label.as_str()).map(|(at, _)| at).find(|&at| {
            let before = words[..at].ends_with(OPENING) || words[..at].ends_with(BETWEEN);
            before || words[at + label.len()..].trim_start().starts_with(BEHIND_LABEL)
        }),
        // A unit may be named in the task as well; what follows a bracket is the field.
        None => words.match_indices(field.text.as_str()).map(|(at, _)| at).find(|&at| words[..at].ends_with(OPENING)),
    });
    let end = starts.min().unwrap_or(words.len());
    words[..end].trim_end_matches(|character| OPENING.contains(&character) || BETWEEN.contains(&character))
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        None => words.to_owned(),
        Some((end, _)) => format!("{}…", &words[..end]),
    }
}
