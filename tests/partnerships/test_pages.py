# SPDX-License-Identifier: EUPL-1.2
"""The list of arrangements and the page of one, seen by a visitor."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.db import db
from knowledgebase.partnerships.importing import import_register
from knowledgebase.partnerships.models import ArrangementVersion
from tests.cases.stories import share_quickly, write_case
from tests.conftest import Visit
from tests.partnerships.exports import Export
from tests.partnerships.test_importing import BREDA, SHARED_SERVICE_CENTRE, WATER, WEST_BRABANT
from tests.people import People

Count = Callable[[], AbstractContextManager[list[str]]]
Clock = Callable[[str], AbstractContextManager[Any]]
LIST = "/samenwerkingen"


def page_of(app: Flask, register_id: str) -> str:
    """Give the address of an arrangement."""
    with app.app_context():
        wanted = sa.select(ArrangementVersion).where(ArrangementVersion.register_id == register_id)
        arrangement = db.session.scalars(wanted).one().arrangement
        return f"{LIST}/{arrangement.id}-{arrangement.slug}"


def number_on(page: str) -> int:
    """Read how many arrangements a list says there are."""
    found = re.search(r'id="regelingen-kop">(\d+) ', page)
    assert found
    return int(found[1])


def titles_from(browser: FlaskClient, address: str) -> list[str]:
    """Turn all pages of a list and give the addresses on them."""
    found: list[str] = []
    while address:
        page = browser.get(address).text
        found += re.findall(r'kb-item__title"><a href="([^"]+)"', page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    return found


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ("", 451),
        ("?datum=2026-05-16", 451),
        ("?stand=alle", 549),
        ("?stand=beeindigd", 98),
        ("?onderwerp=ict", 31),
        ("?onderwerp=ict&vorm=BVO", 13),
        ("?gemeente=Heerlen&onderwerp=ict", 1),
        ("?gemeente=gm0917&onderwerp=ict", 1),
        ("?provincie=PV29&onderwerp=ict", 1),
        ("?provincie=PV31&onderwerp=ict", 4),
        ("?beleidsterrein=organisatie-en-bedrijfsvoering-informatievoorziening-en-ict", 20),
        ("?datum=2016-01-01&naam=shared+service+zuid-limburg", 1),
        ("?naam=shared+service+zuid-limburg", 0),
        ("?naam=100%25", 0),
    ],
)
def test_filters_narrow_the_list_down(app: Flask, visit: Visit, filters: str, number: int) -> None:
    page = visit().get(LIST + filters)
    assert (page.status_code, number_on(page.text)) == (200, number)


def test_turning_all_pages_shows_every_arrangement_once(visit: Visit) -> None:
    found = titles_from(visit(), f"{LIST}?onderwerp=ict")
    assert (len(found), len(set(found))) == (31, 31)


def test_one_can_turn_back(visit: Visit) -> None:
    browser = visit()
    first = browser.get(f"{LIST}?onderwerp=ict").text
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = browser.get(older[1].replace("&amp;", "&")).text
    newer = re.search(r'rel="prev" href="([^"]+)"', second)
    assert newer
    back = browser.get(newer[1].replace("&amp;", "&")).text
    titles = re.compile(r'kb-item__title"><a href="([^"]+)"')
    assert titles.findall(back) == titles.findall(first)


@pytest.mark.parametrize(
    ("filters", "complaint"),
    [
        ("?datum=foo", "2026-05-16"),
        ("?datum=2026-02-30", "2026-05-16"),
        ("?gemeente=Nergenshuizen", "Nergenshuizen"),
        ("?vorm=XX", "XX"),
        ("?provincie=PV99", ""),
        ("?beleidsterrein=toveren", ""),
        ("?stand=onbekend", ""),
        ("?onderwerp=geluk", ""),
        ("?naam=" + "a" * 101, "101"),
    ],
)
def test_a_filter_that_cannot_be_read_is_said_so_and_does_not_count(
    visit: Visit, filters: str, complaint: str
) -> None:
    page = visit().get(LIST + filters)
    assert page.status_code == 422
    assert number_on(page.text) == 451
    if complaint not in ("", "XX"):
        assert complaint in page.text


@pytest.mark.parametrize(
    "filters",
    [
        "?datum=0001-01-01",
        "?datum=9999-12-31",
        "?naam=%00",
        "?naam=%25%25_%5C'\"",
        "?naam=%ED%A0%80",
        "?gemeente=%00",
        "?voor=abc",
        "?voor=99999999999&na=-1",
        "?voor=2147483647",
        "?na=1&voor=1",
        "?datum=&vorm=&provincie=",
        "?naam=a&naam=b&stand=alle&stand=beeindigd",
        "?endpoint=x&_scheme=x&_anchor=x&_external=1&_method=x",
        "?naam=" + "+".join("abcdefghijklmnop"),
    ],
)
def test_odd_addresses_never_break_the_list(visit: Visit, filters: str) -> None:
    assert visit().get(LIST + filters).status_code in (200, 400, 422)


def test_the_page_of_an_ended_arrangement_tells_who_and_until_when(app: Flask, visit: Visit) -> None:
    page = visit().get(page_of(app, SHARED_SERVICE_CENTRE)).text
    for words in ("23 oktober 2015", "1 juli 2020", "Heerlen", "Maastricht", "Sittard-Geleen"):
        assert words in page
    assert 'href="/gemeenten/gm0917-heerlen"' in page
    assert 'href="https://organisaties.overheid.nl/25250003/"' in page
    assert "Bron: register van overheidsorganisaties (CC0)" in page
    assert "Bron: CBS / Kadaster (CC BY 4.0)" in page
    assert "3 deelnemers" in page
    assert "kb-step--stopped" in page


def test_a_new_version_shows_who_joined_and_who_left_at_once(
    app: Flask, visit: Visit, tmp_path: Path, at: Clock
) -> None:
    address = page_of(app, WEST_BRABANT)
    browser = visit()
    assert "Breda" not in browser.get(address).text
    newer = Export()
    newer.renew(WEST_BRABANT, "40000001", "2026-10-01", left="GM0716", joined=BREDA)
    with app.app_context():
        import_register(files=newer.written(tmp_path))
        db.session.commit()
    with at("2026-11-01 12:00"):
        page = browser.get(address).text
        changed = page[page.index('id="versie-40000001"') : page.index(f'id="versie-{WEST_BRABANT}"')]
        assert 'href="/gemeenten/gm0758-breda"' in changed
        assert 'href="/gemeenten/gm0716-tholen"' in changed
        course = page[page.index('class="kb-steps"') : page.index("</ol>", page.index('class="kb-steps"'))]
        assert "1 toegetreden, 1 uitgetreden" in course
        assert course.count('aria-current="step"') == 1
        tholen = browser.get("/gemeenten/gm0716-tholen").text
        left = tholen[tholen.index('id="vroeger"') :]
        assert address in left
        assert "1 oktober 2026" in left


def test_participants_that_are_no_municipality_are_named(app: Flask, visit: Visit) -> None:
    page = visit().get(page_of(app, WATER)).text
    assert "Waterschap" in page
    assert "<figure" not in page


def test_the_slug_does_not_count_and_an_unknown_number_does_not_exist(app: Flask, visit: Visit) -> None:
    address = page_of(app, WATER)
    moved = visit().get(address.partition("-")[0] + "-iets-anders?x=1")
    assert (moved.status_code, moved.location) == (301, f"{address}?x=1")
    for unknown in ("999999", "99999999999", "0", "abc", "-1"):
        assert visit().get(f"{LIST}/{unknown}").status_code == 404


def test_cases_about_an_arrangement_stand_on_its_page_for_whoever_may_see_them(
    app: Flask, visit: Visit, people: People
) -> None:
    address = page_of(app, SHARED_SERVICE_CENTRE)
    anna = visit(people.anna)
    write_case(anna, arrangement=address, title="Openbaar verhaal over het centrum")
    write_case(
        anna, arrangement=address, title="Verhaal alleen voor leden van het centrum", visibility="members"
    )
    share_quickly(anna, title="Een verhaal over iets heel anders")
    seen_by_visitor, seen_by_member = visit().get(address).text, visit(people.chris).get(address).text
    assert "Openbaar verhaal" in seen_by_visitor
    assert "alleen voor leden" not in seen_by_visitor
    assert "alleen voor leden" in seen_by_member
    assert "iets heel anders" not in seen_by_member


def test_few_queries_however_many_rows(app: Flask, visit: Visit, people: People, queries: Count) -> None:
    address = page_of(app, WEST_BRABANT)
    for person in (people.nobody, people.anna):
        browser = visit(person)
        with queries() as listed:
            assert browser.get(f"{LIST}?stand=alle&gemeente=Heerlen").status_code == 200
        with queries() as shown:
            assert browser.get(address).status_code == 200
        with queries() as mapped:
            assert browser.get(f"{LIST}/kaart").status_code == 200
        assert max(len(listed), len(shown), len(mapped)) <= 10, (len(listed), len(shown), len(mapped))
