//! The pages of the rules: both languages and the examples stand in one text.

use super::Language;

/// Headings of a page's sections, as the languages name them.
const SECTIONS: [(Language, &str); 2] = [(Language::Zh, "## 中文"), (Language::En, "## English")];

/// A page without the sections of the other language.
pub fn page_in(page: &str, language: Language) -> String {
    let mut written = String::with_capacity(page.len());
    let mut wanted = true;
    for line in page.split_inclusive('\n') {
        if line.starts_with("## ") {
            wanted = SECTIONS.iter().all(|(of, heading)| *of == language || line.trim_end() != *heading);
        }
        if wanted {
            written.push_str(line);
        }
    }
    written
}

/// The text between a page's fences that are marked with `kind` (`faulty`, `mended`, `toml`).
pub fn example<'a>(page: &'a str, kind: &str) -> Option<&'a str> {
    let open = format!("```{kind}\n");
    let start = page.find(&open)? + open.len();
    let length = page[start..].find("\n```")?;
    Some(&page[start..start + length + 1])
}
