# SPDX-License-Identifier: EUPL-1.2
"""Reading about files: a file is seen by whoever may see a contribution it hangs on."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.files import Attachment, AttachmentUse
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Viewer, seen

IS_USED = sa.exists().where(AttachmentUse.attachment_id == Attachment.id)
"""Whether a file hangs on anything."""


def file_for(viewer: Viewer, id: int) -> tuple[Attachment, bool] | None:
    """Give a file that the viewer may see, and whether everyone may."""
    row = db.session.execute(
        sa.select(Attachment, _hangs_on_what(ANYONE)).where(Attachment.id == id, _visible_to(viewer))
    ).first()
    return (row[0], bool(row[1])) if row else None


def files_of(viewer: Viewer) -> sa.Select[tuple[Attachment]]:
    """Select the files that somebody added."""
    return sa.select(Attachment).where(Attachment.owner_id == viewer.id)


def used_among(ids: Collection[int]) -> set[int]:
    """Give which of these files hang on something."""
    uses = sa.select(AttachmentUse.attachment_id).where(AttachmentUse.attachment_id.in_(ids))
    return set(db.session.scalars(uses)) if ids else set()


def unused_file(viewer: Viewer, id: int) -> Attachment | None:
    """Give a file of the viewer's own that hangs on nothing, held so that nobody hangs it on anything meanwhile."""
    return db.session.scalar(files_of(viewer).where(Attachment.id == id, ~IS_USED).with_for_update())


def _visible_to(viewer: Viewer) -> Any:
    return _hangs_on_what(viewer) | ((Attachment.owner_id == viewer.id) & ~IS_USED)


def _hangs_on_what(viewer: Viewer) -> Any:
    """Tell whether a file hangs on a contribution that the viewer may see."""
    uses = sa.select(AttachmentUse.attachment_id).join(
        Contribution, Contribution.id == AttachmentUse.contribution_id
    )
    return uses.where(AttachmentUse.attachment_id == Attachment.id, seen(viewer, Contribution)).exists()
