# SPDX-License-Identifier: EUPL-1.2
"""Sites for tests: put together on a given database, filled, and closed again."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from knowledgebase import search
from knowledgebase.accounts import sessions
from knowledgebase.app import configuration, create_app
from knowledgebase.config import ROOT, Settings, settings_from
from knowledgebase.contributions.files import storage
from knowledgebase.db import db
from tests import people
from tests.people import Person

KEY = hashlib.sha256(b"tests").hexdigest()


class CompiledTemplates(BytecodeCache):
    """Templates, compiled once for all the sites that the tests put together."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template that an earlier site compiled."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template for later sites."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()
BUILDERS: dict[Any, Any] = {}
compile_builder: Any = Rule._compile_builder


def builder_kept(rule: Rule, append_unknown: bool = True) -> Any:
    """Give the function that writes the addresses of a rule; writing that function takes a fifth of many a test."""
    if rule.defaults:
        return compile_builder(rule, append_unknown)
    key = (append_unknown, *rule._trace)
    if key not in BUILDERS:
        BUILDERS[key] = compile_builder(rule, append_unknown)
    return BUILDERS[key]


Rule._compile_builder = builder_kept  # type: ignore[method-assign]


def create_site(url: str, folder: Path, **overrides: Any) -> Flask:
    """Put the site together on the database at `url`, without tokens in forms."""
    site = create_app(_settings(url, folder), **({"TESTING": True, "WTF_CSRF_ENABLED": False} | overrides))
    site.jinja_env.bytecode_cache = COMPILED
    return site


@dataclass(frozen=True)
class Kept:
    """A site as it was when it was put together, to go back to before the next test."""

    site: Flask
    config: dict[str, Any]
    extensions: dict[str, Any]

    def renewed(self, settings: Settings) -> Flask:
        """Give the site with other settings, and without what the last test left in it."""
        self.site.config.clear()
        self.site.config.update(self.config | configuration(settings))
        self.site.extensions.clear()
        self.site.extensions.update(self.extensions)
        self.site.extensions["pagecache"].version = None
        storage.init_app(self.site, settings.files)
        search.views.init_app(self.site, settings)
        return self.site


KEPT: dict[str, Kept] = {}


def site_for_a_test(url: str, folder: Path) -> Flask:
    """Give the site on the database at `url`, put together once.

    Its routes, templates and compiled SQL serve every test: to make those anew took half of the time of most.
    """
    if url not in KEPT:
        site = create_site(url, folder)
        KEPT[url] = Kept(site, dict(site.config), dict(site.extensions))
    return KEPT[url].renewed(_settings(url, folder))


def close_site(site: Flask) -> None:
    """Let go of the database."""
    with site.app_context():
        db.session.remove()
        db.engine.dispose()


def migrate(folder: Path, url: str) -> None:
    """Make the tables."""
    site = create_site(url, folder)
    with site.app_context():
        if any((ROOT / "migrations" / "versions").glob("*.py")):
            flask_migrate.upgrade()
        else:
            db.create_all()
    close_site(site)


def migrate_and_settle(folder: Path, url: str) -> None:
    """Make the tables and let the cast live there."""
    migrate(folder, url)
    site = create_site(url, folder)
    with site.app_context():
        people.settle()
    close_site(site)


def sign_in(app: Flask, client: FlaskClient, person: Person) -> None:
    """Sign `person` in without the cost of checking a password."""
    with app.app_context():
        token = sessions.opened(person.id)
        db.session.commit()
    with client.session_transaction() as session:
        session[sessions.COOKIE_KEY] = token
        session["_fresh"] = True


def _settings(url: str, folder: Path) -> Settings:
    return settings_from({}, data_dir=folder, database_url=url, secret_key=KEY, base_url="http://localhost")
