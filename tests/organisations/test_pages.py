# SPDX-License-Identifier: EUPL-1.2
"""The list of municipalities and the page of one, seen by a visitor and by members."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.accounts.models import Affiliation
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from tests.cases.stories import write_case
from tests.conftest import Visit
from tests.people import People
from tests.stories import ask

Count = Callable[[], AbstractContextManager[list[str]]]
Clock = Callable[[str], AbstractContextManager[Any]]
NORTH_PAGE = "/gemeenten/demo-noord-demogemeente-noord"
SOUTH_PAGE = "/gemeenten/demo-zuid-demogemeente-zuid"


def part(page: str, id: str) -> str:
    """Cut one section out of a page."""
    start = page.index(f'id="{id}"')
    return page[start : page.index("</section>", start)]


def test_the_list_gives_every_municipality_under_its_province(visit: Visit) -> None:
    page = visit().get("/gemeenten").text
    assert len(re.findall(r'<a href="/gemeenten/gm\d{4}-', page)) == 342
    assert 'href="/gemeenten/gm0034-almere"' in part(page, "pv24")
    assert 'href="/gemeenten/gm0501-brielle"' not in page
    assert "Bron: CBS / Kadaster (CC BY 4.0)" in page


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("den haag", ["gm0518-s-gravenhage"]),
        ("SUDWEST", ["gm1900-sudwest-fryslan"]),
        ("gm0363", ["gm0363-amsterdam"]),
        ("achtk", ["gm0059-achtkarspelen"]),
        ("bestaat niet", []),
        ("%", None),
    ],
)
def test_letters_find_a_municipality_as_people_write_it(
    visit: Visit, letters: str, found: list[str] | None
) -> None:
    page = visit().get("/gemeenten", query_string={"naam": letters})
    assert page.status_code == 200
    if found is not None:
        assert re.findall(r'<a href="/gemeenten/(gm\d{4}-[^"]+)"', page.text) == found


def test_letters_that_are_too_many_are_refused_with_a_word_about_it(visit: Visit) -> None:
    page = visit().get("/gemeenten", query_string={"naam": "a" * 81})
    assert page.status_code == 422
    assert "81" in page.text


def test_abolished_municipalities_are_listed_apart_the_latest_first(visit: Visit) -> None:
    browser, found, address = visit(), [], "/gemeenten/opgeheven"
    while address:
        page = browser.get(address).text
        found += re.findall(r'kb-item__title"><a href="([^"]+)"', page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = older[1] if older else ""
    assert (len(found), len(set(found))) == (271, 271)
    assert found.index("/gemeenten/gm0501-brielle") < found.index("/gemeenten/gm0881-onderbanken")


def test_the_page_of_a_municipality_shows_what_it_is_and_what_lies_around_it(visit: Visit) -> None:
    page = visit().get("/gemeenten/gm0899-brunssum").text
    facts, neighbours = part(page, "feiten"), part(page, "buren")
    for words in ("Limburg", "27.770", "17,29", "gm0899", "GM0899", "00000001", "https://www.brunssum.nl"):
        assert words in facts
    assert re.findall(r"/gemeenten/(gm\d{4}-[^\"]+)", neighbours) == [
        "gm1954-beekdaelen",
        "gm0917-heerlen",
        "gm0882-landgraaf",
    ]
    assert page.count('tabindex="-1" aria-label=') == 3
    assert "Bron: CBS / Kadaster (CC BY 4.0)" in page


def test_the_page_shows_partnerships_now_and_before_and_with_whom(visit: Visit) -> None:
    page = visit().get("/gemeenten/gm0899-brunssum").text
    now, before, partners = part(page, "samenwerkingen"), part(page, "vroeger"), part(page, "partners")
    assert "Gemeenschappelijke regeling Solido" in now
    assert "ICT ondersteuning van de bedrijfsvoering" in before
    assert "31 december 2024" in before
    assert "/gemeenten/gm0882-landgraaf" in partners
    assert "Bron: register van overheidsorganisaties (CC0)" in page


def test_an_island_has_a_map_and_no_neighbours(visit: Visit) -> None:
    page = visit().get("/gemeenten/gm0448-texel").text
    assert '<svg class="kb-map"' in page
    assert 'id="buren"' not in page


def test_only_the_code_in_the_address_counts(visit: Visit) -> None:
    for other in (
        "gm0363",
        "GM0363",
        "gm0363-mokum",
        "gm0363-amsterdam-noord-en-nog-veel-meer-stukken-tekst",
    ):
        moved = visit().get(f"/gemeenten/{other}")
        assert (moved.status_code, moved.location) == (301, "/gemeenten/gm0363-amsterdam")


@pytest.mark.parametrize(
    "slug",
    ["gm9999", "gm", "amsterdam", "-", "demo", "GM0363'--", "%00", "%", "a" * 3000, "gm0363%0Aamsterdam"],
)
def test_an_unknown_code_does_not_exist(visit: Visit, slug: str) -> None:
    assert visit().get(f"/gemeenten/{slug}").status_code in (400, 404)


def test_an_abolished_municipality_keeps_its_page(app: Flask, visit: Visit) -> None:
    with app.app_context():
        brielle = db.session.scalars(sa.select(Organisation).where(Organisation.code == "GM0501")).one()
        brielle.successor = db.session.scalars(
            sa.select(Organisation).where(Organisation.code == "GM1992")
        ).one()
        db.session.commit()
    page = visit().get("/gemeenten/gm0501-brielle").text
    assert "1 januari 2023" in page
    assert 'href="/gemeenten/gm1992-voorne-aan-zee"' in page
    assert "Syntrophos" in part(page, "vroeger")
    assert 'id="partners"' not in page


def test_the_page_shows_what_the_organisation_shared_to_whoever_may_see_it(
    visit: Visit, people: People
) -> None:
    anna = visit(people.anna)
    on_behalf = str(people.anna.organisation_id)
    ask(anna, title="Vraag van Noord aan iedereen", organisation=on_behalf)
    ask(anna, title="Vraag van Noord aan de leden", organisation=on_behalf, visibility="members")
    ask(anna, title="Vraag van Noord aan zichzelf", organisation=on_behalf, visibility="own")
    write_case(anna, title="Casus waarin Noord en Zuid samen zitten")
    expected = {people.nobody: (1, 0, 0), people.chris: (1, 1, 0), people.bram: (1, 1, 1)}
    for person, counts in expected.items():
        page = visit(person).get(NORTH_PAGE).text
        words = ("aan iedereen", "aan de leden", "aan zichzelf")
        assert tuple(part(page, "bijdragen").count(one) for one in words) == counts
        assert "samen zitten" in part(page, "bijdragen")
    assert "samen zitten" in visit().get(SOUTH_PAGE).text
    assert "aan iedereen" not in visit().get(SOUTH_PAGE).text


def test_visitors_see_how_many_people_and_roles_and_members_see_names(visit: Visit, people: People) -> None:
    for stranger in (people.nobody, people.rik):
        shown = part(visit(stranger).get(NORTH_PAGE).text, "mensen")
        assert "4 " in shown
        assert "Olga" not in shown
    shown = part(visit(people.chris).get(NORTH_PAGE).text, "mensen")
    assert re.findall(r"<li>(\w+) ", shown) == ["Anna", "Bram", "Olga", "Vera"]


def test_who_no_longer_works_there_is_not_counted(app: Flask, visit: Visit, people: People) -> None:
    with app.app_context():
        leaving = sa.update(Affiliation).where(Affiliation.user_id == people.bram.id)
        db.session.execute(leaving.values(until=date(2026, 1, 2)))
        db.session.commit()
    shown = part(visit(people.chris).get(NORTH_PAGE).text, "mensen")
    assert "Bram" not in shown
    assert "3 " in shown


def test_at_most_twelve_queries_whoever_looks(visit: Visit, people: People, queries: Count) -> None:
    write_case(visit(people.anna))
    for person in (people.nobody, people.anna, people.mo):
        for address in ("/gemeenten/gm0899-brunssum", NORTH_PAGE):
            browser = visit(person)
            with queries() as statements:
                assert browser.get(address).status_code == 200
            assert len(statements) <= 12, len(statements)
        with queries() as statements:
            assert visit(person).get("/gemeenten").status_code == 200
        assert len(statements) <= 8


def test_a_municipality_ends_when_the_day_begins_in_the_netherlands(
    app: Flask, visit: Visit, people: People, at: Clock
) -> None:
    with app.app_context():
        known = db.session.scalars(sa.select(Organisation).where(Organisation.valid_to.is_(None))).first()
        assert known is not None
        known.valid_to = date(2026, 7, 1)
        name = known.name
        db.session.commit()
    with at("2026-06-30 21:59"):
        assert name not in visit(people.anna).get("/gemeenten/opgeheven").text
    with at("2026-06-30 22:01"):
        assert name in visit(people.anna).get("/gemeenten/opgeheven").text
