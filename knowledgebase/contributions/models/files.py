# SPDX-License-Identifier: EUPL-1.2
"""Pictures and documents, and the contributions they hang on."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.contributions.files.kinds import FileKind
from knowledgebase.contributions.files.names import LONGEST_NAME, in_address
from knowledgebase.db import Model, now


class Attachment(Model):
    """A file that somebody added. The content is kept under its SHA-256, and is the same for all who add it.

    `alternative` is what a picture says to who cannot see it. Until a text
    that refers to it is saved, it hangs on nothing and is for its owner only.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        sa.UniqueConstraint("owner_id", "sha256", "name"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    kind: Mapped[FileKind]
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    name: Mapped[str] = mapped_column(sa.String(LONGEST_NAME))
    alternative: Mapped[str] = mapped_column(sa.String(300), default="")
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)

    @property
    def address_name(self) -> str:
        """The readable part of the address."""
        return in_address(self.name)


class AttachmentUse(Model):
    """That a file hangs on a contribution, whose text or comments refer to it or once did."""

    __tablename__ = "attachment_use"

    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"), primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id"), primary_key=True, index=True
    )
