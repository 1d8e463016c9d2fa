# SPDX-License-Identifier: EUPL-1.2
"""All that is counted, over one reading of the cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledgebase.cases.statistics.costing import CostRow, costs
from knowledgebase.cases.statistics.counting import By, OutcomeRow, outcomes
from knowledgebase.cases.statistics.reading import ONCE, YEARLY, known_costs, told_cases
from knowledgebase.policy import Permission, Viewer, allows


@dataclass(frozen=True)
class Statistics:
    """What the cases say together. `marks` tells whether it holds what is kept back from others, marked."""

    once: Sequence[CostRow]
    yearly: Sequence[CostRow]
    outcomes: Mapping[By, Sequence[OutcomeRow]]
    marks: bool

    @property
    def all(self) -> OutcomeRow | None:
        """All cases together; None when even their number is kept back."""
        row = next(iter(self.outcomes[By.ALL]), None)
        return row if row and row.total.cases else None


def statistics(viewer: Viewer, chosen: Mapping[str, str]) -> Statistics:
    """Give what `viewer` may know; moderators also see, marked, what is kept back from others."""
    return _computed(viewer, chosen, allows(viewer, Permission.MODERATE))


def statistics_to_pass_on(viewer: Viewer, chosen: Mapping[str, str]) -> Statistics:
    """Give the same without what is kept back, whoever asks: a file is passed on."""
    return _computed(viewer, chosen, shows_all=False)


def _computed(viewer: Viewer, chosen: Mapping[str, str], shows_all: bool) -> Statistics:
    told = told_cases(viewer, chosen)
    return Statistics(
        once=costs(told, known_costs(viewer, ONCE), shows_all),
        yearly=costs(told, known_costs(viewer, YEARLY), shows_all),
        outcomes=outcomes(told.values(), shows_all),
        marks=shows_all,
    )
