# SPDX-License-Identifier: EUPL-1.2
"""What people watch and mute: a table for each sort of thing, so that each points to what exists."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.db import Model, now
from knowledgebase.notifications.words import Level


class Watch(Model):
    """That a person watches or mutes something."""

    __abstract__ = True

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True, sort_order=-1)
    target_id: Mapped[int]
    level: Mapped[Level] = mapped_column(default=Level.WATCH, sort_order=1)
    since: Mapped[datetime] = mapped_column(default=now, sort_order=2)


class WatchContribution(Watch):
    """A question with its answers, a case, a lesson, a page or an agreement that somebody watches."""

    __tablename__ = "watch_contribution"

    target_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True, index=True)


class WatchTag(Watch):
    """A tag that somebody watches."""

    __tablename__ = "watch_tag"

    target_id: Mapped[int] = mapped_column(sa.ForeignKey("tag.id"), primary_key=True, index=True)


class WatchTheme(Watch):
    """A theme that somebody watches."""

    __tablename__ = "watch_theme"

    target_id: Mapped[int] = mapped_column(sa.ForeignKey("theme.id"), primary_key=True, index=True)


class WatchOrganisation(Watch):
    """An organisation that somebody watches."""

    __tablename__ = "watch_organisation"

    target_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True, index=True)


class WatchPerson(Watch):
    """A person whom somebody watches."""

    __tablename__ = "watch_person"

    target_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True, index=True)


class WatchHabit(Model):
    """Whether a person watches by itself what that person asks, answers and comments on; yes where no row is."""

    __tablename__ = "watch_habit"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    is_automatic: Mapped[bool] = mapped_column(default=True)
