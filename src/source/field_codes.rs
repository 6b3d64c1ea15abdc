//! Word's fields: an instruction that is not shown and a result that is, unless it is a page number.

/// Fields whose result is furniture.
const PAGE_FIELDS: [&str; 3] = ["PAGE", "NUMPAGES", "SECTIONPAGES"];

/// The fields that are open, outermost first.
#[derive(Debug, Default)]
pub struct FieldStack(Vec<Field>);

#[derive(Debug)]
enum Field {
    Instruction(String),
    Result { shown: bool },
}

impl FieldStack {
    /// A field begins, with its instruction.
    pub fn begin(&mut self) {
        self.0.push(Field::Instruction(String::new()));
    }

    /// The instruction ends and the result begins.
    pub fn separate(&mut self) {
        if let Some(field) = self.0.last_mut()
            && let Field::Instruction(instruction) = field
        {
            *field = Field::Result { shown: is_shown(instruction) };
        }
    }

    /// The field ends.
    pub fn end(&mut self) {
        self.0.pop();
    }

    /// Words of an instruction.
    pub fn instruct(&mut self, words: &str) {
        if let Some(Field::Instruction(instruction)) = self.0.last_mut() {
            instruction.push_str(words);
        }
    }

    /// Whether text that comes now is seen.
    pub fn is_shown(&self) -> bool {
        self.0.iter().all(|field| matches!(field, Field::Result { shown: true }))
    }

    /// An instruction without its result at a paragraph's end is damaged and must not swallow the rest.
    pub fn end_paragraph(&mut self) {
        while matches!(self.0.last(), Some(Field::Instruction(_))) {
            self.0.pop();
        }
    }

    /// Closes all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// Whether the field of this instruction shows something of the text.
pub fn is_shown(instruction: &str) -> bool {
    let kind = instruction.split_whitespace().next().unwrap_or_default();
    !PAGE_FIELDS.iter().any(|page| kind.eq_ignore_ascii_case(page))
}
