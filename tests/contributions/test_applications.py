# SPDX-License-Identifier: EUPL-1.2
"""We applied this: per organisation, with what came of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.contributions.models.applications import Application
from knowledgebase.db import db
from tests.cases.stories import write_case
from tests.conftest import Clock, Visit
from tests.contributions.stories import answered, in_english, number
from tests.people import NORTH, SOUTH, People
from tests.stories import ask, share_lesson

IT_WORKED = {"result": "worked", "applied_on": "2026-03-01", "note": "Met een nulmeting vooraf."}


def place_of(address: str) -> str:
    return f"/bijdragen/{number(address)}/toepassingen"


def test_the_page_tells_how_many_applied_it_and_for_how_many_it_worked(visit: Visit, people: People) -> None:
    for address in (share_lesson(visit(people.mo)), write_case(visit(people.mo))):
        told = visit(people.anna).post(place_of(address), data=IT_WORKED)
        assert (told.status_code, told.location) == (303, f"{address}#bijdrage-{number(address)}")
        visit(people.chris).post(place_of(address), data=IT_WORKED | {"result": "failed", "note": ""})
        page = in_english(visit(), address)
        assert "Applied by 2 organisations, worked for 1" in page
        assert 'href="/gemeenten/demo-noord-demogemeente-noord"' in page
        assert IT_WORKED["note"] in page
        assert "It did not work" in page


def test_an_answer_is_applied_and_a_question_is_not(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    id = answered(visit(people.chris), address)
    assert visit(people.bram).post(f"/bijdragen/{id}/toepassingen", data=IT_WORKED).status_code == 303
    assert "Applied by 1 organisation, worked for 1" in in_english(visit(), address)
    assert visit(people.bram).get(place_of(address)).status_code == 403


def test_a_colleague_changes_what_the_organisation_told(app: Flask, visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.mo))
    visit(people.anna).post(place_of(address), data=IT_WORKED)
    form = visit(people.bram).get(place_of(address)).text
    assert IT_WORKED["note"] in form
    assert 'value="2026-03-01"' in form
    visit(people.bram).post(place_of(address), data=IT_WORKED | {"result": "partly", "note": "Toch niet."})
    page = in_english(visit(), address)
    assert "Applied by 1 organisation, worked for 0" in page
    assert "Toch niet." in page
    with app.app_context():
        told = db.session.scalars(sa.select(Application)).one()
        assert told.author_id == people.bram.id


def test_telling_it_at_once_tells_it_once(app: Flask, visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.mo))
    browsers = [visit(person) for person in (people.anna, people.bram, people.olga, people.vera)]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda one: one.post(place_of(address), data=IT_WORKED), browsers))
    assert [one.status_code for one in told] == [303] * 4
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Application)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"applied_on": "2026-06-02"},
        {"applied_on": "0026-06-01"},
        {"applied_on": ""},
        {"applied_on": "gisteren"},
        {"applied_on": "2026-03-01\x00"},
        {"result": ""},
        {"result": "fine"},
        {"note": "x" * 301},
        {"organisation": "999999"},
        {"organisation": "x"},
    ],
)
def test_what_is_wrong_is_refused_and_what_was_typed_stays(
    visit: Visit, people: People, at: Clock, wrong: dict[str, str]
) -> None:
    with at("2026-06-01 12:00"):
        address = share_lesson(visit(people.mo))
        refused = visit(people.anna).post(place_of(address), data=IT_WORKED | wrong)
        assert refused.status_code == 422
        assert wrong.get("note", IT_WORKED["note"]) in refused.text
        assert "Applied" not in in_english(visit(), address)


def test_today_is_the_day_it_is_in_the_netherlands(visit: Visit, people: People, at: Clock) -> None:
    with at("2026-06-01 22:30"):
        address = share_lesson(visit(people.mo))
        today = IT_WORKED | {"applied_on": "2026-06-02"}
        assert visit(people.anna).post(place_of(address), data=today).status_code == 303


def test_whoever_works_for_no_organisation_applies_nothing(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.mo))
    for person, status in ((people.sam, 403), (people.rik, 403), (people.nobody, 401)):
        assert visit(person).get(place_of(address)).status_code == status
        assert visit(person).post(place_of(address), data=IT_WORKED).status_code == status
    forged = IT_WORKED | {"organisation": people.chris.organisation_id}
    assert visit(people.anna).post(place_of(address), data=forged).status_code == 422


def test_it_is_taken_back_by_people_of_the_organisation_or_a_moderator(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.chris))
    for person in (people.bram, people.mo):
        visit(people.anna).post(place_of(address), data=IT_WORKED)
        found = visit(person).get(address).text.partition("/toepassingen/")[2]
        remove = f"/toepassingen/{number(found.partition('/verwijderen')[0])}/verwijderen"
        assert visit(people.chris).post(remove).status_code == 403
        assert visit().post(remove).status_code == 401
        assert visit(person).post(remove).status_code == 303
        assert visit(person).post(remove).status_code == 404
        assert "Applied by" not in in_english(visit(), address)


def test_what_one_may_not_see_is_not_applied(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.anna), visibility="own")
    assert visit(people.bram).post(place_of(address), data=IT_WORKED).status_code == 303
    assert visit(people.chris).get(place_of(address)).status_code == 404
    assert visit(people.chris).post(place_of(address), data=IT_WORKED).status_code == 404
    assert visit(people.chris).post("/toepassingen/1/verwijderen").status_code == 404
    assert NORTH not in visit(people.chris).get("/lessen").text
    assert SOUTH not in visit(people.bram).get(address).text
