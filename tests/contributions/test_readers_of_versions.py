# SPDX-License-Identifier: EUPL-1.2
"""A version keeps the readers it was saved for, on whatever road somebody comes to it."""

import pytest

from tests.conftest import Visit
from tests.contributions.stories import fields, history_of, number
from tests.people import NORTH, SOUTH, People
from tests.stories import QUESTION, ask

SECRET = "geheimvannoord"
OPENED = QUESTION | {"visibility": "organisations", "organisations": SOUTH}


@pytest.fixture
def address(visit: Visit, people: People) -> str:
    """A question that was for the north alone, and now for the south too, where Chris is co-author."""
    first = ask(
        visit(people.anna),
        visibility="organisations",
        organisations=NORTH,
        body=f"Dit is een {SECRET}, en wij praten er later nog eens over.",
    )
    anna = visit(people.anna)
    assert anna.post(f"{first}/bewerken", data=OPENED | {"revision": "1"}).status_code == 303
    named = anna.post(f"/bijdragen/{number(first)}/auteurs", data={"email": people.chris.email})
    assert named.status_code == 303
    return first


def test_the_history_shows_a_version_to_those_it_was_for(visit: Visit, people: People, address: str) -> None:
    place = history_of(address)
    for person, status in ((people.anna, 200), (people.bram, 200), (people.mo, 200), (people.chris, 404)):
        browser = visit(person)
        assert browser.get(f"{place}/1").status_code == status
        assert browser.get(f"{place}/2?met=1").status_code == status
        assert (">Versie 1<" in browser.get(place).text) == (status == 200)
    assert SECRET not in visit(people.chris).get(f"{place}/2").text


def test_it_is_neither_brought_back_nor_merged_with(visit: Visit, people: People, address: str) -> None:
    chris = visit(people.chris)
    assert chris.get(f"{history_of(address)}/1/terugzetten").status_code == 404
    assert chris.post(f"{history_of(address)}/1/terugzetten", data={"revision": "2"}).status_code == 404
    forged = QUESTION | {"body": "Een andere tekst, die lang genoeg is.", "tags": "anders", "revision": "1"}
    asked = chris.post(f"{address}/bewerken", data=forged)
    assert asked.status_code == 409
    assert SECRET not in asked.text
    assert "anders" in asked.text
    assert QUESTION["body"] in asked.text
    sent = fields(asked, "samenvoegen") | {"choice-body-0": "theirs", "choice-tags-0": "mine", "onto": "1"}
    assert chris.post(f"/bijdragen/{number(address)}/samenvoegen", data=sent).status_code == 400
    assert "uittreding" in chris.get(address).text


def test_a_suggestion_does_not_lead_to_it(visit: Visit, people: People, address: str) -> None:
    mine = {"title": QUESTION["title"], "body": "Een andere tekst, die lang genoeg is.", "tags": "kosten"}
    place = f"/bijdragen/{number(address)}/voorstellen"
    anna = visit(people.anna)
    assert anna.post(f"/bijdragen/{number(address)}/auteurs/{people.chris.id}/verwijderen").status_code == 303
    chris = visit(people.chris)
    for forged in ("1", "", "99", "x"):
        sent = chris.post(place, data=mine | {"note": "Dit leest beter.", "revision": forged})
        assert sent.status_code == 303
        shown = chris.get(sent.location).text
        assert SECRET not in shown
        assert "Hoe berekenen" not in shown.partition("<h2")[2]
        assert chris.post(f"{sent.location}/intrekken").status_code == 303
