# SPDX-License-Identifier: EUPL-1.2
"""Choosing a new password: by mail, or knowing the present one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask

from knowledgebase.accounts.passwords import hashed, weakness
from tests.accounts.stories import (
    OTHER_PASSWORD,
    PASSWORD,
    Letters,
    change,
    give_password,
    is_signed_in,
    link_in,
    links_in,
    sign_in,
)
from tests.conftest import Visit
from tests.people import People

Clock = Callable[[str], AbstractContextManager[Any]]


def ask(visit: Visit, email: str, **headers: str) -> str:
    """Ask for a link to choose a new password, and give where the answer leads."""
    answer = visit().post("/wachtwoord-vergeten", data={"email": email}, headers=headers)
    assert answer.status_code == 303
    return str(answer.location)


def test_a_forgotten_password_is_replaced_by_mail(
    app: Flask, visit: Visit, people: People, letters: Letters
) -> None:
    give_password(app, people.anna)
    elsewhere = visit()
    sign_in(elsewhere, people.anna.email)
    ask(visit, people.anna.email.upper())
    [letter] = letters(people.anna.email)
    link = link_in(letter)
    assert visit().get(link).status_code == 200
    assert visit().post(link, data={"password": OTHER_PASSWORD}).location == "/inloggen"
    assert not is_signed_in(elsewhere)
    assert sign_in(visit(), people.anna.email).status_code == 422
    assert sign_in(visit(), people.anna.email, OTHER_PASSWORD).status_code == 303
    assert len(letters(people.anna.email)) == 2


def test_a_link_works_once(app: Flask, visit: Visit, people: People, letters: Letters) -> None:
    ask(visit, people.anna.email)
    ask(visit, people.anna.email)
    first, second = (link_in(letter) for letter in letters(people.anna.email))
    assert visit().post(first, data={"password": PASSWORD}).status_code == 303
    for used in (first, second):
        assert visit().get(used).status_code == 410
        assert visit().post(used, data={"password": OTHER_PASSWORD}).status_code == 410
    assert sign_in(visit(), people.anna.email).status_code == 303


def test_a_link_works_once_also_when_used_twice_at_the_same_time(
    app: Flask, visit: Visit, people: People, letters: Letters
) -> None:
    ask(visit, people.anna.email)
    link = link_in(letters(people.anna.email)[0])
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(
            lambda number: app.test_client().post(link, data={"password": f"{PASSWORD} {number}"}), range(4)
        )
        statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [303, 410, 410, 410]


def test_a_link_works_for_an_hour(visit: Visit, people: People, letters: Letters, at: Clock) -> None:
    with at("2026-06-01 12:00"):
        ask(visit, people.anna.email)
        link = link_in(letters(people.anna.email)[0])
    with at("2026-06-01 12:59"):
        assert visit().get(link).status_code == 200
    with at("2026-06-01 13:01"):
        assert visit().get(link).status_code == 410
        assert visit().post(link, data={"password": PASSWORD}).status_code == 410


def test_a_link_to_confirm_is_no_link_to_choose_a_password(
    app: Flask, visit: Visit, people: People, letters: Letters
) -> None:
    change(app, people.anna, confirmed_at=None)
    visit().post("/bevestigen", data={"email": people.anna.email})
    token = link_in(letters(people.anna.email)[0]).rpartition("/")[2]
    assert visit().get(f"/wachtwoord-vergeten/{token}").status_code == 410


def test_a_closed_account_gets_no_link(app: Flask, visit: Visit, people: People, letters: Letters) -> None:
    ask(visit, people.anna.email)
    link = link_in(letters(people.anna.email)[0])
    change(app, people.anna, active=False)
    assert visit().post(link, data={"password": PASSWORD}).status_code == 410
    ask(visit, people.anna.email)
    assert len(letters(people.anna.email)) == 1


def test_links_never_come_from_the_request(visit: Visit, people: People, letters: Letters) -> None:
    ask(visit, people.anna.email, Host="kwaad.example")
    [letter] = letters(people.anna.email)
    assert [link for link in links_in(letter) if not link.startswith("http://localhost/")] == []


@pytest.mark.parametrize("typed", ["", "kort", "Anna-de-Vries-1", "x" * 129, "1234567890123"])
def test_a_weak_password_is_refused_and_the_link_still_works(
    visit: Visit, people: People, letters: Letters, typed: str
) -> None:
    ask(visit, people.anna.email)
    link = link_in(letters(people.anna.email)[0])
    assert visit().post(link, data={"password": typed}).status_code == 422
    assert visit().post(link, data={"password": PASSWORD}).status_code == 303


def test_changing_asks_for_the_present_password(
    app: Flask, visit: Visit, people: People, letters: Letters
) -> None:
    give_password(app, people.anna)
    browser = visit(people.anna)
    for present, new in (
        (OTHER_PASSWORD, OTHER_PASSWORD),
        (PASSWORD, PASSWORD),
        (PASSWORD, "kort"),
        ("", OTHER_PASSWORD),
    ):
        answer = browser.post("/wachtwoord-wijzigen", data={"present": present, "password": new})
        assert answer.status_code == 422
    assert sign_in(visit(), people.anna.email).status_code == 303
    answer = browser.post("/wachtwoord-wijzigen", data={"present": PASSWORD, "password": OTHER_PASSWORD})
    assert answer.status_code == 303
    assert len(letters(people.anna.email)) == 1


def test_who_is_not_signed_in_changes_nothing(visit: Visit) -> None:
    assert visit().get("/wachtwoord-wijzigen").status_code == 401
    assert (
        visit().post("/wachtwoord-wijzigen", data={"present": "x", "password": PASSWORD}).status_code == 401
    )


@pytest.mark.one_database("a password is no row")
@pytest.mark.parametrize(
    ("password", "is_weak"),
    [
        ("elf tekens!", True),
        ("vier stoelen zwemmen", False),
        ("8392017465821", False),
        ("Zomer2026!Zomer", True),
        ("qwertyuiop1234", True),
        ("anna.de.vries2026", True),
        ("vries anna gaat zwemmen", False),
        ("correct paard batterij niet", False),
        ("🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀", True),
    ],
)
def test_what_is_easy_to_guess(app: Flask, password: str, is_weak: bool) -> None:
    with app.test_request_context():
        assert bool(weakness(password, ["Anna de Vries", "anna@demogemeente-noord.test"])) == is_weak


@pytest.mark.one_database("a password is no row")
def test_passwords_are_kept_as_argon2id_with_a_salt_of_their_own(app: Flask) -> None:
    with app.app_context():
        first, second = hashed(PASSWORD), hashed(PASSWORD)
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second


@pytest.mark.parametrize(
    "endless", ["x" * 5_000, "\ufdfa" * 900, "é" * 1_000], ids=("long", "unfolds", "wide")
)
def test_a_password_without_end_is_no_password_anywhere(visit: Visit, people: People, endless: str) -> None:
    anna = visit(people.anna)
    for place, typed in (
        ("/wachtwoord-wijzigen", {"present": endless, "password": "vier stoelen zwemmen"}),
        ("/wachtwoord-wijzigen", {"present": "vier stoelen zwemmen", "password": endless}),
        ("/registreren", {"name": "Nina", "email": "n@x.test", "password": endless, "language": "nl"}),
    ):
        assert anna.post(place, data=typed).status_code == 422
    assert (
        visit().post("/inloggen", data={"email": people.anna.email, "password": endless}).status_code == 422
    )
