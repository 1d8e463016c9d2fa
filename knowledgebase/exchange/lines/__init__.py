# SPDX-License-Identifier: EUPL-1.2
"""The lines of an import file: one JSON object each, every key known."""

from typing import Annotated

from pydantic import Field

from knowledgebase.exchange.lines.case import CaseLine, CostLine
from knowledgebase.exchange.lines.kinds import (
    AgreementLine,
    AnswerLine,
    CommentLine,
    LessonLine,
    PageLine,
    QuestionLine,
)
from knowledgebase.exchange.lines.people import OrganisationLine, TagLine, UserLine

__all__ = ["ORDER", "AnyLine", "CaseLine", "CostLine", "OrganisationLine", "TagLine", "UserLine"]

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
