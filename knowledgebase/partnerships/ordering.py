# SPDX-License-Identifier: EUPL-1.2
"""The order in which a matrix shows its blocks: who shares most stands side by side."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Likeness = NDArray[np.float64]
GONE = -1.0


def by_blocks(numbers: Numbers) -> list[int]:
    """Order rows so that those who share most stand together.

    `numbers` is symmetric, with everybody's own number on the diagonal. The two
    groups that are most alike on average are joined until none are alike any
    more (average linkage); each joint is where two ends are most alike. Only
    elementary arithmetic and the order of the rows decide, so that the same
    numbers give the same order on every machine. What has nothing in common
    follows, the largest group first.
    """
    likeness = _likeness(numbers)
    linkage, groups = likeness.copy(), [[index] for index in range(len(numbers))]
    while len(numbers) and linkage.max() > 0:
        one, other = divmod(int(linkage.argmax()), len(numbers))
        _link(linkage, one, other, len(groups[one]), len(groups[other]))
        groups[one], groups[other] = _joined(groups[one], groups[other], likeness), []
    groups.sort(key=lambda group: -len(group))
    return [index for group in groups for index in group]


def _likeness(numbers: Numbers) -> Likeness:
    """Give what two share as a part of all in which one of them takes part (Jaccard)."""
    own = numbers.diagonal()
    either = own[:, None] + own[None, :] - numbers
    likeness: Likeness = np.divide(numbers, either, out=np.zeros(numbers.shape), where=either > 0)
    np.fill_diagonal(likeness, GONE)
    return likeness


def _link(linkage: Likeness, one: int, other: int, size: int, other_size: int) -> None:
    """Let `one` stand for both groups, and `other` for none."""
    both = (size * linkage[one] + other_size * linkage[other]) / (size + other_size)
    linkage[one] = linkage[:, one] = both
    linkage[other] = linkage[:, other] = GONE
    linkage[one, one] = GONE


def _joined(group: list[int], other: list[int], likeness: Likeness) -> list[int]:
    ways = [(first, second) for first in (group, group[::-1]) for second in (other, other[::-1])]
    first, second = max(ways, key=lambda way: likeness[way[0][-1], way[1][0]])
    return first + second
