# SPDX-License-Identifier: EUPL-1.2
"""What happens in many stories: somebody asks, answers, shares a lesson."""

from typing import Any

from flask.testing import FlaskClient

QUESTION = {
    "title": "Hoe berekenen jullie een uittreedsom?",
    "body": "Wij willen **uittreden** en zoeken een redelijke berekening voor alle partijen.",
    "tags": "uittreding, kosten",
    "language": "nl",
    "visibility": "public",
    "theme": "",
    "organisation": "",
}
ANSWER = "Wij namen vijf jaar aflopende vergoeding van de frictiekosten."
LESSON = {
    "title": "Meet vooraf wat het kost, anders gelooft niemand de besparing",
    "condition": "Als er nog geen cijfers van voor de samenwerking zijn",
    "therefore": "Dan eerst een nulmeting laten vaststellen door alle partners",
    "direction": "do",
    "evidence": "one",
    "body": "Zonder nulmeting ging elk gesprek over de vraag wiens cijfers klopten.",
    "phase": ["feasibility"],
    "language": "nl",
    "visibility": "public",
}


def ask(browser: FlaskClient, **changes: Any) -> str:
    """Ask the question and give its address."""
    return _placed(browser, "/vragen/nieuw", QUESTION | changes)


def share_lesson(browser: FlaskClient, **changes: Any) -> str:
    """Share the lesson and give its address."""
    return _placed(browser, "/lessen/nieuw", LESSON | changes)


def _placed(browser: FlaskClient, form: str, data: dict[str, Any]) -> str:
    placed = browser.post(form, data=data)
    assert placed.status_code == 303, placed.text
    return str(placed.location)
