# SPDX-License-Identifier: EUPL-1.2
"""Saved versions."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.accounts.models import User
from knowledgebase.db import Model, now
from knowledgebase.organisations.models import Audience, Organisation
from knowledgebase.policy import Visibility


class Revision(Model):
    """One saved version of a contribution; `content` is what `Contribution.content` gave then.

    `merged_with` and `restored_from` are numbers of other versions of it: the one it was
    merged with when it was saved, and the one whose content it brought back. The suggester
    is whoever proposed what another saved. For whom it was and on whose behalf are not
    text, and stand beside the content.
    """

    __tablename__ = "revision"
    __table_args__ = (sa.UniqueConstraint("contribution_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    is_minor: Mapped[bool] = mapped_column(default=False)
    merged_with: Mapped[int | None]
    restored_from: Mapped[int | None]
    suggester_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    visibility: Mapped[Visibility]
    audience_id: Mapped[int | None] = mapped_column(sa.ForeignKey("audience.id"))
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))

    author: Mapped[User] = relationship(foreign_keys=[author_id], lazy="joined", innerjoin=True)
    suggester: Mapped[User | None] = relationship(foreign_keys=[suggester_id], lazy="joined")
    audience: Mapped[Audience | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
