//! Where a command's results go: standard output, or a file that appears only when it is whole.

use std::fs::File;
use std::io::{BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::NamedTempFile;

/// An open output.
pub enum Output {
    /// Standard output.
    Standard(BufWriter<StdoutLock<'static>>),
    /// A temporary file beside the one it will become.
    File(Box<BufWriter<NamedTempFile>>, PathBuf),
    /// A device or pipe, which nothing can take the place of.
    Device(Box<BufWriter<File>>),
}

impl Output {
    /// Opens the file at `path`, or standard output.
    pub fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Standard(BufWriter::with_capacity(1 << 16, std::io::stdout().lock())));
        };
        let unwritable = || format!("{}: can't be written", path.display());
        if path.metadata().is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
            let device = File::options().write(true).open(path).with_context(unwritable)?;
            return Ok(Self::Device(Box::new(BufWriter::with_capacity(1 << 16, device))));
        }
        // Through a link, what it leads to is written.
        let path = if path.is_symlink() { &path.canonicalize().with_context(unwritable)? } else { path };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = temporary_file(folder).with_context(unwritable)?;
        Ok(Self::File(Box::new(BufWriter::with_capacity(1 << 16, file)), path.to_owned()))
    }

    /// Writes out what is buffered and gives a file its name.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Standard(mut out) => out.flush()?,
            Self::File(out, path) => {
                let unwritable = || format!("{}: can't be written", path.display());
                let file = out.into_inner().map_err(std::io::IntoInnerError::into_error).with_context(unwritable)?;
                // Else the name could outlive the content when the machine stops.
                file.as_file().sync_all().with_context(unwritable)?;
                file.persist(&path).with_context(unwritable)?;
            }
            Self::Device(mut out) => out.flush()?,
        }
        Ok(())
    }
}

/// A temporary file that others may read, as far as the user's mask lets them, like any file that a program writes.
fn temporary_file(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// The error with the name that the user gave, in place of the temporary file's.
fn unwritten(path: &Path, error: &std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), format!("{}: can't be written: {}", path.display(), error.kind()))
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            // A name of its own says more than that of the temporary file.
            Self::File(out, path) => out.write(bytes).map_err(|error| unwritten(path, &error)),
            Self::Device(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(out, _) => out.flush(),
            Self::Device(out) => out.flush(),
        }
    }
}
