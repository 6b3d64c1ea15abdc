//! What `--fix` changes, and what it must not.

use std::path::{Path, PathBuf};

use tongzhi::Options;
use tongzhi::check::{RULES, example};
use tongzhi::fix::mend;
use tongzhi::notice::Document;
use tongzhi::source::from_bytes;

use crate::faults;
use crate::forge::{self, forge};

fn document(bytes: &[u8], options: &Options) -> Document {
    let source = from_bytes("-".to_owned(), bytes.to_vec()).expect("a text");
    tongzhi::parse(source, options).expect("a document")
}

/// Every assignment as item, units and deadlines.
fn assignments(document: &Document) -> Vec<String> {
    let assignments = document.notices.iter().flat_map(|notice| &notice.assignments);
    let said = assignments.flat_map(|assignment| {
        assignment.fields.iter().map(move |field| {
            let spaceless = |units: &[String]| units.join("、").split_whitespace().collect::<String>();
            format!("{:?} {:?} {:?} {} {:?}", assignment.item, assignment.covers, field.kind, spaceless(&field.units), field.deadline)
        })
    });
    said.collect()
}

/// How a text can stand in a file.
fn writings(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let unix = text.replace("\r\n", "\n");
    let dos = unix.replace('\n', "\r\n");
    let wide = |order: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(dos.encode_utf16()).flat_map(order).collect()
    };
    let mut all = vec![
        ("utf-8", unix.clone().into_bytes()),
        ("utf-8 with mark and CR LF", format!("\u{FEFF}{dos}").into_bytes()),
        ("utf-16le with mark", wide(u16::to_le_bytes, true)),
        ("utf-16be with mark", wide(u16::to_be_bytes, true)),
        ("utf-16le", wide(u16::to_le_bytes, false)),
    ];
    for (name, encoding) in [("gb18030", encoding_rs::GB18030), ("big5", encoding_rs::BIG5)] {
        let (bytes, _, unmappable) = encoding.encode(&dos);
        if !unmappable {
            all.push((name, bytes.into_owned()));
        }
    }
    all
}

/// Mends `bytes`, and asks of the outcome what must hold of any.
fn mended(name: &str, bytes: &[u8]) -> Vec<u8> {
    let options = Options::default();
    let once = mend("-", bytes.to_vec(), &options, |_| ()).expect(name);
    let twice = mend("-", once.bytes.clone(), &options, |_| ()).expect(name);
    assert_eq!(twice.count, 0, "{name} is mended again: {:?}", twice.left.found);
    assert_eq!(twice.bytes, once.bytes, "{name}");
    let (before, after) = (document(bytes, &options), document(&once.bytes, &options));
    assert_eq!(before.source.encoding, after.source.encoding, "{name}");
    assert_eq!(assignments(&before), assignments(&after), "{name}");
    let findings = |document: &Document| document.notices.iter().map(|notice| notice.findings.len()).sum::<usize>();
    assert_eq!(findings(&before), findings(&after) + once.count, "{name}: {:?}", after.notices[0].findings);
    if once.count == 0 {
        assert_eq!(once.bytes, bytes, "{name}");
    }
    once.bytes
}

fn texts_of(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).expect("the fixtures").map(|entry| entry.expect("a fixture").path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "txt")).collect();
    paths.sort();
    paths
}

#[test]
fn nothing_but_the_fault_is_changed() {
    // what stands in the notice, what is to stand there
    let cases = [
        ("一、清点文件。责任科室：档案室,完成时间:2013年4月20日前;", "一、清点文件。责任科室：档案室，完成时间：2013年4月20日前；"),
        ("一、清点文件。責任科室：档案室，完成时间：2013年4月20日前。", "一、清点文件。责任科室：档案室，完成时间：2013年4月20日前。"),
        ("一、清点文件。\n责 任 科 室：档案室\n完成时间：2013年4月20日前", "一、清点文件。\n责任科室：档案室\n完成时间：2013年4月20日前"),
        ("一、清点文件。\n责 任 科 室：档案室\n完 成 时 间：4月20日前", "一、清点文件。\n责 任 科 室：档案室\n完 成 时 间：4月20日前"),
        ("一、清点文件。\n责　任　人：王某某\n完成时间：2013年4月20日前", "一、清点文件。\n责　任　人：王某某\n完成时间：2013年4月20日前"),
        ("一、清点。上午8:30集合,准时。\n三、装订。\n四、上架。", "一、清点。上午8:30集合，准时。\n二、装订。\n三、上架。"),
        ("一、清点。\n1、找。\n2、查。\n3、记。\n三、装订。", "一、清点。\n1、找。\n2、查。\n3、记。\n二、装订。"),
        ("（一）清点。\n（二）装订。\n（四）上架。\n（六）入库。", "（一）清点。\n（二）装订。\n（三）上架。\n（四）入库。"),
        // A number that is cited, one that stands somewhere after all, and a beginning that is lost.
        ("一、清点。\n三、装订。按第三项办理。", "一、清点。\n三、装订。按第三项办理。"),
        ("一、清点，二、登记。\n三、装订。\n五、上架。见（五）。", "一、清点，二、登记。\n三、装订。\n五、上架。见（五）。"),
        ("二、清点。\n三、装订。", "二、清点。\n三、装订。"),
        ("一、清点。\n二、登记。\n二、装订。\n三、上架。", "一、清点。\n二、登记。\n二、装订。\n三、上架。"),
        ("第一条 清点。\n第三条 装订。", "第一条 清点。\n第三条 装订。"),
    ];
    for (faulty, expected) in cases {
        let notice = |body: &str| {
            format!(
                "石医发〔2013〕4号\n关于整理档案的通知\n各科室：\n现将整理档案工作通知如下，请认真抓好落实。\n{body}\n石渠县医院\n2013年3月5日\n"
            )
        };
        for ((name, before), (_, after)) in writings(&notice(faulty)).iter().zip(writings(&notice(expected))) {
            let found = mended(name, before);
            assert!(found == after, "{name} {faulty}");
        }
    }
}

#[test]
fn mended_files_say_what_they_said() {
    for path in texts_of("fixtures").into_iter().chain(texts_of("fixtures/clean")) {
        mended(&path.display().to_string(), &std::fs::read(&path).expect("a fixture"));
    }
    for rule in RULES {
        let text = example(rule.page, "faulty").expect("an example");
        for (name, bytes) in writings(text) {
            mended(&format!("{} in {name}", rule.code), &bytes);
        }
    }
    let count: u64 = std::env::var("FORGE_COUNT").ok().and_then(|value| value.parse().ok()).unwrap_or(40) / 10;
    for seed in 0..count {
        let forged = forge(seed, &forge::Options::COMPLETE);
        mended(&format!("forged {seed}"), forged.text.as_bytes());
        for (code, _, spoilt) in faults::spoil(&forged, seed) {
            mended(&format!("forged {seed} with {code}"), spoilt.text.as_bytes());
        }
    }
}
