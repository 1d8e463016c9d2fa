# SPDX-License-Identifier: EUPL-1.2
"""Organisations, their neighbours and mail domains, and the audiences they form."""

import enum
from datetime import date

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.db import Model
from knowledgebase.web.addresses import slug_of
from knowledgebase.web.i18n import today

COUNTED_IN = 2024
"""The year of the counts of inhabitants, those of 1 January."""


class OrganisationKind(enum.Enum):
    """What sort of organisation this is."""

    MUNICIPALITY = "municipality"
    PARTNERSHIP = "partnership"
    UMBRELLA = "umbrella"
    SUPPLIER = "supplier"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Name as people read it."""
        return str(KIND_LABELS[self])


KIND_LABELS = {
    OrganisationKind.MUNICIPALITY: _("Municipality"),
    OrganisationKind.PARTNERSHIP: _("Partnership"),
    OrganisationKind.UMBRELLA: _("Umbrella organisation"),
    OrganisationKind.SUPPLIER: _("Supplier"),
    OrganisationKind.OTHER: _("Other organisation"),
}


class Province(Model):
    """A province. `code` is CBS's, such as PV20."""

    __tablename__ = "province"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(8), unique=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    inhabitants: Mapped[int]


class Organisation(Model):
    """An organisation. It is never deleted: it ends, and may have a successor.

    `code` is CBS's for a municipality (GM0363); `area` is in km², `latitude`
    and `longitude` in degrees WGS84; `outline` is an SVG path in the view box
    of the national map (0 0 1000 1181).
    """

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind]
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200), index=True)
    sort_name: Mapped[str] = mapped_column(sa.String(200), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    province_id: Mapped[int | None] = mapped_column(sa.ForeignKey("province.id"), index=True)
    corop: Mapped[str | None] = mapped_column(sa.String(80))
    safety_region: Mapped[str | None] = mapped_column(sa.String(80))
    labour_region: Mapped[str | None] = mapped_column(sa.String(80))
    youth_region: Mapped[str | None] = mapped_column(sa.String(80))
    inhabitants: Mapped[int | None]
    area: Mapped[float | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    tooi: Mapped[str | None] = mapped_column(sa.String(200), unique=True)
    oin: Mapped[str | None] = mapped_column(sa.String(20))
    register_id: Mapped[str | None] = mapped_column(sa.String(20))
    wikidata: Mapped[str | None] = mapped_column(sa.String(20))
    website: Mapped[str | None] = mapped_column(sa.String(300))
    outline: Mapped[str | None] = mapped_column(sa.Text, deferred=True)
    is_demo: Mapped[bool] = mapped_column(default=False)

    province: Mapped[Province | None] = relationship()
    successor: Mapped["Organisation | None"] = relationship(remote_side="Organisation.id")
    domains: Mapped[list["MailDomain"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan"
    )

    @property
    def slug(self) -> str:
        """The readable part of the address: `gm0363-amsterdam`."""
        return slug_for(self.code, self.name)

    @property
    def has_ended(self) -> bool:
        """Whether the organisation no longer exists."""
        return self.valid_to is not None and self.valid_to <= today()


def slug_for(code: str, name: str) -> str:
    """Give the address of the organisation with this code and name."""
    return f"{code.lower()}-{slug_of(name)}"


class Neighbour(Model):
    """Two municipalities that share a border of `border` km; stored both ways."""

    __tablename__ = "neighbour"

    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    neighbour_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True, index=True)
    border: Mapped[float]


class MailDomain(Model):
    """A mail domain whose users work for the organisation."""

    __tablename__ = "mail_domain"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    domain: Mapped[str] = mapped_column(sa.String(253), unique=True)

    organisation: Mapped[Organisation] = relationship(back_populates="domains")


class Audience(Model):
    """A set of organisations that something is meant for. `key` is their ids, sorted and joined by commas."""

    __tablename__ = "audience"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(1000), unique=True)

    organisations: Mapped[list[Organisation]] = relationship(
        secondary="audience_organisation", order_by="Organisation.sort_name"
    )


class AudienceOrganisation(Model):
    """An organisation in an audience."""

    __tablename__ = "audience_organisation"

    audience_id: Mapped[int] = mapped_column(sa.ForeignKey("audience.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, index=True
    )
