# SPDX-License-Identifier: EUPL-1.2
"""How fresh a contribution is, counted from the day on which it was confirmed or else changed."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from knowledgebase.contributions.models import Contribution
from knowledgebase.web.i18n import ZONE, today

CURRENT_DAYS, OUTDATED_DAYS = 92, 366
"""Three months, and a year."""


@dataclass(frozen=True)
class Freshness:
    """A label, how it is shown, and the day from which it is counted."""

    label: str
    tone: str
    on: date
    is_confirmed: bool

    @property
    def is_outdated(self) -> bool:
        """Whether nobody confirmed or changed it for a year."""
        return (today() - self.on).days > OUTDATED_DAYS


def fresh_since(contribution: Contribution) -> date:
    """Give the day on which somebody confirmed the contribution, or else the one on which it was changed."""
    return contribution.verified_on or contribution.changed_at.astimezone(ZONE).date()


def freshness_of(contribution: Contribution) -> Freshness | None:
    """Tell whether this is current (3 months), possibly outdated (a year) or outdated; None for what does not age."""
    if not contribution.ages:
        return None
    on, confirmed = fresh_since(contribution), contribution.verified_on is not None
    days = (today() - on).days
    if days <= CURRENT_DAYS:
        return Freshness(_("Current"), "positive", on, confirmed)
    if days <= OUTDATED_DAYS:
        return Freshness(_("Possibly outdated"), "neutral", on, confirmed)
    return Freshness(_("Outdated"), "warning", on, confirmed)


def freshness_badges(contribution: Contribution) -> list[tuple[str, str]]:
    """Give how fresh this is as badges of a list."""
    found = freshness_of(contribution)
    return [(found.label, found.tone)] if found else []
