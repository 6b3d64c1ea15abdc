//! Parts a list of units as a careful clerk does.

mod name;
mod places;

use std::cell::RefCell;
use std::ops::Range;

use super::kept::Kept;
use super::label::{Labels, is_han, is_space};
use super::piece::{Piece, closed, pieces, words};
use super::unit_words::{ANY_UNITS, PROSE_BEGINNINGS, PROSE_CHARACTERS, PROSE_WORDS, UNITS};
use super::value::is_deadline;
use crate::notice::FieldKind;
use crate::word_table::WordSet;

use name::{balanced, begins_as_prose, bracketed_role, conjoined, has_ending, is_person, strip_conjunction, without_others};
pub(super) use name::{is_no_unit, strip_role};
pub(super) use places::names_together;
use places::{places_together, without_bracket};

/// How sure a name must look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// A label with a colon vouches for it: names without a known ending pass.
    Labelled,
    /// The brackets around it and a role behind the names do: names that may end as units do pass.
    Enclosed,
    /// Nothing vouches for it: only names that can be nothing else.
    Alone,
}

/// Units that stand together in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnitRun {
    /// The role that follows them; `None` without one.
    pub role: Option<FieldKind>,
    /// From the first unit to the last, without the role.
    pub value: Range<usize>,
    /// One entry each.
    pub units: Vec<String>,
}

/// A list of units, parted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnitList {
    pub runs: Vec<UnitRun>,
    /// A deadline at the list's end (or, between brackets, at its beginning).
    pub deadline: Option<Range<usize>>,
    /// The byte after what was understood.
    pub end: usize,
    /// Nothing was left over.
    pub whole: bool,
}

impl UnitList {
    /// The list where its words begin at byte `start`.
    fn at(&self, start: usize) -> Self {
        let moved = |range: &Range<usize>| start + range.start..start + range.end;
        let run = |run: &UnitRun| UnitRun { role: run.role, value: moved(&run.value), units: run.units.clone() };
        Self {
            runs: self.runs.iter().map(run).collect(),
            deadline: self.deadline.as_ref().map(moved),
            end: start + self.end,
            whole: self.whole,
        }
    }
}

/// Lists that one set of labels has read, for either proof.
#[derive(Default)]
struct KeptLists {
    labels: u64,
    labelled: Kept<UnitList>,
    enclosed: Kept<UnitList>,
    alone: Kept<UnitList>,
}

thread_local! {
    static KEPT: RefCell<KeptLists> = RefCell::default();
}

/// Parts `region` into units, as far as it is a list of units; without any unit the list has no run.
pub(super) fn read_units(text: &str, region: Range<usize>, proof: Proof, labels: &Labels) -> UnitList {
    let Some(words) = text.get(region.clone()) else {
        return UnitList { runs: Vec::new(), deadline: None, end: region.start, whole: false };
    };
    KEPT.with_borrow_mut(|kept| {
        if kept.labels != labels.identity() {
            *kept = KeptLists { labels: labels.identity(), ..KeptLists::default() };
        }
        let kept = match proof {
            Proof::Labelled => &mut kept.labelled,
            Proof::Enclosed => &mut kept.enclosed,
            Proof::Alone => &mut kept.alone,
        };
        if let Some(list) = kept.get(words) {
            return list.at(region.start);
        }
        let list = read_anew(words, proof, labels);
        let placed = list.at(region.start);
        kept.keep(words, list);
        placed
    })
}

fn read_anew(text: &str, proof: Proof, labels: &Labels) -> UnitList {
    let region = 0..text.len();
    let pieces = pieces(text, region.clone());
    let mut list = ListReader { text, labels, proof, runs: Vec::new(), open: None, comma: None, taken_to: 0, cut: false };
    let mut deadline = None;
    let (mut at, mut end) = (0, region.start);
    let mut whole = true;
    while let Some(piece) = pieces.get(at) {
        if let Some((range, count)) = deadline_pieces(text, &pieces[at..]) {
            end = range.end;
            deadline = Some(range);
            at += count;
            // A deadline closes a list; only a bracket may begin with one.
            if at < pieces.len() && (proof == Proof::Labelled || !list.is_empty()) {
                whole = false;
                break;
            }
            continue;
        }
        let (range, count) = places_together(text, &pieces[at..]);
        if !list.take(range.clone(), piece.after) {
            whole = false;
            break;
        }
        end = range.end;
        at += count;
        if list.cut {
            (end, whole) = (list.taken_to, false);
            break;
        }
    }
    UnitList { runs: list.finish(), deadline, end, whole }
}

/// A deadline at the beginning of `pieces`, with as many of them as still make one deadline (`6月底前完成，并长期坚持`).
fn deadline_pieces(text: &str, pieces: &[Piece]) -> Option<(Range<usize>, usize)> {
    let first = pieces.first()?.range.clone();
    let words = text.get(first.clone())?;
    if has_ending(words, &UNITS) {
        return None;
    }
    // 每月不少于两次 is how much is to be done.
    if !is_deadline(words) || ["不少于", "至少", "不低于", "以上", "不超过"].iter().any(|word| words.contains(word)) {
        return None;
    }
    let longer = (2..=pieces.len().min(4)).rev().find_map(|count| {
        let range = first.start..pieces[count - 1].range.end;
        is_deadline(text.get(range.clone())?).then_some((range, count))
    });
    Some(longer.unwrap_or((first, 1)))
}

/// Longest member of a list, in bytes; what is longer is prose.
pub(super) const LONGEST_MEMBER: usize = 300;

/// Stands for the separator before a person who follows a unit after a space.
const PERSON_AFTER: char = '\u{1}';

struct ListReader<'a> {
    text: &'a str,
    labels: &'a Labels,
    proof: Proof,
    runs: Vec<UnitRun>,
    /// Units whose role is not known yet.
    open: Option<UnitRun>,
    /// The last comma within that stretch.
    comma: Option<Comma>,
    /// End of the last member that was looked at.
    taken_to: usize,
    /// Whether something else follows it after a blank, so that the list ends there.
    cut: bool,
}

/// A comma or semicolon between units: a role behind the last of them may hold for those after it alone.
struct Comma {
    /// Units before it.
    units: usize,
    /// From the end of the unit before to the start of the one after.
    between: Range<usize>,
    /// A semicolon parts for any role, a comma for those who help.
    semicolon: bool,
}

impl ListReader<'_> {
    fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.open.is_none()
    }

    /// Takes one member of the list; `false` if it is none.
    fn take(&mut self, range: Range<usize>, after: char) -> bool {
        if range.len() > LONGEST_MEMBER {
            return false;
        }
        let words = &self.text[range.clone()];
        if let Some((role, "")) = strip_role(words) {
            // 按职责分工负责 after a comma holds for the units before it.
            return self.close(role);
        }
        // `市财政局配合 市教育局`: a space can stand where a comma should.
        let (members, whole) = self.members(range);
        let mut first = true;
        for member in members {
            self.taken_to = member.end;
            let person = !first && is_person(&self.text[member.clone()]);
            let after = if person {
                PERSON_AFTER
            } else if std::mem::take(&mut first) {
                after
            } else {
                '、'
            };
            if !self.take_member(member, after) {
                return false;
            }
        }
        self.cut = !whole;
        true
    }

    fn take_member(&mut self, range: Range<usize>, after: char) -> bool {
        let mut start = range.start;
        let words = &self.text[range.clone()];
        let mut words = words.trim_end_matches(['.', '．', ' ', '。']);
        if after != ' ' {
            let stripped = strip_conjunction(words);
            start += words.len() - stripped.len();
            words = stripped;
        }
        if let Some(stripped) = words.strip_prefix('由').or_else(|| words.strip_prefix('请')) {
            let stripped = stripped.trim_start_matches(is_space);
            start += words.len() - stripped.len();
            words = stripped;
        }
        // 医务科 赵敏: the person who answers for the unit before.
        if after == PERSON_AFTER {
            self.flush(None);
            self.push(start..start + words.len(), words);
            return self.close(FieldKind::Person);
        }
        // （牵头）after one name holds for that name alone.
        if let Some((name, role)) = bracketed_role(words) {
            let range = start..start + name.len();
            if !self.is_name(name) {
                return false;
            }
            self.flush(None);
            self.push(range, name);
            return self.close(role);
        }
        let (name, role) = match strip_role(words) {
            Some((role, name)) if self.all_names(name) => (name, Some(role)),
            _ => (words, None),
        };
        let (name, listed) = without_others(name);
        if name.is_empty() {
            // 等部门 after a comma: nothing of its own.
            return !self.is_empty() && role.is_none_or(|role| self.close(role));
        }
        if matches!(after, '，' | ',' | '；' | ';')
            && let Some(open) = &self.open
        {
            let semicolon = matches!(after, '；' | ';');
            if semicolon || self.comma.as_ref().is_none_or(|comma| !comma.semicolon) {
                self.comma = Some(Comma { units: open.units.len(), between: open.value.end..start, semicolon });
            }
        }
        let names = conjoined(name);
        if !names.iter().all(|range| self.is_name(&name[range.clone()]) || role.is_some() && self.is_called(&name[range.clone()])) {
            return false;
        }
        for range in names {
            let (bare, _) = without_others(&name[range.clone()]);
            self.push(start + range.start..start + range.end, if bare.is_empty() { &name[range] } else { bare });
        }
        if let Some(open) = &mut self.open {
            open.value.end = start + listed;
        }
        role.is_none_or(|role| self.close(role))
    }

    /// The units in a stretch with spaces: `院办  党办` are two, `办 公 室` is one.
    /// And whether they are all that stands there.
    fn members(&self, range: Range<usize>) -> (Vec<Range<usize>>, bool) {
        let parts = words(self.text, &range);
        if parts.len() < 2 {
            return (vec![range], true);
        }
        let is_whole = |part: &Range<usize>| {
            let words = &self.text[part.clone()];
            let name = strip_role(words).map_or(words, |(_, name)| name);
            name.chars().count() > 1 && (has_ending(name, &ANY_UNITS))
        };
        let wide = self.text[range.clone()].contains("  ") || self.text[range.clone()].contains('\u{3000}');
        let long = |part: &Range<usize>| self.text[part.clone()].chars().count() > 1;
        let persons = is_whole(&parts[0]) && parts[1..].iter().all(|part| is_person(&self.text[part.clone()]));
        if parts.iter().all(is_whole) || (persons && self.proof == Proof::Labelled) {
            return (parts, true);
        }
        // 市城管局 鄞州 江东: what follows a whole name after a blank is something else.
        let sure = |part: &Range<usize>| has_ending(&self.text[part.clone()], &UNITS) && long(part);
        let count = parts.iter().take_while(|part| sure(part)).count();
        let goes_on = |part: &Range<usize>| {
            let words = &self.text[part.clone()];
            words.starts_with(['（', '(', '等', '及', '和', '与', '负']) || matches!(strip_role(words), Some((_, "")))
        };
        match parts.get(count) {
            Some(next) if count > 0 && long(next) && !goes_on(next) && !(wide && parts.iter().all(long)) => {
                (parts[..count].to_vec(), false)
            }
            _ if wide && parts.iter().all(long) => (parts, true),
            _ => (vec![range], true),
        }
    }

    fn push(&mut self, range: Range<usize>, name: &str) {
        let run = self.open.get_or_insert_with(|| UnitRun { role: None, value: range.clone(), units: Vec::new() });
        run.value.end = range.end;
        run.units.push(closed(name).into_owned());
    }

    /// Gives the units read since the last role this one.
    fn close(&mut self, role: FieldKind) -> bool {
        // 责任单位：甲、乙；丙牵头, 责任单位：甲，乙、丙配合: what stands before is in the label's role.
        if self.proof == Proof::Labelled
            && let (Some(comma), Some(open)) = (self.comma.take(), &mut self.open)
            && (comma.semicolon || role == FieldKind::Support)
            && comma.units < open.units.len()
        {
            let units = open.units.drain(..comma.units).collect();
            self.runs.push(UnitRun { role: None, value: open.value.start..comma.between.start, units });
            open.value.start = comma.between.end;
        }
        match (&self.open, self.runs.last_mut()) {
            (Some(_), _) => self.flush(Some(role)),
            // 甲（牵头）负责: a second role adds nothing.
            (None, Some(_)) => {}
            (None, None) => return false,
        }
        true
    }

    fn flush(&mut self, role: Option<FieldKind>) {
        self.comma = None;
        if let Some(mut run) = self.open.take() {
            run.role = role;
            self.runs.push(run);
        }
    }

    fn finish(mut self) -> Vec<UnitRun> {
        self.flush(None);
        self.runs
    }

    fn all_names(&self, words: &str) -> bool {
        let (name, _) = without_others(words);
        !name.is_empty() && conjoined(name).into_iter().all(|range| self.is_name(&name[range.clone()]) || self.is_called(&name[range]))
    }

    /// Whether a role behind `name` (黄山镇负责) makes a name of it that would be doubtful alone.
    fn is_called(&self, name: &str) -> bool {
        let called = (3..=15).contains(&name.chars().count()) && has_ending(name, &ANY_UNITS);
        called && balanced(name) && !begins_as_prose(name) && !PROSE_CHARACTERS.is_in(name)
    }

    fn is_name(&self, name: &str) -> bool {
        let name = closed(name);
        let bare = without_bracket(&name);
        let bare = if bare.is_empty() { &*name } else { bare };
        let length = name.chars().count();
        if length < 2 || name.contains(['：', ':', '。', '？', '！', '《', '》']) || !balanced(&name) || self.labels.whole(bare).is_some()
        {
            return false;
        }
        let endings = |endings: &WordSet| has_ending(bare, endings) || has_ending(&name, endings);
        match self.proof {
            Proof::Enclosed => length <= 20 && endings(&ANY_UNITS) && !begins_as_prose(&name) && !PROSE_CHARACTERS.is_in(&name),
            // 各县区 can be nothing else either.
            Proof::Alone => {
                length <= 30
                    && (endings(&UNITS) || (name.starts_with('各') && endings(&ANY_UNITS)))
                    && !begins_as_prose(&name)
                    && !PROSE_CHARACTERS.is_in(&name)
            }
            Proof::Labelled if endings(&ANY_UNITS) => {
                length <= 40 && !begins_as_prose(&name) && !PROSE_BEGINNINGS.iter().any(|word| word.len() > 6 && name.contains(word))
            }
            Proof::Labelled => {
                length <= 15
                    && name.chars().any(|character| is_han(character) || character.is_ascii_alphabetic())
                    && !begins_as_prose(&name)
                    && !PROSE_CHARACTERS.is_in(&name)
                    && !PROSE_WORDS.iter().any(|word| name.contains(word))
            }
        }
    }
}
