# SPDX-License-Identifier: EUPL-1.2
"""Write and improve agreements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledgebase.branch.models import Agreement, Sort, State
from knowledgebase.contributions.actions import Wording, begin_revision, publish, revise
from knowledgebase.contributions.actions.rewriting import take_back
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


def own_content(facts: AgreementFacts) -> dict[str, Any]:
    """Give what the facts add to what a revision keeps, as `Agreement.content` does."""
    return {
        "number": facts.number,
        "sort": facts.sort.value,
        "state": facts.state.value,
        "in_force_from": facts.in_force_from.isoformat() if facts.in_force_from else "",
    }


@take_back.register
def _take_back(agreement: Agreement, content: Mapping[str, Any]) -> None:
    day = content["in_force_from"]
    facts = AgreementFacts(
        # A number that went to another agreement since stays with that one.
        agreement.number if _is_taken(content["number"], agreement) else content["number"],
        Sort(content["sort"]),
        State(content["state"]),
        date.fromisoformat(day) if day else None,
    )
    _apply(agreement, facts)


def _is_taken(number: str, agreement: Agreement) -> bool:
    with db.session.no_autoflush:
        owner = db.session.scalar(sa.select(Agreement.id).where(Agreement.number == number))
    return owner is not None and owner != agreement.id


def _apply(agreement: Agreement, facts: AgreementFacts) -> None:
    if _is_taken(facts.number, agreement):
        raise NumberTaken
    agreement.number = facts.number
    agreement.sort = facts.sort
    agreement.state = facts.state
    agreement.in_force_from = facts.in_force_from
