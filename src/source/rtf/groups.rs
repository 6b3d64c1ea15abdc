//! Groups and what their text is for.

/// What a group's text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    #[default]
    Text,
    Skipped,
    Fonts,
    Instruction,
    Label,
    Lists,
    LevelText,
}

/// What holds up to a group's end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Group {
    /// What its text is for.
    pub purpose: Purpose,
    /// Its text is not seen.
    pub hidden: bool,
    /// Its text is deleted.
    pub deleted: bool,
    /// Its font's number.
    pub font: i32,
    /// Bytes that stand after a `\u` for readers without Unicode.
    pub alternatives: usize,
    /// The group is a text of its own: a box or a note.
    pub own_text: Option<OwnText>,
    /// `\*` stood last.
    pub is_new: bool,
    /// The group is a level of a list.
    pub is_level: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnText {
    Box,
    Note,
}
