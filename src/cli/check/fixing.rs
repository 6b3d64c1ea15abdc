//! `--fix` and `--diff`: certain corrections, written into the files or shown.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use tongzhi::batch::Failure;
use tongzhi::check::Language;
use tongzhi::fix::mend;
use tongzhi::notice::Format;
use tongzhi::render::findings::{Baseline, Checked, diff};
use tongzhi::{Error, Options};

use super::super::input::Complaints;

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixing {
    /// Change the files.
    Write,
    /// Show what would be changed.
    Show,
}

/// Where a checked text came from.
#[derive(Debug)]
pub struct Origin {
    /// The file as it was given on the command line.
    pub file: PathBuf,
    /// Its bytes, where it is a plain text of its own.
    pub bytes: Option<Vec<u8>>,
    /// What kind of file it is.
    pub format: Format,
    /// Whether it is a member of a bundle.
    pub bundled: bool,
}

/// Mends the files, puts what is left into `files`, and writes to `out` the diffs, or the text that came by standard input.
/// Gives how many findings were mended.
pub fn fix(
    fixing: Fixing,
    files: &mut [Checked],
    origins: Vec<Origin>,
    (options, baseline): (&Options, Option<&Baseline>),
    complaints: &mut Complaints,
    out: &mut impl Write,
) -> anyhow::Result<usize> {
    let accepted = |checked: &mut Checked| {
        if let Some(baseline) = baseline {
            baseline.take_out(std::slice::from_mut(checked));
        }
    };
    let mut count = 0;
    for (checked, origin) in files.iter_mut().zip(origins) {
        let is_stdin = origin.file == Path::new("-");
        let Some(bytes) = origin.bytes else {
            let reason = if origin.bundled { "is part of a bundle" } else { "is no plain text" };
            eprintln!("tongzhi: {}: {reason} ({}); left as it is", checked.path, name(origin.format));
            continue;
        };
        let mended = match mend(&checked.path, bytes, options, accepted) {
            Ok(mended) => mended,
            Err(error) => {
                complaints.add_all(&[Failure::new(Path::new(&checked.path), error)])?;
                continue;
            }
        };
        match fixing {
            Fixing::Show => {
                diff::write(&checked.path, &checked.decoded, &mended.left.decoded, out)?;
                count += mended.count;
                continue;
            }
            Fixing::Write if is_stdin => out.write_all(&mended.bytes)?,
            Fixing::Write if mended.count > 0 => {
                if let Err(error) = replace(&origin.file, &mended.bytes) {
                    complaints.add_all(&[Failure::new(&origin.file, Error::Unreadable(error))])?;
                    continue;
                }
            }
            Fixing::Write => {}
        }
        count += mended.count;
        *checked = mended.left;
    }
    Ok(count)
}

/// Puts `bytes` in place of a file, which at every moment is whole, the old or the new.
fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // A link stays a link.
    let file = file.canonicalize()?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut new = NamedTempFile::new_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().set_permissions(std::fs::metadata(&file)?.permissions())?;
    new.as_file().sync_all()?;
    new.persist(&file)?;
    Ok(())
}

/// How many findings were mended or could be, and how many are left.
pub fn summary(fixing: Fixing, language: Language, mended: usize, left: usize) -> String {
    match (language, fixing) {
        (Language::Zh, Fixing::Write) => format!("已修正 {mended} 处，还有 {left} 处。"),
        (Language::Zh, Fixing::Show) => format!("可以修正 {mended} 处，其余 {left} 处要人来改；文件没有改动。"),
        (Language::En, Fixing::Write) => format!("Fixed {mended}, {left} remaining."),
        (Language::En, Fixing::Show) => format!("Would fix {mended}, {left} remaining; no file was changed."),
    }
}

fn name(format: Format) -> String {
    serde_json::to_value(format).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
