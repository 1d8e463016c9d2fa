# SPDX-License-Identifier: EUPL-1.2
"""Cases, and what hangs on them: partners, what they are filed under, and costs."""

import enum
from collections.abc import Mapping
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.cases.content import LABELS, PART_LABELS, WORDS, content_of
from knowledgebase.cases.facts import (
    AMOUNTS,
    HIGHEST_SCORE,
    CaseFacts,
    Cost,
    Evidence,
    Motivation,
    Partner,
    Period,
)
from knowledgebase.cases.vocabulary import (
    CaseSort,
    CostItem,
    Driver,
    FailurePattern,
    OrganisationalForm,
    PartnerRole,
)
from knowledgebase.contributions.models import Contribution, Findable, Kind
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Motive, Outcome, Phase
from knowledgebase.db import Model
from knowledgebase.organisations.models import Organisation


class FilingName(enum.Enum):
    """Sets of which a case may have several values."""

    DOMAIN = "domain"
    FAILURE_PATTERN = "failure_pattern"


class Case(Contribution):
    """A case. `body` is its story; the rest is what CaseFacts says.

    A stub lacks something that a complete case must have. `from_register`
    tells that nobody of a partner confirmed it. Savings are whole euros a
    year. Dates are written as far as they are known: `2016`, `2016-03` or
    `2016-03-01`. `phase_dates` (by phase, start and end) and `evidence_list`
    are values that are only ever read and replaced with their case;
    `register_changes` too, which register.py reads.
    """

    __tablename__ = "case"
    __mapper_args__ = {"polymorphic_identity": Kind.CASE}
    __table_args__: Any = tuple(
        sa.CheckConstraint(f"motive_{motive.value} BETWEEN 0 AND {HIGHEST_SCORE}", f"motive_{motive.value}")
        for motive in Motive
    )

    id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    is_stub: Mapped[bool] = mapped_column(default=True)
    from_register: Mapped[bool] = mapped_column(default=False)
    sort: Mapped[CaseSort] = mapped_column(default=CaseSort.COOPERATION)
    partnership_name: Mapped[str] = mapped_column(sa.String(300), default="")
    arrangement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("arrangement.id"), index=True)
    other_parties: Mapped[str] = mapped_column(sa.Text, default="")
    legal_form: Mapped[LegalForm | None]
    organisational_form: Mapped[OrganisationalForm | None]
    exit_rules: Mapped[bool | None]
    evaluation_date: Mapped[str] = mapped_column(sa.String(10), default="")
    executive_programme: Mapped[bool | None]
    executive_programme_url: Mapped[str] = mapped_column(sa.String(500), default="")
    motive_quality: Mapped[int] = mapped_column(default=0)
    motive_quality_line: Mapped[str] = mapped_column(sa.String(300), default="")
    motive_cost: Mapped[int] = mapped_column(default=0)
    motive_cost_line: Mapped[str] = mapped_column(sa.String(300), default="")
    motive_vulnerability: Mapped[int] = mapped_column(default=0)
    motive_vulnerability_line: Mapped[str] = mapped_column(sa.String(300), default="")
    motive_opportunity: Mapped[int] = mapped_column(default=0)
    motive_opportunity_line: Mapped[str] = mapped_column(sa.String(300), default="")
    driver: Mapped[Driver | None]
    trigger: Mapped[str] = mapped_column(sa.Text, default="")
    phase: Mapped[Phase | None]
    phase_dates: Mapped[dict[str, Any]] = mapped_column(default=dict)
    stopped_in: Mapped[Phase | None]
    stopped_why: Mapped[str] = mapped_column(sa.Text, default="")
    price_year: Mapped[int | None]
    cost_note: Mapped[str] = mapped_column(sa.Text, default="")
    allocation_key: Mapped[str] = mapped_column(sa.String(300), default="")
    baseline_measured: Mapped[bool | None]
    saving_expected: Mapped[int | None]
    saving_realised: Mapped[int | None]
    outcome: Mapped[Outcome | None]
    would_do_again: Mapped[bool | None]
    evidence_list: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    register_changes: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)

    partners: Mapped[list["CasePartner"]] = relationship(
        cascade="all, delete-orphan", order_by="CasePartner.position"
    )
    filings: Mapped[list["CaseFiling"]] = relationship(cascade="all, delete-orphan")
    costs: Mapped[list["CaseCost"]] = relationship(cascade="all, delete-orphan", order_by="CaseCost.position")

    endpoint: ClassVar[str] = "cases.show"
    is_mergeable: ClassVar[bool] = True
    is_voted_on: ClassVar[bool] = True
    is_advice: ClassVar[bool] = True
    edit_endpoint: ClassVar[str] = "cases.edit"
    limits: ClassVar[dict[str, tuple[int, int]]] = Contribution.limits | {
        "summary": (15, 280),
        "body": (0, 200_000),
        "other_parties": (0, 1_000),
        "trigger": (0, 2_000),
        "stopped_why": (0, 2_000),
        "cost_note": (0, 2_000),
    }
    top_heading: ClassVar[int] = 3
    ages: ClassVar[bool] = True
    verified_every: ClassVar[int | None] = 12
    labels: ClassVar[dict[str, Any]] = LABELS
    part_labels: ClassVar[Mapping[str, Any]] = PART_LABELS
    words: ClassVar[Mapping[str, Mapping[str, Any]]] = WORDS
    standings: ClassVar[Mapping[str, Any]] = {"stub": _("Not complete yet")}

    @classmethod
    def standing_now(cls) -> Any:
        """Give whether it lacks something."""
        return sa.case((cls.__table__.c.is_stub, "stub"), else_=None)

    def facts(self) -> CaseFacts:
        """Give what the case says, as plain values."""
        columns = {name: getattr(self, name) for name in PLAIN_FACTS}
        return CaseFacts(
            partners=[one.as_fact() for one in self.partners],
            domains=[one for one in Domain if one.value in self._filed(FilingName.DOMAIN)],
            motives=self.motives,
            phases={
                phase: Period(**self.phase_dates[phase.value])
                for phase in Phase
                if phase.value in self.phase_dates
            },
            costs=[one.as_fact() for one in self.costs],
            failure_patterns=[
                one for one in FailurePattern if one.value in self._filed(FilingName.FAILURE_PATTERN)
            ],
            evidence=[Evidence(**one) for one in self.evidence_list],
            **columns,
        )

    @property
    def motives(self) -> dict[Motive, Motivation]:
        """How much each motive counted; those that did not count are left out."""
        all_of_them = {
            motive: Motivation(
                getattr(self, f"motive_{motive.value}"), getattr(self, f"motive_{motive.value}_line")
            )
            for motive in Motive
        }
        return {
            motive: motivation for motive, motivation in all_of_them.items() if motivation != Motivation()
        }

    def content(self) -> dict[str, Any]:
        """Give everything that a revision keeps."""
        codes = {one.organisation_id: one.organisation.code for one in self.partners}
        return super().content() | content_of(self.facts(), codes)

    def findable(self) -> Findable:
        """Add partners, partnership and what went wrong to the words, and file the case under its facts."""
        facts = self.facts()
        names = [one.organisation.name for one in self.partners]
        words = [facts.partnership_name, *names, facts.other_parties, facts.trigger, facts.stopped_why]
        facets = {
            "legal_form": (facts.legal_form.value,) if facts.legal_form else (),
            "outcome": (facts.outcome.value,) if facts.outcome else (),
            "phase": (facts.phase.value,) if facts.phase else (),
            "domain": tuple(domain.value for domain in facts.domains),
        }
        return Findable(body=self.html, words="\n".join(filter(None, words)), facets=facets)

    def organisations_concerned(self) -> list[Organisation]:
        """Give the organisation that speaks, and the partners."""
        concerned = super().organisations_concerned() + [one.organisation for one in self.partners]
        return list({one.id: one for one in concerned}.values())

    def _filed(self, name: FilingName) -> set[str]:
        return {filing.value for filing in self.filings if filing.name == name}


class CasePartner(Model):
    """An organisation that takes or took part."""

    __tablename__ = "case_partner"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, index=True
    )
    position: Mapped[int]
    role: Mapped[PartnerRole]
    joined: Mapped[str] = mapped_column(sa.String(10), default="")
    left: Mapped[str] = mapped_column(sa.String(10), default="")

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


PLAIN_FACTS = tuple(
    name
    for name in CaseFacts.__dataclass_fields__
    if name not in {"partners", "domains", "motives", "phases", "costs", "failure_patterns", "evidence"}
)
"""The facts that are columns of the same name."""
