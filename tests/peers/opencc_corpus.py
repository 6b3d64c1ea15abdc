"""Writes two files: Traditional lines, and what OpenCC's own t2s makes of them.

    python tests/peers/opencc_corpus.py tests/simplify/traditional.txt FOLDER

The lines are every character and every phrase of OpenCC's tables, each in a line that is Traditional whatever it holds,
pairs of phrases side by side, and the sentences of our parity corpus.
"""

import os
import subprocess
import sys

import opencc

corpus, folder = sys.argv[1:]
home = os.path.join(os.path.dirname(opencc.__file__), "clib")
tables = os.path.join(home, "share", "opencc")


def entries(name):
    """The keys of one of OpenCC's tables."""
    made = os.path.join(folder, name + ".txt")
    dumper = os.path.join(home, "bin", "opencc_dict")
    subprocess.run([dumper, "-i", os.path.join(tables, name + ".ocd2"), "-f", "ocd2", "-o", made, "-t", "text"], check=True)
    with open(made, encoding="utf-8") as table:
        return [line.split("\t")[0] for line in table if "\t" in line]


units = []
for name in ("TSCharacters", "TSPhrases", "STPhrases", "TWVariantsRevPhrases"):
    try:
        units += entries(name)
    except subprocess.CalledProcessError:
        print(f"OpenCC's {name} cannot be read here", file=sys.stderr)
to_traditional, to_simplified = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
units = sorted({to_traditional.convert(unit) for unit in units} | set(units))
lines = [f"{unit}，國際會議。" for unit in units if len(unit) < 20]
lines += [f"為{one}{two}國際會議。" for one, two in zip(units[::7], units[3::7])]
with open(corpus, encoding="utf-8") as sentences:
    lines += [line.rstrip("\n") for line in sentences if line.strip()]
text = "\n".join(lines) + "\n"
for name, content in (("traditional.txt", text), ("opencc.txt", to_simplified.convert(text))):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as out:
        out.write(content)
print(f"{len(lines)} lines")
