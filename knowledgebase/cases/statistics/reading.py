# SPDX-License-Identifier: EUPL-1.2
"""Reading the cases that statistics count, each as few plain values."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from knowledgebase.cases.facts import AMOUNTS
from knowledgebase.cases.models import Case, CaseCost
from knowledgebase.cases.queries import narrowed, part_seen_of_cases
from knowledgebase.cases.vocabulary import CostItem, Group
from knowledgebase.contributions.queries import listed
from knowledgebase.contributions.vocabulary import LegalForm, Motive, Outcome, Phase
from knowledgebase.db import db
from knowledgebase.policy import Viewer

COUNTS = 2
"""A motive with at least this score counted."""
TOGETHER = None
"""Stands for all rows of the cost table together."""
AT_ONCE = 1_000
"""So many rows of costs are held at a time."""
Amounts = tuple[int, int]
"""Budgeted and actual, in whole euros."""
NOTHING: Amounts = (0, 0)
KnownCosts = dict[CostItem | None, dict[int, Amounts]]
"""Budget and actual cost by row and by case."""


@dataclass(frozen=True)
class Told:
    """What a case says in figures. `unmet` has a bit for each filter that the case does not fit."""

    unmet: int
    outcome: Outcome
    legal_form: LegalForm
    stopped_in: Phase | None
    motives: Collection[Motive]


def told_cases(viewer: Viewer, chosen: Mapping[str, str]) -> Mapping[int, Told]:
    """Give, by id, the complete cases that `viewer` may see and that somebody told, also those outside the filters.

    Counts that stand on pages with fewer filters need those too: see `is_small`. A motive that the viewer may not
    know of does not count.
    """
    filters = [narrowed(sa.select(Case.id), {name: value}) for name, value in chosen.items() if value]
    unmet = sum(
        (sa.case((Case.id.in_(fits), 0), else_=1 << place) for place, fits in enumerate(filters)),
        sa.literal(0),
    )
    knows_motives = part_seen_of_cases(viewer, Group.MOTIVE)
    motives = [
        sa.case((knows_motives, getattr(Case, f"motive_{motive.value}")), else_=0) for motive in Motive
    ]
    columns = (Case.id, unmet, Case.outcome, Case.legal_form, Case.stopped_in, *motives)
    return {
        id: Told(unmet, outcome, legal_form, stopped_in, _counted(scores))
        for id, unmet, outcome, legal_form, stopped_in, *scores in db.session.execute(_told(viewer, *columns))
    }


def known_costs(viewer: Viewer) -> tuple[KnownCosts, KnownCosts]:
    """Give budget and actual cost, once and yearly, where `viewer` may know both; all rows TOGETHER as well.

    Statistics read costs nowhere else: whoever may not see the costs of a case is to be stopped here.
    """
    columns = [getattr(CaseCost, name) for name in AMOUNTS]
    statement = sa.select(CaseCost.case_id, CaseCost.item, *columns)
    knows_costs = part_seen_of_cases(viewer, Group.COSTS)
    statement = statement.where(CaseCost.case_id.in_(_told(viewer, Case.id).where(knows_costs)))
    once: KnownCosts = defaultdict(dict)
    yearly: KnownCosts = defaultdict(dict)
    for id, item, budget_once, actual_once, budget_yearly, actual_yearly in db.session.execute(
        statement.execution_options(yield_per=AT_ONCE)
    ):
        _add(once, id, item, budget_once, actual_once)
        _add(yearly, id, item, budget_yearly, actual_yearly)
    return once, yearly


def _told(viewer: Viewer, *columns: Any) -> sa.Select[Any]:
    told = listed(viewer, Case).where(Case.is_stub.is_(False), Case.from_register.is_(False))
    return told.with_only_columns(*columns)


def _counted(scores: Sequence[int]) -> tuple[Motive, ...]:
    return tuple(motive for motive, score in zip(Motive, scores, strict=True) if score >= COUNTS)


def _add(costs: KnownCosts, id: int, item: CostItem, budget: int | None, actual: int | None) -> None:
    if budget is None or actual is None:
        return
    for of_row in (costs[item], costs[TOGETHER]):
        before = of_row.get(id, NOTHING)
        of_row[id] = before[0] + budget, before[1] + actual
