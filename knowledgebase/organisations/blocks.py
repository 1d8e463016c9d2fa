# SPDX-License-Identifier: EUPL-1.2
"""Whether municipalities form one contiguous block."""

from collections.abc import Collection, Mapping, Sequence


def is_one_block(ids: Collection[int], borders: Mapping[int, Collection[int]]) -> bool:
    """Tell whether one can walk from each of `ids` to every other without leaving them."""
    if not ids:
        return False
    waiting, reached = [next(iter(ids))], set()
    while waiting:
        here = waiting.pop()
        reached.add(here)
        waiting += [one for one in borders.get(here, ()) if one in ids and one not in reached]
    return reached == set(ids)


def neighbours_of(pairs: Collection[tuple[int, int]]) -> Mapping[int, Sequence[int]]:
    """Give the neighbours of each, from pairs that hold every border both ways."""
    found: dict[int, list[int]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return found
