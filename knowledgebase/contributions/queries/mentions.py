# SPDX-License-Identifier: EUPL-1.2
"""People and organisations that a text can mention: by their full names, or by some letters of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from knowledgebase.accounts.models import Affiliation, User
from knowledgebase.contributions.queries.people import known_to
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Viewer
from knowledgebase.web.addresses import path_of

MOST_SUGGESTED = 5
"""People, and as many organisations, that are offered at once."""


@dataclass(frozen=True)
class Mentionable:
    """Somebody or an organisation, with the address that stays when the name changes; `hint` tells namesakes apart."""

    name: str
    address: str
    hint: str = ""


def called(names: Collection[str], viewer: Viewer) -> dict[str, Mentionable]:
    """Give, by folded name, who or what has one of these names; leave out what several have."""
    found: dict[str, list[Mentionable]] = {}
    for one in (
        *_people(viewer, _is_one_of(User.name, names)),
        *_organisations(_is_one_of(Organisation.name, names)),
    ):
        found.setdefault(one.name.casefold(), []).append(one)
    return {name: some[0] for name, some in found.items() if len(some) == 1}


def suggested(letters: str, viewer: Viewer) -> list[Mentionable]:
    """Give some people and organisations with these letters in their name, those that begin with them first."""
    people = _people(viewer, User.name.icontains(letters, autoescape=True), _nearness(User.name, letters))
    organisations = _organisations(
        Organisation.name.icontains(letters, autoescape=True), _nearness(Organisation.name, letters)
    )
    return sorted([*people, *organisations], key=lambda one: _nearness_of(one.name, letters))


def existing(person_ids: Collection[int], codes: Collection[str]) -> tuple[Sequence[int], Sequence[int]]:
    """Give the ids of the people with these numbers and of the organisations with these codes, if they exist."""
    people = db.session.scalars(sa.select(User.id).where(User.id.in_(person_ids)).order_by(User.id))
    coded = sa.select(Organisation.id).where(sa.func.lower(Organisation.code).in_(codes))
    return people.all(), db.session.scalars(coded.order_by(Organisation.id)).all()


def _nearness(column: Any, letters: str) -> sa.ColumnElement[int]:
    """Order names that begin with the letters before those of which a later word does, and those before the rest."""
    begins = (column.istartswith(letters, autoescape=True), 0)
    later = (column.icontains(f" {letters}", autoescape=True), 1)
    return sa.case(begins, later, else_=2)


def _nearness_of(name: str, letters: str) -> tuple[int, str]:
    folded, begun = name.casefold(), letters.casefold()
    return 0 if folded.startswith(begun) else 1 if f" {begun}" in folded else 2, folded


def _is_one_of(column: Any, names: Collection[str]) -> sa.ColumnElement[bool]:
    """Match as typed too: SQLite folds only the letters of ASCII."""
    return sa.or_(column.in_(names), sa.func.lower(column).in_({name.lower() for name in names}))


def _people(
    viewer: Viewer, wanted: sa.ColumnElement[bool], nearness: sa.ColumnElement[int] | None = None
) -> list[Mentionable]:
    work = selectinload(User.affiliations).joinedload(Affiliation.organisation)
    statement = sa.select(User).where(known_to(viewer), wanted).options(work)
    if nearness is not None:
        statement = statement.order_by(nearness, User.name, User.id).limit(MOST_SUGGESTED)
    return [
        Mentionable(
            person.name,
            path_of("contributions.person", id=person.id),
            ", ".join(one.name for one in person.organisations),
        )
        for person in db.session.scalars(statement)
    ]


def _organisations(
    wanted: sa.ColumnElement[bool], nearness: sa.ColumnElement[int] | None = None
) -> list[Mentionable]:
    statement = sa.select(Organisation.name, Organisation.code).where(Organisation.valid_to.is_(None), wanted)
    if nearness is not None:
        statement = statement.order_by(nearness, Organisation.name, Organisation.id).limit(MOST_SUGGESTED)
    return [
        Mentionable(name, path_of("front.organisation", slug=code.lower()))
        for name, code in db.session.execute(statement)
    ]
