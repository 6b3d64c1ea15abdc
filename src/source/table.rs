//! Tables as lines of text. A responsibility table (a header row with 工作任务 / 责任单位 / 完成时限)
//! becomes a flattened table: its header and its rows, cells parted by tabs, each merged cell
//! repeated for every row and column it covers. Any other table becomes a line a row.

use std::ops::Range;

use super::limits::{CELLS, COLUMNS, SPAN, TEXT_BYTES};

/// What a header cell may say of the work itself, besides a number: any of these in it.
const TASK_LABELS: [&str; 20] = [
    "任务", "内容", "事项", "项目", "措施", "目标", "要求", "指标", "序号", "编号", "备注", "类别", "名称", "步骤", "阶段", "问题", "举措",
    "工作", "进度", "说明",
];

/// What a header cell may say of who must do it by when: any of these in it.
const FIELD_LABELS: [&str; 28] = [
    "责任单位",
    "责任科室",
    "责任部门",
    "责任处室",
    "责任人",
    "责任领导",
    "责任分工",
    "责任主体",
    "责任股室",
    "责任支部",
    "牵头",
    "主办",
    "承办",
    "配合",
    "协办",
    "参与",
    "实施单位",
    "落实单位",
    "分管领导",
    "联系人",
    "负责人",
    "负责单位",
    "负责科室",
    "负责部门",
    "完成时间",
    "完成时限",
    "办结时限",
    "时限",
];

/// Longest header cell in characters.
const LABEL_CHARACTERS: usize = 14;
/// Rows in which the header is looked for.
const HEADER_ROWS: usize = 8;
/// A cell with so many paragraphs and characters holds a text and no value: its table only lays a page out.
const LAYOUT_PARAGRAPHS: usize = 3;
const LAYOUT_CHARACTERS: usize = 100;

/// How a cell is merged with the ones below or above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// It covers so many rows, mostly one.
    Rows(usize),
    /// It goes on from the row above.
    Continued,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub struct Table {
    /// Each cell's paragraphs, once.
    cells: Vec<Vec<String>>,
    /// Each row's columns: index of the cell that covers them.
    rows: Vec<Vec<Option<usize>>>,
    /// Cells from rows above that cover rows to come: by column, the cell and the rows left.
    hanging: Vec<Option<(usize, usize)>>,
    slots: usize,
}

impl Table {
    /// Begins a row.
    pub fn begin_row(&mut self) {
        self.finish_row();
        self.rows.push(Vec::new());
    }

    /// Leaves out the row that was begun last (a deleted one).
    pub fn drop_row(&mut self) {
        self.rows.pop();
    }

    /// Leaves `columns` empty at the row's beginning.
    pub fn skip_columns(&mut self, columns: usize) {
        if let Some(row) = self.rows.last_mut() {
            row.resize((row.len() + columns.min(SPAN)).min(COLUMNS), None);
        }
    }

    /// Adds a cell to the row that was begun last; gives its number, from 0, or `None` where it goes on from another or has no room.
    pub fn push(&mut self, paragraphs: Vec<String>, columns: usize, merge: Merge) -> Option<usize> {
        if self.rows.is_empty() {
            self.begin_row();
        }
        let (row, above) = self.rows.split_last_mut()?;
        while let Some(Some((cell, left))) = self.hanging.get_mut(row.len()).filter(|hanging| hanging.is_some()) {
            row.push(Some(*cell));
            *left -= 1;
            if *left == 0 {
                let column = row.len() - 1;
                self.hanging[column] = None;
            }
        }
        let columns = columns.clamp(1, SPAN).min(COLUMNS.saturating_sub(row.len()));
        if columns == 0 || self.slots >= CELLS {
            return None;
        }
        self.slots += columns;
        let cell = match merge {
            Merge::Continued => above.last().and_then(|above| above.get(row.len()).copied().flatten()),
            Merge::Rows(_) => None,
        };
        let new = cell.is_none().then_some(self.cells.len());
        let cell = cell.unwrap_or_else(|| {
            self.cells.push(paragraphs);
            self.cells.len() - 1
        });
        if let Merge::Rows(rows @ 2..) = merge {
            self.hanging.resize(self.hanging.len().max(row.len() + columns), None);
            for hanging in &mut self.hanging[row.len()..row.len() + columns] {
                *hanging = Some((cell, rows.min(SPAN * SPAN) - 1));
            }
        }
        row.extend(std::iter::repeat_n(Some(cell), columns));
        new
    }

    /// Cells from above that stand at the row's end.
    fn finish_row(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        for column in row.len()..self.hanging.len() {
            let Some((cell, left)) = self.hanging[column] else { continue };
            row.resize(column, None);
            row.push(Some(cell));
            self.slots += 1;
            self.hanging[column] = (left > 1 && self.slots < CELLS).then_some((cell, left - 1));
        }
    }

    /// The table's lines.
    pub fn into_lines(self) -> Vec<String> {
        self.into_table_lines().into_iter().map(|line| line.text).collect()
    }

    /// The table's lines, with the cells that each is made of.
    pub fn into_table_lines(mut self) -> Vec<TableLine> {
        self.finish_row();
        let mut lines = Vec::new();
        let Some(header) = self.header_row() else {
            for row in 0..self.rows.len() {
                self.text_row(row, &mut lines);
            }
            return lines;
        };
        for row in 0..header {
            // A header's first row, with the labels that its second one splits, is no line of its own.
            if !self.is_header(row) {
                self.text_row(row, &mut lines);
            }
        }
        let labels = self.flat_row(header, |_| CellKind::Label);
        let holds_names: Vec<bool> = self.rows[header].iter().map(|cell| cell.is_some_and(|cell| self.is_names_label(cell))).collect();
        let kind = |column: usize| if holds_names.get(column) == Some(&true) { CellKind::Names } else { CellKind::Text };
        let at = lines.len();
        let mut bytes = 0;
        for row in header + 1..self.rows.len() {
            // A long text that many rows share makes more of a file than there is in it.
            bytes += lines.last().map_or(0, |line: &TableLine| line.text.len());
            if bytes > TEXT_BYTES {
                break;
            }
            if self.distinct(row).len() == 1 && self.rows[row].len() > 1 {
                self.text_row(row, &mut lines);
                continue;
            }
            let line = self.flat_row(row, kind);
            // Headers are repeated by hand at each page's top.
            if line.text != labels.text && !line.text.trim().is_empty() {
                lines.push(line);
            }
        }
        lines.insert(at, labels);
        lines
    }

    /// The last of the header's rows.
    fn header_row(&self) -> Option<usize> {
        let rows = self.rows.len().min(HEADER_ROWS);
        let first = (0..rows).find(|&row| self.is_header(row))?;
        let shares =
            |above: usize, row: usize| self.rows[above].iter().zip(&self.rows[row]).any(|(above, below)| above.is_some() && above == below);
        let mut last = first;
        while last + 1 < rows && self.is_header(last + 1) && shares(last, last + 1) {
            last += 1;
        }
        Some(last)
    }

    fn is_header(&self, row: usize) -> bool {
        let (mut cells, mut labels, mut fields) = (0, 0, 0);
        for cell in self.distinct(row) {
            let label = self.label(cell);
            if label.is_empty() {
                continue;
            }
            if label.chars().count() > LABEL_CHARACTERS {
                return false;
            }
            let is_field = FIELD_LABELS.iter().any(|known| label.contains(known));
            cells += 1;
            labels += usize::from(is_field || TASK_LABELS.iter().any(|known| label.contains(known)));
            fields += usize::from(is_field);
        }
        fields > 0 && labels >= 2 && labels * 2 > cells
    }

    /// A cell's text without white space.
    fn label(&self, cell: usize) -> String {
        self.cells[cell].iter().flat_map(|paragraph| paragraph.chars()).filter(|c| !c.is_whitespace()).collect()
    }

    /// Whether the column under this header cell names units or persons.
    fn is_names_label(&self, cell: usize) -> bool {
        let label = self.label(cell);
        FIELD_LABELS.iter().any(|known| label.contains(known)) && !label.contains('时')
    }

    /// The cells of a row, each once.
    fn distinct(&self, row: usize) -> Vec<usize> {
        let mut cells: Vec<usize> = self.rows[row].iter().copied().flatten().collect();
        cells.dedup();
        cells
    }

    fn flat_row(&self, row: usize, kind: impl Fn(usize) -> CellKind) -> TableLine {
        let mut line = TableLine::default();
        for (column, cell) in self.rows[row].iter().enumerate() {
            if column > 0 {
                line.text.push('\t');
            }
            if let Some(cell) = cell {
                line.add(&cell_text(&self.cells[*cell], kind(column)), *cell, None);
            }
        }
        line
    }

    /// A row of a table that is no list of tasks: on one line, or a paragraph each where a cell holds a text.
    fn text_row(&self, row: usize, lines: &mut Vec<TableLine>) {
        // A cell from the row above has been said there.
        let above = row.checked_sub(1).map(|above| self.distinct(above)).unwrap_or_default();
        let cells: Vec<usize> = self.distinct(row).into_iter().filter(|cell| !above.contains(cell)).collect();
        let filled = |cell: &&usize| self.cells[**cell].iter().any(|paragraph| !paragraph.trim().is_empty());
        let holds_text = |cell: &usize| {
            let paragraphs = &self.cells[*cell];
            let characters = || paragraphs.iter().map(|paragraph| paragraph.chars().count()).sum::<usize>();
            paragraphs.len() >= LAYOUT_PARAGRAPHS && characters() > LAYOUT_CHARACTERS
        };
        if cells.iter().filter(filled).count() == 1 || cells.iter().any(holds_text) {
            for cell in cells {
                for (index, paragraph) in self.cells[cell].iter().enumerate().filter(|(_, paragraph)| !paragraph.trim().is_empty()) {
                    let mut line = TableLine::default();
                    line.add(paragraph, cell, Some(index));
                    lines.push(line);
                }
            }
            return;
        }
        let mut line = TableLine::default();
        for (column, cell) in cells.into_iter().enumerate() {
            if column > 0 {
                line.text.push('\t');
            }
            line.add(&cell_text(&self.cells[cell], CellKind::Text), cell, None);
        }
        line.text.truncate(line.text.trim_end().len());
        if !line.text.is_empty() {
            lines.push(line);
        }
    }
}

/// A line of a table.
#[derive(Debug, Default)]
pub struct TableLine {
    /// The line.
    pub text: String,
    /// Byte ranges of `text`, each with the number of the cell it comes from (see [`Table::push`]) and,
    /// where it is only one of its paragraphs, which.
    pub cells: Vec<(Range<usize>, usize, Option<usize>)>,
}

impl TableLine {
    fn add(&mut self, text: &str, cell: usize, paragraph: Option<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        if !text.trim().is_empty() {
            self.cells.push((start..self.text.len(), cell, paragraph));
        }
    }
}

/// Longest paragraph that is one entry of a list of names, in characters.
const ENTRY_CHARACTERS: usize = 12;

/// What a cell of a responsibility table holds, as its column's header tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellKind {
    /// A header's label.
    Label,
    /// Units or persons: each line is one.
    Names,
    /// Anything: only paragraphs can be names, a line break is the typist's.
    Text,
}

/// A cell's paragraphs on one line: names one below the other get 、 between them, sentences nothing.
fn cell_text(paragraphs: &[String], kind: CellKind) -> String {
    let mut text = String::new();
    let is_name = |piece: &str| {
        (2..=ENTRY_CHARACTERS).contains(&piece.trim().chars().count())
            && !piece.chars().any(|c| c.is_ascii_digit() || "。；：，;:,（）()".contains(c))
    };
    let are_names = match kind {
        CellKind::Label => false,
        CellKind::Names => {
            paragraphs.iter().flat_map(|paragraph| paragraph.split('\n')).filter(|piece| !piece.trim().is_empty()).all(is_name)
        }
        CellKind::Text => paragraphs.len() > 1 && paragraphs.iter().all(|paragraph| is_name(paragraph)),
    };
    for piece in paragraphs.iter().flat_map(|paragraph| paragraph.split(['\n', '\t'])).map(str::trim).filter(|piece| !piece.is_empty()) {
        match text.chars().next_back() {
            None => {}
            Some('、') => {}
            Some(_) if are_names => text.push('、'),
            Some(last) if last.is_ascii_alphanumeric() && piece.starts_with(|c: char| c.is_ascii_alphanumeric()) => text.push(' '),
            Some(_) => {}
        }
        text.push_str(piece);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(table: &mut Table, cells: &[(&str, usize, Merge)]) {
        table.begin_row();
        for (text, columns, merge) in cells {
            table.push(text.split('|').map(str::to_owned).collect(), *columns, *merge);
        }
    }

    const ONE: Merge = Merge::Rows(1);

    #[test]
    fn responsibility_tables_are_flattened_with_merged_cells_repeated() {
        let mut table = Table::default();
        cells(&mut table, &[("2011年重点工作责任分解表", 4, ONE)]);
        cells(&mut table, &[("序号", 1, ONE), ("工作任务", 1, ONE), ("责任 科室", 1, ONE), ("完成时限", 1, ONE)]);
        cells(&mut table, &[("1", 1, ONE), ("组织义诊", 1, ONE), ("医务科|护理部", 1, Merge::Rows(2)), ("4月底前", 1, ONE)]);
        cells(&mut table, &[("2", 1, ONE), ("编印手册", 1, ONE), ("6月底前", 1, ONE)]);
        cells(&mut table, &[("二、长期工作", 4, ONE)]);
        cells(&mut table, &[("3", 1, ONE), ("巡查", 1, ONE), ("", 1, Merge::Continued), ("长期", 1, ONE)]);
        assert_eq!(
            table.into_lines(),
            [
                "2011年重点工作责任分解表",
                "序号\t工作任务\t责任 科室\t完成时限",
                "1\t组织义诊\t医务科、护理部\t4月底前",
                "2\t编印手册\t医务科、护理部\t6月底前",
                "二、长期工作",
                "3\t巡查\t二、长期工作\t长期",
            ]
        );
    }

    #[test]
    fn line_breaks_part_names_but_no_labels_and_no_tasks() {
        let mut table = Table::default();
        cells(&mut table, &[("工作|任务", 1, ONE), ("责任\n单位", 1, ONE), ("完成|时限", 1, ONE)]);
        cells(&mut table, &[("更换老化\n线路", 1, ONE), ("总务科\n保卫科|各病区", 1, ONE), ("7月\n底前", 1, ONE)]);
        assert_eq!(table.into_lines(), ["工作任务\t责任单位\t完成时限", "更换老化线路\t总务科、保卫科、各病区\t7月底前"]);
    }

    #[test]
    fn a_header_of_two_rows_gives_the_lower_labels() {
        let mut table = Table::default();
        cells(&mut table, &[("工作任务", 1, Merge::Rows(2)), ("责任分工", 2, ONE), ("完成时限", 1, Merge::Rows(2))]);
        cells(&mut table, &[("责任单位", 1, ONE), ("责任人", 1, ONE)]);
        cells(&mut table, &[("组织义诊", 1, ONE), ("医务科", 1, ONE), ("王某", 1, ONE), ("4月底前", 1, ONE)]);
        assert_eq!(table.into_lines(), ["工作任务\t责任单位\t责任人\t完成时限", "组织义诊\t医务科\t王某\t4月底前"]);
    }

    #[test]
    fn other_tables_are_text() {
        let mut table = Table::default();
        cells(&mut table, &[("联系人", 1, ONE), ("李某", 1, ONE), ("电话", 1, ONE), ("1234", 1, ONE)]);
        cells(&mut table, &[("", 1, ONE), ("附注", 3, ONE)]);
        assert_eq!(table.into_lines(), ["联系人\t李某\t电话\t1234", "附注"]);
        let mut layout = Table::default();
        let body = "各科室：|".to_owned() + &"认真组织学习。".repeat(20) + "|特此通知。";
        cells(&mut layout, &[("栏目", 1, ONE), (&body, 1, ONE)]);
        assert_eq!(layout.into_lines().len(), 4);
    }

    #[test]
    fn claims_beyond_the_limits_are_cut() {
        let mut table = Table::default();
        for _ in 0..3000 {
            cells(&mut table, &[("甲", usize::MAX, Merge::Rows(usize::MAX)), ("乙", usize::MAX, Merge::Continued)]);
        }
        assert!(table.rows.iter().map(Vec::len).max() <= Some(COLUMNS));
        assert!(!table.into_lines().is_empty());
    }
}
