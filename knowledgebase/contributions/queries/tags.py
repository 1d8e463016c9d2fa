# SPDX-License-Identifier: EUPL-1.2
"""Reading tags and themes."""

from collections.abc import Sequence

import sqlalchemy as sa

from knowledgebase.contributions.models import (
    Contribution,
    ContributionTag,
    Tag,
    Theme,
)
from knowledgebase.db import db
from knowledgebase.policy import Status, Viewer, seen


def themes() -> Sequence[Theme]:
    """Give all themes by name."""
    return db.session.scalars(sa.select(Theme).order_by(Theme.name)).all()


def tags_in_use(viewer: Viewer, most: int = 500) -> Sequence[tuple[Tag, int]]:
    """Give the tags on what the viewer may see, with how often; the most used first."""
    uses = sa.func.count()
    statement = (
        sa.select(Tag, uses)
        .join(ContributionTag, ContributionTag.tag_id == Tag.id)
        .join(Contribution, Contribution.id == ContributionTag.contribution_id)
        .where(Contribution.status == Status.PUBLISHED, seen(viewer, Contribution))
        .group_by(Tag.id)
        .order_by(uses.desc(), Tag.name)
        .limit(most)
    )
    return [(tag, count) for tag, count in db.session.execute(statement)]
