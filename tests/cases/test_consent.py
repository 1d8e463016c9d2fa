# SPDX-License-Identifier: EUPL-1.2
"""What each partner says of a case: asked, agrees or objects; kept by the author, and hardly shown."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.cases.stories import FULL, share_quickly, write_case
from tests.cases.test_writing import words
from tests.conftest import Visit
from tests.people import NORTH, SOUTH, People

At = Callable[[str], AbstractContextManager[Any]]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def address(visit: Visit, people: People) -> str:
    """A case by Anna of the north, with partners in north and south."""
    return write_case(visit(people.anna))


def answer(browser: FlaskClient, address: str, people: People, said: str, on: str = "2026-05-01") -> Any:
    """Keep what the south said."""
    row = f"partner-{people.chris.organisation_id}"
    return browser.post(f"{address}/instemming", data={f"{row}-consent": said, f"{row}-on": on})


def test_the_author_keeps_what_a_partner_says_and_when(visit: Visit, people: People, address: str) -> None:
    form = visit(people.anna).get(f"{address}/instemming", headers=ENGLISH)
    assert NORTH in form.text
    assert SOUTH in form.text
    assert answer(visit(people.anna), address, people, "asked", "3-2026").status_code == 303
    assert "Asked, no answer yet, March 2026" in words(visit(people.anna).get(address, headers=ENGLISH))
    assert answer(visit(people.anna), address, people, "").status_code == 303
    assert "Asked, no answer yet" not in visit(people.anna).get(address, headers=ENGLISH).text


def test_an_answer_without_a_date_is_of_today_and_a_wrong_date_is_refused(
    visit: Visit, people: People, address: str, at: At
) -> None:
    with at("2026-06-02 12:00"):
        assert answer(visit(people.anna), address, people, "agreed", "").status_code == 303
        assert "Agrees, 2 June 2026" in words(visit(people.anna).get(address, headers=ENGLISH))
        refused = answer(visit(people.anna), address, people, "objects", "gisteren")
        assert refused.status_code == 422
        assert "gisteren" in refused.text
    assert "Agrees" in visit(people.anna).get(address, headers=ENGLISH).text


def test_only_author_moderators_and_the_partner_itself_read_it(
    visit: Visit, people: People, address: str
) -> None:
    answer(visit(people.anna), address, people, "objects")
    for person in people.all:
        page = words(visit(person).get(address, headers=ENGLISH))
        assert ("Objects, 1 May 2026" in page) == (person.key in ("anna", "chris", "mo")), person.key
        status = visit(person).get(f"{address}/instemming").status_code
        assert status == {"anna": 200, "mo": 200, "nobody": 401}.get(person.key, 403), person.key
        number = address.split("/")[-1].split("-")[0]
        for place in (
            f"/historie/{number}/1",
            f"/casussen/vergelijken?casus={number}&kies=1",
            "/casussen.atom",
        ):
            assert "Objects" not in visit(person).get(place, headers=ENGLISH).text


def test_moderators_find_an_objection_in_their_queue_and_the_author_in_the_form(
    visit: Visit, people: People, address: str
) -> None:
    answer(visit(people.anna), address, people, "agreed")
    assert "A partner objects" not in visit(people.mo).get("/moderatie", headers=ENGLISH).text
    answer(visit(people.anna), address, people, "objects")
    assert "A partner objects" in visit(people.mo).get("/moderatie", headers=ENGLISH).text
    number = address.split("/")[-1].split("-")[0]
    decision = visit(people.mo).get(f"/moderatie/besluiten/{number}", headers=ENGLISH).text
    assert f"{SOUTH} (2026-05-01)" in decision
    form = visit(people.anna).get(f"{address}/bewerken", headers=ENGLISH).text
    assert f"{SOUTH} objects" in form


def test_an_objection_that_was_decided_on_comes_back_only_when_there_is_another(
    visit: Visit, people: People, address: str
) -> None:
    answer(visit(people.anna), address, people, "objects")
    number = address.split("/")[-1].split("-")[0]
    kept = {"verdict": "keep", "reason": "De partner kreeg ruimte voor een weerwoord."}
    assert visit(people.mo).post(f"/moderatie/besluiten/{number}", data=kept).status_code == 303
    answer(visit(people.anna), address, people, "objects")
    assert "A partner objects" not in visit(people.mo).get("/moderatie", headers=ENGLISH).text
    answer(visit(people.anna), address, people, "objects", "2026-06-01")
    assert "A partner objects" in visit(people.mo).get("/moderatie", headers=ENGLISH).text


def test_a_partner_can_tell_the_moderators_itself(visit: Visit, people: People, address: str) -> None:
    number = address.split("/")[-1].split("-")[0]
    said = {"reason": "objection", "explanation": "Zo ging het niet."}
    assert visit(people.chris).post(f"/moderatie/melden/{number}", data=said).status_code == 303
    assert "A partner objects" in visit(people.mo).get("/moderatie", headers=ENGLISH).text


def test_what_a_partner_said_outlives_an_edit_and_no_version_holds_it(
    visit: Visit, people: People, address: str
) -> None:
    answer(visit(people.anna), address, people, "agreed")
    edited = visit(people.anna).post(
        f"{address}/bewerken", data=FULL | {"revision": "1", "outcome": "partly"}
    )
    assert edited.status_code == 303
    assert "Agrees" in visit(people.anna).get(address, headers=ENGLISH).text
    assert not re.search("Agrees|agreed", visit(people.anna).get(f"{address}/bewerken").text)


def test_a_case_without_partners_has_nobody_to_ask(visit: Visit, people: People) -> None:
    address = share_quickly(visit(people.anna))
    page = visit(people.anna).get(f"{address}/instemming", headers=ENGLISH)
    assert "This case names no partners yet." in page.text
