# SPDX-License-Identifier: EUPL-1.2
"""Reading the searches that people saved."""

from collections.abc import Sequence

import sqlalchemy as sa

from knowledgebase.db import db
from knowledgebase.notifications.models import SavedSearch
from knowledgebase.policy import Viewer


def searches_of(viewer: Viewer) -> Sequence[SavedSearch]:
    """Give the searches that the viewer saved, the last first."""
    own = sa.select(SavedSearch).where(SavedSearch.user_id == viewer.id)
    return db.session.scalars(own.order_by(SavedSearch.id.desc())).all()


def saved_search(viewer: Viewer, asked: str) -> SavedSearch | None:
    """Give what the viewer saved this search as."""
    return db.session.scalar(
        sa.select(SavedSearch).where(SavedSearch.user_id == viewer.id, SavedSearch.asked == asked)
    )


def search_with_id(viewer: Viewer, id: int) -> SavedSearch | None:
    """Give one of the viewer's own searches."""
    return db.session.scalar(
        sa.select(SavedSearch).where(SavedSearch.user_id == viewer.id, SavedSearch.id == id)
    )
