# SPDX-License-Identifier: EUPL-1.2
"""Reactions to advice: whether it worked elsewhere, is outdated, or is risky."""

from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.contributions.vocabulary import Labelled
from knowledgebase.db import Model, now


class ReactionSort(Labelled):
    """What a reaction says."""

    WORKED = "worked", _("Worked for us")
    OUTDATED = "outdated", _("Outdated")
    RISKY = "risky", _("Risky")


class Reaction(Model):
    """What a person says of a contribution, for an organisation or for themselves: once of each sort."""

    __tablename__ = "reaction"
    __table_args__ = (
        sa.UniqueConstraint("contribution_id", "author_id", "organisation_id", "sort"),
        sa.Index(
            "uq_reaction_personal",
            "contribution_id",
            "author_id",
            "sort",
            unique=True,
            sqlite_where=sa.text("organisation_id IS NULL"),
            postgresql_where=sa.text("organisation_id IS NULL"),
        ),
        sa.Index("ix_reaction_renderer", "renderer", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    sort: Mapped[ReactionSort]
    body: Mapped[str] = mapped_column(sa.Text, default="")
    html: Mapped[str] = mapped_column(sa.Text, default="")
    renderer: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]
