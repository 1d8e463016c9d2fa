# SPDX-License-Identifier: EUPL-1.2
"""What differs between two lines as one line: what went and what came stand where they stood."""

from collections.abc import Iterator

from knowledgebase.web.differences import Kind, Piece, Row

Marked = tuple[str, str]
"""A part of a line, and `del`, `ins` or nothing."""


def inline(row: Row) -> list[Marked]:
    """Give a row of differences as one line."""
    if row.kind == Kind.EQUAL:
        return [(text, "") for text, _differs in row.new]
    came = iter(row.new)
    return [marked for piece in row.old for marked in _placed(piece, came)] + list(_until_shared(came))


def _placed(piece: Piece, came: Iterator[Piece]) -> Iterator[Marked]:
    """Place a part of the old line; what both lines share are the same parts in the same order."""
    text, differs = piece
    if differs:
        yield text, "del"
        return
    yield from _until_shared(came)
    yield text, ""


def _until_shared(came: Iterator[Piece]) -> Iterator[Marked]:
    for text, differs in came:
        if not differs:
            return
        yield text, "ins"
