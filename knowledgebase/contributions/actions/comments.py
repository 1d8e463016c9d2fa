# SPDX-License-Identifier: EUPL-1.2
"""Deeds about remarks and the threads they form."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledgebase.contributions.actions.drafts import forget_draft_at
from knowledgebase.contributions.actions.files import attach, let_go
from knowledgebase.contributions.actions.holding import keep_apart
from knowledgebase.contributions.actions.mentions import record_mentions
from knowledgebase.contributions.actions.sending import sent_once
from knowledgebase.contributions.actions.wording import Text
from knowledgebase.contributions.models import Comment, Contribution
from knowledgebase.db import db, now
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Viewer


class TooLate(Exception):
    """The time in which a remark can be changed is over."""


def comment(
    contribution: Contribution,
    text: Text,
    viewer: Viewer,
    thread: Comment | None = None,
    sent_as: str | None = None,
) -> Comment:
    """Add a remark under a contribution, or a reply to a thread, which opens again.

    A form that is sent twice gives what came of it the first time.

    :raises Merged: when the contribution was merged into another meanwhile.
    """
    keep_apart(contribution)
    remark = Comment(
        contribution_id=contribution.id,
        parent_id=thread.id if thread else None,
        author_id=viewer.id,
        body=text.source,
        html=text.rendered.html,
        renderer=text.rendered.version,
        sent_as=sent_once(viewer, sent_as, contribution.id, thread.id if thread else 0, text.source),
    )
    if first := _added_before(remark):
        return first
    attach(contribution, text.source, viewer)
    replied_to = thread.author_id if thread else None
    record(Happening.COMMENTED, actor_id=viewer.id, contribution_id=contribution.id, person_id=replied_to)
    record_mentions(contribution.id, remark.html, viewer)
    if thread is not None:
        reopen(thread, viewer)
    else:
        forget_draft_at(f"comment-{contribution.id}", viewer)
    return remark


def edit_comment(remark: Comment, text: Text, viewer: Viewer) -> None:
    """Change the words of a remark.

    :raises TooLate: when its time is over.
    """
    db.session.refresh(remark, with_for_update={"of": Comment})
    if not remark.is_new:
        raise TooLate
    if remark.removed_at is None and remark.body != text.source:
        before, shown_before = remark.body, remark.html
        remark.body, remark.html, remark.edited_at = text.source, text.rendered.html, now()
        remark.renderer = text.rendered.version
        attach(remark.contribution, text.source, viewer)
        let_go(remark.contribution_id, before)
        record(Happening.COMMENT_EDITED, actor_id=viewer.id, contribution_id=remark.contribution_id)
        record_mentions(remark.contribution_id, remark.html, viewer, shown_before)


def remove_comment(remark: Comment, viewer: Viewer) -> None:
    """Take a remark off the page, for good: its words are not kept. Replies to it stay."""
    if remark.removed_at is None:
        before = remark.body
        remark.removed_at = now()
        remark.body = remark.html = ""
        let_go(remark.contribution_id, before)
        record(Happening.COMMENT_REMOVED, actor_id=viewer.id, contribution_id=remark.contribution_id)


def resolve(thread: Comment, viewer: Viewer) -> None:
    """Mark a thread as done."""
    if thread.resolved_at is None:
        thread.resolved_at = now()
        record(Happening.THREAD_RESOLVED, actor_id=viewer.id, contribution_id=thread.contribution_id)


def reopen(thread: Comment, viewer: Viewer) -> None:
    """Take back that a thread is done."""
    if thread.resolved_at is not None:
        thread.resolved_at = None
        record(Happening.THREAD_REOPENED, actor_id=viewer.id, contribution_id=thread.contribution_id)


def _added_before(remark: Comment) -> Comment | None:
    """Add `remark`; give the one that the same form brought before, if there is one."""
    if remark.sent_as is None:
        db.session.add(remark)
        return None
    first = sa.select(Comment).where(Comment.sent_as == remark.sent_as)
    found = db.session.scalar(first)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            db.session.add(remark)
    except IntegrityError:
        return db.session.scalars(first).one()
    return None
