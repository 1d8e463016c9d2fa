# SPDX-License-Identifier: EUPL-1.2
"""Tags and themes: what contributions are filed under."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.db import Model


class Theme(Model):
    """A theme: the controlled top level above tags. A change of what it holds needs so many `approvals` of others."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    name_en: Mapped[str] = mapped_column(sa.String(80))
    description: Mapped[str] = mapped_column(sa.Text, default="")
    approvals: Mapped[int] = mapped_column(default=0, server_default="0")


class Tag(Model):
    """A tag. A synonym points to the tag that is used in its place."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    description: Mapped[str] = mapped_column(sa.Text, default="")
    synonym_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("tag.id"), index=True)

    synonym_of: Mapped["Tag | None"] = relationship(remote_side="Tag.id")


class ContributionTag(Model):
    """That a contribution carries a tag."""

    __tablename__ = "contribution_tag"

    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(sa.ForeignKey("tag.id"), primary_key=True, index=True)
