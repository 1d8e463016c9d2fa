# SPDX-License-Identifier: EUPL-1.2
"""What every test may ask for: a database on each engine, the site on it, the cast, their browsers, clock and mail."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.db import db
from knowledgebase.events import mail, outbox
from tests import databases
from tests.databases import ENGINES, Databases, PostgresqlDatabases, SqliteDatabases
from tests.guard.offline import stay_on_this_machine
from tests.people import NOBODY, People, Person
from tests.sites import close_site, migrate, migrate_and_settle, sign_in, site_for_a_test

Visit = Callable[..., FlaskClient]
Letters = Callable[..., list[EmailMessage]]
Work = Callable[[], None]
Queries = Callable[[], AbstractContextManager[list[str]]]
Clock = Callable[[str], AbstractContextManager[Any]]
NO_QUERY = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)", re.IGNORECASE)

for setting in [name for name in os.environ if name.startswith("KB_") and not name.startswith("KB_TESTS_")]:
    del os.environ[setting]
stay_on_this_machine()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that touches a database on each engine, unless its marker argues otherwise."""
    if "engine_name" in metafunc.fixturenames:
        one = metafunc.definition.get_closest_marker("one_database")
        left_out = ("postgresql",) if one or databases.is_left_out() else ()
        engines = [engine for engine in ENGINES if engine not in left_out]
        metafunc.parametrize("engine_name", engines, indirect=True, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, in both processes: what comes last keeps one of them waiting."""
    slow = [item for item in items if item.get_closest_marker("slow") and not _touches_database(item)]
    chosen = set(slow)
    others = [item for item in items if item not in chosen]
    half = len(others) // 2
    items[:] = slow[::2] + others[:half] + slow[1::2] + others[half:]


def _touches_database(item: pytest.Item) -> bool:
    """Tell whether pytest put this test among those of one engine, so that the engine is set up once."""
    return "engine_name" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """sqlite or postgresql."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def clusters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Databases]]:
    """Where the databases of an engine live; PostgreSQL is started when a test first asks for it."""
    started: dict[str, Databases] = {}

    def cluster(engine: str) -> Databases:
        if engine not in started:
            folder = tmp_path_factory.mktemp("databases")
            started[engine] = PostgresqlDatabases() if engine == "postgresql" else SqliteDatabases(folder)
        return started[engine]

    yield cluster
    for one in started.values():
        one.stop()


@pytest.fixture(scope="session")
def server(engine_name: str, clusters: Callable[[str], Databases]) -> Databases:
    """Where the databases of this engine live."""
    return clusters(engine_name)


@pytest.fixture(scope="session")
def templates(server: Databases, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Databases to copy: `bare` has the tables, `cast` has the people of tests/people.py too."""
    folder = tmp_path_factory.mktemp("templates")
    fills = {"bare": migrate, "cast": migrate_and_settle}
    return {name: server.template(name, partial(fill, folder)) for name, fill in fills.items()}


@pytest.fixture
def empty_engine_url(server: Databases) -> Iterator[str]:
    """The address of a database without tables."""
    yield from _borrowed(server, None)


@pytest.fixture
def bare_engine_url(server: Databases, templates: dict[str, str]) -> Iterator[str]:
    """The address of a database with all tables and nobody in it."""
    yield from _borrowed(server, templates["bare"])


@pytest.fixture
def engine_url(server: Databases, templates: dict[str, str]) -> Iterator[str]:
    """The address of a database in which the cast lives."""
    yield from _borrowed(server, templates["cast"])


@pytest.fixture
def app(engine_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The site, on a database of its own in which the cast lives."""
    yield from _opened(engine_url, tmp_path)


@pytest.fixture
def bare_app(bare_engine_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The site on a database in which nobody lives yet."""
    yield from _opened(bare_engine_url, tmp_path)


@pytest.fixture
def people_of() -> Callable[[Flask], People]:
    """Find the cast in the database of a site."""

    def found(app: Flask) -> People:
        with app.app_context():
            return People()

    return found


@pytest.fixture(name="people")
def _people(app: Flask, people_of: Callable[[Flask], People]) -> People:
    """The cast: `people.anna.id`."""
    return people_of(app)


@pytest.fixture
def visit(app: Flask) -> Visit:
    """A browser for one of the cast, signed in: `visit(people.anna).get("/vragen")`; `visit()` for nobody."""

    def browser(person: Person = NOBODY) -> FlaskClient:
        client = app.test_client()
        if person.id:
            sign_in(app, client, person)
        return client

    return browser


@pytest.fixture
def at() -> Callable[[str], AbstractContextManager[Any]]:
    """A clock that stands still, in UTC: `with at("2026-06-01 12:00"):`."""

    def clock(moment: str) -> AbstractContextManager[Any]:
        return time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False)

    return clock


@pytest.fixture(autouse=True)
def _postbox(monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    """Mail is put here and goes nowhere."""
    sent: list[EmailMessage] = []
    monkeypatch.setattr(mail, "_transmit", sent.append)
    return sent


@pytest.fixture
def letters(app: Flask, _postbox: list[EmailMessage]) -> Callable[..., list[EmailMessage]]:
    """Send the mail that is due and give all that was sent, or only what was sent to one address."""

    def sent(to: str | None = None) -> list[EmailMessage]:
        with app.app_context():
            while mail.send_due():
                pass
        return [letter for letter in _postbox if to in (None, letter["To"])]

    return sent


@pytest.fixture
def work(app: Flask) -> Callable[[], None]:
    """Do what the worker would: hand out everything that happened and send the mail."""

    def once() -> None:
        with app.app_context():
            while outbox.deliver() + mail.send_due():
                pass

    return once


@pytest.fixture
def queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Collect the SQL of a block: `with queries() as statements: … assert len(statements) <= 8`."""
    with app.app_context():
        engine = db.engine

    @contextmanager
    def counted() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            if not NO_QUERY.match(statement):
                statements.append(statement)

        sa.event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            sa.event.remove(engine, "before_cursor_execute", note)

    return counted


def _opened(url: str, folder: Path) -> Iterator[Flask]:
    site = site_for_a_test(url, folder)
    yield site
    close_site(site)


def _borrowed(server: Databases, template: str | None) -> Iterator[str]:
    url = server.copy(template)
    yield url
    server.drop(url)
