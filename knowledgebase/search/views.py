# SPDX-License-Identifier: EUPL-1.2
"""The results page."""

from dataclasses import dataclass

from flask import Flask, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.config import Settings
from knowledgebase.contributions.feeds import Feed, entry_of, with_feed
from knowledgebase.policy import ANYONE, Permission, permit, viewer
from knowledgebase.search import similar_views
from knowledgebase.search.asked import asked_in
from knowledgebase.search.blueprint import blueprint
from knowledgebase.search.engine import engine_for
from knowledgebase.search.facets import facets_of
from knowledgebase.search.fragments import Piece, fragments, marked
from knowledgebase.search.language import NOTES
from knowledgebase.search.protocol import IndexUnusable, Results
from knowledgebase.search.queries import LAST_PAGE, PAGE_SIZE, Found, search
from knowledgebase.web.markdown import plain
from knowledgebase.web.paging import address_with, whole_number

__all__ = ["blueprint", "init_app", "similar_views"]


def init_app(app: Flask, settings: Settings) -> None:
    """Open the search engine that the settings name."""
    app.extensions["search"] = engine_for(settings)


@dataclass(frozen=True)
class Shown:
    """One result as the page shows it."""

    found: Found
    title: list[Piece]
    fragment: list[Piece]


def feed() -> Feed:
    """Give the newest that a search finds."""
    asked = asked_in(request.args)
    try:
        _answer, found = search(ANYONE, asked.text, asked.chosen, "newest")
    except IndexUnusable:
        abort(503)
    title = _("Search: %(text)s", text=asked.text) if asked.text else _("Search")
    return Feed(title, [entry_of(one.contribution) for one in found])


# The index follows a moment later, so what it finds cannot be kept until something happens.
@blueprint.get("/zoeken")
@with_feed(feed, kept=False)
@permit(Permission.VISIT)
def results() -> ResponseReturnValue:
    """Search."""
    asked = asked_in(request.args)
    text = asked.text
    page = min(max(whole_number("pagina") or 1, 1), LAST_PAGE)
    order = "newest" if request.args.get("volgorde") == "nieuw" else "relevance"
    try:
        answer, found = search(viewer(), text, asked.chosen, order, page)  # type: ignore[arg-type]
    except IndexUnusable:
        return render_template("search/unusable.html", text=text), 503
    return render_template(
        "search/results.html",
        text=text,
        asked=asked.address,
        order=order,
        results=answer,
        shown=_shown(found, text),
        facets=facets_of(answer, asked.chosen),
        notes=_notes(answer),
        newer=_page_address(page - 1, answer) if page > 1 else None,
        older=_page_address(page + 1, answer) if page * PAGE_SIZE < answer.total else None,
    )


def _shown(found: list[Found], text: str) -> list[Shown]:
    shown = []
    for one in found:
        row = one.contribution
        words = f"{row.summary} {plain(row.text_for(ANYONE))}".strip()
        shown.append(Shown(one, marked(row.title, text, row.language), fragments(words, text, row.language)))
    return shown


def _notes(answer: Results) -> list[str]:
    return [str(NOTES[note.code]) for note in answer.notes]


def _page_address(page: int, answer: Results) -> str | None:
    return address_with(pagina=str(page) if page > 1 else None) if page <= LAST_PAGE else None
