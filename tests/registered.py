# SPDX-License-Identifier: EUPL-1.2
"""A database in which the cast, all municipalities and the register live: made once per engine, copied per test."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from knowledgebase.db import db
from knowledgebase.organisations.importing import import_organisations
from knowledgebase.partnerships.importing import import_register
from tests.databases import Databases
from tests.sites import close_site, create_site, migrate_and_settle

_made: dict[Databases, str] = {}


@pytest.fixture
def engine_url(server: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database with the cast, the municipalities and the register."""
    if server not in _made:
        _made[server] = server.template("register", partial(_fill, tmp_path_factory.mktemp("register")))
    url = server.copy(_made[server])
    yield url
    server.drop(url)


def _fill(folder: Path, url: str) -> None:
    migrate_and_settle(folder, url)
    site = create_site(url, folder)
    with site.app_context():
        import_organisations()
        import_register()
        db.session.commit()
    close_site(site)
