# SPDX-License-Identifier: EUPL-1.2
"""Anonymous pages, kept in the process until something happens on the site.

One small read tells whether anything happened since the page was made: on
SQLite, where writers queue, the highest event id; on PostgreSQL, where a
lower id may be committed later, the snapshot, which changes with every
transaction that writes.
"""

from collections import OrderedDict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, request
from flask_sqlalchemy import SQLAlchemy

from knowledgebase.web.i18n import page_language

MOST_PAGES = 1_000
MOST_BYTES = 64 * 1024 * 1024
VERSION = {
    "sqlite": "SELECT coalesce(max(id), 0) FROM event",
    "postgresql": "SELECT pg_current_snapshot()::text",
}
Key = tuple[str, str]


class PageCache:
    """The pages kept, all of one version of the site."""

    def __init__(self) -> None:
        self.version: Any = None
        self.pages: OrderedDict[Key, Response] = OrderedDict()
        self.size = 0

    def get(self, version: Any, key: Key) -> Response | None:
        """Give the page made at this version, if it is here."""
        if version != self.version:
            self.version = version
            self.pages.clear()
            self.size = 0
        return self.pages.get(key)

    def put(self, version: Any, key: Key, page: Response) -> None:
        """Keep the page; the oldest go when there are too many, or when they take too much room."""
        if version == self.version and key not in self.pages:
            self.pages[key] = page
            self.size += len(page.get_data())
            while len(self.pages) > MOST_PAGES or self.size > MOST_BYTES:
                _key, oldest = self.pages.popitem(last=False)
                self.size -= len(oldest.get_data())


def init_app(app: Flask, db: SQLAlchemy) -> None:
    """Answer from the kept pages where the page allows it."""
    cache = app.extensions["pagecache"] = PageCache()
    with app.app_context():
        version = sa.text(VERSION[db.engine.dialect.name])

    def answer() -> Response | None:
        if not _may_be_kept():
            return None
        g.keeps = (datetime.now(UTC).date(), db.session.scalar(version))
        page = cache.get(g.keeps, _key())
        return _copy(page) if page else None

    def keep(response: Response) -> Response:
        if g.get("keeps") and response.status_code == 200 and not response.headers.get("Set-Cookie"):
            if cache.get(g.keeps, _key()) is None:
                response.add_etag()
                cache.put(g.keeps, _key(), _copy(response))
            response.make_conditional(request)
        return response

    app.before_request(answer)
    app.after_request(keep)


def _may_be_kept() -> bool:
    if request.method not in ("GET", "HEAD") or request.endpoint is None:
        return False
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return False
    return bool(getattr(current_app.view_functions[request.endpoint], "kept", False))


def _key() -> Key:
    return request.full_path, page_language()


def _copy(page: Response) -> Response:
    return Response(page.get_data(), page.status_code, page.headers.copy())
