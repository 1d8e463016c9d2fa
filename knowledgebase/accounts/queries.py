# SPDX-License-Identifier: EUPL-1.2
"""Reading about people."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from knowledgebase.accounts.models import Affiliation, RoleGrant, SignIn, User
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Permission, Role, Viewer, allows
from knowledgebase.web.i18n import today


def person_at(email: str) -> User | None:
    """Give the person with this canonical address."""
    return db.session.scalar(sa.select(User).where(User.email == email))


def locked(user_id: int) -> User | None:
    """Give a person as they are now, held so that nobody else changes the account meanwhile.

    Others may still refer to the person (`key_share`), or two who manage each other would wait for ever.
    """
    return db.session.get(User, user_id, with_for_update={"key_share": True}, populate_existing=True)


def names_of(ids: Collection[int]) -> dict[int, str]:
    """Give the names of people by id."""
    wanted = sa.select(User.id, User.name).where(User.id.in_(set(ids)))
    return dict(db.session.execute(wanted).tuples().all()) if ids else {}


def sign_ins_of(user_id: int) -> Sequence[SignIn]:
    """Give where a person is signed in, the last used first."""
    wanted = (
        sa.select(SignIn).where(SignIn.user_id == user_id).order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )
    return db.session.scalars(wanted).all()


def person_with_work_and_roles(user_id: int) -> User:
    """Give a person with the organisations and roles that are shown of them."""
    wanted = (
        sa.select(User)
        .where(User.id == user_id)
        .options(
            selectinload(User.affiliations).joinedload(Affiliation.organisation),
            selectinload(User.grants).joinedload(RoleGrant.organisation),
        )
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(wanted).one()


def people_managed_by(viewer: Viewer, text: str = "", role: Role | None = None) -> sa.Select[tuple[User]]:
    """Select the people whom the viewer manages: everyone, or those of the viewer's own organisations."""
    people = sa.select(User).options(
        selectinload(User.affiliations).joinedload(Affiliation.organisation), selectinload(User.grants)
    )
    if not allows(viewer, Permission.ADMINISTER):
        people = people.where(User.id.in_(_people_of(viewer.managed_ids)))
    if text:
        people = people.where(
            User.name.icontains(text, autoescape=True) | User.email.icontains(text, autoescape=True)
        )
    if role is not None:
        people = people.where(User.grants.any(RoleGrant.role == role))
    return people


def organisations_managed_by(viewer: Viewer) -> Sequence[Organisation]:
    """Give the organisations at which the viewer may give roles, by name."""
    wanted = sa.select(Organisation).where(
        Organisation.valid_to.is_(None) | (Organisation.valid_to > today())
    )
    if not allows(viewer, Permission.ADMINISTER):
        wanted = wanted.where(Organisation.id.in_(viewer.managed_ids))
    return db.session.scalars(wanted.order_by(Organisation.sort_name)).all()


def grant_held(user_id: int, id: int) -> RoleGrant | None:
    """Give one role of a person, with the organisation it is held at."""
    wanted = sa.select(RoleGrant).where(RoleGrant.id == id, RoleGrant.user_id == user_id)
    return db.session.scalar(wanted.options(joinedload(RoleGrant.organisation)))


def people_with_role(role: Role, organisation_id: int | None = None) -> Sequence[User]:
    """Give the people who hold a role today, on the whole site or at an organisation; not closed accounts."""
    held = (
        sa.select(User)
        .join(User.grants)
        .where(RoleGrant.role == role, User.active, User.confirmed_at.is_not(None))
    )
    if organisation_id is not None:
        held = held.where(
            RoleGrant.organisation_id == organisation_id, User.id.in_(_people_of([organisation_id]))
        )
    return db.session.scalars(held.order_by(User.id)).unique().all()


def people_at(organisation_id: int | None, called: str) -> Sequence[User]:
    """Give the people with this mail address or full name; only those of an organisation, if given."""
    lowered = called.strip().lower()
    named = (User.email == lowered) | (sa.func.lower(User.name) == lowered)
    people = sa.select(User).where(named, User.active, User.confirmed_at.is_not(None))
    if organisation_id is not None:
        people = people.where(User.id.in_(_people_of([organisation_id])))
    return db.session.scalars(people.order_by(User.id).limit(2)).all()


def _people_of(organisation_ids: Collection[int]) -> sa.Select[tuple[int]]:
    current = Affiliation.until.is_(None) | (Affiliation.until > today())
    return sa.select(Affiliation.user_id).where(Affiliation.organisation_id.in_(organisation_ids), current)
