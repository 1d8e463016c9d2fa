# SPDX-License-Identifier: EUPL-1.2
"""`kb user`: add people and give or take roles, before anybody can sign in."""

import json
import secrets

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy.exc import IntegrityError

from knowledgebase.accounts import actions, passwords
from knowledgebase.accounts.forms import LONGEST_NAME, SHORTEST_NAME
from knowledgebase.accounts.mail_addresses import AddressWrong, canonical
from knowledgebase.accounts.models import RoleGrant, User
from knowledgebase.accounts.queries import person_at
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Role
from knowledgebase.web.forms import tidy_line

ROLE = click.Choice([role.value for role in Role])


@click.group()
def user() -> None:
    """Add people, and give or take their roles."""


@user.command()
@click.option("--email", required=True, help="Mail address, with which the person signs in.")
@click.option("--name", required=True, help="Name as others see it.")
@click.option("--organisation", "code", help="Code of the organisation, such as GM0363.")
@click.option("--role", "roles", multiple=True, type=ROLE, help="Role; may be repeated.")
@click.option("--password", help="Password; made and printed once when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
@with_appcontext
def create(
    email: str, name: str, code: str | None, roles: tuple[str, ...], password: str | None, as_json: bool
) -> None:
    """Add a person whose address needs no confirmation."""
    wanted = {Role(role) for role in roles}
    if not code and wanted & actions.AT_AN_ORGANISATION:
        raise click.ClickException("Organisation manager and representative are roles at an --organisation.")
    chosen = password or secrets.token_urlsafe(15)
    called = " ".join(tidy_line(name).split())
    _refuse_weak(called, email, chosen)
    hash = actions.hashed(chosen)
    try:
        person = actions.create_user(
            email=email,
            name=called,
            password_hash=hash,
            organisation=_organisation(code),
            roles=wanted,
        )
    except AddressWrong as wrong:
        raise click.ClickException(f"{email} is not a mail address: {wrong}.") from None
    except IntegrityError:
        raise click.ClickException(f"{email} has an account already.") from None
    told = _facts(person) | ({} if password else {"password": chosen})
    db.session.commit()
    _tell(told, as_json)


@user.command()
@click.argument("email")
@click.argument("change", type=click.Choice(["grant", "revoke"]))
@click.argument("role", type=ROLE)
@click.option("--organisation", "code", help="Code of the organisation the role is held at.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
@with_appcontext
def role(email: str, change: str, role: str, code: str | None, as_json: bool) -> None:
    """Give the person with address EMAIL a role, or take it."""
    person, organisation = _person(email), _organisation(code)
    try:
        with force_locale("en"):
            if change == "grant":
                actions.grant(person, Role(role), organisation, actor_id=None)
            else:
                actions.revoke(_held(person, Role(role), organisation), actor_id=None)
    except actions.RoleRefused as refused:
        raise click.ClickException(str(refused)) from None
    told = _facts(person)
    db.session.commit()
    _tell(told, as_json)


def _refuse_weak(name: str, email: str, password: str) -> None:
    """Ask of a name and a password what signing up asks."""
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise click.ClickException(f"Give a --name of {SHORTEST_NAME} to {LONGEST_NAME} characters.")
    with force_locale("en"):
        wrong = passwords.weakness(passwords.normal(password), [name, email])
    if wrong:
        raise click.ClickException(f"The --password is not good enough. {wrong}")


def _person(email: str) -> User:
    try:
        person = person_at(canonical(email))
    except AddressWrong:
        person = None
    if person is None:
        raise click.ClickException(f"Nobody has an account with the address {email}.")
    return person


def _organisation(code: str | None) -> Organisation | None:
    if code is None:
        return None
    found = db.session.scalar(sa.select(Organisation).where(Organisation.code == code))
    if found is None:
        raise click.ClickException(f"There is no organisation with the code {code}.")
    return found


def _held(person: User, role: Role, organisation: Organisation | None) -> RoleGrant:
    id = organisation.id if organisation else None
    for held in person.grants:
        if held.role == role and held.organisation_id == id:
            return held
    raise click.ClickException(f"{person.email} does not hold the role {role.value} there.")


def _facts(person: User) -> dict[str, object]:
    roles = [
        {"role": held.role.value, "organisation": held.organisation.code if held.organisation else None}
        for held in person.grants
    ]
    return {"id": person.id, "email": person.email, "name": person.name, "roles": roles}


def _tell(facts: dict[str, object], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    for name, value in facts.items():
        click.echo(f"{name}: {value}")
