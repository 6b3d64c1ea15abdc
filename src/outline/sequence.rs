//! Chooses, over the whole notice, the cheapest reading of its enumerators as nested series.
//!
//! A beam search: a state is a stack of open series, each candidate is left out, taken as the next of an open series,
//! or taken as the first of a new one. Stacks share their lower parts, so a step costs no copying.

mod transition;

use transition::{continuing, nesting, opening};

use super::candidate::{Candidate, Place, What};
use super::cost;
use super::marker::{Mark, STYLES, Style};

/// States kept at each step.
const BEAM: usize = 24;
/// States this much dearer than the best are given up: about two line starts, more than a wrong turn can win back.
const MARGIN: i32 = 140;
/// Deepest nesting.
const DEEPEST: u16 = 24;
/// Steps remembered before the best state is taken for good, so that memory stays bounded.
const MOST_STEPS: usize = 1 << 20;

/// An item of the chosen reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Index of the candidate.
    pub(crate) candidate: usize,
    /// From 1; 0 for a break that was kept as one.
    pub(crate) depth: u16,
    /// The item's number, with that of 最后 counted on.
    pub(crate) numeral: Option<u32>,
}

/// One open series; its parent is the one below it on the stack.
#[derive(Debug, Clone, Copy)]
struct Series {
    below: Option<u32>,
    style: Style,
    form: u8,
    last: u32,
    prefix: u32,
    depth: u16,
    /// Paragraph of the last item.
    paragraph: usize,
    /// Whether the last item stood within a line.
    within: bool,
    /// Whether the last item is only a heading so far.
    only_heading: bool,
    /// … without any stop.
    open_ended: bool,
    /// Whether an item before this one in the series holds clauses of a plain paragraph.
    holds_clauses: bool,
    /// The same for equal stacks.
    hash: u64,
}

impl Series {
    /// Whether it holds no later paragraph: clauses within a line, and a preface.
    fn is_closed(&self) -> bool {
        self.within || self.style == Style::Unnumbered && !self.only_heading
    }
}

#[derive(Debug, Clone, Copy)]
struct State {
    cost: i32,
    top: Option<u32>,
    step: Option<u32>,
    /// The last number of each style, for series that run on under a new parent.
    running: [u16; STYLES],
}

#[derive(Debug, Clone, Copy)]
struct Step {
    before: Option<u32>,
    chosen: Chosen,
}

/// A state that could come next; only those that are kept are made.
#[derive(Debug, Clone, Copy)]
struct Proposal {
    cost: i32,
    /// Index of the state that it comes from.
    state: u32,
    /// The same for equal stacks.
    hash: u64,
    change: Change,
}

/// What a proposal makes of its state.
#[derive(Debug, Clone, Copy)]
enum Change {
    /// The candidate is left out.
    Leave,
    /// All series end.
    Break,
    /// The candidate is an item under this series.
    Take { below: Option<u32>, numeral: u32 },
}

/// Finds the cheapest reading.
pub(crate) fn choose(candidates: &[Candidate]) -> Vec<Chosen> {
    if candidates.is_empty() {
        return Vec::new();
    }
    // Most candidates stand in one or two of the readings that are kept.
    let likely = (2 * candidates.len()).min(4096);
    let mut search = Search {
        series: Vec::with_capacity(likely),
        steps: Vec::with_capacity(likely),
        done: Vec::new(),
        proposals: Vec::with_capacity(2 * BEAM),
        excerpt: is_excerpt(candidates),
    };
    let mut beam = Vec::with_capacity(BEAM);
    beam.push(State { cost: 0, top: None, step: None, running: [0; STYLES] });
    let mut next = Vec::with_capacity(BEAM);
    for (index, candidate) in candidates.iter().enumerate() {
        search.proposals.clear();
        for (at, state) in beam.iter().enumerate() {
            search.expand(state, at as u32, index, candidate);
        }
        next.clear();
        search.keep(&beam, index, candidate, &mut next);
        std::mem::swap(&mut beam, &mut next);
        if search.steps.len() > MOST_STEPS || search.series.len() > MOST_STEPS {
            search.settle(&mut beam);
        }
    }
    search.take_steps(beam.first().and_then(|best| best.step));
    search.done
}

struct Search {
    series: Vec<Series>,
    steps: Vec<Step>,
    done: Vec<Chosen>,
    /// What the candidate at hand could make of the states.
    proposals: Vec<Proposal>,
    /// Whether the text begins in the middle of a notice.
    excerpt: bool,
}

/// Whether the first enumerator at a line's start counts on from what is not there: a later page of a web site.
fn is_excerpt(candidates: &[Candidate]) -> bool {
    let first = candidates.iter().find_map(|candidate| match candidate.what {
        What::Mark(mark) if candidate.place == Place::Line && !mark.style.is_series() => Some(mark),
        _ => None,
    });
    first.is_some_and(|mark| rank(mark.style).is_some() && mark.numeral.is_some_and(|numeral| numeral > 1))
}

/// The usual order of the styles, outermost first (GB/T 9704-2012, 7.3.3): it tells how a text hangs together whose beginning is lost.
fn rank(style: Style) -> Option<u8> {
    let order = [Style::Chinese, Style::ChineseBracketed, Style::Arabic, Style::ArabicBracketed, Style::Circled];
    order.iter().position(|&other| other == style).map(|place| place as u8)
}

/// The hash of an empty stack.
const EMPTY: u64 = 1;

impl Search {
    /// Takes the best state for good and starts afresh from its stack.
    fn settle(&mut self, beam: &mut Vec<State>) {
        beam.truncate(1);
        let Some(best) = beam.first_mut() else { return };
        self.take_steps(best.step);
        best.step = None;
        let mut stack: Vec<Series> = self.stack(best.top).map(|(_, series)| series).collect();
        stack.reverse();
        self.series.clear();
        best.top = None;
        for mut series in stack {
            series.below = best.top;
            best.top = Some(self.series.len() as u32);
            self.series.push(series);
        }
    }

    /// Takes the steps up to `last` for good and forgets the others.
    fn take_steps(&mut self, last: Option<u32>) {
        let from = self.done.len();
        let mut at = last;
        while let Some(step) = at.map(|at| self.steps[at as usize]) {
            self.done.push(step.chosen);
            at = step.before;
        }
        self.done[from..].reverse();
        self.steps.clear();
    }

    /// The open series from the innermost outwards.
    fn stack(&self, top: Option<u32>) -> impl Iterator<Item = (u32, Series)> + '_ {
        std::iter::successors(top, |&at| self.series[at as usize].below).map(|at| (at, self.series[at as usize]))
    }

    /// Makes the states of the cheapest proposals, one for each stack, the cheapest first.
    fn keep(&mut self, beam: &[State], index: usize, candidate: &Candidate, next: &mut Vec<State>) {
        let mut proposals = std::mem::take(&mut self.proposals);
        proposals.sort_by_key(|proposal| proposal.cost);
        let least = proposals.first().map_or(0, |proposal| proposal.cost);
        let mut seen = [0_u64; BEAM];
        for proposal in &proposals {
            let kept = next.len();
            if kept == BEAM || proposal.cost > least + MARGIN {
                break;
            }
            if seen[..kept].contains(&proposal.hash) {
                continue;
            }
            seen[kept] = proposal.hash;
            // Costs count from the best state, so that they never grow beyond their type.
            next.push(State { cost: proposal.cost - least, ..beam[proposal.state as usize] });
            let Some(state) = next.last_mut() else { break };
            match proposal.change {
                Change::Leave => {}
                Change::Break => {
                    state.top = None;
                    state.running = [0; STYLES];
                    self.step(state, Chosen { candidate: index, depth: 0, numeral: None });
                }
                Change::Take { below, numeral } => self.put(state, below, numeral, proposal.hash, index, candidate),
            }
        }
        self.proposals = proposals;
    }

    /// Makes the candidate an item under `below`.
    fn put(&mut self, state: &mut State, below: Option<u32>, numeral: u32, hash: u64, index: usize, candidate: &Candidate) {
        let mark = mark_of(candidate);
        let depth = below.map_or(0, |at| self.series[at as usize].depth) + 1;
        let holds_clauses = self.has_held_clauses(state.top, &mark);
        state.top = Some(self.series.len() as u32);
        self.series.push(Series {
            below,
            style: mark.style,
            form: mark.form,
            last: numeral,
            prefix: mark.prefix,
            depth,
            paragraph: candidate.paragraph,
            within: candidate.place != Place::Line,
            only_heading: candidate.only_heading,
            open_ended: candidate.open_ended,
            holds_clauses,
            hash,
        });
        state.running[mark.style as usize] = numeral.min(u32::from(u16::MAX)) as u16;
        let chosen = Chosen { candidate: index, depth, numeral: (mark.style != Style::Unnumbered).then_some(numeral) };
        self.step(state, chosen);
    }

    /// Whether an item of the series that the mark goes on with holds clauses of a plain paragraph.
    fn has_held_clauses(&self, top: Option<u32>, mark: &Mark) -> bool {
        let mut clauses = false;
        for (_, series) in self.stack(top) {
            if series.style == mark.style {
                return clauses || series.holds_clauses;
            }
            clauses = series.style.is_series() && series.within;
        }
        false
    }

    fn expand(&mut self, state: &State, from: u32, index: usize, candidate: &Candidate) {
        let hash = state.top.map_or(EMPTY, |top| self.series[top as usize].hash);
        let stay = Proposal { cost: state.cost, state: from, hash, change: Change::Leave };
        match candidate.what {
            What::Break => {
                self.proposals.push(Proposal { hash: EMPTY, change: Change::Break, ..stay });
                if state.top.is_some() {
                    self.proposals.push(Proposal { cost: state.cost + cost::IGNORE_BREAK, ..stay });
                }
            }
            What::Heading => {
                self.proposals.push(stay);
                self.expand_heading(state, Taking { from, candidate, mark: &UNNUMBERED });
            }
            What::Mark(mark) => {
                self.proposals.push(stay);
                self.expand_mark(state, index, Taking { from, candidate, mark: &mark });
            }
        }
    }

    fn expand_heading(&mut self, state: &State, taking: Taking) {
        let open = self.stack(state.top).find(|(_, series)| series.style == Style::Unnumbered);
        let base = state.cost + taking.candidate.cost;
        if let Some((_, series)) = open {
            self.take(state, taking, series.below, base + cost::NEXT, 0);
            return;
        }
        let Some(top) = state.top.map(|at| self.series[at as usize]) else {
            self.take(state, taking, None, base, 0);
            return;
        };
        // 三、具体安排 with nothing under it but 二月份.
        let (beside, below) = match top.open_ended && top.paragraph + 1 == taking.candidate.paragraph {
            true => (cost::HEADING_BELOW, 0),
            false => (0, cost::HEADING_BELOW),
        };
        self.take(state, taking, None, base + beside, 0);
        self.take(state, taking, state.top, base + below, 0);
    }

    fn expand_mark(&mut self, state: &State, index: usize, taking: Taking) {
        let Taking { candidate, mark, .. } = taking;
        let mut base = state.cost + candidate.cost;
        if candidate.behind_mark
            && let Some(step) = state.step
            && self.steps[step as usize].chosen.candidate + 1 == index
        {
            base += cost::BEHIND_MARK;
        }
        let mut is_open = false;
        let mut at = state.top;
        while let Some(series) = at.map(|at| &self.series[at as usize]) {
            let outer = series.below;
            if series.style == mark.style {
                let series = *series;
                is_open = true;
                let under = series.below.map(|below| self.series[below as usize].last);
                let numeral = mark.numeral.unwrap_or(series.last + 1);
                self.take(state, taking, series.below, base + continuing(&series, under, candidate, mark), numeral);
                if let Some(extra) = nesting(&series, candidate, mark) {
                    self.take(state, taking, at, base + extra + opening(state, None, mark), numeral);
                }
            }
            at = outer;
        }
        let Some(numeral) = mark.numeral else { return };
        if !is_open {
            self.open(state, taking, base, numeral);
        }
    }

    /// Takes the candidate as the first of a new series, under each item that may hold it.
    fn open(&mut self, state: &State, taking: Taking, base: i32, numeral: u32) {
        let Taking { candidate, mark, .. } = taking;
        // Clauses within earlier paragraphs are closed, and so is all that stands lower in a statute's order.
        let mut parent = state.top;
        while let Some(series) =
            parent.map(|at| self.series[at as usize]).filter(|series| series.is_closed() && series.paragraph != candidate.paragraph)
        {
            parent = series.below;
        }
        if mark.style.is_statutory() {
            for (_, series) in self.stack(state.top) {
                if series.style.is_statutory() && series.style as u8 > mark.style as u8 {
                    parent = series.below;
                }
            }
        }
        if self.excerpt
            && numeral > 1
            && candidate.place == Place::Line
            && let Some(own) = rank(mark.style)
        {
            let inner = self.stack(state.top).filter(|(_, series)| rank(series.style).is_some_and(|rank| rank > own)).last();
            let under = inner.map_or(parent, |(_, series)| series.below);
            self.take(state, taking, under, base + cost::OPEN_IN_EXCERPT, numeral);
            return;
        }
        let innermost = state.top;
        let under = parent.map(|at| self.series[at as usize]);
        let plain_clause = mark.style.is_series() && candidate.place != Place::Line && candidate.plain;
        let base = base + if candidate.followed { cost::FOLLOWED } else { 0 };
        let mut cost = base + opening(state, under.as_ref(), mark);
        if let Some(under) = under.filter(|_| plain_clause)
            && under.paragraph != candidate.paragraph
            && under.last >= 2
            && under.below.is_some()
        {
            let held = under.only_heading || under.holds_clauses;
            if !held {
                cost += cost::UNDER_FULL_ITEM;
            }
            let away = base + opening(state, None, mark) + if held { cost::LEAVE_HEADING } else { 0 };
            self.take(state, taking, under.below, away, numeral);
        }
        self.take(state, taking, parent, cost, numeral);
        if innermost != parent && !mark.style.is_statutory() {
            let under = innermost.map(|at| self.series[at as usize]);
            let cost = base + opening(state, under.as_ref(), mark) + cost::UNDER_OLD_CLAUSE;
            self.take(state, taking, innermost, cost, numeral);
        }
    }

    /// Proposes the candidate as an item under `below`.
    fn take(&mut self, state: &State, taking: Taking, below: Option<u32>, cost: i32, numeral: u32) {
        let Taking { from, candidate, mark } = taking;
        let (depth, mut hash) = below.map_or((0, EMPTY), |at| (self.series[at as usize].depth, self.series[at as usize].hash));
        if depth >= DEEPEST || cost::is_impossible(cost - state.cost) {
            return;
        }
        for part in [mark.style as u64 + 1, u64::from(numeral), u64::from(mark.prefix), u64::from(candidate.place == Place::Line)] {
            hash = (hash ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
        }
        self.proposals.push(Proposal { cost, state: from, hash, change: Change::Take { below, numeral } });
    }

    fn step(&mut self, state: &mut State, chosen: Chosen) {
        let before = state.step.replace(self.steps.len() as u32);
        self.steps.push(Step { before, chosen });
    }
}

/// What one step of the search looks at.
#[derive(Clone, Copy)]
struct Taking<'a> {
    /// Index of the state.
    from: u32,
    candidate: &'a Candidate,
    mark: &'a Mark,
}

/// The mark of a heading without a number.
static UNNUMBERED: Mark = Mark { length: 0, style: Style::Unnumbered, form: 0, numeral: None, prefix: 0 };

fn mark_of(candidate: &Candidate) -> Mark {
    match candidate.what {
        What::Mark(mark) => mark,
        _ => UNNUMBERED,
    }
}
