"""Measures tongzhi beside iconv and a plain Python script, on archives made of the project's fixtures.

Usage: pip install charset-normalizer opencc && cargo build --release && python3 benches/side_by_side/measure.py [RUNS]
Prints a Markdown table: the median of RUNS (default 5) runs of each, after one that is not counted, taken in turns.
"""

import glob
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TONGZHI = os.path.join(ROOT, "target", "release", "tongzhi")
PLAIN = [sys.executable, os.path.join(ROOT, "benches", "side_by_side", "plain.py")]
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
LARGE = 32 << 20
# The Python script is given less, and its speed is counted on that.
SMALL = 1 << 20
FILES, FILE_SIZE = 20_000, 5_000


def fixtures(*names):
    paths = sorted(path for name in names for path in glob.glob(os.path.join(ROOT, "fixtures", name)))
    return [open(path, encoding="utf-8").read().rstrip("\n") + "\n" for path in paths]


def repeated(texts, encoding, size):
    once = "".join(texts).encode(encoding)
    return once * -(-size // len(once))


def folder_of_files(folder, texts):
    """GB18030 files of about FILE_SIZE bytes, a thousand a folder."""
    chosen = random.Random(1)
    for number in range(FILES):
        if number % 1000 == 0:
            os.makedirs(os.path.join(folder, f"{number // 1000:02}"))
        content = b""
        while len(content) < FILE_SIZE - 500:
            content += chosen.choice(texts).encode("gb18030")
        if len(content) > FILE_SIZE:
            content = content[: content.rindex(b"\n", 0, FILE_SIZE) + 1]
        with open(os.path.join(folder, f"{number // 1000:02}", f"{number:05}.txt"), "wb") as file:
            file.write(content)


def size(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def seconds(command):
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main():
    with tempfile.TemporaryDirectory() as folder:
        def written(name, content):
            path = os.path.join(folder, name)
            with open(path, "wb") as file:
                file.write(content)
            return path

        clean, page = fixtures("clean/*.txt"), fixtures("notice.txt")
        dense = written("dense.txt", repeated(clean, "gb18030", LARGE))
        plan = written("plan.txt", repeated(fixtures("clean/points-at-sentence-ends.txt"), "gb18030", LARGE))
        # One line of the page has lost a byte, and what it was is searched for.
        whole = ["".join(line for line in page[0].splitlines(keepends=True) if "?" not in line)]
        annotated = written("annotated.txt", repeated(whole, "utf-8", LARGE // 4))
        damaged = written("damaged.txt", repeated(page, "utf-8", LARGE // 4))
        few = {}
        for path in (dense, plan, annotated, damaged):
            head = open(path, "rb").read(SMALL)
            few[path] = written(os.path.basename(path) + ".few", head[: head.rindex(b"\n") + 1])
        many, plans = os.path.join(folder, "many"), os.path.join(folder, "plans")
        folder_of_files(many, clean)
        folder_of_files(plans, fixtures("clean/points-at-sentence-ends.txt"))
        out = os.path.join(folder, "out.jsonl")
        inputs = [
            ("GB18030, every line a task with unit and date", dense),
            ("GB18030, a year's plan", plan),
            ("Traditional pages with pinyin notes, UTF-8", annotated),
            ("the same with a byte lost on every page", damaged),
            (f"{FILES:,} GB18030 files of 5 KB, dense as the first", many),
            (f"{FILES:,} GB18030 files of 5 KB, plans as the second", plans),
        ]
        columns = ["iconv", "tongzhi text", "tongzhi parse", "parse on 2 threads", "Python script"]
        print("| input | " + " | ".join(columns) + " |")
        print("|---|" + "---:|" * len(columns))
        for title, path in inputs:
            encoding = "utf-8" if path in (annotated, damaged) else "gb18030"
            is_folder = os.path.isdir(path)
            commands = [
                None if is_folder else (["iconv", "-f", encoding, "-t", "utf-8", path], path),
                None if is_folder else ([TONGZHI, "text", "--isolated", path], path),
                ([TONGZHI, "parse", "--isolated", "-j1", "-o", out, path], path),
                ([TONGZHI, "parse", "--isolated", "-j2", "-o", out, path], path) if is_folder else None,
                (PLAIN + [os.path.join(path, "00") if is_folder else few[path]], os.path.join(path, "00") if is_folder else few[path]),
            ]
            times = {index: [] for index, command in enumerate(commands) if command}
            for run in range(RUNS + 1):
                for index in times:
                    if run > 1 and index == len(commands) - 1:
                        continue
                    taken = seconds(commands[index][0])
                    if run or index == len(commands) - 1:
                        times[index].append(taken)
            cells = []
            for index, command in enumerate(commands):
                if not command:
                    cells.append("")
                    continue
                taken, bytes_read = statistics.median(times[index]), size(command[1])
                cells.append(f"{bytes_read / taken / 1e6:.3g} MB/s" + (f" ({taken:.1f} s)" if is_folder and index < 4 else ""))
            print(f"| {title} | " + " | ".join(cells) + " |", flush=True)


main()
