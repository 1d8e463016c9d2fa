# SPDX-License-Identifier: EUPL-1.2
"""For which organisation somebody speaks."""

import sqlalchemy as sa

from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Viewer


def own_organisations(viewer: Viewer) -> list[tuple[str, str]]:
    """Give the organisations of the viewer as choices of a field: id and name."""
    own = sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(viewer.organisation_ids))
    return [(str(id), name) for id, name in db.session.execute(own.order_by(Organisation.sort_name))]
