# SPDX-License-Identifier: EUPL-1.2
"""Loading for a page what lists of contributions leave out."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, load_only

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db


def complete(contribution: Contribution, part: Any) -> None:
    """Load the tags of a contribution and one of its parts, a relationship of its kind, in one query."""
    kind = type(contribution)
    wanted = sa.select(kind).where(kind.id == contribution.id)
    both = joinedload(kind.tags), joinedload(part)
    rest = (lazyload(getattr(kind, name)) for name in ("author", "organisation", "theme"))
    db.session.scalars(wanted.options(load_only(kind.id), *both, *rest)).unique().one()
