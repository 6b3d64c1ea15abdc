//! Weighs what a file's bytes may be: each reading is charged −log P of the bytes, the cheapest wins.

use super::model::{self, MALFORMED, STEPS, Step};

/// What a file's bytes may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hypothesis {
    Utf8,
    Gb18030,
    Big5,
    Utf16Le,
    Utf16Be,
    Latin,
    Alphabet,
    Korean,
    EucJp,
    ShiftJis,
    /// No text at all.
    Binary,
}

use Hypothesis::{Alphabet, Big5, Binary, EucJp, Gb18030, Korean, Latin, ShiftJis, Utf8, Utf16Be, Utf16Le};

/// The encodings that we read.
pub(super) const OURS: [Hypothesis; 5] = [Utf8, Gb18030, Big5, Utf16Le, Utf16Be];
const ALL: [Hypothesis; 11] = [Utf8, Gb18030, Big5, Utf16Le, Utf16Be, Latin, Alphabet, Korean, EucJp, ShiftJis, Binary];

impl Hypothesis {
    /// What a reading costs before any byte is seen, in nats: this is a tool for Chinese archives.
    pub(super) fn prior(self) -> u64 {
        match self {
            Utf8 | Gb18030 => 0,
            // Notices are a mainland genre.
            Big5 => 2,
            Utf16Le | Utf16Be => 3,
            Latin | Alphabet | Binary => 6,
            // Their flat models flatter a handful of characters.
            Korean | EucJp | ShiftJis => 12,
        }
    }

    /// WHATWG name of the encoding; a description of what is no encoding.
    pub(super) fn name(self) -> &'static str {
        match self {
            Utf8 => "UTF-8",
            Gb18030 => "gb18030",
            Big5 => "Big5",
            Utf16Le => "UTF-16LE",
            Utf16Be => "UTF-16BE",
            Latin => "windows-1252",
            Alphabet => "windows-1251",
            Korean => "EUC-KR",
            EucJp => "EUC-JP",
            ShiftJis => "Shift_JIS",
            Binary => "binary data",
        }
    }

    /// What a user is told that the text looks like.
    pub(super) fn description(self) -> &'static str {
        match self {
            Latin => "a Western European text (windows-1252)",
            Alphabet => "a text in Cyrillic or Greek letters (windows-1251)",
            Korean => "Korean (EUC-KR)",
            EucJp => "Japanese (EUC-JP)",
            ShiftJis => "Japanese (Shift_JIS)",
            _ => self.name(),
        }
    }

    /// The reading that `encoding` is, if it is one of those that we weigh and read.
    pub(super) fn of(encoding: &'static encoding_rs::Encoding) -> Option<Self> {
        let gbk = encoding == encoding_rs::GBK;
        if gbk { Some(Gb18030) } else { OURS.into_iter().find(|ours| ours.name() == encoding.name()) }
    }

    /// Whether this is one of the encodings that we read.
    pub(super) fn is_ours(self) -> bool {
        OURS.contains(&self)
    }
}

/// What a stretch of bytes costs in one reading, in eighths of a nat.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// Cost of ASCII characters.
    pub narrow: u64,
    /// Cost of all the others, and of what stands for nothing.
    pub wide: u64,
    /// How many others.
    pub wide_count: u64,
    /// Bytes that stand for nothing, and characters of private use, which no text of ours has either.
    pub malformed: u64,
}

/// What a character of private use costs: the dearest there is.
const PRIVATE: u8 = 184;
/// 9 nats: Chinese text costs 6.5 a character, what is read out of step 11 and more.
const USUAL: u8 = 72;

impl Tally {
    /// Cost of all.
    pub(super) fn total(&self) -> u64 {
        self.narrow + self.wide
    }
}

/// Charges the characters that begin in `start..limit`.
pub(super) fn tally(hypothesis: Hypothesis, bytes: &[u8], start: usize, limit: usize) -> Tally {
    let mut tally = Tally::default();
    walk(hypothesis, bytes, start, limit, |step| {
        let cost = u64::from(step.cost);
        if is_narrow(step) {
            tally.narrow += cost;
        } else {
            tally.wide += cost;
            tally.wide_count += 1;
            tally.malformed += u64::from(step.cost >= PRIVATE);
        }
    });
    tally
}

/// The cost of the characters that begin in `start..limit`, and where the last of them ends.
fn cost(hypothesis: Hypothesis, bytes: &[u8], start: usize, limit: usize) -> (u64, usize) {
    let mut total = 0;
    let end = walk(hypothesis, bytes, start, limit, |step| total += u64::from(step.cost));
    (total, end)
}

/// Whether something malformed, or a streak whose characters cost more than `most` beyond [`USUAL`] each, stands in `start..limit`,
/// and where the last character ends.
pub(super) fn is_dear(hypothesis: Hypothesis, bytes: &[u8], start: usize, limit: usize, most: u64) -> (bool, usize) {
    let (mut streak, mut dear) = (0_u64, false);
    // Most characters begin no streak. The last one may reach beyond the limit.
    let usual = if hypothesis == Gb18030 { model::usual_gb18030(&bytes[start..bytes.len().min(limit + 1)], USUAL) } else { 0 };
    let end = walk(hypothesis, bytes, start + usual, limit, |step| {
        let cost = u64::from(step.cost);
        if step.cost <= USUAL && streak == 0 || is_narrow(step) {
            return;
        }
        streak = (streak + cost).saturating_sub(u64::from(USUAL));
        dear |= streak > most || step.cost >= PRIVATE;
    });
    (dear, end)
}

/// Whether a step is an ASCII character or another of one byte.
#[inline(always)]
fn is_narrow(step: Step) -> bool {
    step.length == 1 && step.cost != MALFORMED
}

/// Goes through the characters that begin in `start..limit`; gives where the last ends.
#[inline(always)]
fn walk(hypothesis: Hypothesis, bytes: &[u8], start: usize, limit: usize, visit: impl FnMut(Step)) -> usize {
    match hypothesis {
        Utf8 => walk_by(bytes, start, limit, model::utf8, visit),
        Gb18030 => walk_by(bytes, start, limit, model::gb18030, visit),
        Big5 => walk_by(bytes, start, limit, model::big5, visit),
        Utf16Le => walk_by(bytes, start, limit, model::utf16_le, visit),
        Utf16Be => walk_by(bytes, start, limit, model::utf16_be, visit),
        Latin => walk_by(bytes, start, limit, model::latin, visit),
        Alphabet => walk_by(bytes, start, limit, model::alphabet, visit),
        Korean => walk_by(bytes, start, limit, model::euc_kr, visit),
        EucJp => walk_by(bytes, start, limit, model::euc_jp, visit),
        ShiftJis => walk_by(bytes, start, limit, model::shift_jis, visit),
        Binary => walk_by(bytes, start, limit, model::uniform, visit),
    }
}

#[inline(always)]
fn walk_by(bytes: &[u8], start: usize, limit: usize, step: impl Fn(&[u8], usize) -> Step, mut visit: impl FnMut(Step)) -> usize {
    let limit = limit.min(bytes.len());
    let mut at = start;
    while at < limit {
        let step = step(bytes, at);
        at += step.length;
        visit(step);
    }
    at
}

/// A reading and what it has cost so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    pub hypothesis: Hypothesis,
    cost: u64,
    at: usize,
}

/// The outcome: the cheapest reading and the one that came nearest to it.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    /// Every reading, the cheapest first.
    ranking: Vec<Weighed>,
    /// The file's rest was not weighed, because one reading led by far.
    pub partial: bool,
}

impl Outcome {
    /// The cheapest reading.
    pub(super) fn best(&self) -> Hypothesis {
        self.ranking[0].hypothesis
    }

    /// The second cheapest.
    pub(super) fn runner_up(&self) -> Hypothesis {
        self.ranking[1].hypothesis
    }

    /// By how many nats the cheapest leads the second.
    pub(super) fn margin(&self) -> f64 {
        (self.ranking[1].cost - self.ranking[0].cost) as f64 / STEPS
    }

    /// Leaves the readings that `keep` names, and makes `favoured` cheaper by `nats`.
    pub(super) fn limit(&mut self, keep: impl Fn(Hypothesis) -> bool, favoured: Hypothesis, nats: f64) {
        self.ranking.retain(|reading| keep(reading.hypothesis));
        // All the others dearer, so that no cost falls below nothing.
        let others = self.ranking.iter_mut().filter(|reading| reading.hypothesis != favoured);
        others.for_each(|reading| reading.cost += (nats * STEPS) as u64);
        self.ranking.sort_by_key(|reading| reading.cost);
    }

    /// Whether `hypothesis` trails by less than `nats`.
    pub(super) fn near(&self, hypothesis: Hypothesis, nats: f64) -> bool {
        let near = |reading: &&Weighed| reading.hypothesis == hypothesis && ((reading.cost - self.cost()) as f64) < nats * STEPS;
        self.ranking.iter().any(|reading| near(&reading))
    }

    /// What the cheapest reading costs, in eighths of a nat.
    pub(super) fn cost(&self) -> u64 {
        self.ranking[0].cost
    }
}

/// Nats by which a reading must trail to be dropped before the file's end: many times what decides, as a file may begin unlike its rest.
const HOPELESS: f64 = 300.0;
/// Bytes that are weighed before readings are dropped for the first time; doubled each time.
const FIRST_STRETCH: usize = 256;

/// Weighs `bytes` until one reading leads all others by [`HOPELESS`], or, if `to_the_end`, to their end.
pub(super) fn weigh(bytes: &[u8], to_the_end: bool) -> Outcome {
    let prior = |hypothesis: Hypothesis| hypothesis.prior() * STEPS as u64;
    let mut running: Vec<Weighed> = ALL.iter().map(|&hypothesis| Weighed { hypothesis, cost: prior(hypothesis), at: 0 }).collect();
    let mut dropped = Vec::new();
    let mut stretch = FIRST_STRETCH;
    let mut limit = stretch;
    loop {
        for reading in &mut running {
            let (cost, end) = cost(reading.hypothesis, bytes, reading.at, limit);
            reading.cost += cost;
            reading.at = end;
        }
        running.sort_by_key(|reading| reading.cost);
        let hopeless = |reading: &Weighed| (reading.cost - running[0].cost) as f64 / STEPS > HOPELESS;
        if limit >= bytes.len() || (!to_the_end && hopeless(&running[1])) {
            // Those that were dropped cost more than was counted: more than those that were not.
            let least = running.last().map_or(0, |last| last.cost).max(running[0].cost + (HOPELESS * STEPS) as u64);
            running.extend(dropped.into_iter().map(|reading: Weighed| Weighed { cost: reading.cost.max(least), ..reading }));
            return Outcome { ranking: running, partial: limit < bytes.len() };
        }
        if !to_the_end {
            // The runner-up stays, so that there is always a margin to tell.
            let kept = running.iter().take_while(|reading| !hopeless(reading)).count().max(2);
            dropped.extend(running.drain(kept..));
        }
        stretch *= 2;
        limit += stretch;
    }
}
