//! Reading in a process of its own, whatever that process does.

use std::time::{Duration, Instant};

use tongzhi::Error;
use tongzhi::source::Program;

/// Longest time for what is to end soon, with room for a busy machine.
const SOON: Duration = Duration::from_secs(10);

fn refusal(program: &Program, bytes: &[u8]) -> Error {
    let begun = Instant::now();
    let refused = program.read(bytes).map(|extracted| extracted.as_str().to_owned()).unwrap_err();
    assert!(begun.elapsed() < SOON, "{refused} took {:?}", begun.elapsed());
    refused
}

/// A reader that does what `script` says.
#[cfg(unix)]
fn shell(script: &str) -> Program {
    Program::new("/bin/sh", ["-c", script])
}

#[cfg(unix)]
#[test]
fn however_a_reader_ends_it_is_one_clear_error() {
    let long = vec![b'x'; 4 << 20];
    // What the reader does, what the error says, and its code.
    let cases = [
        ("exec sleep 100", "more than 0.3 seconds", "too-large"),
        ("cat >/dev/null; exec sleep 100", "more than 0.3 seconds", "too-large"),
        ("trap '' TERM; while :; do :; done", "more than 0.3 seconds", "too-large"),
        ("exit 0", "ended without an answer", "damaged"),
        ("cat >/dev/null; exit 3", "ended without an answer", "damaged"),
        ("kill -SEGV $$", "ended by signal 11", "damaged"),
        ("echo 'memory allocation of 8589934592 bytes failed' >&2; kill -ABRT $$", "more than 512 MiB", "too-large"),
        ("echo 'thread main has overflowed its stack' >&2; kill -ABRT $$", "nested too deeply", "damaged"),
        ("echo '{\"text\":'", "ended without an answer", "damaged"),
        ("echo nonsense", "ended without an answer", "damaged"),
        ("echo '\"encrypted\"'; exec sleep 100", "is encrypted", "encrypted"),
    ];
    for (script, says, code) in cases {
        let error = refusal(&shell(script).within(Duration::from_millis(300)), &long);
        assert!(error.to_string().contains(says), "{script}: {error}");
        assert_eq!(error.code(), code, "{script}");
    }
    let error = refusal(&shell("exec yes").within(Duration::from_secs(100)), &long);
    assert_eq!(error.code(), "damaged", "{error}");
    assert_eq!(refusal(&Program::new("/nowhere/tongzhi", ["x"]), b"").code(), "no-reader");
}

#[cfg(unix)]
#[test]
fn what_a_reader_says_is_held_to_the_same_limits() {
    let answer = r#"echo '{"text":{"paragraphs":[["page 2","一、义诊\u0000。"],["nonsense"," "],["page 9","二、宣传"]],"limits":["甲"]}}'"#;
    let extracted = shell(answer).read(b"").unwrap();
    let paragraphs: Vec<(String, &str)> = extracted.paragraphs().map(|(part, text)| (part.name().into_owned(), text)).collect();
    assert_eq!(paragraphs, [("page 2".to_owned(), "一、义诊。"), ("page 9".to_owned(), "二、宣传")]);
    assert_eq!(extracted.limits(), ["甲"]);
}

#[test]
fn this_program_reads_apart() {
    let program = Program::new(env!("CARGO_BIN_EXE_tongzhi"), ["read-apart"]);
    // Several at a time, as a batch has them.
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(refusal(&program, b"no such kind of file").code(), "damaged"));
        }
    });
}
