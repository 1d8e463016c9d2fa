# SPDX-License-Identifier: EUPL-1.2
"""Cut text into words, written one way: small letters, no accents, no marks inside."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 64
"""Letters of a word that count; nobody searches for longer ones."""

WORD = re.compile(r"[^\W_]+(?:['’.\-‐‑][^\W_]+)*")
_INNER_MARK = re.compile(r"['’.\-‐‑]")
_PLURAL_OR_GENITIVE = re.compile(r"['’]s$", re.IGNORECASE)
_UNFOLDED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


class Word(NamedTuple):
    """One word as it stands in a text.

    `parts` are its pieces, written one way: one for most words, two for "zaak-systeem".
    `joined` is the pieces together ("zaaksysteem"), which for a word of one piece is that piece.
    """

    parts: tuple[str, ...]
    joined: str


def word_of(written: str) -> Word:
    """Write one way what matched `WORD`."""
    folded = fold(_PLURAL_OR_GENITIVE.sub("", written[: 2 * LONGEST]))
    parts = tuple(part[:LONGEST] for part in _INNER_MARK.split(folded) if part)
    joined = "".join(parts)[:LONGEST]
    if len(parts) < 2 or _belong_together(parts) or "'" in folded or "’" in folded:
        return Word((joined,), joined)
    return Word(parts, joined)


def words(text: str) -> Iterator[Word]:
    """Cut `text` into its words, in order."""
    return map(word_of, WORD.findall(text))


def fold(text: str) -> str:
    """Write text in small letters without accents or compatibility forms."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_UNFOLDED)


def _belong_together(parts: tuple[str, ...]) -> bool:
    """Whether the pieces are one thing: an abbreviation (b.v.) or a number (1.600.000)."""
    return all(len(part) == 1 for part in parts) or all(part.isdigit() for part in parts)
