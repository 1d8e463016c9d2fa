# SPDX-License-Identifier: EUPL-1.2
"""What the lines of an import file share: types of values, and that every key is known."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from knowledgebase.web.forms import LARGEST_NUMBER, tidy

Id = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Tidied = Annotated[str, AfterValidator(tidy)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(tidy)]
Body = Annotated[str, StringConstraints(max_length=200_000), AfterValidator(tidy)]
Euros = Annotated[int, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
Language = Literal["nl", "en", "fy", "de", "fr"]


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("lies outside the years 1 to 9999") from None


Moment = Annotated[datetime, AfterValidator(_in_utc)]


class Line(BaseModel):
    """What all lines share: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


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
