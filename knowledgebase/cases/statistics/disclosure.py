# SPDX-License-Identifier: EUPL-1.2
"""Which counts are kept back, so that nothing shown rests on a few cases or lets one compute what does.

One rule for all: no count below FEWEST is shown, and no two counts of which the difference is one.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FEWEST = 5
"""What rests on fewer cases than this is kept back."""

Cell = Hashable
Counts = Mapping[Any, int]
"""How many cases each cell counts."""


@dataclass(frozen=True)
class Line:
    """A total and the cells that add up to it."""

    total: Cell
    parts: Sequence[Cell]


def is_small(counts: Mapping[int, int]) -> bool:
    """Tell whether a count is too small by itself, or beside the same count on a page with fewer filters.

    `counts` gives the number of cases by the filters that they do not fit, one bit for each; 0 is what the page counts.
    """
    beside = (left_out for left_out in counts if left_out)
    return counts.get(0, 0) < FEWEST or any(_added(counts, dropped) < FEWEST for dropped in beside)


def kept_back(counts: Counts, small: set[Cell], lines: Sequence[Line]) -> set[Cell]:
    """Give the cells to keep back: the small ones, and what lets one compute them from totals."""
    kept = set(small)
    while line := _leak(counts, kept, lines):
        kept.add(_next_of(line, counts, kept))
    return kept


def _added(counts: Mapping[int, int], dropped: int) -> int:
    """Count the cases that come in when the filters of `dropped` are taken away."""
    return sum(number for left_out, number in counts.items() if left_out and not left_out & ~dropped)


def _leak(counts: Counts, kept: set[Cell], lines: Sequence[Line]) -> Line | None:
    """Give a line by which one would learn something small, or something kept back, after filling in what follows."""
    unknown = set(kept)
    before = len(unknown) + 1
    while len(unknown) < before:
        before = len(unknown)
        found = next((line for line in lines if _gives_away(line, counts, unknown)), None)
        if found:
            return found
    return None


def _gives_away(line: Line, counts: Counts, unknown: set[Cell]) -> bool:
    """Tell whether one learns from this line what is kept back; that nothing is there may be known from then on."""
    follows = _follows(line, unknown)
    number = sum(counts[cell] for cell in follows)
    if not number:
        unknown.difference_update(follows)
    return number > 0 and (number < FEWEST or len(follows) == 1)


def _follows(line: Line, unknown: set[Cell]) -> list[Cell]:
    """Give the cells whose sum one can compute: the unknown parts of a known total, or a total of known parts."""
    parts = [cell for cell in line.parts if cell in unknown]
    if line.total in unknown:
        return [] if parts else [line.total]
    return parts


def _next_of(line: Line, counts: Counts, kept: set[Cell]) -> Cell:
    """Give what is kept back next: the smallest part that shows, or else the total."""
    shown = [cell for cell in line.parts if cell not in kept and counts[cell]]
    return min(shown, key=lambda cell: counts[cell], default=line.total)
