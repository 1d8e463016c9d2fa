# SPDX-License-Identifier: EUPL-1.2
"""The matrix: municipalities against each other, against policy areas or against legal forms."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from flask_babel import gettext as _
from slugify import slugify

from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.partnerships.forms import BY_NAME, BY_REGION
from knowledgebase.partnerships.municipalities import Municipality
from knowledgebase.partnerships.ordering import Numbers, by_blocks
from knowledgebase.partnerships.sharing import (
    NO_AREA,
    Part,
    main_areas,
    numbers_by_area,
    numbers_by_legal_form,
    shared_numbers,
)

DRAWN_STEPS = (1, 3, 6)
"""From which numbers on a cell of the picture is shaded a little, more and most."""


@dataclass(frozen=True)
class Head:
    """A column: its name, and what the list of arrangements is narrowed down by to show what it counts."""

    label: str
    asks: str


@dataclass(frozen=True)
class Cell:
    """A number, how deep it is shaded, and what the list is narrowed down by to show what it counts."""

    number: int
    depth: int
    asks: str


@dataclass(frozen=True)
class Matrix:
    """Rows of municipalities, columns, and the number where they meet.

    When the columns are the same municipalities, everybody's own number stands on the diagonal.
    """

    municipalities: Sequence[Municipality]
    heads: Sequence[Head]
    numbers: Numbers

    @property
    def compared(self) -> Numbers:
        """The numbers that say something: not everybody's own, nor what no column stands for."""
        empty = [[head.asks in ("", one.asks) for head in self.heads] for one in self.municipalities]
        return np.where(np.array(empty, dtype=bool).reshape(self.numbers.shape), 0, self.numbers)

    def rows(self) -> Iterator[tuple[Municipality, list[Cell]]]:
        """Give each municipality with its cells; they are shaded by thirds of the largest number."""
        compared = self.compared
        most = int(compared.max(initial=0))
        deep = np.digitize(compared, (1, 1 + most // 3, 1 + 2 * most // 3)).tolist()
        for one, numbers, depth in zip(self.municipalities, self.numbers.tolist(), deep, strict=True):
            yield (
                one,
                [
                    Cell(number, at, self._asks(one, head) if number else "")
                    for number, at, head in zip(numbers, depth, self.heads, strict=True)
                ],
            )

    def _asks(self, one: Municipality, head: Head) -> str:
        """Leave out what is asked twice: on the diagonal."""
        return head.asks and "&".join(dict.fromkeys([one.asks, head.asks]))


def against_each_other(found: Sequence[Part], chosen: Sequence[Municipality], order: str) -> Matrix:
    """Count what every two municipalities share."""
    numbers = shared_numbers(found, [one.id for one in chosen])
    turns = _order(numbers, chosen, order)
    municipalities = [chosen[index] for index in turns]
    heads = [Head(one.name, one.asks) for one in municipalities]
    return Matrix(municipalities, heads, numbers[np.ix_(turns, turns)])


def against_areas(found: Sequence[Part], chosen: Sequence[Municipality], order: str) -> Matrix:
    """Count in how many arrangements of each policy area municipalities take part."""
    numbers = numbers_by_area(found, main_areas(found))
    names = sorted({area for _id, area in numbers} - {NO_AREA})
    heads = [Head(name, f"beleidsterrein={slugify(name)}") for name in names]
    return _against(found, chosen, order, numbers, [*names, NO_AREA], [*heads, Head(_("none given"), "")])


def against_forms(found: Sequence[Part], chosen: Sequence[Municipality], order: str) -> Matrix:
    """Count in how many arrangements of each legal form municipalities take part."""
    numbers = numbers_by_legal_form(found)
    forms = [form for form in LegalForm if any(form.value == value for _id, value in numbers)]
    heads = [Head(form.label, f"vorm={form.value}") for form in forms]
    return _against(found, chosen, order, numbers, [form.value for form in forms], heads)


def _against(
    found: Sequence[Part],
    chosen: Sequence[Municipality],
    order: str,
    counted: Counter[tuple[int, str]],
    values: Sequence[str],
    heads: Sequence[Head],
) -> Matrix:
    """Order as municipalities stand against each other, so that who works together stands together here too."""
    turns = _order(shared_numbers(found, [one.id for one in chosen]), chosen, order)
    rows = [[counted[chosen[index].id, value] for value in values] for index in turns]
    numbers = np.array(rows, dtype=np.int64).reshape(len(turns), len(values))
    return Matrix([chosen[index] for index in turns], heads, numbers)


def _order(numbers: Numbers, chosen: Sequence[Municipality], order: str) -> list[int]:
    """Give the order of municipalities that stand by name."""
    if order == BY_NAME:
        return list(range(len(chosen)))
    if order == BY_REGION:
        return sorted(range(len(chosen)), key=lambda index: chosen[index].region)
    return by_blocks(numbers)


def strokes(matrix: Matrix) -> list[str]:
    """Draw the matrix: for each depth the path of all cells that are shaded so, each row a line of height 1."""
    deep = np.digitize(matrix.compared, DRAWN_STEPS)
    paths: list[list[str]] = [[], [], [], []]
    for row, depth in enumerate(deep):
        starts = np.flatnonzero(np.diff(depth, prepend=-1))
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(depth)], strict=True):
            paths[depth[start]].append(f"M{start} {row}h{end - start}")
    return ["".join(path) for path in paths[1:]]


def summaries(matrix: Matrix, most: int = 3) -> list[dict[str, Any]]:
    """Give for each municipality, by name, its number, with how many it shares, and with whom most."""
    others = matrix.compared
    found = []
    for index, one in enumerate(matrix.municipalities):
        ranked = np.argsort(-others[index], kind="stable")[:most]
        closest = [(matrix.municipalities[at], int(others[index, at])) for at in ranked if others[index, at]]
        found.append(
            {
                "municipality": one,
                "number": int(matrix.numbers[index, index]),
                "partners": int((others[index] > 0).sum()),
                "closest": closest,
            }
        )
    return found
