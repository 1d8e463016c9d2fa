# SPDX-License-Identifier: EUPL-1.2
"""Deeds that people are told of, and how they find out."""

import re

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.db import db
from knowledgebase.notifications.models import SavedSearch
from tests.stories import ANSWER, QUESTION

ENGLISH = {"Accept-Language": "en"}


def answer(browser: FlaskClient, address: str, text: str = ANSWER) -> str:
    """Answer a question and give the number of the answer."""
    placed = browser.post(f"{address}/antwoorden", data={"body": text})
    assert placed.status_code == 303, placed.text
    return str(placed.location.rpartition("-")[2])


def comment(browser: FlaskClient, id: str) -> str:
    """Comment on a contribution and give the number of the remark."""
    placed = browser.post(f"/bijdragen/{id}/opmerkingen", data={"body": "Daar heb ik nog een vraag bij."})
    assert placed.status_code == 303, placed.text
    return str(placed.location.rpartition("-")[2])


def improve(browser: FlaskClient, address: str, revision: int, **changes: str) -> None:
    """Save another version of the question."""
    typed = QUESTION | {
        "revision": str(revision),
        "body": f"Versie {revision + 1} van deze vraag, met meer uitleg.",
    }
    saved = browser.post(f"{address}/bewerken", data=typed | changes)
    assert saved.status_code == 303, saved.text


def hide(browser: FlaskClient, id: str) -> None:
    """Hide a contribution."""
    verdict = {"verdict": "hide", "reason": "Er staat een prijs in."}
    assert browser.post(f"/moderatie/besluiten/{id}", data=verdict).status_code == 303


def choose(browser: FlaskClient, sort: str, id: object, act: str = "volgen") -> None:
    """Watch something, mute it or let it go."""
    assert browser.post(f"/meldingen/volgen/{sort}/{id}/{act}").status_code == 303


def told(browser: FlaskClient) -> str:
    """Read the page of notifications."""
    page = browser.get("/meldingen", headers=ENGLISH)
    assert page.status_code == 200
    return page.text.partition("<main")[2].partition("</main>")[0]


def count(browser: FlaskClient) -> int:
    """Read the number of unread notifications in the header."""
    header = browser.get("/over", headers=ENGLISH).text.partition("</header>")[0]
    found = re.search(r"not read yet:</span>\s*<span[^>]*>(\d+)", header)
    return int(found[1]) if found else 0


def number(address: str) -> str:
    """Give the number in an address."""
    return address.split("/")[-1].partition("-")[0]


def save_search(browser: FlaskClient, query: str = "q=uittreedsom", name: str = "uittreedsom") -> None:
    """Save a search."""
    saved = browser.post(f"/zoeken/volgen?{query}", data={"name": name})
    assert saved.status_code == 303, saved.text


def saved_ids(app: Flask) -> list[int]:
    """Give the numbers of all searches that anybody saved."""
    with app.app_context():
        return list(db.session.scalars(sa.select(SavedSearch.id).order_by(SavedSearch.id)))
