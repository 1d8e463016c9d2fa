# SPDX-License-Identifier: EUPL-1.2
"""Put a contribution in the bin and take it out again."""

from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.actions.withdrawing import cover, uncover
from knowledgebase.contributions.actions.writing import shown_with
from knowledgebase.contributions.models import BinEntry, Contribution
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Status, Viewer


class Stays(Exception):
    """It cannot be deleted as it stands; the message says why."""


def delete(contribution: Contribution, reason: str, viewer: Viewer) -> bool:
    """Put a contribution in the bin, with what hangs on it; tell whether it was not there yet.

    :raises Stays: when it may not go, as a question that others answered.
    """
    hold(contribution)
    if contribution.status in (Status.DELETED, Status.PURGED):
        return False
    if why := contribution.why_it_stays(viewer):
        raise Stays(why)
    db.session.add(
        BinEntry(
            contribution_id=contribution.id,
            deleted_by_id=viewer.id,
            reason=reason,
            status=contribution.status,
        )
    )
    contribution.status = Status.DELETED
    cover(contribution)
    record(Happening.DELETED, actor_id=viewer.id, contribution_id=contribution.id)
    return True


def recover(contribution: Contribution, viewer: Viewer) -> None:
    """Take a contribution out of the bin, as it was, with what hangs on it."""
    hold(contribution)
    entry = contribution.binned
    if contribution.status != Status.DELETED or entry is None:
        return
    was_shown = entry.status in (Status.PUBLISHED, Status.COVERED, Status.MERGED)
    contribution.status = shown_with(contribution) if was_shown else entry.status
    db.session.delete(entry)
    uncover(contribution)
    record(Happening.RECOVERED, actor_id=viewer.id, contribution_id=contribution.id)
