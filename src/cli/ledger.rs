//! `tongzhi ledger`: who must do what by when, as a table.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use tongzhi::batch::Entry;
use tongzhi::ledger::{Asked, Grouping, Row, Selection, rows};
use tongzhi::parse;
use tongzhi::pipeline::{Located, locate};
use tongzhi::render::ledger::{csv, deadline_word, html, ics, json, md, table, xlsx};

use super::input::{Complaints, InputArguments};
use super::output::Output;

/// Print the ledger (台账): one row for each task and unit, with its deadline and where the notice says so
#[derive(Debug, Args)]
pub struct LedgerArguments {
    #[command(flatten)]
    input: InputArguments,

    /// How the ledger is written [default: by the name of the output file, else table]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Sort and group the rows [default: as they stand in the notices]
    #[arg(long, value_enum, value_name = "BY")]
    by: Option<By>,

    /// Only the rows of this unit, by any name that the roster has for it; can be given several times
    #[arg(long = "unit", value_name = "NAME")]
    units: Vec<String>,

    /// Only the rows that are due on DATE (such as 2011-06-30) or before
    #[arg(long, value_name = "DATE", value_parser = day)]
    due_before: Option<Date>,

    /// Only the rows that nothing says the end of: standing, recurring, hanging on an event, not understood, without a deadline;
    /// with --due-before, those as well
    #[arg(long)]
    open_ended: bool,

    /// Write CSV without the byte order mark that Excel needs
    #[arg(long)]
    no_bom: bool,

    /// Write to FILE, which appears only when it is whole
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns for a terminal; long values are cut
    Table,
    /// All columns, with Chinese headings
    Csv,
    /// Markdown tables
    Md,
    /// An array with a row a line, by `tongzhi schema ledger`
    Json,
    /// The same rows as JSON Lines
    Jsonl,
    /// Workbook: an overview, all rows, a sheet for each unit
    Xlsx,
    /// One page to look at: timeline, coverage, a table with search, each row with its passage
    Html,
    /// Parquet with typed columns, for DuckDB, Spark or pandas; in a program that was built with it
    Parquet,
    /// Calendar: a to-do for each assignment that has a day or recurs
    Ics,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Unit,
    Deadline,
    Notice,
}

impl From<By> for Grouping {
    fn from(by: By) -> Self {
        match by {
            By::Unit => Self::Unit,
            By::Deadline => Self::Deadline,
            By::Notice => Self::Notice,
        }
    }
}

/// Formats that are no text.
const BINARY: [Format; 2] = [Format::Xlsx, Format::Parquet];

fn day(words: &str) -> Result<Date, String> {
    words.parse().map_err(|_| "no date such as 2011-06-30".to_owned())
}

impl Format {
    /// The format that a file's name asks for.
    fn of_file(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::from_str(&extension, true).ok()
    }
}

/// Runs the command.
pub fn run(arguments: &LedgerArguments) -> anyhow::Result<ExitCode> {
    let input = &arguments.input;
    let mut options = input.options()?;
    // Coverage is what the rules on missing units and deadlines find.
    options.settings.selection = tongzhi::check::Selection::default();
    let roster = &options.settings.roster;
    let format = arguments.format.or_else(|| arguments.output.as_deref().and_then(Format::of_file)).unwrap_or(Format::Table);
    if format == Format::Parquet && !cfg!(feature = "parquet") {
        bail!(
            "this tongzhi was built without Parquet; `cargo install --path . --features parquet` builds one with it, and DuckDB reads --format json as well"
        );
    }
    if BINARY.contains(&format) && arguments.output.is_none() && std::io::stdout().is_terminal() {
        bail!("a workbook or Parquet file is nothing for a terminal; name a file with -o FILE");
    }
    let grouping = arguments.by.map(Grouping::from);
    let selection = Selection {
        units: arguments.units.clone(),
        due_before: arguments.due_before.map(|day| day.to_string()),
        open_ended: arguments.open_ended,
    }
    .named(roster);
    let mut out = Output::open(arguments.output.as_deref())?;
    let mut complaints = Complaints::default();
    let mut sink = Sink::new(format, grouping, !arguments.no_bom);
    let mut page = html::Page::default();
    let mut asked = Asked::of(&selection);
    let mut is_read = false;
    // A ledger that stands among the notices is none of them.
    let own: Vec<PathBuf> = arguments.output.iter().cloned().collect();
    if format == Format::Html {
        let take = |located: Located| {
            is_read = true;
            page.add(&located, roster, |row| {
                asked.see(row);
                selection.takes(row)
            });
            Ok(())
        };
        input.each_but(&mut complaints, &own, |_, source, _| locate(source, &options), take)?;
    } else {
        let read = |_: &Entry, source, _| Ok(rows(&parse(source, &options)?, roster));
        let take = |rows: Vec<Row>| {
            if !std::mem::replace(&mut is_read, true) {
                sink.begin(&mut out)?;
            }
            rows.iter().for_each(|row| asked.see(row));
            rows.into_iter().filter(|row| selection.takes(row)).try_for_each(|row| sink.take(row, &mut out))
        };
        input.each_but(&mut complaints, &own, read, take)?;
    }
    // Where no file could be read, an empty ledger would say that nobody has anything to do.
    if !is_read && complaints.any() {
        return Ok(complaints.exit_code());
    }
    for unmet in asked.unmet() {
        let nearest = if unmet.nearest.is_empty() { String::new() } else { format!("; the nearest: {}", unmet.nearest.join(", ")) };
        eprintln!("tongzhi: no row has the unit {}{nearest}", unmet.unit);
    }
    if format == Format::Html {
        match page.write(grouping, roster, &mut out)? {
            0 => {}
            without => eprintln!("tongzhi: the page would be too long: {without} notices are in it without their text"),
        }
    } else {
        if !is_read {
            sink.begin(&mut out)?;
        }
        sink.finish(roster, &mut out)?;
    }
    out.finish()?;
    Ok(complaints.exit_code())
}

/// Writes rows as they come where the format and order allow it, and keeps them otherwise.
struct Sink {
    format: Format,
    grouping: Option<Grouping>,
    mark: bool,
    array: json::Array,
    kept: Vec<Row>,
}

impl Sink {
    fn new(format: Format, grouping: Option<Grouping>, mark: bool) -> Self {
        Self { format, grouping, mark, array: json::Array::default(), kept: Vec::new() }
    }

    fn streams(&self) -> bool {
        self.grouping.is_none() && matches!(self.format, Format::Csv | Format::Json | Format::Jsonl | Format::Md)
    }

    fn begin(&self, out: &mut Output) -> anyhow::Result<()> {
        match self.format {
            Format::Csv => csv::write_heading(self.mark, out)?,
            Format::Md if self.grouping.is_none() => md::write_heading(out)?,
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self, row: Row, out: &mut Output) -> anyhow::Result<()> {
        if self.streams() {
            return self.write(&row, out);
        }
        self.kept.push(row);
        Ok(())
    }

    fn write(&mut self, row: &Row, out: &mut Output) -> anyhow::Result<()> {
        match self.format {
            Format::Csv => csv::write_row(row, out)?,
            Format::Json => self.array.write_row(row, out)?,
            Format::Jsonl => json::write_line(row, out)?,
            Format::Md => md::write_row(row, out)?,
            Format::Table | Format::Xlsx | Format::Ics | Format::Html | Format::Parquet => {}
        }
        Ok(())
    }

    fn finish(mut self, roster: &tongzhi::fields::Roster, out: &mut Output) -> anyhow::Result<()> {
        let mut kept = std::mem::take(&mut self.kept);
        // A calendar has no order, and rows of one assignment are to stay together.
        if let Some(grouping) = self.grouping.filter(|_| self.format != Format::Ics) {
            grouping.sort(&mut kept, roster);
        }
        match (self.format, self.grouping) {
            (Format::Table, grouping) => table::write(&kept, grouping, out)?,
            (Format::Xlsx, _) => match xlsx::write(&kept, roster, out)? {
                0 => {}
                without => eprintln!("tongzhi: {without} units have no sheet of their own; their rows stand among all"),
            },
            #[cfg(feature = "parquet")]
            (Format::Parquet, _) => tongzhi::render::ledger::parquet::write(&kept, out)?,
            (Format::Ics, _) => say_left_out(&ics::write(&kept, out)?),
            (Format::Md, Some(grouping)) => md::write_groups(&kept, grouping, out)?,
            _ => kept.iter().try_for_each(|row| self.write(row, out))?,
        }
        if self.format == Format::Json {
            self.array.finish(out)?;
        }
        Ok(())
    }
}

/// Says what a calendar has no place for.
fn say_left_out(left_out: &ics::LeftOut) {
    let count: usize = left_out.iter().map(|(_, count)| count).sum();
    if count > 0 {
        let kinds = left_out.iter().map(|(kind, count)| format!("{count} {}", kind.map_or("未写明", deadline_word)));
        eprintln!("tongzhi: {count} assignments have no day and are not in the calendar: {}", kinds.collect::<Vec<_>>().join(", "));
    }
}
