//! Findings that are known and accepted: a file of what they are, without lines, so that it stays true while the notice changes.

use std::collections::BTreeMap;
use std::io::Write;

use serde::{Deserialize, Serialize};

use super::{Checked, around};

/// The form that is written.
const VERSION: u32 = 1;

/// Accepted findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    findings: Vec<Accepted>,
}

/// Findings of one rule at the same words of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    path: String,
    code: String,
    words: String,
    count: usize,
}

/// Path, code and words.
type Key<'a> = (&'a str, &'a str, &'a str);

impl Baseline {
    /// Accepts all that was found.
    pub fn of(files: &[Checked]) -> Self {
        let mut counts: BTreeMap<Key<'_>, usize> = BTreeMap::new();
        for file in files {
            for index in 0..file.found.len() {
                *counts.entry(key(file, index)).or_default() += 1;
            }
        }
        let accepted = |((path, code, words), count): (Key<'_>, usize)| Accepted {
            path: path.to_owned(),
            code: code.to_owned(),
            words: words.to_owned(),
            count,
        };
        Self { version: VERSION, findings: counts.into_iter().map(accepted).collect() }
    }

    /// Reads what [`Baseline::write`] wrote.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Writes it as JSON, in the order of paths and codes.
    pub fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }

    /// Takes the accepted findings out of `files`.
    pub fn take_out(&self, files: &mut [Checked]) {
        let mut left: BTreeMap<[String; 3], usize> = BTreeMap::new();
        for Accepted { path, code, words, count } in &self.findings {
            *left.entry([path, code, words].map(String::clone)).or_default() += count;
        }
        for file in files {
            let mut new = Vec::new();
            for index in 0..file.found.len() {
                let (path, code, words) = key(file, index);
                match left.get_mut(&[path, code, words].map(str::to_owned)) {
                    Some(count) if *count > 0 => *count -= 1,
                    _ => new.push(file.found[index].clone()),
                }
            }
            file.found = new;
        }
    }
}

fn key(file: &Checked, index: usize) -> Key<'_> {
    let found = &file.found[index];
    (&file.path, &found.finding.code, found.decoded.as_ref().map_or("", |range| around(&file.decoded, range)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::pipeline::examine;
    use crate::source::from_bytes;

    fn checked(text: &str) -> Vec<Checked> {
        let source = from_bytes("通知.txt".to_owned(), text.as_bytes().to_vec()).expect("a text");
        let options = Options { encoding: Some("utf-8".to_owned()), ..Options::default() };
        vec![examine(source, &options).expect("a document").into()]
    }

    #[test]
    fn what_is_accepted_is_said_no_more_and_what_is_new_is() {
        let notice = "关于整理档案的通知\n各科室：\n一、主要任务\n1、清点文件。责任科室：办公室。\n2、装订成册。责任科室：档案室，完成时间：尽快。\n";
        let mut written = Vec::new();
        Baseline::of(&checked(notice)).write(&mut written).expect("a baseline");
        let baseline = Baseline::read(&String::from_utf8_lossy(&written)).expect("a baseline");
        let mut same = checked(&notice.replace("各科室：\n", "各科室：\n请认真落实。\n"));
        assert!(same[0].found.len() > 2);
        baseline.take_out(&mut same);
        assert!(same[0].found.is_empty(), "{:?}", same[0].found);
        let mut more = checked(&notice.replace("责任科室：办公室", "责任科室：办公室、办公室"));
        baseline.take_out(&mut more);
        let codes: Vec<&str> = more[0].found.iter().map(|found| found.finding.code.as_str()).collect();
        assert!(codes.contains(&"U004"), "{codes:?}");
    }
}
