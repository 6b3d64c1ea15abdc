//! Whether a corrected file still says what it said.

use crate::notice::{Assignment, Document, Item, Notice};

/// Whether both say the same but for the numbers of items, the width of marks, and spaces within words.
pub(super) fn means_the_same(one: &Document, other: &Document) -> bool {
    let (one, other) = (&one.notices, &other.notices);
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| notices(one, other))
}

fn notices(one: &Notice, other: &Notice) -> bool {
    let number = |notice: &Notice| notice.document_number.as_ref().map(|number| (number.agency.clone(), number.year, number.serial));
    let dates = |notice: &Notice| (notice.issued.as_ref().map(|issued| issued.date.clone()), notice.year.map(|year| year.value));
    one.kind == other.kind
        && same_words(one.title.as_deref(), other.title.as_deref())
        && number(one) == number(other)
        && dates(one) == dates(other)
        && lists(&one.addressees, &other.addressees)
        && same_words(one.issuer.as_deref(), other.issuer.as_deref())
        && lists(&one.copied_to, &other.copied_to)
        && lists(&one.attachments, &other.attachments)
        && items(&one.items, &other.items)
        && one.assignments.len() == other.assignments.len()
        && one.assignments.iter().zip(&other.assignments).all(|(one, other)| assignments(one, other))
}

/// The depth of the outline is bounded, and with it that of the recursion.
fn items(one: &[Item], other: &[Item]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            (&one.id, one.level) == (&other.id, other.level)
                && same_words(one.title.as_deref(), other.title.as_deref())
                && items(&one.items, &other.items)
        })
}

fn assignments(one: &Assignment, other: &Assignment) -> bool {
    let fields = || one.fields.iter().zip(&other.fields);
    (&one.item, &one.covers, one.fields.len()) == (&other.item, &other.covers, other.fields.len())
        && fields().all(|(one, other)| {
            one.kind == other.kind
                && one.deadline == other.deadline
                && lists(&one.units, &other.units)
                && same_words(Some(&one.text), Some(&other.text))
        })
}

fn lists(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_words(Some(one), Some(other)))
}

/// Whether words differ in the width of marks and in spaces only.
fn same_words(one: Option<&str>, other: Option<&str>) -> bool {
    let letters = |words: Option<&str>| -> Option<String> {
        Some(words?.chars().filter(|character| !character.is_whitespace()).map(half_width).collect())
    };
    one == other || letters(one) == letters(other)
}

/// A full-width mark of `T004` as a half-width one.
fn half_width(character: char) -> char {
    match character {
        '，' => ',',
        '；' => ';',
        '：' => ':',
        '？' => '?',
        '！' => '!',
        other => other,
    }
}
