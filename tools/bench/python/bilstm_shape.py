"""The shape of the benchmarked BiLSTM: that of the project's first model, with about 68 MB of float weights."""

VOCABULARY = 44_600  # models/bilstm/src/word-ids.ts has the same number
EMBEDDING = 300
HIDDEN = 300
LAYERS = 2
CLASSES = 3


def word_ids(text: str) -> list[int]:
    """The words in lower case, each as the 32-bit FNV-1a hash of its UTF-8 bytes modulo the vocabulary."""
    return [word_id(word) for word in text.lower().split()] or [0]


def word_id(word: str) -> int:
    hashed = 0x811C9DC5
    for byte in word.encode():
        hashed = ((hashed ^ byte) * 0x01000193) & 0xFFFFFFFF
    return hashed % VOCABULARY
