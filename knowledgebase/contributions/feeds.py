# SPDX-License-Identifier: EUPL-1.2
"""Atom feeds: the address of a list with `.atom` behind it, and the same filters.

A list names, with `with_feed`, what gives its feed. A feed is made for the
visitor who is not signed in, whoever asks: a feed reader keeps what it reads.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import undefer

from knowledgebase.contributions.bylines import byline
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Permission, permit
from knowledgebase.web.addresses import absolute
from knowledgebase.web.markdown import plain
from knowledgebase.web.paging import every_parameter

ENDING = ".atom"
MOST_ENTRIES = 20
LONGEST_SUMMARY = 300
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
PAGING = ("na", "voor", "pagina")
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 may hold, however it is written."""

Page = TypeVar("Page", bound=Callable[..., Any])


@dataclass(frozen=True)
class Entry:
    """One thing in a feed. `id` is an address that never changes; `address` is where it is read now."""

    id: str
    address: str
    title: str
    author: str
    published: datetime
    updated: datetime
    summary: str
    language: str = "nl"


@dataclass(frozen=True)
class Feed:
    """The newest of a list."""

    title: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        """When the last of the entries changed."""
        return max((entry.updated for entry in self.entries), default=LONG_AGO)


Source = Callable[..., Feed]


def with_feed(source: Source, *, kept: bool = True) -> Callable[[Page], Page]:
    """Give a list a feed; `kept` as for `permit`. Stands between the route and the guard."""

    def mark(page: Page) -> Page:
        page.feed = _guarded(source, kept)  # type: ignore[attr-defined]
        return page

    return mark


def init_app(app: Flask) -> None:
    """Give every list that has a feed its address; call it when all lists are known."""
    for rule in list(app.url_map.iter_rules()):
        feed = getattr(app.view_functions[rule.endpoint], "feed", None)
        if feed is not None:
            app.add_url_rule(f"{rule.rule}{ENDING}", f"{rule.endpoint}_feed", feed, methods=["GET"])
    app.jinja_env.globals.update(feed_address=feed_address)


def newest_of(statement: sa.Select[Any], model: Any, title: str) -> Feed:
    """Give the feed of the newest contributions that `statement` selects."""
    newest = statement.options(undefer(model.html)).order_by(model.id.desc()).limit(MOST_ENTRIES)
    return Feed(title, [entry_of(row) for row in db.session.scalars(newest).unique()])


def entry_of(row: Contribution) -> Entry:
    """Give a contribution, loaded with its HTML, as an entry."""
    text = row.summary or plain(row.text_for(ANYONE))
    return Entry(
        id=absolute(url_for("contributions.show", id=row.id)),
        address=absolute(url_for(row.root.endpoint, id=row.root)),
        title=row.title,
        author=byline(row, reader=ANYONE).name,
        published=row.created_at,
        updated=row.changed_at,
        summary=_shortened(text),
        language=row.language,
    )


def feed_address() -> str | None:
    """Give the address of the feed of this page, if it has one."""
    page = current_app.view_functions.get(request.endpoint or "")
    if getattr(page, "feed", None) is None:
        return None
    filters: dict[str, Any] = {name: texts for name, texts in every_parameter().items() if name not in PAGING}
    return url_for(f"{request.endpoint}_feed", **(request.view_args or {}), **filters)


def _guarded(source: Source, kept: bool) -> Callable[..., ResponseReturnValue]:
    @permit(Permission.VISIT, kept=kept)
    def feed(**named: Any) -> ResponseReturnValue:
        made = source(**named)
        here = request.full_path.rstrip("?")
        page = here.replace(f"{ENDING}?", "?") if "?" in here else here.removesuffix(ENDING)
        text = render_template("contributions/feed.xml", feed=made, here=absolute(here), page=absolute(page))
        response = Response(NOT_XML.sub("", text), mimetype="application/atom+xml")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        return response if kept else response.make_conditional(request)

    return feed


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= LONGEST_SUMMARY:
        return words
    return words[:LONGEST_SUMMARY].rsplit(" ", 1)[0] + " …"
