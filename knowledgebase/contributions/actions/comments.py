# SPDX-License-Identifier: EUPL-1.2
"""Deeds about remarks."""

from knowledgebase.contributions.actions.files import attach
from knowledgebase.contributions.actions.writing import Text
from knowledgebase.contributions.models import Comment, Contribution
from knowledgebase.db import db, now
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Viewer


def comment(contribution: Contribution, text: Text, viewer: Viewer) -> Comment:
    """Add a remark under a contribution."""
    remark = Comment(
        contribution_id=contribution.id, author_id=viewer.id, body=text.source, html=text.rendered.html
    )
    db.session.add(remark)
    attach(contribution, text.source, viewer)
    record(Happening.COMMENTED, actor_id=viewer.id, contribution_id=contribution.id)
    return remark


def remove_comment(remark: Comment, viewer: Viewer) -> None:
    """Take a remark off the page."""
    if remark.removed_at is None:
        remark.removed_at = now()
        record(Happening.COMMENT_REMOVED, actor_id=viewer.id, contribution_id=remark.contribution_id)
