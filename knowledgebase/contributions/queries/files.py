# SPDX-License-Identifier: EUPL-1.2
"""Reading about files: a file is seen by whoever may see a contribution it hangs on.

Until then it is for its owner, and for whoever decides on a suggestion in which it stands.
"""

from collections.abc import Callable, Collection
from typing import Any

import sqlalchemy as sa

from knowledgebase.contributions.files.markup import names
from knowledgebase.contributions.models import Comment, Contribution, Draft, Revision, Suggestion
from knowledgebase.contributions.models.files import Attachment, AttachmentUse
from knowledgebase.contributions.models.reactions import Reaction
from knowledgebase.contributions.queries.suggestions import suggestions_judged_by
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Role, Viewer, meant_for, seen

HANGS = sa.exists().where(AttachmentUse.attachment_id == Attachment.id)
"""Whether a file hangs on anything."""

IS_SUGGESTED = (Suggestion.author_id == Attachment.owner_id) & names(
    sa.cast(Suggestion.content, sa.Text), Attachment.id
)
"""Whether a file is its owner's and stands in what that person suggested."""

IS_USED = sa.or_(
    HANGS,
    sa.exists().where(IS_SUGGESTED),
    sa.exists().where(
        Draft.owner_id == Attachment.owner_id, names(sa.cast(Draft.fields, sa.Text), Attachment.id)
    ),
)
"""Whether a file hangs on anything, or stands in what its owner suggested or is still writing."""

NEWEST = Revision.number == Contribution.revision


def stands_in(versions: Any = None) -> Any:
    """Tell whether what a file hangs on refers to it: in a version, of these `versions`; in a remark or a reaction."""
    reactions = sa.case((Reaction.removed_at.is_(None), Reaction.body), else_="")
    texts: tuple[tuple[Any, Any, Any], ...] = (
        (Revision, sa.cast(Revision.content, sa.Text), sa.true() if versions is None else versions),
        (Comment, Comment.body, sa.true()),
        (Reaction, reactions, sa.true()),
    )
    return sa.or_(
        *(
            sa.exists()
            .where(
                kept.contribution_id == AttachmentUse.contribution_id,
                names(text, AttachmentUse.attachment_id),
                which,
            )
            .correlate(AttachmentUse, Contribution)
            for kept, text, which in texts
        )
    )


IS_NAMED = stands_in()
"""Whether what a file hangs on still refers to it."""


hidden_texts: list[Callable[[Viewer], Any]] = []
"""What kinds add whose text may be for fewer readers: it selects the ids of those whose text is not for the viewer."""


def is_text_for(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Give the condition that selects contributions of which the text is for the viewer, who may see them."""
    return sa.and_(sa.true(), *(Contribution.id.not_in(hidden(viewer)) for hidden in hidden_texts))


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
    """Give which of these files are used."""
    used = sa.select(Attachment.id).where(Attachment.id.in_(ids), IS_USED)
    return set(db.session.scalars(used)) if ids else set()


def unused_file(viewer: Viewer, id: int) -> Attachment | None:
    """Give a file of the viewer's own that is not used, held so that nobody hangs it on anything meanwhile."""
    return db.session.scalar(files_of(viewer).where(Attachment.id == id, ~IS_USED).with_for_update())


def _visible_to(viewer: Viewer) -> Any:
    suggested = suggestions_judged_by(viewer).where(IS_SUGGESTED).with_only_columns(Suggestion.id)
    return _hangs_on_what(viewer) | ((Attachment.owner_id == viewer.id) & ~HANGS) | suggested.exists()


def _hangs_on_what(viewer: Viewer) -> Any:
    """Tell whether a file hangs on a contribution that the viewer may see, and stands there in what is for the viewer.

    What was left out before more people became readers is for those of that version.
    """
    uses = sa.select(AttachmentUse.attachment_id).join(
        Contribution, Contribution.id == AttachmentUse.contribution_id
    )
    hangs = uses.where(
        AttachmentUse.attachment_id == Attachment.id, seen(viewer, Contribution), is_text_for(viewer)
    )
    if viewer.has(Role.MODERATOR):
        return hangs.exists()
    own = Contribution.author_id == viewer.id
    return hangs.where(own | stands_in(NEWEST | meant_for(viewer, Revision))).exists()
