# SPDX-License-Identifier: EUPL-1.2
"""Pages, which members keep together."""

from typing import Any

import pytest
from flask import Flask

from knowledgebase.db import db
from knowledgebase.pages.models import Page
from tests.conftest import Visit
from tests.people import People, Person

PAGE = {
    "title": "Stappenplan",
    "body": "Begin met een *nulmeting*, en praat daarna pas over de verdeelsleutel.",
    "tags": "stappenplan",
    "language": "nl",
    "visibility": "public",
    "theme": "",
    "organisation": "",
}
BETTER = PAGE | {"body": "Begin met een gesprek, en meet daarna pas wat het nu kost.", "revision": "1"}


def write(visit: Visit, person: Person, **changes: Any) -> str:
    placed = visit(person).post("/paginas/nieuw", data=PAGE | changes)
    assert placed.status_code == 303, placed.text
    return str(placed.location)


def test_a_member_writes_a_page_and_everyone_reads_it(visit: Visit, people: People) -> None:
    address = write(visit, people.anna)
    assert "nulmeting" in visit().get(address).text
    assert PAGE["title"] in visit().get("/paginas").text
    assert visit().get("/paginas?tag=stappenplan").text.count(address) >= 1
    assert address not in visit().get("/paginas?tag=anders").text


def test_any_member_may_improve_any_page(visit: Visit, people: People) -> None:
    address = write(visit, people.anna)
    for number, person in enumerate((people.chris, people.sam, people.vera), 1):
        assert visit(person).get(f"{address}/bewerken").status_code == 200
        better = BETTER | {"body": f"{BETTER['body']} Dat zei {person.name}.", "revision": str(number)}
        assert visit(person).post(f"{address}/bewerken", data=better).status_code == 303
        assert f"Dat zei {person.name}." in visit().get(address).text
    history = visit().get(address.replace("/paginas/", "/historie/").split("-")[0]).text
    for person in (people.anna, people.chris, people.sam, people.vera):
        assert person.name in history


def test_whoever_improves_a_page_of_another_does_not_choose_who_reads_it(
    visit: Visit, people: People
) -> None:
    address = write(visit, people.anna)
    forged = {"visibility": "own", "organisations": "", "organisation": str(people.chris.organisation_id)}
    assert 'name="visibility"' not in visit(people.chris).get(f"{address}/bewerken").text
    assert visit(people.chris).post(f"{address}/bewerken", data=BETTER | forged).status_code == 303
    page = visit().get(address)
    assert page.status_code == 200
    assert "gesprek" in page.text
    assert people.chris.organisation not in page.text
    unfinished = BETTER | {"title": "", "revision": "2"}
    assert visit(people.chris).post(f"{address}/bewerken", data=unfinished).status_code == 422


def test_the_author_and_a_moderator_choose_who_reads_a_page(visit: Visit, people: People) -> None:
    for person in (people.anna, people.mo):
        address = write(visit, people.anna)
        assert 'name="visibility"' in visit(person).get(f"{address}/bewerken").text
        closed = BETTER | {"visibility": "members"}
        assert visit(person).post(f"{address}/bewerken", data=closed).status_code == 303
        assert visit().get(address).status_code == 404
        again = BETTER | {"visibility": "public", "revision": "2"}
        assert visit(people.chris).post(f"{address}/bewerken", data=again).status_code == 303
        assert visit().get(address).status_code == 404


def test_whoever_is_not_a_member_improves_nothing(visit: Visit, people: People) -> None:
    address = write(visit, people.anna)
    for person, status in ((people.nobody, 401), (people.rik, 403)):
        assert visit(person).get("/paginas/nieuw").status_code == status
        assert visit(person).post("/paginas/nieuw", data=PAGE).status_code == status
        assert visit(person).post(f"{address}/bewerken", data=BETTER).status_code == status
    assert "nulmeting" in visit().get(address).text


def test_two_at_once_lose_nothing(visit: Visit, people: People) -> None:
    address = write(visit, people.anna)
    assert visit(people.chris).post(f"{address}/bewerken", data=BETTER).status_code == 303
    late = BETTER | {"body": "Dit schreef ik terwijl een ander al had bewaard, helaas."}
    refused = visit(people.bram).post(f"{address}/bewerken", data=late)
    assert refused.status_code == 409
    assert late["body"] in refused.text
    assert "gesprek" in refused.text
    assert late["body"] not in visit().get(address).text


def test_a_lasting_name_leads_to_the_page(app: Flask, visit: Visit, people: People) -> None:
    address = write(visit, people.anna)
    closed = write(visit, people.anna, title="Gesloten", visibility="members")
    with app.app_context():
        for one, name in zip(
            db.session.query(Page).order_by(Page.id), ("stappenplan", "besloten"), strict=True
        ):
            one.name = name
        db.session.commit()
    found = visit().get("/paginas/stappenplan")
    assert (found.status_code, found.location) == (302, address)
    assert visit().get("/paginas/besloten").status_code == 404
    assert visit(people.chris).get("/paginas/besloten").location == closed
    assert visit().get("/paginas/bestaat-niet").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "ab"},
        {"title": "x" * 301},
        {"body": ""},
        {"body": "x" * 200_001},
        {"language": "xx"},
    ],
    ids=lambda wrong: str(wrong)[:20],
)
def test_what_is_wrong_is_said(visit: Visit, people: People, wrong: dict[str, str]) -> None:
    page = visit(people.anna).post("/paginas/nieuw", data=PAGE | wrong)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert "/paginas/1" not in visit().get("/paginas").text


def test_the_list_costs_few_queries(visit: Visit, people: People, queries: Any) -> None:
    for number in range(25):
        write(visit, people.anna, title=f"Bladzijde {number}", tags=f"tag-{number}")
    for browser in (visit(), visit(people.chris)):
        with queries() as statements:
            assert browser.get("/paginas").status_code == 200
        assert len(statements) <= 8, statements
