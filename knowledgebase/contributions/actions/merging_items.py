# SPDX-License-Identifier: EUPL-1.2
"""Merge a contribution into another of its kind, and undo that: what moved moves back."""

from functools import singledispatch
from typing import Any

import sqlalchemy as sa

from knowledgebase.contributions import letters
from knowledgebase.contributions.actions.files import carry
from knowledgebase.contributions.actions.holding import hold_together
from knowledgebase.contributions.actions.withdrawing import uncover
from knowledgebase.contributions.models import Comment, Contribution
from knowledgebase.contributions.models.merging import MovedComment, MovedPart
from knowledgebase.contributions.models.relations import Relation, RelationSort
from knowledgebase.contributions.queries.relations import merger_of
from knowledgebase.contributions.together import why_apart, why_merged
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Merged, Status, Viewer

PLAIN = {"synchronize_session": False}


class StayAsTheyAre(Exception):
    """The two cannot be merged, or not be separated again; the message says why."""


@singledispatch
def hang(part: Contribution, root: Contribution) -> None:
    """Let a part hang on another root; kinds that are parts register how."""


def merge(contribution: Contribution, other: Contribution, viewer: Viewer) -> None:
    """Let another contribution take this one in; doing it again changes nothing.

    :raises StayAsTheyAre: when the two cannot be merged.
    :raises Merged: when it was merged into a third one meanwhile.
    """
    hold_together(contribution, other)
    standing = merger_of(contribution)
    if standing is not None and standing.to_id == other.id:
        return
    if standing is not None:
        raise Merged(contribution)
    if why := why_apart(contribution, other):
        raise StayAsTheyAre(why)
    merger = Relation(from_id=contribution.id, to_id=other.id, sort=RelationSort.MERGED_INTO)
    merger.author_id = viewer.id
    db.session.add(merger)
    db.session.flush()
    contribution.status = Status.MERGED
    _move_parts(contribution, other, merger)
    _move_all_comments(contribution, other, merger)
    record(Happening.MERGED, actor_id=viewer.id, contribution_id=contribution.id, detail=str(other.id))
    record(Happening.TOOK_IN, actor_id=viewer.id, contribution_id=other.id, detail=str(contribution.id))
    if contribution.author_id != viewer.id and contribution.author.has_page:
        letters.merged(contribution, other).post()


def unmerge(contribution: Contribution, viewer: Viewer) -> None:
    """Undo that a contribution was merged: exactly what moved goes back, with what hangs on it.

    :raises StayAsTheyAre: when it cannot be undone.
    """
    merger = merger_of(contribution)
    if merger is None:
        return
    other = db.session.get_one(Contribution, merger.to_id)
    hold_together(contribution, other)
    if merger_of(contribution) is None:
        return
    if why := why_merged(merger, contribution, other):
        raise StayAsTheyAre(why)
    contribution.status = Status.PUBLISHED
    _move_parts_back(contribution, other, merger)
    _move_comments_back(contribution, other, merger)
    db.session.delete(merger)
    for one, beside in ((contribution, other), (other, contribution)):
        record(Happening.MERGE_UNDONE, actor_id=viewer.id, contribution_id=one.id, detail=str(beside.id))


def _move_parts(contribution: Contribution, other: Contribution, merger: Relation) -> None:
    for part in [one for one in contribution.dependants() if one.status != Status.PURGED]:
        db.session.add(MovedPart(relation_id=merger.id, contribution_id=part.id))
        _hang(part, other)
    for root in (contribution, other):
        root.settle()


def _move_parts_back(contribution: Contribution, other: Contribution, merger: Relation) -> None:
    moved = set(db.session.scalars(sa.select(MovedPart.contribution_id).filter_by(relation_id=merger.id)))
    for part in [one for one in other.dependants() if one.id in moved]:
        _hang(part, contribution)
        # The one that helped may have been withdrawn meanwhile.
        part.settle()
    other.settle()
    uncover(contribution)


def _hang(part: Contribution, root: Contribution) -> None:
    hang(part, root)
    part.visibility, part.audience_id = root.visibility, root.audience_id
    part.hidden_person_id = root.hidden_person_id


def _move_all_comments(contribution: Contribution, other: Contribution, merger: Relation) -> None:
    here = Comment.contribution_id == contribution.id
    noted = sa.select(sa.literal(merger.id), Comment.id).where(here)
    db.session.execute(sa.insert(MovedComment).from_select(["relation_id", "comment_id"], noted))
    _move_comments(here, contribution, other)


def _move_comments_back(contribution: Contribution, other: Contribution, merger: Relation) -> None:
    """Move the remarks back, with the replies that came since: a reply stays with what it is a reply to."""
    moved = sa.select(MovedComment.comment_id).where(MovedComment.relation_id == merger.id)
    theirs = Comment.id.in_(moved) | Comment.parent_id.in_(moved)
    _move_comments((Comment.contribution_id == other.id) & theirs, other, contribution)


def _move_comments(which: Any, source: Contribution, target: Contribution) -> None:
    text = "\n".join(db.session.scalars(sa.select(Comment.body).where(which)))
    db.session.execute(
        sa.update(Comment).where(which).values(contribution_id=target.id), execution_options=PLAIN
    )
    carry(source.id, target.id, text)
