# SPDX-License-Identifier: EUPL-1.2
"""Reading saved versions: each keeps the readers that it was saved for, on whatever road it is reached."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from knowledgebase.contributions.models import Contribution, Revision
from knowledgebase.db import db
from knowledgebase.policy import Role, Viewer, meant_for


def revisions_for(viewer: Viewer, contribution: Contribution) -> sa.Select[Any]:
    """Select the saved versions meant for the viewer, who may see the contribution."""
    versions = sa.select(Revision).where(Revision.contribution_id == contribution.id)
    return versions.where(for_the_same(viewer, contribution))


def for_the_same(viewer: Viewer, contribution: Any) -> Any:
    """Select versions meant for the viewer, who may see the contribution: a row or its class, as in `seen`."""
    if viewer.has(Role.MODERATOR):
        return sa.true()
    now = Revision.number == contribution.revision
    return sa.or_(meant_for(viewer, Revision), now, contribution.author_id == viewer.id)


def revision_numbered(contribution: Contribution, number: int, viewer: Viewer) -> Revision | None:
    """Give one saved version with its content, if it is meant for the viewer."""
    statement = revisions_for(viewer, contribution).where(Revision.number == number)
    found: Revision | None = db.session.scalar(statement.options(undefer(Revision.content)))
    return found
