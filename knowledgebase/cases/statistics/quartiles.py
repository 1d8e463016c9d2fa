# SPDX-License-Identifier: EUPL-1.2
"""The median of numbers, and how far they spread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """The three values that cut sorted numbers into four parts of the same size."""

    first: float
    median: float
    third: float


def spread(numbers: Iterable[float]) -> Spread:
    """Give the quartiles, by linear interpolation between the two numbers nearest in rank.

    This is type 7 of Hyndman and Fan (1996), the way of R, NumPy and spreadsheets. Infinite numbers may be among them.
    """
    ordered = sorted(numbers)
    return Spread(*(_cut(ordered, quarters) for quarters in (1, 2, 3)))


def _cut(ordered: Sequence[float], quarters: int) -> float:
    rank, rest = divmod(quarters * (len(ordered) - 1), 4)
    low, high = ordered[rank], ordered[rank + bool(rest)]
    return low if low == high else low + (high - low) * rest / 4
