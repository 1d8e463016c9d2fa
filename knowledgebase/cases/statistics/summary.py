# SPDX-License-Identifier: EUPL-1.2
"""All that is counted, over one reading of the cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledgebase.cases.statistics.costing import CostRow, costs
from knowledgebase.cases.statistics.counting import By, OutcomeRow, outcomes
from knowledgebase.cases.statistics.reading import known_costs, told_cases
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
        """All cases together; None when even their number is kept back, and then all else is too."""
        return next(iter(self.outcomes[By.ALL]), None)


def statistics(viewer: Viewer, chosen: Mapping[str, str]) -> Statistics:
    """Give what `viewer` may know; moderators also see, marked, what is kept back from others."""
    return _computed(viewer, chosen, allows(viewer, Permission.MODERATE))


def statistics_to_pass_on(viewer: Viewer, chosen: Mapping[str, str]) -> Statistics:
    """Give the same without what is kept back, whoever asks: a file is passed on."""
    return _computed(viewer, chosen, shows_all=False)


def _computed(viewer: Viewer, chosen: Mapping[str, str], shows_all: bool) -> Statistics:
    told = told_cases(viewer, chosen)
    counted = outcomes(told.values(), shows_all)
    if not any(row.total.cases for row in counted[By.ALL]):
        return Statistics((), (), dict.fromkeys(By, ()), shows_all)
    once, yearly = (costs(told, known, shows_all) for known in known_costs(viewer))
    return Statistics(once, yearly, counted, shows_all)
