# SPDX-License-Identifier: EUPL-1.2
"""Outlines on the national map: read from a file, and made ready to draw."""

import itertools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledgebase.organisations.tables import TableWrong

WIDTH, HEIGHT = 1000, 1181
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"
PATH = re.compile(r"(?:M[\d., ]+Z)+")
POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


@dataclass(frozen=True)
class Box:
    """A part of the national map."""

    left: float
    top: float
    width: float
    height: float

    def __str__(self) -> str:
        """Write it as the view box of an SVG."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"


def outlines_of(path: Path) -> dict[str, str]:
    """Read the outlines by code.

    :raises TableWrong: when the file is wrong, or drawn for another map.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        view_box, paths = content["viewBox"], dict(content["paths"])
    except (OSError, ValueError, KeyError, TypeError) as failure:
        raise TableWrong(f"{path.name} cannot be read as outlines: {failure!r}") from None
    if view_box != VIEW_BOX:
        raise TableWrong(f"{path.name} has the view box {view_box!r}; we need {VIEW_BOX!r}")
    for code, outline in paths.items():
        if not isinstance(outline, str) or not PATH.fullmatch(outline):
            raise TableWrong(f"{path.name}: the outline of {code} is not a path of straight lines")
    return paths


def box_around(outlines: Iterable[str], margin: float = 0.15, smallest: float = 40) -> Box:
    """Give the square part of the map that holds all outlines, with some room around."""
    points = [(float(x), float(y)) for outline in outlines for x, y in POINT.findall(outline)]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    side = max(right - left, bottom - top, smallest) * (1 + 2 * margin)
    return Box(
        round((left + right - side) / 2, 1),
        round((top + bottom - side) / 2, 1),
        round(side, 1),
        round(side, 1),
    )


@lru_cache(maxsize=1024)
def coarse(outline: str) -> str:
    """Give an outline in whole units of the map: a third of the size, and neighbours still touch."""
    return "".join(_ring(ring) for ring in outline.split("Z") if ring)


def _ring(ring: str) -> str:
    corners: list[tuple[int, int]] = []
    for x, y in POINT.findall(ring):
        corner = (round(float(x)), round(float(y)))
        if not corners or corners[-1] != corner:
            corners.append(corner)
    if len(corners) < 3:
        return ""
    start, steps = corners[0], itertools.pairwise(corners)
    moves = " ".join(f"{x - from_x} {y - from_y}" for (from_x, from_y), (x, y) in steps)
    return f"M{start[0]} {start[1]}l{moves}z".replace(" -", "-")
