//! A page's elements as a tree: as browsers close them, within the depth limit.

use std::ops::Range;

use super::tokens::{Token, Tokens, attribute};
use crate::source::limits::{HTML_DEPTH, HTML_NODES};

/// An element or a stretch of text.
#[derive(Debug)]
pub struct Node {
    /// Its element's name; empty for text.
    pub name: String,
    /// Attributes of an element, or the text: where they stand in the page.
    pub place: Range<usize>,
    /// The element it stands in.
    pub parent: usize,
    /// The node after its last descendant.
    pub end: usize,
}

impl Node {
    /// Whether this is text.
    pub fn is_text(&self) -> bool {
        self.name.is_empty()
    }
}

/// The nodes in the order they stand, a parent before its children; the first is the root.
pub type Tree = Vec<Node>;

/// Elements without content.
const VOID: [&str; 15] =
    ["br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr", "param", "frame", "basefont"];

/// Elements that nobody sees.
const UNSEEN: [&str; 19] = [
    "script", "style", "head", "title", "noscript", "template", "select", "option", "button", "textarea", "iframe", "object", "svg",
    "audio", "video", "del", "rt", "rp", "map",
];

/// Elements that begin a line of their own and so end an open paragraph.
pub const BLOCKS: [&str; 31] = [
    "p",
    "div",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "center",
    "form",
    "article",
    "section",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "blockquote",
    "pre",
    "hr",
    "body",
];

/// An element → what its start tag closes, and the elements that such a search does not leave.
const CLOSES: [(&str, &[&str], &[&str]); 9] = [
    ("li", &["li"], &["ul", "ol", "td", "th", "table"]),
    ("dt", &["dt", "dd"], &["dl", "td", "th", "table"]),
    ("dd", &["dt", "dd"], &["dl", "td", "th", "table"]),
    ("td", &["td", "th"], &["tr", "table"]),
    ("th", &["td", "th"], &["tr", "table"]),
    ("tr", &["tr"], &["table"]),
    ("tbody", &["tr", "tbody", "thead", "tfoot"], &["table"]),
    ("thead", &["tr", "tbody", "thead", "tfoot"], &["table"]),
    ("tfoot", &["tr", "tbody", "thead", "tfoot"], &["table"]),
];

/// The tree of a page, without what nobody sees, and what is wrong with it.
pub fn parse(page: &str) -> (Tree, Vec<String>) {
    let mut tree = vec![Node { name: "body".to_owned(), place: 0..0, parent: 0, end: 0 }];
    let mut open: Vec<usize> = vec![0];
    let mut limits = Vec::new();
    // Name and depth of the unseen element that is open.
    let mut unseen: Option<(String, usize)> = None;
    for token in Tokens::new(page) {
        if tree.len() >= HTML_NODES {
            limits.push(format!("the page has more than {HTML_NODES} elements; what comes after is left out"));
            break;
        }
        match token {
            Token::Text(place) => {
                if unseen.is_none() {
                    add(&mut tree, &open, String::new(), place);
                }
            }
            Token::Open(name, place) => {
                if let Some((hidden, depth)) = &mut unseen {
                    // A head that was never closed ends where the body begins.
                    if hidden == "head" && BLOCKS.contains(&name.as_str()) {
                        unseen = None;
                    } else {
                        *depth += usize::from(*hidden == name && !VOID.contains(&name.as_str()));
                        continue;
                    }
                }
                if VOID.contains(&name.as_str()) {
                    add(&mut tree, &open, name, place);
                    continue;
                }
                if UNSEEN.contains(&name.as_str()) || is_hidden(&page[place.clone()]) {
                    if !page[..place.end].ends_with('/') {
                        unseen = Some((name, 1));
                    }
                    continue;
                }
                if matches!(name.as_str(), "html" | "body") {
                    continue;
                }
                if BLOCKS.contains(&name.as_str()) {
                    close(&mut tree, &mut open, &["p"], &["td", "th", "table", "div", "li", "center"]);
                }
                if let Some((_, closed, within)) = CLOSES.iter().find(|(own, ..)| *own == name) {
                    close(&mut tree, &mut open, closed, within);
                }
                if open.len() >= HTML_DEPTH {
                    let sentence = format!("more than {HTML_DEPTH} elements stand within each other; deeper ones are taken as one");
                    if limits.is_empty() {
                        limits.push(sentence);
                    }
                    continue;
                }
                let at = add(&mut tree, &open, name, place);
                open.push(at);
            }
            Token::Close(name) => {
                if let Some((hidden, depth)) = &mut unseen {
                    if *hidden == name {
                        *depth -= 1;
                        if *depth == 0 {
                            unseen = None;
                        }
                    }
                    continue;
                }
                let within: &[&str] =
                    if matches!(name.as_str(), "table" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot") { &[] } else { &["td", "th"] };
                close(&mut tree, &mut open, &[&name], within);
            }
        }
    }
    let end = tree.len();
    for at in open {
        tree[at].end = end;
    }
    (tree, limits)
}

fn add(tree: &mut Tree, open: &[usize], name: String, place: Range<usize>) -> usize {
    let at = tree.len();
    tree.push(Node { name, place, parent: open.last().copied().unwrap_or(0), end: at + 1 });
    at
}

/// Closes the innermost open element of one of these names, if it stands within none of `within`.
fn close(tree: &mut Tree, open: &mut Vec<usize>, names: &[&str], within: &[&str]) {
    let mut found = None;
    for (depth, &at) in open.iter().enumerate().skip(1).rev() {
        let name = tree[at].name.as_str();
        if names.contains(&name) {
            found = Some(depth);
            break;
        }
        if within.contains(&name) {
            break;
        }
    }
    let Some(depth) = found else { return };
    let end = tree.len();
    for at in open.drain(depth..) {
        tree[at].end = end;
    }
}

/// Attributes under which LibreOffice saves what is no text: note marks, page numbers, running heads and feet.
const SAVED_FURNITURE: [(&str, &str); 5] =
    [("class", "sdfootnoteanc"), ("class", "sdfootnotesym"), ("title", "header"), ("title", "footer"), ("type", "page")];

/// Styles, in lower case and without blanks, of what is not seen or, as Word saves it, no text: note marks, comments, page numbers.
const HIDING_STYLES: [&str; 10] = [
    "display:none",
    "visibility:hidden",
    "mso-hide:all",
    "mso-element:header",
    "mso-element:footer",
    "mso-element:comment",
    "mso-special-character:footnote",
    "mso-special-character:comment",
    "mso-field-code:page",
    "mso-field-code:\"page",
];

fn is_hidden(attributes: &str) -> bool {
    let is_furniture = |(name, value): &(&str, &str)| attribute(attributes, name).is_some_and(|own| own.eq_ignore_ascii_case(value));
    if !attributes.is_empty() && SAVED_FURNITURE.iter().any(is_furniture) {
        return true;
    }
    let style = attribute(attributes, "style").unwrap_or_default();
    if style.is_empty() {
        return false;
    }
    let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    HIDING_STYLES.iter().any(|mark| style.contains(mark))
}
