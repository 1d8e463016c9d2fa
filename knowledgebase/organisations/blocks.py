# SPDX-License-Identifier: EUPL-1.2
"""Whether municipalities form one contiguous block, and how far they lie apart."""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

RADIUS = 6371.0
"""Mean radius of the earth, in km."""
Place = tuple[float, float]
"""Latitude and longitude, in degrees WGS84."""


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


def furthest_apart(places: Collection[Place]) -> float:
    """Give the greatest distance between two of these places, in km as the crow flies; 0 for fewer than two."""
    return max((_distance(one, other) for one, other in combinations(places, 2)), default=0.0)


def _distance(one: Place, other: Place) -> float:
    """Compute the haversine distance (R. W. Sinnott, Virtues of the Haversine, 1984)."""
    (latitude, longitude), (there, that) = ((radians(north), radians(east)) for north, east in (one, other))
    half = sin((there - latitude) / 2) ** 2 + cos(latitude) * cos(there) * sin((that - longitude) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(half))
