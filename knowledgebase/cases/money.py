# SPDX-License-Identifier: EUPL-1.2
"""The cost table of a case: totals, and how far the actual cost lies from the budget."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from knowledgebase.cases.facts import AMOUNTS, Cost

CENT = Decimal("0.01")
Pair = tuple[str, int | None, int | None]
"""What it is for, budgeted, actual."""


@dataclass(frozen=True)
class Deviation:
    """Actual minus budget, in euros and, unless the budget was nothing, in percent of it."""

    euros: int
    percent: int | None

    @property
    def in_brackets(self) -> str:
        """The percentage to be put behind an amount, if there is one: ` (+80%)`."""
        return "" if self.percent is None else f" ({self.percent:+d}%)"


@dataclass(frozen=True)
class CostTable:
    """The rows with their totals: of what is known, and None when nothing is."""

    rows: Sequence[Cost]

    @property
    def totals(self) -> dict[str, int | None]:
        """The total of each column."""
        return {name: total(getattr(row, name) for row in self.rows) for name in AMOUNTS}

    @property
    def once(self) -> list[Pair]:
        """The one-off costs, budget beside actual."""
        return _known((row.name, row.budget_once, row.actual_once) for row in self.rows)

    @property
    def yearly(self) -> list[Pair]:
        """The yearly costs, budget beside actual."""
        return _known((row.name, row.budget_yearly, row.actual_yearly) for row in self.rows)


def deviation(pairs: Iterable[Pair]) -> Deviation | None:
    """Compare the rows of which both amounts are known: half a table beside a whole one misleads."""
    known = [(budget, actual) for _, budget, actual in pairs if budget is not None and actual is not None]
    if not known:
        return None
    budget, actual = (sum(amounts) for amounts in zip(*known, strict=True))
    return Deviation(actual - budget, round(100 * (actual - budget) / budget) if budget else None)


def total(amounts: Iterable[int | None]) -> int | None:
    """Add up what is known; None when nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def per_inhabitant(amount: int | None, inhabitants: int | None) -> Decimal | None:
    """Divide an amount among the inhabitants, to the cent; None when either is not known."""
    if amount is None or not inhabitants:
        return None
    return (Decimal(amount) / inhabitants).quantize(CENT, ROUND_HALF_UP)


def _known(pairs: Iterable[Pair]) -> list[Pair]:
    return [pair for pair in pairs if pair[1] is not None or pair[2] is not None]
