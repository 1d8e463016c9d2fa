# SPDX-License-Identifier: EUPL-1.2
"""Joint arrangements, of the public register or added by members: their versions and who takes part in each."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.accounts.models import User
from knowledgebase.contributions.vocabulary import Labelled, LegalForm
from knowledgebase.db import Model
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Status, Visibility
from knowledgebase.web.addresses import slug_of


class Subject(Labelled):
    """Whether an arrangement is about ICT: judged by hand, or supposed from its words and policy areas."""

    ICT = "ict", _("ICT")
    BACK_OFFICE = "back_office", _("Back office with ICT")
    CIVIL_SERVICE = "civil_service", _("Merger of civil services")
    OTHER = "other", _("Not about ICT")
    SUPPOSED = "supposed", _("Probably ICT")


ABOUT_ICT = (Subject.ICT, Subject.BACK_OFFICE)
OWN_NUMBERS = "gb-"
"""With what the numbers begin of versions that the register does not have."""


class Arrangement(Model):
    """A joint arrangement: what stays the same while its versions follow each other.

    Name, legal form, subject and dates come from the versions and are set by the import.
    `starts` is the first day of the first version, `latest_start` of the last
    one, `ends` the first day on which the last one is no longer in force.
    `changed_at` tells when an import last changed a fact. An arrangement that
    turned out to be a part of another one leads there by `merged_into_id`.
    One with an author is not from the register: a member added it. It is
    hidden until a moderator lets it in, and refused with a `status_reason`.
    """

    __tablename__ = "arrangement"
    __table_args__ = (sa.Index("ix_arrangement_listing", "latest_start", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(300))
    legal_form: Mapped[LegalForm]
    subject: Mapped[Subject | None]
    starts: Mapped[date]
    latest_start: Mapped[date]
    ends: Mapped[date | None]
    changed_at: Mapped[datetime]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("arrangement.id"))
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    status: Mapped[Status] = mapped_column(default=Status.PUBLISHED)
    status_reason: Mapped[str] = mapped_column(sa.Text, default="")

    audience_id: ClassVar[int | None] = None

    author: Mapped[User | None] = relationship()
    versions: Mapped[list["ArrangementVersion"]] = relationship(
        back_populates="arrangement",
        cascade="all, delete-orphan",
        order_by="(ArrangementVersion.starts, ArrangementVersion.ends.nulls_last(), ArrangementVersion.register_id)",
    )

    @property
    def slug(self) -> str:
        """The readable part of the address."""
        return slug_of(self.name)

    @hybrid_property
    def visibility(self) -> Visibility:
        """For whom it is once it is shown: everyone."""
        return Visibility.PUBLIC

    @visibility.inplace.expression
    @classmethod
    def _visibility(cls) -> sa.ColumnElement[Visibility]:
        return sa.literal(Visibility.PUBLIC, sa.Enum(Visibility, native_enum=False))

    @property
    def is_from_register(self) -> bool:
        """Whether the public register knows it."""
        return self.author_id is None

    @property
    def is_shown(self) -> bool:
        """Whether everyone may see it."""
        return self.status == Status.PUBLISHED

    @property
    def is_about_ict(self) -> bool:
        """Whether somebody judged that this is about ICT."""
        return self.subject in ABOUT_ICT


class ArrangementVersion(Model):
    """One version of an arrangement, as the register numbers it. In force from `starts` until the day before `ends`."""

    __tablename__ = "arrangement_version"
    __table_args__ = (sa.Index("ix_arrangement_version_in_force", "arrangement_id", "starts", "ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    arrangement_id: Mapped[int] = mapped_column(sa.ForeignKey("arrangement.id"))
    register_id: Mapped[str] = mapped_column(sa.String(20), unique=True)
    name: Mapped[str] = mapped_column(sa.String(300))
    cite_title: Mapped[str] = mapped_column(sa.String(300), default="")
    legal_form: Mapped[LegalForm]
    subject: Mapped[Subject | None]
    competence: Mapped[str] = mapped_column(sa.String(80), default="")
    starts: Mapped[date]
    ends: Mapped[date | None]
    holder: Mapped[str] = mapped_column(sa.String(200), default="")
    purpose: Mapped[str] = mapped_column(sa.Text, default="")
    founding_decision: Mapped[str | None] = mapped_column(sa.String(500))
    source_url: Mapped[str | None] = mapped_column(sa.String(300))

    arrangement: Mapped[Arrangement] = relationship(back_populates="versions")
    participants: Mapped[list["Participant"]] = relationship(
        back_populates="version", cascade="all, delete-orphan", order_by="Participant.name"
    )
    policy_areas: Mapped[list["PolicyArea"]] = relationship(
        secondary="version_policy_area", order_by="PolicyArea.name"
    )


class Participant(Model):
    """That somebody takes part in a version; `organisation_id` is empty for whoever is no municipality.

    `code` and `kind` are the register's own, such as `ws0155` and `waterschap`;
    `share` is the part of the costs in per cent, where the register knows it.
    """

    __tablename__ = "participant"
    __table_args__ = (sa.UniqueConstraint("version_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("arrangement_version.id"))
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    code: Mapped[str] = mapped_column(sa.String(40), default="")
    kind: Mapped[str] = mapped_column(sa.String(40), default="")
    joined: Mapped[date | None]
    share: Mapped[float | None]

    version: Mapped[ArrangementVersion] = relationship(back_populates="participants")
    organisation: Mapped[Organisation | None] = relationship()

    @property
    def key(self) -> str:
        """What makes this the same participant in another version."""
        return self.code.lower() or self.name.casefold()


class PolicyArea(Model):
    """A policy area of the register, such as `natuur en milieu | afval`."""

    __tablename__ = "policy_area"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(120), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)


class VersionPolicyArea(Model):
    """That a version is about a policy area."""

    __tablename__ = "version_policy_area"

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("arrangement_version.id"), primary_key=True)
    policy_area_id: Mapped[int] = mapped_column(sa.ForeignKey("policy_area.id"), primary_key=True, index=True)
