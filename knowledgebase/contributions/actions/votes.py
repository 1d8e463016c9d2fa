# SPDX-License-Identifier: EUPL-1.2
"""Vote, and take a vote back."""

import sqlalchemy as sa

from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.votes import DOWN, UP, Vote
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Permission, Viewer, allows


def vote(contribution: Contribution, value: int, viewer: Viewer) -> None:
    """Count the viewer's vote, UP or DOWN, in place of an earlier one."""
    hold(contribution)
    mine = _vote_of(viewer, contribution)
    if not allows(viewer, Permission.VOTE, contribution) or (mine and mine.value == value):
        return
    if mine is None:
        mine = Vote(contribution_id=contribution.id, user_id=viewer.id)
        db.session.add(mine)
    mine.value = value
    _count(contribution)


def retract(contribution: Contribution, viewer: Viewer) -> None:
    """Take the viewer's vote back."""
    hold(contribution)
    mine = _vote_of(viewer, contribution)
    if mine is not None:
        db.session.delete(mine)
        _count(contribution)


def _vote_of(viewer: Viewer, contribution: Contribution) -> Vote | None:
    wanted = sa.select(Vote).where(Vote.contribution_id == contribution.id, Vote.user_id == viewer.id)
    return db.session.scalar(wanted)


def _count(contribution: Contribution) -> None:
    """Count anew, in the database: what this session read before it held the contribution may have passed."""
    db.session.flush()
    counted = {
        name: sa.select(sa.func.count())
        .where(Vote.contribution_id == contribution.id, Vote.value == value)
        .scalar_subquery()
        for name, value in (("ups", UP), ("downs", DOWN))
    }
    this = Contribution.id == contribution.id
    db.session.execute(
        sa.update(Contribution).where(this).values(counted), execution_options={"synchronize_session": False}
    )
    db.session.refresh(contribution, ["ups", "downs"])
    # Who voted what is nobody's business, that of the readers of the audit trail included.
    record(Happening.VOTED, actor_id=None, contribution_id=contribution.id)
