# SPDX-License-Identifier: EUPL-1.2
"""Close a contribution to comments for a while, and open it again."""

from datetime import datetime

import sqlalchemy as sa

from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db, now, reading
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Viewer

BATCH = 50


def lock_comments(contribution: Contribution, until: datetime, reason: str, viewer: Viewer) -> None:
    """Let only moderators comment until then; `reason` is shown to everyone."""
    hold(contribution)
    contribution.comments_locked_until, contribution.lock_reason = until, reason
    record(Happening.COMMENTS_LOCKED, actor_id=viewer.id, contribution_id=contribution.id)


def unlock_comments(contribution: Contribution, viewer: Viewer | None) -> None:
    """Let members comment again; nobody in particular does so when the time is over."""
    if contribution.comments_locked_until is not None:
        contribution.comments_locked_until, contribution.lock_reason = None, ""
        actor_id = viewer.id if viewer else None
        record(Happening.COMMENTS_UNLOCKED, actor_id=actor_id, contribution_id=contribution.id)


def end_locks() -> None:
    """Open what was closed to comments until now, so that pages no longer say that it is closed."""
    over = sa.select(Contribution.id).where(Contribution.comments_locked_until <= now()).limit(BATCH)
    with reading():
        ids = db.session.scalars(over).all()
    for contribution in (
        db.session.scalars(sa.select(Contribution).where(Contribution.id.in_(ids))) if ids else ()
    ):
        if not contribution.comments_are_locked:
            unlock_comments(contribution, None)
