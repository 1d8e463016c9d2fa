# SPDX-License-Identifier: EUPL-1.2
"""What was said about a contribution goes when the contribution is removed for good."""

from collections.abc import Sequence

import sqlalchemy as sa

from knowledgebase.db import db
from knowledgebase.events.models import Event
from knowledgebase.moderation.models import Decision, Report


def forget(events: Sequence[Event]) -> None:
    """Close what was reported about contributions that were purged, and keep that it was, but no words."""
    ids = {event.contribution_id for event in events}
    db.session.execute(sa.delete(Report).where(Report.contribution_id.in_(ids), Report.decision_id.is_(None)))
    db.session.execute(sa.update(Report).where(Report.contribution_id.in_(ids)).values(explanation=""))
    db.session.execute(sa.update(Decision).where(Decision.contribution_id.in_(ids)).values(reason=""))
