//! Why a file gave nothing, as a record that programs read.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::Error;

/// A file, or a member of a bundle, that could not be done.
#[derive(Debug)]
pub struct Failure {
    /// The file; a member of a bundle is `bundle.zip!/folder/name.doc`.
    pub path: PathBuf,
    /// What is wrong with it.
    pub error: Error,
}

/// One line of the errors file.
#[derive(Debug, Serialize)]
struct Record<'a> {
    path: &'a str,
    code: &'static str,
    reason: String,
}

impl Failure {
    /// `error` of the file at `path`, or of the member that the error names.
    pub fn new(path: &Path, error: Error) -> Self {
        match error {
            Error::Member { member, error } => Self { path: PathBuf::from(member), error: *error },
            error => Self { path: path.to_owned(), error },
        }
    }

    /// The record as one line of JSON, with its line end.
    pub fn to_line(&self) -> String {
        let path = self.path.to_string_lossy();
        let record = Record { path: &path, code: self.error.code(), reason: self.error.to_string() };
        // Strings alone: there is nothing that JSON can't say.
        serde_json::to_string(&record).unwrap_or_default() + "\n"
    }
}
