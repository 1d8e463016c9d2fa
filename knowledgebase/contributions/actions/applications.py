# SPDX-License-Identifier: EUPL-1.2
"""Tell that advice was applied, and take that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.applications import Application, Result
from knowledgebase.db import db, now
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Permission, Viewer, allows


@dataclass(frozen=True)
class Practice:
    """What an organisation tells of applying something."""

    organisation_id: int
    applied_on: date
    result: Result
    note: str = ""


def tell_applied(contribution: Contribution, practice: Practice, viewer: Viewer) -> None:
    """Record that an organisation of the viewer's applied this, in place of what it told before."""
    hold(contribution)
    is_theirs = practice.organisation_id in viewer.organisation_ids
    if not is_theirs or not allows(viewer, Permission.APPLY, contribution):
        return
    organisation_id = None if contribution.hidden_person_id == viewer.id else practice.organisation_id
    told = _told_by(organisation_id, contribution, viewer)
    before = (told.applied_on, told.result, told.note)
    told.applied_on, told.result, told.note = after = (practice.applied_on, practice.result, practice.note)
    if before == after:
        return
    told.author_id, told.changed_at = viewer.id, now()
    db.session.add(told)
    record(
        Happening.APPLIED,
        actor_id=viewer.id,
        contribution_id=contribution.id,
        organisation_id=organisation_id,
        detail=practice.result.value,
    )


def withdraw_application(contribution: Contribution, id: int, viewer: Viewer) -> None:
    """Take back that an organisation applied this."""
    hold(contribution)
    wanted = sa.select(Application).where(Application.id == id)
    told = db.session.scalar(wanted.execution_options(populate_existing=True))
    if told is not None:
        db.session.delete(told)
        record(
            Happening.APPLICATION_WITHDRAWN,
            actor_id=viewer.id,
            contribution_id=contribution.id,
            organisation_id=told.organisation_id,
        )


def keep_anonymous(contribution_ids: Sequence[int], person_id: int) -> None:
    """Take the organisation off what a person told here."""
    own = (Application.contribution_id.in_(contribution_ids), Application.author_id == person_id)
    db.session.execute(sa.update(Application).where(*own).values(organisation_id=None))


def _told_by(organisation_id: int | None, contribution: Contribution, viewer: Viewer) -> Application:
    """Find what was told before for the organisation, or else anonymously by the viewer."""
    anonymously = Application.organisation_id.is_(None) & (Application.author_id == viewer.id)
    same = (
        anonymously
        if organisation_id is None
        else (Application.organisation_id == organisation_id) | anonymously
    )
    wanted = sa.select(Application).where(Application.contribution_id == contribution.id, same)
    told = db.session.scalar(wanted.order_by(Application.organisation_id.is_(None))) or Application()
    told.contribution_id, told.organisation_id = contribution.id, organisation_id
    return told
