# SPDX-License-Identifier: EUPL-1.2
"""What a session is worth, and when it ends."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.accounts import sessions
from knowledgebase.accounts.models import SignIn
from knowledgebase.db import db
from tests.accounts.stories import (
    OTHER_PASSWORD,
    PASSWORD,
    change,
    give_password,
    is_signed_in,
    open_sessions,
    sign_in,
)
from tests.conftest import Visit
from tests.people import People
from tests.sites import close_site, create_site

Clock = Callable[[str], AbstractContextManager[Any]]
Queries = Callable[[], AbstractContextManager[list[str]]]
COOKIE = "goedebuur"
EVIL = (
    "https://kwaad.example/",
    "//kwaad.example/",
    "/\\kwaad.example/",
    "///kwaad.example",
    "javascript:alert(1)",
    "kwaad.example",
    "/\tkwaad.example",
    "/%0d%0aSet-Cookie:x=1\r\nx: y",
    " //kwaad.example",
)


@pytest.fixture(autouse=True)
def _anna_has_a_password(app: Flask, people: People) -> None:
    give_password(app, people.anna)


def cookie_of(browser: FlaskClient) -> str:
    """Give the session cookie of a browser."""
    cookie = browser.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def thief_with(app: Flask, cookie: str) -> FlaskClient:
    """Give the browser of somebody who stole the cookie."""
    thief = app.test_client()
    thief.set_cookie(COOKIE, cookie)
    return thief


def test_a_stolen_cookie_is_dead_after_signing_out(app: Flask, visit: Visit, people: People) -> None:
    browser = visit()
    sign_in(browser, people.anna.email)
    thief = thief_with(app, cookie_of(browser))
    assert is_signed_in(thief)
    browser.post("/uitloggen")
    assert not is_signed_in(thief_with(app, cookie_of(thief)))
    assert open_sessions(app) == 0


def test_a_stolen_cookie_is_dead_after_the_password_changed(app: Flask, visit: Visit, people: People) -> None:
    browser = visit()
    sign_in(browser, people.anna.email)
    thief = thief_with(app, cookie_of(browser))
    answer = browser.post("/wachtwoord-wijzigen", data={"present": PASSWORD, "password": OTHER_PASSWORD})
    assert answer.status_code == 303
    assert is_signed_in(browser)
    assert not is_signed_in(thief)
    assert open_sessions(app) == 1
    assert sign_in(visit(), people.anna.email).status_code == 422
    assert sign_in(visit(), people.anna.email, OTHER_PASSWORD).status_code == 303


def test_a_planted_cookie_is_worth_nothing_after_signing_in(app: Flask, visit: Visit, people: People) -> None:
    """The attacker gives the victim a cookie, who then signs in with it."""
    attacker = visit()
    attacker.get("/registreren")
    with attacker.session_transaction() as session:
        session["planted"] = "x"
    victim = thief_with(app, cookie_of(attacker))
    sign_in(victim, people.anna.email)
    assert is_signed_in(victim)
    assert not is_signed_in(attacker)
    with victim.session_transaction() as session:
        assert "planted" not in session


def test_every_sign_in_has_an_id_of_its_own_that_the_database_does_not_hold(
    app: Flask, visit: Visit, people: People
) -> None:
    tokens = []
    for browser in (visit(), visit()):
        sign_in(browser, people.anna.email)
        with browser.session_transaction() as session:
            tokens.append(session[sessions.COOKIE_KEY])
    assert len(set(tokens)) == 2
    with app.app_context():
        kept = db.session.scalars(sa.select(SignIn.token_hash)).all()
    assert not set(tokens) & set(kept)


def test_there_is_no_other_cookie_than_the_session_and_it_is_locked_away(
    visit: Visit, people: People
) -> None:
    answer = sign_in(visit(), people.anna.email, remember="y")
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Expires" not in cookie


def test_over_https_the_cookie_belongs_to_this_host_alone(
    engine_url: str, tmp_path: Path, people: People
) -> None:
    site = create_site(
        engine_url, tmp_path, SESSION_COOKIE_NAME="__Host-goedebuur", SESSION_COOKIE_SECURE=True
    )
    answer = sign_in(site.test_client(), people.anna.email)
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-goedebuur=")
    assert "Secure" in cookie.split("; ")
    close_site(site)


def test_an_account_that_is_closed_is_signed_out_at_once(app: Flask, visit: Visit, people: People) -> None:
    browser = visit(people.anna)
    assert is_signed_in(browser)
    change(app, people.anna, active=False)
    assert not is_signed_in(browser)


def test_a_session_ends_after_a_week_unused_and_after_a_month_in_any_case(
    visit: Visit, people: People, at: Clock
) -> None:
    browser = visit()
    with at("2026-06-01 12:00"):
        sign_in(browser, people.anna.email)
    for day in ("07", "13", "19", "25", "30"):
        with at(f"2026-06-{day} 12:00"):
            assert is_signed_in(browser), day
    with at("2026-07-01 12:01"):
        assert not is_signed_in(browser)
    other = visit()
    with at("2026-06-01 12:00"):
        sign_in(other, people.anna.email)
    with at("2026-06-08 12:01"):
        assert not is_signed_in(other)


def test_use_of_a_session_is_noted_every_five_minutes(
    app: Flask, visit: Visit, people: People, at: Clock
) -> None:
    browser = visit()
    seen = []
    for minute in ("00", "04", "06"):
        with at(f"2026-06-01 12:{minute}"):
            sign_in(browser, people.anna.email) if minute == "00" else browser.get("/profiel")
        with app.app_context():
            seen.append(db.session.scalars(sa.select(SignIn.seen_at)).one().minute)
    assert seen == [0, 0, 6]


def test_noting_the_use_of_a_session_waits_for_nobody(
    app: Flask, visit: Visit, people: People, at: Clock, engine_name: str
) -> None:
    browser = visit()
    with at("2026-06-01 12:00"):
        sign_in(browser, people.anna.email)
    with app.app_context(), db.engine.connect() as busy:
        busy.exec_driver_sql("UPDATE province SET inhabitants = 0")
        with at("2026-06-01 13:00"):
            assert is_signed_in(browser)
        busy.rollback()


def test_recognising_somebody_takes_one_question(visit: Visit, people: People, queries: Queries) -> None:
    browser = visit(people.olga)
    with queries() as statements:
        browser.get("/inloggen")
    assert len(statements) == 1, statements


def test_an_anonymous_visitor_costs_no_question(visit: Visit, queries: Queries) -> None:
    browser = visit()
    with queries() as statements:
        browser.get("/inloggen")
    assert not statements
