//! Text that a page format places piece by piece → lines → paragraphs.

/// A piece of text on a page. Lengths in the page's own unit; `y` grows downward.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its left edge.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// Size of its font.
    pub size: f64,
    /// The text.
    pub text: String,
}

#[derive(Debug)]
struct Line {
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    text: String,
}

/// Share of the font size by which baselines of one line may differ.
const SAME_LINE: f64 = 0.5;
/// A gap of so many font sizes inside a line parts columns.
const COLUMN_GAP: f64 = 2.0;
/// A line that ends within so many font sizes of the right margin may go on in the next.
const FULL: f64 = 2.0;
/// A line that begins so many font sizes right of the left margin begins a paragraph.
const INDENT: f64 = 0.8;
/// Lines further apart than so many font sizes are of different paragraphs.
const LEADING: f64 = 2.6;

/// The paragraphs of a page, in the order in which its pieces come; its page number is left out.
pub fn paragraphs(pieces: Vec<Piece>) -> Vec<String> {
    let lines = lines(pieces);
    let left = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut previous: Option<&Line> = None;
    let count = lines.len();
    for (index, line) in lines.iter().enumerate() {
        if (index == 0 || index + 1 == count) && is_page_number(&line.text) {
            continue;
        }
        let goes_on = previous.is_some_and(|previous| {
            previous.right >= right - FULL * previous.size
                && line.left <= left + INDENT * line.size
                && (line.size - previous.size).abs() < 0.1 * line.size
                && line.y > previous.y
                && line.y - previous.y < LEADING * line.size
        });
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => join(paragraph, &line.text),
            _ => paragraphs.push(line.text.clone()),
        }
        previous = Some(line);
    }
    paragraphs
}

fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        let size = if piece.size.is_finite() && piece.size > 0.0 { piece.size } else { 1.0 };
        let width: f64 = piece.text.chars().map(|character| if character.is_ascii() { size / 2.0 } else { size }).sum();
        match lines.last_mut() {
            Some(line) if (line.y - piece.y).abs() < SAME_LINE * size && piece.x >= line.left => {
                if piece.x - line.right > COLUMN_GAP * size {
                    line.text.push('\t');
                }
                line.text.push_str(&piece.text);
                line.right = line.right.max(piece.x + width);
            }
            _ => lines.push(Line { left: piece.x, right: piece.x + width, y: piece.y, size, text: piece.text }),
        }
    }
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

fn join(paragraph: &mut String, line: &str) {
    let words = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
    if words(paragraph.chars().next_back()) && words(line.chars().next()) && !line.starts_with(|first: char| first.is_ascii_digit()) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// `3`, `- 3 -`, `— 3 —`, `第3页`.
fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|character| !character.is_whitespace() && !"-—–－一·第页".contains(*character)).collect();
    (1..=4).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let piece = |x: f64, y: f64, text: &str| Piece { x, y, size: 10.0, text: text.to_owned() };
        let page = vec![
            piece(60.0, 20.0, "关于义诊的通知"),
            piece(10.0, 40.0, "各科室："),
            piece(30.0, 60.0, "现将义诊"),
            piece(70.0, 60.5, "工作通知如下，请认真"),
            piece(10.0, 80.0, "组织。"),
            piece(30.0, 100.0, "一、时间。"),
            piece(10.0, 120.0, "科室"),
            piece(90.0, 120.0, "时间"),
            piece(80.0, 140.0, "— 1 —"),
        ];
        let expected = ["关于义诊的通知", "各科室：", "现将义诊工作通知如下，请认真组织。", "一、时间。", "科室\t时间"];
        assert_eq!(paragraphs(page), expected);
    }
}
