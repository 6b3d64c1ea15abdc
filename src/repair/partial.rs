//! Lines that were read in the wrong encoding in a file that is else as it should be: one paragraph, or what a site put around the text.
//! Of other lines the runs that were.

use std::ops::Range;
use std::sync::LazyLock;

use super::misread_run;
use super::mojibake::{MISREADINGS, Misreading, Reread, cp1252, first_of_misread, reads_as_chinese, reread_line, sampled};
use super::pair_model::mean_cost;
use super::reading::is_han;
use crate::text::{Survey, Text};
use crate::word_table::CharacterSet;

/// Han characters that a line must come out with; fewer do beside a line that has so many and was misread in the same way.
const LEAST_HAN: usize = 5;
/// Bytes of a line that are tried.
const SAMPLE: usize = 1500;

/// A line that may be misread: where it stands, its number, how it was misread if it was, and whether it tells so by itself.
type Candidate = (Range<usize>, usize, Option<(Misreading, bool)>);

/// Reads the misread lines of `text` anew.
pub(super) fn reread_lines(text: &Text) -> Reread {
    let mut reread = Reread::default();
    let mut shift = 0;
    let misread = misread_lines(text.as_str(), &where_runs_may_begin(text));
    let text = text.as_str();
    for (line, misreading) in misread {
        reread_line(&text[line.clone()], line.start, &mut shift, misreading, &mut reread);
    }
    reread
}

/// The stretch of `text` in which misread runs may begin; most texts have none.
fn where_runs_may_begin(text: &Text) -> Range<usize> {
    /// Bytes that show the script of a long text.
    const BEGINNING: usize = 1 << 14;
    let content = text.as_str();
    // In Traditional script nearly every line has a character that a run may begin with: a survey would spare none of them.
    let is_traditional = |survey: Survey| survey.traditional > survey.simplified;
    if content.len() > BEGINNING && is_traditional(Survey::of(&content.as_bytes()[..content.floor_char_boundary(BEGINNING)])) {
        return 0..content.len();
    }
    text.survey().misread.clone()
}

/// The lines that were misread, ascending, and how. Runs are looked for in lines that reach into `runs_begin`.
fn misread_lines(text: &str, runs_begin: &Range<usize>) -> Vec<(Range<usize>, Misreading)> {
    // Nearly no line of a clean text gets here.
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut runs: Vec<(Range<usize>, Misreading)> = Vec::new();
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]);
    for (number, end) in ends.enumerate() {
        let (range, line) = (start..end, &text[start..end]);
        if runs_begin.start < range.end && range.start < runs_begin.end {
            runs.extend(misread_run::find(line).into_iter().map(|(run, how)| (start + run.start..start + run.end, how)));
        }
        if may_be_misread(line) {
            candidates.push((range, number, read(line.trim())));
        }
        start = end;
    }
    // What is too short to be sure by itself goes with its neighbour.
    for step in [1, -1_isize] {
        for at in 0..candidates.len() {
            let at = if step == 1 { at } else { candidates.len() - 1 - at };
            let Some((range, number, Some((misreading, false)))) = candidates.get(at).cloned() else { continue };
            let beside = at.checked_add_signed(-step).and_then(|beside| candidates.get(beside));
            if beside.is_some_and(|beside| beside.1.abs_diff(number) <= 2 && beside.2 == Some((misreading, true))) {
                candidates[at] = (range, number, Some((misreading, true)));
            }
        }
    }
    let sure = candidates.into_iter().filter_map(|(range, _, read)| read.filter(|read| read.1).map(|read| (range, read.0)));
    let mut misread: Vec<(Range<usize>, Misreading)> = sure.collect();
    runs.retain(|(run, _)| {
        let before = misread.partition_point(|(line, _)| line.start <= run.start);
        before.checked_sub(1).is_none_or(|line| misread[line].0.end <= run.start)
    });
    misread.extend(runs);
    misread.sort_unstable_by_key(|(range, _)| range.start);
    misread
}

/// How a line was misread, and whether it tells so by itself.
fn read(line: &str) -> Option<(Misreading, bool)> {
    let sample = &line[..line.floor_char_boundary(SAMPLE)];
    let stands = mean_cost(sample)?;
    MISREADINGS.into_iter().find_map(|misreading| {
        let read = sampled(sample, misreading).filter(|read| reads_as_chinese(read, stands))?;
        Some((misreading, read.chars().filter(|&character| is_han(character)).count() >= LEAST_HAN))
    })
}

/// A glance: whether the first characters beyond ASCII are such as a misread line begins with.
fn may_be_misread(line: &str) -> bool {
    let mut wide = line.chars().filter(|character| !character.is_ascii() && !matches!(character, '\u{3000}' | '\u{A0}'));
    let Some(first) = wide.next() else { return false };
    if is_han(first) {
        return FIRST.contains(first);
    }
    // Behind a quotation mark or a dash a good line has Han characters.
    cp1252(first).is_some() && wide.take(3).all(|next| cp1252(next).is_some())
}

/// What the characters of UTF-8 that take three bytes begin with, read as GBK.
static FIRST: LazyLock<CharacterSet> = LazyLock::new(|| first_of_misread(0xE2..=0xEF));

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, WINDOWS_1252};

    use crate::repair::tests::mended;

    const AROUND: &str = "关于开展节水宣传周活动的通知\n各科室、各支部：\n　　现将有关事项通知如下，请认真贯彻执行。\n";

    #[test]
    fn misread_lines_in_a_good_file_come_back() {
        let lines = [
            "一、总务科负责检修水管，六月底前完成。",
            "您现在的位置：首页 > 通知公告 > 正文",
            "　　二、各科室要张贴节水标语，做到人走水停。2012年3月5日",
        ];
        let misread: [fn(&str) -> Option<String>; 3] = [
            |line| {
                let (read, _, malformed) = GBK.decode(line.as_bytes());
                (!malformed).then(|| read.into_owned())
            },
            |line| Some(WINDOWS_1252.decode(line.as_bytes()).0.into_owned()),
            |line| Some(WINDOWS_1252.decode(&GBK.encode(line).0).0.into_owned()),
        ];
        let mut tried = 0;
        for line in lines {
            for read in misread {
                let Some(wrong) = read(line) else { continue };
                tried += 1;
                let expected = format!("{AROUND}{line}\n{AROUND}");
                let (got, repairs) = mended(&format!("{AROUND}{wrong}\n{AROUND}"));
                assert_eq!(got, expected, "{wrong}");
                assert_eq!((repairs[0].kind.as_str(), repairs[0].count), ("mojibake", 1));
            }
        }
        assert!(tried >= 6, "{tried}");
        // A short one beside a long one.
        let wrong = |line: &str| WINDOWS_1252.decode(line.as_bytes()).0.into_owned();
        let (got, _) = mended(&format!("{AROUND}{}\n{}\n", wrong("打印"), wrong("版权所有：县人民医院宣传科")));
        assert_eq!(got, format!("{AROUND}打印\n版权所有：县人民医院宣传科\n"));
    }

    #[test]
    fn other_languages_and_rare_characters_stay() {
        let lines =
            ["Müller und Söhne, Köln", "Crème brûlée à la carte, déjà vu", "±5℃ ×3 ÷2 §4", "鍏某、鍙某二同志", "·注意事项·", "ÀÉÎÕÜ"];
        for line in lines {
            let text = format!("{AROUND}{line}\n{AROUND}");
            assert_eq!(mended(&text), (text.clone(), Vec::new()), "{line}");
        }
    }
}
