# SPDX-License-Identifier: EUPL-1.2
"""What a case says beyond what all kinds share, as plain values: made by the form and by the import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from knowledgebase.cases.vocabulary import (
    CaseSort,
    CostItem,
    Driver,
    FailurePattern,
    Group,
    OrganisationalForm,
    PartnerRole,
)
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Motive, Outcome, Phase
from knowledgebase.policy import PartReaders

HIGHEST_SCORE = 3


@dataclass(frozen=True)
class Partner:
    """An organisation that takes or took part. Dates as far as known: `2016`, `2016-03`, `2016-03-01` or empty."""

    organisation_id: int
    role: PartnerRole = PartnerRole.PARTICIPANT
    joined: str = ""
    left: str = ""


@dataclass(frozen=True)
class Motivation:
    """How much a motive counted, 0–3, and one line about it."""

    score: int = 0
    line: str = ""


@dataclass(frozen=True)
class Period:
    """When a phase began and ended, as far as known."""

    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Cost:
    """A row of the cost table, in whole euros; a row of its own has a label."""

    item: CostItem
    label: str = ""
    budget_once: int | None = None
    actual_once: int | None = None
    budget_yearly: int | None = None
    actual_yearly: int | None = None

    @property
    def name(self) -> str:
        """What the row is for."""
        return self.label or self.item.label


AMOUNTS = ("budget_once", "actual_once", "budget_yearly", "actual_yearly")


@dataclass(frozen=True)
class Evidence:
    """What the outcome rests on, such as an evaluation or a report of the audit office."""

    title: str
    year: int | None = None
    url: str = ""

    @property
    def cited(self) -> str:
        """The title with its year, if that is known."""
        return f"{self.title} ({self.year})" if self.year else self.title


@dataclass(frozen=True)
class CaseFacts:
    """All that a case says beyond what all kinds share. Named as the columns and relations of Case."""

    sort: CaseSort = CaseSort.COOPERATION
    partnership_name: str = ""
    arrangement_id: int | None = None
    from_register: bool = False
    partners: Sequence[Partner] = ()
    other_parties: str = ""
    legal_form: LegalForm | None = None
    organisational_form: OrganisationalForm | None = None
    exit_rules: bool | None = None
    evaluation_date: str = ""
    executive_programme: bool | None = None
    executive_programme_url: str = ""
    domains: Sequence[Domain] = ()
    motives: Mapping[Motive, Motivation] = field(default_factory=dict)
    driver: Driver | None = None
    trigger: str = ""
    phase: Phase | None = None
    phases: Mapping[Phase, Period] = field(default_factory=dict)
    stopped_in: Phase | None = None
    stopped_why: str = ""
    costs: Sequence[Cost] = ()
    price_year: int | None = None
    cost_note: str = ""
    allocation_key: str = ""
    baseline_measured: bool | None = None
    saving_expected: int | None = None
    saving_realised: int | None = None
    outcome: Outcome | None = None
    would_do_again: bool | None = None
    failure_patterns: Sequence[FailurePattern] = ()
    evidence: Sequence[Evidence] = ()
    kept_for: Mapping[Group, PartReaders] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what no case can say: the same partner twice, a motive that counts for more than 3."""
        ids = [partner.organisation_id for partner in self.partners]
        if len(ids) != len(set(ids)):
            raise ValueError("an organisation is a partner of a case once")
        if any(not 0 <= motivation.score <= HIGHEST_SCORE for motivation in self.motives.values()):
            raise ValueError("a motive counts for 0 to 3")


BODY = "body"
"""The story is the text of the case itself, and none of these facts."""

FIELDS_OF = {
    Group.MOTIVE: ("motives", "driver", "trigger"),
    Group.COSTS: (
        "costs",
        "price_year",
        "cost_note",
        "allocation_key",
        "baseline_measured",
        "saving_expected",
        "saving_realised",
    ),
    Group.STORY: (BODY,),
    Group.LEARNT: ("stopped_why", "would_do_again", "failure_patterns", "evidence"),
}
"""What a case says in each of its parts that may be for fewer readers."""


def fields_of(groups: Iterable[Group]) -> frozenset[str]:
    """Give the names of all that a case says in these parts."""
    return frozenset(name for group in groups for name in FIELDS_OF[group])


def with_parts_of(facts: CaseFacts, other: CaseFacts, groups: Iterable[Group]) -> CaseFacts:
    """Give the facts with these parts of them as another says them; as an empty one does, to leave them out."""
    return replace(facts, **{name: getattr(other, name) for name in fields_of(groups) - {BODY}})
