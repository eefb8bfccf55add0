"""Writes the fixture that tests the TypeScript tokeniser for equality with the one used in training.

The sentences are generated from a fixed seed: plain ones, and ones with accents, emoji, scripts without spaces,
control characters or the tokeniser's own special tokens, and empty and very long ones.
"""

import argparse
import json
import random
from pathlib import Path

import cross_encoder
from batches import load_tokenizer

SENTENCES = 1000
PAIRS = 240

SUBJECTS = ["A boy", "Two women", "The old baker", "A small grey dog", "Nobody", "My neighbour's cousin", "An engineer",
            "Die Bäckerin", "Le garçon", "La niña", "Ο ΑΝΘΡΩΠΟΣ", "Мальчик", "Žluťoučký kůň", "一个女孩", "ある男の人", "한 소년"]
VERBS = ["is eating", "isn't reading", "watches", "has painted", "pulls", "is re-writing", "spielt", "mange", "読んでいる",
         "пьёт", "trägt", "está comiendo", "is un-der-es-ti-mat-ing", "telephoned", "ΓΡΑΦΕΙ"]
OBJECTS = ["a crème brûlée", "12,345.67 apples", "the Café-Bar", "a naïve façade", "3½ pizzas", "the harbour", "nothing",
           "straße №5", "a 🚲", "👩‍👩‍👧‍👦 together", "two 🇫🇷 flags", "e-mail@example.org", "http://example.org/a?b=c",
           "a £20 note", "100 % of it", "日本語の本", "İstanbul", "ﬁne ﬂour", "the ①st prize", "𠮷野家", "Ελλάδα"]
ENDINGS = [".", "!", "?!", "...", "…", " .", "", "\u3002", " 🎉", "\"", "’", " — at last.", "\t", "\n", " (really)"]
ODD = ["", " ", "\t\n", "\u00a0", "\u200b", "\ufeff", "\x00", "\x07bell", "tab\there", "line\r\nbreak", "null\x00byte",
       "soft\u00adhyphen", "zero\u200bwidth\u200djoiner", "\u202eright to left", "[SEP]", "A [MASK] b [CLS]", "[sep]", "##ing",
       "e\u0301", "\u00e9", "A\u030a", "\u212b", "\u1e9b\u0323", "ǅ", "ß", "ẞ", "ŉ", "Σ", "ΌΣΟΣ ΚΑΙ ΤΈΛΟΣ", "İ", "ı", "\u212a",
       "\ufffd", "\ue000", "\U000f0000", "\U0001f600", "👍🏽", "☃\ufe0f", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "𠀀𠀁x𪛖", "\U0002f800", "漢字かなカナｶﾅ",
       "x" * 100, "x" * 101, "é" * 100, "é" * 101, "-" * 60, "the " * 250, "🎉" * 120, "字" * 150, "ab" * 500]
WORDS = "a the dog walks slowly near old houses while children sing loudly and rain falls on their umbrellas today".split()
RANGES = [(0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x3FF), (0x400, 0x45F), (0x590, 0x5F4), (0x621, 0x652), (0x905, 0x939),
          (0x2000, 0x206F), (0x20A0, 0x20B5), (0x2190, 0x21FF), (0x3040, 0x30FF), (0x4E00, 0x4FFF), (0xAC00, 0xAD00),
          (0x1F300, 0x1F64F), (0x20000, 0x20100)]


def sentences(source: random.Random) -> list[str]:
    made = list(ODD)
    while len(made) < SENTENCES:
        kind = source.random()
        if kind < 0.72:
            made.append(f"{source.choice(SUBJECTS)} {source.choice(VERBS)} {source.choice(OBJECTS)}{source.choice(ENDINGS)}")
        elif kind < 0.82:
            made.append(" ".join(source.choice(WORDS) for _ in range(source.randint(40, 120))))
        else:
            made.append("".join(random_character(source) for _ in range(source.randint(1, 24))))
    return made


def random_character(source: random.Random) -> str:
    first, last = source.choice(RANGES)
    return chr(source.randint(first, last))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the JSON file to write")
    arguments = parser.parse_args()

    source = random.Random(7)
    tokenizer = load_tokenizer(str(cross_encoder.base_tokenizer_path()))
    texts = sentences(source)
    by_length = sorted(range(SENTENCES), key=lambda i: len(texts[i]), reverse=True)
    long = by_length[: SENTENCES // 8]
    indices = [(source.choice(long) if n % 3 == 0 else source.randrange(SENTENCES),
                source.choice(long) if n % 4 == 0 else source.randrange(SENTENCES)) for n in range(PAIRS)]
    encoded = tokenizer.encode_batch([(texts[a], texts[b]) for a, b in indices])
    pairs = [[a, b, e.type_ids.index(1), e.ids] for (a, b), e in zip(indices, encoded, strict=True)]
    tokenizer.no_truncation()
    singles = [e.ids for e in tokenizer.encode_batch(texts, add_special_tokens=False)]

    rows = ",\n".join(json.dumps([t, ids], separators=(",", ":")) for t, ids in zip(texts, singles, strict=True))
    pair_rows = ",\n".join(json.dumps(pair, separators=(",", ":")) for pair in pairs)
    arguments.out.write_text(f'{{"sentences":[\n{rows}\n],\n"pairs":[\n{pair_rows}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
