# SPDX-License-Identifier: EUPL-1.2
"""Reading votes."""

from collections.abc import Sequence

import sqlalchemy as sa

from knowledgebase.contributions.models.votes import Vote
from knowledgebase.db import db
from knowledgebase.policy import Viewer


def own_votes(contribution_ids: Sequence[int], viewer: Viewer) -> dict[int, int]:
    """Give what the viewer voted on these contributions: UP or DOWN, by contribution id."""
    if not viewer.is_member:
        return {}
    wanted = sa.select(Vote.contribution_id, Vote.value).where(
        Vote.user_id == viewer.id, Vote.contribution_id.in_(contribution_ids)
    )
    return dict(db.session.execute(wanted).tuples().all())
