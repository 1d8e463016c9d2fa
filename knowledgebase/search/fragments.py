# SPDX-License-Identifier: EUPL-1.2
"""Show why an entry was found: pieces of its text, with the words that match, inflected ones too.

No HTML is made here; a page shows the pieces as it likes. Work is bounded by `LONGEST_TEXT`.
"""

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from knowledgebase.search.analysis.stems import analysed, is_stop_word, known, term
from knowledgebase.search.analysis.words import WORD, word_of
from knowledgebase.search.language import Sort, parse

LONGEST_TEXT = 20_000
"""Characters of a text that are looked through."""

MOST_MATCHES = 200
"""Matching words that are weighed against each other."""

MOST_KNOWN = 5_000

WIDTH = 160
"""Characters that one fragment shows, about two lines."""


class Piece(NamedTuple):
    """A piece of text, and whether it is what was searched for."""

    text: str
    matched: bool


class Match(NamedTuple):
    """A matching word: where it stands and which word of the query it is."""

    start: int
    end: int
    what: str


class Marker:
    """Knows which words of a text in one language match a query."""

    def __init__(self, query: str, language: str) -> None:
        self._language = known(language)
        clauses = [clause for clause in parse(query).clauses if not clause.excluded]
        self._prefixes = tuple(clause.words[0] for clause in clauses if clause.sort is Sort.PREFIX)
        wanted = {
            word
            for clause in clauses
            if clause.sort is not Sort.PREFIX
            for word in clause.words + clause.joined
        }
        self._terms = {
            term(word, self._language) for word in wanted if not is_stop_word(word, self._language)
        }
        self._heads = _heads(self._terms, self._prefixes)
        self._known: dict[str, str] = {}
        """What each written word turned out to be, at most `MOST_KNOWN` at a time."""

    def matches(self, text: str) -> list[Match]:
        """Give the matching words of `text`, in order."""
        words = WORD.finditer(text, 0, LONGEST_TEXT)
        found = ((word, self._meaning(word[0])) for word in words)
        matches = (Match(word.start(), word.end(), what) for word, what in found if what)
        return list(islice(matches, MOST_MATCHES))

    def _meaning(self, written: str) -> str:
        """Give what of the query a written word is, if anything; most words are told by their first letter."""
        if written[0] not in self._heads and written.isascii() and written.isalnum():
            return ""
        known = self._known.get(written)
        return self._learn(written) if known is None else known

    def _learn(self, written: str) -> str:
        if len(self._known) >= MOST_KNOWN:
            self._known = {}
        what = self._known[written] = self._what(written)
        return what

    def _what(self, written: str) -> str:
        for form in analysed(written, self._language).terms:
            if form in self._terms:
                return form
        word = word_of(written)
        begins = self._prefixes and any(
            form.startswith(self._prefixes) for form in (*word.parts, word.joined)
        )
        return self._prefixes[0] if begins else ""


def _heads(terms: set[str], prefixes: tuple[str, ...]) -> frozenset[str]:
    """Give the letters that a matching word can begin with, so that most words need no analysis.

    A stem keeps the first letter of its word, unless it is a Dutch participle, which loses "ge".
    """
    letters = {term.partition(":")[2][:1] for term in terms} | {prefix[0] for prefix in prefixes} | {"g"}
    return frozenset(letters | {letter.upper() for letter in letters})


@lru_cache(maxsize=32)
def _marker(query: str, language: str) -> Marker:
    """Keep the marker of a query for the next text of the same list of results."""
    return Marker(query, language)


def marked(text: str, query: str, language: str = "nl") -> list[Piece]:
    """Give the whole of a short text, such as a title, in pieces."""
    return _pieces(text, 0, len(text), _marker(query, language).matches(text))


def fragments(text: str, query: str, language: str = "nl", most: int = 2) -> list[Piece]:
    """Give up to `most` fragments of `text` with as many different words of the query as possible.

    Between and around fragments stands "…" as a piece of its own. Without a match it is the beginning.
    """
    matches = _marker(query, language).matches(text)
    windows = _merged(sorted(_best_windows(matches, most))) or [(0, min(len(text), WIDTH))]
    pieces: list[Piece] = []
    for start, end in windows:
        start, end = _at_words(text, start, end)
        if start > 0:
            pieces.append(Piece("…", False))
        pieces += _pieces(text, start, end, matches)
    return pieces if windows[-1][1] >= len(text) else [*pieces, Piece("…", False)]


def _best_windows(matches: list[Match], most: int) -> list[tuple[int, int]]:
    """Choose stretches of text, each time the one with most words that were not shown yet."""
    windows: list[tuple[int, int]] = []
    shown: set[str] = set()
    while len(windows) < most:
        new = [
            _within(matches[first : first + 20], match.start) - shown for first, match in enumerate(matches)
        ]
        most_new = max(new, key=len, default=set())
        if not most_new:
            break
        best = matches[new.index(most_new)]
        shown |= _within(matches, best.start)
        windows.append((best.start - WIDTH // 4, best.start + WIDTH))
    return windows


def _within(matches: list[Match], start: int) -> set[str]:
    """Give the different words that stand in the stretch that begins at `start`."""
    return {match.what for match in matches if start <= match.start and match.end - start <= WIDTH}


def _merged(windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in windows:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _at_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends of a stretch to where words end, if such a place is near."""
    start, end = max(start, 0), min(end, len(text))
    if start > 0:
        space = text.find(" ", start, start + WIDTH // 4)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(start, end - WIDTH // 4), end)
        end = space if space > start else end
    return start, end


def _pieces(text: str, start: int, end: int, matches: list[Match]) -> list[Piece]:
    pieces: list[Piece] = []
    position = start
    for match in matches:
        if match.start >= position and match.end <= end:
            pieces += _piece(text[position : match.start], False) + _piece(
                text[match.start : match.end], True
            )
            position = match.end
    return pieces + _piece(text[position:end], False)


def _piece(text: str, matched: bool) -> list[Piece]:
    return [Piece(re.sub(r"\s+", " ", text), matched)] if text else []
