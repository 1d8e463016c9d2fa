# SPDX-License-Identifier: EUPL-1.2
"""Reading remarks, and the threads they form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from knowledgebase.contributions.models import Comment
from knowledgebase.db import db

MOST_THREADS = 50
"""How many threads a page shows under one contribution; the newest."""


@dataclass
class Thread:
    """A remark and the replies to it, oldest first."""

    first: Comment
    replies: list[Comment] = field(default_factory=list)

    @property
    def remarks(self) -> list[Comment]:
        """The remarks in it, the first one too."""
        return [self.first, *self.replies]

    @property
    def size(self) -> int:
        """How many remarks there are to read in it."""
        return len(self.replies) + (self.first.removed_at is None)


@dataclass
class Discussion:
    """The newest threads under one contribution, oldest first; `has_more` when there are older ones."""

    threads: list[Thread] = field(default_factory=list)
    has_more: bool = False


def comments_on(contribution_ids: Sequence[int]) -> dict[int, list[Comment]]:
    """Give the remarks that stand under these contributions, oldest first."""
    statement = (
        sa.select(Comment)
        .where(Comment.contribution_id.in_(contribution_ids), Comment.removed_at.is_(None))
        .order_by(Comment.id)
    )
    found: dict[int, list[Comment]] = {}
    for remark in db.session.scalars(statement):
        found.setdefault(remark.contribution_id, []).append(remark)
    return found


def discussions_on(contribution_ids: Sequence[int]) -> dict[int, Discussion]:
    """Give the newest threads under each of these contributions, in one query."""
    place = sa.func.row_number().over(partition_by=Comment.contribution_id, order_by=Comment.id.desc())
    ranked = (
        _threads()
        .where(Comment.contribution_id.in_(contribution_ids))
        .with_only_columns(Comment.id, place.label("place"))
    )
    ranks = ranked.subquery()
    newest = sa.select(ranks.c.id).where(ranks.c.place <= MOST_THREADS + 1)
    found: dict[int, Discussion] = {}
    for thread in _with_replies(newest):
        found.setdefault(thread.first.contribution_id, Discussion()).threads.append(thread)
    for discussion in found.values():
        discussion.has_more = len(discussion.threads) > MOST_THREADS
        discussion.threads = discussion.threads[-MOST_THREADS:]
    return found


def threads_of(contribution_id: int) -> sa.Select[Any]:
    """Select the remarks that started the threads under a contribution."""
    return _threads().where(Comment.contribution_id == contribution_id)


def with_replies(firsts: Sequence[Comment]) -> list[Thread]:
    """Give the threads that these remarks started, in the same order."""
    found = {one.first.id: one for one in _with_replies([first.id for first in firsts])} if firsts else {}
    return [found[first.id] for first in firsts]


def stands(remark: Comment) -> bool:
    """Tell whether a remark is on the page: it was not removed, or there are replies to it."""
    if remark.removed_at is None:
        return True
    return bool(
        db.session.scalar(
            sa.select(threads_of(remark.contribution_id).where(Comment.id == remark.id).exists())
        )
    )


def is_among_newest(remark: Comment) -> bool:
    """Tell whether the thread of a remark is one of those that the page of its contribution shows."""
    newer = threads_of(remark.contribution_id).where(Comment.id > remark.thread_id)
    count = sa.select(sa.func.count()).select_from(newer.with_only_columns(Comment.id).subquery())
    return (db.session.scalar(count) or 0) < MOST_THREADS


def _threads() -> sa.Select[Any]:
    reply = aliased(Comment)
    answered = sa.exists().where(reply.parent_id == Comment.id, reply.removed_at.is_(None))
    return sa.select(Comment).where(Comment.parent_id.is_(None), Comment.removed_at.is_(None) | answered)


def _with_replies(ids: Any) -> Iterable[Thread]:
    replies = Comment.parent_id.in_(ids) & Comment.removed_at.is_(None)
    statement = sa.select(Comment).where(Comment.id.in_(ids) | replies)
    found: dict[int, Thread] = {}
    for remark in db.session.scalars(statement.order_by(Comment.id)):
        if remark.parent_id is None:
            found[remark.id] = Thread(remark)
        else:
            found[remark.parent_id].replies.append(remark)
    return found.values()
