# SPDX-License-Identifier: EUPL-1.2
"""The line of a case, with its partners, costs, phases and evidence."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from knowledgebase.cases.vocabulary import (
    CaseSort,
    Driver,
    FailurePattern,
    Group,
    OrganisationalForm,
    PartnerRole,
)
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Motive, Outcome, Phase
from knowledgebase.exchange.lines.fields import Body, Contributed, Euros, Line, Tidied, Title
from knowledgebase.policy import PartReaders
from knowledgebase.web.known_dates import known_date

KnownDate = Annotated[str, AfterValidator(known_date)]
"""A date as far as it is known: `2016`, `2016-03` or `2016-03-01`."""


class PartnerLine(Line):
    """A partner in a case."""

    organisation: str
    role: PartnerRole = PartnerRole.PARTICIPANT
    joined: KnownDate = ""
    left: KnownDate = ""


class CostLine(Line):
    """A cost row of a case, in whole euros."""

    item: Annotated[Tidied, StringConstraints(min_length=1, max_length=120)]
    budget_once: Euros | None = None
    actual_once: Euros | None = None
    budget_yearly: Euros | None = None
    actual_yearly: Euros | None = None


class PhaseLine(Line):
    """A phase of a case with its dates."""

    phase: Phase
    start: Annotated[KnownDate, Field(alias="from")] = ""
    end: Annotated[KnownDate, Field(alias="to")] = ""


class EvidenceLine(Line):
    """Evidence for the outcome of a case."""

    title: Title
    year: Annotated[int | None, Field(ge=1900, le=2100)] = None
    url: Annotated[Tidied, StringConstraints(max_length=500, pattern=r"^(https?://\S+)?$")] = ""


class CaseLine(Contributed):
    """A case."""

    type: Literal["case"]
    title: Title
    summary: Annotated[Tidied, StringConstraints(min_length=1, max_length=280)]
    body: Body = ""
    partners: list[PartnerLine] = []
    legal_form: LegalForm | None = None
    motive: dict[Motive, Annotated[int, Field(ge=0, le=3)]] = {}
    motive_notes: dict[Motive, Annotated[Tidied, StringConstraints(max_length=300)]] = {}
    phase: Phase | None = None
    outcome: Outcome | None = None
    costs: list[CostLine] = []
    sort: CaseSort = CaseSort.COOPERATION
    partnership_name: Annotated[Tidied, StringConstraints(max_length=300)] = ""
    register_id: str | None = None
    organisational_form: OrganisationalForm | None = None
    exit_rules: bool | None = None
    domains: list[Domain] = []
    driver: Driver | None = None
    trigger: Tidied = ""
    phases: list[PhaseLine] = []
    stopped_in: Phase | None = None
    stopped_why: Tidied = ""
    price_year: Annotated[int | None, Field(ge=1900, le=2100)] = None
    cost_note: Tidied = ""
    allocation_key: Tidied = ""
    baseline_measured: bool | None = None
    saving_expected: Euros | None = None
    saving_realised: Euros | None = None
    failure_patterns: list[FailurePattern] = []
    would_do_again: bool | None = None
    evidence: list[EvidenceLine] = []
    other_parties: Tidied = ""
    kept_for: dict[Group, PartReaders] = {}

    @field_validator("partners")
    @classmethod
    def _each_once(cls, partners: list[PartnerLine]) -> list[PartnerLine]:
        codes = [partner.organisation for partner in partners]
        if len(codes) != len(set(codes)):
            raise ValueError("names an organisation twice")
        return partners
