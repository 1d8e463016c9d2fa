# SPDX-License-Identifier: EUPL-1.2
"""What hangs on a case: partners, what it is filed under, and costs."""

import enum
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.cases.facts import AMOUNTS, Cost, Partner
from knowledgebase.cases.vocabulary import Consent, CostItem, PartnerRole
from knowledgebase.db import Model
from knowledgebase.organisations.models import Organisation


class FilingName(enum.Enum):
    """Sets of which a case may have several values."""

    DOMAIN = "domain"
    FAILURE_PATTERN = "failure_pattern"


class CasePartner(Model):
    """An organisation that takes or took part. Its consent to the case is no text of the case, and in no version."""

    __tablename__ = "case_partner"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, index=True
    )
    position: Mapped[int]
    role: Mapped[PartnerRole]
    joined: Mapped[str] = mapped_column(sa.String(10), default="")
    left: Mapped[str] = mapped_column(sa.String(10), default="")
    consent: Mapped[Consent | None]
    consent_on: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")

    organisation: Mapped[Organisation] = relationship()

    def as_fact(self) -> Partner:
        """Give the partner as plain values."""
        return Partner(self.organisation_id, self.role, self.joined, self.left)


class CaseFiling(Model):
    """One value of a set that a case is filed under: an ICT domain or a failure pattern."""

    __tablename__ = "case_filing"
    __table_args__ = (sa.Index("ix_case_filing_value", "name", "value", "case_id"),)

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), primary_key=True)
    name: Mapped[FilingName] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(sa.String(40), primary_key=True)


class CaseCost(Model):
    """A row of the cost table, in whole euros."""

    __tablename__ = "case_cost"
    __table_args__ = (sa.Index("ix_case_cost_item", "item"),)

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[CostItem]
    label: Mapped[str] = mapped_column(sa.String(120), default="")
    budget_once: Mapped[int | None]
    actual_once: Mapped[int | None]
    budget_yearly: Mapped[int | None]
    actual_yearly: Mapped[int | None]

    def as_fact(self) -> Cost:
        """Give the row as plain values."""
        return Cost(self.item, self.label, *(getattr(self, name) for name in AMOUNTS))


def staying(partners: Iterable[CasePartner]) -> list[CasePartner]:
    """Give the partners that did not leave."""
    return [partner for partner in partners if partner.role is not PartnerRole.LEFT]
