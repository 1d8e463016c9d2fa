# SPDX-License-Identifier: EUPL-1.2
"""Lists of contributions."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from knowledgebase.contributions.models import (
    Contribution,
    ContributionTag,
    Kind,
    Tag,
    Theme,
)
from knowledgebase.db import db
from knowledgebase.policy import Status, Viewer, author_known, seen

SHOWN_ON_THEIR_OWN = (Kind.QUESTION, Kind.CASE, Kind.LESSON, Kind.PAGE, Kind.AGREEMENT)


def listed(viewer: Viewer, model: Any = Contribution) -> sa.Select[Any]:
    """Select what lists show: published, and the viewer may see it."""
    return sa.select(model).where(model.status == Status.PUBLISHED, seen(viewer, model))


def filed_under(statement: sa.Select[Any], model: Any, theme: str | None, tag: str | None) -> sa.Select[Any]:
    """Narrow a list to a theme and a tag, each named in the address."""
    if theme:
        statement = statement.where(
            model.theme_id == sa.select(Theme.id).where(Theme.slug == theme).scalar_subquery()
        )
    if tag:
        tagged = sa.select(ContributionTag.contribution_id).join(Tag, Tag.id == ContributionTag.tag_id)
        # Its name, or another word for it: a name that was typed or linked once goes on leading there.
        meant = sa.select(Tag.synonym_of_id).where(Tag.name == tag, Tag.synonym_of_id.is_not(None))
        statement = statement.where(model.id.in_(tagged.where((Tag.name == tag) | Tag.id.in_(meant))))
    return statement


def written_by(person_id: int, viewer: Viewer) -> sa.Select[Any]:
    """Select what a person wrote and the viewer may see and may know to be theirs.

    For the person also what is hidden, not what is in the bin or merged into another.
    """
    return sa.select(Contribution).where(
        Contribution.author_id == person_id,
        Contribution.status.not_in((Status.DELETED, Status.MERGED)),
        Contribution.kind.in_(SHOWN_ON_THEIR_OWN),
        seen(viewer, Contribution),
        author_known(viewer, Contribution),
    )


def newest(
    viewer: Viewer, most: int, *kinds: Kind, organisation_id: int | None = None
) -> Sequence[Contribution]:
    """Give the newest contributions of these kinds that the viewer may see."""
    statement = listed(viewer).where(Contribution.kind.in_(kinds or SHOWN_ON_THEIR_OWN))
    if organisation_id is not None:
        statement = statement.where(
            Contribution.organisation_id == organisation_id, author_known(viewer, Contribution)
        )
    return db.session.scalars(statement.order_by(Contribution.id.desc()).limit(most)).all()


def counts_by_kind(viewer: Viewer, organisation_id: int | None = None) -> dict[Kind, int]:
    """Count, per kind, the contributions that the viewer may see."""
    statement = (
        sa.select(Contribution.kind, sa.func.count())
        .where(Contribution.status == Status.PUBLISHED, seen(viewer, Contribution))
        .group_by(Contribution.kind)
    )
    if organisation_id is not None:
        statement = statement.where(
            Contribution.organisation_id == organisation_id, author_known(viewer, Contribution)
        )
    return dict(db.session.execute(statement).tuples().all())
