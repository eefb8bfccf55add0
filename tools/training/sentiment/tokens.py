"""Divides a text into tokens, in exactly the same way as libs/models/sentiment/src/tokens.ts."""

import re

# A tag of HTML, which is dropped; a word with its apostrophes; a row of ! and ?; one other mark.
TOKEN = re.compile(
    r"<[^<>]{0,50}>"
    r"|[0-9A-Za-z\u00c0-\u024f]+(?:['\u2019][A-Za-z]+)*"
    r"|[!?]+"
    r"|[.,;:()\"*/]"
)


def tokens_of(text: str) -> list[str]:
    found = TOKEN.findall(text)
    return [token.lower().replace("\u2019", "'") for token in found if not token.startswith("<")]
