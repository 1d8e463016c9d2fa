# SPDX-License-Identifier: EUPL-1.2
"""Loading for a page what lists of contributions leave out."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, undefer_group

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db


def complete(contribution: Contribution, part: Any) -> None:
    """Load the text of a contribution and one of its parts, a relationship of its kind, in one query."""
    kind = type(contribution)
    wanted = sa.select(kind).where(kind.id == contribution.id)
    db.session.scalars(
        wanted.options(undefer_group("page"), joinedload(part), lazyload(kind.tags))
    ).unique().one()
