//! Rules that hold for some files only.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::notice::Severity;

/// What holds besides for the files that a pattern fits.
#[derive(Debug, Clone)]
pub struct PathRules {
    /// The folder that the patterns start from.
    folder: PathBuf,
    files: GlobSet,
    /// Rules that are not wanted there.
    pub ignore: Vec<String>,
    /// Severities of rules there, by code.
    pub severities: Vec<(&'static str, Severity)>,
}

impl PathRules {
    /// Rules for the files that one of `patterns` fits, which start from `folder`. A pattern without a slash fits a file or
    /// folder name anywhere; a folder's name stands for all that is in it.
    pub fn new(
        folder: &Path,
        patterns: &[String],
        ignore: Vec<String>,
        severities: Vec<(&'static str, Severity)>,
    ) -> Result<Self, globset::Error> {
        let mut files = GlobSetBuilder::new();
        for pattern in patterns {
            let pattern = pattern.trim_end_matches('/');
            let anywhere = if pattern.contains('/') { "" } else { "**/" };
            let pattern = pattern.trim_start_matches("./").trim_start_matches('/');
            files.add(glob(&format!("{anywhere}{pattern}"))?);
            files.add(glob(&format!("{anywhere}{pattern}/**"))?);
        }
        // The parent of a bare file name is empty.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        Ok(Self { folder: folder.to_owned(), files: files.build()?, ignore, severities })
    }

    /// Whether they hold for the file at `path`, which is absolute or starts from the current folder.
    pub fn fits(&self, path: &str) -> bool {
        let Ok(path) = std::path::absolute(path) else { return false };
        let Ok(folder) = std::path::absolute(&self.folder) else { return false };
        path.strip_prefix(&folder).is_ok_and(|path| self.files.is_match(path))
    }
}

/// A pattern whose `*` stops at a slash.
fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    globset::GlobBuilder::new(pattern).literal_separator(true).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_start_from_the_folder() {
        // pattern, path under the folder, whether it fits
        let cases = [
            ("archive/**", "archive/2011/007.txt", true),
            ("archive", "archive/2011/007.txt", true),
            ("archive/", "old/archive/007.txt", true),
            ("/archive", "old/archive/007.txt", false),
            ("drafts/*.txt", "drafts/一.txt", true),
            ("drafts/*.txt", "drafts/old/一.txt", false),
            ("*.txt", "drafts/old/一.txt", true),
            ("*.md", "drafts/一.txt", false),
        ];
        for (pattern, path, fits) in cases {
            let rules = PathRules::new(Path::new("notices"), &[pattern.to_owned()], Vec::new(), Vec::new()).expect("a pattern");
            assert_eq!(rules.fits(&format!("notices/{path}")), fits, "{pattern} {path}");
            assert!(!rules.fits(&format!("elsewhere/{path}")), "{pattern} {path}");
        }
    }
}
