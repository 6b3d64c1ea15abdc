//! Word's fields: an instruction that is not shown and a result that is, unless it is a page number.

use super::label::numeral;

/// Fields whose result is furniture.
const PAGE_FIELDS: [&str; 3] = ["PAGE", "NUMPAGES", "SECTIONPAGES"];

/// The fields that are open, outermost first.
#[derive(Debug, Default)]
pub struct FieldStack(Vec<Field>);

#[derive(Debug)]
enum Field {
    Instruction(String),
    Result { shown: bool, instead: Option<String> },
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
            let instead = drawn(instruction);
            *field = Field::Result { shown: instead.is_none() && is_shown(instruction), instead };
        }
    }

    /// The field ends; gives what is shown in its place where that is made from its instruction.
    pub fn end(&mut self) -> Option<String> {
        match self.0.pop()? {
            Field::Instruction(instruction) => drawn(&instruction),
            Field::Result { instead, .. } => instead,
        }
    }

    /// Words of an instruction.
    pub fn instruct(&mut self, words: &str) {
        if let Some(Field::Instruction(instruction)) = self.0.last_mut() {
            instruction.push_str(words);
        }
    }

    /// Whether text that comes now is seen.
    pub fn is_shown(&self) -> bool {
        self.0.iter().all(|field| matches!(field, Field::Result { shown: true, .. }))
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

/// What a field shows that has no result of its own: `EQ`, which Word puts in for 拼音指南 (a phonetic guide) and 带圈字符 (①).
pub fn drawn(instruction: &str) -> Option<String> {
    let instruction = instruction.trim_start();
    let is_equation = instruction.get(..2).is_some_and(|kind| kind.eq_ignore_ascii_case("eq"));
    let rest = instruction.get(2..).filter(|rest| is_equation && rest.starts_with(|c: char| c.is_whitespace() || c == '\\'))?;
    Some(equation(&mut rest.trim_start().chars().peekable(), 0).text)
}

/// A part of an equation.
#[derive(Debug, Default)]
struct Part {
    text: String,
    /// It stands above or below the line, as phonetic notes do.
    raised: bool,
}

/// Brackets within brackets that are followed.
const EQUATION_DEPTH: usize = 16;

/// Signs that Word draws around a character.
const RINGS: [char; 8] = ['○', '◯', '〇', '□', '△', '◇', '\u{20dd}', '\u{20de}'];

/// Reads up to the end or to the bracket or comma that ends the part.
fn equation(characters: &mut Characters, depth: usize) -> Part {
    let mut part = Part::default();
    while let Some(&character) = characters.peek() {
        if depth > 0 && matches!(character, ',' | ';' | ')') {
            break;
        }
        characters.next();
        if character != '\\' {
            // Outside all brackets stand switches and their values.
            if depth > 0 {
                part.text.push(character);
            }
            continue;
        }
        match characters.next() {
            Some('*') | None => {}
            Some(kind) if kind.is_ascii_alphabetic() => {
                let mut switch = kind.to_ascii_lowercase().to_string();
                while let Some(letter) = characters.next_if(|&next| next != '(') {
                    switch.push(letter);
                }
                if characters.next().is_none() {
                    break;
                }
                let parts = arguments(characters, depth + 1);
                part.raised |= kind.eq_ignore_ascii_case(&'s');
                part.text.push_str(&together(kind.to_ascii_lowercase(), parts));
            }
            Some(escaped) if depth > 0 => part.text.push(escaped),
            Some(_) => {}
        }
    }
    part
}

type Characters<'i> = std::iter::Peekable<std::str::Chars<'i>>;

/// The parts up to the closing bracket.
fn arguments(characters: &mut Characters, depth: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    loop {
        if depth > EQUATION_DEPTH {
            return parts;
        }
        parts.push(equation(characters, depth));
        if matches!(characters.next(), None | Some(')')) {
            return parts;
        }
    }
}

fn together(kind: char, parts: Vec<Part>) -> String {
    match kind {
        'f' => parts.iter().map(|part| part.text.trim()).collect::<Vec<_>>().join("/"),
        'o' => {
            let is_ring = |part: &Part| part.text.trim().chars().all(|c| RINGS.contains(&c)) && !part.text.trim().is_empty();
            let ringed = parts.iter().any(is_ring);
            let text: String = parts.iter().filter(|part| !part.raised && !is_ring(part)).map(|part| part.text.trim()).collect();
            match text.parse() {
                Ok(number @ 1..) if ringed => numeral(number, "decimalEnclosedCircle"),
                _ => text,
            }
        }
        _ => parts.into_iter().map(|part| part.text).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_show_what_word_draws() {
        let cases = [
            (r" EQ \o\ac(○,3) ", Some("③")),
            (r"eq \o\ac(□,急)", Some("急")),
            (r#" EQ \* jc0 \* "Font:宋体" \* hps16 \o\ad(\s\up 15(xī),溪) "#, Some("溪")),
            (r#" EQ \* jc2 \* "Font:Times New Roman" \* hps10 \o(\s\up 9(lián),连)\o(\s\up 9(yún),云)"#, Some("连云")),
            (r"EQ \f(1,3)", Some("1/3")),
            (r"EQ \x(甲\,乙\(1\))", Some("甲,乙(1)")),
            (r"EQ \o(\o(\o(", Some("")),
            (" PAGE ", None),
            ("EQUATION", None),
        ];
        for (instruction, shown) in cases {
            assert_eq!(drawn(instruction).as_deref(), shown, "{instruction}");
        }
    }
}
