# SPDX-License-Identifier: EUPL-1.2
"""The cast: the people that the tests tell stories about."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from knowledgebase.accounts.models import Affiliation, RoleGrant, User
from knowledgebase.db import db
from knowledgebase.organisations.models import MailDomain, Organisation, OrganisationKind
from knowledgebase.policy import Role

NORTH = "Demogemeente Noord"
SOUTH = "Demogemeente Zuid"
ORGANISATIONS = {NORTH: "DEMO-NOORD", SOUTH: "DEMO-ZUID"}
SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Person:
    """One of the cast. `id` and `organisation_id` are known once the person lives in a database."""

    name: str
    roles: tuple[Role, ...] = ()
    organisation: str | None = None
    id: int = 0
    organisation_id: int | None = None

    @property
    def key(self) -> str:
        """How tests call the person: `people.anna`."""
        return self.name.partition(" ")[0].lower()

    @property
    def email(self) -> str:
        """A work address of the person's organisation."""
        domain = (self.organisation or "example").lower().replace(" ", "-")
        return f"{self.key}@{domain}.test"


NOBODY = Person("Nobody")
"""The visitor who did not sign in."""

CAST = (
    Person("Anna de Vries", (Role.MEMBER,), NORTH),
    Person("Bram Bakker", (Role.MEMBER,), NORTH),
    Person("Chris Jansen", (Role.MEMBER,), SOUTH),
    Person("Mo el Amrani", (Role.MEMBER, Role.MODERATOR), SOUTH),
    Person("Rik Smit", (Role.READER,)),
    Person("Sam Visser", (Role.MEMBER, Role.SECRETARIAT)),
    Person("Olga Meijer", (Role.MEMBER, Role.ORGANISATION_MANAGER), NORTH),
    Person("Vera Mulder", (Role.MEMBER, Role.REPRESENTATIVE), NORTH),
    Person("Ada Peters", (Role.MEMBER, Role.ADMINISTRATOR)),
)
AT_ONE_ORGANISATION = (Role.ORGANISATION_MANAGER, Role.REPRESENTATIVE)


class People:
    """The cast as they live in one database: `people.anna` … `people.ada`, and `people.nobody`."""

    anna: Person
    bram: Person
    chris: Person
    mo: Person
    rik: Person
    sam: Person
    olga: Person
    vera: Person
    ada: Person
    nobody = NOBODY

    def __init__(self) -> None:
        rows = {user.email: user for user in db.session.scalars(sa.select(User))}
        for person in CAST:
            user = rows[person.email]
            home = next((one.organisation_id for one in user.affiliations), None)
            known = Person(person.name, person.roles, person.organisation, user.id, home)
            setattr(self, person.key, known)

    @property
    def all(self) -> list[Person]:
        """Everyone, the anonymous visitor last."""
        return [getattr(self, person.key) for person in CAST] + [NOBODY]


def settle() -> None:
    """Give the cast and their organisations a place in the open, empty database, and commit."""
    homes = {name: _organisation(name, code) for name, code in ORGANISATIONS.items()}
    db.session.add_all(homes.values())
    for person in CAST:
        db.session.add(_user(person, homes))
        db.session.flush()
    db.session.commit()


def _organisation(name: str, code: str) -> Organisation:
    domain = MailDomain(domain=name.lower().replace(" ", "-") + ".test")
    return Organisation(
        kind=OrganisationKind.MUNICIPALITY,
        code=code,
        name=name,
        sort_name=name,
        is_demo=True,
        domains=[domain],
    )


def _user(person: Person, homes: dict[str, Organisation]) -> User:
    user = User(
        email=person.email,
        name=person.name,
        fs_uniquifier=f"{person.key}-1",
        confirmed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    home = homes.get(person.organisation or "")
    if home:
        user.affiliations = [Affiliation(organisation=home, since=SINCE)]
    user.grants = [
        RoleGrant(role=role, organisation=home if role in AT_ONE_ORGANISATION else None)
        for role in person.roles
    ]
    return user
