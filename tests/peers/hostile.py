"""Files made to take memory and time: tongzhi must read or refuse each, soon and within 512 MB.
   python3 tests/peers/hostile.py TONGZHI [--parse]
A line: size, time and peak of memory of `detect`, the peak of `parse` if it is asked for, what came of it."""

import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

MEGABYTES = 512
SECONDS = 60
MIB = 1 << 20


def archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)


def word(body):
    return f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'


def filled(piece, size):
    """`piece`, different each time, up to `size` bytes; a packer looks back less far than it repeats."""
    parts, length, number = [], 0, 0
    while length < 1 << 18:
        parts.append(piece.replace("#", format(number * 2654435761 % (1 << 32), "08x")))
        length += len(parts[-1].encode())
        number += 1
    return "".join(parts) * (size // length)


def files(folder):
    """Writes them one by one; each with what it must be: read, refused, or either."""
    part = 60 * MIB

    def docx(name, body, **more):
        path = folder / f"{name}.docx"
        archive(path, {"word/document.xml": word(body), **more})
        return path

    yield docx("paragraphs", filled("<w:p><w:r><w:t>一、#</w:t></w:r></w:p>", part)), "read"
    yield docx("text", "<w:p><w:r><w:t>" + filled("责任科室：#，", part) + "</w:t></w:r></w:p>"), "read"
    yield docx("cells", "<w:tbl>" + filled("<w:tr><w:tc><w:p><w:r><w:t>#</w:t></w:r></w:p></w:tc></w:tr>", part) + "</w:tbl>"), "read"
    spans = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999999"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>#</w:t></w:r></w:p></w:tc></w:tr>'
    yield docx("spans", "<w:tbl>" + filled(spans, part) + "</w:tbl>"), "read"
    numbers = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>' for number in range(500_000))
    levels = "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>' for level in range(9))
    body = "".join(f'<w:p><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>' for number in range(500_000))
    lists = f'<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}</w:numbering>'
    yield docx("numbers", body, **{"word/numbering.xml": lists}), "read"
    laughs = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12)) + "]>"
    path = folder / "laughs.docx"
    archive(path, {"word/document.xml": laughs + word("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>")})
    yield path, "refused"
    yield docx("depth", "<w:p>" * 100_000), "refused"
    yield docx("zeros", " " * (100 * MIB)), "refused"

    path = folder / "bundle.zip"
    archive(path, {f"{number}.txt": filled("通知#\n", part) for number in range(6)})
    yield path, "refused"
    inner = folder / "inner.zip"
    archive(inner, {f"{number}.docx": "x" for number in range(4000)})
    path = folder / "nested.zip"
    archive(path, {f"{number}.zip": inner.read_bytes() for number in range(50)})
    yield path, "either"

    for name, piece in {
        "tags": "<b>",
        "nested": "<div><ol><li>",
        "rows": "<tr><td>#",
        "comments": "<!--",
        "quotes": "<a b='",
        "entities": "&#x4e00;",
    }.items():
        path = folder / f"{name}.html"
        path.write_text("<html><table>" + filled(piece, 100 * MIB), "utf-8")
        yield path, "either"
    for name, piece in {
        "cells": "\\intbl a\\cell ",
        "rows": "\\trowd\\cellx9\\intbl a\\cell\\row ",
        "paragraphs": "\\par\\u19968?",
        "fonts": "{\\fonttbl{\\f#\\fcharset134 x;}}",
        "lists": "{\\*\\listtable{\\list{\\listlevel\\levelnfc37{\\leveltext #;}}\\listid#}}",
        "boxes": "{\\shp{\\*\\shpinst{\\shptxt a\\par}}}",
        "binary": "\\bin999999999 ",
    }.items():
        path = folder / f"{name}.rtf"
        path.write_text("{\\rtf1\\ansi\\ansicpg936 " + filled(piece, 100 * MIB), "utf-8")
        yield path, "either"
    odt = filled('<text:p><text:s text:c="999999999"/>#</text:p>', part)
    path = folder / "blanks.odt"
    archive(path, {"content.xml": f"<office:document-content><office:body><office:text>{odt}</office:text></office:body></office:document-content>"})
    yield path, "read"
    rows = filled('<row><c t="inlineStr"><is><t>#</t></is></c></row>', part)
    path = folder / "rows.xlsx"
    archive(path, {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    })
    yield path, "read"
    path = folder / "message.mht"
    path.write_text("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + filled("--b\nContent-Type: multipart/mixed; boundary=b\n\n#\n", 100 * MIB))
    yield path, "refused"
    path = folder / "flat.xml"
    path.write_text('<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>' + filled("<w:p><w:r><w:t>#</w:t></w:r></w:p>", 100 * MIB))
    yield path, "either"
    # A .doc whose tables of pages name one page over and over.
    fixture = pathlib.Path("fixtures/formats/notice.doc").read_bytes()
    path = folder / "claims.doc"
    path.write_bytes(fixture.replace(struct.pack("<I", 0x20), struct.pack("<I", 0x7FFFFFF0)))
    yield path, "either"


def listed(folder):
    for line in pathlib.Path(folder, "list").read_text().splitlines():
        path, expected = line.split("\t")
        yield pathlib.Path(path), expected


def run(command, path):
    """Seconds, peak of memory in MB, what came of it, and what it said."""
    begun = time.monotonic()
    child = subprocess.Popen([sys.argv[1], command, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = child.stderr.read().decode("utf-8", "replace").strip()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    found = {0: "read", 2: "refused"}.get(child.returncode, f"ended by {child.returncode}")
    return time.monotonic() - begun, usage.ru_maxrss // 1024, found, error


def main():
    worst, wrong = (0, ""), []
    with tempfile.TemporaryDirectory() as folder:
        # Written by a process of its own: a child's peak counts what its parent held when it was started.
        writer = os.fork()
        if writer == 0:
            made = [f"{path}\t{expected}" for path, expected in files(pathlib.Path(folder))]
            pathlib.Path(folder, "list").write_text("\n".join(made))
            os._exit(0)
        os.waitpid(writer, 0)
        for path, expected in listed(folder):
            # `detect` opens a file and reads all its text; `parse` goes on to the items.
            took, peak, found, error = run("detect", path)
            more = run("parse", path)[1] if "--parse" in sys.argv else 0
            print(f"{path.name:18}{path.stat().st_size / MIB:7.1f} MiB {took:6.1f} s {peak:5} MB {more or '':5} {found} {error[:100]}", flush=True)
            worst = max(worst, (peak, path.name))
            if found != expected and (expected != "either" or found not in ("read", "refused")):
                wrong.append(f"{path.name} is {found} and should be {expected}")
            if peak >= MEGABYTES:
                wrong.append(f"{path.name} takes {peak} MB")
            if took > SECONDS:
                wrong.append(f"{path.name} takes {took:.0f} s")
            path.unlink()
    print(f"at most {worst[0]} MB, for {worst[1]}")
    sys.exit("; ".join(wrong) or 0)


main()
