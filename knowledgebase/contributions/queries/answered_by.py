# SPDX-License-Identifier: EUPL-1.2
"""Reading what spared people a question."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from knowledgebase.contributions.models.answered_by import AnsweredBy
from knowledgebase.db import db, now

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Spared:
    """How often somebody found the answer while asking: ever, and in the last 30 days."""

    ever: int
    lately: int


def spared() -> Spared:
    """Count how often what was there already answered a question before it was asked."""
    lately = sa.func.count().filter(AnsweredBy.at >= now() - LATELY)
    ever, recent = db.session.execute(sa.select(sa.func.count(), lately).select_from(AnsweredBy)).one()
    return Spared(ever, recent)
