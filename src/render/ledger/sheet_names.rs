//! Names that Excel takes for a sheet: at most 31 characters, none of `[]:*?/\`, no apostrophe at either end, each name once
//! whatever its case, and not `History`.

use std::collections::HashSet;

/// UTF-16 units that a name has room for.
const LONGEST: usize = 31;

/// What a name must not hold, and what stands in its place.
const FORBIDDEN: [(char, char); 7] = [('[', '［'), (']', '］'), (':', '：'), ('*', '＊'), ('?', '？'), ('/', '／'), ('\\', '＼')];

/// The name of no sheet: Excel keeps it for itself.
const RESERVED: &str = "history";

/// The names given so far.
pub(super) struct SheetNames {
    taken: HashSet<String>,
}

impl SheetNames {
    /// Begins with names that are given already.
    pub fn new<const COUNT: usize>(taken: [&str; COUNT]) -> Self {
        Self { taken: taken.iter().map(|name| name.to_lowercase()).chain([RESERVED.to_owned()]).collect() }
    }

    /// A name for a sheet on `words`, unlike those before.
    pub fn take(&mut self, words: &str) -> String {
        let replaced =
            |character: char| FORBIDDEN.iter().find(|(forbidden, _)| *forbidden == character).map_or(character, |(_, with)| *with);
        let allowed: String = words.chars().filter(|character| !character.is_control()).map(replaced).collect();
        let allowed = match allowed.trim_matches(['\'', ' ']) {
            "" => "（空）",
            allowed => allowed,
        };
        let mut name = cut(allowed, LONGEST).to_owned();
        let mut count = 1;
        while !self.taken.insert(name.to_lowercase()) {
            count += 1;
            let suffix = format!("（{count}）");
            name = format!("{}{suffix}", cut(allowed, LONGEST - suffix.encode_utf16().count()));
        }
        name
    }
}

/// As many characters as fit into `most` UTF-16 units, without an apostrophe or a space at the end.
fn cut(words: &str, most: usize) -> &str {
    let mut units = 0;
    let end = words.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > most
    });
    words[..end.map_or(words.len(), |(at, _)| at)].trim_end_matches(['\'', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_excel_takes() {
        let mut names = SheetNames::new(["总览"]);
        let long = "市".repeat(40);
        let cases = [
            ("党办", "党办".to_owned()),
            ("党办", "党办（2）".to_owned()),
            ("总览", "总览（2）".to_owned()),
            ("甲/乙[丙]", "甲／乙［丙］".to_owned()),
            ("IT", "IT".to_owned()),
            ("it", "it（2）".to_owned()),
            ("History", "History（2）".to_owned()),
            ("'x'", "x".to_owned()),
            ("\n", "（空）".to_owned()),
            (&long, "市".repeat(31)),
            (&long, format!("{}（2）", "市".repeat(28))),
            (&"𠮷".repeat(20), "𠮷".repeat(15)),
        ];
        for (words, name) in cases {
            assert_eq!(names.take(words), name, "{words}");
        }
    }
}
