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


def revisions_of(contribution: Contribution) -> sa.Select[Any]:
    """Select the saved versions of a contribution."""
    return sa.select(Revision).where(Revision.contribution_id == contribution.id)


def revision_numbered(contribution: Contribution, number: int) -> Revision | None:
    """Give one saved version with its content."""
    statement = revisions_of(contribution).where(Revision.number == number).options(undefer(Revision.content))
    found: Revision | None = db.session.scalar(statement)
    return found
