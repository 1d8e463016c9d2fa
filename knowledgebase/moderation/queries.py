# SPDX-License-Identifier: EUPL-1.2
"""Reading the queue, decisions and the audit trail."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.moderation.models import Decision, Report
from knowledgebase.policy import Role, Viewer


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
    viewer: Viewer, happening: Happening | None, person_id: int | None, contribution_id: int | None
) -> sa.Select[Any]:
    """Select what happened, narrowed to a sort, a person or a contribution.

    For a person: what the viewer may know to be that person's. That a new
    version of the site formatted every text anew shows when it is asked for.
    """
    statement = sa.select(Event)
    if happening is not None:
        statement = statement.where(Event.happening == happening)
    elif contribution_id is None:
        statement = statement.where(Event.happening != Happening.RENDERED)
    if person_id is not None:
        statement = statement.where((Event.actor_id == person_id) | (Event.person_id == person_id))
        if not viewer.has(Role.MODERATOR) and viewer.id != person_id:
            hidden = sa.exists().where(
                Contribution.id == Event.contribution_id, Contribution.hidden_person_id == person_id
            )
            statement = statement.where(~hidden)
    if contribution_id is not None:
        statement = statement.where(Event.contribution_id == contribution_id)
    return statement


def hidden_people(viewer: Viewer, events: Sequence[Event]) -> set[tuple[int, int]]:
    """Give the pairs of contribution and person among these events of which the viewer may not know."""
    if viewer.has(Role.MODERATOR):
        return set()
    ids = {event.contribution_id for event in events if event.contribution_id}
    wanted = sa.select(Contribution.id, Contribution.hidden_person_id).where(
        Contribution.id.in_(ids), Contribution.hidden_person_id.is_not(None)
    )
    return {(id, person) for id, person in db.session.execute(wanted) if person != viewer.id}
