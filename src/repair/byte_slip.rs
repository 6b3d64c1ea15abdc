//! Places where a replacement cut GBK text inside characters: 開展?fàn)款^活動 was 開展牽頭活動.

use std::ops::Range;

use memchr::{memchr_iter, memmem};

use super::pair_model::Evidence;
use super::pinyin_note::{Notes, note_at, note_without_bracket};
use super::slip_search::{Context, Found, Mend, Search, is_stop};

/// What the decoder put where it could not read on.
const REPLACEMENT: &str = "\u{FFFD}";
/// Text that is looked at as evidence: a document is hardly ever longer, and more would only cost time.
const EVIDENCE_BYTES: usize = 1 << 20;
/// Characters before a lost byte from which words are followed.
const CONTEXT: usize = 6;
/// Characters over which a quotation mark is looked for.
const QUOTATION: usize = 120;
/// Characters after a lost byte that are no evidence, because they may be read out of step.
const SUSPECT: usize = 12;
/// A text in which this many `?` in a row proved to be question marks is searched only where notes show damage.
const PATIENCE: usize = 400;

/// What was found in a text.
#[derive(Debug, Default)]
pub(super) struct Slips {
    /// The stretches to mend, ascending.
    pub mends: Vec<Mend>,
    /// Lost bytes that stand as they were, ascending.
    pub unclear: Vec<Range<usize>>,
}

/// Characters that may be weighed for a whole text and for each of its bytes: an archive's page takes less than one a byte, the
/// worst that was made to be damaged 40.
const WORK: u64 = 20_000_000;
const WORK_A_BYTE: u64 = 2;

/// Finds the slips of `text`, whose notes are `notes`; `replacements` says whether U+FFFD may be a lost byte too.
pub(super) fn find(text: &str, notes: &Notes, replacements: bool) -> Slips {
    let mut slips = Slips::default();
    let places = suspects(text, notes, replacements);
    if places.is_empty() {
        return slips;
    }
    let evidence = evidence(text, notes);
    let (mut done, mut quoted_there) = (0, None);
    let (mut in_vain, mut work) = (0, 0);
    let enough = WORK + WORK_A_BYTE * text.len() as u64;
    for at in places {
        if at < done || (in_vain > PATIENCE && !note_follows(text, at)) {
            continue;
        }
        if work > enough {
            // One place says it for all: a text of nothing but lost bytes would have millions.
            slips.unclear.push(at..at + mark_length(text, at));
            break;
        }
        let damaged = notes.annotated || !slips.mends.is_empty();
        let search = Search { text, evidence: &evidence, damaged, replacements };
        let Some(Found { mends, unclear, end, quoted, work: weighed }) = search.run(at, &context(text, at, notes, (done, quoted_there)))
        else {
            continue;
        };
        work += weighed;
        if mends.is_empty() {
            in_vain += 1;
            // `?dòng)` is damage whatever was there.
            if note_follows(text, at) && notes.annotated {
                slips.unclear.push(at..at + mark_length(text, at));
            } else {
                slips.unclear.extend(unclear);
            }
            continue;
        }
        in_vain = 0;
        (done, quoted_there) = (end, quoted);
        slips.mends.extend(mends);
        slips.unclear.extend(unclear);
    }
    slips
}

/// The `?` and U+FFFD that may be a lost byte, ascending.
fn suspects(text: &str, notes: &Notes, replacements: bool) -> Vec<usize> {
    let marks = memchr_iter(b'?', text.as_bytes());
    let searched = if replacements { text.as_bytes() } else { &[] };
    let replacements = memmem::find_iter(searched, REPLACEMENT.as_bytes());
    let mut places: Vec<usize> = marks.chain(replacements).filter(|&at| is_suspect(text, at, notes)).collect();
    places.sort_unstable();
    places
}

fn is_suspect(text: &str, at: usize, notes: &Notes) -> bool {
    let rest = after_mark(text, at);
    match rest.chars().next() {
        None | Some('\n' | '\r') => false,
        // Nothing but a stop or a note cuts, and a stop in ASCII at a line's end is a stop.
        Some(next) => is_stop(next) || note_follows(text, at) || next == '\u{FFFD}' || (notes.annotated && !next.is_ascii()),
    }
}

fn after_mark(text: &str, at: usize) -> &str {
    &text[at + mark_length(text, at)..]
}

/// Bytes of the `?` or U+FFFD at `at`.
fn mark_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Whether a note follows the mark at `at`, with its opening bracket or without.
fn note_follows(text: &str, at: usize) -> bool {
    let rest = after_mark(text, at);
    note_without_bracket(rest).or_else(|| note_at(rest)).is_some()
}

/// What stands before `at`, without notes that were put in between.
fn context(text: &str, at: usize, notes: &Notes, done: (usize, Option<bool>)) -> Context {
    let mut context = Vec::with_capacity(CONTEXT);
    let mut end = at;
    let mut earlier = notes.found[..notes.found.partition_point(|note| note.range.end <= at)].iter().rev().peekable();
    while context.len() < CONTEXT {
        if let Some(note) = earlier.next_if(|note| note.range.end >= end) {
            if note.range.end == end && notes.is_put_in(note) {
                end = note.range.start;
            }
            continue;
        }
        let Some(character) = text[..end].chars().next_back() else { break };
        context.push(character);
        end -= character.len_utf8();
        if character == '\n' {
            break;
        }
    }
    context.reverse();
    Context { characters: context, quoted: is_quoted(text, at, done) }
}

/// Whether a quotation is open before `at`; `None` where damage or distance leaves that unknown.
/// `done` says where the last search ended and what it found.
fn is_quoted(text: &str, at: usize, done: (usize, Option<bool>)) -> Option<bool> {
    let mut passed = 0;
    for (offset, character) in text[..at].char_indices().rev().take(QUOTATION) {
        match character {
            _ if offset < done.0 => return done.1,
            '“' => return Some(true),
            '”' | '\n' => return Some(false),
            '?' | '\u{FFFD}' => return None,
            _ => passed = at - offset,
        }
    }
    (passed == at).then_some(false)
}

/// Counts which characters follow which in the intact parts of `text`.
fn evidence(text: &str, notes: &Notes) -> Evidence {
    let mut evidence = Evidence::default();
    let mut before = '\n';
    let mut suspect = 0;
    for note in notes.found.iter().take_while(|note| note.range.start < EVIDENCE_BYTES).filter(|note| notes.is_put_in(note)) {
        evidence.add_note(note.before);
    }
    let mut notes = notes.found.iter().peekable();
    for (at, character) in text.char_indices().take_while(|(at, _)| *at < EVIDENCE_BYTES) {
        while notes.peek().is_some_and(|note| note.range.end <= at) {
            notes.next();
        }
        if notes.peek().is_some_and(|note| note.range.start <= at) {
            continue;
        }
        if matches!(character, '?' | '\u{FFFD}') {
            suspect = SUSPECT;
        } else if suspect > 0 {
            suspect -= 1;
        } else {
            evidence.add(before, character);
        }
        before = character;
    }
    evidence
}
