# SPDX-License-Identifier: EUPL-1.2
"""Add files, hang them on what refers to them, and remove those that nothing refers to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from knowledgebase.contributions.files.accepting import Accepted
from knowledgebase.contributions.files.markup import files_named_in
from knowledgebase.contributions.files.storage import storage
from knowledgebase.contributions.models import Contribution, Suggestion
from knowledgebase.contributions.models.files import Attachment, AttachmentUse
from knowledgebase.contributions.queries.files import (
    IS_NAMED,
    IS_SUGGESTED,
    IS_USED,
    NEWEST,
    is_text_for,
    stands_in,
)
from knowledgebase.db import db, now, reading
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import ANYONE, Status, Viewer, Visibility, seen

KEPT_UNUSED = timedelta(days=2)
"""How long a file is kept that neither a text nor a draft refers to."""

MOST_REMOVED = 200
BATCH = 500
INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def add_file(found: Accepted, alternative: str, viewer: Viewer) -> Attachment:
    """Add a file whose content is in the storage; the same file once more is the file that was there."""
    attachment = _same(found, viewer)
    if attachment is None:
        attachment = _added(found, viewer)
        record(Happening.FILE_ADDED, actor_id=viewer.id)
    attachment.alternative, attachment.created_at = alternative, now()
    db.session.flush()
    # Content that nothing referred to may have been removed just before this transaction began.
    storage().keep(found.sha256, found.content)
    return attachment


def attach(contribution: Contribution, text: str, viewer: Viewer, taken: Suggestion | None = None) -> None:
    """Hang the files that `text` refers to on a contribution that is in the database.

    A reference shows a file to nobody for whom it was not meant: it must be
    the viewer's own, or come with the suggestion that was taken, or hang on
    something published that the viewer may see and that is for at least as many.
    """
    ids = files_named_in(text)
    if not ids:
        return
    may_be_shown = sa.or_(
        Attachment.owner_id == viewer.id,
        sa.exists().where(Suggestion.id == (taken and taken.id), IS_SUGGESTED),
        _hangs_on_something_as_wide(contribution, viewer),
    )
    files = sa.select(Attachment.id, sa.literal(contribution.id)).where(Attachment.id.in_(ids), may_be_shown)
    _hang(files.with_for_update(read=True, key_share=True, of=Attachment))


def let_go(contribution_id: int, text: str) -> None:
    """Take off a contribution the files that only `text` referred to, which is no longer there."""
    ids = files_named_in(text)
    if not ids:
        return
    # Held first, so that what refers to them at this moment is there to be seen.
    held = sa.select(Attachment.id).where(Attachment.id.in_(ids)).order_by(Attachment.id)
    db.session.execute(held.with_for_update())
    gone = sa.delete(AttachmentUse).where(
        AttachmentUse.contribution_id == contribution_id, AttachmentUse.attachment_id.in_(ids), ~IS_NAMED
    )
    db.session.execute(gone.execution_options(synchronize_session=False))


def carry(from_id: int, to_id: int, text: str) -> None:
    """Take the files that `text` refers to from the contribution where it stood along to the one where it stands."""
    ids = files_named_in(text)
    if not ids:
        return
    held = (AttachmentUse.contribution_id == from_id, AttachmentUse.attachment_id.in_(ids))
    _hang(sa.select(AttachmentUse.attachment_id, sa.literal(to_id)).where(*held))
    let_go(from_id, text)


def remove_file(attachment: Attachment, viewer: Viewer) -> None:
    """Remove a file that hangs on nothing; its content follows when nobody else added the same."""
    db.session.delete(attachment)
    record(Happening.FILE_REMOVED, actor_id=viewer.id)


def forget_unused() -> int:
    """Remove some of the files that nothing used for KEPT_UNUSED, and say how many."""
    lapsed = Attachment.created_at < now() - KEPT_UNUSED
    wanted = sa.select(Attachment.id).where(lapsed, ~IS_USED).limit(MOST_REMOVED)
    with reading():
        if db.session.scalar(wanted.limit(1)) is None:
            return 0
    ids = db.session.scalars(wanted.with_for_update(skip_locked=True)).all()
    # Held now, so that nothing new refers to them; but something may have before.
    unused = sa.delete(Attachment).where(Attachment.id.in_(ids), ~IS_USED)
    removed = db.session.execute(unused.execution_options(synchronize_session=False))
    return int(removed.rowcount)  # type: ignore[attr-defined]


def remove_strays() -> int:
    """Remove some of the content in the storage that no file has, as after a broken upload; say how much."""
    with reading():
        strays = [one for some in _batches(storage().digests()) for one in _unknown(some)][:MOST_REMOVED]
    if not strays:
        return 0
    if db.session.get_bind().dialect.name == "postgresql":
        # Nobody adds a file while content goes; on SQLite one transaction writes at a time anyway.
        db.session.execute(sa.text("LOCK TABLE attachment IN SHARE ROW EXCLUSIVE MODE"))
    return sum(storage().remove(digest, before=now() - KEPT_UNUSED) for digest in _unknown(strays))


def _same(found: Accepted, viewer: Viewer) -> Attachment | None:
    same = sa.select(Attachment).filter_by(owner_id=viewer.id, sha256=found.sha256, name=found.name)
    return db.session.scalar(same.with_for_update())


def _added(found: Accepted, viewer: Viewer) -> Attachment:
    attachment = Attachment(
        owner_id=viewer.id,
        sha256=found.sha256,
        kind=found.kind,
        size=len(found.content),
        width=found.width,
        height=found.height,
        name=found.name,
    )
    try:
        with db.session.begin_nested():
            db.session.add(attachment)
    except IntegrityError:
        # A double click: the other one was first.
        first = _same(found, viewer)
        if first is None:
            raise
        return first
    return attachment


def _hang(uses: sa.Select[Any]) -> None:
    insert = INSERT[db.session.get_bind().dialect.name](AttachmentUse)
    columns = [AttachmentUse.attachment_id, AttachmentUse.contribution_id]
    db.session.execute(insert.from_select(columns, uses).on_conflict_do_nothing())


def _hangs_on_something_as_wide(contribution: Contribution, viewer: Viewer) -> Any:
    public = Contribution.visibility == Visibility.PUBLIC
    same = (Contribution.visibility == contribution.visibility) & (
        Contribution.audience_id.is_not_distinct_from(contribution.audience_id)
    )
    wide = public | same
    if contribution.visibility != Visibility.PUBLIC:
        wide |= Contribution.visibility == Visibility.MEMBERS
    uses = sa.select(AttachmentUse.attachment_id).join(
        Contribution, Contribution.id == AttachmentUse.contribution_id
    )
    # A text that is for fewer than may see the rest is not as wide as anything.
    shown = (Contribution.status == Status.PUBLISHED) & seen(viewer, Contribution) & is_text_for(ANYONE)
    return uses.where(AttachmentUse.attachment_id == Attachment.id, shown, wide, stands_in(NEWEST)).exists()


def _unknown(digests: Sequence[str]) -> list[str]:
    known = set(db.session.scalars(sa.select(Attachment.sha256).where(Attachment.sha256.in_(digests))))
    return [digest for digest in digests if digest not in known]


def _batches(digests: Iterable[str]) -> Iterator[Sequence[str]]:
    waiting = iter(digests)
    while some := list(islice(waiting, BATCH)):
        yield some
