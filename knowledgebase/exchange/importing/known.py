# SPDX-License-Identifier: EUPL-1.2
"""What import lines may refer to: what stands in the file, and what the site has already."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from knowledgebase.accounts.models import User
from knowledgebase.branch.models import Agreement
from knowledgebase.contributions.models import Comment, Contribution, Kind, Tag, Theme
from knowledgebase.db import db
from knowledgebase.organisations.models import MailDomain, Organisation
from knowledgebase.pages.models import Page
from knowledgebase.partnerships.models import ArrangementVersion
from knowledgebase.questions.models import Question

Reference = tuple[str, str, str]
"""Key of the line, sort of thing, name."""

BY_CODE = {"organisation": "code", "tag": "name"}
KINDS = frozenset(kind.value for kind in Kind)
SIGNS = {"user": "email", "page": "slug", "agreement": "number"}
"""The key by which a thing that the site has is known as well, whatever its id."""


class Known:
    """Names of things, by sort. `stored` are those that the site has.

    `elsewhere` holds the rows of lines that the site has under another id: people, and contributions.
    """

    def __init__(self) -> None:
        self.stored: dict[str, set[str]] = {
            "organisation": _all(Organisation.code),
            "user": _all(User.import_id),
            "comment": _all(Comment.import_id),
            "tag": _all(Tag.name),
            "theme": _all(Theme.slug),
            "domain": _all(MailDomain.domain),
            "arrangement": _all(ArrangementVersion.register_id),
            "accepted": _accepted(),
        } | {kind.value: _ids_of(kind) for kind in Kind}
        self.signed = {
            "user": _rows(User.email, User.id),
            "page": _rows(Page.name, Page.id),
            "agreement": _rows(Agreement.number, Agreement.id),
        }
        self.in_file: dict[str, set[str]] = {}
        self.tags: dict[str, str] = {}
        self.elsewhere: dict[str, dict[str, int]] = {"user": {}, "contribution": {}}

    def has(self, kind: str, name: str) -> bool:
        """Whether the file or the site has it; a contribution is any kind that may carry comments."""
        kinds = KINDS if kind == "contribution" else [kind]
        return any(name in self.in_file.get(one, ()) or name in self.stored[one] for one in kinds)

    def key_of(self, line: Any) -> str:
        """Give what names the line."""
        return str(getattr(line, BY_CODE.get(line.type, "id")))

    def repeated(self, line: Any) -> Iterator[tuple[str, str]]:
        """Give the keys and names that an earlier line of the file has as well."""
        for key, sort, name in self._names(line):
            if name in self.in_file.get(sort, ()):
                yield key, name
        for key, word in _words(line):
            if self.tags.get(word, line.name) != line.name:
                yield key, word

    def taken(self, line: Any) -> Iterator[tuple[str, str]]:
        """Give the keys and names of a new line that something else on the site has."""
        if self.is_stored(line):
            return
        if line.type in KINDS and any(line.id in self.stored[kind] for kind in KINDS):
            yield "id", line.id
        for key, sort, name in self._names(line):
            if sort in {"domain", "accepted"} and name in self.stored[sort]:
                yield key, name

    def is_stored(self, line: Any) -> bool:
        """Whether the site has it already. A tag may gain synonyms or a description, so it is never done with."""
        if line.type == "tag":
            return False
        return self.key_of(line) in self.stored[line.type] or self._row_elsewhere(line) is not None

    def learn(self, line: Any) -> None:
        """Remember that the file has it."""
        self.in_file.setdefault(line.type, set()).add(self.key_of(line))
        for _, sort, name in self._names(line):
            self.in_file.setdefault(sort, set()).add(name)
        self.tags |= {word: line.name for _, word in _words(line)}
        row = self._row_elsewhere(line)
        if row is not None and line.id not in self.stored[line.type]:
            self.elsewhere["user" if line.type == "user" else "contribution"][line.id] = row

    def _row_elsewhere(self, line: Any) -> int | None:
        if line.type not in SIGNS:
            return None
        return self.signed[line.type].get(getattr(line, SIGNS[line.type]))

    def _names(self, line: Any) -> Iterator[Reference]:
        """Give the names that a line has to itself."""
        if line.type == "tag":
            return
        if line.type in BY_CODE:
            yield BY_CODE[line.type], line.type, self.key_of(line)
        else:
            yield "id", "id of a contribution" if line.type in KINDS else f"id of a {line.type}", line.id
        if line.type == "organisation":
            yield from (("domains", "domain", domain) for domain in line.domains)
        if line.type == "answer" and line.accepted:
            yield "accepted", "accepted", line.question
        if line.type in SIGNS:
            yield SIGNS[line.type], f"{SIGNS[line.type]} of a {line.type}", getattr(line, SIGNS[line.type])

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
            if line.register_id:
                yield "register_id", "arrangement", line.register_id
            yield from (("partners.organisation", "organisation", one.organisation) for one in line.partners)
        if line.type == "lesson":
            yield from (("cases", "case", one) for one in line.cases)
        yield from (("organisations", "organisation", one) for one in getattr(line, "organisations", ()))


def _words(line: Any) -> Iterator[tuple[str, str]]:
    """Give the words that lead to the tag of a line: each leads to one tag only."""
    if line.type == "tag":
        yield "name", line.name
        yield from (("synonyms", word) for word in line.synonyms)


def _all(column: Any) -> set[str]:
    return {name for name in db.session.scalars(sa.select(column)) if name is not None}


def _rows(name: Any, id: Any) -> dict[str, int]:
    found = db.session.execute(sa.select(name, id).where(name.is_not(None)))
    return dict(found.tuples().all())


def _ids_of(kind: Kind) -> set[str]:
    statement = sa.select(Contribution.import_id).where(
        Contribution.kind == kind, Contribution.import_id.is_not(None)
    )
    return {id for id in db.session.scalars(statement) if id is not None}


def _accepted() -> set[str]:
    """Give the import ids of the questions that have an accepted answer."""
    statement = sa.select(Question.import_id).where(Question.accepted_id.is_not(None))
    return {id for id in db.session.scalars(statement) if id is not None}
