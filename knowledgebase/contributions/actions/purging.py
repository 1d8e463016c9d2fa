# SPDX-License-Identifier: EUPL-1.2
"""Remove for good what was in the bin long enough: only the number is left, and for whom it was."""

from typing import Any

import sqlalchemy as sa

from knowledgebase.contributions.actions.authors import let_co_authors_go
from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.actions.relations import forget_relations
from knowledgebase.contributions.models import (
    BinEntry,
    Comment,
    Contribution,
    Draft,
    Revision,
    Suggestion,
    VerificationReminder,
)
from knowledgebase.contributions.models.answered_by import AnsweredBy
from knowledgebase.contributions.models.applications import Application
from knowledgebase.contributions.models.bin import KEPT_FOR
from knowledgebase.contributions.models.files import AttachmentUse
from knowledgebase.contributions.models.merging import MovedPart
from knowledgebase.contributions.models.passages import Passage
from knowledgebase.contributions.models.reactions import Reaction
from knowledgebase.contributions.models.votes import Vote
from knowledgebase.db import db, now, reading
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Status, Visibility

BATCH = 20
ABOUT_IT = (
    *(Revision, Suggestion, Draft, AttachmentUse, AnsweredBy, Passage),
    *(Comment, MovedPart, Vote, Reaction, Application, VerificationReminder, BinEntry),
)
"""Rows that say something of a contribution and go with it."""


def purge() -> None:
    """Remove for good what was deleted 30 days ago; some of it at a time."""
    over = sa.select(BinEntry.contribution_id).where(BinEntry.deleted_at <= now() - KEPT_FOR)
    with reading():
        ids = db.session.scalars(over.order_by(BinEntry.deleted_at).limit(BATCH)).all()
    for id in ids:
        _purge(db.session.get_one(Contribution, id))


def _purge(contribution: Contribution) -> None:
    hold(contribution)
    entry = contribution.binned
    if entry is None or not entry.has_ended:
        return
    was_shown = entry.status in (Status.PUBLISHED, Status.MERGED)
    for dependant in contribution.dependants():
        _forget(dependant, was_shown and dependant.status == Status.COVERED)
    _forget(contribution, was_shown)
    contribution.settle()


def _forget(contribution: Contribution, was_shown: bool) -> None:
    contribution.status = Status.PURGED
    if not was_shown or contribution.visibility not in (Visibility.PUBLIC, Visibility.MEMBERS):
        contribution.visibility = Visibility.OWN
    contribution.title = contribution.slug = contribution.summary = contribution.body = contribution.html = ""
    contribution.status_reason = contribution.lock_reason = ""
    contribution.outline = None
    contribution.audience_id = contribution.organisation_id = contribution.theme_id = None
    contribution.comments_locked_until = contribution.verified_on = contribution.verified_by_id = None
    contribution.tags = []
    let_co_authors_go(contribution)
    _forget_own_facts(contribution)
    db.session.expire(contribution, ["binned"])
    for model in ABOUT_IT:
        about = getattr(model, "contribution_id") == contribution.id  # noqa: B009 each has that column
        db.session.execute(sa.delete(model).where(about).execution_options(synchronize_session=False))
    forget_relations(contribution)
    record(Happening.PURGED, actor_id=None, contribution_id=contribution.id)


def _forget_own_facts(contribution: Contribution) -> None:
    """Empty what only this kind holds: its columns, and the rows that are parts of it."""
    mapper = sa.inspect(type(contribution))
    for part in mapper.relationships:
        if part.cascade.delete_orphan:
            setattr(contribution, part.key, [])
    for name, attribute in mapper.column_attrs.items():
        column = attribute.columns[0]
        if column.table is mapper.local_table and not column.primary_key:
            setattr(contribution, name, _blank(column, getattr(contribution, name), contribution.id))


def _blank(column: Any, value: Any, id: int) -> Any:
    """Give what says nothing and still fits the column."""
    if column.nullable:
        return None
    if column.default is not None:
        return column.default.arg(None) if column.default.is_callable else column.default.arg
    if isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum):
        return f"-{id}" if column.unique else ""
    return value
