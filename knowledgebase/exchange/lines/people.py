# SPDX-License-Identifier: EUPL-1.2
"""Lines of organisations, people and tags."""

from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from knowledgebase.accounts.mail_addresses import canonical
from knowledgebase.accounts.passwords import LONGEST
from knowledgebase.exchange.lines.fields import Id, Line, TagName, Tidied


def _each_once(domains: list[str]) -> list[str]:
    return list(dict.fromkeys(domains))


class OrganisationLine(Line):
    """An organisation, known by its code."""

    type: Literal["organisation"]
    code: Annotated[Tidied, StringConstraints(min_length=2, max_length=40)]
    name: Annotated[Tidied, StringConstraints(min_length=1, max_length=200)]
    kind: Literal["municipality", "partnership", "umbrella", "supplier", "other"] = "other"
    domains: Annotated[
        list[Annotated[Tidied, StringConstraints(min_length=1, max_length=253, to_lower=True)]],
        AfterValidator(_each_once),
    ] = []


class UserLine(Line):
    """A person. Without a password the person chooses one through recovery."""

    type: Literal["user"]
    id: Id
    name: Annotated[Tidied, StringConstraints(min_length=1, max_length=120)]
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
    password: Annotated[str, StringConstraints(max_length=LONGEST)] | None = None
    job_title: Annotated[Tidied, StringConstraints(max_length=120)] = ""
    about: Annotated[Tidied, StringConstraints(max_length=2_000)] = ""


class TagLine(Line):
    """A tag with its synonyms."""

    type: Literal["tag"]
    name: TagName
    synonyms: list[TagName] = []
    description: Tidied = ""
