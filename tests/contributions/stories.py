# SPDX-License-Identifier: EUPL-1.2
"""What happens in many stories about responses: an answer is given, and somebody says something of it."""

from typing import Any

from flask.testing import FlaskClient

from tests.stories import ANSWER


def number(address: str) -> str:
    """Give the number in the address of a page."""
    return address.split("/")[-1].split("-")[0]


def answered(browser: FlaskClient, question: str, body: str = ANSWER) -> str:
    """Answer a question; give the number of the answer."""
    placed = browser.post(f"{question}/antwoorden", data={"body": body})
    assert placed.status_code == 303, placed.text
    return str(placed.location.rsplit("-", 1)[1])


def vote(browser: FlaskClient, id: str, value: int = 1) -> Any:
    """Vote on a contribution."""
    return browser.post(f"/bijdragen/{id}/stem", data={"value": value})


def in_english(browser: FlaskClient, address: str) -> str:
    """Read a page in English."""
    return browser.get(address, headers={"Accept-Language": "en"}, follow_redirects=True).text
