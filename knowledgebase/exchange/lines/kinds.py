# SPDX-License-Identifier: EUPL-1.2
"""Lines of the other kinds of contribution, and of comments."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from knowledgebase.contributions.vocabulary import Audience, Domain, LegalForm, Motive, Phase
from knowledgebase.exchange.lines.fields import Body, Contributed, Id, Language, Line, Moment, Tidied, Title
from knowledgebase.web.forms import LARGEST_NUMBER


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


class LessonLine(Contributed):
    """A lesson."""

    type: Literal["lesson"]
    title: Title
    condition: Annotated[Tidied, StringConstraints(min_length=1, max_length=2_000)]
    therefore: Annotated[Tidied, StringConstraints(min_length=1, max_length=2_000)]
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
    summary: Annotated[Tidied, StringConstraints(min_length=1, max_length=600)]
    body: Body
    sort: Literal["binding", "apply_or_explain", "recommendation"]
    state: Literal["draft", "consultation", "vote", "adopted", "in_force", "evaluated", "withdrawn"]
    in_force_from: date | None = None


class CommentLine(Line):
    """A comment on a contribution."""

    type: Literal["comment"]
    id: Id
    on: Id
    body: Annotated[Tidied, StringConstraints(min_length=1, max_length=10_000)]
    author: Id
    created: Moment
