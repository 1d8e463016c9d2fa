# SPDX-License-Identifier: EUPL-1.2
"""Guessing is slowed down, and nothing tells who has an account."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from knowledgebase.accounts import throttle
from knowledgebase.accounts.models import Attempts
from knowledgebase.db import db
from tests.accounts.stories import OTHER_PASSWORD, PASSWORD, Letters, give_password, sign_in, sign_up
from tests.conftest import Visit
from tests.people import People

Clock = Callable[[str], AbstractContextManager[Any]]
NOBODY = "niemand@elders.example"


def guess(
    visit: Visit, email: str, address: str = "192.0.2.1", password: str = OTHER_PASSWORD
) -> TestResponse:
    """Try a password from an address on the internet."""
    return visit().post(
        "/inloggen",
        data={"email": email, "password": password},
        environ_base={"REMOTE_ADDR": address},
    )


@pytest.mark.parametrize("who", ["anna", "nobody"])
def test_ten_guesses_at_one_account_are_enough(
    app: Flask, visit: Visit, people: People, at: Clock, who: str
) -> None:
    give_password(app, people.anna)
    email = people.anna.email if who == "anna" else NOBODY
    with at("2026-06-01 12:00"):
        statuses = [guess(visit, email, f"192.0.2.{number}").status_code for number in range(11)]
        assert statuses == [422] * 10 + [429]
        refused = guess(visit, email.upper(), "198.51.100.1", PASSWORD)
        assert refused.status_code == 429
        assert refused.headers["Retry-After"] == "900"
        assert "15" in refused.get_data(as_text=True)
    with at("2026-06-01 12:14"):
        assert guess(visit, email).status_code == 429
    with at("2026-06-01 12:16"):
        assert guess(visit, email).status_code == 422


def test_who_remembers_in_time_starts_anew(app: Flask, visit: Visit, people: People) -> None:
    give_password(app, people.anna)
    for _ in range(3):
        assert [guess(visit, people.anna.email).status_code for _ in range(9)] == [422] * 9
        assert guess(visit, people.anna.email, password=PASSWORD).status_code == 303


def test_one_address_guesses_fifty_times_at_most(app: Flask, visit: Visit, people: People) -> None:
    """And an account of one's own buys no further guesses."""
    give_password(app, people.anna)
    for number in range(50):
        assert guess(visit, f"a{number}@elders.example").status_code == 422
        if number == 25:
            assert guess(visit, people.anna.email, password=PASSWORD).status_code == 303
    assert guess(visit, "b@elders.example").status_code == 429
    assert guess(visit, "b@elders.example", "192.0.2.2").status_code == 422


@pytest.mark.one_database("addresses are plain text")
def test_a_network_of_ipv6_counts_as_one_address() -> None:
    keys = throttle.SIGNING_IN.keys
    assert keys("a", "2001:db8::1") == keys("a", "2001:db8::ffff:2")
    assert keys("a", "2001:db8::1") != keys("a", "2001:db8:0:1::1")
    assert keys("a", "::ffff:192.0.2.1") == keys("a", "192.0.2.1")
    assert keys("a", "fe80::1%eth0") == keys("a", "fe80::1")


def test_guesses_at_the_same_time_are_all_counted(app: Flask, visit: Visit, people: People) -> None:
    give_password(app, people.anna)
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda number: guess(visit, people.anna.email), range(24))
        statuses = [answer.status_code for answer in answers]
    assert sorted(statuses) == [422] * 10 + [429] * 14


def test_what_was_counted_is_forgotten(app: Flask, visit: Visit, people: People, at: Clock) -> None:
    give_password(app, people.anna)
    with at("2026-06-01 12:00"):
        guess(visit, NOBODY)
    with at("2026-06-01 13:00"):
        guess(visit, people.anna.email, "198.51.100.1", PASSWORD)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Attempts)) == 3
        assert not [key for key in db.session.scalars(sa.select(Attempts.key)) if "@" in key]


def test_nobody_fills_the_mailbox_of_somebody_else(visit: Visit, people: People, letters: Letters) -> None:
    paths = ["/wachtwoord-vergeten", "/bevestigen", "/wachtwoord-vergeten", "/registreren", "/registreren"]
    typed = {"email": people.anna.email, "name": "Anna", "password": PASSWORD, "language": "nl"}
    assert [visit().post(path, data=typed).status_code for path in paths] == [303] * 5
    assert visit().post("/wachtwoord-vergeten", data=typed).status_code == 429
    assert len(letters(people.anna.email)) == 4


@pytest.mark.parametrize("path", ["/registreren", "/wachtwoord-vergeten", "/bevestigen"])
def test_pages_do_not_tell_who_has_an_account(visit: Visit, people: People, path: str) -> None:
    told = set()
    for email in (people.anna.email, "andere@demogemeente-noord.test"):
        browser = visit()
        typed = {"email": email, "name": "Nina", "password": PASSWORD, "language": "nl"}
        answer = browser.post(path, data=typed)
        page = browser.get(answer.location)
        told.add(
            (
                answer.status_code,
                answer.location,
                page.status_code,
                page.get_data(as_text=True).replace(email, "…"),
            )
        )
    assert len(told) == 1


@pytest.mark.parametrize("path", ["/registreren", "/wachtwoord-vergeten", "/bevestigen", "/inloggen"])
def test_the_same_work_is_done_for_who_has_an_account_and_who_has_not(
    app: Flask, visit: Visit, people: People, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Hashing is what takes long; writing letters comes next."""
    give_password(app, people.anna)
    context = app.extensions["security"].pwd_context
    hashes: list[str] = []

    def noted(slow: Callable[..., Any]) -> Callable[..., Any]:
        def work(*args: Any, **kwargs: Any) -> Any:
            hashes.append("slow")
            return slow(*args, **kwargs)

        return work

    for name in ("hash", "verify"):
        monkeypatch.setattr(context, name, noted(getattr(context, name)))
    worked = []
    for email in (people.anna.email, "andere@demogemeente-noord.test"):
        visit().post(
            path, data={"email": email, "name": "Nina", "password": OTHER_PASSWORD, "language": "nl"}
        )
        worked.append(len(hashes))
        hashes.clear()
    assert worked[0] == worked[1] == (1 if path in ("/registreren", "/inloggen") else 0)


def test_signing_up_twice_at_the_same_time_makes_one_account(
    app: Flask, visit: Visit, letters: Letters
) -> None:
    email = "nina@demogemeente-noord.test"
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda number: sign_up(app.test_client(), email), range(4))
        assert {answer.status_code for answer in answers} == {303}
    assert len(letters(email)) == 4
    assert len({letter["Subject"] for letter in letters(email)}) == 2
    assert sign_in(visit(), email).status_code == 422
