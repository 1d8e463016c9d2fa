# SPDX-License-Identifier: EUPL-1.2
"""Mark how contributions hang together, and take that back."""

import sqlalchemy as sa

from knowledgebase.contributions.actions.holding import hold_together
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.relations import Relation, RelationSort, SignpostVote
from knowledgebase.db import db, found_or_added
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Viewer

PLAIN = {"synchronize_session": False}


class OtherWayRound(Exception):
    """The same relation stands between the two already, in the other direction."""


def relate(contribution: Contribution, sort: RelationSort, other: Contribution, viewer: Viewer) -> None:
    """Mark how a contribution stands to another; marking it again changes nothing.

    :raises OtherWayRound: when the other stands so to this one.
    """
    first, second = contribution, other
    if sort is RelationSort.RELATED and other.id < contribution.id:
        first, second = other, contribution
    hold_together(first, second)
    if _standing(second, sort, first) is not None:
        raise OtherWayRound
    if _standing(first, sort, second) is not None:
        return
    db.session.add(Relation(from_id=first.id, to_id=second.id, sort=sort, author_id=viewer.id))
    record(Happening.RELATED, actor_id=viewer.id, contribution_id=contribution.id, detail=sort.value)


def unrelate(relation: Relation, contribution: Contribution, viewer: Viewer) -> None:
    """Take a relation back that was marked at a contribution."""
    db.session.execute(sa.delete(SignpostVote).where(SignpostVote.relation_id == relation.id))
    db.session.delete(relation)
    record(
        Happening.RELATION_REMOVED,
        actor_id=viewer.id,
        contribution_id=contribution.id,
        detail=relation.sort.value,
    )


def forget_relations(contribution: Contribution) -> None:
    """Remove every relation of a contribution that is removed for good, with what was said of it."""
    about = (Relation.from_id == contribution.id) | (Relation.to_id == contribution.id)
    ids = sa.select(Relation.id).where(about)
    db.session.execute(
        sa.delete(SignpostVote).where(SignpostVote.relation_id.in_(ids)), execution_options=PLAIN
    )
    db.session.execute(sa.delete(Relation).where(about), execution_options=PLAIN)


def judge_signpost(relation: Relation, helped: bool, viewer: Viewer) -> None:
    """Say whether a signpost helped; the last word counts."""
    found_or_added(SignpostVote, relation_id=relation.id, user_id=viewer.id).helped = helped


def _standing(first: Contribution, sort: RelationSort, second: Contribution) -> Relation | None:
    wanted = sa.select(Relation).filter_by(from_id=first.id, to_id=second.id, sort=sort)
    return db.session.scalar(wanted)
