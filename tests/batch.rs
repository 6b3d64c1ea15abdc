//! Many files in one go, as a user runs it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongzhi"));
    command.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = command(folder, arguments).spawn().expect("the program starts");
    // A program that stops before it has read everything is part of what is tested.
    let _ = child.stdin.take().expect("standard input is piped").write_all(stdin);
    child.wait_with_output().expect("the program ends")
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders are made");
    std::fs::write(path, bytes).expect("a file is written");
}

fn notice(number: usize) -> String {
    format!(
        "关于开展第{number}次档案整理的通知\n各科室：\n一、清点档案。责任科室：档案室，完成时间：2013年4月{}日之前。\n二、补齐目录。责任科室：办公室。\n办公室\n2013年3月15日\n",
        number % 28 + 1
    )
}

/// An archive with a bit of everything; nine files in it can be read, two cannot.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    for (number, name) in ["a/2.txt", "a/10.txt", "a/sub/1.txt", "a/通知.TXT", "a/x.md", "b/1.txt", "b/~不是锁.txt"].into_iter().enumerate()
    {
        write(path, name, notice(number).as_bytes());
    }
    write(path, "a/gbk.txt", &encoding_rs::GB18030.encode(&notice(7)).0);
    write(path, "a/empty.txt", b"");
    write(path, "a/picture.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01");
    write(path, "a/.hidden.txt", notice(8).as_bytes());
    write(path, "a/.git/1.txt", notice(8).as_bytes());
    write(path, "a/~$lock.doc", b"\x05owner");
    write(path, "a/tongzhi.toml", b"[rules]\nignore = [\"N\"]\n");
    write(path, "b/old.pdf", b"%PDF-1.4\n");
    write(path, "b/bundle.zip", &bundle());
    folder
}

/// A bundle with a notice, one with a name that leads out of it, and an empty file.
fn bundle() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("m/1.txt", notice(9)), ("../../out.txt", notice(10)), ("m/__MACOSX", notice(11))] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        zip.write_all(text.as_bytes()).expect("a member is written");
    }
    zip.finish().expect("an archive").into_inner()
}

fn paths_of(stdout: &[u8]) -> Vec<String> {
    let documents = stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    documents
        .map(|line| serde_json::from_slice::<Value>(line).expect("JSON")["source"]["path"].as_str().expect("a path").to_owned())
        .collect()
}

const ALL: [&str; 10] = [
    "a/10.txt",
    "a/2.txt",
    "a/gbk.txt",
    "a/sub/1.txt",
    "a/x.md",
    "a/通知.TXT",
    "b/1.txt",
    "b/bundle.zip!/m/1.txt",
    "b/bundle.zip!/../../out.txt",
    "b/~不是锁.txt",
];

#[test]
fn what_is_read_and_what_is_said() {
    let folder = archive();
    write(folder.path(), "list.txt", "\u{feff}b/1.txt\r\n\r\na/sub\r\n".as_bytes());
    write(folder.path(), "list.nul", b"a/2.txt\0b/1.txt");
    std::fs::create_dir(folder.path().join("none")).expect("a folder");
    /// Arguments, standard input, paths of the documents printed, parts of what standard error says, status.
    type Case<'a> = (&'a [&'a str], &'a [u8], &'a [&'a str], &'a [&'a str], i32);
    let cases: &[Case] = &[
        (
            &["parse", "a", "b"],
            b"",
            &ALL,
            &["a/empty.txt: is empty", "b/old.pdf: is a PDF", "9 done, 2 failed, 4 skipped (3 hidden, 1 binary)"],
            2,
        ),
        (&["parse", "-j1", "a", "b"], b"", &ALL, &["9 done"], 2),
        (&["parse", "-j7", "a", "b"], b"", &ALL, &["9 done"], 2),
        (&["parse", "a/sub/"], b"", &["a/sub/1.txt"], &["1 done, 0 failed, 0 skipped;"], 0),
        (&["parse", "a", "--glob", "*.txt", "--glob", "!gbk*", "--glob", "!empty.*"], b"", &ALL[..6], &["4 done, 0 failed"], 0),
        (&["parse", "b/1.txt", "a/sub", "a/2.txt"], b"", &["b/1.txt", "a/sub/1.txt", "a/2.txt"], &["3 done"], 0),
        (&["parse", "b/1.txt", "a/2.txt"], b"", &["b/1.txt", "a/2.txt"], &[], 0),
        (&["parse", "--files-from", "list.txt"], b"", &["b/1.txt", "a/sub/1.txt"], &["2 done"], 0),
        (&["parse", "--files-from", "list.nul"], b"", &["a/2.txt", "b/1.txt"], &["2 done"], 0),
        (&["parse", "--files-from", "-"], b"a/2.txt\nmissing.txt\n", &["a/2.txt"], &["missing.txt: No such file", "1 done, 1 failed"], 2),
        (&["parse", "--files-from", "-"], b"a/picture.jpg\n", &[], &["no file found", "1 binary"], 0),
        (&["parse", "a/picture.jpg"], b"", &[], &["a/picture.jpg: is not text but a JPEG picture"], 2),
        (&["parse", "--files-from", "nowhere"], b"", &[], &["--files-from nowhere: No such file"], 2),
        (&["parse", "--max-bytes", "200", "a/sub", "b"], b"", &[], &["a/sub/1.txt: has ", "more than the 200 bytes"], 2),
        (&["parse", "--max-bytes", "1K", "a/sub"], b"", &["a/sub/1.txt"], &[], 0),
        (&["parse", "--max-bytes", "much", "a/sub"], b"", &[], &["256M"], 2),
        (&["parse", "--glob", "a{", "a"], b"", &[], &["--glob"], 2),
        (&["parse", "none"], b"", &[], &["no file found"], 0),
        (&["parse", "a", "-o", "a"], b"", &[], &["both read and written"], 2),
        (&["parse", "--resume", "a"], b"", &[], &["--output"], 2),
    ];
    for (arguments, stdin, paths, complaints, status) in cases {
        let output = run(folder.path(), arguments, stdin);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(*status), "{arguments:?}: {stderr}");
        let expected: Vec<&str> = match arguments.contains(&"--glob") && *status == 0 {
            true => paths.iter().copied().filter(|path| !path.ends_with(".md") && !path.contains("gbk")).collect(),
            false => paths.to_vec(),
        };
        assert_eq!(paths_of(&output.stdout), expected, "{arguments:?}: {stderr}");
        for complaint in *complaints {
            assert!(stderr.contains(complaint), "{arguments:?} says {stderr:?}, not {complaint:?}");
        }
        assert!(!stderr.contains("panicked") && !stderr.contains('\x1B'), "{arguments:?}: {stderr}");
        if complaints.is_empty() {
            assert_eq!(stderr.lines().count(), usize::from(arguments.contains(&"a/sub")), "{arguments:?}: {stderr}");
        }
    }
}

#[test]
fn every_command_takes_folders() {
    let folder = archive();
    let count = |arguments: &[&str]| {
        let output = run(folder.path(), arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        let stdout = String::from_utf8(output.stdout).expect("output is UTF-8");
        ALL.iter().filter(|path| stdout.contains(*path)).count()
    };
    assert_eq!(count(&["detect", "a", "b"]), ALL.len());
    assert_eq!(count(&["detect", "--format", "jsonl", "a", "b"]), ALL.len());
    for format in ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "csv"] {
        // Every notice has a task without a date. In SARIF's addresses, Chinese characters and `!` stand encoded.
        let expected = if format == "sarif" { ALL.iter().filter(|path| path.is_ascii() && !path.contains('!')).count() } else { ALL.len() };
        assert_eq!(count(&["check", "--format", format, "a", "b"]), expected, "{format}");
    }
    let output = run(folder.path(), &["text", "a/sub", "b/1.txt"], b"");
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{}{}", notice(2), notice(5)));
}

#[test]
fn failures_are_recorded() {
    let folder = archive();
    for output in [&["-o", "out.jsonl"][..], &["-o", "out/"], &[]] {
        let arguments = [&["parse", "a", "b", "missing.txt", "--errors", "errors.jsonl"], output].concat();
        assert_eq!(run(folder.path(), &arguments, b"").status.code(), Some(2));
        let errors = std::fs::read_to_string(folder.path().join("errors.jsonl")).expect("the file of errors");
        let records: Vec<Value> = errors.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let found: Vec<_> = records.iter().map(|record| (record["path"].as_str(), record["code"].as_str())).collect();
        let expected = [("a/empty.txt", "empty"), ("b/old.pdf", "unsupported"), ("missing.txt", "missing")];
        assert_eq!(found, expected.map(|(path, code)| (Some(path), Some(code))));
        assert!(records.iter().all(|record| record["reason"].as_str().is_some_and(|reason| !reason.is_empty())));
    }
}

/// Every file below `folder` but the tree's own, with its content.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != ".tongzhi") {
                    folders.push(path);
                }
            } else {
                let bytes = std::fs::read(&path).expect("a file");
                files.insert(path.strip_prefix(folder).expect("a file below the folder").to_owned(), bytes);
            }
        }
    }
    files
}

#[test]
fn a_tree_mirrors_its_inputs() {
    let folder = archive();
    // inputs, files written
    let cases: &[(&[&str], &[&str])] = &[
        (&["a/sub"], &["1.txt.json"]),
        (&["./a/sub/", "a/2.txt"], &["2.txt.json", "sub/1.txt.json"]),
        (&["b/1.txt"], &["1.txt.json"]),
        (&["b/bundle.zip"], &["bundle.zip!/m/1.txt.json", "bundle.zip!/out.txt.json"]),
        (&["a/sub", "b/1.txt"], &["a/sub/1.txt.json", "b/1.txt.json"]),
        (&["--files-from", "-"], &["a/sub/1.txt.json"]),
        (&["-"], &["stdin.json"]),
    ];
    for (inputs, expected) in cases {
        let arguments = [&["parse", "-o", "out/"], *inputs].concat();
        let stdin = if inputs.contains(&"-") && inputs.len() == 1 { notice(1) } else { "a/sub/1.txt\n".to_owned() };
        let output = run(folder.path(), &arguments, stdin.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{inputs:?}: {}", String::from_utf8_lossy(&output.stderr));
        let written: Vec<String> = tree(&folder.path().join("out")).into_keys().map(|path| path.display().to_string()).collect();
        assert_eq!(written, *expected, "{inputs:?}");
        std::fs::remove_dir_all(folder.path().join("out")).expect("a folder is removed");
    }
}

#[test]
fn a_run_goes_on_with_what_is_new() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    for number in 0..20 {
        write(path, &format!("in/{number:02}.txt"), notice(number).as_bytes());
    }
    for (output, result) in [("out.jsonl", "out.jsonl"), ("out/", "out")] {
        let go_on = |more: &[&str]| {
            let output = run(path, &[&["parse", "in", "-o", output, "--resume"], more].concat(), b"");
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8_lossy(&output.stderr).into_owned()
        };
        let is_fresh = || {
            let name = if output.ends_with('/') { "fresh/" } else { "fresh.jsonl" };
            run(path, &["parse", "in", "-o", name], b"");
            let (fresh, resumed) = (path.join(name), path.join(result));
            if fresh.is_dir() {
                assert_eq!(tree(&fresh), tree(&resumed));
                std::fs::remove_dir_all(fresh).expect("a folder is removed");
            } else {
                assert_eq!(std::fs::read(fresh).expect("a file"), std::fs::read(resumed).expect("a file"));
            }
        };
        write(path, "in/05.txt", notice(5).as_bytes());
        let _ = std::fs::remove_file(path.join("in/031.txt"));
        assert!(go_on(&[]).contains("20 done, 0 failed"));
        assert!(go_on(&[]).contains("20 done (20 of them earlier)"));
        is_fresh();
        // A file of the same length and date, but with other words; one more in the middle.
        let date = path.join("in/05.txt").metadata().expect("a file").modified().expect("a date");
        write(path, "in/05.txt", notice(5).replace("档案室", "资料室").as_bytes());
        std::fs::File::options().append(true).open(path.join("in/05.txt")).expect("a file").set_modified(date).expect("a date is set");
        write(path, "in/031.txt", notice(31).as_bytes());
        assert!(go_on(&[]).contains("21 done (19 of them earlier)"));
        is_fresh();
        assert!(go_on(&[]).contains("21 done (21 of them earlier)"));
        if !output.ends_with('/') {
            // A file that is gone has no line any more; a tree keeps what it has.
            std::fs::remove_file(path.join("in/031.txt")).expect("a file is removed");
            assert!(go_on(&[]).contains("20 done (20 of them earlier)"));
            is_fresh();
            write(path, "in/031.txt", notice(31).as_bytes());
            assert!(go_on(&[]).contains("21 done (20 of them earlier)"));
        }
        // An output that somebody changed is no result.
        let changed = if output.ends_with('/') { path.join("out/07.txt.json") } else { path.join(output) };
        let bytes = std::fs::read_to_string(&changed).expect("a file");
        std::fs::write(&changed, bytes.replacen("第7次", "第八次", 1)).expect("a file is written");
        let kept = if output.ends_with('/') { "(20 of them earlier)" } else { " of them earlier)" };
        assert!(go_on(&[]).contains(kept));
        is_fresh();
        let said = go_on(&["--quotes"]);
        assert!(said.contains("another version or configuration") && said.contains("21 done, 0 failed"), "{said}");
        assert!(go_on(&["--quotes"]).contains("21 done (21 of them earlier)"));
        let left: Vec<_> = std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".partial")), "{left:?}");
    }
}

/// Numbers that look random: xorshift.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// What a run has printed on standard error when it has ended.
fn said(child: Child) -> String {
    String::from_utf8_lossy(&child.wait_with_output().expect("the program ends").stderr).into_owned()
}

#[test]
fn a_killed_run_leaves_nothing_half_written_and_goes_on() {
    let kills: usize = std::env::var("KILL_COUNT").ok().and_then(|value| value.parse().ok()).unwrap_or(6);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    for number in 0..120 {
        write(path, &format!("in/{}/{number}.txt", number % 7), notice(number).repeat(8).as_bytes());
    }
    let started = Instant::now();
    assert_eq!(run(path, &["parse", "in", "-o", "whole/"], b"").status.code(), Some(0));
    run(path, &["parse", "in", "-o", "whole.jsonl"], b"");
    let whole_time = started.elapsed() / 2;
    let whole = (std::fs::read(path.join("whole.jsonl")).expect("a file"), tree(&path.join("whole")));
    let mut dice = Dice(std::process::id().into());
    for output in ["out.jsonl", "out/"] {
        let (mut killed, mut kept, mut finished) = (0, 0, 0);
        let is_tree = output.ends_with('/');
        // Which kill leaves something to go on with is a matter of luck: there are more of them, by turns with whole runs, until one has.
        let mut spared = false;
        while killed < kills || finished == 0 || (kept == 0 && killed < 20 * kills) {
            let mut child = command(path, &["parse", "in", "-o", output, "--resume"]).spawn().expect("the program starts");
            spared = killed >= kills && !spared;
            if !spared {
                std::thread::sleep(whole_time * dice.below(1000) as u32 / 1000);
                child.kill().expect("the program is killed");
            }
            let ended = child.try_wait().ok().flatten().is_some_and(|status| status.success());
            let said = said(child);
            let is_done = said.contains("120 done");
            killed += usize::from(!is_done);
            if !is_done {
                assert!(!ended, "{said}");
            }
            if is_tree {
                for (name, bytes) in tree(&path.join("out")) {
                    assert!(whole.1.get(&name) == Some(&bytes), "{} is not whole", name.display());
                }
            } else if let Ok(bytes) = std::fs::read(path.join("out.jsonl")) {
                assert!(bytes == whole.0, "out.jsonl has {} bytes instead of {}", bytes.len(), whole.0.len());
            }
            if is_done {
                kept += usize::from(said.contains("of them earlier"));
                finished += 1;
                if is_tree {
                    assert!(tree(&path.join("out")) == whole.1);
                    std::fs::remove_dir_all(path.join("out")).expect("a folder is removed");
                } else {
                    assert!(std::fs::read(path.join("out.jsonl")).is_ok_and(|bytes| bytes == whole.0));
                    std::fs::remove_file(path.join("out.jsonl")).expect("a file is removed");
                }
            }
        }
        println!("{output}: killed {killed} times, {finished} runs came to their end, {kept} of them with results of killed ones");
        assert!(kept > 0, "{output}: no run went on with anything");
    }
}

#[test]
#[cfg(unix)]
fn an_interrupted_run_keeps_what_is_done() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    for number in 0..400 {
        write(path, &format!("in/{number:03}.txt"), notice(number).repeat(20).as_bytes());
    }
    let mut child = command(path, &["parse", "in", "-j1", "-o", "out.jsonl"]).spawn().expect("the program starts");
    drop(child.stdin.take());
    let begun = Instant::now();
    while std::fs::metadata(path.join("out.jsonl.partial")).map_or(0, |metadata| metadata.len()) == 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is written");
        std::thread::sleep(Duration::from_millis(1));
    }
    let status = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(status.success());
    let output = child.wait_with_output().expect("the program ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("interrupted: ") && said.contains("--resume"), "{said}");
    assert!(!path.join("out.jsonl").exists());
    let output = run(path, &["parse", "in", "-o", "out.jsonl", "--resume"], b"");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("400 done (") && said.contains("of them earlier)"), "{said}");
    assert_eq!(std::fs::read(path.join("out.jsonl")).expect("a file"), run(path, &["parse", "in"], b"").stdout);
}

#[test]
fn two_runs_do_not_write_the_same() {
    let folder = archive();
    let mut first = command(folder.path(), &["parse", "-", "b/1.txt", "-o", "out.jsonl"]).spawn().expect("the program starts");
    let begun = Instant::now();
    while !folder.path().join("out.jsonl.partial").exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is written");
        std::thread::sleep(Duration::from_millis(1));
    }
    let second = run(folder.path(), &["parse", "a/sub", "-o", "out.jsonl"], b"");
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another run is writing there"));
    first.stdin.take().expect("standard input is piped").write_all(notice(1).as_bytes()).expect("the program reads");
    assert_eq!(first.wait_with_output().expect("the program ends").status.code(), Some(0));
    assert_eq!(paths_of(&std::fs::read(folder.path().join("out.jsonl")).expect("a file")), ["-", "b/1.txt"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_ends_the_run_with_a_reason() {
    let folder = archive();
    write(folder.path(), "long.txt", notice(1).repeat(4000).as_bytes());
    for arguments in
        [&["parse", "a", "-o", "/dev/full"][..], &["parse", "a/2.txt", "-o", "/dev/full"], &["parse", "long.txt", "b", "-o", "/dev/full"]]
    {
        let output = run(folder.path(), arguments, b"");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("No space left"), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(run(folder.path(), &["parse", "b/1.txt", "-o", "/dev/null"], b"").status.code(), Some(0));
    assert!(!std::fs::metadata("/dev/null").expect("the device is there").is_file());
}

#[test]
fn a_stream_answers_each_line_before_the_next_comes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut child = command(folder.path(), &["parse", "--stream", "-j2", "--max-bytes", "4K"]).spawn().expect("the program starts");
    let (mut requests, answers) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
    let mut answers = BufReader::new(answers);
    let mut ask = |line: &str| {
        writeln!(requests, "{line}").expect("the program reads");
        let mut answer = String::new();
        answers.read_line(&mut answer).expect("the program answers");
        serde_json::from_str::<Value>(&answer).expect("JSON")
    };
    let whole = serde_json::json!({"id": "7", "text": notice(3)}).to_string();
    let answer = ask(&whole);
    assert_eq!((&answer["id"], &answer["error"]), (&"7".into(), &Value::Null));
    assert_eq!(answer["documents"][0]["notices"][0]["title"], "关于开展第3次档案整理的通知");
    assert_eq!(answer["documents"][0]["source"]["path"], "7");
    assert_eq!(ask("no JSON")["error"]["code"], "malformed");
    assert_eq!(ask(&format!("{{\"text\":\"{}\"}}", "长".repeat(5000)))["error"]["code"], "too-large");
    assert_eq!(ask(&whole), answer);
    drop(requests);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn a_stream_answers_in_order() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let requests: String = (0..500)
        .map(|number| match number % 5 {
            3 => "{\n".to_owned(),
            _ => serde_json::json!({"id": number, "text": notice(number).repeat(number % 7 + 1)}).to_string() + "\n",
        })
        .collect();
    let output = run(folder.path(), &["parse", "--stream", "-j4"], requests.trim_end().as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let answers: Vec<Value> = output.stdout.split(|&byte| byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    assert_eq!(answers.len(), 500);
    for (number, answer) in answers.iter().enumerate() {
        assert_eq!(answer["id"], if number % 5 == 3 { Value::Null } else { number.into() });
        assert_eq!(answer["error"].is_null(), number % 5 != 3);
    }
    for arguments in [&["parse", "--stream", "one.txt"][..], &["parse", "--stream", "-o", "x"]] {
        assert_eq!(run(folder.path(), arguments, b"").status.code(), Some(2));
    }
}
