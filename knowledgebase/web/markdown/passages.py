# SPDX-License-Identifier: EUPL-1.2
"""Passages of a text that are quoted elsewhere: found in its HTML by their words alone, and marked in it.

A tag is never written into text or text into a tag: the HTML is taken apart into both, and what
comes out passes a gate like that of the last layer.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from knowledgebase.web.markdown.numbers import NUMBERED
from knowledgebase.web.markdown.sanitising import HEADINGS, gated_with_marks


class Quote(NamedTuple):
    """Words of a text, and the id of the heading they stood under: the same words may stand there twice."""

    words: str
    anchor: str = ""


Span = tuple[int, int]


def anchor_of(quote: Quote, markup: str) -> str | None:
    """Give the id of the heading under which a quote stands now, empty before the first; None if it is gone."""
    text = _Text.of(markup)
    span = text.span_of(quote)
    above = [id for id, at in text.headings.items() if span and at <= span[0]]
    return None if span is None else (above or [""])[-1]


def marked(markup: str, quotes: Iterable[Quote]) -> str:
    """Mark passages in the HTML of a text; those that are not in it any more change nothing."""
    wanted = list(quotes)
    text = _Text.of(markup) if wanted else _Text()
    lit = bytearray(len(text.words))
    for start, end in filter(None, map(text.span_of, wanted)):
        lit[start:end] = b"\1" * (end - start)
    return gated_with_marks("".join(text.shown(lit))) if any(lit) else markup


@dataclass
class _Text:
    """The HTML of a text, taken apart: pairs of a tag and the words that come behind it."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, markup: str) -> "_Text":
        """Take apart what the last gate let through."""
        reader = _Reader()
        reader.feed(markup)
        reader.close()
        return cls(reader.pieces, reader.headings)

    @cached_property
    def words(self) -> str:
        """All words, without the tags."""
        return "".join(words for _, words in self.pieces)

    @cached_property
    def letters(self) -> str:
        """The words without any space."""
        return "".join(self.words.split())

    @cached_property
    def places(self) -> list[int]:
        """Where each letter stands among the words."""
        return [at for at, letter in enumerate(self.words) if not letter.isspace()]

    def span_of(self, quote: Quote) -> Span | None:
        """Give where a quote starts and ends; how its words are spaced makes no difference."""
        wanted = "".join(quote.words.split())
        if not wanted:
            return None
        at = self.letters.find(wanted, bisect_left(self.places, self.headings.get(quote.anchor, 0)))
        at = self.letters.find(wanted) if at < 0 else at
        return None if at < 0 else (self.places[at], self.places[at + len(wanted) - 1] + 1)

    def shown(self, lit: bytearray) -> Iterator[str]:
        """Give the HTML with marks around the words that are lit, save in links whose words are put in later."""
        at = 0
        for tag, words in self.pieces:
            yield tag
            some = lit[at : at + len(words)]
            yield from _runs(words, bytearray(len(words)) if NUMBERED.match(tag) else some)
            at += len(words)


def _runs(words: str, lit: bytearray) -> Iterator[str]:
    for is_lit, run in groupby(zip(words, lit, strict=True), key=itemgetter(1)):
        some = "".join(letter for letter, _ in run)
        shown = escape(some, quote=False)
        yield f"<mark>{shown}</mark>" if is_lit and not some.isspace() else shown


class _Reader(HTMLParser):
    """Reads pairs of a tag and the words behind it, and where the words under each heading start."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[str, str]] = [("", "")]
        self.headings: dict[str, int] = {}
        self.length = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag as it stands."""
        self.pieces.append((self.get_starttag_text() or "", ""))
        id = dict(attrs).get("id")
        if tag in HEADINGS and id:
            self.headings[id] = self.length

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of an element."""
        self.pieces.append((f"</{tag}>", ""))

    def handle_data(self, data: str) -> None:
        """Keep words."""
        tag, words = self.pieces[-1]
        self.pieces[-1] = (tag, words + data)
        self.length += len(data)
