# SPDX-License-Identifier: EUPL-1.2
"""Agreements: the secretariat writes them, everyone reads them, and each number is given once."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.conftest import Visit
from tests.people import People, Person

AGREEMENT = {
    "title": "Eén beveiligingseis in elke aanbesteding",
    "number": "2026-01",
    "summary": "Gemeenten nemen dezelfde beveiligingseis op in elke ICT-aanbesteding.",
    "sort": "apply_or_explain",
    "state": "consultation",
    "in_force_from": "2026-07-01",
    "body": "Leden nemen de **beveiligingseis** op, of leggen uit waarom niet.",
    "tags": "beveiliging",
    "language": "nl",
    "visibility": "public",
    "theme": "",
    "organisation": "",
}
ENGLISH = {"Accept-Language": "en"}


def write(visit: Visit, person: Person, **changes: Any) -> str:
    placed = visit(person).post("/afspraken/nieuw", data=AGREEMENT | changes)
    assert placed.status_code == 303, placed.text
    return str(placed.location)


def test_the_secretariat_writes_and_everyone_reads(visit: Visit, people: People) -> None:
    address = write(visit, people.sam)
    page = visit().get(address, headers=ENGLISH)
    for text in (AGREEMENT["title"], "2026-01", "Apply or explain", "In consultation", "beveiligingseis"):
        assert text in page.text
    assert "2026" in page.text


def test_only_the_secretariat_writes(visit: Visit, people: People) -> None:
    address = write(visit, people.sam)
    statuses = {
        people.nobody: 401,
        people.rik: 403,
        people.anna: 403,
        people.mo: 403,
        people.vera: 403,
        people.ada: 403,
    }
    for person, status in statuses.items():
        browser = visit(person)
        assert browser.get("/afspraken/nieuw").status_code == status, person
        assert browser.post("/afspraken/nieuw", data=AGREEMENT | {"number": "2026-02"}).status_code == status
    for person in (people.rik, people.anna, people.vera, people.ada):
        changed = AGREEMENT | {"state": "in_force", "revision": "1"}
        assert visit(person).post(f"{address}/bewerken", data=changed).status_code == 403
    assert "In consultation" in visit().get(address, headers=ENGLISH).text


def test_a_number_that_is_taken_is_said_at_the_field(visit: Visit, people: People) -> None:
    first = write(visit, people.sam)
    page = visit(people.sam).post(
        "/afspraken/nieuw", data=AGREEMENT | {"title": "Een tweede met hetzelfde nummer"}, headers=ENGLISH
    )
    assert page.status_code == 422
    assert "Another agreement has this number" in page.text
    assert "Een tweede met hetzelfde nummer" in page.text
    second = write(visit, people.sam, number="2026-02")
    changed = AGREEMENT | {
        "revision": "1",
        "body": "Een tekst die ik niet kwijt wil, met het nummer van een ander.",
    }
    page = visit(people.sam).post(f"{second}/bewerken", data=changed, headers=ENGLISH)
    assert page.status_code == 422
    assert changed["body"] in page.text
    assert "2026-02" in visit().get(second).text
    same = AGREEMENT | {"revision": "1", "title": "Dezelfde afspraak met een betere titel"}
    assert visit(people.sam).post(f"{first}/bewerken", data=same).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"number": "26-1"},
        {"number": "2026-1\n"},
        {"number": "２０２６-０１"},
        {"summary": ""},
        {"sort": "order"},
        {"state": "law"},
        {"in_force_from": "31-02-2026"},
        {"in_force_from": "morgen"},
        {"in_force_from": "99999-01-01"},
        {"title": ""},
        {"body": ""},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_published(
    visit: Visit, people: People, wrong: dict[str, str]
) -> None:
    page = visit(people.sam).post("/afspraken/nieuw", data=AGREEMENT | wrong)
    assert page.status_code == 422
    assert BeautifulSoup(page.text, "html.parser").select("[role=alert] a")
    assert "/afspraken/1" not in visit().get("/afspraken").text


def test_an_outdated_edit_overwrites_nothing(visit: Visit, people: People) -> None:
    address = write(visit, people.sam)
    first = AGREEMENT | {"state": "vote", "revision": "1"}
    assert visit(people.sam).post(f"{address}/bewerken", data=first).status_code == 303
    late = AGREEMENT | {"state": "withdrawn", "revision": "1"}
    assert visit(people.sam).post(f"{address}/bewerken", data=late).status_code == 409
    assert "Being voted on" in visit().get(address, headers=ENGLISH).text


def test_the_list_is_filtered_by_state_and_costs_few_queries(
    visit: Visit, people: People, queries: Any
) -> None:
    write(visit, people.sam)
    assert AGREEMENT["title"] in visit().get("/afspraken?stand=consultation").text
    assert AGREEMENT["title"] not in visit().get("/afspraken?stand=in_force").text
    assert AGREEMENT["title"] in visit().get("/afspraken?stand=onzin").text
    for number in range(10, 32):
        write(visit, people.sam, number=f"2025-{number}", title=f"Afspraak nummer {number} van vorig jaar")
    for browser in (visit(), visit(people.anna)):
        with queries() as statements:
            assert browser.get("/afspraken").status_code == 200
        assert len(statements) <= 8, statements
