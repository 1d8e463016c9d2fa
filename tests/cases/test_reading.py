# SPDX-License-Identifier: EUPL-1.2
"""Who sees which case, in lists and on pages, and what that costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.db import db, now
from knowledgebase.organisations.models import Neighbour, Organisation
from knowledgebase.partnerships.models import Arrangement
from tests.cases.stories import FULL, share_quickly, write_case
from tests.conftest import Visit
from tests.people import SOUTH, People, Person

Queries = Callable[[], AbstractContextManager[list[str]]]

ENGLISH = {"Accept-Language": "en"}
TITLE = FULL["title"]


def test_a_case_for_the_own_organisation_is_seen_by_colleagues_and_moderators_only(
    visit: Visit, people: People
) -> None:
    address = write_case(visit(people.anna), visibility="own")
    _is_seen_by(visit, address, people.anna, people.bram, people.mo)
    _is_hidden_from(visit, address, people.nobody, people.rik, people.chris, people.sam)


def test_a_case_for_named_organisations_is_seen_by_them_too(visit: Visit, people: People) -> None:
    address = write_case(visit(people.anna), visibility="organisations", organisations=SOUTH)
    _is_seen_by(visit, address, people.anna, people.bram, people.chris, people.mo)
    _is_hidden_from(visit, address, people.nobody, people.rik, people.sam)


def test_a_case_for_members_is_hidden_from_readers(visit: Visit, people: People) -> None:
    address = write_case(visit(people.anna), visibility="members")
    _is_seen_by(visit, address, people.sam, people.chris)
    _is_hidden_from(visit, address, people.nobody, people.rik)


def test_nobody_but_author_and_moderators_edits(visit: Visit, people: People) -> None:
    address = write_case(visit(people.anna))
    for person, status in ((people.anna, 200), (people.mo, 200), (people.bram, 403), (people.nobody, 401)):
        assert visit(person).get(f"{address}/bewerken").status_code == status


@pytest.mark.parametrize(
    ("address", "holds"),
    [
        ("?fase=ended", True),
        ("?fase=intent", False),
        ("?rechtsvorm=CG&domein=service_desk&uitkomst=stopped&tag=servicedesk", True),
        ("?rechtsvorm=DVO", False),
        ("?domein=privacy", False),
        ("?uitkomst=running", False),
        ("?gemeente=demo-zuid", True),
        ("?gemeente=GM9999", False),
        ("?thema=geen", False),
        ("?fase=onzin&voor=x&na=-3", True),
        ("?domein=%00&gemeente=%00&tag=%00", True),
        ("?domein=x'--&gemeente=%F0&tag=%2500&thema=GM%00", False),
    ],
)
def test_lists_are_filtered_by_the_address(visit: Visit, people: People, address: str, holds: bool) -> None:
    write_case(visit(people.anna))
    page = visit().get(f"/casussen{address}")
    assert page.status_code == 200
    assert (TITLE in page.text) == holds


def test_inhabitants_and_the_block_are_computed_from_the_register(
    app: Flask, visit: Visit, people: People
) -> None:
    address = write_case(visit(people.anna), **{"partners-1-role": "participant", "partners-1-left": ""})
    _let_count(app, 40_000, 60_000)
    page = visit(people.anna).get(address, headers=ENGLISH).text
    assert "100,000" in page
    assert _answer(page, "One contiguous block?") == "No"
    _let_border(app, people.anna.organisation_id, people.chris.organisation_id)
    assert _answer(visit(people.anna).get(address, headers=ENGLISH).text, "One contiguous block?") == "Yes"


def test_partners_are_drawn_among_their_neighbours_with_how_far_they_lie_apart(
    app: Flask, visit: Visit, people: People
) -> None:
    address = write_case(visit(people.anna), **{"partners-1-role": "participant", "partners-1-left": ""})
    drawing = f"{address}/kaart.svg"
    assert visit().get(drawing).status_code == 404
    assert "kaart.svg" not in visit().get(address).text
    places = ((52.3731, 4.8926), (51.9225, 4.4792))
    with app.app_context():
        for organisation, (latitude, longitude) in zip(_partners(people), places, strict=True):
            organisation.latitude, organisation.longitude = latitude, longitude
            organisation.outline = "M10,10 20,10 20,20Z"
        db.session.commit()
    page = visit(people.anna).get(address, headers=ENGLISH).text
    assert _answer(page, "One contiguous block?") == "No; at most 57 km apart"
    assert "not one contiguous block, at most 57 km apart" in page
    assert f'src="{drawing}"' in page
    answer = visit(people.anna).get(drawing)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.text.count("<path") == 2
    own = write_case(visit(people.anna), visibility="own")
    assert visit(people.chris).get(f"{own}/kaart.svg").status_code == 404


def test_a_case_leads_to_its_arrangement_in_the_register(app: Flask, visit: Visit, people: People) -> None:
    with app.app_context():
        since = date(2016, 1, 1)
        row = Arrangement(
            name="ICT Samen", legal_form=LegalForm.BVO, starts=since, latest_start=since, changed_at=now()
        )
        db.session.add(row)
        db.session.flush()
        id = row.id
        db.session.commit()
    assert f'value="{id}"' in visit(people.anna).get(f"/casussen/nieuw?regeling={id}").text
    for elsewhere in (
        f"https://example.org/samenwerkingen/{id}", f"http://localhost/vragen/{id}", f"//x/samenwerkingen/{id}",
        f"samenwerkingen/{id}", f"{id}-ict-samen", f"javascript:/samenwerkingen/{id}", f"/x/samenwerkingen/{id}",
        f"http://[/samenwerkingen/{id}", "\N{ARABIC-INDIC DIGIT ONE}",
    ):  # fmt: skip
        refused = visit(people.anna).post("/casussen/nieuw", data=FULL | {"arrangement": elsewhere})
        assert refused.status_code == 422, elsewhere
    for here in (str(id), f"/samenwerkingen/{id}-ict-samen"):
        write_case(visit(people.anna), arrangement=here)
    address = write_case(visit(people.anna), arrangement=f"http://localhost/samenwerkingen/{id}-ict-samen")
    page = visit().get(address, headers=ENGLISH).text
    assert "This arrangement among the partnerships" in page
    assert f'/{id}">' in page.split("This arrangement among the partnerships")[0][-60:]


def test_a_page_costs_the_same_however_much_hangs_on_the_case(
    visit: Visit, people: People, queries: Queries
) -> None:
    small, large = share_quickly(visit(people.anna)), write_case(visit(people.anna), **_many_rows())
    counts, bram = [], visit(people.bram)
    for address in (small, large):
        for browser in (visit(), bram):
            with queries() as statements:
                assert browser.get(address).status_code == 200
            assert len(statements) <= 10, statements
            counts.append(len(statements))
    assert counts[:2] == counts[2:]


def test_a_list_costs_the_same_however_many_cases_it_shows(
    visit: Visit, people: People, queries: Queries
) -> None:
    counts, bram = [], visit(people.bram)
    for _ in range(2):
        for _ in range(4):
            write_case(visit(people.anna))
        with queries() as statements:
            assert bram.get("/casussen?gemeente=DEMO-ZUID").status_code == 200
        assert len(statements) <= 8, statements
        counts.append(len(statements))
    assert counts[0] == counts[1]


def _is_seen_by(visit: Visit, address: str, *persons: Person) -> None:
    for person in persons:
        assert visit(person).get(address).status_code == 200, person.name
        assert TITLE in visit(person).get("/casussen").text, person.name


def _is_hidden_from(visit: Visit, address: str, *persons: Person) -> None:
    for person in persons:
        for page in (address, f"{address}/bewerken", address.replace("/casussen/", "/historie/")):
            assert visit(person).get(page).status_code == 404, (person.name, page)
        assert visit(person).post(f"{address}/bewerken", data=FULL).status_code == 404
        assert TITLE not in visit(person).get("/casussen?gemeente=DEMO-NOORD").text, person.name


def _partners(people: People) -> list[Organisation]:
    ids = (people.anna.organisation_id, people.chris.organisation_id)
    return [db.session.get_one(Organisation, id) for id in ids]


def _let_count(app: Flask, *inhabitants: int) -> None:
    with app.app_context():
        rows = db.session.scalars(sa.select(Organisation).order_by(Organisation.code)).all()
        for row, count in zip(rows, inhabitants, strict=True):
            row.inhabitants = count
        db.session.commit()


def _let_border(app: Flask, one: int | None, other: int | None) -> None:
    with app.app_context():
        db.session.add(Neighbour(organisation_id=one, neighbour_id=other, border=2.5))
        db.session.add(Neighbour(organisation_id=other, neighbour_id=one, border=2.5))
        db.session.commit()


def _answer(page: str, question: str) -> str:
    return page.split(question)[1].split("<dd")[1].split(">")[1].split("<")[0].strip()


def _many_rows() -> dict[str, str]:
    own = {f"own_costs-{number}-label": f"Rij {number}" for number in range(20)}
    return own | {f"evidence-{number}-title": f"Bron {number}" for number in range(20)}
