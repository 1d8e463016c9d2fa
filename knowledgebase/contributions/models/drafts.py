# SPDX-License-Identifier: EUPL-1.2
"""What somebody is still writing."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models.contribution import Contribution
from knowledgebase.db import Model, now


class Draft(Model):
    """What a form held when its writer paused: for the writer alone, and gone once the form is sent.

    `place` names the form: `new-question`, `edit-12`, `answer-12`, `comment-12`.
    Of a form for something new there may be several copies at a time, each
    with its `sent_as`; the others have one draft per person. `fields` are the
    pairs of name and value that the form held, `address` is where it is shown.
    """

    __tablename__ = "draft"
    __table_args__ = (
        sa.UniqueConstraint("owner_id", "place", "sent_as"),
        sa.Index("ix_draft_contribution", "contribution_id", "saved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey(User.id))
    place: Mapped[str] = mapped_column(sa.String(60))
    sent_as: Mapped[str] = mapped_column(sa.String(32), default="")
    contribution_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Contribution.id))
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    title: Mapped[str] = mapped_column(sa.String(300), default="")
    fields: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list, deferred=True)
    saved_at: Mapped[datetime] = mapped_column(default=now, index=True)
