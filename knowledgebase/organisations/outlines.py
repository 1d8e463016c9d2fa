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

    def drawn(self, detail: int) -> str:
        """Write it as the view box of a map whose outlines are drawn with `detail`."""
        return " ".join(f"{side * detail:g}" for side in (self.left, self.top, self.width, self.height))


NATIONAL = Box(0, 0, WIDTH, HEIGHT)


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


def box_around(outlines: Iterable[str], margin: float = 0.1, smallest: float = 40) -> Box:
    """Give the square part of the map that holds all outlines, with some room around."""
    points = [(float(x), float(y)) for outline in outlines for x, y in POINT.findall(outline)]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    side = round(max(right - left, bottom - top, smallest) * (1 + 2 * margin))
    return Box(round((left + right - side) / 2), round((top + bottom - side) / 2), side, side)


@lru_cache(maxsize=2048)
def drawn(outline: str, detail: int = 1) -> str:
    """Give an outline as a short path, in steps of 1/`detail` of the map's unit; neighbours still touch."""
    return "".join(_ring(ring, detail) for ring in outline.split("Z") if ring)


def _ring(ring: str, detail: int) -> str:
    corners: list[tuple[int, int]] = []
    for x, y in POINT.findall(ring):
        corner = (round(float(x) * detail), round(float(y) * detail))
        if not corners or corners[-1] != corner:
            corners.append(corner)
    if len(corners) < 3:
        return ""
    moves = " ".join(f"{x - from_x} {y - from_y}" for (from_x, from_y), (x, y) in itertools.pairwise(corners))
    return f"M{corners[0][0]} {corners[0][1]}l{moves}z".replace(" -", "-")
