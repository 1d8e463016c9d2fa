# SPDX-License-Identifier: EUPL-1.2
"""Hold contributions, so that nobody else changes them meanwhile."""

import sqlalchemy as sa

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.policy import Merged, Status

FRESH = ("revision", "status", "visibility", "audience_id", "hidden_person_id")


def hold(contribution: Contribution) -> None:
    """Lock a contribution and what it hangs on, and read how they stand now."""
    root = contribution.root
    hold_together(root, contribution)
    if root is not contribution and root.status == Status.MERGED:
        # It may have moved to another root while this waited.
        db.session.expire(contribution)
        if contribution.root is not root:
            hold(contribution)


def hold_open(contribution: Contribution) -> None:
    """Hold what somebody is about to add to.

    :raises Merged: when it was merged into another meanwhile.
    """
    hold(contribution)
    if contribution.status == Status.MERGED:
        raise Merged(contribution)


def keep_apart(contribution: Contribution) -> None:
    """Let nobody merge a contribution into another until the transaction ends; others can do the same at once.

    :raises Merged: when that was done already.
    """
    status = sa.select(Contribution.status).where(Contribution.id == contribution.id)
    if db.session.scalar(status.with_for_update(read=True)) == Status.MERGED:
        raise Merged(contribution)


def hold_together(*contributions: Contribution) -> None:
    """Lock several contributions, in the order in which everybody does, and read how they stand now."""
    together = {one.id: one for one in contributions}
    rows = sa.select(Contribution.id).where(Contribution.id.in_(together)).order_by(Contribution.id)
    db.session.execute(rows.with_for_update())
    for one in together.values():
        db.session.refresh(one, FRESH)
