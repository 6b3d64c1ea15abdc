//! A unified diff of a text and its corrections, which add and take away no line.

use std::io::Write;
use std::ops::Range;

/// Unchanged lines shown around a change.
const CONTEXT: usize = 3;

/// Writes the diff of two decoded texts of equally many lines; nothing where they are equal.
pub fn write(path: &str, before: &str, after: &str, out: &mut impl Write) -> std::io::Result<()> {
    let (old, new) = (lines(before), lines(after));
    let changed: Vec<usize> = old.iter().zip(&new).enumerate().filter(|(_, (one, other))| one != other).map(|(at, _)| at).collect();
    if changed.is_empty() {
        return Ok(());
    }
    writeln!(out, "--- {path}\n+++ {path}")?;
    for hunk in hunks(&changed, old.len()) {
        writeln!(out, "@@ -{0},{1} +{0},{1} @@", hunk.start + 1, hunk.len())?;
        let mut at = hunk.start;
        while at < hunk.end {
            let end = (at..hunk.end).find(|&line| (old[line] == new[line]) != (old[at] == new[at])).unwrap_or(hunk.end);
            if old[at] == new[at] {
                old[at..end].iter().try_for_each(|line| write_line(' ', line, out))?;
            } else {
                old[at..end].iter().try_for_each(|line| write_line('-', line, out))?;
                new[at..end].iter().try_for_each(|line| write_line('+', line, out))?;
            }
            at = end;
        }
    }
    Ok(())
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Ranges of lines that hold the changed ones with their context, merged where they touch.
fn hunks(changed: &[usize], count: usize) -> Vec<Range<usize>> {
    let mut hunks: Vec<Range<usize>> = Vec::new();
    for &line in changed {
        let (start, end) = (line.saturating_sub(CONTEXT), (line + CONTEXT + 1).min(count));
        match hunks.last_mut() {
            Some(last) if last.end >= start => last.end = end,
            _ => hunks.push(start..end),
        }
    }
    hunks
}

fn write_line(sign: char, line: &str, out: &mut impl Write) -> std::io::Result<()> {
    let ending = if line.ends_with('\n') { "" } else { "\n\\ No newline at end of file\n" };
    write!(out, "{sign}{line}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_have_context_and_counts() {
        let before: String = (1..=20).map(|line| format!("第{line}行,\r\n")).collect::<String>() + "末行,";
        let after = before.replacen("第2行,", "第2行，", 1).replacen("第4行,", "第4行，", 1).replace("末行,", "末行，");
        let mut written = Vec::new();
        write("一.txt", &before, &after, &mut written).expect("a diff");
        let expected = "--- 一.txt\n+++ 一.txt\n@@ -1,7 +1,7 @@\n 第1行,\r\n-第2行,\r\n+第2行，\r\n 第3行,\r\n-第4行,\r\n+第4行，\r\n 第5行,\r\n 第6行,\r\n 第7行,\r\n\
                        @@ -18,4 +18,4 @@\n 第18行,\r\n 第19行,\r\n 第20行,\r\n-末行,\n\\ No newline at end of file\n+末行，\n\\ No newline at end of file\n";
        assert_eq!(String::from_utf8_lossy(&written), expected);
        written.clear();
        write("一.txt", &before, &before, &mut written).expect("a diff");
        assert!(written.is_empty());
    }
}
