//! Traditional → Simplified against OpenCC's own conversion of the same text.
//!
//! `simplify/opencc.txt` is what `opencc` 1.4.2 (PyPI, t2s) makes of `simplify/traditional.txt`;
//! `simplify/differences.tsv` lists every place where ours is meant to differ.

use tongzhi::notice::Script;
use tongzhi::repair::Repaired;
use tongzhi::simplify::{Simplified, simplify};
use tongzhi::text::Text;

fn simplified(text: &str, quotes: bool) -> Simplified {
    simplify(Repaired { text: Text::plain(text), repairs: Vec::new(), unresolved: Vec::new() }, quotes)
}

#[test]
fn equals_opencc_but_for_the_listed_differences() {
    let traditional = include_str!("simplify/traditional.txt");
    let mut expected: Vec<char> = include_str!("simplify/opencc.txt").chars().collect();
    for line in include_str!("simplify/differences.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [from, opencc, ours] = columns[..] else { panic!("{line}: three columns") };
        let mut found = 0;
        for (at, _) in traditional.match_indices(from) {
            let first = traditional[..at].chars().count();
            let place = first..first + from.chars().count();
            assert_eq!(expected[place.clone()].iter().collect::<String>(), opencc, "OpenCC's form");
            expected.splice(place, ours.chars());
            found += 1;
        }
        assert!(found > 0, "{from} is not in the corpus");
    }
    let expected: String = expected.into_iter().collect();
    let got = simplified(traditional, false);
    for (ours, expected) in got.text.as_str().lines().zip(expected.lines()) {
        assert_eq!(ours, expected);
    }
    assert_eq!(got.text.as_str(), expected);
    assert_eq!(got.script, Script::Hant);
    let changed = traditional.chars().zip(expected.chars()).filter(|(from, to)| from != to).count();
    assert_eq!(got.converted, changed as u64);
}

#[test]
fn simplified_text_stays_byte_for_byte() {
    let cases = [
        "皇后在后台里面，干部谷子，于主任、於潜镇、沈思同志、李昇、王喆。",
        "乾隆年间的著作显著，慰藉，瞭望台，宫商角徵羽，一目瞭然，覆盖，夥同。",
        "准备、占用、征收、松树、制度、系统、复印、发布、合并、批准、答复。",
        "Office 2010 软件（PPT）的安装说明：㈠⒈①，℃，～，…",
        "",
    ];
    for case in cases {
        let got = simplified(case, false);
        assert_eq!((got.text.as_str(), got.script, got.converted), (case, Script::Hans, 0));
    }
}

#[test]
fn scripts_are_told_apart_by_line() {
    let cases = [
        (
            "关于组织学习的通知\n關於組織學習的通知，著力推進\n皇后的通知",
            "关于组织学习的通知\n关于组织学习的通知，着力推进\n皇后的通知",
            Script::Mixed,
        ),
        (
            "请各科室认真贯彻执行，确保创先争优活动取得实效，领导带头，严格检查，总结经验。醫",
            "请各科室认真贯彻执行，确保创先争优活动取得实效，领导带头，严格检查，总结经验。医",
            Script::Hans,
        ),
        ("著力\n衛生局", "着力\n卫生局", Script::Hant),
    ];
    for (from, to, script) in cases {
        let got = simplified(from, false);
        assert_eq!((got.text.as_str(), got.script), (to, script));
    }
}

#[test]
fn corner_quotation_marks_change_only_when_asked() {
    assert_eq!(simplified("「三好『一滿意』」", false).text.as_str(), "「三好『一满意』」");
    assert_eq!(simplified("「三好『一滿意』」", true).text.as_str(), "“三好‘一满意’”");
    assert_eq!(simplified("「三好」", true).text.as_str(), "“三好”");
}

#[test]
fn spans_hold_where_lengths_change() {
    // 㑮 and 㒓 take three bytes, 𫝈 and 𠉂 four.
    let from = "絕衛㑮生，㒓醫";
    let got = simplified(from, false);
    let text = got.text.as_str();
    for (word, stood) in [("绝卫", "絕衛"), ("𫝈", "㑮"), ("，", "，"), ("𠉂医", "㒓醫"), ("医", "醫")] {
        let at = text.find(word).expect("converted");
        assert_eq!(&from[got.text.original(at..at + word.len())], stood);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_keeps_its_characters_count(text in "[ -~\\n]{0,9}(\\PC|[國关後於著乾隆徵調關於單位]){0,40}") {
        let got = simplified(&text, true);
        proptest::prop_assert_eq!(got.text.as_str().chars().count(), text.chars().count());
    }
}

/// What OpenCC's C++ core makes of every character and phrase of its tables: `.ci/opencc` installs it and says where its files lie.
#[test]
#[ignore = "`.ci/opencc` runs it where OpenCC can be installed"]
fn equals_opencc_over_its_tables() {
    let folder = std::path::PathBuf::from(std::env::var_os("OPENCC_CORPUS").expect("the folder that opencc_corpus.py has filled"));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file of the corpus");
    let (traditional, expected) = (read("traditional.txt"), read("opencc.txt"));
    let accepted: Vec<Vec<&str>> = include_str!("simplify/accepted.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let got = simplified(&traditional, false);
    let mut unknown = std::collections::BTreeMap::new();
    let mut used = vec![false; accepted.len()];
    for ((from, expected), ours) in traditional.lines().zip(expected.lines()).zip(got.text.as_str().lines()) {
        assert_eq!(from.chars().count(), ours.chars().count(), "{from}");
        for (at, ((character, expected), ours)) in from.chars().zip(expected.chars()).zip(ours.chars()).enumerate() {
            if expected == ours {
                continue;
            }
            let is_known = accepted.iter().zip(&mut used).any(|(row, used)| {
                let [with, opencc, own, _] = row[..] else { panic!("{row:?}: four columns") };
                let known = with.contains(character)
                    && from.contains(with)
                    && opencc.chars().any(|one| one == expected)
                    && own.chars().any(|one| one == ours);
                *used |= known;
                known
            });
            if !is_known {
                let around: String = from.chars().skip(at.saturating_sub(3)).take(7).collect();
                unknown.entry((character, expected, ours)).or_insert_with(Vec::new).push(around);
            }
        }
    }
    for ((character, opencc, ours), places) in &unknown {
        println!("{character}\t{opencc}\t{ours}\t{} times: {}", places.len(), places.iter().take(8).cloned().collect::<Vec<_>>().join(" "));
    }
    assert!(unknown.is_empty(), "{} differences that accepted.tsv has not", unknown.len());
    for (row, used) in accepted.iter().zip(used) {
        assert!(used, "{row:?} is no difference any more");
    }
}
