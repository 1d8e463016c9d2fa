# SPDX-License-Identifier: EUPL-1.2
"""Suggest an improvement, and decide on it."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from knowledgebase.accounts.models import User
from knowledgebase.contributions import letters
from knowledgebase.contributions.models import Contribution, Suggestion, SuggestionApproval, SuggestionStatus
from knowledgebase.db import db, now
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Viewer


class AnotherWaits(Exception):
    """A suggestion for the same contribution waits for a decision."""


class AlreadyDecided(Exception):
    """Somebody decided on the suggestion in the meantime; `id` is the suggestion."""

    def __init__(self, id: int) -> None:
        super().__init__(id)
        self.id = id


def suggest(
    contribution: Contribution, content: Mapping[str, Any], note: str, viewer: Viewer, based_on: int
) -> Suggestion:
    """Suggest other content for the version `based_on`.

    :raises AnotherWaits: when one waits already.
    """
    _lock(contribution.id)
    waiting = sa.select(Suggestion.id).where(
        Suggestion.contribution_id == contribution.id, Suggestion.status == SuggestionStatus.PENDING
    )
    if db.session.scalar(waiting) is not None:
        raise AnotherWaits
    suggestion = Suggestion(
        contribution_id=contribution.id,
        author_id=viewer.id,
        based_on=based_on,
        content=dict(content),
        note=note,
    )
    db.session.add(suggestion)
    db.session.flush()
    _record(Happening.SUGGESTED, suggestion, viewer)
    return suggestion


def approve(suggestion: Suggestion, viewer: Viewer) -> None:
    """Count that somebody approves; of the same person once.

    :raises AlreadyDecided: when it was decided in the meantime.
    """
    _lock(suggestion.contribution_id)
    db.session.refresh(suggestion, ["status", "approvals"])
    if not suggestion.is_pending:
        raise AlreadyDecided(suggestion.id)
    if viewer.id not in {one.user_id for one in suggestion.approvals}:
        suggestion.approvals.append(SuggestionApproval(user_id=viewer.id))
        _record(Happening.SUGGESTION_APPROVED, suggestion, viewer)
        db.session.flush()


def withdraw(suggestion: Suggestion, viewer: Viewer) -> None:
    """Take one's own suggestion back.

    :raises AlreadyDecided: when somebody decided first.
    """
    _decide(suggestion, SuggestionStatus.WITHDRAWN, viewer)
    _record(Happening.SUGGESTION_WITHDRAWN, suggestion, viewer)


def decline(suggestion: Suggestion, reason: str, viewer: Viewer) -> None:
    """Leave the text as it is, and tell whoever suggested something why.

    :raises AlreadyDecided: when somebody decided first.
    """
    _decide(suggestion, SuggestionStatus.DECLINED, viewer)
    suggestion.reason = reason
    _count(suggestion, taken=0)
    _record(Happening.SUGGESTION_DECLINED, suggestion, viewer)
    _tell(suggestion)


def take(suggestion: Suggestion, status: SuggestionStatus, viewer: Viewer) -> None:
    """Note that a suggestion came into the text, and tell whoever made it.

    :raises AlreadyDecided: when somebody decided first.
    """
    _decide(suggestion, status, viewer)
    _count(suggestion, taken=1)
    _record(Happening.SUGGESTION_ACCEPTED, suggestion, viewer)
    _tell(suggestion)


def _tell(suggestion: Suggestion) -> None:
    if suggestion.author.has_page:
        letters.decision(suggestion).post()


def _decide(suggestion: Suggestion, status: SuggestionStatus, viewer: Viewer) -> None:
    _lock(suggestion.contribution_id)
    db.session.refresh(suggestion, ["status"])
    if not suggestion.is_pending:
        raise AlreadyDecided(suggestion.id)
    suggestion.status = status
    suggestion.decided_by_id = viewer.id
    suggestion.decided_at = now()


def _lock(contribution_id: int) -> None:
    row = sa.select(Contribution.id).where(Contribution.id == contribution_id)
    db.session.execute(row.with_for_update())


def _count(suggestion: Suggestion, taken: int) -> None:
    counted = sa.update(User).where(User.id == suggestion.author_id)
    db.session.execute(
        counted.values(
            suggestions_taken=User.suggestions_taken + taken, suggestions_judged=User.suggestions_judged + 1
        )
    )


def _record(happening: Happening, suggestion: Suggestion, viewer: Viewer) -> None:
    record(
        happening,
        actor_id=viewer.id,
        contribution_id=suggestion.contribution_id,
        person_id=suggestion.author_id,
        detail=suggestion.status.value if happening == Happening.SUGGESTION_ACCEPTED else None,
    )
