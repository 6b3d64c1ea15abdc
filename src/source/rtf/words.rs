//! Tables of RTF's words, and its code pages.

use encoding_rs::Encoding;

/// Destinations whose content is no text of the document.
pub const SKIPPED: [&str; 40] = [
    "colortbl",
    "stylesheet",
    "revtbl",
    "rsidtbl",
    "generator",
    "info",
    "pict",
    "objdata",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "annotation",
    "atnid",
    "atnauthor",
    "xe",
    "tc",
    "bkmkstart",
    "bkmkend",
    "pnseclvl",
    "pn",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "shprslt",
    "sn",
    "sv",
    "ftnsep",
    "nonshppict",
    "background",
    "levelnumbers",
    "listname",
    "liststylename",
    "listpicture",
    "nonesttables",
];

/// Destinations that `\*` marks as new and that are read all the same.
pub const READ_THOUGH_NEW: [&str; 8] =
    ["shpinst", "shptxt", "fldinst", "dptxbxtext", "shppict", "nesttableprops", "listtable", "listoverridetable"];

/// `\fcharset` of fonts whose characters are signs.
pub const SYMBOL_CHARSET: i32 = 2;

/// `\fcharset` → code page label that encoding_rs knows.
pub const CHARSETS: [(i32, &str); 14] = [
    (134, "gb18030"),
    (136, "big5"),
    (128, "shift_jis"),
    (129, "euc-kr"),
    (0, "windows-1252"),
    (161, "windows-1253"),
    (162, "windows-1254"),
    (163, "windows-1258"),
    (177, "windows-1255"),
    (178, "windows-1256"),
    (186, "windows-1257"),
    (204, "windows-1251"),
    (222, "windows-874"),
    (238, "windows-1250"),
];

/// `\ansicpg` (and `\cpg`) → label; others are `windows-N`.
pub const CODE_PAGES: [(i32, &str); 6] =
    [(936, "gb18030"), (54936, "gb18030"), (950, "big5"), (932, "shift_jis"), (949, "euc-kr"), (65001, "utf-8")];

/// Control words that stand for a character.
pub const CHARACTERS: [(&str, char); 12] = [
    ("tab", '\t'),
    ("line", '\n'),
    ("lbr", '\n'),
    ("emdash", '—'),
    ("endash", '–'),
    ("lquote", '‘'),
    ("rquote", '’'),
    ("ldblquote", '“'),
    ("rdblquote", '”'),
    ("bullet", '•'),
    ("emspace", '\u{2003}'),
    ("enspace", '\u{2002}'),
];

/// The encoding of this `\ansicpg` or `\cpg`.
pub fn code_page(number: i32) -> Option<&'static Encoding> {
    match CODE_PAGES.iter().find(|(known, _)| *known == number) {
        Some((_, label)) => Encoding::for_label(label.as_bytes()),
        None => Encoding::for_label(format!("windows-{number}").as_bytes()),
    }
}

/// The encoding of this `\fcharset`.
pub fn charset(number: i32) -> Option<&'static Encoding> {
    let (_, label) = CHARSETS.iter().find(|(known, _)| *known == number)?;
    Encoding::for_label(label.as_bytes())
}
