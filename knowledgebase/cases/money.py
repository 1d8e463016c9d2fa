# SPDX-License-Identifier: EUPL-1.2
"""The cost table of a case: totals, and how far the actual cost lies from the budget."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledgebase.cases.facts import AMOUNTS, Cost


@dataclass(frozen=True)
class Deviation:
    """Actual minus budget, in euros and, unless the budget was nothing, in percent of it."""

    euros: int
    percent: int | None


@dataclass(frozen=True)
class CostTable:
    """The rows with their totals. Totals and deviations are of what is known; None when nothing is."""

    rows: Sequence[Cost]

    @property
    def totals(self) -> dict[str, int | None]:
        """The total of each column."""
        columns = {name: [getattr(row, name) for row in self.rows] for name in AMOUNTS}
        return {name: _sum(amounts) for name, amounts in columns.items()}

    @property
    def once(self) -> Deviation | None:
        """The deviation of the one-off costs."""
        return _total_deviation([(row.budget_once, row.actual_once) for row in self.rows])

    @property
    def yearly(self) -> Deviation | None:
        """The deviation of the yearly costs."""
        return _total_deviation([(row.budget_yearly, row.actual_yearly) for row in self.rows])


def deviation(budget: int | None, actual: int | None) -> Deviation | None:
    """Give the deviation if both are known."""
    if budget is None or actual is None:
        return None
    return Deviation(actual - budget, round(100 * (actual - budget) / budget) if budget else None)


def _total_deviation(pairs: list[tuple[int | None, int | None]]) -> Deviation | None:
    """Compare only rows of which both amounts are known: half a table compared with a whole one misleads."""
    known = [(budget, actual) for budget, actual in pairs if budget is not None and actual is not None]
    if not known:
        return None
    return deviation(sum(budget for budget, _ in known), sum(actual for _, actual in known))


def _sum(amounts: list[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None
