# SPDX-License-Identifier: EUPL-1.2
"""Whoever asked anonymously goes on talking, and the question is deleted: still no peer learns who asked."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask

from knowledgebase.contributions.actions.purging import purge
from knowledgebase.contributions.models.applications import Application
from knowledgebase.db import db
from tests.conftest import Clock, Letters, Visit, Work
from tests.contributions.stories import answered, in_english, number
from tests.people import NORTH, People, Person
from tests.questions.conftest import Chores
from tests.stories import QUESTION, ask

ASKED, THREE_MONTHS_LATER = "2026-01-31 12:00", "2026-04-30 06:00"
TOLD = {"result": "worked", "applied_on": "2026-01-30", "note": "Met een nulmeting vooraf."}
PEERS = "nobody chris bram olga sam rik ada"


@pytest.fixture
def address(visit: Visit, people: People, at: Clock) -> str:
    """A question of Anna's, asked anonymously, to which Chris gave the accepted answer."""
    with at(ASKED):
        anna = visit(people.anna)
        place = ask(anna, organisation=str(people.anna.organisation_id), is_hidden_asker="y")
        anna.post(f"/vragen/antwoorden/{answered(visit(people.chris), place)}/aannemen")
    return place


def answer_to(address: str) -> int:
    return int(number(address)) + 1


def main_of(visit: Visit, person: Person, place: str) -> str:
    page = BeautifulSoup(in_english(visit(person), place), "html.parser")
    return str(page.select_one("main"))


@pytest.mark.parametrize("name", PEERS.split())
def test_what_the_asker_says_of_an_answer_names_nobody(
    visit: Visit, people: People, address: str, name: str
) -> None:
    anna, id = visit(people.anna), answer_to(address)
    opinion = {"sort": "risky", "body": "Let op de termijn.", "organisation": people.anna.organisation_id}
    assert anna.post(f"/bijdragen/{id}/reacties", data=opinion).status_code == 303
    assert anna.post(f"/bijdragen/{id}/toepassingen", data=TOLD).status_code == 303
    page = main_of(visit, getattr(people, name), address)
    assert page.count("Whoever asked") == 2
    assert "Let op de termijn" in page
    assert people.anna.name not in page
    assert f"/mensen/{people.anna.id}-" not in page
    assert NORTH not in page


@pytest.mark.parametrize("name", PEERS.split())
def test_threads_name_nobody_on_any_of_their_pages(
    visit: Visit, people: People, address: str, name: str
) -> None:
    anna, id = visit(people.anna), int(number(address))
    anna.post(f"/bijdragen/{id}/opmerkingen", data={"body": "Het gaat om drie partners."})
    visit(people.chris).post("/opmerkingen/1/reacties", data={"body": "Sinds wanneer?"})
    anna.post("/opmerkingen/1/reacties", data={"body": "Sinds vorig jaar."})
    anna.post("/opmerkingen/1/afronden")
    browser = getattr(people, name)
    for place in (address, f"/bijdragen/{id}/alle-opmerkingen", "/opmerkingen/3", "/opmerkingen/1/reacties"):
        page = main_of(visit, browser, place)
        assert people.anna.name not in page, place
        assert f"/mensen/{people.anna.id}-" not in page, place
        assert NORTH not in page, place
    assert "Sinds vorig jaar." in main_of(visit, browser, address)


def test_a_colleague_who_applied_it_too_meets_nothing_of_what_the_asker_told(
    app: Flask, visit: Visit, people: People, address: str
) -> None:
    form = f"/bijdragen/{answer_to(address)}/toepassingen"
    visit(people.anna).post(form, data=TOLD)
    assert "Whoever asked" in visit(people.anna).get(form, headers={"Accept-Language": "en"}).text
    assert TOLD["note"] in visit(people.anna).get(form).text
    bram = visit(people.bram)
    assert TOLD["note"] not in bram.get(form).text
    assert "/toepassingen/1/verwijderen" not in bram.get(address).text
    assert bram.post("/toepassingen/1/verwijderen").status_code == 403
    assert bram.post(form, data=TOLD | {"note": "Ook bij ons."}).status_code == 303
    assert "Applied by 2 organisations, worked for 2" in main_of(visit, people.bram, address)
    assert visit(people.anna).post(form, data=TOLD | {"result": "partly"}).status_code == 303
    assert "Applied by 2 organisations, worked for 1" in main_of(visit, people.bram, address)
    assert visit(people.anna).post("/toepassingen/1/verwijderen").status_code == 303
    with app.app_context():
        assert db.session.scalars(sa.select(Application.note)).all() == ["Ook bij ons."]


def test_hiding_it_later_takes_the_organisation_off_what_was_told(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = ask(anna)
    form = f"/bijdragen/{answered(visit(people.chris), address)}/toepassingen"
    anna.post(form, data=TOLD)
    assert NORTH in main_of(visit, people.nobody, address)
    anna.post(f"{address}/bewerken", data=QUESTION | {"is_hidden_asker": "y", "revision": "1"})
    assert NORTH not in main_of(visit, people.nobody, address)
    assert TOLD["note"] not in visit(people.bram).get(form).text
    anna.post(f"{address}/bewerken", data=QUESTION | {"revision": "2"})
    anna.post(form, data=TOLD)
    page = main_of(visit, people.nobody, address)
    assert NORTH in page
    assert "Applied by 1 organisation, worked for 1" in page


def test_the_letter_that_asks_whether_it_worked_goes_to_the_asker_and_its_reply_names_nobody(
    visit: Visit,
    people: People,
    address: str,
    at: Clock,
    chores: Chores,
    letters: Letters,
) -> None:
    with at(THREE_MONTHS_LATER):
        chores()
        (letter,) = letters()
        assert letter["To"] == people.anna.email
        assert NORTH not in letter.as_string()
        page = f"/vragen/antwoorden/{answer_to(address)}/gewerkt"
        assert "Whoever asked" in in_english(visit(people.anna), page)
        assert visit(people.anna).post(page, data=TOLD).status_code == 303
        shown = main_of(visit, people.bram, address)
    assert "Whoever asked" in shown
    assert people.anna.name not in shown
    assert NORTH not in shown


def test_nothing_of_it_gets_another_owner(visit: Visit, people: People, address: str) -> None:
    """The new owner would learn from whom it comes, and everybody else for which organisation."""
    for person in (people.anna, people.mo, people.bram):
        assert visit(person).get(f"/bijdragen/{number(address)}/overdragen").status_code == 403
        assert "overdragen" not in visit(person).get(address).text
    assert visit(people.chris).get(f"/bijdragen/{answer_to(address)}/overdragen").status_code == 403


def test_a_colleague_is_refused_like_everyone_else(visit: Visit, people: People, address: str) -> None:
    place = f"/bijdragen/{number(address)}/klopt-nog"
    assert visit(people.bram).post(place).status_code == visit(people.chris).post(place).status_code == 403


def test_a_draft_and_a_preview_keep_the_name_hidden(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    typed = QUESTION | {"is_hidden_asker": "y", "needed_by": "2199-01-01", "sent_as": "a" * 32}
    kept = anna.post("/vragen/nieuw", data=typed | {"draft": str(people.anna.id)})
    pages = [anna.get(kept.location).text, anna.post("/vragen/nieuw", data=typed | {"preview": "body"}).text]
    for page in (*pages, anna.post("/vragen/nieuw", data=typed | {"look": "1"}).text):
        fields = BeautifulSoup(page, "html.parser")
        assert fields.select_one("#is_hidden_asker[checked]")
        assert fields.select_one("#needed_by[value='2199-01-01']")


def test_deleted_and_purged_it_still_names_nobody(
    app: Flask, visit: Visit, people: People, address: str, work: Work, letters: Letters, at: Clock
) -> None:
    visit(people.mo).post(f"/bijdragen/{number(address)}/verwijderen", data={"reason": "Dubbel."})
    work()
    assert {letter["To"] for letter in letters()} == {people.anna.email}
    assert QUESTION["title"] in visit(people.anna).get("/prullenbak").text
    peers = [getattr(people, name) for name in PEERS.split()]
    for person in peers:
        assert people.anna.name not in main_of(visit, person, address)
        assert QUESTION["title"] not in visit(person).get("/prullenbak").text
    with at("2199-01-01 12:00"), app.app_context():
        purge()
        db.session.commit()
    for person in peers:
        assert visit(person).get(address).status_code == 410
        assert people.anna.name not in main_of(visit, person, address)
    trail = visit(people.ada).get(f"/moderatie/logboek?bijdrage={number(address)}").text
    assert people.anna.name not in str(BeautifulSoup(trail, "html.parser").select_one("main"))
