//! Which part of a page is the notice: not by the site's template but by what it holds.

use super::tokens::attribute;
use super::tree::{Node, Tree};

/// What of the page is taken.
#[derive(Debug, Default)]
pub struct Chosen {
    /// Elements before the body that hold its title or document number.
    pub head: Vec<usize>,
    /// The element that holds the body.
    pub body: usize,
    /// Elements in the body that are chrome.
    pub left_out: Vec<usize>,
}

/// Elements that can hold a body.
const HOLDERS: [&str; 12] = ["body", "div", "td", "article", "section", "main", "center", "form", "table", "tbody", "tr", "font"];

/// `id`s and `class`es (in lower case, or a part of them) under which Chinese government sites keep a text.
const KNOWN_BODIES: [&str; 16] = [
    "trs_editor",
    "ucap-content",
    "vsb_content",
    "pages_content",
    "article-content",
    "article_content",
    "artibody",
    "zoom",
    "news_content",
    "newscontent",
    "con_text",
    "conten_text",
    "wordsection",
    "view-content",
    "info_content",
    "detail-content",
];

/// `id`s and `class`es (in lower case, or a part of them) of chrome.
const KNOWN_CHROME: [&str; 20] = [
    "nav",
    "menu",
    "breadcrumb",
    "crumb",
    "sidebar",
    "share",
    "copyright",
    "related",
    "toolbar",
    "pager",
    "prev",
    "next",
    "print",
    "qrcode",
    "banner",
    "login",
    "search",
    "footer",
    "location",
    "position",
];

/// Marks of a notice, each worth so many characters of plain text.
const EVIDENCE: [(&str, usize); 12] = [
    ("一、", 60),
    ("二、", 60),
    ("（一）", 40),
    ("㈠", 40),
    ("责任", 30),
    ("完成时间", 40),
    ("完成时限", 40),
    ("特此通知", 60),
    ("抄送", 40),
    ("号", 1),
    ("。", 10),
    ("；", 5),
];

/// Share of the page's worth that one element must hold for the others to be chrome.
const SHARE: f64 = 0.8;
/// Words of links in an element's text from which on it is a list of links.
const LINKS: f64 = 0.5;

#[derive(Debug, Clone, Copy, Default)]
struct Worth {
    characters: usize,
    in_links: usize,
    value: usize,
}

/// What word processors call themselves in the `Generator` or `ProgId` of what they save: all of such a page is text.
const WRITERS: [&str; 8] =
    ["word.document", "microsoft word", "libreoffice", "openoffice", "wps office", "wps 文字", "kingsoft", "wps.document"];

/// Bytes of a page in which its head says who wrote it.
const HEAD: usize = 4096;

fn is_saved_document(page: &str) -> bool {
    let head = page[..page.floor_char_boundary(HEAD)].to_ascii_lowercase();
    head.match_indices("<meta").any(|(at, _)| {
        let tag = head[at..].split('>').next().unwrap_or_default();
        (tag.contains("generator") || tag.contains("progid")) && WRITERS.iter().any(|writer| tag.contains(writer))
    })
}

/// Chooses the body of a page.
pub fn choose(tree: &Tree, page: &str) -> Chosen {
    if is_saved_document(page) {
        return Chosen::default();
    }
    let worth = weigh(tree, page);
    let worthy = |at: usize| worth[at].value as f64;
    let is_known = |node: &Node, known: &[&str]| {
        let attributes = &page[node.place.clone()];
        let name = |key: &str| attribute(attributes, key).unwrap_or_default().to_ascii_lowercase();
        let (id, class) = (name("id"), name("class"));
        known.iter().any(|mark| id.contains(mark) || class.contains(mark))
    };
    let mut body = 0;
    // Down, as long as one child holds nearly all; a child known as a body may hold less.
    loop {
        let best = children(tree, body)
            .filter(|&child| HOLDERS.contains(&tree[child].name.as_str()))
            .max_by(|&a, &b| worth[a].value.cmp(&worth[b].value).then(b.cmp(&a)));
        match best {
            Some(child) if worth[child].value > 0 && worthy(child) >= SHARE * worthy(body) => body = child,
            _ => break,
        }
        // A row's cells and a table's rows belong together unless one holds the whole page.
    }
    let known = (0..tree.len())
        .filter(|&at| !tree[at].is_text() && is_known(&tree[at], &KNOWN_BODIES) && worthy(at) >= 0.5 * worthy(0))
        .max_by(|&a, &b| worth[a].value.cmp(&worth[b].value).then(a.cmp(&b)));
    if let Some(known) = known.filter(|&known| known < body || known >= tree[body].end || worthy(known) >= SHARE * worthy(body)) {
        body = known;
        // A document of several sections that was pasted in.
        let parent = tree[known].parent;
        let is_section = |at: usize| !tree[at].is_text() && is_known(&tree[at], &["wordsection"]);
        if is_section(known) && children(tree, parent).filter(|&at| is_section(at)).count() > 1 {
            body = parent;
        }
    }
    // A table whose cell was chosen although its other cells hold its tasks is taken whole.
    while matches!(tree[body].name.as_str(), "tr" | "tbody" | "table" | "td") && is_data_table(tree, &worth, body) {
        body = tree[body].parent;
    }
    let mut left_out = Vec::new();
    let mut at = body + 1;
    while at < tree[body].end {
        let node = &tree[at];
        let links = worth[at].in_links as f64 > LINKS * worth[at].characters as f64;
        let holds_little = worthy(at) < 0.2 * worthy(body).max(1.0);
        let is_chrome = matches!(node.name.as_str(), "nav" | "footer" | "aside")
            || (HOLDERS.contains(&node.name.as_str()) && is_known(node, &KNOWN_CHROME))
            || (matches!(node.name.as_str(), "div" | "ul" | "table" | "td" | "p" | "dl") && links && worth[at].in_links > 4);
        if !node.is_text() && is_chrome && holds_little && worth[at].characters > 0 {
            left_out.push(at);
            at = node.end;
        } else {
            at += 1;
        }
    }
    Chosen { head: head(tree, page, body, &worth), body, left_out }
}

/// A table in which at least three cells hold something.
fn is_data_table(tree: &Tree, worth: &[Worth], at: usize) -> bool {
    let table = std::iter::successors(Some(at), |&at| (at != 0).then(|| tree[at].parent)).find(|&at| tree[at].name == "table");
    let Some(table) = table else { return false };
    // Cells of this table, with text and without tables of their own.
    let cells = (table + 1..tree[table].end).filter(|&cell| {
        matches!(tree[cell].name.as_str(), "td" | "th") && (1..40).contains(&worth[cell].characters) && worth[cell].in_links == 0
    });
    let whole = worth[table].characters;
    whole > 0 && cells.take(6).count() >= 6 && worth[at].characters <= whole && tree[at].name != "table"
}

fn children(tree: &Tree, of: usize) -> impl Iterator<Item = usize> {
    let first = (of + 1 < tree[of].end).then_some(of + 1);
    std::iter::successors(first, move |&child| (tree[child].end < tree[of].end).then_some(tree[child].end))
}

/// What each node holds, links apart.
fn weigh(tree: &Tree, page: &str) -> Vec<Worth> {
    let mut worth = vec![Worth::default(); tree.len()];
    for at in (0..tree.len()).rev() {
        let node = &tree[at];
        if node.is_text() {
            let text = &page[node.place.clone()];
            let characters = text.chars().filter(|c| !c.is_whitespace()).count();
            let evidence: usize = EVIDENCE
                .iter()
                .map(|(mark, value)| memchr::memmem::find_iter(text.as_bytes(), mark.as_bytes()).take(1000).count() * value)
                .sum();
            worth[at] = Worth { characters, in_links: 0, value: characters + evidence };
        }
        if node.name == "a" {
            worth[at].in_links = worth[at].characters;
            worth[at].value = 0;
        }
        if at > 0 {
            let own = worth[at];
            let parent = &mut worth[node.parent];
            parent.characters += own.characters;
            parent.in_links += own.in_links;
            parent.value += own.value;
        }
    }
    worth
}

/// Longest title or number line, in characters.
const HEAD_LINE: usize = 80;

/// What a title ends in.
const TITLE_ENDS: [&str; 14] =
    ["通知", "意见", "方案", "办法", "规定", "决定", "公告", "通告", "要点", "计划", "通报", "细则", "制度", "的函"];

/// The last title and the last document number before the body, if the body has none of its own.
fn head(tree: &Tree, page: &str, body: usize, worth: &[Worth]) -> Vec<usize> {
    let text_of = |at: usize| -> String {
        (at..tree[at].end)
            .filter(|&node| tree[node].is_text())
            .flat_map(|node| page[tree[node].place.clone()].chars())
            .filter(|c| !c.is_whitespace())
            .collect()
    };
    let beginning: String = text_of(body).chars().take(400).collect();
    let mut title = None;
    let mut number = None;
    for (at, node) in tree.iter().enumerate().take(body).skip(1) {
        let count = worth[at].characters;
        // The innermost element with the whole line, and not one around the body.
        if node.is_text() || node.end > body || !(4..=HEAD_LINE).contains(&count) || worth[at].in_links > 0 {
            continue;
        }
        if children(tree, at).any(|child| worth[child].characters == count && !tree[child].is_text()) {
            continue;
        }
        let text = text_of(at);
        if TITLE_ENDS.iter().any(|end| text.trim_end_matches(['）', ')']).ends_with(end)) && !beginning.contains(&text) {
            title = Some(at);
        } else if text.contains('〔') && text.ends_with('号') && !beginning.contains(&text) {
            number = Some(at);
        }
    }
    let mut head: Vec<usize> = title.into_iter().chain(number).collect();
    head.sort_unstable();
    head
}
