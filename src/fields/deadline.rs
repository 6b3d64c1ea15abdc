//! A deadline's words → dates that are right, or the word that they are unknown.

use jiff::civil::Date;

use crate::notice::Deadline;

/// What a deadline is read against; never the clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct DeadlineContext {
    /// The notice's year, by its number, title or issue date.
    pub year: Option<i16>,
    /// 成文日期.
    pub issued: Option<Date>,
}

/// Reads a deadline's words.
pub fn read_deadline(words: &str, context: DeadlineContext) -> Deadline {
    let _ = (words, context);
    Deadline::unresolved()
}

/// Whether `words` can be a deadline as a whole.
pub fn looks_like_deadline(words: &str) -> bool {
    const STANDING: &[&str] = &["长期", "立即", "立行立改", "常态化", "持续推进", "即时", "全年"];
    const TIME: &str = "0123456789０１２３４５６７８９一二三四五六七八九十〇○零年月日号季度半上中下旬前后之内底末初至到—-－~～起止每周星期点时分各次（）()., 、，完成并长期坚持坚以前开展工作今明当本即今逢两党的大召国庆春节元旦五七八“”党的十八大召开\u{3000}";
    if STANDING.iter().any(|word| words.starts_with(word)) {
        return words.chars().count() <= 10;
    }
    words.chars().all(|character| TIME.contains(character))
        && words.contains(['年', '月', '日', '季', '旬', '周', '节'])
        && words.chars().any(|c| crate::numeral::is_numeral(c) || matches!(c, '每' | '年' | '季'))
        && words.contains(['月', '日', '底', '末', '内', '前', '每', '季', '旬', '年'])
}
