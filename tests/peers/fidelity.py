"""What tongzhi and other programs keep of the same files, and how long they take. Run by .ci/office:
   python3 tests/peers/fidelity.py TONGZHI FOLDER LINES
FOLDER has a folder for each format; LINES has for each notice NAME.lines, what a reader of its page sees."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

PROFILE = "-env:UserInstallation=file:///tmp/tongzhi-soffice"
FORMATS = ["docx", "doc", "rtf", "odt", "html", "pdf"]
# Programs by format; {} is the file.
PEERS = {
    "antiword": (["doc"], ["antiword", "-m", "UTF-8", "-w", "0", "{}"]),
    "pandoc": (["docx", "rtf", "odt", "html"], ["pandoc", "-t", "plain", "--wrap=none", "{}"]),
    "pdftotext": (["pdf"], ["pdftotext", "-layout", "{}", "-"]),
}
# Text that is none: deleted, hidden, in running heads and feet.
NOT_TEXT = ["三月底", "内部说明不外发", "页脚单位", "各学校", "防疫站", "四月中旬", "采购奖品", "此句定稿时删", "内部口径", "年龄是否放宽", "内部资料", "按次收费"]
# LibreOffice writes into these formats what it should not, and every reader finds it there.
LEAKED_BY_LIBREOFFICE = ["html"]
LABEL = re.compile(r"(第.{1,3}?[章节条段](?:阶段)?|[一二三四五六七八九十甲乙丙丁子丑]+[、．是]|[（(].{1,3}?[）)]|\d+(?:\.\d+)*(?= )|\d+[.)）]|[０-９]+．|[①-⒛]|[A-Za-z]+[.)])(?=.)")
FASTER = 100


def bare(text):
    return re.sub(r"\s", "", text)


class Truth:
    """A notice's paragraphs, the ones with an automatic number, its tables' cells."""

    def __init__(self, lines):
        rows = [line.split("\t") for line in lines if "\t" in line]
        lines = [line for line in lines if "\t" not in line]
        found = [LABEL.match(line) for line in lines]
        self.numbered = [(bare(one[0]), bare(line[one.end() :])) for line, one in zip(lines, found) if one]
        self.paragraphs = [bare(line[one.end() :] if one else line) for line, one in zip(lines, found)]
        self.cells = {bare(cell) for row in rows for cell in row if bare(cell)}

    def as_lines(self):
        """Each paragraph, alone or with its neighbour: a title's lines may come out as one."""
        around = ["", *self.paragraphs, ""]
        return [(line, before + line, line + after) for before, line, after in zip(around, self.paragraphs, around[2:])]

    def kept(self, text):
        """Paragraphs, numbers and cells kept, and strings that are no text and came out."""
        lines = [bare(line) for line in text.splitlines()]
        ends = {}
        for line in lines:
            for at in range(min(len(line), 9) if line else 0):
                ends.setdefault(line[at:], set()).add(line[:at])
        # A cell may be a line, or parted from its neighbours by a tab, a bar or blanks.
        cells = {bare(cell) for line in text.splitlines() for cell in re.split(r"\t|\||\s{2,}| (?=\S)", line)} | set(lines)
        cells |= {bare(cell) for line in text.splitlines() for cell in re.split(r"\t|\||\s{2,}", line)}
        return [
            sum(any(text in ends for text in texts) for texts in self.as_lines()),
            sum(label in ends.get(paragraph, ()) for label, paragraph in self.numbered),
            sum(cell in cells for cell in self.cells),
            sum(leak in bare(text) for leak in NOT_TEXT),
        ]


def timed(run, times):
    best = None
    for _ in range(times):
        begun = time.perf_counter()
        text = run()
        took = time.perf_counter() - begun
        best = took if best is None else min(best, took)
    return text, best


def program(command, path):
    run = subprocess.run([part.replace("{}", str(path)) for part in command], capture_output=True)
    return run.stdout.decode("utf-8", "replace") if run.returncode == 0 else None


def libreoffice(path):
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", PROFILE, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(path)]
        subprocess.run(command, capture_output=True)
        made = pathlib.Path(folder) / (path.stem + ".txt")
        return made.read_text("utf-8-sig") if made.exists() else None


def main():
    tongzhi, folder, truths = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    readers = {
        "tongzhi": (FORMATS, lambda path: program([tongzhi, "text", "--isolated", "{}"], path), 5),
        "LibreOffice": (FORMATS, libreoffice, 1),
    }
    for name, (formats, command) in PEERS.items():
        if shutil.which(command[0]):
            readers[name] = (formats, lambda path, command=command: program(command, path), 3)
    print(f"{'':6}{'':13}{'paragraphs':>11}{'numbers':>9}{'cells':>9}{'leaks':>7}{'a file':>12}")
    failed = []
    for kind in FORMATS:
        files = sorted((folder / kind).glob(f"*.{kind}"))
        results = {}
        for name, (formats, run, times) in readers.items():
            if kind not in formats or not files:
                continue
            kept, of, seconds = [0] * 4, [0] * 3, 0.0
            for path in files:
                truth = Truth((truths / (path.stem + ".lines")).read_text("utf-8").splitlines())
                text, took = timed(lambda: run(path), times)
                if text is None and path == files[0] and name == "tongzhi":
                    break
                text = text or ""
                seconds += took
                kept = [one + more for one, more in zip(kept, truth.kept(text))]
                of = [one + len(more) for one, more in zip(of, (truth.paragraphs, truth.numbered, truth.cells))]
            else:
                results[name] = kept, seconds / len(files)
                shares = "".join(f"{one:>5}/{all:<3}" for one, all in zip(kept, of))
                print(f"{kind:6}{name:13}{shares}{kept[3]:>7}{1000 * seconds / len(files):>9.1f} ms")
        if "tongzhi" not in results:
            print(f"{kind:6}{'tongzhi':13}  does not read it")
            continue
        if "LibreOffice" in results:
            (own, own_time), (other, other_time) = results["tongzhi"], results["LibreOffice"]
            if any(one < two for one, two in zip(own[:3], other[:3])) or (own[3] > other[3]):
                failed.append(f"{kind}: LibreOffice keeps more")
            if own[3] and kind not in LEAKED_BY_LIBREOFFICE:
                failed.append(f"{kind}: text came out that is none")
            if own_time * FASTER > other_time:
                failed.append(f"{kind}: only {other_time / own_time:.0f} times faster than LibreOffice")
    sys.exit("; ".join(failed) or 0)


main()
