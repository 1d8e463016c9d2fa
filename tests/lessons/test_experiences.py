# SPDX-License-Identifier: EUPL-1.2
"""Members confirm or contest a lesson from what they experienced themselves; the page weighs nothing, it shows both."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.contributions.models.reactions import Reaction
from knowledgebase.db import db
from tests.cases.stories import write_case
from tests.conftest import Queries, Visit, Work
from tests.contributions.stories import number
from tests.people import SOUTH, People
from tests.stories import share_lesson

ENGLISH = {"Accept-Language": "en"}
FOR = {"sort": "confirmed", "body": "Wij maten **vooraf** en kregen gelijk.", "happened_on": "3-2019"}
AGAINST = {"sort": "contested", "body": "Wij maten ook, en toch geloofde niemand het."}


def told(browser: FlaskClient, address: str) -> list[str]:
    page = browser.get(address, headers=ENGLISH)
    assert page.status_code == 200
    sides = BeautifulSoup(page.text, "html.parser").select("#ervaringen section")
    return [" ".join(side.get_text(" ").split()) for side in sides]


def tell(browser: FlaskClient, address: str, experience: dict[str, Any]) -> Any:
    return browser.post(f"/bijdragen/{number(address)}/reacties", data=experience, headers=ENGLISH)


def test_what_speaks_for_a_lesson_stands_beside_what_speaks_against_it(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.anna))
    assert told(visit(), address) == []
    assert tell(visit(people.chris), address, FOR).status_code == 303
    assert tell(visit(people.bram), address, AGAINST).status_code == 303
    confirmed, contested = told(visit(), address)
    assert confirmed.startswith("Confirmed from experience: 1 ")
    for words in ("Wij maten vooraf en kregen gelijk.", people.chris.name, SOUTH, "March 2019"):
        assert words in confirmed
    assert contested.startswith("Contested from experience: 1 ")
    assert "toch geloofde niemand het" in contested


def test_one_person_has_one_experience_which_can_be_changed_and_taken_back(
    app: Flask, visit: Visit, people: People
) -> None:
    address = share_lesson(visit(people.anna))
    chris = visit(people.chris)
    tell(chris, address, FOR)
    form = BeautifulSoup(chris.get(f"/bijdragen/{number(address)}/reacties").text, "html.parser")
    assert form.select_one("input[value=confirmed][checked]")
    assert form.select_one("input[name=happened_on][value='2019-03']")
    with ThreadPoolExecutor(4) as pool:
        browsers = [visit(people.chris) for _ in range(4)]
        placed = list(pool.map(lambda one: tell(one, address, AGAINST), browsers))
    assert [one.status_code for one in placed] == [303] * 4
    confirmed, contested = told(visit(), address)
    assert "Nobody so far" in confirmed
    assert "toch geloofde" in contested
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Reaction)) == 1
    assert "Change" in told(chris, address)[1]
    chris.post("/reacties/1/verwijderen")
    assert told(visit(), address) == []
    tell(chris, address, FOR)
    assert "Confirmed from experience: 1" in told(visit(), address)[0]


@pytest.mark.parametrize(
    "wrong",
    [{"body": ""}, {"body": "Ja hoor"}, {"happened_on": "ooit"}, {"happened_on": "2099"}, {"sort": "worked"}],
    ids=str,
)
def test_an_experience_tells_what_happened_and_when(
    visit: Visit, people: People, wrong: dict[str, Any]
) -> None:
    address = share_lesson(visit(people.anna))
    refused = tell(visit(people.chris), address, FOR | wrong)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert told(visit(), address) == []


def test_only_what_experience_can_test_is_confirmed_and_not_by_its_author(
    visit: Visit, people: People
) -> None:
    assert tell(visit(people.chris), write_case(visit(people.anna)), FOR).status_code == 422
    address = share_lesson(visit(people.anna))
    assert tell(visit(people.anna), address, FOR).status_code == 403
    assert tell(visit(), address, FOR).status_code == 401
    assert tell(visit(people.rik), address, FOR).status_code == 403
    closed = share_lesson(
        visit(people.anna), visibility="own", title="Alleen voor de eigen organisatie bedoeld"
    )
    assert tell(visit(people.chris), closed, FOR).status_code == 404


def test_whoever_wrote_the_lesson_is_told(visit: Visit, people: People, work: Work) -> None:
    address = share_lesson(visit(people.anna))
    tell(visit(people.chris), address, AGAINST)
    work()
    heard = visit(people.anna).get("/meldingen", headers=ENGLISH).text
    assert f"{people.chris.name} reacted: Contested from experience" in heard


def test_many_experiences_cost_no_more_queries(visit: Visit, people: People, queries: Queries) -> None:
    address = share_lesson(visit(people.anna))
    for person in (people.bram, people.olga, people.vera, people.chris):
        tell(visit(person), address, FOR)
    for browser in (visit(), visit(people.chris)):
        browser.get(address)
        with queries() as statements:
            assert "kregen gelijk" in browser.get(address).text
        assert len(statements) <= 10, statements
