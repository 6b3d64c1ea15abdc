"""Makes build/pair_counts.tsv from jieba's word list (MIT), as shipped in the crate jieba-rs:

    python3 build/pair_counts.py ~/.cargo/registry/src/*/jieba-rs-0.11.0/src/data/dict.txt > build/pair_counts.tsv
"""

import collections
import sys

# Rarer pairs say nothing that the characters' own frequencies do not say.
LEAST_PAIR_COUNT = 4

total, first, single, last = (collections.Counter() for _ in range(4))
pairs = collections.defaultdict(collections.Counter)
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
    for one, two in zip(word, word[1:]):
        pairs[one][two] += count

print("# Character pairs inside the words of jieba's word list (dict.txt of https://github.com/fxsjy/jieba, MIT licence,")
print("# Copyright 2013 Sun Junyi), weighted by the words' counts. Made by build/pair_counts.py; do not edit.")
print("# character, occurrences, at a word's start, at its end, as a word by itself, then for each power of two n:")
print("# n:the characters that follow it 2^n to 2^(n+1)-1 times")
for one in sorted(total, key=lambda character: (-total[character], character)):
    classes = collections.defaultdict(list)
    for two, count in pairs[one].items():
        if count >= LEAST_PAIR_COUNT:
            classes[count.bit_length() - 1].append(two)
    row = [f"{n}:{''.join(sorted(classes[n]))}" for n in sorted(classes, reverse=True)]
    print("\t".join([one, str(total[one]), str(first[one]), str(last[one]), str(single[one]), " ".join(row)]))
