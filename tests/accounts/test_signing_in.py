# SPDX-License-Identifier: EUPL-1.2
"""Signing in and out, and what a session is worth."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.db import db
from tests.accounts.stories import (
    OTHER_PASSWORD,
    PASSWORD,
    attribute,
    change,
    give_password,
    is_signed_in,
    open_sessions,
    parsed,
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


def test_anna_signs_in_and_out(visit: Visit, people: People) -> None:
    browser = visit()
    assert not is_signed_in(browser)
    answer = sign_in(browser, people.anna.email)
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_signed_in(browser)
    answer = browser.post("/uitloggen")
    assert (answer.status_code, answer.location) == (303, "/")
    assert not is_signed_in(browser)


@pytest.mark.parametrize("typed", ["ANNA@Demogemeente-Noord.TEST", "  anna@demogemeente-noord.test\t"])
def test_an_address_may_be_written_in_many_ways(visit: Visit, typed: str) -> None:
    assert sign_in(visit(), typed).status_code == 303


def test_a_password_is_the_same_on_every_keyboard(app: Flask, visit: Visit, people: People) -> None:
    give_password(app, people.anna, "een café bij de ﬁets en Å")
    assert sign_in(visit(), people.anna.email, "een cafe\u0301 bij de fiets en A\u030a").status_code == 303


def test_every_failure_looks_the_same(app: Flask, visit: Visit, people: People) -> None:
    change(app, people.bram, active=False)
    give_password(app, people.bram)
    change(app, people.chris, confirmed_at=None)
    give_password(app, people.chris)
    tried = [
        (people.anna.email, OTHER_PASSWORD),
        ("nobody@elders.example", PASSWORD),
        (people.mo.email, PASSWORD),
        (people.bram.email, PASSWORD),
        (people.bram.email, OTHER_PASSWORD),
        (people.chris.email, OTHER_PASSWORD),
    ]
    answers = [sign_in(visit(), email, password) for email, password in tried]
    assert {answer.status_code for answer in answers} == {422}
    pages = {
        answer.get_data(as_text=True).replace(email, "…")
        for answer, (email, password) in zip(answers, tried, strict=True)
    }
    assert len(pages) == 1


def test_only_who_knows_the_password_hears_that_the_address_is_not_confirmed(
    app: Flask, visit: Visit, people: People
) -> None:
    change(app, people.chris, confirmed_at=None)
    give_password(app, people.chris)
    page = sign_in(visit(), people.chris.email).get_data(as_text=True)
    assert page != sign_in(visit(), people.chris.email, OTHER_PASSWORD).get_data(as_text=True)
    assert open_sessions(app) == 0


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("", PASSWORD),
        ("anna", PASSWORD),
        ("anna@demogemeente-noord.test", ""),
        ("anna@demogemeente-noord.test", "x" * 5_000),
        ("anna\x00@demogemeente-noord.test", "x" * 5_000),
        ("x" * 5_000 + "@x.nl", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
        ("anna@demogemeente-noord.test", "\x00\ud800".encode("utf-8", "surrogatepass").decode("latin-1")),
    ],
)
def test_strange_input_signs_nobody_in(app: Flask, visit: Visit, email: str, password: str) -> None:
    assert sign_in(visit(), email, password).status_code == 422
    assert open_sessions(app) == 0


@pytest.mark.parametrize("body", ["[]", "5", '{"email": 5, "password": {}}', "{"])
def test_a_form_that_is_no_form_signs_nobody_in(visit: Visit, body: str) -> None:
    answer = visit().post("/inloggen", data=body, content_type="application/json")
    assert answer.status_code in (400, 415, 422)


def test_one_goes_back_to_where_one_was(visit: Visit, people: People) -> None:
    browser = visit()
    refused = parsed(browser.get("/profiel?x=1"))
    [link] = refused.select('main a[href^="/inloggen"]')
    form = parsed(browser.get(str(link["href"])))
    target = attribute(form, 'main input[name="next"]', "value")
    assert target == "/profiel?x=1"
    assert sign_in(browser, people.anna.email, next=target).location == "/profiel?x=1"


@pytest.mark.parametrize("target", EVIL)
def test_nobody_is_sent_to_another_site(visit: Visit, people: People, target: str) -> None:
    assert sign_in(visit(), people.anna.email, next=target).location == "/"
    assert visit(people.anna).get("/inloggen", query_string={"next": target}).location == "/"
    page = visit().get("/inloggen", query_string={"next": target}).get_data(as_text=True)
    assert attribute(parsed(page), 'main input[name="next"]', "value") == ""


def test_forms_need_their_token(engine_url: str, tmp_path: Path, people: People) -> None:
    site = create_site(engine_url, tmp_path, WTF_CSRF_ENABLED=True)
    browser = site.test_client()
    assert sign_in(browser, people.anna.email).status_code == 400
    form = parsed(browser.get("/inloggen"))
    token = attribute(form, 'input[name="csrf_token"]', "value")
    assert sign_in(browser, people.anna.email, csrf_token=token).status_code == 303
    assert browser.post("/uitloggen").status_code == 400
    assert is_signed_in(browser)
    close_site(site)


def test_signing_out_is_not_something_a_picture_can_do(visit: Visit, people: People) -> None:
    browser = visit(people.anna)
    assert browser.get("/uitloggen").status_code == 405
    assert is_signed_in(browser)


def test_signing_out_twice_is_no_error(visit: Visit, people: People) -> None:
    browser = visit(people.anna)
    assert [browser.post("/uitloggen").status_code for _ in range(2)] == [303, 303]


def test_the_password_is_checked_while_nobody_waits_to_write(
    app: Flask, visit: Visit, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Working out a hash takes long; on SQLite all writers would queue behind it."""
    happened: list[str] = []
    context = app.extensions["security"].pwd_context
    verify = context.verify

    def verify_and_note(*args: Any, **kwargs: Any) -> bool:
        happened.append("VERIFY")
        return bool(verify(*args, **kwargs))

    monkeypatch.setattr(context, "verify", verify_and_note)
    listeners = {
        "begin": lambda connection: happened.append("TRANSACTION"),
        "before_cursor_execute": lambda connection, cursor, statement, *rest: happened.append(statement),
    }
    with app.app_context():
        engine = db.engine
    for event, listener in listeners.items():
        sa.event.listen(engine, event, listener)
    answer = sign_in(visit(), people.anna.email)
    for event, listener in listeners.items():
        sa.event.remove(engine, event, listener)
    assert answer.status_code == 303
    assert happened.count("VERIFY") == 1
    before = happened[: happened.index("VERIFY")]
    transaction = before[len(before) - before[::-1].index("TRANSACTION") :]
    assert transaction
    assert not [one for one in transaction if not one.startswith("SELECT") and one != "BEGIN"]
