# SPDX-License-Identifier: EUPL-1.2
"""Signing up with a work address, and confirming it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.accounts.models import User
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.organisations.models import MailDomain, Organisation, OrganisationKind
from knowledgebase.policy import Role
from tests.accounts.stories import (
    OTHER_PASSWORD,
    PASSWORD,
    Letters,
    attribute,
    is_signed_in,
    link_in,
    parsed,
    sign_in,
    sign_up,
    text_of,
)
from tests.conftest import Visit
from tests.people import People

NINA = "nina.koster@demogemeente-noord.test"
STRANGER = "nina@elders.example"
Clock = Callable[[str], AbstractContextManager[Any]]


def roles_of(app: Flask, email: str) -> set[tuple[Role, str | None]]:
    """Give the roles of the person with this address, each with the name of its organisation."""
    with app.app_context():
        user = db.session.scalars(sa.select(User).where(User.email == email)).one()
        return {(one.role, one.organisation.name if one.organisation else None) for one in user.grants}


def happened(app: Flask) -> list[Happening]:
    """Give what happened on the site."""
    with app.app_context():
        return list(db.session.scalars(sa.select(Event.happening).order_by(Event.id)))


def users(app: Flask) -> int:
    """Count the accounts."""
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(User)) or 0


def test_a_work_address_makes_a_member_once_it_is_confirmed(
    app: Flask, visit: Visit, letters: Letters
) -> None:
    browser = visit()
    sent = sign_up(browser, NINA)
    assert sent.status_code == 303
    assert "Demogemeente Noord" in browser.get(sent.location).get_data(as_text=True)
    assert sign_in(browser, NINA).status_code == 422
    [letter] = letters(NINA)
    assert "Demogemeente Noord" in text_of(letter)
    link = link_in(letter)
    assert "Demogemeente Noord" in browser.get(link).get_data(as_text=True)
    assert browser.post(link).status_code == 303
    assert sign_in(browser, NINA).status_code == 303
    assert is_signed_in(browser)
    assert roles_of(app, NINA) == {(Role.MEMBER, "Demogemeente Noord")}
    assert happened(app) == [
        Happening.SIGNED_UP,
        Happening.CONFIRMED,
        Happening.ROLE_GRANTED,
        Happening.SIGNED_IN,
    ]


@pytest.mark.parametrize(
    "typed",
    ["Nina.Koster@Bureau.DEMOGEMEENTE-Noord.test", " nina.koster@bureau.demogemeente-noord.test "],
)
def test_a_part_of_a_known_domain_belongs_to_the_organisation(
    app: Flask, visit: Visit, letters: Letters, typed: str
) -> None:
    sign_up(visit(), typed)
    [letter] = letters("nina.koster@bureau.demogemeente-noord.test")
    visit().post(link_in(letter))
    assert roles_of(app, "nina.koster@bureau.demogemeente-noord.test") == {
        (Role.MEMBER, "Demogemeente Noord")
    }


def test_a_domain_that_only_looks_like_a_known_one_belongs_to_nobody(
    app: Flask, visit: Visit, letters: Letters
) -> None:
    lookalike = "nina@kwaaddemogemeente-noord.test"
    sign_up(visit(), lookalike)
    visit().post(link_in(letters(lookalike)[0]))
    assert roles_of(app, lookalike) == {(Role.READER, None)}


def test_an_unknown_domain_makes_a_reader_who_is_told_what_to_do(
    app: Flask, visit: Visit, letters: Letters
) -> None:
    browser = visit()
    sent = sign_up(browser, STRANGER, language="en")
    [letter] = letters(STRANGER)
    page = browser.get(sent.location, headers={"Accept-Language": "en"}).get_data(as_text=True)
    for told in (page, " ".join(text_of(letter).split())):
        assert "beheer@localhost" in told
        assert "do not know the organisation" in told
    browser.post(link_in(letter))
    assert roles_of(app, STRANGER) == {(Role.READER, None)}


def test_people_of_an_organisation_that_merged_belong_to_its_successor(
    app: Flask, visit: Visit, letters: Letters, people: People
) -> None:
    with app.app_context():
        gone = Organisation(
            kind=OrganisationKind.MUNICIPALITY,
            code="GM0001",
            name="Oudstad",
            sort_name="Oudstad",
            valid_to=date(2026, 1, 1),
            successor_id=people.anna.organisation_id,
            domains=[MailDomain(domain="oudstad.test")],
        )
        db.session.add(gone)
        db.session.commit()
    sign_up(visit(), "nina@oudstad.test")
    visit().post(link_in(letters("nina@oudstad.test")[0]))
    assert roles_of(app, "nina@oudstad.test") == {(Role.MEMBER, "Demogemeente Noord")}


def test_an_international_domain_is_one_domain_however_it_is_written(
    app: Flask, visit: Visit, letters: Letters, people: People
) -> None:
    with app.app_context():
        db.session.add(MailDomain(domain="xn--sdwest-3ya.test", organisation_id=people.anna.organisation_id))
        db.session.commit()
    sign_up(visit(), "nina@SÜDWEST.test")
    sign_up(visit(), "nina@xn--sdwest-3ya.test")
    assert users(app) == 10
    asked, told = letters("nina@xn--sdwest-3ya.test")
    assert asked["Subject"] != told["Subject"]
    visit().post(link_in(asked))
    assert roles_of(app, "nina@südwest.test") == {(Role.MEMBER, "Demogemeente Noord")}


def test_signing_up_twice_makes_one_account_and_says_so_by_mail(
    app: Flask, visit: Visit, letters: Letters
) -> None:
    first, second = sign_up(visit(), NINA), sign_up(visit(), NINA, password=OTHER_PASSWORD)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert users(app) == 10
    asked, told = letters(NINA)
    assert asked["Subject"] != told["Subject"]
    assert link_in(told).startswith("/wachtwoord-vergeten/")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "N"),
        ("name", "x" * 121),
        ("name", "\x00"),
        ("email", ""),
        ("email", "nina"),
        ("email", "nina@"),
        ("email", "nina@@demogemeente-noord.test"),
        ("email", "nina@[127.0.0.1]"),
        ("email", "nïna@demogemeente-noord.test"),
        ("email", "n" * 300 + "@demogemeente-noord.test"),
        ("email", "nina@demogemeente-noord.test\nBcc: x@y.example"),
        ("password", ""),
        ("password", "kort"),
        ("password", "x" * 129),
        ("password", "aaaaaaaaaaaaaaaa"),
        ("password", "Wachtwoord123!"),
        ("password", "welkom123456"),
        ("password", "NinaKoster2026"),
        ("password", "demogemeente-noord"),
        ("language", "de"),
        ("language", ""),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    app: Flask, visit: Visit, letters: Letters, field: str, typed: str
) -> None:
    filled = {"name": "Nina Koster", "email": NINA, "password": PASSWORD, "language": "nl"} | {field: typed}
    answer = visit().post("/registreren", data=filled)
    assert answer.status_code == 422
    page = parsed(answer)
    assert page.select_one(f'a[href="#{field}"]')
    if field not in ("name", "email"):
        assert attribute(page, "#email", "value") == NINA
    assert not letters()
    assert users(app) == 9


@pytest.mark.parametrize("body", ["[]", "5", '{"email": 5}', "{", '{"name": null, "email": ["x"]}'])
def test_a_form_that_is_no_form_changes_nothing(app: Flask, visit: Visit, body: str) -> None:
    answer = visit().post("/registreren", data=body, content_type="application/json")
    assert answer.status_code in (400, 415, 422)
    assert users(app) == 9


def test_unicode_and_nul_in_a_name_are_kept_or_cleaned(app: Flask, visit: Visit) -> None:
    assert sign_up(visit(), NINA, name="  Nina\x00 \u202f  Köster\n李 ").status_code == 303
    with app.app_context():
        assert db.session.scalar(sa.select(User.name).where(User.email == NINA)) == "Nina Köster 李"


def test_who_is_signed_in_does_not_sign_up_again(visit: Visit, people: People) -> None:
    answer = visit(people.anna).get("/registreren")
    assert (answer.status_code, answer.location) == (303, "/profiel")
