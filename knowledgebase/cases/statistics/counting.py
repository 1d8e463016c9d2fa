# SPDX-License-Identifier: EUPL-1.2
"""Counting: what came of it by motive, by legal form and by the phase in which it stopped."""

import enum
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledgebase.cases.statistics.disclosure import Line, is_small, kept_back
from knowledgebase.cases.statistics.reading import Told
from knowledgebase.contributions.vocabulary import Labelled, LegalForm, Motive, Outcome, Phase

Value = LegalForm | Motive | Phase | None
Row = tuple["By", Value, bool]
"""What it is counted by, the value, and whether it holds: a motive may have counted or not."""
Column = Outcome | None
Counts = Mapping[tuple[Row, Column], Counter[int]]
"""The number of cases of each cell, by the filters that they do not fit. The column None counts all outcomes."""


class By(enum.Enum):
    """What cases are counted by."""

    ALL = "alle"
    MOTIVE = "motief"
    LEGAL_FORM = "rechtsvorm"
    STOPPED_IN = "gestopt"


@dataclass(frozen=True)
class Count:
    """A number of cases; None for whom it is kept back from."""

    cases: int | None
    is_kept_back: bool = False


@dataclass(frozen=True)
class OutcomeRow:
    """The cases of one value, all of them and by outcome. `value` is None for those that did not stop."""

    value: Labelled | None
    total: Count
    outcomes: Sequence[Count]

    @property
    def is_empty(self) -> bool:
        """Whether nothing shows here."""
        return not any(count.cases for count in (self.total, *self.outcomes))


ALL: Row = (By.ALL, None, True)
COLUMNS: tuple[Column, ...] = (None, *Outcome)
PARTITIONS: Sequence[Sequence[Row]] = (
    *([(By.MOTIVE, motive, counted) for counted in (True, False)] for motive in Motive),
    [(By.LEGAL_FORM, form, True) for form in LegalForm],
    [(By.STOPPED_IN, phase, True) for phase in (*Phase, None)],
)
"""Rows that each divide all cases, so that one follows from the others."""
ROWS = (ALL, *(row for partition in PARTITIONS for row in partition))
LINES = (
    *(Line((row, None), [(row, outcome) for outcome in Outcome]) for row in ROWS),
    *(
        Line((ALL, column), [(row, column) for row in partition])
        for partition in PARTITIONS
        for column in COLUMNS
    ),
)


def outcomes(told: Iterable[Told], shows_all: bool) -> dict[By, list[OutcomeRow]]:
    """Count the cases by outcome; what is kept back is left out unless `shows_all`, which marks it."""
    counts = _counted(told)
    numbers = {(row, column): counts[row, column][0] for row in ROWS for column in COLUMNS}
    kept = kept_back(numbers, {cell for cell in numbers if is_small(counts[cell])}, LINES)
    shown = {
        cell: Count(None if cell in kept and not shows_all else number, cell in kept)
        for cell, number in numbers.items()
    }
    tables: dict[By, list[OutcomeRow]] = {by: [] for by in By}
    for row in ROWS:
        by, value, holds = row
        found = OutcomeRow(value, shown[row, None], [shown[row, outcome] for outcome in Outcome])
        if holds and not found.is_empty:
            tables[by].append(found)
    return tables


def _counted(told: Iterable[Told]) -> Counts:
    counts: dict[tuple[Row, Column], Counter[int]] = defaultdict(Counter)
    for case in told:
        for row in _rows_of(case):
            counts[row, None][case.unmet] += 1
            counts[row, case.outcome][case.unmet] += 1
    return counts


def _rows_of(case: Told) -> Iterator[Row]:
    yield ALL
    yield By.LEGAL_FORM, case.legal_form, True
    yield By.STOPPED_IN, case.stopped_in, True
    for motive in Motive:
        yield By.MOTIVE, motive, motive in case.motives
