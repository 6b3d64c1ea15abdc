"""What tongzhi makes of one notice in several formats: all must say the same. Run by .ci/office:
   python3 tests/peers/office.py TONGZHI FOLDER
FOLDER has a folder docx/ with the notices and one for each way they went through LibreOffice (doc/, rtf/, rtf-docx/ …)."""

import collections
import html
import json
import pathlib
import re
import subprocess
import sys

# What LibreOffice does not write into a format, and so no reader of it can give:
# way (the folder), notice, path of the JSON value, why (patterns, all).
LOST = [
    (".*", "overrides", ".*", "LibreOffice knows no lvlRestart=0, isLgl and ⒈⑴, and gives a restarted list to its first paragraph only"),
    ("(?!odt$|odt-docx).*", "deleted-marks", ".*", "LibreOffice writes a deleted paragraph mark as a living one"),
    ("doc.*", "notice", r".*\.(path\.\d|message|marker|text)", "LibreOffice writes a list that begins at 5 so that its second level begins at 1.1"),
    ("html", "revised", ".*", "LibreOffice shows what is deleted"),
]
# Of what LibreOffice writes as HTML only this is compared: all its lists are 1. 2. 3., so that markers and levels are lost,
# and with them which assignment covers what.
HTML_HEADS = ["kind", "title", "document_number", "addressees", "issuer", "issued", "copied_to", "attachments", "year"]


def parsed(program, path):
    run = subprocess.run([program, "parse", "--isolated", str(path)], capture_output=True, text=True)
    assert run.returncode == 0, f"{path}: {run.stderr}"
    return json.loads(run.stdout)


def reads_pdf(program, path):
    """Not every build of tongzhi has the feature `pdf`."""
    return subprocess.run([program, "detect", str(path)], capture_output=True).returncode == 0


def flat(value, path=""):
    """Every value by its path; spans apart."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        yield f"{path}.length", len(value)
        for index, inner in enumerate(value):
            yield from flat(inner, f"{path}.{index}")
    else:
        yield path, value


def bare(text):
    return re.sub(r"\s", "", text)


def place(span, raw):
    """Where a value stands: paragraphs and characters, or in HTML the words that stand there."""
    if "paragraph" in span:
        return [span[key] for key in ("paragraph", "character", "end_paragraph", "end_character")]
    words = raw[span["start"] : span["end"]].decode("utf-8")
    return bare(html.unescape(re.sub(r"<[^>]*>", "", words)))


def with_places(value, raw):
    """The value with places for spans; in HTML they are only looked at: the words must stand there."""
    if isinstance(value, list):
        return [with_places(one, raw) for one in value]
    if not isinstance(value, dict):
        return value
    inner = {key: with_places(one, raw) for key, one in value.items() if key != "span"}
    if value.get("span"):
        where = place(value["span"], raw)
        if isinstance(where, list):
            inner["place"] = where
        elif "kind" in value and "text" in value:
            # Names below each other get 、 between them.
            assert bare(value["text"]).replace("、", "") in where.replace("、", ""), (value["text"], where)
    return inner


def without_places(value):
    if isinstance(value, list):
        return [without_places(one) for one in value]
    return {key: without_places(one) for key, one in value.items() if key != "place"} if isinstance(value, dict) else value


def of_html(notices):
    notices = without_places(notices)
    fields = [field for notice in notices for assignment in notice["assignments"] for field in assignment["fields"]]
    return [{key: notice[key] for key in HTML_HEADS} for notice in notices], fields


# What is compared of the formats that can't hold all of it.
COMPARED = {".html": of_html, ".pdf": without_places}


def differences(program, docx, other):
    raw = other.read_bytes()
    one, two = (with_places(parsed(program, path)["notices"], raw) for path in (docx, other))
    if other.suffix in COMPARED:
        one, two = map(COMPARED[other.suffix], (one, two))
    one, two = dict(flat(one)), dict(flat(two))
    for path in sorted(one.keys() | two.keys()):
        if one.get(path) != two.get(path):
            yield path, one.get(path), two.get(path)


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    used, wrong, compared = collections.Counter(), 0, 0
    for way in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != "docx"):
        for other in sorted(path for path in way.iterdir() if path.suffix == "." + way.name.split("-")[-1]):
            if other.suffix == ".pdf" and not reads_pdf(program, other):
                continue
            docx = folder / "docx" / (other.stem + ".docx")
            compared += 1
            for path, one, two in differences(program, docx, other):
                excuse = next((lost for lost in LOST if all(map(re.fullmatch, lost, (way.name, other.stem, path)))), None)
                used[excuse] += 1
                if not excuse:
                    wrong += 1
                    if wrong <= 100:
                        print(f"{way.name}/{other.name} {path}: {one!r} in the .docx, {two!r} here")
    for lost in LOST:
        if not used[lost]:
            print(f"no longer needed: {lost}")
    print(f"{compared} files of {len(list((folder / 'docx').iterdir()))} notices compared, {wrong} values differ")
    sys.exit(1 if wrong or not compared else 0)


main()
