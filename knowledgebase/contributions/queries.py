# SPDX-License-Identifier: EUPL-1.2
"""Reading what all kinds share."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from knowledgebase.contributions.models import (
    Comment,
    Contribution,
    ContributionTag,
    Kind,
    Revision,
    Tag,
    Theme,
)
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Status, Viewer, seen

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
        statement = statement.where(model.id.in_(tagged.where(Tag.name == tag)))
    return statement


def written_by(person_id: int, viewer: Viewer) -> sa.Select[Any]:
    """Select what a person wrote and the viewer may see; for the person also what is hidden."""
    return sa.select(Contribution).where(
        Contribution.author_id == person_id,
        Contribution.kind.in_(SHOWN_ON_THEIR_OWN),
        seen(viewer, Contribution),
    )


def newest(
    viewer: Viewer, most: int, *kinds: Kind, organisation_id: int | None = None
) -> Sequence[Contribution]:
    """Give the newest contributions of these kinds that the viewer may see."""
    statement = listed(viewer).where(Contribution.kind.in_(kinds or SHOWN_ON_THEIR_OWN))
    if organisation_id is not None:
        statement = statement.where(Contribution.organisation_id == organisation_id)
    return db.session.scalars(statement.order_by(Contribution.id.desc()).limit(most)).all()


def counts_by_kind(viewer: Viewer, organisation_id: int | None = None) -> dict[Kind, int]:
    """Count, per kind, the contributions that the viewer may see."""
    statement = (
        sa.select(Contribution.kind, sa.func.count())
        .where(Contribution.status == Status.PUBLISHED, seen(viewer, Contribution))
        .group_by(Contribution.kind)
    )
    if organisation_id is not None:
        statement = statement.where(Contribution.organisation_id == organisation_id)
    return dict(db.session.execute(statement).tuples().all())


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


def revisions_of(contribution: Contribution) -> sa.Select[Any]:
    """Select the saved versions of a contribution."""
    return sa.select(Revision).where(Revision.contribution_id == contribution.id)


def revision_numbered(contribution: Contribution, number: int) -> Revision | None:
    """Give one saved version with its content."""
    statement = revisions_of(contribution).where(Revision.number == number).options(undefer(Revision.content))
    found: Revision | None = db.session.scalar(statement)
    return found


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


def organisations_named(names: Sequence[str]) -> tuple[list[Organisation], list[str]]:
    """Give the organisations with these names or codes, and the names that are nobody's."""
    wanted = {name.casefold(): name for name in names}
    lowered = sa.func.lower(Organisation.name)
    statement = (
        sa.select(Organisation)
        .where(sa.or_(lowered.in_(wanted), sa.func.lower(Organisation.code).in_(wanted)))
        .order_by(Organisation.valid_to.is_not(None), Organisation.id)
    )
    found: dict[str, Organisation] = {}
    for organisation in db.session.scalars(statement):
        for key in (organisation.name.casefold(), organisation.code.casefold()):
            found.setdefault(key, organisation)
    unknown = [name for key, name in wanted.items() if key not in found]
    return list({found[key].id: found[key] for key in wanted if key in found}.values()), unknown
