# SPDX-License-Identifier: EUPL-1.2
"""Hide a contribution and show it again."""

from knowledgebase.contributions.actions.writing import shown_with
from knowledgebase.contributions.models import Contribution
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Status, Viewer


def hide(contribution: Contribution, viewer: Viewer, reason: str) -> None:
    """Withdraw a contribution from everyone but its author and the moderators, with what hangs on it."""
    if contribution.status not in (Status.PUBLISHED, Status.COVERED, Status.MERGED):
        return
    contribution.status = Status.HIDDEN
    contribution.status_reason = reason
    cover(contribution)
    record(Happening.HIDDEN, actor_id=viewer.id, contribution_id=contribution.id)


def restore(contribution: Contribution, viewer: Viewer, reason: str) -> None:
    """Show a hidden contribution again, with what hangs on it."""
    if contribution.status != Status.HIDDEN:
        return
    contribution.status = shown_with(contribution)
    contribution.status_reason = reason
    uncover(contribution)
    record(Happening.RESTORED, actor_id=viewer.id, contribution_id=contribution.id)


def cover(contribution: Contribution) -> None:
    """Let what hangs on a withdrawn contribution go with it."""
    for dependant in contribution.dependants():
        if dependant.status == Status.PUBLISHED:
            dependant.status = Status.COVERED
    contribution.settle()


def uncover(contribution: Contribution) -> None:
    """Let what went with a contribution come back with it, if it is shown."""
    shown = contribution.status == Status.PUBLISHED
    for dependant in contribution.dependants() if shown else ():
        if dependant.status == Status.COVERED:
            dependant.status = Status.PUBLISHED
    contribution.settle()
