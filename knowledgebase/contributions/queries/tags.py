# SPDX-License-Identifier: EUPL-1.2
"""Reading tags and themes."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from knowledgebase.contributions.models import (
    Contribution,
    ContributionTag,
    Tag,
    Theme,
)
from knowledgebase.contributions.models.owners import ThemeOwner
from knowledgebase.db import db
from knowledgebase.policy import Status, Viewer, seen


def themes() -> Sequence[Theme]:
    """Give all themes by name."""
    return db.session.scalars(sa.select(Theme).order_by(Theme.name)).all()


def synonyms_of(tag: Tag) -> Sequence[str]:
    """Give the other words that stand for a tag."""
    return db.session.scalars(sa.select(Tag.name).where(Tag.synonym_of_id == tag.id).order_by(Tag.name)).all()


def meant_by(names: Collection[str]) -> dict[str, str]:
    """Give the tag that each of these names stands for, as far as they are other words for one."""
    if not names:
        return {}
    tag = aliased(Tag)
    pairs = sa.select(Tag.name, tag.name).join(tag, tag.id == Tag.synonym_of_id).where(Tag.name.in_(names))
    return {row[0]: row[1] for row in db.session.execute(pairs)}


def owner_of(theme: Theme) -> ThemeOwner | None:
    """Give who looks after a theme."""
    return db.session.get(ThemeOwner, theme.id)


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
