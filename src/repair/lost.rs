//! Text that is beyond repair: runs of U+FFFD, and 锟斤拷, which is U+FFFD in UTF-8 read as GBK.

use std::ops::Range;

use memchr::memmem;

/// What stands where nothing can be brought back. Two U+FFFD make the second; they come in runs.
const MARKS: &[&str] = &["\u{FFFD}", "锟斤拷"];

/// The runs of such marks in `text`, ascending.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    for mark in MARKS {
        places.extend(memmem::find_iter(text.as_bytes(), mark).map(|at| at..at + mark.len()));
    }
    places.sort_unstable_by_key(|place| place.start);
    places.dedup_by(|next, run| {
        let adjoins = next.start <= run.end;
        if adjoins {
            run.end = run.end.max(next.end);
        }
        adjoins
    });
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_one_place_each() {
        let cases: &[(&str, &[&str])] = &[
            ("各科室要认真落实。", &[]),
            ("各科\u{FFFD}\u{FFFD}要认真\u{FFFD}实。", &["\u{FFFD}\u{FFFD}", "\u{FFFD}"]),
            ("锟斤拷锟斤拷通知\u{FFFD}", &["锟斤拷锟斤拷", "\u{FFFD}"]),
            ("锟斤拷\u{FFFD}", &["锟斤拷\u{FFFD}"]),
            ("一锟二斤三拷", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = find(text).into_iter().map(|place| &text[place]).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }
}
