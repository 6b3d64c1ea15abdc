"""Makes build/pair_counts.tsv from jieba's word list (MIT), as shipped in the crate jieba-rs:

    python3 build/pair_counts.py ~/.cargo/registry/src/*/jieba-rs-0.11.0/src/data/dict.txt > build/pair_counts.tsv
"""

import collections
import sys

# Rarer pairs say nothing that the characters' own frequencies do not say.
LEAST_PAIR_COUNT = 4

total, first, single, last = (collections.Counter() for _ in range(4))
begun, inner, whole = (collections.defaultdict(collections.Counter) for _ in range(3))
for line in open(sys.argv[1], encoding="utf-8"):
    word, count = line.split(" ")[:2]
    if not all("\u4e00" <= character <= "\u9fff" for character in word):
        continue
    count = int(count)
    first[word[0]] += count
    last[word[-1]] += count
    for character in word:
        total[character] += count
    if len(word) == 1:
        single[word] += count
    for at, (one, two) in enumerate(zip(word, word[1:])):
        (inner if at else begun)[one][two] += count
    if len(word) == 2:
        whole[word[0]][word[1]] += count


def classes(followers, level=lambda two, count: count.bit_length() - 1):
    """n:characters for each level, by default the power of two of their count, the highest first."""
    found = collections.defaultdict(list)
    for two, count in followers.items():
        if count >= LEAST_PAIR_COUNT:
            found[level(two, count)].append(two)
    return " ".join(f"{n}:{''.join(sorted(found[n]))}" for n in sorted(found, reverse=True))


print("# Character pairs inside the words of jieba's word list (dict.txt of https://github.com/fxsjy/jieba, MIT licence,")
print("# Copyright 2013 Sun Junyi), weighted by the words' counts. Made by build/pair_counts.py; do not edit.")
print("# character, occurrences, at a word's start, at its end, as a word by itself, then for each power of two n:")
print("# n:the characters that follow it 2^n to 2^(n+1)-1 times where it begins the word, the same")
print("# where it does not, then n:the characters with which it is a word")
print("# by itself in n twentieths of those places where it begins the word")
for one in sorted(total, key=lambda character: (-total[character], character)):
    wholes = classes(whole[one], lambda two, count: round(20 * count / begun[one][two]))
    counts = (total[one], first[one], last[one], single[one])
    print("\t".join([one, *map(str, counts), classes(begun[one]), classes(inner[one]), wholes]))
