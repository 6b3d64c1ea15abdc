//! Sentences, clauses and titles put together from the vocabulary.

use super::chance::Chance;
use super::vocabulary::*;

/// Titles are cut at this many characters by the rule of design.md, so sentences that are no title are made longer.
const TITLE_LIMIT: usize = 30;

/// What a notice's sentences may hold.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Numbers and dates that look like markers.
    pub traps: bool,
    /// Labels named in prose.
    pub mentions: bool,
}

/// A short heading, such as 规范服务流程; now and then a pair of them.
pub fn title(chance: &mut Chance) -> String {
    let first = short_title(chance);
    if !chance.percent(30) {
        return first;
    }
    let second = short_title(chance);
    if first[..6] == second[..6] { first } else { format!("{first}，{second}") }
}

fn short_title(chance: &mut Chance) -> String {
    let (verbs, objects) = chance.pick(&TITLE_WORDS.iter().collect::<Vec<_>>());
    format!("{}{}", chance.pick(verbs), chance.pick(objects))
}

/// A clause without a stop at its end.
fn clause(chance: &mut Chance, sector: &Sector, traps: bool) -> String {
    if traps && chance.percent(12) {
        return chance.pick(TRAPS).replace('#', &chance.between(2, 9).to_string());
    }
    match chance.between(1, 9) {
        1 => format!("{}要{}{}", chance.pick(sector.subjects), chance.pick(ADVERBS), chance.pick(DEEDS)),
        2 => format!("{}{}", chance.pick(ADVERBS), chance.pick(DEEDS)),
        3 => format!("采取{}等形式", chance.pick_several(FORMS, 2).join("、")),
        4 => format!("对{}进行{}", chance.pick(sector.things), chance.pick(ACTIONS)),
        5 => {
            let period = chance.pick(&["月", "季度", "半年"]);
            format!("每{period}组织不少于{}次{}", chance.between(1, 4), chance.pick(EVENTS))
        }
        6 => format!("把{}纳入{}", chance.pick(sector.things), chance.pick(&["日常管理", "考核内容", "检查范围", "培训计划"])),
        7 => format!("做到{}", chance.pick(MANNERS)),
        8 => format!("确保{}", chance.pick(RESULTS)),
        _ => format!("防止{}", chance.pick(FAULTS)),
    }
}

/// Clauses joined by commas, at least `least` characters, without a stop at the end and none inside.
pub fn run_of_clauses(chance: &mut Chance, sector: &Sector, traps: bool, least: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    if chance.percent(45) {
        parts.push((*chance.pick(OPENERS)).to_owned());
    }
    // Something with a verb comes first, so that no sentence is only 确保… or a trap.
    let subject = chance.pick(sector.subjects);
    parts.push(match chance.percent(50) {
        true => format!("{subject}要{}{}", chance.pick(ADVERBS), chance.pick(DEEDS)),
        false => format!("{}{}", chance.pick(ADVERBS), chance.pick(DEEDS)),
    });
    for _ in 0..chance.between(1, 2) {
        push_new(&mut parts, clause(chance, sector, traps));
    }
    while parts.iter().map(|part| part.chars().count() + 1).sum::<usize>() <= least {
        push_new(&mut parts, clause(chance, sector, false));
    }
    parts.join("，")
}

/// Takes `part` unless something that ends like it is there: nobody writes the same deed twice in a sentence.
fn push_new(parts: &mut Vec<String>, part: String) {
    let ending = |part: &str| part.chars().rev().take(4).collect::<String>();
    if parts.iter().all(|other| ending(other) != ending(&part)) {
        parts.push(part);
    }
}

/// A sentence too long to be a title that goes on from 一要 or 要: without a subject. With its stop.
pub fn long_predicate(chance: &mut Chance, sector: &Sector) -> String {
    let deeds = chance.pick_several(DEEDS, 2);
    let form = chance.pick_several(FORMS, 2).join("、");
    let result = if chance.percent(50) {
        format!("确保{}", chance.pick(RESULTS))
    } else {
        format!("对{}进行{}", chance.pick(sector.things), chance.pick(ACTIONS))
    };
    format!("{}{}，采取{form}等形式，{}，{result}。", chance.pick(ADVERBS), deeds[0], deeds[1])
}

/// A sentence of any length, with its stop.
pub fn sentence(chance: &mut Chance, sector: &Sector, manner: Manner) -> String {
    if manner.mentions && chance.percent(25) {
        return (*chance.pick(MENTIONS)).to_owned();
    }
    run_of_clauses(chance, sector, manner.traps, 12) + "。"
}

/// A sentence too long to be a title, with its stop.
pub fn long_sentence(chance: &mut Chance, sector: &Sector, manner: Manner) -> String {
    run_of_clauses(chance, sector, manner.traps, TITLE_LIMIT + 4) + "。"
}

/// From one to `most` sentences. A mention is never the first: alone after a heading it would look like its field.
pub fn sentences(chance: &mut Chance, sector: &Sector, manner: Manner, most: u32) -> String {
    let first = sentence(chance, sector, Manner { mentions: false, ..manner });
    (1..chance.between(1, most)).fold(first, |text, _| text + &sentence(chance, sector, manner))
}

/// A person with two offices, which a 、 parts without making two persons of them.
pub fn person_of_two_offices(chance: &mut Chance, sector: &Sector) -> String {
    format!("党委委员、{}{}{}", chance.pick(sector.offices), chance.pick(FAMILY_NAMES), chance.pick(GIVEN_NAMES))
}

/// A person, and the office before the name in most cases.
pub fn person(chance: &mut Chance, sector: &Sector) -> String {
    let name = format!("{}{}", chance.pick(FAMILY_NAMES), chance.pick(GIVEN_NAMES));
    match chance.between(1, 10) {
        1..=6 => format!("{}{name}", chance.pick(sector.offices)),
        _ => name,
    }
}
