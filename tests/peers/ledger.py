"""The ledger's files as other programs read them. Run by .ci/ledger, with openpyxl, icalendar and duckdb:
   python tests/peers/ledger.py FOLDER
FOLDER holds ledger.json, .csv, .xlsx, .ics and .parquet, all of the same notices."""

import csv
import datetime
import json
import pathlib
import sys

import duckdb
import icalendar
import openpyxl

folder = pathlib.Path(sys.argv[1])
rows = json.loads((folder / "ledger.json").read_text("utf-8"))
units = {row["unit"] for row in rows}
assert len(rows) > 100, len(rows)


def day(text):
    return text and datetime.date.fromisoformat(text[:10])


# CSV: with the mark, quoted as RFC 4180 says, no cell a formula.
with open(folder / "ledger.csv", encoding="utf-8-sig", newline="") as file:
    read = list(csv.DictReader(file, strict=True))
assert len(read) == len(rows)
for one, other in zip(read, rows):
    assert one["任务"].lstrip("'") == other["task"] and one["完成期限"] == (other["due"] or "").replace("T", " "), one
    assert not any(value[:1] in "=+@" for value in one.values() if value), one

# The workbook: an overview, all rows, a sheet for each unit; dates are dates; ready to filter and to print.
book = openpyxl.load_workbook(folder / "ledger.xlsx")
assert book.sheetnames[:2] == ["总览", "全部任务"], book.sheetnames[:2]
assert len(book.sheetnames) == 2 + len(units), (len(book.sheetnames), len(units))
for sheet in book:
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0), sheet.title
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows == "$1:$1", sheet.title
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref and "&P" in sheet.oddFooter.center.text, sheet.title
everything = book["全部任务"]
heading = [cell.value for cell in everything[1]]
read = [dict(zip(heading, line)) for line in everything.iter_rows(min_row=2, values_only=True)]
assert len(read) == len(rows)
for one, other in zip(read, rows):
    due = one["完成期限"]
    assert (due and due.date()) == day(other["due"]), (due, other["due"])
    assert one["责任单位"] == other["unit"] and one["任务"] == other["task"]
links = [cell.hyperlink for cell in book["总览"]["A"] if cell.hyperlink]
assert len(links) == len(units) and all(link.location.split("'")[1] in book.sheetnames for link in links)
assert sum(book[name].max_row - 1 for name in book.sheetnames[2:]) == len(rows)

# The calendar: every to-do is whole, none without a day, what recurs by its rule.
calendar = icalendar.Calendar.from_ical((folder / "ledger.ics").read_bytes())
todos = calendar.walk("VTODO")
assert len({str(todo["UID"]) for todo in todos}) == len(todos) > 50
for todo in todos:
    assert not todo.errors and todo["DTSTAMP"].dt.tzinfo, todo.errors
    assert ("DUE" in todo) != ("RRULE" in todo), todo["SUMMARY"]
    if "RRULE" in todo:
        assert todo["RRULE"]["FREQ"] and type(todo["DTSTART"].dt) in (datetime.date, datetime.datetime)
    elif "DTSTART" in todo:
        assert type(todo["DTSTART"].dt) is type(todo["DUE"].dt) and todo["DTSTART"].dt < todo["DUE"].dt
dated = {day(row["due"]) for row in rows if row["due"] and row["deadline_type"] not in ("recurring", "list")}
assert dated <= {day(todo["DUE"].dt.isoformat()) for todo in todos if "DUE" in todo}
assert {row["rrule"] for row in rows if row["rrule"]} and any("RRULE" in todo for todo in todos)
for line in (folder / "ledger.ics").read_bytes().split(b"\r\n"):
    assert len(line) <= 75 and b"\n" not in line and line.decode("utf-8") is not None

# Parquet: the same rows, in the types that a table of them should have.
table = duckdb.read_parquet(str(folder / "ledger.parquet"))
types = dict(zip(table.columns, map(str, table.types)))
assert (types["due"], types["dates"], types["path"], types["line"]) == ("DATE", "DATE[]", "VARCHAR[]", "BIGINT"), types
read = table.fetchall()
assert len(read) == len(rows)
for one, other in zip(read, rows):
    one = dict(zip(table.columns, one))
    for key, value in other.items():
        expected = {"due": lambda: day(value), "start": lambda: day(value), "issued": lambda: day(value), "dates": lambda: [day(date) for date in value]}
        assert one[key] == expected.get(key, lambda: value)(), (key, one[key], value)
june = duckdb.sql(f"select count(*) from '{folder / 'ledger.parquet'}' where due between date '2013-01-01' and date '2013-12-31'").fetchone()[0]
assert june == sum(1 for row in rows if (row["due"] or "").startswith("2013"))
print(f"{len(rows)} rows, {len(units)} units, {len(todos)} to-dos: csv, openpyxl, icalendar and DuckDB read them")
