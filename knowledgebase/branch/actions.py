# SPDX-License-Identifier: EUPL-1.2
"""Write and improve agreements."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledgebase.branch.models import Agreement, Sort, State
from knowledgebase.contributions.actions import Wording, begin_revision, publish, revise
from knowledgebase.db import db
from knowledgebase.policy import Viewer


class NumberTaken(Exception):
    """Another agreement has this number already."""


@dataclass(frozen=True)
class AgreementFacts:
    """What an agreement has beyond what all kinds share."""

    number: str
    sort: Sort
    state: State
    in_force_from: date | None = None


def write(facts: AgreementFacts, wording: Wording, viewer: Viewer) -> Agreement:
    """Publish an agreement.

    :raises NumberTaken: when its number is another's.
    """
    agreement = Agreement()
    _apply(agreement, facts)
    try:
        publish(agreement, wording, viewer)
    except IntegrityError:
        # Two wrote it down at the same moment; the other was first.
        raise NumberTaken from None
    return agreement


def rewrite(
    agreement: Agreement, facts: AgreementFacts, wording: Wording, viewer: Viewer, based_on: int
) -> None:
    """Save a new version of an agreement.

    :raises Outdated: when somebody saved another version since `based_on`.
    :raises NumberTaken: when its number is another's.
    """
    begin_revision(agreement, based_on)
    _apply(agreement, facts)
    revise(agreement, wording, viewer)


def _apply(agreement: Agreement, facts: AgreementFacts) -> None:
    with db.session.no_autoflush:
        taken = db.session.scalar(sa.select(Agreement.id).where(Agreement.number == facts.number))
        if taken is not None and taken != agreement.id:
            raise NumberTaken
    agreement.number = facts.number
    agreement.sort = facts.sort
    agreement.state = facts.state
    agreement.in_force_from = facts.in_force_from
