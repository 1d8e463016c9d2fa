# SPDX-License-Identifier: EUPL-1.2
"""Budget beside actual cost over many cases, row by row."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from knowledgebase.cases.statistics.disclosure import is_small
from knowledgebase.cases.statistics.quartiles import Spread, spread
from knowledgebase.cases.statistics.reading import TOGETHER, Amounts, KnownCosts, Told
from knowledgebase.cases.vocabulary import FIXED_ITEMS, CostItem

NOT_BUDGETED = math.inf
"""How many percent more a cost is that nobody budgeted: more than any other."""


@dataclass(frozen=True)
class CostRow:
    """What the cases say of one row of the cost table, `item` None for all rows together.

    Medians of budget and actual cost, and the spread of how far actual lies from budget, in euros and in percent.
    """

    item: CostItem | None
    cases: int
    budget: float
    actual: float
    euros: Spread
    percent: Spread
    is_kept_back: bool


def costs(told: Mapping[int, Told], known: KnownCosts, shows_all: bool) -> list[CostRow]:
    """Compare budget and actual cost, row by row; what is kept back is left out unless `shows_all`."""
    rows = [_row(told, item, known.get(item, {})) for item in (TOGETHER, *FIXED_ITEMS)]
    return [row for row in rows if row and (shows_all or not row.is_kept_back)]


def _row(told: Mapping[int, Told], item: CostItem | None, known: Mapping[int, Amounts]) -> CostRow | None:
    counted = [(told[id].unmet, amounts) for id, amounts in known.items() if id in told]
    pairs = [amounts for unmet, amounts in counted if not unmet]
    if not pairs:
        return None
    budgets, actuals = zip(*pairs, strict=True)
    return CostRow(
        item=item,
        cases=len(pairs),
        budget=spread(budgets).median,
        actual=spread(actuals).median,
        euros=spread(actual - budget for budget, actual in pairs),
        percent=spread(map(_percent, pairs)),
        is_kept_back=is_small(Counter(unmet for unmet, _ in counted)),
    )


def _percent(amounts: Amounts) -> float:
    budget, actual = amounts
    if budget:
        return 100 * (actual - budget) / budget
    return NOT_BUDGETED if actual else 0.0
