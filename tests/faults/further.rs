//! Faults that need more than a line, and what a forged notice has of its own.

use std::collections::HashMap;

use tongzhi::fields::{Roster, RosterUnit};
use tongzhi::notice::{DeadlineKind, FieldKind};

use super::{Spoilt, is_date, labelled, pick, spoil_value};
use crate::forge::vocabulary::SECTORS;
use crate::forge::{ForgedNotice, Heading};

/// Every unit that the forge knows.
pub fn roster() -> Roster {
    let units = SECTORS.iter().flat_map(|sector| sector.units);
    Roster::new(units.map(|unit| RosterUnit { name: (*unit).to_owned(), aliases: Vec::new(), parent: None }).collect())
}

/// Faults that a forged notice has without our doing, by code: levels that it skips, deadlines that say nothing, deadlines outside
/// the year of its title, tasks without a lead where most have one.
pub fn already_there(forged: &ForgedNotice) -> Vec<&'static str> {
    let truth = &forged.truth;
    let mut there = Vec::new();
    let headings = &truth.headings;
    for (index, heading) in headings.iter().enumerate() {
        let Some(above) = headings[..index].iter().rposition(|above| above.level < heading.level) else { continue };
        let is_first = headings[above + 1..index].iter().all(|other| other.level > heading.level);
        if is_first && matches!((rank(&headings[above]), rank(heading)), (Some(one), Some(other)) if other > one + 2) {
            there.push("N004");
        }
    }
    let dues = || truth.fields.iter().filter_map(|field| field.due.as_ref());
    there.extend(dues().filter(|due| due.kind == DeadlineKind::Unresolved).map(|_| "D002"));
    if let Some(year) = single_year(&truth.title) {
        // 明年 is no slip.
        let says_year = |words: &str| words.contains('年') && !words.contains("年底") && !words.contains("年内") && !words.contains("明年");
        let outside = |end: &str| end[..4].parse::<u32>().is_ok_and(|end| end < year);
        let late = |begin: &str| begin[..4].parse::<u32>().is_ok_and(|begin| begin > year);
        for due in dues().filter(|due| says_year(&due.words)) {
            let begin = due.start.as_deref().or(due.end.as_deref());
            if due.end.as_deref().is_some_and(outside) || begin.is_some_and(late) {
                there.push("D005");
            }
        }
    }
    let (led, others) = shared_tasks(forged);
    if led > 0 && led >= 2 * others {
        there.extend((0..others).map(|_| "U005"));
    }
    there
}

/// How many tasks that several units share have a lead, and how many have none.
fn shared_tasks(forged: &ForgedNotice) -> (usize, usize) {
    let mut tasks: HashMap<&[String], (bool, usize)> = HashMap::new();
    for field in forged.truth.fields.iter().filter(|field| !matches!(field.kind, FieldKind::Deadline | FieldKind::Person)) {
        let (has_lead, units) = tasks.entry(&field.path).or_default();
        *has_lead |= field.kind == FieldKind::Lead;
        *units += field.units.len();
    }
    let shared = || tasks.values().filter(|(_, units)| *units > 1);
    (shared().filter(|(has_lead, _)| *has_lead).count(), shared().filter(|(has_lead, _)| !has_lead).count())
}

/// Place of a marker in the order of GB/T 9704-2012.
fn rank(heading: &Heading) -> Option<u32> {
    let marker = heading.marker.as_str();
    let mut letters = marker.chars();
    let first = letters.next()?;
    let second = letters.next();
    let is_chinese = |letter: char| "一二三四五六七八九十".contains(letter);
    let rank = match first {
        '（' | '(' if second.is_some_and(is_chinese) => 2,
        '（' | '(' if second.is_some_and(|letter| letter.is_ascii_digit()) => 4,
        '㈠'..='㈩' => 2,
        '⒈'..='⒛' => 3,
        '⑴'..='⒇' => 4,
        '①'..='⑳' => 5,
        first if is_chinese(first) && marker.ends_with('、') => 1,
        first if first.is_ascii_digit() && second.is_some_and(|stop| matches!(stop, '、' | '.' | '．')) => 3,
        _ => return None,
    };
    Some(rank)
}

/// The year that a title names, if it is one.
fn single_year(title: &str) -> Option<u32> {
    let years: Vec<u32> = title.match_indices('年').filter_map(|(at, _)| title.get(at.checked_sub(4)?..at)?.parse().ok()).collect();
    match years[..] {
        [year] => Some(year),
        _ => None,
    }
}

/// Puts a word before a unit that makes another of it.
pub fn unknown_unit(forged: &ForgedNotice, seed: u64) -> Option<String> {
    spoil_value(forged, seed, FieldKind::Responsible, |field| (field.text == field.units.join("、")).then(|| format!("综合{}", field.text)))
}

/// Takes the lead away from the units that support it.
pub fn without_lead(forged: &ForgedNotice, seed: u64) -> Option<String> {
    if already_there(forged).contains(&"U005") {
        return None;
    }
    let fields = &forged.truth.fields;
    let supported = |path: &[String]| {
        fields.iter().any(|field| field.path == path && field.kind == FieldKind::Support && field.label.is_some() && field.units.len() > 1)
    };
    let leads: Vec<_> = labelled(forged, FieldKind::Lead).into_iter().filter(|(field, ..)| supported(&field.path)).collect();
    let (_, start, end) = pick(&leads, seed)?;
    let rest = &forged.text[end..];
    let end = end + rest.chars().next().filter(|stop| matches!(stop, '，' | '；' | '。' | '　' | '\n')).map_or(0, char::len_utf8);
    Some(format!("{}{}", &forged.text[..start], &forged.text[end..]))
}

pub fn in_another_year(forged: &ForgedNotice, seed: u64) -> Option<String> {
    let year = single_year(&forged.truth.title)?;
    spoil_value(forged, seed, FieldKind::Deadline, |_| Some(format!("{}年6月底前", year + 2)))
}

/// Gives a section a deadline three days after the date of issue, which all that is to be done in it misses.
pub fn later_than_its_task(forged: &ForgedNotice) -> Option<Spoilt> {
    let issued: jiff::civil::Date = forged.truth.issued.as_deref()?.parse().ok()?;
    let limit = issued.checked_add(jiff::Span::new().days(3)).ok()?;
    forged.truth.headings.iter().filter(|heading| heading.level == 1).find_map(|heading| {
        let line = format!("{}{}\n", heading.marker, heading.title.as_deref()?);
        let below = || forged.truth.fields.iter().filter(|field| field.path.first() == Some(&heading.marker));
        let is_dated = |kind| matches!(kind, DeadlineKind::By | DeadlineKind::Range);
        let late = |end: &str| end.get(..10).is_some_and(|end| end > limit.to_string().as_str());
        let dues = || below().filter_map(|field| field.due.as_ref()).filter(|due| is_dated(due.kind));
        let times = dues().filter(|due| due.end.as_deref().is_some_and(late)).count();
        let own = below().any(|field| field.path.len() == 1);
        // The text of a heading with the same marker in a second part would be another section.
        let is_only = forged.truth.headings.iter().filter(|other| other.level == 1 && other.marker == heading.marker).count() == 1;
        if own || !is_only || times == 0 || forged.text.matches(&line).count() != 1 {
            return None;
        }
        let dated = format!("{}（{}年{}月{}日前完成）\n", line.trim_end(), limit.year(), limit.month(), limit.day());
        Some(Spoilt { text: forged.text.replace(&line, &dated), times })
    })
}

/// Writes the last of the 一、 with another stop.
pub fn other_stop(forged: &ForgedNotice, _: u64) -> Option<String> {
    let last = forged.truth.headings.iter().rfind(|heading| heading.level == 1)?;
    let is_series = forged.truth.headings.iter().filter(|heading| heading.level == 1).all(|heading| heading.marker.ends_with('、'));
    let written = format!("{}{}", last.marker, last.title.as_deref()?);
    if !is_series || last.marker == "一、" || forged.text.matches(&written).count() != 1 {
        return None;
    }
    Some(forged.text.replace(&written, &written.replacen('、', ".", 1)))
}

/// Numbers what is right below a section as only the fourth level is.
pub fn skipped_level(forged: &ForgedNotice, _: u64) -> Option<String> {
    let headings = &forged.truth.headings;
    (0..headings.len()).find_map(|index| {
        let below: Vec<&Heading> = headings[index + 1..].iter().take_while(|heading| heading.level > headings[index].level).collect();
        let is_plain = rank(&headings[index]) == Some(1)
            && headings[index].level == 1
            && !below.is_empty()
            && below.iter().all(|heading| {
                heading.level == 2
                    && heading.title.is_some()
                    && heading.marker.starts_with(['（', '(', '㈠', '㈡', '㈢', '㈣', '㈤', '㈥'])
                    && rank(heading) == Some(2)
            });
        if !is_plain {
            return None;
        }
        let mut text = forged.text.clone();
        for (number, heading) in below.iter().enumerate() {
            let title = heading.title.as_deref()?;
            let written = format!("{}{title}", heading.marker);
            if text.matches(&written).count() != 1 {
                return None;
            }
            text = text.replace(&written, &format!("（{}）{title}", number + 1));
        }
        Some(text)
    })
}

/// Names an attachment before the signature.
pub fn named_attachment(forged: &ForgedNotice, _: u64) -> Option<String> {
    if !forged.truth.attachments.is_empty() || forged.text.contains("附件") {
        return None;
    }
    let lines: Vec<&str> = forged.text.split_inclusive('\n').collect();
    let dates: Vec<usize> = (0..lines.len()).filter(|&index| is_date(lines[index].trim())).collect();
    let [date] = dates[..] else { return None };
    let signature = date.checked_sub(1)?;
    Some([&lines[..signature], &["附件：工作进展情况登记表\n"], &lines[signature..]].concat().concat())
}

/// Writes one character of the body in its Traditional form.
pub fn traditional(forged: &ForgedNotice, seed: u64) -> Option<String> {
    const FORMS: [(char, char); 10] = [
        ('责', '責'),
        ('务', '務'),
        ('务', '務'),
        ('学', '學'),
        ('习', '習'),
        ('实', '實'),
        ('证', '證'),
        ('员', '員'),
        ('时', '時'),
        ('规', '規'),
    ];
    let body = forged.text.find('：')?;
    let places: Vec<(usize, char)> = forged.text[body..]
        .char_indices()
        .filter_map(|(at, letter)| Some((body + at, FORMS.iter().find(|(simple, _)| *simple == letter)?.1)))
        .collect();
    let (at, traditional) = pick(&places, seed)?;
    let after = at + forged.text[at..].chars().next()?.len_utf8();
    Some(format!("{}{traditional}{}", &forged.text[..at], &forged.text[after..]))
}

/// Puts what is left of lost characters into a sentence that is no part of a field.
pub fn damaged(forged: &ForgedNotice, seed: u64) -> Option<String> {
    let body = forged.text.find('：')?;
    let line = |at: usize| forged.text[..at].rfind('\n').map_or(0, |end| end + 1)..at + forged.text[at..].find('\n').unwrap_or(0);
    let is_prose = |at: usize| !forged.text[line(at)].contains(['：', '（', '【', '〔', '[', '|', '\t', '第']);
    let places: Vec<usize> = forged.text[body..].match_indices('，').map(|(at, _)| body + at).filter(|&at| is_prose(at)).collect();
    let at = pick(&places, seed)?;
    Some(format!("{}锟斤拷{}", &forged.text[..at], &forged.text[at..]))
}
