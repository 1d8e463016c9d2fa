# SPDX-License-Identifier: EUPL-1.2
"""What the lines of an import file share: types of values, and that every key is known."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from knowledgebase.contributions.tags import LONGEST_TAG, MOST_TAGS, is_tag, tag_name
from knowledgebase.db import now
from knowledgebase.web.forms import LARGEST_NUMBER, tidy


def _tidied(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) else value


def _as_tag(text: str) -> str:
    name = tag_name(text)
    if not is_tag(name):
        raise ValueError("has no letter or digit")
    if len(name) > LONGEST_TAG:
        raise ValueError(f"has more than {LONGEST_TAG} characters")
    return name


Tidied = Annotated[str, BeforeValidator(_tidied)]
"""Text without white space around and without NUL, before its length is looked at."""
Id = Annotated[Tidied, StringConstraints(min_length=1, max_length=80)]
Title = Annotated[Tidied, StringConstraints(min_length=1, max_length=300)]
Body = Annotated[Tidied, StringConstraints(max_length=200_000)]
TagName = Annotated[Tidied, AfterValidator(_as_tag)]
Euros = Annotated[int, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
Language = Literal["nl", "en", "fy", "de", "fr"]


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("lies outside the years 1 to 9999") from None


def _past(moment: datetime) -> datetime:
    if moment > now():
        raise ValueError("lies in the future")
    return moment


Moment = Annotated[datetime, AfterValidator(_in_utc), AfterValidator(_past)]


class Line(BaseModel):
    """What all lines share: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


class Contributed(Line):
    """What lines of all kinds of contribution share."""

    id: Id
    author: Id
    created: Moment
    tags: Annotated[list[TagName], Field(max_length=MOST_TAGS)] = []
    language: Language = "nl"
    theme: str | None = None
    visibility: Literal["public", "members", "organisations", "own"] = "public"
    organisations: Annotated[list[str], Field(validate_default=True)] = []
    votes: Annotated[int, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)] = 0

    @field_validator("organisations")
    @classmethod
    def _meant_for_some(cls, organisations: list[str], info: ValidationInfo) -> list[str]:
        if info.data.get("visibility") == "organisations" and not organisations:
            raise ValueError("names nobody, though only organisations may read it")
        return organisations
