# SPDX-License-Identifier: EUPL-1.2
"""People, where they work, what roles they hold, and where they are signed in."""

from datetime import date, datetime
from uuid import uuid4

import sqlalchemy as sa
from flask_security import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.db import Model, now
from knowledgebase.organisations.audiences import audience_ids_of
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Role, Viewer
from knowledgebase.web.addresses import slug_of
from knowledgebase.web.i18n import today

ENOUGH_SUGGESTIONS = 5
NEARLY_ALWAYS = 90
"""Percent of the suggestions that were taken over."""


class User(Model, UserMixin):
    """A person with an account. Links that were mailed hold `fs_uniquifier`, and die when it changes.

    Of this person's suggestions, so many were taken over, of so many decided on. `co_authored` repeats
    the ids of what the person is co-author of, for the policy asks it on every page.
    """

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    email: Mapped[str] = mapped_column(sa.String(320), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    job_title: Mapped[str] = mapped_column(sa.String(120), default="")
    about: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str | None] = mapped_column(sa.String(2))
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True, default=lambda: uuid4().hex)
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    is_demo: Mapped[bool] = mapped_column(default=False)
    suggestions_taken: Mapped[int] = mapped_column(default=0, server_default="0")
    suggestions_judged: Mapped[int] = mapped_column(default=0, server_default="0")
    co_authored: Mapped[list[int]] = mapped_column(sa.JSON, default=list, server_default="[]")

    affiliations: Mapped[list["Affiliation"]] = relationship(
        back_populates="user", cascade="all, delete-orphan"
    )
    grants: Mapped[list["RoleGrant"]] = relationship(back_populates="user", cascade="all, delete-orphan")

    @property
    def slug(self) -> str:
        """The readable part of the address."""
        return slug_of(self.name)

    @property
    def has_page(self) -> bool:
        """Whether others may know of this account: its address is confirmed, and it is not closed."""
        return self.active and self.confirmed_at is not None

    @property
    def is_trusted(self) -> bool:
        """Whether this person's suggestions were nearly always taken over, and often enough to tell."""
        enough = self.suggestions_taken >= ENOUGH_SUGGESTIONS
        return enough and 100 * self.suggestions_taken >= NEARLY_ALWAYS * self.suggestions_judged

    @property
    def organisations(self) -> list[Organisation]:
        """The organisations this person works for today."""
        return [affiliation.organisation for affiliation in self.affiliations if affiliation.is_current]

    @property
    def grants_in_force(self) -> list["RoleGrant"]:
        """The roles held today: those bound to an organisation only while the person works there."""
        homes = {one.organisation_id for one in self.affiliations if one.is_current}
        return [one for one in self.grants if one.organisation_id is None or one.organisation_id in homes]

    def as_viewer(self, audience_ids: frozenset[int] | None = None) -> Viewer:
        """Give all that decisions need to know of this person; `audience_ids` are looked up unless they are given."""
        organisation_ids = frozenset(one.organisation_id for one in self.affiliations if one.is_current)
        grants = self.grants_in_force
        managed = {one.organisation_id for one in grants if one.role == Role.ORGANISATION_MANAGER}
        return Viewer(
            id=self.id,
            name=self.name,
            slug=self.slug,
            roles=frozenset(one.role for one in grants),
            organisation_ids=organisation_ids,
            managed_ids=frozenset(id for id in managed if id),
            audience_ids=audience_ids_of(organisation_ids) if audience_ids is None else audience_ids,
            co_authored_ids=frozenset(self.co_authored),
            is_trusted=self.is_trusted,
        )


class Affiliation(Model):
    """That a person works for an organisation, from one day to another."""

    __tablename__ = "affiliation"
    __table_args__ = (sa.UniqueConstraint("user_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="affiliations")
    organisation: Mapped[Organisation] = relationship()

    @property
    def is_current(self) -> bool:
        """Whether the person works there today."""
        return self.until is None or self.until > today()


class RoleGrant(Model):
    """A role that a person holds, on the whole site or at one organisation."""

    __tablename__ = "role_grant"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "role", "organisation_id"),
        sa.Index(
            "uq_role_grant_site_wide",
            "user_id",
            "role",
            unique=True,
            sqlite_where=sa.text("organisation_id IS NULL"),
            postgresql_where=sa.text("organisation_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    role: Mapped[Role]
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    since: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship(back_populates="grants")
    organisation: Mapped[Organisation | None] = relationship()


class SignIn(Model):
    """One browser in which a person is signed in. `token_hash` is the SHA-256 of what the cookie holds."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    fresh_until: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(sa.String(45), default="")
    browser: Mapped[str] = mapped_column(sa.String(200), default="")

    user: Mapped[User] = relationship()


class Attempts(Model):
    """How often something was tried under one name or from one place; counts anew after `until`.

    `key` is a hash: who tried, and from where, is nobody's business afterwards.
    """

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    until: Mapped[datetime] = mapped_column(index=True)
