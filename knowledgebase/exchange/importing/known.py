# SPDX-License-Identifier: EUPL-1.2
"""What import lines may refer to: what stands in the file, and what the site has already."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from knowledgebase.accounts.models import User
from knowledgebase.branch.models import Agreement
from knowledgebase.contributions.models import Comment, Contribution, Kind, Tag, Theme
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.pages.models import Page

Reference = tuple[str, str, str]
"""Key of the line, sort of thing, name."""

BY_CODE = {"organisation": "code", "tag": "name"}


class Known:
    """Names of things, by sort. `stored` are those that the site has."""

    def __init__(self) -> None:
        self.stored: dict[str, set[str]] = {
            "organisation": _all(Organisation.code),
            "user": _all(User.import_id),
            "comment": _all(Comment.import_id),
            "tag": _all(Tag.name),
            "theme": _all(Theme.slug),
            "page name": _all(Page.name),
            "number": _all(Agreement.number),
        } | {kind.value: _ids_of(kind) for kind in Kind}
        self.emails = _all(User.email)
        self.in_file: dict[str, set[str]] = {}

    def has(self, kind: str, name: str) -> bool:
        """Whether the file or the site has it; a contribution is any kind that may carry comments."""
        kinds = [one.value for one in Kind] if kind == "contribution" else [kind]
        return any(name in self.in_file.get(one, ()) or name in self.stored[one] for one in kinds)

    def key_of(self, line: Any) -> str:
        """Give what names the line."""
        return str(getattr(line, BY_CODE.get(line.type, "id")))

    def is_repeated(self, line: Any) -> bool:
        """Whether an earlier line of the file has the same name."""
        return line.type != "tag" and self.key_of(line) in self.in_file.get(line.type, ())

    def is_stored(self, line: Any) -> bool:
        """Whether the site has it already."""
        if line.type == "page" and line.slug in self.stored["page name"]:
            return True
        if line.type == "agreement" and line.number in self.stored["number"]:
            return True
        if line.type == "user" and line.email in self.emails:
            return True
        return self.key_of(line) in self.stored.get(line.type, ())

    def learn(self, line: Any) -> None:
        """Remember that the file has it."""
        self.in_file.setdefault(line.type, set()).add(self.key_of(line))

    def references(self, line: Any) -> Iterator[Reference]:
        """Give what a line refers to."""
        if author := getattr(line, "author", None):
            yield "author", "user", author
        if getattr(line, "theme", None):
            yield "theme", "theme", line.theme
        if line.type == "user" and line.organisation:
            yield "organisation", "organisation", line.organisation
        if line.type == "answer":
            yield "question", "question", line.question
        if line.type == "comment":
            yield "on", "contribution", line.on
        if line.type == "case":
            yield from (("partners.organisation", "organisation", one.organisation) for one in line.partners)
        if line.type == "lesson":
            yield from (("cases", "case", one) for one in line.cases)
        yield from (("organisations", "organisation", one) for one in getattr(line, "organisations", ()))


def _all(column: Any) -> set[str]:
    return {name for name in db.session.scalars(sa.select(column)) if name is not None}


def _ids_of(kind: Kind) -> set[str]:
    statement = sa.select(Contribution.import_id).where(
        Contribution.kind == kind, Contribution.import_id.is_not(None)
    )
    return {id for id in db.session.scalars(statement) if id is not None}
