# SPDX-License-Identifier: EUPL-1.2
"""The lines of an import file: one JSON object each, every key known."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, field_validator

from knowledgebase.accounts.mail_addresses import canonical
from knowledgebase.cases.vocabulary import CaseSort, Driver, FailurePattern, OrganisationalForm, PartnerRole
from knowledgebase.contributions.vocabulary import Audience, Domain, LegalForm, Motive, Outcome, Phase
from knowledgebase.web.forms import LARGEST_NUMBER, tidy

Id = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Tidied = Annotated[str, AfterValidator(tidy)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(tidy)]
Body = Annotated[str, StringConstraints(max_length=200_000), AfterValidator(tidy)]
Euros = Annotated[int, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
Language = Literal["nl", "en", "fy", "de", "fr"]


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


Moment = Annotated[datetime, AfterValidator(_in_utc)]


class Line(BaseModel):
    """What all lines share: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


class OrganisationLine(Line):
    """An organisation, known by its code."""

    type: Literal["organisation"]
    code: Annotated[str, StringConstraints(min_length=2, max_length=40)]
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    kind: Literal["municipality", "partnership", "umbrella", "supplier", "other"] = "other"
    domains: list[str] = []


class UserLine(Line):
    """A person. Without a password the person chooses one through recovery."""

    type: Literal["user"]
    id: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    email: Annotated[str, StringConstraints(max_length=320), AfterValidator(canonical)]
    organisation: str | None = None
    roles: list[
        Literal[
            "reader",
            "member",
            "moderator",
            "organisation_manager",
            "representative",
            "secretariat",
            "administrator",
        ]
    ] = ["member"]
    password: str | None = None
    job_title: Annotated[str, StringConstraints(max_length=120)] = ""
    about: Annotated[str, StringConstraints(max_length=2_000)] = ""


class TagLine(Line):
    """A tag with its synonyms."""

    type: Literal["tag"]
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    synonyms: list[str] = []
    description: str = ""


class Contributed(Line):
    """What lines of all kinds of contribution share."""

    id: Id
    author: Id
    created: Moment
    tags: list[Annotated[str, StringConstraints(min_length=1, max_length=60)]] = []
    language: Language = "nl"
    theme: str | None = None
    visibility: Literal["public", "members", "organisations", "own"] = "public"
    organisations: list[str] = []
    votes: Annotated[int, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)] = 0


class QuestionLine(Contributed):
    """A question."""

    type: Literal["question"]
    title: Title
    body: Body


class AnswerLine(Line):
    """An answer to a question."""

    type: Literal["answer"]
    id: Id
    question: Id
    body: Body
    author: Id
    created: Moment
    language: Language = "nl"
    votes: Annotated[int, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)] = 0
    accepted: bool = False


class PartnerLine(Line):
    """A partner in a case."""

    organisation: str
    role: PartnerRole = PartnerRole.PARTICIPANT
    joined: date | None = None
    left: date | None = None


class CostLine(Line):
    """A cost row of a case, in whole euros."""

    item: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    budget_once: Euros | None = None
    actual_once: Euros | None = None
    budget_yearly: Euros | None = None
    actual_yearly: Euros | None = None


class PhaseLine(Line):
    """A phase of a case with its dates."""

    phase: Phase
    start: Annotated[date | None, Field(alias="from")] = None
    end: Annotated[date | None, Field(alias="to")] = None


class EvidenceLine(Line):
    """Evidence for the outcome of a case."""

    title: Title
    year: Annotated[int | None, Field(ge=1900, le=2100)] = None
    url: Annotated[str, StringConstraints(max_length=500, pattern=r"^(https?://\S+)?$")] = ""


class CaseLine(Contributed):
    """A case."""

    type: Literal["case"]
    title: Title
    summary: Annotated[str, StringConstraints(min_length=1, max_length=280)]
    body: Body = ""
    partners: list[PartnerLine] = []
    legal_form: LegalForm | None = None
    motive: dict[Motive, Annotated[int, Field(ge=0, le=3)]] = {}
    motive_notes: dict[Motive, Annotated[str, StringConstraints(max_length=300)]] = {}
    phase: Phase | None = None
    outcome: Outcome | None = None
    costs: list[CostLine] = []
    sort: CaseSort = CaseSort.COOPERATION
    partnership_name: Annotated[str, StringConstraints(max_length=300)] = ""
    register_id: str | None = None
    organisational_form: OrganisationalForm | None = None
    exit_rules: bool | None = None
    domains: list[Domain] = []
    driver: Driver | None = None
    trigger: str = ""
    phases: list[PhaseLine] = []
    stopped_in: Phase | None = None
    stopped_why: str = ""
    price_year: Annotated[int | None, Field(ge=1900, le=2100)] = None
    cost_note: str = ""
    allocation_key: str = ""
    baseline_measured: bool | None = None
    saving_expected: Euros | None = None
    saving_realised: Euros | None = None
    failure_patterns: list[FailurePattern] = []
    would_do_again: bool | None = None
    evidence: list[EvidenceLine] = []
    other_parties: str = ""

    @field_validator("partners")
    @classmethod
    def _each_once(cls, partners: list[PartnerLine]) -> list[PartnerLine]:
        codes = [partner.organisation for partner in partners]
        if len(codes) != len(set(codes)):
            raise ValueError("names an organisation twice")
        return partners


class LessonLine(Contributed):
    """A lesson."""

    type: Literal["lesson"]
    title: Title
    condition: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    therefore: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    body: Body = ""
    cases: list[Id] = []
    direction: Literal["do", "avoid"] = "do"
    evidence: Literal["one", "several", "research"] = "one"
    phases: list[Phase] = []
    domains: list[Domain] = []
    audiences: list[Audience] = []
    motives: list[Motive] = []
    legal_forms: list[LegalForm] = []


class PageLine(Contributed):
    """A page."""

    type: Literal["page"]
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=80)]
    title: Title
    body: Body


class AgreementLine(Contributed):
    """An agreement."""

    type: Literal["agreement"]
    number: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2,3}$")]
    title: Title
    summary: Annotated[str, StringConstraints(min_length=1, max_length=600)]
    body: Body
    sort: Literal["binding", "apply_or_explain", "recommendation"]
    state: Literal["draft", "consultation", "vote", "adopted", "in_force", "evaluated", "withdrawn"]
    in_force_from: date | None = None


class CommentLine(Line):
    """A comment on a contribution."""

    type: Literal["comment"]
    id: Id
    on: Id
    body: Annotated[str, StringConstraints(min_length=1, max_length=10_000), AfterValidator(tidy)]
    author: Id
    created: Moment


AnyLine = Annotated[
    OrganisationLine
    | UserLine
    | TagLine
    | QuestionLine
    | AnswerLine
    | CaseLine
    | LessonLine
    | PageLine
    | AgreementLine
    | CommentLine,
    Field(discriminator="type"),
]
ORDER = (
    "organisation",
    "user",
    "tag",
    "question",
    "answer",
    "case",
    "lesson",
    "page",
    "agreement",
    "comment",
)
"""In which order lines are taken in, so that what they refer to is there."""
