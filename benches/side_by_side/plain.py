"""The script that one would write in an afternoon: charset-normalizer + OpenCC + re + json.

Usage: plain.py FILE|FOLDER... > OUT.jsonl
It finds no damage, no levels, no scopes and no places, and knows deadlines only as words: it stands here for its speed.
"""

import json
import os
import re
import sys

import charset_normalizer
import opencc

SIMPLIFIED = opencc.OpenCC("t2s")
MARKER = re.compile(r"^\s*([一二三四五六七八九十百]+、|（[一二三四五六七八九十]+）|[㈠-㈩]|\d+[、.．]|（\d+）|[①-⑳])\s*([^。：；\n]{0,30})")
FIELD = re.compile(r"(责任(?:科室|单位|部门|人)|牵头(?:科室|单位|部门)|完成(?:时间|时限)|配合(?:科室|单位|部门))\s*[：:]\s*([^。；\n]+)")
DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?")


def files(paths):
    for path in paths:
        if not os.path.isdir(path):
            yield path
        for folder, _, names in sorted(os.walk(path)):
            yield from (os.path.join(folder, name) for name in sorted(names))


def read(path):
    with open(path, "rb") as file:
        found = charset_normalizer.from_bytes(file.read()).best()
    return SIMPLIFIED.convert(str(found))


def items(text):
    for number, line in enumerate(text.splitlines(), 1):
        marker = MARKER.match(line)
        fields = [
            {"label": label, "text": value, "dates": [date.group() for date in DATE.finditer(value)]}
            for label, value in FIELD.findall(line)
        ]
        if marker or fields:
            yield {"line": number, "marker": marker and marker[1], "title": marker and marker[2], "text": line, "fields": fields}


for path in files(sys.argv[1:]):
    print(json.dumps({"path": path, "items": list(items(read(path)))}, ensure_ascii=False))
