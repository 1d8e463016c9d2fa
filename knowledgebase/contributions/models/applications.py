# SPDX-License-Identifier: EUPL-1.2
"""Advice put into practice: which organisation applied it, and what came of it."""

from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.contributions.vocabulary import Labelled
from knowledgebase.db import Model, now


class Result(Labelled):
    """What came of applying it."""

    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("It worked in part")
    FAILED = "failed", _("It did not work")
    TOO_EARLY = "too_early", _("Too early to tell")


class Application(Model):
    """That an organisation applied what a contribution advises; `author_id` is who said so last.

    It has no organisation when it was told by whoever asked anonymously: nobody
    of that organisation may meet it when telling what they did themselves.
    """

    __tablename__ = "application"
    __table_args__ = (sa.UniqueConstraint("contribution_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    applied_on: Mapped[date]
    result: Mapped[Result]
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    changed_at: Mapped[datetime] = mapped_column(default=now)
