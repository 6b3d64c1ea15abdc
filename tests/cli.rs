//! The commands as a user runs them: a table of command line, standard input, output, complaints and status.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Runs the program in `folder`.
fn run(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tongzhi"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that stops before it has read everything is part of what is tested.
    let _ = child.stdin.take().expect("standard input is piped").write_all(stdin);
    child.wait_with_output().expect("the program ends")
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file is written");
    write("one.txt", "关于整理档案的通知\n各科室：\n一、整理档案。责任科室：档案室，完成时间：2013年4月20日之前。\n".as_bytes());
    write(
        "gbk.txt",
        &encoding_rs::GB18030.encode("关于整理档案的通知\n各科室：\n一、整理档案。责任科室：档案室，完成时间：2013年4月20日之前。\n").0,
    );
    write("empty.txt", b"");
    write("bundle.docx", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00");
    write("old.doc", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0]);
    std::fs::create_dir(folder.path().join("sub")).expect("a folder is made");
    folder
}

#[test]
fn status_and_complaints() {
    let folder = folder();
    // arguments, documents printed, what standard error says (in parts), status
    let cases: &[(&[&str], usize, &[&str], i32)] = &[
        (&["parse", "one.txt"], 1, &[], 0),
        (&["parse", "gbk.txt"], 1, &[], 0),
        (&["parse", "one.txt", "gbk.txt"], 2, &[], 0),
        (&["parse", "missing.txt"], 0, &["missing.txt: ", "No such file"], 2),
        (&["parse", "empty.txt"], 0, &["empty.txt: ", "empty"], 2),
        (&["parse", "bundle.docx"], 0, &["bundle.docx: "], 2),
        (&["parse", "old.doc"], 0, &["old.doc: "], 2),
        (&["parse", "one.txt", "missing.txt", "empty.txt", "gbk.txt"], 2, &["missing.txt: ", "empty.txt: "], 2),
        (&["parse", "--encoding", "klingon", "one.txt"], 0, &["one.txt: ", "klingon"], 2),
        (&["parse"], 0, &["FILE"], 2),
        (&["parse", "--pretty", "--compact", "one.txt"], 0, &["cannot be used"], 2),
        (&["text", "missing.txt"], 0, &["missing.txt: "], 2),
    ];
    for (arguments, documents, complaints, status) in cases {
        let output = run(folder.path(), arguments, b"");
        let stdout = String::from_utf8(output.stdout).expect("output is UTF-8");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(*status), "{arguments:?}: {stderr}");
        assert_eq!(stdout.lines().count(), *documents, "{arguments:?}");
        for complaint in *complaints {
            assert!(stderr.contains(complaint), "{arguments:?} says {stderr:?}, not {complaint:?}");
        }
        if *status == 0 {
            assert_eq!(stderr, "", "{arguments:?}");
        } else {
            assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
        }
    }
}

#[test]
fn every_input_error_is_one_line() {
    let folder = folder();
    for file in ["missing.txt", "empty.txt", "bundle.docx", "old.doc"] {
        let output = run(folder.path(), &["parse", file], b"");
        assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1, "{file}");
    }
}

#[test]
fn standard_input_goes_by_the_name_it_is_given() {
    let folder = folder();
    let bytes = std::fs::read(folder.path().join("gbk.txt")).expect("the file is there");
    for (arguments, path) in [(vec!["parse", "-"], "-"), (vec!["parse", "--stdin-filename", "2013/007.txt", "-"], "2013/007.txt")] {
        let output = run(folder.path(), &arguments, &bytes);
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
        assert_eq!(document["source"]["path"], path);
        assert_eq!(document["source"]["encoding"], "gb18030");
    }
}

#[test]
fn one_file_is_compact_in_a_pipe_and_indented_when_asked() {
    let folder = folder();
    for (arguments, indented) in [
        (["parse", "--compact", "one.txt"], false),
        (["parse", "--format=json", "one.txt"], false),
        (["parse", "--format=jsonl", "one.txt"], false),
        (["parse", "--pretty", "one.txt"], true),
    ] {
        let output = run(folder.path(), &arguments, b"");
        let stdout = String::from_utf8(output.stdout).expect("output is UTF-8");
        assert_eq!(stdout.lines().count() > 1, indented, "{arguments:?}");
        assert!(stdout.ends_with("}\n"));
    }
}

#[test]
fn an_output_file_appears_whole_and_alone() {
    let folder = folder();
    let output = run(folder.path(), &["parse", "one.txt", "-o", "sub/one.json"], b"");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    let names: Vec<PathBuf> =
        std::fs::read_dir(folder.path().join("sub")).expect("the folder is there").map(|entry| entry.expect("an entry").path()).collect();
    assert_eq!(names, [folder.path().join("sub/one.json")]);
    let written = std::fs::read(folder.path().join("sub/one.json")).expect("the file is there");
    assert_eq!(written, run(folder.path(), &["parse", "one.txt"], b"").stdout);

    let output = run(folder.path(), &["parse", "one.txt", "-o", "nowhere/one.json"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere/one.json"));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = folder();
    let text =
        format!("关于整理档案的通知\n各科室：\n{}", "一、整理档案。责任科室：档案室，完成时间：2013年4月20日之前。\n".repeat(20_000));
    std::fs::write(folder.path().join("long.txt"), text).expect("a file is written");
    for arguments in [["parse", "long.txt"], ["text", "long.txt"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tongzhi"))
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // The reader goes away before the program has written anything.
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_without_colour() {
    let folder = folder();
    let first = run(folder.path(), &["parse", "one.txt", "gbk.txt"], b"").stdout;
    assert_eq!(first, run(folder.path(), &["parse", "one.txt", "gbk.txt"], b"").stdout);
    for arguments in [vec!["parse", "one.txt"], vec!["text", "one.txt"], vec!["parse", "missing.txt"], vec!["--help"]] {
        let output = run(folder.path(), &arguments, b"");
        assert!(!output.stdout.contains(&0x1B) && !output.stderr.contains(&0x1B), "{arguments:?} writes escape sequences into a pipe");
    }
}

/// A draft with one fault, a clean one, and a configuration.
fn drafts() -> tempfile::TempDir {
    let folder = folder();
    let clean = include_str!("../fixtures/clean/points-at-sentence-ends.txt");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file is written");
    write("clean.txt", clean);
    write("faulty.txt", &clean.replace("责任科室：门诊部、财务科，", ""));
    write("off.toml", "[rules]\nignore = [\"U001\"]\n");
    write("wrong.toml", "[rules]\nignor = [\"U001\"]\n");
    folder
}

#[test]
fn check_says_what_it_found_by_its_status() {
    let folder = drafts();
    /// Arguments, parts of the output, parts of the complaints, status.
    type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str], i32);
    let cases: &[Case] = &[
        (&["check", "--lang", "zh", "clean.txt"], &["检查了 1 个文件，没有发现问题。"], &[], 0),
        (&["check", "--lang", "en", "clean.txt", "faulty.txt"], &["faulty.txt:20:1: warning[U001]", "1 finding in 1 of 2 files"], &[], 1),
        (&["check", "--lang", "zh", "faulty.txt"], &["20 | 1、开展", "\n   | ^^^\n"], &[], 1),
        (&["check", "--exit-zero", "--format", "concise", "faulty.txt"], &["faulty.txt:20:1: U001 "], &[], 0),
        (&["check", "--ignore", "U", "faulty.txt"], &[], &[], 0),
        (&["check", "--select", "D,N", "faulty.txt"], &[], &[], 0),
        (&["check", "--select", "Z", "faulty.txt"], &[], &["tongzhi rules"], 2),
        (&["check", "--config", "off.toml", "faulty.txt"], &[], &[], 0),
        (&["check", "--config", "wrong.toml", "faulty.txt"], &[], &["wrong.toml", "rules.ignor", "`ignore`"], 2),
        (&["check", "--statistics", "--format", "json", "faulty.txt"], &["     1  U001  missing-responsible-unit\n"], &[], 1),
        (&["check", "faulty.txt", "missing.txt"], &["faulty.txt:20:1"], &["missing.txt: "], 2),
        (&["check", "--baseline", "known.json", "--write-baseline", "faulty.txt"], &[], &[], 0),
        (&["check", "--baseline", "known.json", "faulty.txt"], &[], &[], 0),
        (&["rules", "--lang", "en"], &["U001  missing-responsible-unit", "T004  half-width-punctuation"], &[], 0),
        (&["explain", "--lang", "zh", "u001"], &["# U001 missing-responsible-unit", "## 中文", "```mended"], &[], 0),
        (&["explain", "X999"], &[], &["X999"], 2),
    ];
    for (arguments, says, complaints, status) in cases {
        let output = run(folder.path(), arguments, b"");
        let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(*status), "{arguments:?}: {stdout}{stderr}");
        for part in *says {
            assert!(stdout.contains(part), "{arguments:?}: {stdout}");
        }
        for part in *complaints {
            assert!(stderr.contains(part), "{arguments:?}: {stderr}");
        }
    }
}

#[test]
fn findings_come_in_every_format() {
    let folder = drafts();
    let text = std::fs::read(folder.path().join("faulty.txt")).expect("a draft");
    let printed = |format: &str| {
        let output = run(folder.path(), &["check", "--lang", "en", "--format", format, "--stdin-filename", "通知,1.txt", "-"], &text);
        assert_eq!(output.status.code(), Some(1), "{format}");
        String::from_utf8(output.stdout).expect("output is UTF-8")
    };
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let place = json(&printed("json"))[0].clone();
    assert_eq!([&place["path"], &place["code"], &place["line"]], [&"通知,1.txt".into(), &"U001".into(), &serde_json::json!(20)]);
    assert_eq!([&place["column"], &place["end_line"], &place["end_column"]], [1, 20, 3].map(serde_json::Value::from).each_ref());
    assert_eq!(json(printed("jsonl").trim_end()), place);
    let sarif = json(&printed("sarif"));
    let result = &sarif["runs"][0]["results"][0];
    let rule = result["ruleIndex"].as_u64().expect("an index") as usize;
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][rule]["id"], "U001");
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "%E9%80%9A%E7%9F%A5%2C1.txt");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["endColumn"], 3);
    assert_eq!(json(&printed("gitlab"))[0]["location"]["lines"]["begin"], 20);
    let github = "::warning file=通知%2C1.txt,title=U001 missing-responsible-unit,line=20,col=1,endLine=20,endColumn=3::";
    assert!(printed("github").starts_with(github), "{}", printed("github"));
    assert!(printed("junit").contains("<testsuites name=\"tongzhi\" tests=\"1\" failures=\"1\" errors=\"0\">"));
    assert!(printed("csv").contains("\r\n\"通知,1.txt\",20,1,20,3,U001,missing-responsible-unit,warning,"));
}

#[test]
fn fixes_are_shown_or_made() {
    let folder = drafts();
    let path = |name: &str| folder.path().join(name);
    let draft = "石医发〔2013〕4号\r\n关于整理档案的通知\r\n各科室：\r\n一、清点,登记。责任科室：档案室，完成时间：4月20日前。\r\n三、装订。责任科室：，完成时间：5月底前。\r\n石渠县医院\r\n2013年3月5日\r\n";
    let mended = draft.replace("清点,登记", "清点，登记").replace("三、", "二、");
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    std::fs::write(path("draft.txt"), gbk(draft)).expect("a draft is written");
    std::fs::write(path("rules.toml"), "[[paths]]\nfiles = [\"draft.txt\"]\nignore = [\"U003\"]\n").expect("a file is written");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats/notice.docx"), path("notice.docx")).expect("a copy");
    let docx = std::fs::read(path("notice.docx")).expect("a file");
    let said = |arguments: &[&str], stdin: &[u8]| {
        let output = run(folder.path(), arguments, stdin);
        (output.status.code(), output.stdout, String::from_utf8_lossy(&output.stderr).into_owned())
    };

    let (status, diff, summary) = said(&["check", "--lang", "en", "--fix", "--diff", "draft.txt"], b"");
    let diff = String::from_utf8(diff).expect("a diff is UTF-8");
    assert_eq!(status, Some(1));
    assert!(diff.starts_with("--- draft.txt\n+++ draft.txt\n@@ -1,7 +1,7 @@\n 石医发"), "{diff}");
    assert!(diff.contains("\n-一、清点,登记") && diff.contains("\n+一、清点，登记") && diff.contains("\n+二、装订"), "{diff}");
    assert_eq!(summary, "Would fix 2, 1 remaining; no file was changed.\n");
    assert_eq!(std::fs::read(path("draft.txt")).expect("the draft"), gbk(draft));

    let (status, text, _) = said(&["check", "--fix", "-"], &gbk(draft));
    assert!(status == Some(1) && text == gbk(&mended));

    let (status, found, complaints) = said(&["check", "--lang", "en", "--fix", "--format", "concise", "draft.txt", "notice.docx"], b"");
    let found = String::from_utf8_lossy(&found).into_owned();
    assert_eq!(status, Some(1));
    assert!(found.contains("draft.txt:5:6: U003 ") && !found.contains("T004"), "{found}");
    assert!(
        complaints.contains("notice.docx: is no plain text (docx); left as it is\n") && complaints.contains("Fixed 2, "),
        "{complaints}"
    );
    assert_eq!(std::fs::read(path("draft.txt")).expect("the draft"), gbk(&mended));
    assert_eq!(std::fs::read(path("notice.docx")).expect("the file"), docx);

    // A name in GBK, as old archives have them.
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = folder.path().join(std::ffi::OsStr::from_bytes(&gbk("党办")));
        std::fs::write(&name, gbk(draft)).expect("a draft is written");
        let (_, _, complaints) = said(&["check", "--lang", "en", "--fix", "."], b"");
        assert!(complaints.contains("Fixed 2, "), "{complaints}");
        assert_eq!(std::fs::read(&name).expect("the draft"), gbk(&mended));
        std::fs::remove_file(&name).expect("it is there");
    }

    // What the configuration says of the path holds, and nothing is left to mend.
    let (status, _, summary) = said(&["check", "--lang", "zh", "--config", "rules.toml", "--fix", "draft.txt"], b"");
    assert_eq!((status, summary.as_str()), (Some(0), "已修正 0 处，还有 0 处。\n"));
    assert_eq!(std::fs::read(path("draft.txt")).expect("the draft"), gbk(&mended));
    let (status, schema, _) = said(&["config", "schema"], b"");
    assert!(status == Some(0) && serde_json::from_slice::<serde_json::Value>(&schema).is_ok());
}
