# SPDX-License-Identifier: EUPL-1.2
"""Reading remarks."""

from collections.abc import Sequence

import sqlalchemy as sa

from knowledgebase.contributions.models import (
    Comment,
)
from knowledgebase.db import db


def comments_on(contribution_ids: Sequence[int]) -> dict[int, list[Comment]]:
    """Give the remarks that stand under these contributions, oldest first."""
    statement = (
        sa.select(Comment)
        .where(Comment.contribution_id.in_(contribution_ids), Comment.removed_at.is_(None))
        .order_by(Comment.id)
    )
    found: dict[int, list[Comment]] = {}
    for remark in db.session.scalars(statement):
        found.setdefault(remark.contribution_id, []).append(remark)
    return found
