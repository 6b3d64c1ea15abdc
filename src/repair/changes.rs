//! What repair changed, place by place, for people who want to judge it.

use std::ops::Range;

use super::Repaired;

/// A stretch of a repaired text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// It stands as it stood (byte range of the repaired text).
    Kept(Range<usize>),
    /// It was changed: byte range of the decoded text, byte range of the repaired text; either may be empty.
    Changed(Range<usize>, Range<usize>),
    /// It is damaged and stands as it stood (byte range of the repaired text).
    Unresolved(Range<usize>),
}

/// The stretches of a repaired text, in their order and without a gap on either side.
pub fn changes(repaired: &Repaired) -> Vec<Stretch> {
    let text = &repaired.text;
    let (before, after) = (text.as_decoded(), text.as_str());
    let unresolved = Unresolved::of(repaired);
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut done = 0;
    for (at, character) in after.char_indices() {
        let now = at..at + character.len_utf8();
        let from = text.in_decoded(now.clone());
        let stood = before.get(from.clone()).unwrap_or_default();
        if from.start > done {
            push(&mut stretches, Stretch::Changed(done..from.start, at..at));
        }
        let same = stood.len() == now.len() && stood == &after[now.clone()];
        push(
            &mut stretches,
            match same {
                true if unresolved.hold(text.original(now.clone()).start) => Stretch::Unresolved(now),
                true => Stretch::Kept(now),
                false => Stretch::Changed(from.start.max(done)..from.end.max(done), now),
            },
        );
        done = done.max(from.end);
    }
    if done < before.len() {
        push(&mut stretches, Stretch::Changed(done..before.len(), after.len()..after.len()));
    }
    stretches
}

/// Adds a stretch, as part of the one before where it is of the same kind.
fn push(stretches: &mut Vec<Stretch>, next: Stretch) {
    match (stretches.last_mut(), &next) {
        (Some(Stretch::Kept(range)), Stretch::Kept(next)) | (Some(Stretch::Unresolved(range)), Stretch::Unresolved(next)) => {
            range.end = next.end;
        }
        (Some(Stretch::Changed(before, after)), Stretch::Changed(next_before, next_after)) => {
            before.end = before.end.max(next_before.end);
            after.end = next_after.end;
        }
        _ => stretches.push(next),
    }
}

/// The unresolved places, ascending, as byte ranges of the original file.
struct Unresolved(Vec<Range<usize>>);

impl Unresolved {
    fn of(repaired: &Repaired) -> Self {
        let offset = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
        let mut places: Vec<Range<usize>> = repaired.unresolved.iter().map(|span| offset(span.start)..offset(span.end)).collect();
        places.sort_unstable_by_key(|place| place.start);
        Self(places)
    }

    fn hold(&self, at: usize) -> bool {
        let after = self.0.partition_point(|place| place.start <= at);
        after.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|place| at < place.end)
    }
}
