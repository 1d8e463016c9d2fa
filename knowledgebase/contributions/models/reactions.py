# SPDX-License-Identifier: EUPL-1.2
"""Reactions to advice: whether it worked elsewhere, is outdated, or is risky; and what experience says of a lesson."""

from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.contributions.vocabulary import Labelled
from knowledgebase.db import Model, now


class ReactionSort(Labelled):
    """What a reaction says."""

    CONFIRMED = "confirmed", _("Confirmed from experience")
    CONTESTED = "contested", _("Contested from experience")
    WORKED = "worked", _("Worked for us")
    OUTDATED = "outdated", _("Outdated")
    RISKY = "risky", _("Risky")

    @property
    def is_experience(self) -> bool:
        """Whether it tells what somebody experienced."""
        return self in EXPERIENCES


EXPERIENCES = (ReactionSort.CONFIRMED, ReactionSort.CONTESTED)
"""What a person says once of what experience can test: for it or against it, with what happened."""
_IS_EXPERIENCE = sa.text("sort IN ('confirmed', 'contested')")


class Reaction(Model):
    """What a person says of a contribution, for an organisation or for themselves: once of each sort.

    An experience stands once for a person; `happened_on` is written as far as it is known: `2016` or `2016-03`.
    """

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
        sa.Index(
            "uq_reaction_experience",
            "contribution_id",
            "author_id",
            unique=True,
            sqlite_where=_IS_EXPERIENCE,
            postgresql_where=_IS_EXPERIENCE,
        ),
        sa.Index("ix_reaction_renderer", "renderer", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    sort: Mapped[ReactionSort]
    happened_on: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    body: Mapped[str] = mapped_column(sa.Text, default="")
    html: Mapped[str] = mapped_column(sa.Text, default="")
    renderer: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]
