# SPDX-License-Identifier: EUPL-1.2
"""Many cases at once, for what is said over all of them."""

from collections.abc import Sequence
from typing import Any

from flask import Flask

from knowledgebase.cases.actions import apply
from knowledgebase.cases.facts import CaseFacts, Cost, Motivation
from knowledgebase.cases.models import Case
from knowledgebase.cases.vocabulary import CostItem
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Motive, Outcome, Phase
from knowledgebase.db import db
from knowledgebase.policy import Status, Visibility
from tests.people import Person

GOOD, BAD = Outcome.SUCCESSFUL, Outcome.DISAPPOINTING


def facts(
    outcome: Outcome = GOOD, *, motives: Sequence[Motive] = (Motive.QUALITY,), **changes: Any
) -> CaseFacts:
    """Give what a complete case says; `motives` are those that counted for 2."""
    given: dict[str, Any] = {
        "legal_form": LegalForm.CG,
        "phase": Phase.OPERATION,
        "domains": [Domain.PRIVACY],
        "motives": {motive: Motivation(2) for motive in motives},
        "outcome": outcome,
    }
    return CaseFacts(**given | changes)


def licences(budget: int | None, actual: int | None) -> Cost:
    """Give what licences cost each year."""
    return Cost(CostItem.LICENCES, budget_yearly=budget, actual_yearly=actual)


def tell(
    app: Flask,
    person: Person,
    said: Sequence[CaseFacts],
    visibility: Visibility = Visibility.PUBLIC,
    status: Status = Status.PUBLISHED,
    is_stub: bool = False,
) -> None:
    """Let a person tell a case for each of these facts."""
    with app.app_context():
        for one in said:
            case = Case(
                title="Een casus over samenwerken", author_id=person.id, visibility=visibility, status=status
            )
            apply(case, one)
            case.is_stub = is_stub
            db.session.add(case)
        db.session.commit()
