# SPDX-License-Identifier: EUPL-1.2
"""Reading suggestions."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from knowledgebase.contributions.models import Contribution, Suggestion, SuggestionStatus
from knowledgebase.db import db
from knowledgebase.policy import Permission, Role, Status, Viewer, allows, seen


def suggestion_with_content(id: int) -> Suggestion | None:
    """Give one suggestion with what it says."""
    return db.session.get(Suggestion, id, options=[undefer(Suggestion.content)])


def pending_suggestion(contribution: Contribution) -> Suggestion | None:
    """Give the suggestion that waits for a decision."""
    waiting = sa.select(Suggestion).where(
        Suggestion.contribution_id == contribution.id, Suggestion.status == SuggestionStatus.PENDING
    )
    return db.session.scalar(waiting)


def suggestion_to_take(
    id: int | None, contribution: Contribution | None, viewer: Viewer
) -> Suggestion | None:
    """Give the suggestion if it waits for this contribution and the viewer may decide on it."""
    found = suggestion_with_content(id) if id and contribution is not None else None
    if found is None or contribution is None or found.contribution_id != contribution.id:
        return None
    return found if found.is_pending and allows(viewer, Permission.DECIDE_SUGGESTION, found) else None


def suggestions_to_decide(viewer: Viewer) -> sa.Select[Any]:
    """Select the suggestions that wait for a decision that the viewer may take."""
    return suggestions_judged_by(viewer).where(
        Suggestion.status == SuggestionStatus.PENDING, Contribution.status != Status.MERGED
    )


def suggestions_judged_by(viewer: Viewer) -> sa.Select[Any]:
    """Select the suggestions on which the viewer decides, or could have decided."""
    kept = (Contribution.author_id == viewer.id) | Contribution.id.in_(sorted(viewer.co_authored_ids))
    return (
        sa.select(Suggestion)
        .join(Suggestion.contribution)
        .where(
            Suggestion.author_id != viewer.id,
            sa.true() if viewer.has(Role.MODERATOR) else kept,
            Contribution.status.not_in((Status.DELETED, Status.MERGED)),
            seen(viewer, Contribution),
        )
    )


def suggestions_by(viewer: Viewer, most: int = 20) -> sa.Select[Any]:
    """Select the newest suggestions that the viewer made, for what the viewer may still see."""
    return (
        sa.select(Suggestion)
        .join(Suggestion.contribution)
        .where(Suggestion.author_id == viewer.id, seen(viewer, Contribution))
        .order_by(Suggestion.id.desc())
        .limit(most)
    )
