# SPDX-License-Identifier: EUPL-1.2
"""Reading the queue, decisions and the audit trail."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.moderation.models import Decision, Report


def open_reports() -> sa.Select[Any]:
    """Select the reports nobody decided on yet."""
    return sa.select(Report).where(Report.decision_id.is_(None)).options(joinedload(Report.contribution))


def reports_about(contribution_id: int) -> Sequence[Report]:
    """Give the open reports about one contribution, oldest first."""
    statement = sa.select(Report).where(
        Report.contribution_id == contribution_id, Report.decision_id.is_(None)
    )
    return db.session.scalars(statement.order_by(Report.id)).all()


def decisions_about(contribution_id: int) -> Sequence[Decision]:
    """Give the decisions about one contribution, newest first."""
    statement = sa.select(Decision).where(Decision.contribution_id == contribution_id)
    return db.session.scalars(statement.order_by(Decision.id.desc()).limit(50)).all()


def happenings(
    happening: Happening | None, person_id: int | None, contribution_id: int | None
) -> sa.Select[Any]:
    """Select what happened, narrowed to a sort, a person or a contribution."""
    statement = sa.select(Event)
    if happening is not None:
        statement = statement.where(Event.happening == happening)
    if person_id is not None:
        statement = statement.where((Event.actor_id == person_id) | (Event.person_id == person_id))
    if contribution_id is not None:
        statement = statement.where(Event.contribution_id == contribution_id)
    return statement
