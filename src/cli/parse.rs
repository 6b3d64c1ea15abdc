//! `tongzhi parse`: notices in, JSON out.

use std::convert::Infallible;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use tongzhi::batch::journal::{Record, Version, key};
use tongzhi::batch::lines::{self, LineFile};
use tongzhi::batch::tree::{self, Outputs, Tree, Unnamed};
use tongzhi::batch::{Entry, Failure, Fingerprint, Identity, Loaded, Spill};
use tongzhi::pipeline::{OpenDocument, read};
use tongzhi::render::json;
use tongzhi::source::SourceFile;
use tongzhi::{Error, Options};

use super::input::{Complaints, InputArguments, MANY_FILES, Outcome};
use super::output::Output;
use super::stream;

/// What `--help` says at its end.
const EXAMPLES: &str = "\
Examples:
  tongzhi parse 2011/007.doc                       one document, indented on a terminal
  tongzhi parse archive -o archive.jsonl           a whole archive, one line a file, in a stable order
  tongzhi parse archive -o json/ --errors bad.jsonl
                                                   one file each in mirrored folders, and a list of what failed
  tongzhi parse archive -o archive.jsonl --resume  go on after a kill, or read only what is new or changed
  find archive -name '*.doc' -print0 | tongzhi parse --files-from - > doc.jsonl
  parallel --pipe -k tongzhi parse --stream -j1 < requests.jsonl > answers.jsonl

Folders are searched for files of every kind that can be read; hidden and binary files are passed over and counted.
While `-o FILE` is being written its lines stand in FILE.partial; FILE.journal beside it is what --resume goes by.

Exit status: 0 all were read, 2 some could not be (the others are), 130 ended by Ctrl-C (what was done is kept).";

/// Read notices and print what they say as JSON
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ParseArguments {
    #[command(flatten)]
    input: InputArguments,

    /// json: one document; jsonl: one compact document a line (always so for several files)
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,

    /// Indent the JSON (as is done for one file on a terminal)
    #[arg(long, conflicts_with = "compact")]
    pretty: bool,

    /// Print the JSON on one line (as is done in a pipe)
    #[arg(long)]
    compact: bool,

    /// Write to FILE, which appears only when it is whole, or one JSON file an input into DIR/, in folders that mirror the inputs'
    #[arg(short, long, value_name = "FILE|DIR/")]
    output: Option<PathBuf>,

    /// Go on where a stopped run with the same output ended: files that it has done and that did not change since are not done
    /// again
    #[arg(long, requires = "output", help_heading = MANY_FILES)]
    resume: bool,

    /// Read requests from standard input, one a line: {"id": …, "text": "…"} or {"id": …, "base64": "…", "encoding": "gb18030"};
    /// write one answer a line, in the same order: {"id": …, "documents": […], "error": null}. Each answer is written as soon as
    /// it is there. A request that can't be answered is an error in its answer (code, reason), and the exit status stays 0
    #[arg(long, conflicts_with_all = ["files", "files_from", "globs", "follow", "output", "errors", "pretty", "format", "stdin_filename"],
        help_heading = "Between programs")]
    stream: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Jsonl,
}

/// Runs the command.
pub fn run(arguments: &ParseArguments) -> anyhow::Result<ExitCode> {
    let input = &arguments.input;
    if arguments.stream {
        return stream::run(input);
    }
    let (options, mut fingerprint) = input.options_and_fingerprint()?;
    let mut complaints = Complaints::default();
    let alone = input.is_one_file();
    match &arguments.output {
        Some(path) if is_folder(path) => {
            let pretty = arguments.format == Format::Json && arguments.pretty;
            fingerprint = Fingerprint::of(format!("{fingerprint:?} {pretty}").as_bytes());
            into_tree(arguments, path, pretty, &options, &Version::new(fingerprint), &mut complaints)?;
        }
        Some(path) if !is_plain_target(path) || (alone && !arguments.resume) => {
            let pretty = alone && arguments.format == Format::Json && arguments.pretty;
            into_output(arguments, pretty, &options, &mut complaints)?;
        }
        Some(path) => into_lines(arguments, path, &options, Version::new(fingerprint), &mut complaints)?,
        None => {
            let shown = arguments.pretty || std::io::stdout().is_terminal();
            let pretty = alone && arguments.format == Format::Json && !arguments.compact && shown;
            into_output(arguments, pretty, &options, &mut complaints)?;
        }
    }
    Ok(complaints.exit_code())
}

/// Whether a folder is meant, there or not.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/") || path.to_string_lossy().ends_with(std::path::MAIN_SEPARATOR)
}

/// Whether a file can be put at `path`: there is none, or one that is no device or pipe.
fn is_plain_target(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file()) || !path.exists()
}

/// A source's line.
fn line_of(source: SourceFile, options: &Options) -> Result<Spill, Error> {
    let mut line = Spill::default();
    json::write_line_as_read(read(source, options)?, &mut line).map_err(unwritable)?;
    Ok(line)
}

/// What is said where no room is left for what waits for its turn.
fn unwritable(error: std::io::Error) -> Error {
    Error::Output { path: std::env::temp_dir(), error }
}

/// Ends the run where an output can't be written: a full disk is full for the other files too.
fn end_if_full(failures: &[Failure]) -> anyhow::Result<()> {
    match failures.iter().find(|failure| matches!(failure.error, Error::Output { .. })) {
        Some(failure) => bail!("{}", failure.error),
        None => Ok(()),
    }
}

/// What is made of a source for standard output.
enum Made<'a> {
    /// One file's, of which the rest is read as it is written: a long one need not be in memory as a whole.
    Document(Box<OpenDocument<'a>>),
    /// One of many.
    Line(Box<Spill>),
}

/// Standard output, or a file without a journal.
fn into_output(arguments: &ParseArguments, pretty: bool, options: &Options, complaints: &mut Complaints) -> anyhow::Result<()> {
    let mut out = Output::open(arguments.output.as_deref())?;
    let input = &arguments.input;
    let alone = input.is_one_file();
    let make = |source, bundled: bool| match alone && !bundled {
        true => read(source, options).map(|document| Made::Document(Box::new(document))),
        false => line_of(source, options).map(|line| Made::Line(Box::new(line))),
    };
    input.each(complaints, make, |made| match made {
        Made::Document(document) if pretty => Ok(json::write_pretty(&document.into_document(), &mut out)?),
        Made::Document(document) => Ok(json::write_line_as_read(*document, &mut out)?),
        Made::Line(mut line) => Ok(line.copy_to(&mut out)?),
    })?;
    out.finish()
}

/// What is said of a run that could not go on.
const ENDED: &str = "ended early; what was done is kept, and --resume goes on";

fn say_other(is_other: bool) {
    if is_other {
        eprintln!("tongzhi: the journal there is of another version or configuration: all files are done again");
    }
}

/// One file of lines, which a later run can go on with.
fn into_lines(
    arguments: &ParseArguments,
    path: &Path,
    options: &Options,
    version: Version,
    complaints: &mut Complaints,
) -> anyhow::Result<()> {
    enum Lines {
        Kept,
        New(Box<(Spill, Identity)>),
    }
    let input = &arguments.input;
    let lines::Opened { mut file, known, is_other } = LineFile::open(path, version, arguments.resume)?;
    say_other(is_other);
    let work = |entry: &Entry, loaded: Loaded| {
        let identity = Identity::new(loaded.metadata.as_ref(), &loaded.bytes);
        if known.get(&key(&entry.path)).is_some_and(|done| done.identity == identity) {
            return Outcome { value: Some(Lines::Kept), failures: Vec::new(), kept: true };
        }
        let mut lines: Option<Spill> = None;
        let add = |mut line: Spill| match &mut lines {
            Some(lines) => line.copy_to(lines),
            None => {
                lines = Some(line);
                Ok(())
            }
        };
        let added = input.sources_of(entry, loaded.bytes, |source, _| line_of(source, options), add);
        let failures = added.unwrap_or_else(|error| vec![Failure::new(&entry.path, unwritable(error))]);
        Outcome { value: Some(Lines::New(Box::new((lines.unwrap_or_default(), identity)))), failures, kept: false }
    };
    let take = |entry: &Entry, lines: Option<Lines>, failures: &[Failure]| {
        end_if_full(failures)?;
        match lines {
            Some(Lines::Kept) => {
                if let Some(done) = known.get(&key(&entry.path)) {
                    file.keep(&entry.path, done);
                }
            }
            Some(Lines::New(new)) => {
                let (mut lines, identity) = *new;
                file.append(&entry.path, failures.is_empty().then_some(identity), &mut lines)?;
            }
            None => {}
        }
        Ok(())
    };
    let [partial, journal] = lines::beside(path);
    input.each_file(complaints, &[path.to_owned(), partial, journal], work, take).context(ENDED)?;
    match complaints.is_interrupted() {
        true => file.suspend()?,
        false => file.finish()?,
    }
    complaints.end(input.is_searched() || arguments.resume);
    if complaints.is_interrupted() {
        eprintln!("tongzhi: what was done is kept beside {}; --resume goes on", path.display());
    }
    Ok(())
}

/// One file an input, in a tree that mirrors the inputs'.
fn into_tree(
    arguments: &ParseArguments,
    folder: &Path,
    pretty: bool,
    options: &Options,
    version: &Version,
    complaints: &mut Complaints,
) -> anyhow::Result<()> {
    let input = &arguments.input;
    if let Some(input) = input.files.iter().find(|input| is_same(input, folder)) {
        bail!("{}: is both read and written; choose another folder with -o", input.display());
    }
    let base = input.inputs(&[]).base();
    let tree::Opened { tree, namer, known, is_other } = Tree::open(folder, &base, version, arguments.resume)?;
    say_other(is_other);
    let work = |entry: &Entry, loaded: Loaded| {
        let identity = Identity::new(loaded.metadata.as_ref(), &loaded.bytes);
        let done = known.get(&key(&entry.path)).filter(|done| done.identity == identity);
        if done.is_some_and(|done| tree.stands(&entry.path, done)) {
            return Outcome { value: None, failures: Vec::new(), kept: true };
        }
        let mut files: Vec<Unnamed> = Vec::new();
        let put = |source: SourceFile, bundled: bool| {
            let member = bundled.then(|| member_of(&source.path, &entry.path));
            let document = read(source, options)?;
            tree.put(&entry.path, member.as_deref(), |mut out| match pretty {
                true => json::write_pretty(&document.into_document(), &mut out),
                false => json::write_line_as_read(document, &mut out),
            })
        };
        let keep = |file| {
            files.push(file);
            Ok::<(), Infallible>(())
        };
        let Ok(failures) = input.sources_of(entry, loaded.bytes, put, keep);
        let record = failures.is_empty().then(|| Record {
            path: entry.path.to_string_lossy().into_owned(),
            key: key(&entry.path),
            identity,
            written: Outputs::written(&files),
        });
        Outcome { value: Some(Outputs { path: entry.path.clone(), files, record }), failures, kept: false }
    };
    let take = |_: &Entry, outputs: Option<Outputs>, failures: &[Failure]| {
        end_if_full(failures)?;
        Ok(outputs.map_or(Ok(()), |outputs| namer.name(outputs))?)
    };
    let outcome = input.each_file(complaints, &[folder.to_owned()], work, take);
    // Why the names could not be given is said better by whoever gives them.
    let unnamed = namer.finish().context(ENDED)?;
    outcome.context(ENDED)?;
    for failure in unnamed {
        complaints.unwritten(&[failure])?;
    }
    complaints.end(input.is_searched() || arguments.resume);
    if complaints.is_interrupted() {
        eprintln!("tongzhi: what was done is kept in {}; --resume goes on", folder.display());
    }
    Ok(())
}

/// The member's path in the bundle at `bundle`: what follows `bundle.zip!/`.
fn member_of(path: &str, bundle: &Path) -> String {
    let bundle = bundle.to_string_lossy();
    path.strip_prefix(bundle.as_ref()).and_then(|member| member.strip_prefix("!/")).unwrap_or(path).to_owned()
}

fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}
