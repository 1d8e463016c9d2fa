# SPDX-License-Identifier: EUPL-1.2
"""Reading about mergers: what would move, and which were made and undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Comment, Contribution
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.policy import Status, Viewer, seen

MOST_TRACES = 20
OF_MERGING = (Happening.MERGED, Happening.TOOK_IN, Happening.MERGE_UNDONE)


@dataclass(frozen=True)
class Trace:
    """That a contribution was merged with another or parted from it; `other` only for who may see that."""

    happening: Happening
    at: datetime
    actor: User | None
    other: Contribution | None


def count_of_what_moves(contribution: Contribution) -> tuple[int, int]:
    """Count the answers and the remarks that merging moves, those that only some see included."""
    parts = [part.id for part in contribution.dependants() if part.status != Status.PURGED]
    here = Comment.contribution_id.in_([contribution.id, *parts])
    comments = sa.select(sa.func.count()).where(here, Comment.removed_at.is_(None))
    return len(parts), db.session.scalar(comments) or 0


def traces_of_merging(contribution: Contribution, viewer: Viewer) -> Sequence[Trace]:
    """Give the newest traces of merging that a contribution bears, the last first."""
    wanted = (
        sa.select(Event, User)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Event.contribution_id == contribution.id, Event.happening.in_(OF_MERGING))
        .order_by(Event.id.desc())
        .limit(MOST_TRACES)
    )
    rows = db.session.execute(wanted).tuples().all()
    others = _others({int(event.detail or 0) for event, _ in rows}, viewer)
    return [
        Trace(event.happening, event.at, actor, others.get(int(event.detail or 0))) for event, actor in rows
    ]


def _others(ids: set[int], viewer: Viewer) -> dict[int, Contribution]:
    wanted = sa.select(Contribution).where(Contribution.id.in_(ids), seen(viewer, Contribution))
    return {one.id: one for one in db.session.scalars(wanted)} if ids else {}
