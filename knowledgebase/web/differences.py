# SPDX-License-Identifier: EUPL-1.2
"""What differs between two texts, line beside line and word by word, as plain data.

Lines that occur once in both texts are matched first, for that is quick and
what a reader expects; what lies between them is compared in full only while
the work stays within a budget, so that no pair of texts takes long.
"""

import enum
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from operator import itemgetter

CONTEXT = 3
"""Unchanged lines that stay in sight around a change."""

MOST_ROWS = 2_000
"""Rows that differ; what comes after them is left out."""

BUDGET = 10_000_000
"""Steps that may be spent on comparing in full: about half a second."""

WORD = re.compile(r"\w+|\s+|[^\w\s]")

Piece = tuple[str, bool]
"""A part of a line, and whether it differs from the other side."""

Match = tuple[int, int, int]
"""Where a run that is equal starts on the old and on the new side, and its length."""


class Kind(enum.StrEnum):
    """What a row shows."""

    EQUAL = "equal"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    GAP = "gap"


@dataclass(frozen=True)
class Row:
    """One line of each text; a gap stands for `hidden` lines that are left out."""

    kind: Kind
    old_number: int | None = None
    new_number: int | None = None
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    hidden: int = 0


class Comparing:
    """Finds what two sequences share, for as long as the budget lasts."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.budget = budget

    def matches(self, old: Sequence[str], new: Sequence[str]) -> list[Match]:
        """Give the runs that are equal, in order; neighbouring runs are joined."""
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        middle = self._between(old[head : len(old) - tail], new[head : len(new) - tail])
        found = [(0, 0, head), *((i + head, j + head, size) for i, j, size in middle)]
        return _joined([*found, (len(old) - tail, len(new) - tail, tail)])

    def _between(self, old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
        at_old = at_new = 0
        for i, j in [*_anchors(old, new), (len(old), len(new))]:
            for a, b, size in self._in_full(old[at_old:i], new[at_new:j]):
                yield at_old + a, at_new + b, size
            yield i, j, int(i < len(old))
            at_old, at_new = i + 1, j + 1

    def _in_full(self, old: Sequence[str], new: Sequence[str]) -> list[Match]:
        cost = len(old) * len(new) * min(len(old), len(new))
        if not cost or cost > self.budget:
            return []
        self.budget -= cost
        return [(*match,) for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()]


def side_by_side(old: str, new: str) -> list[Row]:
    """Give the rows that show what differs; none when the lines are equal."""
    before, after = old.splitlines(), new.splitlines()
    if before == after:
        return []
    rows = list(_first(_rows(before, after, Comparing())))
    rest = max(
        len(before) - max(row.old_number or 0 for row in rows),
        len(after) - max(row.new_number or 0 for row in rows),
    )
    return [*_collapsed(rows), *([Row(Kind.GAP, hidden=rest)] if rest else [])]


def _first(rows: Iterator[Row]) -> Iterator[Row]:
    differing = 0
    for row in rows:
        yield row
        differing += row.kind != Kind.EQUAL
        if differing == MOST_ROWS:
            return


def _rows(old: Sequence[str], new: Sequence[str], comparing: Comparing) -> Iterator[Row]:
    at_old = at_new = 0
    for i, j, size in comparing.matches(old, new):
        lines = zip_longest(range(at_old, i), range(at_new, j))
        yield from (_differing(old, new, here, there, comparing) for here, there in lines)
        for step in range(size):
            line = ((old[i + step], False),)
            yield Row(Kind.EQUAL, i + step + 1, j + step + 1, line, line)
        at_old, at_new = i + size, j + size


def _differing(
    old: Sequence[str], new: Sequence[str], here: int | None, there: int | None, comparing: Comparing
) -> Row:
    if here is None:
        assert there is not None
        return Row(Kind.ADDED, None, there + 1, (), ((new[there], True),))
    if there is None:
        return Row(Kind.REMOVED, here + 1, None, ((old[here], True),), ())
    before, after = WORD.findall(old[here]), WORD.findall(new[there])
    matches = comparing.matches(before, after)
    if not any(word.isalnum() for i, _, size in matches for word in before[i : i + size]):
        matches = [(len(before), len(after), 0)]
    old_runs, new_runs = [(i, n) for i, _, n in matches], [(j, n) for _, j, n in matches]
    return Row(Kind.CHANGED, here + 1, there + 1, _pieces(before, old_runs), _pieces(after, new_runs))


def _pieces(words: Sequence[str], runs: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = 0
    for start, size in runs:
        pieces += [("".join(words[at:start]), True), ("".join(words[start : start + size]), False)]
        at = start + size
    return tuple(piece for piece in pieces if piece[0])


def _collapsed(rows: Sequence[Row]) -> Iterator[Row]:
    near = [False] * len(rows)
    for at, row in enumerate(rows):
        if row.kind != Kind.EQUAL:
            start = max(0, at - CONTEXT)
            near[start : at + CONTEXT + 1] = [True] * len(near[start : at + CONTEXT + 1])
    for is_near, run in groupby(zip(rows, near, strict=True), key=itemgetter(1)):
        some = [row for row, _ in run]
        if is_near or len(some) == 1:
            yield from some
        else:
            yield Row(Kind.GAP, hidden=len(some))


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the items at the start that are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Give the places of what occurs once on both sides: the most that stand in the same order."""
    once = {word for word, count in Counter(old).items() if count == 1}
    once &= {word for word, count in Counter(new).items() if count == 1}
    places = {word: at for at, word in enumerate(new) if word in once}
    candidates = [(at, places[word]) for at, word in enumerate(old) if word in places]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(candidates):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [index]
        before.append(last[length - 1] if length else -1)
    return _followed(candidates, before, last[-1] if last else -1)


def _followed(
    candidates: Sequence[tuple[int, int]], before: Sequence[int], index: int
) -> list[tuple[int, int]]:
    found = []
    while index >= 0:
        found.append(candidates[index])
        index = before[index]
    return found[::-1]


def _joined(matches: Sequence[Match]) -> list[Match]:
    joined: list[Match] = []
    for i, j, size in matches:
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + size)
        else:
            joined.append((i, j, size))
    return joined
