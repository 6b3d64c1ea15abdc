//! The sources in one input: the file itself, or the members of a zip bundle one after another.

use std::io::Cursor;

use super::archive::Archive;
use super::detect::{self, Kind};
use super::isolation::Isolation;
use super::limits::{Budget, NESTED_BUNDLES};
use super::{SourceFile, from_bytes_within};
use crate::error::Error;

/// The sources in one input, each read when it is asked for. A member that can't be read is an
/// [`Error::Member`], and the ones after it still come.
pub struct Sources {
    one: Option<SourceFile>,
    /// Open bundles, each within the one before.
    levels: Vec<Level>,
    budget: Budget,
    isolation: Isolation,
    is_bundle: bool,
}

struct Level {
    /// The bundle's own path, with `!/` at its end.
    prefix: String,
    archive: Archive<Cursor<Vec<u8>>>,
    next: usize,
}

/// Beginnings of names that systems, archivers and Word (its lock files) leave in folders and nobody wrote.
const LITTER: [&str; 6] = ["__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", "._", "~$"];

/// Whether a file or folder of this name (without its folder) is nobody's document.
pub fn is_litter(name: &str) -> bool {
    LITTER.iter().any(|litter| name.starts_with(litter))
}

impl Sources {
    /// One source.
    pub fn one(file: SourceFile) -> Self {
        Self { one: Some(file), levels: Vec::new(), budget: Budget::default(), isolation: Isolation::Refuse, is_bundle: false }
    }

    /// The members of the zip archive in `bytes`; `isolation` says where those are read that may harm their reader.
    pub fn bundle(path: String, bytes: Vec<u8>, isolation: Isolation) -> Result<Self, Error> {
        let budget = Budget::bundle(bytes.len());
        let archive = Archive::open(Cursor::new(bytes))?;
        let level = Level { prefix: format!("{path}!/"), archive, next: 0 };
        Ok(Self { one: None, levels: vec![level], budget, isolation, is_bundle: true })
    }

    /// Whether the input is a bundle, which may hold any number of sources.
    pub fn is_bundle(&self) -> bool {
        self.is_bundle
    }

    fn member(&mut self, path: String, index: usize) -> Option<Result<SourceFile, Error>> {
        let fail = |member: String, error: Error| Some(Err(Error::Member { member, error: Box::new(error) }));
        if let Err(error) = self.budget.begin_member(&path) {
            return fail(path, error);
        }
        let level = self.levels.last_mut()?;
        let member = match level.archive.read(index, &mut self.budget) {
            Ok(member) => member,
            Err(error) => return fail(path, error),
        };
        if matches!(detect::kind(&member.bytes), Kind::Bundle) {
            if self.levels.len() >= NESTED_BUNDLES {
                let limit = "bundles within bundles within a bundle".to_owned();
                return fail(path.clone(), Error::TooLarge { part: path, limit });
            }
            match Archive::open(Cursor::new(member.bytes)) {
                Ok(archive) => self.levels.push(Level { prefix: format!("{path}!/"), archive, next: 0 }),
                Err(error) => return fail(path, error),
            }
            return None;
        }
        match from_bytes_within(path.clone(), member.bytes, &mut self.budget, &self.isolation) {
            Err(error) => fail(path, error),
            Ok(mut file) => {
                if let (Some(extracted), Some(damage)) = (&mut file.extracted, member.damage) {
                    extracted.limit(damage);
                }
                Some(Ok(file))
            }
        }
    }
}

impl Iterator for Sources {
    type Item = Result<SourceFile, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(file) = self.one.take() {
            return Some(Ok(file));
        }
        loop {
            if self.budget.is_spent() {
                self.levels.clear();
            }
            let level = self.levels.last_mut()?;
            let index = level.next;
            if index >= level.archive.len() {
                self.levels.pop();
                continue;
            }
            level.next += 1;
            let name = level.archive.name(index);
            let last = name.rsplit('/').next().unwrap_or(name);
            if last.is_empty() || is_litter(name) || is_litter(last) {
                continue;
            }
            let path = format!("{}{name}", level.prefix);
            if let Some(source) = self.member(path, index) {
                return Some(source);
            }
        }
    }
}
