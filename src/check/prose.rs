//! What a sentence says of who and when without a label.

/// What may stand between a day and the 前 behind it, and in the day itself.
const OF_A_DAY: &str = "年月日号底末初旬上中下季度个周之以每本今明当";

/// What is done by a day: 5月底前完成, 3月4日前将回执报办公室.
const DONE: [&str; 14] = ["完成", "到位", "结束", "报", "送", "交", "建成", "办结", "整改", "见效", "启用", "使用", "竣工", "落实"];

/// How a unit takes on a task.
const TAKEN_ON: [&str; 9] = ["负责", "牵头", "承办", "主办", "组织实施", "具体实施", "组织开展", "承担", "落实"];

/// What follows 负责 where it is part of another word.
const OTHER_WORDS: [char; 4] = ['人', '制', '任', '同'];

/// Who is nobody in particular.
const NOBODY: [&str; 6] = ["专人", "专职", "个人", "本人", "自己", "谁"];

/// Last characters of the names of units.
const UNIT_ENDS: &str = "科室股处部局委办站所院校会组队厅司团社";

/// Marks at which a clause ends.
const STOPS: [char; 11] = ['。', '，', '；', '：', '、', ',', ';', ':', '（', '）', '\n'];

/// What stands before the day on which something takes place: 定于5月8日, 自4月1日起. The last characters of other words (关于, 由于) are none.
const ON: [&str; 7] = ["定于", "拟于", "将于", "应于", "须于", "于", "自"];
const NOT_ON: [char; 12] = ['关', '由', '对', '基', '鉴', '低', '高', '大', '小', '优', '限', '处'];

/// What begins a paragraph about everything before it in its section.
const ALL_ABOVE: [&str; 4] = ["以上", "上述", "前述", "所有任务"];

/// Furthest from 前 to what is done, and from 由 to how it is taken on, in characters.
const FAR: usize = 20;

/// Whether words say when something is to be done: 于4月20日前完成, 每月5日前报送, 年底前全部到位, 定于5月8日举行. A time of day does not.
pub fn says_when(words: &str) -> bool {
    let by = words.match_indices('前').any(|(at, before)| {
        let start = words[..at].char_indices().rev().take(2 * FAR).take_while(|&(_, character)| is_of_day(character)).last();
        let Some((start, _)) = start else { return false };
        let after = clause(&words[at + before.len()..], &['。', '；', '，', '\n']);
        is_day(&words[start..at]) && DONE.iter().any(|done| after.contains(done))
    });
    by || ON.iter().any(|on| {
        words.match_indices(on).any(|(at, _)| {
            let rest = &words[at + on.len()..];
            let length = rest.find(|character| !is_of_day(character)).unwrap_or(rest.len());
            // 5月8日下午
            let (day, after) = (rest[..length].trim_end_matches(['上', '下', '中']), &rest[length..]);
            let is_other_word = *on == "于" && words[..at].ends_with(NOT_ON);
            // Until when, too, where it begins on a day: 自4月1日至30日 is all of it, 自2013年起 is not.
            is_day(day) && day.ends_with(['日', '号', '旬', '底', '末', '初']) && !is_other_word && !after.starts_with(['的', '发', '印'])
        })
    })
}

fn is_of_day(character: char) -> bool {
    OF_A_DAY.contains(character) || crate::numeral::is_numeral(character) || character == '.'
}

/// Whether date characters name a day or a month.
fn is_day(day: &str) -> bool {
    let has_number = day.chars().any(crate::numeral::is_numeral);
    day.contains("年底") || day.contains("年末") || (day.contains('月') && (has_number || day.contains('底')))
}

/// The paragraphs of a section that speak of all that stands before them in it, with where they begin in its words.
pub fn of_all_above(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let begins = |at: &usize| ALL_ABOVE.iter().any(|all| words[*at..].starts_with(all));
    let starts = memchr::memchr_iter(b'\n', words.as_bytes()).map(|at| at + 1).filter(begins);
    starts.map(|at| (at, words[at..].split('\n').next().unwrap_or_default()))
}

/// Whether an item's words (without its marker) are headed by a unit: 办公室：负责会务.
pub fn is_headed_by_unit(words: &str) -> bool {
    let head = words.trim_start().split(['：', ':', '\n', '。', '，']).next().unwrap_or_default();
    let is_headed = words.trim_start()[head.len()..].starts_with(['：', ':']);
    is_headed && (2..=FAR).contains(&head.chars().count()) && head.ends_with(|end| UNIT_ENDS.contains(end))
}

/// Whether words make a unit responsible: 由总务科负责, 办公室牵头.
pub fn says_who(words: &str) -> bool {
    let with_by = words.match_indices('由').any(|(at, by)| {
        let clause = clause(&words[at + by.len()..], &['。', '；', '\n']);
        // 由于, 由此, 由来 are other words; 由各学校… is followed by any verb.
        if clause.starts_with(['于', '此', '来', '衷', '低', '浅', '表']) {
            return false;
        }
        let is_each = clause.starts_with('各') && !clause.starts_with("各自");
        is_each
            || TAKEN_ON.iter().any(|taken| {
                clause.find(taken).is_some_and(|at| at > 0 && is_whole(&clause[at + taken.len()..]) && is_somebody(&clause[..at]))
            })
    });
    with_by
        || ["负责", "牵头"].iter().any(|taken| {
            words.match_indices(taken).any(|(at, _)| {
                let before = &words[..at];
                let unit = &before[before.rfind(STOPS).map_or(0, |stop| stop + before[stop..].chars().next().map_or(0, char::len_utf8))..];
                let is_named = (2..=FAR).contains(&unit.chars().count()) && unit.ends_with(|end| UNIT_ENDS.contains(end));
                is_named && !unit.contains(['对', '向', '为']) && is_somebody(unit) && is_whole(&words[at + taken.len()..])
            })
        })
}

/// Whether what follows a verb leaves it one.
fn is_whole(after: &str) -> bool {
    !after.starts_with(OTHER_WORDS)
}

fn is_somebody(words: &str) -> bool {
    !NOBODY.iter().any(|nobody| words.contains(nobody))
}

/// The words up to a stop, at most [`FAR`] characters.
fn clause<'a>(words: &'a str, stops: &[char]) -> &'a str {
    let end = words.char_indices().take(FAR).find(|(_, character)| stops.contains(character)).map(|(at, _)| at);
    let far = || words.char_indices().nth(FAR).map_or(words.len(), |(at, _)| at);
    &words[..end.unwrap_or_else(far)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_say_when() {
        let cases = [
            ("首次义诊于4月20日前完成。", true),
            ("定于5月8日下午在示教室举行", true),
            ("活动自4月1日开始", true),
            ("关于5月8日会议的通知", false),
            ("结合世界卫生日（4月7日）开展宣传", false),
            ("统计口径以2011.6.30的数据为准", false),
            ("9月10日前将自查报告报局办公室。", true),
            ("十月二十日之前全部整改到位", true),
            ("每月5日前报送报表", true),
            ("年底前建成投入使用", true),
            ("每天8点30分前完成巡查登记", false),
            ("6月底前，气温上升", false),
            ("目前完成情况良好", false),
            ("会前完成准备", false),
            ("3人提前到位", false),
        ];
        for (words, expected) in cases {
            assert_eq!(says_when(words), expected, "{words}");
        }
    }

    #[test]
    fn sentences_that_say_who() {
        let cases = [
            ("由各学校对照标准逐项自查。", true),
            ("由局体卫股牵头，会同有关单位组织检查", true),
            ("由责任督学负责跟踪督办", true),
            ("办公室负责会务", true),
            ("财政局、民政局牵头，各乡镇配合", true),
            ("各科室负责人要亲自抓", false),
            ("由专人负责", false),
            ("由于责任落实不力", false),
            ("实行岗位负责制", false),
            ("对本科室负责", false),
            ("要认真负责", false),
        ];
        for (words, expected) in cases {
            assert_eq!(says_who(words), expected, "{words}");
        }
    }
}
