# SPDX-License-Identifier: EUPL-1.2
"""Reading saved versions."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from knowledgebase.contributions.models import (
    Contribution,
    Revision,
)
from knowledgebase.db import db
from knowledgebase.policy import Role, Viewer, Visibility


def revisions_of(contribution: Contribution) -> sa.Select[Any]:
    """Select the saved versions of a contribution."""
    return sa.select(Revision).where(Revision.contribution_id == contribution.id)


def revisions_for(viewer: Viewer, contribution: Contribution) -> sa.Select[Any]:
    """Select the saved versions meant for the viewer: each keeps the readers that it was saved for."""
    if viewer.has(Role.MODERATOR) or viewer.id == contribution.author_id:
        return revisions_of(contribution)
    readers = {Visibility.PUBLIC.value, contribution.visibility.value}
    if viewer.is_member:
        readers.add(Visibility.MEMBERS.value)
    meant = Revision.content["visibility"].as_string().in_(sorted(readers))
    return revisions_of(contribution).where(meant | (Revision.number == contribution.revision))


def revision_numbered(
    contribution: Contribution, number: int, viewer: Viewer | None = None
) -> Revision | None:
    """Give one saved version with its content; with `viewer` only if it is meant for that person."""
    versions = revisions_for(viewer, contribution) if viewer else revisions_of(contribution)
    statement = versions.where(Revision.number == number).options(undefer(Revision.content))
    found: Revision | None = db.session.scalar(statement)
    return found
